"""A short run of the fuzzer; ``python -m tests.fuzz 100000`` is the long one."""

from tests import fuzz


def test_mutations_raise_nothing_undocumented() -> None:
    """Mutated bytes, trees and data packages are read, or refused as documented; both happen."""
    outcomes = fuzz.run(900)
    assert sum(outcomes.values()) == 900
    assert min(outcomes[f"{kind} refused"] for kind in ("bytes", "tree", "package")) > 50
    assert min(outcomes[f"{kind} read"] for kind in ("bytes", "tree", "package")) > 10
