"""A short run of the fuzzer; ``python -m tests.fuzz 100000`` is the long one."""

import pytest

from tests import fuzz


@pytest.mark.parametrize("name", ["toml", "popolo"])
def test_mutations_raise_nothing_undocumented(name: str) -> None:
    """Mutated bytes and trees are read, or refused with the documented error; both happen."""
    outcomes = fuzz.run(600, name=name)
    outcomes.pop("milliseconds, the slowest")
    assert sum(outcomes.values()) == 600
    assert min(outcomes[f"{kind} refused"] for kind in ("bytes", "tree")) > 50
    assert min(outcomes[f"{kind} read"] for kind in ("bytes", "tree")) > 10
