"""What a table says of actors and proposals: one fact for each, or a fault."""

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw

from coalition.faults import Faults, shown
from coalition.io.any_frame import Frame
from coalition.io.votes._rows import CHOOSE
from coalition.io.votes.vote_codes import CHECKS, ident_of
from coalition.sentences import counted, examples


def facts_of(
    frame: Frame,
    ids: str,
    column: str,
    kind: str,
    *,
    homes: Mapping[str, tuple[str, ...]],
    varying: str,
    faults: Faults,
) -> dict[str, list[Any]]:
    """Return the different facts of each id that has one.

    Parameters
    ----------
    frame : narwhals frame
        Holds them.
    ids, column : str
        The columns of the ids and of the facts.
    kind : str
        What the fact is: a key of `CHECKS`.
    homes : dict of str to tuple of str
        The names that renamed ids go by.
    varying : {'error', 'unknown', 'first', 'last'}
        What is done where an id has different facts, if their order matters.
    faults : Faults
        Where faults are noted.
    """
    pairs = frame.select(nw.col(ids).alias("id"), nw.col(column).alias("fact")).drop_nulls()
    if isinstance(pairs, nw.LazyFrame):  # the engine leaves few to collect, in any order
        given = sorted(pairs.unique().collect().iter_rows(), key=str)
    else:
        keep: Any = "last" if varying == "last" else "first"
        given = list(pairs.unique(keep=keep, maintain_order=True).iter_rows())
    found: dict[str, list[Any]] = {}
    for id_, fact in given:
        if fact != fact:  # noqa: PLR0124 - NaN, by which pandas means that there is none
            continue
        with faults.at(f"{kind}[{shown(id_)}]"):
            checked = CHECKS[kind](fact)
            name = ident_of(id_)
            for home in homes.get(name, (name,)):
                known = found.setdefault(home, [])
                if checked not in known:
                    known.append(checked)
    return found


def one_each(
    found: Mapping[str, list[Any]], kind: str, varying: str, faults: Faults
) -> dict[str, Any]:
    """Return one fact for each id; where there are several, it is chosen, or none, or a fault."""
    differing = {name: known for name, known in sorted(found.items()) if len(known) > 1}
    if differing and varying == "error":
        listed = examples((f"{n} ({examples(known, 5)})" for n, known in differing.items()), 5)
        faults.note(
            kind,
            f"{counted(len(differing), 'id')} with more than one: {listed}; {CHOOSE}",
        )
    chosen = {"first": 0, "last": -1}.get(varying)
    return {
        name: known[chosen or 0]
        for name, known in found.items()
        if chosen is not None or name not in differing
    }
