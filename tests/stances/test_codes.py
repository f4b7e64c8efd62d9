"""What a cell means: its stance, or why there is none, is the same wherever it is asked."""

from typing import Any

import numpy as np
import pytest

import coalition as co
from coalition.stances.codes import REASONS, Cells, code_of, packed
from tests.builders import case, said

LEVELS = (-1.0, -0.5, 0.0, 1.0)
MEANINGS = [*((level, None) for level in LEVELS), *((None, reason) for reason in REASONS)]


def every_meaning() -> co.StanceMatrix:
    """Return a row with each stance, and with each reason why there is none."""
    codes = np.array([[0, 1, 2, 3, *map(code_of, REASONS)]], np.int8)
    return co.StanceMatrix("A", "abcdefghi", Cells(codes, LEVELS))


def test_the_methods_of_a_matrix_know_every_reason() -> None:
    """`stance` and `missing` give each stance and each reason."""
    matrix = every_meaning()
    asked = [(matrix.stance("A", p), matrix.missing("A", p)) for p in matrix.proposals]
    assert asked == MEANINGS


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_the_frame_of_a_matrix_knows_every_reason(backend: Any) -> None:
    """Its data frame says what its methods say."""
    frame: Any = co.to_frame(every_meaning(), backend=backend)
    held = [stance if isinstance(stance, float) else None for stance in frame["stance"].to_list()]
    why = [reason if isinstance(reason, str) else None for reason in frame["missing"].to_list()]
    assert list(zip(held, why, strict=True)) == MEANINGS


def test_the_numbers_of_a_matrix_know_every_stance() -> None:
    """`values` has each stance, and NaN for each reason."""
    values = every_meaning().values[0].tolist()
    assert values[: len(LEVELS)] == list(LEVELS)
    assert np.isnan(values[len(LEVELS) :]).all()


def test_whoever_contradicts_itself_has_no_stance_anywhere() -> None:
    """An actor whose statements conflict is neither for nor against, in any form of the answer."""
    both = [said("A", stance=stance) for stance in ("for", "against")]
    matrix = co.stance_matrix(case([*both, said("B", stance="against")], several="all"))
    assert (matrix.stance("A", "p"), matrix.missing("A", "p")) == (None, "conflicting")
    assert np.isnan(matrix.values[0, 0])
    frame: Any = co.to_frame(matrix, backend="polars")
    assert frame.rows() == [("A", "p", None, "conflicting"), ("B", "p", -1.0, None)]
    assert "conflicting" in matrix._repr_html_()


def test_all_parts_of_a_matrix_keep_the_reasons() -> None:
    """Taken in another order, counted otherwise and compared, cells mean what they meant."""
    matrix = every_meaning()
    part = matrix.cells.take([0], list(reversed(range(9))))
    assert [part.meanings[code] for code in part.codes[0].tolist()] == MEANINGS[::-1]
    counted = matrix.count_as({"absent": 0.25})
    asked = [(counted.stance("A", p), counted.missing("A", p)) for p in matrix.proposals]
    assert asked == [(0.25, None) if why == "absent" else (s, why) for s, why in MEANINGS]


def test_reasons_need_no_stance_beside_them() -> None:
    """A table in which nobody has a stance says why, too."""
    cells = Cells(np.array([[code_of(reason) for reason in REASONS]], np.int8), ())
    assert cells.mapped(lambda _, why: str(why)).tolist() == [list(REASONS)]


def test_as_many_stances_as_a_byte_holds() -> None:
    """With 128 different stances, the largest number of a byte is a stance, not a reason."""
    levels = np.linspace(-1, 1, 128)
    cells = packed([[*levels, np.nan]])
    assert cells.codes.dtype == np.int8
    meanings = [cells.meanings[code] for code in cells.codes[0].tolist()]
    assert meanings == [*((level, None) for level in levels), (None, "unknown")]
