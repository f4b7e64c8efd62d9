"""Reading pages as a browser would, as far as the tests of pages need it."""

import json
from html.parser import HTMLParser
from typing import Any

import attrs

import coalition as co

SHOWN = {"div", "p", "table", "thead", "tbody", "tr", "th", "td"}  # by notebooks
VOID = frozenset({"br", "input", "meta"})
TAGS = {
    "a", "article", "b", "body", "br", "caption", "circle", "desc", "div", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "head", "header", "html",
    "input", "label", "legend", "li", "main", "meta", "noscript", "ol", "option", "p", "path",
    "q", "script", "section", "select", "small", "span", "strong", "style", "svg", "table",
    "tbody", "td", "text", "th", "title", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "aria-atomic", "aria-hidden", "aria-label", "aria-labelledby", "aria-live", "autocomplete",
    "charset", "checked", "class", "colspan", "content", "cx", "cy", "d", "data-tells", "dy",
    "font-size", "for", "hidden", "href", "http-equiv", "id", "lang", "name", "r", "rel", "role",
    "scope", "selected", "stroke-width", "tabindex", "target", "text-anchor", "transform", "type",
    "value", "viewbox", "x", "y",
}  # fmt: skip


@attrs.define(eq=False)
class Element:
    """An element, with the text in it and in those below."""

    tag: str
    attributes: dict[str, str | None]
    parent: "Element | None"
    text: str = ""

    @property
    def above(self) -> "list[Element]":
        """The element and those that it is in, the innermost first."""
        return [self, *(self.parent.above if self.parent else [])]

    @property
    def hidden(self) -> bool:
        return any("hidden" in element.attributes for element in self.above)


class Page(HTMLParser):
    """The elements of a page; fails where they are not properly nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: Element | None = None
        self.feed(html)
        self.close()
        assert self.open is None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append(Element(tag, dict(attrs), self.open))
        if tag not in VOID:
            self.open = self.elements[-1]

    def handle_endtag(self, tag: str) -> None:
        assert self.open is not None
        assert self.open.tag == tag
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        for element in self.open.above if self.open else []:
            element.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def __getitem__(self, name: str) -> Element:
        (found,) = (e for e in self.elements if e.attributes.get("id") == name)
        return found

    def inside(self, name: str, *tags: str) -> list[Element]:
        """Return the elements of these kinds in the one with this id."""
        outer = self[name]
        return [element for element in self.all(*tags) if outer in element.above]

    @property
    def table(self) -> dict[str, Any]:
        """Which pieces are shown under which choice."""
        found: dict[str, Any] = json.loads(self["table"].text)
        return found


class Reader(HTMLParser):
    """The cells of what a notebook shows; fails where there is more in it than a table."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cells: list[str] = []
        self.rows = 0
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in SHOWN
        assert attributes == ([("scope", "col")] if tag == "th" else [])
        self.open.append(tag)
        self.rows += tag == "tr"
        if tag in {"td", "p", "th"}:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.cells[-1] += data

    def refuse(self, data: str) -> None:
        raise AssertionError(data)

    handle_comment: Any = refuse
    handle_decl: Any = refuse
    handle_pi: Any = refuse
    unknown_decl: Any = refuse


def assert_sound(html: str) -> Page:
    """Check that a page holds nothing but what pages are made of, and return it."""
    page = Page(html)
    assert {element.tag for element in page.elements} <= TAGS
    assert {name for element in page.elements for name in element.attributes} <= ATTRIBUTES
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(set(ids)) == len(ids)
    for link in page.all("a"):
        href = str(link.attributes["href"])
        assert href.startswith(("http://", "https://")) or href.removeprefix("#") in ids
        assert href.startswith("#") or link.attributes["rel"] == "noopener noreferrer"
    assert len(page.all("script")) == 2
    assert all(c.isprintable() for line in html.split("\n") for c in line)
    return page


def spaced(text: str) -> str:
    """Return text as a page shows it, with single spaces."""
    return " ".join(text.split())


def told(decision: co.Decision) -> list[str]:
    """Return what must be read in the outcome of a proposal: how it ends, and each blocker."""
    possibly = "" if decision.certain or decision.outcome == "open" else "possibly "
    known = [
        f"{'' if b.certain else 'possibly '}{b.party} ({b.reasons[0].provenance})"
        if b.reasons
        else b.party
        if b.certain
        else f"possibly {b.party} (position not known)"
        for b in decision.blockers
    ]
    ending = f"{possibly}{decision.outcome}"
    if decision.foregone:
        ending = f"{decision.outcome} whatever they vote"
    return [f"{ending} under {decision.rule}", *known]
