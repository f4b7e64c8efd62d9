"""Files that are no files of DNA 3.0: what they are instead, and what to do about it."""

import re
from collections.abc import Collection

from coalition.faults import named, shown
from coalition.sentences import examples

_READ = "and files of DNA 3.0 are read"
_LAST = "a new database in DNA 3.0 (Documents, Import from DNA database)"
_FIRST = "import it into DNA 2 (Documents, Import from DNA 1.31 file)"
_XML = f"is XML, as files of DNA 1 are, {_READ}; {_FIRST}, and that into {_LAST}"
_BEGINNING = re.compile(rb"(\xef\xbb\xbf)?\s*<(\?xml|discourse)\b")  # of XML


def of_bytes(head: bytes) -> str:
    """Say what a file is that does not begin as SQLite does."""
    if not head:
        return "is empty"
    return _XML if _BEGINNING.match(head) else "is no SQLite file, as it does not begin as one"


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
    older = "Value" in columns and "Entity" not in columns
    said = named((version or "").strip()) or ("2" if older else "3.1" if "ROLES" in tables else "")
    if said.startswith(("1", "2")):
        return f"is a file of DNA {said}, {_READ}; import it into {_LAST}"
    if said and not said.startswith("3.0"):
        return f"is a file of DNA {said}, whose tables are others, {_READ}"
    if not {"STATEMENTS", "STATEMENTTYPES", "ENTITIES"} & {*tables}:
        there = f"with the tables {examples(map(shown, tables))}" if tables else "without tables"
        return f"is an SQLite file {there}, and none of DNA"
    return None
