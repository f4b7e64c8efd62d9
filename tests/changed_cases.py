"""Random pairs of small cases, and what changed between them by trying every set of facts.

``python -m tests.changed_cases 1000`` compares a thousand pairs.
"""

import sys
from collections import Counter
from collections.abc import Hashable, Iterator
from itertools import chain, combinations
from random import Random
from typing import Any

import attrs

import coalition as co
from coalition.answers.changes._questions import Question, Terms, answer, blocking, compared
from coalition.answers.changes.changed_facts import LISTS, applied
from coalition.model.words import CommitmentKind, Result

RULES = (
    "unanimity", "majority of all members", "majority", "at least 2", "majority and veto A",
    "quota 2 by weights (A 2, B 1)",
)  # fmt: skip
MOST = 7  # facts of which all sets are tried


def changed_case(case: co.Coalition, chance: Random) -> co.Coalition:
    """Return a case with some facts added, removed and changed at random, if that makes one."""
    for _ in range(chance.randint(1, 4)):
        try:
            case = attrs.evolve(case, **edit(case, chance))
        except co.CoalitionError:
            continue
    return case


def edit(case: co.Coalition, chance: Random) -> dict[str, Any]:  # noqa: PLR0912 - one a list
    """Return the fields of a case that one edit at random makes others."""
    actors = [*(one.id for one in case.parties), *(one.id for one in case.politicians)]
    actors += ["A", "B"][: max(2 - len(actors), 0)]
    proposals = [proposal.id for proposal in case.proposals] or ["p"]
    sources = [None, *(source.id for source in case.sources)]
    known: dict[str, Any] = {
        "date": chance.choice(["2023-01", "2023-02", "2023-02-03", "2023"]),
        "attribution": chance.choice(["stated", "reported", "hearsay", "inferred"]),
        "source": chance.choice(sources),
    }
    name = chance.choice([*LISTS, *["positions"] * 8, "several", "as_of", "gone", "gone", "note"])
    held = [*getattr(case, name, ())] if name in LISTS else []
    made: Any = None
    match name:
        case "several":
            return {"several": chance.choice(["refuse", "latest", "all", "source", "range"])}
        case "as_of":
            return {"as_of": chance.choice([None, "2023-01", "2023-12"])}
        case "note":
            return {"note": chance.choice([None, "x", "y"])}
        case "gone":
            name = chance.choice(LISTS)
            held = [*getattr(case, name)]
            return {name: chance.sample(held, max(len(held) - 1, 0))}  # in another order
        case "sources":
            made = co.Source(chance.choice("JK"), chance.choice(["x", "y"]))
        case "parties":
            seats = chance.choice([None, 1, 2, [co.Seats(3, until="2023-06"), co.Seats(1)]])
            made = co.Party(chance.choice("ABC"), seats=seats)
        case "politicians":
            turned = [co.Membership("A", until="2023-02"), co.Membership("B", since="2023-03")]
            made = co.Politician("m", "M", party=chance.choice([*"AB", (), turned]))
        case "proposals":
            made = co.Proposal(
                chance.choice("pq"), chance.choice(["t", "t/u", ["t", "v"]]),
                excludes=chance.choice([(), (), *proposals]),
                part_of=chance.choice([(), (), *proposals]),
                date=chance.choice([None, "2023-01"]), source=chance.choice(sources),
            )  # fmt: skip
        case "positions":
            stance = chance.choice([-1, 0, 1, 0.5])
            made = co.Position(chance.choice(actors), chance.choice(proposals), stance, **known)
        case "comparisons":
            one, other = chance.sample(actors, 2)
            close = chance.choice([None, 0.5])
            made = co.Comparison(one, other, chance.choice(proposals), at_most=close, **known)
        case "commitments":
            kinds: list[CommitmentKind] = ["demand", "ultimatum", "ultimatum"]
            kind = chance.choice(kinds)
            known["threat"] = "go" if kind == "ultimatum" else None
            made = co.Commitment(
                chance.choice(actors), kind, chance.choice("xy"),
                proposal=chance.choice([*proposals, None]),
                deadline=chance.choice([None, "2023-02", "2023-12"]), **known,
            )  # fmt: skip
        case "outcomes":
            result: Result = chance.choice(["adopted", "rejected"])
            made = co.Outcome(chance.choice(proposals), result, **known)
        case "meetings":
            made = co.Meeting("r", chance.choice(["talks", "round"]), **known)
        case "remarks":
            made = co.Remark("said", **known)
    same = [
        place for place, item in enumerate(held) if getattr(item, "id", 0) == getattr(made, "id", 1)
    ]
    if held and (same or chance.random() < 0.3):
        held.pop(same[0] if same else chance.randrange(len(held)))
    held.insert(chance.randint(0, len(held)), made)
    return {name: held}


def random_pair(chance: Random) -> tuple[co.Coalition, co.Coalition]:
    """Return two cases that differ in a few facts."""
    start = co.Coalition(
        sources=[co.Source("J", "x")],
        parties=[co.Party("A", seats=2), co.Party("B", seats=1)],
        proposals=[co.Proposal("p", "t")],
    )
    for _ in range(chance.randint(1, 5)):
        start = changed_case(start, chance)
    return start, changed_case(start, chance)


def in_any_order(case: co.Coalition) -> tuple[Any, ...]:
    """Return what a case says, but for the order of it."""
    lists = (frozenset(Counter(getattr(case, name)).items()) for name in LISTS)
    return *lists, case.name, case.title, case.note, case.several, case.as_of, case.extra


def turned(case: co.Coalition) -> co.Coalition:
    """Return a case with all its lists the other way round."""
    lists: dict[str, Any] = {name: getattr(case, name)[::-1] for name in LISTS}
    return attrs.evolve(case, **lists)


def told(case: co.Coalition, terms: Terms, topics: set[str]) -> dict[Question, Any]:
    """Return all that is asked of a case, each answer by the public function that gives it."""
    known = topics & {*case.topics}
    found: dict[Question, Any] = {Question("split", name): co.split(case, name) for name in known}
    found |= dict(blocking(case, terms))
    unsure = [Question("certainty of split", name) for name in known]
    unsure += [Question("certainty of blockers", one.id) for one in case.proposals]
    return found | {one: answer(case, one, terms) for one in unsure}


def subsets(facts: tuple[co.ChangedFact, ...]) -> Iterator[tuple[co.ChangedFact, ...]]:
    """Yield all sets of facts, the smallest first."""
    return chain.from_iterable(combinations(facts, size) for size in range(len(facts) + 1))


def check(old: co.Coalition, new: co.Coalition, rule: str) -> co.Changes:
    """Compare what changed with what trying every set of facts shows."""
    found = co.changes(old, new, rule=rule)
    assert list(map(str, co.changes(turned(old), turned(new), rule=rule))) == list(map(str, found))
    assert in_any_order(applied(old, found.facts)) == in_any_order(new)
    terms = Terms(rule, None)
    topics = {str(one.topic) for case in (old, new) for one in co.splits(case)}
    before, after = told(old, terms, topics), told(new, terms, topics)
    differ = [
        one
        for one in sorted(before | after, key=lambda one: one.order)
        if compared(before.get(one)) != compared(after.get(one))
        and (one.asked, one.about) not in found.not_compared
    ]
    assert [(one.question, one.about) for one in found.answers] == [
        (one.asked, one.about) for one in differ
    ]
    for question, one in zip(differ, found.answers, strict=True):
        if "certainty" not in one.question:
            assert (one.before, one.after) == (before.get(question), after.get(question))
    if len(found.facts) <= MOST:
        check_sets(old, found, terms, differ)
    return found


def check_sets(
    old: co.Coalition, found: co.Changes, terms: Terms, questions: list[Question]
) -> None:
    """Check that the facts of each answer are a smallest set, and the only one where it says so."""
    states = []
    for some in subsets(found.facts):
        try:
            states.append((some, applied(old, some)))
        except co.InvalidCase:
            continue

    def key(state: co.Coalition, question: Question) -> Hashable:
        try:
            return compared(answer(state, question, terms))
        except co.CoalitionError:
            return "none"

    for question, one in zip(questions, found.answers, strict=True):
        target = compared(one.after)
        does = [some for some, state in states if key(state, question) == target]
        fewest = [some for some in does if len(some) == len(does[0])]
        assert one.smallest, one
        assert one.facts in fewest, (one, fewest)
        assert one.unique in (len(fewest) == 1, None), (one, fewest)


def compare(number: int, seed: int) -> Counter[str]:
    """Check so many pairs; return how many answers of each kind changed."""
    chance = Random(seed)
    asked: Counter[str] = Counter()
    for _ in range(number):
        old, new = random_pair(chance)
        try:
            asked.update(one.question for one in check(old, new, chance.choice(RULES)).answers)
        except co.InvalidValue:
            asked["misfit"] += 1
    return asked


if __name__ == "__main__":
    print(compare(int(sys.argv[1]), seed=int((*sys.argv, "0")[2])))  # noqa: T201
