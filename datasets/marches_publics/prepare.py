"""Build marches_publics.csv: what the city bought in 2020, and from whom."""

import re
from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv, single_spaces
from lirelaville.errors import LireLaVilleError

KEPT = {
    "fournisseur_nom": "fournisseur",
    "fournisseur_siret": "siret",
    "montant_max": "montant_eur",
    "duree_jours": "duree_mois",
    "categorie_libelle": "categorie_tiers",
    "decp_cpv_famille": "cpv_division",
    "decp_procedure": "procedure",
    "decp_lieu_execution_lisible": "lieu_execution",
}
COLUMNS = [
    *("numero_marche", "objet", "nature", "accord_cadre", "procedure", "fournisseur"),
    *("siret", "siret_valide", "montant_eur", "date_notification", "duree_mois"),
    *("cpv_division", "categorie_tiers", "lieu_execution", "doublon_possible"),
]
# Same value in every row of the file received: a third party's fillers.
FILLERS = {
    "montant_min": "0.0",
    "perimetre_financier": "M57 Ville",
    "is_multiattributaire": "False",
    "_source_origin": "marseille",
    "afficher_deux_montants": "False",
}
TITLE = r"^(?:MONSIEUR|MADAME|MADEMOISELLE|MME|MLLE|MR|M\.)\s+"
# A person's name without a title: the contracts, so that no name is written here.
READ_AS_PEOPLE = ("20202020_0065700", "20202020_0160700", "20202020_0167000")
DAYS_A_MONTH = 30.44


def prepare(sources: Path) -> pd.DataFrame:
    """Keep the city's columns as they stand; hide people; flag faults."""
    received = read_text_csv(sources / "marseille" / "marches_publics_2020.csv")
    refuse_other_fillers(received)
    contracts = received.rename(columns=KEPT)
    contracts["objet"] = single_spaces(contracts["objet"])
    contracts["montant_eur"] = contracts["montant_eur"].astype("float64")
    contracts["duree_mois"] = months(contracts["duree_mois"].astype("int64"))
    # "Appel d’offres" and "Appel d'offres" are one procedure, here and in Paris.
    contracts["procedure"] = contracts["procedure"].str.replace("’", "'")
    changed = (contracts["procedure"] != received["decp_procedure"]).sum()
    print(f"procedure : apostrophe courbe rendue droite dans {changed} cellules.")
    unknown = contracts["cpv_division"] == "0"
    contracts["cpv_division"] = contracts["cpv_division"].mask(unknown)
    print(f"cpv_division : {unknown.sum()} code « 0 », inconnu, laissé vide.")
    add_flags(contracts)
    hide_people(contracts)
    return contracts[COLUMNS]


def refuse_other_fillers(received: pd.DataFrame) -> None:
    """Stop if a column left out holds something after all."""
    for column, value in FILLERS.items():
        if (received[column] != value).any():
            raise LireLaVilleError(f"{column} ne vaut plus toujours « {value} ».")
    print(f"Laissées de côté, toujours égales : {', '.join(FILLERS)}.")


def add_flags(contracts: pd.DataFrame) -> None:
    """Tell frameworks, false SIRET and possible twins; change nothing else."""
    contracts["accord_cadre"] = contracts["nature"].str.startswith("Accord-cadre")
    contracts["siret_valide"] = contracts["siret"].map(passes_luhn).astype("boolean")
    contracts["doublon_possible"] = contracts.duplicated(
        ["objet", "siret", "montant_eur", "date_notification"], keep=False
    )
    false = (~contracts["siret_valide"]).sum()
    twins = contracts["doublon_possible"].sum()
    print(f"siret : {false} numéros faux ou étrangers, gardés et signalés.")
    print(f"doublon_possible : {twins} lignes signalées, gardées.")


def hide_people(contracts: pd.DataFrame) -> None:
    """Take out the names and SIRET of the suppliers who are people."""
    people, named = are_people(contracts), 0
    for row in contracts.index[people]:
        name = re.escape(re.sub(TITLE, "", contracts.loc[row, "fournisseur"]))
        contracts.loc[row, "objet"], found = re.subn(
            f"(?i){name}", "[nom retiré]", contracts.loc[row, "objet"]
        )
        named += found
    print(f"objet : {named} nom de fournisseur remplacé par « [nom retiré] ».")
    contracts.loc[people, "fournisseur"] = "entreprise individuelle"
    contracts.loc[people, ["siret", "siret_valide"]] = pd.NA


def are_people(contracts: pd.DataFrame) -> pd.Series:
    """Say which suppliers are people: by title, by the same SIRET, by reading."""
    titled = contracts["fournisseur"].str.contains(TITLE)
    same = contracts["siret"].isin(contracts[titled]["siret"])
    read = contracts["numero_marche"].isin(READ_AS_PEOPLE)
    if read.sum() != len(READ_AS_PEOPLE) or (read & same).any():
        raise LireLaVilleError("Les personnes reconnues à la lecture ont changé.")
    print(
        f"fournisseur : {(same | read).sum()} lignes de personnes rendues anonymes "
        f"({titled.sum()} « Monsieur » ou « Madame », {(same & ~titled).sum()} de même "
        f"SIRET, {read.sum()} reconnues à la lecture) ; leur SIRET est retiré."
    )
    return same | read


def months(days: pd.Series) -> pd.Series:
    """Give back the city's months, that a third party turned into days."""
    found = (days / DAYS_A_MONTH).round()
    if ((found * DAYS_A_MONTH).round() != days).any():
        raise LireLaVilleError("duree_jours : ce ne sont plus des mois × 30,44.")
    # The third party wrote 0 where the city's cell was empty.
    print(f"duree_mois : {(days == 0).sum()} durée nulle ou absente, laissée vide.")
    return found.astype("Int64").mask(days == 0)


def passes_luhn(siret: str) -> bool:
    """Say whether a SIRET has 14 digits whose last one is the right key."""
    if not re.fullmatch("[0-9]{14}", siret):
        return False
    doubled = [int(digit) * (2, 1)[rank % 2] for rank, digit in enumerate(siret)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


if __name__ == "__main__":
    main(__file__, prepare)
