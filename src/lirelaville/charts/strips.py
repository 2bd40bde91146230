"""A strip: every value as a point on one axis."""

from typing import TYPE_CHECKING

from lirelaville.charts.figure import (
    INK,
    SOFT,
    STRONG,
    Chart,
    alike,
    chart_of,
    checked,
    named,
    paper,
)
from lirelaville.charts.words import facts_of, said, spoken, wrapped
from lirelaville.french import WIDE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@alike
def strip(
    values: "pd.Series",
    *,
    title: str,
    unit: str,
    source: object,
    highlight: object = (),
) -> Chart:
    """Set every value as a point on one axis, with the median; name some of them.

    Parameters
    ----------
    values : Series
        One point a value, indexed by name.
    title, unit, source, highlight
        As for ``bars``; only the points of ``highlight`` are named.

    Returns
    -------
    Chart
    """
    values = checked(values, title).sort_values()
    words = {"title": title, "unit": unit, "source": source}
    strong = named(highlight, values.index)
    known = values.dropna()
    heights = _piled(known)
    figure, axes = paper(2.4 if max(heights) > 4 else 1.7)
    axes.scatter(known, heights, s=22, color=SOFT, edgecolor=STRONG, linewidth=0.6)
    axes.set(yticks=[], ylim=(-1, max(4, *heights) * 1.7))
    axes.set_xlabel(wrapped(unit, 56))
    axes.spines["left"].set_visible(False)
    _name_the_median(axes, known.median())
    points = zip(known.index, known, heights, strict=True)
    _name_the_points(axes, [point for point in points if str(point[0]) in strong])
    facts = facts_of(values, strong)
    return chart_of(
        figure, values.to_frame(unit), words, spoken("Points", words, facts)
    )


def _piled(values: "pd.Series") -> list[int]:
    """Return the rank of each point above the axis, among those at the same place."""
    columns = 80  # as many as points stand side by side
    width = (values.max() - values.min()) / columns or 1
    places = ((values - values.min()) / width).round()
    return values.groupby(places).cumcount().to_list()


def _name_the_median(axes: "Axes", median: float) -> None:
    """Draw the median as a dashed line, its value on top."""
    (value,) = said([median])
    axes.axvline(median, 0, 0.88, color=INK, linewidth=1.2, linestyle="--")
    axes.annotate(
        f"médiane{WIDE}: {value}",
        (median, 0.92),
        xycoords=axes.get_xaxis_transform(),
        ha="center",
    )


def _name_the_points(axes: "Axes", points: list[tuple]) -> None:
    """Mark points (name, value, height) and tie each to its name, above all others."""
    from matplotlib.patheffects import withStroke

    for rank, (name, value, height) in enumerate(points):
        axes.scatter([value], [height], s=70, color=STRONG, marker="D", zorder=3)
        axes.annotate(
            str(name),
            (value, height),
            (value, 0.62 + rank % 2 * 0.15),
            textcoords=axes.get_xaxis_transform(),
            ha="center",
            weight="bold",
            zorder=4,
            arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.7},
            path_effects=[withStroke(linewidth=3, foreground="white")],
        )
