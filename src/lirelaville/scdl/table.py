"""Read a subsidies file of the national schema (SCDL) as cities really publish it.

The schema: https://schema.data.gouv.fr/scdl/subventions/ (fourteen fields since 2018,
and three more that files often have).  No row is lost: what cannot be read stays as
text beside an empty cell, and is reported with its line and the reason.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.scdl import faults
from lirelaville.scdl.dates import read_date, read_period
from lirelaville.scdl.encodings import read_text
from lirelaville.scdl.headers import FIELDS, Layout, find_layout
from lirelaville.scdl.identifiers import read_siret, read_yes_no
from lirelaville.scdl.numbers import decimal_sign, read_amount, read_share
from lirelaville.scdl.records import Record, records
from lirelaville.scdl.totals import mark_totals
from lirelaville.scdl.years import add_years

if TYPE_CHECKING:
    import pandas as pd

# Cells that say « nothing here » in a column that holds no names.
NOTHING = {"", "null", "none", "nan", "n/a", "#n/a", "nc", "néant", "sans objet"}
READERS = {
    "idAttribuant": read_siret,
    "idBeneficiaire": read_siret,
    "dateConvention": read_date,
    "datesPeriodeVersement": read_period,
    "notificationUE": read_yes_no,
    "pourcentageSubvention": read_share,
}
TYPES = {
    "dateConvention": "datetime64[s]",
    "notificationUE": "boolean",
    "montant": "object",
    "pourcentageSubvention": "object",
}


def read_scdl(path: Path) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Read a subsidies file without losing a row.

    Parameters
    ----------
    path : Path
        A CSV whose header names at least the beneficiary and the amount: any usual
        encoding, separator, decimal sign and form of date; columns in any order,
        under their older names, with others beside them.

    Returns
    -------
    table : DataFrame, one row per row of the file
        ``ligne`` (line where the row starts); each field of the schema: ``montant``
        in euros and ``pourcentageSubvention`` as exact ``Decimal``,
        ``dateConvention`` as datetime64, ``notificationUE`` as boolean, the rest as
        text; beside each field that is not plain text, ``…_texte``, the cell as it
        was published; ``annee`` (Int64); ``total_presume``, true on the rows that
        look like a total; then the other columns of the file, and
        ``cellules_en_trop``.
    problems : DataFrame, one row per thing that a person should look at
        ``ligne``, ``colonne`` (as in the file), ``valeur``, ``raison`` (French).

    Raises
    ------
    LireLaVilleError
        If the file is not text, is empty, or its header is not of this schema.
    """
    decoded = read_text(path)
    layout = find_layout(decoded.text, path.name)
    rows = read_rows(decoded.text, layout)
    problems = [*faults.of_file(decoded, layout), *faults.of_records(rows, layout)]
    table = text_table(rows, layout)
    for field in (*READERS, "montant"):
        problems += read_column(table, field, layout.name_of(field))
    problems += mark_totals(table, layout.name_of("nomBeneficiaire"))
    problems += add_years(table)
    problems += faults.of_rows(table, layout)
    return table, faults.in_order(problems, table)


def read_rows(text: str, layout: Layout) -> list[Record]:
    """Return the records below the header."""
    found = records(text, layout.separator, len(layout.header))
    return [record for record in found if record.line > layout.line]


def text_table(rows: list[Record], layout: Layout) -> "pd.DataFrame":
    """Lay the cells out as text: the schema's fields, then the other columns."""
    import pandas as pd

    width = len(layout.header)
    cells = [(row.cells + [""] * width)[:width] for row in rows]
    columns = list(zip(*cells, strict=True)) or [()] * width
    parts = {"ligne": [row.line for row in rows]}
    for field in FIELDS:
        rank = layout.columns.get(field)
        texts = [""] * len(rows) if rank is None else columns[rank]
        parts[field] = pd.array([cell.strip() for cell in texts], dtype="str")
    for rank in range(width):
        if rank not in layout.columns.values():
            name = _free_name(layout.header[rank], parts)
            parts[name] = pd.array(columns[rank], dtype="str")
    extra = [layout.separator.join(row.cells[width:]).strip() for row in rows]
    parts["cellules_en_trop"] = pd.array(extra, dtype="str")
    return pd.DataFrame(parts).astype({"ligne": "int64"})


def read_column(table: "pd.DataFrame", field: str, name: str) -> list[tuple]:
    """Replace a column of text by what it means; keep the text; report the rest."""
    import pandas as pd

    texts = table[field].to_list()
    read = READERS.get(field) or _amount_reader(texts)
    known = {text: _read(text, read, field) for text in set(texts)}
    table.insert(table.columns.get_loc(field) + 1, f"{field}_texte", table[field])
    values = [known[text][0] for text in texts]
    table[field] = pd.Series(values, dtype="object").astype(TYPES.get(field, "str"))
    return [
        (line, name, text, known[text][1])
        for line, text in zip(table["ligne"].to_list(), texts, strict=True)
        if known[text][1]
    ]


def _amount_reader(texts: list[str]) -> Callable[[str], tuple]:
    sign = decimal_sign(set(texts))
    return lambda text: read_amount(text, sign)


def _read(text: str, read: Callable[[str], tuple], field: str) -> tuple:
    # The amount is what a subsidy is: « néant » there is for a person to see.
    if text.casefold() in NOTHING and field != "montant":
        return None, ""
    return read(text)


def _free_name(name: str, taken: dict) -> str:
    name = base = name.strip() or "colonne sans nom"
    rank = 1
    while name in taken:
        rank += 1
        name = f"{base} ({rank})"
    return name
