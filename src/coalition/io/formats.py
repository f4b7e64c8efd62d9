"""The list of formats: which suffix is which, and what reads and writes it.

The formats know nothing of each other. A new one is a module of its own and a line in this list.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from coalition.errors import Fault, InvalidValue
from coalition.faults import shown
from coalition.io.case.case_file import read_case, write_case
from coalition.io.datapackage.package_file import read_datapackage, write_datapackage
from coalition.io.decide.decide_file import is_tagged, read_decide
from coalition.io.dna.dna_file import read_dna
from coalition.io.graphs import write_graph
from coalition.io.popolo.popolo_file import read_popolo, write_popolo
from coalition.io.statements.read_statements import read_statements
from coalition.model.coalition import Coalition


@attrs.frozen
class Format:
    """A format that cases come from or go to.

    Parameters
    ----------
    name : str
        What it is called.
    suffixes : tuple of str
        How the names of its files end; ``/`` is a folder.
    read : callable or None
        Reads a case from a path.
    write : callable or None
        Writes a case to a path; or, where nothing reads it, a graph of the agreement of parties.
    fits : callable or None
        Tells by what is in a file whether it is of the format; None where the suffix says so.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[..., Coalition] | None = None
    write: Callable[[Any, Path], None] | None = None
    fits: Callable[[Path], bool] | None = None


SHEET = Format(
    "sheet of statements",
    (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    read_statements,
)

FORMATS = (
    Format("case file", (".toml",), read_case, write_case),
    Format("data package", ("/", "datapackage.json"), read_datapackage, write_datapackage),
    Format("Popolo", (".json",), read_popolo, write_popolo),
    Format("DNA", (".dna",), read_dna),
    Format("decide", (".txt", ".csv", ".tab"), read_decide, fits=is_tagged),
    SHEET,
    Format("GraphML", (".graphml",), None, write_graph),
    Format("GEXF", (".gexf",), None, write_graph),
    Format("node-link JSON", (".node-link.json",), None, write_graph),
)


def format_of(path: Path, place: str = "path") -> Format:
    """Return the format of a path by the longest suffix that fits; a bare name is a folder.

    Of two with one suffix, it is the one that what is in the file fits.

    Raises
    ------
    InvalidValue
        If no format has such files; `place` is what the error calls the path.
    """
    name = path.name.lower() if path.suffix and not path.is_dir() else f"{path.name}/"
    fitting = [
        (len(suffix), found)
        for found in FORMATS
        for suffix in found.suffixes
        if name.endswith(suffix) and (found.fits is None or (path.is_file() and found.fits(path)))
    ]
    if not fitting:
        suffixes = dict.fromkeys(suffix for found in FORMATS for suffix in found.suffixes)
        message = f"must end in one of {', '.join(suffixes)}, not {shown(name)}"
        raise InvalidValue((Fault(place, message),), "format")
    return max(fitting, key=lambda pair: pair[0])[1]


def read_from(path: Path, place: str = "path", **options: Any) -> Coalition:
    """Return the case in a file of any format that is read, with options that its reader takes.

    Raises
    ------
    InvalidValue
        If no format has such files, or one that is written only; `place` is what the error calls
        the path.
    InvalidCase
        If the file has faults.
    OSError
        If it cannot be read.
    """
    found = format_of(path, place)
    if found.read is None:
        readable = ", ".join(known.name for known in FORMATS if known.read)
        message = f"{found.name} is written only; what is read is {readable}"
        raise InvalidValue((Fault(place, message),), "format")
    return found.read(path, **options)
