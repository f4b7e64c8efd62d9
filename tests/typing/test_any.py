"""Public signatures say what they take and give: `Any` stands where there is a reason for it."""

import functools
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import attrs
import matplotlib.axes
import pytest

import coalition as co
import coalition.plot
import coalition.testing
from coalition.faults import ListOf
from coalition.signed.signed_ties import SignedTies

GRAPH = "a graph of networkx: its nodes and their data are of any kind"
CODES = "codes may be of any kind, and a mapping from text is none from anything"
ANSWER = "what a function of one's own answers"
SCHEMA = "a JSON Schema, to be looked into key by key"
DATA = "data as JSON has them, to be looked into key by key"
REASONS = {  # by place: a parameter in brackets, what is given after an arrow
    **{
        f"{cls}.{field}": GRAPH  # type checkers know more of a split
        for cls in ("Partition", "Split")
        for field in ("blocs", "optima", "unplaced", "together", "apart")
    },
    "agreement_graph ->": GRAPH,
    "balance(graph)": GRAPH,
    "dna_affiliations ->": GRAPH,
    "dna_network ->": GRAPH,
    "partition(graph)": GRAPH,
    "plot.agreement(source)": GRAPH,
    "plot.heatmap(source)": GRAPH,
    "read_agreement_graph ->": GRAPH,
    "to_frame(what)": GRAPH,
    "write_graph(graph)": GRAPH,
    "read_agreement_graph(stances)": CODES,
    "read_popolo(stances)": CODES,
    "read_statements(attributions)": CODES,
    "read_statements(stances)": CODES,
    "read_votes(stances)": CODES,
    "certainty(answer)": ANSWER,
    "certainty ->": ANSWER,
    "hinges(answer)": ANSWER,
    "hinges ->": ANSWER,
    "answer_schema ->": SCHEMA,
    "case_schema ->": SCHEMA,
    "from_data ->": "the value that the data are of",
    "from_data(data)": DATA,
    "to_data ->": DATA,
    "to_frame ->": "a data frame of the library that the user has",
}
MAGIC = {"__call__", "__getitem__", "__and__", "__or__", "__iter__", "__init__"}

Node = TypeVar("Node")


class Networkx:
    """Has the one name of networkx that signatures use; its own class takes no arguments."""

    class Graph(Generic[Node]):
        """A graph of nodes of a kind."""


KNOWN = {
    "nx": Networkx,
    "Any": Any,
    "Axes": matplotlib.axes.Axes,
    "matplotlib": matplotlib,
    "SignedTies": SignedTies,
}


def has_any(hint: Any) -> bool:
    """Tell whether a type is `Any`, or made of it; what numpy makes of it is its own affair."""
    origin = get_origin(hint)
    if origin is not None and origin.__module__.startswith("numpy"):
        return False
    parts = hint if isinstance(hint, list | tuple) else get_args(hint)
    return hint is Any or any(map(has_any, parts))


def namespace(home: Any) -> dict[str, Any]:
    """Return the names of a module, with the types that are written as text read."""
    names = {**vars(inspect.getmodule(home) or home), **KNOWN}
    for name, value in names.items():
        if isinstance(value, str) and "Graph" in value and name != "__doc__":
            names[name] = eval(value, dict(names))  # noqa: S307 - our own text
    return names


def of_function(place: str, function: Any) -> Iterator[str]:
    """Yield the places of a function where it takes or gives `Any`."""
    for name, hint in get_type_hints(function, namespace(function)).items():
        if has_any(hint):
            yield f"{place} ->" if name == "return" else f"{place}({name})"


def of_class(place: str, cls: type) -> Iterator[str]:
    """Yield the places of a class: of its fields, of what its constructor takes, of its methods."""
    given: dict[str, Any] = {}
    if attrs.has(cls):
        kinds = get_type_hints(cls, namespace(cls))
        shown = [field for field in attrs.fields(cls) if not field.name.startswith("_")]
        yield from (f"{place}.{field.name}" for field in shown if has_any(kinds[field.name]))
        given = {str(f.alias): f.converter for f in shown if f.init and f.converter}
    for name, converter in given.items():
        check: Any = getattr(converter, "check", converter)
        check = ListOf.__new__ if isinstance(check, functools.partial) else check
        hints = get_type_hints(check, namespace(check))
        if any(has_any(hint) for argument, hint in hints.items() if argument != "return"):
            yield f"{place}({name})"
    own = (base for base in cls.__mro__ if base.__module__.startswith("coalition"))
    for name, member in (item for base in own for item in vars(base).items()):
        inner: Any = inspect.unwrap(getattr(member, "fget", getattr(member, "func", member)))
        inner = getattr(inner, "__func__", inner)
        made = name == "__init__" and attrs.has(cls) and not hasattr(cls, "__attrs_init__")
        if (name in MAGIC or not name.startswith("_")) and inspect.isfunction(inner) and not made:
            yield from of_function(f"{place}.{name}", inner)


def places(module: ModuleType) -> Iterator[str]:
    """Yield the places of a module where what is public takes or gives `Any`."""
    for name in getattr(module, "__all__", dir(module)):
        item, place = getattr(module, name), f"{module.__name__}.{name}".replace("coalition.", "")
        if not getattr(item, "__module__", "").startswith(module.__name__):
            continue  # it is only used there
        if isinstance(item, type):
            yield from of_class(place, item)
        elif inspect.isfunction(inspect.unwrap(item)):
            yield from of_function(place, item)


def test_any_has_a_reason() -> None:
    """Nothing public takes or gives `Any` but where the table says why, and that does."""
    found = {
        place for module in (co, coalition.plot, coalition.testing) for place in places(module)
    }
    assert found == REASONS.keys()


@pytest.mark.parametrize("hint", [Any, list[Any], "nx.Graph[Any] | None", dict[str, list[Any]]])
def test_any_is_found_within_types(hint: Any) -> None:
    """`Any` is found however deep it is in a type, and in one that is written as text."""

    def asked(given: Any) -> int:
        raise NotImplementedError

    asked.__annotations__["given"] = hint
    assert list(of_function("asked", asked)) == ["asked(given)"]
