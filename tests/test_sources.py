"""Works that code and docs cite are those that docs/sources.md lists."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SOURCES = (ROOT / "docs" / "sources.md").read_text("utf-8")

NAME = r"[A-Z][\w'-]*\w"
PARTICLE = r"(?:[Vv]an der |[Vv]an den |[Vv]an |[Vv]on |Di )?"
CITED = re.compile(
    rf"({PARTICLE}{NAME}(?:(?:, | & | and |, and ){PARTICLE}{NAME})*(?: et al\.)?(?:'s)?),? \(?"
    r"((?:1[89]|20)\d\d)[,;.:)]"
)
# a date, a standard or the answer of an example that looks like a citation
NO_AUTHORS = {
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December", "Group", "Schema", "Since"),
}


class Work(NamedTuple):
    """A work that the page of sources lists."""

    names: tuple[str, ...]
    year: str


def plain(text: str) -> str:
    """Return a text in ASCII, as names are written with and without their accents."""
    letters = unicodedata.normalize("NFKD", text.replace("\u0131", "i"))
    return letters.encode("ascii", "ignore").decode()


def surnames(text: str) -> tuple[str, ...]:
    """Return the words of a text that begin with a capital, but for initials and particles."""
    found = re.findall(r"\b[A-Z][\w-]*[a-z]\b", plain(text.removesuffix("'s")))
    return tuple(name for name in found if name not in {"Van", "Von", "Di"})


def works() -> Iterator[Work]:
    """Yield the works that are listed; two have no year."""
    first = r"^- (.+?) (?:\((\d{4})\)|\*|[a-z]+:)"
    for authors, year in re.findall(first, SOURCES, re.MULTILINE):
        yield Work(surnames(authors), year)


def meant(authors: tuple[str, ...], year: str) -> set[Work]:
    """Return the works that a citation can mean."""
    return {work for work in WORKS if work.year == year and {*authors} <= {*work.names}}


def cited() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield where a work is cited, whose it is, and its year."""
    for path in (*ROOT.glob("src/**/*.py*"), *ROOT.glob("docs/**/*.md"), ROOT / "README.md"):
        if path.name != "sources.md" and path.suffix != ".pyc":
            text = " ".join(path.read_text("utf-8").split())
            for authors, year in CITED.findall(text):
                if not NO_AUTHORS.intersection(surnames(authors)):
                    yield path.relative_to(ROOT).as_posix(), surnames(authors), year


WORKS = tuple(works())
CITATIONS = tuple(cited())


def test_what_is_cited_is_listed() -> None:
    """Every author and year in code and docs is among the sources."""
    missing = [
        f"{place}: {' & '.join(authors)} {year}"
        for place, authors, year in CITATIONS
        if not meant(authors, year)
    ]
    assert not missing


def test_what_is_listed_is_cited() -> None:
    """No source is listed that nothing rests on."""
    named = {work for _, authors, year in CITATIONS for work in meant(authors, year)}
    assert [work for work in WORKS if work.year and work not in named] == []


def test_sources_are_in_order() -> None:
    """A reader finds an author by the alphabet."""
    assert list(WORKS) == sorted(WORKS)


def test_links_are_whole() -> None:
    """A link is a DOI, or an address in an archive."""
    for link in re.findall(r"<(.+?)>", SOURCES):
        assert re.fullmatch(
            r"https://(doi\.org/10\.\d{4,5}/\S+|arxiv\.org/abs/\S+|www\.jstor\.org/stable/\d+)",
            link,
        )
