# %% [markdown]
# # Paie-t-on mieux ici qu’ailleurs ?
#
# Nadia vend des chaussures à Marseille. Elle recrute une personne pour la vente : quel salaire écrire dans l’annonce ?
# Son cousin tient une boutique à Lille. Il lui dit : « Chez nous, on gagne mieux sa vie. » A-t-il raison ?
# Nadia et son cousin sont inventés. Les données, elles, sont réelles.
#
# **À la fin, vous saurez…**
#
# - **comparer** ce qui se compare : une même catégorie d’emploi, des villes de taille voisine ;
# - **expliquer** une moyenne qui se retourne dès qu’on regarde catégorie par catégorie ;
# - **proposer** une fourchette de salaire horaire, et dire ses doutes.
#
# **Il vous faut** : cette page, et rien d’autre. Exécutez chaque cellule de code dans l’ordre, avec **Maj + Entrée**.
# Dans un exercice, remplacez les trois points `...` : le modèle est juste au-dessus. La cellule repliée en dessous vérifie.
#
# ## D’où viennent ces données ?
#
# - `salaires_communes`, de l’Insee : ce que gagnent en moyenne, pour une heure de travail, les salariés de chaque commune ([page officielle](https://www.insee.fr/fr/statistiques/2021266)).
# - `etablissements_communes`, de l’Insee : combien de magasins, de bureaux, d’usines, selon leur nombre de salariés ([page officielle](https://www.insee.fr/fr/statistiques/1893274)).
#
# Licence Ouverte : vous pouvez les réutiliser en citant la source et sa date. Elles nous sont parvenues par une republication : comparez-les à leur page officielle avant un usage sérieux.
#
# Leurs limites sont fortes. Retenez-en trois, elles reviendront :
#
# 1. ce sont les salaires des gens qui **habitent** la commune (leur **[[lieu de résidence]]**), pas ceux que paient ses employeurs ;
# 2. les chiffres datent de **2014** ;
# 3. il n’y a que des **[[moyennes|moyenne]]**, et l’on ne sait pas sur combien de personnes. Les agents publics, les salariés agricoles et les indépendants n’y sont pas.
#
# **Avant d’exécuter, pariez** : pour combien de communes de France ce salaire est-il publié ? Presque toutes, la moitié, une sur sept ?

# %% tags=["parameters"]
territoire = "Marseille"
facteur = 3  # villes comparables : du tiers au triple de la nôtre

# %%
import pandas as pd
from lirelaville import load
from lirelaville.french import number

salaires = load("salaires_communes")
etablissements = load("etablissements_communes")
print(number(len(salaires)), "communes avec un salaire, sur", number(len(etablissements)))
print(salaires.attrs["source"])
salaires[["code_insee", "nom_commune", "salaire_net_horaire_eur"]].head(3)

# %% fold="Donner des noms courts aux colonnes, et relier les deux tables"
from ipywidgets import Dropdown, interact
from lirelaville.charts import bars

def court(colonne):  # salaire_net_horaire_femmes_cadres_eur devient femmes_cadres
    nom = colonne.removeprefix("salaire_net_horaire").removesuffix("_eur").strip("_")
    return nom.replace("professions_", "") or "ensemble"

pd.options.display.float_format = lambda valeur: number(valeur, 1)
tailles, villes = etablissements.set_index("code_insee"), salaires.set_index("code_insee").rename(columns=court)
villes["employeurs"] = tailles["etablissements_2014"] - tailles["sans_salarie_ou_inconnu"]
noms = villes.pop("nom_commune")
villes.index = noms.where(~noms.duplicated(keep=False), noms + " (" + noms.index + ")")
assert territoire in villes.index, f"« {territoire} » n’est pas dans la table. Recopiez son nom comme l’Insee l’écrit, ou choisissez une ville plus grande."
categories = ["cadres", "intermediaires", "employes", "ouvriers"]

def les_plus_proches(combien=12):  # parmi les comparables, celles de la taille la plus voisine
    return (comparables["employeurs"] - comparables.loc[territoire, "employeurs"]).abs().nsmallest(combien).index

def dessiner(noms_voulus, colonne, titre, en_gras):
    vue = villes.loc[noms_voulus, colonne].sort_values(ascending=False)
    return bars(vue, title=titre, unit="euros nets par heure, moyenne des habitants, 2014", source=salaires, highlight=en_gras)

# %% [markdown]
# ## Lisons ensemble
#
# Dans la table `villes`, **une ligne est une commune**. L’unité est l’euro **[[net|salaire net]]** par heure de travail.
#
# La colonne `ensemble` mêle tout le monde. Quatre colonnes séparent les **[[catégories d’emploi|catégorie d’emploi]]** :
#
# | colonne | pour Nadia |
# |---|---|
# | `cadres` | une directrice ou un directeur de plusieurs magasins ; les chefs d’entreprise salariés y sont aussi |
# | `intermediaires` | une personne entre les deux : technicien, infirmier, agent de maîtrise |
# | `employes` | une personne qui vend, un secrétaire : **le poste de Nadia** |
# | `ouvriers` | une personne qui emballe, répare ou conduit |
#
# Un village et une grande ville ne se comparent pas. Nadia regarde le nombre d’**établissements employeurs** : les lieux qui ont au moins un salarié connu.
# Elle garde les villes qui en ont entre le tiers et le triple de la sienne. C’est un choix : il est écrit dans les réglages, `facteur = 3`.
#
# `villes.loc["Lille", "cadres"]` lit une case : d’abord la ligne, puis la colonne. `.between(a, b)` veut dire « entre a et b ».
#
# **Avant d’exécuter, pariez** : Paris restera-t-elle dans la liste ? Et qui sera devant, Lille ou Marseille ?

# %%
ici = villes.loc[territoire, "employeurs"]
garder = villes["employeurs"].between(ici / facteur, ici * facteur)
comparables = villes[garder]
print(f"{territoire} : {number(ici)} établissements employeurs.")
print(f"Villes de taille voisine, elle comprise : {len(comparables)}.")

deux = villes.loc[["Lille", "Marseille"], "ensemble"].sort_values(ascending=False)
titre = " devant ".join(f"{ville} ({number(deux[ville], 1)} €)" for ville in deux.index)
dessiner(les_plus_proches().union(deux.index), "ensemble", f"Dans l’ensemble, {titre}", deux.index)

# %% [markdown]
# ## Une erreur à rencontrer exprès
#
# Le cousin triomphe. Nadia est tentée d’écrire : « À Lille, on gagne mieux sa vie : je dois payer plus. » **N’écrivez pas cela.**
#
# - **Le symptôme.** On compare deux moyennes d’ensemble, alors que Nadia cherche une personne pour **un** poste.
# - **La réparation.** On compare catégorie par catégorie : les cadres aux cadres, les employés aux employés.
#
# Restera la cause. Regardons d’abord le symptôme de près.
#
# ### Exercice 1 : quatre écarts
#
# Voici l’écart d’ensemble. Il est positif quand Lille est devant :
#
# ```python
# ecart = villes.loc["Lille", "ensemble"] - villes.loc["Marseille", "ensemble"]
# ```
#
# La liste `categories` contient déjà les noms des quatre colonnes. On la donne sans guillemets, à la place de `"ensemble"` : l’ordinateur fait alors les quatre soustractions.
#
# **Avant d’exécuter, pariez** : dans combien de catégories Lille sera-t-elle devant ? Quatre, trois, deux, une, aucune ?
#
# **À vous.** Calculez les quatre écarts, toujours Lille moins Marseille.

# %% exercise="ecarts" scaffold="ecarts = ...  # ← le modèle, avec categories à la place de \"ensemble\""
### BEGIN SOLUTION
ecarts = villes.loc["Lille", categories] - villes.loc["Marseille", categories]
### END SOLUTION
pd.DataFrame({"Lille moins Marseille, en €": ecarts}, index=categories)

# %% check="ecarts" points=3
from numbers import Real

import pandas as pd

assert not isinstance(ecarts, Real), "C’est un seul nombre. On veut les quatre écarts d’un coup : mettez categories, sans guillemets, dans les deux crochets."
assert isinstance(ecarts, pd.Series), "On attend une soustraction entre deux villes.loc[…], sans guillemets autour de l’ensemble."
assert sorted(map(str, ecarts.index)) == sorted(categories), "On attend quatre écarts, un par catégorie. Il faut categories dans les deux crochets, après le nom de la ville."
assert ecarts.dtype.kind in "fi", "Un écart est un nombre : la soustraction de deux salaires."
assert ecarts.abs().max() < 9, "C’est trop pour un écart entre deux salaires. Avez-vous additionné, ou lu une seule ville, au lieu de soustraire ?"
### BEGIN HIDDEN TESTS
from lirelaville import load

table = load("salaires_communes").set_index("code_insee")
champs = {"cadres": "cadres", "intermediaires": "professions_intermediaires", "employes": "employes", "ouvriers": "ouvriers"}
attendus = {nom: table.loc["59350", f"salaire_net_horaire_{champ}_eur"] - table.loc["13055", f"salaire_net_horaire_{champ}_eur"] for nom, champ in champs.items()}
assert any(abs(ecarts[nom] + valeur) > 0.051 for nom, valeur in attendus.items()), "La soustraction est à l’envers. On veut Lille moins Marseille : un écart positif dirait que Lille est devant."
assert all(abs(ecarts[nom] - valeur) < 0.051 for nom, valeur in attendus.items()), "Ce ne sont pas les écarts entre les salaires de Lille et ceux de Marseille. Repartez du modèle, et changez seulement la colonne."
### END HIDDEN TESTS

# %% wrong="ecarts" because="le modèle recopié : l’ensemble" says="les quatre écarts"
ecarts = villes.loc["Lille", "ensemble"] - villes.loc["Marseille", "ensemble"]

# %% wrong="ecarts" because="la soustraction à l’envers" says="à l’envers"
ecarts = villes.loc["Marseille", categories] - villes.loc["Lille", categories]

# %% wrong="ecarts" because="une seule ville, sans soustraire" says="au lieu de soustraire"
ecarts = villes.loc["Lille", categories]

# %% wrong="ecarts" because="une division au lieu d’une soustraction" says="seulement la colonne"
ecarts = villes.loc["Lille", categories] / villes.loc["Marseille", categories]

# %% wrong="ecarts" because="les catégories dans un seul des deux crochets" says="seulement la colonne"
ecarts = villes.loc["Lille", categories] - villes.loc["Marseille", "ensemble"]

# %% wrong="ecarts" because="une seule catégorie" says="les quatre écarts"
ecarts = villes.loc["Lille", "employes"] - villes.loc["Marseille", "employes"]

# %% wrong="ecarts" because="le calcul entre guillemets" says="sans guillemets"
ecarts = "Lille - Marseille"

# %% wrong="ecarts" because="toute la ligne, employeurs compris" says="un par catégorie"
ecarts = villes.loc["Lille"] - villes.loc["Marseille"]

# %% [markdown]
# ## Tout se retourne
#
# Lille est devant dans l’ensemble, et derrière dans **chacune** des quatre catégories. Ce n’est pas une faute de calcul.
#
# Restons modestes sur le petit écart des employés : les salaires sont arrondis à 10 centimes près. Un écart aussi petit peut n’être que l’ombre d’un arrondi.
#
# **À vous de chercher.** Choisissez deux villes dans les listes : la barre « Ensemble » va-t-elle du même côté que les autres ? Essayez aussi un autre découpage, par âge.
#
# **Pariez d’abord** : Lille et Marseille sont-elles un cas unique ?

# %% fold="Comparer deux villes de son choix"
en_clair = {"ensemble": "Ensemble", "cadres": "Cadres", "intermediaires": "Professions intermédiaires", "employes": "Employés", "ouvriers": "Ouvriers", "18_25_ans": "18 à 25 ans", "26_50_ans": "26 à 50 ans", "plus_de_50_ans": "Plus de 50 ans", "femmes": "Femmes", "hommes": "Hommes"}
decoupages = {"catégorie d’emploi": categories, "âge": ["18_25_ans", "26_50_ans", "plus_de_50_ans"], "sexe": ["femmes", "hommes"]}

def centimes(ville, autre, groupes):  # l’ensemble d'abord, puis chaque groupe
    ecart = (villes.loc[ville] - villes.loc[autre])[["ensemble", *decoupages[groupes]]]
    return (100 * ecart).round()

def comparer(ville, autre, groupes):
    ecart = centimes(ville, autre, groupes)
    devant, derriere = (ecart.iloc[1:] > 0).sum(), (ecart.iloc[1:] < 0).sum()
    total = f"{number(abs(ecart['ensemble']))} centimes {'de moins' if ecart['ensemble'] < 0 else 'de plus'} que"
    titre = f"{ville} gagne {total if ecart['ensemble'] else 'autant que'} {autre} ; par {groupes}, {devant} fois devant, {derriere} fois derrière"
    return bars(ecart.rename(en_clair), title=titre, unit=f"centimes par heure, {ville} moins {autre}, 2014", source=salaires, highlight="Ensemble")

grandes = sorted(villes.nlargest(40, "employeurs").index.union(les_plus_proches()))
interact(comparer, ville=Dropdown(options=grandes, value="Lille", description="Ville :"), autre=Dropdown(options=grandes, value="Marseille", description="et :"), groupes=Dropdown(options=list(decoupages), description="Par :"))
print("Sans les listes, les couples qui se retournent parmi ces villes (en centimes) :")
for ville, autre in [(a, b) for a in les_plus_proches() for b in les_plus_proches()]:
    ecart = centimes(ville, autre, "catégorie d’emploi")
    if ecart["ensemble"] > 0 and ecart.iloc[1:].max() < 0:
        print(f" – {ville} et {autre} : {number(ecart['ensemble'])} ; par catégorie, de {number(ecart.iloc[1:].min())} à {number(ecart.iloc[1:].max())}")
print("Lille et Marseille, par âge :", *(f"{en_clair[nom]}, {number(valeur)}" for nom, valeur in centimes("Lille", "Marseille", "âge").items()), sep="\n – ")

# %% [markdown]
# **Ce qu’on lit.** D’autres couples se retournent. Mais par âge, Lille et Marseille ne se retournent pas : Lille reste devant partout. Le découpage change l’histoire. Pour un recrutement, celui qui compte est le métier.
#
# ## La cause : de quoi chaque moyenne est faite
#
# Imaginez deux paniers de fruits. À Lille, les fraises et les pommes coûtent un peu moins cher qu’à Marseille. Mais le panier de Lille contient surtout des fraises, qui sont chères, et celui de Marseille surtout des pommes.
# Le kilo moyen revient plus cher à Lille. Pourtant, chaque fruit y est moins cher.
#
# Ici, les fruits sont les catégories. La moyenne d’ensemble dépend des salaires **et** de la part de chaque catégorie dans les heures travaillées. Cette part pèse toute seule sur la moyenne : c’est l’**[[effet de structure]]**. Quand il retourne chaque comparaison, on parle de « paradoxe de Simpson ».
#
# Pour l’écarter, on compare **à [[structure égale]]** : on donne aux deux villes la même répartition des heures.
#
# ### Exercice 2 : le même panier pour les deux villes
#
# La table ne donne pas la vraie répartition. Nous en **inventons** une, pour 100 heures travaillées. La cellule suivante calcule la moyenne de Marseille avec ce panier : chaque salaire × ses heures, divisé par 100, puis `.sum()` additionne.
#
# **À vous.** Calculez celle de Lille avec le **même** panier. **Pariez d’abord** : Lille sera-t-elle devant ou derrière ?

# %%
# sur 100 heures : cadres, professions intermédiaires, employés, ouvriers
repartition = pd.Series([20, 25, 35, 20], index=categories)

marseille_meme = (villes.loc["Marseille", categories] * repartition / 100).sum()
print("Marseille, panier inventé :", number(marseille_meme, 1), "€ de l’heure.")

# %% exercise="lille_meme" scaffold="lille_meme = ...  # ← le calcul de marseille_meme, pour Lille"
### BEGIN SOLUTION
lille_meme = (villes.loc["Lille", categories] * repartition / 100).sum()
### END SOLUTION
bilan = {"Marseille": marseille_meme, "Lille": lille_meme}
pd.Series(bilan).to_frame("même panier, en € par heure")

# %% check="lille_meme" points=3
from numbers import Real

assert isinstance(lille_meme, Real), "On attend un seul nombre. Gardez les parenthèses, et terminez par .sum()."
assert lille_meme < villes.loc["Lille", "cadres"], "Une moyenne ne dépasse pas la catégorie la mieux payée. Avez-vous divisé par 100 ?"
assert lille_meme > villes.loc["Lille", categories].min(), "Une moyenne n’est pas plus basse que la catégorie la moins payée. Vérifiez la répartition, et ne divisez qu’une fois."
### BEGIN HIDDEN TESTS
from lirelaville import load

table = load("salaires_communes").set_index("code_insee")
noms_insee = [f"salaire_net_horaire_{nom}_eur" for nom in ("cadres", "professions_intermediaires", "employes", "ouvriers")]
heures = [float(repartition[nom]) for nom in ("cadres", "intermediaires", "employes", "ouvriers")]
lille, marseille = table.loc["59350", noms_insee].tolist(), table.loc["13055", noms_insee].tolist()
attendu = sum(salaire * part for salaire, part in zip(lille, heures, strict=True)) / 100
chez_marseille = sum(salaire * part for salaire, part in zip(marseille, heures, strict=True)) / 100
publie = table.loc["59350", "salaire_net_horaire_eur"]
assert abs(lille_meme - chez_marseille) > 0.051 or abs(lille_meme - attendu) <= 0.051, "C’est le résultat de Marseille. Le nom de la ville est à changer dans villes.loc."
assert abs(lille_meme - sum(lille) / 4) > 0.051 or abs(lille_meme - attendu) <= 0.051, "C’est la moyenne simple des quatre salaires : chaque catégorie y pèse autant. Multipliez d’abord par repartition."
assert abs(lille_meme - publie) > 0.051 or abs(lille_meme - attendu) <= 0.051, "C’est la moyenne publiée, avec la vraie répartition de Lille. On veut la moyenne avec le panier inventé."
assert abs(lille_meme - attendu) <= 0.051, "Ce n’est pas la moyenne de Lille avec le même panier. Reprenez le calcul de marseille_meme sans rien changer d’autre que la ville."
### END HIDDEN TESTS

# %% wrong="lille_meme" because="la division par 100 oubliée" says="divisé par 100"
lille_meme = (villes.loc["Lille", categories] * repartition).sum()

# %% wrong="lille_meme" because="la moyenne simple des quatre catégories" says="moyenne simple"
lille_meme = villes.loc["Lille", categories].mean()

# %% wrong="lille_meme" because="le modèle recopié sans changer de ville" says="résultat de Marseille"
lille_meme = (villes.loc["Marseille", categories] * repartition / 100).sum()

# %% wrong="lille_meme" because="la moyenne publiée" says="moyenne publiée"
lille_meme = villes.loc["Lille", "ensemble"]

# %% wrong="lille_meme" because="la somme oubliée" says=".sum()"
lille_meme = villes.loc["Lille", categories] * repartition / 100

# %% wrong="lille_meme" because="une moyenne à la place de la somme : divisé deux fois" says="ne divisez qu’une fois"
lille_meme = (villes.loc["Lille", categories] * repartition / 100).mean()

# %% [markdown]
# Avec le même panier, Lille passe derrière. Changez les heures, si vous voulez : elle restera derrière, puisque chacun de ses quatre salaires est plus bas.
# Or, dans la réalité, elle est devant. Les deux répartitions sont donc **différentes** : celle de Lille penche vers les catégories mieux payées.
#
# De combien ? La table ne le dit pas. Mais on peut demander : **combien d’heures de cadres faudrait-il, sur 100, pour retrouver la moyenne publiée ?** Tout dépend des autres heures : essayons trois mélanges.
#
# **Pariez** : faudra-t-il à Lille un peu plus de cadres, deux fois plus, dix fois plus ?

# %% fold="Chercher les heures de cadres qu’il faudrait"
autres = ["intermediaires", "employes", "ouvriers"]
melanges = {"un tiers de chaque": [1/3, 1/3, 1/3], "surtout des employés": [0.2, 0.6, 0.2], "surtout des intermédiaires": [0.6, 0.2, 0.2]}

def cadres_necessaires(ville, melange):  # sur 100 heures travaillées
    reste = (villes.loc[ville, autres] * melange).sum()
    publie = villes.loc[ville, "ensemble"]
    return round(100 * (publie - reste) / (villes.loc[ville, "cadres"] - reste))

print("Heures de cadres qu’il faudrait, sur 100, selon les autres heures :")
pd.DataFrame({ville: {nom: cadres_necessaires(ville, melange) for nom, melange in melanges.items()} for ville in ("Marseille", "Lille")})

# %% [markdown]
# **Ce qu’on lit.** À mélange égal, il faut à Lille une dizaine d’heures de cadres en plus, sur 100. C’est une **explication possible**, pas une mesure. Si les autres heures diffèrent aussi, le compte change.
# Pour trancher, il faudrait les heures travaillées par catégorie, dans chaque ville. Notre catalogue ne les a pas : c’est à demander à l’Insee.
#
# ## Moyenne, médiane : ce que la table tait
#
# La **moyenne** partage tout à égalité. La **[[médiane]]** est la valeur du milieu : une personne sur deux gagne moins.
# Notre table ne donne que des moyennes. Une médiane nous dirait ce que gagne la personne du milieu ; les hauts salaires ne la tirent pas vers le haut.
#
# La cellule suivante prend cinq salaires **inventés**, puis un vrai cas, dans une petite commune du Nord.
#
# **Avant d’exécuter, pariez** : les cinq salaires ont-ils une moyenne proche de leur médiane ?

# %%
equipe = pd.Series([10, 10, 11, 12, 40])  # inventés, en euros par heure
print(f"Cinq salaires : moyenne {number(equipe.mean(), 1)} €, médiane {number(equipe.median())} €.")

jeunes = villes.loc["Mérignies", ["femmes_18_25_ans", "hommes_18_25_ans"]]
print("Mérignies, 18 à 25 ans :", number(jeunes.iloc[0], 1), "€ pour les femmes,",
      number(jeunes.iloc[1], 1), "€ pour les hommes.")
moyenne_employes = villes.loc[territoire, "employes"]
print(f"{territoire}, employés : {number(moyenne_employes, 1)} €.")

# %% [markdown]
# À Mérignies, le chiffre des jeunes hommes surprend. Quelques personnes très bien payées, ou une erreur ? La table ne permet pas de le savoir. Avec une médiane, un seul salaire n’aurait pas cet effet.
#
# ### Exercice 3 : la phrase juste
#
# La dernière ligne affichée donne `moyenne_employes`. Une seule de ces phrases dit ce que la table dit. Laquelle ?
#
# - **A.** « La moitié des employés d’ici gagnent plus que `moyenne_employes`. »
# - **B.** « Les magasins d’ici paient leurs employés `moyenne_employes`, en moyenne. »
# - **C.** « En 2014, les employés qui habitent ici gagnaient en moyenne `moyenne_employes`. »
# - **D.** « Aujourd’hui, un employé d’ici gagne en moyenne `moyenne_employes`. »
#
# Écrivez la lettre entre guillemets, comme ceci : `"E"`. La vérification regarde la forme ; la correction, une fois la leçon rendue, vous dira si la phrase est juste.

# %% exercise="phrase_juste" scaffold="phrase_juste = ...  # ← une lettre entre guillemets"
### BEGIN SOLUTION
phrase_juste = "C"
### END SOLUTION

# %% check="phrase_juste" points=2
assert isinstance(phrase_juste, str), "Écrivez une lettre entre guillemets."
assert phrase_juste.strip().upper() in ("A", "B", "C", "D"), "Choisissez une seule des quatre lettres proposées, sans autre mot."
### BEGIN HIDDEN TESTS
lettre = phrase_juste.strip().upper()
assert lettre != "A", "« La moitié gagne plus » est la définition de la médiane. La table ne donne que des moyennes, que les hauts salaires tirent vers le haut."
assert lettre != "B", "La table suit les gens là où ils habitent. Une personne qui habite ici peut travailler ailleurs, et l’inverse."
assert lettre != "D", "Ces salaires datent de 2014 : ils ne disent pas ce qu’on gagne aujourd’hui."
### END HIDDEN TESTS

# %% wrong="phrase_juste" because="la moyenne prise pour une médiane" says="définition de la médiane"
phrase_juste = "A"

# %% wrong="phrase_juste" because="le lieu de résidence pris pour le lieu de travail" says="là où ils habitent"
phrase_juste = "b"

# %% wrong="phrase_juste" because="un chiffre ancien mis au présent" says="datent de 2014"
phrase_juste = "D"

# %% wrong="phrase_juste" because="la phrase entière au lieu de sa lettre" says="une seule des quatre lettres"
phrase_juste = "En 2014, les employés qui habitent ici"

# %% [markdown]
# ## Femmes et hommes : un écart qui ne se retourne pas
#
# Nadia recrute une femme ou un homme : le salaire doit être le même. Que disait la table en 2014 ? Refaisons les deux vues, l’ensemble puis chaque catégorie.
#
# **Avant d’exécuter, pariez** : l’écart d’ensemble va-t-il se retourner, comme entre Lille et Marseille ? Et dans quelle catégorie sera-t-il le plus petit ?

# %% fold="Dessiner l’écart entre femmes et hommes"
colonnes = {"ensemble": ("femmes", "hommes")} | {nom: (f"femmes_{nom}", f"hommes_{nom}") for nom in categories}
ecarts_fh = pd.DataFrame({en_clair[nom]: 100 * (comparables[femmes] / comparables[hommes] - 1) for nom, (femmes, hommes) in colonnes.items()}).round()
a_la_maison, par_categorie = ecarts_fh.loc[territoire], ecarts_fh.loc[territoire].iloc[1:]
titre = f"{territoire} : les femmes gagnent {number(-a_la_maison['Ensemble'])} % de moins ; de {number(-par_categorie.max())} à {number(-par_categorie.min())} % selon la catégorie"
display(bars(a_la_maison, title=titre, unit="écart, en % du salaire des hommes, 2014", source=salaires, highlight="Ensemble"))
retournes = (ecarts_fh >= 0).sum().sum()
print(f"Dans les {len(comparables)} villes comparables, {retournes} écart(s) à l’avantage des femmes. Écarts en % :")
pd.DataFrame({territoire: a_la_maison, "le plus fort": ecarts_fh.min(), "le plus faible": ecarts_fh.max()}).map(number)

# %% [markdown]
# **Ce qu’on lit.** Rien ne se retourne : les femmes gagnent moins dans l’ensemble, et moins dans chaque catégorie. Mais l’écart change beaucoup d’une catégorie à l’autre. « Un » écart n’existe pas : on donne une fourchette.
#
# Un effet de structure peut jouer sur la **taille** de l’écart d’ensemble. Ici, il n’en change pas le sens, et la table ne dit pas combien il pèse. Et une catégorie mêle encore des métiers, des âges, des entreprises : ce n’est pas un écart « à poste égal ».
#
# Pour Nadia, la règle est claire : même salaire « pour un même travail ou pour un travail de valeur égale » (article L. 3221-2 du code du travail, à relire sur legifrance.gouv.fr).
#
# ## Combien proposer ?
#
# Une ville donne un chiffre. Plusieurs villes comparables donnent une **[[fourchette]]** : de la moyenne la plus basse à la plus haute.
#
# ### Exercice 4 : la fourchette du poste
#
# Le modèle, pour une directrice ou un directeur :
#
# ```python
# cadres = [comparables["cadres"].min(), comparables["cadres"].max()]
# ```
#
# **À vous.** Écrivez dans `fourchette` celle du poste de Nadia, la colonne `employes`, dans les villes comparables.
#
# **Pariez d’abord** : l’écart entre les deux bouts sera-t-il de quelques centimes, d’environ un euro, ou de cinq ?

# %% exercise="fourchette" scaffold="fourchette = ...  # ← [la plus basse, la plus haute], pour les employés"
### BEGIN SOLUTION
fourchette = [comparables["employes"].min(), comparables["employes"].max()]
### END SOLUTION
pd.Series(fourchette, name="€ nets par heure, en 2014").to_frame()

# %% check="fourchette" points=4
from numbers import Real

assert isinstance(fourchette, list | tuple), "Une fourchette, c’est deux nombres entre crochets : [le plus bas, le plus haut]."
assert len(fourchette) == 2, "Une fourchette, c’est deux nombres entre crochets, séparés par une virgule : ni plus, ni moins."
assert all(isinstance(valeur, Real) for valeur in fourchette), "On attend deux nombres, sans guillemets ni unité. Pensez à .min() et .max(), avec leurs parenthèses."
assert fourchette[0] <= fourchette[1], "La plus basse d’abord, la plus haute ensuite."
assert fourchette[0] <= villes.loc[territoire, "employes"] <= fourchette[1], "Votre ville sort de votre fourchette, alors qu’elle est dans la liste. Est-ce la bonne colonne ? Regardez employes."
### BEGIN HIDDEN TESTS
from lirelaville import load

salaires_neufs = load("salaires_communes").set_index("code_insee")
lieux = load("etablissements_communes").set_index("code_insee")
employeurs = (lieux["etablissements_2014"] - lieux["sans_salarie_ou_inconnu"]).reindex(salaires_neufs.index)
chez_nous = villes.loc[territoire, "employeurs"]
retenues = salaires_neufs.loc[employeurs.between(chez_nous / facteur, chez_nous * facteur), "salaire_net_horaire_employes_eur"]
toutes = salaires_neufs["salaire_net_horaire_employes_eur"]
juste = abs(fourchette[0] - retenues.min()) < 0.051 and abs(fourchette[1] - retenues.max()) < 0.051
assert juste or abs(fourchette[1] - toutes.max()) > 0.051, "Vous avez pris toutes les communes de France, villages et banlieues aisées compris. Partez de comparables."
assert juste, "Ce ne sont pas les deux bouts de la colonne employes, dans les villes comparables. Repartez du modèle, et changez seulement la colonne, deux fois."
### END HIDDEN TESTS

# %% wrong="fourchette" because="le modèle recopié : les cadres" says="la bonne colonne"
fourchette = [comparables["cadres"].min(), comparables["cadres"].max()]

# %% wrong="fourchette" because="une colonne changée sur deux" says="deux fois"
fourchette = [comparables["employes"].min(), comparables["cadres"].max()]

# %% wrong="fourchette" because="toutes les communes de France" says="Partez de comparables"
fourchette = [villes["employes"].min(), villes["employes"].max()]

# %% wrong="fourchette" because="un seul chiffre, la moyenne d’ici" says="deux nombres entre crochets"
fourchette = villes.loc[territoire, "employes"]

# %% wrong="fourchette" because="la plus haute avant la plus basse" says="La plus basse d’abord"
fourchette = [comparables["employes"].max(), comparables["employes"].min()]

# %% wrong="fourchette" because="les parenthèses oubliées" says="avec leurs parenthèses"
fourchette = [comparables["employes"].min, comparables["employes"].max]

# %% wrong="fourchette" because="la colonne d’ensemble" says="la bonne colonne"
fourchette = [comparables["ensemble"].nsmallest(2).max(), comparables["ensemble"].max()]

# %% wrong="fourchette" because="des textes au lieu de nombres" says="sans guillemets"
fourchette = ["10 €", "11 €"]

# %% fold="Dessiner la fourchette, et essayer des hausses"
bas, haut = comparables["employes"].min(), comparables["employes"].max()
titre = f"Employés : de {number(bas, 1)} à {number(haut, 1)} € nets de l’heure selon la ville, en 2014"
display(dessiner(les_plus_proches(), "employes", titre, territoire))
print("Des essais, pas des données : si, depuis 2014, on avait monté de…")
essais = {f"{hausse} %": [bas * (1 + hausse / 100), haut * (1 + hausse / 100)] for hausse in (0, 10, 20, 30)}
pd.DataFrame(essais, index=["le plus bas, € nets", "le plus haut, € nets"])

# %% [markdown] written="decision" points=2
# ## À vous de décider
#
# La fourchette paraît étroite. Ne vous y fiez pas :
#
# - elle va d’une **moyenne de ville** à une autre : dans chaque ville, les salaires des personnes varient davantage ;
# - elle date de **2014**. Les hausses du tableau sont des essais. La vraie hausse se cherche, par exemple dans l’indice du salaire horaire de base des ouvriers et des employés, de la Dares. L’Insee publie aussi des moyennes plus récentes, mais prévient qu’elles ne se comparent pas directement à celles d’avant 2016 ;
# - elle est en **net**, au lieu de résidence. Votre annonce sera sans doute en brut : voyez votre comptable.
#
# Deux planchers s’imposent à vous, quelle que soit votre fourchette : le **SMIC** en vigueur (article L. 3231-2 du code du travail), qui se donne en brut, et le minimum de votre convention collective, s’il est plus haut. Cherchez-les avant de publier. Une directive européenne du 10 mai 2023 (2023/970, article 5) veut aussi que la personne qui postule connaisse le salaire de départ, ou sa fourchette. La règle française du moment est à vérifier auprès de l’inspection du travail.
#
# **En deux phrases : quelle fourchette de salaire horaire Nadia peut-elle proposer, et pourquoi ?**
#
# - Dans la première, votre décision : une fourchette, avec son unité, et les chiffres qui la portent (la catégorie, les villes comparées, l’année).
# - Dans la seconde, le doute qui pèse le plus, et ce que vous iriez vérifier avant de publier.
#
# === BEGIN MARK SCHEME ===
# Deux points. Toute fourchette raisonnée se défend : on note le raisonnement, pas le montant.
#
# - **1 point : la décision et ses chiffres.** Une fourchette (deux bouts, euros par heure) pour la catégorie `employes`, appuyée sur les villes comparables et l’année 2014. Des bouts relevés pour tenir compte des années passées sont acceptés, si la hausse est dite supposée, ou citée avec sa source et sa date.
# - **1 point : le doute et ce qui changerait la décision.** Un doute vrai (2014 ; salaires des habitants et non des postes ; moyennes sans médiane ; net et non brut ; une catégorie mêle des métiers) **et** une vérification faisable (SMIC du jour, minimum de la convention collective, chiffres récents de l’Insee, comptable, annonces voisines).
#
# **Ne suffisent pas :** un seul chiffre sans fourchette ; la moyenne `ensemble` ; « les données sont vieilles » sans rien à vérifier.
#
# **À refuser (0 au point concerné) :** « à Lille on paie mieux, donc je paie plus » (l’ensemble, pas la catégorie) ; la fourchette de 2014 donnée pour celle d’aujourd’hui ; une hausse inventée et présentée comme un fait ; un salaire différent selon le sexe ; « la moitié gagne plus que la moyenne ».
#
# Exemple de trame à 2 points : « Pour la vente, je partirais de … à … € nets de l’heure, les moyennes 2014 des employés dans … villes comparables, relevées d’une hausse que je dois chercher. Ce sont des salaires d’habitants, et ils ont plus de dix ans : je vérifierais d’abord le SMIC et le minimum de ma convention, en brut. »
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Comparer.** Une même catégorie, des villes de taille voisine, la même année. Une moyenne d’ensemble ne dit pas ce que vaut un poste.
# - **Expliquer.** Une ville peut être devant dans l’ensemble et derrière dans chaque catégorie : l’effet de structure suffit. À structure égale, la comparaison se remet à l’endroit. Sans les heures de chaque catégorie, on dit « explication possible ».
# - **Proposer.** Une fourchette, sa catégorie, son année, ses doutes : des habitants et non des postes, des moyennes et non des médianes, du net de 2014. Le SMIC et la convention passent avant.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Et chez vous ?** En haut, remplacez `"Marseille"` par votre ville, ou `3` par un autre écart de taille, puis exécutez de nouveau. Remettez `"Marseille"` et `3` avant de rendre la leçon.
#
# **La suite** demande : *Ai-je le droit de vendre ce que j’en fais ?*
