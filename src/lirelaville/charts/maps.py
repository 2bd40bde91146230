"""A map by classes."""

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from lirelaville.catalogue import lambert93
from lirelaville.charts.figure import Chart, alike, chart_of, checked, paper
from lirelaville.charts.words import facts_of, said, spoken, wrapped
from lirelaville.errors import LireLaVilleError
from lirelaville.french import MISSING, count

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from matplotlib.axes import Axes

# light to dark: the order is kept in grey and for every colour vision
SHADES = ("#eff3f6", "#c3d5e0", "#8fb1c5", "#4f86a4", "#1f5a7a", "#0b3146")
EDGE = "#767676"


@alike
def choropleth(
    shapes: "gpd.GeoDataFrame",
    column: str,
    *,
    title: str,
    unit: str,
    source: object,
    bounds: list[float] | None = None,
    name: str = "nom",
) -> Chart:
    """Shade each zone by its class, hatch those without a figure, name the classes.

    Parameters
    ----------
    shapes : GeoDataFrame
        One zone a row, in any coordinate system.
    column : str
        Column of the values.
    title, unit, source
        As for ``bars``.
    bounds : list of float, optional
        Upper bounds of the classes, smallest first; the largest value makes one more
        if it is above them.  By default, five classes of as many zones.
    name : str, optional
        Column of the names of the zones.

    Returns
    -------
    Chart
    """
    values = checked(shapes.set_index(name)[column], title)
    words = {"title": title, "unit": unit, "source": source}
    bounds = _class_bounds(values, bounds)
    labels = _class_labels(bounds)
    # a value equal to a bound is in the class below it; a missing one is after all
    classes = values.map(lambda value: bisect_left(bounds, value), na_action="ignore")
    figure, axes = paper(5.5)
    _shade(axes, lambert93(shapes), classes.to_numpy(), labels)
    axes.get_legend().set_title(wrapped(unit, 56))
    counted = [
        f"{count(sum(classes == rank), 'zone')} {label}"
        for rank, label in labels.items()
    ]
    facts = [*counted, *facts_of(values, [])]
    table = values.sort_values().to_frame(unit)
    return chart_of(figure, table, words, spoken("Carte", words, facts))


def _class_bounds(values: "pd.Series", bounds: list[float] | None) -> list[float]:
    """Return the upper bound of each class; no value is left above the last one."""
    if bounds is None:
        return sorted(set(values.quantile([0.2, 0.4, 0.6, 0.8, 1])))
    bounds = list(bounds)
    if bounds != sorted(set(bounds)):
        raise LireLaVilleError(
            f"Les bornes {bounds} ne montent pas. Écrivez-les de la plus petite à la "
            "plus grande, chacune une fois."
        )
    if not bounds or values.max() > bounds[-1]:
        bounds.append(values.max())
    if len(bounds) > len(SHADES):
        raise LireLaVilleError(
            f"{len(bounds)} classes ne se distinguent plus sur une carte : donnez "
            f"{len(SHADES)} bornes au plus, la plus grande valeur comprise."
        )
    return bounds


def _class_labels(bounds: list[float]) -> dict[int, str]:
    """Name each class by its bounds."""
    ends = said(bounds)
    between = [f"de {low} à {high}" for low, high in pairwise(ends)]
    return dict(enumerate([f"jusqu’à {ends[0]}", *between]))


def _shade(
    axes: "Axes", zones: "gpd.GeoDataFrame", classes: "np.ndarray", labels: dict
) -> None:
    """Fill the zones and explain the shades below them, where there is room."""
    from matplotlib.patches import Patch
    from numpy import isnan

    shades = SHADES if len(labels) == len(SHADES) else SHADES[1:]
    paper_white = {"facecolor": "white", "edgecolor": EDGE, "hatch": "////"}
    keys = [
        Patch(facecolor=shades[rank], edgecolor=EDGE, label=label)
        for rank, label in labels.items()
    ]
    missing = isnan(classes)
    colors = [shades[int(rank)] for rank in classes[~missing]]
    # the grey of the first drawing stays around the whole map, the white inside it
    zones.plot(ax=axes, color="white", edgecolor=EDGE, linewidth=1.2)
    zones[~missing].plot(ax=axes, color=colors, edgecolor="white", linewidth=0.4)
    if missing.any():
        zones[missing].plot(ax=axes, linewidth=0.3, **paper_white)
        keys.append(Patch(label=MISSING, **paper_white))
    axes.legend(
        handles=keys,
        frameon=False,
        ncols=2,
        loc="upper center",
        bbox_to_anchor=(0.5, 0),
    )
    axes.set_axis_off()
