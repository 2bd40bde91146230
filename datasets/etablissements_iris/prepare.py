"""Build etablissements_iris.csv: Sirene 2026 establishments of the 393 IRIS."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv
from lirelaville.errors import LireLaVilleError

TYPES = {"H": "habitat", "A": "activité", "D": "divers"}
COUNTS = {
    "ecosi_etab_vol_26": "etablissements_2026",
    "ecosi_emp_vol_26": "etablissements_employeurs",
    "ecosi_etabrec_vol_26": "etablissements_recents",
    "ecosi_soc_vol_26": "societes",
}
# Received as shares only (two decimals): the count is found again.
SHARES = {
    "ecosi_einonemp_pct_26": "entreprises_individuelles_sans_salarie",
    "ecosi_siege_pct_26": "sieges",
}
SECTOR = {
    "ecosi_nafdom1_cat_26": "code_secteur_surrepresente",
    "ecosi_nafdom1_lib_26": "secteur_surrepresente",
    "ecosi_nafdom1_pct_26": "part_secteur_surrepresente_pct",
    "ecosi_nafdom1ql_ind_26": "indice_surrepresentation",
}
KEPT = ("code_iris", "nom_iris", "type_iris", "ecosi_nbdiv_vol_26")
ABSENT = "aucun chiffre dans le fichier reçu : zéro ou oubli, il ne le dit pas"


def prepare(sources: Path) -> pd.DataFrame:
    """Keep the counts and the over-represented sector; say which IRIS are empty."""
    received = read_text_csv(
        sources / "iris" / "sirene_2026_etablissements_iris_marseille.csv"
    )
    table = pd.DataFrame(
        {
            "code_iris": received["code_iris"],
            "nom_iris": received["nom_iris"],
            "type_iris": received["type_iris"].map(TYPES),
            "code_quartier": received["code_iris"].str[:7],
            "code_insee": received["code_iris"].str[:5],
        }
    )
    add_figures(table, received)
    empty = table["etablissements_2026"].isna()
    table["motif_absence"] = empty.map({True: ABSENT, False: ""})
    kept = {*COUNTS, *SHARES, *SECTOR, *KEPT}
    print(f"Laissées de côté : {', '.join(c for c in received if c not in kept)}.")
    say_what_is_odd(table)
    return table.sort_values("code_iris", ignore_index=True)


def add_figures(table: pd.DataFrame, received: pd.DataFrame) -> None:
    """Add the counts, those found again from a share, and the sector."""
    for their_name, name in COUNTS.items():
        table[name] = numbers(received[their_name]).astype("Int64")
    for their_name, name in SHARES.items():
        share = numbers(received[their_name])
        table[name] = count_again(share, table["etablissements_2026"], name)
    table["nombre_secteurs"] = numbers(received["ecosi_nbdiv_vol_26"]).astype("Int64")
    for their_name, name in SECTOR.items():
        text = not name.startswith(("part_", "indice_"))
        table[name] = received[their_name] if text else numbers(received[their_name])


def numbers(cells: pd.Series) -> pd.Series:
    """Turn text into numbers; an empty cell stays missing."""
    return pd.to_numeric(cells.mask(cells == ""))


def count_again(share: pd.Series, total: pd.Series, name: str) -> pd.Series:
    """Find the one whole number whose share of the total rounds to what we received.

    Raises
    ------
    LireLaVilleError
        If an IRIS has no such number.
    """
    exact = share * total.astype("float64") / 100
    counts = exact.round()
    # Half a hundredth of a percent of 2,873 establishments is 0.14: no ambiguity.
    doubt = (exact - counts).abs() > total.astype("float64") * 0.00005 + 1e-6
    if doubt.any():
        raise LireLaVilleError(f"{name} : {doubt.sum()} parts ne donnent pas d'entier.")
    print(f"{name} : {int(counts.sum())}, retrouvé dans {counts.notna().sum()} IRIS.")
    return counts.astype("Int64")


def say_what_is_odd(table: pd.DataFrame) -> None:
    """Print the totals, the empty IRIS and those with strangely few establishments."""
    for name in COUNTS.values():
        print(f"{name} : {table[name].sum()} au total.")
    empty = table[table["motif_absence"] != ""]
    print(f"Sans chiffres : {', '.join(empty['code_iris'] + ' ' + empty['nom_iris'])}.")
    few = table[(table["etablissements_2026"] < 10) & (table["type_iris"] == "habitat")]
    print(f"IRIS d'habitat sous 10 établissements : {', '.join(few['nom_iris'])}.")


if __name__ == "__main__":
    main(__file__, prepare)
