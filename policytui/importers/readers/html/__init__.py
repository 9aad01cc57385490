"""Web pages into blocks."""
