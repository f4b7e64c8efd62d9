"""Votes from any data frame."""
