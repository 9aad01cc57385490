"""Documents brought in from outside: any source -> blocks -> outline -> positions."""
