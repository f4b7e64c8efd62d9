"""Of every answer, its table, its fields and methods, its picture and the page say the same.

What each class's table must hold is written here from the fields and methods that its docstring
names, and compared with the frame, with every reason for which a stance can be missing.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain
from typing import Any

import attrs
import numpy as np
import pytest

import coalition as co
from coalition import doors, plot
from coalition.faults import Checked
from coalition.html._pieces import decided as decided_piece
from coalition.io.formats import FORMATS
from coalition.stances.codes import REASONS
from coalition.tables import Shown
from tests import data, pictured
from tests.builders import case, said
from tests.pages import Page, Reader
from tests.pictured import gaps, keys, named
from tests.showcase import RESULTS
from tests.votes_by_chance import camps, coins

Row = dict[str, Any]

# the signs of the pictures
SIGNS = {
    "unknown": "?",
    "absent": "a",
    "not a member": "n",
    "abstained": "o",
    "conflicting": "\u00b1",
}
SIDES = {1: "+", 0: "0", -1: "\u2212"}


def torn() -> co.Coalition:
    """Return a case in which A contradicts itself, B is against, and nothing is known of C."""
    held = [said("A", stance=1), said("A", stance=-1), said("B", stance=-1)]
    return case([*held, said("A", "q", 1), said("B", "q", 0)], parties=["C"], several="all")


MATRICES: dict[str, Callable[[], co.StanceMatrix]] = {
    "votes": gaps,
    "statements": lambda: co.stance_matrix(torn()),
}


# what each table must hold


def fields(value: Any) -> Iterator[Row]:
    """Yield one row of the public fields, and of the short ways to write them.

    Where an item that is written in the short way is the same, that says it all.
    """
    row = {}
    for field in attrs.fields(type(value)):
        held = getattr(value, field.name)
        if isinstance(value, Checked) and field.alias != field.name:
            row[field.alias] = getattr(value, field.alias)
            held = None if attrs.evolve(value, **{field.alias: row[field.alias]}) == value else held
        row[field.name] = held
    yield row


def without(*names: str, **more: str) -> Callable[[Any], Iterator[Row]]:
    """Yield one row of the fields but for some, and of properties."""

    def found(value: Any) -> Iterator[Row]:
        for row in fields(value):
            kept = {name: held for name, held in row.items() if name not in names}
            yield kept | {name: getattr(value, read) for name, read in more.items()}

    return found


def cells(matrix: Any) -> Iterator[Row]:
    """Yield a row for every actor and proposal."""
    for actor in matrix.actors:
        for proposal in matrix.proposals:
            asked = {"actor": actor, "proposal": proposal}
            stance, missing = matrix.stance(actor, proposal), matrix.missing(actor, proposal)
            party, group = matrix.party_of(actor, proposal), matrix.group_of(actor, proposal)
            said = {"stance": stance, "missing": missing, "party": party, "group": group}
            said["seats"] = matrix.seats_of(actor, proposal)
            title, url = matrix.title_of(proposal), matrix.url_of(proposal)
            yield asked | said | {"name": matrix.name_of(actor), "title": title, "url": url}


def decided(decision: Any) -> Iterator[Row]:
    """Yield a row for every member, by side."""
    sides = {
        "for": decision.supporters,
        "against": decision.opponents,
        "neutral": decision.neutral,
        "abstained": tuple(a for a in decision.abstainers if a not in decision.neutral),
        "absent": decision.absent,
        "unknown": tuple(a for a in decision.unknown if a not in decision.conflicting),
        "conflicting": decision.conflicting,
    }
    for side, actors in sides.items():
        for actor in actors:
            yield {
                **{name: getattr(decision, name) for name in ("proposal", "outcome", "certain")},
                "rule": str(decision.rule),
                "actor": actor,
                "side": side,
                "blocker": any(blocker.party == actor for blocker in decision.blockers),
                PIVOTAL: actor in getattr(decision, PIVOTAL),
                "reasons": [said for said in decision.reasons if said.actor == actor],
            }


PIVOTAL = "pivotal" if hasattr(co.Decision, "pivotal") else "decisive"


def blocs(name: str = "actor", **more: str) -> Callable[[Any], Iterator[Row]]:
    """Yield a row for every actor in every optimum, with the number of its bloc."""

    def found(value: Any) -> Iterator[Row]:
        split = getattr(value, "split", value)
        given = {column: getattr(value, column) for column in more}
        topic = {} if name == "node" else {"topic": split.topic}
        for optimum, divided in enumerate(split.optima or [()], 1):
            of = {actor: bloc for bloc, actors in enumerate(divided, 1) for actor in actors}
            for actor in (*of, *split.unplaced):
                placed = {"optimum": optimum, name: actor, "bloc": of.get(actor)}
                yield {**given, **topic, **placed}

    return found


def moves(found: Any) -> Iterator[Row]:
    """Yield a row for every concession of each kind of best."""
    for best in ("fewest", "smallest_total", "smallest_largest"):
        for concession in getattr(found, best):
            of = {"proposals": found.proposals, "rule": str(found.rule), "best": best}
            yield of | next(fields(concession))


def people(person: Any) -> Iterator[Row]:
    """Yield a row of the fields of a minister."""
    none = [str(name) for f in attrs.fields(co.Minister) for name in (f.name, f.alias)]
    yield {**dict.fromkeys(none), **next(fields(person))}


def numbers(power: Any) -> Iterator[Row]:
    """Yield a row for every member."""
    of = {"measure": power.measure, "rule": str(power.rule)}
    yield from ({**of, "member": member, "value": power[member]} for member in power)


def coleman(power: Any) -> Iterator[Row]:
    """Yield the power of the body to act, and then the rows of each of the two indices."""
    measure = "power of the body to act"
    of = {"measure": measure, "rule": str(power.prevent.rule), "member": None}
    yield of | {"value": power.collectivity}
    yield from (*numbers(power.prevent), *numbers(power.initiate))


def agreed(found: Any) -> Iterator[Row]:
    """Yield a row of all units, and of each part of them."""
    numbers = ("units", "alpha", "kappa", "agreed")
    yield {"by": None, "name": None} | {name: getattr(found, name) for name in numbers}
    for by in ("actor", "proposal", "topic", "attribution"):
        for part in getattr(found, f"by_{by}"):
            yield {"by": by, **next(fields(part))}


def around(one: Any) -> Row:
    """Return what was and what is."""
    return {"before": one.before, "after": one.after}


fact = without("item", attribution="attribution", speaker="speaker", note="note")

ROWS: dict[str, Callable[[Any], Iterable[Row]]] = {
    "About": lambda value: chain.from_iterable(map(fact, value)),
    "Certainty": without("possible", verdict="verdict", low="low", high="high"),
    "Changes": lambda value: [
        *(
            {"changed": one.place, "about": one.about, "facts": (), **around(one)}
            for one in value.facts
        ),
        *(
            {"changed": one.question, "about": one.about, "facts": one.facts, **around(one)}
            for one in value.answers
        ),
    ],
    "Coalition": lambda value: chain.from_iterable(map(fields, value.positions)),
    "Coalitions": lambda value: [{"members": members} for members in value],
    "CoderAgreement": agreed,
    "Cohesion": without("divisions"),
    "Coleman": coleman,
    "Concessions": moves,
    "Decision": decided,
    "Fact": fact,
    "Formations": lambda value: chain.from_iterable(map(fields, (*value, *value.ruled_out))),
    "Minister": people,
    "Packages": lambda value: chain.from_iterable(map(fields, value)),
    "Partition": blocs("node"),
    "PeriodSplit": blocs(since="", until="", proposals=""),
    "Politician": people,
    "Power": numbers,
    "Scales": lambda value: [
        {"issue": i, "actor": a, "position": p, "salience": s, "power": c}
        for i, a, p, s, c in value.held
    ],
    "Split": blocs(),
    "Stability": lambda value: [
        {"actor": one, "other": other, "together": share} for (one, other), share in value.together
    ],
    "Stage": blocs(date="", changed=""),
    "StanceMatrix": cells,
}


def values(what: Any) -> tuple[Any, ...]:
    return (what,) if isinstance(what, Shown) else tuple(what)


def assert_says(cell: Any, value: Any) -> None:
    """Check that a cell says a value: numbers as numbers, lists as lists, all else in words."""
    if value is None or (isinstance(value, list | tuple) and not value):
        assert cell in (None, "", [])
    elif isinstance(cell, list):
        parts = value if isinstance(value, tuple | list) else attrs.astuple(value, recurse=False)
        assert len(cell) == len([part for part in parts if part is not None]) or None in cell
        for one, part in zip(cell, parts, strict=len(cell) == len(parts)):
            assert_says(one, part)
    elif isinstance(cell, bool | int | float):
        assert (type(cell) is bool) == (type(value) is bool)
        assert float(cell) == float(value)
    elif isinstance(value, tuple):
        words = [str(part) for part in flat(value) if part is not None]
        assert re.split(r"[,;] ", cell) == list(chain(*(re.split(r"[,;] ", w) for w in words)))
    else:
        assert cell == str(value)


def flat(value: Any) -> Iterator[Any]:
    """Yield what is in lists of lists, and in values that have no words of their own."""
    if isinstance(value, tuple):
        yield from chain.from_iterable(map(flat, value))
    elif attrs.has(type(value)) and str(value) == repr(value):
        yield from flat(attrs.astuple(value, recurse=False))
    else:
        yield value


def rows_of(what: Any) -> list[Row]:
    """Return the rows of the frame of a value."""
    pytest.importorskip("pyarrow")
    found: list[Row] = co.to_frame(what, backend="pyarrow").to_pylist()
    return found


def assert_table(value: Any, name: str) -> None:
    """Check that the frame of a value, and what notebooks show of it, hold its fields."""
    wanted, found = list(ROWS.get(name, fields)(value)), rows_of(value)
    assert len(found) == len(wanted)
    for row, expected in zip(found, wanted, strict=True):
        assert set(row) == set(expected)
        for column, cell in row.items():
            assert_says(cell, expected[column])
    read = Reader(value._repr_html_())
    columns = list(co.to_frame(value, backend="pyarrow").column_names)
    assert read.cells[1 : 1 + len(columns)] == columns
    for place, row in enumerate(found[:30]):
        shown = read.cells[1 + len(columns) * (place + 1) :][: len(columns)]
        for text, cell in zip(shown, row.values(), strict=True):
            assert (text == "") == (cell in (None, "", []))


@pytest.mark.parametrize("name", RESULTS)
def test_a_table_says_what_the_fields_say(name: str) -> None:
    """Of every class, the rows of the frame and of the notebook are the fields as documented."""
    for value in values(RESULTS[name])[:5]:
        assert_table(value, name)


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("name", RESULTS)
def test_data_say_what_the_fields_say(name: str, exact: bool) -> None:
    """Of every class, data come back equal by way of JSON, and are what their schema says."""
    for value in values(RESULTS[name])[:3]:
        found = co.to_data(value, exact=exact)
        assert data.keeps_to_schema(found)
        assert {"type", "format"} <= {*found}
        assert data.back(value, exact=exact) == value
    assert data.back(RESULTS[name], exact=exact) == RESULTS[name]


@pytest.mark.parametrize("kind", MATRICES)
def test_a_table_tells_every_reason(kind: str) -> None:
    """A cell has a stance or a reason, never both, as `stance` and `missing` have it."""
    matrix = MATRICES[kind]()
    assert_table(matrix, "StanceMatrix")
    rows = rows_of(matrix)
    assert all((row["stance"] is None) == (row["missing"] is not None) for row in rows)
    found = {row["missing"] for row in rows} - {None}
    assert found == (set(REASONS) if kind == "votes" else {"unknown", "conflicting"})


@pytest.mark.parametrize("kind", MATRICES)
def test_decisions_know_every_reason(kind: str) -> None:
    """Who has a side takes it, and who has none is with those whom its reason puts it."""
    matrix = MATRICES[kind]()
    of = {"unknown": "unknown", "conflicting": "unknown", "absent": "absent"}
    of |= {"abstained": "abstainers", "not a member": "nowhere"}
    of |= {"for": "supporters", "against": "opponents", "neutral": "abstainers"}
    for decision in co.decisions(matrix):
        assert_table(decision, "Decision")
        for actor in matrix.actors:
            known = matrix.side(actor, decision.proposal)
            home = of[str(known or matrix.missing(actor, decision.proposal))]
            homes = ("supporters", "opponents", "abstainers", "absent", "unknown")
            assert [name for name in homes if actor in getattr(decision, name)] == (
                [] if home == "nowhere" else [home]
            )


@pytest.mark.parametrize("kind", MATRICES)
def test_a_decision_names_sides_as_the_matrix_does(kind: str) -> None:
    """Its table, its sides and what the page says have the side of each, or why there is none."""
    matrix = MATRICES[kind]()
    said_in = re.compile(r"(for|against|neutral|abstained|absent|unknown|conflicting): ")
    for decision in co.decisions(matrix):
        known = {
            actor: matrix.side(actor, decision.proposal) or matrix.missing(actor, decision.proposal)
            for actor in matrix.actors
        }
        sides = {actor: side for actor, side in known.items() if side != "not a member"}
        assert {row["actor"]: row["side"] for row in rows_of(decision)} == sides
        assert {a: side for side, actors in decision.sides.items() for a in actors} == sides
        shown = Page(str(decided_piece(decision)))
        (line,) = (e.text for e in shown.elements if e.tag == "li" and said_in.match(e.text))
        assert {
            actor: side
            for part in line.split("; ")
            for side, _, actors in [part.partition(": ")]
            for actor in re.split(", | and ", actors)
        } == sides


def drawn(ax: Any) -> dict[tuple[str, str], str]:
    """Return the sign of every cell of a picture, by actor and proposal."""
    columns, lines = named(ax.xaxis), named(ax.yaxis)
    signs = {}
    for text in ax.texts:
        x, y = text.get_position()
        if round(x) < len(columns) and x == round(x):
            signs[columns[round(x)], lines[round(y)]] = text.get_text()
    return signs


def sign(matrix: co.StanceMatrix, actor: str, proposal: str) -> str:
    """Return the sign of a cell by the methods of the matrix."""
    stance, missing = matrix.stance(actor, proposal), matrix.missing(actor, proposal)
    if stance is None:
        return SIGNS[str(missing)]
    return SIDES[int(stance)] if stance in SIDES else f"{stance:+.1g}".replace("0.", ".")


@pytest.mark.parametrize("kind", MATRICES)
def test_the_picture_of_positions_says_what_the_matrix_says(kind: str) -> None:
    """Every cell has the sign of its stance, or of the reason why there is none, with a key."""
    pytest.importorskip("matplotlib")
    matrix = MATRICES[kind]()
    ax = plot.positions(matrix)
    assert drawn(ax) == {
        (actor, proposal): sign(matrix, actor, proposal).replace("-", SIDES[-1])
        for actor in matrix.actors
        for proposal in matrix.proposals
    }
    found = {row["missing"] for row in cells(matrix)} - {None}
    assert {key for key in keys(ax) if "(" in key} >= {f"{why} ({SIGNS[why]})" for why in found}


@pytest.mark.parametrize("kind", MATRICES)
def test_the_picture_of_blockers_says_what_the_decisions_say(kind: str) -> None:
    """A cross is a blocker of a decision; the others have the sign of their side or reason."""
    pytest.importorskip("matplotlib")
    matrix = MATRICES[kind]()
    ax, wanted = plot.blockers(matrix), {}
    for decision in co.decisions(matrix):
        opposed = {blocker.party for blocker in decision.blockers if blocker.reasons}
        opposed |= {b.party for b in decision.blockers if b.party in decision.opponents}
        for actor in matrix.actors:
            place = actor, decision.proposal
            stance = matrix.stance(*place)
            side = None if stance is None else SIDES[(stance > 0) - (stance < 0)]
            known = side or SIGNS[str(matrix.missing(*place))]
            wanted[place] = "\u2715" if actor in opposed else known
    assert drawn(ax) == wanted
    assert {text.split("(")[-1][0] for text in keys(ax)} == set(wanted.values())


@pytest.mark.parametrize("kind", MATRICES)
def test_the_page_says_what_the_matrix_says(kind: str) -> None:
    """The cells of the page are those of the matrix, and its key explains every reason."""
    source: Any = gaps() if kind == "votes" else torn()
    matrix = MATRICES[kind]()
    page = Page(co.page(source, rules=[co.Unanimity()]))
    names = [None, *dict.fromkeys(matrix.topics)] if kind == "votes" else source.topics
    (view,) = page.table["seen"][names.index(None if kind == "votes" else "t")][-1]
    heads = [e.text for e in page.inside(f"positions-{view}", "th")]
    actors = [head for head in heads if head in matrix.actors]
    proposals = [head for head in heads if head in matrix.proposals]
    found = page.inside(f"positions-{view}", "td")[1:]
    assert len(found) == len(actors) * len(proposals) == matrix.cells.codes.size
    for cell, (proposal, actor) in zip(
        found, ((proposal, actor) for proposal in proposals for actor in actors), strict=True
    ):
        classes = str(cell.attributes["class"]).split()
        missing = matrix.missing(actor, proposal)
        if missing:
            assert cell.text == missing
            assert classes[:2] == ["missing", missing.replace(" ", "-")]
        else:
            assert classes[0] == matrix.side(actor, proposal)
            assert cell.text.startswith(classes[0])
    reasons = {row["missing"] for row in cells(matrix)} - {None}
    explained = [e.text for e in page.inside("positions", "li")]
    assert explained == ["for", "against", "neutral", *(why for why in REASONS if why in reasons)]
    style = page.all("style")[0].text
    for why in reasons:
        assert f".missing.{why.replace(' ', '-')}::before {{ content: " in style


def graded() -> co.StanceMatrix:
    """Return stances on scales, with gaps: by the raw measure, all agree with all but one."""
    gap = np.nan
    held = np.array(
        [[0.3, 0.2, 0.4], [0.2, gap, 0.3], [-0.2, -0.1, -0.3], [-0.3, 0, -0.2], [-1, gap, -1]]
    )
    topics, dates = ("x", "x", "y"), ("2024-01", "2024-02", "2024-03")
    return co.StanceMatrix("ABCDE", "pqr", held, topics=topics, dates=dates)


COUNTED: dict[str, tuple[co.StanceMatrix, co.Agreement]] = {
    "fixedcol": (camps(1, 3, 3, strangers=2), co.Agreement(null_model="fixedcol")),
    "sdsm": (camps(2, 4, 2, strangers=1), co.Agreement(null_model="sdsm", min_shared=20)),
    "by chance": (coins(3, 6, 200, 0.2), co.Agreement(null_model="fixedcol")),
    "within": (graded(), co.Agreement(agree_within=0.25)),
    "mean": (graded(), co.Agreement(agree_within="mean", min_shared=2)),
    "shared": (graded(), co.Agreement(min_shared=3)),
    "heavy": (graded(), co.Agreement(threshold=1)),
}


@pytest.mark.parametrize("name", COUNTED)
def test_pictures_and_page_show_the_ties_of_the_split(name: str) -> None:
    """However agreement is counted, they have the sentence of the split, its blocs and its ties.

    Under a null model these are the ties beyond chance, and none where nothing is.
    """
    pytest.importorskip("matplotlib")
    matrix, agreement = COUNTED[name]
    found = co.split(matrix, agreement=agreement)
    graph = co.agreement_graph(matrix, agreement=agreement)
    chance = agreement.null_model is not None
    ties = Counter(
        data["sign"]
        for *_, data in graph.edges(data=True)
        if not chance or (found.beyond_chance and data["sign"])
    )
    assert (found.beyond_chance is False) == (name == "by chance")
    # 1. the pictures
    kinds = {"solid": 1, "dashed": -1, "dotted": 0}
    ax: Any = plot.agreement(matrix, agreement=agreement)
    assert_title(ax, found)
    lines: Counter[int] = Counter()
    for bundle in ax.collections:
        (_, dashes), *_ = bundle.get_linestyle()
        kind = "solid" if dashes is None else "dashed" if dashes[0] > dashes[1] else "dotted"
        lines[kinds[kind]] += len(bundle.get_segments())
    assert lines == ties
    assert len([patch for patch in ax.patches if patch.zorder == 0]) == len(found.blocs)
    heat: Any = plot.heatmap(matrix, agreement=agreement)
    assert_title(heat, found)
    colors = heat.images[0].get_array()
    assert (colors[..., :3] != 1).any(axis=-1).sum() == 2 * ties.total()
    assert_title(plot.positions(matrix, agreement=agreement), found)
    given = plot.agreement(matrix, split=found)  # counts as the split does
    assert pictured.png(given) == pictured.png(ax)
    # 2. the page
    page = Page(co.page(matrix, agreement=agreement, resamples=20))
    view = page.table["seen"][0][0][0]
    stable = co.stability(matrix, agreement=agreement, resamples=20)
    words = [e.text for e in page.inside(f"sentence-{view}", "p")]
    assert words[0] == str(found)
    assert (words[1].casefold() == f"{stable.worded}.".casefold()) == bool(found.blocs)
    signs = {"agree": 1, "disagree": -1, "ambivalent": 0}
    paths = [str(e.attributes["class"]) for e in page.inside(f"picture-{view}", "path")]
    assert Counter(signs[path] for path in paths) == ties
    actors = [*chain(*found.blocs), *found.unplaced]
    marks = {1: " \u25b2", -1: " \u25bc", 0: " "} if found.beyond_chance else {}
    wanted = [
        f"{100 * d['agree'] / both:.0f}{marks.get(d['sign'], ' ')}({d['shared']})"
        for one in actors
        for other in actors
        if (d := graph.get_edge_data(one, other)) and (both := d["agree"] + d["disagree"])
    ]
    shown = [e.text for e in page.inside(f"more-{view}", "td") if e.text[:1].isdecimal()]
    assert shown == wanted


def assert_title(ax: Any, found: co.Split) -> None:
    """Check that a title is the sentence of a split, or its beginning and its end."""
    begun, _, end = pictured.title(ax).partition(" …")
    assert str(found).startswith(begun)
    assert str(found).endswith(end or begun)


def test_the_report_says_what_the_case_says() -> None:
    """The report names who blocks, of whom nothing is known, and who contradicts itself."""
    found = co.decide(torn(), "p")
    assert [blocker.party for blocker in found.blockers] == ["B"]
    assert found.unknown == ("A", "C")
    assert "  p: B (stated, 2023); unknown: C; conflicting: A\n" in co.report(torn())


# numbers and their nouns


ONE = case({"p": {"A": 1}}, seats={"A": 1})
PLURAL = re.compile(r"(?<![\d.,/-])1 (?!is\b|as\b|was\b|times\b)[a-z]+s\b(?!s)")


def single() -> Iterator[Any]:
    """Yield answers about one party and one proposal."""
    yield ONE
    yield co.stance_matrix(ONE)
    one = Fraction(1)
    yield co.Scales((("p", Fraction(0), one),), (("p", "A", one, one, one),))
    yield from (*co.splits(ONE), *co.decisions(ONE), *co.split_history(ONE), co.packages(ONE))
    yield from (co.robustness(ONE), co.banzhaf(ONE, rule=co.Majority()))
    yield from co.cohesion(ONE, groups={"A": ["A"]})
    yield co.certainty(ONE, lambda now: co.split(now).blocs)


def test_one_is_no_plural() -> None:
    """No sentence of an answer says one of several, such as ``1 proposals``."""
    shown = [*single(), *(value for what in RESULTS.values() for value in values(what))]
    texts = [text for value in shown for text in (str(value), repr(value), value._heading())]
    assert [text for text in texts if PLURAL.search(text)] == []


def test_one_is_no_plural_in_texts(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor does a report, a command, a picture or the page about one party and one proposal."""
    pytest.importorskip("click")
    pytest.importorskip("matplotlib")
    from coalition.cli import main  # noqa: PLC0415
    from tests.hostile import COMMANDS  # noqa: PLC0415

    path = tmp_path / "one.toml"
    co.write_case(ONE, path)
    texts = [co.report(ONE), re.sub(r"<(style|script).*?</\1>", "", co.page(ONE), flags=re.DOTALL)]
    for command in COMMANDS:
        assert main([command, str(path)]) == 0
        texts.append(capsys.readouterr().out)
    pictures = [draw(ONE) for draw in (plot.agreement, plot.positions, plot.heatmap, plot.blockers)]
    index = co.banzhaf(ONE, rule=co.Majority())
    pictures += [plot.history(ONE), plot.power(index, seats=ONE.seats)]
    for ax in pictures:
        legend = ax.get_legend()
        keyed = [*legend.get_texts(), legend.get_title()] if legend else []
        texts += [text.get_text() for text in (*ax.texts, ax.title, *keyed)]
    assert [text for text in texts if PLURAL.search(text)] == []


def test_one_party_of_the_day_in_every_answer() -> None:
    """After a dated switch, cohesion, party lines and dissent take each position for one party."""
    stays = [co.Membership("Old", until="2023-06"), co.Membership("New", since="2023-07")]
    people = [co.Politician("kim", "Kim", party=stays), co.Politician("ole", "Ole", party="Old")]
    gone = co.Politician("una", "Una", party=[co.Membership("Old", until="2022")])
    votes = {"2023-01": ("p", -1, 1), "2024-01": ("q", -1, 1)}
    positions = [said("una", "q", -1, date="2024-01")]
    for date, (proposal, *sides) in votes.items():
        positions += [
            said(a, proposal, s, date=date) for a, s in zip(("kim", "ole"), sides, strict=True)
        ]
    lines = [said(party, proposal, 1) for party in ("Old", "New") for proposal in "pq"]
    now = case([*positions, *lines], politicians=[*people, gone])
    matrix = co.stance_matrix(now, actors=["kim", "ole", "una"])
    # who is off the line of which party, and where that party has members
    off = {(found.politician, found.party, found.proposal) for found in co.dissent(now)}
    assert off == {("kim", "Old", "p"), ("kim", "New", "q")}
    of = {(a, p): matrix.party_of(a, p) for a in ("kim", "ole", "una") for p in "pq"}
    assert all(of[who, proposal] == party for who, party, proposal in off)
    assert of["una", "q"] is None
    divided = {(one.group, d.proposal): d.rice for one in co.cohesion(now) for d in one.divisions}
    assert divided == {("Old", "p"): 0, ("Old", "q"): 1, ("New", "q"): 1}
    assert divided == {
        (one.group, d.proposal): d.rice for one in co.cohesion(matrix) for d in one.divisions
    }
    grouped = matrix.group()
    assert {(party, p): grouped.stance(party, p) for party in ("Old", "New") for p in "pq"} == {
        ("Old", "p"): None,
        ("Old", "q"): 1,
        ("New", "p"): None,
        ("New", "q"): -1,
    }
    assert grouped.missing("New", "p") == "not a member"


def test_who_gives_a_file_is_told_what_reads_it() -> None:
    """The reader that a wrong argument is answered with is the one that the list of formats has."""
    readers: dict[str, set[str]] = {}
    for one in FORMATS:
        for suffix in one.suffixes if one.read else ():
            readers.setdefault(suffix, set()).add(getattr(one.read, "__name__", ""))
    told = {suffix: name for suffix, name in doors.READERS.items() if name != "read_votes"}
    assert {suffix for suffix, name in told.items() if name not in readers[suffix]} == set()
