"""The command line: the work of the app as plain text and JSON."""
