"""Which topics and proposals are reported on, where somebody asks about one topic."""

from collections.abc import Callable

from coalition.errors import UnknownTopic
from coalition.model.coalition import Coalition
from coalition.model.proposals import covers
from coalition.stances.from_positions import held_topics


def on_topic(coalition: Coalition, topic: str | None) -> Callable[[str | None], bool]:
    """Return a test of whether a proposal is on a topic or below it; without a topic, all are."""
    if topic is None:
        return lambda _: True
    if topic not in coalition.topics:
        raise UnknownTopic(topic, coalition.topics)
    return {proposal.id for proposal in coalition._filed[topic]}.__contains__


def topics_on(coalition: Coalition, topic: str | None) -> list[str]:
    """Return the topics with positions: all, or one as a whole and then those below it."""
    held = held_topics(coalition)
    return held if topic is None else [topic, *(t for t in held if t != topic and covers(topic, t))]
