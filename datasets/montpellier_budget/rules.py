"""Ce qui doit rester vrai dans « montpellier_budget », au-delà des types."""

import pandas as pd

from lirelaville.catalogue import load

# what each section is balanced at, in euros
BALANCES = {
    (2012, "Fonctionnement"): 305_847_680,
    (2012, "Investissement"): 135_125_161,
    (2013, "Fonctionnement"): 314_562_210,
    (2013, "Investissement"): 130_655_633,
    (2014, "Fonctionnement"): 322_408_231,
    (2014, "Investissement"): 156_583_429,
}
CODES = ["fonction", "fonction_libelle"]


def balanced(table: pd.DataFrame) -> str:
    """Chaque section s'équilibre à l'euro chaque année, en 2012 par le sens déduit."""
    side = table["sens"].fillna(table["sens_deduit"])
    sums = table.groupby(["annee", "section", side])["montant_eur"].sum().round(2)
    for key, expected in BALANCES.items():
        for name in ("Recette", "Dépense"):
            got = sums.get((*key, name))
            if got != expected:
                return f"{key}, {name} : attendu {expected}, obtenu {got}"
    return ""


def absences_explained(table: pd.DataFrame) -> str:
    """Manquent le sens des 1 338 lignes de 2012 et 148 montants de 2014, motif dit."""
    lost, unread = table["sens"].isna(), table["montant_eur"].isna()
    odd = (
        (lost != (table["annee"] == 2012))
        | (lost != table["sens_deduit"].notna())
        | (unread != table["montant_texte"].notna())
        | ((lost | unread) != table["motif_absence"].notna())
        | (unread & (table["annee"] != 2014))
    )
    if (lost.sum(), unread.sum(), odd.sum()) == (1338, 148, 0):
        return ""
    return f"{lost.sum()} sens et {unread.sum()} montants, {odd.sum()} contradictions"


def order_tells_side(table: pd.DataFrame) -> str:
    """En 2012 et 2013, les comptes sont triés deux fois : dépenses, puis recettes."""
    rows = table[table["annee"] < 2014]
    side = rows["sens"].fillna(rows["sens_deduit"])
    by_side = rows.groupby(["annee", "section", side])["nature"]
    late = rows.groupby(["annee", "section"])["nature"].shift() > rows["nature"]
    if (by_side.shift() > rows["nature"]).any() or late.sum() != 4:
        return f"le tri recommence {late.sum()} fois, attendu 4"
    return ""


def transfers_match(table: pd.DataFrame) -> str:
    """Ce que le fonctionnement verse (023), l'investissement le reçoit (021)."""
    sums = table.pivot_table(
        index="annee", columns="nature", values="montant_eur", aggfunc="sum"
    )
    odd = sums.index[sums["021"] != sums["023"]].tolist()
    return f"différent en {odd}" if odd or len(sums) != 3 else ""


def codes_known(table: pd.DataFrame) -> str:
    """Chaque fonction est, code et nom, dans le budget exécuté ; 020 n'est pas 20."""
    done = load("montpellier_budget", resource="montpellier_budget_execute")
    known = set(done[CODES].dropna().itertuples(index=False, name=None))
    here = set(table[CODES].dropna().itertuples(index=False, name=None))
    odd = sorted(here - known)
    names = {name for code, name in here if code in ("020", "20")}
    return f"inconnues ou confondues : {odd}" if odd or len(names) != 2 else ""


def depreciation_matches(_table: pd.DataFrame) -> str:
    """Exécuté : les dotations (68) sont reçues en investissement, huit années."""
    done = load("montpellier_budget", resource="montpellier_budget_execute")
    given = done[done["nature"].str.startswith("68")]
    received = done[
        done["nature"].str.match("28|29|39|481")
        & (done["section"] == "Investissement")
        & (done["sens"] == "Recette")
    ]
    gaps = (
        given.groupby("annee")["montant_eur"].sum()
        - received.groupby("annee")["montant_eur"].sum()
    ).round(2)
    odd = gaps.index[gaps != 0].tolist()
    return f"différent en {odd}" if odd or len(gaps) != 8 else ""


RULES = (
    balanced,
    absences_explained,
    order_tells_side,
    transfers_match,
    codes_known,
    depreciation_matches,
)
