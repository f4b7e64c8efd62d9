"""Measure power in every cabinet and parliament of ParlGov, in one run, and say what is at fault.

Usage: python benchmarks/parlgov.py DATA [--check]

DATA is a folder that holds `parlgov/` (Döring, Huber & Manow, ParlGov, CC0). A parliament decides
by a majority of all its seats. With `--check`, the parliaments of up to seven parties are measured
again by trying all sets and all orders of the parties.
"""

import csv
import gzip
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial
from itertools import chain, combinations, permutations
from math import factorial
from pathlib import Path
from typing import NamedTuple, TypeVar

import coalition as co

Row = dict[str, str]
Seats = dict[str, int]
Names = frozenset[str]
Shares = dict[str, Fraction]
T = TypeVar("T")

NO_PARTY = {"none", "one-seat"}  # names of rows that stand for several who have no party
SHOWN = 3
FEW = 7  # parties with seats, so that all orders of them can be tried

INDICES: dict[str, Callable[[co.SimpleGame], co.Power]] = {
    "Shapley-Shubik": co.shapley_shubik,
    "Banzhaf": co.banzhaf,
    "Deegan-Packel": co.deegan_packel,
    "Holler": co.holler,
    "Johnston": co.johnston,
}


class Parliament(NamedTuple):
    """The seats of a parliament, and where its parties stand from left to right."""

    name: str
    seats: Seats
    total: int
    places: dict[str, float]

    @property
    def game(self) -> co.SimpleGame:
        """The parties under a majority of all seats."""
        return co.SimpleGame(self.seats, rule=co.Majority(of=self.total))


class Cabinet(NamedTuple):
    """The parties of a cabinet, and the parliament at its start."""

    name: str
    parties: Names
    parliament: Parliament

    @property
    def chamber(self) -> co.SimpleGame:
        """The parties of the parliament that have seats, under a majority of all seats."""
        seats = {party: number for party, number in self.parliament.seats.items() if number}
        return co.SimpleGame(seats, rule=co.Majority(of=self.parliament.total))

    @property
    def placed(self) -> co.SimpleGame:
        """The parties with a place on the scale, with whom alone one can be connected."""
        game, places = self.chamber, self.parliament.places
        seats = {party: game.seats[party] for party in game.members if party in places}
        return co.SimpleGame(seats, rule=game.rule)

    @property
    def body(self) -> co.SimpleGame:
        """The parties of the cabinet alone, who need a majority of all seats."""
        seats = {party: self.parliament.seats[party] for party in self.parties}
        return co.SimpleGame(seats, rule=co.Majority(of=self.parliament.total))


class Log:
    """What went wrong, by kind, with the first few of each kind; and how long things took."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = defaultdict(list)
        self.seconds: dict[str, float] = defaultdict(float)

    def note(self, kind: str, where: str) -> None:
        """Take down that this is so."""
        self.found[kind].append(where)

    def tried(self, where: str, ask: str, answer: Callable[[], T]) -> T | None:
        """Return an answer, or None where the library says why there is none."""
        begin = time.perf_counter()
        try:
            return answer()
        except co.CoalitionError as error:
            message = "; ".join(map(str, getattr(error, "faults", (error,))))
            self.note(f"{ask}: {type(error).__name__}", f"{where}: {message}")
            return None
        finally:
            self.seconds[where] += time.perf_counter() - begin
            self.seconds[ask] += time.perf_counter() - begin


def main(words: list[str]) -> int:
    """Print what was found; return 1 if something is wrong."""
    check = "--check" in words
    words = [word for word in words if word != "--check"]
    if len(words) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder = Path(words[0]) / "parlgov"
    if not folder.is_dir():
        sys.stderr.write(f"there are no data to measure on: {folder} is missing\n")
        return 2
    faults, log = Log(), Log()
    parliaments = parliaments_of(folder, faults)
    cabinets = cabinets_of(folder, faults)
    begin = time.perf_counter()
    counts: Counter[str] = Counter()
    for parliament in parliaments:
        counts.update(measured_parliament(parliament, log))
    for cabinet in cabinets:
        counts.update(measured_cabinet(cabinet, log))
    seconds = time.perf_counter() - begin
    print(f"{len(parliaments)} parliaments and {len(cabinets)} cabinets in {seconds:.1f} s")
    for what, number in counts.items():
        print(f"  {number:>9,} {what}")
    slow(log, {parliament.name for parliament in parliaments} | {c.name for c in cabinets})
    listed("faults of the data", faults)
    listed("questions without an answer, and why", log)
    wrong = int(any(kind.startswith("WRONG") for kind in log.found))
    return max(wrong, brute(parliaments)) if check else wrong


def rows(path: Path, key: str) -> list[list[Row]]:
    """Return the rows of a compressed table, those with the same key together."""
    found: dict[str, list[Row]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row[key]].append(row)
    return list(found.values())


def parliaments_of(folder: Path, faults: Log) -> list[Parliament]:
    """Return the parliaments as elected."""
    elections = rows(folder / "view_election.csv.gz", "election_id")
    return [
        parliament_of(f"{found[0]['country_name']} {found[0]['election_date']}", found, faults)
        for found in elections
        if found[0]["election_type"] == "parliament"
    ]


def cabinets_of(folder: Path, faults: Log) -> list[Cabinet]:
    """Return the cabinets, with the parliaments as they were when they began."""
    cabinets = []
    for found in rows(folder / "view_cabinet.csv.gz", "cabinet_id"):
        head = found[0]
        name = f"{head['country_name']} {head['start_date']} {head['cabinet_name']}"
        parliament = parliament_of(name, found, faults)
        inside = {row["party_id"] for row in found if row["cabinet_party"] == "1"}
        without = {row["party_id"] for row in found if row["seats"] == "0"}
        if inside & without:
            faults.note("cabinet: a member without a seat, left out of its parliament", name)
        cabinets.append(Cabinet(name, frozenset(inside), parliament))
    return cabinets


def parliament_of(name: str, found: list[Row], faults: Log) -> Parliament:
    """Return a parliament, and take down what is wrong with it."""
    kind = "cabinet" if "cabinet_id" in found[0] else "election"
    total = int(found[0].get("election_seats_total") or found[0]["seats_total"])
    known = [row for row in found if row["seats"]]
    if len(known) < len(found):
        faults.note(f"{kind}: seats of a party not known, it is left out", name)
    seats: Counter[str] = Counter()
    for row in known:
        seats[row["party_id"]] += int(row["seats"])
    if len(seats) < len(known):
        faults.note(f"{kind}: a party stands twice, its seats are added up", name)
    together = seats.total()
    if together != total:
        faults.note(
            f"{kind}: seats do not sum to the total", f"{name}: {together} instead of {total}"
        )
    without_party = (row for row in known if row["party_name_short"] in NO_PARTY)
    if unnamed := [row for row in without_party if row["seats"] != "0"]:
        of = ", ".join(f"{row['party_name_short']} {row['seats']}" for row in unnamed)
        faults.note(f"{kind}: members without a party, taken as one party", f"{name}: {of}")
    places = {row["party_id"]: float(row["left_right"]) for row in known if row["left_right"]}
    if lost := sum(seats[party] > 0 for party in seats.keys() - places):
        faults.note(f"{kind}: left_right missing", f"{name}: of {lost} parties with seats")
    return Parliament(name, dict(seats), total, places)


def measured_parliament(parliament: Parliament, log: Log) -> Counter[str]:
    """Measure a parliament, and return what was found, counted."""
    counts: Counter[str] = Counter()
    game = log.tried(parliament.name, "parliament", lambda: parliament.game)
    if game is None:
        return counts
    for ask, index in INDICES.items():
        power = log.tried(parliament.name, ask, partial(index, game))
        counts[f"{ask} indices"] += power is not None
        if power is not None and sum(power.values()) != 1:
            log.note(f"WRONG, {ask} does not add up to 1", parliament.name)
    minimal = co.winning_coalitions(game, minimal=True)
    number = log.tried(parliament.name, "minimal winning, counted", minimal.count) or 0
    one_by_one = log.tried(parliament.name, "minimal winning, listed", lambda: list(minimal)) or []
    if number != len(one_by_one):
        log.note("WRONG, as many minimal winning sets are not listed as counted", parliament.name)
    counts["minimal winning coalitions in the parliaments"] += number
    return counts


def measured_cabinet(cabinet: Cabinet, log: Log) -> Counter[str]:
    """Measure a cabinet in its parliament and as a body of its own."""
    counts: Counter[str] = Counter()
    name = cabinet.name
    game = log.tried(name, "parliament", lambda: cabinet.chamber)
    if game is not None:
        seated = cabinet.parties.intersection(game.members)
        for what, sets in kinds(cabinet, game, log).items():
            found = log.tried(name, what, partial(sets.__contains__, seated))
            counts[f"cabinets that are {what}"] += bool(found)
    body = log.tried(name, "cabinet as a body", lambda: cabinet.body)
    if body is not None:
        vetoes = log.tried(name, "veto players", lambda: co.veto_players(body)) or ()
        majority = body.wins(body.members)
        counts["cabinets with a majority of all seats"] += majority
        counts["cabinets with a majority and a veto player"] += majority and bool(vetoes)
        counts["cabinets with a majority that need every party for it"] += majority and len(
            vetoes
        ) == len(body.members)
        counts["veto players in the cabinets with a majority"] += majority * len(vetoes)
    return counts


def kinds(cabinet: Cabinet, game: co.SimpleGame, log: Log) -> dict[str, co.Coalitions]:
    """Return the kinds of winning coalitions that a cabinet can be one of."""
    places = cabinet.parliament.places
    asked = {
        "winning": lambda: co.winning_coalitions(game),
        "minimal winning": lambda: co.winning_coalitions(game, minimal=True),
        "of the fewest seats": lambda: co.winning_coalitions(game, least="seats"),
        "of the fewest parties": lambda: co.winning_coalitions(game, least="members"),
    }
    if cabinet.parties.intersection(game.members) <= places.keys():
        connected = partial(co.winning_coalitions, order=places)
        asked["minimal connected winning"] = lambda: connected(cabinet.placed)
    else:
        log.note("minimal connected winning: a party of the cabinet has no place", cabinet.name)
    found = {what: log.tried(cabinet.name, what, ask) for what, ask in asked.items()}
    return {what: sets for what, sets in found.items() if sets is not None}


def slow(log: Log, names: set[str]) -> None:
    """Print what took longest."""
    where = max(names, key=log.seconds.__getitem__)
    print(f"slowest: {where}, {log.seconds[where]:.2f} s")
    steps = sorted(log.seconds.keys() - names, key=lambda ask: -log.seconds[ask])
    print("seconds: " + ", ".join(f"{ask} {log.seconds[ask]:.1f}" for ask in steps))


def listed(title: str, log: Log) -> None:
    """Print how much of each kind there is, and the first few."""
    print(title)
    for kind, places in sorted(log.found.items()):
        print(f"  {len(places):>5} {kind}")
        for place in places[:SHOWN]:
            print(f"        {place}")


def brute(parliaments: list[Parliament]) -> int:
    """Measure small parliaments again by trying all sets and orders; return 1 if any differs."""
    small = [one for one in parliaments if sum(map(bool, one.seats.values())) <= FEW]
    sample = list({(*sorted(one.seats.values()), one.total): one for one in small}.values())
    wrong = []
    for parliament in sample:
        found = {ask: dict(index(parliament.game)) for ask, index in INDICES.items()}
        expected = by_definition(parliament)
        wrong += [f"{parliament.name}: {ask}" for ask in found if found[ask] != expected[ask]]
        minimal = co.winning_coalitions(parliament.game, minimal=True)
        if {frozenset(one) for one in minimal} != set(minimal_sets(parliament)):
            wrong.append(f"{parliament.name}: minimal winning coalitions")
    print(f"checked by all sets and all orders: {len(sample)} parliaments, {len(wrong)} differ")
    for line in wrong:
        print(f"  {line}")
    return int(bool(wrong))


def wins(parliament: Parliament, parties: Iterable[str]) -> bool:
    """Tell whether parties have more than half of all seats."""
    return 2 * sum(parliament.seats[party] for party in parties) > parliament.total


def winning_sets(parliament: Parliament) -> list[Names]:
    """Return all sets of parties that win."""
    parties = parliament.seats
    sizes = (combinations(parties, size) for size in range(len(parties) + 1))
    return [frozenset(one) for one in chain.from_iterable(sizes) if wins(parliament, one)]


def critical(parliament: Parliament, parties: Names) -> list[str]:
    """Return those without whom a set would lose."""
    return [party for party in parties if not wins(parliament, parties - {party})]


def minimal_sets(parliament: Parliament) -> list[Names]:
    """Return the winning sets in which everyone is critical."""
    found = winning_sets(parliament)
    return [one for one in found if len(critical(parliament, one)) == len(one)]


def by_definition(parliament: Parliament) -> dict[str, dict[str, Fraction]]:
    """Return all indices as they are defined."""
    found: dict[str, Shares] = {ask: defaultdict(Fraction) for ask in INDICES}
    minimal = minimal_sets(parliament)
    for one in winning_sets(parliament):
        swinging = critical(parliament, one)
        for party in swinging:
            found["Banzhaf"][party] += 1
            found["Johnston"][party] += Fraction(1, len(swinging))
    for one in minimal:
        for party in one:
            found["Holler"][party] += 1
            found["Deegan-Packel"][party] += Fraction(1, len(one))
    active = [party for party, seats in parliament.seats.items() if seats]
    for order in permutations(active):
        together = 0
        for party in order:
            together += parliament.seats[party]
            if 2 * together > parliament.total:
                found["Shapley-Shubik"][party] += 1
                break
    if sum(found["Shapley-Shubik"].values()) != factorial(len(active)):
        raise AssertionError(f"an order of {parliament.name} has no pivot")
    return {
        ask: {party: number[party] / sum(number.values()) for party in parliament.seats}
        for ask, number in found.items()
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
