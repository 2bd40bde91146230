# %% [markdown]
# # Qui sont les grands acheteurs et fournisseurs ?
#
# Nora, de la leçon précédente, sait répondre à un marché. Son studio fait du graphisme et des événements. Il lui reste à choisir **à qui proposer ses services**, et à savoir **sur combien compter**. « La commande publique explose », lui dit-on. Est-ce vrai ?
#
# Nora et son studio sont inventés. Les montants sont réels.
#
# **À la fin, vous saurez…**
#
# - **mesurer** une concentration : ce que pèsent les premiers acheteurs et les premiers fournisseurs, par une fourchette ;
# - **lire** une tendance sans prendre un changement de périmètre pour une hausse ;
# - **séparer** le nombre de contrats de leur prix, pour choisir où proposer vos services.
#
# **Il vous faut** : les gestes des leçons précédentes. `Maj` et `Entrée` ensemble exécutent une cellule. Dans un exercice, remplacez les `...` : le modèle est juste au-dessus. Avancez de haut en bas.
#
# ## D’où viennent ces données ?
#
# - `comptes_communes` : ce que dix grandes villes ont payé. Publié par l’[OFGL](https://data.ofgl.fr/explore/dataset/ofgl-base-communes-consolidee/).
# - `marches_publics` : les contrats de Marseille notifiés en 2020. Publié par la [Ville](https://www.data.gouv.fr/fr/datasets/marseille-marches-publics-1/).
# - `budget_primitif` : ce que Marseille vote chaque année. Publié par la [Ville](https://www.data.gouv.fr/fr/datasets/marseille-budget-primitif-2024/).
# - `commande_publique_annuelle` : les contrats publiés de Marseille, année par année. Tiré du [fichier national](https://www.data.gouv.fr/datasets/donnees-essentielles-de-la-commande-publique-consolidees-format-tabulaire/) du ministère de l’Économie.
# - `marches_paris` : ceux de Paris en 2024, tirés du [même ministère](https://www.data.gouv.fr/fr/datasets/donnees-essentielles-de-la-commande-publique-fichiers-consolides/).
#
# Toutes sont sous Licence Ouverte 2.0. Elles nous sont parvenues par une republication : avant un dossier, comparez-les à leur page officielle.
#
# **Deux limites à garder en tête.** Chaque fichier de contrats n’a qu’**un** acheteur : la Ville de Marseille, ou celle de Paris. La Métropole, le Département, les hôpitaux n’y sont pas. Et un contrat dit ce qui est signé, jamais ce qui est payé.
#
# Exécutez les deux cellules suivantes. La première contient le réglage : la ville étudiée.

# %% tags=["parameters"]
territoire = "Marseille"

# %% fold="Préparer les outils"
import pandas as pd
from ipywidgets import SelectionRangeSlider, interact
from lirelaville import load
from lirelaville.charts import bars
from lirelaville.french import count, euros, number

PERSONNES = "entreprise individuelle"  # la mention qui remplace le nom d’une personne
NOMS = {"15": "15 Alimentation", "45": "45 Travaux", "71": "71 Architecture, ingénierie", "72": "72 Informatique", "79": "79 Services aux entreprises", "92": "92 Culture, sport, loisirs"}

def montrer(table, decimales=0):  # des nombres à la française
    return table.style.format(lambda valeur: valeur if isinstance(valeur, str) else number(valeur, decimales), na_rep="–")

def poids(contrats, par="fournisseur"):  # le poids des dix premiers, sur 100 € inscrits
    nommes = contrats[contrats["fournisseur"] != PERSONNES]
    return 100 * nommes.groupby(par)["montant_eur"].sum().nlargest(10).sum() / contrats["montant_eur"].sum()

def dire(reponse):  # une réponse, écrite à la française
    if isinstance(reponse, list | tuple):
        return " ; ".join(str(dire(valeur)) for valeur in reponse)
    if isinstance(reponse, float):
        return number(reponse, 2 if reponse < 10 else 0)
    return "à compléter" if reponse is ... else reponse

def fois(valeur):  # « × 2,80 », « × 211 »
    return f"×\u202f{number(valeur, 2 if valeur < 10 else 0)}"

# %% [markdown]
# ## Les grands acheteurs : qui paie ?
#
# Un **[[acheteur public]]** est une administration qui achète. Pour dire s’il est grand, regardons ce qu’il **paie**. Les comptes des villes donnent deux lignes utiles :
#
# - `achats_charges` : les achats et charges externes, pour la vie de tous les jours ;
# - `depenses_equipement` : ce qui dure, comme des travaux ou du matériel.
#
# Leur somme approche l’argent payé aux fournisseurs. Elle ne le mesure pas exactement : un terrain acheté y est aussi. Et Paris est à la fois une ville et un département.
#
# Pour comparer, on **regroupe** : `groupby` fait un tas par ville, `.sum()` additionne chaque tas. Puis `.head(1)` garde le premier.
#
# **Avant d’exécuter, pariez.** Dix grandes villes se partagent 100 € d’achats : combien pour la première ?

# %%
comptes = load("comptes_communes")
achats = comptes[comptes["agregat"].isin(["achats_charges", "depenses_equipement"])]
derniere = achats["annee"].max()
par_ville = achats[achats["annee"] == derniere].groupby("commune")["montant_eur"].sum()
acheteurs = par_ville.sort_values(ascending=False)

part_premier_acheteur = 100 * acheteurs.head(1).sum() / acheteurs.sum()
part = number(part_premier_acheteur)
titre = f"{acheteurs.index[0]} paie {part} € sur 100 des achats de dix villes"
unite = f"millions d’euros payés en {derniere}, achats et équipement"
bars(acheteurs / 1e6, title=titre, unit=unite, source=comptes, highlight=territoire)

# %% [markdown]
# **Ce qu’on lit.** C’est une **[[concentration]]** : un seul acheteur pèse une grande part du total. Marseille n’est donc pas le seul client possible.
#
# **Ce qu’on ne lit pas.** Dix villes ne sont pas tous les acheteurs. Et ces comptes ne nomment aucun fournisseur.
#
# ## Les grands fournisseurs : qui signe ?
#
# Pour les noms, il faut les **contrats**. Rappel de la leçon précédente, en une phrase : le montant d’un **[[accord-cadre]]** est un plafond de commandes, pas une dépense. **On les met à part avant toute somme.** Le signe `~` veut dire « tout sauf ».
#
# Même hors accords-cadres, nous ne dirons jamais « dépensé ». Nous dirons **inscrit** : c’est le montant écrit au contrat. Certains peuvent encore cacher un plafond : des lots du même montant, bien rond, le laissent penser.
#
# Autre précaution. Quelques fournisseurs sont des personnes : leur nom est remplacé par « entreprise individuelle ». Ce n’est **pas une** entreprise. Nous les gardons dans le total, pas dans le classement.
#
# ### Exercice 1 : le poids des dix premiers
#
# La cellule suivante classe les fournisseurs. Elle calcule le poids du premier :
#
# ```python
# part_premier = 100 * par_fournisseur.head(1).sum() / total_hors
# ```
#
# **Pariez**, puis exécutez-la : sur 100 € inscrits, combien pour lui seul ?
#
# **Puis, à vous.** Sur ce modèle, combien pour les **dix** premiers fournisseurs ? Pariez d’abord : le tiers, la moitié, les trois quarts ?

# %%
marches = load("marches_publics", territory=territoire)
hors_accords = marches[~marches["accord_cadre"]]
print(f"Contrats : {len(marches)}. Hors accords-cadres : {len(hors_accords)}.")
total_hors = hors_accords["montant_eur"].sum()
nommes = hors_accords[hors_accords["fournisseur"] != PERSONNES]
par_fournisseur = nommes.groupby("fournisseur")["montant_eur"].sum().sort_values(ascending=False)

part_premier = 100 * par_fournisseur.head(1).sum() / total_hors
titre = f"Hors accords-cadres, le premier fournisseur pèse {number(part_premier)} € sur 100"
unite = "millions d’euros inscrits en 2020, pour toute la durée du contrat"
bars(par_fournisseur.head(10) / 1e6, title=titre, unit=unite, source=marches)

# %% exercise="poids_dix" scaffold="poids_dix = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
poids_dix = 100 * par_fournisseur.head(10).sum() / total_hors
### END SOLUTION
print("Sur 100 € inscrits hors accords-cadres, aux dix premiers :", dire(poids_dix))

# %% check="poids_dix" points=2
from numbers import Real

assert isinstance(poids_dix, Real), "On attend un seul nombre, sans guillemets. Gardez .sum() avec ses parenthèses, après .head(…)."
assert poids_dix > 1, "C’est une part de 1. Pour l’avoir « sur 100 € », commencez par 100 *."
assert poids_dix <= 100, "Une part ne dépasse pas 100. Mettez la partie d’abord, puis divisez par total_hors."
assert abs(poids_dix - part_premier) > 0.01, "C’est le poids du premier seul. Combien en gardez-vous avec .head(…) ?"
### BEGIN HIDDEN TESTS
from lirelaville import load

tous = load("marches_publics", territory=territoire)
sans_plafond = tous[~tous["accord_cadre"]]
somme = sans_plafond["montant_eur"].sum()
un_par_nom = sans_plafond.groupby("fournisseur")["montant_eur"].sum()
dix = un_par_nom.drop("entreprise individuelle", errors="ignore").nlargest(10).sum()
attendu = 100 * dix / somme
juste = abs(poids_dix - attendu) < 0.06 or poids_dix == round(attendu)
assert juste or abs(poids_dix - 100 * un_par_nom.nlargest(10).sum() / somme) > 0.06, "Vous avez classé « entreprise individuelle » comme un seul fournisseur : ce sont plusieurs personnes. Partez de par_fournisseur."
assert juste or abs(poids_dix - 100 * sans_plafond["montant_eur"].nlargest(10).sum() / somme) > 0.06, "Ce sont les dix plus gros contrats. Un fournisseur peut en avoir plusieurs : partez de par_fournisseur."
assert juste or abs(poids_dix - 100 * dix / tous["montant_eur"].sum()) > 0.06, "Vous avez divisé par tous les contrats, plafonds compris. Le total hors accords-cadres est total_hors."
assert juste or abs(poids_dix - 100 * dix / un_par_nom.drop("entreprise individuelle", errors="ignore").sum()) > 0.06, "Vous avez divisé par les seuls fournisseurs nommés. Les autres sont dans le total : divisez par total_hors."
assert juste, "Ce n’est pas la part des dix premiers fournisseurs. Partez de par_fournisseur, gardez-en dix, additionnez, puis divisez par total_hors."
### END HIDDEN TESTS

# %% wrong="poids_dix" because="le modèle recopié : le premier seul" says="Combien en gardez-vous"
poids_dix = 100 * par_fournisseur.head(1).sum() / total_hors

# %% wrong="poids_dix" because="la somme oubliée" says="un seul nombre"
poids_dix = 100 * par_fournisseur.head(10) / total_hors

# %% wrong="poids_dix" because="le facteur 100 oublié" says="part de 1"
poids_dix = par_fournisseur.head(10).sum() / total_hors

# %% wrong="poids_dix" because="les dix plus gros contrats au lieu des dix premiers fournisseurs" says="les dix plus gros contrats"
poids_dix = 100 * hors_accords.sort_values("montant_eur", ascending=False).head(10)["montant_eur"].sum() / total_hors

# %% wrong="poids_dix" because="les personnes sans nom comptées comme un seul fournisseur" says="plusieurs personnes"
poids_dix = 100 * hors_accords.groupby("fournisseur")["montant_eur"].sum().nlargest(10).sum() / total_hors

# %% wrong="poids_dix" because="divisé par tous les contrats, plafonds compris" says="plafonds compris"
poids_dix = 100 * par_fournisseur.head(10).sum() / marches["montant_eur"].sum()

# %% wrong="poids_dix" because="divisé par les seuls fournisseurs nommés" says="seuls fournisseurs nommés"
poids_dix = 100 * par_fournisseur.head(10).sum() / par_fournisseur.sum()

# %% wrong="poids_dix" because="le montant en euros, sans diviser" says="divisez par total_hors"
poids_dix = par_fournisseur.head(10).sum()

# %% [markdown]
# ## Un poids, ou une fourchette ?
#
# Ce poids laisse de côté les accords-cadres, donc la plupart des contrats. Et si on les remet ? Personne ne sait ce qui a été commandé. Imaginons deux cas extrêmes :
#
# - **rien** n’est commandé dans les accords-cadres : c’est le tableau `hors_accords` ;
# - **tout** est commandé, jusqu’au plafond : c’est le tableau `marches`, entier.
#
# Ces deux cas donnent une **[[fourchette]]**, les deux valeurs entre lesquelles on pense trouver la bonne. Ce n’est pas une certitude : si les commandes vont à quelques-uns seulement, le vrai poids peut en sortir.
#
# ### Exercice 2 : la fourchette du poids
#
# La cellule repliée du début contient une recette, `poids`. Elle refait l’exercice 1 pour le tableau qu’on lui donne. Le modèle, arrondi à l’entier, pour les accords-cadres seuls :
#
# ```python
# round(poids(marches[marches["accord_cadre"]]))
# ```
#
# **À vous.** Calculez le poids des dix premiers dans chacun des deux cas, arrondi à l’entier. Écrivez `[le plus petit, le plus grand]`. **Pariez** : remettre les plafonds fait-il monter ou baisser le poids des dix premiers ?
#
# **Et les défauts du fichier ?** Sa fiche en signale trois. Sous votre réponse, une cellule les essaie :
#
# - des **SIRET faux** : la clé de contrôle refuse le numéro écrit. Faut-il jeter ces lignes ?
# - un **doublon possible** : deux lignes jumelles ;
# - une entreprise sous plusieurs numéros : on la réunit par son **[[SIREN]]**, les neuf premiers chiffres.
#
# Pariez encore, avant de l’exécuter : lequel des trois fera le plus bouger le poids ?

# %% exercise="fourchette" scaffold="fourchette = ...  # ← [le plus petit, le plus grand], arrondis à l’entier"
### BEGIN SOLUTION
fourchette = [round(poids(marches)), round(poids(hors_accords))]
### END SOLUTION
print("Poids des dix premiers, sur 100 € inscrits :", dire(fourchette))

# %% check="fourchette" points=3
from numbers import Real

assert isinstance(fourchette, list | tuple), "Une fourchette, c’est deux nombres entre crochets : [le plus petit, le plus grand]."
assert len(fourchette) == 2, "Une fourchette, c’est deux nombres entre crochets, séparés par une virgule."
assert all(isinstance(borne, Real) for borne in fourchette), "On attend deux nombres, sans guillemets ni signe %. Appelez la recette : poids(…)."
assert all(1 < borne <= 100 for borne in fourchette), "Chaque borne est une part sur 100 €. La recette poids la calcule pour vous."
assert fourchette[0] < fourchette[1], "Le plus petit d’abord, le plus grand ensuite, et ils doivent différer."
assert all(borne == round(borne) for borne in fourchette), "Trop de chiffres pour une fourchette : arrondissez à l’entier avec round(…)."
### BEGIN HIDDEN TESTS
from lirelaville import load

tous = load("marches_publics", territory=territoire)


def refaire(contrats):
    un_par_nom = contrats[contrats["fournisseur"] != "entreprise individuelle"].groupby("fournisseur")["montant_eur"].sum()
    return round(100 * un_par_nom.nlargest(10).sum() / contrats["montant_eur"].sum())


attendus = [refaire(tous), refaire(tous[~tous["accord_cadre"]])]
seuls = refaire(tous[tous["accord_cadre"]])
juste = list(fourchette) == sorted(attendus)
assert juste or seuls not in fourchette, "Vous avez pris les accords-cadres seuls, ceux du modèle. Le second cas est tout le fichier : les plafonds et le reste."
assert juste or attendus[0] in fourchette, "Il manque le cas où tout est commandé, jusqu’au plafond. Donnez à la recette le tableau marches, entier."
assert juste, "Il manque le cas où rien n’est commandé dans les accords-cadres. Donnez à la recette le tableau hors_accords."
### END HIDDEN TESTS

# %% wrong="fourchette" because="un seul poids" says="deux nombres entre crochets"
fourchette = round(poids(hors_accords))

# %% wrong="fourchette" because="les accords-cadres seuls, comme dans le modèle" says="ceux du modèle"
fourchette = [round(poids(marches[marches["accord_cadre"]])), round(poids(hors_accords))]

# %% wrong="fourchette" because="le plus grand d’abord" says="Le plus petit d’abord"
fourchette = [round(poids(hors_accords)), round(poids(marches))]

# %% wrong="fourchette" because="l’arrondi oublié" says="arrondissez à l’entier"
fourchette = [poids(marches), poids(hors_accords)]

# %% wrong="fourchette" because="dix pour cent de part et d’autre, sans les deux cas" says="jusqu’au plafond"
fourchette = [round(0.9 * poids(hors_accords)), round(1.1 * poids(hors_accords))]

# %% wrong="fourchette" because="le premier fournisseur au lieu d’un des deux cas" says="rien n’est commandé"
fourchette = [round(part_premier), round(poids(marches))]

# %% wrong="fourchette" because="les noms des tableaux au lieu de leur poids" says="deux nombres, sans guillemets"
fourchette = ["marches", "hors_accords"]

# %% wrong="fourchette" because="les totaux en euros" says="une part sur 100"
fourchette = [total_hors, marches["montant_eur"].sum()]

# %% fold="Essayer les défauts du fichier"
juste = hors_accords["siret_valide"].fillna(True)  # une case vide n’est pas un numéro faux
memes = ["objet", "fournisseur", "montant_eur", "date_notification"]
variantes = pd.Series({"hors accords-cadres": poids(hors_accords),
    "… sans les SIRET faux": poids(hors_accords[juste]),
    "tous, plafonds compris": poids(marches),
    "… sans la ligne jumelle": poids(marches.drop_duplicates(memes)),
    "… réunis par SIREN": poids(marches.assign(siren=marches["siret"].str[:9]), "siren")})
print("Le plus gros contrat au numéro refusé :", hors_accords[~juste].nlargest(1, "montant_eur")["fournisseur"].iloc[0])
titre = f"Les dix premiers pèsent de {number(variantes.min())} à {number(variantes.max())} € sur 100, selon ce qu’on compte"
bars(variantes, title=titre, unit="€ sur 100 € inscrits aux contrats, pour dix fournisseurs", source=marches)

# %% [markdown]
# **Ce qu’on lit.** Le grand doute, ce sont les plafonds. La ligne jumelle et le SIREN ne changent presque rien. Jeter les SIRET faux change davantage. Pourquoi ? L’une de ces lignes est en tête du premier dessin. **Un numéro faux n’est pas un faux contrat** : on le signale, on ne le jette pas.
#
# ## Une erreur à rencontrer exprès
#
# « La commande publique explose ! » Vérifions avec le fichier national, année par année. Il ne sépare pas les accords-cadres : ses montants sont donc **plafonds compris**.
#
# **Pariez** : entre 2020 et 2023, par combien le montant a-t-il été multiplié ? Par 2, par 20, par 200 ?
#
# Exécutez. Puis déplacez les deux bouts du curseur pour choisir la première et la dernière année. Cherchez **les deux années que vous oseriez comparer**. La table du dessous donne les mêmes chiffres, sans curseur.

# %% fold="Choisir deux années"
annuel = load("commande_publique_annuelle", territory=territoire).set_index("annee")

def comparer(annees):
    choix = annuel.loc[annees[0]:annees[1]]
    noms = [f"{an} : {count(n, 'contrat')}, {quoi}" for an, n, quoi in zip(choix.index, choix["nombre_marches"], choix["perimetre"], strict=True)]
    rapports = choix[["montant_eur", "nombre_marches"]].iloc[-1] / choix[["montant_eur", "nombre_marches"]].iloc[0]
    if annees[0] == annees[1]:
        return print("Une seule année : rien à comparer. Écartez les deux bouts du curseur.")
    titre = f"De {annees[0]} à {annees[1]} : montant inscrit {fois(rapports['montant_eur'])}, contrats publiés {fois(rapports['nombre_marches'])}"
    return bars(choix["montant_eur"].set_axis(noms) / 1e6, title=titre, unit="millions d’euros inscrits, plafonds compris ; un seul acheteur, la Ville", source=annuel)

interact(comparer, annees=SelectionRangeSlider(options=list(annuel.index), index=(0, 3), description="Années :", continuous_update=False))
entetes = {"nombre_marches": "contrats publiés", "montant_eur": "€ inscrits, plafonds compris", "perimetre": "périmètre, selon la fiche"}
montrer(annuel.rename(columns=entetes).rename_axis("année"))

# %% [markdown]
# - **Le symptôme.** Une multiplication par plus de cent. Aucune ville ne centuple ses achats en trois ans.
# - **La cause.** Le nombre de contrats publiés explose aussi. Ce n’est pas l’achat qui commence, c’est la **publication**. Le [[périmètre]], ce que le chiffre compte, a changé : c’est une **[[rupture de série]]**.
# - **La réparation.** Comparer avec des chiffres dont le périmètre tient. Nous en avons trois : le fichier que la Ville publie elle-même, son budget voté, et ce qu’elle a payé.
#
# Le budget et les paiements comptent bien plus que ces contrats : ne comparez pas leur taille, comparez leur **mouvement**. La fiche du budget conseille de ne garder que 2022 à 2024.
#
# **Pariez** : combien de contrats de 2020 le fichier de la Ville contient-il, quand le fichier national en a deux ?

# %% fold="Comparer avec trois autres fichiers"
budget = load("budget_primitif", territory=territoire)
vote = budget[budget["sens"] == "Dépense"].groupby("annee")["montant_eur"].sum()
paye = achats[achats["commune"] == territoire].groupby("annee")["montant_eur"].sum()
colonnes = {"inscrit, plafonds compris": annuel["montant_eur"], "voté": vote, "payé": paye}
echelle = (pd.DataFrame(colonnes).loc[2022:2024] / 1e6).rename_axis("année")

national = annuel["nombre_marches"][2020]
print(f"Contrats de 2020 : {national} au fichier national, {len(marches)} à celui de la Ville.")
print("De 2022 à 2024 :", (echelle.loc[2024] / echelle.loc[2022]).map(fois).to_string(), sep="\n")
montrer(echelle, 1).set_caption("Millions d’euros")

# %% [markdown]
# **Ce qu’on lit.** Ce qui est voté et ce qui est payé montent aussi, hausse des prix comprise. Mais rien ne ressemble à une explosion.
#
# ## Une tendance, par une fourchette
#
# Restent 2024 et 2025 : deux années pleines, avec presque autant de contrats. Peut-on enfin écrire « les achats montent » ? Regardons **un seul** contrat : celui du premier fournisseur depuis 2021. Il est si gros que seules deux années ont un total assez grand pour le contenir : 2024 ou 2025. Le fichier reçu ne dit pas laquelle ; nous supposons que ses deux tables comptent les mêmes contrats.
#
# ### Exercice 3 : que devient la tendance sans ce contrat ?
#
# On divise l’arrivée par le départ : plus de 1, cela monte ; moins de 1, cela baisse. Le modèle, si le contrat date de **2024**, le retire du départ :
#
# ```python
# montants[2025] / (montants[2024] - gros)
# ```
#
# **À vous.** Refaites le calcul si le contrat date de **2025**. Puis écrivez les deux résultats : `[le plus petit, le plus grand]`. **Pariez** : les deux diront-ils la même chose, hausse ou baisse ?

# %%
montants = annuel["montant_eur"]
suivi = load("commande_publique_annuelle", resource="principaux_fournisseurs", territory=territoire)
gros = suivi["montant_eur"].max()

combien = count(suivi["nombre_marches"][0], "contrat")
print(f"Premier fournisseur : {combien}, {euros(gros)} inscrits.")
print("Années dont le total est plus grand :", *montants.index[montants > gros])
print("De 2024 à 2025, tel que publié :", fois(montants[2025] / montants[2024]))

# %% exercise="tendance" scaffold="tendance = ...  # ← [le plus petit, le plus grand], sans le gros contrat"
### BEGIN SOLUTION
tendance = [
    (montants[2025] - gros) / montants[2024],
    montants[2025] / (montants[2024] - gros),
]
### END SOLUTION
print("Sans ce contrat, multiplié par :", dire(tendance))

# %% check="tendance" points=3
from numbers import Real

assert isinstance(tendance, list | tuple), "On attend deux nombres entre crochets : [le plus petit, le plus grand]."
assert len(tendance) == 2, "On attend deux nombres entre crochets, séparés par une virgule."
assert all(isinstance(borne, Real) for borne in tendance), "On attend deux nombres, sans guillemets : deux divisions."
assert all(abs(borne) < 20 for borne in tendance), "C’est trop grand pour une multiplication. Divisez l’arrivée (2025) par le départ (2024) ; pas de pourcentage."
assert tendance[0] < tendance[1], "Le plus petit d’abord, le plus grand ensuite, et ils doivent différer."
tel_quel = annuel["montant_eur"][2025] / annuel["montant_eur"][2024]
assert tendance[0] < tel_quel < tendance[1], "Retirer le contrat de l’arrivée fait baisser le résultat, le retirer du départ le fait monter. Vos deux bornes doivent entourer celui qui est publié."
### BEGIN HIDDEN TESTS
from lirelaville import load

publies = load("commande_publique_annuelle", territory=territoire).set_index("annee")["montant_eur"]
unique = load("commande_publique_annuelle", resource="principaux_fournisseurs", territory=territoire)["montant_eur"].max()
bas, haut = (publies[2025] - unique) / publies[2024], publies[2025] / (publies[2024] - unique)
assert abs(tendance[1] - haut) < 0.06, "La grande borne est celle du modèle : le contrat retiré de 2024, et de 2024 seulement. Attention aux parenthèses."
assert abs(tendance[0] - bas) < 0.06, "La petite borne n’est pas la bonne. Le contrat est retiré de 2025 seulement ; les parenthèses entourent la soustraction, puis on divise par 2024."
### END HIDDEN TESTS

# %% wrong="tendance" because="le modèle seul, sans l’autre cas" says="deux nombres entre crochets"
tendance = montants[2025] / (montants[2024] - gros)

# %% wrong="tendance" because="le contrat retiré des deux années à la fois" says="2025 seulement"
tendance = [(montants[2025] - gros) / (montants[2024] - gros) - 1, montants[2025] / (montants[2024] - gros)]

# %% wrong="tendance" because="la tendance publiée prise pour une borne" says="doivent entourer"
tendance = [montants[2025] / montants[2024], montants[2025] / (montants[2024] - gros)]

# %% wrong="tendance" because="les parenthèses oubliées" says="C’est trop grand"
tendance = [montants[2025] - gros / montants[2024], montants[2025] / (montants[2024] - gros)]

# %% wrong="tendance" because="la plus grande d’abord" says="Le plus petit d’abord"
tendance = [montants[2025] / (montants[2024] - gros), (montants[2025] - gros) / montants[2024]]

# %% wrong="tendance" because="des pourcentages au lieu de multiplications" says="pas de pourcentage"
tendance = [100 * ((montants[2025] - gros) / montants[2024] - 1), 100 * (montants[2025] / (montants[2024] - gros) - 1)]

# %% wrong="tendance" because="dix pour cent de part et d’autre" says="celle du modèle"
tendance = [0.9 * montants[2025] / montants[2024], 1.1 * montants[2025] / montants[2024]]

# %% [markdown]
# **Ce qu’on lit.** Un cas dit baisse, l’autre dit hausse. Le **sens** même de la tendance dépend de la date d’un contrat. On écrit donc : « ces fichiers ne permettent pas de dire si les achats montent ».
#
# ## Le nombre ou le prix ?
#
# Quand un total bouge, demandez **lequel des deux** a bougé. Car un total est toujours :
#
# **nombre de contrats × montant moyen**
#
# La [[moyenne]] est le total divisé par le nombre. Prenons 2023 et 2024. La fiche leur donne la même étiquette, « publication courante » : est-ce suffisant ?
#
# ### Exercice 4 : lequel a bougé ?
#
# Le modèle, pour le nombre de contrats :
#
# ```python
# fois_nombre = apres["nombre_marches"] / avant["nombre_marches"]
# ```
#
# **À vous.** Par combien le **montant moyen** d’un contrat a-t-il été multiplié ? La cellule suivante l’ajoute pour chaque année, dans la colonne `montant_moyen`. La fiche prévient que des contrats sont comptés sans montant : la vraie moyenne est un peu plus haute. **Pariez** : plus, ou moins, que le total ?
#
# **Et si c’était un seuil ?** Sous votre réponse, une cellule fait un essai. Elle prend le fichier de la Ville, et n’en publie que les contrats au-dessus d’un seuil. Aucun prix ne change. Pariez encore : que feront le nombre, le montant moyen et le total ?

# %%
annuel["montant_moyen"] = annuel["montant_eur"] / annuel["nombre_marches"]
avant, apres = annuel.loc[2023], annuel.loc[2024]  # loc : la ligne de cette année
fois_total = apres["montant_eur"] / avant["montant_eur"]
fois_nombre = apres["nombre_marches"] / avant["nombre_marches"]

print("De 2023 à 2024, le total inscrit :", fois(fois_total))
print("Le nombre de contrats :", fois(fois_nombre))

# %% exercise="fois_moyen" scaffold="fois_moyen = ...  # ← sur le modèle, avec la colonne montant_moyen"
### BEGIN SOLUTION
fois_moyen = apres["montant_moyen"] / avant["montant_moyen"]
### END SOLUTION
print("Montant moyen multiplié par :", dire(fois_moyen))

# %% check="fois_moyen" points=2
from numbers import Real

lignes = load("commande_publique_annuelle", territory=territoire).set_index("annee")[["nombre_marches", "montant_eur"]]
nombre_fois, total_fois = lignes.loc[2024] / lignes.loc[2023]
assert isinstance(fois_moyen, Real), "On attend un seul nombre, sans guillemets : une division."
assert 0 < fois_moyen < 100, "On attend une multiplication, comme 0.5 ou 3, pas un montant ni un pourcentage. Divisez 2024 (apres) par 2023 (avant)."
assert abs(fois_moyen - nombre_fois) > 0.001, "C’est le nombre de contrats, celui du modèle. Changez de colonne, en haut comme en bas."
assert fois_moyen > 1, "Le total monte alors que le nombre baisse : le montant moyen monte donc. Avez-vous mis 2024 (apres) au-dessus ?"
assert abs(fois_moyen - total_fois) > 0.06, "C’est le total qui est multiplié par cela. On demande le montant moyen d’un contrat."
assert abs(nombre_fois * fois_moyen - total_fois) < 0.05, "Votre réponse ne redonne pas le total : nombre × montant moyen doit faire le total. Divisez la colonne montant_moyen de 2024 par celle de 2023, sans arrondir."
### BEGIN HIDDEN TESTS
from lirelaville import load

lignes = load("commande_publique_annuelle", territory=territoire).set_index("annee")
moyens = lignes["montant_eur"] / lignes["nombre_marches"]
assert abs(fois_moyen - moyens[2024] / moyens[2023]) < 0.06, "Ce n’est pas la multiplication du montant moyen entre 2023 et 2024."
### END HIDDEN TESTS

# %% wrong="fois_moyen" because="le modèle recopié : le nombre de contrats" says="celui du modèle"
fois_moyen = apres["nombre_marches"] / avant["nombre_marches"]

# %% wrong="fois_moyen" because="le total au lieu de la moyenne" says="C’est le total"
fois_moyen = apres["montant_eur"] / avant["montant_eur"]

# %% wrong="fois_moyen" because="la division à l’envers" says="2024 (apres) au-dessus"
fois_moyen = avant["montant_moyen"] / apres["montant_moyen"]

# %% wrong="fois_moyen" because="une différence en euros" says="pas un montant"
fois_moyen = apres["montant_moyen"] - avant["montant_moyen"]

# %% wrong="fois_moyen" because="la hausse en pour cent" says="ni un pourcentage"
fois_moyen = 100 * (apres["montant_moyen"] / avant["montant_moyen"] - 1)

# %% wrong="fois_moyen" because="arrondi à l’entier" says="sans arrondir"
fois_moyen = round(apres["montant_moyen"] / avant["montant_moyen"])

# %% wrong="fois_moyen" because="les deux multiplications additionnées" says="ne redonne pas le total"
fois_moyen = fois_total + fois_nombre

# %%
essais = {}
for seuil in (20_000, 40_000, 90_000):
    gardes = hors_accords[hors_accords["montant_eur"] >= seuil]["montant_eur"]
    essais[f"dès {euros(seuil)}"] = [len(gardes), gardes.mean(), gardes.median(), gardes.sum()]
lignes = ["contrats publiés", "montant moyen, €", "médiane, €", "total inscrit, €"]
montrer(pd.DataFrame(essais, index=lignes)).set_caption(f"{territoire} 2020, hors accords-cadres")

# %% [markdown]
# **Ce qu’on lit.** De 2023 à 2024, moins de contrats, mais chacun bien plus gros. Les prix ont-ils bondi ? Rien ne le prouve.
#
# Avec un seuil plus haut, le nombre tombe et la moyenne bondit, sans qu’aucun prix ait bougé. Le total, lui, change à peine. Un seuil pourrait donc expliquer la baisse du nombre. Il n’explique pas, seul, la hausse du total. Le gros contrat de l’exercice 3, s’il date de 2024, en expliquerait la plus grande part. Ce fichier ne tranche pas.
#
# De nouvelles règles de publication s’appliquent depuis le 1er janvier 2024 (deux arrêtés du 22 décembre 2022). La date coïncide ; ce n’est pas une preuve.
#
# ## Où proposer ses services ?
#
# Le même outil sert à choisir. Pour chaque famille d’achats : combien de contrats (le nombre), de quelle taille (le prix), et pour qui (la concentration) ? Nous prenons les marchés ordinaires, ouverts à la concurrence, d’au moins 20 000 € dans les deux villes : un périmètre **aussi proche que possible**. À Paris, nous ôtons aussi les accords-cadres cités et les montants répétés.
#
# « La moitié du milieu » va du premier au troisième quartile : un contrat sur deux est dedans. « Trois premiers » dit ce que pèsent les trois plus gros fournisseurs, sur 100 €.
#
# **Pariez** : dans quelle famille les trois premiers laissent-ils le plus aux autres ?

# %% fold="Comparer les familles et les deux villes"
SANS_CONCURRENCE = "Marché passé sans publicité ni mise en concurrence préalable"
paris = load("marches_paris")
ici = marches[(marches["nature"] == "Marché") & (marches["procedure"] != SANS_CONCURRENCE)]
la_bas = paris[~paris["accord_cadre_cite"] & ~paris["montant_repete"] & (paris["procedure"] != SANS_CONCURRENCE)]

def tailles(contrats):
    tas = contrats[contrats["montant_eur"] >= 20_000].groupby("cpv_division")["montant_eur"]
    milieu = tas.quantile(0.25).map(lambda q: number(round(q + 0.01, -3))) + " à " + tas.quantile(0.75).map(lambda q: number(round(q + 0.01, -3)))
    return pd.DataFrame({"contrats": tas.size(), "moitié du milieu, €": milieu.where(tas.size() >= 5, "trop peu")})

par_nom = ici[ici["fournisseur"] != PERSONNES].groupby(["cpv_division", "fournisseur"])["montant_eur"].sum()
trois = par_nom.groupby(level=0).nlargest(3).groupby(level=0).sum() / ici.groupby("cpv_division")["montant_eur"].sum()
familles = pd.concat([tailles(ici).add_prefix(f"{territoire} 2020 : "), (100 * trois).rename(f"{territoire} : trois premiers, € sur 100"), tailles(la_bas).add_prefix("Paris 2024 : ")], axis=1)
familles = familles[familles.iloc[:, 0] >= 5].sort_values(familles.columns[0], ascending=False)
montrer(familles.rename(index=lambda code: NOMS.get(code, code)).rename_axis("famille (CPV)"))

# %% [markdown] written="decision" points=2
# ## À vous de décider
#
# Dans la table, cherchez deux cases où le nombre change beaucoup, et le prix peu ; puis l’inverse. C’est cela, choisir.
#
# **En deux phrases : à quel acheteur et dans quelle famille Nora doit-elle proposer ses services d’abord, et sur combien peut-elle compter ?** Vous pouvez répondre pour votre propre entreprise.
#
# - Dans la première, votre décision : l’acheteur, la famille, le nombre de contrats, leur taille par une fourchette, et ce que pèsent les trois premiers. Pour Paris, cette part n’est pas connue ici : dites-le.
# - Dans la seconde, le doute qui pèse le plus, et ce qui vous ferait changer d’avis.
#
# Aucun montant de ces contrats n’est une dépense. Et un contrat publié n’est pas un contrat gagné.
#
# === BEGIN MARK SCHEME ===
# Deux points. Tous les choix se défendent : on note le raisonnement, pas le choix.
#
# **1 point : la décision et ses chiffres.** Un acheteur, une famille, un nombre de contrats, une taille par une **fourchette** en euros, et un chiffre de concentration (les trois premiers, ou la fourchette des dix premiers ; pour Paris, « inconnu » suffit). « Compter sur » un contrat de la moitié du milieu est juste ; compter sur le total de la famille ne l’est pas. Les chiffres de la salle sont sur la page de la formatrice et du formateur.
#
# **1 point : le doute, et ce qui changerait la décision.** Par exemple : une seule année par ville, et pas la même (2020, 2024) ; 2020, année de crise sanitaire ; les accords-cadres, mis à part, où passe peut-être l’essentiel des achats de la famille ; un seul acheteur par fichier (ni Métropole, ni Département, ni hôpitaux) ; les contrats durent plusieurs mois ou années ; la concentration change selon les plafonds ; les accords-cadres de Paris sont repérés par un mot de l’objet. Il faut **un effet** : « si… alors je choisirais… ».
#
# **Ne suffisent pas :** « la commande publique monte » (ou « baisse ») ; une famille sans fourchette ; « il manque des données » sans dire lesquelles.
#
# **À refuser :** un plafond d’accord-cadre, ou un montant inscrit, présenté comme dépensé ou gagné ; la hausse de 2020 à 2023 présentée comme une hausse des achats ; la hausse de 2023 à 2024 présentée comme une hausse des prix ; un chiffre de Paris attribué à Marseille. Une seule de ces erreurs : 0 au premier point.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Mesurer une concentration** : ce que pèsent les premiers, sur 100 €. On met les accords-cadres à part, on donne une fourchette, et l’on dit quel doute l’élargit. Un numéro faux n’est pas un faux contrat.
# - **Lire une tendance** : d’abord le nombre de contrats publiés, ensuite le montant. Quand le périmètre change, le total ne dit rien des achats. Un seul gros contrat peut en retourner le sens.
# - **Séparer le nombre et le prix** : total = nombre × montant moyen. Un seuil de publication fait bouger les deux, sans qu’aucun prix ne change.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La page publique « À qui vont les subventions ? » montre l’autre argent de la Ville, donné sans achat en retour. La prochaine leçon demande : *Paie-t-on mieux ici qu’ailleurs ?*
