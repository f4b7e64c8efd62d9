"""A-priori unions: members who have agreed to act as one, as a caller lists them."""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import TypeAlias

from coalition.errors import close_match
from coalition.faults import Faults, each, shown
from coalition.games.sets import Players
from coalition.model.checks import ident
from coalition.sentences import listed

Unions: TypeAlias = Mapping[str, Iterable[str]] | Iterable[Iterable[str]]


def unions_of(members: tuple[str, ...], given: Unions, function: str) -> tuple[str, list[Players]]:
    """Return the unions of two or more in words, and all unions, in the order of the members.

    Who is in none of those that are given is a union of its own.
    """
    faults = Faults()
    unions: list[tuple[str | int, Iterable[str]]] = []
    with faults.at("unions"):
        if isinstance(given, Mapping):
            unions = list(given.items())
        else:
            unions = list(enumerate(each(given, lambda union: union)))
    home: dict[str, str] = {}  # where the union of each member was given
    found: list[tuple[Players, str | int | None]] = []
    for key, union in unions:
        place = f"unions[{shown(key)}]"
        with faults.at(place):
            inside = each(union, ident)
            if not inside:
                faults.note(place, "must have at least one member")
            for member in inside:
                if member not in members:
                    hint = close_match(member, members)
                    faults.note(place, f"there is no member {member!r}{hint}")
                elif member in home:
                    faults.note(place, f"{member!r} is in {home[member]} already")
                home.setdefault(member, place)
            found.append((tuple(at for at, name in enumerate(members) if name in inside), key))
    faults.raise_if_any(function)
    found += [((at,), None) for at, name in enumerate(members) if name not in home]
    found.sort(key=itemgetter(0))
    words = []
    for players, name in found:
        if len(players) > 1:
            joined = " + ".join(members[player] for player in players)
            words.append(f"{name} ({joined})" if isinstance(name, str) else joined)
    noun = "unions" if len(words) > 1 else "union"
    about = f"with the {noun} {listed(words)}" if words else "without unions"
    return about, [players for players, _ in found]
