"""What the fields of classes can hold, by their types: each kind writes, reads and describes it.

A field is written as its type says, so that data have one form for each field, and are read as the
same type says. What a field of no certain type holds says itself what it is (`ANYTHING`).
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import chain
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
import networkx as nx
import numpy as np

import coalition
from coalition.errors import CoalitionError, Fault, Invalid, close_match
from coalition.faults import Checked, Faults, Refused, named, shown
from coalition.games.game import SimpleGame
from coalition.io.records import of_cases
from coalition.model.actors import Identifier, Membership, OtherName, Role, Seats
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate, read_date
from coalition.numbers import simplest
from coalition.rules.by_head import Veto
from coalition.rules.compound import AllOf, AnyOf, Combinable, Named
from coalition.rules.vote import Rule, Vote, Weights
from coalition.rules.vote import simplest as simple
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import REASONS, Cells, Packed, code_of, ordered, smallest
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Shown

Schema: TypeAlias = dict[str, Any]
At: TypeAlias = Any  # where a value stands: what holds it, and its key there; None for all

_LARGEST = 2.0**1023 * (2 - 2.0**-52)
_NUMBER = re.compile(r"-?[0-9]{1,4000}(?:/[1-9][0-9]{0,4000}|(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,3})?)")
_FLOAT = re.compile(r".*[.e].*")
_PLACE = re.compile(r"([a-z]+)\[(0|[1-9][0-9]{0,8})\]")
_PARTS = (Seats, Membership, Role, Identifier, OtherName)  # of items of a case


@attrs.frozen
class Meant:
    """A number, in place of the JSON number that is the nearest to it."""

    number: Fraction | float

    @classmethod
    def read(cls, text: Any) -> "Meant":
        """Read a number as text: a fraction, or a float, which has a point or an exponent."""
        if not isinstance(text, str) or not _NUMBER.fullmatch(text):
            raise Refused(f"must be a number as text, such as '1/3', not {shown(text)}")
        if not _FLOAT.fullmatch(text):
            return cls(simple(Fraction(text)))
        if not math.isfinite(found := float(text)):
            raise Refused(f"{shown(text)} is too large")
        return cls(found)


class Writer:
    """A document that is being written: what it refers to, and the numbers that it holds."""

    def __init__(self, *, exact: bool) -> None:
        self.exact = exact
        self.table: dict[str, list[Any]] = {}
        self._rows: dict[str, dict[Any, int]] = {}
        self._floats: list[tuple[float, At]] = []
        self._fractions: list[tuple[Fraction, At, str]] = []

    def number(self, value: Any, at: At, kind: str = "number") -> Any:
        """Return what stands for a number: a fraction or a float, always a fraction, or a cell."""
        if self.exact:
            return repr(value) if isinstance(value, float) else str(value)
        if isinstance(value, Fraction):
            if value.denominator == 1:
                return value.numerator
            self._fractions.append((value, at, kind))
            return _nearest(value)
        return value if kind == "cell" else self.plain(value, at)

    def plain(self, value: float, at: At) -> float:
        """Return a number as it stands."""
        if isinstance(value, float):
            self._floats.append((value, at))
        return value

    def reference(self, item: Any) -> str:
        """Return the place of an item of a case, which is written there once."""
        name = next(name for name, cls in of_cases().items() if isinstance(item, cls))
        rows = self._rows.setdefault(name, {})
        if (index := rows.get(item)) is None:
            index = rows[item] = len(rows)
            listed = self.table.setdefault(name, [])
            listed.append(RECORDS.write(item, ("case", name, index), self))
        return f"{name}[{index}]"

    def numbers(self) -> tuple[bool, dict[str, str]]:
        """Return whether numbers are floats, and the others by place, as text: the fewer of two."""
        beyond = [(f, at) for f, at, kind in self._fractions if kind == "fraction" and _lost(f)]
        beyond += [(f, at) for f, at, kind in self._fractions if kind == "cell"]
        free = [(f, at) for f, at, kind in self._fractions if kind == "number"]
        as_floats = [(f, at) for f, at in free if _nearest(f) != f]
        as_fractions: list[tuple[Any, At]] = [(f, at) for f, at in free if _lost(f)]
        as_fractions += [(f, at) for f, at in self._floats if simplest(f) != f]
        few, many = len(as_floats), len(as_fractions)
        floating = few < many or (few == many and bool(self._floats) and not self._fractions)
        lost = [*beyond, *(as_floats if floating else as_fractions)]
        return floating, {
            pointer: repr(number) if isinstance(number, float) else str(number)
            for number, at in lost
            for pointer in _pointers(at)
        }


def _nearest(number: Fraction) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.copysign(_LARGEST, number)


def _lost(number: Fraction) -> bool:
    return simplest(_nearest(number)) != number


def _pointers(at: At) -> Iterator[str]:
    """Yield the places of a number: one, or those of the cells of a table that it stands in."""
    parts: list[Any] = []
    cells: Any = [()]
    while at is not None:
        at, key = at
        if isinstance(key, np.ndarray):
            cells = key.tolist()
        else:
            parts.append(str(key).replace("~", "~0").replace("/", "~1"))
    for cell in cells:
        yield "".join(f"/{part}" for part in (*reversed(parts), *cell))


class Reader:
    """A document that is being read: the items that it refers to, and how numbers are meant."""

    def __init__(self, *, floating: bool) -> None:
        self.floating = floating
        self.rows: dict[str, tuple[Any, ...]] = {}

    def number(self, data: Any) -> Any:
        """Return the number that stands somewhere."""
        if isinstance(data, str):
            data = Meant.read(data)
        if isinstance(data, Meant):
            return data.number
        if isinstance(data, bool) or not isinstance(data, int | float):
            raise Refused(f"must be a number, not {shown(data)}")
        if not isinstance(data, float):
            return data
        if not math.isfinite(data):
            raise Refused(f"must be a finite number, not {shown(data)}")
        return data if self.floating else simplest(data)


@attrs.frozen
class Kind:
    """What a field can hold."""

    words: str  # what it is, for messages
    types: tuple[type, ...]  # of values
    json: tuple[type, ...]  # of data
    schema: Schema

    def write(self, value: Any, at: At, out: Writer) -> Any:
        """Return data for a value, or raise TypeError."""
        self.check(value, self.types, TypeError)
        return value

    def read(self, data: Any, reader: Reader) -> Any:
        """Return the value of data, or refuse them."""
        self.check(data, self.json, Refused)
        return data

    def check(self, given: Any, types: tuple[type, ...], error: type[Exception]) -> None:
        """Raise an error about what is not of some types; True and False are no numbers."""
        if not self.fits(given, types):
            raise error(f"must be {self.words}, not {shown(given)}")

    def fits(self, given: Any, types: tuple[type, ...]) -> bool:
        """Tell whether something is of some types; True and False are no numbers."""
        return isinstance(given, types) and (not isinstance(given, bool) or bool in types)


NOTHING = Kind("null", (NoneType,), (NoneType,), {"type": "null"})
TEXT = Kind("text", (str,), (str,), {"type": "string"})
TRUTH = Kind("true or false", (bool,), (bool,), {"type": "boolean"})
WHOLE = Kind("a whole number", (int,), (int,), {"type": "integer"})


class _Float(Kind):
    def write(self, value: Any, at: At, out: Writer) -> Any:
        self.check(value, self.types, TypeError)
        if not math.isfinite(value):
            raise TypeError(f"must be a finite number, not {shown(value)}")
        return value

    def read(self, data: Any, reader: Reader) -> Any:
        self.check(data, self.json, Refused)
        if not -_LARGEST <= data <= _LARGEST:  # nor is it one that is none
            raise Refused(f"must be a finite number, not {shown(data)}")
        return data


FLOAT = _Float("a number", (int, float), (int, float), {"type": "number"})


class _Number(Kind):
    """A whole number, a fraction or a float."""

    def write(self, value: Any, at: At, out: Writer) -> Any:
        self.check(value, self.types, TypeError)
        if isinstance(value, float) and not math.isfinite(value):
            raise TypeError(f"must be a finite number, not {shown(value)}")
        return out.number(value, at, "fraction" if self.types == (Fraction,) else "number")

    def read(self, data: Any, reader: Reader) -> Any:
        self.check(data, self.json, Refused)
        found = reader.number(data)
        if self.types != (Fraction,):
            return found
        return simplest(found) if isinstance(found, float) else Fraction(found)


_OF_NUMBERS: Schema = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_NUMBER.pattern}$"}]
}
NUMBER = _Number("a number", (int, float, Fraction), (int, float, str, Meant), _OF_NUMBERS)
FRACTION = _Number("a fraction", (Fraction,), (int, float, str, Meant), _OF_NUMBERS)


class _Date(Kind):
    def write(self, value: Any, at: At, out: Writer) -> Any:
        self.check(value, self.types, TypeError)
        return value.edtf

    def read(self, data: Any, reader: Reader) -> Any:
        self.check(data, self.json, Refused)
        return read_date(data)


DATE = _Date("a date as text", (PartialDate,), (str,), {"type": "string"})


class _Choice(Kind):
    def fits(self, given: Any, types: tuple[type, ...]) -> bool:
        return isinstance(given, str) and given in self.schema["enum"]


def _choice(options: tuple[str, ...]) -> Kind:
    return _Choice(f"one of {', '.join(options)}", (str,), (str,), {"enum": [*options]})


@attrs.frozen
class _Many(Kind):
    """A list of any length of one kind."""

    item: Kind
    made: type

    def write(self, value: Any, at: At, out: Writer) -> Any:
        self.check(value, self.types, TypeError)
        held = sorted(value) if self.made is frozenset else value
        write = self.item.write
        return [write(item, (at, index), out) for index, item in enumerate(held)]

    def read(self, data: Any, reader: Reader) -> Any:
        self.check(data, self.json, Refused)
        read, found, faults = self.item.read, [], Faults()
        for index, item in enumerate(data):
            try:
                found.append(read(item, reader))
            except Refused as refusal:
                faults.take(f"[{index}]", refusal.faults)
        faults.refuse_if_any()
        return self.made(found)


def _many(item: Kind, made: type) -> Kind:
    return _Many("a list", (made,), (list,), {"type": "array", "items": item.schema}, item, made)


@attrs.frozen
class _Row(Kind):
    """A list of so many, each of its own kind."""

    items: tuple[Kind, ...]

    def write(self, value: Any, at: At, out: Writer) -> Any:
        self.check(value, self.types, TypeError)
        pairs = enumerate(zip(self.items, value, strict=True))
        return [kind.write(item, (at, index), out) for index, (kind, item) in pairs]

    def read(self, data: Any, reader: Reader) -> Any:
        self.check(data, self.json, Refused)
        found, faults = [], Faults()
        for index, (kind, item) in enumerate(zip(self.items, data, strict=True)):
            with faults.at(f"[{index}]"):
                found.append(kind.read(item, reader))
        faults.refuse_if_any()
        return tuple(found)

    def fits(self, given: Any, types: tuple[type, ...]) -> bool:
        return isinstance(given, types) and len(given) == len(self.items)


def _row(items: tuple[Kind, ...]) -> Kind:
    schema = {
        "type": "array",
        "prefixItems": [item.schema for item in items],
        "minItems": len(items),
        "items": False,
    }
    return _Row(f"a list of {len(items)}", (tuple,), (list,), schema, items)


@attrs.frozen
class _Table(Kind):
    """A table from names to one kind."""

    item: Kind
    made: Callable[[dict[str, Any]], Any]

    def write(self, value: Any, at: At, out: Writer) -> Any:
        self.check(value, self.types, TypeError)
        return {name: self.item.write(held, (at, name), out) for name, held in value.items()}

    def read(self, data: Any, reader: Reader) -> Any:
        self.check(data, self.json, Refused)
        found, faults = {}, Faults()
        for name, held in data.items():
            with faults.at(f"[{shown(name)}]"):
                found[name] = self.item.read(held, reader)
        faults.refuse_if_any()
        return self.made(found)

    def fits(self, given: Any, types: tuple[type, ...]) -> bool:
        return isinstance(given, types) and all(isinstance(name, str) for name in given)


def _table(item: Kind, made: Callable[[dict[str, Any]], Any], *types: type) -> Kind:
    schema = {"type": "object", "additionalProperties": item.schema}
    return _Table("a table with text keys", types, (dict,), schema, item, made)


_MISSING = _table(_many(_many(WHOLE, list), list), dict, dict)


@attrs.frozen
class _Packed(Kind):
    """A table of cells: rows of what they hold, and where there is nothing for another reason.

    Of each such reason, there is a list of columns for every row.
    """

    made: type[Packed]

    def write(self, value: Any, at: At, out: Writer) -> Any:
        codes = value.codes
        held = np.full(len(value.levels) + len(REASONS), None, object)
        for place, level in enumerate(value.levels):
            cells = np.argwhere(codes == place) if isinstance(level, Fraction) else None
            stance = self.made is Cells
            held[place] = out.number(level, ((at, "rows"), cells), "cell") if stance else level
        missing = {
            reason: [np.flatnonzero(row).tolist() for row in codes == code_of(reason)]
            for reason in REASONS[1:]
            if (codes == code_of(reason)).any()
        }
        return {"rows": held[codes].tolist(), "missing": missing}

    def read(self, data: Any, reader: Reader) -> Any:
        if not isinstance(data, dict) or data.keys() != {"rows", "missing"}:
            raise Refused(f"must be a table of 'rows' and 'missing', not {shown(data)}")
        rows, faults = _rows_of(data["rows"]), Faults()
        level: dict[Any, Any] = {}
        for given in dict.fromkeys(chain.from_iterable(rows)):
            if given is not None:
                with faults.at("rows"):
                    level[given] = self._level(given)
        faults.refuse_if_any()
        levels = tuple(sorted({*level.values()}))
        if self.made is Cells:
            levels = ordered(levels)
        place = {held: index for index, held in enumerate(levels)}
        code = {None: -1} | {given: place[held] for given, held in level.items()}
        codes = np.array([[code[cell] for cell in row] for row in rows], smallest(len(levels)))
        codes = codes.reshape(len(rows), len(rows[0]) if rows else 0)
        with faults.at("missing"):
            for reason, listed in _MISSING.read(data["missing"], reader).items():
                with faults.at(named(reason)):
                    _mark(codes, reason, listed)
        faults.refuse_if_any()
        return self.made(codes, levels)

    def _level(self, given: Any) -> Any:
        if self.made is Cells:
            found = Reader(floating=True).number(given)
            return found if isinstance(found, Fraction) and float(found) != found else float(found)
        if not isinstance(given, str | int):
            raise Refused(f"must be text or a whole number, not {shown(given)}")
        return given


def _rows_of(data: Any) -> list[list[Any]]:
    """Return rows of one length of text, numbers and null."""
    if not isinstance(data, list) or not all(isinstance(row, list) for row in data):
        raise Refused(Fault("rows", f"must be a list of lists, not {shown(data)}"))
    if len({len(row) for row in data}) > 1:
        raise Refused(Fault("rows", "must be of one length"))
    strange = {type(cell) for row in data for cell in row} - {int, float, str, NoneType, Meant}
    if strange:
        raise Refused(Fault("rows", "must hold text, numbers and null alone"))
    return data


def _mark(codes: Any, reason: str, listed: list[list[int]]) -> None:
    """Mark the cells, by row, in which there is nothing for a reason."""
    if reason not in REASONS[1:] or len(listed) != len(codes):
        raise Refused(f"must be one of {', '.join(REASONS[1:])}, with a list for each row")
    for row, columns in zip(codes, listed, strict=True):
        if not all(0 <= column < len(row) and row[column] == -1 for column in columns):
            raise Refused("must be places of cells that are null, each once")
        row[columns] = code_of(reason)


class _Shares(Kind):
    def write(self, value: Any, at: At, out: Writer) -> Any:
        return np.where(np.isnan(value), None, value.astype(object)).tolist()

    def read(self, data: Any, reader: Reader) -> Any:
        rows = _rows_of(data)
        if any(isinstance(cell, str | Meant) for row in rows for cell in row):
            raise Refused("must be numbers and null")
        return np.array(rows, np.float64).reshape(len(rows), -1 if rows and rows[0] else 0)


@attrs.frozen
class _Reference(Kind):
    """An item of a case, in its place: it stands once in the document."""

    lists: tuple[str, ...]

    def write(self, value: Any, at: At, out: Writer) -> Any:
        self.check(value, self.types, TypeError)
        return out.reference(value)

    def read(self, data: Any, reader: Reader) -> Any:
        self.check(data, self.json, Refused)
        found = _PLACE.fullmatch(data)
        if not found or found[1] not in self.lists:
            raise Refused(f"must be {self.words}, not {shown(data)}")
        rows = reader.rows.get(found[1], ())
        if int(found[2]) >= len(rows):
            raise Refused(f"{data} is not there: there are {len(rows)} under case.{found[1]}")
        return rows[int(found[2])]


def _reference(classes: Iterable[type]) -> Kind:
    found = tuple(classes)
    lists = tuple(
        n
        for n, cls in of_cases().items()
        if any(issubclass(cls, c) or issubclass(c, cls) for c in found)
    )
    pattern = rf"^({'|'.join(lists)})\[(0|[1-9][0-9]*)\]$"
    words = f"a place such as '{lists[0]}[0]'"
    return _Reference(words, found, (str,), {"type": "string", "pattern": pattern}, lists)


@attrs.frozen
class _AnyOf(Kind):
    """One of several kinds."""

    kinds: tuple[Kind, ...]

    def write(self, value: Any, at: At, out: Writer) -> Any:
        for kind in self.kinds:
            if kind.fits(value, kind.types):
                return kind.write(value, at, out)
        raise TypeError(f"must be {self.words}, not {shown(value)}")

    def read(self, data: Any, reader: Reader) -> Any:
        fitting = [kind for kind in self.kinds if kind.fits(data, kind.json)]
        if not fitting:
            raise Refused(f"must be {self.words}, not {shown(data)}")
        for kind in fitting[:-1]:
            try:
                return kind.read(data, reader)
            except Refused:
                continue
        return fitting[-1].read(data, reader)


def _any_of(kinds: tuple[Kind, ...]) -> Kind:
    words = " or ".join(kind.words for kind in kinds)
    schema = {"anyOf": [kind.schema for kind in kinds]}
    return _AnyOf(words, (), (), schema, kinds) if len(kinds) > 1 else kinds[0]


@attrs.frozen
class Record(Kind):
    """A value of one of some classes, or of any: a table of its type and its fields."""

    def allowed(self) -> tuple[type, ...]:
        """Return the classes."""
        return self.types or tuple(classes().values())

    def write(self, value: Any, at: At, out: Writer) -> Any:
        cls = type(value)
        if cls not in self.allowed():
            raise TypeError(_untaken(value))
        data: dict[str, Any] = {"type": cls.__name__}
        if has_sentence(cls):
            data["sentence"] = str(value)
        for name, (_, default, kind) in fields_of(cls).items():
            held = getattr(value, name)
            if default is attrs.NOTHING or held != default:
                try:
                    data[name] = kind.write(held, (at, name), out)
                except TypeError as error:
                    raise TypeError(f"{cls.__name__}.{name}: {error}") from None
        if issubclass(cls, Combinable):
            data["words"] = getattr(value, "words", str(value))
        return data

    def read(self, data: Any, reader: Reader) -> Any:
        self.check(data, self.json, Refused)
        cls = classes().get(data["type"]) if isinstance(data.get("type"), str) else None
        if cls not in self.allowed():
            known = [one.__name__ for one in self.allowed()]
            raise Refused(
                Fault(
                    "type",
                    f"must be {self.words}, not {shown(data.get('type'))}{close_match(str(data.get('type')), known)}",
                )
            )
        fields, given, faults = fields_of(cls), {}, Faults()
        for name, held in data.items():
            if name in fields:
                alias, _, kind = fields[name]
                try:
                    given[alias] = kind.read(held, reader)
                except Refused as refusal:
                    faults.take(name, refusal.faults)
            elif name in ("type", *_said_of(cls)):
                with faults.at(name):
                    TEXT.read(held, reader)
            else:
                faults.note(
                    named(name), f"is no field of {cls.__name__}{close_match(str(name), fields)}"
                )
        for name, (_, default, _kind) in fields.items():
            if default is attrs.NOTHING and name not in data:
                faults.note(name, "is missing")
        faults.refuse_if_any()
        try:
            return _MAKERS.get(cls, cls)(**given)
        except Invalid as error:
            raise Refused(*error.faults) from None
        except CoalitionError as error:
            raise Refused(str(error)) from None


def _untaken(value: object) -> str:
    if isinstance(value, Rule):
        return f"takes the rules of the library alone, not {shown(value)}"
    return (
        "takes what the library gives, graphs of networkx, and tuples, lists and dicts with text "
        f"keys of these, of text, numbers, True, False and None, not {shown(value)}"
    )


def _record(*found: type) -> Kind:
    names = [cls.__name__ for cls in found]
    words = f"a {' or '.join(names)}" if len(names) < 8 else "what co.to_data gives"
    schema = {"$ref": f"#/$defs/{names[0]}"}
    return Record(
        words,
        found,
        (dict,),
        schema if len(names) == 1 else {"anyOf": [{"$ref": f"#/$defs/{n}"} for n in names]},
    )


def has_sentence(cls: type) -> bool:
    """Tell whether values of a class are answers that have a sentence."""
    known = issubclass(cls, Shown) and not issubclass(cls, Checked)
    return known and cls.__str__ is not object.__str__


def _said_of(cls: type) -> tuple[str, ...]:
    """Return what stands beside the fields of a class, and follows from them."""
    return ("sentence",) * has_sentence(cls) + ("words",) * issubclass(cls, Combinable)


class _Anything(Kind):
    """What says itself what it is: JSON has a list for a tuple, and tables for all that has none."""

    def write(self, value: Any, at: At, out: Writer) -> Any:
        match value:
            case None | bool() | str() | int():
                return value
            case float():
                return out.plain(FLOAT.write(value, at, out), at)
            case Fraction() if out.exact:
                return {"type": "Fraction", "value": str(value)}
            case Fraction():
                return out.number(value, at)
            case PartialDate():
                return {"type": "PartialDate", "edtf": value.edtf}
            case tuple() if type(value) is tuple:
                return LISTED.write(value, at, out)
            case list() if type(value) is list:
                return {"type": "list", "items": _LISTS.write(value, (at, "items"), out)}
            case dict() if type(value) is dict:
                return {"type": "dict", "items": TABLE.write(value, (at, "items"), out)}
            case nx.Graph():
                return _graph(value, at, out)
        return RECORDS.write(value, at, out)

    def read(self, data: Any, reader: Reader) -> Any:
        match data:
            case None | bool() | str():
                return data
            case list():
                return LISTED.read(data, reader)
            case dict():
                return self.read_table(data, reader)
        return reader.number(data)

    def read_table(self, data: dict[str, Any], reader: Reader) -> Any:
        """Return the value of a table with its type."""
        name = data.get("type")
        found = _FORMS.get(name) if isinstance(name, str) else None
        if found is None:
            return RECORDS.read(data, reader)
        kinds, made = found
        for key in data.keys() - kinds.keys() - {"type"}:
            raise Refused(Fault(named(key), f"is no part of a {name}"))
        for key in kinds.keys() - data.keys():
            raise Refused(Fault(key, "is missing"))
        faults, given = Faults(), []
        for key, kind in kinds.items():
            with faults.at(key):
                given.append(kind.read(data[key], reader))
        faults.refuse_if_any()
        return made(*given)


def _graph(graph: Any, at: At, out: Writer) -> Any:
    """Return a graph as node-link data."""
    if graph.is_multigraph() or not all(isinstance(node, str) for node in graph):
        raise TypeError("takes graphs whose nodes are text, with one edge between two at most")
    data = nx.node_link_data(graph, edges="edges")
    written: dict[str, Any] = {"type": "Graph", "directed": data["directed"]}
    written["graph"] = TABLE.write(data["graph"], (at, "graph"), out)
    for name in ("nodes", "edges"):
        rows = enumerate(data[name])
        written[name] = [TABLE.write(row, ((at, name), index), out) for index, row in rows]
    return written


def _graph_of(directed: bool, graph: Any, nodes: Any, edges: Any) -> Any:
    """Return the graph of node-link data."""
    made: Any = nx.DiGraph() if directed else nx.Graph()
    made.graph.update(graph)
    faults = Faults()
    for index, row in enumerate(nodes):
        if not isinstance(name := row.pop("id", None), str) or name in made:
            faults.note(f"nodes[{index}].id", "must be text, of each node another")
            continue
        made.add_nodes_from([(name, row)])
    for index, row in enumerate(edges):
        ends = [row.pop(end, None) for end in ("source", "target")]
        if not all(isinstance(end, str) and end in made for end in ends) or made.has_edge(*ends):
            faults.note(f"edges[{index}]", "must be between two nodes, of each two one at most")
            continue
        made.add_edges_from([(*ends, row)])
    faults.refuse_if_any()
    return made


ANYTHING = _Anything("anything", (object,), (object,), {"$ref": "#/$defs/anything"})
LISTED = _many(ANYTHING, tuple)
_LISTS = _many(ANYTHING, list)
TABLE = _table(ANYTHING, dict, dict)
_ROWS = _many(TABLE, list)
_FORMS: dict[str, tuple[dict[str, Kind], Callable[..., Any]]] = {
    "tuple": ({"items": LISTED}, tuple),
    "list": ({"items": _LISTS}, list),
    "dict": ({"items": TABLE}, dict),
    "Fraction": ({"value": FRACTION}, Fraction),
    "PartialDate": ({"edtf": DATE}, read_date),
    "Graph": ({"directed": TRUTH, "graph": TABLE, "nodes": _ROWS, "edges": _ROWS}, _graph_of),
}
_LEAVES: dict[Any, Kind] = {
    NoneType: NOTHING,
    str: TEXT,
    bool: TRUTH,
    int: WHOLE,
    float: FLOAT,
    Fraction: FRACTION,
    Any: ANYTHING,
    PartialDate: DATE,
    Weights: _table(NUMBER, dict, Weights),
}


@cache
def classes() -> dict[str, type]:
    """Return the classes whose values are written, by name: those of the package, and no others."""
    public = (getattr(coalition, name) for name in coalition.__all__ if name[0].isupper())
    found = [cls for cls in public if isinstance(cls, type) and issubclass(cls, Shown)]
    return {cls.__name__: cls for cls in (*found, Named, Fault, Vote) if attrs.has(cls)}


@cache
def fields_of(cls: type) -> dict[str, tuple[str, Any, Kind]]:
    """Return the fields of a class, each with its parameter, the default that is left out, a kind."""
    hints, row = get_type_hints(cls), cls in (*of_cases().values(), *_PARTS) or False
    row = row or any(issubclass(cls, item) for item in of_cases().values())
    return {
        field.name: (
            str(field.alias),
            field.default if row else attrs.NOTHING,
            kind_of(hints[field.name], inline=cls is Coalition),
        )
        for field in attrs.fields(cls)  # type: ignore[arg-type]
        if field.init
    }


@cache
def kind_of(hint: Any, *, inline: bool = False) -> Kind:
    """Return the kind of what a type hint says; `inline` where items are not in a table apart."""
    origin, args = get_origin(hint), get_args(hint)
    if isinstance(hint, TypeVar):
        return ANYTHING
    if hint in _LEAVES:
        return _LEAVES[hint]
    if origin is Literal:
        return _choice(args)
    if origin is tuple and args[-1] is ...:
        return _many(kind_of(args[0], inline=inline), tuple)
    if origin is tuple:
        return _row(tuple(kind_of(arg, inline=inline) for arg in args))
    if origin is frozenset:
        return _many(kind_of(args[0]), frozenset)
    if origin is np.ndarray:
        return _Shares("rows of numbers and null", (np.ndarray,), (list,), {})
    if hint in (Cells, Affiliations):
        return _Packed("cells", (hint,), (dict,), {}, hint)
    if origin in (Union, UnionType):
        return _any_of(tuple(_options({*args}, inline=inline)))
    return next(iter(_options({origin or hint}, inline=inline)))


def _options(hints: set[Any], *, inline: bool) -> Iterator[Kind]:
    """Yield the kinds of what may be one of several; classes alike are one kind."""
    if Fraction in hints and hints & {int, float}:
        hints -= {int, float, Fraction}
        yield NUMBER
    if {int, float} <= hints:
        hints -= {int}
    found = {h for h in hints if isinstance(h, type) and h not in _LEAVES and get_origin(h) is None}
    found -= {Cells, Affiliations}
    for hint in sorted(hints - found, key=lambda hint: (hint is str, str(hint))):
        yield kind_of(hint, inline=inline)
    items = {
        cls
        for cls in found
        if any(issubclass(c, cls) or issubclass(cls, c) for c in of_cases().values())
    }
    known = sorted(
        (
            c
            for c in classes().values()
            if any(_is_one(c, cls) for cls in found - (set() if inline else items))
        ),
        key=lambda c: c.__name__,
    )
    if items and not inline:
        yield _reference(sorted(items, key=lambda c: c.__name__))
    if known:
        yield _record(*known)


def _is_one(cls: type, hint: type) -> bool:
    return issubclass(cls, Combinable) if hint is Rule else issubclass(cls, hint)


RECORDS = Record("what co.to_data gives", (), (dict,), {})


@cache
def lists_of_cases() -> dict[str, Kind]:
    """Return the lists of a case, each with the kind of it."""
    return {name: kind_of(tuple[cls, ...], inline=True) for name, cls in of_cases().items()}


def _named(rules: tuple[Rule, ...], name: str) -> Named:
    if len(rules) != 1:
        raise Refused(Fault("rules", f"must be the one that it names, not {len(rules)}"))
    return Named(rules[0], name)


def _matrix(actors: tuple[str, ...], proposals: tuple[str, ...], **more: Any) -> StanceMatrix:
    """Return a matrix; one of nobody has its columns all the same."""
    if not actors:
        shape = 0, len(proposals)
        for name in ("values", "vote_parties", "vote_groups", "vote_seats"):
            if (held := more.get(name)) is not None and not held.codes.size:
                more[name] = type(held)(held.codes.reshape(shape), held.levels)
        if more.get("cohesion") is not None:
            more["cohesion"] = more["cohesion"].reshape(shape)
    return StanceMatrix(actors, proposals, **more)


_MAKERS: dict[type, Callable[..., Any]] = {  # of classes whose fields are not their parameters
    AllOf: lambda rules: AllOf(*rules),
    AnyOf: lambda rules: AnyOf(*rules),
    Named: _named,
    Veto: lambda actors, of: Veto(*actors, of=of),
    SimpleGame: lambda members, seats, **more: SimpleGame(members, seats=seats, **more),
    StanceMatrix: _matrix,
}
