"""Readers: each turns one kind of file into blocks, and knows nothing of outlines."""
