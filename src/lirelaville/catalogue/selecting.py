"""Let DuckDB read some rows of a CSV or Parquet file; write Parquet.

DuckDB costs nothing until it is asked for; pyarrow would add 67 MB to every kernel
that imports pandas.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.catalogue.columns import TYPES, check_columns, dtypes_of
from lirelaville.errors import LireLaVilleError

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pandas as pd


def select(file: Path, resource: dict, where: str) -> "pd.DataFrame":
    """Read the rows of a file for which ``where`` holds, all of them when empty.

    Raises
    ------
    LireLaVilleError
        If ``where`` cannot be applied to the columns of the card.
    ValueError
        If a cell is not of its column's type.
    """
    import duckdb
    import pandas as pd

    dtypes = dtypes_of(resource)
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
            check_columns(_parquet_columns(file), resource)
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


def numbers_of_rows(rows: "pd.DataFrame", where: str) -> list[int]:
    """Return the positions of the rows of a table for which ``where`` holds."""
    import duckdb

    connection = _duckdb()
    connection.register("rows", rows.reset_index(names="row number"))
    try:
        found = connection.execute(f'SELECT "row number" FROM rows WHERE ({where})')
    except duckdb.Error as error:
        raise _not_applicable(where, list(rows.columns), error) from error
    return [number for (number,) in found.fetchall()]


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


def _parquet_columns(file: Path) -> list[str]:
    import duckdb

    try:
        described = _duckdb().execute("DESCRIBE FROM read_parquet($1)", [str(file)])
    except duckdb.Error as error:
        raise ValueError(str(error)) from error
    return [name for name, *_ in described.fetchall()]


def _not_applicable(
    where: str, columns: list[str], error: Exception
) -> LireLaVilleError:
    reason = str(error).splitlines()[0]
    return LireLaVilleError(
        f"La condition « {where} » ne s'applique pas ({reason}). Elle s'écrit avec les "
        f"colonnes de la table, les textes entre apostrophes : "
        f"annee = 2022 AND nom LIKE 'B%'. Colonnes : {', '.join(columns)}."
    )
