"""In memory: what is read of a path is read of bytes and of open files alike, and written so."""

import bz2
import gzip
import io
import json
import lzma
import os
import socket
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

import coalition as co
from coalition.io.datapackage.package_file import dumps
from tests import strategies
from tests.dna_files import write_dna
from tests.sheet_files import xlsx

CASE = co.load_case("migration-2023")
TALKS = "actor,proposal,stance,date\nA,toll,for,2024\nÉ,toll,against,2024\n"
SCALES = "actor,econ\nA,1\nB,9\n"
VOTES = "actor,proposal,stance\nA,p,1\nB,p,-1\n"
DECIDE = """#A\tA
#A\tB
#P\ttoll
#M\ttoll\t0
#M\ttoll\t100
#D\tA\ttoll\t0\t1\t1
#D\tB\ttoll\t100\t1\t1
"""
SAID: Any = {"seats": {"A": 3, "É": 2}}
Read = Callable[[Any], Any]


def read_votes(file: Any) -> Any:
    return co.to_frame(co.read_votes(file), backend="pandas").to_csv()


def read_graph(file: Any) -> Any:
    found = co.read_agreement_graph(file, stances={"1": 1, "-1": -1})
    return nx.node_link_data(found, edges="edges")


def read_scales(file: Any) -> co.Scales:
    return co.read_scales(file, issues={"econ": (0, 10)})


def framed(file: Any) -> co.Coalition:
    return co.from_frame(parties=file)


def popolo() -> str:
    with io.StringIO() as file:
        co.write_popolo(CASE, file)
        return file.getvalue()


def package() -> bytes:
    with io.BytesIO() as file:
        co.write_datapackage(CASE, file)
        return file.getvalue()


def parquet() -> bytes:
    with io.BytesIO() as file:
        frame = pd.DataFrame({"actor": ["A", "B"], "proposal": ["p", "p"], "stance": ["1", "-1"]})
        frame.to_parquet(file)
        return file.getvalue()


def zipped(data: bytes) -> bytes:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("x", data)
        return file.getvalue()


TEXTS: dict[str, tuple[Read, str]] = {
    "case.toml": (co.read_case, co.dumps_case(CASE)),
    "case.json": (co.read_popolo, popolo()),
    "toll.txt": (co.read_decide, DECIDE),
    "talks.csv": (co.read_statements, TALKS),
    "scales.csv": (read_scales, SCALES),
    "decide.csv": (co.read_scales, DECIDE),
    "votes.csv": (read_votes, VOTES),
    "ties.csv": (read_graph, VOTES),
    "parties.csv": (framed, "id,seats\nA,3\n"),
}
BYTES: dict[str, tuple[Read, bytes]] = {
    **{name: (read, text.encode()) for name, (read, text) in TEXTS.items()},
    "case.zip": (co.read_datapackage, package()),
    "talks.xlsx": (co.read_statements, xlsx([line.split(",") for line in TALKS.split()])),
    "votes.xlsx": (read_votes, xlsx([line.split(",") for line in VOTES.split()])),
    "votes.parquet": (read_votes, parquet()),
    "votes.csv.gz": (read_votes, gzip.compress(VOTES.encode())),
}
READERS: dict[str, Read] = {
    "case": co.read_case, "Popolo": co.read_popolo, "package": co.read_datapackage,
    "DNA": co.read_dna, "decide": co.read_decide, "statements": co.read_statements,
    "scales": read_scales, "votes": read_votes, "graph": read_graph, "frame": framed,
}  # fmt: skip
LIMITED = {name: READERS[name] for name in ("case", "Popolo", "package", "DNA", "decide")}
WRITERS: dict[str, Callable[..., None]] = {
    "case.toml": co.write_case, "case.json": co.write_popolo, "case.zip": co.write_datapackage,
    "case.gexf": lambda case, file, **more: co.write_graph(co.agreement_graph(case), file, **more),
    "page.html": lambda _, file: co.write_page(co.read_statements(TALKS.encode(), **SAID), file),
}  # fmt: skip


class Upload:
    """A file of a web framework: its own `read` is to be awaited."""

    def __init__(self, data: bytes) -> None:
        self.file = io.BytesIO(data)
        self.filename = "talks of May.csv"
        self.name = "the field of the form"

    async def read(self, size: int = -1) -> bytes:
        raise NotImplementedError


class Dripping(io.RawIOBase):
    """A stream that gives a byte at a time, cannot seek, and counts what was read."""

    def __init__(self, data: bytes) -> None:
        self.data, self.given = data, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        part = self.data[self.given : self.given + 1] if size else b""
        self.given += len(part)
        return part


class Endless(io.RawIOBase):
    """A stream without an end, which counts what was read."""

    given = 0

    def read(self, size: int = -1, /) -> bytes:
        self.given += size
        return b"#" * size


class Archive(dict[str, bytes]):
    """What a hostile ZIP file is made of."""

    def packed(self, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", compression) as archive:
            for name, data in self.items():
                archive.writestr(name, data)
        return whole.getvalue()


WITHIN = zipfile.Path(io.BytesIO(Archive({"a/b.csv": b"x\n"}).packed()), "a/b.csv")


@pytest.mark.parametrize("name", BYTES)
def test_a_path_bytes_and_open_files_give_the_same(name: str, tmp_path: Path) -> None:
    """Whatever a file is read of, and from wherever it stands; and an open one stays open."""
    read, data = BYTES[name]
    path = tmp_path / name
    path.write_bytes(data)
    expected = read(path)
    assert read(str(path)) == read(data) == read(bytearray(data)) == expected
    with path.open("rb") as opened, io.BytesIO(b"before" + data) as later:
        later.seek(6)
        assert read(opened) == read(later) == expected
        assert {opened.closed, later.closed} == {False}


@pytest.mark.parametrize("name", TEXTS)
def test_open_files_of_text_give_the_same(name: str, tmp_path: Path) -> None:
    """What is text may be open in text mode, whatever its encoding."""
    read, text = TEXTS[name]
    (tmp_path / name).write_text(text, "utf-16")
    with (tmp_path / name).open(encoding="utf-16") as opened:
        assert read(opened) == read(io.StringIO(text)) == read(text.encode())


def test_a_file_of_dna_in_memory(tmp_path: Path) -> None:
    """So is a database, also one that had a log beside it."""
    path = tmp_path / "talks.dna"
    write_dna(path, [(1, "Ada", "A", "toll", 1)])
    expected = co.read_dna(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    data = path.read_bytes()
    assert data[18:20] == b"\2\2"
    assert co.read_dna(path) == co.read_dna(data) == co.read_dna(io.BytesIO(data)) == expected
    assert [one.name for one in tmp_path.iterdir()] == ["talks.dna"]


def test_files_of_many_kinds(tmp_path: Path) -> None:
    """Uploads, members of archives, packed and spooled files, sockets and streams."""
    data = TALKS.encode()
    expected = co.read_statements(data)
    (tmp_path / "talks.csv.gz").write_bytes(gzip.compress(data))
    archive = zipfile.ZipFile(io.BytesIO(Archive({"a/talks.csv": data}).packed()))
    here, there = socket.socketpair()
    with here, there:
        there.sendall(data)
        there.close()
        with (
            gzip.open(tmp_path / "talks.csv.gz") as packed,
            gzip.open(tmp_path / "talks.csv.gz", "rt", encoding="utf-8") as text,
            archive.open("a/talks.csv") as member,
            here.makefile("rb") as received,
            tempfile.NamedTemporaryFile() as named,
            tempfile.SpooledTemporaryFile() as spooled,
        ):
            for temporary in (named, spooled):
                temporary.write(data)
                temporary.seek(0)
            within = zipfile.Path(archive, "a/talks.csv")
            opened: tuple[Any, ...] = (packed, text, member, within, received, named, spooled)
            for file in (*opened, Upload(data), Dripping(data)):
                assert co.read_statements(file) == expected


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (b"party\n", "the table"),
        (io.StringIO("party\n"), "the table"),
        (Upload(b"party\n"), "talks of May.csv"),
        (WITHIN, "b.csv"),
    ],
)  # fmt: skip
def test_errors_name_the_file(file: Any, name: str) -> None:
    """By its own name, or else by what it is."""
    with pytest.raises(co.InvalidCase) as caught:
        co.read_statements(file)
    assert caught.value.subject == name


@pytest.mark.parametrize(
    ("read", "name"),
    [
        (co.read_case, "the case file"), (co.read_popolo, "the Popolo file"),
        (co.read_datapackage, "the data package"), (co.read_dna, "the DNA file"),
        (co.read_decide, "the decide file"), (co.read_scales, "the table"),
    ],
)  # fmt: skip
def test_errors_say_what_has_no_name(read: Read, name: str) -> None:
    """So that who gave bytes knows which."""
    with pytest.raises(co.InvalidCase, match=f"^{name}: "):
        read(b"\xff\xff\0")


@pytest.mark.parametrize("name", READERS)
def test_what_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    """A file that is closed, open for writing, of another encoding, or no file."""
    closed = io.BytesIO()
    closed.close()
    (tmp_path / "latin").write_bytes(b"\xe9\xe8")
    with (
        (tmp_path / "new").open("wb") as writing,
        (tmp_path / "latin").open(encoding="utf-8") as latin,
    ):
        for wrong, why in [
            (closed, "closed file"), (writing, "read"), (latin, "'utf-8' codec can't decode"),
        ]:  # fmt: skip
            with pytest.raises(co.InvalidValue, match=rf"cannot be read: .*{why}.*; open it for"):
                READERS[name](wrong)
    at_end = io.BytesIO(b"something")
    at_end.seek(0, os.SEEK_END)
    with pytest.raises(co.CoalitionError, match=r"nothing after where it stands; seek\(0\)"):
        READERS[name](at_end)
    for other in (io.BytesIO, 3):
        with pytest.raises(co.InvalidValue, match="path of a file, bytes or an open file"):
            READERS[name](other)


@pytest.mark.parametrize("name", ["DNA", "package"])
def test_text_is_refused_where_bytes_are_needed(name: str) -> None:
    """A file in text mode has lost them."""
    with pytest.raises(co.InvalidValue, match="it gives str, not bytes; open it for reading, in b"):
        READERS[name](io.StringIO("PK"))


def test_a_damaged_stream_is_told() -> None:
    """That of an archive, as it is read."""
    cut = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(TALKS.encode())[:-12]))
    with pytest.raises(co.InvalidCase, match=r"^the table: is damaged: Compressed file ended"):
        co.read_statements(cut)


@pytest.mark.parametrize(
    ("module", "data"),
    [
        (lzma, lzma.compress(b"name = 'x'")[:-20]),
        (bz2, bz2.compress(b"name = 'x'")[:-20]),
        (lzma, b"name = 'x'"),
        (gzip, b"name = 'x'"),
    ],
)
def test_every_damaged_stream_is_told(module: Any, data: bytes) -> None:
    """Also of one that is not packed as it is said to be."""
    with (
        module.open(io.BytesIO(data)) as file,
        pytest.raises(co.InvalidCase, match="the case file: is damaged: "),
    ):
        co.read_case(file)


@pytest.mark.parametrize(
    ("pack", "kind"),
    [(gzip.compress, "gzip"), (bz2.compress, "bzip2"), (lzma.compress, "xz"), (zipped, "ZIP")],
)
@pytest.mark.parametrize("read", [co.read_case, co.read_popolo, co.read_decide, co.loads_case])
def test_packed_files_are_told(read: Read, pack: Callable[[bytes], bytes], kind: str) -> None:
    """They are packed, and not in another encoding."""
    with pytest.raises(co.InvalidCase, match=f": this is packed as {kind}; unpack it first"):
        read(pack(co.dumps_case(CASE).encode()))


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "text",
    ["a,b\nc,d", "a,b\rc,d", '{"persons": []}', "name='x'", 'name = "x"', "x" * 300, "a\0b", ""],
)
def test_text_is_no_path(name: str, text: str) -> None:
    """Whoever gives what is in a file as text is told how it is given."""
    message = "; give what is in a file as bytes, or text as io.StringIO" if text else "not ''$"
    with pytest.raises(
        co.InvalidValue, match=f"path of a file, bytes or an open file, .*{message}"
    ):
        READERS[name](text)


@pytest.mark.parametrize("name", ["{a}.toml", "a='b'.toml"])
def test_a_file_may_be_called_anything(name: str, tmp_path: Path) -> None:
    """A name that looks like text is that of a file if there is one."""
    co.write_case(CASE, tmp_path / name)
    assert co.read_case(str(tmp_path / name)) == CASE


def test_an_archive_is_no_file() -> None:
    """Its members are, and the error says how one is opened."""
    archive = zipfile.ZipFile(io.BytesIO(), "w")
    with pytest.raises(co.InvalidValue, match=r"open a member of it: archive.open\(name\)"):
        co.read_case(archive)  # type: ignore[arg-type]
    with pytest.raises(co.InvalidValue, match=r"open a member of it: archive.open\(name, 'w'\)"):
        co.write_case(CASE, archive)


def test_a_file_that_takes_no_more_is_told() -> None:
    """What is written in part is not waited for."""

    class Full:
        def write(self, _: bytes) -> int:
            return 0

    with pytest.raises(co.InvalidValue, match="cannot be written to: it takes no more"):
        co.write_case(CASE, Full())


@pytest.mark.parametrize("name", LIMITED)
def test_no_more_is_read_than_allowed(name: str) -> None:
    """But for the byte that shows that there is more."""
    stream = Endless()
    read: Any = LIMITED[name]
    with pytest.raises(co.InvalidCase, match="more than max_bytes=99 bytes; give a larger one"):
        read(stream, max_bytes=99)
    assert stream.given == 100
    if name not in {"DNA", "package"}:
        text = io.StringIO("é" * 99)
        with pytest.raises(co.InvalidCase, match="max_bytes=99"):
            read(text, max_bytes=99)


@pytest.mark.parametrize("name", WRITERS)
def test_a_path_and_open_files_are_written_alike(name: str, tmp_path: Path) -> None:
    """In binary mode, and as text in UTF-8; and an open file stays open."""
    write = WRITERS[name]
    write(CASE, tmp_path / name)
    data = (tmp_path / name).read_bytes()
    more = {"form": "gexf"} if name.endswith(".gexf") else {}
    raw = io.BytesIO(b"before")
    raw.seek(6)
    write(CASE, raw, **more)
    assert raw.getvalue() == b"before" + data
    with (tmp_path / f"2{name}").open("wb", buffering=0) as opened:
        write(CASE, opened)
    assert (tmp_path / f"2{name}").read_bytes() == data
    if name.endswith(".zip"):
        with pytest.raises(co.InvalidValue, match="expected, got 'bytes'; open it for writing"):
            write(CASE, io.StringIO())
        return
    text = io.StringIO()
    write(CASE, text, **more)
    assert text.getvalue() == data.decode()
    with (tmp_path / f"3{name}").open("w", encoding="utf-8", newline="") as other:
        write(CASE, other)
    assert (tmp_path / f"3{name}").read_bytes() == data


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_cannot_be_written_to_stays_as_it_is(name: str, tmp_path: Path) -> None:
    """Nothing is written where not all of it can be."""
    (tmp_path / name).write_bytes(b"old")
    with (
        (tmp_path / name).open("rb") as reading,
        (tmp_path / "latin.gexf").open("w", encoding="ascii") as latin,
    ):
        with pytest.raises(co.InvalidValue, match=r"cannot be written to: .*; open it for writing"):
            WRITERS[name](CASE, reading, **({"form": "gexf"} if "gexf" in name else {}))
        with pytest.raises(co.InvalidValue, match="cannot be written to: "):
            co.write_case(co.Coalition(parties=[co.Party("É")]), latin)
    assert (tmp_path / name).read_bytes() == b"old"
    assert not (tmp_path / "latin.gexf").read_bytes()


def test_a_graph_needs_a_format() -> None:
    """The name of the open file, or `form`; which is one of those that there are."""
    graph = co.agreement_graph(CASE)
    file = io.BytesIO()
    with pytest.raises(co.InvalidValue, match=r"path: must end in .*; or give the format, as form"):
        co.write_graph(graph, file)
    with pytest.raises(co.InvalidValue, match=r"form: must end in \.graphml, \.gexf, \.node-link"):
        co.write_graph(graph, file, form="svg")  # type: ignore[arg-type]
    co.write_graph(graph, file, form="node-link.json")
    assert json.loads(file.getvalue())["nodes"]


@settings(max_examples=10)
@given(strategies.coalitions())
def test_what_is_written_in_memory_is_read_back(case: co.Coalition) -> None:
    """A law over cases: as text, and as the ZIP file of a data package."""
    text, file = io.StringIO(), io.BytesIO()
    co.write_case(case, text)
    co.write_datapackage(case, file)
    assert co.loads_case(text.getvalue()) == co.read_datapackage(file.getvalue()) == case
    assert co.dumps_case(case) == text.getvalue()


def test_text_of_a_case() -> None:
    """The name of a shipped case is one, and an error has the name that is given."""
    assert co.loads_case(co.dumps_case("migration-2023").encode()) == CASE
    with pytest.raises(co.InvalidCase, match=r"^mine: line 1: not TOML"):
        co.loads_case("[[", name="mine")


def test_a_package_is_packed_alike(tmp_path: Path) -> None:
    """Of the same bytes whenever it is made; its folder may be packed by any other program."""
    assert package() == package()
    co.write_datapackage(CASE, tmp_path / "a.ZIP")
    assert (tmp_path / "a.ZIP").read_bytes() == package()
    with zipfile.ZipFile(tmp_path / "a.ZIP") as archive:
        assert {one.external_attr >> 16 for one in archive.infolist()} == {0o644}
        assert {name: archive.read(name) for name in archive.namelist()} == dumps(CASE)
    (tmp_path / "b.zip").mkdir()
    co.write_datapackage(CASE, tmp_path / "b.zip")
    assert co.read_datapackage(tmp_path / "b.zip") == CASE
    folder = Archive({f"repository-main/{name}": data for name, data in dumps(CASE).items()})
    stored = Archive({**folder, "__MACOSX/._parties.csv": b"", "repository-main/": b""})
    assert co.read_datapackage(stored.packed(zipfile.ZIP_STORED)) == CASE


FILES = dumps(CASE)
ENCRYPTED = bytearray(Archive(FILES).packed())
ENCRYPTED[6] |= 1
ENCRYPTED[ENCRYPTED.index(b"PK\1\2") + 8] |= 1


def packed(more: dict[str, bytes], *, alone: bool = False) -> bytes:
    """Return the ZIP file of a package with more files, or of these alone."""
    return Archive({**({} if alone else FILES), **more}).packed()


def twice() -> bytes:
    whole = io.BytesIO(Archive(FILES).packed())
    with zipfile.ZipFile(whole, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("parties.csv", b"id\n")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{}", "must be the folder of a data package as a ZIP file: File is not a zip file"),
        (package()[:-30], "must be the folder of a data package as a ZIP file: "),
        (package().replace(b"PK\1\2", b"PK\1\3"), "must be the folder of a data package as a"),
        (bytes(ENCRYPTED), "sources.csv: is protected by a password"),
        (twice(), "parties.csv: stands in it more than once"),
        (packed({"../a.csv": b""}), "../a.csv: is no path within a folder"),
        (packed({"/a.csv": b""}), "/a.csv: is no path within a folder"),
        (Archive(FILES).packed(zipfile.ZIP_LZMA), "sources.csv: is not packed by DEFLATE"),
        (packed({"a.csv": b""}, alone=True), "must have one datapackage.json, at its top or in a"),
        (packed({"a/b/datapackage.json": b"{}"}, alone=True), "must have one datapackage.json"),
        (packed(dict.fromkeys(("a/datapackage.json", "b/datapackage.json"), b""), alone=True),
         "must have one"),
        (packed({"parties.csv": b"id\n"}), "resources[1].path: 'parties.csv' is"),
        (packed({"bomb": b"\0" * 50_000_000}), "more than max_bytes=50000000"),
    ],
)  # fmt: skip
def test_hostile_zip_files(data: bytes, message: str) -> None:
    """They are refused with what is wrong, and are not unpacked beyond what is allowed."""
    with pytest.raises(co.InvalidCase) as caught:
        co.read_datapackage(data)
    assert f"the data package: {message}" in str(caught.value)
