"""Tables of cells, and graphs, as data: rows and lists that other programs read as they stand."""

import math
from fractions import Fraction
from typing import Any

import attrs
import networkx as nx
import numpy as np

from coalition.faults import Faults
from coalition.io.data import kinds
from coalition.io.data.kinds import At, Kind, Reader, Writer, many
from coalition.numbers import nearest
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import REASONS, Cells, code_of, ordered, smallest


def _rows(*cell: Kind) -> Kind:
    """Return the kind of rows of one length of cells, null where there is nothing."""
    rows = many(many(kinds.any_of(*cell, kinds.NOTHING), list), list)
    return attrs.evolve(rows, words="rows of one length", also=_even)


def _even(rows: Any) -> bool:
    return len({len(row) for row in rows if isinstance(row, list)}) <= 1


_STANCES = _rows(kinds.NUMBER, kinds.choice(REASONS[1:]))
_NAMES, _SHARES = _rows(kinds.TEXT, kinds.WHOLE), _rows(kinds.FLOAT)


def _cells_to(value: Cells, _at: At, out: Writer) -> Any:
    """Return stances, or why there is none; null is unknown. One that no float is stays text."""
    levels = (
        kinds.as_text(level) if out.exact or isinstance(level, Fraction) else level
        for level in value.levels
    )
    held: Any = np.array([*levels, *REASONS[:0:-1], None], object)  # codes below 0 count from last
    return held[value.codes].tolist()


def _cells_back(data: Any, _reader: Reader) -> Cells:
    rows = _STANCES.read(data, Reader(floating=True))
    numbers = {cell for row in rows for cell in row if not isinstance(cell, str | None)}
    level = {cell: _level(cell) for cell in numbers}
    levels = ordered([*level.values()])
    code: dict[Any, int] = {reason: code_of(reason) for reason in REASONS} | {None: -1}
    code |= {cell: levels.index(held) for cell, held in level.items()}
    codes = np.array([[code[cell] for cell in row] for row in rows], smallest(len(levels)))
    return Cells(codes.reshape(_shape(rows)), levels)


def _level(number: Any) -> float | Fraction:
    close = nearest(Fraction(number))
    return number if isinstance(number, Fraction) and close != number else close


def _shape(rows: list[list[Any]]) -> tuple[int, int]:
    return len(rows), len(rows[0]) if rows else 0


def _affiliations_to(value: Affiliations, _at: At, _out: Writer) -> Any:
    held: Any = np.array([*value.names, None], object)  # -1 is the last
    return held[value.codes].tolist()


def _shares_to(value: Any, _at: At, _out: Writer) -> Any:
    return [[None if math.isnan(share) else share for share in row] for row in value.tolist()]


def _shares_back(data: Any, reader: Reader) -> Any:
    rows = _SHARES.read(data, reader)
    return np.array(rows, np.float64).reshape(_shape(rows))


CELLS = Kind("rows of stances", (Cells,), (list,), _STANCES.schema, _cells_to, _cells_back)
AFFILIATIONS = Kind(  # what is read, the matrix packs
    *("rows of names", (Affiliations,), (list,), _NAMES.schema, _affiliations_to, _NAMES.read)
)
SHARES = Kind("rows of shares", (np.ndarray,), (list,), _SHARES.schema, _shares_to, _shares_back)


def graph_to(graph: Any, at: At, out: Writer, table: Kind) -> dict[str, Any]:
    """Return a graph as node-link data, whose attributes are tables."""
    if graph.is_multigraph() or not all(isinstance(node, str) for node in graph):
        raise TypeError("takes graphs whose nodes are text, with one edge between two at most")
    parts: Any = (graph.nodes(data=True), graph.edges(data=True))
    if any({"id", "source", "target"} & {*attributes} for part in parts for *_, attributes in part):
        raise TypeError("takes graphs with no attributes called id, source or target")
    data = nx.node_link_data(graph, edges="edges")
    rows = {
        name: [table.write(row, ((at, name), index), out) for index, row in enumerate(data[name])]
        for name in ("nodes", "edges")
    }
    head = {"type": "Graph", "directed": data["directed"], "multigraph": False}
    return {**head, "graph": table.write(data["graph"], (at, "graph"), out), **rows}


def graph_back(
    *, directed: bool, multigraph: bool, graph: dict[str, Any], nodes: list[Any], edges: list[Any]
) -> "nx.Graph[str]":
    """Return the graph of node-link data."""
    made: Any = nx.DiGraph() if directed else nx.Graph()
    made.graph.update(graph)
    faults = Faults()
    if multigraph:
        faults.note("multigraph", "must be false: there is one edge between two at most")
    for index, data in enumerate(nodes):
        if not isinstance(name := data.pop("id", None), str) or name in made:
            faults.note(f"nodes[{index}].id", "must be text, of each node another")
        else:
            made.add_nodes_from([(name, data)])
    for index, data in enumerate(edges):
        ends = [data.pop(end, None) for end in ("source", "target")]
        if not all(isinstance(end, str) and end in made for end in ends) or made.has_edge(*ends):
            faults.note(f"edges[{index}]", "must be between two of the nodes, and the only such")
        else:
            made.add_edges_from([(*ends, data)])
    faults.refuse_if_any()
    return made  # type: ignore[no-any-return]
