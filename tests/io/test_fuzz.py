"""A short run of the fuzzer; ``python -m tests.fuzz 100000`` is the long one."""

import pytest

from tests import fuzz


@pytest.mark.parametrize("name", ["toml", "popolo", "package"])
def test_mutations_raise_nothing_undocumented(name: str) -> None:
    """What is mutated is read, or refused with the documented error; both happen."""
    outcomes = fuzz.run(300, name=name)
    outcomes.pop("milliseconds, the slowest")
    assert sum(outcomes.values()) == 300
    for kind in fuzz.FORMATS[name]().kinds:
        assert outcomes[f"{kind} refused"] > 25
        assert outcomes[f"{kind} read"] > 5
