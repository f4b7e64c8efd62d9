"""Who could govern: published predictions, what is supposed, and how it is told."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest

import coalition as co
from coalition.answers.formation import _best_sets
from coalition.model.words import RankedBy
from tests.answers.formation.random_bodies import OwnRule, body, some_body
from tests.builders import case
from tests.interrupts import interrupted_at

SEATS = {"A": 8, "B": 21, "C": 26, "D": 12, "E": 33}
PLACES = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5}
BUNDESTAG = {"CDU/CSU": 208, "AfD": 152, "SPD": 120, "Greens": 85, "Left": 64, "SSW": 1}


def line(by: str, attribution: str = "stated", **terms: Any) -> co.Commitment:
    """Return a red line."""
    known: dict[str, Any] = {"date": "2025-01", "attribution": attribution}
    return co.Commitment(by, "red line", "Never", **known, **terms)


def drawn(*lines: co.Commitment, **more: Any) -> co.Coalition:
    """Return a case of three parties with red lines, any two of which win."""
    return case(seats={"A": 4, "B": 3, "C": 2}, commitments=lines, **more)


def spelled(found: Any) -> set[str]:
    """Return sets of parties in short, as in ABC."""
    return {"".join(sorted(one.members)) for one in found}


class TestTheories:
    """Lijphart's five parties: what each theory predicts."""

    FOUND = co.formations(SEATS, scale=PLACES)

    def test_minimal(self) -> None:
        """Minimal winning coalitions."""
        predicted = spelled(one for one in self.FOUND if one.minimal)
        assert predicted == {"ABC", "ADE", "BCD", "BE", "CE"}

    def test_size(self) -> None:
        """Minimum size."""
        assert spelled(one for one in self.FOUND if one.fewest_seats) == {"ADE"}

    def test_number(self) -> None:
        """Fewest parties."""
        assert spelled(one for one in self.FOUND if one.fewest_members) == {"BE", "CE"}

    def test_range(self) -> None:
        """Minimal range, among minimal winning coalitions."""
        minimal = [one for one in self.FOUND if one.minimal]
        least = min(one.range for one in minimal if one.range is not None)
        assert spelled(one for one in minimal if one.range == least) == {"ABC", "BCD", "CE"}

    def test_connected(self) -> None:
        """Minimal connected winning: connected ones that contain no other."""
        connected = [set(one.members) for one in self.FOUND if one.connected]
        minimal = ["".join(sorted(s)) for s in connected if not any(t < s for t in connected)]
        listed = co.winning_coalitions(
            co.SimpleGame(SEATS, rule="absolute majority"), order=list("ABCDE")
        )
        assert set(minimal) == {"ABC", "BCD", "CDE"}
        assert set(minimal) == {"".join(sorted(one)) for one in listed}

    def test_viable(self) -> None:
        """Policy-viable: minimal range with the party of the median legislator."""
        found = co.formations(SEATS, scale=PLACES, including=["C"])
        assert spelled(one for one in found if one.minimal and one.rank == 1) == {
            "ABC",
            "BCD",
            "CE",
        }
        assert all("C" in one.members for one in found)


class TestBody:
    """Who could be a member."""

    def test_no_seats(self) -> None:
        """A party without a seat is in none, and named."""
        found = co.formations({"A": 3, "B": 2, "C": 0})
        assert spelled(found) == {"A", "AB"}
        assert found.seatless == ("C",)
        assert str(found).endswith("C has no seats and is in none")

    def test_seats_unknown(self) -> None:
        """Where no seats are known, each party counts as one; what nobody has is not told."""
        found = co.formations(case(parties="ABC"))
        assert spelled(found) == {"AB", "AC", "BC", "ABC"}
        assert (found[0].seats, found[0].surplus) == (None, None)
        assert str(found[0]) == "A and B: 2 members; minimal; fewest members"

    def test_some_seats_unknown(self) -> None:
        """Where the rule needs seats that are not known, that is one error."""
        asked = case(parties="ABC", seats={"A": 2})
        with pytest.raises(co.InvalidValue, match="seats of B, C are not known"):
            co.formations(asked)
        found = co.formations(asked, rule="at least 2", by="seats")
        assert [one.seats for one in found] == [None] * 4

    def test_fewest_of_unknown(self) -> None:
        """Who has the fewest seats is not known where those of a party are not."""
        asked = case(parties="ABC", seats={"A": 2, "C": 1})
        found = co.formations(asked, rule="at least 2", by="fewest_seats")
        assert [one.fewest_seats for one in found] == [None] * 4
        assert str(found).endswith(
            "; whether they have the fewest seats is not known: fewer members and fewer seats come "
            "first"
        )

    def test_of_games(self) -> None:
        """A game has its rule; who weighs nothing is in none."""
        game = co.WeightedGame({"A": 3, "B": 2, "C": 2, "D": 0}, quota=4)
        found = co.formations(game)
        assert spelled(found) == {"AB", "AC", "BC", "ABC"}
        assert found.seatless == ("D",)
        with pytest.raises(co.InvalidValue, match="a game has its rule already"):
            co.formations(game, rule="unanimity")

    def test_of_votes(self) -> None:
        """Votes have seats and disagreement."""
        votes = co.StanceMatrix("ABC", "pq", [[1, 1], [1, -1], [-1, -1]], seats=[3, 2, 2])
        found = co.formations(votes, by="disagreement")
        assert {"".join(one.members): one.disagreement for one in found} == {
            "AB": 0,
            "BC": 0,
            "AC": 2,
            "ABC": 2,
        }

    def test_own_rule(self) -> None:
        """A rule of the caller's own is asked for each set."""
        found = co.formations(SEATS, rule=OwnRule(lambda inside: {"A", "B"} <= inside))
        assert len(found) == 8
        assert all(one.surplus is None for one in found)

    def test_weights(self) -> None:
        """Under a rule by other weights there is no number of seats to be above."""
        rule = co.Quota(3, weights={"A": 2, "B": 2, "C": 1})
        found = co.formations({"A": 5, "B": 4, "C": 3}, rule=rule)
        assert {one.surplus for one in found} == {None}

    @pytest.mark.parametrize(
        ("rule", "needed"),
        [
            ("absolute majority", 21),
            ("majority of votes cast", 21),
            ("2/3 of all members", 27),
            ("quota 25", 25),
            ("majority of 60", 31),
        ],
    )
    def test_surplus(self, rule: str, needed: int) -> None:
        """Surplus is above what the rule asks for, not above what parties can come to."""
        found = co.formations({"A": 20, "B": 10, "C": 10}, rule=rule)
        assert {(one.seats or 0) - (one.surplus or 0) for one in found} == {needed}

    def test_refused(self) -> None:
        """What makes no sense is told in one line."""
        with pytest.raises(co.InvalidValue, match="even without a supporter"):
            co.formations(SEATS, rule=OwnRule(lambda _: True))
        with pytest.raises(co.InvalidValue, match="by: must be one of members, seats"):
            co.formations(SEATS, by="size")  # type: ignore[arg-type]
        with pytest.raises(co.InvalidValue, match="topic: there are no positions"):
            co.formations(SEATS, "asylum")
        with pytest.raises(co.InvalidValue, match="agreement: there are no positions"):
            co.formations(SEATS, agreement=co.Agreement())
        with pytest.raises(co.InvalidValue, match="scale: there are no issues"):
            co.formations(SEATS, scale="asylum")
        with pytest.raises(
            co.InvalidValue, match="must be a Coalition, a StanceMatrix, Scales, a t"
        ):
            co.formations(3)  # type: ignore[arg-type]


class TestSupposed:
    """What is supposed of who is in."""

    def test_without_and_including(self) -> None:
        """Some are left out, others must be in."""
        assert spelled(co.formations(SEATS, without=["E"], including=["D"])) == {"BCD", "ABCD"}

    def test_together(self) -> None:
        """Parties are in or out as one, and minimal without regard to who of them is needed."""
        found = co.formations(SEATS, together=[["A", "B"], ["B", "C"]], without=["D"])
        assert [(one.members, one.minimal) for one in found] == [
            (("C", "B", "A"), True),
            (("E", "C", "B", "A"), False),
        ]

    def test_fewest(self) -> None:
        """The fewest are those of all that win, whatever is supposed of who is in."""
        found = co.formations(SEATS, including=["A"], by="fewest_members")
        assert not any(one.fewest_members for one in found)
        assert str(found).endswith("; none of them has the fewest members")
        found = co.formations(SEATS, without=["A"], by="fewest_seats")
        assert not any(one.fewest_seats for one in found)

    def test_all_inside(self) -> None:
        """All who are there can be supposed to be in."""
        (found,) = co.formations({"A": 2, "B": 1}, including=["A", "B"])
        assert (found.members, found.seats) == (("A", "B"), 3)

    def test_contradictions(self) -> None:
        """What cannot be is refused, all of it in one error."""
        with pytest.raises(co.InvalidValue) as caught:
            co.formations(
                {**SEATS, "F": 0}, including=["A", "F"], without=["B"], together=[["A", "B"]]
            )
        assert str(caught.value) == (
            "formations: 2 faults\n"
            "  including: F has no seats, and is in no coalition\n"
            "  including: B and A are to be both in and out"
        )

    def test_unknown_name(self) -> None:
        """A party that is not there is refused."""
        with pytest.raises(co.UnknownActor, match="'X'"):
            co.formations(SEATS, together=[["A", "X"]])
        with pytest.raises(co.UnknownActor, match="'X'"):
            co.formations(SEATS, scale={"X": 1})

    def test_out_of_reach(self) -> None:
        """Where not even all of them win, there is none, and a minority is any of them."""
        assert not co.formations(SEATS, rule="majority of 250").found
        assert len(co.formations(SEATS, rule="majority of 250", minority=True)) == 2**5 - 1

    def test_nothing_left(self) -> None:
        """Where nobody can win, the sentence says so."""
        found = co.formations(SEATS, without=["B", "C", "E"])
        assert (str(found), found.found) == (
            "no coalition could govern (majority of all members)",
            (),
        )


class TestMeasures:
    """Range, connection and disagreement."""

    def test_places_missing(self) -> None:
        """Without a place there is no range, not 0, and such coalitions come last."""
        found = co.formations({"A": 4, "B": 3, "C": 2}, scale={"A": 1, "B": 9})
        assert [(one.range, one.connected) for one in found] == [(8, True), *[(None, None)] * 3]
        assert found.unplaced == ("C",)
        assert str(found).endswith(
            "C has no place on the scale, so the range of a coalition with it is not known, and "
            "others are connected as if without it"
        )

    def test_no_scale(self) -> None:
        """Without a scale, that is told."""
        found = co.formations({"A": 4, "B": 3, "C": 2})
        assert str(found) == (
            "4 coalitions could govern (majority of all members); "
            "their range is not known: fewer members and fewer seats come first"
        )

    def test_floats(self) -> None:
        """Floats come back where floats were given, and fractions otherwise."""
        assert co.formations({"A": 1, "B": 1}, scale={"A": 0.1, "B": 0.4})[0].range == 0.3
        found = co.formations({"A": 1, "B": 1}, scale={"A": Fraction(1, 3), "B": 1})
        assert found[0].range == Fraction(2, 3)

    def test_one_issue_of_scales(self) -> None:
        """The one issue of scales is the scale, in its units."""
        scales = co.Scales(
            (("tax", 0, 10),),
            (("tax", "A", 2, None, None), ("tax", "B", 7, None, None)),
            ("A", "B"),
        )
        found = co.formations(scales)
        assert (found.issues, found[0].range, found[0].connected) == (("tax",), 5, True)

    def test_several_issues(self) -> None:
        """On several issues, range is the mean of shares, by how much parties care."""
        scales = co.Scales(
            (("tax", 0, 10), ("toll", 0, 4)),
            (
                ("tax", "A", 0, 3, 1),
                ("tax", "B", 5, 3, 1),
                ("toll", "A", 1, 1, 1),
                ("toll", "B", 2, 1, 1),
            ),
            ("A", "B"),
        )
        found = co.formations(scales)
        assert (found[0].range, found[0].connected) == (
            Fraction(3, 4) / 2 + Fraction(1, 4) / 4,
            None,
        )
        assert co.formations(scales, scale="toll")[0].range == 1
        assert co.formations(scales, scale=["tax", "toll"]) == found

    def test_salience_of_some(self) -> None:
        """An issue counts as the others do on average where nobody says how much it matters."""
        held = (("tax", "A", 0, 3, 1), ("tax", "B", 10, 3, 1), ("toll", "A", 1, None, 1))
        scales = co.Scales(
            (("tax", 0, 10), ("toll", 0, 4)), (*held, ("toll", "B", 2, None, 1)), ("A", "B")
        )
        assert co.formations(scales)[0].range == Fraction(5, 8)

    def test_connected_at_one_place(self) -> None:
        """Who is at the place of a member at an end makes no gap; who is between does."""
        found = co.formations(dict.fromkeys("ABCD", 1), scale={"A": 1, "B": 1, "C": 2, "D": 3})
        gaps = {"".join(one.members): one.connected for one in found}
        assert gaps == {"ABC": True, "ABD": False, "ACD": True, "BCD": True, "ABCD": True}

    def test_unknown_pairs(self) -> None:
        """What two parties disagree on who share nothing is not known, and told."""
        held = {"p": {"A": 1, "B": -1}, "q": {"C": 1}}
        found = co.formations(case(held, seats={"A": 2, "B": 1, "C": 1}), by="disagreement")
        assert found[0].unknown == (("A", "C"),)
        assert str(found[0]).endswith("disagreement 0, not known of A and C")
        assert str(found).endswith("what they disagree on is not known of A and C, B and C")

    def test_null_model(self) -> None:
        """Agreement is counted as it is asked for."""
        rows = [[1] * 20, [1] * 20, [-1, 1] * 10, [1, -1] * 10]
        votes = co.StanceMatrix("ABCD", [f"p{n}" for n in range(20)], rows)
        usual = {one.members: one.disagreement for one in co.formations(votes)}
        chance = co.Agreement(null_model="fixedcol")
        beyond = {one.members: one.disagreement for one in co.formations(votes, agreement=chance)}
        assert usual["A", "C", "D"] == 20
        assert beyond["A", "C", "D"] == 12.5  # C and D never agree; chance: 20 * (9 + 1) / 16
        assert beyond != usual


class TestRedLines:
    """Whom a party does not govern with, without whom, or only as what."""

    def test_not_with(self) -> None:
        """It is crossed where both are members, and touches no others."""
        found = co.formations(drawn(line("C", not_with="A")))
        assert spelled(found) == {"AB", "BC"}
        assert spelled(found.ruled_out) == {"AC", "ABC"}
        assert all(not one.red_lines for one in found)

    def test_not_without(self) -> None:
        """It is crossed where the maker is in and the other is not; where kept, it touches too."""
        found = co.formations(drawn(line("C", not_without="A")))
        assert spelled(found.ruled_out) == {"BC"}
        assert [len(one.red_lines) for one in found if "C" in one.members] == [1, 1]

    def test_only_as_largest(self) -> None:
        """It is crossed where another member has more seats."""
        found = co.formations(drawn(line("B", only_as="largest")))
        assert spelled(found.ruled_out) == {"AB", "ABC"}

    def test_without_hearsay(self) -> None:
        """What is ruled out by hearsay only is possibly ruled out, and back without hearsay."""
        asked = drawn(line("C", "hearsay", not_with="A"))
        found = co.formations(asked)
        assert not found.ruled_out[0].certain
        assert str(found.ruled_out[0]).endswith(
            "possibly ruled out by C: not with A (hearsay, 2025-01)"
        )
        assert ", and 2 are possibly ruled out" in str(found)
        assert not co.formations(asked.without("hearsay")).ruled_out

    def test_left_out(self) -> None:
        """What may have been drawn after the date of the case is left out, and told."""
        asked = drawn(line("C", not_with="A")).at("2025-01-20")
        found = co.formations(asked)
        assert not found.ruled_out
        assert [made.by for made in found.left_out] == ["C"]
        assert str(found).endswith("; 1 red line of 2025-01 may be later and is left out")

    def test_largest_where_seats_are_not_known(self) -> None:
        """Who governs only as the largest is judged against seats that are known alone."""
        made = line("A", only_as="largest")
        parties = [co.Party("A", seats=5), co.Party("B"), co.Party("C", seats=9)]
        asked = co.Coalition(parties=parties, commitments=[made])
        found = co.formations(asked, rule=co.NumberOf(2))
        assert ("A", "B") in [tuple(sorted(one.members)) for one in found]
        assert found.unjudged == (made,)
        told = "A governs only as the largest: as some seats are not known, that may rule out more"
        assert told in str(found)

    def test_some_of_more(self) -> None:
        """Where more are ruled out than are listed, it is not told of how many that is sure."""
        lines = (line("A", "hearsay", not_with="B"), line("B", not_with="C"))
        asked = case(seats={"A": 4, "B": 4, "C": 4, "D": 1}, commitments=lines)
        few, every = (co.formations(asked, by="seats", limit=limit) for limit in (1, 99))
        assert "and more than 1 is ruled out, some of them only possibly; " in str(few)
        assert "and 6 are ruled out, 2 of them only possibly; " in str(every)

    def test_best_known_first(self) -> None:
        """Of several red lines the best known comes first, and makes it certain."""
        asked = drawn(line("C", "hearsay", not_with="A"), line("A", not_with="C"))
        (first, second), certain = (
            co.formations(asked).ruled_out[0].ruled_out_by,
            co.formations(asked).ruled_out[0].certain,
        )
        assert (first.by, second.by, certain) == ("A", "C", True)

    def test_outside_the_body(self) -> None:
        """A party without seats binds nobody; not without it is not at all."""
        lines = (line("D", not_with="A"), line("B", not_without="D"))
        asked = case(seats={"A": 4, "B": 3, "C": 2, "D": 0}, commitments=lines)
        found = co.formations(asked)
        assert spelled(found.ruled_out) == {"AB", "BC", "ABC"}

    def test_of_a_politician(self) -> None:
        """That of a politician counts for the party, and the sentence names both, and the hedge."""
        rutte = co.Politician("rutte", "Rutte", party="A")
        drawn_line = line("rutte", not_with="B", hedge="for now")
        found = co.formations(drawn(drawn_line, politicians=[rutte]))
        assert spelled(found.ruled_out) == {"AB", "ABC"}
        assert found.ruled_out[0].makers == ("A",)
        assert str(found.ruled_out[0]).endswith(
            "; ruled out by A (rutte): not with B (stated, 2025-01; hedged: for now)"
        )

    def test_within_a_group(self) -> None:
        """Who is in as one with whom it does not govern with is ruled out with it."""
        found = co.formations(drawn(line("A", not_with="B")), together=[["A", "B"]])
        assert (spelled(found), spelled(found.ruled_out)) == (set(), {"AB", "ABC"})
        assert str(found) == (
            "no coalition could govern (majority of all members), and 2 are ruled out"
        )


def test_on_balance() -> None:
    """Where two disagree on something and agree on as much, it is told that 0 is a balance."""
    stances = co.StanceMatrix("AB", "pq", [[1, 1], [1, -1]], topics=("one", "two"), seats=(2, 1))
    pooled, one = (co.formations(stances, topic, including=["A", "B"]) for topic in (None, "one"))
    assert (pooled[0].disagreement, pooled[0].balanced) == (0, True)
    assert "disagreement 0 on balance" in str(pooled[0])
    assert (one[0].disagreement, one[0].balanced) == (0, False)


class TestMinority:
    """Coalitions that do not win alone."""

    def test_support_and_abstention(self) -> None:
        """It says whose support, or whose abstention alone, would do."""
        found = co.formations(BUNDESTAG, minority=True, by="seats", rule="simple majority")
        one = next(one for one in found if one.members == ("CDU/CSU", "Greens"))
        assert one.support == one.abstention == (("AfD",), ("SPD",), ("Left",))
        assert (one.seats, one.surplus, one.minimal, one.fewest_members) == (293, -23, False, False)
        assert str(one) == (
            "CDU/CSU and Greens: 293 seats, 23 short of 316; enough with the support of AfD, SPD "
            "or Left; enough with the abstention of AfD, SPD or Left"
        )
        assert [one.seats for one in found][:3] == [302, 301, 294]

    @pytest.mark.parametrize(("seats", "told"), [((1,), "no coalition"), ((2, 1), "1 coalition")])
    def test_few(self, seats: tuple[int, ...], told: str) -> None:
        """The sentence agrees with their number."""
        found = co.formations(dict(zip("AB", seats, strict=False)), minority=True)
        assert str(found).startswith(f"{told} does not win alone (")

    def test_abstention_is_no_help(self) -> None:
        """Where all members count, to abstain is as good as to be against."""
        assert not any(one.abstention for one in co.formations(SEATS, minority=True))

    def test_support_by_definition(self) -> None:
        """Those of the fewest parties, whoever is against."""
        for one in co.formations(SEATS, minority=True):
            game = co.SimpleGame(SEATS, rule="absolute majority")
            wins = [len(s) for s in one.support if game.wins({*one.members, *s})]
            assert len(wins) == len(one.support) > 0
            assert len(set(wins)) == 1


class TestSearch:
    """What ends a search, and what the answer says then."""

    def test_interrupted(self) -> None:
        """Ctrl-C returns the best so far."""
        asked = body(Random(1), 20)
        found = interrupted_at(60, lambda: co.formations(asked, limit=5), "Search._run")
        assert found.stopped == "interrupt"
        assert not found.complete
        assert found.bound is not None

    def test_time(self) -> None:
        """So does the end of the time."""
        found = co.formations(body(Random(1), 20), time_limit=0)
        assert (found.stopped, found.complete) == ("time", False)
        assert "found so far of the coalitions that could govern" in str(found)

    def test_work(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """So does the work, the same on every machine."""
        monkeypatch.setattr(_best_sets, "MOST", 2000)
        asked = body(Random(1), 20)
        found = co.formations(asked, limit=5)
        assert found.stopped == "work"
        assert found == co.formations(asked, limit=5)

    def test_order_of_input(self) -> None:
        """Neither the order of parties nor that of red lines matters."""
        asked = some_body(Random(3), 7, own=False)
        turned = co.Coalition(
            parties=asked.case.parties[::-1],
            proposals=asked.case.proposals[::-1],
            positions=asked.case.positions[::-1],
            commitments=asked.case.commitments[::-1],
        )
        assert co.formations(asked.case, **asked.options) == co.formations(turned, **asked.options)


class TestSentences:
    """Read aloud."""

    LINES = co.Commitment(
        "CDU/CSU",
        "red line",
        "No coalition",
        not_with="AfD",
        source="S1",
        date="2018-12-08",
        attribution="stated",
    )
    CASE = case(seats=BUNDESTAG, commitments=[LINES], sources=[co.Source("S1", title="Resolution")])
    FOUND = co.formations(
        CASE.only(*BUNDESTAG),
        scale={"CDU/CSU": 6, "AfD": 9, "SPD": 4, "Greens": 3, "Left": 1, "SSW": 4},
    )

    def test_formation(self) -> None:
        """What there is to say of one."""
        assert str(self.FOUND[0]) == (
            "CDU/CSU and SPD: 328 seats, 12 above 316; minimal; fewest members; fewest seats; "
            "connected; range 2"
        )

    def test_ruled_out(self) -> None:
        """Who rules it out, on whose word."""
        assert str(self.FOUND.ruled_out[0]) == (
            "CDU/CSU and AfD: 360 seats, 44 above 316; minimal; fewest members; connected; "
            "range 3; ruled out by CDU/CSU: not with AfD (stated, 2018-12-08, S1)"
        )

    def test_formations(self) -> None:
        """How many there are, and which are the best."""
        assert str(self.FOUND) == (
            "16 coalitions could govern (majority of all members), and 16 are ruled out; "
            "best by range (2), 2 equally good: CDU/CSU and SPD; or CDU/CSU, SPD and SSW"
        )

    @pytest.mark.parametrize(
        ("by", "told"),
        [
            ("minimal", "first those that are minimal: B and C; or A and C; or A and B"),
            (
                "red_lines",
                "best by number of red lines (0), 4 equally good: "  # noqa: ISC004 - one sentence
                "B and C; or A and C; or A and B; or others",
            ),
            ("fewest_seats", "first those with the fewest seats: B and C"),
            ("surplus", "best by surplus (0): B and C"),
            (
                "connected",
                "whether they are connected is not known: fewer members and fewer seats come first",
            ),
        ],
    )
    def test_columns(self, by: RankedBy, told: str) -> None:
        """By each kind of column."""
        found = co.formations(drawn(), by=by)
        assert str(found) == f"4 coalitions could govern (majority of all members); {told}"

    def test_none_has_it(self) -> None:
        """Where no coalition is what comes first, that is told."""
        found = co.formations(
            SEATS, scale=PLACES, including=["A", "E"], without=["C"], by="connected"
        )
        assert str(found).endswith("; none of them is connected")

    def test_more_than_listed(self) -> None:
        """Where there are more, it is told, and what none of them is below."""
        found = co.formations(SEATS, scale=PLACES, limit=1)
        assert str(found) == (
            "the best of the coalitions that could govern (majority of all members), and no other "
            "has a range below 2; best by range (2), at least 2 equally good: E and C; or others"
        )


def test_ties_beyond_the_list() -> None:
    """Of a list that is cut, it is told that others are as good only where one is."""
    equal = co.formations(dict.fromkeys("ABC", 1), by="seats", limit=2)
    assert "best by seats (2), at least 3 equally good: A and B; or A and C; or others" in str(
        equal
    )
    unlike = co.formations({"A": 60, "B": 40}, scale={"A": 1}, limit=1)
    assert "best by range (0): A" in str(unlike)
