"""The descriptor of a data package: what it says of tables, and what is believed of one."""

import hashlib
import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import Any

from coalition import strict_json
from coalition.errors import Fault, close_match
from coalition.faults import Faults, Refused, shown
from coalition.io.case.schema import item_schemas
from coalition.io.records import SHORT, of_cases
from coalition.io.text import decoded
from coalition.tables import Lists, Names, Numbers

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
_TYPES: dict[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    **dict.fromkeys((Names, Numbers, Lists), "array"),
}
_KEYS = {"source": "sources", "proposal": "proposals", "party": "parties"}  # an actor is in either
_RESOURCES = 100
_HASHES = ("md5", "sha1", "sha256", "sha512")
_REFUSED = {  # properties of a resource that would have it read from elsewhere, or otherwise
    "compression": "compressed files are not read",
    "data": "tables within the descriptor are not read",
}


def described(
    name: str, cls: type, kinds: Mapping[str, Any], data: bytes, there: list[str]
) -> dict[str, Any]:
    """Return what the descriptor says of a table."""
    known = item_schemas()[cls.__name__]
    fields = []
    for column, kind in kinds.items():
        field = {"name": column, "type": _TYPES[kind], **_known_of(known["properties"], column)}
        if column in known["required"]:
            field["constraints"] = {"required": True} | field.get("constraints", {})
        fields.append(field)
    schema: dict[str, Any] = {
        "$schema": PROFILE.format("tableschema"),
        "fields": fields,
        "missingValues": [""],
    }
    if "id" in kinds:
        schema["primaryKey"] = ["id"]
    if keys := [key for key, table in _KEYS.items() if key in kinds and table in there]:
        schema["foreignKeys"] = [
            {"fields": [key], "reference": {"resource": _KEYS[key], "fields": ["id"]}}
            for key in keys
        ]
    return {
        "$schema": PROFILE.format("dataresource"),
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "description": known["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _known_of(properties: Mapping[str, Any], column: str) -> dict[str, Any]:
    """Return what the schema of case files says of a field, as far as a table can say it."""
    known = properties.get(SHORT.get(column, column), {})
    found = {key: known[key] for key in ("description",) if key in known}
    return found | ({"constraints": {"enum": known["enum"]}} if "enum" in known else {})


def parsed(data: bytes) -> tuple[dict[str, Any], list[Any]]:
    """Return the descriptor, and what it says of each table; refuse what is none."""
    descriptor = strict_json.loads(decoded(data))
    if not isinstance(descriptor, dict):
        raise Refused("a descriptor must be an object")
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or len(resources) > _RESOURCES:
        raise Refused(Fault("resources", f"must be a list of no more than {_RESOURCES} tables"))
    return descriptor, resources


def table_of(resource: Any, seen: Collection[str]) -> str:
    """Return the list that a resource holds; refuse one that is not read as it stands."""
    if not isinstance(resource, dict):
        raise Refused("must be an object")
    faults = Faults(Fault(key, why) for key, why in _REFUSED.items() if key in resource)
    name, path, lists = resource.get("name"), resource.get("path"), of_cases()
    if not isinstance(name, str) or name not in lists:
        hint = close_match(name, lists) if isinstance(name, str) else ""
        faults.note("name", f"must be one of {', '.join(lists)}, not {shown(name)}{hint}")
    elif name in seen:
        faults.note("name", f"{name} is there already")
    if not isinstance(path, str) or not inside(path):
        faults.note("path", f"must be a file in the folder, not {shown(path)}")
    faults.refuse_if_any()
    return str(name)


def inside(path: str) -> bool:
    """Tell whether a path stays within the folder, on any system."""
    parts = PurePosixPath(path).parts
    plain = re.fullmatch(r"[^\\:\x00-\x1f\ud800-\udfff]+", path)
    return plain is not None and not path.startswith("/") and ".." not in parts


def same(content: bytes, resource: Mapping[str, Any]) -> None:
    """Refuse a file that is another than the descriptor describes."""
    given = str(resource.get("hash") or f"sha256:{hashlib.sha256(content).hexdigest()}")
    kind, _, digest = given.rpartition(":")
    if (kind := kind or "md5") not in _HASHES:
        raise Refused(Fault("hash", f"must be by one of {', '.join(_HASHES)}, not {shown(kind)}"))
    found = hashlib.new(kind, content, usedforsecurity=False).hexdigest()
    if resource.get("bytes") not in (None, len(content)) or found != digest.lower():
        message = (
            "is another file than the descriptor describes: the folder is half written or a mix, "
            "or the file was changed by hand; give verify=False to read it all the same"
        )
        raise Refused(Fault("path", f"{shown(resource['path'])} {message}"))
