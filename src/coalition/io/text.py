"""Text of files: as many bytes as are allowed, in UTF-8; and JSON as the library writes it."""

import codecs
import json
import os
import re
from pathlib import Path
from typing import Any

import coalition
from coalition.doors import refusal
from coalition.errors import Fault, InvalidCase, InvalidValue
from coalition.faults import Refused, shown


def a_path(given: str | os.PathLike[str], function: str) -> Path:
    """Return the path that a function was given; refuse what is none.

    A shipped case is no file: who would read one by its name is told how to load it.
    """
    if not isinstance(given, str | os.PathLike) or isinstance(os.fspath(given), bytes):
        raise refusal(given, "the path of a file", function)
    path = Path(given)
    if function.startswith("read_") and given in coalition.list_cases() and not path.exists():
        message = f"{shown(given)} is a shipped case: give co.load_case({shown(given)})"
        raise InvalidValue((Fault("", message),), function)
    return path


_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def taken(file: Path, max_bytes: int) -> bytes:
    """Return the bytes of a file; raise `InvalidCase` where they are too many."""
    with file.open("rb") as opened:
        data = opened.read(max_bytes + 1)
        size = max(len(data), os.fstat(opened.fileno()).st_size)
    if size > max_bytes:
        message = f"{size} bytes are more than max_bytes={max_bytes}"
        fault = Fault("", f"{message}; give a larger one to read them")
        raise InvalidCase((fault,), file.name)
    return data


def decoded(data: str | bytes) -> str:
    """Return data as text in UTF-8, without a byte order mark and with line feeds only."""
    try:
        text = data if isinstance(data, str) else data.decode()
    except UnicodeDecodeError as error:
        raise _undecoded(error, "not UTF-8") from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def decoded_as_found(data: bytes) -> tuple[str, str]:
    """Return data as text with line feeds only, and the encoding that they are found to be in.

    It is what a byte order mark says; UTF-16 where many of every other byte are zero; UTF-8 if all
    of it is; and else Windows-1252, unless more letters are in UTF-8 than are not, or a byte stands
    for none.
    """
    start = data[: 2**16]
    zeros = {"utf-16-be": start[::2].count(0), "utf-16-le": start[1::2].count(0)}
    wide = max(zeros, key=zeros.__getitem__)
    usual = wide if 5 * zeros[wide] > len(start) else "utf-8"
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), usual)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        lenient = data.decode(errors="replace")
        letters = len(re.findall("[^\0-\x7f\ufffd]", lenient))
        if encoding != "utf-8" or letters > lenient.count("\ufffd"):
            raise _undecoded(error, f"not {encoding.removesuffix('-sig').upper()}") from None
        encoding = "windows-1252"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as other:
            raise _undecoded(other, "neither UTF-8 nor Windows-1252") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refused(Fault("", "a character is zero, so it is no text; save it as UTF-8", line))
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _undecoded(error: UnicodeDecodeError, what: str) -> Refused:
    """Return the refusal of bytes that are no text, with the line and the first such byte."""
    message = f"{what}: byte {error.start} is 0x{error.object[error.start]:02X}; save it as UTF-8"
    return Refused(Fault("", message, error.object.count(b"\n", 0, error.start) + 1))


def as_json(tree: Any) -> str:
    """Return tables and lists as JSON that people can read, too."""
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"
