"""Build equipements_11e_12e.csv: shops, services and facilities, each located."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from lirelaville.catalogue import load
from lirelaville.catalogue.prepare import main, read_text_csv, single_spaces
from lirelaville.errors import LireLaVilleError

# 6 decimals of a degree are about 10 centimetres.
DECIMALS = 6


def prepare(sources: Path) -> pd.DataFrame:
    """Read the points, find the quartier of each, compare with what was announced."""
    received = read_text_csv(
        sources / "donut_11e_12e" / "localisation_equipements_2021.csv"
    )
    table = pd.DataFrame(
        {
            "famille": received["Type"],
            "categorie": single_spaces(received["Équipement"]),
            **coordinates(received),
        }
    )
    table["code_quartier"] = quartiers_of(table, load("quartiers"))
    table["code_insee"] = table["code_quartier"].str[:5]
    same = table["code_insee"] == received["COG"]
    table["controle_arrondissement"] = same.map(
        {True: "concorde", False: "autre arrondissement"}
    )
    print(f"{(~same).sum()} lieux hors de l'arrondissement annoncé, signalés.")
    compare_with_exact_outlines(table, sources)
    say_what_repeats(received, table)
    print("Laissés de côté : Geo Shape, Arrondissement, COG, Code_postal (redits).")
    columns = ["famille", "categorie", "code_quartier", "code_insee"]
    columns += ["controle_arrondissement", "longitude", "latitude"]
    return table[columns].sort_values(columns, ignore_index=True)


def coordinates(received: pd.DataFrame) -> dict[str, pd.Series]:
    """Split « 43.29, 5.45 » (latitude first), already in degrees.

    Raises
    ------
    LireLaVilleError
        If a point is not written so.
    """
    number = r"(\d+\.\d+)"
    parts = received["Geo Point"].str.extract(f"^{number}, {number}$").astype("float64")
    if parts.isna().any(axis=None):
        raise LireLaVilleError(
            f"{parts.isna().any(axis=1).sum()} points ne se lisent pas."
        )
    return {"longitude": parts[1].round(DECIMALS), "latitude": parts[0].round(DECIMALS)}


def quartiers_of(table: pd.DataFrame, outlines: gpd.GeoDataFrame) -> pd.Series:
    """Return the code of the one quartier that contains each point.

    Raises
    ------
    LireLaVilleError
        If a point falls outside every quartier, or on the border of two.
    """
    points = gpd.points_from_xy(table["longitude"], table["latitude"], crs=4326)
    found = gpd.GeoDataFrame(geometry=points).sjoin(
        outlines[["code_quartier", "geometry"]], how="left", predicate="within"
    )["code_quartier"]
    if len(found) != len(table) or found.isna().any():
        raise LireLaVilleError(
            f"{found.isna().sum()} points hors de tout quartier, "
            f"{len(found) - len(table)} dans deux."
        )
    return found


def compare_with_exact_outlines(table: pd.DataFrame, sources: Path) -> None:
    """Print how many places the simplified outlines put in another quartier."""
    exact = gpd.read_file(sources / "marseille" / "quartiers_111.geojson")
    exact = exact.rename(columns={"code_qua": "code_quartier"})
    moved = (quartiers_of(table, exact) != table["code_quartier"]).sum()
    print(f"{moved} lieux seraient ailleurs avec les contours non simplifiés.")


def say_what_repeats(received: pd.DataFrame, table: pd.DataFrame) -> None:
    """Print how many places share a point, and how few share category and point."""
    shared = received["Geo Point"].duplicated(keep=False).sum()
    twice = received.duplicated(["Équipement", "Geo Point"]).sum()
    print(f"{shared} lieux ont le même point qu'un autre, dont {twice} de même type.")
    close = table.duplicated(["categorie", "longitude", "latitude"]).sum()
    print(f"À {DECIMALS} décimales, {close} paire ne se distingue plus, gardée.")


if __name__ == "__main__":
    main(__file__, prepare)
