"""Ce qui doit rester vrai dans « frais_representation_maires », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load


def total(table: pd.DataFrame) -> str:
    """1 208 communes, 2 330 678,84 € au total, 19 montants à zéro."""
    amounts = table["frais_representation_eur"]
    euros, zeros = round(amounts.sum(), 2), (amounts == 0).sum()
    if (len(table), euros, zeros) == (1208, 2_330_678.84, 19):
        return ""
    return f"obtenu {len(table)} communes, {euros} €, {zeros} zéros"


def communes_known(table: pd.DataFrame) -> str:
    """Chaque code est celui d'une commune de « populations »."""
    known = load("populations", where="type = 'COM'")["code_insee"]
    odd = table.loc[~table["code_insee"].isin(known), "commune"].tolist()
    return f"inconnues : {odd[:5]}" if odd else ""


def departments_agree(table: pd.DataFrame) -> str:
    """Le code Insee commence par le département ; un SIRET corse est en Corse."""
    nested = table["code_insee"].str[:2] == table["code_departement"]
    # The SIREN of a Corsican commune starts with 2120.
    corsican = table["siret"].str.startswith("2120")
    odd = ~nested | (corsican != table["code_departement"].isin(["2A", "2B"]))
    return (
        f"se contredisent : {table.loc[odd, 'commune'].tolist()}" if odd.any() else ""
    )


def siret_valid(table: pd.DataFrame) -> str:
    """Chaque SIRET a une clé de contrôle juste (formule de Luhn)."""
    odd = [siret for siret in table["siret"] if luhn(siret) % 10]
    return f"faux : {odd[:5]}" if odd else ""


def big_cities(table: pd.DataFrame) -> str:
    """Paris, Marseille, Lyon et Lille y sont, sous le SIREN de leurs comptes."""
    cities = load("comptes_communes").drop_duplicates("code_insee")
    both = table.merge(cities, on="code_insee")
    odd = both[both["siret"].str[:9] != both["siren"]]
    names = sorted(both["commune_y"])
    if names == ["Lille", "Lyon", "Marseille", "Paris"] and odd.empty:
        return ""
    return f"obtenu {names}, SIREN différents : {odd['commune_y'].tolist()}"


def luhn(number: str) -> int:
    """Return the Luhn sum: every other digit doubled, from the right."""
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2]) + sum(sum(divmod(2 * d, 10)) for d in digits[1::2])


RULES = (total, communes_known, departments_agree, siret_valid, big_cities)
