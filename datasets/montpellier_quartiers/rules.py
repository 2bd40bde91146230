"""Ce qui doit rester vrai dans « montpellier_quartiers », au-delà des types."""

import geopandas as gpd
import shapely

from lirelaville.catalogue import lambert93, load


def details() -> gpd.GeoDataFrame:
    """Load the sous-quartiers."""
    return load("montpellier_quartiers", resource="montpellier_sous_quartiers")


def all_there(table: gpd.GeoDataFrame) -> str:
    """7 quartiers et 31 sous-quartiers, dont deux portent le code MIP."""
    parts = details()
    twice = parts["code_sous_quartier"][parts["code_sous_quartier"].duplicated()]
    if (len(table), len(parts), twice.tolist()) == (7, 31, ["MIP"]):
        return ""
    return f"obtenu {len(table)} et {len(parts)}, codes répétés : {twice.tolist()}"


def codes_nest(table: gpd.GeoDataFrame) -> str:
    """Le code du sous-quartier commence par celui de son quartier."""
    parts = details()
    nested = parts["code_sous_quartier"].str[:2] == parts["code_quartier"]
    same = set(parts["code_quartier"]) == set(table["code_quartier"])
    return "" if nested.all() and same else f"{(~nested).sum()} codes se contredisent"


def borders_shared(table: gpd.GeoDataFrame) -> str:
    """Contours valides, d'un seul tenant, sans trou ni recouvrement entre voisins."""
    for outlines in (table.geometry, details().geometry):
        simple = outlines.is_valid & ~outlines.is_empty & (outlines.type == "Polygon")
        if not simple.all() or not shapely.coverage_is_valid(outlines.values):
            return "des contours sont invalides, ou des limites communes rompues"
    return ""


def parts_make_the_whole(table: gpd.GeoDataFrame) -> str:
    """La surface d'un quartier est celle de ses sous-quartiers, à 0,1 % près."""
    whole = lambert93(table).set_index("code_quartier").area
    parts = lambert93(details())
    sums = parts.area.groupby(parts["code_quartier"]).sum()
    gaps = (sums / whole - 1).abs()
    return (
        f"écart de {gaps.max():.2%} pour {gaps.idxmax()}" if gaps.max() > 1e-3 else ""
    )


def area_kept(table: gpd.GeoDataFrame) -> str:
    """La surface totale est de 57,1 km²."""
    area_km2 = lambert93(table).area.sum() / 1e6
    return "" if round(area_km2, 1) == 57.1 else f"obtenu {area_km2:.2f} km²"


RULES = (all_there, codes_nest, borders_shared, parts_make_the_whole, area_kept)
