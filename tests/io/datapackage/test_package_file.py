"""Data packages: equal when read back, safe in spreadsheets, refused with every fault."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import coalition as co
from coalition.io import atomic, text_tables
from coalition.io.datapackage.package_file import dumps, loads
from coalition.model.checks import ATTRIBUTIONS
from tests.strategies import coalitions, texts

CASE = co.load_case("migration-2023")
FILES = dumps(CASE)


def described(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files with the sizes and hashes of what they are now."""
    descriptor = json.loads(files["datapackage.json"])
    for resource in descriptor["resources"]:
        data = files[resource["path"]]
        resource |= {"bytes": len(data), "hash": hashlib.sha256(data).hexdigest()}
        resource["hash"] = f"sha256:{resource['hash']}"
    return {**files, "datapackage.json": json.dumps(descriptor).encode()}


def changed(change: Callable[[Any], Any]) -> dict[str, bytes]:
    """Return the files of the case with a change in the descriptor."""
    descriptor = json.loads(FILES["datapackage.json"])
    change(descriptor)
    return {**FILES, "datapackage.json": json.dumps(descriptor).encode()}


def faults(files: dict[str, bytes], **options: Any) -> list[str]:
    """Return the faults for which files are refused."""
    with pytest.raises(co.InvalidCase) as caught:
        loads(files, **options)
    return [str(fault) for fault in caught.value.faults]


@given(coalitions())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_property_read_back_equal(case: co.Coalition) -> None:
    """Whatever the texts hold; the same each time; and no cell but a number is a formula."""
    files = dumps(case)
    assert loads(files) == case
    assert dumps(loads(files)) == files
    for name, data in files.items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(data.decode(), newline=""), strict=True):
                for cell in row:
                    bare = cell.lstrip(" \n\u00a0\u200b\ufeff")
                    dangerous = bare[:1] in set("=+-@\t\r＝＋－＠")  # noqa: RUF001
                    assert not bare or not dangerous or float(cell) <= 0


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+31 6", "-1", "@SUM(A1)", "\tx", "\n=1", " =1", "\u00a0=1", "\ufeff=1"),
        *("＝1", "'=1", "''=1", "'x", "=cmd|' /C calc'!A0", "x=1", '"', "a,b", "x\ny"),  # noqa: RUF001
    ],
)
def test_formulas_get_an_apostrophe(text: str) -> None:
    """Text that begins as a formula does is written with an apostrophe, and read without."""
    data = text_tables.written({"a": str, "b": float}, [(text, -1)])
    _, [[again, number]], _ = text_tables.read(data)
    assert (text_tables.bare(again), number) == (text, "-1")
    written = next(csv.reader(io.StringIO(data.decode().partition("\r\n")[2], newline="")))[0]
    assert written == (text if text in {"'x", "x=1", '"', "a,b", "x\ny"} else f"'{text}")


@given(texts())
def test_property_texts_are_read_back(text: str) -> None:
    """Any text of the model is the same after a table was written and read."""
    _, [[again]], _ = text_tables.read(text_tables.written({"a": str}, [(text,)]))
    assert text_tables.bare(again) == text


def test_the_shipped_case_in_a_folder(tmp_path: Path) -> None:
    """The shipped case goes through a folder, named itself or by its descriptor, and is equal."""
    co.write_datapackage(CASE, tmp_path / "p")
    assert co.read_datapackage(tmp_path / "p") == CASE
    assert co.read_datapackage(tmp_path / "p" / "datapackage.json") == CASE
    written = {path.name: path.read_bytes() for path in (tmp_path / "p").iterdir()}
    assert written == FILES
    co.write_datapackage(CASE, tmp_path / "p")
    assert {path.name for path in (tmp_path / "p").iterdir()} == set(FILES)


def test_what_the_descriptor_says() -> None:
    """The descriptor names the version, types, keys, sizes and hashes of the tables."""
    descriptor = json.loads(FILES["datapackage.json"])
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert descriptor["name"] == "migration-2023"
    tables = {resource["name"]: resource for resource in descriptor["resources"]}
    assert list(tables) == [
        *("sources", "parties", "politicians", "proposals", "positions"),
        *("comparisons", "commitments", "meetings", "remarks"),
    ]
    positions = tables["positions"]
    assert positions["type"] == "table"
    assert positions["bytes"] == len(FILES["positions.csv"])
    assert positions["hash"] == f"sha256:{hashlib.sha256(FILES['positions.csv']).hexdigest()}"
    schema = positions["schema"]
    types = {field["name"]: field["type"] for field in schema["fields"]}
    assert (types["stance"], types["date"], types["note"]) == ("number", "string", "string")
    assert schema["foreignKeys"] == [
        {"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}},
        {"fields": ["proposal"], "reference": {"resource": "proposals", "fields": ["id"]}},
    ]
    assert tables["proposals"]["schema"]["primaryKey"] == ["id"]
    attribution = next(field for field in schema["fields"] if field["name"] == "attribution")
    assert attribution["constraints"]["enum"] == list(ATTRIBUTIONS)
    assert attribution["constraints"]["required"] is True


OLD = {  # as the first version of the library wrote it: one source, no periods
    "sources": "id,title,publisher,date,url,note\r\nJ,Report,,,,\r\n",
    "parties": "id,name,seats,source,source_of,identifiers,other_names,extra,note\r\n"
    "CDA,Christians,15,,,,,,\r\nCU,,,,,,,,\r\n",
    "politicians": "id,name,party,memberships,role,source,source_of,identifiers,other_names,extra,"
    "note,office,portfolio\r\n"
    'ada,Ada,CDA,"[[""CU"", ""2010"", ""2014"", null, null, ""{\\""a\\"": 1}""], '
    '[""CDA"", ""2015"", null, ""2015"", null, null]]",leader,,"[[""party"", ""J""]]",,,,,,\r\n'
    "bo,Bo,CU,,,,,,,,,,\r\ncy,Cy,,,,,,,,,,minister,Roads\r\n",
    "proposals": "id,topic,title,contested,excludes,date,source,source_of,extra,note\r\n"
    "toll,traffic/cars,A toll,false,,,,,,\r\n",
    "positions": "actor,proposal,stance,between,salience,vote,date,attribution,source,speaker,hedge"
    ",note\r\nCDA,toll,1,,1,,2023-01,stated,J,ada,,\r\n",
}


def test_packages_of_before_are_read() -> None:
    """A package without the columns for periods, several sources and the like says what it did."""
    resources = [{"name": name, "path": f"{name}.csv"} for name in OLD]
    files = {f"{name}.csv": text.encode() for name, text in OLD.items()}
    files["datapackage.json"] = json.dumps({"name": "old", "resources": resources}).encode()
    stays = [
        co.Membership("CU", since="2010", until="2014", extra={"a": 1}),
        co.Membership("CDA", since="2015", earliest="2015"),
    ]
    assert loads(files) == co.Coalition(
        name="old",
        sources=[co.Source("J", "Report")],
        parties=[co.Party("CDA", "Christians", 15), co.Party("CU")],
        politicians=[
            co.Politician("ada", "Ada", stays, role="leader", source_of={"party": "J"}),
            co.Politician("bo", "Bo", "CU"),
            co.Minister("cy", "Cy", office="minister", portfolio="Roads"),
        ],
        proposals=[co.Proposal("toll", "traffic/cars", "A toll")],
        positions=[
            co.Position(
                *("CDA", "toll", "for"),
                date="2023-01",
                attribution="stated",
                source="J",
                speaker="ada",
            )
        ],
    )


def test_what_the_descriptor_says_of_periods_and_lists() -> None:
    """The column of what counts now and that of the list have types and meanings of their own."""
    descriptor = json.loads(FILES["datapackage.json"])
    fields = {
        (resource["name"], field["name"]): field
        for resource in descriptor["resources"]
        for field in resource["schema"]["fields"]
    }
    assert fields["parties", "seats"]["type"] == "integer"
    assert fields["parties", "seat_periods"]["type"] == "array"
    for place in (
        ("parties", "seat_periods"),
        ("politicians", "roles"),
        ("politicians", "offices"),
        ("proposals", "topics"),
        ("positions", "sources"),
        ("positions", "quotation"),
    ):
        assert fields[place]["description"]
    assert all("constraints" not in fields["proposals", name] for name in ("topics", "part_of"))


def test_an_empty_case_has_a_table() -> None:
    """A data package needs a resource: an empty case has an empty table of positions."""
    files = dumps(co.Coalition())
    assert list(files) == ["positions.csv", "datapackage.json"]
    assert loads(files) == co.Coalition()


def test_a_table_of_another_state_is_refused(tmp_path: Path) -> None:
    """A folder whose tables are of two states is refused, unless the reader says it knows."""
    co.write_datapackage(CASE, tmp_path)
    fewer = dumps(CASE.without("hearsay"))
    (tmp_path / "positions.csv").write_bytes(fewer["positions.csv"])
    with pytest.raises(co.InvalidCase, match="half written or a mix"):
        co.read_datapackage(tmp_path)
    assert len(co.read_datapackage(tmp_path, verify=False).positions) < len(CASE.positions)


@pytest.mark.parametrize("step", range(len(FILES)))
def test_a_failure_at_any_file_is_seen(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a file cannot be put in its place, the folder is the old one, or known to be mixed."""
    co.write_datapackage(CASE, tmp_path)
    other = CASE.without("hearsay", "inferred")
    replace, calls = Path.replace, iter(range(100))

    def failing(self: Path, target: Path) -> Path:
        if next(calls) == step:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space left"):
        co.write_datapackage(other, tmp_path)
    try:
        assert co.read_datapackage(tmp_path) == CASE
    except co.InvalidCase as error:
        assert "half written" in str(error)  # noqa: PT017 - either is right
    assert not [path for path in tmp_path.iterdir() if path.name.endswith("tmp")]


def test_a_full_disk_leaves_the_old_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a file cannot be written out, nothing in the folder has changed."""
    co.write_datapackage(CASE, tmp_path)
    fill, calls = atomic._fill, iter(range(100))

    def failing(new: Path, data: bytes, mode: int | None) -> None:
        fill(new, data, mode)
        if next(calls) == 4:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic, "_fill", failing)
    with pytest.raises(OSError, match="No space left"):
        co.write_datapackage(CASE.without("inferred"), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES


def test_every_fault_has_table_row_column_and_line() -> None:
    """Faults of several tables are named together, with the line of the file."""
    files = dict(FILES)
    files["parties.csv"] = files["parties.csv"].replace(b",34,", b",many,")
    files["positions.csv"] = files["positions.csv"].replace(b"hearsay", b"heresay", 1)
    files["proposals.csv"] = files["proposals.csv"].replace(b"false", b"no", 1)
    found = faults(described(files))
    assert found[0] == ("line 2: parties[0].seats: must be a whole number, 0 or more, not 'many'")
    assert "proposals[0].contested: must be true or false, not 'no'" in found[1]
    assert "did you mean 'hearsay'?" in found[2]
    assert found[2].startswith("line ")
    assert len(found) == 3


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"actor,", b"acter,", "line 1: positions.acter: is no column of positions; did you mean"),
        (b"actor,", b"", "line 2: positions: 42 rows that do not have 16 cells"),
        (b"coders\r\n", b"coders\r\nVVD\r\n", "line 2: positions: 1 row that do not have 17 cells"),
        (b"coders\r\n", b"coders\r\n\r\n", "line 2: positions: 1 row that do not have 17 cells"),
        (b"coders\r\n", b'coders\r\n"', "positions: not CSV: "),
        (b"coders\r\n", b'coders\r\n"a"b,', "line 2: positions: not CSV: "),
        (b"speaker", b"note", "line 1: positions.note: stands twice"),
        (b"VVD", b"\xff\xfe", "line 2: positions: not UTF-8: byte "),
        (
            b"coders\r\n",
            b"coders" + b"," * 200 + b"\r\n",
            "line 1: positions: more than 100 columns",
        ),
        (b"VVD", b"\x00", "line 2: positions[0].actor: must not contain the hidden character"),
        (b",1,,1,", b",nan,,1,", "line 2: positions[0].stance: 'nan' is not a stance"),
    ],
)
def test_malformed_tables(old: bytes, new: bytes, told: str) -> None:
    """What is no CSV, or no table of a case, is refused with its line."""
    files = {**FILES, "positions.csv": FILES["positions.csv"].replace(old, new, 1)}
    assert told in "\n".join(faults(described(files)))


def first(**properties: Any) -> Callable[[Any], Any]:
    """Return what changes properties of the first resource."""
    return lambda descriptor: descriptor["resources"][0].update(properties)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (first(path="../sources.csv"), "resources[0].path: must be a file in the folder"),
        (first(path="/etc/passwd"), "resources[0].path: must be a file in the folder"),
        (first(path="a/../../b.csv"), "resources[0].path: must be a file in the folder"),
        (first(path="C:\\sources.csv"), "resources[0].path: must be a file in the folder"),
        (first(path="https://example.org/a.csv"), "resources[0].path: must be a file in"),
        (first(path=["a.csv", "b.csv"]), "resources[0].path: must be a file in the folder"),
        (first(path="\ud800"), "resources[0].path: half of a character"),
        (first(path="nowhere.csv"), "resources[0]: there is no such file"),
        (first(compression="gz"), "resources[0].compression: compressed files are not read"),
        (first(data=[]), "resources[0].data: tables within the descriptor are not read"),
        (first(name="partys"), "did you mean 'parties'?"),
        (first(name="parties"), "parties is there already"),
        (first(name=7), "resources[0].name: must be one of sources, parties"),
        (first(hash="crc:00"), "resources[0].hash: must be by one of md5"),
        (first(bytes=[]), "is another file than the descriptor describes"),
        (lambda d: d.update(resources={}), "resources: must be a list of no more than 100"),
        (lambda d: d.update(resources=[1] * 101), "resources: must be a list of no more than 100"),
        (lambda d: d.update(resources=[1]), "resources[0]: must be an object"),
        (lambda d: d.update(title=7), "title: must be text, not 7"),
    ],
)
def test_descriptors_that_are_refused(change: Callable[[Any], Any], told: str) -> None:
    """Nothing is read from outside the folder, from archives, from the net or in other dialects."""
    assert any(told in fault for fault in faults(changed(change)))


@pytest.mark.parametrize(
    "text",
    [
        *(b"", b"{", b"[]", b'{"a": 1, "a": 2}', b"[" * 100_000, b'{"a": ' + b"9" * 5000 + b"}"),
        *(b"\xff", b'{"resources": null}'),
    ],
)
def test_descriptors_that_are_no_json(text: bytes) -> None:
    """What is not JSON, or says something twice, is refused."""
    assert faults({"datapackage.json": text})


def test_other_hashes_and_none() -> None:
    """Hashes may be MD5, the default of the format, or be left out, as may sizes."""

    def plain(descriptor: Any) -> None:
        for resource in descriptor["resources"]:
            data = FILES[resource["path"]]
            resource["hash"] = hashlib.md5(data, usedforsecurity=False).hexdigest()
        for key in ("hash", "bytes"):
            del descriptor["resources"][0][key]

    assert loads(changed(plain)) == CASE


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """A link to a file outside the folder is no file of the package."""
    secret = tmp_path / "secret.csv"
    secret.write_bytes(FILES["sources.csv"])
    co.write_datapackage(CASE, tmp_path / "p")
    (tmp_path / "p" / "sources.csv").unlink()
    (tmp_path / "p" / "sources.csv").symlink_to(secret)
    with pytest.raises(co.InvalidCase, match="no such file in the folder"):
        co.read_datapackage(tmp_path / "p")


def test_too_many_bytes(tmp_path: Path) -> None:
    """Files that are too large together are refused, with what to give to read them."""
    co.write_datapackage(CASE, tmp_path)
    size = sum(map(len, FILES.values()))
    assert co.read_datapackage(tmp_path, max_bytes=size) == CASE
    for most in (size - 1, 100):
        with pytest.raises(co.InvalidCase, match=f"max_bytes={most}"):
            co.read_datapackage(tmp_path, max_bytes=most)


def test_tables_that_a_spreadsheet_saved() -> None:
    """A byte order mark, line feeds alone and columns in another order are read."""
    lines = list(csv.reader(io.StringIO(FILES["parties.csv"].decode(), newline="")))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(line[::-1] for line in lines)
    files = {**FILES, "parties.csv": b"\xef\xbb\xbf" + text.getvalue().encode()}
    assert loads(files, verify=False) == CASE


def test_a_text_longer_than_csv_thinks_fit() -> None:
    """A note or a quotation of any length is read back."""
    case = co.Coalition(
        parties=[co.Party("A", note="x" * 200_000)],
        proposals=[co.Proposal("p", "t")],
        positions=[
            co.Position(
                *("A", "p", 1), date="2023", attribution="measured", quotation="=x " * 400_000
            )
        ],
    )
    assert loads(dumps(case)) == case
