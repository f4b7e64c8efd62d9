"""Graphs as files: whatever the names are, networkx reads back what was written."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.graph.agreement_graph import SignedGraph
from coalition.io.graphs import GRAPH_FORMATS, gexf, graphml, node_link

READERS: dict[str, Callable[[str], SignedGraph]] = {
    ".graphml": lambda text: nx.read_graphml(io.BytesIO(text.encode())),
    ".gexf": lambda text: nx.read_gexf(io.BytesIO(text.encode())),
    ".node-link.json": lambda text: nx.node_link_graph(json.loads(text), edges="edges"),
}
OF_GEXF = {"id", "label"}  # what networkx adds when it reads GEXF
HOSTILE = [
    *("=1", '"', "'", "<a>", "&amp;", "\n", " ", "\t x", "\x85", "\u2028", "]]>", "\x0b", "\0"),
    *("\ud800", "\ufffe", "\r", "", "e\u0301", "\U0001f600", "\x1b[31m", ' lastmodifieddate="x"'),
]


def content(graph: SignedGraph, *, without: Collection[str] = ()) -> Any:
    """Return what a graph says: nodes, and edges by their ends."""

    def kept(data: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in data.items() if name not in without}

    ends: Any = tuple if graph.is_directed() else frozenset
    nodes = {node: kept(data) for node, data in graph.nodes(data=True)}
    return nodes, {ends(pair): kept(data) for *pair, data in graph.edges(data=True)}


def read_back(graph: SignedGraph, suffix: str) -> SignedGraph:
    """Write a graph and read it with networkx."""
    return READERS[suffix](GRAPH_FORMATS[suffix](graph))


@st.composite
def graphs(draw: st.DrawFn) -> SignedGraph:
    """Return graphs, most of them not such as a format can hold."""
    texts = st.sampled_from(HOSTILE) | st.text(max_size=3)
    numbers = st.integers(-(2**64), 2**64) | st.floats() | st.integers(-3, 3)
    value = draw(st.sampled_from([texts, numbers, st.integers(-3, 3), st.booleans() | st.none()]))
    names = st.sampled_from(["seats", "party", "sign", "weight", "agree", "id", "label"]) | texts
    tables = st.dictionaries(names, value, max_size=2)
    graph: SignedGraph = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    nodes = draw(st.lists(texts, unique=True, max_size=4))
    for node in nodes:
        graph.add_node(node)
        graph.nodes[node].update(draw(tables))
    for pair in (
        draw(st.lists(st.tuples(*[st.sampled_from(nodes)] * 2), max_size=4)) if nodes else ()
    ):
        graph.add_edge(*pair)
        graph.edges[pair].update(draw(tables))
    return graph


@pytest.mark.parametrize("suffix", GRAPH_FORMATS)
def test_what_chance_gives_is_written(suffix: str) -> None:
    """Ties under a null model keep what chance gives and how likely it is; a tie may have none."""
    graph: SignedGraph = nx.Graph()
    tie = {"sign": 1, "weight": 0.75, "agree": 9.0, "disagree": 1.0, "shared": 10}
    graph.add_edge("A", "B", **tie, expected=6.25, p_value=0.03)
    graph.add_edge("A", "C", **tie, expected=7.0, p_value=1.0)
    graph.add_edge("B", "C", **tie)
    added = OF_GEXF if suffix == ".gexf" else ()
    assert content(read_back(graph, suffix), without=added) == content(graph)
    found = co.to_frame(graph, backend="pyarrow")
    assert found["expected"].to_pylist() == [6.25, 7, None]
    assert found["p_value"].to_pylist() == [0.03, 1, None]


@pytest.mark.parametrize("suffix", GRAPH_FORMATS)
@given(graphs())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_graph_is_read_back_equal_or_refused(suffix: str, graph: SignedGraph) -> None:
    """There is no graph that is written and then cannot be read, or is read as another."""
    try:
        back = read_back(graph, suffix)
    except co.InvalidGraph:
        return
    added = OF_GEXF if suffix == ".gexf" else ()
    assert content(back, without=added) == content(graph)
    assert back.is_directed() == graph.is_directed()


@pytest.mark.parametrize("suffix", GRAPH_FORMATS)
def test_agreement_graphs_are_read_back_equal(suffix: str) -> None:
    """The agreement graph of a case comes back with all it carries, of each topic."""
    case = co.load_case("migration-2023")
    for topic in (None, *case.topics):
        graph = co.agreement_graph(case, topic)
        added = OF_GEXF if suffix == ".gexf" else ()
        assert content(read_back(graph, suffix), without=added) == content(graph)


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_fractions_beside_whole_numbers(suffix: str) -> None:
    """A weight of 1 beside one of 0.5 is written as a fraction; networkx cannot read it else."""
    graph = nx.path_graph(["A", "B", "C"])
    graph.edges["A", "B"].update(weight=1, sign=1, agree=1)
    graph.edges["B", "C"].update(weight=0.5, sign=-1, agree=0.5)
    back = read_back(graph, suffix)
    assert content(back, without=OF_GEXF) == content(graph)
    assert GRAPH_FORMATS[suffix](graph).count('type="double"') == (1 if suffix == ".gexf" else 2)


@pytest.mark.parametrize(
    ("write", "node", "data", "message"),
    [
        (graphml, "a\x0b", {}, "node 'a\\x0b': the format does not have the character U+000B"),
        (gexf, "a\ufffe", {}, "node 'a\\ufffe': the format does not have the character U+FFFE"),
        (node_link, "\ud800", {}, "node '\\ud800': the format does not have the character U+D800"),
        (graphml, 7, {}, "node 7: must be text; networkx.relabel_nodes(graph, str) makes it so"),
        (graphml, "a", {"x": None}, "node 'a': 'x': must be text, a number, True or False, not"),
        (graphml, "a", {"x": [1]}, "node 'a': 'x': must be text, a number, True or False, not"),
        (graphml, "a", {"x": float("nan")}, "node 'a': 'x': must be text, a number, True or"),
        (graphml, "a", {"x": 2**70}, "node 'a': 'x': must be text, a number, True or False, not"),
        (gexf, "a", {"viz": 1}, "node 'a': 'viz': is a name with a meaning of its own"),
        (node_link, "a", {"id": 1}, "node 'a': 'id': is a name with a meaning of its own"),
        (graphml, "a", {1: 1}, "node 'a': 1: must be text"),
    ],
)
def test_what_a_format_cannot_hold(
    write: Callable[[SignedGraph], str], node: Any, data: Any, message: str
) -> None:
    """What cannot be held is refused with its place, before networkx writes what none can read."""
    graph: SignedGraph = nx.Graph()
    graph.add_node(node)
    graph.nodes[node].update(data)
    with pytest.raises(co.InvalidGraph) as caught:
        write(graph)
    assert str(caught.value).startswith(f"graph: {message}")


def test_every_fault_is_named() -> None:
    """All faults are in one error, in the order of the graph."""
    graph: SignedGraph = nx.Graph()
    graph.add_node("\0", party=None)
    graph.add_edge("a", "b", weight=float("inf"))
    with pytest.raises(co.InvalidGraph, match="3 faults"):
        graphml(graph)
    mixed: SignedGraph = nx.Graph([("a", "b", {"x": "1"}), ("b", "c", {"x": 1})])
    with pytest.raises(co.InvalidGraph, match="edges: 'x' is of several kinds, such as text and"):
        graphml(mixed)
    with pytest.raises(co.InvalidGraph, match="'weight' must be a number in GEXF"):
        gexf(nx.Graph([("a", "b", {"weight": "heavy"})]))
    others: tuple[Any, ...] = (nx.MultiGraph(), "graph")
    for other in others:
        with pytest.raises(co.InvalidGraph, match="must be a networkx Graph or DiGraph"):
            graphml(other)


def test_gexf_has_no_date() -> None:
    """The file says nothing of the day on which it was written."""
    graph = co.agreement_graph(co.load_case("migration-2023"))
    assert "lastmodifieddate" not in gexf(graph)
    tricky: SignedGraph = nx.Graph()
    tricky.add_node('x lastmodifieddate="1"')
    assert list(read_back(tricky, ".gexf")) == list(tricky)


CODE = """
import coalition as co
from coalition.io.graphs import GRAPH_FORMATS
graph = co.agreement_graph(co.load_case("migration-2023"))
print(*(write(graph) for write in GRAPH_FORMATS.values()), sep="")
"""


def test_same_bytes_under_every_hash_seed() -> None:
    """Four values of PYTHONHASHSEED give the same files, byte for byte."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", CODE],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(4)
    }
    assert len(outputs) == 1


def test_files(tmp_path: Path) -> None:
    """The suffix says which format; another is refused with those that there are."""
    graph = co.agreement_graph(co.load_case("migration-2023"))
    for suffix, read in READERS.items():
        path = tmp_path / f"ties{suffix.upper()}"
        co.write_graph(graph, path)
        assert set(read(path.read_text(encoding="utf-8"))) == set(graph)
    with pytest.raises(
        co.InvalidValue, match=r"must end in \.graphml, \.gexf, \.node-link\.json, not 'x\.json'"
    ):
        co.write_graph(graph, tmp_path / "x.json")
    assert len(list(tmp_path.iterdir())) == 3
