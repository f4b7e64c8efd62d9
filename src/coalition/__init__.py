"""Coalition positions as data: who stands with whom, who blocks what, since when, on what evidence.

The public names are the list in ``__init__.pyi``. Each is loaded when it is first used, so that
``import coalition`` loads neither numpy nor networkx.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
