"""Hold theories of who governs against the governments that were formed, in ParlGov.

Usage: python benchmarks/governments.py DATA

DATA is a folder that holds `parlgov/` (Döring, Huber & Manow, ParlGov, CC0). What is counted:

- the first cabinet after each election, as elections and start dates of cabinets have it, if it is
  no caretaker and its parties have more than half of all seats of the parliament (those of the
  cabinet's own record, at its start);
- no party has more than half alone, at most 14 have a seat, and their seats are not more than there
  are in all, which would be a fault of the data;
- for what is measured on a scale: all parties with a seat have a place from left to right
  (`left_right`, the mean of expert surveys).

A theory predicts a set of coalitions. Two numbers are told: how many of its predictions were
formed, and in how many elections one of them was. `minimal range` is the least range of the minimal
winning coalitions, `connected` Axelrod's minimal connected winning ones. `incumbents` is a rule of
thumb: the parties of the last cabinet that was no caretaker, if they still win, or else the least
range among the minimal winning coalitions with the largest party and the median one, or where there
is none, among all.

The model is a conditional logit over all winning coalitions, which says of each how likely it is,
and predicts the likeliest. It is fitted on the elections before 1990 and measured on those since:
features, penalty and year were fixed before it was measured, once. Intervals are of 10,000 draws of
whole countries, whose elections are not independent of each other. Nobody could have forecast so
well: that a majority is formed is given, and the place of a party is one number for all years.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import Literal

import attrs
import numpy as np
from parlgov import Log, Names, Row, parliament_of, rows

import coalition as co

Theory = Callable[["Formed"], "set[Names]"]

MOST = 14  # parties with seats, so that all their coalitions can be looked at
SINCE = "1990"
DRAWS = 10_000
PENALTY = 1e-3  # on the squares of the weights, so that there is always one best fit
CLOSE = 1e-6  # to the best weights
FEATURES = (
    *("minimal winning", "connected", "range, of 10 points", "members", "surplus, % of seats"),
    *("has the largest", "has the median", "the outgoing one"),
)


@attrs.frozen(slots=False)
class Formed:
    """A cabinet with a majority, the parliament it was formed in, and the cabinet before it."""

    name: str
    country: str
    election: str
    members: Names
    outgoing: Names
    seats: Mapping[str, int] = attrs.field(hash=False)
    total: int
    places: Mapping[str, Fraction] = attrs.field(hash=False)

    @property
    def placed(self) -> bool:
        """Whether all parties with a seat have a place."""
        return self.seats.keys() <= self.places.keys()

    @cached_property
    def game(self) -> co.SimpleGame:
        """The parties under a majority of all seats."""
        return co.SimpleGame(self.seats, rule=co.Majority(of=self.total))

    @cached_property
    def minimal(self) -> set[Names]:
        """The minimal winning coalitions."""
        return set(map(frozenset, co.winning_coalitions(self.game, minimal=True)))

    @cached_property
    def connected(self) -> set[Names]:
        """The minimal connected winning coalitions."""
        return set(map(frozenset, co.winning_coalitions(self.game, order=self.places)))

    @cached_property
    def largest(self) -> Names:
        """The party with most seats, or those."""
        return frozenset(p for p, held in self.seats.items() if held == max(self.seats.values()))

    @cached_property
    def median(self) -> Names:
        """The parties with at most half of the placed seats to their left, and to their right."""
        half = Fraction(sum(self.seats.values()), 2)

        def beyond(party: str, way: int) -> int:
            place = self.places[party] * way
            return sum(held for p, held in self.seats.items() if self.places[p] * way > place)

        return frozenset(p for p in self.seats if max(beyond(p, 1), beyond(p, -1)) <= half)

    def wins(self, parties: Iterable[str]) -> bool:
        """Tell whether parties have a majority."""
        return 2 * sum(self.seats[party] for party in parties) > self.total

    def range(self, parties: Iterable[str]) -> Fraction:
        """Return the distance between the outermost parties."""
        places = [self.places[party] for party in parties]
        return max(places) - min(places)


def main(words: list[str]) -> int:
    """Print the tables."""
    if len(words) != 1 or not (folder := Path(words[0]) / "parlgov").is_dir():
        sys.stderr.write(f"{__doc__}\n")
        return 2
    formed = cabinets(folder)
    minimal = sum(one.members in one.minimal for one in formed)
    placed = [one for one in formed if one.placed]
    print(f"{len(formed)} cabinets with a majority, {minimal} of them minimal winning")
    print(f"{len(placed)} with a place for every party:")
    for name, theory in THEORIES.items():
        told(name, placed, theory)
    old = [one for one in placed if one.election < SINCE]
    new = [one for one in placed if one.election >= SINCE]
    weights = fitted(old)
    print(f"\nconditional logit, fitted on {len(old)} elections before {SINCE}:")
    for feature, weight in zip(FEATURES, weights, strict=True):
        print(f"  {feature:24}{weight:8.2f}")
    model: Theory = lambda one: likeliest(one, weights)  # noqa: E731 - a theory as the others
    print(f"{len(new)} elections since {SINCE}, which it has not seen:")
    for name, theory in THEORIES.items():
        told(name, new, theory)
    told("the model", new, model)
    for name in ("minimal range", "incumbents"):
        compared(name, new, model, THEORIES[name])
    print("those that it was fitted on:")
    told("the model", old, model)
    return 0


def cabinets(folder: Path) -> list[Formed]:
    """Return the cabinets that are counted, by country and election."""
    records = rows(folder / "view_cabinet.csv.gz", "cabinet_id")
    by_id = {found[0]["cabinet_id"]: found for found in records}
    first: dict[str, list[Row]] = {}
    for found in by_id.values():
        held = first.setdefault(found[0]["election_id"], found)
        if _begins(found) < _begins(held):
            first[found[0]["election_id"]] = found
    kept = (formed(found, by_id) for found in first.values() if found[0]["caretaker"] == "0")
    return sorted(
        (one for one in kept if one is not None), key=lambda one: (one.country, one.election)
    )


def _begins(found: list[Row]) -> tuple[str, int]:
    return found[0]["start_date"], int(found[0]["cabinet_id"])


def formed(found: list[Row], by_id: Mapping[str, list[Row]]) -> Formed | None:
    """Return a cabinet and its parliament, or None where it is not counted."""
    head = found[0]
    parliament = parliament_of(head["cabinet_name"], found, Log())
    seats = {party: held for party, held in parliament.seats.items() if held}
    before = by_id.get(head["previous_cabinet_id"])
    while before is not None and before[0]["caretaker"] == "1":
        before = by_id.get(before[0]["previous_cabinet_id"])
    one = Formed(
        f"{head['country_name']} {head['start_date']} {head['cabinet_name']}",
        head["country_name"],
        head["election_date"],
        _inside(found).intersection(seats),
        _inside(before or []).intersection(seats),
        seats,
        parliament.total,
        {party: Fraction(str(place)) for party, place in parliament.places.items()},
    )
    sound = len(seats) <= MOST and sum(seats.values()) <= one.total
    alone = any(one.wins([party]) for party in seats)
    return one if sound and one.wins(one.members) and not alone else None


def _inside(found: list[Row]) -> Names:
    return frozenset(row["party_id"] for row in found if row["cabinet_party"] == "1")


def closest(one: Formed, among: set[Names]) -> set[Names]:
    """Return the coalitions of the least range."""
    least = min(map(one.range, among))
    return {found for found in among if one.range(found) == least}


def least(of: Literal["seats", "members"]) -> Theory:
    """Return the theory of the fewest seats or members."""
    return lambda one: set(map(frozenset, co.winning_coalitions(one.game, least=of)))


def incumbents(one: Formed) -> set[Names]:
    """Return the outgoing coalition if it wins, or else the closest with largest and median."""
    if one.wins(one.outgoing):
        return {one.outgoing}
    central = {found for found in one.minimal if found & one.largest and found & one.median}
    return closest(one, central or one.minimal)


THEORIES: dict[str, Theory] = {
    "minimal winning": lambda one: one.minimal,
    "connected": lambda one: one.connected,
    "fewest seats": least("seats"),
    "fewest members": least("members"),
    "minimal range": lambda one: closest(one, one.minimal),
    "incumbents": incumbents,
}


def scored(formed: Iterable[Formed], theory: Theory) -> np.ndarray:
    """Return of each election whether a prediction was formed, and how many there were."""
    predicted = [(one.members, theory(one)) for one in formed]
    return np.array([(members in found, len(found)) for members, found in predicted])


def told(name: str, formed: list[Formed], theory: Theory) -> None:
    """Print how many predictions were formed, with an interval, and in how many elections."""
    scores = scored(formed, theory)
    right, made = scores.sum(axis=0)
    low, high = np.percentile(drawn(formed, scores), (2.5, 97.5))
    print(
        f"  {name:16} {right:4} of {made:5,} predictions right, {right / made:6.1%} "
        f"[{low:.1%} to {high:.1%}], in {right / len(formed):.1%} of {len(formed)} elections"
    )


def drawn(formed: list[Formed], scores: np.ndarray) -> np.ndarray:
    """Return the share of predictions that were formed, in each draw of the countries."""
    names = sorted({one.country for one in formed})
    sums = np.zeros((len(names), 2))
    for one, score in zip(formed, scores, strict=True):
        sums[names.index(one.country)] += score
    chance = np.random.default_rng(0)
    times = chance.multinomial(len(names), np.full(len(names), 1 / len(names)), size=DRAWS)
    drawn = times @ sums
    return np.divide(drawn[:, 0], drawn[:, 1])


def compared(name: str, formed: list[Formed], model: Theory, other: Theory) -> None:
    """Print by how much the model is better, and in how many elections either is right alone."""
    ours, theirs = scored(formed, model), scored(formed, other)
    (right, made), (right_too, made_too) = ours.sum(axis=0), theirs.sum(axis=0)
    gain = right / made - right_too / made_too
    low, high = np.percentile(drawn(formed, ours) - drawn(formed, theirs), (2.5, 97.5))
    alone = Counter(zip(ours[:, 0].tolist(), theirs[:, 0].tolist(), strict=True))
    print(
        f"  beyond {name}: {100 * gain:+.1f} points [{100 * low:+.1f} to {100 * high:+.1f}]; "
        f"right alone in {alone[1, 0]} elections, wrong alone in {alone[0, 1]}"
    )


def described(one: Formed) -> tuple[list[Names], np.ndarray]:
    """Return all winning coalitions, and the features of each."""
    parties = sorted(one.seats)
    bits = np.arange(1, 1 << len(parties))[:, None] >> np.arange(len(parties)) & 1
    held = np.array([one.seats[party] for party in parties])
    bits = bits[2 * (bits @ held) > one.total]
    found = [frozenset(compress(parties, row)) for row in bits.tolist()]
    together, places = bits @ held, np.array([float(one.places[party]) for party in parties])
    low = np.where(bits, places, np.inf).min(axis=1)[:, None]
    high = np.where(bits, places, -np.inf).max(axis=1)[:, None]
    gaps = ((places > low) & (places < high) & (bits == 0)).any(axis=1)
    return found, np.column_stack(
        [
            [members in one.minimal for members in found],
            ~gaps,
            (high - low)[:, 0] / 10,
            bits.sum(axis=1),
            100 * (together - one.total / 2) / one.total,
            [bool(members & one.largest) for members in found],
            [bool(members & one.median) for members in found],
            [members == one.outgoing for members in found],
        ]
    ).astype(float)


def likeliest(one: Formed, weights: np.ndarray) -> set[Names]:
    """Return the likeliest coalition, or those."""
    found, features = described(one)
    worth = np.round(features @ weights, 9)
    return {members for members, value in zip(found, worth, strict=True) if value == worth.max()}


def fitted(formed: list[Formed]) -> np.ndarray:
    """Return the weights of the highest penalized likelihood, by Newton's method."""
    choices = []
    for one in formed:
        found, features = described(one)
        choices.append(features - features[found.index(one.members)])

    def loss(weights: np.ndarray) -> float:
        logs = sum(np.logaddexp.reduce(features @ weights) for features in choices)
        return float(logs + PENALTY * weights @ weights)

    weights = np.zeros(len(FEATURES))
    while True:
        slope, curve = 2 * PENALTY * weights, 2 * PENALTY * np.eye(len(weights))
        for features in choices:
            worth = features @ weights
            share = np.exp(worth - np.logaddexp.reduce(worth))
            mean = share @ features
            slope += mean
            curve += (features * share[:, None]).T @ features - np.outer(mean, mean)
        step = np.linalg.solve(curve, slope)
        if np.abs(step).max() < CLOSE:
            return weights
        while loss(weights - step) > loss(weights):
            step /= 2
        weights -= step


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
