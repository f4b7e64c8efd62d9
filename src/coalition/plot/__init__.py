"""Pictures of the answers. matplotlib is loaded when something is drawn, not before."""

from coalition.plot._agreement import agreement, heatmap
from coalition.plot._blockers import blockers
from coalition.plot._formations import formations
from coalition.plot._hemicycle import hemicycle
from coalition.plot._history import history
from coalition.plot._positions import positions
from coalition.plot._power import power

__all__ = [
    "agreement",
    "blockers",
    "formations",
    "heatmap",
    "hemicycle",
    "history",
    "positions",
    "power",
]
