"""Every picture of small made-up answers, and how far two pictures are apart.

The stored ones are in ``tests/pictures``. After a change that is meant, look at what comes out of
``python -m tests.pictured FOLDER``, and store it with ``python -m tests.pictured``.
"""

import io
import math
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import coalition as co
from coalition import plot

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


def weight(names: Sequence[str] = ("A", "B", "C")) -> co.Power:
    """Return numbers of members, one of them too long to be written out."""
    numbers = (Fraction(1, 2), Fraction(1, 3), Fraction(1234, 10007))
    return co.Power("Banzhaf index", co.Majority(), tuple(zip(names, numbers, strict=True)))


def case() -> co.Coalition:
    """Return the shipped case in July 2023."""
    return co.load_case("migration-2023").at("2023-07")


PICTURES: dict[str, Callable[[], Any]] = {
    "agreement": lambda: plot.agreement(case(), "migration/asylum"),
    "agreement-unplaced": lambda: plot.agreement(votes()),
    "positions": lambda: plot.positions(case(), "migration/asylum"),
    "positions-graded": lambda: plot.positions(votes()),
    "history": lambda: plot.history(
        co.load_case("migration-2023"),
        "migration/labour",
    ),
    "history-votes": lambda: plot.history(votes()),
    "power": lambda: plot.power(weight(), seats={"A": 5, "B": 4, "C": 2}),
    "blockers": lambda: plot.blockers(case()),
    "heatmap": lambda: plot.heatmap(votes()),
}


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
