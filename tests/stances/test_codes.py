"""What a cell means: its stance, or why there is none, is the same wherever it is asked."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from coalition.stances.codes import NO_VOTE, REASONS, Cells, code_of, packed
from tests.builders import case, said
from tests.matrices import NAN, every_reason

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
    frame = frame.select("actor", "proposal", "stance", "missing")
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


def test_four_ways_to_be_missing() -> None:
    """Unknown, absent, not a member and abstained are apart from each other, and no stance."""
    votes = every_reason()
    said = [votes.missing("A", proposal) for proposal in votes.proposals]
    assert said == [None, None, None, *NO_VOTE]
    assert [votes.stance("A", proposal) for proposal in votes.proposals] == [-1, 0, 1, *[None] * 4]
    assert np.isnan(votes.values).tolist() == [[False] * 3 + [True] * 4]


def test_why_a_stance_is_missing_makes_a_difference() -> None:
    """Matrices that differ only in why something is missing are not equal."""
    absent = co.StanceMatrix("A", "p", Cells(np.array([[-2]], np.int8), (-1.0, 0.0, 1.0)))
    assert absent != co.StanceMatrix("A", "p", [[NAN]])


def test_levels_that_no_cell_has_make_no_difference() -> None:
    """Two matrices with the same stances are equal, however they are packed."""
    graded = packed([[0.5, 1]])
    assert co.StanceMatrix("A", "q", graded.take([0], [1])) == co.StanceMatrix("A", "q", [[1]])


@given(st.lists(st.sampled_from([-1, -0.5, 0, 0.3, 1, NAN]), min_size=1))
def test_property_packing_keeps_stances(row: list[float]) -> None:
    """What is packed is unpacked as it was."""
    np.testing.assert_array_equal(
        co.StanceMatrix("A", map(str, range(len(row))), [row]).values[0], row
    )


def test_a_cell_is_a_byte() -> None:
    """The stances of a vote take a byte each, the reasons why one is missing included."""
    assert packed([[1, 0, -1, NAN]]).codes.dtype == np.int8
    assert packed(np.linspace(-1, 1, 128)[None]).codes.dtype == np.int8
    assert packed(np.linspace(-1, 1, 129)[None]).codes.dtype == np.int16
