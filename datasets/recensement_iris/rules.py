"""Ce qui doit rester vrai dans « recensement_iris », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load

AGES = ["0_14_ans", "15_24_ans", "25_54_ans", "55_64_ans", "65_79_ans", "80_ans_plus"]


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
    ages = table[[f"part_{age}_pct" for age in AGES]]
    odd = ((ages.sum(axis=1) - 100).abs() > 0.5) & (table["population_2022"] > 300)
    return f"{odd.sum()} IRIS s'en écartent" if odd.any() else ""


def nobody_no_household(table: pd.DataFrame) -> str:
    """Un IRIS sans habitant n'a pas de ménage."""
    odd = (table["population_2022"] == 0) & (table["menages_2022"] > 0)
    return f"{odd.sum()} IRIS se contredisent" if odd.any() else ""


def older_people(table: pd.DataFrame) -> str:
    """55 ans et plus : 272 239, dont 96 720 seuls (24 741 ont 80 ans et plus)."""
    names = ["55_ans_plus", "55_ans_plus_seules", "80_ans_plus_seules"]
    counts = table[["population_2022", *[f"personnes_{name}" for name in names]]]
    sums = counts.sum().round().astype(int).tolist()[1:]
    # A hundredth for the rounding of each count; the population is a whole number.
    unfit = (counts.diff(axis=1).iloc[:, 1:] > 0.01).any(axis=1).sum()
    if sums == [272_239, 96_720, 24_741] and not unfit:
        return ""
    return f"obtenu {sums}, {unfit} IRIS où une partie dépasse le tout"


def both_files_agree(table: pd.DataFrame) -> str:
    """Les 55 ans et plus sont autant dans les deux fichiers reçus, à 2 près."""
    shares = table[[f"part_{age}_pct" for age in AGES[3:]]].sum(axis=1)
    expected = table["population_2022"] * shares / 100
    gap = (table["personnes_55_ans_plus"] - expected).abs().max()
    return f"écart de {gap:.1f} personnes" if gap > 2 else ""


RULES = (
    people,
    codes_nest,
    joins_incomes,
    arrondissements_agree,
    ages_add_up,
    nobody_no_household,
    older_people,
    both_files_agree,
)
