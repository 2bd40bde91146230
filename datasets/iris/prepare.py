"""Build iris.geojson: the 393 IRIS of Marseille, for maps to look at only."""

from pathlib import Path

import geopandas as gpd
import shapely

from lirelaville.catalogue.prepare import DECIMALS, main
from lirelaville.errors import LireLaVilleError

TYPES = {"H": "habitat", "A": "activité", "D": "divers"}


def prepare(sources: Path) -> gpd.GeoDataFrame:
    """Keep codes, names and outlines as received; round without breaking a shape."""
    received = gpd.read_file(sources / "iris" / "marseille_iris_2025_simplifie.geojson")
    require_codes_nest(received)
    exact = received.geometry.values
    rounded = rounded_shapes(exact)
    say_what_changed(exact, rounded)
    print("Laissée de côté : nom_commune (dite par code_insee).")
    return gpd.GeoDataFrame(
        {
            "code_iris": received["code_iris"],
            "nom_iris": received["nom_iris"],
            "type_iris": received["type_iris"].map(TYPES),
            "code_quartier": received["code_quartier"],
            "code_insee": received["code_insee"],
        },
        geometry=rounded,
        crs="EPSG:4326",
    ).sort_values("code_iris", ignore_index=True)


def require_codes_nest(received: gpd.GeoDataFrame) -> None:
    """Stop if a code disagrees with the IRIS code, or a type is not a known one."""
    code = received["code_iris"]
    if (code.str[:7] != received["code_quartier"]).any():
        raise LireLaVilleError("iris : un code de quartier contredit son code IRIS.")
    if (code.str[:5] != received["code_insee"]).any():
        raise LireLaVilleError("iris : un arrondissement contredit son code IRIS.")
    unknown = set(received["type_iris"]) - set(TYPES)
    if unknown:
        raise LireLaVilleError(f"iris : type inattendu ({', '.join(unknown)}).")


def rounded_shapes(exact: object) -> object:
    """Round every point; an islet too small for the grid disappears."""
    # set_precision drops what would collapse, plain rounding would make it invalid.
    on_grid = shapely.set_precision(exact, 10**-DECIMALS)
    return shapely.transform(on_grid, lambda points: points.round(DECIMALS))


def say_what_changed(before: object, after: object) -> None:
    """Print points, parts and overlaps; stop if a shape is invalid or lost."""
    if not shapely.is_valid(after).all() or shapely.is_empty(after).any():
        raise LireLaVilleError("iris : un contour ne supporte pas l'arrondi.")
    points = [shapely.get_num_coordinates(shapes).sum() for shapes in (before, after)]
    parts = [shapely.get_num_geometries(shapes).sum() for shapes in (before, after)]
    print(f"Arrondi à {DECIMALS} décimales : {points[0]} points → {points[1]}.")
    print(f"Morceaux (îles comprises) : {parts[0]} → {parts[1]}.")
    flat = gpd.GeoSeries(after, crs=4326).to_crs(2154)
    twice_ha = (flat.area.sum() - flat.union_all().area) / 10_000
    print(f"Recouvrements entre contours : {twice_ha:.0f} ha, laissés tels quels.")


if __name__ == "__main__":
    main(__file__, prepare)
