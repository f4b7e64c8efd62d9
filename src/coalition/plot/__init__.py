"""Pictures of the answers. matplotlib is loaded when something is drawn, not before."""

from coalition.plot.agreeing import agreement

__all__ = ["agreement"]
