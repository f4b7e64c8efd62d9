"""The JSON Schema of case files, made from the model, so that the two cannot differ.

Editors complete and check a case file whose first line is ``#:schema ./case.schema.json``. What a
schema cannot say, such as that every party that is named is there, the reader checks all the same.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

import attrs

from coalition.io.case.short_form import DEFAULTS, FORMAT, LISTS, STATEMENTS
from coalition.io.records import of_cases
from coalition.io.text import as_json
from coalition.model import actors, checks
from coalition.model.coalition import Coalition
from coalition.model.dates import FORM, UNKNOWN, optional_date, read_date

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_IDENT: Schema = {"type": "string", "pattern": r"^\S(.*\S)?$"}
_DATE: Schema = {
    "anyOf": [
        {"type": "string", "pattern": f"^{FORM}$"},
        {"type": "integer", "minimum": 1000, "maximum": 9999},
    ]
}
_SAID: Schema = {"anyOf": [*_DATE["anyOf"], {"const": UNKNOWN}]}
_STANCE: Schema = {
    "anyOf": [{"enum": list(checks.STANCES)}, {"type": "number", "minimum": -1, "maximum": 1}]
}
_TOPIC: Schema = {
    "type": ["string", "number"],
    "pattern": r"^[\s/]*[^\s/][^/]*(/\s*[^\s/][^/]*)*[\s/]*$",
}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def _or_list(alone: Schema, item: str | Schema, **more: Any) -> Schema:
    """Return the schema of what is written alone or as a list, of tables where these are named."""
    listed = {"$ref": f"#/$defs/{item}"} if isinstance(item, str) else item
    return {"anyOf": [alone, {"type": "array", "items": listed, **more}]}


_NAMES = _or_list(_IDENT, _IDENT, uniqueItems=True, minItems=1)
_FORMS: dict[Callable[..., Any], Schema] = {  # what each check of the model accepts
    checks.text: _TEXT,
    checks.ident: _IDENT,
    checks.idents: _or_list(_IDENT, _IDENT, uniqueItems=True),
    checks.names: _or_list(_IDENT, _IDENT, uniqueItems=True),
    checks.topic: _TOPIC,
    checks.topics: _or_list(_TOPIC, _TOPIC, uniqueItems=True, minItems=1),
    checks.stance: _STANCE,
    checks.interval: {"type": "array", "items": _STANCE, "minItems": 2, "maxItems": 2},
    checks.difference: {"type": "number", "exclusiveMinimum": 0, "maximum": 2},
    checks.closeness: {"type": "number", "minimum": 0, "maximum": 2},
    checks.salience: {"type": "number", "minimum": 0},
    checks.count: _COUNT,
    checks.flag: {"type": "boolean"},
    checks.attribution: {"enum": list(checks.ATTRIBUTIONS)},
    checks.result: {"enum": list(checks.RESULTS)},
    checks.several: {"enum": list(checks.SEVERAL)},
    checks.kind: {"enum": list(checks.KINDS)},
    checks.role: {"enum": list(checks.ROLES)},
    checks.dates: {"type": "array", "items": _DATE},
    checks.source_of: {"type": "object", "additionalProperties": _IDENT},
    checks.extra: {"anyOf": [_TEXT, {"type": "object"}]},
    read_date: _SAID,
    optional_date: _DATE,
    actors.memberships: _or_list(_IDENT, "Membership"),
    actors.seat_periods: _or_list(_COUNT, "Seats"),
    actors.roles: _or_list(_TEXT, "Role"),
    actors.offices: _or_list(_TEXT, "Role", minItems=1),
}
_NESTED = (actors.Seats, actors.Membership, actors.Role, actors.Identifier, actors.OtherName)


def case_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a case file.

    Dates stand in it as they stand in JSON: as text.

    Returns
    -------
    dict
        The schema; `json.dumps` writes it.

    Examples
    --------
    >>> import coalition as co
    >>> co.case_schema()["$defs"]["Position"]["required"]
    ['stance']
    """
    tables = item_schemas()
    for name in STATEMENTS:
        _shorten(tables[of_cases()[name].__name__], LISTS.get(name, {}))
    case = _object(Coalition)
    case["properties"]["format"] = {"description": "Number of the format.", "const": FORMAT}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Coalition case",
        **case,
        "$defs": tables,
    }


def item_schemas() -> dict[str, Schema]:
    """Return the schema of a table for each class of items, with one table an item."""
    politician = _object(actors.Minister)
    politician["description"] = _summary(actors.Politician)
    politician["required"].remove("office")
    politician["dependentRequired"] = {"portfolio": ["office"]}
    items = (*of_cases().values(), *_NESTED)
    return {item.__name__: _object(item) for item in items} | {"Politician": politician}


def _shorten(table: Schema, lists: Mapping[str, str]) -> None:
    """Let a table stand for several statements, and leave out what its source gives it."""
    fields = table["properties"]
    taken = {*DEFAULTS, *(field for key, field in lists.items() if key != field)}
    table["required"] = [name for name in table["required"] if name not in taken]
    table["allOf"] = [{"anyOf": [{"required": ["source"]}, {"required": [*DEFAULTS]}]}]
    for key, field in lists.items():
        if key == field:
            fields[key] = {"description": f"{fields[key]['description']} Or of several.", **_NAMES}
        else:
            told = f"Ids of several, in place of `{field}`: the table stands for each of them."
            fields[key] = {"description": told, **_NAMES}
            table["allOf"].append({"oneOf": [{"required": [field]}, {"required": [key]}]})


def schema_text() -> str:
    """Return the schema as the text of its file.

    Examples
    --------
    >>> from coalition.io.case.schema import schema_text
    >>> schema_text().splitlines()[1]
    '  "$schema": "https://json-schema.org/draft/2020-12/schema",'
    """
    return as_json(case_schema())


def _object(cls: type) -> Schema:
    """Return the schema of a table of the fields of a class."""
    fields, words = [f for f in attrs.fields(cls) if f.init], _described(cls)
    return {
        "description": _summary(cls),
        "type": "object",
        "properties": {
            field.alias: {"description": words[field.alias], **_form(field)} for field in fields
        },
        "required": [field.alias for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _form(field: "attrs.Attribute[Any]") -> Schema:
    """Return the schema of what a field accepts; a check without a form is of a list of items."""
    converter: Any = field.converter
    if converter.check in _FORMS:
        return _FORMS[converter.check]
    return {"type": "array", "items": {"$ref": f"#/$defs/{get_args(field.type)[0].__name__}"}}


def _summary(cls: type) -> str:
    return str(inspect.getdoc(cls)).partition("\n\n")[0]


def _described(cls: type) -> dict[str, str]:
    """Return what the docstring of a class says about each of its fields."""
    section = str(inspect.getdoc(cls)).partition("Parameters\n----------\n")[2].partition("\n\n")[0]
    found = {}
    for heads, lines in re.findall(r"^(\S.*)((?:\n    .*)+)", section, re.MULTILINE):
        text = " ".join(lines.split())
        base = re.fullmatch(r"As for `(\w+)`\.", text)
        bases = (*cls.__mro__, actors.Party)
        inherited = [_described(other) for other in bases if base and other.__name__ == base[1]]
        for name in heads.partition(" : ")[0].split(", "):
            found[name] = inherited[0][name] if inherited else text
    return found
