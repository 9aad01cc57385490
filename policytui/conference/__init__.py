"""A round: what was sent in, what is voted on, what was decided, and what came of it."""
