"""Votes from any data frame, into a stance matrix."""

from collections.abc import Iterable, Mapping
from typing import Any

from coalition.faults import Faults
from coalition.io.any_frame import Table, named_by, one_column
from coalition.io.choices import chosen
from coalition.io.text import is_file
from coalition.io.votes._facts import facts_of, latest, matching, one_each
from coalition.io.votes._layout import OF_ACTORS, laid_out
from coalition.io.votes._rows import (
    Facts,
    Ids,
    affiliations_of,
    cells_of,
    check_renamed,
    flattened,
    ids_of,
    placed,
    policies,
    ranked,
)
from coalition.io.votes._streamed import streamed
from coalition.io.votes.vote_codes import CHECKS, arguments, as_written, coding
from coalition.model.words import Meaning, NoVote, OrDrop, OrMerge, OrOne, OrUnknown, Stance
from coalition.stances.codes import NO_VOTE, Cells
from coalition.stances.matrix import StanceMatrix

_LISTS = {"party": "parties", "seats": "seats"}  # facts, where not with an s


def read_votes(
    source: Table,
    *,
    actor: str | Iterable[str] | None = "actor",
    proposal: str | Iterable[str] | None = "proposal",
    stance: str = "stance",
    stances: Mapping[Any, Meaning] | None = None,
    count_as: Mapping[NoVote, Stance] | None = None,
    no_row: NoVote = "unknown",
    rename: Mapping[str, str | Iterable[str]] | None = None,
    party: str | None = None,
    seats: str | None = None,
    group: str | None = None,
    name: str | None = None,
    topic: str | None = None,
    date: str | None = None,
    outcome: str | None = None,
    title: str | None = None,
    url: str | None = None,
    actors: Table | None = None,
    proposals: Table | None = None,
    unknown_codes: OrUnknown = "error",
    missing_ids: OrDrop = "error",
    duplicates: OrMerge = "error",
    conflicts: OrOne = "error",
    varying: OrOne = "error",
) -> StanceMatrix:
    """Read votes from any data frame, or from a file of CSV, Parquet or a spreadsheet, as numbers.

    Parameters
    ----------
    source : data frame, path-like, bytes or open file
        Any frame that narwhals takes: pandas, Polars, pyarrow, DuckDB, Dask, PySpark and others. Of
        a lazy one, the named columns are streamed: a byte is kept of each vote, and some 12 where
        rows are at fault, facts vary or there are other tables. Or a file, given as for
        `read_case`: CSV, also in gzip, with any delimiter in UTF-8, UTF-16 or Windows-1252; a
        workbook (XLSX, XLS, ODS); or Parquet. What is no Parquet file holds text.
    actor, proposal, stance : str
        The columns of a long table, with a row for each vote. In a wide table, one of `actor` and
        `proposal` is instead the list of the columns that stand for one each, or None for all
        columns that no other argument names; `stance` is not used then.
    stances : dict
        What each code means: a number from -1 to 1, 'for', 'neutral' or 'against'; or why there is
        none: 'absent', 'not a member', 'abstained', or None where that is not known. A row without
        a code is of no known stance, unless the code None says otherwise. Without `stances`, the
        codes are the numbers.
    count_as : dict of str to number, optional
        The reasons that count as a stance all the same, such as ``{"abstained": 0}``.
    no_row : str
        The reason why an actor has no row on a proposal: 'unknown' by default.
    rename : dict of str to str or list of str, optional
        The name that an actor goes by; several where it split and its votes count for each. A name
        that no actor bears is a fault.
    party, seats, group, name : str, optional
        Columns with facts about actors: in `actors` if they are there, else in the votes. The party
        and the group in a row of a long table are those that the vote counts for, and the seats
        those with which it was cast. The name is what an actor is called, where that is not its id.
    topic, date, outcome, title, url : str, optional
        Likewise of proposals: in `proposals`, else in the votes. Of a time of day only the day is
        kept; spaces around the slashes of a topic go, and a number is a topic as text.
    actors, proposals : data frame, path-like, bytes or open file, optional
        Tables with a row for each actor or proposal. Their ids are in the column of the same name
        as among the votes, or in the first where there is none. Other ids do no harm.
    unknown_codes : {'error', 'unknown'}
        What to do about codes that `stances` does not name.
    missing_ids : {'error', 'drop'}
        Likewise about rows without an actor or a proposal.
    duplicates : {'error', 'merge'}
        Likewise about an actor with more than one row on a proposal, all with the same stance.
    conflicts : {'error', 'unknown', 'first', 'last'}
        Likewise with different stances; the first or last is that of the rows.
    varying : {'error', 'unknown', 'first', 'last'}
        Likewise about an actor with two names, a proposal with two dates, and the like. An actor
        whose party, group or seats vary by vote is no fault, as each vote keeps its own; this is
        then about which of them the actor's own entry in `parties`, `groups` or `seats` is. If
        nothing is said, it is none, and of seats, those of the latest proposal, by date and then
        id. A vote without a row counts for that entry; one whose row names nothing counts for no
        party or group, and its seats are unknown if they vary.

    Returns
    -------
    StanceMatrix
        Actors by seats, then id; proposals by id.

    Raises
    ------
    InvalidValue
        With every fault at once: first those of the arguments, then those of the rows.
    MissingExtra
        If a file is to be read, and pyarrow is not installed, or what reads workbooks.
    OSError
        If a file cannot be read.

    Examples
    --------
    >>> import coalition as co, pandas as pd
    >>> frame = pd.DataFrame({
    ...     "party": ["A", "B", "A", "B"],
    ...     "motion": [1, 1, 2, 2],
    ...     "vote": ["yea", "nay", "yea", "away"],
    ... })
    >>> votes = co.read_votes(
    ...     frame, actor="party", proposal="motion", stance="vote",
    ...     stances={"yea": 1, "nay": -1, "away": "absent"},
    ... )
    >>> votes.stance("B", "1"), votes.stance("B", "2"), votes.missing("B", "2")
    (-1.0, None, 'absent')
    """
    # 1. what the arguments mean
    given, faults = locals(), Faults(chosen(no_row=(no_row, NO_VOTE)))
    policy = policies(given, faults, in_order=True)
    meanings, counts, homes = arguments(stances, count_as, rename, faults)
    sides = {"actor": named_by(actor), "proposal": named_by(proposal)}
    if not any(isinstance(name, str) for name in sides.values()):
        faults.note("actor", "a table is wide in one direction only: name one column")
    asked = {kind: given[kind] for kind in CHECKS if given[kind] is not None}
    wanted = one_column({"stance": stance, **asked}, faults)
    faults.raise_if_any("read_votes")

    code = coding(meanings, counts, no_row, textual=is_file(source))
    alone = stances is not None and actors is None and proposals is None
    if alone and (votes := streamed(source, {**sides, **wanted}, code, homes, policy)) is not None:
        order, table, said = votes
        return StanceMatrix(*order, Cells(table, code.levels), **_lists(said, order))

    # 2. where in the tables the votes are, and the facts
    others = {"actor": actors, "proposal": proposals}
    layout = laid_out(source, sides=sides, wanted=wanted, others=others)

    # 3. the ids of each row, and the cell that its code stands for
    who, rows = ids_of(layout.actor, "actor", missing_ids, faults, layout.height)
    what, columns = ids_of(layout.proposal, "proposal", missing_ids, faults, layout.height)
    if stances is None:
        code = coding(as_written(layout.stance[0]), counts, no_row, textual=is_file(source))
    cells = cells_of(layout.stance, code, unknown_codes, faults, layout.height)

    # 4. one fact for each actor and proposal; where votes have their own, it may be unknown
    found, facts = {}, {}
    for kind, pair in layout.facts.items():
        moved = homes if kind in OF_ACTORS else {}
        found[kind] = facts_of(pair, kind, homes=moved, varying=varying, faults=faults)
        own = "unknown" if kind in layout.of_votes and varying == "error" else varying
        facts[kind] = one_each(found[kind], kind, own, faults)
    if "seats" in layout.of_votes and varying == "error":
        facts["seats"] |= latest(layout.facts["seats"], homes, what, columns, facts.get("date", {}))
    strangers = set()
    for side, column_of in layout.beside.items():
        ids, moved = (who, homes) if side == "actor" else (what, {})
        there = matching(side, column_of, {*ids} - {""}, moved, faults)
        strangers |= there if side == "actor" else set()
    check_renamed(homes, {*who, *strangers}, faults)

    # 5. the order of actors and proposals, and each row's cell in its place
    order = ranked(who, homes, facts.get("seats", {}), faults), sorted(set(what))
    faults.raise_if_any("read_votes")
    stood = flattened(rows, [homes.get(old, (old,)) for old in who], columns, what, order)
    table = placed(stood, cells, code, policy, faults)
    known = _lists(facts, order)
    for kind, column in layout.of_votes.items():
        bare = kind != "seats" and (column[1] < 0).any()  # a row of somebody who is in none
        if bare or any(len(several) > 1 for several in found[kind].values()):
            known[f"vote_{_LISTS.get(kind, f'{kind}s')}"] = affiliations_of(
                column, kind, facts[kind], stood, varying=varying, faults=faults
            )
    faults.raise_if_any("read_votes")
    return StanceMatrix(*order, Cells(table, code.levels), **known)


def _lists(facts: Mapping[str, Facts], order: Ids) -> dict[str, Any]:
    """Return facts about all actors or proposals, by the field of the matrix that holds them."""
    return {
        _LISTS.get(kind, f"{kind}s"): [fact.get(name) for name in order[kind not in OF_ACTORS]]
        for kind, fact in facts.items()
    }
