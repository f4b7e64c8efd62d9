"""The parts of a page: its controls, and the sections whose pieces these show and hide."""

from collections.abc import Container, Iterable, Iterator, Sequence

from coalition.html._answers import NONE, VOTED, Answers
from coalition.html._choices import Choices
from coalition.html._markup import Markup, joined, note, tag
from coalition.html._pieces import headed, lacking, linked
from coalition.model.checks import DOUBTFUL
from coalition.model.coalition import Coalition
from coalition.model.dates import UNKNOWN, PartialDate
from coalition.model.sources import Source
from coalition.model.words import Attribution
from coalition.stances.codes import REASONS
from coalition.stances.matrix import StanceMatrix

_ALL = "All proposals"


def controls(choice: Choices, found: Answers) -> Markup:
    """Return the controls, hidden until the script runs; there is none where there is no choice."""
    topics = [topic or _ALL for topic in choice.topics]
    parts = [
        _select("topic", "Topic", topics, found.first),
        _select("date", "What was known by", [*map(_by, choice.dates)], len(choice.dates) - 1),
        _select("rule", "Decided by", choice.rules, 0),
    ]
    if choice.weak:
        legend = tag("legend", "Count as well")
        parts.append(tag("fieldset", legend, *map(_checkbox, choice.weak)))
    return tag("form", *parts, id="choices", hidden=True)


def _by(date: PartialDate | None) -> object:
    return "any date" if date and date.edtf == UNKNOWN else date


def _select(name: str, label: str, options: Sequence[object], first: int) -> Markup | None:
    if len(options) < 2:  # noqa: PLR2004
        return None
    items = (
        tag("option", item, value=item, selected=place == first)
        for place, item in enumerate(options)
    )
    box = tag("select", *items, id=name, name=name, autocomplete="off")
    return tag("p", tag("label", label, for_=name), box)


def _checkbox(kind: Attribution) -> Markup:
    box = tag("input", type="checkbox", name=kind, checked=True, autocomplete="off")
    return tag("label", box, DOUBTFUL[kind])


def sections(source: Coalition | StanceMatrix, choice: Choices, found: Answers) -> Iterator[Markup]:
    """Yield the sections, of which only what belongs to the first choice is not hidden."""
    begun = {found.seen[found.first][-1][-1]}

    def slot(name: str, shown: Container[int] = begun, element: str = "div") -> Iterator[Markup]:
        parts = (getattr(view, name) for view in found.views)
        return _pieces(element, name, parts, shown)

    sentence = tag("div", *slot("sentence"), aria_live="polite", aria_atomic="true")
    figure = tag("figure", *slot("picture"), _lines(choice))
    chosen = _chosen(choice, found.first)
    yield _section("split", "Who stands with whom", chosen, sentence, figure)
    signs = _signs(choice, frozenset().union(*(view.missing for view in found.views)))
    yield _section("positions", "Who is for what", *slot("positions"), signs)
    if isinstance(source, StanceMatrix):
        yield _section("votes", "How they voted", *slot("more"))
    if len(choice.topics) > 1:
        latest = {dated[-1][-1] for dated in found.seen}
        yield _section("topics", "Topic by topic", tag("ul", *slot("overview", latest, "li")))
    if found.governed:
        first = {found.governed[0][-1][-1]}
        pieces = _pieces("div", "governed", found.formed, first)
        yield _section("governing", "Who could govern", *pieces)
    known = ", and on what evidence" if isinstance(source, Coalition) else ""
    yield _section("proposals", f"What passes, who blocks{known}", *_cards(source, found))


def _section(name: str, heading: str, *content: Markup | None) -> Markup:
    title = tag("h2", heading, id=f"{name}-heading")
    return tag("section", title, *content, id=name, aria_labelledby=f"{name}-heading")


def _piece(element: str, name: str, *content: Markup | None, shown: bool) -> Markup:
    return tag(element, *content, id=name, class_="piece", hidden=not shown)


def _pieces(
    element: str, name: str, parts: Iterable[Markup], shown: Container[int]
) -> Iterator[Markup]:
    """Yield pieces by number, all but those shown hidden."""
    for number, part in enumerate(parts):
        yield _piece(element, f"{name}-{number}", part, shown=number in shown)


def _chosen(choice: Choices, first: int) -> Markup:
    """Say what is chosen: on paper, the controls are not there."""
    date, rule = choice.dates[-1], choice.rules[0]
    counted = (
        joined("; ", tag("span", "with", data_tells=kind), f" {DOUBTFUL[kind]}")
        for kind in choice.weak
    )
    return tag(
        "p",
        tag("span", choice.topics[first] or _ALL, data_tells="topic"),
        joined(", as known by ", tag("span", _by(date), data_tells="date")) if date else None,
        joined("; ", tag("span", rule, data_tells="rule")),
        *counted,
        class_="chosen",
    )


def _lines(choice: Choices) -> Markup:
    """Explain the lines of the picture."""
    kinds = {"agree": "agreement", "disagree": "disagreement", "ambivalent": "as much of each"}
    if choice.agreement and choice.agreement.null_model:
        kinds = {"agree": "more than chance", "disagree": "less than chance"}
    lines = (tag("span", words, class_=kind) for kind, words in kinds.items())
    text = "The broader the line, the stronger the tie. Area of a disc: seats, where known."
    return tag("figcaption", *lines, tag("span", text, class_="words"), class_="legend")


def _signs(choice: Choices, missing: Container[str]) -> Markup:
    """Explain the signs of the table."""
    kinds = [(kind, kind) for kind in ("for", "against", "neutral")]
    kinds += [(lacking(reason), reason) for reason in REASONS if reason in missing]
    kinds += [(f"weak {kind}", f"{DOUBTFUL[kind]} only") for kind in choice.weak]
    items = (tag("li", tag("b", class_=kind), words) for kind, words in kinds)
    return tag("ul", *items, class_="key")


def _cards(source: Coalition | StanceMatrix, found: Answers) -> Iterator[Markup]:
    """Yield what becomes of each proposal under each choice, and the statements on it."""
    first = found.decided[0][-1][-1]
    outcomes = _by_proposal("div", "outcome", found.outcomes, first)
    words = _by_proposal("li", "said", found.statements, found.said[-1][-1])
    for place, proposal in enumerate(found.proposals):
        yield _piece(
            "article",
            f"proposal-{place}",
            tag("h3", headed(source, proposal)),
            *outcomes.get(place, ()),
            tag("ul", *words[place], class_="said") if place in words else None,
            shown=place in found.asked[found.first] and first[place] != NONE,
        )
    if isinstance(source, StanceMatrix):
        yield joined(note(f"The latest {VOTED} of each topic."))


def _by_proposal(
    element: str, name: str, parts: Sequence[tuple[int, Markup]], shown: Container[int]
) -> dict[int, list[Markup]]:
    """Return the pieces of every proposal, by its number."""
    found: dict[int, list[Markup]] = {}
    pieces = _pieces(element, name, (part for _, part in parts), shown)
    for (of, _), piece in zip(parts, pieces, strict=True):
        found.setdefault(of, []).append(piece)
    return found


def sources(source: Coalition) -> Markup | None:
    """Return what the case was read in, with links where they lead to the web; None for nothing."""
    items = (
        tag("li", tag("b", item.id), ": ", _cited(item), id=f"source-{n}")
        for n, item in enumerate(source.sources)
    )
    return _section("sources", "Sources", tag("ul", *items)) if source.sources else None


def called(source: StanceMatrix) -> Markup | None:
    """Return what the actors of votes are called; None where that is not known."""
    known = zip(source.actors, source.names, strict=False)
    items = [tag("li", tag("b", id), ": ", name) for id, name in known if name and name != id]
    return _section("names", "Who is who", tag("ul", *items)) if items else None


def _cited(item: Source) -> Markup:
    parts = (f", {part}" for part in (item.publisher, item.date and item.date.worded) if part)
    note = joined(". ", tag("small", item.note)) if item.note else None
    return joined(linked(item.title, item.url), *parts, note)
