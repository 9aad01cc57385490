"""OpenDocument texts (.odt) into blocks."""
