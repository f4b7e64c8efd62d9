"""279 parties on ten issues, with gaps: read from tables of all kinds, and asked everything."""

from collections import Counter, defaultdict
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import coalition as co
from coalition.numbers import exact
from tests.surveys import ISSUES, survey

ROWS = survey()
WIDE: dict[str, Any] = {
    "actor": "party",
    "issues": dict.fromkeys(ISSUES, (0, 10)),
    "salience": "{}_salience",
    "seats": "seats",
    "group": "country",
}
LONG = {**WIDE, "issue": "on", "position": "place", "salience": "cares"}


def long_rows() -> list[dict[str, Any]]:
    """Return a row for each party and issue, also where there is a gap."""
    facts = ("party", "country", "seats")
    return [
        {name: row[name] for name in facts}
        | {"on": issue, "place": row[issue], "cares": row[f"{issue}_salience"]}
        for row in ROWS
        for issue in ISSUES
    ]


@pytest.fixture(scope="module")
def scales() -> co.Scales:
    """Return the survey, read from a wide frame."""
    return co.read_scales(pd.DataFrame(ROWS), **WIDE)


@pytest.fixture(scope="module")
def country(scales: co.Scales) -> list[str]:
    """Return the parties of one country."""
    return [
        actor for actor, of in zip(scales.actors, scales.groups, strict=True) if of == "country 03"
    ]


@pytest.mark.parametrize(
    "frame",
    [
        lambda: pl.DataFrame(ROWS, infer_schema_length=None),
        lambda: pl.LazyFrame(ROWS, infer_schema_length=None),
        lambda: pl.DataFrame(ROWS, infer_schema_length=None).to_arrow(),
        lambda: pd.DataFrame(reversed(ROWS)),
    ],
)
def test_every_frame_says_the_same(frame: Callable[[], Any], scales: co.Scales) -> None:
    """Polars, lazy, Arrow, and the rows turned round."""
    assert co.read_scales(frame(), **WIDE) == scales


def test_a_long_frame_and_files_say_the_same(scales: co.Scales, tmp_path: Path) -> None:
    """A row a position; the same as CSV; and with semicolons and decimal commas."""
    assert co.read_scales(pd.DataFrame(long_rows()), **LONG) == scales
    pd.DataFrame(ROWS).to_csv(tmp_path / "wide.csv", index=False)
    assert co.read_scales(tmp_path / "wide.csv", **WIDE) == scales
    pd.DataFrame(long_rows()).to_csv(tmp_path / "long.csv", index=False, sep=";", decimal=",")
    assert co.read_scales(str(tmp_path / "long.csv"), **LONG) == scales


def test_the_numbers_are_those_of_the_table(scales: co.Scales) -> None:
    """Every number is there as it was written, every gap is nothing, and NA is a party."""
    assert len(scales.actors) == 279
    assert "NA" in scales.actors
    held, cares, power = scales.positions, scales.salience, scales.power
    for row in ROWS:
        for issue in ISSUES:
            assert held[issue].get(row["party"]) == row[issue]
            if row[issue] is not None:
                assert cares[issue].get(row["party"]) == row[f"{issue}_salience"]
                assert power[issue][row["party"]] == row["seats"]


def test_the_agreement_of_all(scales: co.Scales) -> None:
    """Ties are the sums of 1 less the distance, on scales of the length 2."""
    graph = co.agreement_graph(scales)
    assert len(graph) == 279
    held = {row["party"]: row for row in ROWS}
    for one, other in [*combinations(held, 2)][::97]:
        alike = [
            1 - abs(exact(held[one][issue]) - exact(held[other][issue])) / 5
            for issue in ISSUES
            if None not in {held[one][issue], held[other][issue]}
        ]
        tie = graph.edges[one, other]
        assert tie["shared"] == len(alike)
        assert tie["agree"] == float(sum(part for part in alike if part > 0))
        assert tie["disagree"] == float(-sum(part for part in alike if part < 0))


def test_the_split_of_a_country(scales: co.Scales, country: list[str]) -> None:
    """The split is the partition of the graph, and its sentence says how near is near."""
    found = co.split(scales, actors=country, agree_within=0.4)
    graph = co.agreement_graph(scales, actors=country, agree_within=0.4)
    assert found.optimal
    assert sorted(map(sorted, found.blocs)) == sorted(map(sorted, co.partition(graph).blocs))
    assert str(found).endswith("(agreement within 20 % of each scale)")


def test_where_a_country_would_meet(scales: co.Scales, country: list[str]) -> None:
    """The weighted mean of those who have a salience; the others are named."""
    found = {one.proposal: one for one in co.compromise(scales, actors=country)}
    rows = [row for row in ROWS if row["party"] in country]
    left_out = 0
    for issue in ISSUES:
        known = [row for row in rows if row[issue] is not None]
        weighed = [row for row in known if row[f"{issue}_salience"] is not None]
        loads = [exact(row[f"{issue}_salience"]) * row["seats"] for row in weighed]
        places = [exact(row[issue]) for row in weighed]
        mean = sum(a * b for a, b in zip(loads, places, strict=True)) / sum(loads)
        one = found[issue]
        assert one.mean == float(mean)
        assert set(one.median) <= {row[issue] for row in weighed}
        missing = {row["party"] for row in known if row[f"{issue}_salience"] is None}
        assert set(one.weightless) == missing
        assert ("left out" in str(one)) == bool(missing)
        left_out += len(missing)
    assert left_out


def test_what_a_country_could_exchange(scales: co.Scales, country: list[str]) -> None:
    """Exchanges are those of the same numbers, given by hand."""
    rows = [row for row in ROWS if row["party"] in country]
    whole = [(row, issue) for row in rows for issue in ISSUES]
    tables: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row, issue in whole:
        if None not in {row[issue], row[f"{issue}_salience"]}:
            for name, number in (("p", row[issue]), ("s", row[f"{issue}_salience"])):
                tables[name][issue][row["party"]] = number
    power = {issue: {p: r["seats"] for r in rows for p in [r["party"]]} for issue in ISSUES}
    by_hand = co.exchanges_of(tables["p"], salience=tables["s"], power=power)
    found = co.exchanges(scales, actors=country)
    assert [(one.actors, one.issues, one.moves, one.gain) for one in found] == [
        (one.actors, one.issues, one.moves, one.gain) for one in by_hand
    ]
    assert found


def test_polarization_and_cohesion(scales: co.Scales) -> None:
    """Polarization is that of the positions as shares of the scale; families are above or below."""
    masses: Counter[Fraction] = Counter()
    for row in ROWS:
        if row["issue0"] is not None:
            masses[exact(row["issue0"]) / 10] += row["seats"]
    found = co.polarization(scales, "issue0")
    value: Any = co.esteban_ray(list(masses.values()), list(masses))
    assert found.value == float(value)
    assert {place for place, _ in found.points} == {
        row["issue0"] for row in ROWS if row["issue0"] is not None
    }
    families: dict[str, list[str]] = defaultdict(list)
    for row in ROWS:
        families[row["family"]].append(row["party"])
    for one in co.cohesion(scales, "issue0", groups=families):
        held = [row["issue0"] for row in ROWS if row["family"] == one.group]
        known = [place for place in held if place is not None]
        above, below = sum(place > 5 for place in known), sum(place < 5 for place in known)
        (division,) = one.divisions
        assert (division.supporters, division.opponents) == (above, below)
        assert one.rice == co.rice(above, below)
