"""Build frais_representation_maires.csv: one account of the communes, in 2024."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv, single_spaces
from lirelaville.errors import LireLaVilleError

KEPT = ("SIRET", "DEPARTEMENT", "NOM_COMMUNE", "CODE_COMMUNE", "FRAIS_REPRESENTATION")
# A commune's SIREN holds its department, and Corsica is "20" there.
CORSICA = "2120"


def prepare(sources: Path) -> pd.DataFrame:
    """Keep what the accounts say; give Corsica its codes back; join every commune."""
    received = read_text_csv(sources / "dgfip" / "frais_representation_maires_2024.csv")
    places = read_text_csv(
        sources / "insee" / "populations_legales_2022_communes_arm.csv"
    )
    left = ", ".join(name for name in received if name not in KEPT)
    print(f"Laissées de côté (déduites, ajoutées, calculées par un tiers) : {left}.")
    codes = corsican_codes(received, set(places["com_code"]))
    unknown = set(codes) - set(places.loc[places["com_type"] == "COM", "com_code"])
    if unknown:
        raise LireLaVilleError(f"frais : communes inconnues de l'Insee : {unknown}.")
    compare_populations(received, codes, places)
    amounts = received["FRAIS_REPRESENTATION"].astype("float64")
    print(f"frais_representation_eur : {(amounts == 0).sum()} lignes à zéro, gardées.")
    return pd.DataFrame(
        {
            "annee": 2024,
            "code_insee": codes,
            "commune": single_spaces(received["NOM_COMMUNE"]),
            "code_departement": codes.str[:2],
            "siret": received["SIRET"],
            "frais_representation_eur": amounts,
        }
    ).sort_values("code_insee", ignore_index=True)


def corsican_codes(received: pd.DataFrame, known: set[str]) -> pd.Series:
    """Return the codes of the communes, « 02 » put back to « 2A » or « 2B »."""
    codes = received["CODE_COMMUNE"].copy()
    corsican = received["SIRET"].str.startswith(CORSICA)
    for row, code in codes[corsican].items():
        found = [part + code[2:] for part in ("2A", "2B") if part + code[2:] in known]
        if not code.startswith("02") or len(found) != 1:
            raise LireLaVilleError(f"frais : code corse inattendu, {code} ({found}).")
        codes[row] = found[0]
        name = received.loc[row, "NOM_COMMUNE"]
        print(f"code_insee : {name}, {code} (dans l'Aisne) → {found[0]}.")
    return codes


def compare_populations(
    received: pd.DataFrame, codes: pd.Series, places: pd.DataFrame
) -> None:
    """Print where the population received is not Insee's: why it is left aside."""
    people = places.set_index("com_code")["popref_mun"]
    odd = received["POP_2022"].to_numpy() != people[codes].to_numpy()
    print(
        f"POP_2022 : {(~odd).sum()} valeurs égales à celles de l'Insee, "
        f"{odd.sum()} autres ({', '.join(received.loc[odd, 'NOM_COMMUNE'])})."
    )


if __name__ == "__main__":
    main(__file__, prepare)
