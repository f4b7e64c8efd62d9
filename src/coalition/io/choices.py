"""Arguments that are one of a few words."""

from collections.abc import Collection, Iterable

from coalition.errors import Fault
from coalition.faults import shown


def chosen(**given: tuple[str, Collection[str]]) -> Iterable[Fault]:
    """Yield a fault for each argument whose value is none of its choices."""
    for name, (value, choices) in given.items():
        if value not in choices:
            yield Fault(name, f"must be one of {', '.join(choices)}, not {shown(value)}")
