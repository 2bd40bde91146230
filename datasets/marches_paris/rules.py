"""Ce qui doit rester vrai dans « marches_paris », au-delà des types."""

import pandas as pd

ODD_DIGITS = "0246813579"  # a digit doubled, its own digits added


def total(table: pd.DataFrame) -> str:
    """1 054 contrats, dont les montants inscrits font 3 201 692 029,04 €."""
    euros = round(table["montant_eur"].sum(), 2)
    if len(table) == 1054 and euros == 3_201_692_029.04:
        return ""
    return f"obtenu {len(table)} contrats et {euros} €"


def keys_told_right(table: pd.DataFrame) -> str:
    """« siret_valide » dit vrai (clé de Luhn) : 10 SIRET absents, 57 faux."""
    odd = table["siret_valide"].isna() != table["siret"].isna()
    known = table.dropna(subset="siret")
    odd |= known["siret"].map(luhn) != known["siret_valide"]
    wrong = (~known["siret_valide"].astype("bool")).sum()
    if len(table) - len(known) == 10 and wrong == 57 and not odd.any():
        return ""
    return (
        f"{len(table) - len(known)} absents, {wrong} faux, "
        f"{odd.sum()} lignes qui se trompent"
    )


def luhn(siret: str) -> bool:
    """Check the key of a SIRET from its last digit, unlike prepare.py."""
    if len(siret) != 14 or not siret.isdigit():
        return False
    backwards = siret[::-1]
    odd = sum(int(ODD_DIGITS[int(digit)]) for digit in backwards[1::2])
    return (odd + sum(int(digit) for digit in backwards[::2])) % 10 == 0


def dates_in_order(table: pd.DataFrame) -> str:
    """Aucun contrat n'est publié avant d'être notifié ; un seul notifié avant 2024."""
    odd = (table["date_publication"] < table["date_notification"]).sum()
    before = (table["date_notification"] < "2024-01-01").sum()
    if odd == 0 and before == 1:
        return ""
    return f"{odd} publiés avant d'être notifiés, {before} notifiés avant 2024"


def repeats_told_right(table: pd.DataFrame) -> str:
    """117 contrats répètent objet et montant d'un autre : 2 708 352 140 € inscrits."""
    groups = table.groupby(["objet", "montant_eur"])["numero_marche"]
    odd = (groups.transform("size") > 1) != table["montant_repete"]
    euros = table.loc[table["montant_repete"], "montant_eur"].sum()
    if table["montant_repete"].sum() == 117 and euros == 2_708_352_140:
        return f"{odd.sum()} contrats mal signalés" if odd.any() else ""
    return f"{table['montant_repete'].sum()} contrats signalés, {euros:.2f} €"


def twins_told_right(table: pd.DataFrame) -> str:
    """Quatre contrats répètent aussi le fournisseur et la date d'un autre."""
    twins = table[table["doublon_possible"]]
    same = ["objet", "montant_eur", "siret", "date_notification"]
    if len(twins) == 4 and len(twins.drop_duplicates(same)) == 2:
        return ""
    return f"{len(twins)} contrats, {len(twins.drop_duplicates(same))} différents"


def codes_nest(table: pd.DataFrame) -> str:
    """Le code CPV commence par sa division."""
    odd = (table["code_cpv"].str[:2] != table["cpv_division"]).sum()
    return f"{odd} codes se contredisent" if odd else ""


RULES = (
    total,
    keys_told_right,
    dates_in_order,
    repeats_told_right,
    twins_told_right,
    codes_nest,
)
