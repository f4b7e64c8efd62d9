"""Slips of users: type checkers find a fault on each line that ends in ``# error``."""

import datetime as dt

import coalition as co
import coalition.plot


def slips() -> None:
    """Each in a line; none of it is run."""
    case = co.load_case("migration-2023")
    matrix = co.stance_matrix(case)
    decision = co.decide(case, "asylum-target")
    how = str(decision.outcome)

    # what is said
    co.Position("A", "p", "fro", date="2023", attribution="stated")  # error
    co.Position("A", "p", "for", date="2023", attribution="state")  # error
    co.Position("A", "p", "for", date="2023", attribution=how)  # error
    co.Position("A", "p", "for", date=2023.5, attribution="stated")  # error
    co.Position("A", "p", "for", date="2023")  # error
    co.Position("A", "p", 1, between=(0, "four"), date="2023", attribution="stated")  # error
    co.Source("s", "S", attribution="rumor")  # error
    co.Commitment("A", "threat", "Or else", date="2023", attribution="stated")  # error
    co.Commitment("A", "red line", "-", only_as="last", date="2023", attribution="stated")  # error
    co.Outcome("p", "accepted", date="2023", attribution="stated")  # error
    co.Coalition(several="last")  # error
    co.Coalition(parties="A")  # error

    # what is asked of a case
    case.at(2023.5)  # error
    case.at(dt.timedelta(days=1))  # error
    case.without("hear-say")  # error
    case.counting("montly")  # error
    case.side("VVD", "asylum-target") == "favor"  # error
    case.positions[0].side == "pro"  # error
    case.positions[0].attribution == "said"  # error
    case.positions[0].stance = 1  # error
    matrix.missing("VVD", "asylum-target") == "away"  # error
    matrix.group("state")  # error
    matrix.count_as({"away": 0})  # error

    # what is answered
    decision.outcome == "passed"  # error
    decision.several == "refused"  # error
    co.concessions(case, "asylum-target").stopped == "timeout"  # error
    co.concessions(case, "asylum-target").fewest[0].moves[0].to == "against"  # error
    co.ledger(case)[0].status == "done"  # error
    co.certainty(case, "asylum-target").verdict == "sure"  # error
    co.certainty(case, "asylum-target", doubt=["rumor"])  # error
    co.shifts(case, "2023-01", "2023-07")[0].splits[0].kind == "gone"  # error
    co.shifts(case, "2023-01", 7.5)  # error
    co.timeline(case)[0].kind == "vote"  # error
    co.about(case, "VVD").kind == "faction"  # error
    co.split(case).blocs[0] == "VVD"  # error
    co.split(case).unplaced[0] + 1  # error

    # how it is counted
    co.split(case, null_model="sdms")  # error
    co.split(case, agree_within="median")  # error
    co.split(case, agree=1)  # error
    co.Agreement(null_model="fixed")  # error
    co.split_series(matrix, every="week")  # error
    co.formations(case, by="size")  # error
    co.dna_network(case, aggregation="substract")  # error
    co.dna_affiliations(case, normalization="cosine")  # error
    co.cohesion(case, groups="parties")  # error
    co.coder_agreement(case, case, of="sides")  # error
    co.coder_agreement(case, case, of="stance", level="cardinal")  # error
    co.coder_agreement(case, case, period="week")  # error
    co.coder_agreement(case, case).level == "metric"  # error
    co.merge(case, case, differing="all")  # error

    # rules
    co.decide(case, "asylum-target", rule=5)  # error
    co.decide(case, "asylum-target", rule=co.Unanimity)  # error
    co.Unanimity(of="everybody")  # error
    co.Majority(of="voters")  # error
    co.Veto("VVD") & 3  # error

    # files and frames
    co.read_popolo("x.json", varying="latest")  # error
    co.read_dna("x.dna", incomplete="skip")  # error
    co.read_votes("x.csv", conflicts="middle")  # error
    co.read_votes("x.csv", no_row="nothing")  # error
    co.read_votes("x.csv", stances={"yes": "agree"})  # error
    co.read_statements("x.csv", attributions={"insiders": "rumor"})  # error
    co.to_frame(case, backend="panda")  # error
    coalition.plot.blockers(case, at=dt.date(2023, 7, 5))  # error

    # codings, and files
    co.write_graph(co.agreement_graph(case), "x", form="gml")  # error
    co.read_case(3)  # error
    co.write_case(case, b"x")  # error
