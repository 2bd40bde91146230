"""Ce qui doit rester vrai dans « equipements_11e_12e », au-delà des types."""

import geopandas as gpd

from lirelaville.catalogue import load


def all_there(table: gpd.GeoDataFrame) -> str:
    """3 686 lieux : 7 familles et 132 catégories."""
    found = (len(table), table["famille"].nunique(), table["categorie"].nunique())
    if found == (3686, 7, 132):
        return ""
    return f"obtenu {found[0]} lieux, {found[1]} familles, {found[2]} catégories"


def one_family_each(table: gpd.GeoDataFrame) -> str:
    """Une catégorie n'appartient qu'à une famille."""
    families = table.groupby("categorie")["famille"].nunique()
    odd = families[families > 1].index.tolist()
    return f"deux familles pour {odd[:3]}" if odd else ""


def points_in_place(table: gpd.GeoDataFrame) -> str:
    """Chaque point est dans son quartier, et dans aucun autre."""
    shapes = load("quartiers").set_index("code_quartier").geometry
    own = shapes.reindex(table["code_quartier"]).reset_index(drop=True)
    out = ~table.geometry.reset_index(drop=True).within(own)
    return f"{out.sum()} lieux hors de leur quartier" if out.any() else ""


def quartiers_covered(table: gpd.GeoDataFrame) -> str:
    """Les 18 quartiers des 11e et 12e y sont ; un seul lieu est au-delà."""
    home = load("quartiers").query("arrondissement in (11, 12)")["code_quartier"]
    missing = set(home) - set(table["code_quartier"])
    beyond = (~table["code_quartier"].isin(home)).sum()
    if len(home) == 18 and not missing and beyond == 1:
        return ""
    return f"{len(missing)} quartiers absents, {beyond} lieux au-delà"


def districts_compared(table: gpd.GeoDataFrame) -> str:
    """Le quartier donne l'arrondissement ; 4 lieux étaient annoncés ailleurs."""
    nested = table["code_quartier"].str[:5] == table["code_insee"]
    odd = (table["controle_arrondissement"] != "concorde").sum()
    if nested.all() and odd == 4:
        return ""
    return f"{(~nested).sum()} codes se contredisent, {odd} lieux signalés"


def one_of_a_kind_per_point(table: gpd.GeoDataFrame) -> str:
    """Une catégorie ne revient pas au même point, sauf une paire à 10 cm."""
    twins = table.duplicated(["categorie", "longitude", "latitude"]).sum()
    return "" if twins == 1 else f"obtenu {twins}"


RULES = (
    all_there,
    one_family_each,
    points_in_place,
    quartiers_covered,
    districts_compared,
    one_of_a_kind_per_point,
)
