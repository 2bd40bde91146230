"""Ce qui doit rester vrai dans « quartiers », au-delà des types."""

import geopandas as gpd
import shapely

from lirelaville.catalogue import lambert93


def all_there(table: gpd.GeoDataFrame) -> str:
    """111 quartiers dans 16 arrondissements."""
    districts = table["arrondissement"].nunique()
    if len(table) == 111 and districts == 16:
        return ""
    return f"obtenu {len(table)} quartiers dans {districts} arrondissements"


def codes_nest(table: gpd.GeoDataFrame) -> str:
    """Le code du quartier commence par celui de son arrondissement."""
    nested = (table["code_quartier"].str[:5] == table["code_insee"]) & (
        table["code_insee"].str[3:].astype(int) == table["arrondissement"]
    )
    return f"{(~nested).sum()} codes se contredisent" if not nested.all() else ""


def shapes_valid(table: gpd.GeoDataFrame) -> str:
    """Aucun contour n'est vide ni invalide."""
    odd = table[table.is_empty | ~table.is_valid]["nom"]
    return f"contours invalides : {', '.join(odd)}" if len(odd) else ""


def borders_shared(table: gpd.GeoDataFrame) -> str:
    """Les voisins ont exactement la même limite : ni trou ni recouvrement."""
    if shapely.coverage_is_valid(lambert93(table).geometry.values):
        return ""
    return "des limites communes sont rompues"


def islands_kept(table: gpd.GeoDataFrame) -> str:
    """Les îles sont là : 179 morceaux en tout, dont 25 pour le Frioul."""
    parts = table.set_index("nom").geometry.count_geometries()
    if parts.sum() == 179 and parts["Les Îles"] == 25:
        return ""
    return f"{parts.sum()} morceaux, dont {parts.get('Les Îles')} pour le Frioul"


def area_kept(table: gpd.GeoDataFrame) -> str:
    """La surface totale est de 238,1 km²."""
    area_km2 = lambert93(table).area.sum() / 1e6
    return "" if round(area_km2, 1) == 238.1 else f"obtenu {area_km2:.2f} km²"


RULES = (
    all_there,
    codes_nest,
    shapes_valid,
    borders_shared,
    islands_kept,
    area_kept,
)
