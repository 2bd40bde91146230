"""Places around a few sites: a still map, and one whose circle is moved by hand."""

from typing import TYPE_CHECKING

from lirelaville.catalogue import lambert93
from lirelaville.charts.figure import SOFT, STRONG, WIDTH, Chart, alike, chart_of, paper
from lirelaville.charts.words import said, spoken
from lirelaville.errors import LireLaVilleError
from lirelaville.french import count

if TYPE_CHECKING:
    import geopandas as gpd
    import ipywidgets
    import pandas as pd
    from matplotlib.axes import Axes

# told apart without colour: the form of the mark, then its shade
MARKS = (("o", STRONG), ("^", "#b3541e"), ("s", SOFT), ("D", "#1b1b1b"))
EDGE = "#767676"


@alike
def circles(
    zones: "gpd.GeoDataFrame",
    places: "gpd.GeoDataFrame",
    sites: "gpd.GeoDataFrame",
    *,
    title: str,
    source: object,
    radius_m: float = 500,
    group: str = "categorie",
    name: str = "nom",
) -> Chart:
    """Draw a circle around each site and count the places inside, by group.

    Parameters
    ----------
    zones : GeoDataFrame
        Outlines drawn below, in any coordinate system.
    places : GeoDataFrame
        Points, with a column ``group`` of at most four values.
    sites : GeoDataFrame
        Points, with a column ``name``; a handful.
    title, source
        As for ``bars``.
    radius_m : float
        Metres, as the crow flies.
    group, name : str
        Columns of ``places`` and of ``sites``.

    Returns
    -------
    Chart
        Its table gives each site's count by group.

    Raises
    ------
    LireLaVilleError
        If there are more groups than marks that can be told apart, or no site.
    """
    groups = _groups(places, group)
    if sites.empty:
        raise LireLaVilleError(
            "Aucun emplacement à entourer : donnez une table d'au moins une ligne."
        )
    counted = count_around(places, sites, radius_m=radius_m, group=group, name=name)
    words = {
        "title": title,
        "unit": f"lieux à moins de {said([radius_m])[0]} m",
        "source": source,
    }
    around = _around(lambert93(sites), radius_m)
    figure, axes = paper(_height(around))
    _draw(axes, lambert93(zones), lambert93(places), groups, group)
    _surround(axes, lambert93(sites), radius_m, name)
    axes.set(xlim=around[::2], ylim=around[1::2], aspect="equal")
    facts = [
        f"{site} : " + ", ".join(f"{g} {int(counted.loc[site, g])}" for g in groups)
        for site in counted.index
    ]
    return chart_of(figure, counted, words, spoken("Carte", words, facts))


def count_around(
    places: "gpd.GeoDataFrame",
    sites: "gpd.GeoDataFrame",
    *,
    radius_m: float = 500,
    group: str = "categorie",
    name: str = "nom",
) -> "pd.DataFrame":
    """Count the places within a distance of each site, in Lambert-93.

    Returns
    -------
    DataFrame, one row per site, one column per group
        Zero where there is none.
    """
    import pandas as pd

    points = lambert93(places)
    rows = {
        site: points.loc[points.distance(at) <= radius_m, group].value_counts()
        for site, at in zip(sites[name], lambert93(sites).geometry, strict=True)
    }
    table = pd.DataFrame(rows).T.reindex(columns=_groups(places, group))
    return table.fillna(0).rename_axis(index=name, columns=None)


def moving_circle(
    zones: "gpd.GeoDataFrame",
    places: "gpd.GeoDataFrame",
    sites: "gpd.GeoDataFrame",
    *,
    radius_m: float = 500,
    group: str = "categorie",
    name: str = "nom",
) -> "ipywidgets.VBox":
    """Make a map whose circle is dragged, or placed with a list, and counts anew.

    Parameters
    ----------
    zones, places, sites, radius_m, group, name
        As for ``circles``.  Nothing is asked of another site: the ground is ``zones``.

    Returns
    -------
    VBox
        The list of sites (for the keyboard), the map, and the sentence that counts.
    """
    import ipyleaflet
    import ipywidgets as widgets

    groups = _groups(places, group)
    here = dict(zip(sites[name], sites.to_crs(4326).geometry, strict=True))
    start = next(iter(here.values()))
    marker = ipyleaflet.Marker(location=(start.y, start.x), draggable=True)
    circle = ipyleaflet.Circle(
        location=marker.location, radius=int(radius_m), color=STRONG, fill_opacity=0.1
    )
    ground = ipyleaflet.GeoJSON(
        data=zones[["geometry"]].to_crs(4326).__geo_interface__,
        style={"color": EDGE, "weight": 1, "fillColor": "white", "fillOpacity": 1},
    )
    layers = [ground, *_dots(places, group, groups), circle, marker]
    colors = {one: color for (_, color), one in zip(MARKS, groups, strict=False)}
    plan = ipyleaflet.Map(
        center=marker.location, zoom=15, layers=tuple(layers), scroll_wheel_zoom=False
    )
    plan.layout.height = "420px"
    plan.add(ipyleaflet.LegendControl(colors, title="Lieux", position="topright"))
    choice = widgets.Dropdown(options=list(here), description="Emplacement")
    choice.style.description_width = "initial"
    told = widgets.HTML()

    def tell(change: dict) -> None:
        circle.location = change["new"]
        told.value = _sentence(places, change["new"], radius_m, group, groups)

    def go(change: dict) -> None:
        point = here[change["new"]]
        marker.location = plan.center = (point.y, point.x)

    marker.observe(tell, "location")
    choice.observe(go, "value")
    tell({"new": marker.location})
    return widgets.VBox([choice, plan, told])


def _groups(places: "gpd.GeoDataFrame", group: str) -> list[str]:
    groups = sorted(places[group].dropna().unique())
    if len(groups) > len(MARKS):
        raise LireLaVilleError(
            f"{len(groups)} groupes ne se distinguent plus sur une carte : gardez-en "
            f"{len(MARKS)} au plus dans la colonne « {group} »."
        )
    return groups


def _draw(
    axes: "Axes",
    zones: "gpd.GeoDataFrame",
    places: "gpd.GeoDataFrame",
    groups: list[str],
    group: str,
) -> None:
    zones.plot(ax=axes, color="white", edgecolor=EDGE, linewidth=0.6)
    for (mark, color), one in zip(MARKS, groups, strict=False):
        points = places.loc[places[group] == one].geometry
        axes.scatter(points.x, points.y, s=14, marker=mark, color=color, label=one)
    axes.legend(
        frameon=False, ncols=2, loc="upper center", bbox_to_anchor=(0.5, 0), fontsize=10
    )
    axes.set_axis_off()


def _surround(
    axes: "Axes", sites: "gpd.GeoDataFrame", radius_m: float, name: str
) -> None:
    """Draw the circles and name them."""
    from matplotlib.patches import Circle

    for site, at in zip(sites[name], sites.geometry, strict=True):
        axes.add_patch(
            Circle((at.x, at.y), radius_m, facecolor="none", edgecolor="black", lw=1.6)
        )
        axes.annotate(
            site,
            (at.x, at.y + radius_m),
            ha="center",
            va="bottom",
            fontsize=10,
            fontweight="bold",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
        )


def _around(sites: "gpd.GeoDataFrame", radius_m: float) -> list[float]:
    """Return left, bottom, right, top of what the map shows, in metres."""
    margin = 1.6 * radius_m
    left, low, right, high = sites.total_bounds
    return [left - margin, low - margin, right + margin, high + margin]


def _height(around: list[float]) -> float:
    """Return the height of the figure, in inches: no white above nor below."""
    left, low, right, high = around
    return min(max(WIDTH * (high - low) / (right - left), 2.5), 6) + 0.5


def _dots(places: "gpd.GeoDataFrame", group: str, groups: list[str]) -> list:
    import ipyleaflet

    return [
        ipyleaflet.GeoJSON(
            data=places.loc[places[group] == one, ["geometry"]]
            .to_crs(4326)
            .__geo_interface__,
            # told apart without colour too: full dots, then rings
            point_style={
                "radius": 4 + rank,
                "color": color,
                "weight": 2,
                "fillOpacity": 0 if rank % 2 else 0.8,
            },
            name=one,
        )
        for rank, ((_, color), one) in enumerate(zip(MARKS, groups, strict=False))
    ]


def _sentence(
    places: "gpd.GeoDataFrame",
    location: tuple[float, float],
    radius_m: float,
    group: str,
    groups: list[str],
) -> str:
    import geopandas as gpd

    latitude, longitude = location
    point = gpd.GeoSeries.from_xy([longitude], [latitude], crs=4326)
    site = gpd.GeoDataFrame({"nom": ["ici"]}, geometry=point)
    counted = count_around(places, site, radius_m=radius_m, group=group).loc["ici"]
    each = ", ".join(f"{one} : {int(counted[one])}" for one in groups)
    total = count(int(counted.sum()), "lieu", "lieux")
    return (
        f'<p role="status">À moins de {said([radius_m])[0]} m à vol d’oiseau : '
        f"{total} ({each}).</p>"
    )
