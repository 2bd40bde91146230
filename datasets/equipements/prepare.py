"""Build equipements.csv: 1,349 public places of the city, each in its quartier."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv, single_spaces
from lirelaville.errors import LireLaVilleError

# 6 decimals of a degree are about 10 centimetres.
DECIMALS = 6


def prepare(sources: Path) -> pd.DataFrame:
    """Keep the joined list, check it against the ten lists, flag odd postcodes."""
    folder = sources / "marseille" / "equipements"
    places = read_text_csv(folder / "marseille_equipements_tous_avec_quartier.csv")
    compare_with_lists(places, folder)
    for column in ("nom", "adresse"):
        places[column] = single_spaces(places[column])
    places["controle_code_postal"] = postcode_verdict(places)
    print(places["controle_code_postal"].value_counts().to_string())
    outside = (places["rattachement"] == "plus_proche").sum()
    print(f"{outside} lieux hors de tout contour (plages), rattachés au plus proche.")
    # "Gestion privée ; 10 places"
    creches = places["detail"].str.extract(r"^(?P<gestion>.+) ; (?P<places>\d+) places")
    return places.assign(
        code_insee=places["code_arrondissement"],
        longitude=places["longitude"].astype("float64").round(DECIMALS),
        latitude=places["latitude"].astype("float64").round(DECIMALS),
        gestion=creches["gestion"].str.removeprefix("Gestion "),
        nombre_places=creches["places"].astype("Int64"),
    )[
        [
            *("jeu", "nom", "categorie", "adresse", "code_postal"),
            *("controle_code_postal", "code_quartier", "code_insee", "rattachement"),
            *("gestion", "nombre_places", "longitude", "latitude"),
        ]
    ]


def compare_with_lists(places: pd.DataFrame, folder: Path) -> None:
    """Print, list by list, what the joined file no longer holds; stop on a surprise."""
    for name, kept in places["jeu"].value_counts(sort=False).items():
        rows = read_text_csv(folder / f"marseille_{name}.csv")
        twins = int(rows.duplicated().sum())
        print(
            f"{name} : {len(rows)} lignes reçues, {twins} doublons exacts, "
            f"{kept} gardées."
        )
        if len(rows) - twins != kept:
            raise LireLaVilleError(
                f"{name} : {kept} lignes, attendu {len(rows) - twins}."
            )


def postcode_verdict(places: pd.DataFrame) -> pd.Series:
    """Compare each postcode with the arrondissement where the point falls.

    Returns
    -------
    Series of str
        ``concorde``, ``autre arrondissement``, ``pas un arrondissement`` (CEDEX, or
        a commune code written in place of a postcode) or ``absent``.
    """
    postcode = places["code_postal"]
    verdict = pd.Series("autre arrondissement", index=places.index)
    # 13001 is arrondissement 13201.
    verdict[postcode.str[:2] + "2" + postcode.str[3:] == places.code_arrondissement] = (
        "concorde"
    )
    verdict[~postcode.str.fullmatch("130(0[1-9]|1[0-6])")] = "pas un arrondissement"
    verdict[postcode == ""] = "absent"
    return verdict


if __name__ == "__main__":
    main(__file__, prepare)
