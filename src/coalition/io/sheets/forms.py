"""What a file is, found from how it begins: its name says less."""

import re
from typing import Literal, TypeAlias

from coalition.faults import Refused

Form: TypeAlias = Literal["text", "gzip", "parquet", "workbook"]

_FORMS: dict[bytes, Form] = {
    b"\x1f\x8b": "gzip",
    b"PAR1": "parquet",
    b"PK\x03\x04": "workbook",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "workbook",  # of Excel up to 2003
}
_OTHERS = {
    b"%PDF": "a PDF",
    b"SQLite format 3": "an SQLite database",
    b"$FL2": "an SPSS file",
    b"<stata_dta>": "a Stata file",
    b"{\\rtf": "a text document (RTF)",
    b"ARROW1": "an Arrow file",
}
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|table|style)\b", re.IGNORECASE
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b", re.IGNORECASE)


def form_of(start: bytes) -> Form:
    """Return the form of a file that begins so; refuse what is known to be no table."""
    for mark, form in _FORMS.items():
        if start.startswith(mark):
            return form
    other = next((name for mark, name in _OTHERS.items() if start.startswith(mark)), None)
    other = "a web page (HTML)" if _PAGE.match(start) else other
    other = "XML" if _XML.match(start) else other
    if other:
        raise Refused(f"this is {other}; save the table in it as XLSX or CSV")
    return "text"
