"""Pictures of the answers. matplotlib is loaded when something is drawn, not before."""

from coalition.plot.agreeing import agreement
from coalition.plot.blocking import blockers
from coalition.plot.heating import heatmap
from coalition.plot.positioning import positions
from coalition.plot.staging import history
from coalition.plot.weighing import power

__all__ = ["agreement", "blockers", "heatmap", "history", "positions", "power"]
