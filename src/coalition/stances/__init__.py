"""Stances as numbers: actors by proposals, and the exact meaning of a number."""
