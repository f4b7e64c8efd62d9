"""The classes whose values are data, and the kinds of their fields, by their type hints."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import chain
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
import networkx as nx
import numpy as np

import coalition
from coalition.errors import CoalitionError, Fault, Invalid, close_match
from coalition.faults import Checked, Faults, Refused, named, shown
from coalition.io.data import kinds
from coalition.io.data.kinds import At, Kind, Reader, Writer
from coalition.io.data.tables import AFFILIATIONS, CELLS, SHARES, graph_back, graph_to
from coalition.io.records import of_cases
from coalition.model.actors import Identifier, Membership, OtherName, Role, Seats
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.rules.by_head import Veto
from coalition.rules.compound import AllOf, AnyOf, Combinable, Named
from coalition.rules.vote import Rule, Vote, Weights
from coalition.sentences import counted
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import Cells
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Shown

_PLACE = re.compile(r"([a-z]+)\[(0|[1-9][0-9]{0,8})\]")
_PARTS = (Seats, Membership, Role, Identifier, OtherName)  # of items of a case
_DEEPEST = 100  # a place has no more parts
_FEW = 6  # classes that a message names


@cache
def classes() -> dict[str, type]:
    """Return the classes that are written, by name: those of the package, and no others."""
    public = [getattr(coalition, name) for name in dir(coalition) if name[0].isupper()]
    shown = [cls for cls in public if isinstance(cls, type) and issubclass(cls, Shown)]
    return {cls.__name__: cls for cls in (*shown, Named, Fault, Vote) if attrs.has(cls)}


def list_of(cls: type) -> str | None:
    """Return the list of a case that items of a class stand in; None where they are no items."""
    return next((name for name, item in of_cases().items() if issubclass(cls, item)), None)


def beside(cls: type) -> tuple[str, ...]:
    """Return the text that follows from the fields: the sentence of an answer, a rule in words."""
    if issubclass(cls, Combinable):
        return ("words",)
    answer = issubclass(cls, Shown) and not issubclass(cls, Checked)
    return ("sentence",) if answer and "__str__" in {*chain(*map(vars, cls.__mro__[:-1]))} else ()


@attrs.frozen
class Field:
    """A field of a class: its parameter, the kind of it, and the default that is left out."""

    alias: str
    kind: Kind
    default: Any


@cache
def fields_of(cls: type) -> dict[str, Field]:
    """Return the fields of a class by name; items of a case leave out what is at its default."""
    hints, short = get_type_hints(cls), list_of(cls) is not None or cls in _PARTS
    return {
        field.name: Field(
            str(field.alias),
            kind_of(hints[field.name], inline=cls is Coalition),
            field.default if short else attrs.NOTHING,
        )
        for field in attrs.fields(cls)
        if field.init
    }


# tables with a type


@attrs.frozen
class Form:
    """What stands in a table of some type, and what makes a value of it."""

    fields: dict[str, Field]
    made: Callable[..., Any]
    beside: tuple[str, ...] = ()


@cache
def form_of(name: str) -> Form:
    """Return the form of a table of a type."""
    if name in FREE:
        parts, made = FREE[name]
        return Form({key: Field(key, kind, attrs.NOTHING) for key, kind in parts.items()}, made)
    cls: Any = classes()[name]
    return Form(fields_of(cls), _MAKERS.get(cls, cls), beside(cls))


def _record_to(value: Any, at: At, out: Writer) -> dict[str, Any]:
    cls: Any = type(value)
    data: dict[str, Any] = {"type": cls.__name__}
    data |= {"sentence": str(value)} if "sentence" in beside(cls) else {}
    for name, field in fields_of(cls).items():
        held = getattr(value, name)
        if field.default is attrs.NOTHING or held != field.default:
            try:
                data[name] = field.kind.write(held, (at, name), out)
            except TypeError as error:
                raise TypeError(f"{cls.__name__}.{name}: {error}") from None
    return data | ({"words": value.words} if "words" in beside(cls) else {})


def _table_back(data: dict[str, Any], reader: Reader) -> Any:
    """Return the value of a table whose type is known."""
    form, given, faults = form_of(data["type"]), {}, Faults()
    for name, held in data.items():
        with faults.at(named(name)):
            if name in form.fields:
                given[form.fields[name].alias] = form.fields[name].kind.read(held, reader)
            elif name in form.beside:
                kinds.TEXT.read(held, reader)
            elif name != "type":
                hint = close_match(str(name), form.fields)
                raise Refused(f"is no field of {data['type']}{hint}")
    for name, field in form.fields.items():
        if field.default is attrs.NOTHING and name not in data:
            faults.note(name, "is missing")
    faults.refuse_if_any()
    try:
        return form.made(**given)
    except Invalid as error:
        raise Refused(*error.faults) from None
    except CoalitionError as error:
        raise Refused(str(error)) from None


def record(*found: type) -> Kind:
    """Return the kind of the values of some classes: tables of their type and their fields."""
    names = sorted(cls.__name__ for cls in found)
    refs = [{"$ref": f"#/$defs/{name}"} for name in names]

    def fits(given: Any) -> bool:
        return not isinstance(given, dict) or given.get("type") in names

    words = f"a {' or '.join(names)}, with its type" if len(names) <= _FEW else "one of many types"
    words = "a rule of the library" if all(issubclass(cls, Combinable) for cls in found) else words
    schema = {"anyOf": refs, "unevaluatedProperties": False}
    return Kind(words, found, (dict,), schema, _record_to, _table_back, fits)


def reference(*found: type) -> Kind:
    """Return the kind of items of a case: the place at which each stands in the document."""
    names = [
        name
        for name, item in of_cases().items()
        if any(issubclass(item, cls) or issubclass(cls, item) for cls in found)
    ]

    def to(value: Any, _at: At, out: Writer) -> str:
        name = str(list_of(type(value)))
        rows = out.rows.setdefault(name, {})
        if (index := rows.get(value)) is None:
            index = rows[value] = len(rows)
            listed = out.table.setdefault(name, [])
            listed.append(_record_to(value, (((None, "case"), name), index), out))
        return f"{name}[{index}]"

    def back(data: str, reader: Reader) -> Any:
        place = _PLACE.fullmatch(data)
        if not place or place[1] not in names:
            raise Refused(f"must be {words}, not {shown(data)}")
        rows = reader.rows.get(place[1], ())
        if int(place[2]) >= len(rows):
            raise Refused(f"{data} is not there: case.{place[1]} has {counted(len(rows), 'item')}")
        return rows[int(place[2])]

    words = f"a place such as '{names[0]}[0]'"
    pattern = rf"^({'|'.join(names)})\[(0|[1-9][0-9]*)\]$"
    return Kind(words, found, (str,), {"type": "string", "pattern": pattern}, to, back)


@cache
def lists_of_cases() -> dict[str, Kind]:
    """Return the lists of a case, each with the kind of it."""
    lists: dict[str, Any] = {**of_cases()}
    return {name: kinds.many(kind_of(item, inline=True)) for name, item in lists.items()}


# values that say themselves what they are


def _anything_to(value: Any, at: At, out: Writer) -> Any:
    data: Any
    if isinstance(value, tuple | list | dict) and _deep(at):
        raise TypeError("is nested too deeply, or in circles")
    match value:
        case None | bool() | str() | int() | float():
            data = value
        case Fraction():
            data = {"type": "Fraction", "value": kinds.FRACTION.to(value, (at, "value"), out)}
        case PartialDate():
            data = {"type": "PartialDate", "edtf": value.edtf}
        case nx.Graph():
            data = graph_to(value, at, out, TABLE)
        case _ if type(value) is tuple:
            data = TUPLE.to(value, at, out)
        case list() | dict() if type(value) in (list, dict):
            kind = LIST if isinstance(value, list) else TABLE
            data = {"type": type(value).__name__, "items": kind.write(value, (at, "items"), out)}
        case _ if type(value) in classes().values():
            data = _record_to(value, at, out)
        case _:
            raise TypeError(_untaken(value))
    return data


def _deep(at: At) -> bool:
    """Tell whether a place is deeper than can be read back, wherever that is called from."""
    depth = 0
    while at is not None:
        (at, _), depth = at, depth + 1
    return depth > _DEEPEST


def _untaken(value: object) -> str:
    if isinstance(value, Rule) and not isinstance(value, type):
        return f"rules of one's own are not written, such as {shown(value)}"
    return (
        "must be what the library gives, a graph of networkx, or a tuple, a list or a dict with "
        f"text keys of these, of text, numbers, True, False and None, not {shown(value)}"
    )


def _anything_back(data: Any, reader: Reader) -> Any:
    if isinstance(data, list):
        return TUPLE.back(data, reader)
    if not isinstance(data, dict):
        return data
    name, known = data.get("type"), {**classes(), **FREE}
    if not isinstance(name, str) or name not in known:
        hint = close_match(name, known) if isinstance(name, str) else ""
        raise Refused(Fault("type", f"must be a type that is written, not {shown(name)}{hint}"))
    return _table_back(data, reader)


ANYTHING = Kind(
    *("null, true or false, text, a finite number, a list or a table", (object, bool)),
    (NoneType, bool, str, int, float, list, dict),
    {"$ref": "#/$defs/anything"},
    _anything_to,
    _anything_back,
    kinds.NUMBER.also,
)
TUPLE, LIST = kinds.many(ANYTHING), kinds.many(ANYTHING, list)
TABLE = kinds.table(ANYTHING, dict, dict)
_TABLES = kinds.many(TABLE, list)
FREE: dict[str, tuple[dict[str, Kind], Callable[..., Any]]] = {
    "tuple": ({"items": TUPLE}, lambda items: items),
    "list": ({"items": LIST}, lambda items: items),
    "dict": ({"items": TABLE}, lambda items: items),
    "Fraction": ({"value": kinds.FRACTION}, lambda value: value),
    "PartialDate": ({"edtf": kinds.DATE}, lambda edtf: edtf),
    "Graph": (
        {
            "directed": kinds.TRUTH,
            "multigraph": kinds.TRUTH,
            "graph": TABLE,
            "nodes": _TABLES,
            "edges": _TABLES,
        },
        graph_back,
    ),
}

# from type hints to kinds

_KINDS: dict[Any, Kind] = {
    NoneType: kinds.NOTHING,
    str: kinds.TEXT,
    bool: kinds.TRUTH,
    int: kinds.WHOLE,
    float: kinds.FLOAT,
    Fraction: kinds.FRACTION,
    Any: ANYTHING,
    PartialDate: kinds.DATE,
    Cells: CELLS,
    Affiliations: AFFILIATIONS,
    Weights: kinds.table(kinds.NUMBER, dict, Weights),
}


@cache
def kind_of(hint: Any, *, inline: bool = False) -> Kind:
    """Return the kind of a type hint; `inline` where items of a case do not stand apart."""
    origin, args = get_origin(hint), get_args(hint)
    below = (
        [kind_of(arg, inline=inline) for arg in args if arg is not ...] if origin is tuple else []
    )
    if below:
        return kinds.many(below[0]) if args[-1] is ... else kinds.row(tuple(below))
    if origin is frozenset:
        return kinds.many(kind_of(args[0]), frozenset)
    if origin is Literal:
        return kinds.choice(args)
    if isinstance(hint, TypeVar) or origin is np.ndarray:
        return ANYTHING if origin is None else SHARES
    found = [*_either({*args} if origin in (Union, UnionType) else {origin or hint}, inline=inline)]
    return kinds.any_of(*found) if len(found) > 1 else found[0]


def _either(hints: set[Any], *, inline: bool) -> Iterator[Kind]:
    """Yield the kinds of what is of one of some types: numbers are one kind, and classes are."""
    if str in hints and any(isinstance(hint, type) and _is_item(hint) for hint in hints):
        yield ANYTHING  # in which a text is no place of an item, nor a date
        return
    if Fraction in hints and len(hints & {int, float}):
        hints -= {int, float, Fraction}
        yield kinds.NUMBER
    if float in hints:
        hints -= {int}
    made = {hint for hint in hints if get_origin(hint) is None and hint not in _KINDS}
    for hint in sorted(hints - made, key=lambda hint: (hint is str, str(hint))):  # any text is last
        yield _KINDS.get(hint) or kind_of(hint, inline=inline)
    items = {hint for hint in made if not inline and _is_item(hint)}
    if items:
        yield reference(*sorted(items, key=str))
    whole = tuple(Combinable if hint is Rule else hint for hint in made - items)
    if whole:
        yield record(*(cls for cls in classes().values() if issubclass(cls, whole)))


def _is_item(hint: type) -> bool:
    return list_of(hint) is not None or any(issubclass(c, hint) for c in of_cases().values())


def _matrix(actors: tuple[str, ...], proposals: tuple[str, ...], **more: Any) -> StanceMatrix:
    """Return a matrix; one without actors has its columns all the same."""
    if not actors and not more["values"].codes.size:
        shape = 0, len(proposals)
        more["values"] = Cells(more["values"].codes.reshape(shape), more["values"].levels)
        if more["cohesion"] is not None and not more["cohesion"].size:
            more["cohesion"] = more["cohesion"].reshape(shape)
    return StanceMatrix(actors, proposals, **more)


_MAKERS: dict[type, Callable[..., Any]] = {  # of classes whose parameters are not their fields
    AllOf: lambda rules: AllOf(*rules),
    AnyOf: lambda rules: AnyOf(*rules),
    Veto: lambda actors, of: Veto(*actors, of=of),
    StanceMatrix: _matrix,
}
