"""Agreement of votes that stay where they are: no more than sums and ties are collected."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from coalition.faults import Faults
from coalition.graph.agreed_ties import kept_ties
from coalition.graph.agreement_graph import SignedGraph, graph_of
from coalition.io.any_frame import Table, in_order, one_column
from coalition.io.text import is_file
from coalition.io.votes import _handed_out as handed_out
from coalition.io.votes._blocks import Plan, columns_of
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
from coalition.io.votes.vote_codes import arguments, coding
from coalition.model.words import Meaning, NoVote, OrDrop, OrMerge, OrOne, OrUnknown, Stance
from coalition.numbers import exact, scaled
from coalition.sentences import counted
from coalition.stances.agreement import USUAL, Agreement
from coalition.stances.counted_statements import turn_of

_READ = "read the votes with read_votes, and ask agreement_graph"


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

    The result is that of `agreement_graph` on what `read_votes` reads; `partition` finds its blocs.
    But here the votes are counted in blocks of whole proposals, as they come: DuckDB, Polars and
    files of Parquet stream them, Dask and PySpark hand them to their workers, proposal by proposal.
    What is kept are a block, the sums of every two actors, and examples of faults. It is the way
    for votes beyond the memory of one machine.

    Parameters
    ----------
    source : data frame, path-like, bytes or open file
        A long table, as for `read_votes`. Where the rows of each proposal are more or less
        together, the least memory is taken; where they are in no order at all, a stream holds a
        byte for each actor and proposal.
    actor, proposal, stance, stances, count_as, rename, party, seats
        As for `read_votes`.
    unknown_codes, missing_ids, duplicates, conflicts, varying
        As for `read_votes`; the rows of an engine have no order, so none is 'first' or 'last', and
        seats that vary are a fault.
    agreement : Agreement, optional
        How agreement is counted: `agree_within`, a number, `weights`, `min_shared` and `threshold`.

    Returns
    -------
    networkx.Graph
        As for `agreement_graph`.

    Raises
    ------
    InvalidValue
        As for `read_votes`; or if agreement is counted in a way that needs all votes at once:
        beyond chance, or within the mean distance. `read_votes` and `agreement_graph` do that, with
        a byte for each vote.

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
    policy = policies(locals(), faults, in_order=False)
    meanings, reasons, homes = arguments(stances, count_as, rename, faults)
    rule = agreement or USUAL
    for field in ("null_model", "reliability"):
        if getattr(rule, field):
            faults.note(f"agreement.{field}", f"is not counted in blocks; {_READ}")
    turn = turn_of(rule)
    if isinstance(turn, str):
        faults.note("agreement.agree_within", f"must be a number to be counted in blocks; {_READ}")
        turn = Fraction(1)
    given = {"party": party, "seats": seats}
    asked = {kind: column for kind, column in given.items() if column is not None}
    named = one_column({"actor": actor, "proposal": proposal, "stance": stance, **asked}, faults)
    faults.raise_if_any("read_agreement_graph")

    # 2. the sums, block by block
    code = coding(meanings, reasons, textual=is_file(source))
    (unit, *heavy), _ = scaled([Fraction(1), *(exact(weight) for _, weight in rule.weights)])
    weights = dict(zip(dict(rule.weights), heavy, strict=True))
    plan = Plan(code, homes, weights, unit, turn, dict.fromkeys(asked, "actor"))
    found = handed_out.counted(source, named, plan, faults)

    # 3. what is wrong in the rows, and what is said of the actors
    who, _ = ids_of((in_order(found.ids), np.zeros(0, np.int32)), "actor", "drop", faults)
    ids_of((in_order(found.refused), np.zeros(0, np.int32)), "proposal", "drop", faults)
    if policy["unknown_codes"] == "error":
        faults += unnamed({value: (n, None) for value, n in found.codes.items()}, code)
    for side, number in found.lacking.items():
        if number and policy["missing_ids"] == "error":
            faults.note(side, f"no id in {counted(number, 'row')}; {LEFT_OUT}")
    check_renamed(homes, who, faults)
    facts = {}
    for kind in asked:
        pairs = columns_of(found.said.get(kind, ()))
        known = facts_of(pairs, kind, homes=homes, varying=varying, faults=faults)
        # as in `read_votes`, a party that varies is no fault, and none for a node
        chosen = "unknown" if kind == "party" and varying == "error" else varying
        facts[kind] = one_each(known, kind, chosen, faults)
    order = ranked(who, homes, facts.get("seats", {}), faults)
    for fault, how, remedy in (
        ("duplicates", "more than once", "duplicates='merge'"),
        ("conflicts", "differently", "conflicts='unknown'"),
    ):
        number, first = found.repeated.get(how, (0, []))
        if number and policy[fault] == "error":
            faults += repeated(number, how, (f"{one} on {other}" for one, other in first), remedy)
    for name in sorted(weights.keys() - found.weighed):
        faults.note(f"agreement.weights[{name!r}]", "is no proposal of these")
    faults.raise_if_any("read_agreement_graph")

    # 4. the ties
    nodes = [
        (name, {kind: known[name] for kind, known in facts.items() if known.get(name) is not None})
        for name in order
    ]
    return graph_of(nodes, kept_ties(found.ties(order), rule))
