"""Build logement_social.csv (16 arrondissements) and sru_serie.csv (15 years)."""

import json
from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv
from lirelaville.errors import LireLaVilleError

# Households counted by Insee in the IRIS of Marseille, to judge the rates by.
CENSUS = "rp_2011_2016_2022_indicateurs_iris_marseille.csv"


def prepare(sources: Path) -> dict[str, pd.DataFrame]:
    """Keep homes by arrondissement and the yearly rate; compare the three files."""
    folder = sources / "marseille"
    summary = read_json(folder / "marseille_logement_social.json")
    print(
        f"Laissées de côté : les parts de {len(summary['bailleurs'])} bailleurs "
        "(calculées par un tiers)."
    )
    received = read_text_csv(
        folder / "marseille_logement_social_par_arrondissement.csv"
    ).astype("int64")
    if received.to_dict("records") != summary["byArrondissement"]:
        raise LireLaVilleError("logement_social : le CSV et le JSON diffèrent.")
    yearly = series(read_json(folder / "marseille_sru_serie.json")["totalsByYear"])
    last = yearly.iloc[-1]
    if (last["annee"], last["logements_sociaux_sru"], last["taux_sru_pct"]) != (
        *(summary[key] for key in ("sruYear", "stockTotal", "sruRatio")),
    ):
        raise LireLaVilleError("sru_serie : la dernière année diffère d'un fichier.")
    say_if_plausible(yearly, read_text_csv(sources / "iris" / CENSUS))
    return {"logement_social": arrondissements(received), "sru_serie": yearly}


def arrondissements(received: pd.DataFrame) -> pd.DataFrame:
    """Return one row per arrondissement, with its code."""
    print(
        f"{len(received)} arrondissements, {received['logements'].sum()} logements, "
        "identiques dans le CSV et le JSON."
    )
    return pd.DataFrame(
        {
            "code_insee": (13200 + received["arr"]).astype("str"),
            "nom": received["arr"].map(name_of),
            "arrondissement": received["arr"],
            "logements_sociaux": received["logements"],
            "operations": received["operations"],
        }
    )


def series(by_year: dict) -> pd.DataFrame:
    """Return one row per year of the rate of the whole city."""
    return pd.DataFrame(
        {
            "annee": [int(year) for year in by_year],
            "code_insee": "13055",
            "logements_sociaux_sru": [year["stockTotal"] for year in by_year.values()],
            "taux_sru_pct": [float(year["tauxSru"]) for year in by_year.values()],
        }
    )


def say_if_plausible(yearly: pd.DataFrame, census: pd.DataFrame) -> None:
    """Print the number of main homes behind each rate, beside the census."""
    table = yearly.set_index("annee")
    homes = 100 * table["logements_sociaux_sru"] / table["taux_sru_pct"]
    for year in (2011, 2016, 2022):
        counted = pd.to_numeric(census[f"men_tot_stock_{year % 100}"]).sum()
        print(
            f"{year} : le taux suppose {homes[year]:.0f} résidences principales, "
            f"le recensement compte {counted:.0f} ménages "
            f"({homes[year] / counted - 1:+.1%})."
        )
    falls = homes.diff()[homes.diff() < 0].round().astype("int64").to_dict()
    print(f"Années où ces résidences diminuent : {falls}.")


def read_json(file: Path) -> dict:
    """Read a republished JSON file, or say that it is missing."""
    if not file.is_file():
        raise LireLaVilleError(f"Fichier d'origine absent : {file}.")
    return json.loads(file.read_text(encoding="utf-8"))


def name_of(number: int) -> str:
    """Return the name of an arrondissement as Insee writes it."""
    return f"Marseille {number}{'er' if number == 1 else 'e'} Arrondissement"


if __name__ == "__main__":
    main(__file__, prepare)
