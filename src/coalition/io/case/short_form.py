"""The short form of a case file, in which what holds of several statements is written once.

A table stands for a statement of each of the actors, and on each of the proposals, that it lists;
and a statement without a date or an attribution has that of its source, the first of several.
`spelled_out` gives every statement a table of its own, and `shortened` is the way back.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby, product
from math import prod
from typing import Any

import attrs

from coalition.characters import nfc
from coalition.errors import Fault
from coalition.faults import Refused, shown
from coalition.io.records import of_cases
from coalition.model.statements import Statement

Table = dict[str, Any]

FORMAT = 1  # of case files, where none is given too; the next number where they are read otherwise
STATEMENTS = tuple(name for name, cls in of_cases().items() if issubclass(cls, Statement))
LISTS = {  # which key lists values of which field, those that change the fastest last
    "positions": {"proposals": "proposal", "actors": "actor"},
    "comparisons": {"proposals": "proposal", "more": "more", "less": "less"},
    "outcomes": {"proposals": "proposal"},
}
DEFAULTS = ("date", "attribution")  # what a source gives its statements
_COMMON = frozenset(str(field.alias) for field in attrs.fields(Statement))
_MOST = 1_000_000  # statements that a file may list
_PLACE = re.compile(rf"\b({'|'.join(STATEMENTS)})\[(\d+)\](?:\.(\w+))?", re.ASCII)


@attrs.frozen
class Spelled:
    """A file, and its tables with one for each statement, each of which is made when it is read."""

    written: Table
    tables: Table

    @cached_property
    def _origins(self) -> dict[str, list[tuple[int, Mapping[str, str]]]]:
        """Return of each statement the index of its table in the file, and where fields are."""
        return {
            name: [(index, places) for index, _, places in _statements(self.written, name)]
            for name in STATEMENTS
            if isinstance(self.written.get(name), list)
        }

    def located(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """Yield the faults with places that are in the file, each once."""
        found, sources = list(faults), _sources(self.written)
        told = {(f.place.rpartition(".")[2], f.message) for f in found if "sources[" in f.place}
        places = {fault.place for fault in found}
        seen: dict[Fault, None] = {}  # in their order
        for fault in found:
            message = _PLACE.sub(self._origin, fault.message)
            if said := _PLACE.fullmatch(fault.place):
                name, number, field = said.groups()
                table = self.written[name][self._origins[name][int(number)][0]]
                if field in DEFAULTS and field not in table and "source" in table:
                    source, beside = _source(table), f"{name}[{number}].source"
                    if (field, message) in told or not places.isdisjoint((beside, f"{beside}[0]")):
                        continue  # it is said of the source
                    if source in sources:
                        message = f"{message}; source {shown(source)} has none to give, either"
            seen[Fault(_PLACE.sub(self._origin, fault.place), message, fault.line)] = None
        yield from seen

    def _origin(self, match: re.Match[str]) -> str:
        name, number, field = match.groups()
        made = self._origins.get(name, [])
        if int(number) >= len(made):
            return match[0]
        index, places = made[int(number)]
        return f"{name}[{index}]" + (f".{places.get(field, field)}" if field else "")


def spelled_out(written: Table) -> Spelled:
    """Return the tables of a file with one for each statement; refuse a format of the future."""
    tables = dict(written)
    number = tables.pop("format", FORMAT)
    if type(number) is not int or number != FORMAT:
        message = f"must be {FORMAT}, not {shown(number)}; a higher one needs a newer coalition"
        raise Refused(Fault("format", message))
    for name in STATEMENTS:
        if isinstance(written.get(name), list):
            tables[name] = (table for _, table, _ in _statements(written, name))
    return Spelled(written, tables)


def _statements(written: Table, name: str) -> Iterator[tuple[int, Any, Mapping[str, str]]]:
    """Yield a table for each statement of a list, after its index in the file, with its places."""
    sources, left = _sources(written), _MOST
    for index, table in enumerate(written[name]):
        for whole, places in _each(table, name, sources, left):
            left -= 1
            yield index, whole, places


def _sources(tables: Table) -> dict[str, Table]:
    """Return the sources of a file by id, the first of each."""
    listed = tables.get("sources")
    found: dict[str, Table] = {}
    for source in listed if isinstance(listed, list) else ():
        if isinstance(source, dict) and isinstance(source.get("id"), str):
            found.setdefault(nfc(source["id"]), source)
    return found


def _source(table: Table) -> str:
    """Return the first source that a statement names; no text where there is none."""
    named = table.get("source")
    first = named[0] if isinstance(named, list) and named else named
    return nfc(first) if isinstance(first, str) else ""


def _each(
    table: Any, name: str, sources: Mapping[str, Table], most: int
) -> Iterator[tuple[Any, Mapping[str, str]]]:
    """Yield a table for each statement that one stands for, with the places of what it lists."""
    if not isinstance(table, dict):
        yield table, {}
        return
    given = sources.get(_source(table), {})
    rest, listed = {key: given[key] for key in DEFAULTS if key in given} | table, {}
    for key, field in LISTS.get(name, {}).items():
        if key != field and isinstance(rest.get(field), list):
            rest[field] = Refused(f"must be one; several stand in `{key}`")
        if key in rest and (key != field or isinstance(rest[key], list)):
            alone = key == field or field not in table
            several = rest.pop(key)
            refused = Refused(f"cannot go along with `{field}`")
            listed[field] = _named(key, several if alone else refused)
    if not listed:
        yield rest, {}
        return
    if prod(map(len, listed.values())) > max(most, 1):
        refused = Refused(f"a file may list no more than {_MOST:,} statements")
        listed = {field: [(refused, named[0][1])] for field, named in listed.items()}
    for parts in product(*listed.values()):
        named = dict(zip(listed, parts, strict=True))
        values = {field: value for field, (value, _) in named.items()}
        yield rest | values, {field: place for field, (_, place) in named.items()}


def _named(key: str, listed: Any) -> list[tuple[Any, str]]:
    """Return what a key lists, each with its place; or what is wrong with it as a whole."""
    if not isinstance(listed, list):
        return [(listed, key)]
    counts = Counter(nfc(name) for name in listed if isinstance(name, str))
    if twice := sorted(name for name, times in counts.items() if times > 1):
        return [(Refused(f"names {', '.join(twice)} more than once"), key)]
    if not listed:
        return [(Refused("must name at least one"), key)]
    return [(name, f"{key}[{index}]") for index, name in enumerate(listed)]


def shortened(tables: Table) -> Table:
    """Return the tables of a file in which neighbors that differ in one name are one table."""
    sources, found = _sources(tables), dict(tables)
    for name in STATEMENTS:
        if name in tables:
            bare = [_bare(table, sources) for table in tables[name]]
            for key, field in reversed(LISTS.get(name, {}).items()):
                bare = _joined(bare, field, key)
            found[name] = bare
    return found


def _bare(table: Table, sources: Mapping[str, Table]) -> Table:
    """Return a statement without what its source gives it, what is said before how it is known."""
    given = sources.get(_source(table), {})
    kept = [
        said for said in table.items() if said[0] not in DEFAULTS or given.get(said[0]) != said[1]
    ]
    return dict(sorted(kept, key=lambda said: said[0] in _COMMON))


def _joined(tables: Iterable[Table], field: str, key: str) -> list[Table]:
    """Return tables with neighbors as one that differ in a name only, which are then a list."""

    def rest(table: Table) -> tuple[bool, Table]:
        others = {name: said for name, said in table.items() if name != field}
        return isinstance(table.get(field), str), others

    found: list[Table] = []
    for (alone, _), group in groupby(tables, rest):
        alike = list(group)
        names = [table.get(field) for table in alike]
        if alone and 1 < len(names) == len(set(names)):
            first = alike[0].items()
            alike = [dict((key, names) if name == field else (name, said) for name, said in first)]
        found += alike
    return found
