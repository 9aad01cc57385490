"""Registers of bodies, Acts, terms and devolved topics: data that staff extend."""
