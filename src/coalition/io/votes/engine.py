"""Agreement counted by the engine that holds the votes: no more than the ties are collected."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from coalition.characters import nfc
from coalition.faults import Faults
from coalition.graph.agreed_ties import kept_ties
from coalition.graph.agreement_graph import SignedGraph, graph_of
from coalition.io.any_frame import (
    Frame,
    Table,
    check_kind,
    collected,
    frame_of,
    is_blank,
    lacking,
    one_column,
    told,
)
from coalition.io.text import is_file
from coalition.io.votes._facts import facts_of, one_each
from coalition.io.votes._rows import (
    LEFT_OUT,
    check_renamed,
    ids_of,
    policies,
    ranked,
    repeated,
    unnamed,
)
from coalition.io.votes.vote_codes import Coding, arguments, coding
from coalition.model.words import Meaning, NoVote, OrDrop, OrMerge, OrOne, OrUnknown, Stance
from coalition.numbers import exact, scaled
from coalition.sentences import counted, examples
from coalition.stances.agreement import USUAL, Agreement
from coalition.stances.counted_statements import turn_of
from coalition.stances.ties import Ties, slopes

_READ = "read the votes with read_votes, and ask agreement_graph"
_FINEST = 2**31  # steps between neutral and for, so that no engine's sum leaves 64 bits


def read_agreement_graph(
    source: Table,
    *,
    actor: str = "actor",
    proposal: str = "proposal",
    stance: str = "stance",
    stances: Mapping[Any, Meaning],
    count_as: Mapping[NoVote, Stance] | None = None,
    rename: Mapping[str, str | Iterable[str]] | None = None,
    party: str | None = None,
    seats: str | None = None,
    unknown_codes: OrUnknown = "error",
    missing_ids: OrDrop = "error",
    duplicates: OrMerge = "error",
    conflicts: OrOne = "error",
    varying: OrOne = "error",
    agreement: Agreement | None = None,
) -> SignedGraph:
    """Return the agreement graph of votes that stay where they are.

    The result is that of `agreement_graph` on what `read_votes` reads. But here the engine of a
    lazy frame (DuckDB, Dask, PySpark, Polars and others) joins the votes on each proposal and
    counts; what is collected are the different codes, the actors, examples of faults, and the ties.
    It is the way for votes beyond the memory of one machine; where they fit, `read_votes` is
    faster.

    Parameters
    ----------
    source : data frame, path-like, bytes or open file
        A long table, as for `read_votes`.
    actor, proposal, stance, stances, count_as, rename, party, seats
        As for `read_votes`.
    unknown_codes, missing_ids, duplicates, conflicts, varying
        As for `read_votes`; the rows of an engine have no order, so none is 'first' or 'last'.
    agreement : Agreement, optional
        How agreement is counted: `agree_within`, a number, `min_shared` and `threshold`.

    Returns
    -------
    networkx.Graph
        As for `agreement_graph`.

    Raises
    ------
    InvalidValue
        As for `read_votes`; or if agreement is counted in a way that no engine can: beyond chance,
        within the mean distance, or with weights.

    Examples
    --------
    >>> import coalition as co, polars as pl
    >>> votes = pl.LazyFrame({
    ...     "party": ["A", "B", "A", "B"],
    ...     "motion": [1, 1, 2, 2],
    ...     "vote": ["yea", "nay", "yea", "yea"],
    ... })
    >>> graph = co.read_agreement_graph(
    ...     votes, actor="party", proposal="motion", stance="vote", stances={"yea": 1, "nay": -1}
    ... )
    >>> graph.edges["A", "B"]
    {'sign': 0, 'weight': 0, 'agree': 1, 'disagree': 1, 'shared': 2}
    """
    # 1. what the arguments mean
    faults = Faults()
    policies(locals(), faults, in_order=False)
    meanings, reasons, homes = arguments(stances, count_as, rename, faults)
    code = coding(meanings, reasons, textual=is_file(source))
    whole, unit = scaled(exact(level) for level in code.levels)
    rule = agreement or USUAL
    for field in ("null_model", "weights", "reliability"):
        if getattr(rule, field):
            faults.note(f"agreement.{field}", f"no engine counts so; {_READ}")
    turn = turn_of(rule)
    if isinstance(turn, str):
        faults.note("agreement.agree_within", f"an engine counts within a number only; {_READ}")
        turn = Fraction(1)
    one = unit * turn.numerator * slopes(turn)[0]
    if unit > _FINEST:
        faults.note("stances", f"must be multiples of 1/{_FINEST} at the finest")
    elif one > _FINEST:
        faults.note("agreement.agree_within", f"is too fine beside these stances; {_READ}")
    given = {"party": party, "seats": seats}
    asked = {kind: column for kind, column in given.items() if column is not None}
    named = one_column({"actor": actor, "proposal": proposal, "stance": stance, **asked}, faults)
    faults.raise_if_any("read_agreement_graph")

    # 2. the columns, and what is wrong in them
    frame = _opened(source, named)
    schema = frame.collect_schema()
    actor, proposal, stance = (named.pop(side) for side in ("actor", "proposal", "stance"))
    rows = frame.lazy().select(
        # an actor that is missing stays so, where a cast would make the text 'None' of it
        nw.when(_says(actor, schema)).then(_as_text(actor, schema)).alias("actor"),
        nw.when(_says(proposal, schema)).then(nw.col(proposal)).alias("proposal"),
        nw.when(_says(stance, schema)).then(nw.col(stance)).alias("code"),
    )
    actors = collected(frame.lazy().select(nw.col(actor)).unique()).get_column(actor)
    who, _ = ids_of(told(actors), "actor", "drop", faults)
    if strange := sorted(set(map(nfc, actors.to_list())).difference(map(str, actors.to_list()))):
        faults.note("actor", f"{examples(strange, 5)} must be in Unicode form NFC")
    codes = _checked(rows, code, unknown_codes, missing_ids, faults)
    check_renamed(homes, who, faults)
    facts = {}
    for kind, column in named.items():
        pairs = frame.lazy().select(nw.col(actor).alias("id"), nw.col(column).alias("fact"))
        few = collected(pairs.unique())
        (ids, holders), (values, held) = told(few["id"]), told(few["fact"])
        turns = np.lexsort((held, holders))  # they come in any order
        columns = (ids, holders[turns]), (values, held[turns])
        known = facts_of(columns, kind, homes=homes, varying=varying, faults=faults)
        # as in `read_votes`, a party that varies is no fault, and none for a node
        chosen = "unknown" if kind == "party" and varying == "error" else varying
        facts[kind] = one_each(known, kind, chosen, faults)

    # 3. one cell for each actor on each proposal
    order = ranked(who, homes, facts.get("seats", {}), faults)
    meant = {value: code.cells.get(value, code.unknown) for value in codes}
    rows = rows.with_columns(cell=_chain("code", meant, nw.lit(code.empty)))
    votes = _each_once(_renamed(rows, homes), code, duplicates, conflicts, faults)
    faults.raise_if_any("read_agreement_graph")

    # 4. the ties
    row = {name: index for index, name in enumerate(order)}
    sums = np.zeros((3, len(order), len(order)), np.int64)
    for first, second, *counts in _counted(votes, whole, unit, turn).iter_rows():
        sums[:, row[first], row[second]] = sums[:, row[second], row[first]] = counts
    nodes = [
        (name, {kind: known[name] for kind, known in facts.items() if known.get(name) is not None})
        for name in order
    ]
    return graph_of(nodes, kept_ties(Ties(sums[0], sums[1], sums[2], one), rule))


def _opened(source: Table, named: Mapping[str, str]) -> Frame:
    """Return the votes; refuse columns that are not there, or hold what is no value."""
    frame = frame_of(source, "votes", {*named.values()})
    faults = Faults(lacking(frame, named.items(), source))
    faults.raise_if_any("read_agreement_graph")
    for argument, column in named.items():
        with faults.at(argument):
            if isinstance(frame, nw.LazyFrame):
                check_kind(frame.collect_schema()[column], frame.implementation.value)
            else:
                told(frame[column])
    faults.raise_if_any("read_agreement_graph")
    return frame


def _checked(
    rows: "nw.LazyFrame[Any]", code: Coding, unknown_codes: str, missing_ids: str, faults: Faults
) -> list[Any]:
    """Return the different codes; note what is wrong with them, and where there is no id."""
    used = rows.group_by("code").agg(times=nw.len()).collect()
    times = {value: (n, None) for value, n in used.iter_rows() if not is_blank(value)}
    if unknown_codes == "error":
        faults += unnamed(times, code)
    sides = ("actor", "proposal")
    empty = rows.select(*(nw.col(side).is_null().cast(nw.Int64).sum() for side in sides))
    for side, number in zip(sides, collected(empty).row(0), strict=True):
        if number and missing_ids == "error":
            faults.note(side, f"no id in {counted(number, 'row')}; {LEFT_OUT}")
    return list(times)


def _says(column: str, schema: Mapping[str, Any]) -> nw.Expr:
    """Return the expression that tells whether a cell says something (see `is_blank`)."""
    cell, dtype = nw.col(column), schema[column]
    if dtype.is_float():
        return ~cell.is_null() & ~cell.is_nan()
    if dtype in {nw.String, nw.Categorical, nw.Enum}:
        return ~cell.is_null() & (cell.cast(nw.String).str.strip_chars() != "")
    return ~cell.is_null()


def _as_text(column: str, schema: Mapping[str, Any]) -> nw.Expr:
    """Return the expression for ids as text: a whole number kept as a float is one (`ident_of`)."""
    cell = nw.col(column)
    if not schema[column].is_float():
        return cell.cast(nw.String)
    whole = nw.when(_says(column, schema)).then(cell).otherwise(nw.lit(0.0)).cast(nw.Int64)
    return nw.when(whole == cell).then(whole.cast(nw.String)).otherwise(cell.cast(nw.String))


def _chain(column: str, table: Mapping[Any, Any], rest: nw.Expr) -> nw.Expr:
    """Return the expression that looks up a column in a table."""
    for value, found in table.items():
        rest = nw.when(nw.col(column) == nw.lit(value)).then(nw.lit(found)).otherwise(rest)
    return rest


def _renamed(
    rows: "nw.LazyFrame[Any]", homes: Mapping[str, tuple[str, ...]]
) -> "nw.LazyFrame[Any]":
    """Put the names that actors go by; a row that several stand in comes several times."""
    turns = []
    for turn in range(max(map(len, homes.values()), default=1)):
        moved = {old: names[turn] for old, names in homes.items() if len(names) > turn}
        part = rows.filter(nw.col("actor").is_in(list(moved))) if turn else rows
        turns.append(part.with_columns(actor=_chain("actor", moved, nw.col("actor"))))
    return nw.concat(turns)


def _each_once(
    rows: "nw.LazyFrame[Any]", code: Coding, duplicates: str, conflicts: str, faults: Faults
) -> "nw.LazyFrame[Any]":
    """Return one row for each actor on each proposal; note what stands more than once."""
    sides, cell = ("actor", "proposal"), nw.col("cell")
    known = rows.filter(*(~nw.col(side).is_null() for side in sides))
    once = known.group_by(*sides).agg(times=nw.len(), cell=cell.min(), high=cell.max())
    differ = cell != nw.col("high")
    again = ~differ & (nw.col("times") > 1)
    for policy, what, remedy, where in (
        (duplicates, "more than once", "duplicates='merge'", again),
        (conflicts, "differently", "conflicts='unknown'", differ),
    ):
        found = once.filter(where)
        if policy == "error" and (number := collected(found.select(nw.len())).item()):
            shown = collected(found.select(*sides).sort(*sides).head(6)).iter_rows()
            faults += repeated(number, what, (f"{one} on {other}" for one, other in shown), remedy)
    settled = nw.when(differ).then(nw.lit(code.unknown)).otherwise(cell)
    return once.with_columns(cell=settled).filter(cell >= 0).select(*sides, "cell")


def _counted(
    votes: "nw.LazyFrame[Any]", whole: list[int], unit: int, turn: Fraction
) -> "nw.DataFrame[Any]":
    """Return agreement, disagreement and shared proposals of every two actors who share one."""
    stance = _chain("cell", dict(enumerate(whole)), nw.lit(0))
    one = votes.select("actor", "proposal", stance=stance)
    other = one.rename({"actor": "other", "stance": "theirs"})
    pairs = one.join(other, on="proposal", how="inner").filter(nw.col("actor") < nw.col("other"))
    apart = (nw.col("stance") - nw.col("theirs")).abs()
    net, (up, down) = turn.numerator * unit - turn.denominator * apart, slopes(turn)
    sums = pairs.with_columns(
        agree=nw.when(net > 0).then(net * up).otherwise(nw.lit(0)),
        disagree=nw.when(net < 0).then(-net * down).otherwise(nw.lit(0)),
    )
    return (
        sums.group_by("actor", "other")
        .agg(nw.col("agree").sum(), nw.col("disagree").sum(), shared=nw.len())
        .collect()
    )
