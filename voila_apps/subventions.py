# ---
# jupyter:
#   title: À qui vont les subventions ?
#   lirelaville:
#     summary: >-
#       Chaque année, la Ville aide des associations, des établissements et des
#       entreprises. Choisissez une année, cherchez un nom : qui reçoit combien ?
# ---

# %% [markdown]
# # À qui vont les subventions ?
#
# Chaque année, la Ville aide des associations, des établissements publics
# et des entreprises : en argent, ou en prêtant un local, par exemple. Choisissez une
# année, ou cherchez un nom.

# %% tags=["parameters"]
territoire = "Marseille"
annee = 2022  # la plus récente, si le tableau n'a pas celle-ci

# %%
from html import escape
from urllib.parse import quote

import pandas as pd

from lirelaville import load, source_line
from lirelaville.explainers import (
    Bar,
    bar_chart,
    choice,
    comparable,
    count,
    data_table,
    euros,
    euros_in_words,
    figure,
    million_euros,
    near_names,
    number,
    page,
    percent,
    search,
    typeset,
)
from lirelaville.territory.names import of_city

subventions = load("subventions", territory=territoire)
source, jeu = source_line(subventions), subventions.attrs["slug"]
ville = f"la Ville {of_city(territoire)}"

# Toutes les villes ne donnent pas ces deux colonnes : la page s'en passe.
FACULTATIVES = ["nature_juridique", "nombre_beneficiaires_agreges"]
subventions = subventions.reindex(
    columns=[*dict.fromkeys([*subventions, *FACULTATIVES])]
)

# Marseille publie les noms en capitales, sans accents ni apostrophes. Ceux qui arrivent
# en tête sont récrits ici pour être lus ; le tableau donne aussi le nom publié.
NOMS = {
    "CENTRE COMMUNAL D ACTION SOCIALE DE LAVILLE DE MARSEILLE": "Centre communal d’action sociale (CCAS)",
    "CITE DE LA MUSIQUE DE MARSEILLE": "Cité de la musique de Marseille",
    "COMITE D ACTION SOCIAL DES PERSONNELS DE LA VDM DU CCAS ET DE LA METROPOLE": "Comité d’action sociale des personnels",
    "COMITE D ACTION SOCIALE DES PERSONNELSDE LA VDMLLE DU CCAS ET DE LA CUMPM": "Comité d’action sociale des personnels",
    "ECOLE SUPERIEURE D ART MARSEILLE MEDITERRANEE": "École supérieure d’art",
    "ETABLISSEMENT PUBLIC D AMENAGEMENT EUROMEDITERRANEE": "Établissement public Euroméditerranée",
    "FRICHE LA BELLE DE MAI": "Friche la Belle de Mai",
    "GIP MARSEILLE RENOVATION URBAINE": "Marseille rénovation urbaine (GIP)",
    "GROUPE SOS SOLIDARITE": "Groupe SOS Solidarités",
    "HABITAT MARSEILLE PROVENCE AIX MARSEILLE PROVENCE METROPOLE": "Habitat Marseille Provence",
    "INSTITUT DE FORMATION D ANIMATION ET DE CONSEIL EN PROVENCE": "Institut de formation, d’animation et de conseil en Provence",
    "INSTITUT NAT SUPERIEUR D ENSEIGNEMENT ARTISTIQUE MARSEILLE MEDITERRANEE": "Institut national supérieur d’enseignement artistique",
    "LA LIGUE DE L ENSEIGNEMENT FAIL 13": "Ligue de l’enseignement (Fail 13)",
    "OFFICE DU TOURISME ET DES CONGRES DE MARSEILLE": "Office du tourisme et des congrès",
    "REGION PROVENCE ALPES COTE D AZUR": "Région Provence-Alpes-Côte d’Azur",
    "STE D ASSISTANCE ET DE GESTION DU STATIONNEMENT MARSEILLE": "Société d’assistance et de gestion du stationnement",
    "STE LOCALE D EQUIPEMENT ET D AMENAGEMENT DE L AIRE MARSEILLAISE": "Société locale d’équipement et d’aménagement",
    "STE MARSEILLAISE DE RESTAURATION ET SERVICES": "Société marseillaise de restauration et services",
    "THEATRE DU GYMNASE ARMAND HAMMER ET BERNARDINES": "Théâtres du Gymnase et des Bernardines",
}


# %%
def de_l_annee(annee: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sépare les bénéficiaires nommés, du plus aidé au moins aidé, et les lignes agrégées."""
    lignes = subventions[
        (subventions["annee"] == annee) & (subventions["montant_eur"] > 0)
    ]
    nomme = lignes["nombre_beneficiaires_agreges"].isna()
    # Un même nom peut tenir plusieurs lignes : une par subvention, dans certaines villes.
    nommes = lignes[nomme].groupby("beneficiaire", as_index=False)["montant_eur"].sum()
    return nommes.sort_values("montant_eur", ascending=False), lignes[~nomme]


def phrase(annee: int, nom: str = "") -> str:
    """Dit l'année en une phrase, ou ce qu'a reçu celui dont le nom est cherché."""
    return typeset(
        phrase_du_nom(annee, nom) if nom.strip() else phrase_de_l_annee(annee)
    )


def phrase_de_l_annee(annee: int) -> str:
    """Dit l'année en une phrase, puis ce qu'il faut savoir avant de comparer."""
    nommes, agreges = de_l_annee(annee)
    total = nommes["montant_eur"].sum() + agreges["montant_eur"].sum()
    if total == 0:
        return f"<p>La Ville n’a publié aucune subvention pour {annee}.</p>"
    qui = f"<strong>{count(len(nommes), 'bénéficiaire')}</strong>"
    caches = sans_nom(agreges)
    autres = f" et à {count(caches, 'autre')} sans nom publié" if caches else ""
    texte = (
        f"<p>En {annee}, {ville} a accordé "
        f"<strong>{euros_in_words(total)}</strong> à {qui}{autres} ; {tete(nommes, total)}.</p>"
    )
    avec = subventions.loc[
        subventions["nature_juridique"] == "Personnes physiques", "annee"
    ]
    if len(avec) and annee not in set(avec):
        texte += (
            '<p class="small">Aucun particulier ne figure dans le fichier de cette année-là : '
            f"son total ne se compare pas à ceux de {avec.min()} et après.</p>"
        )
    return texte


def tete(nommes: pd.DataFrame, total: float) -> str:
    """Dit la part de ceux qui reçoivent le plus, qu'ils soient dix ou moins."""
    premiers = nommes.head(10)
    part = percent(premiers["montant_eur"].sum() / total)
    if len(premiers) == 1:
        return f"le premier en reçoit <strong>{part}</strong>"
    combien = "dix" if len(premiers) == 10 else len(premiers)
    return f"les {combien} premiers en reçoivent <strong>{part}</strong>"


def sans_nom(agreges: pd.DataFrame) -> int:
    """Compte les bénéficiaires que la Ville regroupe sans les nommer."""
    return int(agreges["nombre_beneficiaires_agreges"].sum())


def lisible(nom: str) -> str:
    """Donne le nom à lire : récrit s'il est connu, sinon tel que publié."""
    return NOMS.get(nom, nom)


# %%
def noms_trouves(nom: str) -> list[str]:
    """Donne les noms publiés qui répondent à ce qui est écrit, le meilleur d'abord."""
    if exact := LUS.get(comparable(nom)):
        return [exact]
    return [*dict.fromkeys(LUS[comparable(lu)] for lu in near_names(nom, LUS, 8))]


def phrase_du_nom(annee: int, nom: str) -> str:
    """Dit ce qu'a reçu un bénéficiaire, ou propose les noms les plus proches."""
    trouves = noms_trouves(nom)
    if not trouves:
        return (
            f"<p>Aucun bénéficiaire nommé ne s’appelle « {escape(nom[:60])} ».</p>"
            '<p class="small">Essayez un seul mot, sans abréviation. Les particuliers et '
            "les petites aides sont publiés sans nom.</p>"
        )
    if len(trouves) > 1 or comparable(nom) not in LUS:
        liens = ", ".join(lien(annee, trouve) for trouve in trouves)
        return (
            f"<p>Plusieurs noms ressemblent à « {escape(nom[:60])} ».</p>"
            f'<p class="small">Cherchez-vous : {liens} ?</p>'
            if len(trouves) > 1
            else f"<p>Cherchez-vous {liens} ?</p>"
        )
    nommes, agreges = de_l_annee(annee)
    total = nommes["montant_eur"].sum() + agreges["montant_eur"].sum()
    rang = nommes.reset_index(drop=True).query("beneficiaire == @trouves[0]")
    qui = f"<strong>{escape(lisible(trouves[0]))}</strong>"
    if rang.empty:
        return f"<p>En {annee}, {qui} ne figure pas dans la liste publiée.</p>"
    montant, place = rang["montant_eur"].iloc[0], rang.index[0] + 1
    return (
        f"<p>En {annee}, {qui} a reçu <strong>{euros_in_words(montant)}</strong>, soit "
        f"{percent(montant / total)} du total : {ordinal(place)} sur "
        f"{count(len(nommes), 'bénéficiaire nommé', 'bénéficiaires nommés')}.</p>"
    )


def lien(annee: int, nom: str) -> str:
    """Écrit un nom qui, suivi, montre ce bénéficiaire."""
    adresse = escape(f"?annee={annee}&nom={quote(nom)}")
    return f'<a href="{adresse}">{escape(lisible(nom))}</a>'


def ordinal(rang: int) -> str:
    """Écrit un rang : « 1er », « 2e »."""
    return "1<sup>er</sup>" if rang == 1 else f"{number(rang)}<sup>e</sup>"


# %%
def graphique(annee: int, nom: str = "") -> str:
    """Dessine les dix premiers de l'année, ou les années d'un seul bénéficiaire."""
    connu = LUS.get(comparable(nom)) if nom.strip() else None
    return graphique_du_nom(connu) if connu else graphique_de_l_annee(annee)


def graphique_du_nom(nom: str) -> str:
    """Dessine ce qu'un bénéficiaire a reçu chaque année."""
    par_annee = (
        subventions[subventions["beneficiaire"] == nom]
        .groupby("annee")["montant_eur"]
        .sum()
        .reindex(annees)
    )
    barres = [
        Bar(str(an), 0 if pd.isna(montant) else montant / 1e3, somme_lue(montant))
        for an, montant in par_annee.items()
    ]
    meilleure = par_annee.idxmax()
    constat = typeset(
        f"{lisible(nom)} : {euros(par_annee.max())} en {meilleure}, "
        f"l’année où l’aide publiée est la plus forte"
    )
    dessin = bar_chart(
        barres,
        unit="milliers d’euros, en argent ou en nature",
        finding=typeset(f"Diagramme en barres, une par année. {constat}."),
    )
    rangs = [(str(an), somme_lue(montant)) for an, montant in par_annee.items()]
    rangs.append(("Total", euros(par_annee.sum())))
    return figure(constat, dessin, typeset(source)) + data_table(
        typeset(f"{lisible(nom)} : montants en euros (nom publié : {nom})"),
        ["Année", "Montant"],
        rangs,
    )


def somme_lue(montant: float) -> str:
    """Écrit un montant, ou dit que ce nom n'est pas dans la liste de l'année."""
    return "absent de la liste" if pd.isna(montant) else euros(montant)


def graphique_de_l_annee(annee: int) -> str:
    """Dessine les dix bénéficiaires qui reçoivent le plus, et donne leur tableau."""
    nommes, agreges = de_l_annee(annee)
    if nommes.empty:
        return ""
    total = nommes["montant_eur"].sum() + agreges["montant_eur"].sum()
    premiers = nommes.head(10)
    tout_premier = premiers.iloc[0]
    constat = typeset(
        f"En tête en {annee} : {lisible(tout_premier['beneficiaire'])}, "
        f"{million_euros(tout_premier['montant_eur'])}, "
        f"soit {percent(tout_premier['montant_eur'] / total)} du total"
    )
    barres = [
        Bar(
            lisible(ligne.beneficiaire),
            ligne.montant_eur / 1e6,
            million_euros(ligne.montant_eur),
        )
        for ligne in premiers.itertuples()
    ]
    suite = ", ".join(f"{barre.label} {barre.said}" for barre in barres[1:3])
    dessin = bar_chart(
        barres,
        unit="millions d’euros, en argent ou en nature",
        finding=typeset(f"Diagramme en barres. {constat} ; puis {suite}."),
    )
    return figure(constat, dessin, typeset(source)) + tableau(annee, total)


def tableau(annee: int, total: float) -> str:
    """Donne les mêmes chiffres à l'euro, avec le nom publié, et le reste du total."""
    nommes, agreges = de_l_annee(annee)
    premiers, suivants = nommes.head(10), nommes.iloc[10:]
    rangs = [
        (
            nom_complet(ligne.beneficiaire),
            euros(ligne.montant_eur),
            percent(ligne.montant_eur / total),
        )
        for ligne in premiers.itertuples()
    ]
    for nom, lignes in (
        (count(len(suivants), "autre nommé", "autres nommés"), suivants),
        (f"{count(sans_nom(agreges), 'bénéficiaire')} sans nom publié", agreges),
    ):
        somme = lignes["montant_eur"].sum()
        rangs.append((nom, euros(somme), percent(somme / total, short=True)))
    rangs.append(("Total", euros(total), percent(1)))
    return data_table(
        typeset(
            f"Subventions de {ville} en {annee} : montants en euros, part du total"
        ),
        ["Bénéficiaire", "Montant", "Part"],
        rangs,
    )


def nom_complet(nom: str) -> str:
    """Donne le nom lisible et, en note, le nom publié."""
    return f"{lisible(nom)}\n{nom}" if nom in NOMS else nom


# %%
annees = sorted(subventions["annee"].unique().tolist())
nommes = subventions[subventions["nombre_beneficiaires_agreges"].isna()]
par_nom = nommes.groupby("beneficiaire")["montant_eur"].sum()
du_plus_aide = par_nom.sort_values(ascending=False).index
# Un nom se cherche tel que publié ou tel que récrit ici.
LUS = {}
for nom in du_plus_aide:
    for lu in (nom, lisible(nom)):
        LUS.setdefault(comparable(lu), nom)

# Ce que nous savons d’une ville ne vaut pas pour une autre : à défaut, sa fiche parle.
LIMITES = {
    "Marseille": [
        "<strong>L’argent et le reste sont mêlés.</strong> Un local prêté est compté à sa valeur, comme une somme versée ; le fichier ne permet pas de les séparer.",
        "<strong>Certains noms ne sont pas publiés.</strong> Les particuliers, et les bénéficiaires privés qui reçoivent moins de 23 000 €, sont regroupés pour protéger des personnes.",
        "<strong>Les particuliers n’apparaissent qu’à partir de 2020.</strong> Comparer les totaux avant et après cette date trompe.",
        "<strong>Un même nom s’écrit parfois de plusieurs façons.</strong> Une cinquantaine d’associations comptent ainsi pour deux, et leur total est sous-estimé.",
        "<strong>On ne sait pas toujours à quoi sert l’aide.</strong> Son objet est vide deux fois sur trois.",
        "<strong>On ne sait pas où elle sert.</strong> Le fichier ne donne pas d’adresse.",
    ]
}

page(
    phrase,
    graphique,
    annee=choice("Année", annees, annee, main=True),
    nom=search("Bénéficiaire", map(lisible, du_plus_aide), example="Friche, théâtre…"),
    data=[jeu],
    method="La Ville publie la liste de ses subventions. Nous additionnons les lignes "
    "d’un même bénéficiaire dans l’année, rien d’autre.",
    limits=LIMITES.get(territoire, ()),
)
