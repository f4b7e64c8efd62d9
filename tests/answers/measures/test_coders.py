"""How far coders agree: published values, another package, an obvious count, and what is said."""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import permutations
from random import Random
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from tests.builders import case, said

NONE = math.nan
LEVELS = ("nominal", "ordinal", "interval", "ratio")

# Krippendorff (2011), data C: four observers, twelve units
DATA_C = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]
# an example that is shown often: three observers, fifteen units, of which two have one value
THREE = [
    [NONE] * 5 + [3, 4, 1, 2, 1, 1, 3, 3, NONE, 3],
    [1, NONE, 2, 1, 3, 3, 4, 3, *[NONE] * 7],
    [NONE, NONE, 2, 1, 3, 4, 4, NONE, 2, 1, 1, 3, 3, NONE, 4],
]


def codings(table: Iterable[Sequence[float]], scale: float = 5) -> list[co.StanceMatrix]:
    """Return what each coder has of one actor: numbers of units as stances."""
    rows = [[value / scale for value in row] for row in table]
    return [co.StanceMatrix(["A"], [f"u{n}" for n in range(len(row))], [row]) for row in rows]


def alpha(table: Iterable[Sequence[float]], level: Any) -> Fraction | None:
    return co.coder_agreement(*codings(table), of="stance", level=level).alpha


def two(counts: Sequence[Sequence[int]]) -> co.CoderAgreement:
    """Return the agreement of two coders, by how often they have each two values."""
    pairs = [
        (one, other)
        for one, row in enumerate(counts)
        for other, number in enumerate(row)
        for _ in range(number)
    ]
    return co.coder_agreement(*codings(zip(*pairs, strict=True)), of="stance")


# published values


@pytest.mark.parametrize(
    ("table", "level", "published"),
    [
        (DATA_C, "nominal", 0.743),
        (DATA_C, "ordinal", 0.815),
        (DATA_C, "interval", 0.849),
        (DATA_C, "ratio", 0.797),
        (THREE, "nominal", 0.691),
        (THREE, "interval", 0.811),
    ],
)
def test_published_alphas(table: list[list[float]], level: str, published: float) -> None:
    """Alpha is as published, with gaps."""
    found = alpha(table, level)
    assert isinstance(found, Fraction)
    assert round(float(found), 3) == published


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], "0.492"),  # Cohen (1960), of 200 subjects
        ([[40, 9], [6, 45]], "0.70"),  # Feinstein & Cicchetti (1990): 85 % the same in both
        ([[80, 10], [5, 5]], "0.32"),
    ],
)
def test_published_kappas(counts: list[list[int]], published: str) -> None:
    """Kappa is as published."""
    found = two(counts)
    assert found.kappa is not None
    digits = len(published.partition(".")[2])
    assert f"{float(found.kappa):.{digits}f}" == published


def test_the_paradox_of_kappa_is_told() -> None:
    """Of two tables with the same share of agreement, the one with one value for most is named."""
    even, uneven = two([[40, 9], [6, 45]]), two([[80, 10], [5, 5]])
    assert even.agreed == uneven.agreed == Fraction(17, 20)
    assert "low even where most agree" not in str(even)
    assert "0 is 88 % of all values, which makes it low even where most agree" in str(uneven)
    assert uneven.share == Fraction(175, 200)


# other ways to count


@pytest.mark.parametrize("level", LEVELS)
def test_the_package_krippendorff_has_the_same(level: str) -> None:
    """On random tables with gaps, alpha is that of the package."""
    krippendorff = pytest.importorskip("krippendorff")
    random, compared = Random(level), 0
    for _ in range(40):
        table = [[random.choice((NONE, 1, 2, 3, 5)) for _ in range(9)] for _ in range(3)]
        found = alpha(table, level)
        if found is not None:
            theirs = krippendorff.alpha(np.array(table), level_of_measurement=level)
            assert float(found) == pytest.approx(theirs, abs=1e-12)
            compared += 1
    assert compared > 30


def obvious(table: Sequence[Sequence[float]], level: str) -> Fraction | None:
    """Return alpha from the pairs themselves, one by one."""
    units = [[v for v in unit if not math.isnan(v)] for unit in zip(*table, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]

    def apart(one: float, other: float) -> Fraction:
        if level == "nominal":
            return Fraction(one != other)
        if level == "interval":
            return Fraction(one - other) ** 2
        if level == "ratio":
            return Fraction(int(one - other), int(one + other)) ** 2
        low, high = sorted((one, other))
        between = sum(low <= value <= high for value in values)
        rank: Fraction = between - Fraction(values.count(one) + values.count(other), 2)
        return rank * rank

    within = sum(
        Fraction(1, len(unit) - 1) * apart(*pair)
        for unit in units
        for pair in permutations(unit, 2)
    )
    among = sum(apart(*pair) for pair in permutations(values, 2))
    return 1 - (len(values) - 1) * Fraction(within) / among if among else None


@given(
    st.integers(2, 4).flatmap(
        lambda coders: st.lists(
            st.lists(st.sampled_from([NONE, 1, 2, 4]), min_size=coders, max_size=coders),
            min_size=1,
            max_size=6,
        )
    ),
    st.sampled_from(LEVELS),
)
def test_alpha_is_what_the_pairs_say(units: list[list[float]], level: str) -> None:
    """It is the same, exactly, as when every pair is written down; undefined where that is."""
    table = list(zip(*units, strict=True))
    assert alpha(table, level) == obvious(table, level)


@given(st.lists(st.tuples(*[st.sampled_from([NONE, 1, 2, 3])] * 2), min_size=1, max_size=9))
def test_kappa_is_what_its_definition_says(pairs: list[tuple[float, float]]) -> None:
    """Observed less expected agreement over one less expected, on the units that both have."""
    both = [pair for pair in pairs if not any(map(math.isnan, pair))]
    found = co.coder_agreement(*codings(zip(*pairs, strict=True)), of="stance")
    assert found.units == len(both)
    if both:
        same = Fraction(sum(one == other for one, other in both), len(both))
        chance = Fraction(sum(a == b for a, _ in both for _, b in both), len(both) ** 2)
        assert found.kappa == ((same - chance) / (1 - chance) if chance != 1 else None)
        assert found.agreed == same
    else:
        assert (found.kappa, found.agreed, found.alpha) == (None, None, None)


@pytest.mark.parametrize("level", LEVELS)
def test_many_different_values_are_quick(level: str) -> None:
    """Alpha is exact, of hundreds of stances, too, without a look at each pair of them."""
    random = Random(level)
    table = [[random.randrange(1000) for _ in range(400)] for _ in range(2)]
    found = co.coder_agreement(*codings(table, 1000), of="stance", level=cast("Any", level)).alpha
    values = np.ravel(table)
    apart: np.ndarray[Any, Any] = np.subtract.outer(values, values) ** 2.0
    if level == "nominal":
        apart = apart > 0
    elif level == "ratio":
        apart = apart / np.maximum(np.add.outer(values, values), 1) ** 2
    elif level == "ordinal":
        ranks = (
            sum(np.searchsorted(np.sort(values), values, side) for side in ("left", "right")) / 2
        )
        apart = np.subtract.outer(ranks, ranks) ** 2
    within = 2 * apart.diagonal(400).sum()  # the two values of each unit
    assert found is not None
    assert float(found) == pytest.approx(1 - 799 * within / apart.sum(), abs=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_the_order_of_coders_does_not_matter(level: str) -> None:
    """Alpha is the same whoever is named first."""
    assert alpha(DATA_C[::-1], level) == alpha(DATA_C, level)


# what a unit is


def test_what_one_found_is_no_agreement() -> None:
    """It is counted apart, for each coder, and changes no number."""
    ann = case({"p": {"A": 1, "B": -1}, "q": {"A": 1}}, name="ann")
    bob = case({"p": {"A": 1, "B": 1}, "r": {"A": 1, "B": 0}}, name="bob")
    found = co.coder_agreement(ann, bob)
    assert (found.coders, found.units, found.agreed) == (("ann", "bob"), 2, Fraction(1, 2))
    assert found.found_by_one == {"ann": 1, "bob": 2}
    assert [str(one) for one in found.unpaired] == [
        "A on q: for (ann)",
        "A on r: for (bob)",
        "B on r: neutral (bob)",
    ]
    assert [str(one) for one in found.differences] == ["B on p: against (ann), for (bob)"]
    assert found.differences[0].statements == ((ann.positions[1],), (bob.positions[1],))
    assert "not compared: 1 unit by ann and 2 units by bob" in str(found)


def test_statements_of_one_coder_that_conflict_are_named() -> None:
    """There a coder has no value, and none is guessed."""
    torn = case([said("A", "p", 1), said("A", "p", -1), said("B", "p", 1)], several="latest")
    found = co.coder_agreement(torn, case({"p": {"A": 1, "B": 1}}), names=["ann", "bob"])
    assert found.units == 1
    assert [str(one) for one in found.conflicting] == ["A on p: for and against (ann), for (bob)"]
    assert found.unpaired == found.differences == ()
    assert "statements of one coder conflict in 1 unit" in str(found)


@pytest.mark.parametrize(
    ("period", "units", "undated", "spans"),
    [
        (None, 1, 0, [None]),
        ("year", 1, 0, ["2023"]),
        ("quarter", 2, 1, ["2023-01/2023-03", "2023-07/2023-09"]),
        ("month", 2, 1, ["2023-01", "2023-07"]),
        ("day", 1, 3, ["2023-01-05"]),
    ],
)
def test_periods(period: Any, units: int, undated: int, spans: list[str | None]) -> None:
    """A unit spans the period in which a date surely is; what may be of two is counted apart."""
    dates = {"2023-01-05": 1, "2023-07": -1}
    ann = case([said("A", "p", stance, date=date) for date, stance in dates.items()])
    bob = case([*ann.positions, said("A", "q", 1, date="2023")])
    found = co.coder_agreement(ann, bob, period=period)
    assert (found.units, len(found.undated)) == (units, undated)
    assert found.alpha == (1 if units == 2 else None)
    flipped = case([said("A", "p", -stance, date=date) for date, stance in dates.items()])
    differ = co.coder_agreement(ann, flipped, period=period).differences
    assert [one.period and str(one.period) for one in differ] == spans
    assert ("cannot be told to be of one" in str(found)) == bool(undated)


def test_current_positions_are_compared_by_default() -> None:
    """A position that was given up is not compared, unless a period is asked for."""
    moved = case([said("A", "p", 1, date="2022"), said("A", "p", -1, date="2023")])
    stayed = case([said("A", "p", -1, date="2023")])
    assert co.coder_agreement(moved, stayed).agreed == 1
    assert co.coder_agreement(moved, stayed, period="year").found_by_one == {"1": 1, "2": 0}


def test_parts() -> None:
    """Each part has the numbers of its units; a topic those below it, too."""
    topics = {"p": "t/one", "q": "t/two"}
    ann = case({"p": {"A": 1, "B": -1}, "q": {"A": 1, "B": -1}}, topics=topics)
    bob = case({"p": {"A": 1, "B": -1}, "q": {"A": -1, "B": -1}}, topics=topics)
    found = co.coder_agreement(ann, bob)
    assert [(part.name, part.units, part.agreed) for part in found.by_topic] == [
        ("t", 4, Fraction(3, 4)),
        ("t/one", 2, 1),
        ("t/two", 2, Fraction(1, 2)),
    ]
    assert [(part.name, part.alpha) for part in found.by_actor] == [("A", 0), ("B", None)]
    assert found.by_topic[0].alpha == found.alpha
    assert str(found.by_topic[1]) == "t/one: alpha 1.000, kappa 1.000, 100 % the same on 2 units"
    assert [part.name for part in found.by_attribution] == ["stated"]
    assert [part.name for part in found.by_proposal] == ["p", "q"]


def test_attributions_are_compared() -> None:
    """Of several that say the same, that of the best known; a unit counts for each that it has."""
    ann = case([said("A", attribution="hearsay"), said("A", attribution="stated"), said("B")])
    bob = case([said("A", attribution="stated"), said("B", attribution="inferred")])
    found = co.coder_agreement(ann, bob, of="attribution")
    assert (found.agreed, found.conflicting) == (Fraction(1, 2), ())
    assert [part.name for part in found.by_attribution] == ["inferred", "stated"]


def test_coders_are_called_by_themselves_their_case_or_their_place() -> None:
    """Names that are given count first; two of one name are called by their places."""
    ann, bare = case([said("A", coder="ann")], name="x"), case([said("A")])
    assert co.coder_agreement(ann, bare).coders == ("ann", "2")
    assert co.coder_agreement(ann, ann).coders == ("1", "2")
    assert co.coder_agreement(ann, ann, bare, names=["a", "b", "c"]).coders == ("a", "b", "c")


def test_a_case_and_a_matrix_can_be_compared() -> None:
    """A matrix of a case has its statements; one of votes its stances."""
    known = co.load_case("migration-2023").at("2023-07")
    found = co.coder_agreement("migration-2023", co.stance_matrix(known))
    assert found.alpha == 1
    votes = co.StanceMatrix(["VVD"], ["asylum-target"], [[-1]], topics=["migration/asylum"])
    (one,) = co.coder_agreement(known, votes).differences
    assert (one.values, one.statements[1][0].attribution) == (
        (("for",), ("against",)),
        "measured",
    )


# what is said


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"q": {"A": 1}}, "1 and 2 on sides: no unit that two of them coded; found by one alone"),
        ({"p": {"A": 1, "B": 1}}, "1 and 2 on sides: every value is 'for' (2 units), so agreement"),
        ({"p": {"A": -1, "B": 1}}, "1 and 2 on sides: alpha 0.000 (nominal), kappa 0.000, 50 %"),
    ],
)
def test_what_is_undefined_is_said(other: Any, told: str) -> None:
    """It says whether there is nothing to compare, or nothing but one value."""
    assert str(co.coder_agreement(case({"p": {"A": 1, "B": 1}}), case(other))).startswith(told)


def test_few_units_are_told() -> None:
    """Of 49 units the sentence says that they are few, and of 50 it does not."""
    assert "fewer than 50 units" in str(two([[20, 4], [5, 20]]))
    assert "fewer than" not in str(two([[20, 5], [5, 20]]))


def test_what_may_be_later_is_told() -> None:
    """What a case at a date leaves out is said."""
    known = co.load_case("migration-2023").at("2023-01")
    assert "may be later and are left out" in str(co.coder_agreement(known, known))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"of": "sid"}, "of: must be one of side, stance, attribution"),
        ({"level": "cardinal"}, "level: must be one of nominal, ordinal, interval, ratio"),
        ({"period": "week"}, "period: must be one of day, month, quarter, year"),
        ({"level": "interval"}, "level: sides have no distances: give 'nominal', or of='stance'"),
        ({"of": "attribution", "level": "ordinal"}, "attributions have no distances"),
        ({"of": "stance", "level": "ratio"}, "a ratio needs stances of 0 or more, and there is -1"),
        ({"names": ["a"]}, "names: must be one for each of 2 codings, not 1"),
        ({"names": ["a", "a"]}, "names: names a more than once"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: dict[str, Any], message: str) -> None:
    """Each is one error, which says what would be right."""
    ann = case({"p": {"A": 1, "B": -1}})
    with pytest.raises(co.InvalidValue) as caught:
        co.coder_agreement(ann, ann, **arguments)
    assert message in str(caught.value)


def test_every_fault_is_told_at_once() -> None:
    """Several wrong words are one error."""
    ann, wrong = case({"p": {"A": 1}}), dict.fromkeys(("of", "level", "period"), cast("Any", "x"))
    with pytest.raises(co.InvalidValue, match="3 faults"):
        co.coder_agreement(ann, ann, **wrong)
