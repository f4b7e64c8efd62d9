"""Who and what the rows of a sheet name: parties, politicians, proposals, topics, sources."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from coalition.characters import folded
from coalition.errors import close_match
from coalition.faults import shown
from coalition.io.sheets.sheet import Cell
from coalition.io.statements.columns import as_text
from coalition.io.statements.question import Question
from coalition.io.statements.words import read_all
from coalition.model import checks
from coalition.model.actors import Party, Politician
from coalition.model.proposals import Proposal
from coalition.model.sources import Source
from coalition.sentences import counted, examples

NAMED = ("actor", "speaker", "proposal", "topic", "source")
_APART = (
    ("actor", "speaker"),
    ("proposal",),
    ("topic",),
    ("source",),
)  # each with names of its own
_LISTED = 5  # names that a sentence repeats
_NO_WORD = frozenset({"claimed", "hearsay"})  # what is known so, a speaker does not say for anybody
_URL = re.compile(r"https?://\S+", re.IGNORECASE)

Names = dict[str, list[str | None]]


def names_of(
    cells: Mapping[str, Sequence[Cell]],
    numbers: Sequence[int],
    homes: Mapping[str, str],
    questions: list[Question],
) -> Names:
    """Return the names in each column that has some, by the name that they are to go by."""
    found: Names = {}
    written: set[str] = set()
    for role in NAMED:
        check = checks.topic if role == "topic" else checks.ident

        def read(cell: Cell, check: object = check) -> str | None:
            text = as_text(cell)
            written.add(text)
            return check(homes.get(text, text)) if text else None  # type: ignore[operator]

        column = cells.get(role) or [None] * len(numbers)
        found[role] = read_all(role, column, numbers, read, questions)
    for old in homes:
        if old not in written:
            hint = close_match(old, written)
            questions.append(
                Question("rename", f"nothing in the sheet is called {shown(old)}{hint}")
            )
    for roles in _APART:
        questions += _twins(found, roles, numbers)
    return found


def _twins(found: Names, roles: Sequence[str], numbers: Sequence[int]) -> Iterable[Question]:
    """Yield the names that a reader could not tell from one that stands in more rows."""
    times = Counter(name for role in roles for name in found[role] if name is not None)
    groups: dict[str, list[str]] = {}
    for name, _ in times.most_common():
        groups.setdefault(folded(name), []).append(name)
    for first, *others in groups.values():
        for name in others:
            role = next(role for role in roles if name in found[role])
            why = (
                f"differs from {shown(first)} ({counted(times[first], 'row')}) only in case or "
                f"form; make them one with rename={{{name!r}: {first!r}}}"
            )
            row = numbers[found[role].index(name)]
            yield Question(role, why, "rename", name, times[name], row, first, (first, name))


@attrs.frozen
class Actors:
    """Who takes positions and who speaks, in the order of the sheet."""

    parties: tuple[Party, ...]
    politicians: tuple[Politician, ...]
    speakers: list[str | None]
    told: tuple[str, ...]


def actors_of(
    names: Names,
    attributions: Sequence[str],
    numbers: Sequence[int],
    seats: Mapping[str, int],
    questions: list[Question],
) -> Actors:
    """Return parties and politicians; a politician's party is the one that he or she speaks for.

    What is claimed or hearsay, nobody says for another.
    """
    actors = names["actor"]
    pairs = zip(names["speaker"], actors, strict=True)
    speakers = [None if speaker == actor else speaker for speaker, actor in pairs]
    said = Counter(zip(speakers, actors, attributions, strict=True))
    speaking: dict[str, Counter[tuple[bool, str]]] = {}  # whether stated, and for whom
    spoken_for = set()
    for (speaker, actor, attribution), times in said.items():
        if speaker is not None and actor is not None:
            heard = speaking.setdefault(speaker, Counter())
            spoken_for.add(actor)
            if attribution not in _NO_WORD:
                heard[attribution == "stated", actor] += times
    acting = dict.fromkeys(actor for actor in actors if actor is not None)
    parties = [
        name
        for name in dict.fromkeys([*acting, *speaking])
        if name in seats or (name in acting and (name in spoken_for or not speaking.get(name)))
    ]
    known = set(parties)
    homes = {name: name for name in parties}
    politicians = [name for name in speaking if name not in known]
    told = []
    for name in politicians:
        heard = Counter({on: n for on, n in speaking[name].items() if on[1] in known})
        stated = [actor for (own, actor), _ in heard.most_common() if own]
        if stated or len({actor for _, actor in heard}) == 1:
            homes[name] = stated[0] if stated else next(iter(heard))[1]
    if without := [name for name in politicians if name not in homes]:
        told.append(
            f"The sheet does not say of which party these are: {examples(without, _LISTED)}."
        )
    if both := [name for name in politicians if name in acting]:
        told.append(
            f"Actors who speak for others are taken for politicians: {examples(both, _LISTED)}."
        )
    for (speaker, actor, attribution), times in said.items():
        theirs = homes.get(str(actor)), homes.get(str(speaker))
        if attribution == "stated" and None not in theirs and theirs[0] != theirs[1]:
            why = (
                f"speaks as 'stated' for {shown(actor)}, and for {shown(theirs[1])} elsewhere: "
                "a rival's word is a claim; make the attribution of one 'claimed'"
            )
            row = numbers[
                [*zip(speakers, actors, attributions, strict=True)].index(
                    (speaker, actor, attribution)
                )
            ]
            questions.append(Question("speaker", why, None, speaker, times, row))
    for name in seats:
        if name not in known:
            hint = close_match(name, known)
            questions.append(Question("seats", f"there is no party {shown(name)}{hint}"))
    return Actors(
        tuple(Party(name, seats=seats.get(name)) for name in parties),
        tuple(Politician(name, name, homes.get(name)) for name in politicians),
        speakers,
        tuple(told),
    )


def proposals_of(names: Names) -> tuple[Proposal, ...]:
    """Return the proposals with the topics of their rows."""
    asked = names["proposal"]
    filed: dict[str, dict[str, None]] = {}
    rest = "other" if any(names["topic"]) else "all proposals"
    for proposal, topic in dict.fromkeys(zip(asked, names["topic"], strict=True)):
        if proposal is not None:
            filed.setdefault(proposal, {}).update({topic: None} if topic else {})
    return tuple(Proposal(name, tuple(topics) or rest) for name, topics in filed.items())


def sources_of(names: Names) -> tuple[Source, ...]:
    """Return the sources; what is an address is where it can be read, too."""
    found = dict.fromkeys(name for name in names["source"] if name is not None)
    return tuple(Source(name, name, url=name if _URL.fullmatch(name) else None) for name in found)
