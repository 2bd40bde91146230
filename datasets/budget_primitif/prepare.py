"""Build budget_primitif.csv: the lines of the budgets voted by the city."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv, single_spaces


def prepare(sources: Path) -> pd.DataFrame:
    """Rename, round to the cent, make spaces single; labels keep their faults."""
    received = read_text_csv(sources / "marseille" / "budget_primitif_2018_2024.csv")
    amounts = received["montant_vote_eur"].astype("float64")
    noise = (received["montant_vote_eur"].str.partition(".")[2].str.len() > 2).sum()
    print(f"montant_eur : {noise} montants ramenés au centime.")
    labels = single_spaces(received["libelle_article_nature"])
    broken = labels.str.contains("\N{REPLACEMENT CHARACTER}|[a-z]E|[a-z]\\?").sum()
    print(f"libelle : {broken} libellés aux accents abîmés, laissés tels quels.")
    print(f"section : vide pour {(received['section'] == '').sum()} lignes.")
    return pd.DataFrame(
        {
            "annee": received["annee"].astype("int64"),
            "sens": received["sens"],
            "section": received["section"],
            "libelle": labels,
            "montant_eur": amounts.round(2),
            "categorie_tiers": received["categorie_qipu"],
        }
    )


if __name__ == "__main__":
    main(__file__, prepare)
