"""From values to data frames, and from data frames to a case."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, islice
from typing import Any, Literal, TypeAlias, cast

import attrs
import narwhals.stable.v2 as nw
import networkx as nx

from coalition.errors import Fault, InvalidCase, InvalidValue, MissingExtra, TooLarge
from coalition.faults import Faults, as_error, build, each_value, shown
from coalition.graph.agreement_graph import SignedGraph
from coalition.io.any_frame import Table, collected, frame_of
from coalition.io.choices import chosen
from coalition.io.records import misnamed, of_cases, records
from coalition.io.sheets.frames import column_name, rows_of
from coalition.model.coalition import Coalition
from coalition.model.given import a_case
from coalition.tables import Lists, Names, Numbers, Row, Shown, column_of, kinds_of

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]

_BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")  # the first that is there is taken
_ROWS = 10_000_000  # of a frame; there may be very many winning coalitions
_TIES = {"actor": str, "other": str}  # and what the graph contract says of each
_TIE = {"sign": int, "weight": float, "agree": float, "disagree": float, "shared": int}
_CHANCE = {"expected": float, "p_value": float}  # of a tie, where there is a null model

_DTYPES: dict[Any, Any] = {
    str: nw.String,
    int: nw.Int64,
    float: nw.Float64,
    bool: nw.Boolean,
    Names: nw.List(nw.String),
    Numbers: nw.List(nw.Float64),
    Lists: nw.List(nw.List(nw.String)),
}
_PANDAS = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}  # these have no NaN


def to_frame(
    what: "Shown | SignedGraph | Iterable[Shown] | str",
    *,
    of: type[Shown] | None = None,
    exact: bool = False,
    backend: Backend | None = None,
) -> Any:
    """Return a value, a list of values or the ties of a graph as a data frame.

    Every class has one table, with the same columns whatever is in it; a list has the tables of its
    items below each other. What is not known is null. Dates are text, as exact as they are known.
    A list in a cell is a list of text.

    Parameters
    ----------
    what : Coalition, a result or an item of a case, a list of such of one class, or graph
        A coalition gives its positions.
    of : type, optional
        The class of the items of a list, such as ``coalition.Blocker``: an empty list, which does
        not show it, then has its columns all the same.
    exact : bool
        Whether numbers that may be fractions are text, such as ``5/12``, from which
        `fractions.Fraction` makes them again; by default they are rounded to a float.
    backend : {'pandas', 'polars', 'pyarrow'}, optional
        What makes the frame; by default the first of these that is installed.

    Returns
    -------
    DataFrame or Table
        Of pandas, Polars or PyArrow.

    Raises
    ------
    InvalidValue
        If `what` has no table, a list holds values of several classes, the backend is not
        installed, or a number is too large for a float.
    MissingExtra
        If none of the three is installed.
    TooLarge
        If there are more than ten million rows.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023").at("2023-07")
    >>> co.to_frame(co.split(case, "migration/asylum"), backend="pandas")
                  topic  optimum actor  bloc
    0  migration/asylum        1   VVD     1
    1  migration/asylum        1   CDA     1
    2  migration/asylum        1   D66     2
    3  migration/asylum        1    CU     2
    >>> co.to_frame((), of=co.Blocker, backend="polars").columns
    ['party', 'proposal', 'certain', 'reasons', 'several', 'left_out']
    """
    backend = _installed(backend)
    what = a_case(what, "to_frame") if isinstance(what, str) else what
    if of is not None and isinstance(what, nx.Graph):
        message = "must be left out: the ties of a graph have columns of their own"
        raise InvalidValue((Fault("of", message),), "to_frame")
    kinds, found = _tied(what) if isinstance(what, nx.Graph) else _listed(what, of)
    rows = list(islice(found, _ROWS + 1))
    if len(rows) > _ROWS:
        raise TooLarge("rows of a frame", len(rows), _ROWS)
    columns = list(zip(*rows, strict=True)) or [() for _ in kinds]
    data: dict[str, list[Any]] = {}
    for (name, kind), column in zip(kinds.items(), columns, strict=True):
        if kind is Fraction:
            kinds[name] = str if exact else float
            data[name] = _numbers(name, column, kinds[name])
        else:
            data[name] = column_of(column, kind)
    if backend != "pandas":
        schema = {name: _DTYPES[kind] for name, kind in kinds.items()}
        return nw.from_dict(data, schema, backend=backend).to_native()
    pd: Any = import_module(backend)
    return pd.DataFrame(
        {
            name: pd.Series(data[name], dtype=_PANDAS.get(kind, object))
            for name, kind in kinds.items()
        }
    )


def _installed(backend: Backend | None) -> Backend:
    """Return the backend that was asked for, or the first that there is."""
    if backend is None:
        there = [name for name in _BACKENDS if find_spec(name)]
        if not there:
            raise MissingExtra("frames")
        return there[0]
    faults = Faults(chosen(backend=(backend, _BACKENDS)))
    if not faults and not find_spec(backend):
        faults.note("backend", f"{backend} is not installed: pip install {backend}")
    faults.raise_if_any("to_frame")
    return backend


def _listed(
    what: Shown | Iterable[Shown], of: type[Shown] | None
) -> tuple[dict[str, Any], Iterable[Row]]:
    """Return the columns and the rows of a value or of a list."""
    alone = isinstance(what, Shown | bytes) or not isinstance(what, Iterable)
    items: tuple[Any, ...] = (what,) if alone else tuple(cast(Iterable[Shown], what))
    if of is None and not items:
        return {}, ()
    cls: Any = type(items[0]) if of is None else of
    kinds = kinds_of(cls) if isinstance(cls, type) and issubclass(cls, Shown) else None
    wanted = f"a {cls.__name__}" if kinds else "an item of a case, a result or a list of such"
    faults, fitting = Faults(), {cls} if kinds else set()  # classes with these columns
    if kinds is None and of is not None:
        faults.note("of", f"must be a class such as coalition.Position, not {shown(of)}")
        items = ()
    for index, item in enumerate(items):
        if kinds and isinstance(item, Shown) and type(item) not in fitting:
            fitting |= {type(item)} if kinds_of(type(item)) == kinds else set()
        if type(item) not in fitting:
            place = "" if item is what else f"[{index}]"
            faults.note(place, f"must be {wanted}, not {shown(item)}")
    faults.raise_if_any("to_frame")
    return dict(kinds or {}), chain.from_iterable(item._rows() for item in items)


def _tied(graph: "SignedGraph") -> tuple[dict[str, Any], Iterable[Row]]:
    """Return the columns and the rows of a graph: one for each tie."""
    ties = graph.edges(data=True)
    told = _TIE | _CHANCE
    return _TIES | told, ((str(one), str(other), *map(tie.get, told)) for one, other, tie in ties)


def _numbers(name: str, column: Iterable[Any], kind: type) -> list[Any]:
    try:
        return [None if number is None else kind(number) for number in column]
    except OverflowError:
        fault = Fault(name, "holds a number too large for a float; give exact=True")
        raise InvalidValue((fault,), "to_frame") from None


def from_frame(
    *, columns: Mapping[str, str] | None = None, **parts: Table | Iterable[object] | None
) -> Coalition:
    """Return the coalition that tables describe: parties, politicians, proposals, positions.

    Each table has the columns that `to_frame` gives, of which those with a default may be left out.
    A null is a field that is not known.

    Parameters
    ----------
    columns : dict of str to str, optional
        What fields are called in the tables where it is not by their own names, such as
        ``{"actor": "faction"}``.
    **parts : data frame, path or list
        The lists of a `Coalition` by name: data frames of any kind that narwhals takes, of which
        lazy ones are collected; files (as in `read_votes`); or lists of items. Its other
        fields, such as ``name=``, are given as they are.

    Returns
    -------
    Coalition
        What the tables say.

    Raises
    ------
    InvalidCase
        If tables lack columns, have others, contradict the model or each other. Every fault is
        named, with the table, the row (from 0) and the column, as in ``positions[7].stance``.
    InvalidValue
        If something is no table.
    MissingExtra
        If a file is given and PyArrow is not installed.

    Examples
    --------
    >>> import coalition as co, pandas as pd
    >>> given = {"faction": ["VVD", "D66"], "proposal": "curb", "stance": ["for", "against"]}
    >>> case = co.from_frame(
    ...     parties=pd.DataFrame({"id": ["VVD", "D66"], "seats": [34, 24]}),
    ...     proposals=[co.Proposal("curb", "migration/labour")],
    ...     positions=pd.DataFrame({**given, "date": "2023-01", "attribution": "reported"}),
    ...     columns={"actor": "faction"},
    ... )
    >>> print(co.split(case))
    VVD against D66
    """
    with as_error("columns"):
        columns_of = each_value(columns or {}, column_name)
    called = {column: field for field, column in columns_of.items()}
    lists, faults = of_cases(), Faults()
    made: dict[str, Any] = {name: part for name, part in parts.items() if part is not None}
    seen: set[str] = set()
    for name in [name for name in lists if name in made]:
        if not isinstance(made[name], list | tuple):
            every: Any = attrs.fields_dict(lists[name])  # type: ignore[arg-type]
            needed = [one.alias for one in every.values() if one.default is attrs.NOTHING]
            head = [columns_of.get(field, field) for field in needed]
            frame = collected(frame_of(made[name], name, head=head))
            seen.update(frame.columns)
            fields = [called.get(column, column) for column in frame.columns]
            faults += misnamed(fields, lists[name], name) if fields else ()
            made[name] = [] if faults else records(fields, rows_of(frame), lists[name])
    for column, field in called.items():
        if column not in seen:
            faults.note(f"columns[{shown(field)}]", f"no table has a column {shown(column)}")
    faults.raise_if_any("from_frame", InvalidCase)
    with as_error("from_frame", InvalidCase):
        return build(Coalition, made)
