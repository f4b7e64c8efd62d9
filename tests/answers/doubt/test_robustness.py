"""How robust a split is: the case, brute force, and limits."""

import itertools
import random
from fractions import Fraction
from typing import Any

import attrs
import pytest

import coalition as co
from coalition.answers.doubt import flips, robustness
from coalition.signed.partition import partition
from tests.builders import case, said
from tests.doubtful import SIDES, small


@pytest.fixture(scope="module")
def july() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-07")


@pytest.fixture(scope="module")
def january() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-01")


def test_the_split_on_asylum_takes_two_changes(july: co.Coalition) -> None:
    """Rows 10 to 17: two changed positions of one party flip it, and no statement alone does."""
    found = co.robustness(july, "migration/asylum")
    assert (found.changes, found.at_least, found.complete, found.rests_on) == (2, 2, True, ())
    assert len(found.flips) == 24
    assert all(len({move.position.actor for move in flip.moves}) == 1 for flip in found.flips)


def test_the_split_on_labour_migration_rests_on_d66(january: co.Coalition) -> None:
    """Rows 6 to 8: one report on D66 carries the split; what is inferred does not."""
    found = co.robustness(january, "migration/labour")
    assert [str(flip) for flip in found.rests_on] == [
        "without D66 on labour-migration-curb: VVD, CDA and CU together"
    ]
    assert str(found).endswith(
        "flips with 1 changed position, in 8 ways; rests on D66 against labour-migration-curb "
        "(reported, 2023-01, J paragraph 6)"
    )


def test_the_asylum_split_of_january_rests_on_no_single_statement(january: co.Coalition) -> None:
    """Rows 1 to 4: one proposal only, so any party that changes its mind flips it."""
    found = co.robustness(january, "migration/asylum")
    assert (found.changes, len(found.flips), found.rests_on) == (1, 8, ())
    assert str(found).endswith("in 8 ways; no single statement is critical")


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(30))
def test_robustness_is_what_all_changes_say(seed: int) -> None:
    """The fewest changes, and all of them, equal those found by trying every set of changes.

    Also where proposals count for more, for less or for nothing.
    """
    draw = random.Random(seed)
    now = small(draw, proposals=2)
    weights: Any = draw.choice([None, {"p0": draw.choice([0, 0.1, Fraction(1, 3), 2])}])
    assert_all_changes_say_so(now, co.Agreement(weights=weights))


def assert_all_changes_say_so(
    now: co.Coalition, counted: co.Agreement, sides: tuple[int, ...] = SIDES
) -> None:
    """Compare the fewest changes, and all of them, with every set of changes to the case."""
    base = optima(now, counted)
    flips: set[Any] = set()
    for size in range(1, len(now.positions) + 1):
        for chosen in itertools.combinations(now.positions, size):
            kept = [one for one in now.positions if one not in chosen]
            others = [[side for side in sides if side != one.stance] for one in chosen]
            for stances in itertools.product(*others):
                moved = [attrs.evolve(p, stance=s) for p, s in zip(chosen, stances, strict=True)]
                if optima(attrs.evolve(now, positions=[*kept, *moved]), counted) != base:
                    flips.add(frozenset((m.actor, m.proposal, m.stance) for m in moved))
        if flips:
            break
    found = co.robustness(now, "t", agreement=counted)
    assert found.complete
    assert found.changes == (size if flips else None)
    assert flips == {
        frozenset((m.position.actor, m.position.proposal, m.stance) for m in flip.moves)
        for flip in found.flips
    }


def optima(now: co.Coalition, counted: co.Agreement) -> Any:
    found = co.split(now, "t", agreement=counted).optima
    return {frozenset(map(frozenset, blocs)) for blocs in found}


def test_robustness_refuses_bad_options(july: co.Coalition) -> None:
    """Limits and stances are held to the same checks."""
    for options in ({"max_trials": 0}, {"max_changes": 0}, {"stances": ["x"]}, {"time_limit": "1"}):
        with pytest.raises(co.InvalidValue):
            co.robustness(july, "migration/asylum", **options)


def test_interruption_of_a_search_for_flips(july: co.Coalition, monkeypatch: Any) -> None:
    """Ctrl-C ends the search for flips with those that were found; the split must be known."""
    calls = itertools.count()

    def interrupted(*args: Any, **options: Any) -> Any:
        if next(calls) == 40:
            raise KeyboardInterrupt
        return partition(*args, **options)

    whole = co.robustness(july, "migration/asylum")
    monkeypatch.setattr(flips, "partition", interrupted)
    found = co.robustness(july, "migration/asylum")
    assert (found.stopped, found.complete, found.rests_on) == ("interrupt", False, whole.rests_on)
    assert found.at_least is not None
    assert found.at_least <= 2
    assert set(found.flips) < set(whole.flips)
    monkeypatch.undo()
    assert co.robustness(july, "migration/asylum") == whole


def test_a_search_with_limits_says_what_is_proven(july: co.Coalition) -> None:
    """Stopped after one change, the answer is that it takes no fewer than two."""
    one = co.robustness(july, "migration/asylum", max_changes=1)
    assert (one.changes, one.at_least, one.flips, one.complete) == (None, 2, (), False)
    assert "it takes at least 2 changed positions to flip it" in str(one)
    none = co.robustness(july, "migration/asylum", time_limit=0)
    assert (none.changes, none.at_least, none.complete) == (None, 1, False)


def test_nobody_to_divide_cannot_flip() -> None:
    """Where nobody is placed, no changed position flips anything; there is no more to say."""
    found = co.robustness(case([said("A", "p")]), "t")
    assert (found.changes, found.at_least, found.complete) == (None, None, True)
    assert str(found) == "nobody to compare on t"


def test_critical_statements_that_were_not_looked_for(january: co.Coalition) -> None:
    """Out of time, the sentence does not say that no statement is critical: one is."""
    found = co.robustness(january, "migration/labour", time_limit=0)
    assert (found.rests_on, found.all_critical, found.stopped) == ((), False, "time")
    assert str(found).endswith(
        ": how many changed positions flip it is not known; "
        "critical statements were not all looked for"
    )
    assert co.robustness(january, "migration/labour").all_critical


def test_critical_statements_before_an_interruption(monkeypatch: Any) -> None:
    """On Ctrl-C, the critical statements so far are at least those."""
    now = case([said("A", "p"), said("B", "p", -1)])
    calls = itertools.count()

    def interrupted(*args: Any, **options: Any) -> Any:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return co.split(*args, **options)

    whole = co.robustness(now, "t")
    monkeypatch.setattr(robustness, "split", interrupted)
    found = co.robustness(now, "t")
    assert found.rests_on == whole.rests_on[:1]
    assert (len(whole.rests_on), found.all_critical, found.stopped) == (2, False, "interrupt")
    assert str(found).endswith("; rests at least on A for p (stated, 2023)")


@pytest.mark.parametrize("change", ["optimal", "complete"])
def test_what_is_not_proven_flips_nothing(
    january: co.Coalition, monkeypatch: Any, change: str
) -> None:
    """Where the splits themselves are not proven, neither is what flips them or is critical."""

    def unproven(*args: Any, **options: Any) -> Any:
        changes: Any = {change: False}
        return attrs.evolve(co.split(*args, **options), **changes)

    monkeypatch.setattr(robustness, "split", unproven)
    found = co.robustness(january, "migration/labour")
    assert (found.changes, found.at_least, found.rests_on) == (None, 1, ())
    assert (found.complete, found.all_critical, found.stopped) == (False, False, "work")


def test_changes_whose_split_is_not_proven(january: co.Coalition, monkeypatch: Any) -> None:
    """Where it is not proven that one changed position flips it, no flip is claimed by one."""

    def unproven(*args: Any, **options: Any) -> Any:
        return attrs.evolve(partition(*args, **options), optimal=False)

    monkeypatch.setattr(flips, "partition", unproven)
    found = co.robustness(january, "migration/labour")
    assert (found.changes, found.at_least, found.flips) == (None, 1, ())
    assert (found.complete, found.all_critical, found.stopped) == (False, True, "work")


@pytest.mark.parametrize("question", [co.robustness, co.certainty, co.hinges])
@pytest.mark.parametrize(
    ("source", "shown"),
    [(co.StanceMatrix("AB", ("p",), [[1], [-1]]), "a StanceMatrix"), (3, "3")],
)
def test_votes_have_no_statements_to_change(question: Any, source: Any, shown: str) -> None:
    """What is no case is refused in a line that says what is needed."""
    given = () if question is co.robustness else (len,)
    with pytest.raises(co.InvalidValue) as caught:
        question(source, *given)
    assert str(caught.value) == (
        f"{question.__name__}: must be a Coalition or the name of a shipped case, not {shown}"
    )


def test_counting_one_by_one_is_refused(january: co.Coalition) -> None:
    """Where several statements count, it says what to use instead."""
    with pytest.raises(co.InvalidValue, match=r"; use case\.counting\('latest'\)$"):
        co.robustness(january.counting("all"), "migration/labour")


def test_supposed_positions_in_words() -> None:
    """A position that is supposed to be neutral is neutral on a proposal."""
    found = co.robustness(case([said("A", "p"), said("B", "p", 0.5), said("C", "p", -1)]), "t")
    moves = {str(move) for flip in found.flips for move in flip.moves}
    assert {"with A against p", "with C neutral on p"} <= moves


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "counted",
    [
        co.Agreement(agree_within=0.5),
        co.Agreement(agree_within=Fraction(4, 3), weights={"p0": 2}),
        co.Agreement(agree_within="mean"),
        co.Agreement(min_shared=2),
        co.Agreement(threshold=1),
        co.Agreement(reliability={"hearsay": 0.5, "inferred": 0}),
        co.Agreement(null_model="fixedcol", alpha=0.9),
    ],
    ids=str,
)
@pytest.mark.parametrize("seed", range(6))
def test_robustness_however_agreement_is_counted(seed: int, counted: co.Agreement) -> None:
    """So it is where agreement turns elsewhere, depends on others, or is tested against chance."""
    sides = SIDES if counted.null_model is None else (-1, 1)
    now = small(random.Random(seed), proposals=2)
    some = attrs.evolve(now, positions=[said for said in now.positions if said.stance in sides])
    assert_all_changes_say_so(some, counted, sides)
