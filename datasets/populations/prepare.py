"""Build populations.csv: reference populations of every commune of France."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv


def prepare(sources: Path) -> pd.DataFrame:
    """Keep the places that have a population; say which have none."""
    received = read_text_csv(
        sources / "insee" / "populations_legales_2022_communes_arm.csv"
    )
    unknown = received["popref_mun"] == "."
    print(f"Sans population, retirés : {', '.join(received.loc[unknown, 'com_code'])}.")
    known = received[~unknown]
    populations = pd.DataFrame(
        {
            "code_insee": known["com_code"],
            "type": known["com_type"],
            "annee": known["popref_annee"].astype("int64"),
            "population_municipale": known["popref_mun"].astype("int64"),
            "population_comptee_a_part": known["popref_a_part"].astype("int64"),
            "population_totale": known["popref_tot"].astype("int64"),
        }
    ).sort_values("code_insee", ignore_index=True)
    say_what_differs(populations)
    return populations


def say_what_differs(populations: pd.DataFrame) -> None:
    """Print the rows of another year and those whose parts do not add up."""
    older = populations[populations["annee"] != 2022]
    print(f"Année de référence autre que 2022 : {len(older)} lignes, gardées.")
    sums = (
        populations["population_municipale"] + populations["population_comptee_a_part"]
    )
    odd = populations[sums != populations["population_totale"]]
    print(f"Total différent de la somme : {', '.join(odd['code_insee'])}, gardé.")


if __name__ == "__main__":
    main(__file__, prepare)
