"""Checks: rules that look at drafts and at the corpus, and say what they find and why."""
