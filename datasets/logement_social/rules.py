"""Ce qui doit rester vrai dans « logement_social », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load


def total(table: pd.DataFrame) -> str:
    """16 arrondissements, 85 226 logements sociaux, 1 957 opérations."""
    got = (len(table), *table[["logements_sociaux", "operations"]].sum())
    return "" if got == (16, 85_226, 1_957) else f"obtenu {got}"


def codes_known(table: pd.DataFrame) -> str:
    """Les codes et les numéros sont ceux des arrondissements de « quartiers »."""
    known = load("quartiers").groupby("arrondissement")["code_insee"].first()
    ours = table.set_index("arrondissement")["code_insee"].sort_index()
    return "" if ours.to_dict() == known.to_dict() else f"obtenu {ours.tolist()}"


def more_than_hlm_tenants(table: pd.DataFrame) -> str:
    """Partout au moins autant de logements sociaux que de locataires HLM recensés."""
    census = load("recensement_iris")
    tenants = census["menages_2022"] * census["part_locataires_hlm_pct"] / 100
    counted = tenants.groupby(census["code_insee"]).sum()
    ours = table.set_index("code_insee")["logements_sociaux"]
    odd = ours.index[ours < counted[ours.index]].tolist()
    return f"moins de logements que de locataires : {odd}" if odd else ""


def rate_series(table: pd.DataFrame) -> str:
    """De 2010 à 2024, le taux SRU passe de 19,22 % à 21,81 %, sans année manquante."""
    rates = sru().set_index("annee")["taux_sru_pct"]
    first, last = rates.get(2010), rates.get(2024)
    years = rates.index.tolist()
    if years == [*range(2010, 2025)] and (first, last) == (19.22, 21.81):
        return ""
    return f"obtenu {first} et {last} %, sur {len(years)} années"


def rate_plausible(table: pd.DataFrame) -> str:
    """Stock divisé par taux : le nombre de ménages recensés, à 6 % près."""
    yearly = sru().set_index("annee")
    homes = 100 * yearly["logements_sociaux_sru"] / yearly["taux_sru_pct"]
    census = load("recensement_iris")
    for year in (2011, 2016, 2022):
        gap = homes[year] / census[f"menages_{year}"].sum() - 1
        if abs(gap) > 0.06:
            return f"écart de {gap:+.1%} en {year}"
    steps = homes.pct_change().abs().max()
    return f"saut de {steps:.1%} en un an" if steps > 0.03 else ""


def two_tables_close(table: pd.DataFrame) -> str:
    """Les arrondissements font 2 100 logements de moins que la ville en 2024."""
    city = sru().set_index("annee")["logements_sociaux_sru"].get(2024)
    gap = city - table["logements_sociaux"].sum()
    return "" if gap == 2100 else f"écart de {gap}"


def sru() -> pd.DataFrame:
    """Return the other table of this package."""
    return load("logement_social", resource="sru_serie")


RULES = (
    total,
    codes_known,
    more_than_hlm_tenants,
    rate_series,
    rate_plausible,
    two_tables_close,
)
