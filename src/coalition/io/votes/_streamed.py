"""Votes read as they come, a byte for each: where nothing in them is at fault, or varies."""

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Any

from coalition.faults import Faults, Refused
from coalition.io.any_frame import Table
from coalition.io.text import is_file
from coalition.io.votes._blocks import Counted, Plan, columns_of
from coalition.io.votes._facts import facts_of, one_each
from coalition.io.votes._handed_out import head_of_parquet, rows_of
from coalition.io.votes._layout import OF_ACTORS, OF_VOTES
from coalition.io.votes._rows import Facts, Homes, Ids, Policy, check_renamed, ranked
from coalition.io.votes.vote_codes import Coding, ident_of
from coalition.stances.codes import Codes


def streamed(
    source: Table, named: Mapping[str, Any], code: Coding, homes: Homes, policy: Policy
) -> tuple[Ids, Codes, dict[str, Facts]] | None:
    """Return the ids, the table of cells and the facts of votes that are not in memory yet.

    None where they are, and where rows must be looked at one by one: to say which of them are at
    fault, or because what is said of an actor differs from vote to vote.
    """
    # 1. the votes
    long = all(isinstance(column, str) for column in named.values())
    if not long or (is_file(source) and head_of_parquet(source) is None):
        return None
    rows = rows_of(source, named, faults := Faults())
    if faults or not rows.lazy:
        return None
    kinds = [kind for kind in named if kind not in {"actor", "proposal", "stance"}]
    sides = {kind: "actor" if kind in OF_ACTORS else "proposal" for kind in kinds}
    found = None
    with suppress(Refused):  # of lists: what collects the rows says where
        found = Counted.held(rows.batches(), Plan(code, homes, {}, 1, Fraction(1), sides))
    if found is None or not _sound(found, code, policy):
        return None
    # 2. the facts
    facts: dict[str, Facts] = {}
    for kind, pairs in found.said.items():
        if kind in OF_VOTES and any(fact is None for _, fact in pairs):
            return None
        moved = homes if kind in OF_ACTORS else {}
        known = facts_of(columns_of(pairs), kind, homes=moved, varying="error", faults=faults)
        facts[kind] = one_each(known, kind, "error", faults)
    who = {ident_of(value) for value in found.ids}
    check_renamed(homes, who, faults)
    order = ranked(who, homes, facts.get("seats", {}), faults)
    if faults:
        return None
    proposals, table = found.table(order)
    return (order, proposals), table, facts


def _sound(found: Counted, code: Coding, policy: Policy) -> bool:
    """Tell whether no row is at fault."""
    strange = policy["unknown_codes"] == "error" and found.codes.keys() - code.cells.keys()
    lacking = policy["missing_ids"] == "error" and any(found.lacking.values())
    return not strange and not lacking and found.flawless
