"""The workspace: which folders are used, and what lies in them."""
