"""Build postes_politique_ville.csv: posts that the State helps associations to pay."""

import re
from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv, single_spaces
from lirelaville.errors import LireLaVilleError

FILE = "anct_adulte_relais_fonjep_2020_2023_bouches_du_rhone.csv"
# These are employers' names: a person's would show here.
TITLE = r"(?i)^(?:monsieur|madame|mademoiselle|mme|mlle|mr|m\.)\s"


def prepare(sources: Path) -> pd.DataFrame:
    """Keep every column, in French; check SIRET and names; flag posts counted twice."""
    received = read_text_csv(sources / "anct" / FILE)
    siret = received["siret"].replace("", pd.NA)
    refuse_faults(received, siret)
    for scheme, empty in siret.isna().groupby(received["dispositif"]).sum().items():
        print(f"siret : vide pour {empty} postes « {scheme} ».")
    employers = single_spaces(received["raison_sociale"])
    spellings = employers.groupby(siret).nunique()
    print(f"employeur : {(spellings > 1).sum()} SIRET a deux écritures de son nom.")
    twice = received.duplicated(["dispositif", "annee", "id_poste"], keep=False)
    print(f"doublon_possible : {twice.sum()} lignes signalées, gardées.")
    return pd.DataFrame(
        {
            "annee": received["annee"].astype("int64"),
            "dispositif": received["dispositif"],
            "numero_poste": received["id_poste"],
            "employeur": employers,
            "siret": siret,
            "montant_eur": received["montant"].astype("float64"),
            "code_contrat_ville": received["code_cv"],
            "contrat_ville": received["contrat_de_ville"],
            "doublon_possible": twice,
        }
    )


def refuse_faults(received: pd.DataFrame, siret: pd.Series) -> None:
    """Stop if a SIRET is false, or if an employer is a person."""
    false = [number for number in siret.dropna() if not passes_luhn(number)]
    if false:
        raise LireLaVilleError(f"{len(false)} SIRET faux : à signaler sur la fiche.")
    people = received["raison_sociale"].str.contains(TITLE).sum()
    if people:
        raise LireLaVilleError(f"{people} employeurs sont des personnes : à retirer.")


def passes_luhn(siret: str) -> bool:
    """Say whether a SIRET has 14 digits whose last one is the right key."""
    if not re.fullmatch("[0-9]{14}", siret):
        return False
    doubled = [int(digit) * (2, 1)[rank % 2] for rank, digit in enumerate(siret)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


if __name__ == "__main__":
    main(__file__, prepare)
