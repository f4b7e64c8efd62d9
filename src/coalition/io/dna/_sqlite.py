"""Tables of an SQLite file from strangers: read once from top to bottom, and nothing in it is run.

The file is read whole, and nothing is written beside it. Views, virtual tables and columns that are
computed are refused, since they are programs; so are pages that do not fit together. What is left
cannot take more work than a file of its size should.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from coalition.errors import Fault
from coalition.faults import Faults, Refused, named, shown
from coalition.io.dna._others import of_bytes, of_tables
from coalition.sentences import examples

Columns = Mapping[str, type]

_MAGIC = b"SQLite format 3\0"
_HEAD = 100  # bytes by which another file is known
_LOGGED = slice(18, 20)  # the bytes that say whether changes go to a log beside the file
_UNLOGGED = b"\1\1"
_LONGEST = 100_000_000  # bytes of a text
_MOST = 1_000_000  # rows of a table
_STEPS = 10  # of SQLite's machine, for every byte of the file; a sound one takes less than one
_FIRST = 100_000  # steps for a file of any size
_EVERY = 1_000  # steps after which they are counted
_WORDS = {int: "a whole number", str: "text"}


def rows_of(data: bytes, wanted: Mapping[str, Columns]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of some tables, with the columns and their types that are wanted.

    Refuses with every fault: what is no such file, is damaged, or lacks a table or column; then
    values of another type.
    """
    if not data.startswith(_MAGIC):
        raise Refused(of_bytes(data[:_HEAD]))
    if data[_LOGGED] != _UNLOGGED:  # SQLite would look for the log
        data = _UNLOGGED.join((data[: _LOGGED.start], data[_LOGGED.stop :]))
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.deserialize(data)
            _guard(connection, len(data))
            if lacking := [f for t in wanted.items() for f in _lacking(connection, *t)]:
                other = _other(connection)
                raise Refused(*([other] if other else lacking))
            Faults(f for table in wanted for f in _damage(connection, table)).refuse_if_any()
            rows = {table: _rows(connection, table, wanted[table]) for table in wanted}
    except (sqlite3.Error, UnicodeError) as error:  # the second where SQLite's message is no text
        raise Refused(f"damaged, or not what it seems to be: {named(error)}") from None
    Faults(f for t in wanted for f in _mistyped(t, wanted[t], rows[t])).refuse_if_any()
    return rows


def check_closed(path: Path) -> None:
    """Refuse a file that is in use."""
    for suffix in ("-wal", "-journal"):
        beside = path.with_name(path.name + suffix)
        if beside.is_file() and beside.stat().st_size:
            raise Refused(f"{shown(beside.name)} holds changes that are not in it; close it first")


def _guard(connection: sqlite3.Connection, size: int) -> None:
    """Let a connection read only, trust nothing, and stop where it takes too long."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    left = iter(range((_FIRST + _STEPS * size) // _EVERY))
    connection.set_progress_handler(lambda: next(left, None) is None, _EVERY)
    for pragma in ("query_only = ON", "trusted_schema = OFF", "ignore_check_constraints = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _lacking(connection: sqlite3.Connection, table: str, columns: Columns) -> Iterator[Fault]:
    """Yield what is wrong with the definition of a table."""
    found = connection.execute(
        "SELECT type, sql FROM sqlite_master WHERE name = ? COLLATE NOCASE AND type <> 'index'",
        (table,),
    ).fetchall()
    if not found:
        yield Fault(table, "there is no such table")
    elif len(found) > 1 or found[0][0] != "table" or "VIRTUAL" in str(found[0][1]).upper():
        yield Fault(table, "must be a plain table; what is computed is not read")
    else:
        there = {
            str(name): computed
            for _, name, *_, computed in connection.execute(f"PRAGMA table_xinfo({table})")
        }
        for column in columns:
            if column not in there:
                yield Fault(f"{table}.{column}", "there is no such column")
            elif there[column]:
                yield Fault(f"{table}.{column}", "must be stored; what is computed is not read")


def _other(connection: sqlite3.Connection) -> str | None:
    """Say what the database is instead, where it lacks what is wanted."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    tables = [str(name) for (name,) in found]
    columns = [row[1] for row in connection.execute("PRAGMA table_info(DATASHORTTEXT)")]
    version = None
    if not any(_lacking(connection, "SETTINGS", {"Property": str, "Value": str})):
        query = "SELECT Value FROM SETTINGS WHERE Property = 'version'"
        (version,) = connection.execute(query).fetchone() or (None,)
    return of_tables(tables, columns, None if version is None else str(version))


def _damage(connection: sqlite3.Connection, table: str) -> Iterator[Fault]:
    """Yield a fault where pages do not fit together: such as share their text, or lead in circles.

    Otherwise a small file could make SQLite return any amount of text, or take any time.
    """
    (found,) = connection.execute(f"PRAGMA quick_check({table})").fetchone()
    if found != "ok":
        yield Fault(table, f"damaged: {named(found)}")


def _rows(connection: sqlite3.Connection, table: str, columns: Columns) -> list[tuple[Any, ...]]:
    """Return all rows of a table; table and columns are names of ours, not of the file."""
    query = f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED"  # noqa: S608
    rows = list(islice(connection.execute(query), _MOST + 1))
    if len(rows) > _MOST:
        raise Refused(Fault(table, f"has more than {_MOST:,} rows"))
    return rows


def _mistyped(table: str, columns: Columns, rows: list[tuple[Any, ...]]) -> Iterator[Fault]:
    for index, (column, kind) in enumerate(columns.items()):
        if wrong := [shown(row[index]) for row in rows if type(row[index]) is not kind]:
            yield Fault(f"{table}.{column}", f"must be {_WORDS[kind]}, not {examples(wrong, 5)}")
