"""Build subventions.csv: who received how much from the city, each year."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv, single_spaces


def prepare(sources: Path) -> pd.DataFrame:
    """Keep the city's own columns; amounts to the cent; spaces made single."""
    received = read_text_csv(
        sources / "marseille" / "subventions_beneficiaires_2017_2022.csv"
    )
    print(
        "Laissées de côté : thematique_deduite, methode_thematique (avis d'un tiers)."
    )
    amounts = received["montant_total_eur"].astype("float64")
    noise = (received["montant_total_eur"].str.partition(".")[2].str.len() > 2).sum()
    print(f"montant_eur : {noise} montants ramenés au centime (12.339999 → 12.34).")
    subsidies = pd.DataFrame(
        {
            "annee": received["annee"].astype("int64"),
            "beneficiaire": single_spaces(received["beneficiaire"]),
            "nature_juridique": received["nature_juridique"],
            "montant_eur": amounts.round(2),
            "nombre_subventions": received["nb_subventions"].astype("int64"),
            "objet": single_spaces(received["objet_principal"]),
            "nombre_beneficiaires_agreges": received["nb_beneficiaires_agreges"],
        }
    )
    names = received["beneficiaire"].nunique() - subsidies["beneficiaire"].nunique()
    print(f"beneficiaire : {names} noms ne se distinguaient que par des espaces.")
    twice = subsidies.duplicated(["annee", "beneficiaire", "nature_juridique"]).sum()
    print(f"beneficiaire : {twice} d'entre eux gardent deux lignes la même année.")
    print(f"objet : vide pour {(subsidies['objet'] == '').sum()} lignes, laissé vide.")
    return subsidies


if __name__ == "__main__":
    main(__file__, prepare)
