"""policytui: search party policy, compare it with proposed changes, draft amendments."""

__version__ = "0.1.0"
