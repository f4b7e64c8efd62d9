"""What the pictures have in common: colors, harmless labels, axes, titles and keys."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import chain
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from coalition.characters import spelled
from coalition.errors import MissingExtra
from coalition.sentences import counted
from coalition.signed.partition import Partition
from coalition.stances.codes import REASONS

if TYPE_CHECKING:
    import matplotlib.artist
    import matplotlib.axes

Artist: TypeAlias = "matplotlib.artist.Artist"
Axes: TypeAlias = "matplotlib.axes.Axes"
Colors = npt.NDArray[np.float64]

# blue and red of Paul Tol's high-contrast scheme: apart for the color-blind, and on a gray print
AGREE, DISAGREE = "#004488", "#BB5566"
INK, PALE, FILL, RIM = "#2B2B2B", "#8A8A8A", "#F3F2EE", "#D5D3CB"
AS_IT_IS: dict[str, Any] = {"color": INK, "parse_math": False, "usetex": False}
INCH = 72  # points

# what stands in a cell: the sign of a stance, or of the reason why there is none
SIDES = {1: ("for", "+"), 0: ("neutral", "0"), -1: ("against", "\u2212")}
MISSING = dict(zip(REASONS, "?ano\u00b1", strict=True))

# from disagreement to agreement by way of gray, each darker than the one before
_SHADES = np.array([[255, 188, 165], [150, 150, 150], [0, 68, 136]]) / 255
_LIGHT = (0.2126, 0.7152, 0.0722)  # of red, green and blue (ITU-R BT.709)
_DARK = 0.179  # luminance at which black and white have the same contrast
LONGEST = 24  # letters of a name
_TITLES = ((11, 3), (8.5, 4))  # points and lines of a title
_NOTE = 8.0  # points of a note
_TITLE = 0.75  # inches that it takes
_LETTER = 0.62  # the width of a letter beside its size
_FEW, _NAMED = 4, 2  # names or blocs that are all named; those that are named of more


def required() -> None:
    """Raise `MissingExtra` where matplotlib is not installed."""
    try:
        import matplotlib as mpl  # noqa: F401, PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtra("plot") from error


def labels(names: Iterable[object], longest: int) -> list[str]:
    """Return names as they are drawn, cut where they are too long."""
    return shortened(map(label, names), longest)


def shortened(names: Iterable[str], longest: int) -> list[str]:
    """Return names of at most so many letters, cut in the middle where they begin alike."""
    whole, half = list(names), longest // 2
    times = Counter(cut(name, longest) for name in whole)
    return [
        f"{name[: half - 1]}…{name[-half:]}"
        if len(name) > longest and times[cut(name, longest)] > 1
        else cut(name, longest)
        for name in whole
    ]


def label(text: object) -> str:
    """Escape what cannot be printed, or has no sign in the font."""
    drawn = str(text)
    if drawn.isascii() and drawn.isprintable():
        return drawn
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415

    paths = []
    for family in FontProperties().get_family():
        with suppress(ValueError):  # the font is not installed
            paths.append(findfont(FontProperties(family=family), fallback_to_default=False))
    fonts = [get_font(path) for path in paths or [findfont(FontProperties())]]

    def known(sign: str) -> bool:
        return sign.isprintable() and any(font.get_char_index(ord(sign)) for font in fonts)

    return "".join(sign if known(sign) else spelled(sign) for sign in drawn)


def shade(values: npt.ArrayLike) -> Colors:
    """Return the colors of numbers from -1 to 1, by a last axis of three; white for NaN."""
    colors = [np.interp(np.asarray(values, float), (-1, 0, 1), part) for part in _SHADES.T]
    return np.where(np.isnan(found := np.stack(colors, axis=-1)), 1, found)


def inked(color: Colors) -> str:
    """Return the color of what is written on a color: the one with more contrast."""
    return "white" if luminance(color) < _DARK else "black"


def luminance(color: Colors) -> float:
    """Return how light a color is, from 0 to 1, as WCAG 2 defines it."""
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004
    return float(np.dot(linear, _LIGHT))


def cut(name: str, longest: int) -> str:
    """Return a name of at most so many letters."""
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def few(names: Iterable[str]) -> tuple[str, ...]:
    """Return names, of more than four the first two and the number of the others."""
    found = tuple(names)
    return found if len(found) <= _FEW else (*found[:_NAMED], f"{len(found) - _NAMED:,} others")


def sentence(found: Partition, longest: int) -> str:
    """Return the sentence of an answer; names are left out, and counted, where it is too long."""
    if len(text := str(found)) <= longest:
        return text

    whole = [*map(str, dict.fromkeys(chain(*found.blocs, *chain(*found.optima))))]
    short = dict(zip(whole, shortened(whole, LONGEST), strict=True))

    def shorter(blocs: Iterable[Iterable[Any]]) -> tuple[tuple[str, ...], ...]:
        names = [few(short[str(name)] for name in bloc) for bloc in blocs]
        rest = len(names) - _FEW
        return (*names[:_FEW], *[(counted(rest, "other bloc"),)] * (rest > 0))

    optima = tuple(shorter(blocs) for blocs in found.optima)
    return str(attrs.evolve(found, blocs=shorter(found.blocs), optima=optima))


def swatch(color: Any, text: str, hatch: str | None = None) -> Artist:
    """Return a key of the legend: a patch with this color and hatch."""
    from matplotlib.patches import Patch  # noqa: PLC0415

    return Patch(facecolor=color, edgecolor=PALE, linewidth=0.6, hatch=hatch, label=text)


def new_axes(width: float, height: float, beside: Sequence[float] = (0, 0, 0, 0)) -> Axes:
    """Return axes of so many inches on a white figure of their own.

    It has room beside them: so much to the left, to the right, below and above.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415

    left, right, below, above = np.add(beside, (0.15, 0.15, 0.1, _TITLE)).tolist()
    across, tall = left + width + right, below + height + above
    figure = Figure(figsize=(across, tall), facecolor="white")
    return figure.add_axes((left / across, below / tall, width / across, height / tall))


def points(ax: "Axes") -> tuple[float, float]:
    """Return width and height of axes in points."""
    dpi = ax.figure.dpi
    return ax.bbox.width * INCH / dpi, ax.bbox.height * INCH / dpi


def fitted(ax: Axes, extent: tuple[float, float, float, float], below: float) -> float:
    """Make all of it visible, with points left below; return the points to a unit of length."""
    width, height = points(ax)
    left, right, low, high = extent
    below = min(below, height / 2)
    unit = min(width / (right - left), (height - below) / (high - low))
    side, rise = (width / unit - right + left) / 2, ((height - below) / unit - high + low) / 2
    ax.set(xlim=(left - side, right + side), ylim=(low - rise - below / unit, high + rise))
    ax.set_aspect("equal")
    ax.set_axis_off()
    return unit


def long(names: Iterable[object], size: float) -> float:
    """Return the points that the longest of some names takes at this size, or a little more."""
    lines = "\n".join(map(str, names)).split("\n")
    return max(map(len, lines)) * (_LETTER * size)


def wrapped(ax: Axes, notes: Iterable[str]) -> list[str]:
    """Return notes in lines that are no longer than axes are wide."""
    room = max(20, int(points(ax)[0] / (_LETTER * _NOTE)))
    return [line for note in notes for line in wrap(note, room)]


def titled(ax: Axes, found: Partition | str, before: str = "") -> None:
    """Set the title: the sentence of an answer, in three lines at most, or four small ones.

    Of a longer one, the end is cut, but not on what terms it holds, which stands there in brackets.
    """
    whole: dict[str, Any] = {"placeholder": " …", "break_on_hyphens": False}
    for size, most in _TITLES:
        line = max(20, int(points(ax)[0] * 11 / 6 / size))  # letters that there is room for
        text = found if isinstance(found, str) else sentence(found, most * line - 20 - len(before))
        if len(lines := wrap(label(before + text), line, **whole)) <= most:
            break
    else:
        head, _, terms = text.rpartition(" (") if text.endswith(")") else (text, "", "")
        if terms and not isinstance(found, str):
            room = max(line, (most - 1) * line - len(before + terms))
            text = f"{shorten(head, room, **whole)} ({terms}"
        lines = wrap(label(before + text), line, max_lines=most, **whole)
    ax.set_title("\n".join(lines), size=size, pad=9, **AS_IT_IS)


def keyed(ax: Axes, keys: Sequence[Artist], notes: Sequence[str] = (), **where: Any) -> None:
    """Set the legend: a key for each kind of thing drawn, below what the picture leaves out."""
    if not keys and not notes:
        return
    look: dict[str, Any] = {"fontsize": 9, "frameon": False, "borderaxespad": 0, "labelcolor": INK}
    legend: Any = ax.legend(handles=keys, **look, **where)
    legend.set_title("\n".join(wrapped(ax, notes)) or None, prop={"size": _NOTE})
    legend.get_title().set(multialignment="center", **AS_IT_IS)
