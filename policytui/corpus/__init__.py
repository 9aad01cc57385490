"""The policy corpus: documents, positions, their files and their catalogue."""
