"""Data packages: a case as CSV tables with a descriptor, for R, spreadsheets, archives.

The format is Data Package, version 2 (Data Package Working Group 2024, https://datapackage.org).
`loads` and `dumps` work on the bytes of the files by name; `read_datapackage` and
`write_datapackage` add the folder, or the ZIP file that it is packed in.
"""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs

from coalition.errors import Fault, InvalidCase
from coalition.faults import Faults, Refused, as_error, build
from coalition.io import atomic, text_tables
from coalition.io.datapackage._descriptor import (
    DESCRIPTOR,
    PROFILE,
    described,
    parsed,
    same,
    table_of,
)
from coalition.io.datapackage._form import reader
from coalition.io.datapackage._packed import packed, unpacked
from coalition.io.records import misnamed, of_cases, records
from coalition.io.text import (
    TOO_LARGE,
    File,
    Target,
    a_path,
    as_json,
    name_of,
    path_to_read,
    put,
    taken,
)
from coalition.model.coalition import Coalition
from coalition.model.given import Case, a_case
from coalition.tables import cell_of, kinds_of

Opened = Callable[[str, int], bytes]


def write_datapackage(case: Case, path: Target) -> None:
    """Write a case as a data package, from which `read_datapackage` reads an equal case.

    That is a folder with a CSV file for each list of the case that is not empty, and with the
    descriptor ``datapackage.json``, which has their columns, keys, sizes and hashes. All files are
    on the disk before the first is put in its place, and the descriptor is the last, so that a
    half-written folder can be recognized. Files of other names are left alone.

    Or it is that folder packed as a ZIP file: of the same bytes for the same case. Text that a
    spreadsheet would take for a formula has an apostrophe in front.

    Parameters
    ----------
    case : Coalition or str
        What to write.
    path : path-like or open file
        The folder, or the descriptor in it; it is made where it is not there. The folder that it
        lies in must be. A name that ends in ``.zip``, and a file that is open in binary mode, is
        the ZIP file.

    Raises
    ------
    InvalidValue
        If an open file cannot be written to; then nothing is.
    OSError
        If it cannot be written.

    Examples
    --------
    >>> import coalition as co, os, tempfile
    >>> case = co.load_case("migration-2023")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     co.write_datapackage(case, folder)
    ...     print(sorted(os.listdir(folder))[:3])
    ...     co.read_datapackage(folder) == case
    ['commitments.csv', 'comparisons.csv', 'datapackage.json']
    True
    """
    files = dumps(a_case(case, "write_datapackage"))
    if _is_packed(path):
        put(packed(files), path, "write_datapackage")
        return
    given = a_path(path, "write_datapackage")
    folder = given.parent if given.name == DESCRIPTOR else given
    folder.mkdir(exist_ok=True)
    atomic.write_all({folder / name: data for name, data in files.items()})


def read_datapackage(path: File, *, verify: bool = True, max_bytes: int = 50_000_000) -> Coalition:
    """Read a case from a data package, version 1 or 2.

    What the descriptor says of a table holds: its encoding and dialect, which values are missing,
    how numbers, dates and truths are written. What cannot be honored is refused by its name.

    Parameters
    ----------
    path : path-like, bytes or open file
        The folder, or the descriptor in it. Bytes, a file that is open in binary mode, and a path
        that ends in ``.zip`` are the folder as a ZIP file: what it holds, or one folder in it.
    verify : bool
        Whether files must have the sizes and hashes that the descriptor gives. Give False after
        changing a table by hand.
    max_bytes : int
        Size beyond which the files, taken together, are refused; also as they come out of a ZIP
        file.

    Returns
    -------
    Coalition
        What the tables say.

    Raises
    ------
    InvalidCase
        If a file is missing, malformed, not the one that is described or outside the folder, or the
        tables contradict themselves or the model. Every fault is named, with its table, row (from
        0) and column, and with the line of the file.
    InvalidValue
        As for `read_case`.
    OSError
        If there is no descriptor, or a file cannot be read.

    Examples
    --------
    >>> import coalition as co
    >>> co.read_datapackage("nowhere.json")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.json'
    """
    if _is_packed(path):
        data, name = taken(path, "read_datapackage", "the data package", max_bytes, binary=True)
        with as_error(name, InvalidCase):
            files = unpacked(data, max_bytes)
        return loads(files, name, verify=verify)
    given = path_to_read(path, "read_datapackage")
    descriptor = given / DESCRIPTOR if given.is_dir() else given
    folder = Path(os.path.realpath(descriptor.parent))

    def opened(name: str, left: int) -> bytes:
        file = Path(os.path.realpath(folder / name))  # of a link, what it points to
        if not file.is_relative_to(folder) or not file.is_file():
            raise Refused("there is no such file in the folder")
        with file.open("rb") as stream:
            return stream.read(left + 1)

    data, name = taken(descriptor, "read_datapackage", "", max_bytes)
    return _loaded(data, opened, name, max_bytes, verify=verify)


def _is_packed(given: object) -> bool:
    """Tell whether a package is a ZIP file, and no folder."""
    if not isinstance(given, str | os.PathLike):
        return True
    return name_of(given).lower().endswith(".zip") and not Path(given).is_dir()


def loads(files: Mapping[str, bytes], name: str = DESCRIPTOR, *, verify: bool = True) -> Coalition:
    """Return the coalition that the files of a data package describe, by their names.

    `name` is what errors call the package.

    Raises
    ------
    InvalidCase
        As for `read_datapackage`.

    Examples
    --------
    >>> import coalition as co
    >>> from coalition.io.datapackage.package_file import dumps, loads
    >>> case = co.load_case("migration-2023")
    >>> loads(dumps(case)) == case
    True
    """

    def opened(name: str, _: int) -> bytes:
        if name not in files:
            raise Refused("there is no such file")
        return files[name]

    size = sum(map(len, files.values()))
    return _loaded(files.get(DESCRIPTOR, b""), opened, name, size, verify=verify)


def dumps(case: Coalition) -> dict[str, bytes]:
    """Return the files of a data package by their names, the descriptor last.

    Examples
    --------
    >>> import coalition as co
    >>> from coalition.io.datapackage.package_file import dumps
    >>> files = dumps(co.Coalition(parties=[co.Party("VVD", seats=34)]))
    >>> files["parties.csv"].splitlines()[1]
    b'VVD,,34,,,,,,,'
    """
    lists = of_cases()
    descriptor: dict[str, Any] = {"$schema": PROFILE.format("datapackage")}
    for field in _plain_fields():
        if (value := getattr(case, field.name)) != field.default:
            descriptor[field.name] = cell_of(value, str)
    there = [name for name in lists if getattr(case, name)] or ["positions"]  # at least one
    files: dict[str, bytes] = {}
    descriptor["resources"] = []
    for name in there:
        kinds = kinds_of(lists[name])
        rows = (
            tuple(map(cell_of, row, kinds.values()))
            for item in getattr(case, name)
            for row in item._rows()
        )
        data = files[f"{name}.csv"] = text_tables.written(kinds, rows)
        descriptor["resources"].append(described(name, lists[name], kinds, data, there))
    files[DESCRIPTOR] = as_json(descriptor).encode()
    return files


def _plain_fields() -> "list[attrs.Attribute[Any]]":
    """Return the fields of a case that are no lists: they stand in the descriptor."""
    lists = of_cases()
    return [field for field in attrs.fields(Coalition) if field.init and field.name not in lists]


def _loaded(data: bytes, opened: Opened, name: str, max_bytes: int, *, verify: bool) -> Coalition:
    """Return what a package says; `opened` gives the bytes of a file, one more than are wanted."""
    made: dict[str, Any] = {}
    lines: dict[str, list[int]] = {}
    faults = Faults()
    with faults.at(""):
        descriptor, tables = parsed(data)
        left = max_bytes - len(data)
        for index, resource in enumerate(tables):
            with faults.at(f"resources[{index}]"):
                table = table_of(resource, lines)
                lines[table] = []
                content = opened(resource["path"], left)
                if len(content) > left:
                    raise Refused(TOO_LARGE.format(max_bytes))
                left -= len(content)
                if verify:
                    same(content, resource)
                read = reader(resource)
                with faults.at(""):  # the rows name their table, and not the resource
                    made[table], lines[table] = _rows(read, content, table)
        plain = [field.name for field in _plain_fields()]
        made |= {key: descriptor[key] for key in plain if key in descriptor}
        if not faults:
            return build(Coalition, made)
    raise InvalidCase(tuple(_on_line(fault, lines) for fault in faults), name)


def _rows(
    read: Callable[[bytes], text_tables.Read], content: bytes, table: str
) -> tuple[list[dict[str, Any]], list[int]]:
    """Return what each row of a table gives, and the line that it begins on."""
    cls = of_cases()[table]
    faults = Faults()
    with faults.at(table):
        header, rows, (line, *lines) = read(content)
    faults.refuse_if_any()
    faults += [attrs.evolve(fault, line=line) for fault in misnamed(header, cls, table)]
    faults.refuse_if_any()
    return records(header, rows, cls), lines


def _on_line(fault: Fault, lines: Mapping[str, list[int]]) -> Fault:
    """Return a fault of a row with the line that the row begins on."""
    row = re.match(r"(\w+)\[(\d+)\]", fault.place)
    if fault.line or not row or row[1] not in lines:
        return fault
    return attrs.evolve(fault, line=lines[row[1]][int(row[2])])
