"""The page, served by Streamlit and looked at in a browser."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import coalition as co
from tests.browser import chromium
from tests.tools.conftest import PAUSE, TOOLS, TRIES, Serve

CASE = "migration-2023"
LARGE = 100  # pixels: what is smaller is no picture
QUIET = ("--server.headless=true", "--browser.gatherUsageStats=false")
WHERE = ("--server.address=127.0.0.1", "--server.port={port}")


@pytest.fixture(scope="module")
def page(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Open the page in a browser."""
    pytest.importorskip("streamlit", reason="streamlit is not installed")
    with chromium(tmp_path_factory.mktemp("chromium")) as session:
        command = ("streamlit", "run", str(TOOLS / "page.py"), *QUIET, *WHERE)
        session.get(serve(*command, path="/_stcore/health"))
        yield session


def wait_for(page: Any, *wanted: str, gone: str | None = None) -> None:
    """Wait until there is a picture unless something is to be gone, and all of some texts."""
    text, pictures = "", []
    for _ in range(TRIES):
        text = page.execute_script("return document.body.innerText")
        pictures = page.execute_script("return [...document.images].map((i) => i.naturalWidth)")
        there = bool(pictures and max(pictures) > LARGE) if gone is None else gone not in text
        if there and all(one in text for one in wanted):
            return
        time.sleep(PAUSE)
    raise AssertionError((text, pictures))


def type_in(page: Any, label: str, text: str) -> None:
    field = page.find_element("css selector", f"input[aria-label='{label}']")
    field.send_keys("\ue009a\ue000", text, "\n")  # Ctrl-A first


def all_of(case: co.Coalition, rule: str) -> list[str]:
    return [*map(str, co.decisions(case, rule=rule)), str(co.split(case, case.topics[0]))]


def test_the_page(page: Any, tmp_path: Path) -> None:
    """It answers as the library does: a case, a date, a rule in words, a file, and a mistake."""
    wait_for(page, *all_of(co.load_case(co.list_cases()[0]), "unanimity"))

    case = co.load_case(CASE)
    co.write_case(case, tmp_path / "mine.toml")
    page.find_element("css selector", "input[type=file]").send_keys(str(tmp_path / "mine.toml"))
    wait_for(page, *all_of(case, "unanimity"))

    january = case.at("2023-01")
    type_in(page, "As of", "2023-01")
    wait_for(page, *all_of(january, "unanimity"))

    words = "majority of 150 and veto VVD"
    type_in(page, "Rule", words)
    wait_for(page, *all_of(january, words))

    type_in(page, "Rule", "majorty")
    wait_for(page, "did you mean 'majority'?", gone=str(co.split(january, january.topics[0])))
