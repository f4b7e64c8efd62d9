"""A value of every class that has a table, most of them of the case that comes with the library."""

from fractions import Fraction
from typing import Any

import attrs

import coalition as co

CASE = co.load_case("migration-2023")
JULY = CASE.at("2023-07")
MATRIX = co.stance_matrix(JULY)
GRAPH = co.agreement_graph(JULY)
GAME = co.WeightedGame({"VVD": 34, "D66": 24, "CDA": 15, "CU": 5}, quota=40)
DATED = co.StanceMatrix(("A", "B"), ("p", "q"), [[1, -1], [1, 1]], dates=("2020-01", "2020-03"))
TORN = co.Coalition(
    parties=[co.Party("A"), co.Party("B")],
    proposals=[co.Proposal("p", "t", excludes="q"), co.Proposal("q", "t")],
    positions=[
        co.Position("A", "p", "for", date="2023", attribution="stated"),
        co.Position("B", "p", "against", date="2023", attribution="stated"),
    ],
    commitments=[
        co.Commitment("A", "promise", name, proposal=name, date="2023", attribution="stated")
        for name in "pq"
    ],
    outcomes=[co.Outcome("q", "adopted", date="2024", attribution="reported")],
    comparisons=[co.Comparison("A", "B", "q", date="2023", attribution="reported")],
)


def blocs(case: co.Coalition) -> Any:
    return co.split(case, "migration/asylum").blocs


def blocked(case: co.Coalition) -> bool:
    return bool(co.blockers(case, "p"))


CERTAIN = co.certainty(CASE, blocs, proposals=["humane-asylum-measures"], doubt=["hearsay"])
ROBUST = co.robustness(JULY, "migration/asylum")
DEADLOCKS = co.deadlocks(JULY)
SHIFTS = co.shifts(CASE, "2023-01", "2023-07")
CONCESSIONS = co.concessions(JULY, "strict-asylum-package")
PACKAGES = co.packages(JULY, "migration")
CONVERSION = co.Conversion("a.toml", "b.gexf", (co.Loss("positions", "42 left out"),))
SCALES = co.Scales(
    (("toll", Fraction(0), Fraction(7)),),
    (("toll", "Town", Fraction(3), Fraction(7, 10), Fraction(1)),),
)

RED = co.Coalition(
    parties=[co.Party("A", seats=3), co.Party("B", seats=2), co.Party("C", seats=1)],
    commitments=[
        co.Commitment(
            "C", "red line", "Never with A", not_with="A", date="2023", attribution="stated"
        )
    ],
)
FORMATIONS = co.formations(RED)

CHANGES = co.changes(TORN, attrs.evolve(TORN, positions=TORN.positions[:1]))

STABILITY = co.stability(MATRIX, resamples=3)

CODED = co.coder_agreement(CASE.at("2023-01"), JULY)

RESULTS: dict[str, Any] = {
    "About": co.about(JULY, "D66"),
    "Balance": co.balance(GRAPH),
    "Blocker": co.blockers(JULY, "two-status-system"),
    "Certainty": CERTAIN,
    "Change": SHIFTS[0].splits,
    "ChangedAnswer": CHANGES.answers,
    "ChangedFact": CHANGES.facts,
    "Changes": CHANGES,
    "Coalition": CASE,
    "Coalitions": co.winning_coalitions(GAME, minimal=True),
    "CodedPart": CODED.by_topic,
    "CoderAgreement": CODED,
    "Cohesion": co.cohesion(JULY),
    "Coleman": co.coleman(GAME),
    "Core": co.core({"A": 2, "B": 5, "C": 9}),
    "Commitment": CASE.commitments,
    "CommonSplit": co.common_splits(MATRIX),
    "Compromise": co.compromise(JULY),
    "Comparison": TORN.comparisons,
    "Concession": CONCESSIONS.fewest,
    "Concessions": CONCESSIONS,
    "Conflict": co.conflicts(attrs.evolve(TORN, outcomes=())),
    "Consequence": DEADLOCKS[0].if_met,
    "Conversion": CONVERSION,
    "Deadlock": DEADLOCKS,
    "Decision": co.decisions(JULY, rule=co.Majority(of=150)),
    "Difference": CODED.differences,
    "Dissent": co.dissent(JULY),
    "Division": co.cohesion(MATRIX, groups={"all": MATRIX.actors})[0].divisions,
    "DrawnSplit": STABILITY.splits,
    "Exchange": co.exchanges(JULY),
    "Fact": co.timeline(CASE),
    "Flip": ROBUST.flips,
    "Formation": FORMATIONS.ruled_out,
    "Formations": FORMATIONS,
    "Hinge": co.hinges(TORN, blocked),
    "Identifier": co.Identifier("Q747910", "wikidata"),
    "LedgerEntry": co.ledger(CASE),
    "Loss": CONVERSION.lost,
    "Meeting": CASE.meetings,
    "Membership": co.Membership("VVD", since="2020"),
    "Minister": CASE.ministers,
    "Move": CONCESSIONS.fewest[0].moves,
    "OtherName": co.OtherName("Democraten 66", lang="nl", since="1966"),
    "Outcome": TORN.outcomes,
    "Package": tuple(PACKAGES),
    "Packages": PACKAGES,
    "Partition": co.partition(GRAPH),
    "Party": CASE.parties,
    "PeriodAgreement": co.agreement_series(DATED, "A", "B"),
    "PeriodSplit": co.split_series(DATED),
    "Polarization": co.polarization(JULY, "asylum-target"),
    "Politician": CASE.politicians,
    "Position": CASE.positions,
    "Possibility": CERTAIN.possible,
    "Power": co.banzhaf(GAME),
    "Proposal": CASE.proposals,
    "Remark": CASE.remarks,
    "Robustness": ROBUST,
    "Role": co.Role("party leader", until="2023-01"),
    "Scales": SCALES,
    "Seats": co.Seats(14, since="2021-09-15"),
    "Shift": SHIFTS,
    "Source": CASE.sources,
    "Split": co.splits(JULY),
    "Stability": STABILITY,
    "Stage": co.split_history(CASE, "migration/labour"),
    "StanceMatrix": MATRIX,
    "Supposition": ROBUST.flips[0].moves,
    "Threat": DEADLOCKS[0].if_not.threats,
    "Winset": co.winset({"A": 2, "B": 5, "C": 9}, 10),
}
