"""Build logement_iris.csv: home sales and energy labels of the 393 IRIS."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv
from lirelaville.errors import LireLaVilleError

TYPES = {"H": "habitat", "A": "activité", "D": "divers"}
COUNTS = {
    "logd_trans_24": "ventes_2024",
    "logd_trans_appt_24": "ventes_appartements_2024",
    "logd_trans_mai_24": "ventes_maisons_2024",
    "logd_dpe_total_24": "logements_diagnostiques",
}
APARTMENTS = {
    "logd_px2q1_appt_24": "prix_appartement_quartile1_eur_m2",
    "logd_px2q2_appt_24": "prix_appartement_median_eur_m2",
    "logd_px2q3_appt_24": "prix_appartement_quartile3_eur_m2",
    "logd_px2mm3_appt_24": "prix_appartement_3_ans_eur_m2",
    "logd_px2mm3_appt_vevol_1424": "evolution_prix_appartement_2014_2024_pct",
}
HOUSES = {
    "logd_px2q1_mai_24": "prix_maison_quartile1_eur_m2",
    "logd_px2q2_mai_24": "prix_maison_median_eur_m2",
    "logd_px2q3_mai_24": "prix_maison_quartile3_eur_m2",
}
ENERGY = {
    "logd_dpe_abc_pct_24": "part_dpe_abc_pct",
    "logd_dpe_fg_pct_24": "part_dpe_fg_pct",
}
# Below this number of sales, a price would point at someone's home.
FEW_SALES = 5
UNKNOWN = "non renseigné dans le fichier reçu"


def prepare(sources: Path) -> pd.DataFrame:
    """Keep counts, prices and labels; say why a price or a label is missing."""
    received = read_text_csv(sources / "iris" / "dvf_dpe_iris_marseille.csv")
    homes = pd.DataFrame(
        {
            "code_iris": received["code_iris"],
            "nom_iris": received["nom_iris"],
            "type_iris": received["type_iris"].map(TYPES),
            "code_quartier": received["code_iris"].str[:7],
            "code_insee": received["code_iris"].str[:5],
        }
    )
    for their_name, name in COUNTS.items():
        homes[name] = pd.to_numeric(received[their_name]).astype("Int64")
    for their_name, name in (APARTMENTS | HOUSES | ENERGY).items():
        homes[name] = pd.to_numeric(received[their_name])
    homes["motif_absence_prix_appartement"] = why_no_price(
        homes["ventes_appartements_2024"], homes[list(APARTMENTS.values())]
    )
    homes["motif_absence_prix_maison"] = why_no_price(
        homes["ventes_maisons_2024"], homes[list(HOUSES.values())]
    )
    homes["motif_absence_dpe"] = why_no_label(homes)
    say_what_is_odd(homes, received.shape[1])
    return homes.sort_values("code_iris", ignore_index=True)


def why_no_price(sales: pd.Series, prices: pd.DataFrame) -> pd.Series:
    """Say why prices are missing; stop if one shows under the threshold."""
    if (prices.notna().all(axis=1) != (sales >= FEW_SALES).fillna(value=False)).any():
        raise LireLaVilleError(
            f"logement_iris : des prix manquent au-dessus de {FEW_SALES} ventes, "
            "ou se montrent au-dessous."
        )
    reason = pd.Series(pd.NA, index=sales.index, dtype="str")
    reason[sales.isna()] = UNKNOWN
    reason[(sales == 0).fillna(value=False)] = "aucune vente"
    few = ((sales > 0) & (sales < FEW_SALES)).fillna(value=False)
    reason[few] = f"moins de {FEW_SALES} ventes"
    print(f"{sales.name} : {reason.value_counts().to_dict()}.")
    return reason


def why_no_label(homes: pd.DataFrame) -> pd.Series:
    """Say why the shares of energy labels are missing."""
    diagnosed = homes["logements_diagnostiques"]
    reason = pd.Series(pd.NA, index=homes.index, dtype="str")
    reason[diagnosed.isna()] = UNKNOWN
    reason[(diagnosed == 0).fillna(value=False)] = "aucun logement diagnostiqué"
    print(f"part_dpe : {reason.value_counts().to_dict()}.")
    return reason


def say_what_is_odd(homes: pd.DataFrame, columns_received: int) -> None:
    """Print totals and how many of the columns received are kept."""
    for name in COUNTS.values():
        print(f"{name} : {homes[name].sum()} au total.")
    kept = len(COUNTS | APARTMENTS | HOUSES | ENERGY) + 3
    print(f"{kept} colonnes gardées sur {columns_received} reçues.")
    small = homes["logements_diagnostiques"].between(1, 10).sum()
    print(f"{small} IRIS de 1 à 10 logements diagnostiqués : parts laissées, fragiles.")


if __name__ == "__main__":
    main(__file__, prepare)
