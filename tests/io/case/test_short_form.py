"""The short form of a case file: the same case with less to write."""

from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.errors import InvalidCase
from coalition.io.case import short_form
from coalition.io.case.case_file import dumps_case, loads_case

WHO = """\
sources = [
    { id = "J", title = "January", date = "2023-01", attribution = "reported" },
    { id = "K", title = "July", date = "2023-07" },
]
parties = [{ id = "A" }, { id = "B" }, { id = "C" }]
proposals = [{ id = "p", topic = "t" }, { id = "q", topic = "t" }]
"""


def told(text: str) -> list[str]:
    """Return the faults of a text, with their lines in what comes after the items above."""
    with pytest.raises(InvalidCase) as caught:
        loads_case(f"{WHO}{text}")
    first = WHO.count("\n")
    return [f"{(f.line or 0) - first} {f.place}: {f.message}" for f in caught.value.faults]


def said(text: str) -> list[str]:
    """Return the statements of a text, in words."""
    case = loads_case(f"{WHO}{text}")
    return [str(one) for one in (*case.positions, *case.comparisons, *case.outcomes)]


def test_a_statement_of_several_on_several_is_one_of_each_on_each() -> None:
    """Proposal by proposal, in the order in which they are listed."""
    text = """
[[positions]]
actors = ["B", "A"]
proposals = ["q", "p"]
stance = "for"
date = "2024"
attribution = "stated"
"""
    pairs = ("B for q", "A for q", "B for p", "A for p")
    assert said(text) == [f"{pair} (stated, 2024)" for pair in pairs]


def test_a_source_gives_its_statements_its_date_and_attribution() -> None:
    """The first of several does, whatever it stands before or after; what is said itself counts."""
    text = """
positions = [
    { actor = "A", proposal = "p", stance = "for", source = "J" },
    { actor = "B", proposal = "p", stance = "for", source = ["J", "K"], date = "2022" },
    { actor = "C", proposal = "p", stance = "for", source = "K", attribution = "hearsay" },
]
"""
    expected = [
        "A for p (reported, 2023-01, J)",
        "B for p (reported, 2022, J and K)",
        "C for p (hearsay, 2023-07, K)",
    ]
    assert said(text) == expected
    first = loads_case(f"{WHO}{text}")
    assert loads_case("".join([text, *WHO.splitlines(keepends=True)])) == first


def test_every_kind_of_statement_has_what_its_source_gives() -> None:
    """Promises, outcomes, meetings and remarks do, too."""
    case = loads_case(f"""{WHO}
commitments = [{{ by = "A", kind = "promise", text = "x", source = "J" }}]
outcomes = [{{ proposals = ["p", "q"], result = "adopted", source = "J" }}]
meetings = [{{ id = "m", title = "M", source = "J" }}]
remarks = [{{ text = "x", source = "J" }}]
""")
    assert {(str(one.date), one.attribution) for one in case.statements} == {
        ("2023-01", "reported")
    }
    assert [one.proposal for one in case.outcomes] == ["p", "q"]


def test_comparisons_of_each_with_each() -> None:
    """Those who are more in favor with those who are less, or one with all who are close."""
    text = """
[[comparisons]]
more = ["A", "B"]
less = "C"
proposals = ["p", "q"]
source = "J"

[[comparisons]]
more = "A"
less = ["B", "C"]
proposal = "q"
at_most = 1
source = "J"
"""
    known = " (reported, 2023-01, J)"
    further = [f"{who} more in favor of {what} than C" for what in "pq" for who in "AB"]
    close = [f"{pair} close on q, at most 1 apart" for pair in ("A and B", "A and C")]
    assert said(text) == [f"{one}{known}" for one in (*further, *close)]


BASE = '\nproposal = "p"\nstance = "for"\nsource = "J"\n'
PAIRS = '\nproposal = "p"\nsource = "J"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f'[[positions]]\nactors = ["A",\n"D"]{BASE}',
            ["3 positions[0].actors[1]: there is no party or politician 'D'"],
        ),
        (
            f'[[positions]]\nactors = ["A", "B"]\nactor = "C"{BASE}',
            ["2 positions[0].actors: cannot go along with `actor`"],
        ),
        (
            f'[[positions]]\nactors = ["A", "B", "A"]{BASE}salience = -1',
            [
                "2 positions[0].actors: names A more than once",
                "6 positions[0].salience: must be 0 or more, not -1",
            ],
        ),
        (f"[[positions]]\nactors = []{BASE}", ["2 positions[0].actors: must name at least one"]),
        (
            f'[[positions]]\nactors = ["A", 3]{BASE}',
            ["2 positions[0].actors[1]: must be text, not 3"],
        ),
        (f"[[positions]]\nactors = 3{BASE}", ["2 positions[0].actors: must be text, not 3"]),
        (
            '[[positions]]\nactors = ["A", "B"]\nproposals = ["p", "r"]\nstance = 2\nsource = "J"',
            [
                "3 positions[0].proposals[1]: there is no proposal 'r'",
                "4 positions[0].stance: must lie between -1 (against) and 1 (for), not 2",
            ],
        ),
        (
            '[[positions]]\nactor = "A"\nproposal = "p"\nstance = "for"\nsource = "K"',
            [
                "1 positions[0].attribution: is missing; source 'K' has none to give, either",
            ],
        ),
        (
            '[[positions]]\nactor = "A"\nproposal = "p"\nstance = "for"\nsource = "L"',
            ["5 positions[0].source: there is no source 'L'"],
        ),
        (
            '[[positions]]\nactor = "A"\nproposal = "p"\nstance = "for"',
            ["1 positions[0].attribution: is missing", "1 positions[0].date: is missing"],
        ),
        (
            '[[remarks]]\ntext = "x"\nsource = []\ndate = 2024',
            ["1 remarks[0].attribution: is missing"],
        ),
        (
            f'[[positions]]\nactor = ["A", "B"]{BASE}',
            ["2 positions[0].actor: must be one; several stand in `actors`"],
        ),
        (
            f'[[comparisons]]\nactors = ["A", "B"]{PAIRS}',
            [
                "1 comparisons[0].less: is missing",
                "1 comparisons[0].more: is missing",
                "2 comparisons[0].actors: is no field of a comparison; did you mean 'locator'?",
            ],
        ),
        (
            f'[[comparisons]]\nmore = ["A", "B"]\nless = ["C", "B"]{PAIRS}',
            ["3 comparisons[0].less[1]: must be another actor than 'B'"],
        ),
    ],
)
def test_a_fault_names_the_place_as_it_is_in_the_file(text: str, expected: list[str]) -> None:
    """What is wrong with one of a list, with the list, or with what stands beside it, once."""
    assert told(text) == expected


def test_what_contradicts_is_named_as_in_the_file() -> None:
    """The places within a message are those of the file, too."""
    text = f"""[[positions]]
actors = ["A", "B"]{BASE}
[[positions]]
actors = ["C", "B"]
proposal = "p"
stance = "against"
source = "J"
"""
    message = (
        "7 positions[1]: B against p (reported, 2023-01, J) contradicts positions[0], "
        "B for p (reported, 2023-01, J); say which is the later, or set `several`"
    )
    assert told(text) == [message]


def test_a_wrong_date_of_a_source_is_one_fault() -> None:
    """It is not said again of every statement from it."""
    text = """
sources = [{ id = "J", title = "J", date = "2023-13", attribution = "rumor" }]
remarks = [{ text = "x", source = "J" }, { text = "y", source = "J" }]
"""
    with pytest.raises(InvalidCase) as caught:
        loads_case(text)
    places = [fault.place for fault in caught.value.faults]
    assert places == ["sources[0].attribution", "sources[0].date"]


def test_a_small_file_is_no_endless_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it lists has a limit, told once for each list."""
    monkeypatch.setattr(short_form, "_MOST", 3)
    text = '[[positions]]\nactors = ["A", "B"]\nproposals = ["p", "q"]\nstance = 0\nsource = "J"'
    message = "a file may list no more than 3 statements"
    assert told(text) == [
        f"2 positions[0].actors[0]: {message}",
        f"3 positions[0].proposals[0]: {message}",
    ]


def test_the_short_form_is_what_is_written() -> None:
    """Neighbors that differ in an actor, then in a proposal, are one; nothing is put in order."""
    text = """[[sources]]
id = "J"
title = "January"
date = "2023-01"
attribution = "reported"

[[parties]]
id = "A"

[[parties]]
id = "B"

[[parties]]
id = "C"

[[proposals]]
id = "p"
topic = "t"

[[proposals]]
id = "q"
topic = "t"

[[positions]]
actors = ["B", "A"]
proposals = ["q", "p"]
stance = "for"
source = "J"

[[positions]]
actor = "C"
proposals = ["p", "q"]
stance = "against"
source = "J"

[[positions]]
actor = "A"
proposal = "p"
stance = 0.5
date = "2023-02"
source = "J"

[[comparisons]]
more = "A"
less = ["B", "C"]
proposals = ["p", "q"]
at_most = 2
source = "J"

[[comparisons]]
more = ["A", "B"]
less = "C"
proposal = "p"
source = "J"

[[outcomes]]
proposals = ["p", "q"]
result = "adopted"
source = "J"
"""
    assert dumps_case(loads_case(text)) == text


def test_line_separators_within_texts_do_not_matter() -> None:
    """What Unicode has for the end of a line is none in a file."""
    name = "a\u2028b"
    party = co.Party("A", other_names=[co.OtherName(name)], source_of={"name": "J"})
    case = co.Coalition(sources=[co.Source("J", name)], parties=[party])
    assert loads_case(dumps_case(case)) == case


@st.composite
def repetitive(draw: st.DrawFn) -> co.Coalition:
    """Return cases in which much is said of several: few values, of every field."""
    few: dict[str, Any] = {
        "date": st.sampled_from(["2023", "2024"]),
        "attribution": st.sampled_from(["reported", "hearsay"]),
        "source": st.sampled_from([(), "J", "K", ("J", "K"), ("K", "J")]),
    }
    actors, proposals = st.sampled_from("ABCD"), st.sampled_from("pq")
    stances = st.sampled_from([1, 0.5])
    positions = st.builds(co.Position, actors, proposals, stances, **few)
    pairs = st.permutations("ABCD").map(lambda names: names[:2])
    compared = st.builds(
        lambda pair, what, **more: co.Comparison(pair[0], pair[1], what, at_most=2, **more),
        *(pairs, proposals),
        **few,
    )
    outcomes = st.builds(co.Outcome, proposals, st.just("adopted"), **few)
    return co.Coalition(
        sources=[
            co.Source("J", "J", date=draw(few["date"]), attribution=draw(few["attribution"])),
            co.Source("K", "K", date="2024"),
        ],
        parties=[co.Party(name) for name in "ABCD"],
        proposals=[co.Proposal(name, "t") for name in "pq"],
        positions=draw(st.lists(positions, max_size=12)),
        comparisons=draw(st.lists(compared, max_size=12)),
        outcomes=draw(st.lists(outcomes, max_size=3)),
        several="all",
    )


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(repetitive())
def test_property_what_is_written_in_short_reads_back_equal(case: co.Coalition) -> None:
    """In the same order; and what is written again is the same text."""
    text = dumps_case(case)
    again = loads_case(text)
    assert again == case
    assert dumps_case(again) == text


@pytest.mark.parametrize("name", co.list_cases())
def test_a_shipped_case_is_shorter_than_its_tables(name: str) -> None:
    """Sources that say how they know it save lines, and so do lists."""
    case = co.load_case(name)
    plain = attrs.evolve(case, sources=[attrs.evolve(s, attribution=None) for s in case.sources])
    assert dumps_case(case).count("\n") < dumps_case(plain).count("\n")
    assert loads_case(dumps_case(case)) == case


@pytest.mark.parametrize("name", ["case.json", "case", "case.csv", "case.toml.gz"])
def test_a_case_file_ends_in_toml(name: str, tmp_path: Any) -> None:
    """Any other name is refused, and what writes other formats is named."""
    with pytest.raises(co.InvalidValue, match=r"a case file ends in \.toml, not .*write_popolo"):
        co.write_case(co.Coalition(), tmp_path / name)
    assert not list(tmp_path.iterdir())
    co.write_case(co.Coalition(), tmp_path / "CASE.TOML")
