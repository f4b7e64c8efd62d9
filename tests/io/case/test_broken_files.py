"""Broken case files, each with the error that it must give: what, where, on which line."""

import pytest

import coalition as co
from coalition.io.case.case_file import loads_case

WHOLE = """\
name = "small"
[[sources]]
id = "news"
title = "A newspaper"
date = "2023-01"
[[parties]]
id = "A"
seats = 3
source = "news"
[[parties]]
id = "B"
source_of = { seats = "news" }
[[politicians]]
id = "ann"
name = "Ann"
party = "A"
office = "minister"
[[politicians]]
id = "bob"
name = "Bob"
party = [{ party = "A", until = "2020" }, { party = "B", since = "2021" }]
[[proposals]]
id = "curb"
topic = "roads/toll"
contested = true
[[proposals]]
id = "tax"
topic = "roads"
[[positions]]
actor = "A"
proposal = "curb"
stance = "for"
salience = 2
date = "2023-01"
attribution = "stated"
speaker = "ann"
source = "news"
[[positions]]
actor = "A"
proposal = "tax"
stance = -0.5
date = "2023"
attribution = "hearsay"
[[commitments]]
by = "bob"
kind = "ultimatum"
text = "Curb it"
to = ["A", "ann"]
proposal = "curb"
threat = "leave"
deadline = "2023-05"
repeated = ["2023-02"]
date = "2023-01"
attribution = "reported"
[[meetings]]
id = "talks"
title = "Talks"
participants = ["ann", "bob"]
date = "2023-01"
until = "2023-02"
attribution = "inferred"
[[remarks]]
text = "It rains"
topic = "roads"
date = "2023-01"
attribution = "reported"
[[commitments]]
by = "ann"
kind = "red line"
text = "Not with them"
not_with = "B"
until = "2024"
date = "2023-03"
attribution = "stated"
"""

DATE = "must be a date such as '2023', '2023-07' or '2023-07-05', not"
BROKEN = [
    # what a field may hold
    ('title = "A newspaper"\n', "", "line 2: sources[0].title: is missing"),
    ('title = "A newspaper"', "title = 7", "line 4: sources[0].title: must be text, not 7"),
    ('title = "A newspaper"', 'title = " "', "line 4: sources[0].title: must not be empty"),
    (
        'name = "small"',
        'nam = "small"',
        "line 1: nam: is no field of a coalition; did you mean 'name'?",
    ),
    (
        "seats = 3",
        "seats = -3",
        "line 8: parties[0].seats: must be a whole number, 0 or more, not -3",
    ),
    (
        "seats = 3",
        "seats = 3.0",
        "line 8: parties[0].seats: must be a whole number, 0 or more, not 3.0",
    ),
    (
        "seats = 3",
        "seats = true",
        "line 8: parties[0].seats: must be a whole number, 0 or more, not True",
    ),
    (
        "seats = 3",
        'seats = "3"',
        "line 8: parties[0].seats: must be a whole number, 0 or more, not '3'",
    ),
    (
        "seats = 3",
        "setas = 3",
        "line 8: parties[0].setas: is no field of a party; did you mean 'seats'?",
    ),
    (
        "contested = true",
        'contested = "yes"',
        "line 25: proposals[0].contested: must be true or false, not 'yes'",
    ),
    (
        '"roads/toll"',
        '"roads//toll"',
        "line 24: proposals[0].topic: must be a path such as 'migration/asylum', not 'roads//toll'",
    ),
    (
        'stance = "for"',
        'stance = "forr"',
        (
            "line 32: positions[0].stance: 'forr' is not a stance (for, neutral, against, or a "
            "number); did you mean 'for'?"
        ),
    ),
    (
        "stance = -0.5",
        "stance = -1.5",
        "line 41: positions[1].stance: must lie between -1 (against) and 1 (for), not -1.5",
    ),
    (
        "stance = -0.5",
        "stance = nan",
        "line 41: positions[1].stance: must be a finite number, not nan",
    ),
    (
        "stance = -0.5",
        "stance = false",
        "line 41: positions[1].stance: must be a finite number, not False",
    ),
    ("stance = -0.5\n", "", "line 38: positions[1].stance: is missing"),
    ("salience = 2", "salience = -2", "line 33: positions[0].salience: must be 0 or more, not -2"),
    (
        "salience = 2",
        "salience = inf",
        "line 33: positions[0].salience: must be a finite number, not inf",
    ),
    (
        'attribution = "hearsay"',
        'attribution = "hersay"',
        (
            "line 43: positions[1].attribution: must be one of stated, reported, measured, "
            "claimed, hearsay, inferred, not 'hersay'; did you mean 'hearsay'?"
        ),
    ),
    (
        'kind = "ultimatum"',
        'kind = "threat"',
        (
            "line 46: commitments[0].kind: must be one of promise, demand, ultimatum, red line, "
            "not 'threat'"
        ),
    ),
    (
        'to = ["A", "ann"]',
        'to = ["A", 7]',
        "line 48: commitments[0].to[1]: must be text, not 7",
    ),
    (
        'text = "It rains"',
        'text = "It \\u001b[31mrains"',
        "line 63: remarks[0].text: must not contain the hidden character U+001B",
    ),
    (
        'id = "tax"',
        'id = "t\\u200bax"',
        [
            "line 27: proposals[1].id: must not contain the hidden character U+200B",
            (
                "line 40: positions[1].proposal: there is no proposal 'tax'; did you mean "
                "'t\\u200bax'?"
            ),
        ],
    ),
    (
        'id = "tax"',
        'id = "tax "',
        [
            "line 27: proposals[1].id: must not begin or end with a space: 'tax '",
            "line 40: positions[1].proposal: there is no proposal 'tax'; did you mean 'tax '?",
        ],
    ),
    # dates
    (
        'date = "2023"',
        'date = "2023-02-30"',
        "line 42: positions[1].date: there is no date 2023-02-30 in the calendar",
    ),
    (
        'date = "2023"',
        'date = "2023-13"',
        "line 42: positions[1].date: there is no date 2023-13 in the calendar",
    ),
    ('date = "2023"', 'date = "spring"', f"line 42: positions[1].date: {DATE} 'spring'"),
    (
        'until = "2023-02"',
        'until = "2022-02"',
        "line 60: meetings[0].until: 2022-02 is before it begins (2023-01)",
    ),
    (
        'deadline = "2023-05"',
        'deadline = "2022"',
        "line 51: commitments[0].deadline: 2022 is before it was made (2023-01)",
    ),
    (
        '["2023-02"]',
        '["2022-02"]',
        "line 52: commitments[0].repeated[0]: 2022-02 is before it was first made (2023-01)",
    ),
    (
        'until = "2024"',
        'until = "2022"',
        "line 72: commitments[1].until: 2022 is before it was made (2023-03)",
    ),
    (
        'not_with = "B"',
        'not_with = ["B", "C"]',
        "line 71: commitments[1].not_with[1]: there is no party 'C'",
    ),
    (
        'not_with = "B"',
        'not_with = "A"',
        "line 71: commitments[1].not_with: 'A' draws the line itself; name other parties",
    ),
    (
        'not_with = "B"\n',
        "",
        "line 67: commitments[1]: a red line needs at least one of not_with, not_without, only_as",
    ),
    (
        'kind = "red line"',
        'kind = "demand"',
        [
            "line 71: commitments[1].not_with: only a red line has one",
            "line 72: commitments[1].until: only a red line has one",
        ],
    ),
    # what fields must be to each other
    (
        'threat = "leave"\n',
        "",
        "line 44: commitments[0].threat: an ultimatum has a threat, other commitments have none",
    ),
    (
        'since = "2021"',
        'since = "2019"',
        (
            "line 21: politicians[1].party: cannot be A and B at once; say when one ended and the "
            "other began"
        ),
    ),
    (
        'since = "2021"',
        'since = "2021", until = "2020"',
        ("line 21: politicians[1].party[1].until: 2020 is before it begins (2021)"),
    ),
    ('office = "minister"', 'portfolio = "Roads"', "line 13: politicians[0].office: is missing"),
    # what items must be to each other
    (
        'id = "tax"',
        'id = "curb"',
        [
            "line 27: proposals[1].id: 'curb' is already the id of proposals[0]",
            "line 40: positions[1].proposal: there is no proposal 'tax'",
        ],
    ),
    (
        'id = "bob"',
        'id = "Ann"',
        [
            (
                "line 19: politicians[1].id: 'Ann' differs from 'ann' (politicians[0].id) only in "
                "case or form"
            ),
            "line 45: commitments[0].by: there is no party or politician 'bob'; did you mean 'B'?",
            (
                "line 58: meetings[0].participants[1]: there is no party or politician 'bob'; did "
                "you mean 'B'?"
            ),
        ],
    ),
    (
        'id = "tax"',
        'id = "cu\\uff52b"',
        [
            (
                "line 27: proposals[1].id: 'cu\uff52b' differs from 'curb' (proposals[0].id) only "
                "in case or form"
            ),
            "line 40: positions[1].proposal: there is no proposal 'tax'",
        ],
    ),
    (
        'topic = "roads"\n[[pos',
        'topic = "Roads/toll"\n[[pos',
        (
            "line 28: proposals[1].topic: 'Roads/toll' differs from 'roads/toll' "
            "(proposals[0].topic) only in case or form"
        ),
    ),
    (
        'proposal = "tax"',
        'proposal = "curbs"',
        "line 40: positions[1].proposal: there is no proposal 'curbs'; did you mean 'curb'?",
    ),
    (
        'party = "A"\noffice',
        'party = "ann"\noffice',
        "line 16: politicians[0].party: there is no party 'ann'; it is a politician",
    ),
    (
        'speaker = "ann"',
        'speaker = "anne"',
        (
            "line 36: positions[0].speaker: there is no party or politician 'anne'; did you mean "
            "'ann'?"
        ),
    ),
    (
        'source = "news"\n[[parties]]',
        'source = "new"\n[[parties]]',
        "line 9: parties[0].source: there is no source 'new'; did you mean 'news'?",
    ),
    (
        '{ seats = "news" }',
        '{ sets = "news" }',
        (
            "line 12: parties[1].source_of.sets: is no field that a source stands for; did you "
            "mean 'seats'?"
        ),
    ),
    (
        'proposal = "tax"',
        'proposal = "curb"',
        (
            "line 38: positions[1]: A against (-0.5) curb (hearsay, 2023) contradicts "
            "positions[0], A for curb (stated by ann, 2023-01, news); say which is the later, "
            "or set `several`"
        ),
    ),
    # the shape of the file
    (
        "[[remarks]]",
        "[remarks]",
        (
            "line 62: remarks: must be a list, not one table; in a file, [[double brackets]] "
            "make a list"
        ),
    ),
    (
        "[[remarks]]",
        "[[remark]]",
        "line 62: remark: is no field of a coalition; did you mean 'remarks'?",
    ),
    (WHOLE, "parties = [1]", "line 1: parties[0]: must be a table of fields, not 1"),
    (WHOLE, 'parties = "A"', "line 1: parties: must be a list, not 'A'"),
]


def test_the_whole_file_has_no_fault() -> None:
    """Before it is broken, the file reads."""
    assert len(loads_case(WHOLE).positions) == 2


def test_there_are_enough_of_them() -> None:
    """The table holds at least forty broken files, each broken in a place that is there."""
    assert len(BROKEN) >= 40
    assert all(old in WHOLE for old, _, _ in BROKEN)


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN)
def test_broken_file(old: str, new: str, expected: str | list[str]) -> None:
    """Each broken file gives exactly these faults."""
    with pytest.raises(co.InvalidCase) as caught:
        loads_case(WHOLE.replace(old, new, 1), "small.toml")
    found = [str(fault) for fault in caught.value.faults]
    assert found == ([expected] if isinstance(expected, str) else expected)


def test_faults_of_all_kinds_at_once() -> None:
    """Faults of fields, between fields and between items come in one error, in order of line."""
    text = WHOLE
    for old, new in (
        ("seats = 3", "seats = -3"),
        ('since = "2021"', 'since = "2019"'),
        ('proposal = "tax"', 'proposal = "curb"'),
        ('speaker = "ann"', 'speaker = "anne"'),
        ("[[remarks]]", "[[remark]]"),
    ):
        text = text.replace(old, new, 1)
    with pytest.raises(co.InvalidCase) as caught:
        loads_case(text, "small.toml")
    assert [fault.line for fault in caught.value.faults] == [8, 21, 36, 38, 62]
    assert str(caught.value).startswith("small.toml: 5 faults\n  line 8: parties[0].seats: must")
