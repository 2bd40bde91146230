"""Ce qui doit rester vrai dans « revenus_iris_france », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load

QUANTILES = ("decile1", "quartile1", "revenu_median", "quartile3", "decile9")


def all_there(table: pd.DataFrame) -> str:
    """16 026 IRIS, dont 14 490 avec des revenus, dans 98 départements."""
    filled = table["revenu_median_disponible_eur"].notna().sum()
    departments = table["departement"].nunique()
    if (len(table), filled, departments) == (16_026, 14_490, 98):
        return ""
    return (
        f"obtenu {len(table)} IRIS, dont {filled} remplis, {departments} départements"
    )


def codes_nest(table: pd.DataFrame) -> str:
    """Le code IRIS commence par sa commune et son département, dans l'ordre."""
    overseas = table["code_iris"].str.startswith("97")
    start = table["code_iris"].str[:2].where(~overseas, table["code_iris"].str[:3])
    odd = (table["code_iris"].str[:5] != table["code_insee"]) | (
        start != table["departement"]
    )
    if odd.any() or not table["code_iris"].is_monotonic_increasing:
        return f"{odd.sum()} codes se contredisent, ou les lignes ne sont pas rangées"
    return ""


def marseille_agrees(table: pd.DataFrame) -> str:
    """Les 393 lignes de Marseille sont exactement celles de « revenus_iris »."""
    model = load("revenus_iris")
    names = [name for name in model if name in table]
    ours = table.loc[table["code_insee"].str.startswith("132"), names]
    both = [rows[names].set_index("code_iris").sort_index() for rows in (ours, model)]
    for rows in both:
        # The words of a reason may be more precise in Marseille; its code may not.
        rows["motif_absence"] = rows["motif_absence"].str.partition(" : ")[0]
    if list(both[0].index) != list(both[1].index):
        return f"{len(ours)} lignes, d'autres codes"
    different = (both[0] != both[1]) & ~(both[0].isna() & both[1].isna())
    odd = different.any(axis=1).sum()
    return f"{odd} lignes diffèrent" if odd else ""


def absence_explained(table: pd.DataFrame) -> str:
    """Un IRIS sans chiffres dit pourquoi ; 4 n'ont pas de taux de pauvreté."""
    figures = table[[*table.filter(regex="_eur$"), "gini_disponible"]]
    poverty = table["taux_pauvrete_pct"]
    poverty_only = table["motif_absence"].str.startswith("s :").fillna(value=False)
    none = table["motif_absence"].notna() & ~poverty_only
    odd = (figures.isna().all(axis=1) != none) | (figures.notna().all(axis=1) == none)
    odd |= poverty.isna() != table["motif_absence"].notna()
    if odd.any() or poverty_only.sum() != 4:
        return f"{odd.sum()} IRIS se contredisent, {poverty_only.sum()} sans taux seul"
    return ""


def quantiles_ordered(table: pd.DataFrame) -> str:
    """1er décile ≤ 1er quartile ≤ médiane ≤ 3e quartile ≤ 9e décile."""
    steps = table[[f"{name}_disponible_eur" for name in QUANTILES]].dropna()
    odd = (steps.diff(axis=1).iloc[:, 1:] < 0).any(axis=1).sum()
    return f"{odd} IRIS en désordre" if odd else ""


RULES = (
    all_there,
    codes_nest,
    marseille_agrees,
    absence_explained,
    quantiles_ordered,
)
