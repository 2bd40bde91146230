"""Draw the picture that comes with the link of a page, on a telephone or a network."""

import textwrap
from pathlib import Path

WIDTH, HEIGHT = 1200, 630  # pixels, what networks ask for
INK, QUIET, PAPER, SEA = "#1c1b19", "#57534c", "#fffdf9", "#0a4f79"
SERIF = ["Charter", "Bitstream Charter", "Liberation Serif", "DejaVu Serif"]
SANS = ["Liberation Sans", "DejaVu Sans"]


def draw_picture(facts: dict, target: Path) -> None:
    """Write the question of a page and what its first chart shows.

    Parameters
    ----------
    facts : dict
        What ``render`` found: ``title`` and ``views``.
    target : Path
        A PNG of 1200 × 630 pixels, under 60 KB.
    """
    import logging

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=PAPER)
    FigureCanvasAgg(figure)

    def write(text: str, y: float, size: float, color: str, **style) -> None:
        # The spaces of French numbers are missing from some fonts.
        plain = text.replace("\u202f", "\u00a0")
        family = style.pop("family", SERIF)
        figure.text(
            0.065, y, plain, fontsize=size, color=color, family=family, va="top",
            linespacing=1.18, **style,
        )  # fmt: skip

    figure.patches.append(_band(figure))
    write("Lire la ville", 0.885, 23, INK, fontweight="bold")
    title = textwrap.wrap(facts["title"], 33)
    write("\n".join(title), 0.76, 46, INK, fontweight="bold")
    below = 0.76 - 0.128 * len(title) - 0.05
    said = textwrap.wrap(facts["views"][0]["finding"], 60, max_lines=3, placeholder="…")
    write("\n".join(said), below, 25, SEA)
    write(
        "Les données de la ville, expliquées et vérifiables",
        0.105, 17, QUIET, family=SANS,
    )  # fmt: skip
    figure.savefig(target, format="png", metadata={"Software": None})


def _band(figure):
    from matplotlib.patches import Rectangle

    return Rectangle(
        (0, 0.972), 1, 0.028, transform=figure.transFigure, color=SEA, figure=figure
    )
