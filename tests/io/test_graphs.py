"""Graphs as files: whatever the names are, networkx reads back what was written."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
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
HOSTILE = [
    *("=1", '"', "'", "<a>", "&amp;", "\n", " ", "\t x", "\x85", "\u2028", "]]>", "\x0b", "\0"),
    *("\ud800", "\ufffe", "\r", "", "e\u0301", "\U0001f600", "\x1b[31m", ' lastmodifieddate="x"'),
]


def content(graph: SignedGraph) -> Any:
    """Return what a graph says: nodes, and edges by their ends."""
    ends: Any = tuple if graph.is_directed() else frozenset
    nodes = dict(graph.nodes(data=True))
    return nodes, {ends(pair): data for *pair, data in graph.edges(data=True)}


def read_back(graph: SignedGraph, suffix: str) -> SignedGraph:
    """Write a graph and read it with networkx, without what that adds when it reads GEXF."""
    back = READERS[suffix](GRAPH_FORMATS[suffix](graph))
    if suffix == ".gexf":
        for node, data in back.nodes(data=True):
            if data["label"] == node and "label" not in graph.nodes[node]:
                del data["label"]
        for *_, data in back.edges(data=True):
            del data["id"]
    return back


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
    assert content(read_back(graph, suffix)) == content(graph)
    found = co.to_frame(graph, backend="pyarrow")
    assert found["expected"].to_pylist() == [6.25, 7, None]
    assert found["p_value"].to_pylist() == [0.03, 1, None]


@pytest.mark.parametrize("suffix", GRAPH_FORMATS)
@given(graphs())
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_graph_is_read_back_equal_or_refused(suffix: str, graph: SignedGraph) -> None:
    """There is no graph that is written and then cannot be read, or is read as another."""
    try:
        back = read_back(graph, suffix)
    except co.InvalidGraph:
        return
    assert content(back) == content(graph)
    assert back.is_directed() == graph.is_directed()


@pytest.mark.parametrize("suffix", GRAPH_FORMATS)
def test_agreement_graphs_are_read_back_equal(suffix: str) -> None:
    """The agreement graph of a case comes back with all it carries, of each topic."""
    case = co.load_case("migration-2023")
    for topic in (None, *case.topics):
        graph = co.agreement_graph(case, topic)
        assert content(read_back(graph, suffix)) == content(graph)


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_fractions_beside_whole_numbers(suffix: str) -> None:
    """A weight of 1 beside one of 0.5 is written as a fraction; networkx cannot read it else."""
    graph = nx.path_graph(["A", "B", "C"])
    graph.edges["A", "B"].update(weight=1, sign=1, agree=1)
    graph.edges["B", "C"].update(weight=0.5, sign=-1, agree=0.5)
    back = read_back(graph, suffix)
    assert content(back) == content(graph)
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


@pytest.mark.parametrize("suffix", GRAPH_FORMATS)
@pytest.mark.parametrize(
    ("value", "written"),
    [
        (np.float64(0.5), 0.5),
        (np.float32(0.1), float(np.float32(0.1))),
        (np.float16(0.25), 0.25),
        (np.longdouble(0.5), 0.5),
        (np.int64(-3), -3),
        (np.uint8(200), 200),
        (np.bool_(True), True),
        (np.str_("x"), "x"),
        (np.array(0.5), 0.5),
        (np.array(7), 7),
        (Fraction(1, 2), 0.5),
        (Fraction(4, 2), 2),
        (Decimal("0.25"), 0.25),
        (Decimal("3.0"), 3),
    ],
)
def test_numbers_of_other_libraries(suffix: str, value: Any, written: Any) -> None:
    """Numbers, truths and texts of numpy, fractions and decimals are written as plain ones."""
    graph: SignedGraph = nx.Graph(about="x")
    graph.add_node("A", x=value)
    graph.add_edge("A", "B", x=value, weight=np.float64(0.5))
    back = read_back(graph, suffix)
    for found in (back.nodes["A"]["x"], back.edges["A", "B"]["x"]):
        assert (found, type(found)) == (written, type(written))
    assert back.edges["A", "B"]["weight"] == 0.5
    assert graph.nodes["A"]["x"] is value


@pytest.mark.parametrize(
    "value",
    [
        *(np.float64("nan"), np.float32("inf"), np.timedelta64(1, "D"), np.datetime64("2023")),
        *(np.complex128(1), np.array([1.0]), np.uint64(2**63), Decimal("NaN"), Decimal("Infinity")),
        *(Fraction(10**400), Decimal("1e400"), 1j, b"x"),
    ],
)
def test_what_is_no_finite_number(value: Any) -> None:
    """What is no finite number of a size that the format has is refused, of whatever library."""
    graph: SignedGraph = nx.Graph()
    graph.add_node("A", x=value)
    with pytest.raises(co.InvalidGraph, match=r"node 'A': 'x': must be text, a number, True or F"):
        graphml(graph)


@pytest.mark.parametrize("suffix", GRAPH_FORMATS)
def test_labels(suffix: str) -> None:
    """A label of a node or an edge is there when read back; a node without one has none, or its id.

    In GEXF it is the label of the format, which is what is shown.
    """
    graph: SignedGraph = nx.Graph()
    graph.add_node("A", label="Party of A")
    graph.add_node("B", label="")
    graph.add_node("C", label="A")
    graph.add_edge("A", "B", label="foes & <friends>")
    graph.add_edge("A", "D")
    assert content(read_back(graph, suffix)) == content(graph)
    if suffix == ".gexf":
        assert '<node id="A" label="Party of A" />' in gexf(graph)
        assert '<node id="D" label="D" />' in gexf(graph)


def test_labels_of_gexf_are_text() -> None:
    """A label or a name that is no text would be read as one, or not be written: it is refused."""
    graph: SignedGraph = nx.Graph(name=np.int64(3))
    graph.add_node("A", label=1)
    graph.add_edge("A", "B", label=np.int64(2))
    with pytest.raises(co.InvalidGraph) as caught:
        gexf(graph)
    assert list(map(str, caught.value.faults)) == [
        "graph: 'name' must be text in GEXF",
        "nodes: 'label' must be text in GEXF",
        "edges: 'label' must be text in GEXF",
    ]
    assert content(read_back(graph, ".graphml")) == content(graph)


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
    with pytest.raises(co.InvalidGraph, match="must be a networkx Graph or DiGraph"):
        graphml(nx.MultiGraph())


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
    """Two values of PYTHONHASHSEED give the same files, byte for byte."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", CODE],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in (0, 3)
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
