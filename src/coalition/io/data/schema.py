"""The JSON Schema of all data, made from the classes, so that the two cannot differ."""

from inspect import getdoc
from typing import Any

import attrs

from coalition.io.data import classes, kinds
from coalition.io.data.kinds import Schema

FORMAT = 1  # of the data: raise it when the schema changes, but for classes that are added


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of whatever `to_data` gives.

    It says what data look like. What a schema cannot say, such as that a place that is named is
    there, or that a quota is no more than all weights together, `from_data` checks all the same.

    Returns
    -------
    dict
        The schema; `json.dumps` writes it. Without another ``format``, it changes in classes that
        are added, and in descriptions, alone.

    Examples
    --------
    >>> import coalition as co
    >>> schema = co.answer_schema()
    >>> schema["$defs"]["Blocker"]["required"]
    ['type', 'sentence', 'party', 'proposal', 'certain', 'reasons', 'several', 'left_out']
    """
    named = {name: _of_type(name) for name in (*classes.FREE, *classes.classes())}
    refs = [{"$ref": f"#/$defs/{name}"} for name in named]
    plain = {"type": ["null", "boolean", "number", "string"]}
    lists = {name: kind.schema for name, kind in classes.lists_of_cases().items()}
    head = {
        "format": {"const": FORMAT},
        "floating": kinds.TRUTH.schema,
        "exact": {
            "type": "object",
            "propertyNames": {"pattern": "^/"},
            "additionalProperties": {"type": "string", "pattern": kinds.AS_TEXT},
        },
        "case": {"type": "object", "properties": lists, "additionalProperties": False},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answers of coalition, as data",
        "type": "object",
        "properties": head,
        "required": ["format"],
        "anyOf": refs,
        "unevaluatedProperties": False,
        "$defs": {
            **named,
            "anything": {
                "anyOf": [
                    plain,
                    classes.TUPLE.schema,
                    {"anyOf": refs, "unevaluatedProperties": False},
                ]
            },
        },
    }


def _of_type(name: str) -> Schema:
    """Return the schema of the tables of a type."""
    form, cls = classes.form_of(name), classes.classes().get(name)
    words = {"description": str(getdoc(cls)).partition("\n\n")[0]} if cls else {}
    beside = dict.fromkeys(form.beside, kinds.TEXT.schema)
    fields = {part: field.kind.schema for part, field in form.fields.items()}
    always = [part for part, field in form.fields.items() if field.default is attrs.NOTHING]
    return {
        **words,
        "type": "object",
        "properties": {"type": {"const": name}, **beside, **fields},
        "required": ["type", *beside, *always],
    }
