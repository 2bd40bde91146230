"""Bars and lines."""

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
from lirelaville.charts.naming import name_the_ends
from lirelaville.charts.words import facts_of, on_lines, said, spoken, wrapped
from lirelaville.errors import LireLaVilleError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# the line brought out is drawn first: it is the plain one
LINES = ((0, ()), (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))
MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")


@alike
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
    words = {"title": title, "unit": unit, "source": source}
    strong = named(highlight, values.index)
    bold = [str(name) in strong for name in values.index]
    labels = on_lines(values.index, 26, 2)
    taller = any("\n" in label for label in labels)
    figure, axes = paper((0.42 if taller else 0.32) * len(values) + 0.75)
    drawn = axes.barh(
        range(len(values), 0, -1),
        values.fillna(0),
        color=[STRONG if one or not strong else SOFT for one in bold],
        tick_label=labels,
    )
    axes.bar_label(drawn, labels=said(values), padding=3, fontsize=10)
    for label, one in zip(axes.get_yticklabels(), bold, strict=True):
        label.set_fontweight("bold" if one else "normal")
    low, high = min(0, values.min()), max(0, values.max()) or 1
    # room for the figure of a bar that goes left of zero
    axes.set(xlabel=wrapped(unit, 56), xlim=(low and low - (high - low) / 6, high))
    axes.set_ylim(0.4, len(values) + 0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=INK, linewidth=0.8)
    facts = facts_of(values, strong)
    return chart_of(
        figure, values.to_frame(unit), words, spoken("Barres", words, facts)
    )


@alike
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
        False lets the axis start near the smallest value, and says so beside it.

    Returns
    -------
    Chart
    """
    table = _checked_table(table, title)
    words = {"title": title, "unit": unit, "source": source}
    strong = named(highlight, table.columns)
    figure, axes = paper(3.6)
    _draw_lines(axes, table, strong)
    low, high = min(0, table.min().min()), table.max().max()
    if from_zero:
        axes.set_ylim(low and low * 1.08, max(0, high) * 1.08 or 1)
    if low < 0:
        axes.axhline(0, color=INK, linewidth=0.8)
    name_the_ends(axes, table, strong)
    cut = "" if from_zero else "\n(l’axe ne part pas de zéro)"
    axes.set_ylabel(wrapped(unit, 36) + cut)
    # at most nine years are written, the last one always
    years = table.index[:: -(len(table) // 9 + 1)]
    axes.set_xticks(years, [str(year) for year in years])
    facts = [_from_to(table[name]) for name in table]
    return chart_of(figure, table, words, spoken("Courbes", words, facts))


def _checked_table(table: "pd.DataFrame", title: str) -> "pd.DataFrame":
    """Return the columns as numbers, the oldest year first."""
    if not hasattr(table, "columns"):
        raise LireLaVilleError(
            f"Pour dessiner « {title} », il faut un tableau : une colonne par courbe, "
            'les années en index. D\'une seule colonne, faites .to_frame("Marseille").'
        )
    return table.apply(checked, title=title).sort_index()


def _draw_lines(axes: "Axes", table: "pd.DataFrame", strong: list[str]) -> None:
    """Draw the lines brought out thick and dark, the others thin and pale."""
    names = sorted(table, key=lambda name: str(name) not in strong)
    for rank, name in enumerate(names):
        bold = not strong or str(name) in strong
        axes.plot(
            table.index,
            table[name],
            color=STRONG if bold else SOFT,
            linestyle=LINES[rank % len(LINES)],
            marker=MARKS[rank % len(MARKS)],
            markersize=4,
            linewidth=2.2 if bold else 1.3,
            zorder=3 if bold else 2,
        )


def _from_to(line: "pd.Series") -> str:
    """Say where a line starts, where it ends, and the years without a value."""
    missing = [str(year) for year in line.index[line.isna()]]
    gap = f", sans valeur en {', '.join(missing)}" if missing else ""
    line = line.dropna()
    values = said(line)
    end = f"{values[-1]} ({line.index[-1]})"
    if len(line) == 1:
        return f"{line.name} {end}{gap}"
    return f"{line.name} de {values[0]} ({line.index[0]}) à {end}{gap}"
