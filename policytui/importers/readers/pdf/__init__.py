"""PDF files into blocks."""
