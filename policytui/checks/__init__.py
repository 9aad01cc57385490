"""Checks: rules that look at drafts and say what they find."""
