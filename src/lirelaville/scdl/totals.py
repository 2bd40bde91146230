"""Mark the rows that add the others up, so that nobody adds them again."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from lirelaville.scdl.headers import FIELDS, fold

if TYPE_CHECKING:
    import pandas as pd

# once folded: « TOTAL », « Sous-total », « Total général 2023 », « Total des aides »
TOTAL = re.compile(
    r"(sous)?tota(l|ux)(generale?s?|annuel)?"
    r"(des?(subventions|aides|montants).*)?((19|20)\d\d)?€?"
)
TEXTS = [f for f in FIELDS if f not in ("montant", "pourcentageSubvention")]


def mark_totals(table: "pd.DataFrame", column: str) -> list[tuple]:
    """Add ``total_presume`` to a table, and report each row that it marks.

    Parameters
    ----------
    table : DataFrame
        With ``montant`` already read; a club named « Total Festum » is left alone.
    column : str
        The file's own name for the beneficiary, for the report.

    Returns
    -------
    list of tuple
        (line, column, value, reason): whether the amount is that of the rows above.

    Notes
    -----
    A row is marked when it has no SIRET and its name says total, or when it has no
    name and its amount is, to the cent, that of two or more rows above it.
    """
    marks, found = [], []
    everything, since, above = Decimal(0), Decimal(0), 0
    amounts = zip(table["ligne"], _labels(table), table["montant"], strict=True)
    for line, (name, said, siret), amount in amounts:
        says = bool(TOTAL.fullmatch(fold(said))) and not siret
        # an empty cell and an unreadable one are None in a column of objects
        value = amount if isinstance(amount, Decimal) else None
        equal = value is not None and above > 1 and value in (everything, since)
        marks.append(says or (equal and not name and not siret and value != 0))
        if marks[-1]:
            found.append((line, column, said, _reason(equal, everything)))
            since = Decimal(0)
        elif value is not None:
            everything, since, above = everything + value, since + value, above + 1
    table["total_presume"] = marks
    return found


def _labels(table: "pd.DataFrame") -> list[tuple[str, str, str]]:
    """Return for each row its name, the first text it holds, and its SIRET."""
    names = table["nomBeneficiaire"].to_list()
    sirets = table["idBeneficiaire_texte"].to_list()
    texts = [table.get(f"{f}_texte", table[f]).to_list() for f in TEXTS]
    firsts = [
        name or next((column[rank] for column in texts if column[rank]), "")
        for rank, name in enumerate(names)
    ]
    return list(zip(names, firsts, sirets, strict=True))


def _reason(equal: bool, everything: Decimal) -> str:
    if equal:
        return "total des lignes au-dessus, au centime près : pas une subvention"
    return (
        "semble un total, mais les lignes au-dessus font "
        f"{everything:,.2f} € : à vérifier".replace(",", " ").replace(".", ",")
    )
