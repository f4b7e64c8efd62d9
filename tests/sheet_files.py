"""The same rows as files of every kind that people keep tables in, for the tests that read them."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import openpyxl

Rows = Iterable[Sequence[Any]]
_ODS = "urn:oasis:names:tc:opendocument:xmlns"


def csv_bytes(rows: Rows, delimiter: str = ",", encoding: str = "utf-8", end: str = "\n") -> bytes:
    """Return rows as text with a delimiter; what is None is empty."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx(rows: Rows | Mapping[str, Rows], merged: Sequence[str] = (), hidden: str = "") -> bytes:
    """Return a workbook with one worksheet, or with those named; ranges such as A1:C1 merged."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, table in (rows if isinstance(rows, Mapping) else {"Sheet1": rows}).items():
        sheet = book.create_sheet(name)
        for row in table:
            sheet.append(list(row))
        for cells in merged:
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def ods(rows: Rows | Mapping[str, Rows], more: str = "") -> bytes:
    """Return rows as an OpenDocument spreadsheet with one worksheet, or with those named.

    What is given as more, every row has before its cells.
    """
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            f"<table:table-row>{more}{''.join(map(_cell, row))}</table:table-row>" for row in table
        )
        + "</table:table>"
        for name, table in (rows if isinstance(rows, Mapping) else {"Sheet1": rows}).items()
    )
    content = (
        f'<office:document-content xmlns:office="{_ODS}:office:1.0" office:version="1.3" '
        f'xmlns:table="{_ODS}:table:1.0" xmlns:text="{_ODS}:text:1.0">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = (
        f'<manifest:manifest xmlns:manifest="{_ODS}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", listed)
    return data.getvalue()


def _cell(value: Any) -> str:
    """Return a cell in XML, with the type that a spreadsheet gives such a value."""
    if value is None:
        return "<table:table-cell/>"
    kind, given = "string", ""
    if isinstance(value, bool):
        kind, given = "boolean", f' office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, int | float):
        kind, given = "float", f' office:value="{value}"'
    elif isinstance(value, dt.date):
        kind, given = "date", f' office:date-value="{value.isoformat()}"'
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="{kind}"{given}>{text}</table:table-cell>'
