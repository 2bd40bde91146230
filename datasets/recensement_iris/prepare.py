"""Build recensement_iris.csv: people and households of the 393 IRIS of Marseille."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv
from lirelaville.errors import LireLaVilleError

TYPES = {"H": "habitat", "A": "activité", "D": "divers"}
COUNTS = {
    "P22_POP": "population_2022",
    "P16_POP": "population_2016",
    "P11_POP": "population_2011",
}
ESTIMATES = {
    "dm_0014_pct_22": "part_0_14_ans_pct",
    "dm_1524_pct_22": "part_15_24_ans_pct",
    "dm_2554_pct_22": "part_25_54_ans_pct",
    "dm_5564_pct_22": "part_55_64_ans_pct",
    "dm_6579_pct_22": "part_65_79_ans_pct",
    "dm_80p_pct_22": "part_80_ans_plus_pct",
    "men_tot_stock_22": "menages_2022",
    "men_tot_stock_16": "menages_2016",
    "men_tot_stock_11": "menages_2011",
    "men_seul_pct_22": "part_menages_une_personne_pct",
    "men_mono_pct_22": "part_menages_monoparentaux_pct",
    "men_coupsenf_pct_22": "part_menages_couples_sans_enfant_pct",
    "men_coupaenf_pct_22": "part_menages_couples_avec_enfants_pct",
    "log_prop_pct_22": "part_proprietaires_pct",
    "log_lochlm_pct_22": "part_locataires_hlm_pct",
    "log_loc_pct_22": "part_locataires_pct",
    "dmv_65p_pct_22": "part_65_ans_plus_pct",
    "dmv_65p_pct_16": "part_65_ans_plus_2016_pct",
    "dmv_65p_pct_11": "part_65_ans_plus_2011_pct",
    "men_seul_pct_16": "part_menages_une_personne_2016_pct",
    "men_seul_pct_11": "part_menages_une_personne_2011_pct",
    "men_mono_pct_16": "part_menages_monoparentaux_2016_pct",
    "men_mono_pct_11": "part_menages_monoparentaux_2011_pct",
    "log_prop_pct_16": "part_proprietaires_2016_pct",
    "log_prop_pct_11": "part_proprietaires_2011_pct",
    "log_loc_pct_16": "part_locataires_2016_pct",
    "log_loc_pct_11": "part_locataires_2011_pct",
    "dmv_80p_seul_pct_22": "part_80_ans_plus_seules_pct",
}
ALONE = {
    "P22_POP15P": "personnes_15_ans_plus",
    "P22_POP55P": "personnes_55_ans_plus",
    "P22_POP55P_PSEUL": "personnes_55_ans_plus_seules",
    "P22_POP80P_PSEUL": "personnes_80_ans_plus_seules",
    "part_55P_seules_pct": "part_55_ans_plus_seules_pct",
}
AGES = list(ESTIMATES.values())[:6]
# Their common limit moved: each one's past is another territory.
REDRAWN = ("132090103", "132090104")
FEW_PEOPLE = 200


def prepare(sources: Path) -> pd.DataFrame:
    """Keep counts and simple shares; flag what must not be compared or trusted."""
    received = read_text_csv(
        sources / "iris" / "rp_2011_2016_2022_indicateurs_iris_marseille.csv"
    )
    census = pd.DataFrame(
        {
            "code_iris": received["code_iris"],
            "nom_iris": received["nom_iris"],
            "type_iris": received["type_iris"].map(TYPES),
            "code_quartier": received["code_iris"].str[:7],
            "code_insee": received["code_iris"].str[:5],
        }
    )
    for their_name, name in COUNTS.items():
        census[name] = received[their_name].astype("float64").astype("int64")
    for their_name, name in ESTIMATES.items():
        census[name] = pd.to_numeric(received[their_name])
    census = census.merge(living_alone(sources), on="code_iris", validate="1:1")
    census["limites_stables"] = ~census["code_iris"].isin(REDRAWN)
    census["effectif_faible"] = census["population_2022"] < FEW_PEOPLE
    say_what_is_odd(census, received.shape[1])
    return census.sort_values("code_iris", ignore_index=True)


def living_alone(sources: Path) -> pd.DataFrame:
    """Read who is 55 or more and who lives alone, to the hundredth of a person."""
    file = "rp2022_personnes_55plus_seules_iris_marseille.csv"
    received = read_text_csv(sources / "iris" / file)
    alone = received[["code_iris"]].copy()
    alone[list(ALONE.values())] = received[list(ALONE)].apply(pd.to_numeric)
    share = alone["personnes_55_ans_plus_seules"] / alone["personnes_55_ans_plus"]
    gap = (100 * share - alone["part_55_ans_plus_seules_pct"]).abs().max()
    if gap > 0.01:
        raise LireLaVilleError(
            f"recensement_iris : part des 55 ans et plus vivant seuls, écart de {gap}."
        )
    print("Personnes seules : nombres arrondis à deux décimales (29,0405… → 29,04).")
    print("Laissée de côté : part_55P_pct (rapportée aux 15 ans et plus, pas à tous).")
    return alone.round(2)


def say_what_is_odd(census: pd.DataFrame, columns_received: int) -> None:
    """Print totals, missing shares and age structures that do not add up."""
    kept = 3 + len(COUNTS | ESTIMATES)
    print(f"{kept} colonnes gardées sur {columns_received} reçues.")
    for name in (*COUNTS.values(), *list(ALONE.values())[:4]):
        print(f"{name} : {census[name].sum():.0f} habitants au total.")
    empty = census[census["population_2022"] == 0]
    few = census["effectif_faible"].sum()
    print(f"{few} IRIS sous {FEW_PEOPLE} habitants, dont {len(empty)} à zéro.")
    sums = census[AGES].sum(axis=1, min_count=len(AGES))
    odd = census.loc[(sums - 100).abs() > 0.5, "code_iris"]
    print(f"Parts d'âge dont la somme s'écarte de 100 : {', '.join(odd)}.")


if __name__ == "__main__":
    main(__file__, prepare)
