"""A small case file for the commands."""

from pathlib import Path

import pytest

from tests.shell import SMALL


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)
