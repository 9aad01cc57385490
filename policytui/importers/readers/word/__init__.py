"""Word files (.docx) into blocks."""
