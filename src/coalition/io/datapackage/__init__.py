"""Data packages: a case as CSV tables with a descriptor."""
