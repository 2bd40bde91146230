"""Build commande_publique_annuelle.csv and principaux_fournisseurs.csv.

The city's public contracts as counted in the national file: yearly totals, and the
suppliers to whom the largest amounts were awarded.
"""

import json
from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main
from lirelaville.errors import LireLaVilleError

STARTING, CURRENT = "publication débutante", "publication courante"
SCOPES = {
    **dict.fromkeys((2020, 2021, 2022), STARTING),
    **dict.fromkeys((2023, 2024, 2025), CURRENT),
    2026: "année incomplète",
}
# What stands for a name that is not known.
UNNAMED = "?"


def prepare(sources: Path) -> dict[str, pd.DataFrame]:
    """Separate the two kinds of rows; check that the years make the total."""
    file = sources / "marseille" / "marseille_decp_agregats_2020_2026.json"
    if not file.is_file():
        raise LireLaVilleError(f"Fichier d'origine absent : {file}.")
    received = json.loads(file.read_text(encoding="utf-8"))["aggregates"]
    return {
        "commande_publique_annuelle": yearly(received),
        "principaux_fournisseurs": suppliers(received),
    }


def yearly(received: dict) -> pd.DataFrame:
    """Return one row per year; stop if they do not make the total received."""
    years = pd.DataFrame(received["by_year"])
    got = (int(years["count"].sum()), int(years["montant"].sum()))
    if got != (received["total_count"], received["total_montant"]):
        raise LireLaVilleError(f"commande publique : les années font {got}.")
    if list(years["year"]) != list(SCOPES):
        raise LireLaVilleError("commande publique : années inattendues.")
    print(
        f"{len(years)} années : {got[0]} marchés et {got[1]} €, comme les totaux "
        f"reçus ; {got[0] - received['n_with_montant']} marchés sans montant."
    )
    print(
        f"Écartés par la republication : {received['duplicates_dropped']} doublon, "
        f"{received['outliers_dropped']} montant démesuré."
    )
    return pd.DataFrame(
        {
            "annee": years["year"],
            "nombre_marches": years["count"],
            "montant_eur": years["montant"],
            "perimetre": years["year"].map(SCOPES),
        }
    )


def suppliers(received: dict) -> pd.DataFrame:
    """Return the 15 suppliers, largest first; say which are not identified."""
    best = pd.DataFrame(received["top_titulaires"])
    valid = best["id"].str.fullmatch(r"\d{14}") & best["id"].map(is_luhn)
    if (valid != (best["nom"] != UNNAMED)).any():
        raise LireLaVilleError("commande publique : un SIRET faux a un nom.")
    print(
        f"principaux_fournisseurs : {(~valid).sum()} identifiants sur {len(best)} ne "
        f"sont pas des SIRET ({', '.join(best.loc[~valid, 'id'])}) ; vidés, motif dit."
    )
    reason = "identifiant reçu : « " + best["id"] + " », qui n'est pas un SIRET"
    return pd.DataFrame(
        {
            "rang": range(1, len(best) + 1),
            "siret": best["id"].where(valid),
            "fournisseur": best["nom"].where(valid),
            "nombre_marches": best["count"],
            "montant_eur": best["montant"],
            "motif_absence": reason.where(~valid),
        }
    )


def is_luhn(number: str) -> bool:
    """Tell whether a number ends with the right check digit."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0


if __name__ == "__main__":
    main(__file__, prepare)
