"""Build marches_paris.csv: contracts of the city of PARIS, in the national format."""

import re
from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv, single_spaces
from lirelaville.errors import LireLaVilleError

KEPT = {
    "id": "numero_marche",
    "titulaires_siret": "siret",
    "montant": "montant_eur",
    "formePrix": "forme_prix",
    "dateNotification": "date_notification",
    "datePublicationDonnees": "date_publication",
    "dureeMois": "duree_mois",
    "offresRecues": "offres_recues",
    "codeCPV": "code_cpv",
    "lieuExecution_code": "lieu_execution_code",
    "considerationsSociales": "considerations_sociales",
    "considerationsEnvironnementales": "considerations_environnementales",
}
COLUMNS = [
    *("numero_marche", "objet", "accord_cadre_cite", "procedure", "siret"),
    *("siret_valide", "montant_eur", "forme_prix", "date_notification"),
    *("date_publication", "duree_mois", "offres_recues", "code_cpv", "cpv_division"),
    *("lieu_execution_code", "ccag", "considerations_sociales"),
    *("considerations_environnementales", "montant_repete", "doublon_possible"),
]
# Same value in every row of the file received: said once, on the card.
SAME = {"acheteur_siret": "21750001600019", "nature": "Marché", "nb_titulaires": "1"}
FRAMEWORK = r"(?i)accords?[- ]cadres?"


def prepare(sources: Path) -> pd.DataFrame:
    """Keep the national format's columns, in French; flag repeats and faults."""
    received = read_text_csv(sources / "paris" / "decp_2024_lignes.csv")
    refuse_other_values(received)
    contracts = received.rename(columns=KEPT)
    contracts["objet"] = single_spaces(contracts["objet"])
    contracts["montant_eur"] = contracts["montant_eur"].astype("float64")
    contracts["duree_mois"] = contracts["duree_mois"].astype("int64")
    contracts["code_cpv"] = received["codeCPV"].str.partition("-")[0]
    contracts["cpv_division"] = contracts["code_cpv"].str[:2]
    keys = (contracts["code_cpv"] != received["codeCPV"]).sum()
    print(f"code_cpv : {keys} code privé de sa clé (09310000-5 → 09310000).")
    unknown = contracts["offres_recues"] == "NC"
    contracts["offres_recues"] = contracts["offres_recues"].mask(unknown)
    print(f"offres_recues : {unknown.sum()} « NC » (non communiqué), laissé vide.")
    add_flags(contracts)
    return contracts[COLUMNS]


def refuse_other_values(received: pd.DataFrame) -> None:
    """Stop if a column left out holds something after all."""
    for column, value in SAME.items():
        if (received[column] != value).any():
            raise LireLaVilleError(f"{column} ne vaut plus toujours « {value} ».")
    ways = received["source"].value_counts().to_dict()
    print(f"Laissées de côté, toujours égales : {', '.join(SAME)}.")
    print(f"Laissée de côté : source (filière de collecte), {ways}.")


def add_flags(contracts: pd.DataFrame) -> None:
    """Tell frameworks, false SIRET, repeats and twins; change nothing else."""
    contracts["accord_cadre_cite"] = contracts["objet"].str.contains(FRAMEWORK)
    contracts["siret"] = contracts["siret"].replace("", pd.NA)
    valid = contracts["siret"].map(passes_luhn, na_action="ignore").astype("boolean")
    contracts["siret_valide"] = valid
    print(f"siret : vide pour {valid.isna().sum()} contrats.")
    print(f"siret : {(~valid).sum()} numéros faux, gardés et signalés.")
    shared = ["objet", "montant_eur"]
    contracts["montant_repete"] = contracts.duplicated(shared, keep=False)
    contracts["doublon_possible"] = contracts.duplicated(
        [*shared, "siret", "date_notification"], keep=False
    )
    for flag in ("accord_cadre_cite", "montant_repete", "doublon_possible"):
        print(f"{flag} : {contracts[flag].sum()} contrats signalés.")


def passes_luhn(siret: str) -> bool:
    """Say whether a SIRET has 14 digits whose last one is the right key."""
    if not re.fullmatch("[0-9]{14}", siret):
        return False
    doubled = [int(digit) * (2, 1)[rank % 2] for rank, digit in enumerate(siret)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


if __name__ == "__main__":
    main(__file__, prepare)
