"""Build revenus_iris_france.parquet: disposable incomes of every IRIS of France."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv
from lirelaville.errors import LireLaVilleError

DISPOSABLE = {
    "DISP_MED21": "revenu_median_disponible_eur",
    "DISP_TP6021": "taux_pauvrete_pct",
    "DISP_D121": "decile1_disponible_eur",
    "DISP_Q121": "quartile1_disponible_eur",
    "DISP_Q321": "quartile3_disponible_eur",
    "DISP_D921": "decile9_disponible_eur",
    "DISP_RD21": "rapport_interdecile_disponible",
    "DISP_GI21": "gini_disponible",
    "DISP_PPSOC21": "part_prestations_sociales_pct",
    "DISP_PIMPOT21": "part_impots_pct",
}
# Insee writes these codes where a figure would stand.
NO_FIGURE = ["ns", "nd", "so", "s"]
REASONS = {
    "ns": "ns : masqué par l'Insee (seuil de diffusion)",
    "nd": "nd : non disponible",
}
CONTROLS = "note 5 : non diffusé après contrôles de cohérence de l'Insee"
POVERTY_ONLY = "s : taux de pauvreté seul masqué par l'Insee (secret)"


def prepare(sources: Path) -> pd.DataFrame:
    """Keep the figures of revenus_iris for all of France; say why some are missing."""
    received = read_text_csv(
        sources / "insee" / "BASE_TD_FILO_IRIS_2021_DISP.csv", separator=";"
    )
    code = received["IRIS"]
    if not code.str.fullmatch("[0-9][0-9AB][0-9]{7}").all() or code.duplicated().any():
        raise LireLaVilleError("revenus_iris_france : code IRIS mal écrit ou répété.")
    incomes = pd.DataFrame(
        {
            "code_iris": code,
            "code_insee": code.str[:5],
            "departement": department(code),
        }
    )
    for insee_name, name in DISPOSABLE.items():
        incomes[name] = numbers(received[insee_name])
    incomes["motif_absence"] = why_missing(received)
    incomes["evolution_prudente"] = received["DISP_NOTE21"] == "1"
    say_what_is_kept(incomes, received.shape[1])
    return incomes.sort_values("code_iris", ignore_index=True)


def department(code: pd.Series) -> pd.Series:
    """Return « 13 », « 2A », or « 974 » overseas."""
    return code.str[:2].where(~code.str.startswith("97"), code.str[:3])


def numbers(cells: pd.Series) -> pd.Series:
    """Turn « 12,5 » into 12.5, and Insee's codes into missing; refuse other texts."""
    try:
        return pd.to_numeric(
            cells.where(~cells.isin(NO_FIGURE)).str.replace(",", ".")
        ).astype("float64")
    except ValueError as error:
        raise LireLaVilleError(
            f"revenus_iris_france : {cells.name} contient un texte inattendu ({error})."
        ) from error


def why_missing(received: pd.DataFrame) -> pd.Series:
    """Say why figures are missing: all of them, or the poverty rate alone."""
    reason = received["DISP_MED21"].map(REASONS)
    reason[received["DISP_NOTE21"] == "5"] = CONTROLS
    reason[received["DISP_TP6021"] == "s"] = POVERTY_ONLY
    print(reason.value_counts().to_string())
    return reason


def say_what_is_kept(incomes: pd.DataFrame, columns_received: int) -> None:
    """Print how many rows, places and columns the table holds."""
    filled = incomes["revenu_median_disponible_eur"].notna().sum()
    print(f"{filled} IRIS avec des revenus sur {len(incomes)}, aucun retiré.")
    print(
        f"{incomes['code_insee'].nunique()} communes ou arrondissements, "
        f"{incomes['departement'].nunique()} départements."
    )
    print(f"{len(DISPOSABLE) + 2} colonnes gardées sur {columns_received} reçues.")


if __name__ == "__main__":
    main(__file__, prepare)
