"""The records of five parliaments: how each is read, and what can be said of it.

`docs/parliaments.md` explains each recipe, and how far to trust what it finds.

    python benchmarks/recipes.py DATA_FOLDER

reads those that are in the folder, and prints what they say.

    python benchmarks/recipes.py DATA_FOLDER FOLDER

also writes a page and a heat map of the Tweede Kamer into another folder.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

import coalition as co

# what two groups agree on beyond what the share of yes on each proposal gives; no word about two
# who voted together less than a hundred times
BEYOND_CHANCE = co.Agreement(null_model="fixedcol", min_shared=100)


# Tweede Kamer


def tweede_kamer(votes: pd.DataFrame, decisions: pd.DataFrame) -> co.StanceMatrix:
    """Dutch Tweede Kamer: a row for each group on each decision, with the seats it had then.

    Decisions are left out of which the votes of some groups are missing; their outcome does not
    follow from the others.
    """
    complete = named(decisions[decisions["complete"] == 1])
    return co.read_votes(
        votes.merge(complete[["besluit_id", "name"]], on="besluit_id"),
        actor="faction",
        proposal="name",
        stance="vote",
        stances={"Voor": 1, "Tegen": -1, "Niet deelgenomen": "absent"},
        seats="seats",
        proposals=complete,
        date="date",
        outcome="outcome",
        no_row="not a member",
    )


def named(decisions: pd.DataFrame) -> pd.DataFrame:
    """Name each decision by its motion, where that is certain, and else by what was on the agenda.

    Motions are not linked to decisions in the data. A `single` motion on the agenda is the one; in
    `order+sponsor`, the order of motions fits the votes of those who moved them.
    """
    certain = decisions["case_link"].isin(["single", "order+sponsor"])
    other = decisions["agenda_subject"] + " (" + decisions["besluit_id"] + ")"
    return decisions.assign(name=decisions["case_subject"].where(certain, other))


def in_the_kamer(data: Path) -> Iterator[str]:
    """Say what the record of the Tweede Kamer shows."""
    votes, decisions = _kamer(data)
    matrix = tweede_kamer(votes, decisions)
    yield size(matrix)
    by_name = int((decisions["voting"] == "Hoofdelijk").sum())
    gaps = len(decisions) - len(matrix.proposals) - by_name
    yield f"Left out: decisions without the votes of all groups ({gaps:,}), roll calls ({by_name})."
    both = list(zip(co.decisions(matrix, rule=co.Majority()), matrix.outcomes, strict=True))
    words = {"passes": "Stemmen - aangenomen", "blocked": "Stemmen - verworpen"}
    differ = [(found, told) for found, told in both if words.get(found.outcome) != told]
    same = len(both) - len(differ)
    yield f"A majority of votes cast gives the recorded outcome of {same:,} of {len(both):,}."
    for found, told in differ:
        yield f"  Not of {found.proposal}: recorded as {told}, by the rule {found.outcome}."
    yield from beyond_chance(matrix)


def _kamer(data: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    folder = data / "tk_2023_2024_caretaker"
    tables = ("faction_votes.csv.gz", "decisions.csv.gz")
    votes, decisions = (pd.read_csv(folder / name) for name in tables)
    return votes, decisions


# US Congress


def voteview(votes: Any, members: Any, rollcalls: Any) -> co.StanceMatrix:
    """US Congress: a row for each member, a column for each roll call, codes of Voteview."""
    codes = {
        **dict.fromkeys((1, 2, 3), 1),  # yea, paired yea, announced yea
        **dict.fromkeys((4, 5, 6), -1),  # announced nay, paired nay, nay
        **dict.fromkeys((7, 8, 9), "absent"),  # present, present, not voting
        0: "not a member",
    }
    matrix = co.read_votes(
        votes,
        actor="senator",
        proposal=None,
        stances=codes,
        actors=members,
        party="party",
        proposals=rollcalls,
        date="date",
        outcome="result",
    )
    return matrix.select(actors=[name for name in matrix.actors if "USA" not in name])


def _senate(data: Path) -> co.StanceMatrix:
    folder = data / "us_senate_109"
    tables = ("votes_matrix.csv.gz", "members.csv.gz", "rollcalls.csv.gz")
    return voteview(*(folder / name for name in tables))


def in_the_senate(data: Path) -> Iterator[str]:
    """Say what the record of the Senate shows."""
    senators = _senate(data)
    yield size(senators)
    yield from map(str, co.cohesion(senators))
    yield from beyond_chance(senators.group("party"))


# UN General Assembly


def general_assembly(votes: Any, roll_calls: Any) -> co.StanceMatrix:
    """UN General Assembly: to abstain is no yes and no no, and who is absent has no row."""
    return co.read_votes(
        votes,
        actor="country",
        proposal="rcid",
        stance="vote",
        stances={"yes": 1, "no": -1, "abstain": "abstained"},
        no_row="absent",
        proposals=roll_calls,
        date="date",
    )


FIVE = ["United States", "Russia", "China", "United Kingdom", "France"]


def _assembly(data: Path) -> co.StanceMatrix:
    return general_assembly(
        data / "unga" / "un_votes.csv.gz", data / "unga" / "un_roll_calls.csv.gz"
    )


def in_the_assembly(data: Path) -> Iterator[str]:
    """Say what the record of the General Assembly shows of the five permanent members."""
    votes = _assembly(data)
    yield size(votes)
    for since, until in (("1971-10-26", "1991-12-25"), ("1991-12-26", "2020-12-31")):
        part = votes.select(actors=FIVE, since=since, until=until)
        yield f"{since} to {until}, {len(part.proposals):,} roll calls, without abstentions:"
        yield from beyond_chance(part)


# Bundestag


def bundestag(counts: pd.DataFrame) -> co.StanceMatrix:
    """German Bundestag: how many of each group said what; the line is what most of them said.

    The members without a group are no group, and left out.
    """
    counts = counts[counts["fraktion"].str.lower() != "fraktionslos"]
    said = counts[["ja", "nein", "enthaltung"]]
    most = said.max(axis=1)
    line = said.idxmax(axis=1).where(said.eq(most, axis=0).sum(axis=1) == 1)  # None where tied
    return co.read_votes(
        counts.assign(
            line=line.where(most > 0, "abwesend"),
            day=pd.to_datetime(counts["date"].astype(str)),
        ),
        actor="fraktion",
        proposal="file",
        stance="line",
        stances={"ja": 1, "nein": -1, "enthaltung": "abstained", "abwesend": "absent"},
        rename={
            "BÜNDNIS`90/DIE GRÜNEN": "BÜ90/GR",
            "DIE LINKE": "DIE LINKE.",
            "Die Linke": "DIE LINKE.",
        },
        date="day",
        no_row="not a member",
    )


TERMS = {
    "18th": ("2013", "2017-10-23"),
    "19th": ("2017-10-24", "2021-10-25"),
    "20th": ("2021-10-26", "2024"),
}


def _counts(data: Path) -> pd.DataFrame:
    return pd.read_csv(data / "bundestag_fractions" / "votes_fraction.csv")


def in_the_bundestag(data: Path) -> Iterator[str]:
    """Say what the record of the Bundestag shows in each term: cabinets changed between them."""
    counts = _counts(data)
    lines = bundestag(counts)
    yield size(lines)
    groups = counts[counts["fraktion"].str.lower() != "fraktionslos"]
    said = groups[["ja", "nein", "enthaltung"]]
    few = (said.max(axis=1) * 3 < said.sum(axis=1) * 2).sum()
    yield f"On {few:,} of {len(groups):,} lines, fewer than two thirds of those who voted hold it."
    for term, (since, until) in TERMS.items():
        part = lines.select(since=since, until=until)
        voted = dict(zip(part.actors, pd.notna(part.values).any(axis=1), strict=True))
        part = part.select(actors=[name for name in part.actors if voted[name]])
        yield f"{term} term, {len(part.proposals):,} votes, without abstentions:"
        yield from beyond_chance(part)


# European Parliament


def european_parliament(member_votes: Any, votes: pd.DataFrame) -> co.StanceMatrix:
    """European Parliament, as HowTheyVote exports it: a row for each member on each vote.

    Each vote counts for the group that the member was in on that day.
    """
    return co.read_votes(
        member_votes,
        actor="member_id",
        proposal="vote_id",
        stance="position",
        stances={"FOR": 1, "AGAINST": -1, "ABSTENTION": "abstained", "DID_NOT_VOTE": "absent"},
        group="group_code",
        proposals=votes.assign(day=pd.to_datetime(votes["timestamp"])),
        date="day",
        no_row="not a member",
    )


def _european(data: Path) -> co.StanceMatrix:
    folder = data / "howtheyvote"
    return european_parliament(folder / "member_votes.csv.gz", pd.read_csv(folder / "votes.csv.gz"))


def in_the_european_parliament(data: Path) -> Iterator[str]:
    """Say what the record of the European Parliament shows."""
    members = _european(data)
    yield size(members)
    yield from map(str, co.cohesion(members, groups="group"))
    yield from beyond_chance(members.group("group"))


# what is said of every one


def size(votes: co.StanceMatrix) -> str:
    """Say how much was read, and how lopsided it is."""
    codes = votes.cells.codes
    taken = int((codes >= 0).sum())
    yes = (votes.values > 0).sum() / taken
    return (
        f"{len(votes.actors)} actors, {len(votes.proposals):,} proposals, {taken:,} votes, "
        f"{yes:.0%} of them yes."
    )


def beyond_chance(votes: co.StanceMatrix, most: int = 3) -> Iterator[str]:
    """Say who stands against whom beyond chance, how stable that is, and who agrees how often."""
    found = co.split(votes, agreement=BEYOND_CHANCE)
    graph = co.agreement_graph(votes, agreement=BEYOND_CHANCE)
    yield f"{found}."
    yield f"{co.stability(votes, agreement=BEYOND_CHANCE)}."
    ties = sorted(
        (held["agree"] / held["shared"], one, other, held)
        for one, other, held in graph.edges(data=True)
    )
    chosen = ties if len(ties) <= 2 * most else [*ties[:most], *ties[-most:]]
    for share, one, other, held in chosen:
        yield (
            f"  {one} and {other} vote alike on {share:.0%} of {held['shared']:,} common votes; "
            f"by chance, it would be {held['expected'] / held['shared']:.0%}."
        )


SETS: dict[str, Callable[[Path], co.StanceMatrix]] = {
    "Tweede Kamer": lambda data: tweede_kamer(*_kamer(data)),
    "US Senate": _senate,
    "UN General Assembly": _assembly,
    "Bundestag": lambda data: bundestag(_counts(data)),
    "European Parliament": _european,
}
FINDINGS: dict[str, Callable[[Path], Iterator[str]]] = {
    "Tweede Kamer": in_the_kamer,
    "US Senate": in_the_senate,
    "UN General Assembly": in_the_assembly,
    "Bundestag": in_the_bundestag,
    "European Parliament": in_the_european_parliament,
}


def main(words: list[str]) -> int:
    """Say of every set that is there what it shows, or that it is missing."""
    if not words or not (data := Path(words[0])).is_dir():
        print(f"usage: python {__file__} DATA_FOLDER\nThe folder with the sets is missing.")
        return 2
    for name, found in FINDINGS.items():
        print(name)
        try:
            for sentence in found(data):
                print(f"  {sentence}")
        except FileNotFoundError as error:
            print(f"  missing: {error.filename or error}")
    if len(words) > 1:
        show(SETS["Tweede Kamer"](data), Path(words[1]))
    return 0


def show(votes: co.StanceMatrix, folder: Path) -> None:
    """Write a page and a heat map of the votes of the Tweede Kamer, and name both."""
    page, picture = folder / "tweede-kamer.html", folder / "tweede-kamer.png"
    co.write_page(votes, page, title="Tweede Kamer", agreement=BEYOND_CHANCE)
    co.plot.heatmap(votes, agreement=BEYOND_CHANCE).figure.savefig(picture, dpi=120)
    print(page, picture, sep="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
