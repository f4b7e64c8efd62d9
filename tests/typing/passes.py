"""Code of users, of every kind of public call, in which type checkers find no fault."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

import networkx as nx
import numpy as np
import pandas as pd

import coalition as co
import coalition.plot
from coalition.testing import check_rule


def written_down() -> co.Coalition:
    """Make a case by hand, with dates of every kind."""
    known_on = (
        dt.date(2023, 7, 5),
        dt.datetime.now(dt.UTC),
        np.datetime64("2023-07"),
        "2023",
        2023,
    )
    positions = [
        co.Position("VVD", "curb", "for", date=date, attribution="stated", source="paper")
        for date in known_on
    ]
    positions += [
        co.Position("D66", "curb", -0.5, date=pd.Timestamp("2023-07-05"), attribution="hearsay"),
        co.Position(
            "CDA", "curb", Fraction(1, 2), between=(0, "for"), date="2023", attribution="stated"
        ),
    ]
    return co.Coalition(
        name="own",
        several="latest",
        sources=[co.Source("paper", "The paper", attribution="reported", date=dt.date(2023, 7, 5))],
        parties=[
            co.Party("VVD", seats=34),
            co.Party("D66", seats=[co.Seats(24, since="2021", until=np.datetime64("2023-12"))]),
            {"id": "CDA", "seats": 15},
        ],
        politicians=[
            co.Politician("ann", "Ann", "D66"),
            co.Minister("bob", "Bob", "VVD", office="PM"),
        ],
        proposals=[co.Proposal("curb", "migration/labour", title="A curb")],
        positions=positions,
        comparisons=[
            co.Comparison("VVD", "D66", "curb", at_least=1, date="2023", attribution="measured")
        ],
        commitments=[
            co.Commitment(
                "VVD",
                "red line",
                "No",
                not_with="D66",
                only_as="largest",
                date="2023",
                attribution="claimed",
                until=dt.date(2024, 1, 1),
            ),
            co.Commitment(
                "D66",
                "ultimatum",
                "Or else",
                threat="leave",
                date="2023",
                attribution="stated",
                deadline=pd.Timestamp("2024-01-01"),
            ),
        ],
        outcomes=[co.Outcome("curb", "rejected", date="2023-08", attribution="reported")],
    )


def lenses(case: co.Coalition) -> co.Coalition:
    """Look at a case in every way."""
    july = case.at(np.datetime64("2023-07"), possible=True).at(dt.date(2023, 7, 31))
    strict = july.without("hearsay", "inferred").counting("month").only("VVD", "D66")
    then = strict.between("2022", pd.Timestamp("2023-07-31"))
    side, party = then.side("VVD", "curb"), then.party_of("ann", dt.date(2023, 1, 1))
    if side == "for" and party is not None and then.parties[0].seats_at("2023-07"):
        return then
    return then.with_positions(*case.positions[:1])


def reading(frame: pd.DataFrame) -> Iterator[co.Coalition]:
    """Read files and frames of every kind."""
    yield co.load_case("migration-2023")
    yield co.read_case("mine.toml")
    yield co.read_popolo(
        "votes.json", varying="last", faults="skip", stances={"yes": 1, 7: "absent"}
    )
    yield co.read_dna("sample.dna", incomplete="drop")
    yield co.read_decide("toll.txt", date=dt.date(2006, 1, 1))
    yield co.read_statements(
        frame,
        actor="Party",
        stance="View",
        stances={"pro": 1, "sceptical": "neutral", "?": None},
        attributions={"insiders": "hearsay"},
        several="all",
        undated="2023",
    )
    yield co.from_frame(positions=frame, parties=[{"id": "A"}])


def votes(frame: pd.DataFrame) -> co.StanceMatrix:
    """Read votes, and group them."""
    matrix = co.read_votes(
        frame,
        actor="faction",
        stances={"Voor": 1, "Tegen": "against", "weg": "absent", None: None},
        count_as={"abstained": 0},
        conflicts="first",
        unknown_codes="unknown",
        no_row="not a member",
    )
    period = matrix.select("migration", since=np.datetime64("2023"), until=dt.date(2023, 12, 31))
    if period.missing("A", "p") == "absent" or period.side("A", "p") == "against":
        return period.group("party")
    return period.count_as({"absent": "neutral"}).group({"A": "left", "B": None})


def splits(case: co.Coalition, matrix: co.StanceMatrix) -> list[str]:
    """Ask who stands with whom."""
    names: list[str] = [name for bloc in co.split(case, "migration").blocs for name in bloc]
    usual = co.Agreement(agree_within="mean", null_model="sdsm", weights={"p": 2}, min_shared=3)
    found = co.split(matrix, null_model="fixedcol", alpha=Fraction(1, 20))
    steady = co.stability(matrix, agreement=usual, seed=1)
    if found.stopped == "time" or steady.stopped in {"interrupt", None}:
        names.extend(found.unplaced)
    names += [str(one) for one in co.split_series(matrix, every="quarter")]
    for shift in co.shifts(case, dt.date(2023, 1, 31), np.datetime64("2023-07"), agreement=usual):
        names += [f"{change.kind}" for change in shift.splits if change.kind != "vanished"]
        names.append(shift.after.side)
    return names


def decisions(case: co.Coalition) -> dict[str, list[str]]:
    """Ask what passes, and who stops it; with rules as objects and in words."""
    rule = co.Quota(76, weights=case.seats) & co.Veto("VVD") | co.Unanimity(of="present")
    by_outcome: dict[str, list[str]] = {"passes": [], "blocked": [], "open": []}
    for decision in co.decisions(case, rule=rule):
        by_outcome[decision.outcome].append(decision.proposal)
    first = co.decide(case, "curb", rule="majority of 150 and veto VVD")
    if first.outcome == "blocked" and not first.certain:
        by_outcome["open"] += [blocker.party for blocker in first.blockers]
    by_outcome["blocked"].extend(
        co.blocked_by(case, "D66", rule=co.Majority(of="members", tie="CDA"))
    )
    check_rule(rule, ["A", "B"])
    return by_outcome


class Quorum:
    """A rule of one's own."""

    def carries(self, vote: co.Vote) -> bool:
        """Carry where more are for than against."""
        return len(vote.supporters) > len(vote.opponents)


def negotiation(case: co.Coalition) -> list[str]:
    """Ask what could be agreed on, what is owed, and how sure all that is."""
    told = [
        str(one) for one in (*co.packages(case).found, *co.exchanges(case), *co.compromise(case))
    ]
    asked = co.concessions(case, "curb", rule=Quorum(), reservation={"VVD": 0.5}, time_limit=10)
    told += [move.to for way in asked.fewest for move in way.moves if move.to == "neutral"]
    told += [one.status for one in co.ledger(case, at=dt.date(2023, 7, 5)) if one.status != "kept"]
    told += [f"{stuck}" for stuck in co.deadlocks(case, rule="majority")]
    sure = co.certainty(
        case, lambda now: co.decide(now, "curb").outcome, doubt=["hearsay"], stances=["for", -1]
    )
    if sure.verdict == "undecided" or co.robustness(case, stances=(-1, 1)).stopped:
        told += [fact.kind for fact in co.timeline(case) if fact.attribution != "stated"]
    return [*told, co.about(case, "VVD").kind, *map(str, co.hinges(case, "curb"))]


def governing(case: co.Coalition) -> Fraction:
    """Ask who could govern, and with what power."""
    found = co.formations(case, rule="majority of 150", by="disagreement", without=["D66"])
    seats = [one.seats for one in found.found if one.minimal and found.by == "disagreement"]
    game = co.WeightedGame({"VVD": 34, "D66": 24}, quota=40)
    power = co.banzhaf(game, normalized=False)
    least = co.winning_coalitions(game, minimal=True, least="seats")
    middle = co.core({"A": 0.2, "B": Fraction(1, 3)}, rule=co.Majority())
    return power["VVD"] + len(list(least)) + len(seats) + Fraction(middle.low)


def graphs(case: co.Coalition) -> float:
    """Make graphs, for any algorithm of networkx."""
    graph = co.agreement_graph(case, "migration", reliability={"hearsay": 0.5})
    network = co.dna_network(case, aggregation="congruence", normalization="cosine")
    own: nx.Graph[int] = nx.Graph()
    own.add_edge(1, 2, sign=-1)
    blocs = co.partition(own, max_blocs=2).blocs
    seats = dict(graph.nodes(data="seats"))
    co.write_graph(network, "network.graphml")
    return float(co.balance(graph).line_index) + len(blocs) + len(seats)


def shown(case: co.Coalition, matrix: co.StanceMatrix) -> str:
    """Make frames, pictures, pages and reports."""
    frame: pd.DataFrame = co.to_frame(case.positions, exact=True, backend="pandas")
    ax = coalition.plot.positions(case, at=np.datetime64("2023-07"))
    coalition.plot.hemicycle(case, co.split(case), ax=ax)
    cohesion = [one.rice for one in co.cohesion(matrix, groups="group") if one.rice is not None]
    co.write_page(case, "page.html", rules=["majority of 150", co.Unanimity()])
    return co.report(case, at=dt.date(2023, 7, 5)) + str(frame) + str(sum(cohesion, Fraction(0)))


def caught(name: str) -> list[str]:
    """Catch errors, and return what they hold."""
    try:
        co.read_case(name)
    except co.Unknown as error:
        return list(error.known)
    except co.Invalid as error:
        return [f"{fault.place}: {fault.message}" for fault in error.faults]
    return []
