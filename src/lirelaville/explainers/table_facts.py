"""What the page of a dataset says of each of its tables and raw files."""

from pathlib import Path

from lirelaville.catalogue.cells import cells, plain_fields
from lirelaville.catalogue.tables import verified_file
from lirelaville.catalogue.vocabulary import (
    SHORT_UNITS,
    column_in_words,
    size_in_words,
    type_in_words,
    unit_in_words,
)
from lirelaville.explainers.downloads import spreadsheet_name
from lirelaville.french import count, number, typeset

PREVIEWED = 8
LISTED_VALUES = 8

# suffix of a file -> the other forms in which people may want it: name, for what, how
SPREADSHEET = ("Pour un tableur", "CSV pour Excel, LibreOffice ou Numbers")
PROGRAM = ("Pour un programme", "CSV : virgules, points décimaux, UTF-8")
FORMS = {
    ".csv": [],
    ".geojson": [("Pour une carte", "GeoJSON, avec les contours")],
    ".parquet": [("Pour un programme, en plus court", "Parquet")],
}


def table_facts(slug: str, resource: dict) -> dict:
    """Describe one table: first rows, downloads, columns.

    Raises
    ------
    LireLaVilleError
        If its file is not the one that its card announces.
    """
    file = verified_file(slug, resource)
    fields = resource["schema"]["fields"]
    shown = plain_fields(resource)
    first = list(cells(file, resource, PREVIEWED))
    columns = map(column_in_words, zip(*first, strict=True), shown)
    return {
        "title": typeset(resource.get("title") or f"La table « {resource['name']} »"),
        "about": typeset(resource.get("description", "")),
        "rows": count(resource["rows"], "ligne"),
        "outlines": len(fields) - len(shown),
        "head": [
            (typeset(f["title"]), SHORT_UNITS.get(f.get("unit"), "")) for f in shown
        ],
        "numeric": [f["type"] in ("integer", "number") for f in shown],
        "preview": list(zip(*columns, strict=True)),
        "caption": _caption(len(first), resource["rows"]),
        "fields": [_field(field) for field in fields],
        "codes": _codes(shown, first),
        "offers": _offers(resource),
        "path": resource["path"],
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _codes(fields: list[dict], rows: list[tuple[str, ...]]) -> list[str]:
    """Name the columns of text that a spreadsheet would take for numbers."""
    return [
        field["name"]
        for field, cells_of_field in zip(fields, zip(*rows, strict=True), strict=False)
        if field["type"] == "string" and any(map(str.isdigit, cells_of_field))
    ]


def _caption(shown: int, rows: int) -> str:
    if shown == rows:
        return "La table entière."
    return f"Les {shown} premières lignes, sur {number(rows)}."


def _field(field: dict) -> dict:
    rules = field.get("constraints", {})
    values = [str(value) for value in rules.get("enum", [])]
    return {
        "name": field["name"],
        "title": typeset(field.get("title", field["name"])),
        "meaning": typeset(field.get("description", "")),
        "values": ", ".join(values) if 1 < len(values) <= LISTED_VALUES else "",
        "unit": unit_in_words(field),
        "type": type_in_words(field),
        "always": rules.get("required", False),
    }


def _offers(resource: dict) -> list[dict]:
    suffix = Path(resource["path"]).suffix
    as_csv = resource["path"] if suffix == ".csv" else f"{resource['name']}.csv"
    without = ", sans les contours" if suffix == ".geojson" else ""
    offers = [(spreadsheet_name(resource), *SPREADSHEET), (as_csv, *PROGRAM)]
    offers = [(name, why, how + without) for name, why, how in offers]
    offers += [(resource["path"], *form) for form in FORMS[suffix]]
    sizes = {resource["path"]: size_in_words(resource["bytes"])}
    return [
        {"name": name, "why": why, "how": typeset(how), "size": sizes.get(name, "")}
        for name, why, how in offers
    ]


def raw_facts(slug: str, resource: dict) -> dict:
    """Describe a file kept as its publisher made it; same errors."""
    verified_file(slug, resource)
    return {
        "title": typeset(resource.get("title", resource["path"])),
        "about": typeset(resource.get("description", "") or _as_received(resource)),
        "path": resource["path"],
        "size": size_in_words(resource["bytes"]),
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _as_received(resource: dict) -> str:
    delimiter = resource.get("dialect", {}).get("delimiter")
    parts = [
        f"encodage {resource['encoding']}" if "encoding" in resource else "",
        f"colonnes séparées par « {delimiter} »" if delimiter else "",
    ]
    return ", ".join(filter(None, parts))
