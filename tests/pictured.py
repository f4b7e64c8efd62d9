"""Every picture of small made-up answers, what is read off one, and how far two are apart.

The stored ones are in ``tests/pictures``. After a change that is meant, look at what comes out of
``python -m tests.pictured FOLDER``, and store it with ``python -m tests.pictured``.
"""

import io
import math
import random
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pytest

import coalition as co
from coalition import plot
from coalition.answers.formation.formation import Formation, Formations
from coalition.stances.codes import NO_VOTE, Cells, code_of

STORED = Path(__file__).parent / "pictures"
NAN = math.nan
_DPI = 60


def votes(names: Sequence[str] = ("A", "B", "C", "D", "E"), asked: str = "") -> co.StanceMatrix:
    """Return two blocs, one actor between them and one without a position, over three months."""
    rows: list[list[float]] = [
        [1, 1, 1, 0.5],
        [1, 1, NAN, 1],
        [-1, -1, 0, 1],
        [-1, -0.5, -1, NAN],
        [NAN] * 4,
    ]
    return co.StanceMatrix(
        names,
        [f"{asked}{number}" for number in range(4)],
        rows,
        seats=(40, 20, 30, 9, 1),
        topics=["x", "x", "y", "y"],
        dates=["2024-01", "2024-01", "2024-02", "2024-03"],
    )


def gaps() -> co.StanceMatrix:
    """Return the same votes with every reason for which a stance can be missing."""
    matrix = votes()
    codes = matrix.cells.codes.copy()
    codes[4], codes[3, 3] = list(map(code_of, NO_VOTE)), code_of("conflicting")
    return attrs.evolve(matrix, values=Cells(codes, matrix.cells.levels))


def weight(names: Sequence[str] = ("A", "B", "C")) -> co.Power:
    """Return numbers of members, one of them too long to be written out."""
    numbers = (Fraction(1, 2), Fraction(1, 3), Fraction(1234, 10007))
    return co.Power("Banzhaf index", co.Majority(), tuple(zip(names, numbers, strict=True)))


def case() -> co.Coalition:
    """Return the shipped case in July 2023."""
    return co.load_case("migration-2023").at("2023-07")


BUNDESTAG = {"Left": 64, "SPD": 120, "Greens": 85, "SSW": 1, "CDU/CSU": 208, "AfD": 152}
_LINES = (  # made up
    co.Commitment("SPD", "red line", "-", not_with=["AfD"], date="2025", attribution="stated"),
    co.Commitment(
        "CDU/CSU", "red line", "-", not_with=["Left"], date="2025", attribution="hearsay"
    ),
)


def formed(*members: str, **given: Any) -> Formation:
    """Return a coalition of which nothing is known but the members."""
    known: dict[str, Any] = dict.fromkeys(("minimal", "fewest_members", "fewest_seats"), False)
    known |= dict.fromkeys(("seats", "surplus", "connected", "range", "disagreement"))
    return Formation(members, **known | given)


def formations(**given: Any) -> Formations:
    """Return three coalitions that could govern, two of them equally good, and two ruled out."""
    largest, second = "CDU/CSU", "AfD"
    spd, left = _LINES
    found = (
        formed(largest, "SPD", seats=328, surplus=12, range=2.5),
        formed(largest, "SPD", "Greens", seats=413, surplus=97, range=3, rank=2),
        formed(largest, second, "SSW", seats=361, surplus=45, range=3, rank=2),
    )
    out = (
        formed(
            largest,
            "Greens",
            "Left",
            seats=357,
            surplus=41,
            range=5,
            ruled_out_by=(left,),
            makers=(largest,),
        ),
        formed(
            largest,
            second,
            "SPD",
            seats=480,
            surplus=164,
            ruled_out_by=(spd,),
            makers=("SPD",),
            rank=2,
        ),
    )
    rule = co.Majority(of="members")
    return attrs.evolve(Formations(rule, "range", found, out, issues=("economy",)), **given)


PICTURES: dict[str, Callable[[], Any]] = {
    "agreement": lambda: plot.agreement(case(), "migration/asylum"),
    "agreement-unplaced": lambda: plot.agreement(votes()),
    "positions": lambda: plot.positions(case(), "migration/asylum"),
    "positions-graded": lambda: plot.positions(votes()),
    "positions-missing": lambda: plot.positions(gaps()),
    "history": lambda: plot.history(
        co.load_case("migration-2023"),
        "migration/labour",
    ),
    "history-votes": lambda: plot.history(votes()),
    "power": lambda: plot.power(weight(), seats={"A": 5, "B": 4, "C": 2}),
    "blockers": lambda: plot.blockers(case()),
    "blockers-missing": lambda: plot.blockers(gaps()),
    "heatmap": lambda: plot.heatmap(votes()),
    "hemicycle": lambda: plot.hemicycle(BUNDESTAG),
    "hemicycle-split": lambda: plot.hemicycle(case(), co.split(case(), "migration/asylum")),
    "formations": lambda: plot.formations(formations()),
}


def canvas(**options: Any) -> Any:
    """Return axes that pyplot does not know."""
    return pytest.importorskip("matplotlib.figure").Figure(**options).subplots()


def draw(source: co.Coalition | co.StanceMatrix, topic: str | None = None, **size: Any) -> Any:
    """Draw the agreement graph on axes of a figure of this size."""
    return plot.agreement(source, topic, ax=canvas(**size))


def png(ax: Any) -> bytes:
    buffer = io.BytesIO()
    ax.figure.savefig(buffer)
    return buffer.getvalue()


def discs(ax: Any) -> dict[str, Any]:
    """Return the discs by the names beside them; both are drawn in the order of the names."""
    drawn = [patch for patch in ax.patches if patch.zorder > 0]
    return dict(zip([text.get_text() for text in ax.texts], drawn, strict=True))


def chamber(*sizes: int, unplaced: int = 0, seed: int = 1) -> co.StanceMatrix:
    """Return blocs of these sizes that hold together more or less, and actors without a tie."""
    chance = random.Random(seed)
    rows: list[list[float]] = []
    for size in sizes:
        line = [chance.choice((-1, 1)) for _ in range(24)]
        kinds = [[float(s if chance.random() < 0.9 else -s) for s in line] for _ in range(5)]
        rows += [kinds[index % 5] for index in range(size)]
    rows += [[NAN] * 24 for _ in range(unplaced)]
    names = [f"P{index:02d}" for index in range(len(rows))]
    seats = [max(1, 40 // (index + 1)) for index in range(len(rows))]
    return co.StanceMatrix(names, [f"q{index}" for index in range(24)], rows, seats=seats)


def rims(ax: Any) -> list[Any]:
    return [patch for patch in ax.patches if patch.zorder == 0]


def title(ax: Any) -> str:
    return str(ax.get_title()).replace("\n", " ")


def crowd(*sizes: int) -> co.StanceMatrix:
    """Return blocs of these sizes of whom each has a side of its own on some questions."""
    rows = [
        [1.0 if question % len(sizes) == bloc else -1.0 for question in range(6)] + [index % 3 / 2]
        for bloc, size in enumerate(sizes)
        for index in range(size)
    ]
    names = [f"Member {index:03}" for index in range(len(rows))]
    return co.StanceMatrix(names, list("pqrstuv"), rows)


def keys(ax: Any) -> list[str]:
    return [found.get_text() for found in ax.get_legend().get_texts()]


def named(axis: Any) -> list[str]:
    return [found.get_text() for found in axis.get_ticklabels()]


def note(ax: Any) -> str:
    return str(ax.get_legend().get_title().get_text())


def texts(ax: Any) -> list[str]:
    """Return what is written on a picture, but for the numbers of matplotlib's own axes."""
    from matplotlib.text import Text  # noqa: PLC0415

    return [found.get_text() for found in ax.figure.findobj(Text) if found.get_text()]


def drawn(name: str) -> Any:
    """Draw a picture with matplotlib's own settings and fonts."""
    import matplotlib as mpl  # noqa: PLC0415

    with mpl.rc_context():
        mpl.rcdefaults()
        return PICTURES[name]()


def pixels(source: Any) -> npt.NDArray[np.float64]:
    """Return a picture as numbers from 0 to 1, mixed over 4 by 4: letters may differ a little."""
    from PIL import Image  # noqa: PLC0415

    if not isinstance(source, Path):
        buffer = io.BytesIO()
        source.figure.savefig(buffer, dpi=_DPI)
        source = buffer
    with Image.open(source) as image:
        shown = np.asarray(image.convert("RGB"), dtype=float) / 255
    high, wide = (size // 4 for size in shown.shape[:2])
    mixed = shown[: high * 4, : wide * 4].reshape(high, 4, wide, 4, 3)
    return np.asarray(mixed.mean(axis=(1, 3)))


def distance(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    """Return the root of the mean square difference of two pictures; 1 where sizes differ.

    One of their points more or less is no difference: letters may be a little wider.
    """
    if any(abs(a - b) > 1 for a, b in zip(one.shape, other.shape, strict=True)):
        return 1.0
    high, wide = (min(pair) for pair in zip(one.shape[:2], other.shape[:2], strict=True))
    return float(np.sqrt(np.mean((one[:high, :wide] - other[:high, :wide]) ** 2)))


def main(folder: Path = STORED) -> None:
    """Draw every picture into a folder, in 64 colors."""
    from PIL import Image  # noqa: PLC0415

    folder.mkdir(exist_ok=True)
    for name in PICTURES:
        path = folder / f"{name}.png"
        drawn(name).figure.savefig(path, dpi=_DPI)
        with Image.open(path) as image:
            few = image.convert("RGB").quantize(64)
        few.save(path, optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
