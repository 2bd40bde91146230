"""Ce qui doit rester vrai dans « marches_publics », au-delà des types."""

import pandas as pd

PERSON = r"(?i)^(?:monsieur|madame|mademoiselle|mme|mlle|mr|m\.)\s"
ODD_DIGITS = "0246813579"  # a digit doubled, its own digits added


def total(table: pd.DataFrame) -> str:
    """434 contrats pour 334 579 706 €, dont 247 745 813 € d'accords-cadres."""
    euros = table["montant_eur"].sum()
    ceilings = table.loc[table["accord_cadre"], "montant_eur"].sum()
    if (len(table), euros, ceilings) == (434, 334_579_706, 247_745_813):
        return ""
    return f"obtenu {len(table)} contrats, {euros:.2f} € et {ceilings:.2f} €"


def nobody_named(table: pd.DataFrame) -> str:
    """Nul n'est nommé : 14 contrats d'« entreprise individuelle », sans SIRET."""
    hidden = table["fournisseur"] == "entreprise individuelle"
    odd = (hidden != table["siret"].isna()) | table["fournisseur"].str.contains(PERSON)
    if hidden.sum() == 14 and not odd.any():
        return ""
    return f"{hidden.sum()} contrats anonymes, {odd.sum()} à revoir"


def keys_told_right(table: pd.DataFrame) -> str:
    """« siret_valide » dit vrai (clé de Luhn) ; 13 numéros sont faux ou étrangers."""
    odd = table["siret_valide"].isna() != table["siret"].isna()
    known = table.dropna(subset="siret")
    odd |= known["siret"].map(luhn) != known["siret_valide"]
    wrong = (~known["siret_valide"].astype("bool")).sum()
    if wrong == 13 and not odd.any():
        return ""
    return f"{wrong} numéros faux, {odd.sum()} lignes qui se trompent"


def luhn(siret: str) -> bool:
    """Check the key of a SIRET from its last digit, unlike prepare.py."""
    if len(siret) != 14 or not siret.isdigit():
        return False
    backwards = siret[::-1]
    odd = sum(int(ODD_DIGITS[int(digit)]) for digit in backwards[1::2])
    return (odd + sum(int(digit) for digit in backwards[::2])) % 10 == 0


def of_the_year(table: pd.DataFrame) -> str:
    """Tous les contrats sont notifiés en 2020."""
    odd = (table["date_notification"].dt.year != 2020).sum()
    return f"{odd} dates hors de 2020" if odd else ""


def frameworks_told_right(table: pd.DataFrame) -> str:
    """« accord_cadre » dit ce que dit la nature ; il y en a 288."""
    odd = table["nature"].str.startswith("Accord-cadre") != table["accord_cadre"]
    if table["accord_cadre"].sum() == 288 and not odd.any():
        return ""
    return f"{table['accord_cadre'].sum()} accords-cadres, {odd.sum()} contradictions"


def twins_told_right(table: pd.DataFrame) -> str:
    """Mêmes objet, fournisseur, montant et date : deux contrats, signalés."""
    named = table.dropna(subset="siret")
    same = named.duplicated(
        ["objet", "siret", "montant_eur", "date_notification"], keep=False
    )
    odd = same != named["doublon_possible"]
    if same.sum() == 2 and table["doublon_possible"].sum() == 2 and not odd.any():
        return ""
    return f"{same.sum()} contrats jumeaux, {odd.sum()} mal signalés"


RULES = (
    total,
    nobody_named,
    keys_told_right,
    of_the_year,
    frameworks_told_right,
    twins_told_right,
)
