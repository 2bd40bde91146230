"""The list that a person goes through, and what this person decided about names."""

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.errors import LireLaVilleError
from lirelaville.scdl.encodings import read_text
from lirelaville.scdl.faults import COLUMNS
from lirelaville.scdl.headers import SEPARATORS
from lirelaville.scdl.records import records

if TYPE_CHECKING:
    import pandas as pd

FILE = "lignes_a_revoir.csv"
DECISION = "decision"
PUBLISH, HIDE = "publier", "masquer"
PERSON = "peut-être une personne"
FORMULA = "=+-@\t"  # how a cell starts that a spreadsheet would execute


def write_review(problems: "pd.DataFrame", file: Path) -> None:
    """Write the problems for a spreadsheet: « ; », UTF-8 with its mark.

    Parameters
    ----------
    problems : DataFrame
        ``ligne``, ``colonne``, ``valeur``, ``raison``, and ``decision`` (empty where
        nothing is to be decided or nobody has).
    file : Path
        Readable by its owner only: it may name private persons.
    """
    file.unlink(missing_ok=True)
    private = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(private, "w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
        writer.writerow([*COLUMNS, DECISION])
        for row in problems.itertuples(index=False):
            writer.writerow([_harmless(cell) for cell in row])


def read_decisions(file: Path) -> dict[str, str]:
    """Read the decisions written in a former list; none if there is no list.

    Returns
    -------
    dict
        Published name to « publier » or « masquer ».

    Raises
    ------
    LireLaVilleError
        If a decision is another word, or the column is gone.
    """
    if not file.is_file():
        return {}
    rows = _rows(file)
    ranks = {name.strip(): rank for rank, name in enumerate(next(rows, []))}
    if not {"valeur", DECISION} <= set(ranks):
        raise LireLaVilleError(
            f"{file.name} n'a plus ses colonnes « valeur » et « {DECISION} ». "
            "Effacez-le, puis tapez la même commande : il sera récrit."
        )
    decisions = {}
    for cells in rows:
        said = cells[ranks[DECISION]].strip().lower() if len(cells) > 1 else ""
        if said and said not in (PUBLISH, HIDE):
            raise LireLaVilleError(
                f"{file.name}, ligne {cells[0]} : la décision « {said} » n'est pas "
                f"comprise. Écrivez « {PUBLISH} » ou « {HIDE} », ou laissez vide."
            )
        if said:
            decisions[cells[ranks["valeur"]].removeprefix("'")] = said
    return decisions


def _rows(file: Path):
    text = read_text(file).text
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)  # a spreadsheet may have changed it
    return (record.cells for record in records(text, separator))


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell[:1] in FORMULA and cell:
        return f"'{cell}"
    return cell
