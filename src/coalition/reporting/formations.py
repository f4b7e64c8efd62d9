"""Who could govern, as text: the coalitions in a table, and who rules the others out."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from textwrap import fill

from coalition.answers.formation.formation import Formation, Formations
from coalition.model.coalition import Coalition
from coalition.model.statements import Commitment
from coalition.numbers import Number
from coalition.reporting.commitments import promised
from coalition.reporting.headings import WIDTH, dozen, section, table
from coalition.sentences import begun, counted, examples, listed, short

_COLUMNS = ("seats", "surplus", "range", "disagreement", "minimal", "connected")


def formations_text(case: Coalition, found: Formations) -> str:
    """Return the coalitions that could govern, those that are ruled out, and on whose word."""
    every = (*found.found, *found.ruled_out)
    cited = dict.fromkeys(chain.from_iterable(map(_cited, every)))
    numbers = {made: f"[{number}]" for number, made in enumerate(cited, 1)}
    sentence = f"{found}. {_body(case, every)}"
    lines = [fill(begun(sentence), WIDTH), ""]
    lines += _section(f"Nobody rules out, by {found.by.replace('_', ' ')}", found.found, numbers)
    lines += _section("Ruled out", found.ruled_out, numbers)
    said = [f"{number} {promised(case, made)}" for made, number in numbers.items()]
    lines += section("Red lines", said, empty=None)
    if found.minority:
        lines += section("What a minority needs", dozen(map(_needs, found.found)), empty=None)
    return "\n".join([*lines, *section("To be read with care", _notes(found, every), empty=None)])


def _body(case: Coalition, every: Iterable[Formation]) -> str:
    """Say what seats there are, and how many it takes."""
    seats, parties = case.seats, [party.id for party in case.parties]
    told = [f"The case has {counted(len(parties), 'party', 'parties')}"]
    told[0] += f" with {counted(sum(seats.values()), 'seat')}" if seats else ""
    if unknown := [party for party in parties if party not in seats]:
        of = f"the seats of {listed(unknown)} are not known"
        told.append(of if seats else "no seats are known, and each party counts as one")
    took = (one.seats - one.surplus for one in every if one.seats and one.surplus is not None)
    told += [f"it takes {short(number)}" for number in islice(took, 1)]
    return f"{'; '.join(told)}."


def _section(title: str, shown: tuple[Formation, ...], numbers: dict[Commitment, str]) -> list[str]:
    """Return the heading and the table of some coalitions; columns of nothing are left out."""
    if not shown:
        return section(title, ())
    width = len(str(shown[-1].rank))
    columns = {"": [f"{one.rank:{width}}  {listed(one.members)}" for one in shown]}
    columns |= {name: [_cell(getattr(one, name)) for one in shown] for name in _COLUMNS}
    doubts = zip(columns["disagreement"], shown, strict=True)
    columns["disagreement"] = [f"{cell}?" if one.unknown else cell for cell, one in doubts]
    columns["red lines"] = [" ".join(numbers[made] for made in _cited(one)) or "-" for one in shown]
    kept = {name: cells for name, cells in columns.items() if {*cells} != {"-"}}
    return [title, "-" * len(title), *table([*kept], zip(*kept.values(), strict=True)), ""]


def _cited(one: Formation) -> tuple[Commitment, ...]:
    """Return the red lines that rule it out, or where none does, those that touch it."""
    return one.ruled_out_by or one.red_lines


def _cell(value: Number | bool | None) -> str:
    if value is None:
        return "-"
    return ("no", "yes")[value] if isinstance(value, bool) else short(value)


def _needs(one: Formation) -> str:
    """Say with whose support, or abstention, a minority could carry a vote."""
    ways = "; or ".join(f"with {way}" for way in one.backing)
    return f"{listed(one.members)}: {ways or 'no support would be enough'}"


def _notes(found: Formations, every: tuple[Formation, ...]) -> Iterator[str]:
    """Say what a reader of the tables may not take for granted, and the sentence does not say."""
    if any(one.range is not None for one in every):
        few = len(found.issues) == 1
        many = "" if few else f"{counted(len(found.issues), 'issue')}, as a share of each: "
        yield f"range is measured on {many}{examples(found.issues)}"
    if any(one.unknown for one in every):
        yield "?: some members share no proposal, and what these disagree on is not known"
