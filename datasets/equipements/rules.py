"""Ce qui doit rester vrai dans « equipements », au-delà des types."""

import geopandas as gpd

from lirelaville.catalogue import lambert93, load

# Beaches lie off the shore line, and the outlines are simplified.
MARGIN_M = 150


def all_there(table: gpd.GeoDataFrame) -> str:
    """1 349 lieux dans dix listes."""
    lists = table["jeu"].nunique()
    if len(table) == 1349 and lists == 10:
        return ""
    return f"obtenu {len(table)} lieux dans {lists} listes"


def no_twins(table: gpd.GeoDataFrame) -> str:
    """Aucun lieu n'est répété à l'identique."""
    twins = table.drop(columns="geometry").duplicated().sum()
    return f"{twins} doublons exacts" if twins else ""


def quartiers_known(table: gpd.GeoDataFrame) -> str:
    """Chaque quartier cité existe, et son arrondissement est le bon."""
    unknown = ~table["code_quartier"].isin(load("quartiers")["code_quartier"])
    odd = unknown | (table["code_quartier"].str[:5] != table["code_insee"])
    return f"{odd.sum()} lieux mal rattachés" if odd.any() else ""


def points_in_place(table: gpd.GeoDataFrame) -> str:
    """Chaque point est dans son quartier, ou à moins de 150 m."""
    shapes = lambert93(load("quartiers")).set_index("code_quartier").geometry
    own = shapes.loc[table["code_quartier"]].reset_index(drop=True)
    far = lambert93(table).distance(own) > MARGIN_M
    return f"trop loin : {', '.join(table[far]['nom'])}" if far.any() else ""


def postcodes_counted(table: gpd.GeoDataFrame) -> str:
    """25 codes postaux ne disent pas l'arrondissement du point, et sont signalés."""
    odd = (table["controle_code_postal"] != "concorde").sum()
    return "" if odd == 25 else f"obtenu {odd}"


def creches_only(table: gpd.GeoDataFrame) -> str:
    """Les 198 crèches, et elles seules, ont une gestion et un nombre de places."""
    creches = table["jeu"] == "creches"
    filled = table["gestion"].notna() & table["nombre_places"].notna()
    if creches.sum() == 198 and (creches == filled).all():
        return ""
    return f"{creches.sum()} crèches, {filled.sum()} lignes remplies"


RULES = (
    all_there,
    no_twins,
    quartiers_known,
    points_in_place,
    postcodes_counted,
    creches_only,
)
