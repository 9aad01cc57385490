"""The answers to a consultation: counted, grouped, coded to themes, searched, quoted."""
