"""Read a table as the text of its cells, row after row, whatever its file's format.

Neither pandas nor the whole table in memory: what a web page shows or gives away.
"""

import csv
import json
from collections.abc import Iterator
from itertools import islice
from math import isnan
from pathlib import Path

from lirelaville.errors import LireLaVilleError


def plain_fields(resource: dict) -> list[dict]:
    """Return the fields that fit in a cell: all of them but the outlines."""
    fields = resource.get("schema", {}).get("fields", [])
    return [field for field in fields if field["type"] != "geojson"]


def cells(
    file: Path, resource: dict, limit: int | None = None
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table as text, one cell per plain field.

    Parameters
    ----------
    file : Path
        A ``.csv``, ``.geojson`` or ``.parquet`` file.
    resource : dict
        Its resource in the card; outlines (type ``geojson``) are left out.
    limit : int, optional
        Stop after so many rows; the rest of a CSV or Parquet file is not read.

    Yields
    ------
    tuple of str
        As in a CSV of the catalogue: ``"13055"``, ``"0.5"``, ``"True"``,
        ``"2025-07-14"``; ``""`` where a value is missing.

    Raises
    ------
    LireLaVilleError
        If the file has not the columns of its card.
    """
    read = {".csv": _csv, ".geojson": _geojson, ".parquet": _parquet}[file.suffix]
    yield from read(file, [field["name"] for field in plain_fields(resource)], limit)


def _csv(file: Path, names: list[str], limit: int | None) -> Iterator[tuple[str, ...]]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        if (header := next(rows, [])) != names:
            raise LireLaVilleError(
                f"L'en-tête de {file.name} n'est pas celui de sa fiche. "
                f"Attendu : {', '.join(names)}. Lu : {', '.join(header)}."
            )
        yield from map(tuple, islice(rows, limit))


def _geojson(
    file: Path, names: list[str], limit: int | None
) -> Iterator[tuple[str, ...]]:
    for feature in islice(json.loads(file.read_bytes())["features"], limit):
        yield tuple(_text(feature["properties"].get(name)) for name in names)


def _parquet(
    file: Path, names: list[str], limit: int | None
) -> Iterator[tuple[str, ...]]:
    import duckdb

    columns = ", ".join(f'"{name}"' for name in names)
    only = "" if limit is None else f" LIMIT {limit}"
    with duckdb.connect(config={"threads": 1}) as connection:
        found = connection.execute(
            f"SELECT {columns} FROM read_parquet($1){only}", [str(file)]
        )
        while rows := found.fetchmany(2048):
            yield from (tuple(map(_text, row)) for row in rows)


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    return str(value)
