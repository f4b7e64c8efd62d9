"""The stance matrix: what is missing and why, parts of it, party lines, and what works on it."""

import pickle
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import SIDES, Cells
from tests.builders import case, said
from tests.matrices import NAN, every_reason, matrix


@pytest.fixture
def house() -> co.StanceMatrix:
    """Give a house of six members in two parties, and one of none, who vote on four motions."""
    rows: Any = [
        [1, 1, -1, NAN],
        [1, -1, -1, NAN],
        [1, -1, 0, NAN],
        [-1, 1, 1, NAN],
        [-1, NAN, 1, 1],
        [1, 1, 1, 1],
    ]
    return co.StanceMatrix(
        ["ann", "bob", "cas", "dee", "eve", "fay"],
        ["p", "q", "r", "s"],
        rows,
        parties=["L", "L", "L", "R", "R", None],
        groups=["x", "y", "x", "y", "x", "y"],
        topics=["tax/income", "tax", "health", None],
        dates=["2024-01-09", "2024-02", "2024", None],
        outcomes=["passed", "passed", "lost", None],
    )


def test_what_counts_as_a_stance() -> None:
    """Abstention can be taken for neutral, and absence for half against; the rest stays missing."""
    votes = every_reason().count_as({"abstained": 0, "absent": -0.5})
    assert [votes.stance("A", p) for p in votes.proposals] == [-1, 0, 1, None, -0.5, None, 0]
    with pytest.raises(
        co.InvalidValue, match=r"\['away'\]: must be one of unknown, absent, not a member"
    ):
        every_reason().count_as({"away": 0})  # type: ignore[dict-item]


def test_a_part_of_a_matrix(house: co.StanceMatrix) -> None:
    """A part has what is known of its actors and proposals, in the order of the whole."""
    part = house.select("tax", actors=["eve", "ann"])
    stances: Any = [[1, 1], [-1, NAN]]
    assert part == co.StanceMatrix(
        ["ann", "eve"],
        ["p", "q"],
        stances,
        parties=["L", "R"],
        groups=["x", "x"],
        topics=["tax/income", "tax"],
        dates=["2024-01-09", "2024-02"],
        outcomes=["passed", "passed"],
        topic="tax",
    )


@pytest.mark.parametrize(
    ("since", "until", "proposals"),
    [
        ("2024-01", "2024-01", ("p",)),
        ("2024-01-10", None, ("q",)),
        (None, "2024-02-28", ("p",)),
        (None, "2024", ("p", "q", "r")),
        ("2025", None, ()),
        (None, None, ("p", "q", "r", "s")),
    ],
)
def test_a_period(house: co.StanceMatrix, since: Any, until: Any, proposals: Any) -> None:
    """A period takes what surely falls in it: not a month that it cuts, nor what has no date."""
    assert house.select(since=since, until=until).proposals == proposals


def test_parts_that_are_not_there(house: co.StanceMatrix) -> None:
    """Topics, actors and dates that do not exist are errors."""
    with pytest.raises(
        co.UnknownTopic, match=r"no topic 'taxes' .there are: health, tax, tax/income"
    ):
        house.select("taxes")
    with pytest.raises(co.UnknownActor, match="no actor 'gus'"):
        house.select(actors=["ann", "gus"])
    for look_up in (house.held, house.stance, house.missing, house.side):
        with pytest.raises(co.UnknownActor, match="no actor 'gus'"):
            look_up("gus", "p")
        with pytest.raises(co.UnknownProposal, match="no proposal 'x'"):
            look_up("ann", "x")
    with pytest.raises(co.InvalidValue, match="since: there is no date 2024-13"):
        house.select(since="2024-13")


def test_party_lines(house: co.StanceMatrix) -> None:
    """The line is what most members hold; where two stances lead together there is none."""
    lines = house.group()
    assert (lines.actors, lines.parties, lines.seats) == (("L", "R"), ("L", "R"), (3, 2))
    np.testing.assert_array_equal(lines.values, [[1, -1, -1, NAN], [-1, 1, 1, 1]])
    assert lines.cohesion is not None
    np.testing.assert_array_equal(lines.cohesion, [[1, 2 / 3, 2 / 3, NAN], [1, 1, 1, 1]])
    assert str(co.split(lines)) == "L against R (agreement by chance included; see stability)"
    assert house.group("group").stance("y", "p") == 1
    assert house.group({"ann": "a", "dee": "a"}).values[:, 0].tolist() == pytest.approx(
        [NAN], nan_ok=True
    )


def test_cohesion_by_its_indices() -> None:
    """A vote of 15 to 2, 5 abstaining, has an agreement index of 0.5227 (Hix, Noury & Roland)."""
    rows = [[1]] * 15 + [[-1]] * 2 + [[0]] * 5
    house = co.StanceMatrix(map(str, range(22)), "p", rows, parties=["G"] * 22)
    (share,) = house.group().cohesion.ravel()  # type: ignore[union-attr]
    assert (3 * share - 1) / 2 == pytest.approx(0.5227273)
    rice = co.StanceMatrix(map(str, range(100)), "p", [[1]] * 90 + [[-1]] * 10, parties=["G"] * 100)
    (share,) = rice.group().cohesion.ravel()  # type: ignore[union-attr]
    assert 2 * share - 1 == pytest.approx(0.8)


def test_seats_of_a_group_are_those_of_its_members(house: co.StanceMatrix) -> None:
    """Where members have seats, so has their group, and the order of groups is theirs."""
    weighty = attrs.evolve(house, seats=[1, 1, 1, 9, None, 2])
    assert weighty.group().seats == (9, 3)
    assert weighty.group().actors == ("R", "L")


def test_a_line_that_all_miss_keeps_the_reason() -> None:
    """A party is absent where all its members in the house are; if reasons differ, unknown."""
    codes = np.array([[-2, -2, -2, -3], [-2, -3, -4, -3]], np.int8)
    votes = co.StanceMatrix("ab", "pqrs", Cells(codes, (-1.0, 0.0, 1.0)), parties="GG")
    found = [votes.group().missing("G", p) for p in "pqrs"]
    assert found == ["absent", "absent", "unknown", "not a member"]


def test_who_is_no_member_gets_no_line() -> None:
    """The line of a party is not that of one who is not in the house."""
    codes = np.array([[2, 2], [2, -3]], np.int8)
    votes = co.StanceMatrix("ab", "pq", Cells(codes, (-1.0, 0.0, 1.0)), parties="GG")
    assert votes.group().ungroup(votes).missing("b", "q") == "not a member"


def test_lines_on_proposals_of_others(house: co.StanceMatrix) -> None:
    """Members cannot have a line on what they were never asked."""
    with pytest.raises(co.UnknownProposal, match="no proposal 'q'"):
        house.group().ungroup(house.select("tax/income"))


def test_from_the_lines_back_to_the_members(house: co.StanceMatrix) -> None:
    """Each member gets the line of its party; of one without a party nothing is known."""
    back = house.group().ungroup(house)
    assert (back.actors, back.parties) == (house.actors, house.parties)
    assert back.values[1].tolist() == pytest.approx([1, -1, -1, NAN], nan_ok=True)
    assert np.isnan(back.values[5]).all()
    assert back.cohesion is None


def switched(**more: Any) -> co.StanceMatrix:
    """Return the votes of one who went from Old to New, one who stayed, and one in neither."""
    parties = [["Old", "New"], ["Old", "Old"], [None, None]]
    return matrix([1, -1], [1, 1], [-1, NAN], vote_parties=parties, **more)


def test_each_vote_counts_for_the_party_of_its_day() -> None:
    """Who changes party counts for the one it was in; one without members has no line."""
    lines = switched(parties=["New", "Old", None]).group()
    assert (lines.actors, lines.seats) == (("Old", "New"), (2, 1))
    np.testing.assert_array_equal(lines.values, [[1, 1], [NAN, -1]])
    assert lines.missing("New", "p0") == "not a member"
    assert lines.vote_parties is None


def test_the_seats_of_a_group_are_the_most_that_it_had_at_once() -> None:
    """Of members who came one after the other, a group has the seats of as many as were there."""
    codes = np.array([[2, -3], [-3, 2], [2, 2]], np.int8)
    votes = co.StanceMatrix("abc", "pq", Cells(codes, (-1.0, 0.0, 1.0)), parties="GGG")
    assert votes.group().seats == (2,)
    assert attrs.evolve(votes, seats=[3, 5, 1]).group().seats == (6,)


def test_the_party_of_a_vote() -> None:
    """A vote counts for the party of its day, or for the actor's own; none where none is known."""
    votes = switched(parties=["New", "Old", None], groups=["g", None, "h"])
    asked = [("A", "p0"), ("A", "p1"), ("B", "p0"), ("C", "p0")]
    assert [votes.party_of(*vote) for vote in asked] == ["Old", "New", "Old", None]
    assert (votes.group_of("A", "p0"), votes.group_of("B", "p0")) == ("g", None)
    assert matrix([1]).party_of("A", "p0") is None
    with pytest.raises(co.UnknownProposal, match="no proposal 'p9'"):
        votes.party_of("A", "p9")


def test_all_parts_of_a_matrix_keep_the_party_of_each_vote() -> None:
    """A part, other counting, lines given back and a pickled copy have the parties of votes."""
    votes = switched(parties=["New", "Old", None], dates=["2023", "2024"])
    assert votes.select(actors=["A"]).party_of("A", "p0") == "Old"
    assert votes.select(since="2024").vote_parties is None
    assert votes.count_as({"absent": 0}).vote_parties is votes.vote_parties
    back = votes.group().select(since="2023", until="2023").ungroup(votes)
    assert back == votes.select(until="2023").group().ungroup(votes.select(until="2023"))
    assert (back.party_of("A", "p0"), back.stance("A", "p0")) == ("Old", 1)
    copy = pickle.loads(pickle.dumps(votes))  # noqa: S301 - our own bytes
    assert (copy, hash(copy)) == (votes, hash(votes))


def test_parties_that_differ_make_a_difference() -> None:
    """Matrices are equal only if their votes count for the same parties, however packed."""
    own = ["New", "Old", None]
    votes = switched(parties=own)
    assert votes != attrs.evolve(votes, vote_parties=None)
    wider = Affiliations(
        votes.affiliations().codes + (votes.affiliations().codes >= 0), ("A", "New", "Old")
    )
    assert attrs.evolve(votes, vote_parties=wider) == votes
    same = attrs.evolve(votes, vote_parties=[[party] * 2 for party in own])
    assert (same.vote_parties, same) == (None, attrs.evolve(votes, vote_parties=None))


CELLS = st.tuples(st.sampled_from([0, 1, 2, -1, -2, -3]), st.sampled_from(["X", "Y", None]))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_property_lines_are_those_of_the_members_of_the_day(cells: Any) -> None:
    """Every line is that of a table of those who were members, made for its proposal alone."""
    codes = np.array([[code for code, _ in row] for row in cells], np.int8)
    parties = [[party for _, party in row] for row in cells]
    actors = "ABCDE"[: len(cells)]
    lines = co.StanceMatrix(actors, "pqr", Cells(codes, SIDES), vote_parties=parties).group()
    for at, proposal in enumerate("pqr"):
        for name in lines.actors:
            rows = [r for r in range(len(cells)) if parties[r][at] == name and codes[r, at] != -3]
            found = lines.stance(name, proposal), lines.missing(name, proposal)
            if not rows:
                assert found == (None, "not a member")
                continue
            held = Cells(codes[rows, at : at + 1], SIDES)
            alone = co.StanceMatrix(actors[: len(rows)], "p", held, parties=["L"] * len(rows))
            assert found == (alone.group().stance("L", "p"), alone.group().missing("L", "p"))


def test_parties_of_votes_without_parties_of_actors() -> None:
    """Where only the parties of votes are given, that of an actor is the one that lasts."""
    assert switched().parties == (None, "Old", None)
    assert switched().group() == switched(parties=["New", "Old", None]).group()


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("party", "groups: no parties are known; give a dict that says who is in which"),
        ("group", "groups: no groups are known"),
        ("state", "groups: must be by 'party', by 'group' or a dict, not 'state'"),
    ],
)
def test_grouping_by_what_is_not_known(by: Any, message: str) -> None:
    """Parties that are not known cannot be grouped by."""
    with pytest.raises(co.InvalidValue, match=message):
        co.StanceMatrix("A", "p", [[1]]).group(by)


def test_faults_of_what_is_known() -> None:
    """Facts that do not fit the actors and proposals are all named."""
    with pytest.raises(co.InvalidValue) as caught:
        co.StanceMatrix(
            "A", "p", [[1]], groups="xy", topics=["t", "t"], dates=[None] * 3, outcomes=[None] * 2,
            cohesion=[[1, 1]], vote_groups=[["x", "y"]],
        )  # fmt: skip
    assert [f.place for f in caught.value.faults] == [
        "cohesion", "vote_groups", "groups", "topics", "dates", "outcomes"
    ]  # fmt: skip
    with pytest.raises(co.InvalidValue, match=r"dates\[0\]: there is no date 2024-02-30"):
        co.StanceMatrix("A", "p", [[1]], dates=["2024-02-30"])


def test_what_works_on_a_coalition_works_on_its_matrix() -> None:
    """Splits, agreement and recurring splits of a matrix are those of its coalition."""
    july = co.load_case("migration-2023").at("2023-07")
    votes = co.stance_matrix(july)
    assert co.splits(votes) == co.splits(july)
    assert co.split(votes, "migration/asylum", actors=["VVD", "CU"]) == co.split(
        july, "migration/asylum", actors=["VVD", "CU"]
    )
    assert co.common_splits(votes) == co.common_splits(july)
    some = co.agreement_graph(july, "migration").adj
    assert dict(co.agreement_graph(votes, "migration").adj) == dict(some)


def test_a_matrix_is_a_value(house: co.StanceMatrix) -> None:
    """A matrix with all that is known of it compares, hashes, pickles and stays as it is."""
    for votes in (house, house.group()):
        copy = pickle.loads(pickle.dumps(votes))  # noqa: S301 - our own bytes
        assert copy == votes
        assert hash(copy) == hash(votes)
        with pytest.raises(ValueError, match="read-only"):
            votes.values[0, 0] = 1
        with pytest.raises(ValueError, match="read-only"):
            votes.cells.codes[0, 0] = 1


def test_names_are_kept_in_one_form() -> None:
    """A letter and its accent are one sign, so that who decides is who took a side."""
    matrix = co.StanceMatrix(("e\u0301", "B"), ("p",), [[1], [-1]])
    assert matrix.actors == ("\u00e9", "B")
    assert [found.party for found in co.blockers(matrix, "p")] == ["B"]


def test_ids_are_asked_for_in_any_form() -> None:
    """An accented letter is found as one sign and as two, in a matrix and in a case."""
    two_signs = "e\u0301"
    matrix = co.StanceMatrix(("\u00e9",), ("\u00e9",), [[1]])
    assert (matrix.stance(two_signs, two_signs), matrix.side(two_signs, two_signs)) == (1, "for")
    assert matrix.select(actors=[two_signs]) == matrix
    now = case([said("\u00e9", stance=1)])
    assert co.stance_matrix(now, actors=[two_signs]) == co.stance_matrix(now)


def test_whoever_is_not_in_a_matrix_is_unknown() -> None:
    """An actor or a proposal that the matrix does not have is named, with one that is meant."""
    matrix = co.StanceMatrix(("Alpha",), ("toll",), [[1]])
    for asked in (matrix.stance, matrix.missing, matrix.side):
        with pytest.raises(co.UnknownActor, match="did you mean 'Alpha'"):
            asked("Alfa", "toll")
        with pytest.raises(co.UnknownProposal, match="did you mean 'toll'"):
            asked("Alpha", "tol")


def test_repr_counts() -> None:
    """A matrix is shown by what it counts, however large it is."""
    matrix = co.StanceMatrix(("A", "B"), ("p", "q", "r"), [[1, 0, -1], [1, 1, 1]], topic="t")
    assert repr(matrix) == "<StanceMatrix: 2 actors, 3 proposals on t>"
    single = co.StanceMatrix(("A",), ("p",), [[1]])
    assert repr(single) == "<StanceMatrix: 1 actor, 1 proposal>"


def test_missing_is_not_neutral() -> None:
    """A stance that is not known is None, and no 0."""
    values = matrix([1, 0, NAN])
    assert [values.stance("A", p) for p in values.proposals] == [1, 0, None]


def test_a_matrix_cannot_be_changed() -> None:
    """The numbers are read-only, and those given stay the caller's own."""
    given_ = np.array([[1.0, 0.5]])
    made = co.StanceMatrix(["A"], ["p", "q"], given_)
    given_[0, 0] = -1
    assert made.stance("A", "p") == 1
    with pytest.raises(ValueError, match="read-only"):
        made.values[0, 0] = -1


def test_equal_matrices_are_equal() -> None:
    """Missing equals missing, and 0 equals -0."""
    assert matrix([0.0, NAN]) == matrix([-0.0, -NAN])
    assert hash(matrix([0.0, NAN])) == hash(matrix([-0.0, -NAN]))
    assert matrix([1, NAN]) != matrix([NAN, 1])


def test_faults_of_a_matrix() -> None:
    """A wrong shape, an id twice, too many seats and a stance out of range are all named."""
    with pytest.raises(co.InvalidValue) as caught:
        co.StanceMatrix(["A", "A"], ["p"], [[2.0]], seats=[1], parties=["A"])
    assert [fault.place for fault in caught.value.faults] == [
        "values",
        "seats",
        "parties",
        "actors",
        "values",
    ]


def test_what_actors_and_proposals_are_called(house: co.StanceMatrix) -> None:
    """Names, titles and addresses go with what they are of, and make a difference."""
    named = attrs.evolve(
        house,
        names=["Ann", None, "Cas", "Dee", "Eve", "Fay"],
        titles=["On p", "On q", None, "On s"],
        urls=[None, "https://example.org/q", None, None],
    )
    assert named != house
    assert pickle.loads(pickle.dumps(named)) == named  # noqa: S301 - our own bytes
    assert (named.name_of("cas"), named.name_of("bob")) == ("Cas", None)
    assert (named.title_of("q"), named.title_of("r")) == ("On q", None)
    assert (named.url_of("q"), house.url_of("q")) == ("https://example.org/q", None)
    part = named.select("tax", actors=["cas", "bob"])
    assert (part.names, part.titles) == ((None, "Cas"), ("On p", "On q"))
    lines = named.group()
    assert (lines.names, lines.titles, lines.urls) == ((), named.titles, named.urls)
    assert lines.ungroup(named).names == named.names
    assert named.count_as({"unknown": 0}).titles == named.titles
    with pytest.raises(co.UnknownActor):
        named.name_of("gus")
    with pytest.raises(co.UnknownProposal):
        named.title_of("x")


def test_names_that_nobody_has_are_none(house: co.StanceMatrix) -> None:
    """A list of nothing says as much as no list; one of another length is a fault."""
    assert attrs.evolve(house, names=[None] * 6, titles=[None] * 4) == house
    with pytest.raises(co.InvalidValue, match="titles: must have 4 entries"):
        attrs.evolve(house, titles=["On p"])


def test_a_case_calls_its_own_by_name() -> None:
    """The matrix of a case has the names of its actors and the titles of its proposals."""
    july = co.load_case("migration-2023").at("2023-07")
    votes = co.stance_matrix(july)
    assert [votes.name_of(party.id) for party in july.parties] == [p.name for p in july.parties]
    assert [votes.title_of(p.id) for p in july.proposals] == [p.title for p in july.proposals]


def seated(**more: Any) -> co.StanceMatrix:
    """Return three votes of two actors, whose seats change."""
    days = ["2024-02", None, "2024-01"]
    return matrix(
        [1, 1, -1], [-1, 1, 1], vote_seats=[[3, 5, 4], [2, 2, 2]], **{"dates": days, **more}
    )


def test_seats_of_votes() -> None:
    """Each vote has the seats of its day; the actor's own are those of the latest."""
    votes = seated()
    assert (votes.seats, votes.seats_of("A", "p1"), votes.seats_of("B", "p1")) == ((3, 2), 5, 2)
    assert seated(dates=()).seats == (4, 2)
    assert seated(seats=(9, None)).seats == (9, None)
    assert matrix([1], [1], vote_seats=[[3], [None]]).seats == (3, None)
    assert matrix([1], [1]).seats_of("A", "p0") is None
    with pytest.raises(co.UnknownProposal):
        votes.seats_of("A", "x")
    with pytest.raises(co.InvalidValue, match=r"vote_seats\[0\]\[0\]: must be a whole number"):
        matrix([1], vote_seats=[[-1]])


def test_seats_of_votes_are_carried_along() -> None:
    """Parts, pickles and what counts otherwise keep them; what does not vary is not kept."""
    votes = seated()
    late = votes.select(since="2024-01", actors=["A"])
    assert [late.seats_of("A", proposal) for proposal in late.proposals] == [3, 4]
    assert votes.select(since="2024-02").vote_seats is None
    assert votes.count_as({"absent": 0}).vote_seats is votes.vote_seats
    assert pickle.loads(pickle.dumps(votes)) == votes  # noqa: S301 - our own bytes
    assert votes != attrs.evolve(votes, vote_seats=None)
    assert matrix([1, 1], seats=(2,), vote_seats=[[2, 2]]) == matrix([1, 1], seats=(2,))


def test_seats_of_groups_are_those_of_each_vote() -> None:
    """A group has on each proposal the seats of those who are in it then, or counts them."""
    lines = seated(parties=["X", "X"]).group()
    assert (lines.seats, [lines.seats_of("X", p) for p in lines.proposals]) == ((7,), [5, 7, 6])
    heads = switched().group()
    assert [heads.seats_of("New", p) for p in heads.proposals] == [0, 1]
    members = seated(parties=["X", "X"])
    assert members.group().ungroup(members).seats_of("A", "p1") == 5
