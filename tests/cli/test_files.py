"""The commands about files: checks, pictures, pages, other formats."""

from pathlib import Path

import pytest

import coalition as co
from coalition.cli import main
from tests.shell import ASYLUM, SMALL


def test_check(small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A case file without a fault is said to have none; of another, every fault is listed."""
    assert main(["check", small]) == 0
    counts = "2 parties, 0 politicians, 1 proposal, 2 positions"
    assert capsys.readouterr().out == f"{small}: no fault (<Coalition: {counts}>)\n"
    broken = tmp_path / "broken.toml"
    broken.write_text(SMALL.replace("2023-02", "2023-02-30").replace('"B"', '"a"', 1), "utf-8")
    assert main(["check", str(broken)]) == 1
    error = capsys.readouterr().err
    assert error.startswith("broken.toml: 3 faults\n")
    assert "line 6: parties[1].id: 'a' differs from 'A' (parties[0].id) only in case" in error
    assert "line 17: positions[1].actor: there is no party or politician 'B'" in error
    assert "line 20: positions[1].date: there is no date 2023-02-30 in the calendar" in error


def test_lists(capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped cases and the schema can be printed."""
    assert main(["cases"]) == 0
    assert capsys.readouterr().out.split() == list(co.list_cases())
    assert main(["schema"]) == 0
    assert capsys.readouterr().out.startswith("{")


def test_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A picture is written whole, in the kind that its name says, and its name is printed."""
    path = tmp_path / "asylum.png"
    assert main(["plot", *ASYLUM, "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    assert path.read_bytes().startswith(b"\x89PNG")
    assert main(["plot", *ASYLUM, "-o", str(tmp_path / "none" / "x.svg")]) == 1
    assert "No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    "picture",
    [
        *("agreement", "heatmap", "positions", "history"),
        *("blockers", "power", "hemicycle", "formations"),
    ],
)
def test_every_picture(picture: str, tmp_path: Path) -> None:
    """Every picture can be drawn from the command line."""
    path = tmp_path / "picture.svg"
    options = ["--picture", picture, "--rule", "majority", "-o", str(path)]
    assert main(["plot", *ASYLUM, *options]) == 0
    assert "</svg>" in path.read_text("utf-8")


def test_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page is that of the library, with the rules that were named."""
    path = tmp_path / "page.html"
    assert main(["page", "migration-2023", "--rule", "quota 40", "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    case = co.load_case("migration-2023")
    assert path.read_text("utf-8") == co.page(case, rules=[co.Quota(40)])


def test_convert(small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is written in another format, and what was lost is said."""
    path = tmp_path / "small.graphml"
    assert main(["convert", small, str(path), "--topic", "t/u"]) == 0
    assert capsys.readouterr().out == f"{co.convert(small, path, topic='t/u')}\n"
    assert main(["convert", small, str(tmp_path / "small.xyz")]) == 1
    assert "must end in one of" in capsys.readouterr().err


def test_convert_a_shipped_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The name of a shipped case is a source too, at a date as well, and a typo is named."""
    path, name = tmp_path / "x.toml", "migration-2023"
    assert main(["convert", name, str(path), "--at", "2023-01"]) == 0
    assert capsys.readouterr().out == f"{name} written as {path}; nothing is lost\n"
    assert co.read_case(path) == co.load_case(name).at("2023-01")
    assert main(["convert", "migration-2032", str(path)]) == 1
    assert "no shipped case 'migration-2032'" in capsys.readouterr().err
