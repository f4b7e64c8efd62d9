"""The recipes for parliaments: small tables in the same columns, and the records themselves."""

import os
import runpy
from itertools import islice
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


@pytest.fixture
def kamer() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give three decisions of three groups, one of them without the votes of all."""
    votes = table("""
        besluit_id faction seats vote
        d1 PVV 37 Voor
        d1 NSC 20 Tegen
        d1 SP 5 Tegen
        d2 PVV 10 Tegen
        d2 NSC 19 Voor
        d2 SP 5 None
        d3 PVV 37 Voor
    """).replace({"None": "Niet deelgenomen"})
    decisions = table("""
        besluit_id date outcome complete voting case_link case_subject agenda_subject
        d1 2023-12-04 Stemmen_-_aangenomen 1 Met_handopsteken single Motie_over_gas Moties
        d2 2024-03-12 Stemmen_-_verworpen 1 Met_handopsteken order Motie_over_vis Moties
        d3 2024-03-12 Stemmen_-_verworpen 0 Met_handopsteken none None Moties
        d4 2024-03-12 Stemmen_-_verworpen 0 Hoofdelijk none None Moties
    """).replace("_", " ", regex=True)
    decisions["besluit_id"] = ["d1", "d2", "d3", "d4"]
    return votes, decisions.rename(columns={"besluit id": "besluit_id"})


def test_tweede_kamer(kamer: Any) -> None:
    """Decisions without the votes of all groups are left out; motions are named where certain."""
    matrix = RECIPES["tweede_kamer"](*kamer)
    assert matrix.proposals == ("Motie over gas", "Moties (d2)")
    assert stances(matrix) == {"NSC": [-1, 1], "PVV": [1, -1], "SP": [-1, "absent"]}
    assert matrix.seats == (19, 10, 5)
    assert [str(date) for date in matrix.dates] == ["2023-12-04", "2024-03-12"]
    assert matrix.outcomes == ("Stemmen - aangenomen", "Stemmen - verworpen")


def test_outcomes_by_the_seats_of_the_day(kamer: Any, tmp_path: Path) -> None:
    """Each decision is decided by the seats of its day, and named where the record differs."""
    found = co.decisions(RECIPES["tweede_kamer"](*kamer), rule=co.Majority())
    assert [one.outcome for one in found] == ["passes", "passes"]
    folder = tmp_path / "tk_2023_2024_caretaker"
    folder.mkdir()
    for part, name in zip(kamer, ("faction_votes", "decisions"), strict=True):
        part.to_csv(folder / f"{name}.csv.gz", index=False)
    assert list(islice(RECIPES["in_the_kamer"](tmp_path), 4)) == [
        "3 actors, 2 proposals, 5 votes, 40% of them yes.",
        "Left out: decisions without the votes of all groups (1), roll calls (1).",
        "A majority of votes cast gives the recorded outcome of 1 of 2.",
        "  Not of Moties (d2): recorded as Stemmen - verworpen, by the rule passes.",
    ]


def test_what_is_beyond_chance() -> None:
    """Shares of agreement stand beside the number of votes; of few common votes, none is given."""
    rows = {"A": [1, 1, -1] * 50, "B": [1, 1, -1] * 50, "C": [-1, 1, 1] * 50, "D": [-1, 1, 1] * 50}
    frame = pd.DataFrame(
        [(who, f"p{n}", s) for who, row in rows.items() for n, s in enumerate(row)]
        + [("E", f"p{n}", 1) for n in range(99)],
        columns=["actor", "proposal", "stance"],
    )
    found = list(RECIPES["beyond_chance"](co.read_votes(frame)))
    assert found[0].startswith("A and B against C and D")
    assert found[-1].startswith(
        "  C and D vote alike on 100% of 150 common votes; by chance, it would be "
    )
    assert "; in no bloc: E " in found[0]
    assert not any(" E " in line for line in found if "%" in line and "common votes" in line)


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
    """Abstention is kept apart, to be counted as one likes, and no row is absence."""
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
    assert stances(matrix) == {"Peru": [1, "abstained"], "Chad": [-1, "absent"]}


def test_bundestag() -> None:
    """The line is what most said, none where that is tied; who has no group is left out."""
    counts = table("""
        file date fraktion enthaltung ja nein nicht_abgegeben
        f1 20131128 SPD 0 59 3 4
        f1 20131128 DIE_LINKE 0 0 60 4
        f1 20131128 BÜNDNIS`90/DIE_GRÜNEN 0 0 60 3
        f2 20140401 SPD 20 20 0 4
        f2 20140401 Die_Linke 0 0 0 64
        f3 20140402 SPD 50 2 1 0
        f3 20140402 fraktionslos 0 1 0 0
    """)
    counts["fraktion"] = counts["fraktion"].str.replace("_", " ")
    matrix = RECIPES["bundestag"](counts)
    assert stances(matrix) == {
        "BÜ90/GR": [-1, "not a member", "not a member"],
        "DIE LINKE.": [-1, "absent", "not a member"],
        "SPD": [1, "unknown", "abstained"],
    }
    assert str(matrix.dates[0]) == "2013-11-28"


def test_european_parliament() -> None:
    """Each vote counts for the group that the member was in on that day."""
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
    assert matrix.groups == (None, "EPP")
    assert str(matrix.dates[0]) == "2024-02-06"
    assert stances(matrix.group("group")) == {
        "EPP": [-1, "absent", 1],
        "NI": ["not a member", "abstained", "not a member"],
        "RENEW": [1, "not a member", "not a member"],
    }


DATA = pytest.mark.skipif("COALITION_DATA" not in os.environ, reason="COALITION_DATA is not set")


@DATA
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Tweede Kamer", "15 actors, 1,691 proposals, 25,277 votes, 65% of them yes."),
        ("US Senate", "101 actors, 645 proposals, 62,742 votes, 64% of them yes."),
        ("UN General Assembly", "200 actors, 6,203 proposals, 759,212 votes, 91% of them yes."),
        ("Bundestag", "7 actors, 585 proposals, 2,894 votes, 54% of them yes."),
    ],
)
def test_the_records_themselves(name: str, size: str) -> None:
    """Each recipe reads the whole record; the counts are those of its rows."""
    assert next(RECIPES["FINDINGS"][name](Path(os.environ["COALITION_DATA"]))) == size


@DATA
def test_the_tweede_kamer_itself() -> None:
    """The rule gives every recorded outcome; two camps and FVD are beyond chance."""
    found = list(RECIPES["in_the_kamer"](Path(os.environ["COALITION_DATA"])))
    assert found[2] == "A majority of votes cast gives the recorded outcome of 1,691 of 1,691."
    assert found[3].startswith(
        "PVV, VVD, NSC, BBB, CDA, ChristenUnie, SGP and JA21 "
        "against GroenLinks-PvdA, D66, SP, DENK, PvdD and Volt against FVD"
    )
