"""A-priori unions: members who have agreed to act as one, as a caller lists them."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

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
    named: list[tuple[Any, Any]] = []
    with faults.at("unions"):
        named = (
            list(given.items())
            if isinstance(given, Mapping)
            else list(enumerate(each(given, lambda union: union)))
        )
    home: dict[str, str] = {}  # where the union of each member was given
    words = {}
    unions = []
    for key, union in named:
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
            players = tuple(at for at, name in enumerate(members) if name in inside)
            joined = " + ".join(members[player] for player in players)
            words[players] = f"{ident(key)} ({joined})" if isinstance(given, Mapping) else joined
            unions.append(players)
    faults.raise_if_any(function)
    unions += [(at,) for at, name in enumerate(members) if name not in home]
    unions.sort()
    some = [words[players] for players in unions if len(players) > 1]
    noun = "unions" if len(some) > 1 else "union"
    return f"with the {noun} {listed(some)}" if some else "without unions", unions
