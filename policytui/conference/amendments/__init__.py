"""Amendments beside each other: what each changes, where they meet, and texts made of several."""
