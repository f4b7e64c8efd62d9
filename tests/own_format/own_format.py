"""A format of a package of its own: notes, with a line for each position."""

import re
from pathlib import Path
from typing import Any

import coalition as co

SUCH_AS = "Green is for toll (traffic), 2024-03-05"
LINE = re.compile(r"(\S+) is (for|against|neutral) (\S+) \((\S+)\), (\S+)")


def read(path: Path) -> co.Coalition:
    """Return the case that notes tell of; refuse all lines that tell of none."""
    faults: list[co.Fault] = []
    proposals: dict[str, co.Proposal] = {}
    positions: list[co.Position] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not (found := LINE.fullmatch(line)):
            faults.append(co.Fault("", f"must be such as {SUCH_AS!r}, not {line!r}", number))
            continue
        actor, stance, proposal, topic, date = found.groups()
        fields: dict[str, Any] = {"actor": actor, "proposal": proposal, "stance": stance}
        try:
            said = co.Position(**fields, date=date, attribution="reported")
        except co.InvalidValue as error:
            faults += [co.Fault(one.place, one.message, number) for one in error.faults]
        else:
            positions.append(said)
            proposals.setdefault(proposal, co.Proposal(proposal, topic))
    if faults:
        raise co.InvalidCase(tuple(faults), path.name)
    actors = dict.fromkeys(one.actor for one in positions)
    return co.Coalition(
        parties=[co.Party(actor) for actor in actors],
        proposals=[*proposals.values()],
        positions=positions,
    )


def write(case: co.Coalition, path: Path) -> None:
    """Write the positions that are for, against or neutral; `convert` says what that leaves out."""
    words = {1.0: "for", 0.0: "neutral", -1.0: "against"}
    lines = [
        f"{one.actor} is {words[one.stance]} {one.proposal} "
        f"({case.proposal(one.proposal).topic}), {one.date}\n"
        for one in case.positions
        if one.stance in words
    ]
    path.write_text("".join(lines), "utf-8")


NOTES = co.Format("notes", (".notes",), read, write)
