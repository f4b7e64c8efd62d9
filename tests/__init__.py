"""Tests: what the library claims, checked."""
