"""The sample of the Discourse Network Analyzer, and what its own tests assert of it.

It comes with rDNA (github.com/leifeld-lab/dna, rDNA/inst/extdata/sample.dna): 40 statements of 7
organizations on 6 concepts, in 7 documents of one organization each. Its matrices and sums are
those that rDNA's tests assert (tests/testthat/test-network.R and test-backbone.R), or were worked
out from the counts.
"""

from typing import Any

import coalition as co
from coalition.model.words import Several
from tests.builders import said

__all__ = [
    "AGREE",
    "CONCEPTS",
    "CONFLICT",
    "CONGRUENCE",
    "DISAGREE",
    "ORGANIZATIONS",
    "SUBTRACT",
    "rows",
    "sample",
    "signed",
]


ORGANIZATIONS = {  # with their document: its number, its section of the hearing, its date
    "A": ("Alliance to Save Energy", "4", "1", "2005-02-10"),
    "B": ("Energy and Environmental Analysis, Inc.", "1", "876", "2005-01-26"),
    "C": ("Environmental Protection Agency", "3", "867", "2005-02-02"),
    "D": ("National Petrochemical & Refiners Association", "7", "1", "2005-02-16"),
    "E": ("Senate", "2", "867", "2005-02-02"),
    "F": ("Sierra Club", "5", "1", "2005-02-16"),
    "G": ("U.S. Public Interest Research Group", "6", "1", "2005-02-16"),
}


CONCEPTS = (
    "CO2 legislation will not hurt the economy.",
    "Cap and trade is the solution.",
    "Climate change is caused by greenhouse gases (CO2).",
    "Climate change is real and anthropogenic.",
    "Emissions legislation should regulate CO2.",
    "There should be legislation to regulate emissions.",
)


AGREE = """
    A 0 0 1 0 2 1
    B 0 0 0 0 1 0
    C 0 0 0 0 0 10
    D 0 0 0 0 0 0
    E 0 0 0 0 0 2
    F 2 0 1 1 1 1
    G 1 1 1 2 1 0
"""


DISAGREE = """
    A 0 0 0 0 0 0
    B 2 0 0 0 1 0
    C 1 0 0 0 0 0
    D 2 0 0 0 0 2
    E 2 0 0 0 1 0
    F 0 0 0 0 0 0
    G 0 0 0 0 0 0
"""


CONGRUENCE = """
    A 0 2 10 0 2 4 3
    B 2 0 2 4 5 1 1
    C 10 2 0 2 22 10 0
    D 0 4 2 0 4 0 0
    E 2 5 22 4 0 2 0
    F 4 1 10 0 2 0 6
    G 3 1 0 0 0 6 0
"""


CONFLICT = """
    A 0 2 0 2 2 0 0
    B 2 0 0 0 1 5 3
    C 0 0 0 20 0 2 1
    D 2 0 20 0 4 6 2
    E 2 1 0 4 0 5 3
    F 0 5 2 6 5 0 0
    G 0 3 1 2 3 0 0
"""


SUBTRACT = """
    A 0 0 10 -2 0 4 3
    B 0 0 2 4 4 -4 -2
    C 10 2 0 -18 22 8 -1
    D -2 4 -18 0 0 -6 -2
    E 0 4 22 0 0 -3 -3
    F 4 -4 8 -6 -3 0 6
    G 3 -2 -1 -2 -3 6 0
"""


def rows(text: str) -> list[list[int]]:
    """Return the numbers of a table whose rows have names."""
    return [[int(number) for number in line.split()[1:]] for line in text.strip().splitlines()]


def sample(several: Several = "all") -> co.Coalition:
    """Return the sample as a coalition; concepts are called 1 to 6."""
    positions = [
        said(
            actor,
            str(concept + 1),
            stance,
            date=ORGANIZATIONS[actor][3],
            source=ORGANIZATIONS[actor][1],
        )
        for table, stance in ((AGREE, 1), (DISAGREE, -1))
        for actor, counts in zip(ORGANIZATIONS, rows(table), strict=True)
        for concept, count in enumerate(counts)
        for _ in range(count)
    ]
    return co.Coalition(
        parties=[co.Party(actor, name=name) for actor, (name, *_) in ORGANIZATIONS.items()],
        sources=[co.Source(number, f"section {s}") for _, number, s, _ in ORGANIZATIONS.values()],
        proposals=[co.Proposal(str(n + 1), "climate", title=c) for n, c in enumerate(CONCEPTS)],
        positions=positions,
        several=several,
    )


def signed(graph: Any) -> list[list[int]]:
    """Return the signed weights as a table."""
    return [
        [graph[u][v]["weight"] * graph[u][v].get("sign", 1) if v in graph[u] else 0 for v in graph]
        for u in graph
    ]
