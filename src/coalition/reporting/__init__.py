"""Answers as plain text, for people to read from top to bottom."""
