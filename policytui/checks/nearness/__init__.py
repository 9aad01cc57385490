"""Which texts are near one another: shared passages, and candidates among many positions."""
