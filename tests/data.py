"""Values to data and back, by way of JSON, and the schema of it."""

import json
from functools import cache
from typing import Any

import jsonschema

import coalition as co

SCHEMA = co.answer_schema()


def back(value: object, *, exact: bool = False) -> Any:
    """Return what comes back of a value."""
    return co.from_data(json.loads(json.dumps(co.to_data(value, exact=exact), allow_nan=False)))


@cache
def _validator(kind: str) -> Any:
    """Return the validator of documents of one type, which is the schema of all with one choice."""
    return jsonschema.Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{kind}"}]})


def keeps_to_schema(data: dict[str, Any]) -> bool:
    """Tell whether data are what the schema says of their type."""
    kind = data.get("type")
    known = isinstance(kind, str) and kind in SCHEMA["$defs"]
    return known and bool(_validator(str(kind)).is_valid(data))
