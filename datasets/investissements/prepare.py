"""Build investissements.csv: what a machine read in two reports on the accounts."""

import re
from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv, single_spaces
from lirelaville.errors import LireLaVilleError

# "24,58 M€", "820 000 euros", "1 million"
AMOUNT = re.compile(r"(\d+(?:,\d+)?) ?(M€|000 euros|million)")
UNITS = {"M€": 1_000_000, "000 euros": 1_000, "million": 1_000_000}
# How the report announces the total of a whole theme.
TOTAL = r"thématique|Cet agrégat|Ces dépenses représentent|volume de dépenses"
# The one sub-total (firefighters, 2024), and the first and last rank of its parts.
SUBTOTAL, ITS_PARTS = (2024, 19), (20, 23)
INCREASE = "la phrase donne une hausse, pas une dépense"


def prepare(sources: Path) -> pd.DataFrame:
    """Put the two years together; empty what the text does not support; say so."""
    folder, name = sources / "marseille", "investissements_compte_administratif"
    reports = [read_text_csv(folder / f"{name}_{year}.csv") for year in (2023, 2024)]
    received = pd.concat(reports, ignore_index=True)
    print("Laissées de côté : thematique_en (traduction), source (« PDF_CA »).")
    spending = pd.DataFrame(
        {
            "annee": received["annee"].astype("int64"),
            "rang": received["id"].str[-4:].astype("int64") + 1,
            "thematique": received["thematique"],
            "texte_extrait": single_spaces(received["nom_projet"]),
            "montant_eur": received["montant"].astype("float64").astype("Int64"),
            "arrondissement": received["arrondissement"].astype("int64"),
        }
    )
    spending["niveau"] = levels(spending)
    check_amounts(spending)
    locate(spending)
    return spending[
        [
            *("annee", "rang", "thematique", "niveau", "texte_extrait", "montant_eur"),
            *("motif_absence", "montant_dans_le_texte"),
            *("arrondissement", "code_insee"),
        ]
    ]


def levels(spending: pd.DataFrame) -> pd.Series:
    """Return 1 for the total of a theme, 2 for its parts, 3 for parts of a part."""
    level = pd.Series(2, index=spending.index)
    level[spending["texte_extrait"].str.contains(TOTAL)] = 1
    this_year = spending["annee"] == SUBTOTAL[0]
    text = spending["texte_extrait"][this_year & (spending["rang"] == SUBTOTAL[1])]
    if not text.str.contains("dépenses du BMPM").any():
        raise LireLaVilleError("investissements : sous-total introuvable (BMPM 2024).")
    level[this_year & spending["rang"].between(*ITS_PARTS)] = 3
    print(f"niveau : {level.value_counts().sort_index().to_dict()}.")
    return level


def check_amounts(spending: pd.DataFrame) -> None:
    """Compare each amount with the first one of its text; empty the increases."""
    found = spending["texte_extrait"].map(AMOUNT.search)
    read = found.map(
        lambda m: round(float(m[1].replace(",", ".")) * UNITS[m[2]]), na_action="ignore"
    )
    odd = spending[read.notna() & (read != spending["montant_eur"])]
    if len(odd):
        raise LireLaVilleError(
            f"investissements : le montant n'est pas celui du texte : "
            f"{odd['texte_extrait'].tolist()}."
        )
    before = found.map(lambda m: m.string[: m.start()].rstrip(), na_action="ignore")
    increase = before.str.endswith("progressent de", na=False)
    spending.loc[increase, "montant_eur"] = pd.NA
    spending["motif_absence"] = increase.map({True: INCREASE, False: ""})
    spending["montant_dans_le_texte"] = read.notna() & ~increase
    print(f"montant_eur : vidé pour {increase.sum()} lignes ({INCREASE}).")
    print(f"{read.isna().sum()} montants ne figurent pas dans le texte extrait.")


def locate(spending: pd.DataFrame) -> None:
    """Keep an arrondissement only where the text gives it: « (13e arr.) »."""
    number = spending["arrondissement"]
    print(f"arrondissement : {(number == 0).sum()} lignes « 0 » (non localisées).")
    told = spending["texte_extrait"].str.extract(r"\((\d+)e")[0].astype("Int64")
    doubtful = (number != 0) & told.isna()
    if ((number != told) & told.notna()).any():
        raise LireLaVilleError("investissements : arrondissement contraire au texte.")
    print(f"arrondissement : vidé pour {doubtful.sum()} ligne, absent de son texte.")
    spending["arrondissement"] = told
    spending["code_insee"] = (13200 + told).astype("str").where(told.notna())


if __name__ == "__main__":
    main(__file__, prepare)
