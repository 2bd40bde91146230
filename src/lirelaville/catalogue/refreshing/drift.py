"""Say which columns of a table drift, and what looks more like an accident."""

import re
from typing import TYPE_CHECKING

from lirelaville.french import count

if TYPE_CHECKING:
    import pandas as pd

# what all the filled cells of a column look like, the first that fits; what begins
# with a zero is a code
LOOKS = {
    "nombres entiers": re.compile(r"-?(0|[1-9]\d*)"),
    "nombres": re.compile(r"-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?"),
    "dates": re.compile(r"\d{4}-\d\d-\d\d"),
    "oui ou non": re.compile(r"True|False"),
}
# « é » read in the wrong encoding: Ã©, or the sign that replaces what is unreadable
BROKEN_ACCENTS = "\N{REPLACEMENT CHARACTER}|Ã[\u0080-\u00bf]|â€"
MANY_LOST = 0.1  # share of the rows


def drift(before: "pd.DataFrame", after: "pd.DataFrame") -> list[str]:
    """Compare the columns of two versions of a table: names, order, kind of content.

    Parameters
    ----------
    before, after : DataFrame
        Cells as text, ``""`` where a value is missing.

    Returns
    -------
    list of str
        One French sentence per drift.
    """
    shared = [name for name in after.columns if name in before.columns]
    said = [f"« {n} » est nouvelle." for n in after.columns if n not in shared]
    said += [f"« {n} » a disparu." for n in before.columns if n not in shared]
    if not said and list(before.columns) != list(after.columns):
        said = ["L'ordre des colonnes a changé."]
    for name in shared if len(before) and len(after) else []:
        said += _content_drift(name, before[name], after[name])
    return said


def _content_drift(name: str, before: "pd.Series", after: "pd.Series") -> list[str]:
    if before.equals(after):
        return []
    said = []
    was, now = looks_like(before), looks_like(after)
    if was != now:
        said.append(f"« {name} » ne contenait que des {was} ; maintenant : {now}.")
    empty = (after == "").sum()
    if empty and (before != "").all():
        rows = count(empty, "ligne")
        said.append(f"« {name} », jamais vide jusqu'ici, est vide dans {rows}.")
    return said


def looks_like(column: "pd.Series") -> str:
    """Say what the filled cells of a column look like: « dates », « textes »."""
    filled = column[column != ""].unique()
    for name, pattern in LOOKS.items():
        if len(filled) and all(pattern.fullmatch(cell) for cell in filled):
            return name
    return "textes" if len(filled) else "cellules vides"


def doubts(before: "pd.DataFrame", after: "pd.DataFrame") -> list[str]:
    """Say what makes one doubt the file received: rows lost, accents broken."""
    found = []
    lost = len(before) - len(after)
    if lost and lost >= MANY_LOST * len(before):
        found.append(
            f"{count(lost, 'ligne')} de moins sur {count(len(before), 'ligne')} : le "
            "fichier reçu est peut-être tronqué."
        )
    broken = _broken_accents(after) - _broken_accents(before)
    if broken > 0:
        found.append(
            f"{count(broken, 'cellule')} de plus aux accents abîmés (« Ã© ») : "
            "l'encodage du fichier reçu a sans doute changé."
        )
    return found


def _broken_accents(table: "pd.DataFrame") -> int:
    return sum(table[name].str.contains(BROKEN_ACCENTS).sum() for name in table)
