"""Files from anywhere and to anywhere: a path, bytes, or an open file; and text in UTF-8."""

import io
import json
import math
import os
import re
import zlib
from collections.abc import Callable
from contextlib import nullcontext, suppress
from gzip import BadGzipFile
from importlib.resources.abc import Traversable
from json.encoder import encode_basestring as quoted
from pathlib import Path, PurePath
from typing import Any, Protocol, TypeAlias, TypeGuard, TypeVar
from zipfile import BadZipFile, ZipFile

import coalition
from coalition.doors import refusal
from coalition.errors import Fault, InvalidCase, InvalidValue
from coalition.faults import Refused, as_error, shown
from coalition.io import atomic

plain_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode
Data_contra = TypeVar("Data_contra", str, bytes, contravariant=True)


class Reads(Protocol):
    """What is open for reading: in binary mode, or in text mode where a format is text."""

    def read(self, size: int, /) -> bytes | str:
        """Return no more than so much, and nothing at the end."""


class Writes(Protocol[Data_contra]):
    """What is open for writing: in binary mode, or in text mode where a format is text."""

    def write(self, data: Data_contra, /) -> object:
        """Write all of it, or as much as it says."""


File: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | Reads | Traversable
Target: TypeAlias = str | os.PathLike[str] | Writes[bytes] | Writes[str]

TOO_LARGE = "more than max_bytes={} bytes; give a larger one to read them"

_CHUNK = 2**24  # bytes that are read at a time
_READ = "the path of a file, bytes or an open file"
_CONTENT = re.compile(r"[\0-\x1f]|^ *[\[{<]|= *[\"']|[^/\\]{256}")  # hardly the name of a file
_PACKED = {b"PK\x03\x04": "ZIP", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_DAMAGED: tuple[type[Exception], ...] = (EOFError, zlib.error, BadGzipFile, BadZipFile)
with suppress(ImportError):  # not every Python has it
    from lzma import LZMAError

    _DAMAGED += (LZMAError,)


def a_path(given: object, function: str, takes: str = "the path of a file") -> Path:
    """Return the path that a function was given; refuse what is none."""
    path = os.fspath(given) if isinstance(given, str | os.PathLike) else None
    if not isinstance(path, str) or not path or "\0" in path:
        raise refusal(given, takes, function)
    return Path(path)


def path_to_read(given: object, function: str) -> Path:
    """Return the path of what is there to be read; tell of text from a file, and of a case.

    A shipped case is no file: who would read one by its name is told how to load it.
    """
    if isinstance(given, str) and _CONTENT.search(given) and not os.path.exists(given):  # noqa: PTH110 - of any text
        hint = "; give what is in a file as bytes, or text as io.StringIO(text)"
        raise refusal(given, _READ, function, hint=hint)
    path = a_path(given, function, _READ)
    if given in coalition.list_cases() and not path.exists():
        message = f"{shown(given)} is a shipped case: give co.load_case({shown(given)})"
        raise InvalidValue((Fault("", message),), function)
    return path


def is_file(given: object) -> TypeGuard[File]:
    """Tell whether something is a path, bytes, or open for reading, and so no data frame."""
    if isinstance(given, str | os.PathLike | bytes | bytearray | memoryview):
        return True
    reads = (getattr(given, name, None) for name in ("read", "read_bytes"))
    return not isinstance(given, type) and any(map(callable, reads))


def name_of(given: object, called: str = "") -> str:
    """Return what errors call a file: its name without its folder; where it has none, `called`."""
    upload = getattr(given, "__dict__", {}).get("filename")  # where `name` is that of a field
    names = (given, upload, getattr(given, "name", None))
    paths = (os.fspath(one) for one in names if isinstance(one, str | os.PathLike))
    name = next((PurePath(path).name for path in paths if isinstance(path, str)), "")
    return (name if name.isprintable() else shown(name)) or called


def taken(
    given: File, function: str, called: str, max_bytes: float, *, binary: bool = False
) -> tuple[bytes, str]:
    """Return what `content_of` does, and what errors call it; raise `InvalidCase` for refusals."""
    with as_error(name_of(given, called), InvalidCase):
        data = content_of(given, function, max_bytes, binary=binary)
    return data, name_of(given, called)


def content_of(
    given: File, function: str, max_bytes: float = math.inf, *, binary: bool = False
) -> bytes:
    """Return the bytes of a file; of one that is open, from where it stands, and leave it open.

    No more than `max_bytes` are read, and one, which shows that they are too many. Text is in
    UTF-8 then; what is `binary` cannot be text.

    Raises
    ------
    Refused
        If it holds more, or is damaged.
    InvalidValue
        If it is none of these, or cannot be read.
    OSError
        If there is no such file, or the system does not read it.
    """
    source: Any = given
    if isinstance(given, bytes | bytearray | memoryview):
        source = io.BytesIO(given)
    elif isinstance(given, ZipFile):
        raise refusal(given, _READ, function, hint="; open a member of it: archive.open(name)")
    elif isinstance(given, str | os.PathLike) or not is_file(given):
        source = path_to_read(given, function)
    opened = source.open("rb") if hasattr(source, "read_bytes") else nullcontext(source)
    with opened as file:
        try:  # of an upload there is the file, as its own methods are to be awaited
            return _read(getattr(file, "file", file), max_bytes, binary=binary)
        except (TypeError, ValueError) as error:
            raise _unusable(error, function, "cannot be read", "for reading", "rb") from error
        except _DAMAGED as error:
            raise Refused(f"is damaged: {error}") from error


def _read(file: Any, max_bytes: float, *, binary: bool) -> bytes:
    whole = io.BytesIO()  # which gives its bytes without a copy of them
    while (size := whole.tell()) <= max_bytes:
        part = file.read(int(min(_CHUNK, max_bytes + 1 - size)))
        if isinstance(part, str) and not binary:
            part = part.encode("utf-8", "surrogatepass")
        if not isinstance(part, bytes):
            raise ValueError(f"it gives {type(part).__name__}, not bytes")  # noqa: TRY004
        if not whole.write(part):
            break
    if size > max_bytes:
        raise Refused(TOO_LARGE.format(max_bytes))
    if not size and getattr(file, "seekable", bool)() and file.tell():
        raise Refused("there is nothing after where it stands; seek(0) goes back to its beginning")
    return whole.getvalue()


def put(data: str | bytes, target: Target, function: str) -> None:
    """Write data to a path, whole or not at all, or to an open file; text to one of any mode.

    Raises
    ------
    InvalidValue
        If it is neither, or cannot be written to.
    OSError
        If the system does not write it.
    """
    whole = data.encode() if isinstance(data, str) else data
    opened: Any = target
    if isinstance(target, ZipFile):
        hint = "; open a member of it: archive.open(name, 'w')"
        raise refusal(target, "the path of a file, or an open file", function, hint=hint)
    if isinstance(target, type) or not callable(getattr(target, "write", None)):
        atomic.write(a_path(target, function, "the path of a file, or an open file"), whole)
        return
    rest: Any = data
    try:
        with suppress(TypeError):  # of a file in text mode
            opened.write(b"")
            rest = whole
        encoding = getattr(opened, "encoding", None) if isinstance(rest, str) else None
        if encoding and data.encode(encoding) != whole:  # type: ignore[union-attr]
            raise ValueError(f"it is in {encoding}, not UTF-8")  # noqa: TRY301
        while rest:
            if (written := opened.write(rest)) == 0:
                raise ValueError("it takes no more")  # noqa: TRY301
            rest = rest[written:] if isinstance(written, int) else rest[:0]
    except (ValueError, TypeError, LookupError) as error:
        raise _unusable(error, function, "cannot be written to", "for writing", "wb") from error


def _unusable(error: Exception, function: str, what: str, how: str, mode: str) -> InvalidValue:
    """Return the error of an open file that is open otherwise, or no more."""
    why = f"it is not open {how}" if isinstance(error, io.UnsupportedOperation) else str(error)
    hint = f"open it {how}, in binary mode: open(path, '{mode}')"
    return InvalidValue((Fault("", f"{what}: {why.removesuffix('.')}; {hint}"),), function)


_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


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
    for mark, kind in _PACKED.items():
        if error.object.startswith(mark):
            return Refused(f"this is packed as {kind}; unpack it first")
    message = f"{what}: byte {error.start} is 0x{error.object[error.start]:02X}; save it as UTF-8"
    return Refused(Fault("", message, error.object.count(b"\n", 0, error.start) + 1))


def as_json(tree: Any) -> str:
    """Return tables and lists as JSON that people can read, too.

    It is what `json.dumps` writes with an indent, but that takes several times as long.
    """
    return f"{_indented(tree, chr(10))}\n"


def _indented(tree: Any, line: str) -> str:
    """Return a value as JSON; `line` is the break, and the margin, of the lines that it is on."""
    if isinstance(tree, str):
        return quoted(tree)
    inner = f"{line}  "
    if isinstance(tree, dict) and tree:
        items = [f"{quoted(key)}: {_indented(one, inner)}" for key, one in tree.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    if isinstance(tree, list | tuple) and tree:
        return f"[{inner}{f',{inner}'.join([_indented(one, inner) for one in tree])}{line}]"
    return plain_json(tree)
