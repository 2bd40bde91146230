"""Ce qui doit rester vrai dans « etablissements_communes », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load

MAYOTTE = "976"


def total(table: pd.DataFrame) -> str:
    """36 681 communes et 4 528 492 établissements, dont 68 332 à Marseille."""
    counts = table.set_index("code_insee")["etablissements_2014"]
    found = (len(counts), counts.sum(), counts.get("13055"))
    if found == (36_681, 4_528_492, 68_332):
        return ""
    return f"obtenu {found[0]} communes, {found[1]}, dont {found[2]}"


def sizes_add_up(table: pd.DataFrame) -> str:
    """La somme des neuf tailles égale le total, dans chaque commune."""
    sizes = table.filter(regex="salarie").sum(axis=1)
    odd = table[sizes != table["etablissements_2014"]]["code_insee"].tolist()
    return f"différent pour {odd[:5]}" if odd else ""


def cities_in_one_row(table: pd.DataFrame) -> str:
    """Marseille, Lyon et Paris ont une ligne chacune, sans arrondissement."""
    codes = table["code_insee"]
    cities = codes.isin(["13055", "69123", "75056"]).sum()
    districts = codes.str.fullmatch("132[0-9]{2}|6938[0-9]|751[0-9]{2}").sum()
    if cities == 3 and not districts:
        return ""
    return f"{cities} villes et {districts} arrondissements"


def joins_populations(table: pd.DataFrame) -> str:
    """1 748 communes de 2014 n'existent plus dans « populations » ; 34 933 y sont."""
    gone = ~table["code_insee"].isin(load("populations")["code_insee"])
    if (gone.sum(), (~gone).sum()) == (1748, 34_933):
        return ""
    return f"{gone.sum()} communes ne se joignent pas, {(~gone).sum()} se joignent"


def mayotte_without_sizes(table: pd.DataFrame) -> str:
    """Les 17 communes de Mayotte ont un total, mais aucune taille connue."""
    there = table[table["code_insee"].str.startswith(MAYOTTE)]
    unknown = there["sans_salarie_ou_inconnu"] == there["etablissements_2014"]
    if len(there) == 17 and unknown.all():
        return ""
    return f"{len(there)} communes, dont {unknown.sum()} sans taille"


RULES = (
    total,
    sizes_add_up,
    cities_in_one_row,
    joins_populations,
    mayotte_without_sizes,
)
