"""Ce qui doit rester vrai dans « etablissements_iris », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load


def total(table: pd.DataFrame) -> str:
    """393 IRIS, 210 425 établissements dont 31 249 employeurs."""
    count = table["etablissements_2026"].sum()
    employers = table["etablissements_employeurs"].sum()
    if (len(table), count, employers) == (393, 210_425, 31_249):
        return ""
    return f"obtenu {len(table)} IRIS, {count} établissements dont {employers}"


def codes_nest(table: pd.DataFrame) -> str:
    """Le code IRIS commence par son quartier ; les 111 quartiers y sont."""
    nested = (table["code_iris"].str[:7] == table["code_quartier"]) & (
        table["code_iris"].str[:5] == table["code_insee"]
    )
    missing = set(load("quartiers")["code_quartier"]) - set(table["code_quartier"])
    if nested.all() and not missing:
        return ""
    return f"{(~nested).sum()} codes se contredisent, {len(missing)} quartiers absents"


def joins_other_tables(table: pd.DataFrame) -> str:
    """Mêmes IRIS, mêmes noms que « revenus_iris » et « recensement_iris »."""
    ours = set(zip(table["code_iris"], table["nom_iris"], strict=True))
    for slug in ("revenus_iris", "recensement_iris"):
        other = load(slug)
        theirs = set(zip(other["code_iris"], other["nom_iris"], strict=True))
        if ours != theirs:
            return f"{len(ours - theirs)} IRIS ne se joignent pas à {slug}"
    return ""


def absence_explained(table: pd.DataFrame) -> str:
    """Quatre IRIS sont sans aucun chiffre, et le disent."""
    figures = table.drop(columns="motif_absence").isna()
    explained = table["motif_absence"].notna()
    odd = (figures.any(axis=1) != explained) | (
        figures.iloc[:, 5:].all(axis=1) != explained
    )
    if explained.sum() == 4 and not odd.any():
        return ""
    return f"{explained.sum()} IRIS expliqués, {odd.sum()} se contredisent"


def parts_within_total(table: pd.DataFrame) -> str:
    """Aucun compte ne dépasse le total ; sociétés et individuelles non plus."""
    known = table.dropna(subset=["etablissements_2026"])
    parts = known[["etablissements_employeurs", "etablissements_recents", "sieges"]]
    both = known["societes"] + known["entreprises_individuelles_sans_salarie"]
    over = parts.assign(both=both, sectors=known["nombre_secteurs"]).max(axis=1)
    odd = over > known["etablissements_2026"]
    return f"{odd.sum()} IRIS se contredisent" if odd.any() else ""


def sector_really_over_represented(table: pd.DataFrame) -> str:
    """Le secteur cité est surreprésenté (indice > 1) et pèse 5 % ou plus."""
    odd = (table["indice_surrepresentation"] <= 1) | (
        table["part_secteur_surrepresente_pct"] < 5
    )
    return f"{odd.sum()} IRIS ne tiennent pas" if odd.any() else ""


RULES = (
    total,
    codes_nest,
    joins_other_tables,
    absence_explained,
    parts_within_total,
    sector_really_over_represented,
)
