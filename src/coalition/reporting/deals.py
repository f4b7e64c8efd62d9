"""What would let it pass, as text: packages, concessions, compromises, exchanges."""

from collections.abc import Iterable, Iterator

from coalition.answers.deals.compromise import Compromise
from coalition.answers.deals.concessions import Concession, Concessions
from coalition.answers.deals.exchanges import Exchange
from coalition.answers.deals.packages import Package, Packages
from coalition.reporting.headings import dozen, table, text
from coalition.sentences import listed, short


def packages_text(found: Packages) -> str:
    """Return the packages, the best first, with what each is worth to whom."""
    return text([(str(found), map(_package, found.found))])


def _package(package: Package) -> str:
    notes = (
        "" if package.pareto else "another is better for some and worse for nobody",
        "" if package.certain else "some of it rests on claims, hearsay or inference",
    )
    return "; ".join(filter(None, (str(package), *notes)))


def concessions_text(found: Iterable[Concessions]) -> str:
    """Return the smallest moves by which each could pass, and what would be gone back on."""
    parts = ((f"{listed(one.proposals)}: {one.worded}", _conceded(one)) for one in found)
    return text(parts, "Nothing is blocked.")


def _conceded(found: Concessions) -> Iterator[str]:
    if found.outcome != "blocked":
        yield "nobody has to move"
    elif not found.fewest:
        yield "no move would be enough"
    else:
        yield f"the fewest movers: {_ways(found.fewest)}"
        yield f"the smallest moves in all: {_ways(found.smallest_total)}"
        yield f"the smallest largest move: {_ways(found.smallest_largest)}"
        ways = (*found.fewest, *found.smallest_total, *found.smallest_largest)
        said = (str(reason) for way in ways for move in way.moves for reason in move.reasons)
        yield from dozen(f"would go back on: {reason}" for reason in dict.fromkeys(said))
    if found.unknown:
        yield f"unknown: {listed(found.unknown)}"


def _ways(ways: Iterable[Concession]) -> str:
    return "; or ".join(dozen(map(str, ways)))


def compromise_text(found: Iterable[Compromise]) -> str:
    """Return a table of where they would meet on each proposal, from -1 against to 1 for."""
    rows = [
        [
            str(one.proposal),
            *("-" if mean is None else short(mean) for mean in (one.mean, one.by_power, one.plain)),
            *(listed(map(short, places)) or "-" for places in (one.median, one.condorcet)),
            listed(one.unknown) or "-",
        ]
        for one in found
    ]
    head = ["", "compromise", "by power", "plain mean", "median", "Condorcet", "unknown"]
    return "\n".join([*table(head, rows), ""]) if rows else text(())


def exchanges_text(found: Iterable[Exchange]) -> str:
    """Return what pairs could give each other, the best first, and what others gain or lose."""
    deals = (
        f"{one}; others: {listed(f'{actor} {short(gain)}' for actor, gain in one.externalities)}"
        if one.externalities
        else str(one)
        for one in found
    )
    return text([("What two could exchange", dozen(deals))])
