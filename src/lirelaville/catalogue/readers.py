"""Read one data file into a table: CSV, GeoJSON or Parquet, whole or only some rows."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.errors import LireLaVilleError

if TYPE_CHECKING:
    import duckdb
    import geopandas as gpd
    import numpy as np
    import pandas as pd

# type of a field in a card -> type of the column in pandas, in DuckDB
TYPES = {
    "string": ("str", "VARCHAR"),
    "integer": ("Int64", "BIGINT"),
    "number": ("float64", "DOUBLE"),
    "boolean": ("boolean", "BOOLEAN"),
    "date": ("datetime64[us]", "DATE"),
}
# whole numbers stay whole, yes-or-no stays so, when no cell may be empty
NEVER_EMPTY = {"Int64": "int64", "boolean": "bool"}


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
        _check_columns(_csv_header(file), resource)
    if where or file.suffix == ".parquet":
        table = _select(file, resource, where)
    else:
        table = _read_csv(file, resource)
    return _with_points(table) if {"longitude", "latitude"} <= set(table) else table


def write_parquet(table: "pd.DataFrame", fields: list[dict], file: Path) -> None:
    """Write a table as Parquet, in groups of 2,048 rows so that few are read back.

    The bytes are the same for the same table and the same version of DuckDB.
    """
    columns = ", ".join(
        f'CAST("{field["name"]}" AS {TYPES[field["type"]][1]}) AS "{field["name"]}"'
        for field in fields
    )
    connection = _duckdb()
    connection.register("prepared", table)
    connection.execute(
        f"COPY (SELECT {columns} FROM prepared) TO '{file}' "
        "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)"
    )


def _read_csv(file: Path, resource: dict) -> "pd.DataFrame":
    import pandas as pd

    dtypes = _dtypes(resource)
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


def _select(file: Path, resource: dict, where: str) -> "pd.DataFrame":
    """Let DuckDB read only what is asked for; one thread keeps the rows in order."""
    import duckdb
    import pandas as pd

    dtypes = _dtypes(resource)
    columns = ", ".join(f'"{name}"' for name in dtypes)
    source = "read_parquet($1)" if file.suffix == ".parquet" else _csv_source(resource)
    condition = f" WHERE ({where})" if where else ""
    try:
        found = _duckdb().execute(
            f"SELECT {columns} FROM {source}{condition}", [str(file)]
        )
        columns = found.fetchnumpy().items()
    except duckdb.Error as error:
        if file.suffix == ".parquet":
            _check_columns(_parquet_columns(file), resource)
        if not where or "CSV Error" in str(error):  # the file, not the condition
            raise ValueError(str(error).splitlines()[0]) from error
        raise _not_applicable(where, list(dtypes), error) from error
    return pd.DataFrame(
        {name: _column(values, dtypes[name]) for name, values in columns}, copy=False
    )


def _column(values: "np.ndarray", dtype: str) -> "pd.api.extensions.ExtensionArray":
    """Turn a column of DuckDB, masked where empty, into one of pandas."""
    import numpy as np
    import pandas as pd

    if dtype == "float64":
        return np.ma.filled(values, np.nan)
    if dtype == "str":
        values = np.where(np.ma.getmaskarray(values), None, np.ma.getdata(values))
    return pd.array(values, dtype=dtype)


def _read_geojson(file: Path, resource: dict, where: str) -> "gpd.GeoDataFrame":
    import geopandas as gpd
    import pandas as pd
    import shapely

    content = file.read_bytes()
    rows = pd.DataFrame([f["properties"] for f in json.loads(content)["features"]])
    _check_columns([*rows.columns, "geometry"], resource)
    try:
        shapes = shapely.get_parts(shapely.from_geojson(content))
    except shapely.errors.ShapelyError as error:
        raise ValueError(str(error)) from error
    if where:
        kept = _numbers_of_rows(rows, where)
        rows, shapes = rows.loc[kept].reset_index(drop=True), shapes[kept]
    return gpd.GeoDataFrame(
        rows.astype(_dtypes(resource)), geometry=shapes, crs="EPSG:4326"
    )


def _numbers_of_rows(rows: "pd.DataFrame", where: str) -> list[int]:
    import duckdb

    connection = _duckdb()
    connection.register("rows", rows.reset_index(names="row number"))
    try:
        found = connection.execute(f'SELECT "row number" FROM rows WHERE ({where})')
    except duckdb.Error as error:
        raise _not_applicable(where, list(rows.columns), error) from error
    return [number for (number,) in found.fetchall()]


def _with_points(table: "pd.DataFrame") -> "gpd.GeoDataFrame":
    import geopandas as gpd

    points = gpd.points_from_xy(table["longitude"], table["latitude"])
    return gpd.GeoDataFrame(table, geometry=points, crs="EPSG:4326")


def _duckdb() -> "duckdb.DuckDBPyConnection":
    return _database().cursor()


@cache
def _database() -> "duckdb.DuckDBPyConnection":
    import duckdb

    # 10 ms to open: once a process.  It stays empty, the data are in the files.
    return duckdb.connect(
        config={
            "threads": 1,
            "autoinstall_known_extensions": False,
            "python_enable_replacements": False,
        }
    )


def _csv_source(resource: dict) -> str:
    types = ", ".join(
        f"'{field['name']}': '{TYPES[field['type']][1]}'"
        for field in resource["schema"]["fields"]
    )
    return (
        "read_csv($1, header = true, delim = ',', quote = '\"', escape = '\"', "
        f"nullstr = '', columns = {{{types}}})"
    )


def _csv_header(file: Path) -> list[str]:
    with file.open(encoding="utf-8") as lines:
        return lines.readline().rstrip("\n").split(",")


def _parquet_columns(file: Path) -> list[str]:
    import duckdb

    try:
        described = _duckdb().execute("DESCRIBE FROM read_parquet($1)", [str(file)])
    except duckdb.Error as error:
        raise ValueError(str(error)) from error
    return [name for name, *_ in described.fetchall()]


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
        if field["type"] == "geojson":
            continue
        dtype = TYPES[field["type"]][0]
        always = field.get("constraints", {}).get("required", False)
        dtypes[field["name"]] = NEVER_EMPTY.get(dtype, dtype) if always else dtype
    return dtypes


def _not_applicable(
    where: str, columns: list[str], error: Exception
) -> LireLaVilleError:
    reason = str(error).splitlines()[0]
    return LireLaVilleError(
        f"La condition « {where} » ne s'applique pas ({reason}). Elle s'écrit avec les "
        f"colonnes de la table, les textes entre apostrophes : "
        f"annee = 2022 AND nom LIKE 'B%'. Colonnes : {', '.join(columns)}."
    )
