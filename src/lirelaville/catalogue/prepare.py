"""Write a dataset: what every ``datasets/<slug>/prepare.py`` ends with.

The same table gives the same bytes, and the card keeps all it says except the
fingerprint, size and number of rows of the data file.
"""

# ruff: noqa: T201 (prepare speaks to the person who runs it)
import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.catalogue.selecting import write_parquet
from lirelaville.errors import LireLaVilleError
from lirelaville.project import project_folder

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    Prepared = pd.DataFrame | dict[str, pd.DataFrame | bytes]

# 5 decimals of a degree are about one metre in Marseille.
DECIMALS = 5


def main(script: str, prepare: "Callable[[Path], Prepared]") -> None:
    """Run one ``prepare.py``: read the sources, write the tables and their card.

    Parameters
    ----------
    script : str
        ``__file__`` of the ``prepare.py``, whose folder holds the card.
    prepare : callable
        Takes the folder of the publishers' files, returns the table; or, for a
        package of several resources, a dict from each resource's name to its table,
        or to its bytes when the publisher's file is kept as it is.
    """
    home = Path(script).resolve().parent
    parser = argparse.ArgumentParser(description=f"Prépare datasets/{home.name}.")
    parser.add_argument(
        "--sources",
        type=Path,
        default=project_folder().parent / "shared" / "sources",
        help="dossier des fichiers reçus des éditeurs",
    )
    parser.add_argument("--to", type=Path, default=home, help="dossier où écrire")
    asked = parser.parse_args()
    try:
        check_sources(asked.sources)
        if asked.to.resolve() != home:
            asked.to.mkdir(parents=True, exist_ok=True)
            shutil.copy(home / "datapackage.json", asked.to)
        write(prepare(asked.sources), asked.to)
    except LireLaVilleError as error:
        sys.exit(f"Erreur : {error}")


def read_text_csv(file: Path, separator: str = ",") -> "pd.DataFrame":
    """Read a publisher's CSV with every cell as text, exactly as it stands."""
    import pandas as pd

    if not file.is_file():
        raise LireLaVilleError(f"Fichier d'origine absent : {file}.")
    return pd.read_csv(file, sep=separator, dtype="str", keep_default_na=False)


def single_spaces(column: "pd.Series") -> "pd.Series":
    """Replace line breaks, no-break and repeated spaces by one space; say how many."""
    tidy = column.str.split().str.join(" ")
    print(
        f"{column.name} : espaces ou retours à la ligne réduits dans "
        f"{(tidy != column).sum()} cellules sur {len(column)}."
    )
    return tidy


def check_sources(sources: Path) -> None:
    """Raise a ``LireLaVilleError`` if the folder of publishers' files is not there."""
    if not sources.is_dir():
        raise LireLaVilleError(
            f"Le dossier des fichiers d'origine n'est pas là : {sources}. "
            "Dites où il est avec --sources DOSSIER."
        )


def write(prepared: "Prepared", folder: Path) -> None:
    """Write the tables beside their card, and their fingerprints into the card.

    Parameters
    ----------
    prepared : DataFrame, GeoDataFrame or dict
        The table, whose columns are exactly the fields of the card, in their order;
        or a dict from the name of each resource to its table or bytes.
    folder : Path
        Holds ``datapackage.json``, which names the data files.

    Raises
    ------
    LireLaVilleError
        If the columns, or the resources, are not those of the card.
    """
    card = folder / "datapackage.json"
    resources = json.loads(card.read_text(encoding="utf-8"))["resources"]
    if not isinstance(prepared, dict):
        prepared = {resources[0]["name"]: prepared}
    _check_names(
        list(prepared), [r["name"] for r in resources], "Les tables préparées", card
    )
    for resource in resources:
        table = prepared[resource["name"]]
        rows = write_resource(table, resource, folder)
        content = (folder / resource["path"]).read_bytes()
        text = with_fingerprint(
            card.read_text(encoding="utf-8"), resource["name"], content, rows
        )
        card.write_text(text, encoding="utf-8")
        print(
            f"{resource['path']} : {rows} lignes, {len(content)} octets, "
            f"sha256 {sha256(content).hexdigest()[:8]}…"
        )


def write_resource(table: "pd.DataFrame | bytes", resource: dict, folder: Path) -> int:
    """Write one table, or the bytes of a raw file; return its number of rows.

    In a raw file rows are lines after the first one, whatever they hold.
    """
    file = folder / resource["path"]
    if isinstance(table, bytes):
        file.write_bytes(table)
        return max(len(table.splitlines()) - 1, 0)
    fields = resource["schema"]["fields"]
    expected = [field["name"] for field in fields]
    card = folder / "datapackage.json"
    _check_names(list(table.columns), expected, "Les colonnes préparées", card)
    if file.suffix == ".parquet":
        write_parquet(table, fields, file)
    else:
        text = to_geojson(table) if file.suffix == ".geojson" else to_csv(table)
        file.write_bytes(text.encode())
    return len(table)


def _check_names(got: list[str], expected: list[str], what: str, card: Path) -> None:
    if got != expected:
        raise LireLaVilleError(
            f"{what} ne sont pas celles de {card.parent.name}/{card.name}. "
            f"Attendu : {', '.join(expected)}. Obtenu : {', '.join(got)}."
        )


def to_csv(table: "pd.DataFrame") -> str:
    r"""Return the table as CSV text: commas, ``\n``, empty cell where missing."""
    return table.to_csv(index=False, lineterminator="\n")


def to_geojson(table: "gpd.GeoDataFrame") -> str:
    """Return the table as GeoJSON text, one feature a line so that diffs are read."""
    columns = [name for name in table.columns if name != table.geometry.name]
    features = []
    cells = table[columns].astype(object)
    records = cells.where(cells.notna(), None).to_dict("records")
    for record, shape in zip(records, table.geometry, strict=True):
        feature = {
            "type": "Feature",
            "properties": record,
            "geometry": _rounded(shape.__geo_interface__),
        }
        features.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return (
        '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"
    )


def _rounded(geometry: dict) -> dict:
    def at(value: object) -> object:
        if isinstance(value, float):
            return round(value, DECIMALS)
        return [at(item) for item in value]

    return {"type": geometry["type"], "coordinates": at(geometry["coordinates"])}


def with_fingerprint(card: str, name: str, content: bytes, rows: int) -> str:
    """Return the text of a card with the hash, size and rows of one of its files."""
    # Text is replaced, not dumped anew: the card keeps its layout.
    before, found, after = card.partition('"resources": [')
    start, named, resource = after.partition(f'"name": "{name}"')
    for key, value in {
        "hash": f'"sha256:{sha256(content).hexdigest()}"',
        "bytes": str(len(content)),
        "rows": str(rows),
    }.items():
        resource, count = re.subn(
            rf'("{key}": )("[^"]*"|\d+)', rf"\g<1>{value}", resource, count=1
        )
        if count != 1 or not named:
            raise LireLaVilleError(
                f"datapackage.json doit donner « {key} » après le nom de la table "
                f"« {name} »."
            )
    return before + found + start + named + resource
