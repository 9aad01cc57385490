"""The report of responses: what was sent in, how it was counted, and what became of it."""
