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
    rb"%PDF": "a PDF",
    rb"SQLite format 3": "an SQLite database",
    rb"\$FL2": "an SPSS file",
    rb"<stata_dta>": "a Stata file",
    rb"\{\\rtf": "a text document (RTF)",
    rb"ARROW1": "an Arrow file",
    rb"(?i:\s*<(?:!doctype|html|head|meta|table|style)\b)": "a web page (HTML)",
    rb"\s*<\?xml\b": "XML",
}


def form_of(start: bytes) -> Form:
    """Return the form of a file that begins so; refuse what is known to be no table."""
    for mark, form in _FORMS.items():
        if start.startswith(mark):
            return form
    for pattern, other in _OTHERS.items():
        if re.match(pattern, start.removeprefix(b"\xef\xbb\xbf")):
            raise Refused(f"this is {other}; save the table in it as XLSX or CSV")
    return "text"
