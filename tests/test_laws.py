"""Laws that hold for every case: what may change an answer, and what may not."""

import pickle
import random
from collections.abc import Sequence
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from tests.builders import said

PARTIES = ("A", "B", "C", "D", "E")
PROPOSALS = ("p", "q", "r", "s")
GRADED = st.sampled_from([-1, -0.5, 0, 0.1, 0.3, 1])
SIDES = st.sampled_from([-1, 1])
ATTRIBUTIONS = st.sampled_from(["stated", "reported", "hearsay", "inferred"])


@st.composite
def cases(
    draw: st.DrawFn,
    stances: st.SearchStrategy[float] = GRADED,
    parties: Sequence[str] = PARTIES,
    proposals: Sequence[str] = PROPOSALS,
) -> co.Coalition:
    """Return a case of these parties and proposals, with gaps and dates."""
    pairs = st.tuples(st.sampled_from(parties), st.sampled_from(proposals))
    held = draw(st.dictionaries(pairs, st.tuples(stances, ATTRIBUTIONS), max_size=20))
    seats = draw(st.lists(st.integers(0, 9), min_size=len(parties), max_size=len(parties)))
    return co.Coalition(
        parties=[co.Party(name, seats=n) for name, n in zip(parties, seats, strict=True)],
        proposals=[co.Proposal(name, f"topic/{name in 'pq'}") for name in proposals],
        positions=[
            said(actor, proposal, stance, attribution=known)
            for (actor, proposal), (stance, known) in held.items()
        ],
    )


def as_sets(optima: Any, names: dict[str, str] | None = None) -> set[frozenset[frozenset[str]]]:
    named = names or {}
    return {
        frozenset(frozenset(named.get(actor, actor) for actor in bloc) for bloc in blocs)
        for blocs in optima
    }


def edges(graph: Any) -> dict[frozenset[str], dict[str, Any]]:
    return {frozenset((u, v)): data for u, v, data in graph.edges(data=True)}


@given(cases(), st.permutations(PARTIES), st.permutations(PROPOSALS))
def test_property_names_do_not_matter(
    case: co.Coalition, parties: list[str], proposals: list[str]
) -> None:
    """Renaming actors and proposals renames the answers and changes nothing else."""
    actor = {name: f"new {other}" for name, other in zip(PARTIES, parties, strict=True)}
    proposal = {name: f"new {other}" for name, other in zip(PROPOSALS, proposals, strict=True)}
    renamed = co.Coalition(
        parties=[attrs.evolve(p, id=actor[p.id]) for p in case.parties],
        proposals=[attrs.evolve(p, id=proposal[p.id]) for p in case.proposals],
        positions=[
            attrs.evolve(p, actor=actor[p.actor], proposal=proposal[p.proposal])
            for p in case.positions
        ],
    )
    for topic in (None, "topic", "topic/True"):
        before, after = co.split(case, topic), co.split(renamed, topic)
        assert (before.cost, before.margin) == (after.cost, after.margin)
        assert as_sets(before.optima, actor) == as_sets(after.optima)
        assert {actor[name] for name in before.unplaced} == set(after.unplaced)
    for name in PROPOSALS:
        blockers = {actor[b.party] for b in co.blockers(case, name)}
        assert blockers == {b.party for b in co.blockers(renamed, proposal[name])}


def shuffled(case: co.Coalition, chance: Any) -> co.Coalition:
    """Return the same case with its parties, proposals and positions in another order."""
    lists = {"parties": case.parties, "proposals": case.proposals, "positions": case.positions}
    return attrs.evolve(
        case, **{name: chance.sample(items, len(items)) for name, items in lists.items()}
    )


@given(cases(), st.randoms(use_true_random=False))
def test_property_order_does_not_matter(case: co.Coalition, chance: Any) -> None:
    """Reordering parties, proposals and positions changes no answer, not even its order."""
    other = shuffled(case, chance)
    assert co.splits(other) == co.splits(case)
    assert co.split(other) == co.split(case)
    assert co.stance_matrix(other) == co.stance_matrix(case)
    for name in PROPOSALS:
        assert co.blockers(other, name) == co.blockers(case, name)


@given(cases(parties="ABC", proposals="pqr"), st.randoms(use_true_random=False))
def test_property_order_does_not_matter_to_the_report(case: co.Coalition, chance: Any) -> None:
    """Reordering parties, proposals and positions leaves the report as it is, to the letter."""
    assert co.report(shuffled(case, chance)) == co.report(case)


@pytest.mark.parametrize("name", co.list_cases())
def test_the_order_of_a_file_does_not_matter_to_the_report(name: str) -> None:
    """Whatever the order of all that a shipped case has, the report is the same, to the letter."""
    case, chance = co.load_case(name), random.Random(name)
    held = {field.name: getattr(case, field.name) for field in attrs.fields(co.Coalition)}
    lists = {name: items for name, items in held.items() if isinstance(items, tuple) and items}
    mixed: Any = {name: chance.sample(items, len(items)) for name, items in lists.items()}
    other = attrs.evolve(case, **mixed)
    assert co.report(other) == co.report(case)
    assert co.timeline(other) == co.timeline(case)


@given(cases())
def test_property_swapping_for_and_against(case: co.Coalition) -> None:
    """Swapping every for and against leaves the graph and the splits as they are."""
    turned = [attrs.evolve(p, stance=-p.stance) for p in case.positions]
    swapped = attrs.evolve(case, positions=turned)
    assert edges(co.agreement_graph(swapped)) == edges(co.agreement_graph(case))
    assert co.split(swapped).optima == co.split(case).optima


@given(cases())
def test_property_silent_actor(case: co.Coalition) -> None:
    """An actor with no position is unplaced and changes nothing else."""
    with_silent = attrs.evolve(case, parties=[*case.parties, co.Party("Z", seats=99)])
    before, after = co.split(case), co.split(with_silent)
    assert after.unplaced == ("Z", *before.unplaced)
    assert attrs.evolve(after, unplaced=before.unplaced) == before


@given(cases(SIDES))
def test_property_neutral_actor(case: co.Coalition) -> None:
    """One that is neutral throughout changes nobody's bloc but its own where others take sides."""
    neutral = [said("Z", name, 0) for name in PROPOSALS]
    joined = attrs.evolve(
        case, parties=[*case.parties, co.Party("Z")], positions=[*case.positions, *neutral]
    )
    before, after = co.split(case), co.split(joined)
    loose = set(before.unplaced)
    without = {
        frozenset(kept for bloc in blocs if (kept := frozenset(set(bloc) - {"Z"} - loose)))
        for blocs in after.optima
    }
    assert without == as_sets(before.optima)
    assert after.cost == before.cost


@given(cases())
def test_property_every_proposal_twice(case: co.Coalition) -> None:
    """Duplicating every proposal doubles the cost and keeps the optima."""
    doubled = attrs.evolve(
        case,
        proposals=[*case.proposals, *(attrs.evolve(p, id=f"{p.id} again") for p in case.proposals)],
        positions=[
            *case.positions,
            *(attrs.evolve(p, proposal=f"{p.proposal} again") for p in case.positions),
        ],
    )
    before, after = co.split(case), co.split(doubled)
    assert after.cost == 2 * before.cost
    assert after.optima == before.optima


@given(cases())
def test_property_equal_actors_are_together(case: co.Coalition) -> None:
    """Two actors with equal positions are in one bloc in every optimum."""
    copies = [attrs.evolve(p, actor="Z") for p in case.positions if p.actor == "A"]
    twin = attrs.evolve(
        case, parties=[*case.parties, co.Party("Z")], positions=[*case.positions, *copies]
    )
    for blocs in co.split(twin).optima:
        for bloc in blocs:
            assert ("A" in bloc) == ("Z" in bloc)


@given(st.lists(st.tuples(SIDES, SIDES), min_size=2, max_size=5))
def test_property_balanced_graph(sides: list[tuple[int, int]]) -> None:
    """Where every actor is wholly on one of two sides, the graph is balanced and costs 0."""
    case = co.Coalition(
        parties=[co.Party(PARTIES[i]) for i in range(len(sides))],
        proposals=[co.Proposal("p", "t"), co.Proposal("q", "t")],
        positions=[
            said(PARTIES[i], name, side) for i, (side, _) in enumerate(sides) for name in ("p", "q")
        ],
    )
    assert co.split(case).cost == 0
    assert co.balance(co.agreement_graph(case)).balanced


@given(cases(), st.sampled_from(PROPOSALS))
def test_property_removing_a_blocker(case: co.Coalition, proposal: str) -> None:
    """Removing a blocker's position never adds another blocker."""
    before = {b.party for b in co.blockers(case, proposal)}
    for party in before:
        kept = [p for p in case.positions if (p.actor, p.proposal) != (party, proposal)]
        after = {b.party for b in co.blockers(attrs.evolve(case, positions=kept), proposal)}
        assert after == before - {party}


@given(cases(SIDES), st.data())
def test_property_later_supersedes_earlier(case: co.Coalition, data: st.DataObject) -> None:
    """A later position supersedes an earlier one, whatever the order in the file."""
    turned = [attrs.evolve(p, stance=-p.stance, date="2024-03") for p in case.positions]
    mixed = data.draw(st.permutations([*case.positions, *turned]))
    both = attrs.evolve(case, positions=mixed)
    assert set(both.in_force) == set(turned)
    assert set(both.at("2023").in_force) == set(case.positions)
    assert set(both.at("2024-02").in_force) == set(case.positions)


@given(cases())
def test_property_results_are_values(case: co.Coalition) -> None:
    """Every result pickles, hashes and compares by value."""
    results = [
        case,
        co.stance_matrix(case),
        co.split(case),
        co.partition(co.agreement_graph(case)),
        co.balance(co.agreement_graph(case)),
        *(blocker for name in PROPOSALS for blocker in co.blockers(case, name)),
    ]
    for result in results:
        copy = pickle.loads(pickle.dumps(result))  # noqa: S301 - our own bytes
        assert copy == result
        assert hash(copy) == hash(result)
        assert isinstance(str(result), str)


@given(cases())
def test_property_agreement_is_what_it_says(case: co.Coalition) -> None:
    """Agreement and disagreement are the sums of 1 - |s - t|, apart, where both have a stance."""
    matrix = co.stance_matrix(case)
    graph = co.agreement_graph(matrix)
    for one in matrix.actors:
        for other in matrix.actors:
            pairs = [(matrix.stance(one, p), matrix.stance(other, p)) for p in matrix.proposals]
            scores = [1 - abs(s - t) for s, t in pairs if s is not None and t is not None]
            if one != other and scores:
                edge = graph.edges[one, other]
                assert edge["shared"] == len(scores)
                assert edge["agree"] == pytest.approx(sum(s for s in scores if s > 0))
                assert edge["disagree"] == pytest.approx(-sum(s for s in scores if s < 0))
                assert edge["weight"] * edge["sign"] == pytest.approx(sum(scores))
            else:
                assert not graph.has_edge(one, other)


RULES = st.sampled_from(
    [
        co.Unanimity(),
        co.Unanimity(of="members"),
        co.Majority(),
        co.Majority(of="members", tie="A"),
        co.Supermajority("2/3", of="present"),
        co.NumberOf(3) & co.Veto("B"),
        co.Majority() & co.NumberOf(2) | co.Unanimity(),
    ]
)
OUTCOMES = ("blocked", "open", "passes")


@given(cases(), RULES, st.integers(2, 5))
def test_property_seats_times_a_number(case: co.Coalition, rule: Any, factor: int) -> None:
    """Seats times a number change no decision of a rule that takes shares of them."""
    more = [attrs.evolve(party, seats=(party.seats or 0) * factor) for party in case.parties]
    assert co.decisions(attrs.evolve(case, parties=more), rule=rule) == co.decisions(
        case, rule=rule
    )


@given(cases())
def test_property_unanimity_is_a_majority(case: co.Coalition) -> None:
    """What all members want, a majority wants, unless nobody has a seat."""
    for one, other in zip(
        co.decisions(case, rule=co.Unanimity(of="members")),
        co.decisions(case, rule=co.Majority(of="members")),
        strict=True,
    ):
        if any(case.seats.values()) and one.outcome == "passes":
            assert other.outcome == "passes"


@given(cases(SIDES), RULES, st.sampled_from(PARTIES), st.sampled_from(PROPOSALS))
def test_property_turning_in_favor(
    case: co.Coalition, rule: Any, actor: str, proposal: str
) -> None:
    """An actor who turns in favor makes no proposal fare worse, and nobody else a blocker."""
    turned = case.with_positions(said(actor, proposal, 1, date="2024"))
    before, after = (co.decide(c, proposal, rule=rule) for c in (case, turned))
    assert OUTCOMES.index(after.outcome) >= OUTCOMES.index(before.outcome)
    assert {b.party for b in co.blockers(turned, proposal, rule=rule)} == {
        b.party for b in co.blockers(case, proposal, rule=rule)
    } - {actor}


@given(cases(SIDES), RULES, st.sampled_from(PROPOSALS))
def test_property_what_is_certain_stays(case: co.Coalition, rule: Any, proposal: str) -> None:
    """A certain outcome holds when hearsay and inference are dropped; else it changes."""
    found = co.decide(case, proposal, rule=rule)
    firm = co.decide(case.without("hearsay", "inferred"), proposal, rule=rule)
    assert found.certain == (found.outcome == firm.outcome)
