# %% [markdown]
# # Et si mes données servaient au territoire ?
#
# Leïla, notre boulangère, a ouvert à Saint-Barnabé. Une association de commerces lui propose un échange. Chacun donne son chiffre d’affaires du mois ; en retour, tous reçoivent les totaux par quartier. « Rien que des totaux : personne n’est reconnaissable. »
#
# Est-ce vrai ? Faut-il accepter ? Leïla et l’association sont inventées.
#
# **À la fin, vous saurez**
#
# - écrire une ligne dans un format commun, et lire pourquoi une ligne est refusée ;
# - protéger des totaux contre une attaque que vous aurez d’abord réussie ;
# - décider ce que vous partagez, à quelles conditions, en disant ce que l’on perd.
#
# **Il vous faut** : les gestes des leçons précédentes. **Maj + Entrée** exécute une cellule. On remplace les `...`, puis la cellule repliée vérifie. Avancez de haut en bas.
#
# ## D’où viennent ces données ?
#
# > **Attention : les commerces de cette leçon sont INVENTÉS.** Aucun membre, aucun chiffre d’affaires n’est réel. Toute ressemblance est un hasard.
#
# Seule la **répartition** s’appuie sur du réel : les commerces de quatre quartiers de Marseille, dans la base des équipements de l’[Insee](https://www.insee.fr/fr/statistiques/3568638). Quelques-uns, tirés au hasard, « adhèrent ». Leur chiffre d’affaires est tiré au hasard, autour de valeurs choisies par nous. Le hasard part toujours du même point, la *graine* : tout le monde a la même table. Nous avons pris une graine où les pièges se voient bien.
#
# **Une lacune connue** : cette base compte des minimums, et elle nous est parvenue par une republication. **Et une règle** : vous aussi, inventez. Jamais votre vrai chiffre d’affaires ici.
#
# **Avant d’exécuter, pariez** : combien de commerces faut-il réunir dans un total pour que personne n’y soit reconnu ? Deux, trois, dix ?

# %% tags=["parameters"]
seuil = 3  # jamais de total avec moins de membres
dominance = 85  # ni quand un seul membre pèse plus, sur 100
precision = 10  # « retrouvé » : à 10 % près de son vrai chiffre

# %% fold="Fabriquer la coopérative inventée"
import numpy as np
import pandas as pd
from lirelaville import load
from lirelaville.charts import bars
from lirelaville.french import count, number, percent, typeset

MODELES = {"BOULANGERIE": ("boulangerie", 24000, 7), "COIFFURE": ("coiffure", 9000, 33), "ÉPICERIE": ("épicerie", 18000, 15), "RESTAURANT- RESTAURATION RAPIDE": ("restaurant", 27000, 19)}
QUARTIERS = {"1321106": "La Pomme", "1321111": "La Valentine", "1321204": "Saint-Barnabé", "1321107": "Saint-Marcel"}
lieux = load("equipements_11e_12e")
vrais = lieux[lieux["categorie"].isin(MODELES) & lieux["code_quartier"].isin(QUARTIERS)]

def fabriquer(graine=3730, adhesion=0.22):
    hasard = np.random.default_rng(graine)
    tires = vrais[hasard.random(len(vrais)) < adhesion]
    t = pd.DataFrame({"activite": tires["categorie"].map(lambda nom: MODELES[nom][0]), "quartier": tires["code_quartier"].map(QUARTIERS)}).sort_values(["quartier", "activite"], ignore_index=True)
    median, panier = (t["activite"].map({modele[0]: modele[rang] for modele in MODELES.values()}) for rang in (1, 2))
    ca = median * hasard.lognormal(0, 0.35, len(t))
    ca[t.index[(t["activite"] == "épicerie") & (t["quartier"] == "Saint-Marcel")][:1]] *= 9  # une grande épicerie parmi des petites
    t["mois"], t["chiffre_affaires_eur"] = "2026-10", (ca / 10).round().astype(int) * 10
    t["clients"] = (ca / panier * hasard.uniform(0.85, 1.15, len(t))).round().astype(int)
    return t.assign(membre=[f"M{rang:02}" for rang in range(1, len(t) + 1)])[["membre", *t.columns]]

# %%
table = fabriquer()
ca_total = table["chiffre_affaires_eur"].sum()

print(f"{len(table)} membres inventés, répartis d’après {len(vrais)} vrais commerces.")
print(f"Leur chiffre d’affaires, en un mois : {number(ca_total)} €.")
print(lieux.attrs["source"])
table.head(4).style.format(number, subset=["chiffre_affaires_eur", "clients"]).hide()

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne est un commerce, pour un mois.** `membre` est un numéro : le nom n’est écrit nulle part ici, mais l’association le connaît. `activite` et `quartier` viennent d’une liste fermée. `chiffre_affaires_eur` est en euros ; `clients` compte les tickets de caisse.
#
# Une **[[coopérative de données]]** réunit de petites entreprises qui décident ensemble du sort de leurs données. Son contrat est la **[[convention de partage]]**. Voici celle que Leïla reçoit :
#
# | clause | la question | la réponse de l’association |
# |---|---|---|
# | finalité | À quoi servent les données ? | suivre l’activité des quartiers ; rien d’autre |
# | contenu | Que donne-t-on ? | une ligne par mois ; ni nom, ni prix |
# | accès | Qui voit quoi ? | une salariée voit les lignes ; tous voient les totaux |
# | durée | Combien de temps ? | un an ; puis les lignes sont effacées |
# | retrait | Comment partir ? | quand on veut ; le déjà publié reste publié |
# | **seuil** | **Qu’est-ce qui ne sort jamais ?** | *(la case est vide)* |
#
# Cette case vide est le sujet de la leçon.
#
# ## Un format commun
#
# Si chacun écrit à sa façon, rien ne s’additionne. On fixe donc un **[[schéma de données]]** : les colonnes, et ce qu’on y accepte. Puis on **[[valide|valider]]** chaque ligne. L’outil s’appelle `frictionless` ; `relire` traduit ses refus.
#
# - `enum` : l’une de ces valeurs, pas une autre ;
# - `pattern` : une forme, comme M suivi de deux chiffres (`[0-9]` veut dire « un chiffre ») ;
# - `minimum`, `maximum` : des bornes.
#
# **Avant d’exécuter, pariez** : six lignes sont arrivées. Combien seront acceptées ?

# %% fold="Préparer le contrôle, les lignes reçues et les cases"
from frictionless import Resource, Schema

ENTIERS = ["chiffre_affaires_eur", "clients"]
RAISONS = {"type": "on attend un nombre entier, sans texte", "enum": "hors de la liste", "pattern": "ce n’est pas la bonne forme", "required": "case vide", "minimum": "trop petit", "maximum": "trop grand"}
exemple = {"membre": "M62", "activite": "coiffure", "quartier": "La Pomme", "mois": "2026-10", "chiffre_affaires_eur": 9200, "clients": 280}
recues = [exemple | ecart | {"membre": f"M{rang}"} for rang, ecart in enumerate([{}, {"activite": "Boulangerie artisanale"}, {"chiffre_affaires_eur": "18 400 €"}, {"quartier": "13012"}, {"mois": "octobre"}, {"chiffre_affaires_eur": 96000, "clients": 12}], 62)]

def controler(ligne, regles):  # les raisons de refuser une ligne
    if not isinstance(ligne, dict) or set(ligne) != set(regles):
        return ["il faut les six colonnes du schéma, sous leur nom exact, entre accolades"]
    champs = [{"name": nom, "type": "integer" if nom in ENTIERS else "string", "constraints": {"required": True} | regles[nom]} for nom in ligne]
    fautes = Resource([ligne], schema=Schema.from_descriptor({"fields": champs})).validate().flatten(["fieldName", "note"])
    fautes += [[nom, "type"] for nom in ENTIERS if isinstance(ligne[nom], str) and ligne[nom].isdigit()]
    return [typeset(f"{nom} « {ligne[nom]} » : {next((dit for mot, dit in RAISONS.items() if mot in note), note)}") for nom, note in fautes]

def relire(lignes, regles):
    raisons = ["\n".join(controler(ligne, regles)) for ligne in lignes]
    bilan = pd.DataFrame({"ligne": [ligne["membre"] for ligne in lignes], "verdict": ["refusée" if raison else "acceptée" for raison in raisons], "raison": raisons})
    return bilan.style.hide().set_table_styles([{"selector": "th, td", "props": "text-align: left !important"}])

def lisible(reponse):
    return "à compléter" if reponse is ... else number(reponse) if isinstance(reponse, int | float | np.number) else reponse

cases = table.groupby(["quartier", "activite"], as_index=False)["chiffre_affaires_eur"].agg(membres="size", total="sum", premier="max")
cases["part_premier"] = 100 * cases.pop("premier") / cases["total"]

# %%
regles = {
    "membre": {"pattern": "M[0-9]{2}"},
    "activite": {"enum": ["boulangerie", "coiffure", "épicerie", "restaurant"]},
    "quartier": {"enum": ["La Pomme", "La Valentine", "Saint-Barnabé", "Saint-Marcel"]},
    "mois": {"pattern": "2026-(0[1-9]|1[0-2])"},
    "chiffre_affaires_eur": {"minimum": 1, "maximum": 500000},
    "clients": {"minimum": 1},
}
relire(recues, regles)

# %% [markdown]
# **Ce qu’on lit.** Une ligne refusée l’est pour une raison, que l’on peut renvoyer à son auteur. On ne la répare pas à sa place.
#
# **Ce qu’on ne lit pas.** La dernière ligne est acceptée : un salon de coiffure, douze clients, et pourtant… Divisez. **Valide ne veut pas dire vrai.**
#
# ### Exercice 1 : votre ligne
#
# Vous êtes le membre `M61`. **Inventez** un commerce : activité, quartier, chiffre d’affaires d’octobre 2026, clients. Voici une ligne acceptée. Entre accolades, chaque colonne a sa valeur ; un texte prend des guillemets, un nombre n’en prend pas.
#
# ```python
# exemple = {"membre": "M62", "activite": "coiffure",
#            "quartier": "La Pomme", "mois": "2026-10",
#            "chiffre_affaires_eur": 9200, "clients": 280}
# ```
#
# **À vous.** Copiez ces trois lignes, changez le nom en `ma_ligne`, puis les valeurs. Un nombre s’écrit sans espace.

# %% exercise="ma_ligne" scaffold="ma_ligne = ...  # ← copiez l’exemple, et changez ses valeurs"
### BEGIN SOLUTION
ma_ligne = {"membre": "M61", "activite": "boulangerie",
            "quartier": "Saint-Barnabé", "mois": "2026-10",
            "chiffre_affaires_eur": 17500, "clients": 2400}
### END SOLUTION
refus = ["À compléter."] if ma_ligne is ... else controler(ma_ligne, regles)
print("\n".join(refus) or "Ligne acceptée.")

# %% check="ma_ligne" points=2
from numbers import Real

assert isinstance(ma_ligne, dict), "On attend des accolades, comme dans l’exemple : chaque colonne, deux-points, sa valeur."
colonnes = ["membre", "activite", "quartier", "mois", "chiffre_affaires_eur", "clients"]
assert set(ma_ligne) == set(colonnes), "Il faut les six colonnes de l’exemple, avec leur nom exact, sans une de plus."
assert all(isinstance(ma_ligne[nom], str) for nom in colonnes[:4]), "Les quatre premières valeurs sont des textes : mettez-les entre guillemets."
nombres = [ma_ligne[nom] for nom in colonnes[4:]]
assert all(isinstance(valeur, Real) and not isinstance(valeur, bool) for valeur in nombres), "Le chiffre d’affaires et les clients sont des nombres : sans guillemets, sans espace, sans signe €."
assert all(valeur > 0 for valeur in nombres), "Un chiffre d’affaires et des clients se comptent à partir de 1."
assert ma_ligne["membre"] == "M61", "Vous êtes le membre M61. Jamais un nom : le numéro suffit."
### BEGIN HIDDEN TESTS
import re

assert ma_ligne["activite"] in ("boulangerie", "coiffure", "épicerie", "restaurant"), "Cette activité est hors de la liste. Recopiez-la du schéma, avec ses minuscules et ses accents."
assert ma_ligne["quartier"] in ("La Pomme", "La Valentine", "Saint-Barnabé", "Saint-Marcel"), "Ce quartier est hors de la liste. Recopiez-le du schéma, lettre à lettre ; un code postal n’y est pas."
assert re.fullmatch("2026-(0[1-9]|1[0-2])", ma_ligne["mois"]), "Le mois s’écrit année, tiret, mois en deux chiffres, comme dans l’exemple."
assert ma_ligne["mois"] == "2026-10", "La table de la leçon est celle d’octobre 2026 : votre ligne aussi."
assert all(float(valeur).is_integer() for valeur in nombres), "Les deux nombres sont entiers : ni centimes, ni virgule."
assert ma_ligne["chiffre_affaires_eur"] <= 500000, "Ce chiffre d’affaires dépasse la borne du schéma."
assert 1 <= ma_ligne["chiffre_affaires_eur"] / ma_ligne["clients"] <= 500, "La ligne est valide, mais pas croyable : divisez le chiffre d’affaires par les clients. Combien d’euros par client ?"
### END HIDDEN TESTS

# %% wrong="ma_ligne" because="le montant écrit comme sur une facture" says="sans signe €"
ma_ligne = exemple | {"membre": "M61", "chiffre_affaires_eur": "18 400 €"}

# %% wrong="ma_ligne" because="une espace dans le nombre entre guillemets" says="sans guillemets"
ma_ligne = exemple | {"membre": "M61", "clients": "280"}

# %% wrong="ma_ligne" because="l’activité avec une majuscule" says="hors de la liste"
ma_ligne = exemple | {"membre": "M61", "activite": "Coiffure"}

# %% wrong="ma_ligne" because="le code postal au lieu du quartier" says="un code postal"
ma_ligne = exemple | {"membre": "M61", "quartier": "13012"}

# %% wrong="ma_ligne" because="le mois en toutes lettres" says="en deux chiffres"
ma_ligne = exemple | {"membre": "M61", "mois": "octobre 2026"}

# %% wrong="ma_ligne" because="un autre mois que celui de la table" says="octobre 2026"
ma_ligne = exemple | {"membre": "M61", "mois": "2026-11"}

# %% wrong="ma_ligne" because="le nom du commerce à la place du numéro" says="Jamais un nom"
ma_ligne = exemple | {"membre": "Salon Nadia"}

# %% wrong="ma_ligne" because="l’exemple recopié tel quel" says="Vous êtes le membre M61"
ma_ligne = exemple

# %% wrong="ma_ligne" because="valide mais pas croyable : moins d’un euro par client" says="par client"
ma_ligne = exemple | {"membre": "M61", "chiffre_affaires_eur": 300, "clients": 900}

# %% wrong="ma_ligne" because="une colonne oubliée" says="six colonnes"
ma_ligne = {"membre": "M61", "activite": "coiffure", "quartier": "La Pomme", "mois": "2026-10", "chiffre_affaires_eur": 9200}

# %% wrong="ma_ligne" because="les valeurs sans les colonnes" says="des accolades"
ma_ligne = ["M61", "coiffure", "La Pomme", "2026-10", 9200, 280]

# %% [markdown]
# ## Une erreur à rencontrer exprès : « ce ne sont que des totaux »
#
# L’association retire les numéros et fait la somme par quartier et par activité. Chaque case est un **[[agrégat]]**. `pivot_table` croise deux colonnes, et `margins=True` ajoute les totaux, sous le nom « ensemble ». Le second tableau compte les membres de chaque case. Ils ont un autocollant en vitrine : tout le monde peut les compter.
#
# **Avant d’exécuter, pariez** : dans ce tableau sans aucun nom, Leïla peut-elle lire le chiffre d’affaires d’une concurrente ?
#
# ### Exercice 2 : le chiffre d’à côté
#
# Exécutez d’abord la cellule suivante, et lisez ses deux tableaux. À Saint-Barnabé, deux boulangeries ont donné leur chiffre : Leïla, et une autre. `.loc[ligne, colonne]` lit une case du tableau :
#
# ```python
# coiffeurs_pomme = naif.loc["La Pomme", "coiffure"]
# ```
#
# **À vous**, sous les tableaux. Calculez `ca_rival`, le chiffre d’affaires de l’autre boulangerie. Prenez la bonne case de `naif`, et retirez `ca_leila`. Ne tapez aucun chiffre.

# %%
croiser = {"index": "quartier", "columns": "activite", "values": "chiffre_affaires_eur"}
naif = table.pivot_table(**croiser, aggfunc="sum", margins=True, margins_name="ensemble")
effectifs = table.pivot_table(**croiser, aggfunc="count")
ca_leila = table.set_index("membre").loc["M35", "chiffre_affaires_eur"]

print(f"Leïla est le membre M35. Elle sait ce qu’elle a vendu : {number(ca_leila)} €.")
display(naif.style.format(number).set_caption("Chiffre d’affaires, en euros"))
effectifs.style.set_caption("Nombre de membres")

# %% exercise="ca_rival" scaffold="ca_rival = ...  # ← la bonne case, moins le chiffre de Leïla"
### BEGIN SOLUTION
ca_rival = naif.loc["Saint-Barnabé", "boulangerie"] - ca_leila
### END SOLUTION
print("L’autre boulangerie de Saint-Barnabé, en euros :", lisible(ca_rival))

# %% check="ca_rival" points=2
from numbers import Real

assert isinstance(ca_rival, Real), "On attend un seul nombre : une case lue avec .loc[ligne, colonne], puis une soustraction, sans guillemets."
assert ca_rival > 0, "Un chiffre d’affaires est positif : la case d’abord, le chiffre de Leïla ensuite."
assert ca_rival != naif.loc["Saint-Barnabé", "boulangerie"], "C’est le total des deux boulangeries. Retirez-en le chiffre de Leïla."
assert ca_rival < naif.loc["Saint-Barnabé", "boulangerie"], "C’est plus que toute la case. Vérifiez la ligne, la colonne et le signe."
### BEGIN HIDDEN TESTS
neuve = fabriquer()
case_neuve = neuve[(neuve["quartier"] == "Saint-Barnabé") & (neuve["activite"] == "boulangerie")]
rivale = case_neuve[case_neuve["membre"] != "M35"]["chiffre_affaires_eur"].sum()
assert abs(ca_rival - case_neuve["chiffre_affaires_eur"].mean()) > 0.5, "C’est la moyenne des deux. Leïla sait mieux faire : elle connaît exactement sa part."
assert abs(ca_rival - neuve.set_index("membre").loc["M35", "chiffre_affaires_eur"]) > 0.5, "C’est le chiffre de Leïla. On cherche ce qui reste de la case quand on le retire."
assert abs(ca_rival - rivale) < 0.5, "Ce n’est pas ce qui reste dans la case. La ligne est Saint-Barnabé, la colonne est boulangerie."
### END HIDDEN TESTS

# %% wrong="ca_rival" because="le total de la case, sans la soustraction" says="Retirez-en"
ca_rival = naif.loc["Saint-Barnabé", "boulangerie"]

# %% wrong="ca_rival" because="la moitié de la case" says="la moyenne des deux"
ca_rival = naif.loc["Saint-Barnabé", "boulangerie"] / 2

# %% wrong="ca_rival" because="la soustraction à l’envers" says="est positif"
ca_rival = ca_leila - naif.loc["Saint-Barnabé", "boulangerie"]

# %% wrong="ca_rival" because="l’addition au lieu de la soustraction" says="plus que toute la case"
ca_rival = naif.loc["Saint-Barnabé", "boulangerie"] + ca_leila

# %% wrong="ca_rival" because="la colonne du modèle gardée" says="plus que toute la case"
ca_rival = naif.loc["La Pomme", "restaurant"] - ca_leila

# %% wrong="ca_rival" because="le quartier voisin" says="ce qui reste dans la case"
ca_rival = naif.loc["Saint-Marcel", "boulangerie"] - ca_leila

# %% wrong="ca_rival" because="le chiffre de Leïla elle-même" says="le chiffre de Leïla"
ca_rival = ca_leila

# %% wrong="ca_rival" because="toute la ligne du quartier" says="un seul nombre"
ca_rival = naif.loc["Saint-Barnabé"] - ca_leila

# %% wrong="ca_rival" because="le résultat entre guillemets" says="sans guillemets"
ca_rival = "10 610"

# %% [markdown]
# - **Le symptôme.** Un total sans nom, et le chiffre d’une concurrente, exact à l’euro. L’autre boulangerie peut en faire autant avec celui de Leïla.
# - **La cause.** À deux dans une case, chacun connaît déjà sa part. Seul, c’est pire. Et si une grande enseigne pèse presque tout, le total, c’est elle.
# - **La réparation.** Un seuil. La statistique publique a sa règle, le **[[secret statistique]]** (loi n° 51-711 du 7 juin 1951). Pour les entreprises, l’Insee a deux règles ([manuel de protection des tableaux](https://inseefrlab.github.io/manuel-protection-tableaux/chapters/annexes/regles.html)). Une case réunit au moins **3** unités. Et aucune n’y pèse plus de **85 %**.
#
# L’Insee s’y tient ; une association n’y est pas tenue, sauf si sa convention la reprend. Cacher ces cases-là s’appelle le **[[secret primaire]]**.
#
# ### Exercice 3 : les cases à masquer
#
# Exécutez d’abord la cellule telle quelle : elle montre toutes les cases. `part_premier` est la part du plus gros membre, sur 100. Voici le modèle, pour une seule des deux règles :
#
# ```python
# petites = cases[cases["membres"] < seuil]
# ```
#
# **À vous.** Gardez dans `a_masquer` les cases qui tombent sous l’une **ou** l’autre règle : trop peu de membres, ou `part_premier` plus grand que `dominance`. « Ou » s’écrit `|` ; chaque condition prend ses parenthèses : `cases[(…) | (…)]`.
#
# **Pariez** : combien de cases sur les seize ?

# %% exercise="a_masquer" scaffold="a_masquer = ...  # ← cases[(une condition) | (l’autre)]"
### BEGIN SOLUTION
a_masquer = cases[(cases["membres"] < seuil) | (cases["part_premier"] > dominance)]
### END SOLUTION
vue = a_masquer if isinstance(a_masquer, pd.DataFrame) else cases
vue.style.format(lambda valeur: valeur if isinstance(valeur, str) else number(valeur)).hide()

# %% check="a_masquer" points=3
import pandas as pd

assert isinstance(a_masquer, pd.DataFrame), "On attend un tableau de cases. Suivez le modèle : cases, puis les conditions entre crochets."
assert {"quartier", "activite", "membres", "part_premier"} <= set(a_masquer), "Des colonnes ont disparu. Partez de cases, et ne choisissez pas de colonnes."
assert len(a_masquer), "Aucune case ne répond aux deux règles à la fois, ou le signe est à l’envers. « Ou » s’écrit avec une barre : |."
assert len(a_masquer) < len(cases), "Toutes les cases sont restées : vos conditions ne trient rien."
sures = (a_masquer["membres"] >= seuil) & (a_masquer["part_premier"] <= dominance)
assert not sures.any(), "Vous masquez des cases que les deux règles laissent passer. Vérifiez les signes : « moins que » le seuil, « plus que » la dominance."
### BEGIN HIDDEN TESTS
neuve = fabriquer().groupby(["quartier", "activite"])["chiffre_affaires_eur"].agg(["size", "sum", "max"])
peu, gros = neuve["size"] < seuil, 100 * neuve["max"] > dominance * neuve["sum"]
donnees = set(zip(a_masquer["quartier"], a_masquer["activite"], strict=True))
assert donnees != set(neuve.index[peu & gros]) or donnees == set(neuve.index[peu | gros]), "Vous exigez les deux règles ensemble. Une seule suffit pour masquer : « ou » s’écrit avec une barre, |."
assert donnees != set(neuve.index[peu]) or donnees == set(neuve.index[peu | gros]), "Il manque la seconde règle : une case peut avoir assez de membres, et un seul qui pèse presque tout."
assert donnees != set(neuve.index[gros]) or donnees == set(neuve.index[peu | gros]), "Il manque des cases où les membres sont trop peu nombreux. Comptez-les avec la colonne membres."
assert donnees == set(neuve.index[peu | gros]), "Ce ne sont pas toutes les cases à masquer. Une case sort si elle a moins de membres que seuil, ou un premier qui pèse plus que dominance."
### END HIDDEN TESTS

# %% wrong="a_masquer" because="le modèle recopié : une seule règle" says="Il manque la seconde règle"
a_masquer = cases[cases["membres"] < seuil]

# %% wrong="a_masquer" because="la règle des 85 % seule" says="trop peu nombreux"
a_masquer = cases[cases["part_premier"] > dominance]

# %% wrong="a_masquer" because="« et » au lieu de « ou »" says="les deux règles ensemble"
a_masquer = cases[(cases["membres"] < seuil) & (cases["part_premier"] > dominance)]

# %% wrong="a_masquer" because="« inférieur ou égal » : les cases de trois masquées aussi" says="laissent passer"
a_masquer = cases[(cases["membres"] <= seuil) | (cases["part_premier"] > dominance)]

# %% wrong="a_masquer" because="les cases à publier au lieu des cases à masquer" says="laissent passer"
a_masquer = cases[(cases["membres"] >= seuil) & (cases["part_premier"] <= dominance)]

# %% wrong="a_masquer" because="la part comparée à 0,85 au lieu de 85" says="ne trient rien"
a_masquer = cases[(cases["membres"] < seuil) | (cases["part_premier"] > 0.85)]

# %% wrong="a_masquer" because="les conditions sans le tableau" says="un tableau de cases"
a_masquer = (cases["membres"] < seuil) | (cases["part_premier"] > dominance)

# %% wrong="a_masquer" because="le nombre de cases" says="un tableau de cases"
a_masquer = len(cases[(cases["membres"] < seuil) | (cases["part_premier"] > dominance)])

# %% fold="Masquer, et publier le reste"
def fragiles(t, seuil=seuil):  # le secret primaire
    cases = t.groupby(["quartier", "activite"])["chiffre_affaires_eur"].agg(["size", "sum", "max"])
    return set(cases.index[(cases["size"] < seuil) | (100 * cases["max"] > dominance * cases["sum"])])

def completer(t, masquees):  # le secret secondaire : jamais une case masquée seule dans sa ligne ou sa colonne
    totaux = t.groupby(["quartier", "activite"])["chiffre_affaires_eur"].sum()
    lignes = [{case for case in totaux.index if nom in case} for nom in [*t["quartier"].unique(), *t["activite"].unique()]]
    while seules := [ligne - masquees for ligne in lignes if len(ligne & masquees) == 1 and ligne - masquees]:
        masquees = masquees | {min(seules[0], key=totaux.get)}  # la plus petite : on perd moins
    return masquees

def connaitre(t, masquees, largeur=0):  # ce que chacun peut lire : des cases, des totaux, des inconnues
    marges = [t.assign(**dict.fromkeys(noms, "ensemble")) for noms in ([], ["quartier"], ["activite"], ["quartier", "activite"])]
    groupes, public = dict(list(pd.concat(marges).groupby(["quartier", "activite"]))), {}
    for (q, a), g in groupes.items():
        x, bouts = int(g["chiffre_affaires_eur"].sum()), {(0, 0): (q, a), (0, 1): ("début", q), (1, 0): (a, "fin"), (1, 1): ("fin", "début")}
        bas = x // largeur * largeur if largeur else x
        public[q, a] = (*bouts[q == "ensemble", a == "ensemble"], x, *((0, 10**8) if (q, a) in masquees else (bas, bas + largeur)))
    return groupes, public

publie = naif.stack().drop(index=list(fragiles(table, 3))).unstack().reindex_like(naif)

# %% [markdown]
# ## Le total qui trahit
#
# L’association vous écoute : elle masque ces cases, et publie le reste. Les totaux par quartier et par activité, eux, ne nomment personne. Elle les garde.
#
# **Avant d’exécuter, pariez** : le chiffre de la boulangerie voisine est-il à l’abri ?
#
# ### Exercice 4 : retrouver une case masquée
#
# Exécutez d’abord la cellule telle quelle : elle montre le tableau publié (sur un petit écran, faites-le glisser vers la gauche). À La Valentine, une seule case manque. Voici comment la retrouver, avec le total de la ligne :
#
# ```python
# colonnes = ["boulangerie", "coiffure", "restaurant"]
# visibles = publie.loc["La Valentine", colonnes].sum()
# epicerie = publie.loc["La Valentine", "ensemble"] - visibles
# ```
#
# **À vous.** Retrouvez de la même façon la case masquée de **Saint-Barnabé**. Attention : ce n’est pas la même colonne qui manque.

# %% exercise="total_retrouve" scaffold="total_retrouve = ...  # ← trois lignes, sur le modèle, pour Saint-Barnabé"
### BEGIN SOLUTION
colonnes = ["coiffure", "épicerie", "restaurant"]
visibles = publie.loc["Saint-Barnabé", colonnes].sum()
total_retrouve = publie.loc["Saint-Barnabé", "ensemble"] - visibles
### END SOLUTION
if total_retrouve is not ...:
    print("La case retrouvée, en euros :", lisible(total_retrouve))
    print("Moins le chiffre de Leïla :", lisible(total_retrouve - ca_leila))
publie.style.format(number, na_rep="masqué")

# %% check="total_retrouve" points=3
from numbers import Real

assert isinstance(total_retrouve, Real), "On attend un seul nombre : le total de la ligne, moins la somme des cases visibles. Terminez par .sum()."
assert total_retrouve == total_retrouve, "Le résultat est vide : votre calcul contient la case masquée. Prenez le total, et les cases visibles."
assert total_retrouve > 0, "Un total est positif : l’ensemble d’abord, les cases visibles ensuite."
assert total_retrouve < naif.loc["Saint-Barnabé", "ensemble"], "C’est tout le quartier, ou davantage. Retirez-en les cases visibles."
### BEGIN HIDDEN TESTS
neuve = fabriquer()
ici = neuve[neuve["quartier"] == "Saint-Barnabé"].groupby("activite")["chiffre_affaires_eur"].sum()
la_bas = neuve[neuve["quartier"] == "La Valentine"].groupby("activite")["chiffre_affaires_eur"].sum()
assert abs(total_retrouve - la_bas["épicerie"]) > 0.5, "C’est la case du modèle, à La Valentine. Changez le quartier aux deux endroits."
assert abs(total_retrouve - ici["boulangerie"] - ici["épicerie"]) > 0.5, "Une case visible reste dans votre résultat : à Saint-Barnabé, l’épicerie est publiée. Corrigez la liste des colonnes."
assert abs(total_retrouve - ici.drop("boulangerie").sum()) > 0.5, "C’est la somme des cases visibles. Il reste à la retirer du total de la ligne."
assert abs(total_retrouve - ici["boulangerie"]) < 0.5, "Ce n’est pas la case qui manque à Saint-Barnabé. Retirez du total ses trois cases visibles, et elles seules."
### END HIDDEN TESTS

# %% wrong="total_retrouve" because="le modèle recopié" says="la case du modèle"
total_retrouve = publie.loc["La Valentine", "ensemble"] - publie.loc["La Valentine", ["boulangerie", "coiffure", "restaurant"]].sum()

# %% wrong="total_retrouve" because="le quartier changé, mais pas la liste des colonnes" says="Corrigez la liste"
total_retrouve = publie.loc["Saint-Barnabé", "ensemble"] - publie.loc["Saint-Barnabé", ["boulangerie", "coiffure", "restaurant"]].sum()

# %% wrong="total_retrouve" because="la somme des cases visibles, sans le total" says="à la retirer du total"
total_retrouve = publie.loc["Saint-Barnabé", ["coiffure", "épicerie", "restaurant"]].sum()

# %% wrong="total_retrouve" because="le total de la ligne seul" says="tout le quartier"
total_retrouve = publie.loc["Saint-Barnabé", "ensemble"]

# %% wrong="total_retrouve" because="la soustraction à l’envers" says="est positif"
total_retrouve = publie.loc["Saint-Barnabé", ["coiffure", "épicerie", "restaurant"]].sum() - publie.loc["Saint-Barnabé", "ensemble"]

# %% wrong="total_retrouve" because="la case masquée lue directement" says="Le résultat est vide"
total_retrouve = publie.loc["Saint-Barnabé", "boulangerie"]

# %% wrong="total_retrouve" because="le total moins chaque case, sans la somme" says=".sum()"
total_retrouve = publie.loc["Saint-Barnabé", "ensemble"] - publie.loc["Saint-Barnabé", ["coiffure", "épicerie", "restaurant"]]

# %% wrong="total_retrouve" because="le total d’un autre quartier" says="ses trois cases visibles"
total_retrouve = publie.loc["Saint-Marcel", "ensemble"] - publie.loc["Saint-Barnabé", ["coiffure", "épicerie", "restaurant"]].sum() - 200000

# %% [markdown]
# Le même chiffre, à l’euro. Masquer une case et publier son total, c’est ne rien masquer.
#
# ## Rejouer l’attaque
#
# La réparation s’appelle le **[[secret secondaire]]** : on masque aussi d’autres cases, sans danger par elles-mêmes. Dans une ligne ou une colonne, une case masquée n’est jamais seule. Deux inconnues, un seul total : la soustraction ne suffit plus. On choisit la plus petite case, pour perdre moins.
#
# Ne nous croyez pas : **attaquons.** Notre outil joue le public, puis chaque membre tenté.
#
# - Il connaît son propre chiffre, et le nombre de membres de chaque case.
# - Il combine **toutes** les lignes et les colonnes, et cherche entre quelles valeurs se tient chaque case masquée.
# - Il retire sa part, et attribue le reste au plus gros des autres.
#
# S’il est sûr de son calcul à 10 % près, et qu’il tombe juste, le commerce est **retrouvé**. Alors on masque une case de plus, et l’on **rejoue** l’attaque, jusqu’à son échec.
#
# **Avant d’exécuter, pariez** : combien de commerces retrouvés sans rien masquer ? Avec le secret primaire ? Et avec les deux ?

# %% fold="Préparer l’attaque : encadrer une case"
def pousser(place, ici, but, dose, vus):  # fait passer une dose d’ici jusqu’au but, sans changer aucun total
    if ici == but:
        return dose
    for la in [b for (a, b), libre in place.items() if a == ici and libre > 0 and b not in vus]:
        vus.add(la)
        if passe := pousser(place, la, but, min(dose, place[ici, la]), vus):
            place[ici, la], place[la, ici] = place[ici, la] - passe, place[la, ici] + passe
            return passe
    return 0

def borne(sait, case, sens):  # jusqu’où une case peut descendre (-1) ou monter (1), tout ce que l’on sait restant vrai
    u, v, x, bas, haut = sait[case]
    depart, but, reste = (v, u, haut - x) if sens > 0 else (u, v, x - bas)
    place = {}
    for a, b, y, moins, plus in (arete for cle, arete in sait.items() if cle != case):
        place[a, b], place[b, a] = plus - y, y - moins
    while reste and (dose := pousser(place, depart, but, reste, {depart})):
        x, reste = x + sens * dose, reste - dose
    return x

# %% fold="Préparer l’attaque : le public, puis chaque membre"
def attaquer(t, masquees=(), largeur=0, precision=precision):  # qui l’on retrouve, et dans quelle case
    (groupes, public), trouves = connaitre(t, set(masquees), largeur), {}
    ca, chez = dict(zip(t["membre"], t["chiffre_affaires_eur"], strict=True)), dict(zip(t["membre"], zip(t["quartier"], t["activite"], strict=True), strict=True))
    seuls = [qui for qui in ca if len(groupes[chez[qui]]) == 1]
    for case, groupe in groupes.items():
        rang = groupe.nlargest(2, "chiffre_affaires_eur")["membre"].tolist()
        for qui in ["", *rang, *seuls]:
            a, b, x, bas, haut = public[chez.get(qui, case)]
            sait = public | ({chez[qui]: (a, b, x, max(bas, ca[qui]), x if qui in seuls else haut)} if qui else {})
            moi, cible = ca[qui] if qui in set(groupe["membre"]) else 0, next((autre for autre in rang if autre != qui), None)
            bas, haut = borne(sait, case, -1) - moi, borne(sait, case, 1) - moi
            if cible and haut - bas <= precision / 100 * (bas + haut) and abs((bas + haut) / 2 - ca[cible]) <= precision / 100 * ca[cible]:
                trouves.setdefault(cible, case)
    return trouves

def proteger(t, cachees, largeur=0):  # masque encore, tant que l’attaque retrouve une case cachée
    sommes = t.groupby(["quartier", "activite"])["chiffre_affaires_eur"].sum()
    while set(attaquer(t, cachees, largeur).values()) & cachees and len(cachees) < len(sommes):
        cachees = completer(t, cachees | {sommes.drop(index=list(cachees)).idxmin()})
    return cachees

# %%
primaire = fragiles(table)  # trop peu de membres, ou un qui domine
a_deux = completer(table, primaire)  # jamais une case masquée seule
masquees = proteger(table, a_deux)  # et encore, jusqu’à l’échec de l’attaque
protege = naif.stack().drop(index=list(masquees)).unstack().reindex_like(naif)
display(protege.style.format(number, na_rep="masqué"))
etapes = {"rien": [], "primaire": primaire, "jamais seule": a_deux, "rejouée": masquees}
trouves = {f"{nom} ({len(c)} cases)": len(attaquer(table, c)) for nom, c in etapes.items()}
titre = f"Commerces retrouvés : {', puis '.join(map(str, trouves.values()))}"
unite = "commerces retrouvés, cases masquées entre parenthèses"
bars(pd.Series(trouves), title=titre, unit=unite, source=["commerces inventés", lieux])

# %% [markdown]
# **Ce qu’on lit.** Le secret primaire n’arrête rien. « Jamais seule » ne suffit pas non plus. À La Pomme, deux cases masquées n’ont qu’un membre chacune : chacun retire son chiffre de ce qui manque, et lit celui de l’autre. Une case de plus, et l’attaque **échoue**. Retenez-le : ce n’est pas la règle qui protège, c’est l’attaque rejouée.
#
# **Ce que cela coûte.** Des cases sans danger ont disparu. La suite compte la perte.
#
# ## Masquer, ou flouter ?
#
# Il existe une autre défense : publier une **classe** (« de 30 000 à 40 000 € ») au lieu du total exact. Exécutez, puis bougez les deux curseurs :
#
# - **Seuil** : le nombre de membres exigé. À 1, aucune règle : tout est publié ;
# - **Classe** : sa largeur, en euros. À 0, le total est exact. « k€ » veut dire « milliers d’euros ».
#
# Dessous, les mêmes résultats sans les curseurs ; les cases et la part y valent pour des totaux exacts. Puis deux phrases : ce que Leïla peut encore deviner de sa rivale, et ce qui arrive à **votre** ligne de l’exercice 1.
#
# **Pariez** : un seuil plus haut protège-t-il mieux, ou fait-il seulement perdre davantage ?

# %% fold="Les curseurs, et votre ligne"
from ipywidgets import IntSlider, SelectionSlider, interact

def regler(t, seuil=seuil, largeur=0):  # un réglage : les cases cachées, ce que l’on voit, qui l’on retrouve
    cachees = proteger(t, completer(t, fragiles(t, seuil)), largeur) if seuil > 1 else set()
    sommes = t.groupby(["quartier", "activite"])["chiffre_affaires_eur"].sum()
    return cachees, f"{len(sommes) - len(cachees)} sur {len(sommes)}", percent(sommes.drop(index=list(cachees)).sum() / sommes.sum()), attaquer(t, cachees, largeur)

def essayer(seuil, largeur):
    cachees, vues, part, trouves = regler(table, seuil, largeur)
    vue = naif.map(lambda x: f"{number(x // largeur * largeur / 1000)} à {number((x // largeur + 1) * largeur / 1000)} k€" if largeur else number(x))
    for case in cachees:
        vue.loc[case] = "masqué"
    print(typeset(f"{vues} cases publiées, {part} du chiffre d’affaires montré. Commerces retrouvés : {len(trouves)}."))
    display(vue.style)

interact(essayer, seuil=IntSlider(seuil, 1, 6, description="Seuil :", continuous_update=False), largeur=SelectionSlider(options=[0, 5000, 10000, 20000], description="Classe :", continuous_update=False))
texte = {s: [*regler(table, s)[1:3], *(len(regler(table, s, largeur)[3]) for largeur in (0, 5000, 10000, 20000))] for s in range(1, 7)}
display(pd.DataFrame.from_dict(texte, "index", columns=["cases publiées", "CA montré", "retrouvés", *(typeset(f"classes de {number(largeur)} €") for largeur in (5000, 10000, 20000))]).rename_axis(columns="seuil").style)

reste = borne(connaitre(table, masquees)[1], ("Saint-Barnabé", "boulangerie"), 1) - ca_leila
moi = (ma_ligne if ma_ligne is not ... and not controler(ma_ligne, regles) else exemple) | {"membre": "M61"}
avec, chez = pd.concat([table, pd.DataFrame([moi])], ignore_index=True), (moi["quartier"], moi["activite"])
sort = {nom: "retrouvé" if "M61" in regler(avec, s)[3] else "pas retrouvé" for nom, s in (("rien", 1), ("tout", seuil))}
print(*map(typeset, [f"La rivale de Leïla, table protégée : entre 0 et {number(reste)} €.", f"Attaque à 20 % près, et non {precision} : {count(len(attaquer(table, masquees, 0, 20)), 'retrouvé')}.", f"Vous : {chez[1]}, {chez[0]}, avec {count(len(connaitre(avec, [])[0][chez]) - 1, 'autre membre', 'autres membres')}.", f"Sans protection : {sort['rien']}. Avec : {sort['tout']}, case {'masquée' if chez in regler(avec)[0] else 'publiée'}."]), sep="\n")

# %% [markdown]
# ## Avant de signer
#
# **Ce qu’on lit.** Ici, dès le seuil de 2, l’attaque échoue : monter encore fait surtout perdre. Flouter garde toutes les cases, mais il faut des classes larges. Et un échec à 10 % près n’est pas un échec à 20 % : la grande épicerie de Saint-Marcel reste devinable de loin.
#
# **Ce que le seuil ne voit pas.** Dans une case de trois, deux complices retrouvent la troisième. Un membre se retire, et l’on republie le même mois ? L’ancien total moins le nouveau, c’est lui. Et la salariée qui voit les lignes voit tout.
#
# **Cinq textes à connaître :**
#
# | texte | ce qu’il dit à Leïla |
# |---|---|
# | **Concurrence** : code de commerce, article L. 420-1 ; traité sur le fonctionnement de l’Union européenne, article 101 | Des concurrents qui s’échangent des chiffres récents, un par un, risquent l’entente interdite. Agréger protège aussi de cela. |
# | **RGPD** : règlement (UE) 2016/679 du 27 avril 2016, article 4 | Une boulangère en entreprise individuelle est une personne physique : son chiffre d’affaires est une donnée personnelle. |
# | **Secret des affaires** : code de commerce, article L. 151-1 (loi n° 2018-670 du 30 juillet 2018) | Il protège un chiffre secret, qui vaut parce qu’il est secret, **si vous le gardez** avec soin. |
# | **Gouvernance des données** : règlement (UE) 2022/868 du 30 mai 2022, applicable depuis le 24 septembre 2023 | Il définit la coopérative (article 2, point 15) et l’*altruisme* : donner pour l’intérêt général, sans contrepartie (point 16). Un intermédiaire se déclare (article 11), et n’utilise pas vos données pour lui (article 12). |
# | **Data Act** : règlement (UE) 2023/2854 du 13 décembre 2023, applicable depuis le 12 septembre 2025 | Il parle surtout d’objets connectés. Mais son article 13 vaut ici : une clause abusive sur les données, imposée par une entreprise à une autre, ne la lie pas. |
#
# Notre association est-elle un *intermédiaire* ? Un groupe fermé peut y échapper (article 2, point 11) : à vérifier auprès de l’Arcep. Et la Commission a proposé, le 19 novembre 2025, de fondre le règlement de 2022 dans celui de 2023 : vérifiez où en est le texte. Cette leçon n’est pas un avis juridique. Nous n’avons pas pu relire tous ces textes à leur adresse : relisez-les sur [legifrance.gouv.fr](https://www.legifrance.gouv.fr) et [eur-lex.europa.eu](https://eur-lex.europa.eu) avant de signer.

# %% [markdown] written="decision" points=2
# ## À vous de décider
#
# L’association attend une réponse. Donner une ligne chaque mois, refuser, ou donner **à des conditions** ? Décidez pour Leïla, ou pour votre ligne inventée.
#
# **En deux phrases :**
#
# - dans la première, votre décision, avec votre réglage (seuil, classe), **deux chiffres** et **deux clauses** de la convention ;
# - dans la seconde, le doute qui reste, et ce qui vous ferait changer d’avis.
#
# Les deux chiffres : ce qui reste publié, et combien de commerces l’attaque retrouve.
#
# Pas de nom de personne, ni de vrai chiffre d’affaires, dans votre réponse.
#
# === BEGIN MARK SCHEME ===
# Deux points. Donner, refuser, donner à des conditions : les trois se défendent. On note le raisonnement, pas le choix.
#
# **1 point : la décision, son réglage et ses chiffres.** On doit lire une décision claire, un réglage (au moins le seuil), **deux** chiffres justes lus dans la page (cases publiées ou part du chiffre d’affaires montrée ; commerces retrouvés par l’attaque), et **deux** clauses : finalité, contenu, accès, durée, retrait ou seuil. Un refus compte s’il s’appuie sur les mêmes chiffres : par exemple, plus de la moitié des cases masquées pour un bénéfice faible.
#
# **1 point : le doute, et ce qui ferait changer.** Par exemple : deux complices dans une case de trois ; la grande épicerie, encore encadrée à 20 % près ; le retrait d’un membre, qui trahit par différence ; la salariée qui voit tout ; d’autres tables publiées par ailleurs ; la règle de concurrence, à poser à une avocate, un avocat ou à la chambre de métiers. Avec ce qui trancherait : un seuil plus haut, des classes, une publication par trimestre, une attaque rejouée à chaque envoi.
#
# **Ne suffisent pas :** « je partage, c’est anonyme » ; « je fais confiance » ; un seuil sans chiffre de résultat ; « il faut respecter le RGPD » sans dire en quoi.
# **À refuser :** « on retire les noms, donc personne n’est reconnaissable » ; « masquer les petites cases suffit » (c’est le piège de la leçon) ; « la loi m’oblige à partager mon chiffre d’affaires » ; un vrai chiffre d’affaires : faites-le effacer, puis notez le reste.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Écrire.** Un format commun dit ce que chaque colonne accepte. Une ligne refusée l’est pour une raison écrite. Et une ligne valide n’est pas toujours vraie.
# - **Protéger.** Un total peut trahir : par le petit nombre, par un membre qui domine, par la différence de deux totaux. On masque les cases fragiles, **puis d’autres avec elles**, et l’on rejoue l’attaque avant chaque publication.
# - **Décider.** Une convention dit à quoi, à qui, pour combien de temps, et comment partir. On la signe avec deux chiffres en main : ce que l’on montre, et qui l’on retrouve. Le doute s’écrit aussi.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Et chez vous ?** Tout en haut, remplacez `seuil = 3` par 4, puis exécutez de nouveau la leçon (menu *Exécuter*). Remettez 3 avant de la rendre.
#
# **C’est la dernière leçon du parcours.** Vous savez trouver un chiffre, le lire, en douter, le citer et le partager. Choisissez une question de votre métier, et reprenez la leçon 1 avec elle.
