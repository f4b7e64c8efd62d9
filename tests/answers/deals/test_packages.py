"""Packages: equal to a look at every bundle."""

import pickle
from fractions import Fraction
from itertools import combinations
from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from tests.random_deals import GRID, PARTS, every_bundle, some_case
from tests.random_games import NAMES


def is_better(one: tuple[Fraction, ...], other: tuple[Fraction, ...]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("seed", range(2))
def test_packages_by_every_bundle(seed: int) -> None:
    """The packages, the Pareto-optimal and the log-rolls are those that a look at all finds."""
    chance = Random(seed)
    for _ in range(120):
        members, asked, worths, case, rule = some_case(chance, known=0.97, parts=6)
        floor = {n: chance.choice(GRID) for n in members} if chance.random() < 0.3 else {}
        expected = every_bundle(case, asked, worths, floor, rule)
        best = {
            bundle
            for bundle, gains in expected.items()
            if not any(is_better(other, gains) for other in expected.values())
        }
        alone = {bundle[0] for bundle in expected if len(bundle) == 1}
        found = co.packages(
            case, list(asked), rule=rule, reservation=floor, dominated=True, limit=100
        )
        assert found.complete
        assert found.bound is None
        assert {p.proposals: tuple(g for _, g in p.gains) for p in found} == expected
        assert {p.proposals for p in found if p.pareto} == best
        assert {p.proposals for p in found if p.log_roll} == {
            bundle for bundle in expected if alone.isdisjoint(bundle)
        }
        assert found.excluded == tuple(
            part for part in asked if any((name, part) not in worths for name in members)
        )
        optimal = co.packages(case, list(asked), rule=rule, reservation=floor, limit=100)
        assert {p.proposals for p in optimal} == best
        assert optimal.complete


@pytest.mark.no_cover
def test_what_excludes_each_other_is_in_no_package() -> None:
    """Of all bundles those without such a pair are found, and no other."""
    chance = Random(9)
    for _ in range(150):
        _, asked, worths, case, rule = some_case(chance, parts=6)
        pairs = [pair for pair in combinations(asked, 2) if chance.random() < 0.3]
        case = attrs.evolve(
            case,
            proposals=[
                attrs.evolve(one, excludes=[q for p, q in pairs if p == one.id])
                for one in case.proposals
            ],
        )
        expected = {
            bundle: gains
            for bundle, gains in every_bundle(case, asked, worths, {}, rule).items()
            if not any({*pair}.issubset(bundle) for pair in pairs)
        }
        found = co.packages(case, list(asked), rule=rule, dominated=True, limit=100)
        assert {p.proposals: tuple(g for _, g in p.gains) for p in found} == expected
        assert {p.proposals for p in found if p.pareto} == {
            bundle
            for bundle, gains in expected.items()
            if not any(is_better(other, gains) for other in expected.values())
        }
        few = co.packages(case, list(asked), rule=rule, dominated=True, limit=2)
        sums = sorted(map(sum, expected.values()), reverse=True)
        assert sorted((p.total for p in few), reverse=True) == sums[:2]


@pytest.mark.parametrize("dominated", [False, True])
def test_the_best_packages_and_a_bound(dominated: bool) -> None:
    """A short list has the greatest sums, and no other exceeds the bound."""
    chance = Random(7)
    for _ in range(100):
        _, asked, _, case, rule = some_case(chance, parts=6)
        every = co.packages(case, list(asked), rule=rule, dominated=dominated, limit=100)
        few = co.packages(case, list(asked), rule=rule, dominated=dominated, limit=2)
        sums = sorted((package.total for package in every), reverse=True)
        assert sorted((p.total for p in few), reverse=True) == sums[:2]
        assert set(few).issubset(every)
        assert few.complete == (len(every) <= 2)
        if not few.complete:
            assert few.bound is not None
            assert few.bound >= sums[2]


def test_a_log_roll_by_hand() -> None:
    """Two projects that each helps one of three and costs the others pass as one (Tullock 1959)."""
    matrix = co.StanceMatrix(
        ("A", "B", "C"), ("road", "school"), [[1, -0.5], [-0.5, 1], [-0.5, -0.5]]
    )
    (package,) = co.packages(matrix, rule=co.Majority())
    assert package.log_roll
    assert package.proposals == ("road", "school")
    assert (package.supporters, package.opponents) == (("A", "B"), ("C",))
    assert package.gains == (("A", Fraction(1, 2)), ("B", Fraction(1, 2)), ("C", Fraction(-1)))
    assert len(co.packages(matrix)) == 0


def test_packages_in_july() -> None:
    """What all four want is in the best package of July; what is not known of some is in none."""
    july = co.load_case("migration-2023").at("2023-07")
    found = co.packages(july, "migration")
    assert found.complete
    first = next(iter(found))
    assert {"grip-on-asylum", "labour-migration-curb"}.issubset(first.proposals)
    assert "package-on-the-table" in found.excluded
    assert co.packages(july, "one-week-delay").excluded == ("one-week-delay",)
    assert str(found) == (
        f"{len(found)} packages (unanimity); without humane-asylum-measures, package-on-the-table, "
        "population-growth-limit, of which not all is known"
    )


@st.composite
def matrices(draw: st.DrawFn) -> co.StanceMatrix:
    """Return small matrices, whole and in quarters."""
    members, parts = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    stance = st.integers(-4, 4).map(lambda number: number / 4)
    rows = st.lists(st.lists(stance, min_size=parts, max_size=parts), min_size=members)
    return co.StanceMatrix(
        tuple(NAMES[:members]), tuple(PARTS[:parts]), draw(rows.map(lambda r: r[:members]))
    )


@given(matrices())
@settings(max_examples=60, deadline=None)
def test_property_no_needed_party_loses(matrix: co.StanceMatrix) -> None:
    """In a package that passes, nobody with a veto is below what no deal is worth to it."""
    vetoes = co.veto_players(co.SimpleGame(matrix.actors, rule=co.Unanimity()))
    for package in co.packages(matrix, dominated=True):
        assert all(gain >= 0 for actor, gain in package.gains if actor in vetoes)
        assert not set(package.opponents).intersection(vetoes)


@given(matrices())
@settings(max_examples=60, deadline=None)
def test_property_one_proposal_is_decided_as_ever(matrix: co.StanceMatrix) -> None:
    """A package of one proposal passes exactly where `decide` says that the proposal does."""
    for rule in (co.Unanimity(), co.Majority()):
        for part in matrix.proposals:
            passes = co.decide(matrix, part, rule=rule).outcome == "passes"
            assert len(co.packages(matrix, part, rule=rule)) == passes


def test_refusals() -> None:
    """What does not exist, and what makes no sense, is refused with a reason."""
    july = co.load_case("migration-2023").at("2023-07")
    with pytest.raises(co.UnknownProposal, match="asylum-targets"):
        co.packages(july, "asylum-targets")
    with pytest.raises(co.UnknownActor, match="PVV"):
        co.packages(july, "migration", reservation={"PVV": 1})
    with pytest.raises(co.InvalidValue, match="limit"):
        co.packages(july, "migration", limit=0)
    with pytest.raises(co.InvalidValue, match="time_limit"):
        co.packages(july, "migration", time_limit=-1)


def test_packages_are_values() -> None:
    """They compare, hash and pickle by value."""
    found = co.packages(co.load_case("migration-2023").at("2023-07"), "migration")
    copy = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert copy == found
    assert hash(copy) == hash(found)


def test_sentences_of_few_packages() -> None:
    """No package and one are worded as such."""
    none = co.packages(co.StanceMatrix("AB", ("p",), [[-1], [1]]))
    assert str(none) == "no package (unanimity)"
    some = co.StanceMatrix("AB", ("p", "q"), [[1, 1], [1, 1]])
    found = co.packages(some, dominated=True, limit=1)
    assert str(found) == "the best package, and no other gains more than 2 (unanimity)"
