"""How the table of a resource is written: its encoding, its dialect, what its cells stand for.

Properties are those of Table Dialect and Table Schema, version 2, which has those of version 1.
What is said and cannot be honored is refused: the table would be read as something else.
"""

import codecs
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from coalition.errors import Fault, close_match
from coalition.faults import Faults, Refused, named, shown
from coalition.io.own_csv import csv
from coalition.io.text_tables import Read, bare, read

Meaning: TypeAlias = Callable[[str], Any]

_UNSAFE = ("idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf-7")
_DELIMITERS = {"csv": ",", "tsv": "\t"}  # of the formats that are read
_PLAIN = ("default", "email", "uri", "uuid")  # formats of text that is read as it stands
_CSV = ("delimiter", "quoteChar", "escapeChar", "doubleQuote", "skipInitialSpace")  # of Python's
_KINDS: dict[str, type] = {  # what properties hold, of dialects, schemas and fields
    **dict.fromkeys(("delimiter", "quoteChar", "escapeChar", "commentChar", "nullSequence"), str),
    **dict.fromkeys(("name", "type", "format", "decimalChar", "groupChar"), str),
    **dict.fromkeys(("doubleQuote", "skipInitialSpace", "header"), bool),
    **dict.fromkeys(("missingValues", "trueValues", "falseValues"), list),
}
_WORDS = {str: "text", bool: "true or false", list: "a list of texts"}
_ONLY = {"headerRows": [1], "commentRows": [], "bareNumber": True}
_TRUE, _FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
_IDLE = (  # what changes nothing for a CSV file with one row of names
    *("$schema", "name", "title", "description", "type", "csvddfVersion", "caseSensitiveHeader"),
    *("headerJoin", "property", "itemType", "itemKeys", "sheetNumber", "sheetName", "table"),
    *("lineTerminator", "csv"),
)
_DIALECT = (*_CSV, "header", "commentChar", "nullSequence", "headerRows", "commentRows")


def reader(resource: Mapping[str, Any]) -> Callable[[bytes], Read]:
    """Return what reads the table of a resource as it is written: header, values, lines.

    A value is None for nothing, and a refusal where it does not fit what is declared. Refuses every
    property that cannot be honored.
    """
    faults = Faults()
    encoding = ""
    with faults.at("encoding"):
        encoding = _encoding(resource.get("encoding", "utf-8"))
    if (kind := str(resource.get("format", "csv")).lower()) not in _DELIMITERS:
        faults.note("format", f"must be {' or '.join(_DELIMITERS)}, not {shown(kind)}")
    dialect = _sound(resource.get("dialect", {}), "dialect", faults)
    dialect |= _sound(dialect.get("csv", {}), "dialect.csv", faults)  # where one program puts it
    for key in sorted({*dialect} - {*_DIALECT, *_IDLE}):
        hint = close_match(key, _DIALECT)
        faults.note(f"dialect.{named(key)}", f"is no property that is known{hint}")
    options: dict[str, Any] = {"delimiter": _DELIMITERS.get(kind, ",")}
    options |= {key.lower(): dialect[key] for key in _CSV if key in dialect}
    try:
        csv.reader([], **options)
    except (TypeError, ValueError) as error:
        faults.note("dialect", str(error).replace('"', "'"))

    schema = _sound(resource.get("schema", {}), "schema", faults)
    null = {dialect["nullSequence"]} if "nullSequence" in dialect else set()
    missing = null.union(schema.get("missingValues", ()))
    columns = {}
    fields = schema.get("fields", [])
    if not isinstance(fields, list):
        faults.note("schema.fields", f"must be a list, not {shown(fields)}")
    for index, given in enumerate(fields if isinstance(fields, list) else ()):
        place = f"schema.fields[{index}]"
        field = _sound(given, place, faults)
        with faults.at(place):
            none = null.union(field["missingValues"]) if "missingValues" in field else missing
            columns[str(field.get("name"))] = _value(none, _meaning(field))
    names = None if dialect.get("header", True) else tuple(columns)
    if names == ():
        faults.note("dialect.header", "without a header, schema.fields must name the columns")
    faults.refuse_if_any()

    def read_as_written(content: bytes) -> Read:
        try:  # UTF-8 is decoded as everywhere
            text = content if encoding == "utf-8" else content.decode(encoding)
        except UnicodeError as error:
            told = f"not {encoding}, as the descriptor has it: {named(error)}"
            raise Refused(told) from None
        header, rows, lines = read(text, names, dialect.get("commentChar"), **options)
        values = [columns.get(name) or _value(missing, bare) for name in header]
        found = [[of(cell) for of, cell in zip(values, row, strict=True)] for row in rows]
        return header, found, lines

    return read_as_written


def _encoding(given: Any) -> str:
    """Return the name that Python has for an encoding of text."""
    try:
        name = codecs.lookup(given).name
        "".encode(name)  # of a codec of bytes, Python refuses this
    except (LookupError, TypeError, ValueError):
        name = _UNSAFE[0]
    if name in _UNSAFE:
        raise Refused(f"{shown(given)} is no encoding that is read; save the table as UTF-8")
    return name


def _sound(given: Any, place: str, faults: Faults) -> dict[str, Any]:
    """Return the properties that are such as they must be, and note the others.

    What is missing may be given as objects with a value each.
    """
    if not isinstance(given, dict):
        faults.note(place, f"must be an object that stands in the descriptor, not {shown(given)}")
        return {}
    sound = dict(given)
    for key, value in given.items():
        kind, held = _KINDS.get(key), value
        if key == "missingValues" and isinstance(value, list):
            held = [one.get("value") if isinstance(one, dict) else one for one in value]
        texts = isinstance(held, list) and all(isinstance(one, str) for one in held)
        if kind and not (texts if kind is list else isinstance(held, kind)):
            faults.note(f"{place}.{key}", f"must be {_WORDS[kind]}, not {shown(value)}")
        elif key in _ONLY and value != _ONLY[key]:
            faults.note(f"{place}.{key}", f"must be {shown(_ONLY[key])}, not {shown(value)}")
        else:
            sound[key] = held
            continue
        del sound[key]
    return sound


def _value(missing: set[str], meaning: Meaning) -> Meaning:
    """Return what makes of a cell what it says: None for nothing."""
    return lambda cell: None if not cell or cell in missing else meaning(cell)


def _meaning(field: Mapping[str, Any]) -> Meaning:
    """Return what makes of a cell what the type of its field has it stand for."""
    kind, form = field.get("type"), field.get("format", "default")
    if form not in _PLAIN or kind == "list":
        key = "format" if form not in _PLAIN else "type"
        told = "dates are read as 2023-07-05, lists in JSON"
        raise Refused(Fault(key, f"{shown(field[key])} is not read; {told}"))
    if kind == "boolean":
        truths = dict.fromkeys(field.get("trueValues", _TRUE), "true")
        truths |= dict.fromkeys(field.get("falseValues", _FALSE), "false")
        return lambda cell: truths.get(cell, cell)
    if kind not in ("integer", "number"):
        return bare
    point, group = field.get("decimalChar") or ".", field.get("groupChar", "")

    def number(cell: str) -> Any:
        bared = cell.replace(group, "") if group else cell
        if point != "." and "." in bared:
            told = f"must be a number with {shown(point)} as its decimal sign"
            return Refused(f"{told}, not {shown(cell)}")
        return bared.replace(point, ".")

    return number
