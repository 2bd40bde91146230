"""Compare two versions of a table: rows added, removed, changed.

Tables are compared as text, cell by cell: what a person would see in the file.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.catalogue.refreshing.drift import doubts, drift

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Difference:
    """How a new version of one table differs from the one in place.

    ``added`` and ``removed`` hold whole rows as text; ``changed`` one row per changed
    cell: the key, ``colonne``, ``avant``, ``après``.  ``columns`` are sentences on
    columns, ``doubts`` sentences on what looks more like an accident than like news.
    """

    resource: dict
    before: int
    after: int
    key: list[str]
    added: "pd.DataFrame"
    removed: "pd.DataFrame"
    changed: "pd.DataFrame"
    columns: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    reordered: bool = False

    @property
    def nothing(self) -> bool:
        """Whether the two versions hold the same cells in the same order."""
        parts = (self.added, self.removed, self.changed, self.columns)
        return not self.reordered and not any(len(part) for part in parts)


def difference(old: Path, new: Path, resource: dict) -> Difference:
    """Compare two versions of a data file.

    Parameters
    ----------
    old, new : Path
        Files of the same format.  An old file that is missing or unreadable counts
        as an empty table, and ``columns`` says so.
    resource : dict
        Its resource in the card: the key of its rows comes from there.
    """
    after = as_text(new, resource)
    try:
        before, trouble = as_text(old, resource), []
        if not set(before.columns) & set(after.columns):
            raise ValueError(old)
    except (OSError, ValueError, KeyError, TypeError):
        before = after.iloc[:0]
        trouble = ["La table en place manque ou ne se lit pas : tout est nouveau."]
    shared = [name for name in after.columns if name in before.columns]
    key = key_of(resource, shared)
    a, b = _by_key(before, key), _by_key(after, key)
    both = a.index.intersection(b.index, sort=False)
    return Difference(
        resource=resource,
        before=len(before),
        after=len(after),
        key=key,
        added=b.loc[b.index.difference(both, sort=False)],
        removed=a.loc[a.index.difference(both, sort=False)],
        changed=_changed_cells(a.loc[both, shared], b.loc[both, shared]),
        columns=trouble + drift(before, after),
        doubts=doubts(before, after),
        reordered=not both.equals(b.index[b.index.isin(both)]),
    )


def as_text(file: Path, resource: dict) -> "pd.DataFrame":
    """Read every cell of a data file as text, ``""`` where a value is missing.

    A file kept as its publisher made it (``raw``) is one column of lines.
    """
    import pandas as pd

    if resource.get("raw"):
        return pd.DataFrame({"ligne": _lines(file.read_bytes())}, dtype="str")
    if file.suffix == ".geojson":
        rows = [
            {**f["properties"], "geometry": json.dumps(f["geometry"])}
            for f in json.loads(file.read_bytes())["features"]
        ]
        cells = [{k: "" if v is None else str(v) for k, v in r.items()} for r in rows]
        return pd.DataFrame(cells, dtype="str")
    if file.suffix == ".parquet":
        return _parquet(file)
    return pd.read_csv(file, dtype="str", keep_default_na=False)


def key_of(resource: dict, shared: list[str]) -> list[str]:
    """Return the columns that tell rows apart.

    The key or the unique column of the card; else the columns before the first
    number, which in a tidy table say what is measured.
    """
    schema = resource["schema"]
    fields = [f for f in schema["fields"] if f["name"] in shared]
    key = schema.get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    if key and set(key) <= set(shared) and not resource.get("raw"):
        return list(key)
    for each in fields:
        if each.get("constraints", {}).get("unique"):
            return [each["name"]]
    kinds = [each["type"] for each in fields]
    first = kinds.index("number") if "number" in kinds else 0
    return [each["name"] for each in fields[:first]] or shared


def _by_key(table: "pd.DataFrame", key: list[str]) -> "pd.DataFrame":
    """Index rows by their key and their rank among the rows of the same key."""
    if not key:
        return table
    rank = table.groupby(key, sort=False).cumcount().rename("rang")
    return table.set_index([*(table[name] for name in key), rank])


def _changed_cells(a: "pd.DataFrame", b: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    rows, columns = a.ne(b).to_numpy().nonzero()
    found = {
        "colonne": a.columns[columns],
        "avant": a.to_numpy()[rows, columns],
        "après": b.to_numpy()[rows, columns],
    }
    return pd.DataFrame(found, index=a.index[rows])


def _lines(content: bytes) -> list[str]:
    try:
        return content.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return content.decode("latin-1").splitlines()


def _parquet(file: Path) -> "pd.DataFrame":
    import duckdb
    import pandas as pd

    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT coalesce(CAST(COLUMNS(*) AS VARCHAR), '') FROM read_parquet($1)",
            [str(file)],
        )
        return pd.DataFrame(found.fetchnumpy(), dtype="str")
