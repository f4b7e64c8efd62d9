"""Small matrices of the tests, in as few words as what they are about."""

from typing import Any

import attrs
import numpy as np

import coalition as co
from coalition.stances.codes import Cells, code_of

__all__ = ["NAN", "every_reason", "founded", "matrix"]

NAN = float("nan")


def matrix(*rows: list[float], **more: Any) -> co.StanceMatrix:
    """Return a matrix of actors A, B, ... and proposals p0, p1, ..."""
    actors = "ABCDEFGH"[: len(rows)]
    return co.StanceMatrix(actors, [f"p{n}" for n in range(len(rows[0]))], rows, **more)


def every_reason() -> co.StanceMatrix:
    """Return the votes of one actor: each side, and each reason why there is no vote."""
    codes = np.array([[0, 1, 2, -1, -2, -3, -4]], np.int8)
    return co.StanceMatrix("A", "abcdefg", Cells(codes, (-1.0, 0.0, 1.0)))


def founded() -> co.StanceMatrix:
    """Return the votes of an old party, and of two that are younger than the first proposal."""
    votes = co.StanceMatrix(
        ("New", "Newer", "Old"),
        ("m1", "m2"),
        [[NAN, -1.0], [NAN, 1.0], [1.0, 1.0]],
        seats=(2, 2, 2),
    )
    codes = votes.cells.codes.copy()
    codes[:2, 0] = code_of("not a member")
    return attrs.evolve(votes, values=Cells(codes, votes.cells.levels))
