"""Build quartiers.geojson: the 111 quartiers, lighter, their shared borders intact."""

from pathlib import Path

import geopandas as gpd
import shapely

from lirelaville.catalogue.prepare import DECIMALS, main
from lirelaville.errors import LireLaVilleError

# A bend is dropped when its triangle is smaller than this length squared.
TOLERANCE_M = 8


def prepare(sources: Path) -> gpd.GeoDataFrame:
    """Simplify all the quartiers at once, so that neighbours keep one border."""
    received = gpd.read_file(sources / "marseille" / "quartiers_111.geojson")
    exact = received.to_crs(2154).geometry.values
    require_coverage(exact, "avant simplification")
    lighter = gpd.GeoSeries(
        shapely.coverage_simplify(exact, TOLERANCE_M), crs=2154
    ).to_crs(4326)
    # Rounded here so that what is checked is what is written.
    rounded = shapely.transform(lighter.values, lambda points: points.round(DECIMALS))
    require_coverage(rounded, "après simplification")
    say_what_changed(exact, gpd.GeoSeries(rounded, crs=4326).to_crs(2154).values)
    renamed = received["nom"].str.casefold() != received["NOM_QUA"].str.casefold()
    print(
        f"nom : {renamed.sum()} noms diffèrent du libellé d'origine (casse mise à "
        "part) : accents, traits d'union, et cinq corrections de l'auteur."
    )
    return gpd.GeoDataFrame(
        {
            "code_quartier": received["code_qua"],
            "nom": received["nom"],
            "code_insee": received["DEPCO"],
            "arrondissement": received["DEPCO"].str[-2:].astype("int64"),
        },
        geometry=rounded,
        crs="EPSG:4326",
    ).sort_values("code_quartier", ignore_index=True)


def require_coverage(shapes: object, when: str) -> None:
    """Stop if a shape is invalid, or neighbours overlap or leave a gap between."""
    if not shapely.is_valid(shapes).all() or not shapely.coverage_is_valid(shapes):
        raise LireLaVilleError(f"quartiers : limites communes rompues {when}.")


def say_what_changed(before: object, after: object) -> None:
    """Print points, islands and areas before and after."""
    points = [shapely.get_num_coordinates(shapes).sum() for shapes in (before, after)]
    parts = [shapely.get_num_geometries(shapes).sum() for shapes in (before, after)]
    gap = abs(shapely.area(after) / shapely.area(before) - 1).max()
    print(f"Simplification à {TOLERANCE_M} m : {points[0]} points → {points[1]}.")
    print(f"Morceaux (îles comprises) : {parts[0]} → {parts[1]}.")
    print(f"Plus grand écart de surface d'un quartier : {gap:.2%}.")


if __name__ == "__main__":
    main(__file__, prepare)
