"""The number of the format that a case file may give."""

from typing import Any

import jsonschema
import pytest

import coalition as co

WHO = "parties = [{ id = 'VVD' }]\n"


def read(text: str, folder: Any) -> co.Coalition:
    (folder / "case.toml").write_text(text, "utf-8")
    return co.read_case(folder / "case.toml")


def test_the_first_is_that_of_a_file_without_one(tmp_path: Any) -> None:
    """A file may say that it is of the first format, and none is written."""
    case = read(f"format = 1\n{WHO}", tmp_path)
    assert case == read(WHO, tmp_path)
    co.write_case(case, tmp_path / "again.toml")
    assert "format" not in (tmp_path / "again.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "shown"), [("2", "2"), ("0", "0"), ("'1'", "'1'"), ("1.0", "1.0")]
)
def test_any_other_is_refused(given: str, shown: str, tmp_path: Any) -> None:
    """What a later format adds is no fault of its own: the file is not read further."""
    with pytest.raises(co.InvalidCase) as caught:
        read(f"{WHO}what_comes = 1\nformat = {given}", tmp_path)
    message = f"format: must be 1, not {shown}; a higher one needs a newer coalition"
    assert str(caught.value) == f"case.toml: line 3: {message}"


def test_editors_know_it() -> None:
    """The schema of case files takes this number alone."""
    check = jsonschema.Draft202012Validator(co.case_schema())
    assert check.is_valid({"format": 1})
    assert not check.is_valid({"format": 2})
