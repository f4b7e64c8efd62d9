"""Where in its tables the rows of a vote are, and the facts about actors and proposals."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from coalition.faults import Faults
from coalition.io.any_frame import Frame, Table, collected, frame_of, lacking

OF_ACTORS = ("party", "seats", "group", "name")
OF_VOTES = ("party", "group")  # of an actor, but kept vote by vote where they vary


@attrs.frozen(eq=False)
class Layout:
    """A table with a row for each vote, and where the facts are.

    Parameters
    ----------
    actors, proposals, codes : Series
        Three columns, an entry for each vote.
    facts : dict of str to tuple
        The table, the column of ids and the column of facts, by the kind of fact.
    of_votes : dict of str to Series
        The column of facts with an entry for each vote, by the kind of fact.
    others : dict of str to tuple
        The tables of actors and of proposals, each with the column of its ids.
    height : int
        How many rows the votes have: those of a wide table come once for each column.
    """

    actors: "nw.Series[Any]"
    proposals: "nw.Series[Any]"
    codes: "nw.Series[Any]"
    facts: dict[str, tuple[Frame, str, str]]
    of_votes: dict[str, "nw.Series[Any]"]
    others: dict[str, tuple[Frame, str]]
    height: int


def laid_out(
    source: Table,
    *,
    sides: Mapping[str, str | Iterable[str] | None],
    stance: str,
    wanted: Mapping[str, str],
    others: Mapping[str, Table | None],
) -> Layout:
    """Open all tables, and make a wide one long; refuse columns that are not there."""
    faults = Faults()
    single = {side: name for side, name in sides.items() if isinstance(name, str)}
    long = len(single) == len(sides)
    named = {**single, "stance": stance} if long else single
    known = {*named.values(), *wanted.values()}
    frame = frame_of(source, "votes", known if long else None, head=known)
    opened = {side: frame_of(t, f"{side}s") for side, t in others.items() if t is not None}
    columns_of = {side: table.collect_schema().names() for side, table in opened.items()}
    ids = {s: single[s] if single.get(s) in names else names[0] for s, names in columns_of.items()}
    facts: dict[str, tuple[Frame, str, str]] = {}
    for kind, column in wanted.items():
        side = "actor" if kind in OF_ACTORS else "proposal"
        if column in columns_of.get(side, ()):
            facts[kind] = (opened[side], ids[side], column)
        elif side in single:
            facts[kind] = (frame, single[side], column)
        else:
            faults.note(kind, f"there is no column {column!r} in a table of {side}s")
    here = {kind: column for kind, (table, _, column) in facts.items() if table is frame}
    faults += lacking(frame, {**named, **here}.items(), source)
    columns: list[str] = []
    if not long:
        (side,) = sides.keys() - single.keys()
        names, given = frame.collect_schema().names(), sides[side]
        columns = [name for name in names if name not in known] if given is None else list(given)
        faults += lacking(frame, [(side, column) for column in columns], source)
        if not columns:
            faults.note(side, "there is no column for one")
    for side, table in opened.items():
        if not any(table is given for given, *_ in facts.values()):
            faults.note(f"{side}s", "no column of it is named: say which facts are in which column")
    faults.raise_if_any("read_votes")
    tables = {side: (table, ids[side]) for side, table in opened.items()}
    used = dict.fromkeys([*named.values(), *here.values(), *columns])
    whole = collected(frame.select(*used))
    facts |= {kind: (whole, *facts[kind][1:]) for kind in here}
    if long:
        of_votes = {kind: whole[here[kind]] for kind in OF_VOTES if kind in here}
        sides_of = whole[single["actor"]], whole[single["proposal"]], whole[stance]
        return Layout(*sides_of, facts, of_votes, tables, len(whole))
    (named_by,) = single.values()
    rows = _lengthened(whole, named_by, columns)
    actors, proposals = ("id", "column") if "actor" in single else ("column", "id")
    return Layout(rows[actors], rows[proposals], rows["code"], facts, {}, tables, len(whole))


def _lengthened(frame: "nw.DataFrame[Any]", ids: str, columns: list[str]) -> "nw.DataFrame[Any]":
    """Turn a column for each actor or proposal into a row for each vote."""
    renamed = frame.select(nw.col(ids).alias("id"), *(nw.col(n).alias(f" {n}") for n in columns))
    if len({frame.schema[name] for name in columns}) > 1:  # as where a column is empty
        filled = [name for name in columns if not frame[name].is_null().all()]
        numbers = all(frame.schema[name].is_numeric() for name in filled)
        kind = nw.Float64 if numbers else nw.String
        cells = [nw.col(f" {name}") for name in columns]
        # a cell that is missing stays so, where a cast would make the text 'None' of it
        renamed = renamed.with_columns(
            nw.when(~cell.is_null()).then(cell.cast(kind)) for cell in cells
        )
    long = renamed.unpivot(index="id", variable_name="column", value_name="code")
    return long.with_columns(nw.col("column").str.slice(1))
