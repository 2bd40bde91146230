# ---
# jupyter:
#   title: Fiche d'un arrondissement
#   kernelspec:
#     name: python3
#     display_name: Python 3
#     language: python
# ---

# %% tags=["parameters"]
# lirelaville report fiche_arrondissement --for arrondissement --to fiches
#
# Aucun chiffre n'est écrit dans le texte : chacun est calculé, ou lu avec les données.
# La dernière cellule arrête la fiche si ses chiffres ne concordent pas.
territoire = "Marseille"
code_commune = "13055"
arrondissement = 1

# %%
from html import escape

from IPython.display import HTML, Markdown, display

from lirelaville import load, source_line
from lirelaville.catalogue import describe
from lirelaville.charts import bars, strip
from lirelaville.french import count, euros, number, percent, typeset
from lirelaville.territory.names import of_city


def ecrire(texte: str) -> None:
    """Affiche un texte, avec les espaces du français."""
    display(Markdown(typeset(texte)))


def signe(part: float) -> str:
    """Écrit une évolution : « +4,2 % », « −1,0 % »."""
    return f"{'+' if part > 0 else ''}{number(100 * part, 1)} %"


# %%
quartiers = load("quartiers", territory=territoire)
recensement = load("recensement_iris", territory=territoire)
revenus = load("revenus_iris", territory=territoire)
equipements = load("equipements", territory=territoire)
logements = load("logement_social", territory=territoire).set_index("code_insee")
populations = load("populations", where="type <> 'CIR'").set_index("code_insee")

noms = quartiers.set_index("code_quartier")["nom"]
codes = quartiers.drop_duplicates("code_insee").set_index("arrondissement")[
    "code_insee"
]
code = codes[arrondissement]
legales = populations.loc[codes, "population_municipale"]
habitants, annee = legales[code], populations.loc[code, "annee"]
ville = populations.loc[code_commune, "population_municipale"]
rang = int(legales.rank(ascending=False)[code])

annees = sorted(int(c[-4:]) for c in recensement if c.startswith("population_"))
au_fil = recensement.groupby("code_insee")[[f"population_{a}" for a in annees]].sum()
ici = recensement[recensement["code_insee"] == code]
par_quartier = ici.groupby("code_quartier")[f"population_{annees[-1]}"].sum()
par_quartier.index = par_quartier.index.map(noms)
par_quartier = par_quartier.sort_values(ascending=False)

# %%
rangs = f"{arrondissement}{'er' if arrondissement == 1 else 'e'}"
ordre = "le plus peuplé" if rang == 1 else f"le {rang}e plus peuplé"
ecrire(
    f"# Le {rangs} arrondissement {of_city(territoire)}\n\n"
    f"**{count(habitants, 'habitant')}** en {annee}, soit {percent(habitants / ville)} "
    f"de la ville : c’est {ordre} des {len(codes)} arrondissements."
)
ecrire(f"<small>{source_line('populations')}</small>")

# %%
evolution = au_fil.loc[code].pct_change().dropna()
depuis = au_fil.loc[code].iloc[-1] / au_fil.loc[code].iloc[0] - 1
ensemble = au_fil.sum().iloc[-1] / au_fil.sum().iloc[0] - 1
etapes = " ; ".join(
    f"{signe(part)} de {debut} à {fin}"
    for part, debut, fin in zip(evolution, annees, annees[1:], strict=False)
)
ecrire(
    "## Combien d’habitants, et depuis quand ?\n\n"
    f"De {annees[0]} à {annees[-1]}, la population a changé de **{signe(depuis)}** ici, "
    f"de {signe(ensemble)} dans la ville. Par étapes : {etapes}."
)

# %%
bars(
    par_quartier,
    title=typeset(
        f"Le quartier le plus peuplé du {rangs} est {par_quartier.index[0]} : "
        f"{count(par_quartier.iloc[0], 'habitant')}"
    ),
    unit=f"habitants en {annees[-1]}",
    source=[recensement, quartiers],
)

# %%
mediane = "revenu_median_disponible_eur"
chez = revenus[revenus["code_insee"] == code]
publies = chez.dropna(subset=[mediane])
sans = chez["motif_absence"].dropna()
masques = int(sans.str.startswith("ns").sum())
annee_revenus = describe(revenus.attrs["slug"])["years"]
bas, haut = publies[mediane].idxmin(), publies[mediane].idxmax()

ecrire(
    "## De quoi vit-on ?\n\n"
    f"L’Insee publie le revenu médian de **{count(len(publies), 'IRIS', 'IRIS')} sur "
    f"{len(chez)}**. Il va de **{euros(publies.loc[bas, mediane])}** "
    f"({publies.loc[bas, 'nom_iris']}) à **{euros(publies.loc[haut, mediane])}** "
    f"({publies.loc[haut, 'nom_iris']}), par an et par unité de consommation, "
    f"en {annee_revenus}."
)
absents = (
    f"{count(len(sans), 'IRIS n’a', 'IRIS n’ont')} pas de chiffre "
    f"({number(masques)} par le secret statistique) : cela ne veut pas dire sans revenu."
    if len(sans)
    else "Tous les IRIS ont un chiffre."
)
ecrire(
    f"{absents} La médiane de l’arrondissement entier n’est pas dans ces données, et ne "
    "se calcule pas : on ne fait pas la moyenne de médianes. L’unité de consommation "
    "sert à comparer des foyers de tailles différentes."
)
ecrire(f"<small>{source_line(revenus)}</small>")

# %%
LISTES = {
    "Écoles maternelles": "ecoles_maternelles",
    "Écoles élémentaires": "ecoles_elementaires",
    "Crèches": "creches",
    "Équipements sportifs": "equipements_sportifs",
    "Lieux culturels": "lieux_culturels",
    "Parcs et jardins": "parcs_jardins",
}
places = equipements.groupby("code_insee")["nombre_places"].sum()
lieux = equipements.groupby(["jeu", "code_insee"]).size().unstack(fill_value=0)
lieux = lieux.reindex(columns=codes, fill_value=0)


def ligne(nom: str, nombre: float, total: float) -> str:
    """Écrit une ligne du tableau : le nombre, pour 1 000 habitants ici et en ville."""
    cases = [
        number(nombre),
        number(1000 * nombre / habitants, 2),
        number(1000 * total / ville, 2),
    ]
    return (
        f'<tr><th scope="row">{escape(nom)}</th>'
        f"{''.join(f'<td>{case}</td>' for case in cases)}</tr>"
    )


lignes = [
    ligne(nom, lieux.loc[liste, code], lieux.loc[liste].sum())
    for nom, liste in LISTES.items()
]
lignes.insert(3, ligne("Places de crèche", places.get(code, 0), places.sum()))
titres = ["Lieux", "Ici", "Pour 1 000 habitants", f"En moyenne à {territoire}"]
entetes = "".join(f'<th scope="col">{escape(titre)}</th>' for titre in titres)

annee_lieux = describe(equipements.attrs["slug"])["years"]
ecrire(
    "## Que trouve-t-on sur place ?\n\n"
    f"Listes de {annee_lieux}, rapportées à la population de {annee}."
)
display(
    HTML(
        f"<table><thead><tr>{entetes}</tr></thead><tbody>{''.join(lignes)}</tbody></table>"
    )
)
ecrire(f"<small>{source_line(equipements)}</small>")

# %%
menages = recensement.groupby("code_insee")[f"menages_{annees[-1]}"].sum()
sociaux = logements["logements_sociaux"]
pour_cent = 100 * sociaux / menages
rang_social = int(pour_cent.rank(ascending=False)[code])
moyenne = 100 * sociaux.sum() / menages.sum()
abrege = {c: f"{a}{'er' if a == 1 else 'e'}" for a, c in codes.items()}
ecrire(
    "## Quelle place pour le logement social ?\n\n"
    f"**{count(sociaux[code], 'logement social', 'logements sociaux')}**, environ "
    f"{number(pour_cent[code])} pour 100 ménages ({number(moyenne)} dans la ville). "
    "C’est un ordre de grandeur : la date de ces nombres n’est pas donnée, et ils "
    "restent à confirmer auprès de la Métropole."
)

# %%
strip(
    pour_cent.rename(abrege),
    title=typeset(
        f"Pour la place du logement social, le {rangs} est au "
        f"{rang_social}{'er' if rang_social == 1 else 'e'} rang des {len(codes)}"
    ),
    unit=f"logements sociaux pour 100 ménages de {annees[-1]}, par arrondissement",
    source=[load("logement_social", territory=territoire), recensement],
    highlight=abrege[code],
)

# %% [markdown]
# ## Ce que cette fiche ne dit pas
#
# - **Si l’on y vit bien.** Compter des lieux ne dit ni leur état, ni leurs horaires, ni
#   qui peut s’y rendre. Un lieu de l’autre côté de la rue compte pour le voisin.
# - **Tout ce qui existe.** Ni collèges, ni lycées, ni commerces, ni médecins ne sont dans
#   ces listes ; des lieux ont ouvert ou fermé depuis.
# - **Les écarts à l’intérieur.** Un arrondissement réunit des quartiers très différents,
#   et la médiane d’un IRIS cache ceux qui ont bien moins, ou bien plus.
# - **Pourquoi la population change.** Le recensement est un sondage dans une grande ville :
#   une petite variation peut ne rien vouloir dire.
# - **Si la loi est respectée.** Son taux de logements sociaux se calcule pour la commune
#   entière, pas pour un arrondissement.

# %% tags=["verification"]
# La fiche s'arrête ici si ses chiffres ne concordent pas : elle n'est alors pas livrée.
assert legales.sum() == ville, (
    f"Les {len(codes)} arrondissements font {number(legales.sum())} habitants, la "
    f"commune {number(ville)}."
)
# L'Insee arrondit la population de chaque IRIS.
ecart = abs(par_quartier.sum() - habitants)
assert ecart <= len(ici) / 2, (
    f"Les quartiers font {number(par_quartier.sum())} habitants, l'arrondissement "
    f"{number(habitants)}."
)
assert set(par_quartier.index) == set(
    noms[quartiers["arrondissement"].eq(arrondissement).to_numpy()]
), "Les quartiers du recensement ne sont pas ceux de l'arrondissement."
assert len(publies) + len(sans) == len(chez) == len(ici), (
    f"{len(publies)} IRIS avec un revenu et {len(sans)} sans font "
    f"{len(publies) + len(sans)} ; le recensement en compte {len(ici)}."
)
assert lieux.to_numpy().sum() == len(equipements), (
    f"{number(lieux.to_numpy().sum())} lieux comptés par arrondissement, "
    f"{number(len(equipements))} dans la liste."
)
assert pour_cent.index.equals(menages.index), "Un arrondissement manque."
assert pour_cent.between(0, 100).all(), (
    f"Une part sort de 0 à 100 : {number(pour_cent.max(), 1)} logements sociaux pour "
    "100 ménages."
)
