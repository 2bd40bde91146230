"""Ce qui doit rester vrai dans « comptes_communes », au-delà des types."""

import pandas as pd

# Each side is rounded to the euro.
EUROS = 2


def all_there(table: pd.DataFrame) -> str:
    """Dix villes × 20 agrégats × 8 années = 1 600 lignes."""
    shape = tuple(table[c].nunique() for c in ("code_insee", "agregat", "annee"))
    if len(table) == 1600 and shape == (10, 20, 8):
        return ""
    return f"obtenu {len(table)} lignes, {shape}"


def debt_of_marseille(table: pd.DataFrame) -> str:
    """Dette de Marseille : 1 911 374 309 € en 2017, 1 417 679 298 € en 2024."""
    debt = by_city(table).loc["13055"]["encours_dette"]
    first, last = debt.get(2017, 0), debt.get(2024, 0)
    if (first, last) == (1_911_374_309, 1_417_679_298):
        return ""
    return f"obtenu {first:.0f} et {last:.0f} €"


def balances_hold(table: pd.DataFrame) -> str:
    """Épargne brute, capacité de financement et dépenses totales se recalculent."""
    a = by_city(table)
    gaps = {
        "epargne_brute": a.recettes_fonctionnement
        - a.depenses_fonctionnement
        - a.epargne_brute,
        "capacite_financement": a.recettes_totales
        - a.depenses_totales
        - a.capacite_financement,
        "depenses_totales": a.depenses_fonctionnement
        + a.depenses_investissement
        - a.remboursements_emprunts
        - a.depenses_totales,
    }
    odd = [name for name, gap in gaps.items() if (gap.abs() > EUROS).any()]
    return f"ne tombe pas juste : {', '.join(odd)}" if odd else ""


def parts_fit(table: pd.DataFrame) -> str:
    """Les parties d'un agrégat, additionnées, ne le dépassent jamais."""
    a = by_city(table)
    tree = table.drop_duplicates("agregat").dropna(subset="partie_de")
    for whole, parts in tree.groupby("partie_de")["agregat"]:
        over = a[list(parts)].sum(axis=1) > a[whole] + EUROS
        if over.any():
            city, year = over[over].index[0]
            return f"{whole} est dépassé : {city}, {year}"
    return ""


def one_population(table: pd.DataFrame) -> str:
    """Une ville, une année : les 20 montants sont divisés par la même population."""
    amounts, rates = table["montant_eur"].abs(), table["euros_par_habitant"].abs()
    # Rates are rounded to the tenth: each one gives a range of populations.
    ranges = table[["commune", "annee"]].assign(
        low=amounts / (rates + 0.05), high=amounts / (rates - 0.05)
    )
    found = ranges.groupby(["commune", "annee"]).agg({"low": "max", "high": "min"})
    odd = found[found["low"] > found["high"]].index.tolist()
    return f"populations différentes en {odd[:3]}" if odd else ""


def by_city(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row per city and year, one column per aggregate, in euros."""
    return table.pivot_table(
        index=["code_insee", "annee"], columns="agregat", values="montant_eur"
    )


RULES = (all_there, debt_of_marseille, balances_hold, parts_fit, one_population)
