"""Power beside seats: a bar for what each member counts, and one for its share of the seats."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from coalition.doors import refusal
from coalition.faults import as_error, each_value, number
from coalition.games.indices import Power
from coalition.plot import _style as style
from coalition.plot._style import Axes
from coalition.sentences import counted, short

_BARS = 30  # members that are drawn at most
_LONGEST = 36  # letters of a name
_NAME, _NUMBER = 9.0, 8.0  # points
_SMALL = Fraction(1, 100)  # numbers from here on have three decimals
_HATCH = "////"
_EXACT = 999  # denominators up to here are written out


def power(
    power: Power,
    *,
    seats: Mapping[str, int | float | Fraction] | None = None,
    ax: "Axes | None" = None,
) -> Axes:
    """Draw how much each member counts, beside its share of the seats.

    A dark bar is the number of a member, with the exact fraction where it is short; a hatched bar
    below it is the share of the seats, with their number. Seats are left out where numbers are
    above 1, and so no shares. Of more than 30 members, those who count most are drawn, and the
    picture says so.

    Parameters
    ----------
    power : Power
        What `banzhaf`, `shapley_shubik` or another of the indices returned.
    seats : dict of str to number, optional
        The seats of the members, such as ``case.seats``; by default the weights of the rule, if it
        has any.
    ax
        See `agreement`.

    Returns
    -------
    matplotlib.axes.Axes
        As for `agreement`.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> case = co.load_case("migration-2023")
    >>> index = co.banzhaf(case, rule=co.Majority())
    >>> ax = coalition.plot.power(index, seats=case.seats)
    >>> [text.get_text() for text in ax.texts]
    ['1/2', '34 seats', '1/6', '24 seats', '1/6', '14 seats', '1/6', '5 seats']
    """
    style.required()
    if not isinstance(power, Power):
        raise refusal(power, "a Power, such as co.banzhaf gives", "plot.power")
    noun = "seats" if seats is not None else "weight"
    with as_error("seats"):
        counts = each_value(
            (getattr(power.rule, "weights", None) or {}) if seats is None else seats, number
        )
    held = {member: counts[member] for member in power if member in counts}
    total, most = sum(held.values()), max(power.values(), default=Fraction(0))
    share = {m: float(n / total) for m, n in held.items()} if total and most <= 1 else {}
    drawn = sorted(power, key=lambda member: -power[member])[:_BARS]
    drawn = [member for member in power if member in drawn]
    names = style.labels(drawn, _LONGEST)
    if ax is None:
        beside = 0.1 + style.long(names, _NAME) / style.INCH
        tall = max(0.9, (0.42 if share else 0.26) * len(drawn))
        ax = style.new_axes(5.0, tall, (beside, 0, 0.75, 0))
    room = style.points(ax)[1] / max(1, len(drawn))
    thick = 0.36 if share else 0.7
    size = min(_NUMBER, 1.1 * thick * room)
    far = 0.01 * (max([float(most), *share.values()]) or 1)
    looks: tuple[dict[str, Any], ...] = (
        {"color": style.AGREE},
        {"color": "white", "ec": style.PALE, "hatch": _HATCH, "lw": 0.8},
    )
    for row, member in enumerate(drawn):
        bars = [(float(power[member]), _number(power[member], power.error))]
        if member in share:
            bars.append((share[member], _amount(held[member], noun)))
        for place, look, (length, words) in zip((-0.5, 0.5), looks, bars, strict=False):
            middle = row + thick * place * bool(share)
            ax.barh(middle, length, thick, **look)
            ax.text(length + far, middle, words, va="center", size=size, **style.AS_IT_IS)
    ax.set_yticks(range(len(drawn)), labels=names, size=min(_NAME, 0.8 * room), **style.AS_IT_IS)
    ax.set(ylim=(max(1, len(drawn)) - 0.4, -0.6), xlim=(0, 1.18 * 100 * far))
    ax.tick_params(axis="y", length=0)
    ax.tick_params(axis="x", labelsize=8)
    ax.spines[["top", "right", "left"]].set_visible(False)
    keys = [style.swatch(style.AGREE, "power")]
    keys += [style.swatch("white", f"share of {noun}", _HATCH)] * bool(share)
    left = len(power) - len(drawn)
    notes = [f"left out: {counted(left, 'member')} with no higher number"] * bool(left)
    below = -0.35 * style.INCH / style.points(ax)[1]
    style.keyed(ax, keys, notes, loc="upper center", bbox_to_anchor=(0.5, below), ncols=2)
    about = f", to within {power.error:.0e}" if power.error else ""
    style.titled(ax, f"{power.measure} under {power.rule}{about}")
    return ax


def _number(number: Fraction, error: float) -> str:
    """Return a number exactly where it is short and exact, else in decimals."""
    if error or number.denominator > _EXACT:
        return f"{float(number):.3f}" if number >= _SMALL else f"{float(number):.2g}"
    return short(number)


def _amount(number: Fraction, noun: str) -> str:
    """Return how many seats are held, or the weight."""
    worded = _number(number, 0)
    return f"weight {worded}" if noun == "weight" else f"{worded} seat{'s' * (number != 1)}"
