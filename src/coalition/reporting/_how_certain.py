"""How certain a split is, as a sentence."""

from collections.abc import Callable, Iterator

from coalition.answers.doubt.certainty import Certainty, certainty
from coalition.answers.doubt.hinges import hinges
from coalition.answers.doubt.robustness import divides_otherwise
from coalition.answers.splits.split import Split, split
from coalition.graph.agreement import agreement_graph
from coalition.model.coalition import Coalition
from coalition.sentences import counted, listed
from coalition.signed.partition import partition

_TRIED = 500  # completions that a report looks at
_NAMED = 4  # positions that a sentence names


def how_certain(coalition: Coalition, base: Split) -> str:
    """Say what of a split stays without weak sources, and which statements it rests on."""
    known: dict[tuple[tuple[str, str, float], ...], bool] = {}

    def stays(now: Coalition) -> bool:
        graph = agreement_graph(now, base.topic)
        ties = tuple((one, other, e["sign"] * e["weight"]) for one, other, e in graph.edges.data())
        if ties not in known:
            known[ties] = not divides_otherwise(base, partition(graph))
        return known[ties]

    critical = [str(hinge.position) for hinge in hinges(coalition, stays, topic=base.topic)]
    sentences = (
        _without(coalition, base),
        _completed(coalition, base, stays),
        f"Rests on {_some(critical)}" if critical else "No single statement is critical",
    )
    return f"{base.topic or 'all topics'}: {'. '.join(sentences)}."


def _without(coalition: Coalition, base: Split) -> str:
    """Say what the split is without hearsay, and without inference."""
    same, others = [], []
    for name, attribution in (("hearsay", "hearsay"), ("inference", "inferred")):
        found = split(coalition.without(attribution), base.topic)
        if found.optima == base.optima:
            same.append(f"without {name}")
        else:
            others.append(f"without {name} it is {found}")
    return "; ".join([f"the same {listed(same)}"] * bool(same) + others)


def _completed(coalition: Coalition, base: Split, stays: Callable[[Coalition], bool]) -> str:
    """Say whether it stays whatever the unknown may be on the proposals that it is about."""
    proposals = list(dict.fromkeys(said.proposal for said in base.reasons))
    found = certainty(
        coalition, stays, topic=base.topic, proposals=proposals, max_completions=_TRIED
    )
    if not found.unknown:
        return "All positions are known"
    unknown = f"{counted(len(found.unknown), 'position')} not known exactly"
    if found.verdict == "certain":
        return f"Certain, whatever the {unknown} may be"
    if found.verdict == "undecided":
        ways = counted(found.tried, "way")
        return f"No other in {ways} to fill in the {unknown}, and there are more"
    alone = list(_pivotal(coalition, base, found, stays))
    return f"Not certain: it depends on {_some(alone) or f'the {unknown}'}"


def _pivotal(
    coalition: Coalition, base: Split, found: Certainty[bool], stays: Callable[[Coalition], bool]
) -> Iterator[str]:
    """Say which of the unknown positions can change it alone."""
    for actor, proposal in found.unknown[:_TRIED]:
        alone = certainty(coalition, stays, topic=base.topic, proposals=[proposal], actors=[actor])
        if alone.verdict != "certain":
            held = coalition.position(actor, proposal)
            yield str(held) if held else f"{actor} on {proposal} (not known)"


def _some(positions: list[str]) -> str:
    """Return the first of some positions in a row, and whether there are others."""
    return listed([*positions[:_NAMED], *["others"] * (len(positions) > _NAMED)])
