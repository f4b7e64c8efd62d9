"""The records of five parliaments as stance matrices; `docs/parliaments.md` explains each.

    python benchmarks/recipes.py DATA_FOLDER

reads those that are in the folder, as data frames or as files, and prints what is in them.

    python benchmarks/recipes.py DATA_FOLDER FOLDER

also writes a page and a heat map of the Tweede Kamer into another folder.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

import coalition as co


def tweede_kamer(votes: Any, decisions: Any) -> co.StanceMatrix:
    """Dutch Tweede Kamer: a row for each group on each decision, with the seats it had then."""
    return co.read_votes(
        votes,
        actor="faction",
        proposal="besluit_id",
        stance="vote",
        stances={"Voor": 1, "Tegen": -1, "Niet deelgenomen": "absent"},
        seats="seats",
        proposals=decisions,
        date="date",
        outcome="outcome",
        varying="last",  # the seats of a group that grew or shrank
    )


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


def general_assembly(votes: Any, roll_calls: Any) -> co.StanceMatrix:
    """UN General Assembly: to abstain is to take the middle, and who is absent has no row."""
    return co.read_votes(
        votes,
        actor="country",
        proposal="rcid",
        stance="vote",
        stances={"yes": 1, "no": -1, "abstain": "abstained"},
        no_row="absent",
        count_as={"abstained": 0},
        proposals=roll_calls,
        date="date",
    )


def bundestag(counts: pd.DataFrame) -> co.StanceMatrix:
    """German Bundestag: how many of each group said what; the line is what most of them said."""
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
        stances={"ja": 1, "nein": -1, "enthaltung": 0, "abwesend": "absent"},
        rename={
            "BÜNDNIS`90/DIE GRÜNEN": "BÜ90/GR",
            "DIE LINKE": "DIE LINKE.",
            "Die Linke": "DIE LINKE.",
            "fraktionslos": "Fraktionslos",
        },
        date="day",
        no_row="not a member",
    )


def european_parliament(member_votes: Any, votes: pd.DataFrame) -> co.StanceMatrix:
    """European Parliament, as HowTheyVote exports it: a row for each member on each vote."""
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
        varying="last",  # the group of a member who changed it
    )


def _senate(data: Path) -> co.StanceMatrix:
    folder = data / "us_senate_109"
    tables = ("votes_matrix.csv.gz", "members.csv.gz", "rollcalls.csv.gz")
    return voteview(*(folder / name for name in tables))


def _european(data: Path) -> co.StanceMatrix:
    folder = data / "howtheyvote"
    return european_parliament(folder / "member_votes.csv.gz", pd.read_csv(folder / "votes.csv.gz"))


SETS: dict[str, Callable[[Path], co.StanceMatrix]] = {
    "Tweede Kamer": lambda data: tweede_kamer(
        data / "tk_2023_2024_caretaker" / "faction_votes.csv.gz",
        data / "tk_2023_2024_caretaker" / "decisions.csv.gz",
    ),
    "US Senate": _senate,
    "UN General Assembly": lambda data: general_assembly(
        data / "unga" / "un_votes.csv.gz", data / "unga" / "un_roll_calls.csv.gz"
    ),
    "Bundestag": lambda data: bundestag(
        pd.read_csv(data / "bundestag_fractions" / "votes_fraction.csv")
    ),
    "European Parliament": _european,
}


def main(words: list[str]) -> int:
    """Read every set that is there, and say of each what it holds, or that it is missing."""
    if not words or not (data := Path(words[0])).is_dir():
        print(f"usage: python {__file__} DATA_FOLDER\nThe folder with the sets is missing.")
        return 2
    for name, recipe in SETS.items():
        try:
            matrix = recipe(data)
        except FileNotFoundError as error:
            print(f"{name}: missing: {error.filename or error}")
            continue
        stances = int((matrix.cells.codes >= 0).sum())
        size = f"{len(matrix.actors)} actors, {len(matrix.proposals):,} proposals"
        print(f"{name}: {size}, {stances:,} stances")
        if len(words) > 1 and name == "Tweede Kamer":
            show(matrix, Path(words[1]))
    return 0


def show(votes: co.StanceMatrix, folder: Path) -> None:
    """Write a page and a heat map of the votes of the Tweede Kamer, and name both."""
    page, picture = folder / "tweede-kamer.html", folder / "tweede-kamer.png"
    co.write_page(votes, page, title="Tweede Kamer")
    co.plot.heatmap(votes).figure.savefig(picture, dpi=120)
    print(page, picture, sep="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
