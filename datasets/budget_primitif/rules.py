"""Ce qui doit rester vrai dans « budget_primitif », au-delà des types."""

import pandas as pd

# recettes, dépenses: sums of the lines received, in euros
TOTALS = {
    2022: (1_603_212_372.28, 1_604_817_960.21),
    2023: (1_743_362_273.02, 1_743_393_982.95),
    2024: (1_839_764_067.00, 1_840_701_755.96),
}


def totals(table: pd.DataFrame) -> str:
    """Les recettes et les dépenses de 2022 à 2024 font leurs totaux connus."""
    sums = table.groupby(["annee", "sens"])["montant_eur"].sum().round(2)
    for year, expected in TOTALS.items():
        got = (sums.get((year, "Recette")), sums.get((year, "Dépense")))
        if got != expected:
            return f"{year} : attendu {expected}, obtenu {got}"
    return ""


def every_year(table: pd.DataFrame) -> str:
    """Chaque année de 2018 à 2024 a des recettes et des dépenses."""
    found = table.groupby("annee")["sens"].nunique()
    years = [year for year in range(2018, 2025) if found.get(year) != 2]
    return f"il manque quelque chose en {years}" if years else ""


def sections(table: pd.DataFrame) -> str:
    """Aucune recette n'a de section ; 147 dépenses n'en ont pas non plus."""
    without = table[table["section"].isna()].groupby("sens").size()
    revenue = (table["sens"] == "Recette").sum()
    if without.get("Recette") == revenue and without.get("Dépense") == 147:
        return ""
    return f"lignes sans section : {without.to_dict()}"


RULES = (totals, every_year, sections)
