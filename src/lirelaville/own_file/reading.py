"""Read a CSV file that nobody has described: its text, its separator, its header."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lirelaville.errors import LireLaVilleError
from lirelaville.french import count
from lirelaville.scdl.encodings import text_of
from lirelaville.scdl.headers import SEPARATORS
from lirelaville.scdl.numbers import read_amount
from lirelaville.scdl.records import Record, records

if TYPE_CHECKING:
    import pandas as pd

SAMPLE = 400  # lines that decide on the separator
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (avec marque)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
}
SIGNS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre"}


@dataclass(frozen=True)
class Lines:
    """The records of a file below its header, and those that do not fit."""

    separator: str
    header: list[str]
    kept: list[Record]
    put_aside: list[Record]


def read_own_file(content: bytes, name: str) -> "pd.DataFrame":
    """Read the bytes of a CSV file; every cell stays text.

    Parameters
    ----------
    content : bytes
        The file, in any encoding that `lirelaville.scdl.encodings` knows.
    name : str
        Its name, for messages and for the source line.

    Returns
    -------
    DataFrame, one row per record
        The file's columns as text; the index is the line where each record starts.
        ``attrs["lecture"]``: ``nom``, ``encodage``, ``separateur``, ``lignes`` (how
        many rows), ``ecartees`` (lines put aside because they are cut otherwise);
        ``attrs["source"]``: the line to write under a chart.

    Raises
    ------
    LireLaVilleError
        If it is not text, is empty, or has a header but no row.
    """
    import pandas as pd

    decoded = text_of(content, name)
    lines = _cut(decoded.text)
    if not lines.kept:
        raise LireLaVilleError(
            f"{name} n'a qu'une ligne d'en-tête : aucune donnée dessous. Enregistrez "
            "le fichier avec ses lignes."
        )
    names = _distinct(lines.header)
    table = pd.DataFrame(
        [_fitted(record.cells, len(names)) for record in lines.kept],
        columns=names,
        index=pd.Index([record.line for record in lines.kept], name="ligne"),
        dtype="str",
    )
    table.attrs["lecture"] = {
        "nom": name,
        "encodage": ENCODINGS.get(decoded.encoding, decoded.encoding),
        "separateur": lines.separator,
        "lignes": len(table),
        "ecartees": [record.line for record in lines.put_aside],
    }
    table.attrs["source"] = f"Source : votre fichier « {name} »"
    return table


def say_reading(table: "pd.DataFrame") -> str:
    """Return the sentence that tells what was read and how."""
    found = table.attrs["lecture"]
    rows, columns = count(found["lignes"], "ligne"), count(table.shape[1], "colonne")
    sign = SIGNS[found["separateur"]] if table.shape[1] > 1 else "aucun"
    sentence = (
        f"« {found['nom']} » : {rows}, {columns} ; encodage {found['encodage']}, "
        f"séparateur : {sign}."
    )
    if found["ecartees"]:
        sentence += (
            " Mises de côté, parce qu'elles ne se découpent pas comme les autres : "
            f"{count(len(found['ecartees']), 'ligne')} ({listed(found['ecartees'])})."
        )
    return sentence


def listed(numbers: list[int], most: int = 5) -> str:
    """Return « n° 3, 8, 12… »: the first numbers of a list."""
    return f"n° {', '.join(map(str, numbers[:most]))}{'…' if numbers[most:] else ''}"


def _cut(text: str) -> Lines:
    """Cut with the separator that gives the widest regular table."""
    separator = max(SEPARATORS, key=lambda sign: _regularity(text, sign))
    width = _common_width(text, separator)[1]
    found = list(records(text, separator, width))
    # A title or a logo's name may stand above the header: it fills fewer cells.
    full = [record for record in found if _filled(record) > width / 2]
    first = found.index(full[0]) if full else 0
    below = found[first + 1 :]
    fits = [_fits(record.cells, width) for record in below]
    return Lines(
        separator,
        found[first].cells[:width],
        [record for record, fit in zip(below, fits, strict=True) if fit],
        [record for record, fit in zip(below, fits, strict=True) if not fit],
    )


def _regularity(text: str, separator: str) -> tuple[bool, bool, float]:
    """Return what makes a separator likely: most records alike, then many cells.

    Decimal commas also cut every row into as many cells, but not the header: what
    stands for a header then is made of numbers.
    """
    share, width = _common_width(text, separator)
    start = records(_start(text), separator)
    header = next(record.cells for record in start if len(record.cells) == width)
    numbers = sum(read_amount(cell)[0] is not None for cell in header)
    table = width > 1 and share >= 0.6
    return table and numbers < len(header) / 2, table, share * (width - 1)


def _common_width(text: str, separator: str) -> tuple[float, int]:
    """Return the share of records that have the commonest width, and that width."""
    widths = Counter(len(record.cells) for record in records(_start(text), separator))
    width, how_many = widths.most_common(1)[0]
    return how_many / widths.total(), width


def _start(text: str) -> str:
    return "".join(text.splitlines(keepends=True)[:SAMPLE])


def _filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record.cells)


def _fits(cells: list[str], width: int) -> bool:
    """Tell whether only empty cells are missing or too many at the end of a record."""
    short = len(cells) < width and width > 1 and len(cells) == 1
    return not short and not any(cell.strip() for cell in cells[width:])


def _fitted(cells: list[str], width: int) -> list[str]:
    return [cell.strip() for cell in (cells + [""] * width)[:width]]


def _distinct(header: list[str]) -> list[str]:
    """Give each column a name of its own: « colonne 3 » if empty, « Nom (2) »."""
    names = []
    for rank, cell in enumerate(header, start=1):
        wanted = name = " ".join(cell.split()) or f"colonne {rank}"
        again = 2
        while name in names:
            name, again = f"{wanted} ({again})", again + 1
        names.append(name)
    return names
