"""Tests of tables of positions on scales."""
