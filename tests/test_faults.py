"""The one collector of faults: all of them at once, in messages that are safe to show."""

import pytest

import coalition as co
from tests.refused import faults


def test_every_fault_of_an_object_at_once() -> None:
    """A constructor reports all that is wrong with its fields in one error."""
    with pytest.raises(co.InvalidValue) as caught:
        co.Party("A", seats=-1, source=" ", note="")
    assert str(caught.value) == (
        "Party 'A': 3 faults\n"
        "  seats: must be a whole number, 0 or more, not -1\n"
        "  source: must not be empty\n"
        "  note: must not be empty"
    )


def test_messages_hold_no_control_characters() -> None:
    """A key with an escape sequence is shown escaped, and cut where it is long."""
    (fault,) = faults(co.Coalition, parties=[{"id": "A", "\x1b[2J": 1}])
    assert fault.startswith("parties[0].\\x1b[2J: is no field of a party")
    (fault,) = faults(co.Coalition, parties=[{"id": "A", "x" * 999: 1}])
    assert len(fault) < 150
