"""Ties beyond chance, in graphs and in splits: what counts, and what cannot be asked."""

import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.model.words import NullModel
from coalition.stances.agreement import NULL_MODELS
from tests.builders import case, said
from tests.matrices import NAN, matrix
from tests.votes_by_chance import camps, coins

MODELS = pytest.mark.parametrize("model", NULL_MODELS)
VOTES = st.lists(
    st.lists(st.sampled_from([1.0, -1.0, NAN]), min_size=6, max_size=6), min_size=2, max_size=6
)
EITHER = st.sampled_from(NULL_MODELS)


def edges(graph: Any) -> dict[frozenset[str], dict[str, Any]]:
    return {frozenset((u, v)): data for u, v, data in graph.edges(data=True)}


def signed(graph: Any) -> Any:
    """Return the graph without its ties of sign 0."""
    kept = graph.copy()
    kept.remove_edges_from([(u, v) for u, v, data in graph.edges(data=True) if not data["sign"]])
    return kept


@MODELS
def test_edges_say_what_chance_gives(model: NullModel) -> None:
    """Beside what is agreed stand what is expected and how likely; the weight is the difference."""
    votes = camps(1, 4, 3)
    plain, graph = co.agreement_graph(votes), co.agreement_graph(votes, null_model=model)
    assert set(map(frozenset, graph.edges)) == set(map(frozenset, plain.edges))
    for one, other, data in graph.edges(data=True):
        counted = plain.edges[one, other]
        assert all(data[name] == counted[name] for name in ("agree", "disagree", "shared"))
        assert list(data)[-2:] == ["expected", "p_value"]
        excess = data["agree"] - data["expected"]
        assert (data["sign"] != 0) == (data["p_value"] <= 0.05)
        assert data["sign"] in {0, np.sign(excess)}
        assert data["weight"] == pytest.approx(abs(excess) if data["sign"] else 0)
        assert {type(data[name]) for name in ("expected", "p_value")} == {float}


@MODELS
def test_alpha_is_the_level_of_each_tie(model: NullModel) -> None:
    """At a stricter level fewer ties have a sign, and none another one."""
    votes = camps(2, 3, 3, loyal=0.58)
    loose, strict = (
        edges(co.agreement_graph(votes, null_model=model, alpha=alpha)) for alpha in (0.2, 0.001)
    )
    assert all(strict[pair]["sign"] in {0, data["sign"]} for pair, data in loose.items())
    assert sum(data["sign"] != 0 for data in strict.values()) < sum(
        data["sign"] != 0 for data in loose.values()
    )


@MODELS
def test_camps_are_found_beyond_chance(model: NullModel) -> None:
    """Two camps stand apart, and say under which model; coin tossers have nothing to show."""
    found = co.split(camps(3, 4, 4), null_model=model)
    assert found.blocs == (tuple("ABCD"), tuple("EFGH"))
    assert (found.beyond_chance, found.agreement) == (True, co.Agreement(null_model=model))
    terms = f"(beyond chance; null model {model}, alpha 0.05; see stability)"
    assert str(found) == f"A, B, C and D against E, F, G and H {terms}"


@MODELS
def test_nothing_beyond_chance(model: NullModel) -> None:
    """Where nobody agrees more or less than by chance there are no blocs, and it is said."""
    found = co.split(coins(4, 12, 60, 0.3, gaps=0.1), null_model=model)
    assert (found.blocs, found.optima, found.beyond_chance) == ((), ((),), False)
    assert found.unplaced == tuple("ABCDEFGHIJKL")
    assert str(found) == f"nothing beyond chance (null model {model}, alpha 0.05)"


def test_nobody_to_compare_is_not_nothing_beyond_chance() -> None:
    """Where nobody shares a proposal nothing was tested."""
    found = co.split(matrix([1, NAN], [NAN, 1]), null_model="sdsm")
    assert (found.beyond_chance, str(found)[:18]) == (None, "nobody to compare ")
    few = co.split(camps(1, 2, 2, proposals=3), null_model="sdsm", min_shared=4)
    assert few.beyond_chance is None


def test_the_test_of_all_ties_is_at_the_level_of_all() -> None:
    """Some of 91 ties of coin tossers have a sign at the level of 0.05; that makes no split."""
    votes = coins(8, 14, 80, 0.5)
    graph = co.agreement_graph(votes, null_model="fixedcol")
    signs = [data["sign"] for data in edges(graph).values()]
    least = min(data["p_value"] for data in edges(graph).values())
    assert any(signs)
    assert least * len(signs) > 0.05
    assert co.split(votes, null_model="fixedcol").beyond_chance is False


@MODELS
@pytest.mark.parametrize("seed", range(4))
def test_a_split_beyond_chance_is_the_partition_of_the_ties_with_a_sign(
    model: NullModel, seed: int
) -> None:
    """But for the test of all ties: where anything is beyond chance, the two are the same."""
    votes = camps(seed, 3, 2, proposals=120, strangers=2)
    found = co.split(votes, null_model=model)
    assert found.beyond_chance
    partition = co.partition(signed(co.agreement_graph(votes, null_model=model)))
    for name in ("blocs", "optima", "unplaced", "together", "apart", "complete"):
        assert getattr(found, name) == getattr(partition, name)
    for name in ("cost", "lower_bound", "margin"):
        assert getattr(found, name) == pytest.approx(getattr(partition, name), abs=1e-6)


def test_min_shared_and_threshold_count_in_splits() -> None:
    """A split of the ties that are left is the partition of the graph that is left."""
    votes = camps(6, 3, 3, proposals=40)
    for kept in (co.Agreement(min_shared=3), co.Agreement(threshold=9)):
        some = attrs.evolve(votes, values=np.where(votes.values == votes.values[0], 1, np.nan))
        for given_ in (votes, some):
            found = co.split(given_, agreement=kept)
            partition = co.partition(co.agreement_graph(given_, agreement=kept))
            assert (found.optima, found.cost) == (partition.optima, partition.cost)
    lone = co.split(matrix([1, 1, 1, NAN], [1, 1, 1, NAN], [NAN, NAN, 1, 1]), min_shared=2)
    assert (lone.blocs, lone.unplaced) == ((("A", "B"),), ("C",))
    assert "at least 2 shared proposals" in str(lone)


def test_a_split_without_ties_is_not_beyond_chance() -> None:
    """Where the threshold leaves no tie, the sentence does not say that there is something."""
    found = co.split(camps(6, 3, 3), null_model="fixedcol", threshold=999)
    assert str(found) == (
        "nobody to compare (null model fixedcol, alpha 0.05; ties of at least 999)"
    )


def test_pairs_that_share_too_few_are_not_tested() -> None:
    """They have no tie, and do not count among the ties that are tested."""
    votes = co.StanceMatrix(
        "ABCD",
        [f"p{at}" for at in range(60)],
        np.vstack([camps(1, 1, 1, proposals=60).values, coins(1, 2, 60, 0.5, gaps=0.9).values]),
    )
    graph = co.agreement_graph(votes, null_model="fixedcol", min_shared=30)
    assert list(graph.edges) == [("A", "B")]
    assert co.split(votes, null_model="fixedcol", min_shared=30).unplaced[-2:] == ("C", "D")


@settings(max_examples=100, deadline=None)
@given(VOTES, EITHER)
def test_property_nobody_is_tied_without_a_common_vote(
    rows: list[list[float]], model: NullModel
) -> None:
    """A null model makes no tie where there is none."""
    votes = matrix(*rows)
    assert set(edges(co.agreement_graph(votes, null_model=model))) == set(
        edges(co.agreement_graph(votes))
    )


@settings(max_examples=100, deadline=None)
@given(VOTES, EITHER, st.lists(st.sampled_from([-1.0, 1.0]), max_size=4))
def test_property_what_all_agree_on_changes_no_tie_beyond_chance(
    rows: list[list[float]], model: NullModel, unanimous: list[float]
) -> None:
    """Proposals on which all vote alike are agreed on for certain, so they are set aside."""
    one = edges(co.agreement_graph(matrix(*rows), null_model=model))
    more = edges(
        co.agreement_graph(matrix(*([*row, *unanimous] for row in rows)), null_model=model)
    )
    for pair, data in one.items():
        changed = more[pair]
        assert (changed["sign"], changed["p_value"]) == (data["sign"], data["p_value"])
        assert changed["weight"] == pytest.approx(data["weight"], abs=1e-5)
        assert changed["expected"] - len(unanimous) == pytest.approx(data["expected"], abs=1e-5)


@settings(max_examples=100, deadline=None)
@given(VOTES, EITHER, st.lists(st.booleans(), min_size=6, max_size=6))
def test_property_yes_and_no_can_change_places(
    rows: list[list[float]], model: NullModel, all_or_none: list[bool]
) -> None:
    """What is called yes makes no difference, nor under `fixedcol` does it on any one proposal."""
    turn = [-1 if one or model == "sdsm" else 1 for one in all_or_none]
    turned = [[vote * sign for vote, sign in zip(row, turn, strict=True)] for row in rows]
    one, other = (
        edges(co.agreement_graph(matrix(*table), null_model=model)) for table in (rows, turned)
    )
    for pair, data in one.items():
        assert other[pair]["sign"] == data["sign"]
        assert other[pair]["p_value"] == pytest.approx(data["p_value"], abs=1e-5)


def test_what_a_null_model_cannot_take() -> None:
    """Stances that are neither, and several statements, are refused with what to do instead."""
    with pytest.raises(co.InvalidValue) as caught:
        co.agreement_graph(matrix([1, 0], [1, 0.5]), null_model="sdsm")
    assert str(caught.value) == (
        "Agreement: null_model: a null model knows yes and no alone, and 2 stances are neither, as "
        "that of A on p1 (0); read abstention as 'abstained', leave the proposal out with a weight "
        "of 0, or, on graded scales, use agree_within='mean' and no null model"
    )
    left_out = co.agreement_graph(matrix([1, 0], [1, 0.5]), null_model="sdsm", weights={"p1": 0})
    assert left_out.edges["A", "B"]["shared"] == 1
    twice = case([said("A", "p"), said("B", "p"), said("B", "p", -1)], several="all")
    with pytest.raises(co.InvalidValue, match=r"use case.counting\('latest'\)"):
        co.split(twice, null_model="fixedcol")
    with pytest.raises(co.InvalidValue, match="reliability"):
        co.split(case([said("A", "p")]), null_model="sdsm", reliability={"hearsay": 0})


def test_weights_of_0_leave_votes_out_of_the_model() -> None:
    """Chance is that of the proposals that count."""
    votes = camps(7, 3, 3, proposals=50)
    some = dict.fromkeys(votes.proposals[40:], 0)
    part = attrs.evolve(votes, proposals=votes.proposals[:40], values=votes.values[:, :40])
    assert edges(co.agreement_graph(votes, null_model="sdsm", weights=some)) == edges(
        co.agreement_graph(part, null_model="sdsm")
    )


@MODELS
def test_balance_takes_a_graph_beyond_chance(model: NullModel) -> None:
    """Ties of sign 0 weigh nothing and make no triangle."""
    votes = camps(8, 3, 3, strangers=2)
    graph = co.agreement_graph(votes, null_model=model)
    assert co.balance(graph) == co.balance(signed(graph))


def test_positions_of_a_case_beyond_chance() -> None:
    """A case can be asked too, with its reasons; the sentence then speaks of no votes."""
    rows = camps(9, 3, 3, loyal=0.95, proposals=80).values
    held = {
        f"p{at:02}": dict(zip("ABCDEF", column, strict=True)) for at, column in enumerate(rows.T)
    }
    found = co.split(case(held), "t", null_model="sdsm", alpha=Fraction(1, 100))
    assert len(found.reasons) == 480
    assert str(found) == (
        "A, B and C against D, E and F on t (beyond chance; null model sdsm, alpha 0.01)"
    )


@MODELS
def test_the_tweede_kamer_of_2023_and_2024(model: NullModel) -> None:
    """Two camps and FVD, where raw agreement sees FVD alone; VVD and SP are no friends."""
    if "COALITION_DATA" not in os.environ:
        pytest.skip("COALITION_DATA does not name the folder of the data")
    pandas: Any = pytest.importorskip("pandas")
    folder = Path(os.environ["COALITION_DATA"]) / "tk_2023_2024_caretaker"
    frame = pandas.read_csv(folder / "faction_votes.csv.gz")
    held = frame.faction.value_counts()
    votes = co.read_votes(
        frame[frame.faction.isin(held[held > 1000].index) & frame.vote.isin(["Voor", "Tegen"])],
        actor="faction",
        proposal="besluit_id",
        stance="vote",
        stances={"Voor": 1, "Tegen": -1},
    )
    assert str(co.split(votes)).startswith("FVD alone against BBB, CDA, ChristenUnie, ")
    found = co.split(votes, null_model=model)
    right = ("BBB", "CDA", "ChristenUnie", "JA21", "NSC", "PVV", "SGP", "VVD")
    left = ("D66", "DENK", "GroenLinks-PvdA", "PvdD", "SP", "Volt")
    assert found.optima == ((right, left, ("FVD",)),)
    assert co.agreement_graph(votes, null_model=model).edges["VVD", "SP"]["sign"] == -1


@MODELS
def test_who_has_no_tie_beyond_chance_is_named(model: NullModel) -> None:
    """Strangers between two camps are in no bloc, and the sentence says who."""
    found = co.split(camps(0, 3, 2, strangers=2), null_model=model)
    assert found.unplaced == ("F", "G")
    assert str(found) == (
        "A, B and C against D and E; in no bloc: F, G "
        f"(beyond chance; null model {model}, alpha 0.05; see stability)"
    )
