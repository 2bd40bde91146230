"""Ce qui doit rester vrai dans « iris », au-delà des types."""

import geopandas as gpd

from lirelaville.catalogue import lambert93, load

# The outlines are heavily simplified: the worst has 84 % of itself in its quartier.
SHARE_IN_QUARTIER = 0.8


def all_there(table: gpd.GeoDataFrame) -> str:
    """393 IRIS : 340 d'habitat, 31 d'activité, 22 divers."""
    kinds = table["type_iris"].value_counts().to_dict()
    if kinds == {"habitat": 340, "activité": 31, "divers": 22}:
        return ""
    return f"obtenu {len(table)} IRIS : {kinds}"


def joins_tables(table: gpd.GeoDataFrame) -> str:
    """Mêmes codes et mêmes noms que « revenus_iris » et « recensement_iris »."""
    ours = set(zip(table["code_iris"], table["nom_iris"], strict=True))
    for slug in ("revenus_iris", "recensement_iris"):
        other = load(slug)
        odd = ours ^ set(zip(other["code_iris"], other["nom_iris"], strict=True))
        if odd:
            return f"{len(odd)} codes ou noms diffèrent de « {slug} »"
    return ""


def codes_nest(table: gpd.GeoDataFrame) -> str:
    """Le code IRIS commence par son quartier ; les 111 quartiers y sont."""
    nested = (table["code_iris"].str[:7] == table["code_quartier"]) & (
        table["code_iris"].str[:5] == table["code_insee"]
    )
    same = set(table["code_quartier"]) == set(load("quartiers")["code_quartier"])
    return "" if nested.all() and same else f"{(~nested).sum()} codes se contredisent"


def shapes_valid(table: gpd.GeoDataFrame) -> str:
    """Aucun contour n'est vide ni invalide."""
    odd = table[table.is_empty | ~table.is_valid]["nom_iris"]
    return f"contours invalides : {', '.join(odd)}" if len(odd) else ""


def in_their_quartier(table: gpd.GeoDataFrame) -> str:
    """Chaque contour est dans son quartier, à 80 % au moins."""
    shapes = lambert93(load("quartiers")).set_index("code_quartier").geometry
    known = table[table["code_quartier"].isin(shapes.index)]
    own = shapes.loc[known["code_quartier"]].set_axis(known.index)
    flat = lambert93(known).geometry
    shares = flat.intersection(own).area / flat.area
    astray = known[shares < SHARE_IN_QUARTIER]["nom_iris"]
    return f"hors de leur quartier : {', '.join(astray)}" if len(astray) else ""


RULES = (all_there, joins_tables, codes_nest, shapes_valid, in_their_quartier)
