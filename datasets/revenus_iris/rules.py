"""Ce qui doit rester vrai dans « revenus_iris », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load


def all_there(table: pd.DataFrame) -> str:
    """393 IRIS, dont 322 avec des revenus."""
    filled = table["revenu_median_disponible_eur"].notna().sum()
    if len(table) == 393 and filled == 322:
        return ""
    return f"obtenu {len(table)} IRIS, dont {filled} remplis"


def codes_nest(table: pd.DataFrame) -> str:
    """Le code IRIS commence par son quartier ; les 111 quartiers y sont."""
    nested = (table["code_iris"].str[:7] == table["code_quartier"]) & (
        table["code_iris"].str[:5] == table["code_insee"]
    )
    same = set(table["code_quartier"]) == set(load("quartiers")["code_quartier"])
    return "" if nested.all() and same else f"{(~nested).sum()} codes se contredisent"


def absence_explained(table: pd.DataFrame) -> str:
    """Un IRIS sans chiffres dit pourquoi ; un IRIS qui en a ne dit rien."""
    explained = table["motif_absence"].notna()
    figures = table.filter(regex="_eur$")
    odd = (figures.isna().all(axis=1) != explained) | (
        figures.notna().all(axis=1) == explained
    )
    return f"{odd.sum()} IRIS se contredisent" if odd.any() else ""


def quantiles_ordered(table: pd.DataFrame) -> str:
    """1er décile ≤ 1er quartile ≤ médiane ≤ 3e quartile ≤ 9e décile."""
    for kind in ("disponible", "declare"):
        names = ("decile1", "quartile1", "revenu_median", "quartile3", "decile9")
        steps = table[[f"{name}_{kind}_eur" for name in names]].dropna()
        odd = (steps.diff(axis=1).iloc[:, 1:] < 0).any(axis=1).sum()
        if odd:
            return f"{odd} IRIS en désordre ({kind})"
    return ""


RULES = (all_there, codes_nest, absence_explained, quantiles_ordered)
