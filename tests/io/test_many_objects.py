"""Reading with no pauses."""

import gc

import pytest

import coalition as co
from coalition.io.many_objects import many_objects


@pytest.mark.parametrize("on", [True, False])
def test_it_is_as_it_was(*, on: bool) -> None:
    """After reading, also of what is refused, Python searches for waste if it did before."""
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with many_objects():
            assert not gc.isenabled()
        with pytest.raises(co.InvalidCase):
            co.loads_case("[")
        assert gc.isenabled() == on
    finally:
        (gc.enable if was_on else gc.disable)()
