"""Graphs as files for other programs: GraphML, GEXF and node-link JSON, by way of networkx.

networkx writes files that it cannot read back: with characters that XML does not have, with whole
numbers beside fractions under one name, with names that mean something else in the format. Such a
graph is refused, or brought into a form that can be read, before it gets there.
"""

import json
import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import networkx as nx
import numpy as np

from coalition.doors import A_GRAPH, refusal
from coalition.errors import Fault, InvalidGraph, InvalidValue
from coalition.faults import Faults, shown
from coalition.graph.agreement_graph import SignedGraph
from coalition.io.text import Target, name_of, put
from coalition.numbers import plain

GraphForm: TypeAlias = Literal["graphml", "gexf", "node-link.json"]

_NOT_IN_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_JSON = re.compile(r"[\ud800-\udfff]")
_LARGEST = 2**63 - 1
_KINDS: dict[str, set[type]] = {"text": {str}, "a number": {int, float}}
_GEXF = {  # what is more than an attribute there
    ("graph", "name"): "text",
    ("nodes", "label"): "text",
    ("edges", "label"): "text",
    ("edges", "weight"): "a number",
}
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def write_graph(graph: SignedGraph, path: Target, *, form: GraphForm | None = None) -> None:
    """Write a graph as GraphML, GEXF or node-link JSON, as the suffix of the file says, or `form`.

    networkx reads an equal graph from it. Numbers of numpy are numbers; fractions and decimals are
    whole numbers, or the nearest floats. In XML, numbers under one name become floats where one of
    them is. An attribute `label` is the label of the node or edge in GEXF, which Gephi shows, and
    must be text there. GEXF holds no attributes of the graph itself but its name; when networkx
    reads it, every node has a `label`, its id unless one was given, and every edge an `id` besides.
    The same graph gives the same bytes, and a file is written whole or not at all.

    Parameters
    ----------
    graph : networkx.Graph or networkx.DiGraph
        The graph; its nodes are text, its attributes text, finite numbers, True or False.
    path : path-like or open file
        Where to: a name that ends in ``.graphml``, ``.gexf`` or ``.node-link.json``, where what is
        there is replaced; or an open file, as for `write_case`.
    form : {'graphml', 'gexf', 'node-link.json'}, optional
        The format, whatever the name; an open file without a name needs it.

    Raises
    ------
    InvalidGraph
        If the format cannot hold the graph; every fault is named.
    InvalidValue
        If the suffix is none of these and no format is given, or an open file cannot be written to.
    OSError
        If it cannot be written.

    References
    ----------
    U. Brandes, M. Eiglsperger, J. Lerner and C. Pich (2013), Graph Markup Language (GraphML), in
    R. Tamassia (ed.), *Handbook of Graph Drawing and Visualization*, CRC Press.

    Examples
    --------
    >>> import coalition as co, networkx as nx, tempfile
    >>> graph = co.agreement_graph(co.load_case("migration-2023"), "migration/asylum")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     co.write_graph(graph, f"{folder}/asylum.graphml")
    ...     nx.utils.edges_equal(
    ...         nx.read_graphml(f"{folder}/asylum.graphml").edges(data=True), graph.edges(data=True)
    ...     )
    True
    """
    name = name_of(path) if form is None else f".{form}"
    suffix = next((suffix for suffix in GRAPH_FORMATS if name.lower().endswith(suffix)), None)
    if suffix is None:
        message = f"must end in {', '.join(GRAPH_FORMATS)}, not {shown(name)}"
        hint = "; or give the format, as form='gexf'" if form is None else ""
        place = "path" if form is None else "form"
        raise InvalidValue((Fault(place, f"{message}{hint}"),), "write_graph")
    put(GRAPH_FORMATS[suffix](graph), path, "write_graph")


def graphml(graph: SignedGraph) -> str:
    """Return a graph as GraphML."""
    checked = _leveled(_checked(graph, _NOT_IN_XML, {}, within=_LARGEST), {})
    return _document(nx.generate_graphml(checked))


def gexf(graph: SignedGraph) -> str:
    """Return a graph as GEXF, without the date of today that networkx puts in."""
    meant = {"id", "start", "end", "parents", "pid", "slices", "spells", "type", "viz"}
    reserved = {"nodes": meant, "edges": {*meant, "key"}}
    checked = _leveled(_checked(graph, _NOT_IN_XML, reserved, within=_LARGEST), _GEXF)
    return _TODAY.sub("", _document(nx.generate_gexf(checked)), count=1)


def node_link(graph: SignedGraph) -> str:
    """Return a graph as node-link JSON, with the lists ``nodes`` and ``edges``."""
    reserved = {"nodes": {"id"}, "edges": {"source", "target"}}
    checked = _checked(graph, _NOT_IN_JSON, reserved, within=10**300)
    return json.dumps(nx.node_link_data(checked, edges="edges"), indent=1) + "\n"


GRAPH_FORMATS: dict[str, Callable[[SignedGraph], str]] = {
    ".graphml": graphml,
    ".gexf": gexf,
    ".node-link.json": node_link,
}


def _document(lines: Iterator[str]) -> str:
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', *lines, ""])


def _checked(
    graph: SignedGraph,
    foreign: "re.Pattern[str]",
    reserved: Mapping[str, set[str]],
    *,
    within: int,
) -> SignedGraph:
    """Return a copy that a format can hold, or raise `InvalidGraph` with every fault."""
    if not isinstance(graph, nx.Graph):
        raise refusal(graph, A_GRAPH, "graph", InvalidGraph)
    if graph.is_multigraph():
        message = f"must be a networkx Graph or DiGraph, not {type(graph).__name__}"
        raise InvalidGraph((Fault("", message),), "graph")
    faults = Faults()
    graph = graph.copy()
    most: dict[type, float] = {int: within, float: sys.float_info.max, bool: 1}

    def read(place: str, text: str) -> None:
        if found := foreign.search(text):
            code = f"U+{ord(found[0]):04X}"
            faults.note(place, f"the format does not have the character {code}")

    def check(place: str, data: dict[Any, Any], meant: Collection[str] = ()) -> None:
        for name, given in data.items():
            value = data[name] = _plain(given)
            where = f"{place}: {shown(name)}"
            if not isinstance(name, str):
                faults.note(where, "must be text")
                continue
            read(where, name)
            if name in meant:
                faults.note(where, "is a name with a meaning of its own in the format")
            if type(value) is str:
                read(where, value)
            elif type(value) not in most or not abs(value) <= most[type(value)]:
                faults.note(where, f"must be text, a number, True or False, not {shown(value)}")

    for part, place, data in _tables(graph):
        check(place, data, reserved.get(part, ()))
    for node in graph:
        if isinstance(node, str):
            read(f"node {shown(node)}", node)
        else:
            message = "must be text; networkx.relabel_nodes(graph, str) makes it so"
            faults.note(f"node {shown(node)}", message)
    faults.raise_if_any("graph", InvalidGraph)
    return graph


def _tables(graph: SignedGraph) -> Iterator[tuple[str, str, dict[Any, Any]]]:
    """Yield the attributes of a graph, its nodes and its edges: of what, of which, and they."""
    yield "graph", "graph", graph.graph
    for node, data in graph.nodes(data=True):
        yield "nodes", f"node {shown(node)}", data
    for one, other, data in graph.edges(data=True):
        yield "edges", f"edge {shown(one)}, {shown(other)}", data


def _plain(value: Any) -> Any:
    """Return a value as Python's own text, number or truth; what is none of these, as it is."""
    if getattr(value, "ndim", None) == 0 and value.dtype.kind not in "mM":  # of numpy
        value = value.item()
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, Fraction | Decimal):
        with suppress(ValueError, OverflowError):
            return plain(Fraction(value))
    return float(value) if isinstance(value, float | np.floating) else value


def _leveled(graph: SignedGraph, must: Mapping[tuple[str, str], str]) -> SignedGraph:
    """Make fractions of whole numbers where there are fractions under the same name.

    An XML format has one kind of value for a name; networkx writes the first that it comes across.
    `must` says what it must be under some names.
    """
    faults = Faults()
    holding: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for part, _, data in _tables(graph):
        for name in data:
            holding.setdefault((part, name), []).append(data)
    for (part, name), held in holding.items():
        found = {type(data[name]) for data in held}
        wanted = must.get((part, name))
        if wanted and not found <= _KINDS[wanted]:
            faults.note(part, f"{name!r} must be {wanted} in GEXF")
        elif found == {int, float} and all(float(data[name]) == data[name] for data in held):
            for data in held:
                data[name] = float(data[name])
        elif len(found) > 1:
            faults.note(part, f"{shown(name)} is of several kinds, such as text and numbers")
    faults.raise_if_any("graph", InvalidGraph)
    return graph
