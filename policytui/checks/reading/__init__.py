"""What sentences of policy say: quantities, dates, duties, negation, direction."""
