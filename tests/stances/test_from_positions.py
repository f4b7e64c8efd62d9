"""From positions to numbers: rows and columns, and the part that is asked for."""

import pytest

import coalition as co


def test_rows_by_seats_then_id() -> None:
    """Actors are in the order of seats, then of ids; parties without known seats come last."""
    case = co.Coalition(
        parties=[co.Party("B"), co.Party("A"), co.Party("C", seats=1), co.Party("D", seats=2)],
        politicians=[co.Politician("ann", "Ann", "D")],
        proposals=[co.Proposal("q", "t"), co.Proposal("p", "t")],
    )
    whole = co.stance_matrix(case)
    assert (whole.actors, whole.proposals) == (("D", "C", "A", "B"), ("p", "q"))
    assert whole.seats == (2, 1, None, None)
    some = co.stance_matrix(case, "t", actors=["ann", "D", "ann"])
    assert (some.actors, some.parties, some.topic) == (("D", "ann"), ("D", "D"), "t")
    with pytest.raises(co.UnknownActor, match="no actor 'bob'"):
        co.stance_matrix(case, actors=["bob"])


def test_a_matrix_gives_the_part_that_is_asked_for() -> None:
    """A topic and actors can be asked of a matrix as of a coalition."""
    july = co.load_case("migration-2023").at("2023-07")
    whole = co.stance_matrix(july)
    some = co.stance_matrix(july, "migration/asylum", actors=["CU", "VVD"])
    assert whole.select("migration/asylum", actors=["CU", "VVD"]) == some
    assert co.split(whole, "migration/labour") == co.split(july, "migration/labour")
    with pytest.raises(co.UnknownTopic, match="no topic 'labour'"):
        co.split(whole, "labour")
    with pytest.raises(co.UnknownActor, match=r"no actor 'CUU'.*did you mean 'CU'"):
        co.agreement_graph(whole, actors=["CUU"])
