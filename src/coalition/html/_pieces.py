"""Answers as pieces of HTML: a split, the positions, what becomes of a proposal, a statement."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import attrs

from coalition.answers.decisions.decide import Decision
from coalition.answers.formation.formation import Formation, Formations
from coalition.answers.splits.recurring_splits import common_splits
from coalition.answers.splits.split import Split, split
from coalition.answers.splits.stability import Stability, stability
from coalition.graph.agreement_graph import SignedGraph, agreement_graph
from coalition.html._markup import Markup, joined, note, tag
from coalition.html._svg import DRAWN, FEW, bar, hemicycle, picture
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.plot._agreement import beyond_chance
from coalition.plot._formations import Chart, chart, remark, seated
from coalition.plot._hemicycle import MOST, Group, groups
from coalition.reporting.decisions import grounds
from coalition.sentences import begun, counted, listed, short
from coalition.stances.agreement import Agreement
from coalition.stances.matrix import StanceMatrix

_COMMON = 10  # common splits
FORMED, _OUT = 8, 4  # coalitions that could govern, and those ruled out
_LONG = 160  # letters of a sentence that is set smaller
_BEYOND = {1: "▲", 0: None, -1: "▼"}  # chance
_SIDES = {-1: "against", 0: "neutral", 1: "for"}


@attrs.frozen
class View:
    """What is to be seen of a topic at a date: the parts of a page that change together."""

    clear: bool
    missing: frozenset[str]
    sentence: Markup
    picture: Markup
    positions: Markup
    more: Markup
    overview: Markup


def viewed(
    matrix: StanceMatrix, rows: Sequence[str], agreement: Agreement, resamples: int, *, voted: bool
) -> View:
    """Return what is to be seen of the proposals of a matrix, these of them one by one."""
    found, graph = split(matrix, agreement=agreement), agreement_graph(matrix, agreement=agreement)
    few, stable = len(matrix.actors) <= DRAWN, None
    if few and voted and found.blocs and resamples:
        stable = stability(matrix, agreement=agreement, resamples=resamples)
    if "interrupt" in {found.stopped, stable and stable.stopped}:
        raise KeyboardInterrupt
    drawn, chance = beyond_chance(graph, found)
    cells = [(actor, proposal) for actor in matrix.actors for proposal in rows] if few else []
    crowd = joined(note(f"{counted(len(matrix.actors), 'actor')} are too many to show here."))
    return View(
        len(found.blocs) > 1 and len(found.optima) == 1,
        frozenset(why for cell in cells if (why := matrix.missing(*cell))),
        _sentence(found, stable),
        picture(drawn, found, chance) if few else crowd,
        _positions(matrix, found, rows) if few else crowd,
        _votes(matrix, graph, found) if few and voted else Markup(),
        joined(str(found)),
    )


def _sentence(found: Split, stable: Stability | None) -> Markup:
    """Return the split in a sentence, how good the next best is, and how stable it is."""
    notes = []
    if len(found.optima) > 1 or not found.complete:
        notes.append("The picture shows the first.")
    if found.margin is not None and found.optimal:
        cost, other = (short(one) for one in (found.cost, found.cost + found.margin))
        notes.append(f"Frustration {cost}; the next best split has {other}.")
    if found.unplaced:
        chance = " beyond chance" if found.agreement.null_model else ""
        notes.append(f"In no bloc (no tie{chance} to anyone): {listed(found.unplaced)}.")
    size = "split long" if len(str(found)) > _LONG else "split"
    worded = stable.worded if stable else ""
    returns = [f"{begun(worded)}."] if worded else []
    return joined(tag("p", str(found), class_=size), note(*returns), note(*notes))


def _positions(matrix: StanceMatrix, found: Split, rows: Sequence[str]) -> Markup:
    """Return the table of who is where on what, the actors in the order of their blocs."""
    actors = [*chain(*found.blocs), *found.unplaced]
    edges = {bloc[0] for bloc in found.blocs[1:]} | set(found.unplaced[:1])
    lines = []
    for proposal in rows:
        cells = [_cell(matrix, a, proposal, "first" if a in edges else "") for a in actors]
        lines.append((matrix.title_of(proposal) or proposal, cells))
    heads = [tag("th", a, scope="col", class_="first" if a in edges else None) for a in actors]
    return _table("Positions of the actors on the proposals", heads, lines, above=len(actors) > FEW)


def _table(
    name: str,
    heads: Sequence[Markup | None],
    rows: Iterable[tuple[str, Sequence[Markup | None]]],
    *,
    above: bool = False,
    kind: str = "",
) -> Markup:
    """Return a table that can be scrolled, from the keyboard too, where it is too wide.

    The name of a row can stand above it, over the whole width.
    """
    lines = [tag("tr", None if above else tag("td"), *heads)]
    for head, cells in rows:
        if above:
            over = tag("tr", tag("th", head, scope="rowgroup", colspan=len(cells)))
            lines.append(tag("tbody", over, tag("tr", *cells)))
        else:
            lines.append(tag("tr", tag("th", head, scope="row"), *cells))
    kinds = kind or ("many" if len(heads) > FEW else None)
    table = tag("table", tag("caption", name), *lines, class_=kinds)
    return tag("div", table, class_="wide", tabindex=0, role="region", aria_label=name)


def _cell(matrix: StanceMatrix, actor: str, proposal: str, edge: str) -> Markup:
    """Return a cell: its words are there to be read out, its sign is drawn by the style."""
    held = next(iter(matrix.held(actor, proposal)), None)  # the best known
    stance = matrix.stance(actor, proposal)
    if stance is None:
        words: str = matrix.missing(actor, proposal) or "unknown"
        kind = lacking(words)
    else:
        kind = _SIDES[(stance > 0) - (stance < 0)]
        words = kind if abs(stance) in {0, 1} else f"{kind} ({stance:g})"
        words = held.worded if held else words
    weak = held.attribution if held and not held.certain else ""
    classes = " ".join(filter(None, (kind, weak, edge)))
    return tag("td", tag("span", f"{words}, {weak}" if weak else words), class_=classes)


def lacking(reason: str) -> str:
    """Return the classes of a cell without a stance, by the reason: the style gives its sign."""
    return f"missing {reason.replace(' ', '-')}"


def _votes(matrix: StanceMatrix, graph: SignedGraph, found: Split) -> Markup:
    """Return the recurring splits, and how much every two agree."""
    actors = [*chain(*found.blocs), *found.unplaced]
    heads = [tag("th", actor, scope="col") for actor in actors]
    lines = [(one, [_share(graph, one, other, found) for other in actors]) for one in actors]
    common = common_splits(matrix)
    items = [tag("li", str(item)) for item in common[:_COMMON]]
    rest = [f"The {_COMMON} most common of {len(common)}."] if len(common) > _COMMON else []
    name = "Agreement as a percentage of agreement and disagreement"
    least, chance = found.agreement.min_shared, found.agreement.null_model
    told = ["In percent, and in brackets the number of common votes."]
    told += [f"Of fewer than {least} common votes, nothing is said."] * (least > 1)
    told.append(
        f"▲ is more and ▼ less than chance gives (null model {chance}), each pair by itself."
        if found.beyond_chance
        else "Nothing here is beyond chance."
        if chance
        else "Agreement by chance is included: where most votes are yes, all agree often."
    )
    return joined(
        tag("h3", "Recurring splits"),
        tag("ol", *items) if items else note("There is no proposal on which all have a stance."),
        note(*rest),
        tag("h3", "How often two agree"),
        _table(name, heads, lines),
        note(*told),
    )


def _share(graph: SignedGraph, one: str, other: str, found: Split) -> Markup:
    """Return a cell with the share of agreement of two actors, darker for more, and of how many."""
    tie = graph.get_edge_data(one, other) or {"agree": 0, "disagree": 0}
    both = tie["agree"] + tie["disagree"]
    if one == other:
        return tag("td", tag("span", "the same"), class_="same")
    if not both:
        return tag("td", tag("span", "unknown"), class_="missing")
    share = tie["agree"] / both
    beyond = _BEYOND[tie["sign"] if found.beyond_chance else 0]
    return tag(
        "td",
        f"{100 * share:.0f} ",
        beyond and tag("b", beyond),
        tag("small", f"({tie['shared']:,})"),
        class_=f"share{int(min(share, 0.99) * 5)}",
    )


def governed(found: Formations, seats: Mapping[str, int]) -> Markup:
    """Return who could govern: the best in half a circle of seats, and the best few as a table."""
    shown = chart(found, FORMED, _OUT)
    total = sum(seats.values())
    needed = f"{short(shown.needed)} of the " if shown.needed is not None else "A part of the "
    undrawn = [f"More than {MOST:,} seats are not drawn."] if total > MOST else []
    told = f"Needed under {found.rule}: {needed}{total:,} seats that these parties hold."
    name = "Coalitions that could govern, and those that are ruled out"
    heads = [tag("th", party, scope="col") for party in shown.parties]
    kind = f"formed{' many' * (len(heads) > FEW)}"
    heads += [tag("th", "seats", scope="col"), tag("td")]
    heads += [tag("th", shown.column, scope="col")] * bool(shown.column)
    lines = [(shown.ranked(one), _formed(shown, one, total)) for one in shown.rows]
    best = found.found[: total <= MOST]
    drawn = ["Drawn is the first of those that are equally good." for one in best
             if one.rank in shown.tied]  # fmt: skip
    return joined(
        tag("p", begun(str(found)), class_="split long"),
        note(told, *undrawn, *drawn),
        *(_seated(groups(seats, one)) for one in best),
        _table(name, [*heads, tag("td")], lines, kind=kind) if lines else None,
        note(*(f"{begun(text)}." for text in shown.notes)),
    )


def _seated(parts: Sequence[Group]) -> Markup:
    """Return half a circle of seats, with what its dots are."""
    keys = (tag("span", part.worded, class_=f"kind{part.kind}") for part in parts)
    return tag("figure", hemicycle(parts), tag("figcaption", *keys, class_="legend"))


def _formed(shown: Chart, one: Formation, total: int) -> list[Markup | None]:
    """Return the cells of a coalition: its members, seats and range, and who rules it out."""
    cells: list[Markup | None] = []
    for party in shown.parties:
        kind = "" if party not in one.members else "out" if one.ruled_out_by else "inside"
        words = "member" if kind else "not a member"
        if party in one.makers:
            kind, words = "out crossed", "member, rules it out"
        cells.append(tag("td", tag("span", words), class_=kind or None))
    return [
        *cells,
        tag("td", seated(one)),
        tag("td", bar(one.seats, shown.needed, total)),
        tag("td", shown.measured(one)) if shown.column else None,
        tag("td", remark(one), class_="remark"),
    ]


def headed(source: Coalition | StanceMatrix, proposal: str) -> Markup:
    """Return the heading of a proposal: what it is called, with a link where it is on the web.

    Of votes it has the id too, by which the proposal is found in the record.
    """
    if isinstance(source, Coalition):
        return joined(source.proposal(proposal).title or proposal)
    title = source.title_of(proposal)
    known = joined(" ", tag("small", proposal)) if title not in {None, proposal} else None
    return joined(linked(title or proposal, source.url_of(proposal)), known)


def linked(label: str, url: str | None) -> Markup:
    """Return a label as a link to the web; with the address behind it where that is none."""
    if url and url.lower().startswith(("https://", "http://")):
        rel = {"rel": "noopener noreferrer", "target": "_blank"}
        return tag("a", label, href=url, **rel)
    return joined(f"{label} ({url})" if url else label)


def decided(decision: Decision) -> Markup:
    """Return what becomes of a proposal, and who can stop it."""
    word = decision.worded
    return tag(
        "div",
        tag("p", tag("strong", word, class_=decision.outcome), f" under {decision.rule}"),
        tag("ul", *(tag("li", line) for line in grounds(decision))),
        class_="outcome",
    )


def said(positions: Sequence[Position], case: Coalition) -> Markup:
    """Return a statement that makes these positions, with what it is known from."""
    people = {person.id: person.name for person in case.politicians}
    sources = [cited.id for cited in case.sources]
    one = positions[0]
    sides: dict[str, list[str]] = {}
    for position in positions:
        sides.setdefault(position.worded, []).append(people.get(position.actor, position.actor))
    who = "; ".join(f"{listed(actors)} {worded}" for worded, actors in sides.items())
    by = f" by {people.get(one.speaker, one.speaker)}" if one.speaker else ""
    links = (tag("a", name, href=f"#source-{sources.index(name)}") for name in one.sources)
    cited = [*links, one.locator]
    more = (("q", one.quotation), ("q", one.hedge), ("small", one.note))
    return joined(
        tag("b", who),
        ": ",
        tag("span", one.attribution, class_=one.attribution),
        f"{by}, {one.date.worded}",
        *(joined(", ", place) for place in cited if place),
        *(joined(tag("br"), tag(kind, words)) for kind, words in more if words),
    )
