"""What is done about rows that are at fault."""

from collections.abc import Iterable

import attrs

from coalition.errors import Fault
from coalition.io.choices import chosen


@attrs.frozen
class Policies:
    """What is done about rows that are at fault; each is an argument of `read_votes`."""

    unknown_codes: str
    missing_ids: str
    duplicates: str
    conflicts: str
    varying: str

    def faults(self, *, in_order: bool) -> Iterable[Fault]:
        """Return what is none of the choices; only rows in order have a first and a last one."""
        either = ("error", "unknown")
        resolved = (*either, "first", "last") if in_order else either
        return chosen(
            unknown_codes=(self.unknown_codes, either),
            missing_ids=(self.missing_ids, ("error", "drop")),
            duplicates=(self.duplicates, ("error", "merge")),
            conflicts=(self.conflicts, resolved),
            varying=(self.varying, resolved),
        )
