"""What is asked of a reader of Popolo: what words mean, and what to do about what is wrong."""

from collections.abc import Mapping
from typing import Any

import attrs

from coalition.faults import Faults
from coalition.io.choices import chosen
from coalition.io.popolo._votes import OPTIONS
from coalition.io.votes.vote_codes import Meaning, arguments
from coalition.model.checks import SEVERAL


@attrs.frozen(kw_only=True)
class Choices:
    """The arguments of `read_popolo`, as they are described there.

    Raises
    ------
    InvalidValue
        If one of them is none of its choices.
    """

    stances: Mapping[Any, Meaning] | None = None
    varying: str = "error"
    counts: str = "error"
    several: str | None = None
    faults: str = "error"
    options: dict[Any, float | str] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        faults = Faults(
            chosen(
                varying=(self.varying, ("error", "unknown", "first", "last")),
                counts=(self.counts, ("error", "report")),
                several=(self.several or "refuse", tuple(SEVERAL)),
                faults=(self.faults, ("error", "skip")),
            )
        )
        meanings, _, _ = arguments(self.stances, None, None, faults)
        faults.raise_if_any("read_popolo")
        self.options.update(OPTIONS | meanings)

    @property
    def skipping(self) -> bool:
        """Whether what is wrong is left out."""
        return self.faults == "skip"
