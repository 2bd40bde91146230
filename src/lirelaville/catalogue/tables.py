"""Load a dataset as a table, once its bytes are those that its card announces."""

import json
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from lirelaville.catalogue.descriptors import dataset_folder, describe, source_line
from lirelaville.errors import LireLaVilleError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


def load(slug: str) -> "pd.DataFrame | gpd.GeoDataFrame":
    """Load a dataset of the catalogue, verified, with its source line.

    Parameters
    ----------
    slug : str
        Name of a folder of ``datasets/``: ``"subventions"``.

    Returns
    -------
    DataFrame or GeoDataFrame
        One column per field of the card; codes are ``str`` with their leading zeros.
        Geographic (EPSG:4326, degrees) when the file is GeoJSON or has the columns
        ``longitude`` and ``latitude``.  ``attrs["source"]`` is the line to print
        under a chart, ``attrs["slug"]`` the name asked for.

    Raises
    ------
    LireLaVilleError
        If the dataset is unknown, its file is missing or has changed, or its columns
        are not those of its card.
    """
    card = describe(slug)
    resource = card["resources"][0]
    content = read_verified(slug, resource)
    read = _read_geojson if resource["path"].endswith(".geojson") else _read_csv
    try:
        table = read(content, resource)
    except ValueError as error:
        raise LireLaVilleError(
            f"{resource['path']} ne se lit pas comme sa fiche le dit ({error}). Pour "
            f"savoir où : lirelaville datasets check {slug}"
        ) from error
    table.attrs["source"] = source_line(slug)
    table.attrs["slug"] = slug
    return table


def lambert93(table: "gpd.GeoDataFrame") -> "gpd.GeoDataFrame":
    """Project a geographic table to Lambert-93, where lengths are in metres.

    Parameters
    ----------
    table : GeoDataFrame
        Any table with a geometry; ``load("quartiers")`` is in degrees.

    Returns
    -------
    GeoDataFrame
        The same rows in EPSG:2154: ``.area`` is in m², ``.distance`` in metres.

    Raises
    ------
    LireLaVilleError
        If the table has no geometry.
    """
    if not hasattr(table, "to_crs"):
        raise LireLaVilleError(
            "Cette table n'a pas de géométrie : lambert93 s'emploie sur une table "
            'géographique, comme load("quartiers").'
        )
    return table.to_crs(2154)


def read_verified(slug: str, resource: dict) -> bytes:
    """Return the bytes of a data file, if they are those its card announces.

    Parameters
    ----------
    slug : str
        The dataset.
    resource : dict
        Its resource in the card: ``path`` and ``hash`` (``sha256:…``).

    Raises
    ------
    LireLaVilleError
        If the file is missing or its sha256 differs.
    """
    where = f"datasets/{slug}/{resource['path']}"
    try:
        content = (dataset_folder(slug) / resource["path"]).read_bytes()
    except FileNotFoundError:
        raise LireLaVilleError(
            f"Le fichier {where} n'est pas là. Restaurez-le : git restore {where}"
        ) from None
    expected = resource["hash"].removeprefix("sha256:")
    got = sha256(content).hexdigest()
    if got != expected:
        raise LireLaVilleError(
            f"{resource['path']} a changé : sha256 attendu {expected[:8]}…, "
            f"obtenu {got[:8]}…. Si l'éditeur a corrigé ses données, relancez "
            f"« python datasets/{slug}/prepare.py » et lisez les différences ; sinon "
            f"restaurez le fichier : git restore {where}"
        )
    return content


def _read_csv(content: bytes, resource: dict) -> "pd.DataFrame | gpd.GeoDataFrame":
    import pandas as pd

    header = content.partition(b"\n")[0].decode().split(",")
    _check_columns(header, resource)
    # Only an empty cell is a missing value: a place may be called "NA".
    table = pd.read_csv(
        BytesIO(content), dtype=_dtypes(resource), keep_default_na=False, na_values=[""]
    )
    if not {"longitude", "latitude"} <= set(header):
        return table
    import geopandas as gpd

    points = gpd.points_from_xy(table["longitude"], table["latitude"])
    return gpd.GeoDataFrame(table, geometry=points, crs="EPSG:4326")


def _read_geojson(content: bytes, resource: dict) -> "gpd.GeoDataFrame":
    import geopandas as gpd
    import pandas as pd
    import shapely

    rows = pd.DataFrame([f["properties"] for f in json.loads(content)["features"]])
    _check_columns([*rows.columns, "geometry"], resource)
    shapes = shapely.get_parts(shapely.from_geojson(content))
    rows = rows.astype(_dtypes(resource))
    return gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326")


def _check_columns(found: list[str], resource: dict) -> None:
    expected = [field["name"] for field in resource["schema"]["fields"]]
    missing = [name for name in expected if name not in found]
    if missing:
        raise LireLaVilleError(
            f"Il manque à {resource['path']} la colonne « {missing[0]} » que sa fiche "
            f"annonce. Colonnes lues : {', '.join(found)}."
        )


def _dtypes(resource: dict) -> dict[str, str]:
    dtypes = {}
    for field in resource["schema"]["fields"]:
        always = field.get("constraints", {}).get("required", False)
        dtypes[field["name"]] = {
            "string": "str",
            # whole numbers stay whole when some are missing
            "integer": "int64" if always else "Int64",
            "number": "float64",
            "boolean": "bool" if always else "boolean",
            "geojson": "geometry",
        }[field["type"]]
    return {name: dtype for name, dtype in dtypes.items() if dtype != "geometry"}
