"""Ce qui doit rester vrai dans « recensement_iris », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load


def people(table: pd.DataFrame) -> str:
    """393 IRIS et 877 217 habitants en 2022, à 2 près de la référence."""
    count = table["population_2022"].sum()
    legal = load("populations").set_index("code_insee")["population_municipale"]
    if len(table) == 393 and count == 877_217 and abs(count - legal["13055"]) <= 2:
        return ""
    return f"obtenu {len(table)} IRIS et {count} habitants"


def codes_nest(table: pd.DataFrame) -> str:
    """Le code IRIS commence par son quartier ; les 111 quartiers y sont."""
    nested = (table["code_iris"].str[:7] == table["code_quartier"]) & (
        table["code_iris"].str[:5] == table["code_insee"]
    )
    same = set(table["code_quartier"]) == set(load("quartiers")["code_quartier"])
    return "" if nested.all() and same else f"{(~nested).sum()} codes se contredisent"


def joins_incomes(table: pd.DataFrame) -> str:
    """Les IRIS sont exactement ceux de « revenus_iris »."""
    odd = set(table["code_iris"]) ^ set(load("revenus_iris")["code_iris"])
    return f"{len(odd)} IRIS ne se joignent pas" if odd else ""


def arrondissements_agree(table: pd.DataFrame) -> str:
    """La somme par arrondissement égale la population de référence, à 5 près."""
    legal = load("populations").set_index("code_insee")["population_municipale"]
    sums = table.groupby("code_insee")["population_2022"].sum()
    gaps = (sums - legal[sums.index]).abs()
    return f"écart de {gaps.max()} habitants" if gaps.max() > 5 else ""


def ages_add_up(table: pd.DataFrame) -> str:
    """Au-dessus de 300 habitants, les parts d'âge font 100 %, à 0,5 près."""
    ages = table.filter(regex=r"part_.*_ans(_plus)?_pct")
    odd = ((ages.sum(axis=1) - 100).abs() > 0.5) & (table["population_2022"] > 300)
    return f"{odd.sum()} IRIS s'en écartent" if odd.any() else ""


def nobody_no_household(table: pd.DataFrame) -> str:
    """Un IRIS sans habitant n'a pas de ménage."""
    odd = (table["population_2022"] == 0) & (table["menages_2022"] > 0)
    return f"{odd.sum()} IRIS se contredisent" if odd.any() else ""


RULES = (
    people,
    codes_nest,
    joins_incomes,
    arrondissements_agree,
    ages_add_up,
    nobody_no_household,
)
