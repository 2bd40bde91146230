"""Ce qui doit rester vrai dans « montpellier_subventions », au-delà des types."""

import pandas as pd

# lines, euros
YEARS = {2012: (616, 3_797_121), 2013: (937, 19_256_523), 2014: (1070, 3_076_824)}
# some of the totals that the city publishes under each table
THEMES = {
    (2012, "sport solidaire"): 1_418_450,
    (2012, "culture"): 436_000,
    (2013, "sport solidaire"): 1_005_920,
    (2013, "Culture"): 1_055_800,
    (2014, "SPORTS/PARTENARIAT"): 1_725_280,
    (2014, "EXCLUSION ANIMAL DANS LA VILLE / EXCLUSION"): 253_650,
}


def totals(table: pd.DataFrame) -> str:
    """616, 937 et 1 070 lignes ; 3 797 121, 19 256 523 et 3 076 824 €."""
    for year, expected in YEARS.items():
        amounts = table[table["annee"] == year]["montant_eur"]
        if (len(amounts), amounts.sum()) != expected:
            return f"{year} : obtenu {len(amounts)} lignes et {amounts.sum()} €"
    return ""


def themes(table: pd.DataFrame) -> str:
    """Six thèmes font la somme que la Ville publie sous leur tableau."""
    sums = table.groupby(["annee", "thematique"])["montant_eur"].sum()
    odd = [key for key, euros in THEMES.items() if sums.get(key) != euros]
    return f"différent pour {odd}" if odd else ""


def no_total_row(table: pd.DataFrame) -> str:
    """Ni ligne de total, ni bloc répété, ni espace répétée dans les noms."""
    names = table["beneficiaire"]
    odd = names.str.upper().str.fullmatch("TOTAL.*") | (
        names.str.split().str.join(" ") != names
    )
    repeated = (table["thematique"] == "SPORT HORS PARTANAIRE").sum()
    if odd.any() or repeated:
        return f"{odd.sum()} noms à revoir, {repeated} lignes répétées"
    return ""


def nobody_named(table: pd.DataFrame) -> str:
    """Aucun bénéficiaire n'est un particulier : ni « M. », ni « Mme »."""
    people = table["beneficiaire"].str.match(
        r"(?i)(M\.|MM\.|MME|MLLE|MONSIEUR|MADAME)\s"
    )
    return f"{people.sum()} lignes nomment un particulier" if people.any() else ""


def working_year(table: pd.DataFrame) -> str:
    """Étapes et montants demandés : en 2014 seulement, 438 zéros et neuf vides."""
    steps = table[["etape", "montant_demande_eur", "montant_deja_attribue_eur"]]
    early = steps[table["annee"] < 2014].notna().any(axis=None)
    zeros = (table["montant_eur"] == 0).sum()
    empty = table[table["montant_eur"].isna()]["montant_deja_attribue_eur"]
    if early or zeros != 438 or len(empty) != 9 or empty.sum() != 939_000:
        return f"{zeros} zéros, {len(empty)} vides, déjà attribué : {empty.sum()} €"
    return ""


def codes_counted(table: pd.DataFrame) -> str:
    """90 lignes sans code d'association : une, 82 et sept."""
    without = table[table["code_association"].isna()].groupby("annee").size()
    expected = {2012: 1, 2013: 82, 2014: 7}
    return "" if without.to_dict() == expected else f"obtenu {without.to_dict()}"


RULES = (totals, themes, no_total_row, nobody_named, working_year, codes_counted)
