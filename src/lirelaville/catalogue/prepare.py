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

from lirelaville.errors import LireLaVilleError
from lirelaville.project import project_folder

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

# 5 decimals of a degree are about one metre in Marseille.
DECIMALS = 5


def main(script: str, prepare: "Callable[[Path], pd.DataFrame]") -> None:
    """Run one ``prepare.py``: read the sources, write the table and its card.

    Parameters
    ----------
    script : str
        ``__file__`` of the ``prepare.py``, whose folder holds the card.
    prepare : callable
        Takes the folder of the publishers' files, returns the table.
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


def write(table: "pd.DataFrame", folder: Path) -> None:
    """Write the table beside its card, and its fingerprint into the card.

    Parameters
    ----------
    table : DataFrame or GeoDataFrame
        Columns are exactly the fields of the card, in their order.
    folder : Path
        Holds ``datapackage.json``, which names the data file.

    Raises
    ------
    LireLaVilleError
        If the columns are not those of the card.
    """
    card = folder / "datapackage.json"
    resource = json.loads(card.read_text(encoding="utf-8"))["resources"][0]
    expected = [field["name"] for field in resource["schema"]["fields"]]
    if list(table.columns) != expected:
        raise LireLaVilleError(
            f"Les colonnes préparées ne sont pas celles de {folder.name}/{card.name}. "
            f"Attendu : {', '.join(expected)}. Obtenu : {', '.join(table.columns)}."
        )
    geojson = resource["path"].endswith(".geojson")
    text = to_geojson(table) if geojson else to_csv(table)
    content = text.encode()
    (folder / resource["path"]).write_bytes(content)
    text = with_fingerprint(card.read_text(encoding="utf-8"), content, len(table))
    card.write_text(text, encoding="utf-8")
    print(
        f"{resource['path']} : {len(table)} lignes, {len(content)} octets, "
        f"sha256 {sha256(content).hexdigest()[:8]}…"
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


def with_fingerprint(card: str, content: bytes, rows: int) -> str:
    """Return the text of a card with the hash, size and rows of its data file."""
    # Text is replaced, not dumped anew: the card keeps its layout.
    for key, value in {
        "hash": f'"sha256:{sha256(content).hexdigest()}"',
        "bytes": str(len(content)),
        "rows": str(rows),
    }.items():
        card, count = re.subn(rf'("{key}": )("[^"]*"|\d+)', rf"\g<1>{value}", card)
        if count != 1:
            raise LireLaVilleError(
                f"datapackage.json doit contenir une fois « {key} » : trouvé {count}."
            )
    return card
