"""Answers as plain text, for people to read from top to bottom.

What the command line prints is listed in ``__init__.pyi`` and loaded when it is first used, so that
its help loads no answer.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
