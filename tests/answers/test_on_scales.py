"""Answers on scales: in the units of the user, and never with a for and an against."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.numbers import exact

ENDS = (("x", 0, 10), ("y", 0, 10))
HELD = (
    *(("x", "A", 2, 0.5, 1), ("x", "B", 6, 1, 1), ("x", "C", 1.4, 1, 1)),
    *(("y", "A", 9.9, None, 2), ("y", "B", 0, 1, 1)),
)
SCALES = co.Scales(ENDS, HELD, ("A", "B", "C", "D"))
PLACES = st.integers(0, 40).map(lambda place: place / 4)


def test_two_and_six_of_ten_agree_and_it_is_said() -> None:
    """Half of a scale is the default; a nearer distance parts them."""
    assert str(co.split(SCALES, "x")) == (
        "A, B and C together on x (agreement within 50 % of each scale)"
    )
    assert str(co.split(SCALES, "x", agree_within=0.4)) == (
        "B alone against A and C on x (agreement within 20 % of each scale)"
    )
    assert str(co.split(SCALES, "x", agree_within="mean")).endswith(
        "(agreement within the mean distance)"
    )


def test_every_issue_is_a_topic() -> None:
    """One split for each, and who has no position is unplaced."""
    assert [found.topic for found in co.splits(SCALES)] == ["x", "y"]
    assert co.split(SCALES).unplaced == ("D",)


def test_nobody_on_a_scale_is_on_an_opposite_side() -> None:
    """4.9 and 5.1 are near; together though too far apart to agree are 2 and 6, if they must."""
    near = co.Scales(ENDS[:1], (("x", "A", 4.9, 1, 1), ("x", "B", 5.1, 1, 1)))
    assert co.split(near).opposed == ()
    forced = co.split(SCALES, "x", agree_within=0.3, max_blocs=1)
    assert "though these pairs disagree on every issue they share: A and B; B and C" in str(forced)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(PLACES, PLACES), min_size=2, max_size=5),
    st.sampled_from([(0, 10), (-5, 20)]),
)
def test_a_split_is_that_of_the_stances(places: list[tuple[float, float]], ends: Any) -> None:
    """Stances are 2 (x - low) / (high - low) - 1, exactly; splits and graphs are those of them."""
    low, high = ends
    names = [f"P{at}" for at in range(len(places))]
    held = [
        (issue, name, place, 1, 1)
        for issue, row in zip("xy", zip(*places, strict=True), strict=True)
        for name, place in zip(names, row, strict=True)
    ]
    scales = co.Scales([("x", low, high), ("y", low, high)], held)
    stances = [[2 * (exact(p) - low) / (high - low) - 1 for p in row] for row in places]
    votes = co.StanceMatrix(names, "xy", [[float(s) for s in row] for row in stances])
    assert co.split(scales).optima == co.split(votes).optima
    assert dict(co.agreement_graph(scales).edges) == dict(co.agreement_graph(votes).edges)


def test_stances_that_no_float_stands_for() -> None:
    """On a scale of thirds, two distances that are equal are equal."""
    held = [
        ("x", name, place, 1, 1) for name, place in (("A", 1.00001), ("B", 2.00002), ("C", 3.00003))
    ]
    graph = co.agreement_graph(co.Scales([("x", 1, 7)], held))
    assert graph.edges["A", "B"]["agree"] == graph.edges["B", "C"]["agree"]


def test_compromise_in_the_units_of_each_issue() -> None:
    """With its salience and power; who has none is left out, and named."""
    on_x, on_y = co.compromise(SCALES)
    assert (on_x.mean, on_x.median) == (3.36, (2,))
    assert str(on_x) == "x: compromise at 3.36 (farthest: B, 2.64 away), median 2"
    assert str(on_y) == (
        "y: compromise at 0, median 0; A is left out, as its salience or power is not known"
    )
    assert (on_y.weightless, on_y.unknown) == (("A",), ("C", "D"))


def test_compromise_finds_what_was_given() -> None:
    """A median is the very number; a mean of tenths is written in decimals."""
    found = co.compromise_of({"A": 5.6, "B": 1.4, "C": 9})
    assert found.median == (5.6,)
    assert str(co.compromise_of({"A": 1.3, "B": 1.5})) == (
        "compromise at 1.4 (farthest: A and B, 0.1 away), median 1.3 to 1.5"
    )
    assert co.compromise_of({"A": Fraction(28, 5)}).mean == Fraction(28, 5)


def test_exchanges_need_one_unit() -> None:
    """Scales of one length are weighed as they are; of two, the user says what they are worth."""
    held = [
        *(("x", "A", 1.4, 1, 1), ("x", "B", 8.6, 3, 1)),
        *(("y", "A", 0, 3, 1), ("y", "B", 10, 1, 1)),
    ]
    (found,) = co.exchanges(co.Scales(ENDS, held))
    assert found.moves[0][0] == 1.4
    assert isinstance(found.gain, float)
    wide = co.Scales([("x", 0, 10), ("y", 0, 20)], held)
    with pytest.raises(
        co.errors.InvalidValue, match=r"lengths, as x from 0 to 10 and y from 0 to 20"
    ):
        co.exchanges(wide)
    assert co.exchanges(wide.on(0, 1))
    assert co.exchanges(wide, ["x"]) == ()


def test_polarization_has_the_points_of_the_scale() -> None:
    """Points in the units of the issue, the measure on a scale of the length 1."""
    found = co.polarization(SCALES, "x")
    assert found.points == ((1.4, 1), (2, 1), (6, 1))
    assert found.value == float(co.esteban_ray([1, 1, 1], [0.14, 0.2, 0.6]) or 0)
    bare = co.Scales(ENDS, (("x", "A", 1, 1, None), ("x", "B", 3, 1, 2)))
    assert str(co.polarization(bare, "x")) == (
        "x: polarization 0 (alpha 1); A is left out, as its power is not known"
    )


def test_cohesion_finds_its_grades() -> None:
    """Grades are in the units of the issue, and a position that is none of them is named."""
    groups = {"all": ["A", "B", "C"]}
    (found,) = co.cohesion(SCALES, "x", groups=groups, scale=[0, 1.4, 2, 6, 10])
    assert found.agreement == co.van_der_eijk([0, 1, 1, 1, 0])
    assert str(found).endswith("by 3 members (sides of the middle of each scale)")
    with pytest.raises(co.errors.InvalidValue, match=r"the position 1.4 on x is not on the scale"):
        co.cohesion(SCALES, "x", groups=groups, scale=range(11))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: co.decide(SCALES, "x"),
        lambda: co.decisions(SCALES),
        lambda: co.blockers(SCALES, "x"),
        lambda: co.blocked_by(SCALES, "A"),
        lambda: co.concessions(SCALES, "x"),
        lambda: co.page(SCALES),
    ],
)
def test_a_scale_has_no_yes_and_no(ask: Callable[[], Any]) -> None:
    """What asks who is for and against says what to ask instead."""
    with pytest.raises(co.errors.InvalidValue, match=r"a position on a scale is no yes or no; ask"):
        ask()


def test_a_null_model_is_for_votes() -> None:
    """Chance is that of yes and no."""
    with pytest.raises(co.errors.InvalidValue, match="not for positions on scales"):
        co.split(SCALES, null_model="fixedcol")


@pytest.mark.parametrize(
    ("ends", "held", "message"),
    [
        ([("x", 1, 1)], [], r"ends\['x'\]: must begin below its end"),
        ([("x", 0, 1)], [("x", "A", 2, 1, 1)], "2 of 'A' on 'x' is beyond its ends"),
        ([("x", 0, 1)], [("y", "A", 1, 1, 1)], "'A' or 'y' is not among"),
        ([("x", 0, 1)], [("x", "A", 1, 1, 1)] * 2, "'A' has 2 positions on 'x'"),
        ([("x", 0, 1)], [("x", "A", 1, -2, 1)], r"held\['x', 'A'\]: must be .* 0 or more, not -2"),
        ([("x", 0, 1)], [("x", "A", 1)], "held: must be rows of an issue and an actor, with its"),
        ([("x", 0, "1/2")], [], r"ends\['x'\]: must be a finite number, not '1/2'"),
        ([("x", 0, 1), ("x", 0, 5)], [], "ends: 'x' is there 2 times"),
        ({"x": (0, 1)}, [], "ends: must be rows of an issue and the two ends of its scale"),
    ],
)
def test_scales_that_cannot_be(ends: Any, held: Any, message: str) -> None:
    """Made by hand, they are held to the same."""
    with pytest.raises(co.errors.InvalidValue, match=message):
        co.Scales(ends, held)


def test_seats_are_one_for_each_actor() -> None:
    """A list of them is kept as any other; one that is too short is refused."""
    held = [("x", "A", 1, 1, 1), ("x", "B", 0, 1, 1)]
    listed, seen = (co.Scales([("x", 0, 1)], held, seats=seats) for seats in ([1, 2], (1, 2)))
    assert listed == seen
    assert hash(listed) == hash(seen)
    with pytest.raises(co.errors.InvalidValue, match="seats: must be one for each of 2 actors"):
        co.Scales([("x", 0, 1)], held, seats=[1])
