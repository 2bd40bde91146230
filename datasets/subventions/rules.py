"""Ce qui doit rester vrai dans « subventions », au-delà des types."""

import pandas as pd


def total(table: pd.DataFrame) -> str:
    """7 598 lignes, 884 955 844,77 € au total."""
    euros = round(table["montant_eur"].sum(), 2)
    if len(table) == 7598 and euros == 884_955_844.77:
        return ""
    return f"obtenu {len(table)} lignes et {euros} €"


def nobody_named(table: pd.DataFrame) -> str:
    """Aucun particulier n'est nommé : ils sont agrégés."""
    people = table[table["nature_juridique"] == "Personnes physiques"]
    named = people[~people["beneficiaire"].str.contains("agrégé RGPD")]
    return f"{len(named)} lignes nomment un particulier" if len(named) else ""


def aggregates_counted(table: pd.DataFrame) -> str:
    """Une ligne agrégée dit combien de bénéficiaires elle réunit, et elle seule."""
    aggregated = table["beneficiaire"].str.contains("agrégé RGPD")
    odd = (aggregated != table["nombre_beneficiaires_agreges"].notna()).sum()
    return f"{odd} lignes se contredisent" if odd else ""


def one_line_names(table: pd.DataFrame) -> str:
    """Ni retour à la ligne ni espace répétée dans les noms et les objets."""
    texts = pd.concat([table["beneficiaire"], table["objet"].dropna()])
    odd = (texts.str.split().str.join(" ") != texts).sum()
    return f"{odd} textes à réduire" if odd else ""


RULES = (total, nobody_named, aggregates_counted, one_line_names)
