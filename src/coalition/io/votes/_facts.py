"""What a table says of actors and proposals: one fact for each, or a fault."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from coalition.errors import Fault
from coalition.faults import Refused, shown
from coalition.io.any_frame import Frame
from coalition.io.votes.codes import CHECKS, counted, examples, ident_of

__all__ = ["facts_of"]


def facts_of(
    frame: Frame,
    ids: str,
    column: str,
    kind: str,
    *,
    homes: Mapping[str, tuple[str, ...]],
    varying: str,
    faults: list[Fault],
) -> dict[str, Any]:
    """Return one fact for each id, of those that have one.

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
        What is done where an id has different facts.
    faults : list of Fault
        Where faults are put.
    """
    pairs = frame.select(nw.col(ids).alias("id"), nw.col(column).alias("fact")).drop_nulls()
    if isinstance(pairs, nw.LazyFrame):  # the engine leaves few to collect, in any order
        said = sorted(pairs.unique().collect().iter_rows(), key=str)
    else:
        keep: Any = "last" if varying == "last" else "first"
        said = list(pairs.unique(keep=keep, maintain_order=True).iter_rows())
    found: dict[str, list[Any]] = {}
    for id_, fact in said:
        try:
            checked = _checked(CHECKS[kind], fact)
            names = homes.get(name := ident_of(id_), (name,))
        except Refused as refusal:
            place = f"{kind}[{shown(id_)}]"
            faults += [problem.inside(place) for problem in refusal.faults]
            continue
        for name in names if checked is not None else ():
            told = found.setdefault(name, [])
            if checked not in told:
                told.append(checked)
    several = {name: told for name, told in found.items() if len(told) > 1}
    if several and varying == "error":
        several_said = examples(
            f"{name} ({_listed(told)})" for name, told in sorted(several.items())
        )
        message = (
            f"{counted(len(several), 'id')} with more than one: {several_said}; "
            "give varying='unknown', 'first' or 'last'"
        )
        faults.append(Fault(kind, message))
    if varying == "unknown":
        found = {name: told for name, told in found.items() if name not in several}
    chosen = -1 if varying == "last" else 0
    return {name: told[chosen] for name, told in found.items()}


def _checked(check: Callable[[Any], Any], fact: Any) -> Any:
    """Return a fact in its one form; None for NaN, by which pandas means that there is none."""
    return None if fact != fact else check(fact)  # noqa: PLR0124


def _listed(told: Sequence[Any]) -> str:
    return examples(map(str, told))
