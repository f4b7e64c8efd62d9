"""Files from anywhere: what reading them leaves as it was."""

import gc

import pytest

import coalition as co
from coalition.io.text import uncollected


def test_garbage_is_collected_again() -> None:
    """After a file was read, or refused, Python looks for garbage as it did before."""
    assert gc.isenabled()
    co.loads_case("name = 'x'")
    with pytest.raises(co.InvalidCase):
        co.loads_case("name = 1")
    assert gc.isenabled()


def test_garbage_that_was_left_is_left() -> None:
    """Whoever turned it off finds it off, and one within another does not turn it on."""
    with uncollected():
        co.loads_case("name = 'x'")
        assert not gc.isenabled()
    assert gc.isenabled()
