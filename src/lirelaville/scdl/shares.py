"""Give each beneficiary of a shared subsidy its own part."""

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ROUNDING = Decimal("0.005")
SAME = ["dateConvention_texte", "referenceDecision", "objet", "montant_texte"]


def shared_out(kept: "pd.DataFrame") -> "tuple[pd.Series, int]":
    """Return the amount that each row's beneficiary gets, and how many were shared.

    In the national schema ``montant`` is the whole subsidy « avant répartition entre
    les bénéficiaires », and ``pourcentageSubvention`` the part of this one.  Files also
    use that column for other things (the part of a project's cost): the amount is
    multiplied only where several rows hold the same subsidy and their parts make 1.
    """
    parts = kept["pourcentageSubvention"].map(
        lambda part: part if isinstance(part, Decimal) else Decimal(0)
    )
    partial = kept[(parts > 0) & (parts < 1)]
    amounts = kept["montant"].copy()
    shared = 0
    for _, rows in partial.groupby(SAME, sort=False):
        mine = parts[rows.index]
        if len(rows) > 1 and abs(sum(mine, Decimal(0)) - 1) < ROUNDING:
            amounts[rows.index] = rows["montant"] * mine
            shared += len(rows)
    return amounts, shared
