"""Who could govern, as text: tables of coalitions, whose word rules one out, what to be wary of."""

from typing import Any

import attrs

import coalition as co
from coalition.answers.formation.formation import Formation, Formations
from coalition.reporting.formations import formations_text

CASE = co.Coalition(
    parties=[co.Party("A", seats=5), co.Party("B", seats=4), co.Party("C", seats=2)]
)


def one(members: str, seats: Any, **more: Any) -> Formation:
    """Return a coalition of parties with a letter each, which takes 6 seats."""
    known = {
        "surplus": seats and seats - 6,
        "minimal": True,
        "fewest_members": True,
        "fewest_seats": False,
        "connected": None,
        "range": None,
        "disagreement": None,
    }
    return Formation(tuple(members), seats, **known | more)


def found(*formations: Formation, **more: Any) -> Formations:
    """Return what was found under a majority of all."""
    return Formations(co.Majority(of="members"), "seats", formations, **more)


def line(by: str, other: str, **more: Any) -> Any:
    """Return a red line of one party against another."""
    return co.Commitment(
        *(by, "red line", "No"), not_with=other, date="2024", **{"attribution": "stated"} | more
    )


def test_what_is_not_known_has_no_column() -> None:
    """Of seats alone there are seats: no scale, no disagreement, nobody who rules anything out."""
    assert formations_text(CASE, found(one("BC", 6), one("AC", 7, rank=2))) == (
        "2 coalitions could govern (majority of all members); best by seats (6): B and C. The case "
        "has 3\nparties with 11 seats; it takes 6.\n"
        "\n"
        "Nobody rules out, by seats\n"
        "--------------------------\n"
        "            seats  surplus  minimal\n"
        "1  B and C      6        0      yes\n"
        "2  A and C      7        1      yes\n"
        "\n"
        "Ruled out\n"
        "---------\n"
        "  nothing\n"
    )


def test_seats_that_are_not_known_are_not_zero() -> None:
    """Whose seats are not known is named; where nobody's are, no sum is told."""
    some = co.Coalition(parties=[co.Party("A", seats=1), co.Party("B")])
    text = " ".join(formations_text(some, found()).split())
    assert "The case has 2 parties with 1 seat; the seats of B are not known." in text
    none = co.Coalition(parties=[co.Party("A"), co.Party("B")])
    text = " ".join(formations_text(none, found(one("AB", None, surplus=None))).split())
    assert "The case has 2 parties; no seats are known, and each party counts as one. " in text


def test_a_red_line_is_cited_once() -> None:
    """Whoever is ruled out by the same words has the same number; one that is kept is told too."""
    no, kept = line("B", "A"), line("A", "C")
    text = formations_text(
        CASE,
        found(
            one("AC", 7, red_lines=(kept,)),
            ruled_out=(
                one("AB", 9, red_lines=(no,), ruled_out_by=(no,)),
                one("ABC", 11, red_lines=(kept, no), ruled_out_by=(no,), rank=2),
            ),
        ),
    )
    rows = [row.split() for row in text.splitlines()]
    assert ["1", "A", "and", "C", "7", "1", "yes", "[1]"] in rows
    assert ["1", "A", "and", "B", "9", "3", "yes", "[2]"] in rows
    assert ["2", "A,", "B", "and", "C", "11", "5", "yes", "[2]"] in rows
    assert "  [2] Red line of B: No, namely not with A (stated, 2024)" in text.splitlines()


def test_a_weak_word_is_named() -> None:
    """Who is ruled out by hearsay alone is told to be so."""
    no = line("B", "A", attribution="hearsay")
    weak = one("AB", 9, red_lines=(no,), ruled_out_by=(no,))
    text = formations_text(CASE, found(ruled_out=(weak,)))
    assert "and 1 is possibly ruled out" in text
    assert "  [1] Red line of B: No, namely not with A (hearsay, 2024)\n" in text


def test_what_to_be_wary_of() -> None:
    """A table says what its range is of, and of which disagreement not all is known."""
    shown = one("AB", 9, range=2, disagreement=1, unknown=(("A", "B"),), connected=True)
    text = formations_text(CASE, found(shown, issues=("left-right",)))
    assert "range  disagreement  minimal  connected\n" in text
    assert "    2            1?      yes        yes\n" in text
    assert text.endswith(
        "To be read with care\n"
        "--------------------\n"
        "  range is measured on left-right\n"
        "  ?: some members share no proposal, and what these disagree on is not known\n"
    )
    several = attrs.evolve(found(shown), issues=("a", "b"))
    assert "  range is measured on 2 issues, as a share of each: a, b\n" in formations_text(
        CASE, several
    )


def test_what_a_minority_needs() -> None:
    """Of a minority, the smallest help that is enough is named: support, or abstention alone."""
    alone = one("A", 5, surplus=-1, minimal=False, support=(("B",), ("C",)), abstention=(("B",),))
    helpless = one("C", 2, surplus=-4, minimal=False)
    text = formations_text(CASE, found(alone, helpless, minority=True))
    assert "  A: with the support of B or C; or with the abstention of B\n" in text
    assert "  C: no support would be enough\n" in text
