"""Read one data file into a table: CSV, GeoJSON or Parquet, whole or only some rows."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.catalogue.columns import check_columns, dtypes_of
from lirelaville.catalogue.selecting import numbers_of_rows, select

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


def read(file: Path, resource: dict, where: str = "") -> "pd.DataFrame":
    """Read a data file as its card describes it.

    Parameters
    ----------
    file : Path
        A ``.csv``, ``.geojson`` or ``.parquet`` file.
    resource : dict
        Its resource in the card: ``path`` and ``schema``.
    where : str, optional
        Condition on the columns, in SQL; every row when empty.

    Returns
    -------
    DataFrame or GeoDataFrame
        Columns in the card's order and types; rows in the file's order.

    Raises
    ------
    LireLaVilleError
        If a column of the card is absent, or ``where`` cannot be applied.
    ValueError
        If a cell is not of its column's type.
    """
    if file.suffix == ".geojson":
        return _read_geojson(file, resource, where)
    if file.suffix == ".csv":
        check_columns(_csv_header(file), resource)
    if where or file.suffix == ".parquet":
        table = select(file, resource, where)
    else:
        table = _read_csv(file, resource)
    return _with_points(table) if {"longitude", "latitude"} <= set(table) else table


def _read_csv(file: Path, resource: dict) -> "pd.DataFrame":
    import pandas as pd

    dtypes = dtypes_of(resource)
    dates = [name for name, dtype in dtypes.items() if dtype.startswith("datetime")]
    # Only an empty cell is a missing value: a place may be called "NA".
    return pd.read_csv(
        file,
        dtype={name: dtype for name, dtype in dtypes.items() if name not in dates},
        parse_dates=dates,
        date_format="%Y-%m-%d",
        keep_default_na=False,
        na_values=[""],
    ).astype({name: dtypes[name] for name in dates})


def _read_geojson(file: Path, resource: dict, where: str) -> "gpd.GeoDataFrame":
    import geopandas as gpd
    import pandas as pd
    import shapely

    content = file.read_bytes()
    rows = pd.DataFrame([f["properties"] for f in json.loads(content)["features"]])
    check_columns([*rows.columns, "geometry"], resource)
    try:
        shapes = shapely.get_parts(shapely.from_geojson(content))
    except shapely.errors.ShapelyError as error:
        raise ValueError(str(error)) from error
    if where:
        kept = numbers_of_rows(rows, where)
        rows, shapes = rows.loc[kept].reset_index(drop=True), shapes[kept]
    return gpd.GeoDataFrame(
        rows.astype(dtypes_of(resource)), geometry=shapes, crs="EPSG:4326"
    )


def _with_points(table: "pd.DataFrame") -> "gpd.GeoDataFrame":
    import geopandas as gpd

    points = gpd.points_from_xy(table["longitude"], table["latitude"])
    return gpd.GeoDataFrame(table, geometry=points, crs="EPSG:4326")


def _csv_header(file: Path) -> list[str]:
    with file.open(encoding="utf-8") as lines:
        return lines.readline().rstrip("\n").split(",")
