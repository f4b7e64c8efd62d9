"""Tables on scales: what each argument means, and everything that is wrong said at once."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import coalition as co

FRAME = pd.DataFrame(
    {
        "party": ["VVD", "D66", "NA"],
        "economy": [7.8, 5.6, None],
        "immigration": [8, 1.4, 3],
        "economy_salience": [0.7, None, 1],
        "seats": [34, 24, None],
        "family": ["liberal", "liberal", "other"],
    }
)
TWO = {"economy": (0, 10), "immigration": (0, 10)}


def read(frame: Any = FRAME, **more: Any) -> co.Scales:
    return co.read_scales(frame, **{"actor": "party", "issues": TWO, **more})


def refused(table: Any, **arguments: Any) -> str:
    with pytest.raises((co.errors.InvalidValue, co.errors.InvalidCase)) as caught:
        co.read_scales(table, **arguments)
    return str(caught.value)


def test_numbers_come_back_as_they_were_written() -> None:
    """5.6 finds 5.6 and 8 is 8; a gap is no position."""
    scales = read()
    assert scales.positions == {
        "economy": {"D66": 5.6, "VVD": 7.8},
        "immigration": {"D66": 1.4, "NA": 3, "VVD": 8},
    }
    assert scales.actors == ("D66", "NA", "VVD")
    assert co.to_frame(scales)["position"].tolist() == [5.6, 7.8, 1.4, 3, 8]


def test_fractions_stay_fractions() -> None:
    """What was given exactly comes back exactly."""
    frame = pd.DataFrame({"party": ["A", "B"], "x": [Fraction(1, 3), Fraction(28, 5)]})
    scales = read(frame, issues={"x": (0, 10)})
    assert scales.positions["x"] == {"A": Fraction(1, 3), "B": Fraction(28, 5)}
    assert co.compromise(scales)[0].mean == Fraction(89, 30)


def test_salience_that_is_missing_is_unknown() -> None:
    """A gap among saliences is not 1; an issue without a column of them has 1 for everybody."""
    scales = read(salience={"economy": "economy_salience"})
    assert scales.salience == {
        "economy": {"VVD": 0.7},
        "immigration": {"D66": 1, "NA": 1, "VVD": 1},
    }


def test_power_is_a_column_or_the_seats() -> None:
    """Seats weigh where no power is named; who has none weighs nothing that is known."""
    assert read(seats="seats").power["immigration"] == {"D66": 24, "VVD": 34}
    assert read(seats="seats").seats == (24, None, 34)
    assert read(power="immigration").power["economy"] == {"D66": 1.4, "VVD": 8}


def test_groups_are_facts_about_actors() -> None:
    """A group is what cohesion can be asked by."""
    found = co.cohesion(read(group="family"), groups="group")
    assert [one.group for one in found] == ["liberal", "other"]


def test_one_scale_for_all_issues() -> None:
    """Issues may be a list of names, with ends that hold for all."""
    assert read(issues=["economy", "immigration"], scale=(0, 10)) == read()


def test_a_long_table_needs_only_the_ends() -> None:
    """Without issues, those that the rows are on are taken, each on the scale."""
    frame = pd.DataFrame({"party": ["A", "A", "B"], "on": ["y", "x", "x"], "at": [1, 2.5, 3]})
    scales = co.read_scales(frame, actor="party", issue="on", position="at", scale=(1, 7))
    assert scales.ends == (("x", 1, 7), ("y", 1, 7))
    assert scales.positions == {"x": {"A": 2.5, "B": 3}, "y": {"A": 1}}


def test_names_may_be_replaced_and_gaps_named() -> None:
    """Another name for an actor; and what stands for a gap, as a text or as a number."""
    frame = pd.DataFrame({"party": [101, 102], "x": ["5.6", "."], "y": [99, 2]})
    scales = read(
        frame,
        issues={"x": (0, 10), "y": (0, 10)},
        rename={"101": "VVD"},
        missing=[".", 99],
    )
    assert scales.positions == {"x": {"VVD": 5.6}, "y": {"102": 2}}


def test_a_file_with_a_title_and_decimal_commas(tmp_path: Path) -> None:
    """As a spreadsheet in Europe saves it, the names of the columns below a title."""
    path = tmp_path / "survey.csv"
    path.write_text("Experts 2024;;\nParty;Économie;x\nÖVP;5,6;1\nNA;1,25;\n", "cp1252")
    scales = co.read_scales(path, actor="Party", issues={"Économie": (0, 10), "x": (0, 10)})
    assert scales.positions == {"Économie": {"NA": 1.25, "ÖVP": 5.6}, "x": {"ÖVP": 1}}


FAULTS = """\
read_scales: 12 faults
  rename['C']: no row is of 'C'
  issues['mig']: must begin below its end, not go from 10 to 0
  issues['tax']: has no ends; give the lower and the upper one, as (0, 10), or scale=
  issues: there is no column 'tax'
  column 'party': is empty; pandas takes the name NA for nothing, unless it is given \
keep_default_na=False (in row 3)
  column 'party': 'A' has a row already (in row 2)
  column 'seats': must be a whole number, not 2.5 (in row 1)
  column 'econ': must be a number, not 'n/a' (in row 1)
  column 'econ': must be a number, not 'none' (in row 3)
  column 'econ': must lie between 0 and 10, not 12 (2 rows, first in row 2)
  column 'cares': must be a finite number, 0 or more, not -2 (in row 0)
  column 'cares': must be a finite number, 0 or more, not True (in row 5)"""


def test_every_fault_at_once() -> None:
    """Arguments, columns and cells, by column and value, with how often and where first."""
    bad = pd.DataFrame(
        {
            "party": ["A", "B", "A", None, "NA", "E"],
            "econ": ["5,6", "n/a", "12", "none", "12", ""],
            "mig": [1.0, 2.0, 3, 4, 5, 6],
            "cares": [-2, 1, 1, 1, 1, True],
            "seats": [1, 2.5, 3, 4, 5, 6],
        }
    )
    issues = {"econ": (0, 10), "mig": (10, 0), "tax": None}
    found = refused(
        bad, actor="party", issues=issues, salience="cares", seats="seats", rename={"C": "D"}
    )
    assert found.splitlines()[0] == f"read_scales: {len(found.splitlines()) - 1} faults"
    for line in FAULTS.splitlines()[1:]:
        assert line in found


def test_a_hopeless_column_is_a_few_lines() -> None:
    """Three values are named, and how many others there are."""
    frame = pd.DataFrame({"party": list("ABCDEF"), "x": [11, 12, 13, 14, 15, 15]})
    assert refused(frame, actor="party", issues={"x": (0, 10)}).splitlines()[-1] == (
        "  column 'x': and 2 other values in 3 rows"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "issues: must name the issues, with the ends of their scales"),
        ({"issues": "economy", "scale": "0-10"}, "must be the lower and the upper end"),
        ({"issues": {"economy": (0, 5)}}, "column 'economy': must lie between 0 and 5, not 7.8"),
        ({"issues": TWO, "salience": {"eco": "seats"}}, "salience['eco']: there is no issue 'eco'"),
        ({"issues": TWO, "group": "famly"}, "there is no column 'famly'; did you mean 'family'?"),
        ({"issue": "family", "position": "seats"}, "issues: must name the issues"),
        (
            {"issue": "family", "position": "seats", "issues": {"liberal": (0, 50), "x": (0, 1)}},
            "issues['x']: no row is on 'x'",
        ),
        (
            {"issue": "family", "position": "economy", "issues": {"other": (0, 10)}},
            "column 'family': 'liberal' has no ends; give them in issues= (2 rows, first in row 0)",
        ),
    ],
)
def test_what_arguments_cannot_be(arguments: dict[str, Any], message: str) -> None:
    """Each is refused with what would be right."""
    assert message in refused(FRAME, **{"actor": "party", **arguments})


def test_an_actor_twice_on_an_issue_of_a_long_table() -> None:
    """Which of the two would count is not guessed."""
    frame = pd.DataFrame({"party": ["A", "A"], "on": ["x", "x"], "at": [1, 2]})
    found = refused(frame, actor="party", issue="on", position="at", scale=(0, 10))
    assert found == "read_scales: column 'party': 'A' has a position on 'x' already (in row 1)"


def test_seats_that_differ_by_row() -> None:
    """A fact about an actor is one, in whichever of its rows."""
    frame = pd.DataFrame({"party": ["A", "A"], "on": ["x", "y"], "at": [1, 2], "seats": [3, 4]})
    known = {"actor": "party", "issue": "on", "position": "at", "scale": (0, 10)}
    assert "must be one of A, not 3 and 4" in refused(frame, seats="seats", **known)


def test_a_file_of_decide_needs_no_arguments(tmp_path: Path) -> None:
    """It is told by its tagged lines, and says for itself which scales there are."""
    path = tmp_path / "toll.txt"
    path.write_text("#A\tTown\n#P\ttoll\n#M\ttoll\t0\n#M\ttoll\t7\n#D\tTown\ttoll\t3\t0.7\t1\n")
    assert co.read_scales(path).positions == {"toll": {"Town": Fraction(3)}}
    assert refused(path, issues={"toll": (0, 7)}) == (
        "read_scales: issues: is not for a file of decide, which says it"
    )


def test_a_table_without_arguments_is_not_taken_for_one_of_decide(tmp_path: Path) -> None:
    """It is refused for what is missing, not for 56 lines without a tag."""
    path = tmp_path / "survey.csv"
    path.write_text("actor,x\nA,1\n#Opmerking: geen,\n")
    assert refused(path).startswith("survey.csv: issues: must name the issues")


@pytest.mark.parametrize("made", [lambda frame: frame, pl.from_pandas, pa.Table.from_pandas])
def test_numbers_of_32_bits(made: Callable[[pd.DataFrame], Any]) -> None:
    """As files of Stata keep them: 5.6 is 5.6, and not the nearest number of 64 bits."""
    places = np.array([5.6, 1.4, np.nan], np.float32)
    frame = made(pd.DataFrame({"party": ["A", "B", "C"], "x": places}))
    assert co.read_scales(frame, actor="party", issues={"x": (0, 10)}).positions == {
        "x": {"A": 5.6, "B": 1.4}
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"issues": 5}, "issues: must be a table from issues to the ends of their scales"),
        ({"actor": None}, "actor: must be a name, not None"),
        ({"rename": ["A"]}, "rename: must be a dict, not ['A']"),
        ({"rename": {"VVD": 5}}, "rename['VVD']: must be text, not 5"),
        ({"missing": 99}, "missing: must be a list of what stands for a gap, not 99"),
        ({"salience": 5}, "salience: must be the name of a column"),
    ],
)
def test_arguments_of_another_kind(arguments: dict[str, Any], message: str) -> None:
    """Each is refused in a line that says what it takes."""
    assert message in refused(FRAME, **{"actor": "party", "issues": TWO, **arguments})


def test_columns_that_are_numbers() -> None:
    """A frame without names of columns has numbers for them."""
    frame = pd.DataFrame([["A", 5.6], ["B", 1.4]])
    assert co.read_scales(frame, actor=0, issues={1: (0, 10)}).positions == {  # type: ignore[arg-type, dict-item]
        "1": {"A": 5.6, "B": 1.4}
    }
