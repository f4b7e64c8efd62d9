"""How the table of a resource is written: its encoding, its dialect, what its cells stand for.

Properties are those of Table Dialect and Table Schema, version 2, which has those of version 1.
What is said and cannot be honored is refused: the table would be read as something else.
"""

import codecs
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

import attrs

from coalition.errors import Fault, close_match
from coalition.faults import Faults, Refused, named, shown
from coalition.io import text_tables
from coalition.io.text_tables import Form, bare
from coalition.sentences import examples

Meaning: TypeAlias = Callable[[str], Any]

_UNSAFE = ("idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf-7")
_DELIMITERS = {"csv": ",", "tsv": "\t"}  # of the formats that are read
_PLAIN = ("default", "email", "uri", "uuid")  # formats of text that is read as it stands
_DAY = (("%d",), ("%m", "%b", "%B"), ("%Y", "%y"))  # what a form of days has
_TRUE, _FALSE = ["true", "True", "TRUE", "1"], ["false", "False", "FALSE", "0"]


def _one(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 1 and value not in "\r\n\0"


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(type(item) is int and item > 0 for item in value)


_DIALECT: dict[str, tuple[Callable[[Any], bool], str]] = {
    "delimiter": (_one, "one character"),
    "quoteChar": (_one, "one character"),
    "escapeChar": (_one, "one character"),
    "doubleQuote": (_truth, "true or false"),
    "skipInitialSpace": (_truth, "true or false"),
    "lineTerminator": (lambda value: value in ("\r\n", "\n", "\r"), "a line break"),
    "header": (_truth, "true or false"),
    "headerRows": (lambda value: _rows(value) and len(value) == 1, "a list of one row, from 1"),
    "commentRows": (_rows, "a list of rows, from 1"),
    "commentChar": (_text, "text"),
    "nullSequence": (lambda value: isinstance(value, str), "text"),
}
_IDLE = (  # what changes nothing for a CSV file with one row of names
    *("$schema", "name", "title", "description", "type", "csvddfVersion", "caseSensitiveHeader"),
    *("headerJoin", "property", "itemType", "itemKeys", "sheetNumber", "sheetName", "table"),
)
_FIELD: dict[str, tuple[Callable[[Any], bool], str]] = {
    "name": (_text, "text"),
    "type": (_text, "text"),
    "format": (_text, "text"),
    "decimalChar": (_text, "text"),
    "groupChar": (_text, "text"),
    "delimiter": (_text, "text"),
    "bareNumber": (lambda value: value is True, "true: signs around numbers are not taken off"),
    "itemType": (lambda value: value == "string", "string: other lists are read as JSON only"),
    "trueValues": (_texts, "a list of texts"),
    "falseValues": (_texts, "a list of texts"),
}


@attrs.frozen
class Column:
    """What the cells of a column stand for."""

    missing: frozenset[str]
    meaning: Meaning = bare

    def value(self, cell: str) -> Any:
        """Return what a cell says: None for nothing, a refusal where it does not fit."""
        return None if cell in self.missing else self.meaning(cell)


@attrs.frozen
class Written:
    """How a resource is written: the form of the file, its columns, and what others are like."""

    encoding: str
    form: Form
    columns: Mapping[str, Column]
    other: Column

    def read(self, content: bytes) -> tuple[list[str], list[list[Any]], list[int]]:
        """Return the header, what the cells of the rows say, and the lines all begin on."""
        header, rows, lines = text_tables.read(self._decoded(content), self.form)
        columns = [self.columns.get(name, self.other) for name in header]
        return (
            header,
            [[c.value(t) for c, t in zip(columns, row, strict=True)] for row in rows],
            lines,
        )

    def _decoded(self, content: bytes) -> str | bytes:
        """Return the text of a file; of UTF-8 the bytes, which are decoded as everywhere."""
        if self.encoding == "utf-8":
            return content
        try:
            return content.decode(self.encoding)
        except UnicodeError as error:
            told = f"not {self.encoding}, as the descriptor has it: {named(error)}"
            raise Refused(told) from None


def written(resource: Mapping[str, Any]) -> Written:
    """Return how a resource is written; refuse every property that cannot be honored."""
    faults = Faults()
    encoding = ""
    with faults.at("encoding"):
        encoding = _encoding(resource.get("encoding", "utf-8"))
    kind = resource.get("format", "csv")
    if not isinstance(kind, str) or kind.lower() not in _DELIMITERS:
        faults.note("format", f"must be {' or '.join(_DELIMITERS)}, not {shown(kind)}")
        kind = "csv"
    schema, fields = _schema(resource.get("schema", {}), faults)
    dialect = _dialect(resource.get("dialect", {}), faults)
    null = {dialect["nullSequence"]} if "nullSequence" in dialect else set()
    missing = _missing(schema, "schema", faults)
    columns = {}
    for index, field in enumerate(fields):
        place = f"schema.fields[{index}]"
        own = _missing(field, place, faults) if "missingValues" in field else missing
        with faults.at(place):
            columns[field["name"]] = Column(frozenset(own | null), _meaning(field))
    names = tuple(field["name"] for field in fields)
    if not dialect.get("header", True) and not names:
        faults.note("dialect.header", "without a header, schema.fields must name the columns")
    form = Form(
        delimiter=dialect.get("delimiter", _DELIMITERS[kind.lower()]),
        quote=dialect.get("quoteChar", '"'),
        escape=dialect.get("escapeChar"),
        double=dialect.get("doubleQuote", True),
        skip_space=dialect.get("skipInitialSpace", False),
        names=None if dialect.get("header", True) else names,
        first=dialect.get("headerRows", [1])[0],
        left_out=frozenset(dialect.get("commentRows", ())),
        comment=dialect.get("commentChar"),
    )
    signs = [form.delimiter, form.quote, form.escape]
    if len({*signs}) < len(signs):
        faults.note("dialect", "delimiter, quoteChar and escapeChar must differ")
    faults.refuse_if_any()
    return Written(encoding, form, columns, Column(frozenset(missing | null)))


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


def _dialect(given: Any, faults: Faults) -> dict[str, Any]:
    """Return the dialect of a table; that of one program is within, under the format's name."""
    if not isinstance(given, dict):
        faults.note("dialect", "must stand in the descriptor, as an object")
        return {}
    dialect = {**given}
    if isinstance(inner := dialect.get("csv"), dict):
        del dialect["csv"]
        dialect |= inner
    for key in [key for key in dialect if key not in _IDLE and key not in _DIALECT]:
        hint = close_match(key, _DIALECT)
        faults.note(f"dialect.{named(key)}", f"is no property that is known{hint}")
    wrong = _wrong(dialect, _DIALECT)
    faults.take("dialect", wrong)
    return {key: value for key, value in dialect.items() if key not in {f.place for f in wrong}}


def _schema(given: Any, faults: Faults) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the schema of a table and its fields, those that are named."""
    if not isinstance(given, dict):
        faults.note("schema", "must stand in the descriptor, as an object")
        return {}, []
    fields = given.get("fields", [])
    if not isinstance(fields, list):
        faults.note("schema.fields", f"must be a list, not {shown(fields)}")
        fields = []
    sound = []
    for index, field in enumerate(fields):
        place = f"schema.fields[{index}]"
        if not isinstance(field, dict) or "name" not in field:
            faults.note(place, "must be an object with a name")
        elif wrong := _wrong(field, _FIELD):
            faults.take(place, wrong)
        else:
            sound.append(field)
    return given, sound


def _wrong(given: Mapping[str, Any], known: Mapping[str, Any]) -> list[Fault]:
    """Return a fault for each property that is none such as it must be."""
    return [
        Fault(key, f"must be {wanted}, not {shown(given[key])}")
        for key, (fits, wanted) in known.items()
        if key in given and not fits(given[key])
    ]


def _missing(given: Mapping[str, Any], place: str, faults: Faults) -> set[str]:
    """Return the texts that stand for nothing: given as such, or as objects with a value."""
    listed: Any = given.get("missingValues", [])
    if isinstance(listed, list):
        listed = [item.get("value") if isinstance(item, dict) else item for item in listed]
    if _texts(listed):
        return {*listed}
    faults.note(f"{place}.missingValues", f"must be a list of texts, not {shown(listed)}")
    return set()


def _meaning(field: Mapping[str, Any]) -> Meaning:
    """Return what makes of a cell what the type of its field has it stand for."""
    kind, form = field.get("type"), str(field.get("format", "default")).removeprefix("fmt:")
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
            raise Refused(
                Fault(
                    "falseValues", f"{examples(map(shown, sorted(both)))} is among trueValues too"
                )
            )
        truths = dict.fromkeys(yes, "true") | dict.fromkeys(no, "false")
        return lambda cell: truths.get(cell, bare(cell))
    if kind == "list":
        return lambda cell: cell.split(field.get("delimiter", ",")) if cell else None
    return bare


def _dated(cell: str, form: str) -> Any:
    """Return a day that is written in a form as Python's strptime has it."""
    try:
        return datetime.strptime(cell, form).date().isoformat() if cell else None  # noqa: DTZ007
    except ValueError:
        return Refused(f"must be a date in the form {form}, not {shown(cell)}")


def _numbered(cell: str, point: str, group: str) -> Any:
    """Return a number with a point, of one that is written with other signs."""
    bared = cell.replace(group, "") if group else cell
    if point != "." and "." in bared:
        return Refused(
            f"must be a number with {shown(point)} as its decimal sign, not {shown(cell)}"
        )
    return bared.replace(point, ".") or None
