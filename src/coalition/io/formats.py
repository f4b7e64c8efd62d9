"""The list of formats: which suffix is which, and what reads and writes it.

The formats know nothing of each other. A new one is a module of its own and a line in this list, or
an entry point of another package.
"""

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import attrs

import coalition
from coalition.errors import Fault, InvalidValue
from coalition.faults import Faults, shown
from coalition.io.case.case_file import read_case, write_case
from coalition.io.datapackage.package_file import read_datapackage, write_datapackage
from coalition.io.decide.decide_file import is_tagged, read_decide
from coalition.io.dna.dna_file import read_dna
from coalition.io.popolo.popolo_file import read_popolo, write_popolo
from coalition.io.statements.read_statements import read_statements
from coalition.model.coalition import Coalition
from coalition.sentences import listed

GROUP = "coalition.formats"


@attrs.frozen
class Format:
    """A format that cases come from or go to, for `convert` and the shell.

    A package brings one by an entry point in the group ``coalition.formats`` that leads to a
    `Format`. It is loaded when a file is first looked at, and from then on its suffix is known. Of
    several formats with one suffix, such as ``.json``, it is the one that `fits` says yes for; and
    else the one that has no `fits`. Two that remain are an error that names their packages.

    Parameters
    ----------
    name : str
        What messages call it, such as ``"decide"``.
    suffixes : tuple of str
        How the names of its files end, in lower case: ``".notes"``. The longest that fits counts;
        ``"/"`` is a folder.
    read : callable or None
        Reads a case from a path; None where nothing does. It raises `InvalidCase` with the faults
        of a file. What else it takes by keyword, it is given only where a flag of ``coalition
        read`` has that name.
    write : callable or None
        Writes its first argument, a case, to its second, a path; None where nothing does. Where
        nothing reads the format, it is given not a case but the agreement graph of its parties.
    fits : callable or None
        Tells by what is in a file, given its path, whether it is of the format; None where the
        suffix says so.

    Raises
    ------
    InvalidValue
        If the suffixes are none, or nothing reads or writes the format.

    Examples
    --------
    A format in which the case file is kept under another suffix. In the ``pyproject.toml`` of its
    package stands ``[project.entry-points."coalition.formats"]``, and below it ``kept =
    "the_module:KEPT"``.

    >>> import coalition as co
    >>> KEPT = co.Format("kept case", (".kept",), read=co.read_case)
    >>> co.Format("kept case", ("kept",))
    Traceback (most recent call last):
    coalition.errors.InvalidValue: Format 'kept case': 2 faults
      suffixes: must be such as ('.notes',), in lower case, not ('kept',)
      read: must be given, or write
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[..., Coalition] | None = None
    write: Callable[..., None] | None = None
    fits: Callable[[Path], bool] | None = None

    def __attrs_post_init__(self) -> None:
        faults, ends = Faults(), self.suffixes
        if not (isinstance(ends, tuple) and ends and all(map(_is_suffix, ends))):
            faults.note(
                "suffixes", f"must be such as ('.notes',), in lower case, not {shown(ends)}"
            )
        if self.read is None and self.write is None:
            faults.note("read", "must be given, or write")
        faults.raise_if_any(f"Format {shown(self.name)}")


def _is_suffix(end: object) -> bool:
    return isinstance(end, str) and end == end.lower() and ("." in end or end == "/")


SHEET = Format(
    "sheet of statements",
    (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    read_statements,
)


def _write_graph(graph: Any, path: Path) -> None:
    """Do what `write_graph` does; networkx is loaded for a graph alone."""
    coalition.write_graph(graph, path)


FORMATS = (
    Format("case file", (".toml",), read_case, write_case),
    Format("data package", ("/", "datapackage.json", ".zip"), read_datapackage, write_datapackage),
    Format("Popolo", (".json",), read_popolo, write_popolo),
    Format("DNA", (".dna",), read_dna),
    Format("decide", (".txt", ".csv", ".tab"), read_decide, fits=is_tagged),
    SHEET,
    Format("GraphML", (".graphml",), None, _write_graph),
    Format("GEXF", (".gexf",), None, _write_graph),
    Format("node-link JSON", (".node-link.json",), None, _write_graph),
)


def formats() -> list[tuple[str, Format]]:
    """Return each format after the package that brings it: the library's own, then others'."""
    return [*(("coalition", one) for one in FORMATS), *_brought()]


@cache
def _brought() -> list[tuple[str, Format]]:
    """Return what other packages bring; refuse, naming its package, what cannot be loaded."""
    found, faults = [], Faults()
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.value, entry.name)):
        package = f"{entry.dist.name} {entry.dist.version}" if entry.dist else "a package"
        try:
            one = entry.load()
        except Exception as error:  # noqa: BLE001 - whatever another package may do
            why = f"{entry.value} cannot be loaded ({type(error).__name__}: {error})"
            faults.note(package, f"{why}; repair the package, or uninstall it")
            continue
        if isinstance(one, Format):
            found.append((package, one))
        else:
            faults.note(package, f"{entry.value} must be a co.Format, not {shown(one)}")
    faults.raise_if_any(f"entry points {GROUP}")
    return found


def names_that(can: str) -> str:
    """Return the names of the formats that can `read`, or `write`."""
    return ", ".join(one.name for _, one in formats() if getattr(one, can))


def format_of(path: Path, place: str = "path") -> Format:
    """Return the format of a path by the longest suffix that fits; a bare name is a folder.

    Of several with one suffix, it is the one that what is in the file fits.

    Raises
    ------
    InvalidValue
        If no format has such files, or if several have; `place` is what the error calls the path.
    """
    name = path.name.lower() if path.suffix and not path.is_dir() else f"{path.name}/"
    fitting: dict[tuple[int, int], list[tuple[str, Format]]] = {}
    for package, one in formats():
        if ends := [len(suffix) for suffix in one.suffixes if name.endswith(suffix)]:
            inside = 1 if one.fits is None else 2 * (path.is_file() and one.fits(path))
            fitting.setdefault((max(ends), inside), []).append((package, one))
    best = fitting[max(fitting)] if fitting else []
    if len(best) == 1:
        return best[0][1]
    if best:
        found = listed(f"{package} ({one.name})" for package, one in best)
        message = f"{shown(name)} could be of either of the formats of {found}; uninstall one"
    else:
        suffixes = dict.fromkeys(suffix for _, one in formats() for suffix in one.suffixes)
        message = f"must end in one of {', '.join(suffixes)}, not {shown(name)}"
    raise InvalidValue((Fault(place, message),), "format")


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
        message = f"{found.name} is written only; what is read is {names_that('read')}"
        raise InvalidValue((Fault(place, message),), "format")
    return found.read(path, **options)
