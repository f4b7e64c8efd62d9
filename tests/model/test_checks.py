"""What one value of the model may be."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import coalition as co
from tests.builders import said
from tests.refused import faults


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("for", 1),
        ("against", -1),
        ("neutral", 0),
        (1.0, 1),
        (Fraction(1, 2), 0.5),
        (Decimal("-0.1"), -0.1),
    ],
)
def test_a_stance_is_a_number_or_a_word(given: Any, expected: float) -> None:
    """Words and numbers of any kind become numbers, whole ones as int."""
    stance = said(stance=given).stance
    assert (stance, type(stance)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (
            "fore",
            "'fore' is not a stance (for, neutral, against, or a number); did you mean 'for'?",
        ),
        (1.5, "must lie between -1 (against) and 1 (for), not 1.5"),
        (float("nan"), "must be a finite number, not nan"),
        (True, "must be a finite number, not True"),
        (None, "must be a finite number, not None"),
        (10**400, f"must be a finite number, not {str(10**400)[:57]}..."),
    ],
)
def test_what_is_no_stance(given: Any, fault: str) -> None:
    """A stance outside [-1, 1], NaN and what is no stance are refused."""
    assert faults(said, stance=given) == [f"stance: {fault}"]


def test_salience_is_not_negative() -> None:
    """Salience is a finite number of at least 0."""
    assert said(salience=0).salience == 0
    assert faults(said, salience=-1) == ["salience: must be 0 or more, not -1"]
    assert faults(said, salience=float("inf")) == ["salience: must be a finite number, not inf"]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("", "must not be empty"),
        (" A", "must not begin or end with a space: ' A'"),
        ("A\u200bB", "must not contain the hidden character U+200B"),
        ("A\u202eB", "must not contain the hidden character U+202E"),
        ("A\nB", "must not contain the hidden character U+000A"),
        ("\x1b[31m", "must not contain the hidden character U+001B"),
        (7, "must be text, not 7"),
    ],
)
def test_what_is_no_id(given: Any, fault: str) -> None:
    """Ids that are empty, padded or have hidden characters are refused."""
    assert faults(co.Party, given) == [f"id: {fault}"]


@pytest.mark.parametrize("seats", [True, 2.5, "24", -1, 2**63, pytest.param(10**5000, id="huge")])
def test_seats_are_whole(seats: Any) -> None:
    """Seats are counted, so neither a fraction nor a truth value will do."""
    assert len(faults(co.Party, "A", seats=seats)) == 1


@pytest.mark.parametrize("topic", ["a//b", "a/ /b", "/", True, float("nan")])
def test_topics_are_paths(topic: Any) -> None:
    """A topic has no empty part, and is neither a truth value nor no number."""
    assert len(faults(co.Proposal, "p", topic)) == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Traffic / Roads", "Traffic/Roads"),
        ("Traffic /Roads/ Ring road ", "Traffic/Roads/Ring road"),
        ("Economy ", "Economy"),
        (" / Economy/", "Economy"),
        ("Economy /\u00a0", "Economy"),
        ("Climate\nand  energy", "Climate and energy"),
        ("Health\r\n/\tCare", "Health/Care"),
        (12, "12"),
        (12.0, "12"),
        (1.5, "1.5"),
    ],
)
def test_topics_are_trimmed(written: Any, kept: str) -> None:
    """Spaces around slashes and at the ends go, a line break is a space, a number is text."""
    assert co.Proposal("p", written).topic == kept
    assert co.Proposal("p", ["t", written]).topics == ("t", kept)


def test_topics_have_a_hundred_levels_at_most() -> None:
    """Every level of a path is a topic: of thousands, all of them would fill the memory."""
    deep = co.Coalition(proposals=[co.Proposal("p", "/".join(["t"] * 100))])
    assert len(deep.topics) == 100
    told = faults(co.Proposal, "p", "/".join(["t"] * 20_000))
    assert told == ["topic: has 20,000 levels, and a topic has 100 at most"]


def test_contested_is_true_or_false() -> None:
    """A word is not taken for a truth value."""
    assert faults(co.Proposal, "p", "t", contested="no") == [
        "contested: must be true or false, not 'no'"
    ]


def test_names_once_in_a_list() -> None:
    """A list of ids names each once; it is one id, or a list."""
    make: Any = lambda who: co.Meeting(  # noqa: E731
        "m", "Talks", participants=who, date="2023", attribution="reported"
    )
    assert make("ann").participants == ("ann",)
    assert faults(make, ["ann", "ann"]) == ["participants: names ann more than once"]
    assert faults(make, ["ann", ""]) == ["participants[1]: must not be empty"]
    assert faults(make, 7) == ["participants: must be text or a list, not 7"]


def test_a_list_of_names_may_be_a_column() -> None:
    """An array, and what else is compared with a list item by item, is a list."""
    assert said(source=np.array(["s", "t"])).sources == ("s", "t")
    assert said(source=np.array([], str)).sources == ()


@pytest.mark.parametrize(
    "given",
    [
        *("[]", "{", "1", '{"a": NaN}', '{"a": 1e999}', '{"a": "\\ud800"}', "[" * 10_000),
        *([], 1, {1: 2}, {"a": {1}}, {"a": float("inf")}, {"a": 10**400}, {"a": b""}),
        *({"\ud800": 1}, {"a": co}, {"a": json.loads("[" * 30 + "]" * 30)}),
    ],
    ids=lambda given: repr(given)[:20],
)
def test_what_is_kept_besides_is_a_json_object(given: Any) -> None:
    """What cannot be written as JSON and read again is refused."""
    [fault] = faults(co.Party, "A", extra=given)
    assert fault.startswith("extra: must be a JSON object, as text or as a table, not ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"k": 1, "k": 2}', "k: is given more than once"),
        ('{"a": [{"k": 1, "k": 1}]}', "a[0].k: is given more than once"),
        ('{"k": NaN}', "k: NaN is no number in JSON"),
        ("{", "not JSON: Expecting property name enclosed in double quotes (column 2)"),
    ],
)
def test_what_is_kept_besides_is_read_strictly(text: str, why: str) -> None:
    """JSON text is read as a file of JSON is: nothing in it is dropped in silence."""
    expected = f"extra: must be a JSON object, as text or as a table, not {text!r}: {why}"
    assert faults(co.Party, "A", extra=text) == [expected]


def test_what_is_kept_besides_has_one_form() -> None:
    """A table and its text are the same, whatever the order of the keys; an empty one is none."""
    one = co.Party("A", extra={"b": [1, None, "\u00e9"], "a": {}})
    assert one == co.Party("A", extra='{"a": {}, "b": [1, null, "\u00e9"]}')
    assert hash(one)
    assert co.Party("A", extra={}).extra is None
