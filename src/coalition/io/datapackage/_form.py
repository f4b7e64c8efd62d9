"""How the table of a resource is written: its encoding, its dialect, what its cells stand for.

Properties are those of Table Dialect and Table Schema, version 2, which has those of version 1.
What is said and cannot be honored is refused: the table would be read as something else.
"""

import codecs
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from coalition.errors import Fault, close_match
from coalition.faults import Faults, Refused, named, shown
from coalition.io.text_tables import Form, Read, bare, read
from coalition.sentences import examples

Meaning: TypeAlias = Callable[[str], Any]

_UNSAFE = ("idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf-7")
_DELIMITERS = {"csv": ",", "tsv": "\t"}  # of the formats that are read
_PLAIN = ("default", "email", "uri", "uuid")  # formats of text that is read as it stands
_DAY = (("%d",), ("%m", "%b", "%B"), ("%Y", "%y"))  # what a form of days has
_TRUE, _FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
_ONE, _TRUTH, _TEXT, _TEXTS = "one character", "true or false", "text", "a list of texts"
_ROW, _ROWS, _BREAK = "a list of one row, from 1", "a list of rows, from 1", "a line break"
_FITS: dict[str, Callable[[Any], bool]] = {
    _ONE: lambda value: isinstance(value, str) and len(value) == 1 and value not in "\r\n\0",
    _TRUTH: lambda value: isinstance(value, bool),
    _TEXT: lambda value: isinstance(value, str) and value != "",
    _TEXTS: lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
    _ROW: lambda value: _FITS[_ROWS](value) and len(value) == 1,
    _ROWS: lambda value: (
        isinstance(value, list) and all(type(one) is int and one > 0 for one in value)
    ),
    _BREAK: lambda value: value in ("\r\n", "\n", "\r"),
    "true": lambda value: value is True,
    "string": lambda value: value == "string",
}
_CSV = {  # properties that are options of Python's csv
    "delimiter": _ONE,
    "quoteChar": _ONE,
    "escapeChar": _ONE,
    "doubleQuote": _TRUTH,
    "skipInitialSpace": _TRUTH,
}
_DIALECT = _CSV | {
    "lineTerminator": _BREAK,
    "header": _TRUTH,
    "headerRows": _ROW,
    "commentRows": _ROWS,
    "commentChar": _TEXT,
    "nullSequence": _TEXT,
}
_IDLE = (  # what changes nothing for a CSV file with one row of names
    *("$schema", "name", "title", "description", "type", "csvddfVersion", "caseSensitiveHeader"),
    *("headerJoin", "property", "itemType", "itemKeys", "sheetNumber", "sheetName", "table"),
)
_FIELD = {
    **dict.fromkeys(("name", "type", "format", "decimalChar", "groupChar", "delimiter"), _TEXT),
    **dict.fromkeys(("missingValues", "trueValues", "falseValues"), _TEXTS),
    "bareNumber": "true",
    "itemType": "string",
}


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
    dialect = _object(resource, "dialect", faults)
    if isinstance(inner := dialect.get("csv"), dict):  # where one program puts it
        dialect = {key: value for key, value in dialect.items() if key != "csv"} | inner
    for key in sorted({*dialect} - {*_DIALECT, *_IDLE}):
        hint = close_match(key, _DIALECT)
        faults.note(f"dialect.{named(key)}", f"is no property that is known{hint}")
    dialect = _sound(
        {"delimiter": _DELIMITERS.get(kind, ",")} | dialect, _DIALECT, "dialect", faults
    )
    known = {"quoteChar": '"'} | dialect
    signs = [known[key] for key in ("delimiter", "quoteChar", "escapeChar") if key in known]
    if len({*signs}) < len(signs) or (dialect.get("skipInitialSpace") and " " in signs):
        told = "must differ, and none can be a space that is skipped"
        faults.note("dialect", f"delimiter, quoteChar and escapeChar {told}")

    schema = _sound(
        _object(resource, "schema", faults), {"missingValues": _TEXTS}, "schema", faults
    )
    null = {dialect[key] for key in ("nullSequence",) if key in dialect}
    missing = {*schema.get("missingValues", ())} | null
    fields = schema.get("fields", [])
    if not isinstance(fields, list):
        faults.note("schema.fields", f"must be a list, not {shown(fields)}")
        fields = []
    columns = {}
    for index, given in enumerate(fields):
        place = f"schema.fields[{index}]"
        if not isinstance(given, dict) or "name" not in given:
            faults.note(place, "must be an object with a name")
            continue
        field = _sound(given, _FIELD, place, faults)
        with faults.at(place):
            none = {*field["missingValues"]} | null if "missingValues" in field else missing
            columns[str(field.get("name"))] = _value(none, _meaning(field))
    names = None if dialect.get("header", True) else tuple(columns)
    if names == ():
        faults.note("dialect.header", "without a header, schema.fields must name the columns")
    faults.refuse_if_any()
    form = Form(
        {key.lower(): dialect[key] for key in _CSV if key in dialect},
        names,
        dialect.get("headerRows", [1])[0],
        frozenset(dialect.get("commentRows", ())),
        dialect.get("commentChar"),
    )

    def read_as_written(content: bytes) -> Read:
        header, rows, lines = read(_decoded(content, encoding), form)
        values = [columns.get(name) or _value(missing, bare) for name in header]
        return (
            header,
            [[of(cell) for of, cell in zip(values, row, strict=True)] for row in rows],
            lines,
        )

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


def _decoded(content: bytes, encoding: str) -> str | bytes:
    """Return the text of a file; of UTF-8 the bytes, which are decoded as everywhere."""
    try:
        return content if encoding == "utf-8" else content.decode(encoding)
    except UnicodeError as error:
        raise Refused(f"not {encoding}, as the descriptor has it: {named(error)}") from None


def _object(resource: Mapping[str, Any], key: str, faults: Faults) -> dict[str, Any]:
    found = resource.get(key, {})
    if isinstance(found, dict):
        return found
    faults.note(key, "must stand in the descriptor, as an object")
    return {}


def _sound(
    given: Mapping[str, Any], known: Mapping[str, str], place: str, faults: Faults
) -> dict[str, Any]:
    """Return the properties that are such as they must be, and note the others.

    What is missing may be given as objects with a value each.
    """
    sound = dict(given)
    if isinstance(listed := given.get("missingValues"), list):
        sound["missingValues"] = [
            one.get("value") if isinstance(one, dict) else one for one in listed
        ]
    for key in [key for key in known if key in sound and not _FITS[known[key]](sound[key])]:
        faults.note(f"{place}.{key}", f"must be {known[key]}, not {shown(given[key])}")
        del sound[key]
    return sound


def _value(missing: set[str], meaning: Meaning) -> Meaning:
    """Return what makes of a cell what it says: None for nothing."""
    return lambda cell: None if not cell or cell in missing else meaning(cell)


def _meaning(field: Mapping[str, Any]) -> Meaning:
    """Return what makes of a cell what the type of its field has it stand for."""
    kind, form = field.get("type"), field.get("format", "default").removeprefix("fmt:")
    if kind == "date" and all(any(sign in form for sign in part) for part in _DAY):
        return lambda cell: _dated(cell, form)
    if form not in _PLAIN:
        days = "; of dates, it must have %d, %m and %Y" if kind == "date" else ""
        raise Refused(Fault("format", f"{shown(form)} is not read{days}"))
    if kind in ("integer", "number") and {"decimalChar", "groupChar"} & {*field}:
        point, group = field.get("decimalChar", "."), field.get("groupChar", "")
        return lambda cell: _numbered(cell, point, group)
    if kind == "boolean":
        yes, no = field.get("trueValues", _TRUE), field.get("falseValues", _FALSE)
        if both := {*yes} & {*no}:
            told = f"{examples(map(shown, sorted(both)))} is among trueValues too"
            raise Refused(Fault("falseValues", told))
        truths = dict.fromkeys(yes, "true") | dict.fromkeys(no, "false")
        return lambda cell: truths.get(cell, bare(cell))
    if kind == "list":
        return lambda cell: cell.split(field.get("delimiter", ","))
    return bare


def _dated(cell: str, form: str) -> Any:
    """Return a day that is written in a form as Python's strptime has it."""
    try:
        return datetime.strptime(cell, form).date().isoformat()  # noqa: DTZ007
    except ValueError:
        return Refused(f"must be a date in the form {form}, not {shown(cell)}")


def _numbered(cell: str, point: str, group: str) -> Any:
    """Return a number with a point, of one that is written with other signs."""
    bared = cell.replace(group, "") if group else cell
    if point != "." and "." in bared:
        told = f"must be a number with {shown(point)} as its decimal sign"
        return Refused(f"{told}, not {shown(cell)}")
    return bared.replace(point, ".")
