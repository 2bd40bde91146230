# ---
# jupyter:
#   title: D’où vient l’argent de la ville, où va-t-il ?
#   lirelaville:
#     summary: >-
#       Chaque année, le conseil municipal vote ce que la Ville pense recevoir et ce
#       qu’elle s’autorise à dépenser. Suivez l’argent, de la recette à la dépense.
# ---

# %% [markdown]
# # D’où vient l’argent de la ville, où va-t-il ?
#
# Chaque année, le conseil municipal vote un budget : ce que la Ville pense recevoir, et
# ce qu’elle s’autorise à dépenser. Choisissez une année, pour toute la ville ou par
# habitant.

# %% tags=["parameters"]
territoire = "Marseille"
annee = 2024  # la plus récente, si le tableau n'a pas celle-ci

# %%
import pandas as pd

from lirelaville import load, source_line
from lirelaville.explainers import (
    Bar,
    Side,
    choice,
    comparable,
    count,
    data_tables,
    euros,
    euros_in_words,
    figure,
    flow_chart,
    million_euros,
    page,
    percent,
    typeset,
)
from lirelaville.territory.names import of_city

budget = load("budget_primitif", territory=territoire)
source, jeu = source_line(budget), budget.attrs["slug"]
ville = f"la Ville {of_city(territoire)}"

# Toutes les villes ne donnent pas ces colonnes : la page s'en passe.
FACULTATIVES = ["categorie_tiers", "nature", "sens_deduit"]
budget = budget.reindex(columns=[*dict.fromkeys([*budget, *FACULTATIVES])])
budget["sens"] = budget["sens"].fillna(budget["sens_deduit"])

# Le code Insee des dix villes que nos tables comparent, pour trouver leur population.
CODES = {
    "Bordeaux": "33063",
    "Lille": "59350",
    "Lyon": "69123",
    "Marseille": "13055",
    "Montpellier": "34172",
    "Nantes": "44109",
    "Nice": "06088",
    "Paris": "75056",
    "Strasbourg": "67482",
    "Toulouse": "31555",
}
code = CODES.get(territoire, "")
populations = load("populations").set_index("code_insee")["population_municipale"]
habitants = populations.get(code, 0)
del populations

# %%
# Chaque poste, et comment la phrase en parle : au singulier (1 €), au pluriel.
RECETTES = {
    "Impôts et taxes": ("vient", "viennent", "des impôts et taxes"),
    "État et autres collectivités": (
        "vient",
        "viennent",
        "de l’État et d’autres collectivités",
    ),
    "Emprunts nouveaux": ("vient", "viennent", "d’emprunts nouveaux"),
    "Usagers des services": ("vient", "viennent", "des usagers des services"),
    "Loyers et autres produits": (
        "vient",
        "viennent",
        "de loyers et d’autres produits",
    ),
    "Autres recettes": ("vient", "viennent", "d’autres recettes"),
}
DEPENSES = {
    "Personnel": ("paie", "paient", "le personnel"),
    "Achats et services": ("paie", "paient", "des achats et des services"),
    "Subventions et contributions versées": (
        "part",
        "partent",
        "en subventions et contributions",
    ),
    "Travaux et équipements": ("paie", "paient", "des travaux et des équipements"),
    "Remboursement d’emprunts": ("rembourse", "remboursent", "des emprunts"),
    "Intérêts des emprunts": ("paie", "paient", "les intérêts des emprunts"),
    "Autres dépenses": ("paie", "paient", "d’autres dépenses"),
}
REPORT = "Reports des années précédentes"
POSTES = {"Recette": [*RECETTES], "Dépense": [*DEPENSES]}

# Le fichier de Marseille n'a pas de codes : un tiers y a regroupé les lignes.
TIERS = {
    "Recette": {
        "Impôts et taxes": 0,
        "Dotations et participations": 1,
        "Dotations arrondissements": 1,  # des compensations de l'État
        "Remboursement dette": 2,
        "Produits services": 3,
        "Autres produits gestion": 4,
    },
    "Dépense": {
        "Personnel": 0,
        "Achats": 1,
        "Autres services": 1,
        "Services extérieurs": 1,
        "Contributions obligatoires": 2,
        "Dotations arrondissements": 2,
        "Subventions (fonctionnement)": 2,
        "Subventions (investissement)": 2,
        "Transferts sociaux": 2,
        "Immobilisations corporelles": 3,
        "Immobilisations en cours": 3,
        "Études": 3,
        "Remboursement dette": 4,
        "Charges financières": 5,
    },
}
# Ailleurs, le numéro de compte dit la nature ; le plus long préfixe l'emporte.
COMPTES = {
    "Recette": {"73": 0, "74": 1, "16": 2, "70": 3, "75": 4},
    "Dépense": {
        "64": 0,
        "621": 0,
        "631": 0,
        "633": 0,
        "60": 1,
        "61": 1,
        "62": 1,
        "63": 1,
        "65": 2,
        "204": 2,
        "20": 3,
        "21": 3,
        "23": 3,
        "16": 4,
        "66": 5,
    },
}
# Écritures entre sections, sans argent qui entre ou qui sort.
ORDRE = ("021", "023", "139", "19", "28", "675", "676", "68", "776", "777", "7811")
REPORTS = r"resultat de fonctionnement report|excedents? de fonctionnement capital|solde d ?ex"


def poste(ligne) -> str:
    """Range une ligne du budget dans un des postes de la page."""
    if ligne.report:
        return REPORT
    comptes, postes = COMPTES[ligne.sens], POSTES[ligne.sens]
    if isinstance(ligne.categorie_tiers, str):
        return postes[TIERS[ligne.sens].get(ligne.categorie_tiers, -1)]
    compte = str(ligne.nature)
    return postes[comptes.get(compte[:3], comptes.get(compte[:2], -1))]


budget = budget[budget["sens"].isin(["Recette", "Dépense"])]
reelles = budget[~budget["nature"].fillna("").astype(str).str.startswith(ORDRE)].copy()
reelles["report"] = reelles["libelle"].map(comparable).str.contains(REPORTS)
reelles["poste"] = [poste(ligne) for ligne in reelles.itertuples()]


# %%
def par_poste(annee: int, sens: str) -> pd.Series:
    """Additionne les lignes d'une année par poste, du plus grand au plus petit."""
    lignes = reelles[(reelles["annee"] == annee) & (reelles["sens"] == sens)]
    sommes = lignes.groupby("poste")["montant_eur"].sum().sort_values(ascending=False)
    divers = [nom for nom in (POSTES[sens][-1], REPORT) if nom in sommes]
    return sommes.reindex([*sommes.index.difference(divers, sort=False), *divers])


def depenses_nouvelles(annee: int) -> float:
    """Donne le total des dépenses, sans ce qui est reporté des années d'avant."""
    return par_poste(annee, "Dépense").drop(REPORT, errors="ignore").sum()


def montant(valeur: float, compter: str) -> str:
    """Écrit un montant pour le schéma : en millions, ou en euros par habitant."""
    return euros(valeur / habitants) if compter == "habitant" else million_euros(valeur)


def phrase(annee: int, compter: str) -> str:
    """Dit le budget d'une année en une phrase, puis ce qu'il faut savoir."""
    recettes, depenses = par_poste(annee, "Recette"), par_poste(annee, "Dépense")
    total = depenses_nouvelles(annee)
    if total == 0 or recettes.empty:
        return typeset(f"<p>Le budget de {annee} n’est pas dans le fichier publié.</p>")
    somme = f"<strong>{euros_in_words(total)}</strong> de dépenses"
    if compter == "habitant":
        somme = f"<strong>{euros(total / habitants)} par habitant</strong> de dépenses"
    elif habitants:
        somme += f", soit {euros(total / habitants)} par habitant"
    attendues = recettes.drop(REPORT, errors="ignore").sum()
    return typeset(
        f"<p>Pour {annee}, {ville} a voté {somme}. Sur 100 € de recettes, "
        f"{sur_cent(recettes, attendues)} ; sur 100 € de dépenses, "
        f"{sur_cent(depenses, total)}.</p>"
    ) + avertissements(annee)


def sur_cent(sommes: pd.Series, total: float) -> str:
    """Dit la part du plus grand poste : « 56 viennent des impôts et taxes »."""
    part = round(100 * sommes.iloc[0] / total)
    un, plusieurs, quoi = (RECETTES | DEPENSES)[sommes.index[0]]
    return f"<strong>{part}</strong> {plusieurs if part >= 2 else un} {quoi}"


def ecart(annee: int) -> float:
    """Donne ce qui manque aux recettes pour égaler les dépenses, tel que publié."""
    return par_poste(annee, "Dépense").sum() - par_poste(annee, "Recette").sum()


def avertissements(annee: int) -> str:
    """Dit ce qui empêche de comparer cette année à une autre."""
    dits = []
    reports = par_poste(annee, "Dépense").get(REPORT, 0)
    if reports:
        dits.append(
            f"Le schéma montre aussi {euros_in_words(reports)} de reports des années "
            "précédentes : ce n’est pas une dépense nouvelle."
        )
    if abs(ecart(annee)) > 0.005 * depenses_nouvelles(annee):
        cote = "recettes" if ecart(annee) > 0 else "dépenses"
        dits.append(
            f"Un budget voté s’équilibre ; dans le fichier publié, il manque "
            f"{euros_in_words(abs(ecart(annee)))} de {cote}."
        )
    ici = budget[budget["annee"] == annee]
    illisibles = int(ici["montant_eur"].isna().sum())
    if illisibles:
        dits.append(
            f"{count(illisibles, 'montant illisible', 'montants illisibles')} dans le "
            f"fichier {'est laissé' if illisibles == 1 else 'sont laissés'} de côté."
        )
    return typeset("".join(f'<p class="small">{dit}</p>' for dit in dits))


# %%
def schema(annee: int, compter: str) -> str:
    """Dessine les recettes, leur total et les dépenses ; en donne les tableaux."""
    recettes, depenses = par_poste(annee, "Recette"), par_poste(annee, "Dépense")
    if recettes.empty or depenses.empty:
        return ""
    cotes = [
        Side(nom, montant(sommes.sum(), compter), barres(sommes, compter, manque))
        for nom, sommes, manque in (
            ("D’où il vient", recettes, ecart(annee)),
            ("Où il va", depenses, -ecart(annee)),
        )
    ]
    par_tete = ", par habitant" if compter == "habitant" else ""
    constat = typeset(
        f"Budget voté {annee}{par_tete} : {le_premier(recettes, compter)}, "
        f"{le_premier(depenses, compter)}"
    )
    suite = ", ".join(
        f"{nom} {montant(somme, compter)}" for nom, somme in depenses.iloc[1:4].items()
    )
    dessin = flow_chart(
        *cotes,
        finding=typeset(
            f"Schéma en deux colonnes, les recettes puis les dépenses. {constat}. "
            f"Dépenses suivantes : {suite}."
        ),
    )
    return figure(constat, dessin, typeset(source)) + data_tables(
        [
            tableau("Recettes", recettes, annee),
            tableau("Dépenses", depenses, annee),
        ]
    )


def le_premier(sommes: pd.Series, compter: str) -> str:
    """Dit le plus grand poste : « 638,5 M€ paient le personnel »."""
    _, plusieurs, quoi = (RECETTES | DEPENSES)[sommes.index[0]]
    return f"{montant(sommes.iloc[0], compter)} {plusieurs} {quoi}"


def barres(sommes: pd.Series, compter: str, manque: float) -> list[Bar]:
    """Prépare les barres d'un côté, avec ce que le fichier ne dit pas."""
    total = sommes.sum()
    faites = [
        Bar(
            nom,
            somme / 1e6,
            f"{montant(somme, compter)} · {percent(somme / total, short=True)}",
            quiet=nom == REPORT,
        )
        for nom, somme in sommes.items()
    ]
    if manque > 0.005 * total:
        dit = montant(manque, compter)
        faites.append(Bar("Absent du fichier", manque / 1e6, dit, quiet=True))
    return faites


def tableau(nom: str, sommes: pd.Series, annee: int) -> tuple:
    """Donne les mêmes chiffres à l'euro, avec leur part et leur somme par habitant."""
    entetes, total = ["Poste", "Montant", "Part"], sommes.sum()
    rangs = [
        [poste, euros(somme), percent(somme / total, short=True)]
        for poste, somme in [*sommes.items(), ("Total", total)]
    ]
    if habitants:
        entetes.append("Par habitant")
        for rang, somme in zip(rangs, [*sommes, total], strict=True):
            rang.append(euros(somme / habitants))
    titre = f"{nom} votées par {ville} pour {annee}, en euros"
    return typeset(titre), entetes, rangs


# %%
annees = sorted(reelles["annee"].unique().tolist())
unites = {"Pour toute la ville": "ville"}
if habitants:
    unites["Par habitant"] = "habitant"

# Ce que nous savons d’une ville ne vaut pas pour une autre : à défaut, sa fiche parle.
LIMITES = {
    "Marseille": [
        "<strong>Voté n’est pas dépensé.</strong> Le budget primitif est une prévision ; ce fichier ne dit rien de l’exécution.",
        "<strong>On voit la nature, pas le service.</strong> Ni école, ni sport, ni culture : le fichier dit ce que l’on paie (des salaires, des travaux), pas pour quoi.",
        "<strong>Les postes ne sont pas officiels.</strong> Les codes des comptes sont perdus : un tiers a regroupé les lignes, et nous avons réuni ses groupes. Les marins-pompiers, par exemple, sont pour une part dans « Achats et services ».",
        "<strong>Les comptes ont changé de règles en 2024</strong> (la nomenclature M57 remplace la M14). Comparer 2023 et 2024 poste par poste demande de la prudence.",
        "<strong>Avant 2021, des lignes manquent</strong> et des reports des années précédentes sont mêlés au budget. Préférez 2022, 2023 et 2024.",
        "<strong>Une seule population sert à toutes les années</strong> : celle de 2022 (Insee, population municipale).",
    ]
}

page(
    phrase,
    schema,
    annee=choice("Année", annees, annee, main=True),
    compter=choice("Compter", unites, "ville", main=len(unites) > 1),
    data=[jeu, "populations"] if habitants else [jeu],
    method="Nous additionnons, poste par poste, les recettes et les dépenses que le "
    "conseil municipal a votées. Seul l’argent qui entre ou qui sort est compté : les "
    "écritures comptables d’une section à l’autre sont écartées.",
    limits=LIMITES.get(territoire, ()),
)
