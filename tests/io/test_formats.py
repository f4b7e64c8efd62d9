"""The formats that other packages bring, such as the one in ``tests/own_format``."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import coalition as co
from coalition.io import formats

OWN = Path(__file__).parents[1] / "own_format"
NOTES = "Green is for toll (traffic), 2024-03-05\nHarbor is against toll (traffic), 2024-03\n"
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return what puts a package on the path, as pip would; with it are its modules."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)
    before = set(sys.modules)

    def installed(name: str, entries: dict[str, str], **modules: str) -> None:
        about = site / f"{name.replace('-', '_')}-0.1.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1\n")
        lines = [f"{entry} = {leads}\n" for entry, leads in entries.items()]
        (about / "entry_points.txt").write_text("".join(["[coalition.formats]\n", *lines]))
        for module, code in modules.items():
            (site / f"{module}.py").write_text(code)

    formats._brought.cache_clear()
    yield installed
    formats._brought.cache_clear()
    for module in {"own_format", "tables", "broken", "other"} - before:
        sys.modules.pop(module, None)


def install_own(install: Install) -> None:
    """Install the package of the example, with what its own pyproject.toml says."""
    project = tomllib.loads((OWN / "pyproject.toml").read_text("utf-8"))["project"]
    code = (OWN / "own_format.py").read_text("utf-8")
    install(project["name"], project["entry-points"]["coalition.formats"], own_format=code)


def refused(path: Path) -> str:
    with pytest.raises(co.InvalidValue) as caught:
        formats.format_of(path)
    return str(caught.value)


def test_it_is_converted(install: Install, tmp_path: Path) -> None:
    """A format of another package is read and written as the library's own are."""
    install_own(install)
    (tmp_path / "a.notes").write_text(NOTES, "utf-8")
    assert co.convert(tmp_path / "a.notes", tmp_path / "a.json").lost == ()
    assert co.convert(tmp_path / "a.json", tmp_path / "b.notes").lost == ()
    assert (tmp_path / "b.notes").read_text("utf-8") == NOTES
    case = co.load_case("migration-2023")
    co.write_case(case, tmp_path / "c.toml")
    lost = {one.place for one in co.convert(tmp_path / "c.toml", tmp_path / "c.notes").lost}
    assert {"sources", "commitments"} < lost


def test_its_faults(install: Install, tmp_path: Path) -> None:
    """Its reader refuses a file with all that is wrong, as others do."""
    install_own(install)
    (tmp_path / "a.notes").write_text("Green is all for toll\nGreen is for toll (t), 2024-13\n")
    with pytest.raises(co.InvalidCase) as caught:
        co.convert(tmp_path / "a.notes", tmp_path / "a.json")
    assert [fault.line for fault in caught.value.faults] == [1, 2]


def test_in_the_shell(install: Install, tmp_path: Path) -> None:
    """The shell answers about such a file, converts it, and names it among the suffixes."""
    install_own(install)
    (tmp_path / "a.notes").write_text(NOTES, "utf-8")
    path = os.pathsep.join(map(str, (tmp_path / "site", *sys.path)))

    asked = ["splits a.notes", "convert a.notes a.toml", "check a.note"]
    code = "import sys; from coalition.cli import main; [main(a.split()) for a in sys.argv[1:]]"
    run = subprocess.run(
        [sys.executable, "-c", code, *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=tmp_path,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    first, *_, converted, wrong = run.stdout.splitlines()
    assert first == "Green against Harbor on traffic"
    assert converted == "a.notes written as a.toml; nothing is lost"
    assert wrong.startswith("format: CASE: must end in one of .toml, ")
    assert wrong.endswith(".node-link.json, .notes, not 'a.note'")


def test_one_that_cannot_be_loaded(install: Install, tmp_path: Path) -> None:
    """What is wrong with packages is one error that names them, and not a traceback."""
    entries = {"a": "broken:A", "b": "other:B", "c": "other:C"}
    install("broken-format", entries, broken="import nowhere", other="B = 1")
    assert refused(tmp_path / "a.toml") == (
        "entry points coalition.formats: 3 faults\n"
        "  broken-format 0.1: broken:A cannot be loaded (ModuleNotFoundError: No module named "
        "'nowhere'); repair the package, or uninstall it\n"
        "  broken-format 0.1: other:B must be a co.Format, not 1\n"
        "  broken-format 0.1: other:C cannot be loaded (AttributeError: module 'other' has no "
        "attribute 'C'); repair the package, or uninstall it"
    )


def test_nothing_is_loaded_for_a_shipped_case(install: Install) -> None:
    """Packages are looked at with the first file, and not before."""
    install("broken-format", {"a": "broken:A"}, broken="import nowhere")
    assert co.split("migration-2023").blocs
    assert "broken" not in sys.modules


def test_two_of_one_suffix(install: Install, tmp_path: Path) -> None:
    """Two formats that could both be meant are refused, with the packages of both."""
    code = "import coalition as co\nX = co.Format('tables', ('.toml',), co.read_case)\n"
    install("table-format", {"x": "tables:X"}, tables=code)
    assert refused(tmp_path / "a.toml") == (
        "format: path: 'a.toml' could be of either of the formats of coalition (case file) and "
        "table-format 0.1 (tables); uninstall one"
    )
    assert formats.format_of(tmp_path / "a.json").name == "Popolo"


def test_one_suffix_and_what_is_inside(install: Install, tmp_path: Path) -> None:
    """Of two with one suffix, the file says which it is; a file that is not there, neither."""
    code = (
        "import coalition as co\n"
        "def fits(path): return path.read_text().startswith('[')\n"
        "X = co.Format('lists', ('.json', '.lists'), co.read_popolo, co.write_popolo, fits)\n"
    )
    install("list-format", {"x": "tables:X"}, tables=code)
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "b.json").write_text("{}")
    named = {name: formats.format_of(tmp_path / name).name for name in ("a.json", "b.json")}
    assert named == {"a.json": "lists", "b.json": "Popolo"}
    assert formats.format_of(tmp_path / "c.json").name == "Popolo"
    assert formats.format_of(tmp_path / "c.lists").name == "lists"


@pytest.mark.parametrize("suffixes", [(), "notes", ".notes", ("notes",), (".Notes",), (1,)])
def test_suffixes_are_checked(suffixes: tuple[str, ...]) -> None:
    """A suffix has a dot, is in lower case, and stands in a tuple."""
    with pytest.raises(co.InvalidValue, match=r"^Format 'notes': suffixes: must be such as"):
        co.Format("notes", suffixes, co.read_case)
