"""Agreement counted where the votes are: the same as when they are read."""

import pickle
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.io.votes import _blocks, _handed_out
from coalition.io.votes._blocks import Counted, Plan
from coalition.io.votes._handed_out import of_batches
from coalition.io.votes.vote_codes import coding
from tests.vote_frames import (
    ANY_FRAME,
    DASK,
    FRAMES,
    MENDED,
    READ,
    REPEATED,
    VOTES,
    dask_frame,
    duckdb_frame,
    frame,
)

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
    """The rows of an engine have no first one."""
    given: dict[str, Any] = {"stances": {"yea": 1, "nay": -1}, "conflicts": "last"}
    with pytest.raises(co.InvalidValue) as caught:
        co.read_agreement_graph(frame("polars", REPEATED), **given)
    assert [fault.place for fault in caught.value.faults] == ["conflicts"]


def test_the_finest_stances_are_counted_exactly() -> None:
    """Sums beyond 64 bits are those of `agreement_graph` too."""
    rows = {"actor": ["A", "B"] * 3, "proposal": [1, 1, 2, 2, 3, 3], "stance": ["y", "n"] * 3}
    known: Any = {"stances": {"y": 1, "n": 1 / 3 - 1e-12}}
    fine = co.Agreement(agree_within=Fraction(10**6, 10**6 + 3))
    graph = co.read_agreement_graph(frame("polars", rows), **known, agreement=fine)
    read = co.agreement_graph(co.read_votes(frame("polars", rows), **known), agreement=fine)
    assert dict(graph.adj) == dict(read.adj)


@DASK
def test_ids_written_in_two_ways() -> None:
    """A stream takes them for one, as `read_votes` does; workers may not see both."""
    rows: dict[str, Any] = {
        "actor": ["e\u0301", "B", "\u00e9", "B"],
        "proposal": ["p\u00e9", "pe\u0301", "q", "q"],
        "stance": [1, 1, 1, 1],
    }
    graph = co.read_agreement_graph(frame("polars", rows).lazy(), stances={1: 1})
    assert graph.edges["\u00e9", "B"]["agree"] == 2
    with pytest.raises(co.InvalidValue, match=r"proposal: .* must be in Unicode form NFC"):
        co.read_agreement_graph(dask_frame(rows), stances={1: 1})


@DASK
def test_workers_tell_what_else_is_at_fault() -> None:
    """That an id is written in another way is one fault of several."""
    rows: dict[str, Any] = {"actor": ["A", "B"], "proposal": ["pe\u0301", "q"], "stance": [1, 7]}
    with pytest.raises(co.InvalidValue, match="2 faults") as caught:
        co.read_agreement_graph(dask_frame(rows), stances={1: 1})
    assert "NFC" in str(caught.value)
    assert "1 row with a code of unknown meaning: 7 (1)" in str(caught.value)


@pytest.mark.parametrize("read", [co.read_votes, co.read_agreement_graph])
@pytest.mark.parametrize("side", ["actor", "proposal"])
@pytest.mark.parametrize("names", [["p"], ["p", "q"]], ids=["one chunk", "two chunks"])
def test_dictionaries_as_narrow_as_can_be(names: list[str], side: str, read: Any) -> None:
    """The places of values take a byte, though some of them, or all together, just fill it."""
    chunks = [
        pa.DictionaryArray.from_arrays(
            pa.array(range(128), pa.int8()), [f"{n}{i}" for i in range(128)]
        )
        for n in names
    ]
    number = 128 * len(names)
    other = "proposal" if side == "actor" else "actor"
    narrow = pa.table(
        {side: pa.chunked_array(chunks), other: ["x"] * number, "stance": [1] * number}
    )
    wide = narrow.set_column(0, side, narrow.column(0).cast(pa.string()))
    known: dict[str, Any] = {"stances": {1: 1}}
    if read is co.read_votes:
        assert read(narrow, **known) == read(wide, **known)
    else:
        assert dict(read(narrow, **known).adj) == dict(read(wide, **known).adj)


@pytest.mark.parametrize("within", [0.5, 1.5, Fraction(7, 5)])
def test_agreement_turns_in_the_engine_too(within: Any) -> None:
    """Where agreement turns is a matter of numbers that every engine has."""
    counted = co.Agreement(agree_within=within, threshold=0.25)
    given: dict[str, Any] = {**ENGINE, "stances": {**ENGINE["stances"], "abstain": 0.25}}
    graph = co.read_agreement_graph(frame("polars"), **given, agreement=counted)
    read = co.agreement_graph(co.read_votes(frame("polars"), **given), agreement=counted)
    assert dict(graph.adj) == dict(read.adj)


def test_ways_of_counting_that_no_engine_has() -> None:
    """A null model and the mean distance are refused, with the way to ask for them."""
    model = co.Agreement(null_model="sdsm", agree_within="mean")
    with pytest.raises(co.InvalidValue) as caught:
        co.read_agreement_graph(frame("polars"), **ENGINE, agreement=model)
    assert [fault.place for fault in caught.value.faults] == [
        "agreement.null_model",
        "agreement.agree_within",
    ]
    assert "read the votes with read_votes, and ask agreement_graph" in str(caught.value)


def test_weights_of_what_is_not_there() -> None:
    """A weight of a proposal that nobody voted on is a fault."""
    weighed = co.Agreement(weights={"1": 2, "none": 1})
    with pytest.raises(co.InvalidValue, match=r"weights\['none'\]: is no proposal of these"):
        co.read_agreement_graph(frame("polars"), **ENGINE, agreement=weighed)


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


HOSTILE: dict[str, Any] = {
    "stances": {"yea": 1, "nay": -1, "abstain": 0.25, "away": "absent"},
    "unknown_codes": "unknown",
    "missing_ids": "drop",
    "duplicates": "merge",
    "conflicts": "unknown",
    "seats": "seats",
    "rename": {"a0": ["a0", "split"], "a1": "a2"},
}


def hostile(seed: int) -> dict[str, list[Any]]:
    """Return votes in no order, some twice, some differing, some without a code or an id."""
    chance = np.random.default_rng(seed)
    actors, codes = ["a0", "a1", "a2", "a3", "", None], [*HOSTILE["stances"], "hm", "", None]
    rows = [(a, f"p{p}", str(c)) for p in range(9) for a in actors for c in [chance.choice(6)]]
    rows = [rows[at] for at in chance.choice(len(rows), 50)]
    who, what, said = ([*side] for side in zip(*rows, strict=True))
    return {
        "actor": [*who, "a3", "late"],
        "proposal": [*what, None, "p3"],
        "stance": [*(codes[int(code)] for code in said), "yea", "yea"],
        "seats": [1] * (len(rows) + 2),
    }


def streamed(kind: str, data: dict[str, list[Any]], folder: Path) -> Any:
    if kind == "parquet":
        frame("polars", data).write_parquet(folder / "votes.parquet")
        return folder / "votes.parquet"
    makers = {
        "polars": lambda: frame("polars", data).lazy(),
        "pandas": lambda: frame("pandas", data),
    }
    makers |= {"duckdb": lambda: duckdb_frame(data), "dask": lambda: dask_frame(data)}
    return makers[kind]()


@DASK
@pytest.mark.parametrize("counts", [{}, {"unknown": 0.5, "absent": -1}], ids=["usual", "no row"])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["polars", "pandas", "duckdb", "parquet", "dask"])
def test_hostile_rows_in_small_blocks(
    kind: str, seed: int, counts: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However rows come, and where no row counts as well: the graph of what is read."""
    monkeypatch.setattr(_blocks, "_BITS", 1)
    monkeypatch.setattr(_blocks, "_WIDTH", 2)
    monkeypatch.setattr(_handed_out, "_ROWS", 5)
    data, given = hostile(seed), {**HOSTILE, "count_as": counts}
    weights: dict[str, Any] = {"p1": 2, "p2": 0, "p5": Fraction(1, 3)}
    counted = co.Agreement(weights=weights, min_shared=2, agree_within=0.75)
    graph = co.read_agreement_graph(streamed(kind, data, tmp_path), **given, agreement=counted)
    read = co.agreement_graph(co.read_votes(frame("polars", data), **given), agreement=counted)
    assert list(graph) == list(read)
    assert dict(graph.nodes(data=True)) == dict(read.nodes(data=True))
    assert dict(graph.adj) == dict(read.adj)


CELLS = st.dictionaries(
    st.tuples(st.sampled_from("ABCDE"), st.integers(0, 7)),
    st.sampled_from(["yea", "nay", "abstain", "away", None]),
    min_size=1,
)


@settings(max_examples=25, deadline=None)
@given(
    cells=CELLS,
    weights=st.dictionaries(st.integers(0, 7), st.fractions(0, 3, max_denominator=7)),
    min_shared=st.integers(1, 4),
    abstained=st.sampled_from([None, 0, 0.5]),
    rows=st.integers(1, 9),
    bits=st.integers(0, 3),
    lazy=st.booleans(),
)
def test_any_votes_have_the_graph_of_the_votes_read(
    *,
    cells: dict[tuple[str, int], str | None],
    weights: dict[int, Fraction],
    min_shared: int,
    abstained: float | None,
    rows: int,
    bits: int,
    lazy: bool,
) -> None:
    """Law: abstentions, weights and shared proposals count alike, however large blocks are."""
    votes = frame(
        "polars",
        {
            "actor": [actor for actor, _ in cells],
            "proposal": [proposal for _, proposal in cells],
            "stance": pl.Series([*cells.values()], dtype=pl.String),
        },
    )
    known: dict[str, Any] = {"stances": HOSTILE["stances"] | {"abstain": "abstained"}}
    if abstained is not None:
        known["count_as"] = {"abstained": abstained}
    held = {proposal for _, proposal in cells}
    heavy = {str(name): weight for name, weight in weights.items() if name in held}
    counted = co.Agreement(weights=heavy, min_shared=min_shared)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_blocks, "_BITS", bits)
        patch.setattr(_blocks, "_WIDTH", 2**bits)
        patch.setattr(_handed_out, "_ROWS", rows)
        source = votes.lazy() if lazy else votes
        graph = co.read_agreement_graph(source, **known, agreement=counted)
    read = co.agreement_graph(co.read_votes(votes, **known), agreement=counted)
    assert list(graph) == list(read)
    assert repr(dict(graph.adj)) == repr(dict(read.adj))


@DASK
@pytest.mark.parametrize("order", ["by proposal", "some apart", "none"])
def test_partitions_that_share_proposals(order: str) -> None:
    """Dask brings together the rows of proposals that several partitions hold, few or many."""
    what = [*range(12)] * 3 if order == "none" else [p for p in range(12) for _ in range(3)]
    shift = 1 if order == "some apart" else 0
    rows = {
        "actor": [*"ABC"] * 12,
        "proposal": [f"p{p}" for p in what[shift:] + what[:shift]],
        "stance": ["yea" if n % 5 else "nay" for n in range(36)],
    }
    if order == "none":
        rows["actor"] = [a for a in "ABC" for _ in range(12)]
    known: Any = {"stances": {"yea": 1, "nay": -1}}
    graph = co.read_agreement_graph(dask_frame(rows), **known)
    assert dict(graph.adj) == dict(
        co.agreement_graph(co.read_votes(frame("pandas", rows), **known)).adj
    )


def test_no_more_is_held_than_the_blocks_that_are_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Votes by proposal are counted as they come: at most three blocks are held at a time."""
    monkeypatch.setattr(_blocks, "_BITS", 2)
    monkeypatch.setattr(_blocks, "_WIDTH", 4)
    monkeypatch.setattr(_handed_out, "_ROWS", 6)
    held, take = [], Counted._take

    def watched(self: Counted, batch: Any) -> set[int]:
        touched = take(self, batch)
        held.append(len(self._blocks))
        return touched

    monkeypatch.setattr(Counted, "_take", watched)
    rows = {
        "actor": ["A", "B"] * 40,
        "proposal": [p for p in range(40) for _ in "AB"],
        "stance": [1] * 80,
    }
    graph = co.read_agreement_graph(frame("polars", rows).lazy(), stances={1: 1})
    assert graph.edges["A", "B"]["shared"] == 40
    assert max(held) == 3


@pytest.mark.parametrize("held", [[], ["q"], ["p", "q"]])
def test_partitions_of_a_cluster(held: list[str]) -> None:
    """What workers make of their record batches, empty ones too, adds up to the whole."""
    plan = Plan(coding({"yea": 1, "nay": -1}, {}, textual=False), {}, {}, 1, Fraction(1), {})
    kind = pa.schema([(side, pa.string()) for side in ("actor", "proposal", "stance")])
    rows = {"p": [("A", "yea"), ("B", "nay")], "q": [("B", "yea"), ("C", "yea")]}
    total = Counted(plan)
    for proposal in (held, [name for name in rows if name not in held]):
        votes = [(actor, name, code) for name in proposal for actor, code in rows[name]]
        columns = [list(side) for side in zip(*votes, strict=True)] or [[], [], []]
        whole = pa.Table.from_arrays([pa.array(side, pa.string()) for side in columns], schema=kind)
        batches = [*whole.to_batches(max_chunksize=1), pa.RecordBatch.from_pylist([], kind)]
        (found,) = of_batches(plan, batches)
        total.add(pickle.loads(found["part"][0].as_py()))  # noqa: S301 - made above
    sums = total.ties(["A", "B", "C"])
    assert sums.disagree[0, 1] == sums.agree[1, 2] == 1
    assert (sums.shared[0, 2], sums.agree[0, 1]) == (0, 0)


def test_no_votes_at_all(tmp_path: Path) -> None:
    """A table without rows has a graph without nodes."""
    empty = frame("polars", {"actor": ["A"], "proposal": ["p"], "stance": ["y"]}).head(0)
    empty.write_parquet(tmp_path / "votes.parquet")
    for source in (empty, empty.lazy(), tmp_path / "votes.parquet"):
        assert not co.read_agreement_graph(source, stances={"y": 1}).nodes


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """A file whose pages are damaged is refused as when it is read."""
    path = tmp_path / "votes.parquet"
    frame("pandas").to_parquet(path)
    path.write_bytes(b"".join((path.read_bytes()[:4], b"\xff" * 200, path.read_bytes()[204:])))
    with pytest.raises(co.InvalidValue, match="is damaged"):
        co.read_agreement_graph(path, **ENGINE)


@DASK
@pytest.mark.parametrize("kind", ["polars", "duckdb", "parquet", "dask"])
@pytest.mark.parametrize("seats", [[9, 5, 5, 5, 9, 5, 5, 9], [9, 5, 5, 5, 8, 5, 5, 9]])
def test_votes_read_as_they_come(
    kind: str, seats: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What streams is read as what is in memory is: also where seats differ from vote to vote."""
    monkeypatch.setattr(_blocks, "_BITS", 1)
    monkeypatch.setattr(_blocks, "_WIDTH", 2)
    monkeypatch.setattr(_handed_out, "_ROWS", 3)
    data = {**VOTES, "seats": seats}
    read = co.read_votes(streamed(kind, data, tmp_path), **READ)
    assert read == co.read_votes(frame("pandas", data), **READ)
    assert read.topics == ("a/x", "b", "b")


@DASK
@pytest.mark.parametrize("kind", ["polars", "duckdb", "parquet", "dask"])
@pytest.mark.parametrize("seed", range(2))
def test_faults_of_rows_that_come(kind: str, seed: int, tmp_path: Path) -> None:
    """Rows at fault are told, and resolved, as those in memory are."""
    data = hostile(seed)
    source = streamed(kind, data, tmp_path)
    assert co.read_votes(source, **HOSTILE) == co.read_votes(frame("polars", data), **HOSTILE)
    strict = {"stances": HOSTILE["stances"]}
    told = []
    for table in (source, frame("polars", data)):
        with pytest.raises(co.InvalidValue) as caught:
            co.read_votes(table, **strict)
        told.append([str(fault) for fault in caught.value.faults])
    assert told[0] == told[1]


@DASK
@pytest.mark.parametrize("read", [co.read_votes, co.read_agreement_graph])
def test_lists_in_what_comes_in_batches(read: Any) -> None:
    """Lists that pandas keeps as objects are refused by what comes in batches too."""
    import dask  # noqa: PLC0415

    with dask.config.set({"dataframe.convert-string": False}):
        rows = dask_frame({"actor": ["A", "B"], "proposal": ["p", "p"], "stance": ["y", "y"]})
        rows = rows.assign(stance=rows["stance"].map(lambda code: [code], meta=("stance", object)))
        with pytest.raises(co.InvalidValue, match="must hold text or numbers, not lists"):
            read(rows, stances={"y": 1})
