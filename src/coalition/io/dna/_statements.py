"""Statements as the tables of the Discourse Network Analyzer have them, and what is wrong there."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias, TypeVar

import attrs

from coalition.errors import close_match
from coalition.faults import Faults, Refused, shown
from coalition.io.dna._ids import worded
from coalition.io.dna._sqlite import Columns
from coalition.model.dates import PartialDate, read_date
from coalition.sentences import examples

T = TypeVar("T")
Tables: TypeAlias = Mapping[str, list[tuple[Any, ...]]]

_DATA: Columns = {"StatementId": int, "VariableId": int}
_BESIDES = ("Author", "Source", "Section", "Type")
TABLES: dict[str, Columns] = {
    "STATEMENTTYPES": {"ID": int, "Label": str},
    "VARIABLES": {"ID": int, "Variable": str, "DataType": str, "StatementTypeId": int},
    "DOCUMENTS": {"ID": int, "Title": str, "Date": int, **dict.fromkeys((*_BESIDES, "Text"), str)},
    "STATEMENTS": dict.fromkeys(
        ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"), int
    ),
    "CODERS": {"ID": int, "Name": str},
    "ENTITIES": {"ID": int, "VariableId": int, "Value": str},
    "DATASHORTTEXT": {**_DATA, "Entity": int},
    "DATABOOLEAN": {**_DATA, "Value": int},
    "DATAINTEGER": {**_DATA, "Value": int},
}
_EPOCH = date(1970, 1, 1)
_QUOTED = 300  # characters of a passage that are quoted


@attrs.frozen
class Statement:
    """A statement: the entities that its variables name, and the number that its qualifier has.

    Its passage begins and ends at two places in the text of its document, counted as DNA does.
    """

    id: int
    document: int
    start: int
    stop: int
    coder: int
    actor: int
    concept: int
    speaker: int | None
    value: int


def variables_of(
    tables: Tables, statement_type: str, wanted: Mapping[str, str], faults: Faults
) -> tuple[int, dict[str, tuple[int, str]]]:
    """Return the number of the statement type, and number and kind of each variable."""
    types = {label: id for id, label in tables["STATEMENTTYPES"]}
    owner, found = 0, {}
    with faults.at("statement_type"):
        owner = _known(types, statement_type, "statement type")
    there = {name: (id, kind) for id, name, kind, of in tables["VARIABLES"] if of == owner}
    for role, name in wanted.items() if statement_type in types else ():
        kinds = ("boolean", "integer") if role == "qualifier" else ("short text",)
        with faults.at(role):
            id, kind = _known(there, name, f"variable of {statement_type!r}")
            if kind not in kinds:
                raise Refused(f"{name!r} is {kind}, and must be {' or '.join(kinds)}")
            found[role] = id, kind
    return owner, found


def _known(there: Mapping[str, T], name: str, what: str) -> T:
    """Return what there is of a name, or refuse it with those that there are."""
    if name in there:
        return there[name]
    verb = "are" if len(there) > 1 else "is"
    listed = f"there {verb}: {examples(sorted(there), 5)}" if there else "there is none"
    raise Refused(f"no {what} {shown(name)} ({listed}){close_match(str(name), there)}")


def ends_of(
    tables: Tables,
    qualifier: tuple[int, str] | None,
    scale: tuple[int, int] | None,
    faults: Faults,
) -> tuple[int, int]:
    """Return the numbers that are entirely against and entirely for."""
    if qualifier is None or qualifier[1] == "boolean":
        if qualifier and scale is not None:
            faults.note("scale", "is for a qualifier of whole numbers; this is yes or no")
        return 0, 1
    held = {value for _, id, value in tables["DATAINTEGER"] if id == qualifier[0]} or {0}
    found = f"the numbers in the file go from {min(held)} to {max(held)}"
    fits = isinstance(scale, Sequence) and [type(end) for end in scale] == [int, int]
    low, high = scale if scale is not None and fits else (0, 0)
    if low == high:
        wanted = "must be two whole numbers, such as (-5, 5)"
        faults.note("scale", f"{wanted}, not {shown(scale)}; {found}")
    elif not (min(low, high) <= min(held) and max(held) <= max(low, high)):
        faults.note("scale", f"{low} to {high} is too short; {found}")
    return low, high


def statements_of(
    tables: Tables,
    kind: int,
    variables: Mapping[str, tuple[int, str]],
    names: Mapping[int, str],
    faults: Faults,
) -> tuple[list[Statement], list[int]]:
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
    found, silent = [], []
    for id, owner, document, start, stop, coder in sorted(tables["STATEMENTS"]):
        if owner != kind:
            continue
        entities = held.get(id, {})
        value = entities.pop("qualifier", None)
        of = {role: entity for role, entity in entities.items() if names.get(entity)}
        if unknown := [entity for entity in entities.values() if entity not in names]:
            faults.note(f"statement {id}", f"there is no entity {examples(unknown, 5)}")
        elif not graded and value not in {None, 0, 1}:
            faults.note(f"statement {id}", f"must say 0 or 1, not {value}")
        elif value is None or "actor" not in of or "concept" not in of:
            silent.append(id)
        else:
            speaker = of.get("speaker")
            found.append(
                Statement(
                    *(id, document, start, stop, coder),
                    *(of["actor"], of["concept"], speaker, value),
                )
            )
    return found, silent


def dates_of(
    documents: Mapping[int, tuple[Any, ...]], statements: list[Statement], faults: Faults
) -> dict[int, PartialDate]:
    """Return the day of each document that holds statements."""
    found = {}
    for id in sorted({one.document for one in statements}):
        if id not in documents:
            faults.note(f"document {id}", "statements refer to it, and it is not there")
            continue
        seconds = documents[id][1]
        try:
            found[id] = read_date(_EPOCH + timedelta(seconds=seconds))
        except OverflowError:
            faults.note(f"document {id}", f"its date must be seconds since 1970, not {seconds}")
    return found


def quoted(one: Statement, text: bytes) -> str | None:
    """Return the beginning of the passage that a statement marks in a text in UTF-16.

    None where the text does not reach so far: in many published files texts are left out.
    """
    if not 0 <= one.start < one.stop <= len(text) // 2:
        return None
    end = min(one.stop, one.start + _QUOTED)
    passage = worded(text[2 * one.start : 2 * end].decode("utf-16-le", "ignore"))
    if end < one.stop:
        passage = f"{passage.rpartition(' ')[0] or passage} [...]"
    return passage or None
