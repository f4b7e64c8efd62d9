"""Files of the Discourse Network Analyzer, version 3, made from typed-in rows."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT NOT NULL);
CREATE TABLE VARIABLES(
    ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT NOT NULL,
    DataType TEXT NOT NULL DEFAULT 'short text', StatementTypeId INTEGER,
    UNIQUE (Variable, StatementTypeId)
);
CREATE TABLE DOCUMENTS(
    ID INTEGER NOT NULL PRIMARY KEY, Title TEXT NOT NULL, Text TEXT NOT NULL, Coder INTEGER,
    Author TEXT NOT NULL DEFAULT '', Source TEXT NOT NULL DEFAULT '',
    Section TEXT NOT NULL DEFAULT '', Notes TEXT NOT NULL DEFAULT '',
    Type TEXT NOT NULL DEFAULT '', Date INTEGER NOT NULL
);
CREATE TABLE STATEMENTS(
    ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
    Start INTEGER NOT NULL DEFAULT 0, Stop INTEGER NOT NULL DEFAULT 1,
    Coder INTEGER NOT NULL DEFAULT 2
);
CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, Name TEXT NOT NULL, Password TEXT NOT NULL);
INSERT INTO CODERS VALUES (1, 'Admin', ''), (2, 'Coder 1', '');
CREATE TABLE ENTITIES(
    ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '',
    ChildOf INTEGER, UNIQUE (VariableId, Value)
);
CREATE TABLE DATASHORTTEXT(
    ID INTEGER PRIMARY KEY, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Entity INTEGER NOT NULL, UNIQUE (StatementId, VariableId)
);
CREATE TABLE DATABOOLEAN(
    ID INTEGER PRIMARY KEY, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Value INTEGER NOT NULL DEFAULT 1, UNIQUE (StatementId, VariableId)
);
CREATE TABLE DATAINTEGER(
    ID INTEGER PRIMARY KEY, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Value INTEGER NOT NULL DEFAULT 0, UNIQUE (StatementId, VariableId)
);
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement'), (2, 'Annotation');
INSERT INTO VARIABLES VALUES
    (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
    (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1),
    (5, 'strength', 'integer', 1), (6, 'note', 'long text', 2);
"""

Document = tuple[int, str, str, str, str]  # number, title, author, section, day
Said = tuple[int, str, str, str, int | None]  # document, person, organization, concept, value


def seconds(day: str) -> int:
    """Return a day as DNA keeps it."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * 86_400


def write_dna(
    path: Path,
    statements: Iterable[Said],
    documents: Sequence[Document] = ((1, "A hearing", "", "", "2024-02-01"),),
    *,
    graded: bool = False,
    then: str = "",
) -> Path:
    """Write a file, its statements numbered from 1, and run more SQL on it in the end."""
    entities: dict[tuple[int, str], int] = {}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SCHEMA)
        for number, title, author, section, day in documents:
            connection.execute(
                "INSERT INTO DOCUMENTS (ID, Title, Text, Author, Section, Date) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (number, title, "words " * 50, author, section, seconds(day)),
            )
        for number, (document, *names, value) in enumerate(statements, 1):
            values: list[Any] = [number, 1, document]
            connection.execute(
                "INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId) VALUES (?, ?, ?)", values
            )
            for variable, name in enumerate(names, 1):
                key = (variable, str(name))
                if key not in entities:
                    entities[key] = len(entities) + 1
                    row = (entities[key], *key)
                    connection.execute("INSERT INTO ENTITIES VALUES (?, ?, ?, NULL)", row)
                connection.execute(
                    "INSERT INTO DATASHORTTEXT VALUES (NULL, ?, ?, ?)",
                    (number, variable, entities[key]),
                )
            table, variable = ("DATAINTEGER", 5) if graded else ("DATABOOLEAN", 4)
            if value is not None:
                connection.execute(
                    f"INSERT INTO {table} VALUES (NULL, ?, ?, ?)",  # noqa: S608
                    (number, variable, value),
                )
        connection.executescript(then)
    return path
