"""The search against a look at all sets, on random bodies, rules, scales and red lines."""

from fractions import Fraction
from functools import partial
from random import Random
from typing import Any

import pytest

import coalition as co
from coalition.answers.formation import _best_sets
from coalition.answers.formation.formation import BY
from coalition.model.words import RankedBy
from tests.answers.formation.by_definition import every_formation, key_of
from tests.answers.formation.random_bodies import body, some_body


@pytest.mark.no_cover
class TestDefinition:
    """The answer is that of looking at all sets, on random bodies, rules, scales and red lines."""

    @pytest.mark.parametrize("by", BY)
    @pytest.mark.parametrize("minority", [False, True])
    def test_all_columns(
        self, by: RankedBy, minority: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """All columns, in order, of those that nobody rules out and of those ruled out."""
        for seed in range(5):
            chance = Random(f"{by} {minority} {seed}")
            monkeypatch.setattr(_best_sets, "_GROWN", chance.choice([40, 2**14]))
            monkeypatch.setattr(_best_sets, "_PART", chance.choice([2, 64]))
            asked = some_body(chance, 6)
            limit = chance.choice([1, 2, 10, 5000])
            found = co.formations(
                asked.case, by=by, minority=minority, limit=limit, **asked.options
            )
            everything = [*found.found, *found.ruled_out]
            column: str = by
            if by == "surplus" and any(one.surplus is None for one in everything):
                column = "none"
            names = sorted(asked.said.seats, key=lambda n: (-asked.said.seats[n], n))
            key = partial(key_of, column, names, minority=minority)
            expected = sorted(every_formation(asked.said, minority=minority), key=key)
            free = [one for one in expected if not one["crossed"]]
            crossed = [one for one in expected if one["crossed"]]
            assert [told(one) for one in found.found] == free[:limit]
            assert [told(one) for one in found.ruled_out] == crossed[:limit]
            assert found.complete == (len(free) <= limit)
            assert found.more_ruled_out == (len(crossed) > limit)
            assert found.stopped is None

    def test_twelve_parties(self) -> None:
        """Twelve parties, ranked by range and by disagreement."""
        bys: tuple[RankedBy, ...] = ("range", "disagreement")
        for seed, by in enumerate(bys):
            asked = some_body(Random(seed), 12, own=False)
            found = co.formations(asked.case, by=by, **asked.options)
            expected = list(every_formation(asked.said))
            names = sorted(asked.said.seats, key=lambda name: (-asked.said.seats[name], name))
            expected.sort(key=partial(key_of, by, names, minority=False))
            assert [told(one) for one in found.found] == [e for e in expected if not e["crossed"]]
            assert [told(one) for one in found.ruled_out] == [e for e in expected if e["crossed"]]
            assert found.complete

    @pytest.mark.parametrize("by", ["range", "disagreement", "seats", "members", "minimal"])
    def test_best_of_many(self, by: RankedBy) -> None:
        """The best ten are the head of a longer list."""
        asked = body(Random(by), 17)
        head = co.formations(asked, by=by, limit=10)
        longer = co.formations(asked, by=by, limit=3000)
        assert head.found == longer.found[:10]
        assert head.bound == getattr(longer.found[10], by) or by in {"members", "minimal"}
        assert [one.members for one in head.ruled_out] == [
            one.members for one in longer.ruled_out[:10]
        ]

    def test_numbers_beyond_64_bits(self) -> None:
        """Places and seats of any size are exact."""
        chance = Random(1)
        seats = {name: chance.randint(1, 9) * 10**20 + 1 for name in "ABCDEFG"}
        scale = {name: Fraction(chance.randint(1, 10**30), 10**30 + 1) for name in seats}
        found = co.formations(seats, scale=scale)
        ranges = [
            max(scale[m] for m in f.members) - min(scale[m] for m in f.members) for f in found
        ]
        assert [one.range for one in found] == ranges == sorted(ranges)
        assert len(found) == sum(
            2 * sum(s for at, s in enumerate(seats.values()) if mask >> at & 1)
            > sum(seats.values())
            for mask in range(2**7)
        )

    def test_more_parties_than_bits(self) -> None:
        """A body of more parties than 64 bits hold."""
        seats = {f"M{number:03}": 1 for number in range(70)}
        found = co.formations(seats, by="members", limit=2)
        assert [one.members[-1] for one in found] == ["M035", "M036"]
        assert (found.bound, found[0].surplus) == (36, 0)


def told(one: co.Formation) -> dict[str, Any]:
    """Return what is said of a formation by definition."""
    names = ("members", "seats", "minimal", "fewest_members", "fewest_seats", "connected", "range")
    return {
        **{name: getattr(one, name) for name in (*names, "disagreement")},
        "red_lines": len(one.red_lines),
        "crossed": len(one.ruled_out_by),
    }
