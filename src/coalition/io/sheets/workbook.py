"""Worksheets of XLSX, XLSM, XLSB, XLS and ODS files."""

import io
import re
import struct
import zipfile
import zlib
from functools import reduce
from typing import Any

from coalition.errors import MissingExtra, close_match
from coalition.faults import Refused, shown
from coalition.sentences import examples

_CELLS = 30_000_000  # of a worksheet, with all that are empty: each takes memory
_FAR = re.compile(rb""" r=["']([A-Z]{2,3})\d""")  # a cell beyond column Z
_ROW = re.compile(rb""" r=["'](?:[A-Z]{1,3}(?=\d{6}))?(\d+)""")  # of a row, or a cell far down
_ERROR = re.compile(rb"""<c r=["']([A-Z]+\d+)["'](?=[^>]* t=["']e["'])""")
_OVER = re.compile(rb"""number-rows-spanned=["'](?!1["'])""")  # in ODS
_CELLS_IN = re.compile(r"worksheets/.*\.xml$|^content\.xml$")
_EXTENT = re.compile(rb"\x00\x02\x0e\x00(.{12})", re.DOTALL)  # of a worksheet of XLS
_SEEN = ["SheetTypeEnum.WorkSheet", "SheetVisibleEnum.Visible"]
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def worksheet(
    data: bytes, sheet: str | None, max_bytes: int
) -> tuple[list[list[Any]], tuple[str, ...]]:
    """Return the rows of a worksheet from its first row and column on, and how it was chosen.

    A cell that is merged over several rows stands in each of them. What reads XLS may end Python at
    some damaged files: those with an impossible size are refused before.

    Raises
    ------
    Refused
        If the file is damaged, protected or no workbook, the worksheet is not there or takes too
        much memory, or all are empty.
    """
    try:
        from python_calamine import CalamineWorkbook  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtra("sheets") from error
    wrong = _checked(data, max_bytes)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            rows, told = _chosen(book, sheet)
            return rows, (*told, *wrong)
    except (Refused, KeyboardInterrupt):
        raise
    except BaseException as error:  # as its panics are no Exception
        raise Refused(_damage(data, error)) from error


def _damage(data: bytes, error: BaseException | str) -> str:
    """Say why a workbook cannot be read."""
    if type(error).__name__ == "PasswordError" or _LOCKED in data:
        return "it is protected by a password; save it without one"
    if "detect" in str(error):
        kind = "a zip archive" if data.startswith(b"PK") else "an Office file"
        return f"this is {kind}, and damaged or no workbook"
    return f"this is a damaged workbook ({error}); open it in a spreadsheet, and save it again"


def _checked(data: bytes, max_bytes: int) -> tuple[str, ...]:
    """Refuse what the reader would get wrong, or end the program at; say what it leaves out."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        for top, bottom, left, right in map(struct.Struct("<IIHH").unpack, _EXTENT.findall(data)):
            if not (top <= bottom <= 2**16 and left <= right <= 2**8):
                raise Refused(_damage(data, "a worksheet has an impossible size"))
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > 20 * max_bytes:
                message = f"it holds more than 20 times max_bytes={max_bytes}"
                raise Refused(f"{message}; give a larger one")
            texts = [archive.read(name) for name in archive.namelist() if _CELLS_IN.search(name)]
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError) as error:
        raise Refused(_damage(data, error)) from error
    for text in texts:
        far = (reduce(_with_letter, name, 0) for name in set(_FAR.findall(text)))
        columns = max(far, default=26)
        rows = max(map(int, _ROW.findall(text)), default=0)
        if rows * columns > _CELLS:
            message = f"it has a worksheet of {rows:,} rows and {columns:,} columns"
            raise Refused(f"{message}; delete what stands far from the table")
        if _OVER.search(text):
            message = "it has cells that are merged over several rows, which ODS has as empty ones"
            raise Refused(f"{message}; split them, or save it as XLSX")
    wrong = [cell.decode() for text in texts for cell in _ERROR.findall(text)]
    told = f"Cells with an error, such as #N/A, are read as empty: {examples(wrong, 8)}."
    return (told,) if wrong else ()


def _with_letter(column: int, letter: int) -> int:
    """Return the number of a column that has one letter more: from 1 for A, 27 is AA."""
    return 26 * column + letter - ord("A") + 1


def _chosen(book: Any, sheet: str | None) -> tuple[list[list[Any]], tuple[str, ...]]:
    names = book.sheet_names
    if sheet is not None and sheet not in names:
        there = f"there is {examples(map(shown, names), 12)}"
        hint = close_match(str(sheet), names)
        raise Refused(f"there is no worksheet {shown(sheet)}; {there}{hint}")
    kinds = [(one.name, str(one.typ), str(one.visible)) for one in book.sheets_metadata]
    seen = [name for name, *kind in kinds if kind == _SEEN]
    for name in [sheet] if sheet is not None else seen:
        found = book.get_sheet_by_name(name)
        if rows := found.to_python(skip_empty_area=False):
            told: tuple[str, ...] = _filled(rows, found.merged_cell_ranges or ())
            if sheet is None and len(names) > 1:
                which = f"The worksheet {shown(name)} is read, one of {len(names)}"
                others = examples((shown(other) for other in names if other != name), 12)
                told = f"{which}; sheet= chooses another: {others}.", *told
            return rows, told
    hidden = [shown(name) for name in names if name not in seen] if sheet is None else []
    hint = f"; sheet= chooses a hidden one: {examples(hidden, 12)}" if hidden else ""
    raise Refused(f"there is nothing in {'it' if sheet is None else shown(sheet)}{hint}")


def _filled(rows: list[list[Any]], merged: Any) -> tuple[str, ...]:
    """Put the value of a cell that is merged over several rows in each of them, and say so."""
    over = [(top, left, bottom) for (top, left), (bottom, _) in merged if bottom > top]
    for top, left, bottom in over:
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
    return ("A cell that is merged over several rows counts for each of them.",) if over else ()
