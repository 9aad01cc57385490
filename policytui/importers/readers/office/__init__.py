"""What Word and OpenDocument files have in common: packages, lists, notes, letters."""
