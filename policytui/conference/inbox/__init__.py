"""The inbox of a round: what was sent in, and what became of each of it."""
