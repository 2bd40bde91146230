"""What can be downloaded of a dataset: its own files, and tables for spreadsheets.

The files of the catalogue are given as they are, to the byte.  A spreadsheet set in
French needs another CSV: semicolons, decimal commas, a mark that says UTF-8.
"""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

from lirelaville.catalogue.cells import cells, plain_fields
from lirelaville.catalogue.descriptors import dataset_folder, describe
from lirelaville.catalogue.tables import verified_file
from lirelaville.catalogue.vocabulary import YES_OR_NO

CARD = "datapackage.json"
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
}
SPREADSHEET = "_tableur.csv"
# A spreadsheet runs a text that begins so; "'" makes it a text again.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Download:
    """One file on offer: its name, its resource, and whether it has to be written."""

    name: str
    resource: dict
    made: bool  # written from the file of the catalogue, not that file itself

    @property
    def media_type(self) -> str:
        """The content type to announce, with the encoding of text."""
        kind = MEDIA_TYPES.get(Path(self.name).suffix, "application/octet-stream")
        encoding = "utf-8" if self.made else self.resource.get("encoding", "utf-8")
        return f"{kind}; charset={encoding}" if kind.startswith("text/") else kind


def downloads(card: dict) -> dict[str, Download]:
    """List what is offered of a dataset, by file name.

    Parameters
    ----------
    card : dict
        Its parsed ``datapackage.json``.

    Returns
    -------
    dict
        For each table: its file, the same as CSV if it is not one, the same for
        spreadsheets; each raw file as it is; the card itself.
    """
    offered = {CARD: Download(CARD, {"path": CARD}, made=False)}
    for resource in card["resources"]:
        offered[resource["path"]] = Download(resource["path"], resource, made=False)
    for resource in card["resources"]:
        if not resource.get("raw"):
            for name in (f"{resource['name']}.csv", spreadsheet_name(resource)):
                offered.setdefault(name, Download(name, resource, made=True))
    return offered


def spreadsheet_name(resource: dict) -> str:
    """Return the name of a table's file for spreadsheets."""
    return f"{resource['name']}{SPREADSHEET}"


def offered_file(slug: str, name: str, cache: Path) -> tuple[Path, Download] | None:
    """Find the file to send, written first if it has to be; ``None`` if not on offer.

    Parameters
    ----------
    slug, name : str
        A dataset of the catalogue and what the visitor asks of it: looked up in the
        list of ``downloads``, never used as a path.
    cache : Path
        Folder where tables written for spreadsheets are kept until the data change.

    Raises
    ------
    LireLaVilleError
        If the file of the catalogue is not the one that its card announces.
    """
    offered = downloads(describe(slug)).get(name)
    if offered is None:
        return None
    if name == CARD:
        return dataset_folder(slug) / CARD, offered
    source = verified_file(slug, offered.resource)
    if not offered.made:
        return source, offered
    fingerprint = offered.resource["hash"].removeprefix("sha256:")[:16]
    kept = cache / slug / f"{fingerprint}_{name}"
    if not kept.is_file():
        _keep(source, offered, kept)
    return kept, offered


def _keep(source: Path, wanted: Download, kept: Path) -> None:
    """Write a table beside its final name, then put it there in one go."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    for outdated in kept.parent.glob(f"*_{wanted.name}"):
        outdated.unlink()
    being_written = kept.with_suffix(".part")
    write_csv(source, wanted.resource, being_written, wanted.name.endswith(SPREADSHEET))
    date_of_data = source.stat().st_mtime_ns
    os.utime(being_written, ns=(date_of_data, date_of_data))
    being_written.replace(kept)


def write_csv(source: Path, resource: dict, target: Path, spreadsheet: bool) -> None:
    """Write a table as CSV: that of the catalogue, or one for French spreadsheets.

    Parameters
    ----------
    source : Path
        The file of the catalogue.
    resource : dict
        Its resource in the card; outlines (type ``geojson``) are left out.
    target : Path
        Where to write.
    spreadsheet : bool
        Whether decimals take a comma, columns a semicolon, yes-or-no « oui » and
        « non », the file the mark of UTF-8, and a text that would be run as a
        formula an apostrophe.
    """
    fields = plain_fields(resource)
    rows = cells(source, resource)
    if spreadsheet:
        kinds = [field["type"] for field in fields]
        rows = (tuple(map(_for_spreadsheet, row, kinds)) for row in rows)
    encoding, separator = ("utf-8-sig", ";") if spreadsheet else ("utf-8", ",")
    with target.open("w", encoding=encoding, newline="") as lines:
        writer = csv.writer(lines, delimiter=separator, lineterminator="\n")
        writer.writerow([field["name"] for field in fields])
        writer.writerows(rows)


def _for_spreadsheet(cell: str, kind: str) -> str:
    if kind == "number":
        return cell.replace(".", ",")
    if kind == "boolean":
        return YES_OR_NO.get(cell.lower(), cell)
    if kind == "string" and cell.startswith(FORMULA):
        return f"'{cell}"
    return cell
