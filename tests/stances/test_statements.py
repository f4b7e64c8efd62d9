"""Several statements of one actor on one proposal: which count, for what, and who says so."""

import datetime as dt
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.io.case.case_file import dumps, loads
from coalition.model.checks import SEVERAL
from coalition.numbers import exact

COUNTING = [several for several in SEVERAL if several not in {"refuse", "latest"}]
LEAST = ["inferred", "hearsay", "reported", "stated"]
NONE = Fraction(0)
ACTORS, PROPOSALS, SOURCES = ("A", "B", "C"), ("p", "q"), ("s", "t")


def said(
    actor: str,
    proposal: str,
    stance: float | str,
    date: str,
    attribution: str = "stated",
    **more: Any,
) -> co.Position:
    """Return a position."""
    return co.Position(actor, proposal, stance, date=date, attribution=attribution, **more)


def case(*positions: co.Position, several: str = "all", **more: Any) -> co.Coalition:
    """Return a coalition in which these things were said."""
    return co.Coalition(
        parties=[co.Party(actor) for actor in ACTORS],
        proposals=[co.Proposal(proposal, "t") for proposal in PROPOSALS],
        sources=[co.Source(source, source) for source in SOURCES],
        positions=positions,
        several=several,
        **more,
    )


def statements() -> st.SearchStrategy[list[co.Position]]:
    """Return statements, dated to the day, many of which say the same."""
    days = st.sampled_from(
        ["2020-12-31", "2021-01-01", "2021-01-03", "2021-01-04", "2021-02-01", "2022-01-01"]
    ) | st.dates(dt.date(2020, 12, 20), dt.date(2022, 1, 10)).map(str)
    return st.lists(
        st.builds(
            said,
            st.sampled_from(ACTORS),
            st.sampled_from(PROPOSALS),
            st.sampled_from([-1, -0.5, 0, 0.1, 1]),
            days,
            st.sampled_from(["stated", "reported", "hearsay", "inferred"]),
            source=st.sampled_from(SOURCES),
        ),
        max_size=12,
    )


def alike(one: co.Position, other: co.Position, several: str) -> bool:
    """Tell whether two statements count once, from the calendar rather than from numbers."""
    if (one.actor, one.proposal, one.stance) != (other.actor, other.proposal, other.stance):
        return False
    first, last = sorted([one.date.first, other.date.first])
    return {
        "all": False,
        "source": one.source == other.source,
        "week": (last - first).days < 7 and first.weekday() <= last.weekday(),
        "month": f"{first:%Y-%m}" == f"{last:%Y-%m}",
        "year": f"{first:%Y}" == f"{last:%Y}",
        "range": True,
    }[several]


def slowly_counted(positions: list[co.Position], several: str) -> list[co.Position]:
    """Return one statement of each set of those that count once."""
    kept: list[co.Position] = []
    for one in positions:
        if not any(alike(one, other, several) for other in kept):
            kept.append(one)
    return kept


def slow_ties(
    positions: list[co.Position], reliability: dict[str, float]
) -> dict[frozenset[str], tuple[Fraction, Fraction, int]]:
    """Compare every statement with every statement, one after the other."""
    ties = {}
    for one, other in combinations(ACTORS, 2):
        agree, disagree, shared = NONE, NONE, set()
        for a in positions:
            for b in positions:
                if (a.actor, b.actor) == (one, other) and a.proposal == b.proposal:
                    weight = exact(reliability.get(a.attribution, 1))
                    weight *= exact(reliability.get(b.attribution, 1))
                    alike = weight * (1 - abs(exact(a.stance) - exact(b.stance)))
                    agree, disagree = agree + max(alike, NONE), disagree + max(-alike, NONE)
                    shared |= {a.proposal} if weight else set()
        if shared:
            ties[frozenset((one, other))] = (agree, disagree, len(shared))
    return ties


def edges(graph: Any) -> dict[frozenset[str], tuple[Fraction, Fraction, int]]:
    """Return the ties of an agreement graph in the same form."""
    return {
        frozenset((u, v)): (exact(d["agree"]), exact(d["disagree"]), d["shared"])
        for u, v, d in graph.edges(data=True)
    }


@settings(deadline=None)
@given(
    statements(), st.sampled_from(COUNTING), st.sampled_from([{}, {"hearsay": 0.5, "inferred": 0}])
)
def test_property_agreement_is_that_of_all_pairs_of_statements(
    positions: list[co.Position], several: str, reliability: dict[str, float]
) -> None:
    """Agreement is the sum over all pairs of the statements that count."""
    now = case(*positions, several=several)
    # of those that count once, the library keeps the best known
    ordered = sorted(positions, key=lambda p: list(reversed(LEAST)).index(p.attribution))
    kept = slowly_counted(ordered, several)
    assert len(now.in_force) == len(kept)
    assert edges(co.agreement_graph(now, reliability=reliability)) == slow_ties(kept, reliability)


@settings(deadline=None)
@given(statements(), st.sampled_from([s for s in SEVERAL if s != "refuse"]), st.randoms())
def test_property_the_order_of_statements_changes_nothing(
    positions: list[co.Position], several: str, chance: Any
) -> None:
    """No answer depends on the order in which things were said or written down."""
    mixed = list(positions)
    chance.shuffle(mixed)
    one, other = case(*positions, several=several), case(*mixed, several=several)
    weights: dict[str, float | Fraction] = {"hearsay": Fraction(1, 3), "reported": 0.1}
    assert co.split(one, reliability=weights) == co.split(other, reliability=weights)
    assert co.decisions(one) == co.decisions(other)
    assert sorted(map(str, one.in_force)) == sorted(map(str, other.in_force))
    assert [one.position(a, p) for a in ACTORS for p in PROPOSALS] == [
        other.position(a, p) for a in ACTORS for p in PROPOSALS
    ]


@settings(deadline=None)
@given(statements(), st.sampled_from(list(SEVERAL)))
def test_property_one_statement_each_is_the_same_under_every_policy(
    positions: list[co.Position], several: str
) -> None:
    """Where nobody speaks twice on one proposal, what several count for does not matter."""
    once = list({(p.actor, p.proposal): p for p in positions}.values())
    base, now = case(*once, several="refuse"), case(*once, several=several)
    assert edges(co.agreement_graph(now)) == edges(co.agreement_graph(base))
    assert co.split(now).optima == co.split(base).optima
    for one, other in zip(co.decisions(base), co.decisions(now), strict=True):
        assert (one.outcome, one.certain, one.opponents) == (
            other.outcome,
            other.certain,
            other.opponents,
        )


@settings(deadline=None)
@given(statements())
def test_property_a_coarser_policy_counts_less(positions: list[co.Position]) -> None:
    """What counts once per year counts once per month at least; all count under `all`."""
    number = {several: len(case(*positions, several=several).in_force) for several in COUNTING}
    assert number["range"] <= number["year"] <= number["month"] <= number["all"]
    assert number["range"] <= min(number["week"], number["source"])
    assert number["all"] == len(positions)


@settings(deadline=None)
@given(statements())
def test_property_reliability_0_leaves_out(positions: list[co.Position]) -> None:
    """Where every statement counts, one that counts 0 is as if it had not been made."""
    now = case(*positions)
    nothing = co.agreement_graph(now, reliability={"hearsay": 0})
    assert edges(nothing) == edges(co.agreement_graph(now.without("hearsay")))
    reasons = co.split(now, reliability={"hearsay": 0}).reasons
    assert reasons == co.split(now.without("hearsay")).reasons
    full = co.split(now, reliability=dict.fromkeys(LEAST, 1))
    assert full == co.split(now)


@settings(deadline=None)
@given(statements(), st.sampled_from(sorted(set(SEVERAL) - {"refuse"})))
def test_property_a_case_file_keeps_the_policy(positions: list[co.Position], several: str) -> None:
    """What several statements count for is written and read back."""
    now = case(*positions, several=several)
    assert loads(dumps(now)) == now
    assert loads(dumps(now)).counting("all") == case(*positions)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2020", "2020-12", "2020-12-31", "2021-01", "2021-01-01", "2021"])
            | st.dates(dt.date(2020, 12, 1), dt.date(2021, 2, 28)).map(str),
            st.sampled_from([-1, 1]),
        ),
        max_size=6,
    ),
    st.sampled_from(["week", "month", "year"]),
)
def test_property_every_date_that_may_count_once_or_twice_is_named(
    told: list[tuple[str, int]], several: str
) -> None:
    """A date is at fault if on some of its days it is in a period of another, and on some not."""
    positions = [said("A", "p", stance, date) for date, stance in told]

    def periods(position: co.Position) -> set[Any]:
        first, last = position.date.first, position.date.last
        days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
        form = {"week": "%G %V", "month": "%Y %m", "year": "%Y"}[several]
        return {day.strftime(form) for day in days}

    rough = {
        f"positions[{i}].date"
        for i, one in enumerate(positions)
        for j, other in enumerate(positions)
        if i != j and one.stance == other.stance
        if len(periods(one)) > 1 and periods(one) & periods(other)
    }
    try:
        found = set[str]()
        case(*positions, several=several)
    except co.InvalidCase as refused:
        found = {fault.place for fault in refused.faults}
    assert found == rough


# which count


def test_of_two_minds_is_who_said_both_and_nobody_knows_what_last() -> None:
    """Under `latest`, statements that differ and overlap leave no stance, and it is said why."""
    both = said("A", "p", "for", "2024-03"), said("A", "p", "against", "2024-03-05")
    with pytest.raises(co.InvalidCase, match="say which is the later, or set `several`"):
        case(*both, several="refuse")
    now = case(*both, said("B", "p", "for", "2024"), several="latest")
    assert (now.position("A", "p"), now.side("A", "p"), len(now.held("A", "p"))) == (None, None, 2)
    matrix = co.stance_matrix(now)
    assert (matrix.stance("A", "p"), matrix.missing("A", "p")) == (None, "conflicting")
    assert matrix.missing("C", "p") == "unknown"
    assert co.split(now).unplaced == ("A", "B", "C")


def test_the_latest_statement_supersedes() -> None:
    """Under `latest`, what was surely said before is of no account."""
    now = case(
        said("A", "p", "for", "2023"),
        said("A", "p", "against", "2023-03"),
        said("A", "p", "against", "2024-01"),
        several="latest",
    )
    assert [position.date.year for position in now.in_force] == [2024]
    assert now.at("2023").position("A", "p") is None


def test_weeks_and_months_have_years() -> None:
    """A week may span two years, and one January is not another (DNA takes them for the same)."""
    new_year = said("A", "p", 1, "2020-12-31"), said("A", "p", 1, "2021-01-01")
    assert len(case(*new_year, several="week").in_force) == 1  # week 53 of 2020
    assert len(case(*new_year, several="month").in_force) == 2
    januaries = said("A", "p", 1, "2022-01-04"), said("A", "p", 1, "2023-01-03")  # both in week 1
    assert len(case(*januaries, several="month").in_force) == 2
    assert len(case(*januaries, several="week").in_force) == 2


def test_only_what_says_the_same_counts_once() -> None:
    """For and against in one source are two statements, the best known of each counts."""
    now = case(
        said("A", "p", 1, "2024-01-01", "hearsay", source="s"),
        said("A", "p", 1, "2024-01-01", "stated", source="s"),
        said("A", "p", -1, "2024-01-01", "hearsay", source="s"),
        said("A", "p", 1, "2024-01-01", "hearsay", source="t"),
        several="source",
    )
    assert [(p.stance, p.attribution, p.source) for p in now.in_force] == [
        (1, "stated", "s"),
        (-1, "hearsay", "s"),
        (1, "hearsay", "t"),
    ]


def test_rough_dates_are_refused_where_they_matter() -> None:
    """A date that may or may not lie in the same period as another is a fault; all are named."""
    rough = (
        said("A", "p", 1, "2024"),
        said("A", "p", 1, "2024-03"),
        said("A", "p", 1, "2024-05-02"),
        said("A", "p", -1, "2024"),  # says something else
        said("A", "p", 1, "2023-12"),  # is in no week of the others
        said("B", "p", 1, "2024"),
    )
    with pytest.raises(co.InvalidCase) as refused:
        case(*rough).counting("week")
    assert [str(fault) for fault in refused.value.faults] == [
        f"positions[{one}].date: {date} may or may not be in the same week as positions[{other}] "
        f"({its}), which says the same; to count once per week, say when"
        for one, date, other, its in ((0, "2024", 1, "2024-03"), (1, "2024-03", 0, "2024"))
    ]
    with pytest.raises(co.InvalidCase, match="2024 may or may not be in the same month"):
        case(*rough, several="month")
    assert len(case(*rough, several="year").in_force) == 4


def test_a_statement_without_a_source_is_refused_where_it_matters() -> None:
    """Nobody can tell whether two statements are of one source if one of them names none."""
    nameless = said("A", "p", 1, "2024"), said("A", "p", 1, "2024", source="s")
    with pytest.raises(
        co.InvalidCase, match=r"positions\[0\].source: positions\[1\] says the same"
    ):
        case(*nameless, several="source")
    assert len(case(nameless[0], several="source").in_force) == 1


def test_a_policy_that_there_is_not_is_refused() -> None:
    """A word that is no policy is refused in a case, as an argument, and in a matrix."""
    with pytest.raises(co.InvalidCase, match="several: must be one of refuse, latest"):
        case(several="last")
    with pytest.raises(co.InvalidValue, match=r"several: must be one of .*'montly'"):
        co.split(case(), several="montly")
    with pytest.raises(co.InvalidValue, match="several: must be one of"):
        co.StanceMatrix(("A",), ("p",), [[1]], several="last")


def test_a_time_window_takes_what_was_surely_said_in_it() -> None:
    """`between` leaves out what may have been said before or after."""
    now = case(*(said("A", "p", 1, date) for date in ("2024", "2024-02", "2024-02-29", "2024-03")))
    window = now.between("2024-02", "2024-02-29")
    assert [str(position.date) for position in window.positions] == ["2024-02", "2024-02-29"]
    assert len(now.between("2024", "2024").positions) == 4
    with pytest.raises(co.InvalidValue, match="until: must be a date"):
        now.between("2024", "soon")


# what answers make of it


def torn() -> co.Coalition:
    """Return a case: A says both, B is against to different degrees, C is for."""
    return case(
        said("A", "p", "for", "2024-01-01"),
        said("A", "p", "against", "2024-02-01", "hearsay"),
        said("B", "p", -1, "2024-01-01"),
        said("B", "p", -0.5, "2024-01-01"),
        said("C", "p", 1, "2024-01-01"),
    )


def test_who_is_of_two_minds_is_not_against() -> None:
    """A decision has no side of an actor of two minds, and gives its statements as reasons."""
    decision = co.decide(torn(), "p", actors=["A", "C"])
    assert (decision.outcome, decision.unknown, decision.conflicting) == ("open", ("A",), ("A",))
    assert [said.side for said in decision.reasons] == ["for", "against", "for"]
    assert [(b.party, b.certain, len(b.reasons)) for b in decision.blockers] == [("A", False, 2)]
    assert str(decision) == (
        "p is open: it depends on A (unanimity); conflicting: A (every statement counts)"
    )
    assert co.blockers(torn(), "p", actors=["A", "C"]) == ()


def test_who_says_the_same_more_or_less_has_a_side() -> None:
    """Statements that differ in degree alone leave no number, but a side."""
    matrix = co.stance_matrix(torn())
    assert (matrix.stance("B", "p"), matrix.side("B", "p")) == (None, "against")
    assert co.decide(torn(), "p").opponents == ("B",)
    assert co.blocked_by(torn(), "B") == ("p",)
    (blocker,) = co.blockers(torn(), "p")
    assert str(blocker) == (
        "B blocks p (stated, 2024-01-01 and stated, 2024-01-01) (every statement counts)"
    )


def test_what_is_certain_rests_on_what_is_certain() -> None:
    """Hearsay of the other side makes a decision open, and it is not so without."""
    now = torn().without(*(said for said in torn().positions if said.actor == "B"))
    assert co.decide(now, "p", actors=["A", "C"]).certain is False
    assert co.decide(now.without("hearsay"), "p", actors=["A", "C"]).outcome == "passes"


def test_an_argument_means_the_same_as_the_case() -> None:
    """`several=` of an answer is what `counting` is for the case."""
    for several in ("all", "latest", "month", "range"):
        now = torn().counting(several)
        assert co.split(torn(), several=several) == co.split(now)
        assert co.splits(torn(), several=several) == co.splits(now)
        assert co.decide(torn(), "p", several=several) == co.decide(now, "p")
        assert co.decisions(torn(), several=several) == co.decisions(now)
        assert co.blockers(torn(), "p", several=several) == co.blockers(now, "p")
        assert co.blocked_by(torn(), "B", several=several) == co.blocked_by(now, "B")
        assert co.stance_matrix(torn(), several=several) == co.stance_matrix(now)
        assert edges(co.agreement_graph(torn(), several=several)) == edges(co.agreement_graph(now))
        assert co.split(now).several == several


def quarrel() -> co.Coalition:
    """Return a case of a party and its minister, who both change their minds, and of another."""
    threat = co.Commitment(
        *("A", "ultimatum", "Have p"),
        proposal="p",
        excludes=["q"],
        threat="leave",
        date="2024-01-01",
        attribution="stated",
    )
    known: dict[str, Any] = {"source": "s", "salience": 2}
    return case(
        said("A", "p", "for", "2024-01-01", **known),
        said("ann", "p", "for", "2024-01-01"),
        said("ann", "p", "against", "2024-02-01"),
        said("B", "p", "for", "2024-01-01"),
        said("B", "p", "against", "2024-02-01"),
        said("A", "q", "against", "2024-01-01"),
        said("B", "q", "for", "2024-01-01", **known),
        said("B", "q", "for", "2024-02-01", **known),
        politicians=[co.Politician("ann", "Ann", party="A")],
        commitments=[threat],
    )


def answers(now: co.Coalition, **terms: Any) -> dict[str, Any]:
    """Ask all that needs one stance of each actor."""

    def outcome(now: co.Coalition) -> str:
        return co.decide(now, "p").outcome

    groups = {"all": ["A", "B"]}
    found: dict[str, Any] = {
        "packages": co.packages(now, actors=["A", "B"], **terms),
        "concessions": co.concessions(now, "p", actors=["A", "B"], **terms),
        "compromise": co.compromise(now, "p", **terms),
        "exchanges": co.exchanges(now, actors=["A", "B"], **terms),
        "cohesion": co.cohesion(now, groups=groups, **terms),
        "polarization": co.polarization(now, "p", **terms),
        "shifts": co.shifts(now, "2024-01", "2024-02", **terms),
        "split_history": co.split_history(now, **terms),
        "dissent": co.dissent(now, **terms),
        "deadlocks": co.deadlocks(now, **terms),
        "ledger": co.ledger(now, **terms),
        "conflicts": co.conflicts(now, **terms),
        "certainty": co.certainty(now, outcome, proposals=["p"], **terms),
        "hinges": co.hinges(now, outcome, **terms),
    }
    return found


def terms_of(answer: Any) -> str:
    """Return what an answer, or what it is made of, says that several statements count for."""
    for part in ("decision", "split", "outlook"):
        answer = getattr(answer, part, answer)
    return str(answer.several)


def test_an_answer_that_needs_one_stance_says_what_counted() -> None:
    """Each takes `several=`, which means what `counting` does, and the answer has it as a field."""
    for several in ("latest", "all", "source", "month"):
        found = answers(quarrel(), several=several)
        assert found == answers(quarrel().counting(several))
        for name, answer in found.items():
            for one in answer if isinstance(answer, tuple) else [answer]:
                assert (name, terms_of(one)) == (name, several)
    latest, every = answers(quarrel(), several="latest"), answers(quarrel(), several="all")
    assert all(latest.values())
    told = [one for one in latest.values() if not isinstance(one, tuple)]
    told += [one for name in ("dissent", "deadlocks", "shifts") for one in latest[name]]
    assert all(str(one).endswith("(the latest statement counts)") for one in told)
    assert [len(found["dissent"]) for found in (latest, every)] == [1, 0]
    assert every["compromise"][0].unknown == ("B", "C")


def test_a_matrix_counts_as_it_was_filled() -> None:
    """A matrix keeps the statements that count in its parts, and cannot be counted anew."""
    matrix = co.stance_matrix(torn())
    assert edges(co.agreement_graph(matrix)) == edges(co.agreement_graph(torn()))
    part = matrix.select("t", actors=["A", "C"])
    assert co.agreement_graph(part).edges["A", "C"]["weight"] == 0
    assert co.splits(matrix)[0].topic == "t"
    with pytest.raises(co.InvalidValue, match="filled under 'all'"):
        co.split(matrix, several="latest")
    known = matrix.count_as({"unknown": 1})
    assert co.agreement_graph(known).edges["A", "C"] == {
        "sign": 1,
        "weight": 1,
        "agree": 2,
        "disagree": 1,
        "shared": 2,
    }


def test_a_matrix_may_be_small_or_hold_what_others_said() -> None:
    """Nobody, nothing, and positions of actors who are not in the matrix make no error."""
    assert not co.agreement_graph(case(), actors=[]).edges
    assert not co.dna_network(co.Coalition(several="all")).edges
    others = co.StanceMatrix(("A", "B"), ("p",), [[1], [1]], positions=torn().positions[:1] * 2)
    positions = [said("C", "p", 1, "2024"), said("A", "q", 1, "2024")]
    foreign = co.StanceMatrix(("A", "B"), ("p",), [[1], [1]], positions=positions, several="all")
    assert co.agreement_graph(foreign).edges["A", "B"] == co.agreement_graph(others).edges["A", "B"]


def test_who_is_of_two_minds_may_hold_either() -> None:
    """Under `latest`, certainty goes through all that an actor of two minds may hold."""
    now = case(said("A", "p", "for", "2024"), said("A", "p", "against", "2024"), several="latest")
    found = co.certainty(now, lambda one: co.decide(one, "p", actors=["A"]).outcome, actors=["A"])
    assert {possible.value for possible in found.possible} == {"passes", "blocked"}


def test_robustness_needs_one_stance() -> None:
    """Which stance would change is not told where an actor has several."""
    with pytest.raises(co.InvalidValue, match="none of which is the one to change"):
        co.robustness(torn())
    assert co.robustness(torn(), several="latest").split.several == "latest"


def test_a_report_says_what_counts() -> None:
    """The report names the policy, and who is of two minds."""
    text = co.report(torn(), at="2024")
    assert "one actor on one proposal: every statement counts." in text
    assert "p: B (stated, 2024-01-01); of two minds: A" in " ".join(text.split())
    assert "statement" not in co.report(torn().without(*torn().positions).counting("refuse"))


# how much each counts


def test_reliability_by_hand() -> None:
    """A pair counts by the product: 1 · ½ for A and B, ½ · ¼ against for A and C."""
    now = case(
        said("A", "p", 1, "2024", "hearsay"),
        said("B", "p", 1, "2024"),
        said("C", "p", -1, "2024", "inferred"),
        several="refuse",
    )
    weights = {"hearsay": 0.5, "inferred": 0.25, "stated": 1}
    graph = co.agreement_graph(now, reliability=weights)
    assert graph.edges["A", "B"]["agree"] == 0.5
    assert graph.edges["A", "C"]["disagree"] == 0.125
    found = co.split(now, reliability=weights)
    assert found.reliability == (("hearsay", Fraction(1, 2)), ("inferred", Fraction(1, 4)))
    assert str(found) == "C alone against A and B (hearsay counts 1/2; inferred counts 1/4)"
    assert co.splits(now, reliability=weights)[0].reliability == found.reliability
    assert co.split(now).reliability == ()


def test_what_two_sources_say_counts_as_the_better_one() -> None:
    """Where one stance holds, it counts as much as the most reliable source of it."""
    now = case(
        said("A", "p", 1, "2024", "hearsay", source="s"),
        said("A", "p", 1, "2024", "reported", source="t"),
        said("B", "p", 1, "2024"),
        several="refuse",
    )
    graph = co.agreement_graph(now, reliability={"hearsay": 0.5, "reported": 0.75})
    assert graph.edges["A", "B"]["weight"] == 0.75


def test_reliability_is_between_0_and_1_and_of_an_attribution() -> None:
    """Every fault of the weights is named, and votes have no attribution to weigh."""
    with pytest.raises(co.InvalidValue) as refused:
        co.split(torn(), reliability={"hearsay": 2, "rumor": 0.5, "stated": float("nan")})
    assert [fault.place for fault in refused.value.faults] == [
        "reliability['hearsay']",
        "reliability['rumor']",
        "reliability['stated']",
    ]
    votes = co.StanceMatrix(("A", "B"), ("p",), [[1], [1]])
    with pytest.raises(co.InvalidValue, match="nothing is told of how these stances are known"):
        co.agreement_graph(votes, reliability={"hearsay": 0.5})


def test_any_weight_is_exact() -> None:
    """Weights too fine for floats are summed in whole numbers of any size."""
    tiny = Fraction(1, 10**12 + 39)
    now = case(said("A", "p", 1, "2024", "hearsay"), said("B", "p", 0.1, "2024", "hearsay"))
    edge = co.agreement_graph(now, weights={"p": 3}, reliability={"hearsay": tiny})
    assert edge.edges["A", "B"]["weight"] == float(3 * tiny * tiny / 10)
