"""Build the budgets of Montpellier: voted and executed, tidy, and three raw files."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main
from lirelaville.errors import LireLaVilleError

VOTED = {year: f"VilleMTP_MTP_BudgetPri_{year}.csv" for year in (2012, 2013, 2014)}
EXECUTED = "VilleMTP_MTP_BudgetAnt.csv"
# The headers change every year, their order does not.
HEADERS = ["annee", "section", "sens", "nature", "fonction", "montant"]
HEADERS += ["fonction_libelle"]
COLUMNS = ["annee", "sens", "section", "libelle", "montant_eur", "categorie_tiers"]
COLUMNS += ["nature", "fonction", "fonction_libelle", "sens_deduit"]
COLUMNS += ["origine_libelle", "montant_texte", "motif_absence"]
SIDES = {"D": "Dépense", "R": "Recette"}
SECTIONS = {"F": "Fonctionnement", "I": "Investissement"}
# The voted files give no label to the accounts; the executed one, to most of them.
CITY = "Ville de Montpellier (budget exécuté)"
M14 = "nomenclature M14"
NO_SIDE = "sens : l'éditeur a écrit 1 sur toutes les lignes de 2012"
DASH = "montant : l'éditeur a écrit un tiret"
# The others, chapters without execution or accounts not used before 2013.
M14_LABELS = """\
001 Solde d'exécution de la section d'investissement reporté
021 Virement de la section de fonctionnement
023 Virement à la section d'investissement
024 Produits des cessions d'immobilisations
10226 Taxe d'aménagement
1345 Participation pour non réalisation d'aires de stationnement
204132 Subventions d'équipement aux départements, bâtiments et installations
2041582 Subventions d'équipement à d'autres groupements, bâtiments et installations
2088 Autres immobilisations incorporelles
2118 Autres terrains
2132 Immeubles de rapport
21532 Réseaux d'assainissement
21533 Réseaux câblés
21538 Autres réseaux
237 Avances versées sur commandes d'immobilisations incorporelles
27638 Créances sur d'autres établissements publics
2804158 Amortissement des subventions d'équipement à d'autres groupements
28121 Amortissement des plantations d'arbres et d'arbustes
28128 Amortissement d'autres agencements et aménagements de terrains
28132 Amortissement des immeubles de rapport
281532 Amortissement des réseaux d'assainissement
281568 Amortissement d'autres matériels d'incendie et de défense civile
281571 Amortissement du matériel roulant de voirie
281578 Amortissement d'autres matériels et outillages de voirie
28158 Amortissement d'autres installations, matériel et outillage techniques
28185 Amortissement du cheptel
64162 Emplois d'avenir
6815 Dotations aux provisions pour risques et charges de fonctionnement courant
70874 Remboursements de frais par les caisses des écoles
739113 Reversements conventionnels de fiscalité
7471 Participations de l'État
74712 Participations de l'État : emplois d'avenir"""


def without_year(file: Path, year: int) -> bytes:
    """Return the lines of a file without « Exercice », the same in all of them."""
    lines = file.read_bytes().splitlines(keepends=True)
    first = {line.partition(b";")[0].decode() for line in lines[1:]}
    if first != {str(year)}:
        raise LireLaVilleError(f"{file.name} : des exercices inattendus, {first}.")
    print(f"{year} brut : colonne « Exercice » ({year} partout) laissée de côté.")
    return b"".join(line.partition(b";")[2] for line in lines)


def prepare(sources: Path) -> dict[str, pd.DataFrame | bytes]:
    """Make two tidy tables, and an extract of the three voted files, faults kept."""
    folder = sources / "montpellier"
    done = executed(read(folder / EXECUTED))
    years = [voted(read(folder / name), done) for name in VOTED.values()]
    raw = {
        f"montpellier_budget_brut_{year}": without_year(folder / name, year)
        for year, name in VOTED.items()
    }
    return {
        "montpellier_budget": pd.concat(years, ignore_index=True),
        "montpellier_budget_execute": done,
    } | raw


def read(file: Path) -> pd.DataFrame:
    """Read a file of the city: Windows accents, semicolons, every cell as text."""
    if not file.is_file():
        raise LireLaVilleError(f"Fichier d'origine absent : {file}.")
    return pd.read_csv(
        file, sep=";", encoding="windows-1252", dtype="str", keep_default_na=False
    )


def executed(received: pd.DataFrame) -> pd.DataFrame:
    """Rename, make amounts numbers, sort; here codes still have their zeros."""
    same = received[["Collectivite", "Budget"]].drop_duplicates().to_dict("records")
    if len(same) != 1:
        raise LireLaVilleError(f"Budget exécuté : plusieurs budgets mêlés {same}.")
    print(f"Budget exécuté : {len(received)} lignes, toutes gardées ; sans {same}.")
    return pd.DataFrame(
        {
            "annee": received["Exercice"].astype("int64"),
            "sens": received["D_R"].map(SIDES),
            "section": received["I_F"].map(SECTIONS),
            "libelle": received["Libellé nature"].str.strip(),
            "montant_eur": received["Exécuté"].str.replace(",", ".").astype("float64"),
            "nature": received["Nature"],
            "fonction": received["SousFonction"],
            "fonction_libelle": received["Libellé fonction"],
        }
    ).sort_values(["annee", "section", "sens", "nature", "fonction"], ignore_index=True)


def voted(received: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    """Tidy one voted file; what cannot be read stays empty, and says why."""
    table = with_codes(received.set_axis(HEADERS, axis=1), done)
    text = table["montant"].str.replace(r"\s", "", regex=True)
    amounts = pd.to_numeric(text.str.replace(",", "."), errors="coerce")
    lost, unread = table["sens"] == "1", amounts.isna()
    if not (text[unread] == "-").all():
        raise LireLaVilleError(f"Montants illisibles : {set(text[unread])}.")
    print(f"Sens perdus : {lost.sum()} ; montants réduits à un tiret : {unread.sum()}.")
    table["section"] = table["section"].map(SECTIONS)
    table["sens"] = table["sens"].map(SIDES)
    table["montant_eur"] = amounts
    table["categorie_tiers"] = ""
    table["sens_deduit"] = side_from_order(table).where(lost) if lost.any() else ""
    table["montant_texte"] = text.where(unread, "")
    table["motif_absence"] = lost.map({True: NO_SIDE}).fillna(unread.map({True: DASH}))
    return labelled(table, done)[COLUMNS]


def with_codes(table: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    """Give codes their zeros back: functions are known by label and last digits."""
    known = done[["fonction", "fonction_libelle"]].drop_duplicates()
    short = known["fonction"].str.lstrip("0") + known["fonction_libelle"]
    codes = dict(zip(short, known["fonction"], strict=True))
    complete = table.assign(
        annee=table["annee"].astype("int64"),
        nature=table["nature"].str.zfill(3),
        fonction=(table["fonction"] + table["fonction_libelle"]).map(codes),
    )
    if complete["fonction"].isna().any():
        raise LireLaVilleError("Une fonction n'est pas dans le budget exécuté.")
    changed = (complete != table)[["nature", "fonction"]].sum().to_dict()
    print(f"Budget voté {complete['annee'][0]} : {len(table)} lignes, toutes gardées.")
    print(f"Zéros de tête rendus : {changed}.")
    return complete


def side_from_order(table: pd.DataFrame) -> pd.Series:
    """Tell expense from revenue where the city does not.

    In each section the accounts are sorted twice, first those of the expenses, then
    those of the revenue: the side changes where the sort starts again.
    """
    by_section = table.groupby("section")["nature"]
    again = by_section.transform(lambda codes: codes < codes.shift())
    passes = again.groupby(table["section"]).cumsum()
    if passes.groupby(table["section"]).max().ne(1).any():
        raise LireLaVilleError("Le tri des comptes ne recommence pas une seule fois.")
    return passes.map({0: SIDES["D"], 1: SIDES["R"]})


def labelled(table: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    """Give each account its label, and say who gave it."""
    city = done.drop_duplicates("nature").set_index("nature")["libelle"]
    national = dict(line.split(" ", 1) for line in M14_LABELS.splitlines())
    found = table["nature"].map(city)
    libelle = found.fillna(table["nature"].map(national))
    if libelle.isna().any():
        raise LireLaVilleError(
            f"Sans libellé : {set(table['nature'][libelle.isna()])}."
        )
    print(f"libelle : {found.isna().sum()} viennent de la nomenclature M14.")
    return table.assign(
        libelle=libelle, origine_libelle=found.isna().map({False: CITY, True: M14})
    )


if __name__ == "__main__":
    main(__file__, prepare)
