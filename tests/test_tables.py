"""What notebooks show: a sentence and a table, of every value, with nothing that runs in them."""

import unicodedata
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.characters import safe
from coalition.tables import Shown, kinds_of
from tests.pages import Reader
from tests.showcase import CASE, MATRIX, RESULTS
from tests.strategies import texts

# of these there are none: they are what is given to a result, or what goes wrong
NOT_SHOWN = {
    *(
        "Agreement",
        "PartialDate",
        "Vote",
        "Fault",
        "Format",
        "SimpleGame",
        "WeightedGame",
        "TooLarge",
        "MissingExtra",
    ),
    *("AllOf", "AnyOf", "Majority", "NumberOf", "Quota", "Supermajority", "Unanimity", "Veto"),
}


def values(what: Any) -> tuple[Any, ...]:
    return (what,) if isinstance(what, Shown) else tuple(what)


def test_every_class_is_in_the_showcase() -> None:
    """Every public class of values is shown, and there is one of each here."""
    public = {
        name
        for name in dir(co)
        if attrs.has(getattr(co, name)) and not issubclass(getattr(co, name), Exception)
    }
    assert public - NOT_SHOWN == set(RESULTS)
    for name, what in RESULTS.items():
        assert values(what), name
        assert isinstance(values(what)[0], getattr(co, name))


@pytest.mark.parametrize("name", RESULTS)
def test_every_value_is_shown(name: str) -> None:
    """Each is a sentence and a table with all columns, each row with a cell for each of them."""
    for value in values(RESULTS[name])[:3]:
        read = Reader(value._repr_html_())
        columns = list(kinds_of(type(value)))
        assert read.cells[1 : 1 + len(columns)] == columns
        cut = read.cells[-1].startswith("the first ")
        assert len(read.cells) - 1 - cut == read.rows * len(columns)


def test_the_sentence_comes_first() -> None:
    """A result shows its sentence, a coalition what is in it, an item what it is."""
    july = CASE.at("2023-07")
    assert Reader(co.split(july, "migration/asylum")._repr_html_()).cells[0] == (
        "VVD and CDA against D66 and CU on migration/asylum"
    )
    assert Reader(CASE._repr_html_()).cells[0] == repr(CASE)
    assert Reader(CASE.parties[0]._repr_html_()).cells[0] == "Party"
    assert Reader(MATRIX._repr_html_()).cells[0] == "4 actors, 12 proposals"


def test_the_whole_of_a_small_one() -> None:
    """No style, no script, no class: the notebook's own look, in light and in dark."""
    blocker = co.Blocker("<VVD>", "p & q", certain=True, reasons=())
    assert blocker._repr_html_() == (
        "<div><p>&lt;VVD&gt; blocks p &amp; q</p><table><thead><tr>"
        '<th scope="col">party</th><th scope="col">proposal</th>'
        '<th scope="col">certain</th><th scope="col">reasons</th>'
        '<th scope="col">several</th><th scope="col">left_out</th></tr></thead>'
        "<tbody><tr><td>&lt;VVD&gt;</td><td>p &amp; q</td><td>yes</td><td></td>"
        "<td>refuse</td><td></td></tr></tbody>"
        "</table></div>"
    )


def test_memberships_are_in_words() -> None:
    """A politician who changed party has the memberships in a cell."""
    stays = [co.Membership("A", until="2020"), co.Membership("B", since="2020-05")]
    read = Reader(co.Politician("x", "X", stays)._repr_html_())
    columns = list(kinds_of(co.Politician))
    assert read.cells[1 + len(columns) + columns.index("memberships")] == "A, 2020; B, 2020-05"


def test_long_tables_are_cut() -> None:
    """Of a long table the first rows are shown, and it is said how many there are."""
    assert Reader(CASE._repr_html_()).cells[-1] == "the first 30 of 42 rows"
    rows = [f"a{number}" for number in range(200)]
    large = co.StanceMatrix(rows, [f"p{number}" for number in range(200)], np.zeros((200, 200)))
    read = Reader(large._repr_html_())
    assert (read.rows, read.cells[-1]) == (31, "the first 30 of more than 10,000 rows")


def test_long_texts_are_cut() -> None:
    """A text of any length takes no more than a few lines."""
    assert len(co.Party("A", note="x" * 100_000)._repr_html_()) < 2000


def named(name: str) -> list[Any]:
    """Return values in which a name stands in every place that a name can have."""
    other = f"{name}2"
    matrix = co.StanceMatrix((name, other), (name,), [[1], [-1]], topic=name)
    return [
        co.split(matrix),
        co.partition(co.agreement_graph(matrix)),
        co.Blocker(name, name, certain=False, reasons=()),
        co.PeriodAgreement(co.PartialDate(2020), co.PartialDate(2021), (name, other), 1, None),
        matrix,
        co.Power(name, co.Unanimity(), ((name, Fraction(1, 2)),)),
    ]


HOSTILE = [
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA1)),
    *"\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ufffe\ud800\udfff",
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '" onload="x', "'><b>"),
    *("&lt;b&gt;", "&#60;b", "<!--", "]]>", "<![CDATA[", "<?php", "</td></table>", "javascript:x"),
    *("$x$", "\\(x\\)", "=1+1", "{{x}}", "${x}", "%s", "\U0001f600", "\u05d0\u05d1", "<" * 400),
]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_hostile_names_are_text(name: str) -> None:
    """Markup, control characters and reordering marks stay text, and can be seen."""
    for value in named(name):
        html = value._repr_html_()
        Reader(html)
        html.encode()
        assert not {unicodedata.category(c) for c in html} & {"Cs"}
        assert not {c for c in html if unicodedata.category(c) == "Cc"} - {"\n", "\t"}
        assert not {c for c in html if unicodedata.bidirectional(c) in {"RLO", "LRO", "RLI", "RLE"}}


@given(st.text(min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_property_any_name_is_text(name: str) -> None:
    """Whatever a name holds, only the tags of the table are in the HTML."""
    for value in named(name):
        Reader(value._repr_html_())


@given(texts())
@settings(max_examples=50, deadline=None)
def test_property_text_is_shown_as_it_is(text: str) -> None:
    """A note is what the cell holds, hidden characters spelled out, as far as it is not cut."""
    shown = Reader(co.Party("A", note=text)._repr_html_()).cells[-1]
    note = co.Party("A", note=text).note or ""
    assert shown == safe(note) or (len(note) > 300 and shown.startswith(safe(note[:290])))
