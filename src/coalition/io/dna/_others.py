"""Files that are no files of DNA 3.0: what they are instead, and what to do about it."""

from collections.abc import Collection

from coalition.faults import named, shown
from coalition.sentences import examples

_READ = "and files of DNA 3.0 are read"
_LAST = "a new database in DNA 3.0 (Documents, Import from DNA database)"
_PACKED = {
    b"PK\x03\x04": "ZIP",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\xfd7zXZ": "xz",
}


def of_bytes(head: bytes) -> str:
    """Say what a file is that does not begin as SQLite does."""
    if not head:
        return "is empty"
    for sign, kind in _PACKED.items():
        if head.startswith(sign):
            return f"is packed ({kind}); unpack it, and give the .dna file that is in it"
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "is a web page, and not the file that it may speak of; download that"
    if text.startswith(b"<"):
        first = "import it into DNA 2 (Documents, Import from DNA 1.31 file)"
        return f"is a file of DNA 1 (XML), {_READ}; {first}, and that into {_LAST}"
    return "is no SQLite file, as it does not begin as one"


def of_tables(tables: Collection[str], columns: Collection[str], version: str | None) -> str | None:
    """Say what a database is that lacks what DNA 3.0 has; None if it should be one of DNA 3.0.

    Parameters
    ----------
    tables : collection of str
        Its tables.
    columns : collection of str
        Those of the table with the texts of statements, which in DNA 3 refer to entities.
    version : str or None
        What it says of itself.
    """
    said = named(version or "")
    if said.startswith(("1", "2")) or (not said and "Value" in columns and "Entity" not in columns):
        return f"is a file of DNA {said or '2'}, {_READ}; import it into {_LAST}"
    if "ROLES" in tables or (said and not said.startswith("3.0")):
        return f"is a file of DNA {said or '3.1'}, whose tables are others, {_READ}"
    if not {"STATEMENTS", "STATEMENTTYPES", "ENTITIES"} & {*tables}:
        there = f"with the tables {examples(map(shown, tables))}" if tables else "without tables"
        return f"is an SQLite file {there}, and none of DNA"
    return None
