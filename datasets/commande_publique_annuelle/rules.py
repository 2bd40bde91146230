"""Ce qui doit rester vrai dans « commande_publique_annuelle », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load


def total(table: pd.DataFrame) -> str:
    """De 2020 à 2026 : 10 060 marchés, 688 171 080 €."""
    contracts, euros = table["nombre_marches"].sum(), table["montant_eur"].sum()
    years = table["annee"].tolist()
    if (contracts, euros) == (10_060, 688_171_080) and years == [*range(2020, 2027)]:
        return ""
    return f"obtenu {contracts} marchés, {euros} € en {years}"


def scope_told(table: pd.DataFrame) -> str:
    """Moins de 1 000 marchés par an jusqu'en 2022, plus de 2 000 de 2023 à 2025."""
    counts = table.groupby("perimetre")["nombre_marches"]
    low, high = counts.max(), counts.min()
    if low["publication débutante"] < 1000 and high["publication courante"] > 2000:
        return ""
    return f"obtenu {low.to_dict()}"


def not_all_of_2020(table: pd.DataFrame) -> str:
    """2 marchés en 2020, quand la Ville elle-même en publie 434 (marches_publics)."""
    here = table.set_index("annee")["nombre_marches"].get(2020)
    there = len(load("marches_publics"))
    return "" if (here, there) == (2, 434) else f"obtenu {here} et {there}"


def suppliers_ranked(table: pd.DataFrame) -> str:
    """15 fournisseurs, du plus grand au plus petit : 346 849 949 €, la moitié."""
    best = suppliers()
    sums = best["montant_eur"].sum()
    since_2021 = table.loc[table["annee"] >= 2021, "montant_eur"].sum()
    ranked = best["montant_eur"].is_monotonic_decreasing and len(best) == 15
    if ranked and sums == 346_849_949 and 0.50 < sums / since_2021 < 0.51:
        return ""
    return f"obtenu {len(best)} fournisseurs, {sums} € sur {since_2021}"


def suppliers_identified(table: pd.DataFrame) -> str:
    """Chaque SIRET est juste ; les deux qui manquent disent pourquoi."""
    best = suppliers()
    wrong = [siret for siret in best["siret"].dropna() if luhn(siret) % 10]
    empty, told = best["siret"].isna(), best["motif_absence"].notna()
    if wrong or empty.sum() != 2 or (empty != told).any():
        return f"SIRET faux : {wrong}, absents : {empty.sum()}"
    return ""


def nobody_named(table: pd.DataFrame) -> str:
    """Aucun fournisseur n'est une personne (Monsieur, Madame…)."""
    names = suppliers()["fournisseur"].dropna()
    people = names[names.str.contains(r"^(?:M|MR|MME|MLLE|MONSIEUR|MADAME)\.? ")]
    return f"{len(people)} personnes nommées" if len(people) else ""


def suppliers() -> pd.DataFrame:
    """Return the other table of this package."""
    return load("commande_publique_annuelle", resource="principaux_fournisseurs")


def luhn(number: str) -> int:
    """Return the Luhn sum: every other digit doubled, from the right."""
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2]) + sum(sum(divmod(2 * d, 10)) for d in digits[1::2])


RULES = (
    total,
    scope_told,
    not_all_of_2020,
    suppliers_ranked,
    suppliers_identified,
    nobody_named,
)
