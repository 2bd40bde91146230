"""Bars, lines, a strip of points."""

from itertools import pairwise
from typing import TYPE_CHECKING

from lirelaville.charts.figure import (
    INK,
    SOFT,
    STRONG,
    Chart,
    chart_of,
    checked,
    named,
    paper,
    said_number,
    shortened,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

LINES = ((0, ()), (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))
MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")


def bars(
    values: "pd.Series",
    *,
    title: str,
    unit: str,
    source: object,
    highlight: object = (),
) -> Chart:
    """Draw horizontal bars, the first value on top, each with its figure.

    Parameters
    ----------
    values : Series
        Lengths of the bars, indexed by their names.
    title : str
        What the chart shows: the finding, not the subject.
    unit : str
        Written on the axis: « millions d'euros ».
    source : str or DataFrame, or list of them
        Slugs, or tables given by ``load``.
    highlight : str or list of str, optional
        Names of the bars to bring out; all of them by default.

    Returns
    -------
    Chart
    """
    values = checked(values, title)
    strong = named(highlight, values.index)
    figure, axes = paper(0.32 * len(values) + 0.9)
    places = range(len(values), 0, -1)
    colors = [STRONG if not strong or name in strong else SOFT for name in values.index]
    drawn = axes.barh(
        places, values.fillna(0), color=colors, tick_label=shortened(values)
    )
    said = [said_number(value) for value in values]
    axes.bar_label(drawn, labels=said, padding=3, fontsize=10)
    for label, name in zip(axes.get_yticklabels(), values.index, strict=True):
        label.set_fontweight("bold" if name in strong else "normal")
    axes.margins(x=0.14)
    axes.set_xlabel(unit)
    words = {"title": title, "unit": unit, "source": source}
    return chart_of(figure, "Barres", values, words)


def lines(
    table: "pd.DataFrame",
    *,
    title: str,
    unit: str,
    source: object,
    highlight: object = (),
    from_zero: bool = True,
) -> Chart:
    """Draw one line a column, named at its end, over the index (the years).

    Parameters
    ----------
    table : DataFrame
        One column a line; the index gives the years.
    title, unit, source, highlight
        As for ``bars``; ``highlight`` names columns.
    from_zero : bool, optional
        False lets the axis start near the smallest value: say so in the title.

    Returns
    -------
    Chart
    """
    import pandas as pd

    strong = named(highlight, table.columns)
    figure, axes = paper(3.8)
    for rank, name in enumerate(table.columns):
        line = checked(table[name], title)
        bold = not strong or name in strong
        axes.plot(
            table.index,
            line,
            color=STRONG if bold else SOFT,
            linestyle=LINES[rank % len(LINES)],
            marker=MARKS[rank % len(MARKS)],
            markersize=4,
            linewidth=2.2 if bold else 1.3,
            zorder=3 if bold else 2,
        )
    if from_zero:
        axes.set_ylim(bottom=min(0, table.min().min()))
    _name_the_ends(axes, table, strong)
    axes.set_ylabel(unit)
    axes.set_xticks(table.index, [str(year) for year in table.index])
    said = pd.Series(
        {f"{name}, {x}": table.loc[x, name] for name in table for x in table.index}
    )
    words = {"title": title, "unit": unit, "source": source}
    return chart_of(figure, "Courbes", said, words)


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
    values = checked(values, title)
    strong = named(highlight, values.index)
    figure, axes = paper(2.4)
    # points alike are set one above the other, always in the same way
    heights = [(rank * 7) % 10 / 10 for rank in range(len(values))]
    axes.scatter(values, heights, s=22, color=SOFT, edgecolor=STRONG, linewidth=0.6)
    median = values.median()
    axes.axvline(median, color=INK, linewidth=1.2, linestyle="--")
    axes.annotate(f"médiane : {said_number(median)}", (median, 1.35), ha="center")
    for name in strong:
        height = heights[list(values.index).index(name)]
        axes.scatter([values[name]], [height], s=70, color=STRONG, marker="D", zorder=3)
        axes.annotate(
            name,
            (values[name], height),
            (6, 6),
            textcoords="offset points",
            weight="bold",
        )
    axes.set(yticks=[], ylim=(-0.3, 1.8), xlabel=unit)
    axes.spines["left"].set_visible(False)
    return chart_of(
        figure,
        "Points",
        values.sort_values(),
        {"title": title, "unit": unit, "source": source},
    )


def _name_the_ends(axes: "Axes", table: "pd.DataFrame", strong: list[str]) -> None:
    """Write each column's name beside its last point, none over another."""
    ends = table.ffill().iloc[-1].sort_values()
    low, high = axes.get_ylim()
    room = (high - low) / 15
    heights = ends.to_list()
    # neighbours too close are moved apart, half each, until all have room
    for _ in range(20 * len(heights)):
        for lower, upper in pairwise(range(len(heights))):
            lack = room - (heights[upper] - heights[lower])
            if lack > 0:
                heights[lower] -= lack / 2
                heights[upper] += lack / 2
    last = table.index[-1]
    for (name, end), height in zip(ends.items(), heights, strict=True):
        axes.annotate(
            str(name),
            (last, end),
            (1.05, height),
            textcoords=axes.get_yaxis_transform(),
            va="center",
            weight="bold" if name in strong else "normal",
            arrowprops={"arrowstyle": "-", "color": SOFT, "linewidth": 0.6},
            annotation_clip=False,
        )
