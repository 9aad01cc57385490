"""A text from outside against the whole platform: what is policy already, what would change."""
