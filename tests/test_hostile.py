"""Short runs of hostile names; ``python -m tests.hostile 10000`` is the long one."""

import pytest

from tests.hostile import TARGETS, names


@pytest.mark.parametrize("target", TARGETS)
def test_hostile_names(target: str) -> None:
    """No name breaks what shows it, escapes from it or steers it: each has every third of them."""
    pytest.importorskip("click")
    pytest.importorskip("matplotlib")
    TARGETS[target]([*names(100)][[*TARGETS].index(target) % 3 :: 3])
