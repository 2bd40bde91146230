"""Places around a site: counted in metres, drawn with their circle, moved by hand."""

import geopandas as gpd
import ipyleaflet
import ipywidgets as widgets
import pytest
from reading import spaces
from shapely import Point, box

from lirelaville import load
from lirelaville.charts import circles, count_around, moving_circle
from lirelaville.errors import LireLaVilleError

HERE = Point(893_000, 6_247_000)  # Lambert-93, near Marseille's old harbour
LAMBERT = 2154


def around(*metres: float) -> list[Point]:
    """Points east of the site, at so many metres."""
    return [Point(HERE.x + metre, HERE.y) for metre in metres]


PLACES = gpd.GeoDataFrame(
    {"role": ["rivaux", "rivaux", "voisins", "voisins", "rivaux"]},
    geometry=around(10, 499, 499.5, 501, 5_000),
    crs=LAMBERT,
).to_crs(4326)
SITES = gpd.GeoDataFrame(
    {"nom": ["Port", "Loin"]}, geometry=[HERE, *around(50_000)], crs=LAMBERT
)
ZONES = gpd.GeoDataFrame(
    geometry=[box(HERE.x - 9e3, HERE.y - 9e3, HERE.x, HERE.y + 9e3)], crs=LAMBERT
).to_crs(4326)
WORDS = {"title": "Le port est entouré", "source": "quartiers", "group": "role"}


def test_places_are_counted_in_metres_whatever_the_projection():
    """499 m is inside a circle of 500 m, 501 m is not; none is zero, not missing."""
    counted = count_around(PLACES, SITES, group="role")
    assert counted.to_dict("index") == {
        "Port": {"rivaux": 2, "voisins": 1},
        "Loin": {"rivaux": 0, "voisins": 0},
    }
    wider = count_around(PLACES, SITES, group="role", radius_m=502)
    assert wider.loc["Port", "voisins"] == 2


def test_the_map_says_each_count_in_words_and_in_its_table():
    """Who does not see the circles reads as much."""
    chart = circles(ZONES, PLACES, SITES, **WORDS)
    assert "Port : rivaux 2, voisins 1 ; Loin : rivaux 0" in spaces(chart.alternative)
    assert chart.heading == ("rivaux", "voisins")
    assert chart.rows == (("Port", "2", "1"), ("Loin", "0", "0"))
    assert chart.unit == "lieux à moins de 500 m"


def test_the_same_places_give_the_same_picture():
    """Nothing of the day or of the machine is in it."""
    assert len({circles(ZONES, PLACES, SITES, **WORDS).png for _ in range(2)}) == 1


def test_real_places_of_the_city_are_counted_as_a_buffer_does():
    """The same answer as a spatial join with a circle of 500 m."""
    places, site = load("equipements"), SITES.head(1)
    disc = site.set_geometry(site.buffer(500, quad_segs=500))
    inside = places.to_crs(LAMBERT).sjoin(disc[["geometry"]], predicate="within")
    counted = count_around(places.assign(role="lieux"), site, group="role")
    assert counted.loc["Port", "lieux"] == len(inside) > 0


def test_too_many_groups_and_no_site_are_refused():
    """Marks that nobody can tell apart are not drawn."""
    many = PLACES.assign(role=list("abcde"))
    with pytest.raises(LireLaVilleError, match="5 groupes ne se distinguent plus"):
        circles(ZONES, many, SITES, **WORDS)
    with pytest.raises(LireLaVilleError, match="Aucun emplacement à entourer"):
        circles(ZONES, PLACES, SITES.head(0), **WORDS)


def test_the_circle_follows_the_marker_and_the_list_and_counts_anew():
    """By hand or with the keyboard, the sentence says what is around."""
    choice, plan, told = moving_circle(ZONES, PLACES, SITES, group="role").children
    assert isinstance(choice, widgets.Dropdown)
    assert "3 lieux (rivaux : 2, voisins : 1)" in spaces(told.value)
    choice.value = "Loin"
    assert "0 lieu (rivaux : 0, voisins : 0)" in spaces(told.value)
    (marker,) = (layer for layer in plan.layers if isinstance(layer, ipyleaflet.Marker))
    (circle,) = (layer for layer in plan.layers if type(layer) is ipyleaflet.Circle)
    (back,) = gpd.GeoSeries([HERE], crs=LAMBERT).to_crs(4326)
    marker.location = (back.y, back.x)
    assert circle.location == [back.y, back.x]
    assert "3 lieux" in spaces(told.value)


def test_the_moving_map_asks_nothing_of_another_site():
    """No tile: the ground is the outlines that the learner already has."""
    plan = moving_circle(ZONES, PLACES, SITES, group="role").children[1]
    assert not [one for one in plan.layers if isinstance(one, ipyleaflet.TileLayer)]
