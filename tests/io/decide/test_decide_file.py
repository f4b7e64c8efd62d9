"""Files of decide: read as they are, or refused with every fault, its line and its column."""

import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import coalition as co
from tests import groningen as published
from tests.fuzz_files import TOLL

NAMES = {  # of the issues of the toll case: in the file, and in `test_exchanges`
    "tolheffing-binnenstad": "inner city",
    "tol-hoogte": "rate",
    "wanneer-tol": "hours",
    "woonwerkverkeer": "commuters",
    "extra-investering": "investment",
    "kleine-of-grote-ring": "ring",
}
OUTCOMES = {  # on scales from 0 to 100, as decide computes them
    "tolheffing-binnenstad": 49.353234,
    "tol-hoogte": 27.246036,
    "wanneer-tol": 50.578947,
    "woonwerkverkeer": 52.485549,
    "extra-investering": 49.488304,
    "kleine-of-grote-ring": 56.600832,
}


def toll() -> str:
    """Return the toll case as a file, from the table in `test_exchanges`."""
    lines = []
    for issue, name in NAMES.items():
        ends = ("0.5", "7") if name == "rate" else ("0", "100")
        lines += [f"'#P'\t'{issue}'\t'{issue}'\t''", *(f"'#M'\t'{issue}'\t{end}" for end in ends)]
    for row in published.TOLL.strip().splitlines():
        head, _, cells = row.partition(": ")
        actor, power = head.split()
        lines.insert(0, f"'#A'\t'{actor}'\t'{actor}'\t''")
        for issue, cell in zip(NAMES, cells.split(), strict=True):
            place, salience = cell.split("/")
            lines.append(f"'#D'\t'{actor}'\t'{issue}'\t{place}\t{salience}\t{power}")
    return "\n".join(lines)


def written(folder: Path, text: str | bytes) -> Path:
    """Return a new file with this text."""
    path = folder / "toll.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def data(name: str) -> Path:
    """Return a file among the data, or skip."""
    if "COALITION_DATA" not in os.environ:
        pytest.skip("COALITION_DATA does not name the folder of the data")
    return Path(os.environ["COALITION_DATA"]) / "decide" / name


@pytest.fixture(params=["typed in", "the file itself"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the toll case, typed in and, where it is there, as decide has it."""
    return written(tmp_path, toll()) if request.param == "typed in" else data("sample_data.txt")


def test_t7_outcomes(path: Path) -> None:
    """The expected outcomes of the toll case are those of decide, on both kinds of scales."""
    native, scales = co.read_scales(path), co.read_scales(path).on(0, 100)
    for issue, expected in OUTCOMES.items():
        means = [
            co.compromise_of(
                one.positions[issue], salience=one.salience[issue], power=one.power[issue]
            ).mean
            for one in (native, scales)
        ]
        assert means[1] is not None
        assert float(means[1]) == pytest.approx(expected, abs=5e-7)
        low, high = next((low, high) for name, low, high in native.ends if name == issue)
        assert means[0] == low + means[1] * (high - low) / 100
        if issue == "tol-hoogte":
            assert float(means[0]) == pytest.approx(2.270992, abs=5e-7)


def test_t7_exchanges(path: Path) -> None:
    """From the file to the 230 exchanges of decide, the best between Willems and Wcentr."""
    scales = co.read_scales(path).on(0, 100)
    found = co.exchanges_of(scales.positions, salience=scales.salience, power=scales.power)
    assert len(found) == 230
    assert set(found[0].actors) == {"Willems", "Wcentr"}
    assert set(found[0].issues) == {"extra-investering", "tolheffing-binnenstad"}
    assert round(float(found[0].gain), 9) == 1.973684211
    assert round(float(found[1].gain), 9) == 1.792636309
    assert [one.gain for one in found] == [one.gain for one in published.toll()[0]]


def test_t7_as_a_collection(path: Path) -> None:
    """As a collection with the power beside it, the toll case gives the same, in stances."""
    case, scales = co.read_decide(path), co.read_scales(path)
    power = scales.power["tol-hoogte"]
    found = co.exchanges(case, power=power)
    assert [50 * one.gain for one in found] == [one.gain for one in published.toll()[0]]
    for one in co.compromise(case, power=power):
        assert one.mean is not None
        assert float(50 * (one.mean + 1)) == pytest.approx(OUTCOMES[str(one.proposal)], abs=5e-7)


@pytest.mark.parametrize(
    ("name", "actors", "issues", "positions"),
    [("copenhagen.csv", 11, 7, 75), ("cop21.csv", 15, 13, 181)],
)
def test_the_other_files_of_decide(name: str, actors: int, issues: int, positions: int) -> None:
    """Climate conferences, in which some actors have no position on some issues."""
    case = co.read_decide(data(name))
    assert [len(case.parties), len(case.proposals), len(case.positions)] == [
        *(actors, issues, positions)
    ]


COPENHAGEN = """\
9 faults
  line 18: column 2 (id): 'Newtreaty' has no #M lines; {ends}
  line 19: column 2 (id): 'DevlopC2020' has no #M lines; {ends}
  line 20: column 2 (id): 'Domestred' has no #M lines; {ends}
  line 21: column 2 (id): 'MRVdecrease' has no #M lines; {ends}
  line 23: column 2 (id): 'Commitments' has no #M lines; {ends}
  line 24: column 2 (id): 'Control' has no #M lines; {ends}
  line 25: column 2 (id): 'Extra' has no #M lines; {ends}
  line 86: column 4 (position): must lie between 0 and 100, not 160
  line 87: column 6 (power): must be a number from 0 to 1, not -0.247"""
ENDS = "two are needed, for the ends of its scale, such as 0 and 100"


def test_the_file_with_errors() -> None:
    """The file that decide ships to be refused is refused with every fault."""
    with pytest.raises(co.InvalidCase) as caught:
        co.read_decide(data("copenhagen_with_errors.csv"))
    assert str(caught.value) == f"copenhagen_with_errors.csv: {COPENHAGEN.format(ends=ENDS)}"


FAULTY = """\
#A\tUSA
#A\tusa
#A\tRussia\u202e
#P\tcontrol\tLevel of control
#P\textra
#M\textra\t0
#P\tfunds
#M\tfunds\t0
#M\tfund\t100
#M\tfunds\tten
#D\tUSA\tcontrol\t160\t0.1\t0.013
#D\tUSA\tcontrol\t16\t95\t-0.247
#D\tUSSA\tcontrols\tnan\t\t1
#D,USA,control,16,1,1
#D\tUSA\tcontrol\t16
#D\tUSA\tfunds\t1\t1\t1\tsaid\ttwice
#D\t'USA\tfunds\t1\t1\t1
"""
FAULTS = """\
toll.txt: 18 faults
  line 2: column 2 (id): 'usa' is in line 1 already, as 'USA'
  line 3: column 2 (id): must not contain the hidden character U+202E
  line 4: column 2 (id): 'control' has no #M lines; {ends}
  line 5: column 2 (id): 'extra' has one place in its #M lines; {ends}
  line 9: column 2 (issue): there is no issue 'fund'; did you mean 'funds'?
  line 10: column 3 (position): must be a number, not 'ten'
  line 11: column 4 (position): must lie between 0 and 100, not 160
  line 12: column 5 (salience): must be a number from 0 to 1, not 95
  line 12: column 6 (power): must be a number from 0 to 1, not -0.247
  line 12: column 2 (actor): 'USA' on 'control' is in line 11 already
  line 13: column 4 (position): must be a number, not 'nan'
  line 13: column 5 (salience): must be a number, not ''
  line 13: column 2 (actor): there is no actor 'USSA'; did you mean 'usa'?
  line 13: column 3 (issue): there is no issue 'controls'; did you mean 'control'?
  line 14: must begin with one of #A, #P, #M, #D, #O, #/, not '#D,USA,control,16,1,1'; tabs part \
the columns
  line 15: #D needs 5 to 6 columns (actor, issue, position, salience, power, note) after it, not 3
  line 16: #D needs 5 to 6 columns (actor, issue, position, salience, power, note) after it, not 7
  line 17: cannot be parted into columns: unexpected end of data"""


def refused(path: Path) -> str:
    """Return what a file is refused with, which both readers say."""
    said = []
    for read in (co.read_decide, co.read_scales):
        with pytest.raises(co.InvalidCase) as caught:
            read(path)
        said.append(str(caught.value))
    assert said[0] == said[1]
    return said[0]


def test_every_fault_is_named(tmp_path: Path) -> None:
    """What is wrong in a file is said at once, with its line, its column, and what is right."""
    assert refused(written(tmp_path, FAULTY)) == FAULTS.format(ends=ENDS)


def test_what_a_file_becomes(tmp_path: Path) -> None:
    """Actors are parties, issues proposals with their scale, positions stances with salience."""
    case = co.read_decide(written(tmp_path, TOLL), date="2006")
    known: dict[str, Any] = {"date": "2006", "attribution": "measured"}
    assert case == co.Coalition(
        parties=[
            co.Party("Town", "The town"),
            co.Party("Country"),
            co.Party("Shops", "The shops", note="only some"),
        ],
        proposals=[
            co.Proposal("toll", "issue", "How much", note="scale: 0.5 is the least, 7"),
            co.Proposal("hours", "issue", "From when to when", note="scale: 0, 100; of a day"),
        ],
        positions=[
            co.Position("Town", "toll", Fraction(-3, 13), salience=0.7, **known),
            co.Position("Country", "toll", -1, salience=0.8, **known),
            co.Position(
                *("Shops", "toll", Fraction(-11, 13)), salience=0.6, note="said so", **known
            ),
            co.Position("Town", "hours", 1, salience=0.9, **known),
            co.Position("Country", "hours", -1, salience=1, **known),
        ],
    )
    assert co.read_decide(tmp_path / "toll.txt").dates == (co.PartialDate(1),)


def test_what_scales_hold(tmp_path: Path) -> None:
    """The numbers are exactly those of the file, and can be put on one scale."""
    scales = co.read_scales(written(tmp_path, TOLL))
    assert repr(scales) == "<Scales: 2 issues, 3 actors, 5 positions>"
    assert scales.ends == (
        ("toll", Fraction(1, 2), Fraction(7)),
        ("hours", Fraction(0), Fraction(100)),
    )
    assert scales.salience["toll"] == {
        "Town": Fraction(7, 10),
        "Country": Fraction(4, 5),
        "Shops": Fraction(3, 5),
    }
    assert scales.power["hours"] == {"Town": 1, "Country": Fraction(9, 10)}
    assert scales.on(0, 26).positions["toll"] == {"Town": 10, "Country": 0, "Shops": 2}
    assert scales.on(0, 26).on(Fraction(1, 2), 7).positions["toll"] == scales.positions["toll"]
    assert hash(scales) == hash(co.read_scales(tmp_path / "toll.txt"))


@pytest.mark.parametrize(
    "form",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\t\t\t\t\t\n"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: "\n".join(reversed(text.splitlines())),
        lambda text: text.replace("Town\t", "'Town'\t"),
        lambda text: text.replace("0.", "0,"),
    ],
)
def test_forms_that_say_the_same(form: Callable[[str], str], tmp_path: Path) -> None:
    """A mark in front, other line ends, padding, empty lines, order and quotes change nothing."""
    plain = co.read_scales(written(tmp_path, TOLL))
    other = co.read_scales(written(tmp_path, form(TOLL)))
    assert sorted(other.ends) == sorted(plain.ends)
    assert sorted(other.held) == sorted(plain.held)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TOLL.encode("utf-16"), "not UTF-8: byte 0 is 0xFF; save it as UTF-8"),
        (TOLL.replace("city", "citÿ").encode("latin-1"), "not UTF-8: byte 20 is 0xFF"),
        (b"", "no #D line says where an actor stands"),
        (TOLL.replace("0.5\tthe", "7\tthe").encode(), "'toll' has one place in its #M lines"),
        (
            TOLL.replace("The town", "The\0town").encode(),
            "must not contain the hidden character U+0000",
        ),
        (TOLL.replace("\t100.0", "\t=50+50").encode(), "must be a number, not '=50+50'"),
        (TOLL.replace("\t100.0", "\t1e999").encode(), "must be a number, not '1e999'"),
        (b"#A\t'x' y", "cannot be parted into columns: '\t' expected after"),
    ],
)
def test_hostile_files(text: bytes, message: str, tmp_path: Path) -> None:
    """Other encodings, NUL, formulas, endless numbers and endless fields are refused."""
    assert message in refused(written(tmp_path, text))


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """A file beyond the limit is refused unread."""
    with pytest.raises(co.InvalidCase, match=r"more than max_bytes=9 bytes; give a larger one"):
        co.read_decide(written(tmp_path, TOLL), max_bytes=9)
