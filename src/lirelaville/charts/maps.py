"""A map by classes."""

from typing import TYPE_CHECKING

from lirelaville.charts.figure import Chart, chart_of, checked, paper, said_number
from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.french import MISSING

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes

# light to dark: the order is kept in grey and for every colour vision
SHADES = ("#eff3f6", "#c3d5e0", "#8fb1c5", "#4f86a4", "#1f5a7a", "#0b3146")


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
        Upper bounds of the classes, smallest first; five classes of as many zones
        by default.
    name : str, optional
        Column of the names of the zones.

    Returns
    -------
    Chart
    """
    values = checked(shapes.set_index(name)[column], title)
    bounds = bounds or sorted(set(values.quantile([0.2, 0.4, 0.6, 0.8, 1]).dropna()))
    if len(bounds) > len(SHADES):
        raise LireLaVilleError(
            f"{len(bounds)} classes ne se distinguent plus sur une carte : donnez "
            f"{len(SHADES)} bornes au plus."
        )
    figure, axes = paper(6)
    local = shapes.to_crs(2154)
    lower = float("-inf")
    shades = SHADES if len(bounds) == len(SHADES) else SHADES[1:]
    for bound, shade in zip(bounds, shades, strict=False):
        inside = (values.to_numpy() > lower) & (values.to_numpy() <= bound)
        local[inside].plot(ax=axes, color=shade, edgecolor="white", linewidth=0.4)
        lower = bound
    local[values.isna().to_numpy()].plot(
        ax=axes, color="white", edgecolor="#8a8a8a", linewidth=0.4, hatch="////"
    )
    axes.set_axis_off()
    _legend(axes, values, bounds, shades, unit)
    return chart_of(
        figure,
        "Carte",
        values.sort_values(),
        {"title": title, "unit": unit, "source": source},
    )


def _legend(
    axes: "Axes", values: "pd.Series", bounds: list[float], shades: tuple, unit: str
) -> None:
    from matplotlib.patches import Patch

    lows = [values.min(), *bounds]
    patches = [
        Patch(
            facecolor=shade,
            edgecolor="#8a8a8a",
            label=f"de {said_number(low)} à {said_number(high)}",
        )
        for low, high, shade in zip(lows, bounds, shades, strict=False)
    ]
    if values.isna().any():
        patches.append(
            Patch(facecolor="white", edgecolor="#8a8a8a", hatch="////", label=MISSING)
        )
    axes.legend(
        handles=patches,
        title=unit,
        frameon=False,
        loc="upper left",
        bbox_to_anchor=(1, 1),
        alignment="left",
    )
