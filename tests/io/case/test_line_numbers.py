"""The lines of places, told from the text alone."""

from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.errors import Fault
from coalition.io.case._line_numbers import located
from coalition.io.case.case_file import dumps_case, loads_case
from tests.strategies import coalitions

TEXT = '''\
name = "a"  # [[positions]]
"quoted key" = 1
dotted . "key" = 2

[[positions]]
actor = "VVD"
note = """
[[positions]]
actor = "not this one"
"""
to = [
  # first, second
  "A", \'\'\'
[[positions]]
\'\'\',
  "C",
]

  [positions.source_of]
  title = "J"

[[ positions ]]  # the second
  stance = "for"
[[positions.party]]
party = "A"
[[positions.party]]
until = 2020

[table]
key = [[1, 2], [
  3], { a = 1, b = [
    4 ]}]
[table.below.it]
[[positions]]
source_of.title = "J"
source_of.seats = "K"
'''

LINES = {
    "name": 1,
    "quoted key": 2,
    "dotted": 3,
    "dotted.key": 3,
    "positions": 5,
    "positions[0]": 5,
    "positions[0].actor": 6,
    "positions[0].date": 5,
    "positions[0].note": 7,
    "positions[0].to": 11,
    "positions[0].to[0]": 13,
    "positions[0].to[1]": 13,
    "positions[0].to[2]": 16,
    "positions[0].source_of": 19,
    "positions[0].source_of.title": 20,
    "positions[0].source_of.seats": 19,
    "positions[1]": 22,
    "positions[1].actor": 22,
    "positions[1].stance": 23,
    "positions[1].party": 24,
    "positions[1].party[0].party": 25,
    "positions[1].party[1]": 26,
    "positions[1].party[1].until": 27,
    "positions[1].party[1].since": 26,
    "table": 29,
    "table.key[0][1]": 30,
    "table.key[1]": 30,
    "table.key[1][0]": 31,
    "table.key[2].a": 31,
    "table.key[2].b[0]": 32,
    "table.below": 33,
    "table.below.it": 33,
    "positions[2].source_of": 35,
    "positions[2].source_of.seats": 36,
    "positions[3]": 5,
    "nowhere": None,
    "": None,
}


@pytest.mark.parametrize("place", LINES)
def test_the_line_of_a_place(place: str) -> None:
    """A place is on the line of its key, or of what should have it; else it has none."""
    [fault] = located([Fault(place, "wrong")], TEXT)
    expected = LINES[place]
    assert expected == fault.line


def test_faults_are_in_order_of_line_then_of_place() -> None:
    """Faults without a line come first, and a line that is known stays."""
    places = ["positions[1].stance", "positions[0].to", "positions[0].date", "positions[0]", "x"]
    faults = [*(Fault(place, "wrong") for place in places), Fault("name", "wrong", 30)]
    assert [(fault.line, fault.place) for fault in located(faults, TEXT)] == [
        (None, "x"),
        (5, "positions[0]"),
        (5, "positions[0].date"),
        (11, "positions[0].to"),
        (23, "positions[1].stance"),
        (30, "name"),
    ]


def test_an_empty_key_is_no_reason_to_stumble() -> None:
    """What comes after a key without a name is found all the same."""
    faults = [Fault("", "wrong"), Fault("parties[0]", "wrong")]
    expected = [None, 2]
    assert expected == [fault.line for fault in located(faults, '"" = [1]\n[[parties]]')]


def test_tables_within_a_line_are_told_apart() -> None:
    """Items that are written as tables within a list have the lines that they stand on."""
    text = 'positions = [\n  { actor = "A" }, { actor = "B" },\n  { actor = "C" },\n]\n'
    with pytest.raises(co.InvalidCase) as caught:
        loads_case(text)
    missing = ("date", "attribution", "proposal", "stance")
    expected = {
        (line, f"positions[{i}].{name}") for i, line in enumerate((2, 2, 3)) for name in missing
    }
    found = {
        (fault.line, fault.place) for fault in caught.value.faults if "missing" in fault.message
    }
    assert expected == found


def test_many_faults_have_their_lines() -> None:
    """Twenty thousand faults in as many items are each found at their own."""
    count = 20_000
    text = '[[positions]]\nactor = "A"\nstance = "for"\n' * count
    faults = [Fault(f"positions[{index}].stance", "wrong") for index in reversed(range(count))]
    expected = [(f"positions[{index}].stance", 3 * index + 3) for index in range(count)]
    assert expected == [(fault.place, fault.line) for fault in located(faults, text)]


def test_a_place_of_a_million_parts_is_no_trouble() -> None:
    """A hostile key is looked for a few times, not once for each of its dots."""
    place = "a." * 500_000
    assert (Fault(place, "wrong"),) == located([Fault(place, "wrong")], "b = 1")


@given(coalitions())
@settings(max_examples=10, deadline=None)
def test_property_every_item_is_found_at_its_header(case: co.Coalition) -> None:
    """Whatever the texts hold, the k-th item of a list is on the line of its k-th header."""
    text = dumps_case(case)
    for name in ("parties", "positions", "meetings"):
        headers = [i for i, line in enumerate(text.split("\n"), 1) if line == f"[[{name}]]"]
        faults = [Fault(f"{name}[{index}].x", "wrong") for index in range(len(headers))]
        assert headers == [fault.line for fault in located(faults, text)]


KEYS = st.sampled_from(["a", "b", "positions", "source_of", "c d", "#", "é", "'", "=", "[x"])
NOISE = st.sampled_from(
    ['"""\n[[a]]\n"""', "'''\n#\n", "\n\n", "\\", "[[a]]\n", "a = 1\n", "{", '"']
)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        st.just("here") | NOISE,
        lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(KEYS, deeper, max_size=3),
        max_leaves=12,
    ),
)


@given(TREES, st.booleans())
@settings(deadline=None)
def test_property_every_value_is_found_where_it_stands(tree: dict[str, Any], long: bool) -> None:
    """In any tree of tables and lists, a value is on the line that it is written on."""
    places: list[str] = []

    def marked(node: Any, place: str) -> Any:
        if isinstance(node, dict):
            return {
                key: marked(sub, f"{place}.{key}" if place else key) for key, sub in node.items()
            }
        if isinstance(node, list):
            return [marked(sub, f"{place}[{index}]") for index, sub in enumerate(node)]
        if node != "here":
            return node
        places.append(place)
        return f"mark {len(places) - 1}!"

    text = tomli_w.dumps(marked(tree, ""), multiline_strings=long)
    lines = text.split("\n")
    faults = located([Fault(place, str(index)) for index, place in enumerate(places)], text)
    for fault in faults:
        assert f"mark {fault.message}!" in lines[(fault.line or 0) - 1]
