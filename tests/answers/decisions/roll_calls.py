"""Small records of votes on which blockers and decisions are tested."""

import narwhals as nw

import coalition as co
from coalition.model.words import Meaning

__all__ = ["attended", "voted"]


def voted() -> co.StanceMatrix:
    """Return the votes of three parties with seats on two proposals."""
    return co.StanceMatrix(
        ("A", "B", "C"),
        ("p", "q"),
        [[1.0, -1.0], [1.0, float("nan")], [-1.0, 0.0]],
        seats=(5, 4, 3),
    )


def attended() -> co.StanceMatrix:
    """Return votes on p, with C absent and D no member, and on q, on which C abstains."""
    votes = ["yea", "nay", "away", "none", "yea", "nay", "present", "yea"]
    codes: dict[str, Meaning] = {"yea": 1, "nay": -1, "present": "abstained"}
    codes |= {"away": "absent", "none": "not a member"}
    return co.read_votes(
        nw.from_dict(
            {"who": [*"ABCDABCD"], "what": [*"ppppqqqq"], "vote": votes}, backend="pyarrow"
        ),
        actor="who",
        proposal="what",
        stance="vote",
        stances=codes,
    )
