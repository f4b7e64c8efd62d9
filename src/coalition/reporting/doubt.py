"""How certain answers are, as text: without weak sources, and whatever the unknown may be."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import TypeVar

import attrs

from coalition.answers.doubt.certainty import Certainty, certainty, sides_under
from coalition.answers.doubt.hinges import hinges
from coalition.answers.doubt.robustness import Robustness, divides_otherwise
from coalition.answers.splits.split import Split, signed_ties_of, split
from coalition.answers.terms import on_terms
from coalition.model.coalition import Coalition
from coalition.model.words import Attribution
from coalition.reporting.headings import dozen, text
from coalition.rules.vote import Rule
from coalition.sentences import against, counted, listed
from coalition.signed.partition import Partition, partition, proven
from coalition.stances.agreement import USUAL, Agreement
from coalition.stances.from_positions import stance_matrix

T = TypeVar("T")
Optima = tuple[tuple[tuple[str, ...], ...], ...]

_TRIED = 500  # completions that a report looks at
_NAMED = 4  # positions that a sentence names


def certainty_text(
    splits: Mapping[str, Certainty[Optima]],
    robustness: Mapping[str, Robustness],
    blockers: Mapping[str, Certainty[tuple[str, ...]]],
    rule: Rule,
    agreement: Agreement = USUAL,
) -> str:
    """Return how certain it is who stands with whom on topics, and who blocks what under a rule."""
    terms = on_terms("refuse", [str(agreement)])
    sides = (
        (f"{_sides(one.value)} on {topic}{terms}", chain(_variants(one, _sides), flips))
        for topic, one in splits.items()
        for flips in [_flips(robustness.get(topic))]
    )
    stops = (
        (f"{proposal}: {_stopped(found.value)}", _variants(found, _stopped))
        for proposal, found in blockers.items()
    )
    told = [text(sides)] if splits or not blockers else []
    return "\n".join([*told, *[f"Rule: {rule}\n\n{text(stops)}"] * bool(blockers)])


def _flips(found: Robustness | None) -> Iterator[str]:
    """Say what would flip a split, where that is known."""
    if found and found.split.blocs:
        yield found.worded
        yield from (f"such as {flip}" for flip in found.flips[:1])
        yield from dozen(map(str, found.rests_on))


def _variants(found: Certainty[T], worded: Callable[[T], str]) -> Iterator[str]:
    """Say what an answer is without weak sources, and what it may be in truth."""
    for name in ("claims", "hearsay", "inference", "all"):
        other = getattr(found, f"without_{name}")
        if name != "claims" or other != found.value:  # in most cases there are none
            what = "any of them" if name == "all" else name
            yield f"without {what}: {'the same' if other == found.value else worded(other)}"
    if not found.unknown:
        return
    possible = [one.value for one in found.possible]
    if possible == [found.value]:
        yield f"the same in {found.ways}"
    else:
        yield f"in {found.ways}, it may be:"
        yield from dozen(f"- {worded(value)}" for value in possible)


def _sides(optima: Optima) -> str:
    return "; or ".join(map(against, filter(None, optima))) or "no blocs"


def _stopped(by: tuple[str, ...]) -> str:
    return f"{listed(by)} can stop it alone" if by else "nobody can stop it alone"


def how_certain(
    coalition: Coalition,
    base: Split,
    solved: dict[object, Partition] | None = None,
    *,
    claimed: bool | None = None,
) -> str:
    """Say what of a split stays without weak sources, and which statements it rests on.

    `solved` are partitions by what is said and by ties, which many topics have in common; more are
    added. `claimed` says whether anything is claimed in the whole case, on any topic.
    """
    about = base.topic or "all topics"
    if not proven(base):
        return f"{about}: not proven, so what it rests on is not known."
    # what is said on the topic is all that matters; but what is supposed dates from the end of the
    # case, and comparisons that are later than all else on the topic would outlive it
    proposals = stance_matrix(coalition, base.topic).proposals
    part = coalition._of(proposals)
    part = coalition if part.comparisons else part
    solved = {} if solved is None else solved
    unproven: list[Partition] = []
    # which proposal it is and how it is known matters only where that has a weight
    weighed, trusted = base.agreement.weights, base.agreement.reliability
    place = {name: name if weighed else at for at, name in enumerate(proposals)}

    def stays(now: Coalition) -> bool:
        said = Counter(
            (one.actor, place[one.proposal], one.stance, trusted and one.attribution)
            for one in now.in_force
            if one.proposal in place
        )
        key = frozenset(said.items())
        if key not in solved:
            ties = signed_ties_of(stance_matrix(now, base.topic), base.agreement)
            tied = ties.nodes, tuple(ties.ties.items())
            solved[key] = solved[tied] = solved.get(tied) or partition(ties)
        unproven.extend([] if proven(solved[key]) else [solved[key]])
        return not divides_otherwise(base, solved[key])

    asked = partial(certainty, part, stays, topic=base.topic, stances=sides_under(base.agreement))
    critical = [str(hinge.position) for hinge in hinges(part, stays, topic=base.topic)]
    sentences = [
        _without(part, base, any_claims(coalition) if claimed is None else claimed),
        _completed(part, base, asked),
        f"Rests on {_some(critical)}" if critical else "No single statement is critical",
    ]
    if unproven:
        sentences.append("Not all splits compared are proven")
    return f"{about}: {'. '.join(sentences)}."


def any_claims(coalition: Coalition) -> bool:
    """Tell whether any position of a case is claimed by others."""
    return any(said.attribution == "claimed" for said in coalition.positions)


def _without(part: Coalition, base: Split, claimed: bool) -> str:
    """Say what the split is without claims, if the case has any, hearsay and inference."""
    same, others = [], []
    claims: list[tuple[str, Attribution]] = [("claims", "claimed")] * claimed
    weak: list[tuple[str, Attribution]] = [("hearsay", "hearsay"), ("inference", "inferred")]
    held = {said.attribution for said in (*part.positions, *part.comparisons)}
    for name, attribution in claims + weak:
        found = base
        if attribution in held:
            found = split(part.without(attribution), base.topic, agreement=base.agreement)
            found = attrs.evolve(found, left_out=())  # a report says that elsewhere
        if found.optima == base.optima:
            same.append(f"without {name}")
        else:
            others.append(f"without {name} {'it' if found.blocs else 'there'} is {found}")
    return "; ".join([f"the same {listed(same)}"] * bool(same) + others)


def _completed(coalition: Coalition, base: Split, asked: Callable[..., Certainty[bool]]) -> str:
    """Say whether it stays whatever the unknown may be on the proposals that it is about."""
    proposals = list(dict.fromkeys(said.proposal for said in base.reasons))
    found = asked(proposals=proposals, max_completions=_TRIED)
    if not found.unknown:
        return "All positions are known"
    unknown = f"{counted(len(found.unknown), 'position')} not known exactly"
    if found.verdict == "certain":
        return f"Certain, whatever the {unknown} may be"
    if found.verdict == "undecided":
        ways = counted(found.tried, "way")
        return f"No other in {ways} to fill in the {unknown}, and there are more"
    alone = [
        str(coalition.position(actor, proposal) or f"{actor} on {proposal} (not known)")
        for actor, proposal in found.unknown[:_TRIED]
        if asked(proposals=[proposal], actors=[actor]).verdict != "certain"
    ]
    return f"Not certain: it depends on {_some(alone) or f'the {unknown}'}"


def _some(positions: list[str]) -> str:
    """Return the first of some positions in a row, and whether there are others."""
    return listed([*positions[:_NAMED], *["others"] * (len(positions) > _NAMED)])
