"""What else a party or a politician is called."""

import coalition as co
from tests.refused import faults


def test_other_names_end_after_they_begin() -> None:
    """A name is not given up before it is taken."""
    assert faults(co.OtherName, "X", since="2020", until="2019") == [
        "until: 2019 is before the name begins (2020)"
    ]
    assert faults(co.Party, "A", identifiers=[{"scheme": "wikidata"}], other_names=["B"]) == [
        "identifiers[0].identifier: is missing",
        "other_names[0]: must be a table of fields, not 'B'",
    ]
