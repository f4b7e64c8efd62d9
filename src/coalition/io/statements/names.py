"""Who and what the rows of a sheet name: parties, politicians, proposals, topics, sources."""

import re
from collections import Counter
from collections.abc import Mapping

from coalition.characters import folded
from coalition.errors import close_match
from coalition.faults import shown
from coalition.io.sheets.sheet import Cell
from coalition.io.statements.question import Question, Understood, as_text
from coalition.model import checks
from coalition.model.proposals import Proposal
from coalition.model.sources import Source
from coalition.sentences import counted, examples

NAMED = ("actor", "speaker", "proposal", "topic", "source")
_APART = (("actor", "speaker"), ("proposal",), ("topic",), ("source",))  # with names of their own
_LISTED = 5  # names that a sentence repeats
_NO_WORD = frozenset({"claimed", "hearsay"})  # what is known so, a speaker does not say for anybody
_DITTO = frozenset({"idem", "ditto", "dito", "ebd.", "ebenda", "ibid", "ibid.", "ibidem"})
_URL = re.compile(r"https?://\S+", re.IGNORECASE)

Names = dict[str, list[str | None]]


def names_of(rows: Understood, homes: Mapping[str, str]) -> Names:
    """Return the names in each column that has some, by the name that they are to go by."""
    written: set[str] = set()

    def reader(role: str) -> object:
        check = checks.topic if role == "topic" else checks.ident

        def read(cell: Cell) -> Question | str | None:
            text = as_text(cell)
            written.add(text)
            if not text:
                return None
            word = any(map(str.isalnum, text)) and text.casefold() not in _DITTO
            if not word and text not in homes:
                why = "is no name; write out what it stands for, or say so in rename="
                return Question(role, why, "rename")
            return check(homes.get(text, text))

        return read

    found: Names = {role: rows.read(role, reader(role)) for role in NAMED}  # type: ignore[arg-type]
    for old in [name for name in homes if name not in written]:
        why = f"nothing in the sheet is called {shown(old)}{close_match(old, written)}"
        rows.questions.append(Question("rename", why))
    for roles in _APART:
        _ask_twins(rows, {role: found[role] for role in roles})
    return found


def _ask_twins(rows: Understood, names: Names) -> None:
    """Ask about names that a reader could not tell from one that stands in more rows."""
    times = Counter(name for column in names.values() for name in column if name is not None)
    first: dict[str, str] = {}
    alike = {name: first.setdefault(folded(name), name) for name, _ in times.most_common()}
    twins = {name: twin for name, twin in alike.items() if name != twin}
    for role, column in names.items():
        held: dict[str, list[int]] = {}
        for name, number in zip(column, rows.numbers, strict=True):
            if name in twins:
                held.setdefault(str(name), []).append(number)
        for name, numbers in held.items():
            twin = twins.pop(name)
            why = (
                f"differs from {shown(twin)} ({counted(times[twin], 'row')}) only in case or form; "
                f"make them one with rename={{{name!r}: {twin!r}}}"
            )
            rows.questions.append(Question(role, why, "rename", twin, (twin, name), name, numbers))


def actors_of(
    rows: Understood, names: Names, attributions: list[str], seats: Mapping[str, int]
) -> tuple[list[str], dict[str, str | None]]:
    """Return the parties, and the party of each politician: the one that he or she speaks for.

    It is the one with most that is stated; where nothing is, the only one. What is claimed or
    hearsay, nobody says for another.
    """
    spoken_for = set()
    voices: dict[str, Counter[str]] = {}  # for whom: what is stated weighs more than all the rest
    most = len(rows.numbers)
    said = Counter(zip(names["speaker"], names["actor"], attributions, strict=True))
    for (speaker, actor, attribution), times in said.items():
        if speaker is not None and actor is not None and speaker != actor:
            spoken_for.add(actor)
            voice = voices.setdefault(speaker, Counter())
            if attribution not in _NO_WORD:
                voice[actor] += times * (1 + most * (attribution == "stated"))
    acting = dict.fromkeys(name for name in names["actor"] if name is not None)
    parties = dict.fromkeys(
        name
        for name in [*acting, *voices]
        if name in seats or (name in acting and (name in spoken_for or not voices.get(name)))
    )
    homes: dict[str, str | None] = {}
    for name in [speaker for speaker in voices if speaker not in parties]:
        heard = [pair for pair in voices[name].most_common() if pair[0] in parties]
        sure = heard and (len(heard) == 1 or heard[0][1] > most)
        homes[name] = heard[0][0] if sure else None
    if lost := [name for name in homes if not homes[name]]:
        told = f"The sheet does not say of which party these are: {examples(lost, _LISTED)}."
        rows.told.append(told)
    if both := [name for name in homes if name in acting]:
        told = f"Actors who speak for others are taken for politicians: {examples(both, _LISTED)}."
        rows.told.append(told)
    for name in [name for name in seats if name not in parties]:
        why = f"there is no party {shown(name)}{close_match(name, parties)}"
        rows.questions.append(Question("seats", why))
    return list(parties), homes


def proposals_of(rows: Understood, names: Names) -> list[Proposal]:
    """Return the proposals with the topics of their rows; say which have none."""
    filed: dict[str, dict[str, None]] = {}
    for proposal, topic in dict.fromkeys(zip(names["proposal"], names["topic"], strict=True)):
        filed.setdefault(str(proposal), {}).update({topic: None} if topic else {})
    bare_ones = [name for name, topics in filed.items() if not topics]
    rest = "all proposals" if len(bare_ones) == len(filed) else "other"
    if "topic" in rows.cells and bare_ones:
        rows.told.append(f"Without a topic, and so under {rest!r}: {examples(bare_ones, _LISTED)}.")
    return [Proposal(name, tuple(topics) or rest) for name, topics in filed.items()]


def sources_of(names: Names) -> list[Source]:
    """Return the sources; what is an address is where it can be read, too."""
    found = dict.fromkeys(name for name in names["source"] if name is not None)
    return [Source(name, name, url=name if _URL.fullmatch(name) else None) for name in found]
