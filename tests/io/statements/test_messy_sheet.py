"""The sheet of a newsroom, in one call: to the same answers from every kind of file and frame."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import coalition as co
from tests import messy_sheet
from tests.sheet_files import csv_bytes, ods, xlsx

HEAD = messy_sheet.HEAD


@pytest.fixture(scope="module", name="case")
def fixture_case(tmp_path_factory: pytest.TempPathFactory) -> co.Coalition:
    """Return what the sheet says."""
    path = tmp_path_factory.mktemp("sheets") / "talks.csv"
    path.write_bytes(csv_bytes(messy_sheet.rows(), ";", "windows-1252"))
    return messy_sheet.read(path)


def test_it_has_sixty_rows_and_few_answers() -> None:
    """The sheet is as large, and the call as short, as they are to be."""
    assert len(messy_sheet.rows()) == 60
    assert len(messy_sheet.ANSWERS) <= 7


def test_it_leads_to_splits_blockers_and_a_page(case: co.Coalition) -> None:
    """Who stands with whom and who blocks what follow from one call."""
    split = "FPÖ and ÖVP against SPÖ, NEOS and Grüne on Asyl/Grenze"
    assert str(co.split(case, "Asyl/Grenze")) == split
    found = {blocker.party: blocker.certain for blocker in co.blockers(case, "kein Nachzug")}
    assert found == {"SPÖ": False, "NEOS": False, "Grüne": True}
    assert split in co.page(case)
    assert split in co.report(case)


def test_it_says_how_it_was_read(case: co.Coalition) -> None:
    """All that was found out, taken for something or left out is said."""
    assert list(case.reading) == [
        "The file is in Windows-1252.",
        "Its cells are separated by semicolons.",
        "Row 4 is the head of the table; rows 1 and 2 above it: left out.",
        (
            "'Partei' is taken for actor, 'Wer' for speaker, 'Thema' for topic, 'Forderung' for "
            "proposal, 'Haltung' for stance, 'Datum' for date, 'Quellenart' for attribution, "
            "'Quelle' for source, 'Seite' for locator and 'Bemerkung' for note."
        ),
        "Columns that are not read: 'Nr.'.",
        "Left out as naming neither proposal nor stance: row 16.",
        "Left out as the head again: row 27.",
        "Left out as saying the same as another in every column: row 58.",
        "Left out as a sum: row 60.",
        "No stance in rows 30 and 59: no position is made of it.",
        "No attribution in 32 rows, the first of them row 9: taken for 'reported'.",
        "No date in rows 28, 32 and 59: taken for 2025-03-10 or earlier.",
        "Without a topic, and so under 'other': Erdgas aus Russland.",
    ]


def _file(name: str, data: Callable[[], bytes]) -> Callable[[Path], Any]:
    def written(folder: Path) -> Path:
        (folder / name).write_bytes(data())
        return folder / name

    return written


def _columns() -> dict[str, list[str | None]]:
    head, *rows = messy_sheet.rows()[HEAD - 1 :]
    return {name: [row[place] for row in rows] for place, name in enumerate(head)}


FORMS: dict[str, Callable[[Path], Any]] = {
    "UTF-8": _file("a.csv", lambda: csv_bytes(messy_sheet.rows())),
    "UTF-16": _file("a.txt", lambda: csv_bytes(messy_sheet.rows(), "\t", "utf-16")),
    "XLSX": _file("a.xlsx", lambda: xlsx(messy_sheet.rows(typed=True), merged=["A1:C1"])),
    "XLSX of text": _file("b.xlsx", lambda: xlsx(messy_sheet.rows())),
    "ODS": _file("a.ods", lambda: ods(messy_sheet.rows(typed=True))),
    "pandas": lambda _: pd.DataFrame(_columns()),
    "Polars": lambda _: pl.DataFrame(_columns()),
    "Arrow": lambda _: pa.table(_columns()),
    "pandas, categories": lambda _: pd.DataFrame(_columns()).astype("category"),
}


@pytest.mark.parametrize("form", FORMS)
def test_it_is_the_same_case_in_every_form(form: str, case: co.Coalition, tmp_path: Path) -> None:
    """Whatever the rows are kept in, the case is equal."""
    assert messy_sheet.read(FORMS[form](tmp_path)) == case


def test_without_answers_all_questions_come_at_once(tmp_path: Path) -> None:
    """One line for each column and value says its rows, and what it usually means."""
    path = tmp_path / "talks.csv"
    path.write_bytes(csv_bytes(messy_sheet.rows()))
    with pytest.raises(co.InvalidCase) as caught:
        co.read_statements(path)
    lines = str(caught.value).split("\n")
    assert lines[0] == "talks.csv: 11 faults"
    assert (
        "  stance: 'tegen' (5 rows, first in row 8): usually 'against'; say so in stances=" in lines
    )
    assert lines[-1] == (
        "  date: '05.03.2025' (14 rows, first in row 5): may be 2025-03-05 or 2025-05-03; so may 4 "
        "other values; '17.02.2025' has the day first; give day_first=True or False"
    )
