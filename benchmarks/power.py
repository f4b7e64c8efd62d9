"""Measure power in large bodies, and the same with other packages and by plain counting.

Usage: python benchmarks/power.py [--profile]

The other packages are in the dependency group `bench`. All answers are compared. Times are medians
over some runs, or of one run where one takes seconds; a ratio is how many times longer the other
way takes. With `--profile`, it shows instead where small questions spend their time.
"""

import cProfile
import importlib
import importlib.metadata
import importlib.util
import pstats
import random
import statistics
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from itertools import accumulate, combinations
from math import factorial
from operator import mul
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

import coalition as co

Counts = npt.NDArray[np.int64]

PACKAGES = ("powerindices", "powerindex", "tucoopy")
LONG = 2.0  # seconds: what takes longer is run once
RUNS = 5
REPEATED = 200

# House seats after the census of 2020 (U.S. Census Bureau, Apportionment results, 26 April 2021,
# table 1), two more for the senators, and the three of the District of Columbia (Amendment XXIII)
COLLEGE = {
    "AL": 9, "AK": 3, "AZ": 11, "AR": 6, "CA": 54, "CO": 10, "CT": 7, "DE": 3, "DC": 3, "FL": 30,
    "GA": 16, "HI": 4, "ID": 4, "IL": 19, "IN": 11, "IA": 6, "KS": 6, "KY": 8, "LA": 8, "ME": 4,
    "MD": 10, "MA": 11, "MI": 15, "MN": 10, "MS": 6, "MO": 10, "MT": 4, "NE": 5, "NV": 6, "NH": 4,
    "NJ": 14, "NM": 5, "NY": 28, "NC": 16, "ND": 3, "OH": 17, "OK": 7, "OR": 8, "PA": 19, "RI": 4,
    "SC": 9, "SD": 3, "TN": 11, "TX": 40, "UT": 6, "VT": 3, "VA": 13, "WA": 12, "WV": 4, "WI": 10,
    "WY": 3,
}  # fmt: skip

# Eurostat, demo_pjan, population on 1 January 2021, 447,207,489 in all (figures get revised)
POPULATIONS = {
    "AT": 8932664, "BE": 11554767, "BG": 6916548, "CY": 896007, "CZ": 10701777, "DE": 83155031,
    "DK": 5840045, "EE": 1330068, "ES": 47398695, "FI": 5533793, "FR": 67656682, "EL": 10678632,
    "HR": 4036355, "HU": 9730772, "IE": 5006324, "IT": 59236213, "LT": 2795680, "LU": 634730,
    "LV": 1893223, "MT": 516100, "NL": 17475415, "PL": 37840001, "PT": 10298252, "RO": 19201662,
    "SE": 10379295, "SI": 2108977, "SK": 5459781,
}  # fmt: skip

# Treaty on European Union, article 16(4): 55 % of the members with 65 % of the population, or no
# four members against
COUNCIL = co.NumberOf(15) & co.Supermajority("65%", of="members", weights=POPULATIONS)
COUNCIL_RULE = COUNCIL | co.NumberOf(24)
UNIONS = {
    "regions": [
        *(["BE", "NL", "LU"], ["CZ", "HU", "PL", "SK"], ["EE", "LT", "LV"], ["DK", "FI", "SE"]),
        *(["ES", "IT", "PT", "EL", "CY", "MT"], ["DE", "FR"]),
    ],
    "one pair": [["DE", "FR"]],
    "13 pairs": [[*pair] for pair in zip(*[iter(sorted(POPULATIONS))] * 2, strict=False)],
    "no unions": [],
}

Numbers = Sequence[Fraction | float]


class Way(NamedTuple):
    """A way to answer a question, and how far its answer may be off."""

    name: str
    answer: Callable[[], Any]
    near: float = 0


def main(words: list[str]) -> int:
    """Print the tables, and return 1 if answers differ."""
    if words == ["--profile"]:
        return profiled()
    if words:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    if missing := [name for name in PACKAGES if importlib.util.find_spec(name) is None]:
        print(f"not installed, and left out: {', '.join(missing)} (dependency group bench)")
    print(f"{'question':<38} {'way':<34} {'seconds':>10} {'ratio':>8}  answer")
    wrong = [college(), council_by_population(), council(), fund(), *map(minimal, (15, 20, 25))]
    unions()
    return int(any(wrong))


def compared(question: str, ours: Callable[[], Any], others: Iterable[Way]) -> int:
    """Print how long the ways take, and return 1 if an answer is not ours."""
    answer, seconds = timed(ours)
    print(f"{question:<38} {'coalition':<34} {seconds:>10.4f} {'':>8}  {megabytes(ours):.1f} MB")
    wrong = 0
    for way in others:
        found, taken = timed(way.answer)
        same = equal(answer, found, way.near)
        wrong |= not same
        verdict = "equal" if same and way.near == 0 else f"equal to {way.near:.0e}"
        line = f"{'':<38} {way.name:<34} {taken:>10.4f} {taken / seconds:>8.1f}"
        print(f"{line}  {verdict if same else 'DIFFERS'}")
    return wrong


def timed(answer: Callable[[], Any]) -> tuple[Any, float]:
    """Return an answer and the median of the seconds it takes."""
    seconds: list[float] = []
    found = None
    while not seconds or (len(seconds) < RUNS and seconds[0] < LONG):
        begin = time.perf_counter()
        found = answer()
        seconds.append(time.perf_counter() - begin)
    return found, statistics.median(seconds)


def megabytes(answer: Callable[[], Any]) -> float:
    """Return the peak of the memory that an answer takes, in a run of its own."""
    tracemalloc.start()
    answer()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 10**6


def equal(one: Any, other: Any, near: float) -> bool:
    """Tell whether two answers are the same, or as near as is to be expected."""
    if isinstance(one, int):
        return bool(one == other)
    pairs = zip(one, other, strict=True)
    return all(abs(a - b) <= near for a, b in pairs)


def powers(index: Callable[..., co.Power], game: Any, **options: Any) -> Callable[[], Numbers]:
    """Return what asks for an index, in the order of the ids of the members."""
    return lambda: [number for _, number in sorted(index(game, **options).items())]


def in_order(weights: dict[str, int]) -> list[int]:
    """Return weights in the order of the ids of the members."""
    return [weight for _, weight in sorted(weights.items())]


def packaged(weights: list[int], quota: int, index: str) -> list[Way]:
    """Return how the packages answer: Banzhaf not normalized where that is what they have."""
    return [way for way in _packaged(weights, quota, index) if way is not None]


def _packaged(weights: list[int], quota: int, index: str) -> Iterable[Way | None]:
    # one of them changes the list that it is given
    if index == "banzhaf":
        yield package("powerindices", "compute_pbi", lambda f: normalized(f(quota, list(weights))))
        yield package("powerindex", "Game", lambda f: played(f(quota, list(weights)), index))
        yield package("tucoopy.power", "banzhaf_index_weighted_voting", lambda f: f(weights, quota))
    else:
        yield package("powerindices", "compute_ssi", lambda f: f(quota, list(weights)))
        yield package("powerindex", "Game", lambda f: played(f(quota, list(weights)), index))
        shapley = "shapley_shubik_index_weighted_voting"
        yield package("tucoopy.power", shapley, lambda f: f(weights, quota))


def package(module: str, name: str, ask: Callable[[Any], Any], near: float = 1e-9) -> Way | None:
    """Return how a package answers, if it is there."""
    top = module.partition(".")[0]
    if importlib.util.find_spec(top) is None:
        return None
    function = getattr(importlib.import_module(module), name)
    return Way(f"{top} {importlib.metadata.version(top)}", lambda: ask(function), near)


def played(game: Any, index: str) -> list[float]:
    """Return what a game of the package powerindex finds."""
    if index == "banzhaf":
        game.calc_banzhaf()
        return list(game.banzhaf)
    game.calc_shapley_shubik()
    return list(game.shapley_shubik)


def normalized(numbers: Sequence[Any]) -> list[Any]:
    """Return numbers that add up to 1."""
    together = sum(numbers)
    return [number / together for number in numbers]


def college() -> int:
    """Compare the electoral college of the United States."""
    game = co.WeightedGame(COLLEGE, quota=270)
    weights = in_order(COLLEGE)
    name = "electoral college, 51"
    banzhaf = compared(
        f"{name}: Banzhaf", powers(co.banzhaf, game), packaged(weights, 270, "banzhaf")
    )
    shapley = packaged(weights, 270, "shapley")
    return banzhaf | compared(f"{name}: Shapley", powers(co.shapley_shubik, game), shapley)


def council_by_population() -> int:
    """Compare a Council of the Union that counted people only, in thousands."""
    weights = {member: round(people / 1000) for member, people in POPULATIONS.items()}
    quota = -(-65 * sum(weights.values()) // 100)
    game = co.WeightedGame(weights, quota=quota)
    listed = in_order(weights)

    def wins(sums: Counts, numbers: Counts) -> npt.NDArray[np.bool_]:  # noqa: ARG001
        return sums >= quota

    name = "EU 27, thousands"
    by_package = packaged(listed, quota, "banzhaf")
    plain = Way("all 2^27 sets in numpy", partial(enumerated, listed, wins, 1))
    heads = co.SimpleGame(weights, rule=co.Quota(quota) & co.NumberOf(15))
    sized = package("powerindices", "compute_pbi", lambda f: normalized(f(quota, list(listed), 15)))
    return (
        compared(f"{name}: Banzhaf", powers(co.banzhaf, game), by_package)
        | compared(f"{name}: Shapley", powers(co.shapley_shubik, game), [plain])
        | compared(
            f"{name}, 15 heads: Banzhaf", powers(co.banzhaf, heads), [sized] if sized else []
        )
    )


def council() -> int:
    """Compare the Council of the European Union, by heads and to the person."""
    listed = in_order(POPULATIONS)
    total = sum(listed)

    def wins(sums: Counts, numbers: Counts) -> npt.NDArray[np.bool_]:
        return ((numbers >= 15) & (100 * sums >= 65 * total)) | (numbers >= 24)

    game = co.SimpleGame(POPULATIONS, rule=COUNCIL_RULE)
    name = "EU 27, both majorities"
    ways = [
        Way("all 2^27 sets in numpy", partial(enumerated, listed, wins, at), 0) for at in (0, 1)
    ]
    return compared(f"{name}: Banzhaf", powers(co.banzhaf, game), ways[:1]) | compared(
        f"{name}: Shapley", powers(co.shapley_shubik, game), ways[1:]
    )


def unions() -> None:
    """Print how long the Council takes in unions, and what the plain index takes of that."""
    game = co.SimpleGame(POPULATIONS, rule=COUNCIL_RULE)
    for value, index in ((co.owen, co.shapley_shubik), (co.banzhaf_owen, co.banzhaf)):
        _, plain = timed(partial(index, game))
        for name, given in UNIONS.items():
            _, seconds = timed(partial(value, game, given))
            question = f"EU 27, {name}: {value.__name__}"
            print(f"{question:<38} {'coalition':<34} {seconds:>10.4f}")
            print(f"{'':<38} {index.__name__:<34} {plain:>10.4f} {plain / seconds:>8.1f}")


def fund() -> int:
    """Compare a body of 190 members with 5,030,000 votes, made up after the IMF."""
    weights = funded()
    game = co.WeightedGame({f"{n:03}": w for n, w in enumerate(weights)}, quota=2_515_001)
    name = "190 members, 5,030,000 votes"
    print(f"{'':<38} (votes from {min(weights):,} to {max(weights):,}, drawn with seed 190)")
    plain = Way("big integers, plain Python", lambda: normalized(generated(weights, 2_515_001)))
    drawn = Way("20,000 random orders in numpy", lambda: ordered(weights, 2_515_001), 0.02)
    shapley = powers(co.shapley_shubik, game)
    print(f"{'':<38} (Shapley: no number is off by more than {co.shapley_shubik(game).error:.1e})")
    return compared(f"{name}: Banzhaf", powers(co.banzhaf, game), [plain]) | compared(
        f"{name}: Shapley", shapley, [drawn]
    )


def funded() -> list[int]:
    """Return votes as unequal as those of the IMF: 1,400 for each, and 831,400 for the largest."""
    basic, most = 1400, 831_400
    chance = random.Random(190)
    shares = [chance.lognormvariate(0, 1.8) for _ in range(189)]
    left = 5_030_000 - most - 189 * basic
    others = sorted((basic + int(left * share / sum(shares)) for share in shares), reverse=True)
    others[0] += 5_030_000 - most - sum(others)
    return [most, *others]


def minimal(size: int) -> int:
    """Compare how minimal winning coalitions are listed and counted."""
    chance = random.Random(size)
    weights = [chance.randint(10, 100) for _ in range(size)]
    quota = sum(weights) // 2 + 1
    game = co.WeightedGame({f"{n:02}": w for n, w in enumerate(weights)}, quota=quota)
    sets = co.winning_coalitions(game, minimal=True)
    ways = [
        Way("coalition, counted by weight", sets.count),
        Way("depth-first, plain Python", lambda: sum(1 for _ in deep(weights, quota))),
    ]
    if size <= 20:
        ways.append(Way("all sets by itertools", lambda: tried(weights, quota), 0))
    if size <= 15:
        name = "minimal_winning_coalitions"
        by_package = package(
            "tucoopy.power._simple_utils", name, lambda f: masks(f, weights, quota), 0
        )
        ways += [by_package] if by_package else []
    question = f"minimal winning coalitions of {size}"
    wrong = compared(question, lambda: sum(1 for _ in sets), ways)
    print(f"{'':<38} ({sets.count():,} of them)")
    return wrong


def masks(minimal_sets: Callable[[Any], list[int]], weights: list[int], quota: int) -> int:
    """Return how many sets tucoopy lists."""
    games = importlib.import_module("tucoopy.games")
    return len(minimal_sets(games.weighted_voting_game(weights, quota)))


def tried(weights: list[int], quota: int) -> int:
    """Count the minimal winning sets among all sets."""
    found = 0
    for size in range(1, len(weights) + 1):
        for one in combinations(weights, size):
            together = sum(one)
            found += together >= quota > together - min(one)
    return found


def deep(weights: list[int], quota: int) -> Iterable[tuple[int, ...]]:
    """Yield the minimal winning sets, the heaviest member first."""
    heavy = sorted(weights, reverse=True)
    rest = [sum(heavy[place:]) for place in range(len(heavy) + 1)]

    def walk(place: int, together: int, chosen: tuple[int, ...]) -> Iterable[tuple[int, ...]]:
        if together >= quota:
            yield chosen
        elif together + rest[place] >= quota:
            yield from walk(place + 1, together + heavy[place], (*chosen, place))
            yield from walk(place + 1, together, chosen)

    return walk(0, 0, ())


def enumerated(
    weights: list[int], wins: Callable[[Counts, Counts], npt.NDArray[np.bool_]], which: int
) -> list[Fraction]:
    """Return the Banzhaf (0) or Shapley-Shubik index (1) from all sets, gone through in blocks."""
    size, low = len(weights), 20
    sums: Counts = np.zeros(1, np.int64)
    numbers: Counts = np.zeros(1, np.int64)
    for weight in weights[:low]:
        sums = np.concatenate([sums, sums + weight])
        numbers = np.concatenate([numbers, numbers + 1])
    won: Counts = np.zeros(size + 1, np.int64)
    with_member: Counts = np.zeros((size, size + 1), np.int64)
    for block in range(2 ** (size - low)):
        above = [low + bit for bit in range(size - low) if block >> bit & 1]
        more = sum(weights[member] for member in above)
        found = np.flatnonzero(wins(sums + more, numbers + len(above)))
        sizes = numbers[found] + len(above)
        by_size = np.bincount(sizes, minlength=size + 1)
        won += by_size
        with_member[above] += by_size
        for member in range(low):
            inside = sizes[(found >> member & 1).astype(np.bool_)]
            with_member[member] += np.bincount(inside, minlength=size + 1)
    # a winning set without a member wins with it too: the others that win with it are its swings
    swings = (with_member[:, 1:] - (won - with_member)[:, :-1]).tolist()
    if which == 0:
        return normalized([Fraction(sum(row)) for row in swings])
    orders = [
        Fraction(factorial(s) * factorial(size - 1 - s), factorial(size)) for s in range(size)
    ]
    return [sum(map(mul, row, orders), Fraction(0)) for row in swings]


def generated(weights: list[int], quota: int) -> list[Fraction]:
    """Return the swings of each member from a generating function that is one large integer."""
    width = len(weights) // 8 + 1
    product = 1
    for weight in weights:
        product += product << (8 * width * weight)
    coefficients = product.to_bytes(width * (sum(weights) + 1), "little")
    below = [0, *accumulate(
        int.from_bytes(coefficients[place : place + width], "little")
        for place in range(0, width * quota, width)
    )]  # fmt: skip

    def without(weight: int) -> int:
        """Count the sets without a member of this weight that win with it only."""
        tops = range(quota, 0, -weight)
        return sum(
            (-1) ** step * (below[top] - below[max(top - weight, 0)])
            for step, top in enumerate(tops)
        )

    found = {weight: without(weight) for weight in set(weights)}
    return [Fraction(found[weight]) for weight in weights]


def ordered(weights: list[int], quota: int) -> list[float]:
    """Return the Shapley-Shubik index as estimated from random orders."""
    chance = np.random.default_rng(190)
    all_weights = np.array(weights)
    pivots: Counter[int] = Counter()
    for _ in range(20_000):
        order = chance.permutation(len(weights))
        pivots[int(order[np.searchsorted(np.cumsum(all_weights[order]), quota)])] += 1
    return [pivots[member] / 20_000 for member in range(len(weights))]


def profiled() -> int:
    """Show where small questions spend their time."""
    parliament = dict(zip("ABCDEFGHIJ", (37, 25, 24, 20, 9, 8, 7, 6, 5, 9), strict=True))
    questions: dict[str, Callable[[], Any]] = {
        "Banzhaf of the electoral college": lambda: co.banzhaf(co.WeightedGame(COLLEGE, quota=270)),
        "Banzhaf of a parliament of ten": lambda: co.banzhaf(
            co.SimpleGame(parliament, rule=co.Majority(of=150))
        ),
        "Shapley-Shubik of a parliament of ten": lambda: co.shapley_shubik(
            co.SimpleGame(parliament, rule=co.Majority(of=150))
        ),
        "veto players of a parliament of ten": lambda: co.veto_players(
            co.SimpleGame(parliament, rule=co.Majority(of=150))
        ),
    }
    for question, ask in questions.items():
        _, seconds = timed(partial(repeated, ask))
        print(f"{question}: {seconds / REPEATED * 1000:.2f} ms; {REPEATED} times, profiled:")
        profile = cProfile.Profile()
        profile.runcall(repeated, ask)
        pstats.Stats(profile).sort_stats("tottime").print_stats(14)
    return 0


def repeated(ask: Callable[[], Any]) -> None:
    """Ask many times."""
    for _ in range(REPEATED):
        ask()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
