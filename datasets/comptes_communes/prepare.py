"""Build comptes_communes.csv: the executed accounts of ten big cities since 2017."""

import json
from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv
from lirelaville.errors import LireLaVilleError

# aggregate: its kind, and the one that it is a part of in OFGL's tree
AGGREGATES = {
    "recettes_totales": ("recette", ""),
    "recettes_fonctionnement": ("recette", "recettes_totales"),
    "impots_locaux": ("recette", "recettes_fonctionnement"),
    "fiscalite_reversee": ("recette", "impots_locaux"),
    "concours_etat": ("recette", "recettes_fonctionnement"),
    "ventes_services": ("recette", "recettes_fonctionnement"),
    "subventions_recues": ("recette", "recettes_fonctionnement"),
    "depenses_totales": ("dépense", ""),
    "depenses_fonctionnement": ("dépense", "depenses_totales"),
    "frais_personnel": ("dépense", "depenses_fonctionnement"),
    "achats_charges": ("dépense", "depenses_fonctionnement"),
    "depenses_intervention": ("dépense", "depenses_fonctionnement"),
    "charges_financieres": ("dépense", "depenses_fonctionnement"),
    # It holds the repayments of loans, which depenses_totales leaves out.
    "depenses_investissement": ("dépense", ""),
    "depenses_equipement": ("dépense", "depenses_investissement"),
    "subventions_equipement": ("dépense", "depenses_investissement"),
    "remboursements_emprunts": ("dépense", "depenses_investissement"),
    "epargne_brute": ("solde", ""),
    "capacite_financement": ("solde", ""),
    "encours_dette": ("stock", ""),
}
# Euros per inhabitant are received to the tenth.
ROUNDING = 0.05


def prepare(sources: Path) -> pd.DataFrame:
    """Say what each aggregate is a part of; compare with the ten cities' own files."""
    received = read_text_csv(sources / "ofgl" / "dix_villes_2017_2024.csv")
    odd = set(received["agregat"]) ^ set(AGGREGATES)
    if odd:
        raise LireLaVilleError(f"comptes_communes : agrégats inattendus : {odd}.")
    accounts = pd.DataFrame(
        {
            "annee": received["annee"].astype("int64"),
            "code_insee": received["code_insee"],
            "commune": received["commune"],
            "siren": received["siren"],
            "agregat": received["agregat"],
            "libelle": received["libelle"],
            "type_agregat": received["agregat"].map(lambda key: AGGREGATES[key][0]),
            "partie_de": received["agregat"].map(lambda key: AGGREGATES[key][1]),
            "montant_eur": received["montant_eur"].astype("int64"),
            "euros_par_habitant": received["eur_par_hab"].astype("float64"),
        }
    )
    print(f"{len(accounts)} lignes gardées sur {len(received)}, aucune valeur changée.")
    compare_with_city_files(accounts, sources / "ofgl" / "communes_json")
    return accounts


def compare_with_city_files(accounts: pd.DataFrame, folder: Path) -> None:
    """Stop if an amount differs from the city's own file, or a population does."""
    files = sorted(folder.glob("*.json"))
    cities = [json.loads(file.read_text(encoding="utf-8"))["city"] for file in files]
    theirs = {
        (point["year"], city["code_insee"], key): (point["montant"], point["eur_hab"])
        for city in cities
        for key, points in city["series"].items()
        for point in points
    }
    keys = zip(accounts.annee, accounts.code_insee, accounts.agregat, strict=True)
    values = zip(accounts.montant_eur, accounts.euros_par_habitant, strict=True)
    ours = dict(zip(keys, values, strict=True))
    gaps = [key for key in ours | theirs if ours.get(key) != theirs.get(key)]
    print(
        f"{len(files)} fichiers de ville comparés : {len(theirs)} montants et autant "
        f"d'euros par habitant, {len(gaps)} écarts."
    )
    if gaps:
        raise LireLaVilleError(f"comptes_communes : écart en {gaps[0]}.")
    for city in cities:
        compare_population(accounts, city)


def compare_population(accounts: pd.DataFrame, city: dict) -> None:
    """Stop if amount / euros per inhabitant is not the population of the last year."""
    year, people = city["latest_year"], city["population_latest"]
    rows = accounts.query("annee == @year and code_insee == @city['code_insee']")
    gap = (rows["montant_eur"] / people - rows["euros_par_habitant"]).abs().max()
    print(f"{city['nom']} {year} : {people} habitants, écart d'au plus {gap:.3f} €.")
    if gap > ROUNDING:
        raise LireLaVilleError(
            f"comptes_communes : {city['nom']}, euros par habitant faux de {gap:.2f} €."
        )


if __name__ == "__main__":
    main(__file__, prepare)
