"""Colors that all can tell apart, and names that harm no picture."""

import math
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("matplotlib")

from matplotlib.colors import to_rgb

from coalition.plot._style import AGREE, DISAGREE, inked, label, labels, luminance, shade


def simulated(color: npt.NDArray[np.float64], matrix: list[list[float]]) -> Any:
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    return np.clip(np.array(matrix) @ linear, 0, 1)


# Machado, Oliveira & Fernandes (2009), table 1, severity 1: linear RGB
BLIND = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


@pytest.mark.parametrize("kind", BLIND)
def test_stances_and_ties_are_apart_for_the_color_blind(kind: str) -> None:
    """The colors of against, neutral, for and missing differ, and those of ties do."""
    scale = [shade(value) for value in (-1, 0, 1, math.nan)]
    ties = [np.array(to_rgb(color)) for color in (AGREE, DISAGREE, "#999999")]
    for colors in (scale, ties):
        for one, other in combinations(colors, 2):
            apart = simulated(one, BLIND[kind]) - simulated(other, BLIND[kind])
            assert np.linalg.norm(apart) > 0.15


def test_stances_and_ties_are_apart_in_gray() -> None:
    """The more agreement, the darker; white is lighter than all; ties differ in lightness."""
    light = [luminance(shade(value)) for value in np.linspace(-1, 1, 21)]
    assert light == sorted(light, reverse=True)
    for steps in (
        [1.0, *(luminance(shade(value)) for value in (-1, 0, 1))],
        sorted(
            (luminance(np.array(to_rgb(c))) for c in ("#999999", DISAGREE, AGREE)), reverse=True
        ),
    ):
        for lighter, darker in pairwise(steps):
            assert (lighter + 0.05) / (darker + 0.05) > 1.35


def test_signs_can_be_read_on_every_color() -> None:
    """The contrast of a sign with its cell is at least 4.5 to 1, as WCAG 2 asks of text."""
    for value in [*np.linspace(-1, 1, 41), math.nan]:
        cell = shade(value)
        levels = sorted((luminance(cell), luminance(np.array(to_rgb(inked(cell))))))
        assert (levels[1] + 0.05) / (levels[0] + 0.05) >= 4.5


def test_a_sign_that_the_font_lacks_is_escaped() -> None:
    """What would be an empty box, a warning or a turned line is written as an escape."""
    assert label("a\u4e2d_$") == "a\\u4e2d_$"
    assert label("\u202ea\x07\ud800") == "\\u202ea\\u0007\\ud800"


def test_long_names_are_cut_and_stay_apart() -> None:
    """At the end, or in the middle where they begin alike."""
    assert labels(["x" * 50, "y"], 10) == ["x" * 9 + "\u2026", "y"]
    demands = ["We want a limit on motorways", "We want a limit on meat"]
    assert labels(demands, 16) == ["We want\u2026otorways", "We want\u2026 on meat"]


def test_no_control_character_is_drawn() -> None:
    """Control characters and those that turn a line round are written as escapes."""
    for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)):
        assert label(chr(code)) == f"\\u{code:04x}"
