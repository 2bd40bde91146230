"""Ce qui doit rester vrai dans « postes_politique_ville », au-delà des types."""

import pandas as pd

PERSON = r"(?i)^(?:monsieur|madame|mademoiselle|mme|mlle|mr|m\.)\s"
ODD_DIGITS = "0246813579"  # a digit doubled, its own digits added


def total(table: pd.DataFrame) -> str:
    """1 673 postes et années, 30 554 133,53 € d'aides, dont 1 465 pour CV049."""
    euros = round(table["montant_eur"].sum(), 2)
    around = (table["code_contrat_ville"] == "CV049").sum()
    if (len(table), euros, around) == (1673, 30_554_133.53, 1465):
        return ""
    return f"obtenu {len(table)} lignes, {euros} € et {around} pour CV049"


def keys_right(table: pd.DataFrame) -> str:
    """Les adultes-relais ont un SIRET valide (clé de Luhn), les Fonjep n'en ont pas."""
    relays = table["dispositif"] == "adulte-relais"
    odd = (relays != table["siret"].notna()).sum()
    false = (~table["siret"].dropna().map(luhn)).sum()
    return f"{odd} SIRET absents ou de trop, {false} faux" if odd or false else ""


def luhn(siret: str) -> bool:
    """Check the key of a SIRET from its last digit, unlike prepare.py."""
    if len(siret) != 14 or not siret.isdigit():
        return False
    backwards = siret[::-1]
    odd = sum(int(ODD_DIGITS[int(digit)]) for digit in backwards[1::2])
    return (odd + sum(int(digit) for digit in backwards[::2])) % 10 == 0


def flat_rate(table: pd.DataFrame) -> str:
    """Chaque année, tous les postes d'adulte-relais ont le même montant."""
    relays = table[table["dispositif"] == "adulte-relais"]
    rates = relays.groupby("annee")["montant_eur"].nunique()
    return f"montants par année : {rates.to_dict()}" if (rates != 1).any() else ""


def contracts_agree(table: pd.DataFrame) -> str:
    """Sept contrats de ville : à chaque code un nom, à chaque nom un code."""
    pairs = table[["code_contrat_ville", "contrat_ville"]].drop_duplicates()
    counts = (len(pairs), *pairs.nunique())
    return "" if counts == (7, 7, 7) else f"couples, codes et noms : {counts}"


def once_a_year(table: pd.DataFrame) -> str:
    """Un poste ne compte qu'une fois par an, sauf deux fois deux lignes signalées."""
    twice = table.duplicated(["dispositif", "annee", "numero_poste"], keep=False)
    odd = (twice != table["doublon_possible"]).sum()
    if twice.sum() == 4 and odd == 0:
        return ""
    return f"{twice.sum()} lignes répétées, {odd} mal signalées"


def nobody_named(table: pd.DataFrame) -> str:
    """Aucun employeur n'est une personne."""
    people = table["employeur"].str.contains(PERSON).sum()
    return f"{people} lignes nomment une personne" if people else ""


RULES = (
    total,
    keys_right,
    flat_rate,
    contracts_agree,
    once_a_year,
    nobody_named,
)
