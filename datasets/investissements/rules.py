"""Ce qui doit rester vrai dans « investissements », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load

UNITS = {"M€": 1_000_000, "000 euros": 1_000, "million": 1_000_000}


def all_there(table: pd.DataFrame) -> str:
    """17 phrases pour 2023 et 44 pour 2024, dont 13 avec un arrondissement."""
    rows, placed = table["annee"].value_counts(), table["code_insee"].count()
    if rows.to_dict() == {2023: 17, 2024: 44} and placed == 13:
        return ""
    return f"obtenu {rows.to_dict()}, dont {placed} avec un arrondissement"


def amounts_quoted(table: pd.DataFrame) -> str:
    """Quand la phrase cite le montant, c'est le premier qu'elle cite."""
    first = table["texte_extrait"].str.extract(
        r"(\d+(?:,\d+)?) ?(M€|000 euros|million)"
    )
    euros = first[0].str.replace(",", ".").astype("float64") * first[1].map(UNITS)
    odd = table["montant_dans_le_texte"] & (euros.round() != table["montant_eur"])
    return f"{odd.sum()} montants ne sont pas ceux du texte" if odd.any() else ""


def absence_explained(table: pd.DataFrame) -> str:
    """Deux montants sont vides, et eux seuls ont un motif."""
    empty, told = table["montant_eur"].isna(), table["motif_absence"].notna()
    if empty.sum() == 2 and (empty == told).all():
        return ""
    return f"{empty.sum()} montants vides, {told.sum()} motifs"


def parts_fit(table: pd.DataFrame) -> str:
    """Les parties d'une thématique, puis du BMPM, ne dépassent pas leur total."""
    sums = table.pivot_table(
        index=["annee", "thematique"],
        columns="niveau",
        values="montant_eur",
        aggfunc="sum",
    )
    over = sums[sums[2] > sums[1]].index.tolist()
    bmpm = table.loc[(table["annee"] == 2024) & (table["rang"] == 19), "montant_eur"]
    if sums[3].sum() > bmpm.sum():
        over.append("BMPM 2024")
    return f"total dépassé : {over}" if over else ""


def within_the_accounts(table: pd.DataFrame) -> str:
    """78,93 M€ en 2023, 181,13 en 2024 : moins que l'investissement des comptes."""
    levels = table[table["niveau"] < 3].groupby(["annee", "thematique"])["niveau"].min()
    best = table.join(levels.rename("meilleur"), on=["annee", "thematique"])
    found = best[best["niveau"] == best["meilleur"]].groupby("annee")["montant_eur"]
    sums = found.sum().to_dict()
    accounts = load("comptes_communes", where="code_insee = '13055'")
    a = accounts.pivot_table(index="annee", columns="agregat", values="montant_eur")
    limit = a["depenses_investissement"] - a["remboursements_emprunts"]
    if sums != {2023: 78_930_000, 2024: 181_130_000}:
        return f"obtenu {sums}"
    over = [year for year, total in sums.items() if total > limit[year]]
    return f"dépassement en {over}" if over else ""


def places_told(table: pd.DataFrame) -> str:
    """L'arrondissement est dans la phrase, et son code est celui de « quartiers »."""
    placed = table.dropna(subset="code_insee")
    told = placed["texte_extrait"].str.extract(r"\((\d+)e")[0].astype("Int64")
    codes = load("quartiers").groupby("arrondissement")["code_insee"].first()
    odd = (told != placed["arrondissement"]) | (
        placed["arrondissement"].map(codes) != placed["code_insee"]
    )
    return f"{odd.sum()} lignes mal placées" if odd.any() else ""


RULES = (
    all_there,
    amounts_quoted,
    absence_explained,
    parts_fit,
    within_the_accounts,
    places_told,
)
