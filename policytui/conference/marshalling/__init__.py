"""The list in which amendments are taken, and what falls if what is carried."""
