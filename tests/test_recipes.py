"""The recipes for parliaments: small tables in the same columns, and the records themselves."""

import os
import runpy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import coalition as co

RECIPES = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "recipes.py"))


def table(text: str) -> pd.DataFrame:
    """Return a frame from lines of columns, whose first has the names; numbers are numbers."""
    head, *rows = [line.split() for line in text.strip().splitlines()]
    return pd.DataFrame(
        [[int(cell) if cell.isdecimal() else cell for cell in row] for row in rows], columns=head
    )


def stances(matrix: co.StanceMatrix) -> dict[str, list[Any]]:
    """Return the stance of each actor on each proposal, or why there is none."""
    return {
        actor: [
            matrix.missing(actor, proposal) or matrix.stance(actor, proposal)
            for proposal in matrix.proposals
        ]
        for actor in matrix.actors
    }


def test_tweede_kamer() -> None:
    """A group takes a side with its seats, or takes no part; the last of its seats count."""
    votes = table("""
        besluit_id faction seats vote
        d1 PVV 37 Voor
        d1 NSC 20 Tegen
        d2 PVV 37 Tegen
        d2 NSC 19 NA
    """).replace({"NA": "Niet deelgenomen"})
    decisions = table("""
        besluit_id date outcome
        d1 2023-12-04 aangenomen
        d2 2024-03-12 verworpen
    """)
    matrix = RECIPES["tweede_kamer"](votes, decisions)
    assert stances(matrix) == {"PVV": [1, -1], "NSC": [-1, "absent"]}
    assert matrix.seats == (37, 19)
    assert [str(date) for date in matrix.dates] == ["2023-12-04", "2024-03-12"]
    assert matrix.outcomes == ("aangenomen", "verworpen")


def test_voteview() -> None:
    """Of the ten codes three are yea, three nay, three no vote; the president is left out."""
    votes = table("""
        senator v1 v2 v3 v4
        BUSH-USA 1 1 1 1
        AKAKA-HI 1 4 7 0
        ALLEN-VA 3 6 9 8
    """)
    members = table("""
        senator party
        AKAKA-HI D
        ALLEN-VA R
        BUSH-USA R
    """)
    rollcalls = table("""
        rollcall date result
        v1 2005-01-06 Confirmed
        v2 2005-01-26 Rejected
        v3 2005-02-01 Confirmed
        v4 2005-02-02 Confirmed
    """)
    matrix = RECIPES["voteview"](votes, members, rollcalls)
    assert stances(matrix) == {
        "AKAKA-HI": [1, -1, "absent", "not a member"],
        "ALLEN-VA": [1, -1, "absent", "absent"],
    }
    assert matrix.parties == ("D", "R")
    assert matrix.outcomes[:2] == ("Confirmed", "Rejected")


def test_general_assembly() -> None:
    """Abstention is a middle position, and no row is absence."""
    votes = table("""
        rcid country vote
        3 Peru yes
        3 Chad no
        4 Peru abstain
    """)
    roll_calls = table("""
        rcid date
        3 1946-01-01
        4 1946-01-02
    """)
    matrix = RECIPES["general_assembly"](votes, roll_calls)
    assert stances(matrix) == {"Peru": [1, 0], "Chad": [-1, "absent"]}


def test_bundestag() -> None:
    """The line is what most said, none where that is tied; groups keep one name."""
    counts = table("""
        file date fraktion enthaltung ja nein nicht_abgegeben
        f1 20131128 SPD 0 59 3 4
        f1 20131128 DIE_LINKE 0 0 60 4
        f2 20140401 SPD 20 20 0 4
        f2 20140401 Die_Linke 0 0 0 64
        f3 20140402 SPD 50 2 1 0
    """)
    counts["fraktion"] = counts["fraktion"].str.replace("_", " ")
    matrix = RECIPES["bundestag"](counts)
    assert stances(matrix) == {
        "DIE LINKE.": [-1, "absent", "not a member"],
        "SPD": [1, "unknown", 0],
    }
    assert str(matrix.dates[0]) == "2013-11-28"


def test_european_parliament() -> None:
    """Members vote with their group on the day of the vote; the last group counts."""
    member_votes = table("""
        vote_id member_id position country_code group_code
        1 7 FOR NLD RENEW
        1 8 AGAINST DEU EPP
        2 7 ABSTENTION NLD NI
        2 8 DID_NOT_VOTE DEU EPP
        3 8 FOR DEU EPP
    """)
    votes = pd.DataFrame(
        {"id": [1, 2, 3], "timestamp": [f"2024-02-0{day} 12:30:00" for day in (6, 7, 8)]}
    )
    matrix = RECIPES["european_parliament"](member_votes, votes)
    assert stances(matrix) == {"7": [1, "abstained", "not a member"], "8": [-1, "absent", 1]}
    assert matrix.groups == ("NI", "EPP")
    assert str(matrix.dates[0]) == "2024-02-06"
    assert matrix.group("group").actors == ("EPP", "NI")


@pytest.mark.parametrize(
    ("name", "actors", "proposals", "taken"),
    [
        ("Tweede Kamer", 23, 2103, 29_086),
        ("US Senate", 101, 645, 62_742),
        ("UN General Assembly", 200, 6203, 870_109),
        ("Bundestag", 8, 585, 3_408),
    ],
)
def test_the_records_themselves(name: str, actors: int, proposals: int, taken: int) -> None:
    """Each recipe reads the whole record; the counts are those of its rows."""
    if "COALITION_DATA" not in os.environ:
        pytest.skip("COALITION_DATA does not name the folder of the data")
    matrix = RECIPES["SETS"][name](Path(os.environ["COALITION_DATA"]))
    assert (len(matrix.actors), len(matrix.proposals)) == (actors, proposals)
    assert int((matrix.cells.codes >= 0).sum()) == taken
