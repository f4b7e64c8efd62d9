"""A short run of the fuzzer of files; ``python -m tests.fuzz_files 100000 dna`` is the long one."""

import pytest

from tests import fuzz_files


@pytest.mark.parametrize("name", sorted(fuzz_files.FORMATS))
def test_mutated_files_raise_nothing_undocumented(name: str) -> None:
    """Mutated files are read, or refused with the documented error; both happen, of each kind."""
    outcomes = fuzz_files.run(600, name)
    for kind in ("bytes", "pages", "values"):
        assert outcomes[f"{kind} read"] > 10
        assert outcomes[f"{kind} refused"] > 10
