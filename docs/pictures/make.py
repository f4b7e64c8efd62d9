"""Draw the pictures of the documentation: ``python docs/pictures/make.py``, from anywhere."""

from pathlib import Path
from typing import Any

import networkx as nx

import coalition as co
from coalition import plot

HERE = Path(__file__).parent
PANELS = (("2023-07", "migration/asylum"), ("2023-01", "migration/labour"))

# the Bundestag elected on 23 February 2025: seats as the Federal Returning Officer has them, places
# from left to right and red lines by way of example
BUNDESTAG = {"CDU/CSU": 208, "AfD": 152, "SPD": 120, "Greens": 85, "Left": 64, "SSW": 1}
PLACES = {"CDU/CSU": 6.5, "AfD": 9, "SPD": 4, "Greens": 3.5, "Left": 1.5, "SSW": 4.5}
NOT_WITH = ((("CDU/CSU", "SPD", "Greens", "Left", "SSW"), "AfD"), (("CDU/CSU",), "Left"))

# Read (1954), as in the R package signnet: see the page on what is measured
FRIENDS = """
Gavev-Kotun Gavev-Nagad Gavev-Gama Kotun-Nagad Kotun-Gama Nagad-Gama Ove-Alika Ove-Gahuk Ove-Masil
Ove-Ukudz Alika-Ukudz Nagam-Masil Nagam-Notoh Nagam-Seuve Gahuk-Masil Gahuk-Ukudz Gahuk-Geham
Gahuk-Asaro Masil-Ukudz Masil-Geham Masil-Asaro Masil-Uheto Ukudz-Geham Ukudz-Asaro Notoh-Kohik
Notoh-Uheto Kohik-Uheto Geham-Asaro Uheto-Seuve
"""
FOES = """
Gavev-Ove Gavev-Alika Gavev-Nagam Gavev-Gahuk Gavev-Asaro Kotun-Ove Kotun-Nagam Kotun-Gahuk
Kotun-Notoh Kotun-Kohik Nagam-Nagad Nagam-Gama Gahuk-Notoh Gahuk-Uheto Gahuk-Gama Ukudz-Seuve
Notoh-Geham Notoh-Nagad Kohik-Geham Kohik-Nagad Geham-Uheto Geham-Nagad Geham-Gama Asaro-Seuve
Asaro-Nagad Asaro-Gama Uheto-Nagad Uheto-Gama Seuve-Gama
"""


def main(folder: Path = HERE) -> Path:
    """Draw two splits of the shipped case side by side, and return the path of the picture."""
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    case = co.load_case("migration-2023")
    with mpl.rc_context():
        mpl.rcdefaults()  # whatever the user's own settings are
        figure = Figure(figsize=(11.67, 4.3), dpi=120, facecolor="white")
        panels = figure.subplots(1, len(PANELS))
        figure.subplots_adjust(left=0.01, right=0.99, bottom=0.03, top=0.9, wspace=0.08)
        for ax, (date, topic) in zip(panels, PANELS, strict=True):
            plot.agreement(case.at(date), topic, ax=ax)
            ax.title.set_text(f"{date}: {ax.get_title()}")
        return saved(figure, folder / "asylum-2023-07.png")


def gallery(folder: Path = HERE) -> list[Path]:
    """Draw a picture of every kind, and return their paths."""
    import matplotlib as mpl  # noqa: PLC0415

    case = co.load_case("migration-2023")
    july = case.at("2023-07")
    tribes: Any = nx.Graph()
    for sign, pairs in ((1, FRIENDS), (-1, FOES)):
        tribes.add_edges_from((pair.split("-") for pair in pairs.split()), sign=sign)
    lines = [
        co.Commitment(by, "red line", f"not with {other}", not_with=other, date="2025-02",
                      attribution="inferred")
        for makers, other in NOT_WITH for by in makers
    ]  # fmt: skip
    parties = [co.Party(name, seats=seats) for name, seats in BUNDESTAG.items()]
    bundestag = co.Coalition(parties=parties, commitments=lines)
    formed = co.formations(bundestag, scale=PLACES)
    with mpl.rc_context():
        mpl.rcdefaults()
        index = co.banzhaf(case, rule=co.Majority())
        drawn = {
            "agreement": plot.agreement(tribes),
            "positions": plot.positions(july, "migration"),
            "history": plot.history(case, "migration/labour"),
            "power": plot.power(index, seats=case.seats),
            "blockers": plot.blockers(july),
            "heatmap": plot.heatmap(tribes),
            "hemicycle": plot.hemicycle(bundestag, formed.found[0]),
            "formations": plot.formations(formed),
        }
        return [saved(ax.figure, folder / f"{name}.png") for name, ax in drawn.items()]


def saved(figure: Any, path: Path) -> Path:
    """Save a figure in 128 colors, which take a third of the space."""
    from PIL import Image  # noqa: PLC0415

    figure.savefig(path, dpi=120)
    with Image.open(path) as drawn:
        few = drawn.convert("RGB").quantize(128)
    few.save(path, optimize=True)
    return path


if __name__ == "__main__":
    main()
    gallery()
