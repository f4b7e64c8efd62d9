"""Which party or other group actors are in, and their seats: throughout, or vote by vote."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from coalition.stances.codes import Codes, Packed, code_of, smallest

NOT_A_MEMBER = code_of("not a member")


class Affiliations(Packed):
    """The party, the group or the number of seats of actors: in one column, or vote by vote."""

    @property
    def names(self) -> tuple[Any, ...]:
        """The parties, groups or numbers, each once, in order."""
        return self.levels

    @classmethod
    def packed(cls, rows: Iterable[Iterable[Any]]) -> "Affiliations":
        """Pack names or numbers, None where there is none."""
        given = [list(row) for row in rows]
        names = sorted({name for row in given for name in row if name is not None})
        place = {name: index for index, name in enumerate(names)}
        codes = [[-1 if name is None else place[name] for name in row] for row in given]
        shape = len(codes), len(codes[0]) if codes else 1
        return cls(np.array(codes, smallest(len(names))).reshape(shape), tuple(names))

    def name(self, row: int, column: int) -> Any:
        """Return that of one vote."""
        code = int(self.codes[row, column])
        return None if code < 0 else self.names[code]

    def lasting(self) -> tuple[str | None, ...]:
        """Return that of each actor, None for one whose votes are not all the same."""
        return tuple(
            self.names[row[0]] if len(row) and row[0] >= 0 and (row == row[0]).all() else None
            for row in self.codes
        )

    def latest(self, order: Sequence[int]) -> tuple[Any, ...]:
        """Return the last that is known of each actor, the votes being in this order."""
        codes = self.codes[:, order[::-1]].tolist()
        known = (next((code for code in row if code >= 0), None) for row in codes)
        return tuple(None if code is None else self.names[code] for code in known)

    def are(self, own: Sequence[Any]) -> bool:
        """Tell whether every vote counts for the actor's own."""
        place: dict[Any, int] = {name: index for index, name in enumerate(self.names)}
        place[None] = -1
        codes = [place.get(name, -2) for name in own]
        return bool((self.codes == np.reshape(codes, (-1, 1))).all())

    def places(self, names: Sequence[str]) -> Codes:
        """Return the place of each among other names; -1 where it is not there."""
        place = {name: index for index, name in enumerate(names)}
        return np.array([*(place.get(name, -1) for name in self.names), -1], np.int64)[self.codes]
