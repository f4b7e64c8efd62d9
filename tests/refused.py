"""What a call is refused with."""

from typing import Any

import pytest

import coalition as co

__all__ = ["faults"]


def faults(function: Any, *args: Any, **kwargs: Any) -> list[str]:
    """Return the faults that a call is refused with."""
    with pytest.raises((co.InvalidValue, co.InvalidCase)) as caught:
        function(*args, **kwargs)
    return [str(fault) for fault in caught.value.faults]
