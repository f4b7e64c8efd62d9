"""The chart of coalitions that could govern: what is drawn is what was found."""

from typing import Any

import pytest

import coalition as co
from coalition import plot
from tests.pictured import formations, formed, keys, named, note, title

pytest.importorskip("matplotlib")


def words(ax: Any) -> list[str]:
    return [text.get_text() for text in ax.texts]


def cells(ax: Any) -> list[list[bool]]:
    """Return which cells of each row are filled, from above."""
    dark = ax.images[0].get_array().sum(axis=2) < 2.8
    return [[bool(filled) for filled in row] for row in dark]


def bars(ax: Any) -> list[Any]:
    return [bar for group in ax.containers for bar in group]


def test_members_are_filled_cells() -> None:
    """A column a party, by seats, a row a coalition with its rank, ties told, hatched below."""
    found = formations()
    ax: Any = plot.formations(found)
    assert named(ax.xaxis) == ["CDU/CSU", "AfD", "SPD", "Greens", "Left", "SSW"]
    assert named(ax.yaxis) == ["1", "=2", "=2", "possibly ruled out", "ruled out"]
    members = [
        {party for party, filled in zip(named(ax.xaxis), row, strict=True) if filled}
        for row in cells(ax)
    ]
    assert members == [set(one.members) for one in (*found.found, *found.ruled_out)]
    hatched = sum(patch.get_height() == 1 for patch in ax.patches)
    assert hatched == sum(len(one.members) for one in found.ruled_out)
    assert " ".join(title(ax).split()) == str(found)


def test_seats_stand_beside_the_line_of_the_fewest() -> None:
    """Bars are in proportion to seats, and the line is where the fewest that win are."""
    found = formations()
    ax: Any = plot.formations(found)
    every = [*found.found, *found.ruled_out]
    drawn = bars(ax)[: len(every)]
    unit = drawn[0].get_width() / 328
    lengths = [bar.get_width() for bar in drawn]
    assert lengths == pytest.approx([float(one.seats or 0) * unit for one in every])
    (line,) = {segment[0][0] for found in ax.collections for segment in found.get_segments()}
    assert line == pytest.approx(drawn[0].get_x() + 316 * unit)
    assert {"316 needed", "328 (+12)", "413 (+97)", "2.5"} <= set(words(ax))


def test_what_is_not_known_is_said() -> None:
    """What is not known is no zero and no bar; what is known of none is no column."""
    out = formed("A", "B", ruled_out_by=(line(),), makers=("A",))
    found = formations(found=(formed("A", seats=3, range=2),), ruled_out=(out,))
    ax: Any = plot.formations(found)
    assert words(ax).count("not known") == 2
    assert len(bars(ax)) == 2
    assert "3" in words(ax)
    assert not ax.collections
    assert "range" not in words(plot.formations(formations(found=(formed("A"),), ruled_out=())))


def line(by: str = "A", **given: Any) -> co.Commitment:
    known = {"not_with": "B", "date": "2025", "attribution": "stated", **given}
    return co.Commitment(by, "red line", "-", **known)


def test_the_mark_of_a_politician_stands_at_the_party() -> None:
    """The line of a politician is crossed in the cell of the party, and both are named."""
    parties = [co.Party("A", seats=3), co.Party("B", seats=2), co.Party("C", seats=2)]
    case = co.Coalition(
        parties=parties,
        politicians=[co.Politician("boss", "The Boss", party="A")],
        commitments=[line("boss", attribution="hearsay")],
    )
    ax: Any = plot.formations(co.formations(case, by="members"))
    assert named(ax.yaxis)[-2:] == ["possibly ruled out"] * 2
    assert words(ax).count("A (boss): not with B (hearsay)") == 2
    crosses = [text.get_position() for text in ax.texts if text.get_text() == "\u2715"]
    assert [named(ax.xaxis)[round(x)] for x, _ in crosses] == ["A", "A"]


def test_nothing_is_possible() -> None:
    """Where no coalition could govern, there is a title, and no head of an empty column."""
    ax: Any = plot.formations(co.formations({"A": 3, "B": 1}, without=["A"]))
    assert words(ax) == []
    assert title(ax).startswith("no coalition could govern")


def test_who_rules_a_coalition_out_is_marked_and_named() -> None:
    """A cross in the cell of who draws the line, and which it is beside the row, hearsay or not."""
    ax: Any = plot.formations(formations())
    assert words(ax).count("\u2715") == 2
    assert "CDU/CSU: not with Left (hearsay)" in words(ax)
    assert "SPD: not with AfD" in words(ax)
    assert keys(ax) == ["member", "member, ruled out", "draws the red line (\u2715)"]


def test_what_is_left_out_is_counted() -> None:
    """Of more than 12 that could govern and 5 ruled out, the others are counted."""
    many = tuple(formed(f"P{n:02}", seats=n, surplus=n - 9, rank=n + 1) for n in range(20))
    ax: Any = plot.formations(formations(found=many, ruled_out=many))
    assert len(cells(ax)) == 17
    assert note(ax) == "not shown: 8 others and 15 others ruled out"
    ax = plot.formations(formations(complete=False, stopped="time"))
    assert note(ax) == "not shown: further ones\nnot proven to be the best: stopped by time"
    ax = plot.formations(formations(found=many, complete=False, more_ruled_out=True))
    assert note(ax) == "not shown: more than 8 others and further ones ruled out"


def test_support_of_a_minority_is_named() -> None:
    """All sets with whose support it could carry a vote, and the first to abstain."""
    one = formed("A", seats=4, surplus=-2, support=(("B",), ("C",)), abstention=(("C", "D"),))
    ax: Any = plot.formations(formations(found=(one,), ruled_out=(), minority=True))
    assert "with the support of B or C; or with the abstention of C and" in " ".join(words(ax))
    assert "4 (\u22122)" in words(ax)


def test_the_disagreement_stands_in_place_of_the_range() -> None:
    """Where coalitions are ranked by it; with a plus where that of some members is not known."""
    two = formed("A", "B", "C", disagreement=3, unknown=(("A", "B"),))
    ax: Any = plot.formations(formations(by="disagreement", ruled_out=(), found=(two,)))
    assert {"disagreement", "3+"} <= set(words(ax))
    assert note(ax) == "+: some of the members share no proposal"


def test_nothing_is_cut_off() -> None:
    """All words are on the picture, also where names are long and on axes that are small."""
    name = "$x^{$ Bündnis 90/Die Grünen und mehr"
    found = formations(found=(formed(name, "B", seats=4, surplus=1, range=2),))
    for ax in (plot.formations(found), plot.formations(formations())):
        drawn: Any = ax
        drawn.figure.canvas.draw()
        frame = drawn.figure.bbox
        for text in drawn.texts:
            box = text.get_window_extent()
            assert frame.contains(box.x0, box.y0)
            assert frame.contains(box.x1, box.y1)


def test_only_formations_are_drawn() -> None:
    """What is something else is refused."""
    with pytest.raises(co.InvalidValue, match="must be Formations, such as"):
        plot.formations(3)  # type: ignore[arg-type]
