"""A part of one tie, or of an actor alone: there is nothing to search for."""

from coalition.signed._reduction import Blocs, Classes


class Bridge:
    """Two actors with one tie between them, which is kept to wherever two blocs are allowed.

    Parameters
    ----------
    actors : list of int
        The two actors, or one who has no tie.
    weight : int
        The weight of the tie; 0 where there is none.
    max_blocs : int
        The most blocs.
    """

    is_done = is_known = complete = margin_known = True

    def __init__(self, actors: list[int], weight: int, max_blocs: int) -> None:
        self.actors: list[int] = actors
        self.joined: bool = weight >= 0 or max_blocs == 1
        self.cost: int = -weight if self.joined and weight < 0 else 0
        self.bound: int = self.cost
        self.margin: int | None = abs(weight) if weight and max_blocs > 1 else None

    def partitions(self) -> tuple[Blocs, ...]:
        """Return the one partition."""
        return ((tuple(self.actors),) if self.joined else tuple((one,) for one in self.actors),)

    def proven(self) -> tuple[Classes, list[tuple[list[int], list[int]]]]:
        """Return who is together in every optimum; who is apart is told where all optima are."""
        return ([self.actors] if self.joined else []), []
