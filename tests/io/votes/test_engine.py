"""Agreement counted where the votes are: the same as when they are read."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import coalition as co
from tests.vote_frames import ANY_FRAME, DASK, FRAMES, MENDED, READ, REPEATED, frame

ENGINE: dict[str, Any] = {
    **{key: READ[key] for key in ("actor", "proposal", "stance", "stances", "seats")},
    "count_as": {"abstained": 0.25},
    "rename": {"C": ["C", "D"], "B": "BB"},
    "party": "bloc",
}


@DASK
@ANY_FRAME
def test_agreement_counted_by_the_engine(name: str) -> None:
    """Counted where the votes are, agreement is what it is when they are read."""
    graph = co.read_agreement_graph(FRAMES[name](), **ENGINE)
    read = co.agreement_graph(co.read_votes(frame("pandas"), **ENGINE))
    assert list(graph) == list(read)
    assert dict(graph.nodes(data=True)) == dict(read.nodes(data=True))
    assert dict(graph.adj) == dict(read.adj)


def test_agreement_counted_from_a_file(tmp_path: Path) -> None:
    """A file is counted as well, and small ties can be left out."""
    path = tmp_path / "votes.parquet"
    frame("pandas").to_parquet(path)
    graph = co.read_agreement_graph(path, **ENGINE, agreement=co.Agreement(min_shared=2))
    read = co.agreement_graph(co.read_votes(path, **ENGINE), min_shared=2)
    assert dict(graph.adj) == dict(read.adj)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_rows_at_fault_in_the_engine(backend: str) -> None:
    """Bad rows are counted and shown by the engine too, and can be resolved."""
    stances = MENDED["stances"]
    name_it = "name it in `stances`, or give unknown_codes='unknown'"
    with pytest.raises(co.InvalidValue) as caught:
        co.read_agreement_graph(frame(backend, REPEATED), stances=stances)
    assert [str(fault) for fault in caught.value.faults] == [
        f"stance: 1 row with a code of unknown meaning: 'hm' (1); {name_it}",
        "actor: no id in 1 row; give missing_ids='drop' to leave these out",
        "proposal: no id in 1 row; give missing_ids='drop' to leave these out",
        "1 stance given more than once: a on p; give duplicates='merge'",
        "1 stance given differently: b on p; give conflicts='unknown'",
    ]
    graph = co.read_agreement_graph(
        frame(backend, REPEATED), **MENDED, conflicts="unknown", count_as={"unknown": 0}
    )
    assert dict(graph.edges["a", "b"]) == {
        "sign": 0, "weight": 0, "agree": 0, "disagree": 0, "shared": 1
    }  # fmt: skip


def test_who_changed_party_has_none_as_a_node() -> None:
    """Parties that vary by row are no fault here either; the node has that of the matrix: none."""
    rows = {"actor": ["a", "a"], "proposal": ["p", "q"], "stance": [1, 1], "party": ["X", "Y"]}
    known: Any = {"stances": {1: 1}, "party": "party"}
    graph = co.read_agreement_graph(frame("polars", rows), **known)
    read = co.agreement_graph(co.read_votes(frame("polars", rows), **known))
    assert dict(graph.nodes["a"]) == dict(read.nodes["a"]) == {}


def test_what_an_engine_cannot_do() -> None:
    """An engine has no first row, and no stance finer than its whole numbers."""
    given: dict[str, Any] = {"stances": {"yea": 1, "nay": 1 / 3 - 1e-12}, "conflicts": "last"}
    with pytest.raises(co.InvalidValue) as caught:
        co.read_agreement_graph(frame("polars", REPEATED), **given)
    assert [fault.place for fault in caught.value.faults] == ["conflicts", "stances"]
    rows: dict[str, Any] = {"actor": ["e\u0301"], "proposal": ["p"], "stance": [1]}
    with pytest.raises(co.InvalidValue, match="must be in Unicode form NFC"):
        co.read_agreement_graph(frame("polars", rows), stances={1: 1})


@pytest.mark.parametrize("within", [0.5, 1.5, Fraction(7, 5)])
def test_agreement_turns_in_the_engine_too(within: Any) -> None:
    """Where agreement turns is a matter of numbers that every engine has."""
    counted = co.Agreement(agree_within=within, threshold=0.25)
    given: dict[str, Any] = {**ENGINE, "stances": {**ENGINE["stances"], "abstain": 0.25}}
    graph = co.read_agreement_graph(frame("polars"), **given, agreement=counted)
    read = co.agreement_graph(co.read_votes(frame("polars"), **given), agreement=counted)
    assert dict(graph.adj) == dict(read.adj)


def test_ways_of_counting_that_no_engine_has() -> None:
    """A null model, the mean distance and weights are refused, with the way to ask for them."""
    model = co.Agreement(null_model="sdsm", agree_within="mean", weights={"p": 0})
    with pytest.raises(co.InvalidValue) as caught:
        co.read_agreement_graph(frame("polars"), **ENGINE, agreement=model)
    assert [fault.place for fault in caught.value.faults] == [
        "agreement.null_model",
        "agreement.weights",
        "agreement.agree_within",
    ]
    assert "read the votes with read_votes, and ask agreement_graph" in str(caught.value)
    fine = co.Agreement(agree_within=Fraction(10**6, 10**6 + 3))
    with pytest.raises(co.InvalidValue, match="agree_within: is too fine beside these stances"):
        co.read_agreement_graph(frame("polars"), **ENGINE, agreement=fine)


def test_renaming_nobody_in_the_engine() -> None:
    """A name that no actor bears is a fault here too."""
    with pytest.raises(
        co.InvalidValue, match=r"rename\['CC'\]: no actor has this id; did you mean 'C'"
    ):
        co.read_agreement_graph(frame("polars"), **ENGINE | {"rename": {"CC": "D"}})


@pytest.mark.parametrize("nothing", ["", "  ", None])
def test_no_id_in_the_engine(nothing: Any) -> None:
    """What has no id is dropped, and what has no code is unknown, however that is written."""
    rows = {
        "actor": ["A", "B", nothing, "B"],
        "proposal": ["p", "p", "p", nothing],
        "stance": ["yea", "nay", "yea", "yea"],
    }
    known: Any = {"stances": {"yea": 1, "nay": -1}}
    with pytest.raises(co.InvalidValue, match=r"actor: no id in 1 row; .*\n.*proposal: no id"):
        co.read_agreement_graph(frame("polars", rows), **known)
    graph = co.read_agreement_graph(frame("polars", rows), **known, missing_ids="drop")
    assert list(graph) == ["A", "B"]
    rows["stance"][1] = nothing
    assert not co.read_agreement_graph(frame("polars", rows), **known, missing_ids="drop").edges


def test_numbers_with_gaps_are_ids_in_the_engine() -> None:
    """Whole numbers that a frame keeps as floats are the ids that they are when read."""
    rows = pd.DataFrame(
        {"actor": [7, 8, None], "proposal": [1, 1, 1], "stance": [1, 1, 1], "n": [2, 3, 4]}
    )
    known: Any = {"stances": {1: 1}, "seats": "n", "missing_ids": "drop"}
    graph = co.read_agreement_graph(rows, **known)
    read = co.agreement_graph(co.read_votes(rows, **known))
    assert dict(graph.nodes(data=True)) == dict(read.nodes(data=True))
    assert list(graph) == ["8", "7"]
    with pytest.raises(co.InvalidValue, match=r"actor: must be text or a whole number, not 7\.5"):
        co.read_agreement_graph(rows.assign(actor=[7.5, 8, None]), **known)
