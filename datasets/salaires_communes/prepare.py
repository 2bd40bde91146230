"""Build salaires_communes.csv: net hourly wages of residents, communes of 2014."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv
from lirelaville.errors import LireLaVilleError

# SNHM + sex + group + 14: SNHMFC14 is « femmes, cadres ».
SEXES = {"": "", "F": "_femmes", "H": "_hommes"}
GROUPS = {
    "": "",
    "C": "_cadres",
    "P": "_professions_intermediaires",
    "E": "_employes",
    "O": "_ouvriers",
    "18": "_18_25_ans",
    "26": "_26_50_ans",
    "50": "_plus_de_50_ans",
}
# Beyond these, a mean of a small commune owes much to a few people.
HIGH_EUR, LOW_EUR = 60, 7.4


def prepare(sources: Path) -> pd.DataFrame:
    """Give codes their leading zeros back and columns a name that can be read."""
    received = read_text_csv(
        sources / "insee" / "insee_2014_salaires_nets_horaires_communes.csv",
        separator=";",
    )
    names = {
        f"SNHM{sex}{group}14": f"salaire_net_horaire{of_sex}{of_group}_eur"
        for sex, of_sex in SEXES.items()
        for group, of_group in GROUPS.items()
    }
    if {*received} != {"CODGEO", "LIBGEO", *names}:
        raise LireLaVilleError("salaires : les colonnes reçues ont changé.")
    wages = received[[*names]].rename(columns=names).astype("float64")
    codes = received["CODGEO"].str.zfill(5).rename("code_insee")
    lost = (received["CODGEO"].str.len() == 4).sum()
    print(f"code_insee : zéro de tête rendu à {lost} codes sur {len(codes)}.")
    say_what_is_odd(wages, received["LIBGEO"])
    table = pd.concat([codes, received["LIBGEO"].rename("nom_commune"), wages], axis=1)
    return table.sort_values("code_insee", ignore_index=True)


def say_what_is_odd(wages: pd.DataFrame, names: pd.Series) -> None:
    """Print the extreme means, which are kept as Insee published them."""
    print(f"De {wages.min(axis=None)} à {wages.max(axis=None)} € de l'heure.")
    high, low = wages > HIGH_EUR, wages < LOW_EUR
    print(
        f"Au-dessus de {HIGH_EUR} € : {high.sum(axis=None)} cellules "
        f"({', '.join(names[high.any(axis=1)])}), gardées."
    )
    print(
        f"Sous {LOW_EUR} € : {low.sum(axis=None)} cellules dans "
        f"{low.any(axis=1).sum()} communes, gardées."
    )


if __name__ == "__main__":
    main(__file__, prepare)
