"""Statements from a sheet of anybody's own: each row says who is for or against what."""
