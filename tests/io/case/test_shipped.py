"""The cases that come with the library, and the names that lead to none."""

from pathlib import Path
from typing import Any

import pytest

import coalition as co
from coalition.io.case import shipped
from tests import ROOT


def test_every_shipped_case_loads() -> None:
    """Every TOML file of the folder is a case, named as its file is."""
    names = [file.stem for file in sorted((ROOT / "seeds").glob("*.toml"))]
    assert names == list(co.list_cases())
    assert names == [co.load_case(name).name for name in names]


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../seeds/migration-2023", "/etc/passwd", "migration-2023.toml"),
        *("migration-2023\0", "\0", "CON", "nul", "MIGRATION-2023", "..\\x", "~", "*", "README"),
        *("case.schema", "-", "mi\u0261ration-2023", "x" * 100_000),
        *(None, 1, b"migration-2023", ["migration-2023"], Path("migration-2023"), {}, 1.5),
    ],
    ids=lambda name: repr(name)[:30],
)
def test_other_names_lead_nowhere(name: Any) -> None:
    """A name is only looked up among those of the cases, so that no name is a path."""
    with pytest.raises(co.UnknownCase) as caught:
        co.load_case(name)
    assert co.list_cases() == caught.value.known
    assert "there are: heating-law-2023, migration-2023" in str(caught.value)


def test_a_close_name_is_proposed() -> None:
    """A name that is nearly right is answered with the right one."""
    expected = (
        "no shipped case 'migration' (there are: heating-law-2023, migration-2023); "
        "did you mean 'migration-2023'?"
    )
    with pytest.raises(co.UnknownCase) as caught:
        co.load_case("migration")
    assert expected == str(caught.value)


def tree(root: Path) -> Path:
    """Make the package's folder in a checkout, with cases beside it."""
    (root / "src" / "coalition").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "seeds" / "ours.toml").write_text('name = "ours"\n')
    return root / "src" / "coalition"


def test_a_checkout_has_its_cases_beside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a checkout the cases are in the top folder, where there is only one copy of them."""
    package = tree(tmp_path)
    monkeypatch.setattr(shipped, "files", lambda _: package)
    assert co.list_cases() == ("ours",)
    assert co.load_case("ours").name == "ours"


def test_an_installed_package_has_its_cases_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder in the package comes first; what has no name of a case in it is no case."""
    package = tree(tmp_path)
    (package / "seeds").mkdir()
    for name in ("a-1.toml", "Upper.toml", "-x.toml", "b.txt", "c.TOML", "d.toml~", ".e.toml"):
        (package / "seeds" / name).touch()
    monkeypatch.setattr(shipped, "files", lambda _: package)
    assert co.list_cases() == ("a-1",)


def test_a_checkout_without_cases_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder is gone there are no cases, and no error."""
    package = tree(tmp_path)
    (tmp_path / "seeds" / "ours.toml").unlink()
    (tmp_path / "seeds").rmdir()
    monkeypatch.setattr(shipped, "files", lambda _: package)
    assert co.list_cases() == ()
