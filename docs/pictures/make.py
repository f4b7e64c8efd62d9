"""Draw the pictures of the documentation: ``python docs/pictures/make.py``, from anywhere."""

from pathlib import Path

import coalition as co

HERE = Path(__file__).parent
PANELS = (("2023-07", "migration/asylum"), ("2023-01", "migration/labour"))


def main(folder: Path = HERE) -> Path:
    """Draw two splits of the shipped case side by side, and return the path of the picture."""
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    from coalition.plot import agreement  # noqa: PLC0415

    case = co.load_case("migration-2023")
    with mpl.rc_context():
        mpl.rcdefaults()  # whatever the user's own settings are
        figure = Figure(figsize=(11.67, 4.3), dpi=120, facecolor="white")
        panels = figure.subplots(1, len(PANELS))
        figure.subplots_adjust(left=0.01, right=0.99, bottom=0.03, top=0.9, wspace=0.08)
        for ax, (date, topic) in zip(panels, PANELS, strict=True):
            agreement(case.at(date), topic, ax=ax)
            ax.title.set_text(f"{date}: {ax.get_title()}")
        path = folder / "asylum-2023-07.png"
        figure.savefig(path)
    with Image.open(path) as drawn:  # 128 colours do, and take a third of the space
        few = drawn.convert("RGB").quantize(128)
    few.save(path, optimize=True)
    return path


if __name__ == "__main__":
    main()
