"""A made-up case with a statement of every kind, and with what is on record."""

import coalition as co
from tests.builders import said

TOLD = co.Coalition(
    sources=[co.Source("paper", "Paper", date="2020"), co.Source("roll", "Roll")],
    parties=[
        co.Party(
            "A",
            "Alpha",
            [co.Seats(9, until="2023-03-14", source="roll"), co.Seats(8, since="2023-03-15")],
            source="paper",
            source_of={"name": "roll"},
        ),
        co.Party("B"),
    ],
    politicians=[
        co.Politician("ann", "Ann", [co.Membership("A", since="2019", until="2023-04")]),
        co.Minister("ben", "Ben", "B", role="leader", office="minister", portfolio="Roads"),
    ],
    proposals=[
        co.Proposal("road", ["roads", "money"], "A road", date="2022", source="paper"),
        co.Proposal("rail", "roads", contested=True, excludes="road", part_of=[]),
    ],
    positions=[said("A", "road", date="2023-01", source="paper", salience=2, hedge="for now")],
    comparisons=[
        co.Comparison("A", "B", "rail", date="2023-01", attribution="reported", at_least=1)
    ],
    commitments=[
        co.Commitment(
            "A",
            "promise",
            "Build it",
            to=["B"],
            proposal="road",
            deadline="2024",
            repeated=["2023-05"],
            date="2023-02",
            attribution="stated",
        ),
        co.Commitment(
            "ann",
            "red line",
            "not with B",
            not_with="B",
            date="2022-06",
            until="2023-03",
            attribution="hearsay",
        ),
    ],
    outcomes=[co.Outcome("road", "adopted", date="2023-12", attribution="reported")],
    meetings=[
        co.Meeting(
            "talks",
            "Talks",
            topic="roads",
            participants=["ann", "ben"],
            at_times=["B"],
            convened_by="A",
            date="2023-02-01",
            until="2023-02-03",
            attribution="hearsay",
        )
    ],
    remarks=[co.Remark("It rained.", date="2023-02-02", attribution="stated", speaker="ben")],
)
TALKS = (  # as the facts tell them
    "2023-02-01: Talks; until 2023-02-03; on roads; with ann and ben; at times B; on the "
    "initiative of A (hearsay)"
)
