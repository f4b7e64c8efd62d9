"""The page to send, without a browser: what it says, that it is the library's, that it is safe."""

import math
import os
import random
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings

import coalition as co
from coalition.model.words import Attribution
from tests import builders
from tests.builders import said
from tests.matrices import founded
from tests.pages import Page, assert_sound, spaced, told
from tests.strategies import coalitions

HOSTILE = (
    "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "\" onload='alert(1)'",
    "&lt;b&gt;", "javascript:alert(1)", "<!-- -->", "$x^{$", "${title}", "%s {0}", "=1+1",
    "@SUM(A1)", "\u202eevil\u202c", "\u2066x", "\u200b", "\ufeff", "\ud800", "\u2028", "]]>", "`",
    "\\u003c", "x" * 3000, " ", "", *map(chr, [*range(32), *range(127, 160)]),
)  # fmt: skip


@pytest.fixture(params=["migration-2023", "heating-law-2023"])
def case(request: pytest.FixtureRequest) -> co.Coalition:
    return co.load_case(request.param)


def votes(actors: int = 5, proposals: int = 40, seed: int = 1) -> co.StanceMatrix:
    """Return votes on two topics, with some absent."""
    chance = random.Random(seed)
    rows = [[chance.choice((1.0, -1.0, math.nan)) for _ in range(proposals)] for _ in range(actors)]
    return co.StanceMatrix(
        [f"P{index}" for index in range(actors)],
        [f"motion {index:02}" for index in range(proposals)],
        rows,
        seats=[10 + index for index in range(actors)],
        topics=[("farming", "housing")[index % 2] for index in range(proposals)],
        dates=[f"2024-01-{1 + index % 28:02}" for index in range(proposals)],
    )


def states(case: co.Coalition) -> Iterator[tuple[int, int, co.Coalition]]:
    """Yield every date and filter by number, in the order of the page, with what was said."""
    ends = {date.last: date for date in sorted(case.dates, key=lambda date: date.first)}
    used = {position.attribution for position in case.positions}
    weak = [kind for kind in ("hearsay", "inferred") if kind in used]
    for place, day in enumerate(sorted(ends)):
        for kept in range(2 ** len(weak)):
            dropped = [kind for bit, kind in enumerate(weak) if not kept >> bit & 1]
            yield place, kept, case.at(ends[day]).without(*dropped)


# the answers


def test_splits_are_the_librarys(case: co.Coalition) -> None:
    """Under every topic, date and filter, the sentence, picture and table are the library's."""
    page = assert_sound(co.page(case))
    seen = page.table["seen"]
    for topic, views in zip(case.topics, seen, strict=True):
        for date, kept, now in states(case):
            view, found = views[date][kept], co.split(now, topic)
            assert page.inside(f"sentence-{view}", "p")[0].text == str(found)
            assert page[f"overview-{view}"].text == str(found)

            graph, words = co.agreement_graph(now, topic), {1: "agree", -1: "disagree"}
            ties = [(*sorted(pair), data["sign"]) for *pair, data in graph.edges(data=True)]
            signs = {
                f"{one} and {other} {words.get(sign, 'agree as much as they disagree')}"
                for one, other, sign in ties
            }
            assert {e.text for e in page.inside(f"picture-{view}", "path")} == signs

            matrix = co.stance_matrix(now, topic)
            actors = [a for bloc in found.blocs for a in bloc] + list(found.unplaced)
            heads = [e.text for e in page.inside(f"positions-{view}", "th")]
            assert heads[: len(actors)] == actors
            cells = iter(page.inside(f"positions-{view}", "td"))
            next(cells)  # the corner
            for proposal in matrix.proposals:
                for actor in actors:
                    held = now.position(actor, proposal)
                    weak = f", {held.attribution}" if held and not held.certain else ""
                    worded = f"{held.worded}{weak}" if held else "unknown"
                    assert next(cells).text == worded
            assert next(cells, None) is None


@pytest.mark.no_cover
def test_decisions_are_the_librarys(case: co.Coalition) -> None:
    """Under every date, filter and rule, outcomes, blockers and statements are the library's."""
    rules: tuple[co.Rule, ...] = (
        co.Unanimity(),
        co.Majority(),
        co.Majority(of=736) & co.Veto(case.parties[0].id),
    )
    page = assert_sound(co.page(case, rules=rules))
    proposals = {proposal for topic in page.table["asked"] for proposal in topic}
    headings = {page.inside(f"proposal-{n}", "h3")[0].text: n for n in proposals}
    for date, kept, now in states(case):
        spoken = {said.proposal for said in now.in_force}
        for place, rule in enumerate(rules):
            shown = 0
            for decision in co.decisions(now, rule=rule):
                title = spaced(case.proposal(decision.proposal).title or decision.proposal)
                number = headings[title]
                outcome = page.table["decided"][place][date][kept][number]
                if decision.proposal not in spoken:
                    assert outcome == -1
                    continue
                shown += 1
                text = page[f"outcome-{outcome}"].text
                assert page[f"outcome-{outcome}"].parent is page[f"proposal-{number}"]
                assert all(words in text for words in told(decision))
            assert shown == len(spoken)
        texts = [page[f"said-{number}"].text for number in page.table["said"][date][kept]]
        names = {person.id: person.name for person in case.politicians}
        for held in now.in_force:
            known = f"{held.attribution}{f' by {names[held.speaker]}' if held.speaker else ''}"
            actor = names.get(held.actor, held.actor)
            words = f": {known}, {held.date.worded}, {held.source}"
            assert any(actor in text and words in text for text in texts)


def lined(attribution: Attribution = "hearsay") -> co.Coalition:
    """Return the shipped case with a red line that is known in this way."""
    case = co.load_case("migration-2023")
    line = co.Commitment(
        "CU", "red line", "-", not_with="VVD", date="2023-01", attribution=attribution,
        source=case.sources[0].id,
    )  # fmt: skip
    return attrs.evolve(case, commitments=(*case.commitments, line))


@pytest.mark.no_cover
def test_who_could_govern_is_the_librarys() -> None:
    """Under every date, filter and rule: the sentence, the seats, every coalition that is shown."""
    case = lined()
    rules: tuple[co.Rule, ...] = (co.Majority(), co.Unanimity(), co.Majority(of=100))
    page = assert_sound(co.page(case, rules=rules))
    for place, rule in enumerate(rules):
        for date, kept, now in states(case):
            piece = f"governed-{page.table['governed'][place][date][kept]}"
            if rule == co.Unanimity() and not now.red_lines:
                assert page[piece].text.startswith("Under unanimity, only all of them together")
                continue
            found = co.formations(now, rule=rule, limit=8)
            shown = [*found.found[:8], *found.ruled_out[:4]]
            assert page.inside(piece, "p")[0].text.lower() == str(found).lower()
            total = sum(now.seats.values())
            assert f" of the {total} seats that these parties hold" in page[piece].text
            heads = [e.text for e in page.inside(piece, "th") if e.attributes["scope"] == "col"]
            measured = any(one.range is not None for one in shown)
            assert heads[-1] == ("range" if measured else "seats")
            cells = [e.text for e in page.inside(piece, "td")][3:]
            width = len(heads) + 2
            rows = [cells[at : at + width] for at in range(0, len(cells), width)]
            assert len(rows) == len(shown)
            for one, row in zip(shown, rows, strict=True):
                inside = {
                    p for p, text in zip(heads, row, strict=False) if text.startswith("member")
                }
                assert inside == set(one.members)
                out = {
                    p for p, text in zip(heads, row, strict=False) if text.endswith("rules it out")
                }
                assert out == set(one.makers)
                surplus = "" if one.surplus is None else f" ({one.surplus:+})"
                told = f"{one.seats}{surplus}".replace("-", "\u2212")
                assert row[-3 - measured].startswith(told)
                assert all(made.terms in row[-1] for made in one.ruled_out_by)
            dots = [str(e.attributes["d"]).count("M") for e in page.inside(piece, "path")
                    if str(e.attributes["class"]).startswith("seat")]  # fmt: skip
            best = found.found[:1]
            assert sum(dots) == (total if best else 0)
            for one in best:
                assert dots[: len(one.members)] == [now.seats[p] for p in one.members]


def test_who_could_govern_is_there_where_it_is_known() -> None:
    """Not where seats are not known, nor where only unanimity can be chosen."""
    seatless = builders.case([said("A"), said("B")])
    migration = co.load_case("migration-2023")
    for page in (Page(co.page(seatless)), Page(co.page(migration, rules=[co.Unanimity()]))):
        assert page.table["governed"] == []
        assert "Who could govern" not in [e.text for e in page.all("h2")]
    assert "Who could govern" in [e.text for e in Page(co.page(migration)).all("h2")]


def test_hearsay_can_be_left_out_of_who_could_govern() -> None:
    """Without hearsay, a coalition comes back that only hearsay rules out."""
    page = Page(co.page(lined(), rules=[co.Majority()]))
    without, counted = (page.table["governed"][0][-1][kept] for kept in (0, -1))
    assert "CU: not with VVD (hearsay)" in page[f"governed-{counted}"].text
    assert "not with" not in page[f"governed-{without}"].text


def test_a_red_line_is_a_choice_by_itself() -> None:
    """Its date can be chosen, also when it was lifted, and hearsay of it can be left out."""
    known: Any = {"kind": "red line", "text": "-", "attribution": "hearsay"}
    case = co.Coalition(
        parties=[co.Party(name, seats=2) for name in "ABC"],
        commitments=[co.Commitment("A", not_with="B", date="2025-02", until="2025-05", **known)],
    )
    page = Page(co.page(case, rules=["majority of members"]))
    dates = [e.text for e in page.inside("choices", "option")]
    assert dates == ["2025-02", "2025-05"]
    ruled_out = [
        ["A: not with B (hearsay)" in page[f"governed-{n}"].text for n in row]
        for row in page.table["governed"][0]
    ]
    assert ruled_out == [[False, True], [False, False]]


def test_of_equally_good_coalitions_the_first_is_drawn() -> None:
    """And the page says so; where the best is alone, there is nothing to say."""
    for seats, tied in (((2, 2, 2), True), ((5, 1, 1), True), ((3, 0, 0), False)):
        parties = [co.Party(name, seats=n) for name, n in zip("ABC", seats, strict=True)]
        text = co.page(co.Coalition(parties=parties), rules=["majority of members"])
        assert ("Drawn is the first of those that are equally good." in text) == tied


def test_topics_hold_those_below(case: co.Coalition) -> None:
    """The proposals of a topic are those that are filed under it or below."""
    page = Page(co.page(case))
    for topic, numbers in zip(case.topics, page.table["asked"], strict=True):
        assert len(numbers) == len(co.stance_matrix(case, topic).proposals)


def test_essentials_without_script(case: co.Coalition) -> None:
    """Without script: the sentences of all topics at the latest date, blockers, sources."""
    page = Page(co.page(case))
    seen = [e.text for e in page.all("li", "p", "h3") if not e.hidden]
    assert page["choices"].hidden
    assert [str(co.split(case, topic)) for topic in case.topics] == [
        e.text for e in page.inside("topics", "li") if not e.hidden
    ]
    cards = [e for e in page.inside("proposals", "article") if not e.hidden]
    assert cards
    for card in cards:
        heads = {case.proposal(p.id).title or p.id: p.id for p in case.proposals}
        (title,) = (h.text for h in page.all("h3") if card in h.above)
        for blocker in co.blockers(case, heads[title]):
            assert f"{blocker.party} ({blocker.reasons[0].provenance})" in card.text
    for source in case.sources:
        assert any(text.startswith(f"{source.id}: {spaced(source.title)}") for text in seen)


def test_begins_where_the_split_is_clear() -> None:
    """The page begins with the first topic on which there are blocs and one best split."""
    page = Page(co.page(co.load_case("migration-2023")))
    (shown,) = (e for e in page.all("p") if e.attributes.get("class") == "split" and not e.hidden)
    assert shown.text == "VVD and CDA against D66 and CU on migration/asylum"
    (chosen,) = (e.text for e in page.all("option") if "selected" in e.attributes and "/" in e.text)
    assert chosen == "migration/asylum"


def test_votes() -> None:
    """A page about votes has the split, common splits, shares of agreement and decisions."""
    matrix = votes()
    page = assert_sound(co.page(matrix))
    for topic, views in zip((None, "farming", "housing"), page.table["seen"], strict=True):
        ((view,),) = views
        part = matrix.select(topic)
        found = co.split(part)
        said, stable, *_ = (e.text for e in page.inside(f"sentence-{view}", "p"))
        assert said == str(found)
        assert stable.casefold() == f"{co.stability(part).worded}.".casefold()
        items = [e.text for e in page.inside(f"more-{view}", "li")]
        assert items == [str(common) for common in co.common_splits(part)][:10]
        graph = co.agreement_graph(part)
        actors = [actor for bloc in found.blocs for actor in bloc]
        shares = [
            f"{100 * d['agree'] / (d['agree'] + d['disagree']):.0f} ({d['shared']})"
            for one in actors
            for other in actors
            if (d := graph.get_edge_data(one, other))
        ]
        cells = [e.text for e in page.inside(f"more-{view}", "td")][1:]
        assert [cell for cell in cells if cell[0].isdecimal()] == shares
    for number in {n for topic in page.table["asked"] for n in topic}:
        (title,) = (e.text for e in page.inside(f"proposal-{number}", "h3"))
        rows = page.table["decided"]
        rules: tuple[co.Rule, ...] = (co.Majority(), co.Unanimity())
        for rule, row in zip(rules, rows, strict=True):
            decision = co.decide(matrix, title, rule=rule)
            assert all(
                words in page[f"outcome-{row[0][0][number]}"].text for words in told(decision)
            )


def test_a_vote_against_is_a_known_position() -> None:
    """Who voted against and can stop it is named alone: a vote has no source to name."""
    page = Page(co.page(co.StanceMatrix(["A", "B"], ["p"], [[1], [-1]])))
    items = [e.text for e in page.inside("outcome-0", "li")]
    assert items[1] == "can stop it alone: B"


def test_of_dates_that_end_on_one_day_the_most_exact_can_be_chosen() -> None:
    """What was said on the last day of a year is not shown as known by that year."""
    exact = said("A", "x", date="2024-12-31"), said("B", "x", date="2024-12-31")
    ends = builders.case([*exact, said("A", "y", date="2024"), said("A", "z", date="2023")])
    page = Page(co.page(ends))
    assert [e.text for e in page.all("option")][-2:] == ["2023", "2024-12-31"]


def test_latest_votes() -> None:
    """Of a topic's votes the latest twelve are shown one by one, and the page says so."""
    matrix = votes(proposals=60)
    page = Page(co.page(matrix))
    assert [len(numbers) for numbers in page.table["asked"]] == [12, 12, 12]
    first = page.table["asked"][0]
    dates = dict(zip(matrix.proposals, map(str, matrix.dates), strict=True))
    shown = [dates[page.inside(f"proposal-{n}", "h3")[0].text] for n in first]
    assert sorted(shown, reverse=True) == sorted(dates.values(), reverse=True)[:12]
    assert "The latest 12 of each topic." in page["proposals"].text


def test_what_is_left_out() -> None:
    """Where there are too many topics, dates or actors, the page says what is left out."""
    positions = [
        co.Position("A", f"p{n}", "for", date=f"{2000 + n}", attribution="stated")
        for n in range(30)
    ]
    filed = [co.Proposal(f"p{n}", f"t{n:02}") for n in range(30)]
    many = co.Coalition(parties=[co.Party("A")], proposals=filed, positions=positions)
    page = Page(co.page(many))
    foot = page.all("footer")[0].text
    assert "Of 30 topics, the 24 with the most proposals are here." in foot
    assert "Of 30 dates, the last 24 are here." in foot
    said = {number for row in page.table["said"] for kept in row for number in kept}
    assert all(page[f"said-{number}"] for number in said)
    assert "61 actors are too many to show here." in co.page(votes(actors=61, proposals=3))


def test_what_counts_is_said() -> None:
    """What several statements count for, and who is further than whom, stand at the foot."""
    known: Any = {"date": "2023", "attribution": "stated"}
    case = co.Coalition(
        parties=[co.Party("A"), co.Party("B")],
        proposals=[co.Proposal("p", "t")],
        positions=[co.Position("A", "p", side, **known) for side in ("for", "against")],
        comparisons=[co.Comparison("B", "A", "p", **known)],
        several="source",
    )
    foot = Page(co.page(case)).all("footer")[0].text
    assert "one proposal: the same statement counts once per source." in foot
    assert "wherever the two stand: B more in favor of p than A (stated, 2023)." in foot
    assert "statement" not in Page(co.page(votes())).all("footer")[0].text


def test_how_a_case_was_read_is_said() -> None:
    """What was taken for something when the case was read stands at the foot."""
    case = co.load_case("heating-law-2023").with_reading("No date anywhere.", "All are reported.")
    foot = Page(co.page(case, rules=["unanimity"])).all("footer")[0].text
    assert "How it was read: No date anywhere. All are reported." in foot


# choices


def test_rules_unless_said(case: co.Coalition) -> None:
    """Parties can be asked under unanimity, and where all seats are known under a majority."""
    options = [e.text for e in Page(co.page(case)).inside("choices", "option")]
    assert options[-2:] == ["unanimity", "majority of votes cast"]
    unknown = attrs.evolve(case, parties=[co.Party(party.id) for party in case.parties])
    assert "majority" not in Page(co.page(unknown))["choices"].text


def test_no_choice_no_control() -> None:
    """What leaves no choice has no control: one date, no hearsay, one rule."""
    case = co.Coalition(
        parties=[co.Party("A"), co.Party("B")],
        proposals=[co.Proposal("p", "t")],
        positions=[co.Position(a, "p", "for", date="2023", attribution="stated") for a in "AB"],
    )
    assert Page(co.page(case)).inside("choices", "select", "input") == []


@pytest.mark.parametrize("rules", [(), 5, ["majorty"], [co.Majority], "unanimity", [None]])
def test_no_rules(rules: Any) -> None:
    """What is no rule, or none at all, is refused."""
    with pytest.raises(co.InvalidValue, match="page: rules"):
        co.page(co.load_case("migration-2023"), rules=rules)


def test_rule_that_does_not_fit(tmp_path: Path) -> None:
    """A rule that names others is refused, and the file that was there stays as it was."""
    file = tmp_path / "page.html"
    file.write_text("before")
    with pytest.raises(co.InvalidValue, match="SPD"):
        co.write_page(co.load_case("migration-2023"), file, rules=[co.Veto("SPD")])
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_title(case: co.Coalition) -> None:
    """The heading is the title that is given, or else that of the case."""
    assert Page(co.page(case, title="<Who?>")).all("h1")[0].text == "<Who?>"
    assert Page(co.page(case)).all("h1")[0].text == case.title


def test_empty() -> None:
    """A case without anything is a page all the same."""
    assert "nobody to compare" in assert_sound(co.page(co.Coalition())).all("main")[0].text
    assert_sound(co.page(co.StanceMatrix((), (), np.empty((0, 0)))))


# the same every time


def test_bytes_are_the_same() -> None:
    """The page is the same under every hash seed and in whatever order a case lists things."""
    case = co.load_case("migration-2023")
    code = "import coalition as co; print(co.page(co.load_case('migration-2023')), end='')"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONIOENCODING": "utf-8"},
    )
    page = co.page(case)
    assert run.stdout.decode() == page
    chance = random.Random(1)
    mixed: dict[str, Any] = {
        name: chance.sample(getattr(case, name), len(getattr(case, name)))
        for name in ("parties", "politicians", "proposals", "positions")
    }
    assert co.page(attrs.evolve(case, **mixed)) == page


def test_small(case: co.Coalition) -> None:
    """The page of a shipped case takes less than 200 kB."""
    assert len(co.page(case).encode()) < 200_000


# safe, whatever the names


@pytest.mark.parametrize("name", HOSTILE[::4], ids=ascii)  # tests/hostile.py has them all
def test_hostile_names_of_votes(name: str) -> None:
    """No name of a matrix becomes anything but text."""
    assert_sound(co.page(co.Coalition(), title=name))
    kept: dict[str, Any] = {"topics": (name, "t"), "parties": (name, "B")}
    try:
        co.Party(name)
        matrix = co.StanceMatrix((name, "B"), (name, "q"), [[1, -1], [-1, 1]], **kept)
    except co.InvalidValue:  # what is no name for members is none for those who decide
        matrix = co.StanceMatrix((name, "B"), ("p", "q"), [[1, -1], [-1, 1]])
        with pytest.raises(co.InvalidValue, match="members"):
            co.page(matrix)
        return
    assert_sound(co.page(matrix))


@given(coalitions())
@settings(max_examples=10, deadline=None)
def test_property_any_case(case: co.Coalition) -> None:
    """Every case that the library takes has a page, and nothing in it but text escapes."""
    assert_sound(co.page(case))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x.org", "ftp://x"])
def test_links_lead_to_the_web_alone(url: str) -> None:
    """An address that is not http or https is text, not a link."""
    case = co.Coalition(sources=[co.Source("K", "Title", url=url)])
    page = assert_sound(co.page(case))
    assert page.all("a") == []
    assert url in page["sources"].text


def test_links_are_kept_apart() -> None:
    """A link to a source says nothing about the page, and opens beside it."""
    case = co.Coalition(sources=[co.Source("K", "Title", url='https://x.org/?a="<&b')])
    (link,) = Page(co.page(case)).all("a")
    assert link.attributes == {
        "href": 'https://x.org/?a="<&b',
        "rel": "noopener noreferrer",
        "target": "_blank",
    }


def test_policy(case: co.Coalition) -> None:
    """The page allows its own style and script by their hashes, and loads nothing."""
    page = Page(co.page(case))
    (meta,) = (e for e in page.all("meta") if "http-equiv" in e.attributes)
    policy = str(meta.attributes["content"])
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for inline in (page.all("style")[0], page.all("script")[1]):
        digest = b64encode(sha256(inline.text.encode()).digest()).decode()
        assert f"{inline.tag}-src 'sha256-{digest}'" in policy
    assert not re.search(r"url\(|@import|innerHTML|eval\(|fetch\(", co.page(case))


# for everyone


def test_structure(case: co.Coalition) -> None:
    """There is a language, one h1, headings in order, and a label for every control."""
    page = Page(co.page(case))
    assert page.all("html")[0].attributes == {"lang": "en"}
    levels = [int(e.tag[1]) for e in page.all("h1", "h2", "h3")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    for control in page.all("select", "input"):
        names = [e.attributes.get("for") for e in page.all("label")]
        assert control.attributes.get("id", "-") in names or control.above[1].tag == "label"
    (fieldset,) = page.all("fieldset")
    assert any(e.parent is fieldset for e in page.all("legend"))
    for picture in (e for e in page.all("svg") if "aria-hidden" not in e.attributes):
        inside = [e for e in page.all("title", "desc") if e.parent is picture]
        assert [e.tag for e in inside] == ["title", "desc"]
        assert all(e.text for e in inside)
    (live,) = (e for e in page.elements if e.attributes.get("aria-live"))
    sentences = [e for e in page.elements if str(e.attributes.get("id")).startswith("sentence-")]
    assert {e.parent for e in sentences} == {live}


def schemes() -> list[dict[str, str]]:
    """Return the colors of the light scheme, of the dark one, and of print."""
    style = Page(co.page(co.Coalition())).all("style")[0].text
    roots = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    return [dict(re.findall(r"--(\w+): (#\w+)", root)) for root in roots]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors (WCAG 2.2)."""

    def luminance(color: str) -> float:
        text = color[1:] if len(color) == 7 else "".join(2 * c for c in color[1:])
        shares = [int(text[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast() -> None:
    """Text stands out from what it stands on by 4.5 to 1 (WCAG 2.2, 1.4.3), lines by 3 to 1."""
    assert len(schemes()) == 3
    for colors in schemes():
        for text in ("ink", "quiet", "agree", "disagree", "link"):
            for ground in ("paper", "wash"):
                assert contrast(colors[text], colors[ground]) >= 4.5, (text, ground)
        assert contrast(colors["on"], colors["agree"]) >= 4.5
        assert contrast(colors["even"], colors["wash"]) >= 3
        for share in range(5):
            if f"share{share}" in colors:
                assert contrast(colors["ink"], colors[f"share{share}"]) >= 4.5


def test_a_proposal_on_which_nobody_was_a_member() -> None:
    """It is undecided, and everything else is on the page."""
    page = Page(co.page(founded().select(actors=["New", "Newer"]), rules=[co.Majority()]))
    assert [e.text for e in page.inside("outcome-1", "strong", "li")] == [
        "undecided",
        "nobody was a member then",
    ]


def test_votes_go_by_titles_with_links() -> None:
    """Of votes a title is a link where the address is of the web, and who is who is at the end."""
    named = attrs.evolve(
        founded(),
        names=["The New", None, "The Old & Wise"],
        titles=["On <roads>", "On taxes"],
        urls=["https://example.org/?a=1&b=2", "javascript:alert(1)"],
    )
    page = assert_sound(co.page(named, resamples=0))
    (link,) = page.inside("proposals", "a")
    assert (link.text, link.attributes["href"]) == ("On <roads>", "https://example.org/?a=1&b=2")
    heads = [e.text for e in page.inside("proposals", "h3")]
    assert sorted(heads) == ["On <roads> m1", "On taxes (javascript:alert(1)) m2"]
    assert {"On <roads>", "On taxes"} <= {e.text for e in page.inside("positions", "th")}
    told = [e.text for e in page.inside("names", "li")]
    assert told == ["New: The New", "Old: The Old & Wise"]


def test_votes_without_names_have_no_list_of_them() -> None:
    """Where nothing is known but ids, there is nothing to say who is who."""
    assert 'id="names"' not in co.page(founded(), resamples=0)
