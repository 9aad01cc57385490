"""Comparing texts: which words change, and how the change is worded."""
