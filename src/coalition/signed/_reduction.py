"""A signed graph made smaller without losing an optimum: apart, merged, and fixed.

Ties are a list of dicts: of each actor, the weight of its tie to each other, none of them 0.
"""

from collections.abc import Iterable, Iterator

Ties = list[dict[int, int]]
Classes = list[list[int]]
Pairs = list[tuple[int, int]]
Blocs = tuple[tuple[int, ...], ...]


def blocks(ties: dict[tuple[int, int], int]) -> Iterator[tuple[list[int], Ties]]:
    """Yield the actors in parts that have one actor in common at most, and the ties of each part.

    Each part can be solved by itself: blocs of two parts that share an actor are joined in that
    actor, and the frustration adds up (biconnected components); so it is for any number of blocs.
    A part shares an actor with those before it, if with any; ties of weight 0 connect nothing.
    """
    tied: dict[int, list[int]] = {}
    for one, other in sorted(pair for pair, weight in ties.items() if weight):
        tied.setdefault(one, []).append(other)
        tied.setdefault(other, []).append(one)
    # the search that finds them ends where it began: backwards, each is next to one before it
    for edges in list(_biconnected(tied))[::-1]:
        if len(edges) == 1:  # as most are in a tree
            one, other = sorted(edges[0])
            yield [one, other], [{1: ties[one, other]}, {0: ties[one, other]}]
            continue
        near: dict[int, dict[int, int]] = {}
        for pair in edges:
            one, other = sorted(pair)
            near.setdefault(one, {})[other] = near.setdefault(other, {})[one] = ties[one, other]
        place = {actor: index for index, actor in enumerate(sorted(near))}
        yield (
            list(place),
            [{place[other]: tie for other, tie in sorted(near[actor].items())} for actor in place],
        )
    for actor in sorted({actor for pair in ties for actor in pair}):
        if actor not in tied:
            yield [actor], [{}]


def _biconnected(tied: dict[int, list[int]]) -> Iterator[Pairs]:
    """Yield the ties of each part that no one actor holds together (Hopcroft & Tarjan 1973).

    The search goes as deep as it can, so that every tie is to one on the way there.
    """
    when: dict[int, int] = {}  # each was reached
    back: dict[int, int] = {}  # when the first was that it, or one reached after it, has a tie with
    for start in tied:  # noqa: PLC0206 - the search reads the others, too
        reached: list[int] = []  # and in no part yet
        if start in when:
            continue
        way, when[start] = [(start, iter(tied[start]), 0)], len(when)
        while way:
            actor, others, place = way[-1]
            if (other := next((one for one in others if one not in when), None)) is not None:
                back[other] = min(when[one] for one in tied[other] if one in when)
                when[other] = len(when)
                way.append((other, iter(tied[other]), len(reached)))
                reached.append(other)
                continue
            way.pop()
            if not way:
                break
            before = way[-1][0]
            if back[actor] < when[before]:
                back[before] = min(back[before], back[actor])
                continue
            part = reached[place:]
            del reached[place:]
            yield [(one, to) for one in part for to in tied[one] if when[to] < when[one]]


def equals(ties: Ties) -> Classes:
    """Return the classes of equal actors: a positive tie, and the same ties to all others.

    They are together in every optimum.
    """
    # what equal actors have in common, but for the tie between them
    marks = [sum(map(hash, row.items())) for row in ties]
    classes: Classes = []
    class_of: dict[int, list[int]] = {}
    for actor, row in enumerate(ties):
        if actor in class_of:
            continue
        members = class_of[actor] = [actor]
        classes.append(members)
        for other, weight in sorted(row.items()):
            if weight > 0 and other > actor and other not in class_of:
                mark = marks[actor] + hash((actor, weight))
                if mark != marks[other] + hash((other, weight)):
                    continue
                if {**row, actor: weight} == {**ties[other], other: weight}:
                    class_of[other] = members
                    members.append(other)
    return classes


def merged(ties: Ties, classes: Classes) -> Ties:
    """Return the ties between classes, each the sum of the ties between their members."""
    home = places(classes)
    sums: Ties = [{} for _ in classes]
    for actor, row in enumerate(ties):
        mine = sums[home[actor]]
        for other, weight in row.items():
            mine[home[other]] = mine.get(home[other], 0) + weight
    return [
        {other: weight for other, weight in row.items() if weight and other != index}
        for index, row in enumerate(sums)
    ]


def places(classes: Iterable[Iterable[int]]) -> dict[int, int]:
    """Return the place of each actor's class."""
    return {actor: place for place, members in enumerate(classes) for actor in members}


def inside(ties: Ties, home: list[int] | dict[int, int]) -> int:
    """Return the sum of the ties within blocs, or within classes, given the home of each actor."""
    return sum(
        w for i, row in enumerate(ties) for j, w in row.items() if i < j and home[i] == home[j]
    )


def positive(ties: Ties) -> int:
    """Return the sum of the positive ties."""
    return sum(w for i, row in enumerate(ties) for j, w in row.items() if i < j and w > 0)


def fixed_by_one_tie(ties: Ties, *, free: bool = False) -> tuple[Classes, Pairs]:
    """Return which actors one tie fixes: classes that are together, and pairs that are apart.

    Where a tie weighs more than all others of one of its actors together, no optimum is at odds
    with it: that actor would move. Where it is `free` to move to a bloc of its own, a negative tie
    need only weigh more than its positive ties together (Lange, Karrenbauer & Andres 2018). Merging
    lets more ties weigh more than the rest. (Lange, Andres & Swoboda 2019, Combinatorial
    persistency criteria for multicut and max-cut.)
    """
    classes: Classes = [[actor] for actor in range(len(ties))]
    while True:
        # 1. Find the ties that outweigh the others of an actor, among the classes so far.
        now = merged(ties, classes)
        into = _strongest(now)
        # 2. Merge those that are positive, until there are no more.
        joined = united(len(now), [(a, b) for a, b in into.items() if now[a][b] > 0])
        if len(joined) == len(now):
            break
        classes = [sorted(i for part in group for i in classes[part]) for group in joined]
    # 3. The others part two classes, of each of which one actor is told.
    parted = list(into.items())
    if free:
        for at, row in enumerate(now):
            drawn = sum(weight for weight in row.values() if weight > 0)
            parted += [(at, other) for other, weight in row.items() if -weight > drawn]
    heads = [group[0] for group in classes]
    apart = {(min(heads[a], heads[b]), max(heads[a], heads[b])) for a, b in parted}
    return classes, sorted(apart)


def _strongest(ties: Ties) -> dict[int, int]:
    """Return, of the actors that have one, the partner of the tie that outweighs the others."""
    found = {}
    for actor, row in enumerate(ties):
        if row:
            other = max(row, key=lambda other: (abs(row[other]), -other))
            if 2 * abs(row[other]) > sum(map(abs, row.values())):
                found[actor] = other
    return found


def united(size: int, pairs: Iterable[tuple[int, int]]) -> Classes:
    """Return the classes that pairs of actors make."""
    home = [[actor] for actor in range(size)]
    for pair in pairs:
        few, many = sorted((home[actor] for actor in pair), key=len)
        if few is not many:
            many += few
            for actor in few:
                home[actor] = many
    return sorted(sorted(part) for part in {id(part): part for part in home}.values())


def contradictory(size: int, together: Pairs, apart: Pairs, *, two: bool) -> bool:
    """Return whether no partition keeps these pairs together and those apart, in two blocs or more.

    With two blocs, each actor has a second copy, in the other bloc.
    """
    joined = list(together)
    if two:
        joined += [(i + size, j + size) for i, j in together]
        joined += [pair for i, j in apart for pair in ((i, j + size), (i + size, j))]
        apart, size = [(i, i + size) for i in range(size)], 2 * size
    home = places(united(size, joined))
    return any(home[i] == home[j] for i, j in apart)
