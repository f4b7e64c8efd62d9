"""Statements as the tables of the Discourse Network Analyzer have them, and what is wrong there."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

import attrs

from coalition.errors import Fault, close_match
from coalition.faults import shown
from coalition.io.dna._sqlite import Columns
from coalition.io.votes.codes import examples
from coalition.model.dates import PartialDate, partial_date

__all__ = ["TABLES", "Said", "dates_of", "ends_of", "statements_of", "variables_of"]

Tables: TypeAlias = Mapping[str, list[tuple[Any, ...]]]

_DATA: Columns = {"StatementId": int, "VariableId": int}
TABLES: dict[str, Columns] = {
    "STATEMENTTYPES": {"ID": int, "Label": str},
    "VARIABLES": {"ID": int, "Variable": str, "DataType": str, "StatementTypeId": int},
    "DOCUMENTS": {
        "ID": int,
        "Title": str,
        "Date": int,
        "Author": str,
        "Source": str,
        "Section": str,
        "Type": str,
    },
    "STATEMENTS": {"ID": int, "StatementTypeId": int, "DocumentId": int},
    "ENTITIES": {"ID": int, "VariableId": int, "Value": str},
    "DATASHORTTEXT": {**_DATA, "Entity": int},
    "DATABOOLEAN": {**_DATA, "Value": int},
    "DATAINTEGER": {**_DATA, "Value": int},
}
_EPOCH = date(1970, 1, 1)
_DAY = 24 * 60 * 60


@attrs.frozen
class Said:
    """A statement: the entities that its variables name, and the number that its qualifier has."""

    id: int
    document: int
    actor: int
    concept: int
    speaker: int | None
    value: int


def variables_of(
    tables: Tables, statement_type: str, wanted: Mapping[str, str], faults: list[Fault]
) -> tuple[int, dict[str, tuple[int, str]]]:
    """Return the number of the statement type, and number and kind of each variable."""
    types = {label: id for id, label in tables["STATEMENTTYPES"]}
    if statement_type not in types:
        faults.append(_absent("statement_type", "statement type", statement_type, types))
        return 0, {}
    there = {
        name: (id, kind)
        for id, name, kind, owner in tables["VARIABLES"]
        if owner == types[statement_type]
    }
    found = {}
    for role, name in wanted.items():
        kinds = ("boolean", "integer") if role == "qualifier" else ("short text",)
        if name not in there:
            faults.append(_absent(role, f"variable of {statement_type!r}", name, there))
        elif there[name][1] not in kinds:
            message = f"{name!r} is {there[name][1]}, and must be {' or '.join(kinds)}"
            faults.append(Fault(role, message))
        else:
            found[role] = there[name]
    return types[statement_type], found


def _absent(place: str, what: str, name: str, there: Collection[str]) -> Fault:
    listed = f"there is: {examples(sorted(there))}" if there else "there is none"
    return Fault(place, f"no {what} {shown(name)} ({listed}){close_match(str(name), there)}")


def ends_of(
    tables: Tables,
    qualifier: tuple[int, str] | None,
    scale: tuple[int, int] | None,
    faults: list[Fault],
) -> tuple[int, int]:
    """Return the numbers that are entirely against and entirely for."""
    if qualifier is None:
        return 0, 1
    id, kind = qualifier
    if kind == "boolean":
        if scale is not None:
            faults.append(Fault("scale", "is for a qualifier of whole numbers; this is yes or no"))
        return 0, 1
    held = {value for _, variable, value in tables["DATAINTEGER"] if variable == id} or {0}
    found = f"the numbers in the file go from {min(held)} to {max(held)}"
    fits = isinstance(scale, Sequence) and [type(end) for end in scale] == [int, int]
    low, high = scale if scale is not None and fits else (0, 0)
    if low == high:
        message = f"must be two whole numbers, such as (-5, 5), not {shown(scale)}; {found}"
        faults.append(Fault("scale", message))
    elif not (min(low, high) <= min(held) and max(held) <= max(low, high)):
        faults.append(Fault("scale", f"{low} to {high} is too short; {found}"))
    return low, high


def statements_of(
    tables: Tables,
    kind: int,
    variables: Mapping[str, tuple[int, str]],
    names: Mapping[int, str],
    faults: list[Fault],
) -> tuple[list[Said], list[int]]:
    """Return the statements of a type, and the ids of those that do not say all that is needed."""
    asked: dict[int, list[str]] = {}
    for role, (variable, _) in variables.items():
        asked.setdefault(variable, []).append(role)
    graded = variables["qualifier"][1] == "integer"
    held: dict[int, dict[str, int]] = {}
    for table in ("DATASHORTTEXT", "DATAINTEGER" if graded else "DATABOOLEAN"):
        for statement, variable, entry in tables[table]:
            for role in asked.get(variable, ()):
                held.setdefault(statement, {})[role] = entry
    said, silent = [], []
    for id, owner, document in sorted(tables["STATEMENTS"]):
        if owner != kind:
            continue
        entities = held.get(id, {})
        value = entities.pop("qualifier", None)
        of = {role: entity for role, entity in entities.items() if names.get(entity)}
        if unknown := [entity for entity in entities.values() if entity not in names]:
            faults.append(Fault(f"statement {id}", f"there is no entity {examples(unknown)}"))
        elif not graded and value not in {None, 0, 1}:
            faults.append(Fault(f"statement {id}", f"must say 0 or 1, not {value}"))
        elif value is None or "actor" not in of or "concept" not in of:
            silent.append(id)
        else:
            one = Said(id, document, of["actor"], of["concept"], of.get("speaker"), value)
            said.append(one)
    return said, silent


def dates_of(
    documents: Mapping[int, tuple[Any, ...]], said: list[Said], faults: list[Fault]
) -> dict[int, PartialDate]:
    """Return the day of each document in which something was said."""
    found = {}
    for id in sorted({one.document for one in said}):
        if id not in documents:
            faults.append(Fault(f"document {id}", "statements refer to it, and it is not there"))
            continue
        seconds = documents[id][1]
        try:
            found[id] = partial_date(_EPOCH + timedelta(days=seconds // _DAY))
        except OverflowError:
            message = f"its date must be seconds since 1970, not {seconds}"
            faults.append(Fault(f"document {id}", message))
    return found
