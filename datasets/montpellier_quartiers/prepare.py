"""Build the quartiers and sous-quartiers of Montpellier, and keep a raw file."""

import json
from pathlib import Path

import geopandas as gpd
import shapely

from lirelaville.catalogue.prepare import DECIMALS, main
from lirelaville.errors import LireLaVilleError

# The city writes 172, the number of the commune inside its département, 34.
COMMUNE = "34172"


def prepare(sources: Path) -> dict[str, gpd.GeoDataFrame | bytes]:
    """Keep names, codes and outlines; leave what belongs to the city's software."""
    folder = sources / "montpellier"
    quartiers = received(folder / "VilleMTP_MTP_Quartiers.geojson")
    parts = received(folder / "VilleMTP_MTP_SousQuartiers.geojson")
    if set(quartiers["COMMUNE"]) != {int(COMMUNE[2:])}:
        raise LireLaVilleError("quartiers : une commune inattendue.")
    main_table = gpd.GeoDataFrame(
        {
            "code_quartier": quartiers["QUARTMNO"],
            "nom": quartiers["LIBQUART"],
            "code_insee": COMMUNE,
            "numero_quartier": quartiers["QUARTIER"],
        },
        geometry=outlines(quartiers),
        crs="EPSG:4326",
    )
    of_numbers = main_table.set_index("numero_quartier")["code_quartier"]
    detail = gpd.GeoDataFrame(
        {
            "numero_sous_quartier": parts["SQUARTIER_"],
            "code_sous_quartier": parts["SQUARTMNO"],
            "nom": parts["LIBSQUART"],
            "code_quartier": parts["QUARTIER"].map(of_numbers),
            "code_insee": COMMUNE,
        },
        geometry=outlines(parts),
        crs="EPSG:4326",
    )
    raw = folder / "VilleMTP_MTP_Quartiers.geojson"
    return {
        "montpellier_quartiers": main_table.sort_values("numero_quartier"),
        "montpellier_sous_quartiers": detail.sort_values("numero_sous_quartier"),
        "montpellier_quartiers_brut": one_a_line(raw),
    }


def one_a_line(file: Path) -> bytes:
    """Return the file with one outline a line: every value and every point is kept."""
    content = json.loads(file.read_bytes())
    outlines = (json.dumps(f, ensure_ascii=False) for f in content["features"])
    text = ",\n".join(outlines)
    return f'{{"type": "FeatureCollection", "features": [\n{text}\n]}}\n'.encode()


def received(file: Path) -> gpd.GeoDataFrame:
    """Read a GeoJSON file of the city: longitudes and latitudes."""
    if not file.is_file():
        raise LireLaVilleError(f"Fichier d'origine absent : {file}.")
    return gpd.read_file(file)


def outlines(table: gpd.GeoDataFrame) -> object:
    """Round to a metre, turn rings the standard's way; borders stay shared."""
    exact = table.geometry.values
    wrong_way = (~shapely.is_ccw(shapely.get_exterior_ring(exact))).sum()
    # Rounded here so that what is checked is what is written.
    rounded = shapely.transform(exact, lambda points: points.round(DECIMALS))
    if not shapely.is_valid(rounded).all() or not shapely.coverage_is_valid(rounded):
        raise LireLaVilleError("Contours : limites communes rompues par l'arrondi.")
    gap = abs(area(rounded) / area(exact) - 1).max()
    print(
        f"{len(table)} contours, {shapely.get_num_coordinates(rounded).sum()} points "
        f"tous gardés ; {wrong_way} tournaient à l'envers ; plus grand écart de "
        f"surface dû à l'arrondi : {gap:.3%}."
    )
    return shapely.orient_polygons(rounded)


def area(shapes: object) -> object:
    """Measure shapes in square metres."""
    return gpd.GeoSeries(shapes, crs="EPSG:4326").to_crs(2154).area


if __name__ == "__main__":
    main(__file__, prepare)
