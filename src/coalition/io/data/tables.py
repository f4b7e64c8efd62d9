"""Tables of cells, and graphs, as data: rows and lists that other programs read as they stand."""

import math
from fractions import Fraction
from itertools import chain
from types import NoneType
from typing import Any

import networkx as nx
import numpy as np

from coalition.faults import Faults, Refused, named, shown
from coalition.io.data.kinds import NUMBER, WHOLE, At, Kind, Meant, Reader, Schema, Writer, many
from coalition.numbers import nearest
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import REASONS, Cells, code_of, ordered, smallest

_COLUMNS = many(many(WHOLE, list), list)


def _rows(cell: Schema) -> Schema:
    """Return the schema of rows of cells, null where there is nothing."""
    either = {"anyOf": [cell, {"type": "null"}]}
    return {"type": "array", "items": {"type": "array", "items": either}}


def _rows_of(data: Any, *kinds: type) -> list[list[Any]]:
    """Return rows of one length of data of some types, and of null."""
    if not isinstance(data, list) or not all(isinstance(row, list) for row in data):
        raise Refused(f"must be a list of lists, not {shown(data)}")
    if len({len(row) for row in data}) > 1:
        raise Refused("must be rows of one length")
    for row in data:
        if strange := [cell for cell in row if type(cell) not in (*kinds, NoneType)]:
            raise Refused(f"must not hold {shown(strange[0])}")
    return data


def _cells_to(value: Cells, at: At, out: Writer) -> Any:
    held = np.full(len(value.levels) + len(REASONS), None, object)  # codes below 0 count from last
    for place, level in enumerate(value.levels):
        where = np.argwhere(value.codes == place) if isinstance(level, Fraction) else None
        held[place] = out.number(level, ((at, "rows"), where), "cell")
    found = {reason: value.codes == code_of(reason) for reason in REASONS[1:]}
    missing = {
        reason: [np.flatnonzero(row).tolist() for row in cells]
        for reason, cells in found.items()
        if cells.any()
    }
    return {"rows": held[value.codes].tolist(), "missing": missing}


def _cells_back(data: Any, reader: Reader) -> Cells:
    faults = Faults()
    with faults.at("rows"):
        rows = _rows_of(data["rows"], int, float, str, Meant)
        cells = dict.fromkeys(chain.from_iterable(rows))
        level = {cell: _level(cell) for cell in cells if cell is not None}
    faults.refuse_if_any()
    levels = ordered([*level.values()])
    place = {held: index for index, held in enumerate(levels)}
    code = {None: -1} | {cell: place[held] for cell, held in level.items()}
    codes = np.array([[code[cell] for cell in row] for row in rows], smallest(len(levels)))
    codes = codes.reshape(len(rows), len(rows[0]) if rows else 0)
    for reason, listed in data["missing"].items():
        with faults.at(f"missing.{named(reason)}"):
            _mark(codes, reason, _COLUMNS.read(listed, reader))
    faults.refuse_if_any()
    return Cells(codes, levels)


def _level(cell: Any) -> float | Fraction:
    """Return a stance: a float, but a fraction where one is written and no float stands for it."""
    found = NUMBER.read(cell, Reader(True))
    close = nearest(Fraction(found))
    return found if isinstance(found, Fraction) and close != found else close


def _mark(codes: Any, reason: object, listed: list[list[int]]) -> None:
    """Mark the cells, by row, in which there is nothing for a reason."""
    if reason not in REASONS[1:]:
        raise Refused(f"is no reason; those are {', '.join(REASONS[1:])}")
    if len(listed) != len(codes):
        raise Refused("must have a list for each row")
    for row, columns in zip(codes, listed, strict=True):
        for column in columns:
            if not 0 <= column < len(row) or row[column] != -1:
                raise Refused(f"{shown(column)} is not the column of a cell that is null")
            row[column] = code_of(reason)


_MISSING = dict.fromkeys(REASONS[1:], _COLUMNS.schema)
CELLS = Kind(
    "a table of 'rows', and of what is 'missing'",
    (Cells,),
    (dict,),
    {
        "type": "object",
        "properties": {
            "rows": _rows(NUMBER.schema),
            "missing": {"type": "object", "properties": _MISSING, "additionalProperties": False},
        },
        "required": ["rows", "missing"],
        "additionalProperties": False,
    },
    _cells_to,
    _cells_back,
    lambda given: (
        isinstance(given, Cells)
        or (given.keys() == {"rows", "missing"} and isinstance(given["missing"], dict))
    ),
)


def _affiliations_to(value: Affiliations, _at: At, _out: Writer) -> Any:
    names = np.array([*value.names, None], object)
    return names[value.codes].tolist()  # -1 is the last


AFFILIATIONS = Kind(
    *("rows of text or of whole numbers", (Affiliations,), (list,)),
    _rows({"type": ["string", "integer"]}),
    _affiliations_to,
    lambda data, _: _rows_of(data, str, int),  # the matrix checks them further
)


def _shares_to(value: Any, _at: At, _out: Writer) -> Any:
    return [[None if math.isnan(share) else share for share in row] for row in value.tolist()]


def _shares_back(data: Any, _reader: Reader) -> Any:
    rows = _rows_of(data, int, float)
    if not all(cell is None or -1 <= cell <= 1 for cell in chain.from_iterable(rows)):
        raise Refused("must be shares, from 0 to 1")
    return np.array(rows, np.float64).reshape(len(rows), len(rows[0]) if rows else 0)


SHARES = Kind(
    *("rows of numbers", (np.ndarray,), (list,), _rows({"type": "number"})),
    _shares_to,
    _shares_back,
)


def graph_to(graph: Any, at: At, out: Writer, table: Kind) -> dict[str, Any]:
    """Return a graph as node-link data, whose attributes are tables."""
    if graph.is_multigraph() or not all(isinstance(node, str) for node in graph):
        raise TypeError("takes graphs whose nodes are text, with one edge between two at most")
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
