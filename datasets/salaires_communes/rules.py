"""Ce qui doit rester vrai dans « salaires_communes », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load

JOBS = ("_cadres", "_professions_intermediaires", "_employes", "_ouvriers")
AGES = ("_18_25_ans", "_26_50_ans", "_plus_de_50_ans")
SEXES = ("_femmes", "_hommes")


def total(table: pd.DataFrame) -> str:
    """5 136 communes ; à Marseille, 13,80 € net de l'heure en moyenne."""
    wage = table.set_index("code_insee")["salaire_net_horaire_eur"].get("13055")
    if len(table) == 5136 and wage == 13.8:
        return ""
    return f"obtenu {len(table)} communes et {wage} €"


def cities_in_one_row(table: pd.DataFrame) -> str:
    """Marseille, Lyon et Paris ont une ligne chacune, sans arrondissement."""
    codes = table["code_insee"]
    cities = codes.isin(["13055", "69123", "75056"]).sum()
    districts = codes.str.fullmatch("132[0-9]{2}|6938[0-9]|751[0-9]{2}").sum()
    if cities == 3 and not districts:
        return ""
    return f"{cities} villes et {districts} arrondissements"


def joins_other_tables(table: pd.DataFrame) -> str:
    """61 communes manquent à « populations », aucune à « etablissements_communes »."""
    codes = table["code_insee"]
    gone = (~codes.isin(load("populations")["code_insee"])).sum()
    unknown = (~codes.isin(load("etablissements_communes")["code_insee"])).sum()
    if (gone, unknown) == (61, 0):
        return ""
    return f"{gone} absentes de populations, {unknown} de etablissements_communes"


def women_and_men_around_all(table: pd.DataFrame) -> str:
    """La moyenne de tous est entre celle des femmes et celle des hommes."""
    odd = {
        group: outside(table, group, [f"{sex}{group}" for sex in SEXES])
        for group in ("", *JOBS, *AGES)
    }
    found = [f"{count} pour « {group} »" for group, count in odd.items() if count]
    return ", ".join(found)


def groups_around_all(table: pd.DataFrame) -> str:
    """La moyenne d'un sexe est entre celles de ses catégories, et de ses âges."""
    odd = sum(
        outside(table, sex, [f"{sex}{group}" for group in groups])
        for sex in ("", *SEXES)
        for groups in (JOBS, AGES)
    )
    return f"{odd} moyennes hors de leurs parties" if odd else ""


def outside(table: pd.DataFrame, whole: str, parts: list[str]) -> int:
    """Count the communes whose mean is not between the means of its parts."""
    wages = table[[f"salaire_net_horaire{part}_eur" for part in parts]]
    mean = table[f"salaire_net_horaire{whole}_eur"]
    return int((~mean.between(wages.min(axis=1), wages.max(axis=1))).sum())


RULES = (
    total,
    cities_in_one_row,
    joins_other_tables,
    women_and_men_around_all,
    groups_around_all,
)
