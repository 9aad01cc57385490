"""Drafts: amendments, new positions, campaign ideas and responses, and their files."""
