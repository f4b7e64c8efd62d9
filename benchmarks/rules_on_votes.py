"""Decide real votes by the rule that each called for, and compare with the recorded outcomes.

Usage: python benchmarks/rules_on_votes.py DATA

DATA is a folder that holds

- `tk_2023_2024_caretaker/`: decisions of the Dutch Tweede Kamer, 4 December 2023 to 27 June 2024
  (open data of the Tweede Kamer, CC0);
- `us_senate_109/`: roll calls of the United States Senate, 2005 and 2006 (Voteview, through the R
  package pscl).
"""

import csv
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import coalition as co

Row = dict[str, str]

CHAIR = "vice president"
# where the Vice President voted, which is not in the data (vote 363, on 21 December 2005)
CHAIR_VOTED_FOR = {"v363"}
YEA, NAY, NOT_VOTING = "123", "456", "789"
CARRIED = {"Agreed to", "Passed", "Confirmed"}

MAJORITY = co.Majority(tie=CHAIR)
THREE_FIFTHS = co.Supermajority("3/5", of=100)
TWO_THIRDS = co.Supermajority("2/3")

# Standing Rules of the Senate, XXII.2: cloture by three fifths of the senators, and V.1 with its
# precedents: suspension of the rules by two thirds of those voting. Congressional Budget Act of
# 1974, section 904: waivers by three fifths of the senators. Constitution, II.2, V and I.7: two
# thirds. The first pattern found in "question: description" counts.
KINDS: tuple[tuple[str, str, co.Rule], ...] = (
    ("cloture", "^On (the )?Cloture", THREE_FIFTHS),
    ("cloture, asked as a plain motion", "^On the Motion: Motion to Invoke Cloture", THREE_FIFTHS),
    ("waiver of the Budget Act", ": Motion to Waive", THREE_FIFTHS),
    ("suspension of the rules", ": Motion to Suspend", TWO_THIRDS),
    ("treaty", "^On the Resolution of Ratification", TWO_THIRDS),
    ("amendment to the Constitution", "proposing an amendment to the Constitution", TWO_THIRDS),
    ("veto", "veto|objections of the President", TWO_THIRDS),
)


def main(words: list[str]) -> int:
    """Print both comparisons, and return 1 if something differs that is not an exact tie."""
    if len(words) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    data = Path(words[0])
    folders = [data / "tk_2023_2024_caretaker", data / "us_senate_109"]
    if missing := [str(folder) for folder in folders if not folder.is_dir()]:
        sys.stderr.write(f"there are no data to measure on: {', '.join(missing)} is missing\n")
        return 2
    return max(tweede_kamer(folders[0]), senate(folders[1]))


def rows(path: Path) -> list[Row]:
    """Return the rows of a compressed table."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tweede_kamer(folder: Path) -> int:
    """Compare a majority of the seats that vote with the complete decisions of the Tweede Kamer."""
    voted: dict[str, list[Row]] = defaultdict(list)
    for row in rows(folder / "faction_votes.csv.gz"):
        voted[row["besluit_id"]].append(row)
    decisions = [row for row in rows(folder / "decisions.csv.gz") if row["complete"] == "1"]
    ties, equal, differing = [], 0, []
    for decision in decisions:
        vote = kamer_vote(voted[decision["besluit_id"]])
        recorded = decision["outcome"] == "Stemmen - aangenomen"
        carried = co.Majority().carries(vote)
        if carried == recorded and kamer_outcome(vote) == ("passes" if recorded else "blocked"):
            equal += 1
        else:
            differing.append(f"{decision['date']} {decision['outcome']}: {tellers(vote)}")
        if seats_of(vote, vote.supporters) == seats_of(vote, vote.opponents):
            ties.append(f"{decision['date']} {decision['case_number']}: {decision['outcome']}")
    print("Tweede Kamer, complete decisions: majority of the seats that vote")
    print(f"  {equal} of {len(decisions)} as recorded, by `carries` and by `decide`")
    for line in differing:
        print(f"  differs: {line}")
    for line in ties:
        print(f"  exact tie, as many seats for as against: {line}")
    return int(bool(differing))


def kamer_vote(voted: Iterable[Row]) -> co.Vote:
    """Return one decision as a vote of the parliamentary groups, with their seats on that day."""
    sides: dict[str, set[str]] = defaultdict(set)
    seats = {}
    for row in voted:
        sides[row["vote"]].add(row["faction"])
        seats[row["faction"]] = int(row["seats"])
    known = (sides.pop("Voor", set()), sides.pop("Tegen", set()))
    absent = sides.pop("Niet deelgenomen", set())
    if sides:
        raise ValueError(f"a vote that is not known: {', '.join(sides)}")
    return co.Vote(*known, absent=absent, seats=seats)


def kamer_outcome(vote: co.Vote) -> str:
    """Return what `decide` says of the same vote, the groups that took no part left out."""
    voting = sorted(vote.supporters | vote.opponents)
    stances = [[1 if group in vote.supporters else -1] for group in voting]
    seats = [int(vote.seats[group]) for group in voting]
    matrix = co.StanceMatrix(tuple(voting), ("case",), stances, seats=tuple(seats))
    return co.decide(matrix, "case", rule=co.Majority()).outcome


def seats_of(vote: co.Vote, groups: Iterable[str]) -> int:
    """Return how many seats some groups have together."""
    return sum(int(vote.seats[group]) for group in groups)


def tellers(vote: co.Vote) -> str:
    """Return the seats for and against."""
    yes, no = seats_of(vote, vote.supporters), seats_of(vote, vote.opponents)
    return f"{yes} for, {no} against"


def senate(folder: Path) -> int:
    """Compare the rule that each roll call of the Senate called for with its result."""
    calls = rows(folder / "rollcalls.csv.gz")
    voted = {row["senator"]: row for row in rows(folder / "votes_matrix.csv.gz")}
    voted = {name: row for name, row in voted.items() if not name.startswith("BUSH ")}
    kinds: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    rules: dict[str, co.Rule] = {}
    differing, ties, miscounted = [], [], []
    for call in calls:
        vote = senate_vote(call["rollcall"], voted)
        kind, rule = called_for(call)
        rules[kind] = rule
        kinds[kind] += 1
        count = (len(vote.supporters - {CHAIR}), len(vote.opponents))
        line = f"{call['rollcall']} {call['question']}, {call['result']}, {count[0]}-{count[1]}"
        if count != (int(call["yeatotal"]), int(call["naytotal"])):
            miscounted.append(line)
        if rule.carries(vote) == (call["result"] in CARRIED):
            equal[kind] += 1
        else:
            differing.append(f"{line} ({kind})")
        if kind == "majority" and count[0] == count[1]:
            ties.append(f"{line}, {CHAIR} {'for' if CHAIR in vote.supporters else 'not voting'}")
    print(f"Senate, {len(calls)} roll calls: by the rule that each called for")
    for kind, number in sorted(kinds.items(), key=lambda item: -item[1]):
        print(f"  {equal[kind]:>3} of {number:>3} as recorded: {kind} ({rules[kind]})")
    print(f"  {sum(equal.values()):>3} of {len(calls):>3} as recorded in all")
    print("    0 roll calls on a veto: none reached the Senate in these two years")
    for line in ties:
        print(f"  exact tie: {line}")
    for line in miscounted:
        print(f"  the votes do not add up to the recorded count: {line}")
    for line in differing:
        print(f"  differs: {line}")
    return int(bool(differing or miscounted))


def senate_vote(call: str, voted: dict[str, Row]) -> co.Vote:
    """Return one roll call as a vote of the senators, and of the Vice President as the chair."""
    sides = {codes: {n for n, r in voted.items() if r[call] in codes} for codes in (YEA, NAY)}
    absent = {name for name, row in voted.items() if row[call] in NOT_VOTING}
    seats = dict.fromkeys(sides[YEA] | sides[NAY] | absent, 1)
    chair = sides[YEA] if call in CHAIR_VOTED_FOR else absent
    chair.add(CHAIR)
    return co.Vote(sides[YEA], sides[NAY], absent=absent, seats={CHAIR: 0, **seats})


def called_for(call: Row) -> tuple[str, co.Rule]:
    """Return the kind of a question, and the rule by which it is decided."""
    asked = f"{call['question']}: {call['description']}"
    for kind, pattern, rule in KINDS:
        if re.search(pattern, asked, re.IGNORECASE):
            return kind, rule
    return "majority", MAJORITY


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
