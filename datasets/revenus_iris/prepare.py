"""Build revenus_iris.csv: incomes of the 393 IRIS of Marseille, secrecy explained."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv

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
DECLARED = {
    "DEC_MED21": "revenu_median_declare_eur",
    "DEC_TP6021": "taux_bas_revenus_declares_pct",
    "DEC_D121": "decile1_declare_eur",
    "DEC_Q121": "quartile1_declare_eur",
    "DEC_Q321": "quartile3_declare_eur",
    "DEC_D921": "decile9_declare_eur",
    "DEC_GI21": "gini_declare",
    "DEC_PIMP21": "part_menages_imposes_pct",
}
REASONS = {
    "ns": "ns : masqué par l'Insee (seuil de diffusion)",
    "nd": "nd : non disponible (IRIS « divers »)",
}
CONTROLS = "note 5 : non diffusé après contrôles de cohérence de l'Insee"


def prepare(sources: Path) -> pd.DataFrame:
    """Join disposable and declared incomes; say why a figure is missing."""
    names = read_text_csv(sources / "insee" / "marseille_iris_libelles.csv")
    table = names.merge(of_marseille(sources, "DISP"), on="IRIS", validate="1:1")
    table = table.merge(of_marseille(sources, "DEC"), on="IRIS", validate="1:1")
    incomes = pd.DataFrame(
        {
            "code_iris": table["IRIS"],
            "nom_iris": table["LIBIRIS"],
            "code_quartier": table["IRIS"].str[:7],
            "code_insee": table["IRIS"].str[:5],
        }
    )
    for insee_name, name in (DISPOSABLE | DECLARED).items():
        incomes[name] = numbers(table[insee_name])
    incomes["motif_absence"] = table["DISP_MED21"].map(REASONS)
    incomes.loc[table["DISP_NOTE21"] == "5", "motif_absence"] = CONTROLS
    incomes["evolution_prudente"] = table["DISP_NOTE21"] == "1"
    print(incomes["motif_absence"].value_counts().to_string())
    compare_with_other_copy(incomes, sources)
    return incomes.sort_values("code_iris", ignore_index=True)


def of_marseille(sources: Path, kind: str) -> pd.DataFrame:
    """Read the national file ``DISP`` or ``DEC``; keep the 16 arrondissements."""
    file = sources / "insee" / f"BASE_TD_FILO_IRIS_2021_{kind}.csv"
    france = read_text_csv(file, separator=";")
    marseille = france[france["IRIS"].str.startswith("132")]
    print(f"{kind} : {len(marseille)} IRIS de Marseille gardés sur {len(france)}.")
    return marseille


def numbers(cells: pd.Series) -> pd.Series:
    """Turn « 12,5 » into 12.5, and Insee's codes (ns, nd, so, s) into missing."""
    return pd.to_numeric(
        cells.where(~cells.isin(["ns", "nd", "so", "s"])).str.replace(",", ".")
    )


def compare_with_other_copy(incomes: pd.DataFrame, sources: Path) -> None:
    """Print how many medians differ from the ones another republication gives."""
    name = "filosofi_2019_2021_declare_disponible_iris_marseille.csv"
    other = read_text_csv(sources / "iris" / name).set_index("code_iris")
    ours = incomes.set_index("code_iris")
    for theirs, name in (DISPOSABLE | DECLARED).items():
        if theirs not in other:
            continue
        gaps = (pd.to_numeric(other[theirs]) - ours[name]).abs() > 0.001
        both = (other[theirs] != "") & ours[name].notna()
        print(
            f"{name} : {both.sum()} valeurs comparées à une autre copie, "
            f"{gaps.sum()} écarts."
        )


if __name__ == "__main__":
    main(__file__, prepare)
