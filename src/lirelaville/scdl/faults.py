"""Report what a person should look at in a published file, line by line."""

import io
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from lirelaville.scdl.encodings import Decoded
from lirelaville.scdl.headers import FIELDS, Layout
from lirelaville.scdl.records import Record

if TYPE_CHECKING:
    import pandas as pd

# a problem: line, column as the file names it, value, reason in French
Problem = tuple[int, str, str, str]
COLUMNS = ("ligne", "colonne", "valeur", "raison")
IN_SCHEMA = 14  # the fields beyond are not asked for
SHOWN = 200  # characters of a row that is cut wrongly
EMPTY = "la ligne est vide"


def of_file(decoded: Decoded, layout: Layout) -> list[Problem]:
    """Report what concerns the whole file: encoding, lines above, the header."""
    found = [
        (line, "", "", f"cette ligne n'est pas écrite en {decoded.encoding}")
        for line in decoded.odd_lines
    ]
    spoiled = decoded.text.count("Ã©") + decoded.text.count("Ã¨")
    if spoiled:
        reason = "accents abîmés avant la publication (« Ã© » pour « é »), laissés"
        found.append((layout.line, "", f"{spoiled} fois", reason))
    lines = list(io.StringIO(decoded.text, newline=""))[: layout.line - 1]
    found += [
        (number, "", line.strip(), "ligne placée au-dessus de l'en-tête")
        for number, line in enumerate(lines, start=1)
        if line.strip(f"{layout.separator} \r\n") and not line.startswith("sep=")
    ]
    for field in FIELDS[:IN_SCHEMA]:
        if field not in layout.columns:
            found.append((layout.line, field, "", "la colonne manque dans le fichier"))
    names = [cell.strip() for cell in layout.header]
    for rank, name in enumerate(names):
        if name and name in names[:rank]:
            reason = "deux colonnes portent ce nom : la première est lue"
            found.append((layout.line, name, "", reason))
    return found


def of_records(rows: list[Record], layout: Layout) -> list[Problem]:
    """Report the rows that are cut wrongly, and the empty ones, together."""
    width, found = len(layout.header), []
    for blank, group in groupby(rows, lambda row: not _filled(row)):
        if blank:
            lines = [row.line for row in group]
            last = f" (et jusqu'à la ligne {lines[-1]})" if len(lines) > 1 else ""
            found.append((lines[0], "", "", EMPTY + last))
            continue
        for row in group:
            reason = row.fault or _miscut(row, width)
            if reason:
                said = layout.separator.join(row.cells)[:SHOWN]
                found.append((row.line, "", said, reason))
    return found


def of_rows(table: "pd.DataFrame", layout: Layout) -> list[Problem]:
    """Report empty names, empty columns, and rows that repeat another one."""
    names, column = table["nomBeneficiaire"], layout.name_of("nomBeneficiaire")
    found = [
        (line, column, "", "le nom du bénéficiaire est vide")
        for line in table["ligne"][(names == "") & ~table["total_presume"]]
    ]
    for field in layout.columns:
        if len(table) and not (texts_of(table, field) != "").any():
            reason = "la colonne est vide dans tout le fichier"
            found.append((layout.line, layout.name_of(field), "", reason))
    texts = [c for c in table.columns if c != "ligne" and f"{c}_texte" not in table]
    again = table[texts].duplicated()
    reason = "ligne identique à une autre plus haut : comptée deux fois ?"
    found += [
        (line, "", name, reason)
        for line, name in zip(table["ligne"][again], names[again], strict=True)
    ]
    return found


def in_order(problems: list[Problem], table: "pd.DataFrame") -> "pd.DataFrame":
    """Return the problems line after line; an empty row is only said to be empty."""
    import pandas as pd

    found = pd.DataFrame(problems, columns=list(COLUMNS))
    consequence = found["ligne"].isin(table["ligne"][~filled_rows(table)])
    kept = ~consequence | found["raison"].str.startswith(EMPTY)
    return found[kept].sort_values("ligne", kind="stable", ignore_index=True)


def filled_rows(table: "pd.DataFrame") -> "pd.Series":
    """Tell which rows hold something."""
    filled = table["cellules_en_trop"] != ""
    for field in FIELDS:
        filled |= texts_of(table, field) != ""
    return filled


def texts_of(table: "pd.DataFrame", field: str) -> "pd.Series":
    """Return the cells of a field as they were published."""
    return table[f"{field}_texte" if f"{field}_texte" in table else field]


def _filled(row: Record) -> int:
    """Count the cells of a row, without the empty ones at its end."""
    ending = takewhile(lambda cell: not cell.strip(), reversed(row.cells))
    return len(row.cells) - sum(1 for _ in ending)


def _miscut(row: Record, width: int) -> str:
    if _filled(row) > width:
        return f"{_filled(row)} cellules au lieu de {width} : un séparateur de trop ?"
    if len(row.cells) < width:
        return f"{len(row.cells)} cellules au lieu de {width} : ligne coupée ?"
    return ""
