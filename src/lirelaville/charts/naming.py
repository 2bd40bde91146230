"""Write the names of lines at their ends, none over another."""

from itertools import pairwise
from typing import TYPE_CHECKING

from lirelaville.charts.figure import SOFT
from lirelaville.charts.words import on_lines

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def name_the_ends(axes: "Axes", table: "pd.DataFrame", strong: list[str]) -> None:
    """Write each column's name right of the drawing, tied to its last point."""
    ends = table.ffill().iloc[-1].sort_values()
    labels = on_lines(ends.index, 22, 1)
    heights = _apart(ends.to_list(), axes.get_ylim())
    for (name, end), label, height in zip(ends.items(), labels, heights, strict=True):
        axes.annotate(
            label,
            (table[name].last_valid_index(), end),
            (1.05, height),
            textcoords=axes.get_yaxis_transform(),
            va="center",
            weight="bold" if str(name) in strong else "normal",
            # dotted: where a line stops early it must not look like its continuation
            arrowprops={"arrowstyle": "-", "color": SOFT, "lw": 0.8, "ls": ":"},
            annotation_clip=False,
        )


def _apart(heights: list[float], limits: tuple[float, float]) -> list[float]:
    """Move neighbours too close for two lines of text apart, half each."""
    room = (limits[1] - limits[0]) / 14
    for _ in range(20 * len(heights)):
        for lower, upper in pairwise(range(len(heights))):
            lack = room - (heights[upper] - heights[lower])
            if lack > 0:
                heights[lower] -= lack / 2
                heights[upper] += lack / 2
    return heights
