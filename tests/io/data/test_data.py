"""Data of answers: they come back equal and keep to the schema; what is no such data is refused."""

import hashlib
import inspect
import json
import random
import re
import sys
from contextlib import suppress
from fractions import Fraction
from typing import Annotated, Any

import attrs
import jsonschema
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.io.data.classes import beside, classes, fields_of
from coalition.io.data.schema import FORMAT
from coalition.io.text import as_json
from coalition.rules.compound import Named
from tests import ROOT
from tests.data import back, keeps_to_schema
from tests.mutations import mutated, places
from tests.showcase import GRAPH, JULY, RESULTS
from tests.strategies import coalitions, ids

POWER = co.banzhaf(JULY, rule=co.Majority(of=150))
DECISION = co.decide(JULY, "asylum-target", rule="majority of 150 and veto VVD")


# what goes in comes back


@st.composite
def rules(draw: st.DrawFn, depth: int = 2) -> co.Rule:
    """Return rules of all classes, with weights, names and fractions, in each other."""
    numbers = st.integers(1, 99) | st.fractions(min_value=Fraction(1, 99), max_value=99)
    names = draw(st.lists(ids(), min_size=1, max_size=4, unique=True))
    few = st.fractions(0, 50)
    weights = {"first": Fraction(1)} | draw(st.dictionaries(st.sampled_from(names), few))
    weighed: Any = draw(st.none() | st.just(weights))
    whom: st.SearchStrategy[Any] = st.sampled_from(["voting", "members"])
    kinds: list[Any] = [
        lambda: co.Unanimity(draw(whom)),
        lambda: co.Veto(*names, of=draw(whom)),
        lambda: co.NumberOf(1, among=names, improper=draw(st.booleans())),
        lambda: co.Majority(draw(whom | numbers), weights=weighed, tie=draw(st.none() | ids())),
        lambda: co.Supermajority(draw(st.fractions(Fraction(51, 99), 1)), draw(whom | numbers)),
        lambda: co.Quota(
            sum(weights.values()) if weighed else draw(numbers), weights=weighed, improper=True
        ),
    ]
    if depth:
        parts = st.lists(rules(depth - 1), min_size=1, max_size=3)
        kinds += [lambda: co.AllOf(*draw(parts)), lambda: co.AnyOf(*draw(parts))]
        kinds.append(lambda: Named(draw(rules(depth - 1)), draw(ids())))
    made: co.Rule = kinds[draw(st.integers(0, len(kinds) - 1))]()
    return made


@settings(max_examples=25)
@given(rules())
def test_a_rule_comes_back_equal(rule: Any) -> None:
    """Whatever is in what, weights, names, fractions, ties and all."""
    assert back(rule) == rule
    assert back(rule, exact=True) == rule


RULED = (co.decisions, co.ledger, co.banzhaf)


@settings(max_examples=12)
@given(coalitions(), rules(depth=1))
def test_a_case_and_what_follows_come_back_equal(case: co.Coalition, rule: Any) -> None:
    """Cases, their matrices, splits, decisions and the power in them do, both ways."""
    found: list[Any] = [case, co.stance_matrix(case), co.agreement_graph(case), *co.splits(case)]
    for ask in (co.decisions, co.ledger, co.compromise, co.cohesion, co.timeline, co.banzhaf):
        with suppress(co.InvalidValue):  # the rule names others, or seats are not known
            found.append(ask(case, **({"rule": rule} if ask in RULED else {})))
    for value in found:
        for exact in (False, True):
            again = back(value, exact=exact)
            if isinstance(value, nx.Graph):
                assert nx.utils.graphs_equal(again, value)
            else:
                assert again == value


@pytest.mark.parametrize(
    "value",
    [
        (),
        [],
        {},
        (1, [2.5, {"a": (None, True, "text"), "type": "tuple"}], "positions[0]"),
        {"third": Fraction(1, 3), "tenth": 0.1, "half": Fraction(1, 2), "two": Fraction(2)},
        (0.1, 0.2, Fraction(1, 3), 1e300),
        (Fraction(1, 3), Fraction(2, 7), 0.1),
        (Fraction(10**400, 3), Fraction(1, 10**400), Fraction(3, 2**60), 10**400),
        (co.PartialDate(2023, 7), co.Fault("a", "b", 3), co.Vote({"B", "A"}, seats={"A": 0.5})),
        (POWER, [DECISION, DECISION], {"case": JULY}),
        co.StanceMatrix((), ("p", "q"), np.zeros((0, 2)), cohesion=np.zeros((0, 2))),
        co.StanceMatrix(("A",), (), np.zeros((1, 0))),
        co.StanceMatrix(("A", "B"), "pq", [[0.1, np.nan], [1 / 3, -1]], cohesion=[[1, np.nan]] * 2),
        co.Majority(of=Fraction(301, 2)).named("the lower house"),
        co.Scales((("p", 0.0, 7.0),), (("p", "A", 5.6, None, Fraction(1, 3)),)),
        co.Agreement(alpha=Fraction(1, 20), agree_within=0.3, weights={"p": Fraction(1, 7)}),
    ],
    ids=lambda value: str(value)[:40],
)
@pytest.mark.parametrize("exact", [False, True])
def test_a_value_comes_back_equal(value: Any, exact: bool) -> None:
    """Whatever mixes floats, fractions beyond a float, lists in lists, and names of types."""
    again = back(value, exact=exact)
    assert again == value
    assert type(again) is type(value)
    assert keeps_to_schema(co.to_data(value, exact=exact))


def test_a_directed_graph_comes_back_equal() -> None:
    """With the attributes of the graph, its nodes and its edges."""
    graph: Any = nx.DiGraph(name="who follows whom")
    graph.add_edge("A", "B", weight=0.1, since="2023")
    graph.add_node("C", seats=3)
    found = back(graph)
    assert nx.utils.graphs_equal(found, graph)
    assert found.is_directed()
    assert nx.utils.graphs_equal(nx.node_link_graph(co.to_data(GRAPH), edges="edges"), GRAPH)


def test_floats_stay_floats() -> None:
    """A scale in floats comes back in floats, so that what is asked of it has them too."""
    scales = co.Scales((("p", 0.0, 7.0),), (("p", "A", 5.0, 1.0, None), ("p", "B", 2.0, 1.0, None)))
    assert repr(back(scales).held) == repr(scales.held)
    assert co.to_data(scales)["floating"] is True
    assert "floating" not in co.to_data(POWER)


# what it looks like


def test_a_case_stands_once_beside_an_answer() -> None:
    """Each statement stands once, and the answer says where; it has its type and its sentence."""
    data = co.to_data((DECISION, DECISION))
    first, second = data["items"]
    assert (data["type"], data["format"], first["type"]) == ("tuple", FORMAT, "Decision")
    assert first["sentence"] == str(DECISION)
    assert first["reasons"] == second["reasons"] == [
        f"positions[{i}]" for i in (1, 2, 0, 3)
    ] or len(data["case"]["positions"]) == len({*DECISION.reasons})
    (rule, veto) = first["rule"]["rules"]
    assert (rule["type"], rule["of"], veto["actors"]) == ("Majority", 150, ["VVD"])
    assert co.from_data({**first["rule"], "format": 1}) == DECISION.rule
    row = data["case"]["positions"][0]
    assert "salience" not in row
    assert {"type", "actor", "proposal", "stance", "date"} <= {*row}


def test_a_field_has_one_type() -> None:
    """All numbers that may be fractions are JSON numbers, or all of them text."""
    pairs = [[*co.to_data(POWER, exact=exact)["pairs"]] for exact in (False, True)]
    assert {type(number) for _, number in pairs[1]} == {str}
    assert {type(number) for _, number in pairs[0]} <= {int, float}
    assert co.to_data(co.Quota("3/2", weights={"A": 2, "B": 1}), exact=True)["weights"] == {
        "A": "2",
        "B": "1",
    }


def test_what_no_float_is_near_enough_to_stands_apart() -> None:
    """By its place, with slashes and tildes in names escaped."""
    beyond = Fraction(10**20 + 1, 10**20)
    data = co.to_data({"a/b~c": (0, beyond)})
    assert data["exact"] == {"/items/a~1b~0c/1/value": str(beyond)}
    assert data["items"]["a/b~c"] == [0, {"type": "Fraction", "value": 1.0}]


def test_cells_are_rows_of_numbers_and_null() -> None:
    """Where there is nothing, and it is known why, the reason stands there."""
    cells: Any = [[1, np.nan], [-1, 0]]
    data = co.to_data(co.StanceMatrix("AB", "pq", cells))
    assert data["cells"] == [[1, None], [-1, 0]]
    data["cells"] = [[1, "absent"], [None, 0]]
    found = co.from_data(data)
    assert (found.missing("A", "q"), found.missing("B", "p")) == ("absent", "unknown")
    assert co.to_data(found)["cells"] == data["cells"]


class Own:
    """A rule of one's own."""

    def carries(self, vote: co.Vote) -> bool:
        return bool(vote.supporters)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Own(), "rules of one's own are not written"),
        (co.AllOf(co.Majority(), Own()), "AllOf.rules: must be a rule of the library"),
        (co.decide(JULY, "asylum-target", rule=Own()), "Decision.rule: "),
        (3, "takes no single value such as 3"),
        (None, "single value"),
        ({1, 2}, "must be what the library gives"),
        ([10**4300], "not a very large number"),
        ({1: 2}, "text keys"),
        ([float("nan")], "finite"),
        (np.zeros(2), "must be what the library gives"),
        ((np.int64(3),), "must be what the library gives"),
        (co.Majority, "must be what the library gives"),
        (co.Blocker(3, "p", True, ()), "Blocker.party: must be text, not 3"),  # type: ignore[arg-type]
        (nx.MultiGraph(), "one edge between two at most"),
        (nx.Graph([(1, 2)]), "nodes are text"),
        (nx.Graph([("a", "b", {"source": "J"})]), "no attributes called id, source or target"),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_anything_else_is_a_type_error(value: Any, told: str) -> None:
    """It says what is taken."""
    with pytest.raises(TypeError, match=told):
        co.to_data(value)


def test_long_numbers_come_back() -> None:
    """A number may have as many digits as Python reads."""
    value = [10**4300 - 1, 1 - 10**4300, Fraction(10**4000, 3)]
    assert co.from_data(json.loads(json.dumps(co.to_data(value)))) == value


def test_circles_are_a_type_error() -> None:
    """A list in itself has no end."""
    circle: list[Any] = []
    circle.append(circle)
    with pytest.raises(TypeError, match="in circles"):
        co.to_data(circle)
    with pytest.raises(co.InvalidValue, match="in circles"):
        co.from_data({"type": "list", "format": 1, "items": circle})


@pytest.mark.parametrize("around", [lambda x: [x], lambda x: (x,), lambda x: {"a": x}])
def test_what_is_too_deep_to_be_read_is_not_written(around: Any) -> None:
    """However deep: it comes back equal, or is a TypeError."""
    value: Any = 0
    depth = 0
    with pytest.raises(TypeError, match="nested too deeply"):  # noqa: PT012 - at some depth
        while True:
            value, depth = around(value), depth + 1
            data = co.to_data(value)
            assert co.from_data(data) == value
    assert depth > 40


# what is refused


def changed(**fields: Any) -> dict[str, Any]:
    return {**co.to_data(DECISION), **fields}


ROWS = co.to_data(DECISION)["case"]["positions"]
RULED_BY = co.to_data(co.Quota(3, weights={"A": 3, "B": 2}))
CELLS = co.to_data(co.StanceMatrix("AB", "pq", np.array([[1, np.nan], [0, 1]])))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, "must be a table, as co.to_data makes it, not None"),
        ({}, "must have the format"),
        (changed(format=2), "has the format 2, .* up to 1: install a newer one"),
        (changed(format="1"), "must have the format"),
        (changed(format=True), "must have the format"),
        (changed(type="Decison"), "type: .* did you mean 'Decision'"),
        (changed(type=["Decision"]), "type: must be a type that is written"),
        (changed(type="os.system"), "type: must be a type that is written"),
        (changed(outcom="x"), "outcom: is no field of Decision; did you mean 'outcome'"),
        ({k: v for k, v in changed().items() if k != "outcome"}, "outcome: is missing"),
        (changed(certain=1, supporters="VVD"), "2 faults\n  certain: .*\n  supporters: must be a"),
        (changed(supporters=["VVD", 3]), r"supporters\[1\]: must be text, not 3"),
        (changed(reasons=["positions[99]"]), r"reasons\[0\]: positions\[99\] is not there"),
        (
            changed(reasons=["parties[0]"]),
            r"reasons\[0\]: must be a place such as 'positions\[0\]'",
        ),
        (changed(reasons=["positions[-1]"]), r"reasons\[0\]: must be a place"),
        (changed(case={"position": []}), "case.position: is no list of a case"),
        (changed(case=[]), "case: must be a table"),
        (
            changed(case={"positions": [{**ROWS[0], "stance": 7}]}),
            r"case.positions\[0\].stance: must lie",
        ),
        (changed(floating=1), "floating: must be true or false"),
        (changed(exact=[]), "exact: must be a table"),
        (changed(exact={"/nowhere": "1/2"}), r"exact\['/nowhere'\]: is a place that is not there"),
        (changed(exact={"/rule/rules/0/of": "1/0"}), "must be a number as text"),
        (changed(exact={"/outcome": "1"}), "is not where a number stands"),
        (changed(exact={3: "1"}), "is no place such as"),
        (changed(rule={"type": "Majority"}), "rule.of: is missing"),
        (changed(rule={"type": "Named", "rules": [], "name": "x", "words": ""}), "rule.rules: "),
        (changed(sentence=3), "sentence: must be text"),
        (dict[Any, Any](changed()) | {3: 4}, "3: is no field of Decision"),
        ({"type": "list", "format": 1}, "items: is missing"),
        ({"type": "list", "format": 1, "items": [float("nan")]}, "must be"),
        ({"type": "list", "format": 1, "items": [{}]}, r"items\[0\].type"),
        ({"type": "list", "format": 1, "items": [{1}]}, r"items\[0\]: must be null"),
        ({**CELLS, "cells": [[1], [0, 1]]}, "cells: must be rows of one length"),
        ({**CELLS, "cells": [[1, True], [0, 1]]}, r"cells\[0\]\[1\]: must be"),
        ({**CELLS, "cells": [[1, 9], [0, 1]]}, "values: must lie between"),
        ({**CELLS, "cells": [[1, "ill"], [0, 1]]}, r"cells\[0\]\[1\]: must be"),
        ({**CELLS, "cells": [[1, "unknown"], [0, 1]]}, r"cells\[0\]\[1\]: must be"),
        ({**CELLS, "cells": [1, [0, 1]]}, r"cells\[0\]: must be a list"),
        ({**CELLS, "vote_parties": [[1, 2], [3, 4]]}, r"vote_parties\[0\]\[0\]: must be a str"),
        (
            {**co.to_data(POWER), "pairs": [["A", "1/0"]]},
            r"pairs\[0\]\[1\]: must be a number as text",
        ),
        ({**co.to_data(POWER), "error": 10**400}, "error: must be a finite number"),
        ({**CELLS, "actors": []}, r"values: must have the shape \(0, 2\)"),
        (
            {**RULED_BY, "weights": {"A": "9" * 4300, "B": "9" * 4300}},
            "weights: must have no more than 4300 digits",
        ),
        (
            {**RULED_BY, "weights": {"A": "1/" + "1" * 4300, "B": "1/" + "1" * 4299 + "3"}},
            "weights: must have no more than 4300 digits",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_bad_data_are_refused_with_places(data: Any, told: str) -> None:
    """One error names every fault."""
    with pytest.raises(co.InvalidValue, match=f"(?s)^from_data: .*{told}"):
        co.from_data(data)


VALUES: list[Any] = [
    *(None, True, 0, -1, 3.5, 10**400, float("nan"), float("inf"), 1e308, "", "x", "1/3", "1/0"),
    *("positions[0]", "positions[9]", "parties[0]", [], [[]], {}, {"type": "list", "items": []}),
    *({"type": "Majority"}, {"type": []}, {1: 2}, "2023-13", "2023-07", "voting", b"x", object()),
    {"/items/0": "1/3"},
]
KEYS = ["type", "format", "case", "exact", "floating", "words", "sentence", "items", "x", 3, ""]


DOCUMENTS = [
    co.to_data(value[:2] if isinstance(value, tuple) else value, exact=bool(index % 2))
    for index, value in enumerate([*RESULTS.values(), GRAPH, DECISION, {"a": [POWER]}])
    if not isinstance(value, co.Coalition)
]


@settings(max_examples=200)
@given(st.integers(0, len(DOCUMENTS) - 1), st.randoms(use_true_random=False))
def test_whatever_is_wrong_is_one_error(index: int, chance: random.Random) -> None:
    """Data changed at random are refused by one error with places, or are a value."""
    data = mutated(DOCUMENTS[index], chance, VALUES, KEYS)
    with suppress(co.InvalidValue):
        co.from_data(data)


STRUCTURE = re.compile(  # what is refused by its form, whatever class it is of
    r"(is missing|is no field of .*|must be (a list|null|true or false|a whole number), not .*)$"
)


@settings(max_examples=50)
@given(st.integers(0, len(DOCUMENTS) - 1), st.randoms(use_true_random=False))
def test_the_schema_says_what_is_read(index: int, chance: random.Random) -> None:
    """What is read keeps to it, but for text that follows; what is refused by its form does not."""
    data = mutated(DOCUMENTS[index], chance, VALUES, KEYS)
    try:
        co.from_data(data)
    except co.InvalidValue as error:
        if any(STRUCTURE.match(fault.message) for fault in error.faults):
            assert not keeps_to_schema(data)
        return
    for node, _ in places(data):
        if isinstance(node, dict) and node.get("type") in classes():
            node |= {name: node.get(name, "") for name in beside(classes()[node["type"]])}
    assert keeps_to_schema(data)


# the schema

# What changes the schema changes what programs of others read. Where a class was added and nothing
# else, pin it anew. Else raise FORMAT in coalition/io/data/schema.py, let `from_data` read what was
# written before, and add a line.
PINNED = {1: "db043aa27f2108e99d9d357d911c2cfaae3d9d6768f7ba96e781289f2d72486a"}


def test_the_schema_is_that_of_its_format() -> None:
    """A schema that is another has another format, but for further classes and for descriptions."""

    def bare(tree: Any) -> Any:
        if isinstance(tree, dict):
            return {
                k: bare(v) for k, v in tree.items() if not (k == "description" and type(v) is str)
            }
        return [*map(bare, tree)] if isinstance(tree, list) else tree

    text = json.dumps(bare(co.answer_schema()), sort_keys=True)
    found = hashlib.sha256(text.encode()).hexdigest()
    assert found == PINNED.get(FORMAT), (
        f"the schema has changed: raise FORMAT, and pin {found} (see PINNED)"
    )


def test_the_shipped_schema_is_the_generated_one() -> None:
    """The file beside the cases is what the classes say today, and keeps to JSON Schema."""
    shipped = (ROOT / "seeds" / "answers.schema.json").read_text("utf-8")
    assert shipped == as_json(co.answer_schema())
    jsonschema.Draft202012Validator.check_schema(json.loads(shipped))


def test_the_schema_chooses_by_the_type() -> None:
    """A whole document of every kind is one of the alternatives, and only with its own fields."""
    validator = jsonschema.Draft202012Validator(co.answer_schema())
    assert validator.is_valid(co.to_data(DECISION))
    assert not validator.is_valid({**co.to_data(DECISION), "x": 1})
    assert not validator.is_valid({**co.to_data(DECISION), "type": "Blocker"})
    assert not validator.is_valid({**co.to_data(DECISION), "format": 2})
    assert not validator.is_valid({**co.to_data(DECISION), "case": {"x": []}})


def test_no_field_hides_what_a_document_says_of_itself() -> None:
    """No field of a class is called as the parts of every document are."""
    said = {"type", "format", "sentence", "words", "case", "exact", "floating"}
    assert {name for cls in classes().values() for name in fields_of(cls) if name in said} == set()


def test_every_public_value_has_data() -> None:
    """Every public class that is not an error, and is compared by value, is one that is written."""
    public = {getattr(co, name) for name in dir(co) if name[0].isupper()}
    values = {cls for cls in public if attrs.has(cls) and not issubclass(cls, co.CoalitionError)}
    assert values - {*classes().values()} <= {co.PartialDate, co.Format}


# what others make of it


def test_pydantic_writes_and_reads_values() -> None:
    """Models and interfaces have fields of the classes, and schemas of their own name them."""
    pydantic = pytest.importorskip("pydantic")
    adapter = pydantic.TypeAdapter(tuple[co.Blocker, ...])
    assert adapter.validate_json(adapter.dump_json(DECISION.blockers)) == DECISION.blockers
    assert adapter.dump_python(DECISION.blockers)[0] == co.to_data(DECISION.blockers[0])
    with pytest.raises(pydantic.ValidationError, match="must be a Blocker, not a Decision"):
        adapter.validate_python([co.to_data(DECISION)])
    with pytest.raises(pydantic.ValidationError, match="party: is missing"):
        adapter.validate_python([{"type": "Blocker", "format": 1}])
    anything = pydantic.TypeAdapter(dict[str, Any])
    assert json.loads(anything.dump_json({"decided": DECISION}))["decided"] == co.to_data(DECISION)
    schema = pydantic.TypeAdapter(co.Split).json_schema()
    assert (schema["title"], schema["properties"]["type"]) == ("Split", {"const": "Split"})


def test_all_attributes_can_be_asked_for_without_pydantic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lists the members of a value does not fail for want of a library."""
    monkeypatch.setitem(sys.modules, "pydantic_core", None)
    assert "proposal" in dict(inspect.getmembers(DECISION))


def test_endpoints_give_answers() -> None:
    """FastAPI writes what an endpoint returns, and reads a case that it is sent."""
    fastapi = pytest.importorskip("fastapi")
    client = pytest.importorskip("fastapi.testclient")
    app = fastapi.FastAPI()

    def decide(case: Annotated[co.Coalition, fastapi.Body()]) -> co.Decision:
        return co.decide(case, "asylum-target")

    app.post("/decide")(decide)
    asked = client.TestClient(app)
    answer = asked.post("/decide", json=co.to_data(JULY))
    assert co.from_data(answer.json()) == co.decide(JULY, "asylum-target")
    assert asked.post("/decide", json={"type": "Coalition"}).status_code == 422
    assert asked.get("/openapi.json").status_code == 200


def test_flask_gives_answers() -> None:
    """Flask writes data as they stand."""
    flask = pytest.importorskip("flask")
    app = flask.Flask(__name__)
    app.add_url_rule("/", view_func=lambda: co.to_data(DECISION))
    assert co.from_data(app.test_client().get("/").get_json()) == DECISION
