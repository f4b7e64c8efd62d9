"""Tests: what the library claims, checked."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]  # the folder of the project
