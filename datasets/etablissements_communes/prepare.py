"""Build etablissements_communes.csv: establishments by size, communes of 2014."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv
from lirelaville.errors import LireLaVilleError

SIZES = {
    "E14TST": "etablissements_2014",
    "E14TS0ND": "sans_salarie_ou_inconnu",
    "E14TS1": "de_1_a_5_salaries",
    "E14TS6": "de_6_a_9_salaries",
    "E14TS10": "de_10_a_19_salaries",
    "E14TS20": "de_20_a_49_salaries",
    "E14TS50": "de_50_a_99_salaries",
    "E14TS100": "de_100_a_199_salaries",
    "E14TS200": "de_200_a_499_salaries",
    "E14TS500": "de_500_salaries_ou_plus",
}
# Where the file that we received cuts the names.
LONGEST_NAME = 28


def prepare(sources: Path) -> pd.DataFrame:
    """Give codes their leading zeros back; drop what the code already says."""
    received = read_text_csv(
        sources / "insee" / "insee_2014_etablissements_par_taille_communes.csv",
        separator=";",
    )
    table = pd.DataFrame(
        {
            "code_insee": received["CODGEO"].str.zfill(5),
            "nom_commune": received["LIBGEO"],
            **{
                name: received[column].astype("int64") for column, name in SIZES.items()
            },
        }
    )
    lost = (received["CODGEO"].str.len() == 4).sum()
    print(f"code_insee : zéro de tête rendu à {lost} codes sur {len(table)}.")
    check_departments(table["code_insee"], received["DEP"])
    cut = (table["nom_commune"].str.len() == LONGEST_NAME).sum()
    print(f"nom_commune : {cut} noms de {LONGEST_NAME} lettres, sans doute coupés.")
    nothing = (table["etablissements_2014"] == 0).sum()
    print(f"{nothing} communes sans établissement, gardées.")
    return table.sort_values("code_insee", ignore_index=True)


def check_departments(codes: pd.Series, departments: pd.Series) -> None:
    """Stop if a code and its department disagree: the column would be needed.

    Raises
    ------
    LireLaVilleError
        If the department is not the beginning of the commune's code.
    """
    start = codes.str[:2].mask(codes.str.startswith("97"), codes.str[:3])
    odd = (start != departments.str.zfill(2)).sum()
    if odd:
        raise LireLaVilleError(f"{odd} communes contredisent leur département.")
    print("Laissés de côté : DEP (début du code), REG (régions d'avant 2016).")


if __name__ == "__main__":
    main(__file__, prepare)
