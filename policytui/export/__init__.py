"""Comparisons as files for other programs: a page for a browser, a document for Word."""
