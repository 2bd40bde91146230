"""Ce qui doit rester vrai dans « logement_iris », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load


def all_there(table: pd.DataFrame) -> str:
    """393 IRIS, 10 101 ventes en 2024 et 191 106 logements diagnostiqués."""
    sales = table["ventes_2024"].sum()
    diagnosed = table["logements_diagnostiques"].sum()
    if (len(table), sales, diagnosed) == (393, 10_101, 191_106):
        return ""
    return f"obtenu {len(table)} IRIS, {sales} ventes, {diagnosed} diagnostics"


def joins_incomes(table: pd.DataFrame) -> str:
    """Les IRIS sont exactement ceux de « revenus_iris », codes emboîtés."""
    odd = set(table["code_iris"]) ^ set(load("revenus_iris")["code_iris"])
    nested = (table["code_iris"].str[:7] == table["code_quartier"]) & (
        table["code_iris"].str[:5] == table["code_insee"]
    )
    if odd or not nested.all():
        return f"{len(odd)} IRIS ne se joignent pas, {(~nested).sum()} se contredisent"
    return ""


def sales_add_up(table: pd.DataFrame) -> str:
    """Ventes = appartements (8 905) + maisons (1 196), dans chaque IRIS."""
    flats, houses = table["ventes_appartements_2024"], table["ventes_maisons_2024"]
    odd = ((flats + houses) != table["ventes_2024"]).fillna(value=False).sum()
    if not odd and (flats.sum(), houses.sum()) == (8905, 1196):
        return ""
    return f"{odd} IRIS s'écartent ; {flats.sum()} et {houses.sum()} ventes"


def prices_hidden(table: pd.DataFrame) -> str:
    """Aucun prix sous 5 ventes ; un prix absent dit pourquoi, un prix présent non."""
    for kind, sold in (("appartement", "appartements"), ("maison", "maisons")):
        prices = table.filter(regex=f"prix_{kind}_.*(eur_m2|pct)$")
        enough = (table[f"ventes_{sold}_2024"] >= 5).fillna(value=False)
        explained = table[f"motif_absence_prix_{kind}"].notna()
        odd = prices.notna().any(axis=1) != enough
        odd |= prices.notna().all(axis=1) == explained
        if odd.any():
            return f"{odd.sum()} IRIS se contredisent ({kind})"
    return ""


def quartiles_ordered(table: pd.DataFrame) -> str:
    """1er quartile ≤ médiane ≤ 3e quartile."""
    for kind in ("appartement", "maison"):
        names = ("quartile1", "median", "quartile3")
        steps = table[[f"prix_{kind}_{name}_eur_m2" for name in names]].dropna()
        odd = (steps.diff(axis=1).iloc[:, 1:] < 0).any(axis=1).sum()
        if odd:
            return f"{odd} IRIS en désordre ({kind})"
    return ""


def labels_bounded(table: pd.DataFrame) -> str:
    """A-B-C et F-G font 100 % au plus ; une part absente dit pourquoi."""
    good, bad = table["part_dpe_abc_pct"], table["part_dpe_fg_pct"]
    odd = (good + bad > 100.01) | (good.isna() != table["motif_absence_dpe"].notna())
    return f"{odd.sum()} IRIS se contredisent" if odd.any() else ""


RULES = (
    all_there,
    joins_incomes,
    sales_add_up,
    prices_hidden,
    quartiles_ordered,
    labels_bounded,
)
