"""From positions to numbers: rows and columns, and the part that is asked for."""

import attrs
import pytest

import coalition as co
from tests.builders import case, said


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


def test_a_proposal_counts_in_each_of_its_topics() -> None:
    """It has a stance on each, is counted once above both, and its topics are kept as a tuple."""
    filed = {"p": ["tax/income", "tax/wealth", "care"], "q": "tax", "r": ["care"]}
    case = co.Coalition(
        parties=[co.Party("A"), co.Party("B")],
        proposals=[co.Proposal(name, topic) for name, topic in filed.items()],
        positions=[said(actor, name, 1) for actor in "AB" for name in "pr"],
    )
    whole = co.stance_matrix(case)
    assert whole.topics == (("tax/income", "tax/wealth", "care"), "tax", "care")
    asked = {topic: co.stance_matrix(case, topic).proposals for topic in case.topics}
    assert asked == {
        "care": ("p", "r"),
        "tax": ("p", "q"),
        "tax/income": ("p",),
        "tax/wealth": ("p",),
    }
    assert asked == {topic: whole.select(topic).proposals for topic in case.topics}
    assert co.splits(case) == co.splits(whole)
    assert [found.topic for found in co.splits(case)] == ["care", "tax/income", "tax/wealth"]
    (found,) = co.common_splits(case, together=True)
    assert found.topics == (("care", 2), ("tax/income", 1), ("tax/wealth", 1))
    with pytest.raises(co.UnknownTopic, match="no topic 'wealth'"):
        whole.select("wealth")


def test_topics_of_a_matrix() -> None:
    """A list of one path is the path, an empty one is none."""
    votes = co.StanceMatrix("A", "pqrs", [[1, 1, 1, 1]], topics=[["a"], ("a", "b"), [], None])
    assert votes.topics == ("a", ("a", "b"), None, None)
    assert [votes.select(topic).proposals for topic in "ab"] == [("p", "q"), ("q",)]


def test_a_politician_speaks_for_the_party_of_the_day() -> None:
    """A position counts for the party at its date; nothing varies where nobody changed it."""
    stays = [co.Membership("Old", until="2023-06"), co.Membership("New", since="2023-07")]
    positions = [said("kim", "p", 1, date="2023-01"), said("kim", "q", -1, date="2024")]
    people = [co.Politician("kim", "Kim", party=stays), co.Politician("ole", "Ole", party="Old")]
    now = case(positions, parties=["Old", "New"], proposals=["r"], politicians=people)
    matrix = co.stance_matrix(now, actors=["kim", "ole"])
    parties = [matrix.party_of("kim", proposal) for proposal in matrix.proposals]
    assert (parties, matrix.parties) == (["Old", "New", "New"], ("New", "Old"))
    assert co.stance_matrix(now, actors=["ole"]).vote_parties is None
    lines = matrix.group()
    assert (lines.stance("New", "q"), lines.missing("New", "p")) == (-1, "not a member")


@pytest.mark.parametrize("name", co.list_cases())
def test_what_is_made_of_a_case_would_pass_every_check(name: str) -> None:
    """A matrix is made of a checked case without checks; made again with them, it is the same."""
    case = co.load_case(name)
    people = [person.id for person in case.politicians]
    for topic in (None, *case.topics):
        for actors in (None, people):
            matrix = co.stance_matrix(case, topic, actors=actors)
            again = attrs.evolve(matrix)
            assert again == matrix
            for field in attrs.fields(co.StanceMatrix):
                held = getattr(matrix, field.name)
                assert type(held) is type(getattr(again, field.name)), field.name


@pytest.mark.parametrize("name", co.list_cases())
def test_what_is_said_on_some_proposals_answers_what_is_asked_of_them(name: str) -> None:
    """A case of a topic alone has the matrix that the case has on the topic, at every date."""
    whole = co.load_case(name)
    for then in (whole, *(whole.at(date) for date in whole.dates[::3])):
        for topic in then.topics:
            matrix = co.stance_matrix(then, topic)
            part = then._of(matrix.proposals)
            assert co.stance_matrix(part, topic) == matrix
            assert co.split(part.without("hearsay"), topic) == co.split(
                then.without("hearsay"), topic
            )
