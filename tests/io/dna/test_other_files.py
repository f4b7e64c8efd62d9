"""Files of other versions and kinds: named as what they are, with what to do about it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import coalition as co
from tests.dna_files import write_dna

NEW = "a new database in DNA 3.0 (Documents, Import from DNA database)"
SETTINGS = "CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);"
XML = "is XML, as files of DNA 1 are"
FIRST = "import it into DNA 2 (Documents, Import from DNA 1.31 file)"
DNA_2 = """
CREATE TABLE DOCUMENTS(ID INTEGER, Title TEXT, Text TEXT, Author TEXT, Source TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER, StatementTypeId INTEGER, DocumentId INTEGER);
CREATE TABLE DATASHORTTEXT(ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value TEXT);
"""
DNA_31 = """
DROP TABLE VARIABLES;
CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT, DataType TEXT);
CREATE TABLE ROLES(ID INTEGER NOT NULL PRIMARY KEY, RoleName TEXT, StatementTypeId INTEGER);
"""


def said(version: str) -> str:
    """Return what makes a database say its version."""
    return SETTINGS + f"INSERT INTO SETTINGS SELECT 'version', '{version}'"


def fault(path: Path) -> str:
    """Return the one fault for which a file is refused."""
    with pytest.raises(co.InvalidCase) as caught:
        co.read_dna(path)
    (found,) = caught.value.faults
    return str(found)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (
            DNA_2 + said("2.0 beta 24"),
            f"is a file of DNA 2.0 beta 24, and files of DNA 3.0 are read; import it into {NEW}",
        ),
        (DNA_2, f"is a file of DNA 2, and files of DNA 3.0 are read; import it into {NEW}"),
        (
            DNA_2 + SETTINGS,
            f"is a file of DNA 2, and files of DNA 3.0 are read; import it into {NEW}",
        ),
        (
            said("2.0 beta 1"),
            f"is a file of DNA 2.0 beta 1, and files of DNA 3.0 are read; import it into {NEW}",
        ),
        (
            "CREATE TABLE moz_places(id); CREATE TABLE a(x); CREATE VIEW v AS SELECT 1",
            "is an SQLite file with the tables 'a', 'moz_places', and none of DNA",
        ),
        ("VACUUM", "is an SQLite file without tables, and none of DNA"),
    ],
)
def test_other_databases(script: str, message: str, tmp_path: Path) -> None:
    """A database of DNA 2 is named with its version and the way to DNA 3; others as what they are.

    What DNA 2 has: github.com/leifeld-lab/dna, issues 244, 263 and 272.
    """
    path = tmp_path / "x.dna"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA user_version = 1")
        connection.executescript(script)
    assert fault(path) == message


@pytest.mark.parametrize(
    ("then", "message"),
    [
        (DNA_31, "is a file of DNA 3.1, whose tables are others, and files of DNA 3.0 are read"),
        (
            DNA_31 + said("3.1.1"),
            "is a file of DNA 3.1.1, whose tables are others, and files of DNA 3.0 are read",
        ),
    ],
)
def test_a_later_version(then: str, message: str, tmp_path: Path) -> None:
    """A database of DNA 3.1, which has roles between variables and statements, is named as such."""
    assert fault(write_dna(tmp_path / "x.dna", [(1, "", "A", "p", 1)], then=then)) == message


def test_version_3_is_read_whatever_it_says(tmp_path: Path) -> None:
    """A database that has what is read is read, with settings or without."""
    then = "CREATE TABLE SETTINGS(Property TEXT, Value TEXT); INSERT INTO SETTINGS VALUES ({})"
    for number, version in enumerate(("'version', '3.0.11'", "'version', NULL", "'date', '1'")):
        path = tmp_path / f"{number}.dna"
        write_dna(path, [(1, "", "A", "p", 1)], then=then.format(version))
        assert co.read_dna(path).parties


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (
            b'<?xml version="1.0" encoding="UTF-8"?>\n<discourse>',
            f"{XML}, and files of DNA 3.0 are read; {FIRST}, and that into {NEW}",
        ),
        (b"\xef\xbb\xbf\n<discourse>", f"{XML}, and files of DNA 3.0 are read"),
        (b"\n\n<!DOCTYPE html>\n<html>", "is no SQLite file, as it does not begin as one"),
        (b'{"type": "sqlite"}', "is no SQLite file, as it does not begin as one"),
        (b"SQLite format 2\0", "is no SQLite file, as it does not begin as one"),
    ],
)
def test_files_that_are_no_databases(data: bytes, message: str, tmp_path: Path) -> None:
    """An empty file and XML as of DNA 1 are told apart from the rest."""
    path = tmp_path / "x.dna"
    path.write_bytes(data)
    assert fault(path).startswith(message)
