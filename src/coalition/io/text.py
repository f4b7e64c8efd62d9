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


_MARKS = {  # UTF-32 first, as its mark begins with that of UTF-16
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
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

    It is what a byte order mark says; UTF-16 where every other byte is zero; UTF-8 if all of it is;
    and else Windows-1252, unless other letters are in UTF-8, or a byte stands for none.
    """
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in data:
        encoding = _wide(data)
    try:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding != "utf-8":
                raise
            lenient = data.decode(errors="replace")
            if len(re.findall("[^\0-\x7f\ufffd]", lenient)) > lenient.count("\ufffd"):
                raise _undecoded(error, "not UTF-8, as other letters are") from None
            encoding = "windows-1252"
            text = data.decode(encoding)
    except UnicodeDecodeError as error:
        whole = encoding == "windows-1252"
        kinds = "neither UTF-8 nor Windows-1252" if whole else f"not {encoding[:6].upper()}"
        raise _undecoded(error, kinds) from None
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _wide(data: bytes) -> str:
    """Return which kind of UTF-16 it is by where the zeros are; refuse what is no text."""
    sample = data[: 2**16]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if len(data) % 2 or 20 * most < len(sample) or 10 * least > most:
        line = data.count(b"\n", 0, data.index(0)) + 1
        raise Refused(Fault("", f"byte {data.index(0)} is zero, so it is no text", line))
    return "utf-16-le" if odd > even else "utf-16-be"


def _undecoded(error: UnicodeDecodeError, what: str) -> Refused:
    """Return the refusal of bytes that are no text, with the line and the first such byte."""
    message = f"{what}: byte {error.start} is 0x{error.object[error.start]:02X}; save it as UTF-8"
    return Refused(Fault("", message, error.object.count(b"\n", 0, error.start) + 1))


def as_json(tree: Any) -> str:
    """Return tables and lists as JSON that people can read, too."""
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"
