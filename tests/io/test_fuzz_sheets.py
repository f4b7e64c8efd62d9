"""A short run of the fuzzer of sheets; ``python -m tests.fuzz_sheets 100000`` is the long one."""

from tests import fuzz_sheets


def test_mutated_sheets_raise_nothing_undocumented() -> None:
    """Mutated sheets are read, or refused with the documented error; both happen, of each kind."""
    outcomes = fuzz_sheets.run(180)
    for kind in fuzz_sheets.KINDS:
        assert outcomes[f"{kind} read"] > 2
        assert outcomes[f"{kind} refused"] > 10
