# %% [markdown]
# # Où manque-t-il des logements sociaux ?
#
# « Il manque des logements sociaux dans tel arrondissement. » La phrase revient dans bien des débats. Une table peut compter des logements. Mais « il manque » est un **jugement** : on compare à quelque chose, et quelqu’un a choisi à quoi. Vous allez réunir plusieurs tables, choisir cette mesure, et la dire.
#
# **À la fin, vous saurez**
#
# - réunir deux tables grâce à un code commun ;
# - vérifier ce qui s’est perdu en chemin ;
# - dire à quoi vous comparez, et ne pas prendre un lien pour une cause.
#
# **Il vous faut** : les gestes des leçons précédentes, rappelés à mesure. Avancez de haut en bas, sans sauter de cellule.
#
# ## D’où viennent ces données ?
#
# De cinq tables, toutes sous Licence Ouverte 2.0. Elles nous sont parvenues par une republication : leurs chiffres restent à confirmer à ces adresses.
#
# - **Les logements sociaux** : Métropole Aix-Marseille-Provence ([parc locatif social](https://data.ampmetropole.fr/explore/dataset/parc-locatif-social/)).
# - **Les habitants, les ménages, les revenus** : Insee ([populations 2022](https://www.insee.fr/fr/information/2008354), [recensement 2022](https://www.insee.fr/fr/statistiques/8647008), [Filosofi 2021](https://www.insee.fr/fr/statistiques/8229323)).
# - **Des noms de lieux** : les marchés publics de la Ville de Marseille, pour une surprise.
#
# **Un trou connu.** Les logements par arrondissement n’ont **pas de date**. Et le fichier reçu se dit lui-même une première version. Nous y reviendrons, chiffres en main.

# %% tags=["parameters"]
territoire = "Marseille"
code_commune = "13055"  # le code Insee de la ville entière

# %%
import pandas as pd
from ipywidgets import Dropdown, interact
from lirelaville import load
from lirelaville.charts import bars
from lirelaville.charts.figure import STRONG, chart_of, paper
from lirelaville.french import number as nombre

pd.options.display.float_format = lambda valeur: nombre(valeur, 0 if valeur == round(valeur) else 1)
logements = load("logement_social", territory=territoire).astype({"logements_sociaux": float}).drop(columns=["arrondissement", "operations"])
logements

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne** est un arrondissement, et le nombre de ses logements sociaux. Un **[[logement social]]** est loué à un prix plafonné, à des ménages dont les ressources ne dépassent pas un plafond.
#
# Cherchez le plus petit nombre. Est-ce là qu’il en « manque » le plus ? On ne peut pas le dire encore. Un arrondissement peu peuplé a moins de tout. Il nous faut une seconde colonne : les habitants. Elle est dans une **autre table**.
#
# ## Réunir deux tables
#
# Réunir deux tables ligne à ligne s’appelle une **[[jointure]]**. Il faut une colonne commune, qui désigne chaque arrondissement une seule fois : c’est la **[[clé]]**. Ici, ce sera `code_insee`, le **[[code Insee]]**. Attention : le code Insee 13213 n’est pas le code postal 13013.
#
# Voici le modèle, avec le nombre de ménages :
#
# ```python
# logements.merge(menages, on="code_insee", how="left", validate="1:1")
# ```
#
# - `logements.merge(menages` : à gauche la table que l’on complète, à droite celle qui apporte sa colonne (*merge* : « réunir ») ;
# - `on="code_insee"` : la clé ;
# - `how="left"` : garder **toutes** les lignes de gauche (*left*), même sans réponse en face ;
# - `validate="1:1"` : refuser si un code apparaît deux fois d’un côté ou de l’autre.
#
# **Avant d’exécuter, pariez.** La table `habitants` contient les arrondissements de toutes les villes de France qui en ont. Combien y a-t-il de villes, et de lignes ?

# %%
habitants = load("populations", where="type = 'ARM'")[["code_insee", "population_municipale"]]
habitants = habitants.set_axis(["code_insee", "habitants"], axis=1).astype({"habitants": float})
habitants = habitants.sort_values("habitants", ascending=False, ignore_index=True)
recensement = load("recensement_iris", territory=territoire)
menages = recensement.groupby("code_insee", as_index=False)["menages_2022"].sum().round()

print(f"Lignes : {len(logements)} dans logements, {len(menages)} dans menages, {len(habitants)} dans habitants.\nhabitants réunit trois villes : Paris, Lyon et Marseille.")
display(menages.head(3), habitants.head(3))
avec_menages = logements.merge(menages, on="code_insee", how="left", validate="1:1")
avec_menages.head(3)

# %% [markdown]
# Les deux premières tables sont `menages` et `habitants`. Les codes de Paris commencent par 75, ceux de Marseille par 13. La table `habitants` est rangée du plus peuplé au moins peuplé : ses lignes ne sont **pas** dans le même ordre. Et elle n’a aucun nom, seulement des codes. Coller les tables côte à côte donnerait n’importe quoi. La troisième table est la jointure : chaque arrondissement a retrouvé **ses** ménages, par son code.
#
# ### Exercice 1 : ajouter les habitants
#
# Le modèle, pour les ménages :
#
# ```python
# avec_menages = logements.merge(menages, on="code_insee", how="left", validate="1:1")
# ```
#
# **À vous.** Ajoutez de la même façon la table `habitants` à la table `logements`.

# %% exercise="avec_habitants" scaffold="avec_habitants = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
avec_habitants = logements.merge(habitants, on="code_insee", how="left", validate="1:1")
### END SOLUTION
avec_habitants

# %% check="avec_habitants" points=3
import pandas as pd

assert isinstance(avec_habitants, pd.DataFrame), "On attend une table. Partez du modèle : logements.merge(…), sans guillemets autour de la ligne entière."
assert "habitants" in avec_habitants, "Il manque la colonne habitants. La table à ajouter s’écrit juste après la parenthèse de merge."
assert "logements_sociaux" in avec_habitants, "Il manque la colonne logements_sociaux. La table de gauche, avant .merge, doit être logements."
assert len(avec_habitants) == len(logements), "On attend une ligne par arrondissement de la ville, comme dans logements. Mettez logements à gauche, avant .merge, et gardez how=\"left\"."
### BEGIN HIDDEN TESTS
from lirelaville import load

attendus = load("populations", where="type = 'ARM'").set_index("code_insee")["population_municipale"]
recus = avec_habitants.set_index("code_insee")["habitants"]
assert recus.notna().all(), "Des cases habitants sont vides. La clé doit être code_insee, de chaque côté."
assert (recus == attendus.reindex(recus.index)).all(), "Ces habitants sont ceux d’autres arrondissements : les lignes ont été collées dans l’ordre, sans clé. Utilisez .merge avec on=\"code_insee\"."
officiels = load("logement_social", territory=territoire).set_index("code_insee")["logements_sociaux"]
assert avec_habitants.set_index("code_insee")["logements_sociaux"].to_dict() == officiels.to_dict(), "Les logements ne sont plus ceux de la table de départ. Réunissez logements et habitants, sans rien changer d’autre."
### END HIDDEN TESTS

# %% wrong="avec_habitants" because="le modèle recopié sans changer de table" says="Il manque la colonne habitants"
avec_habitants = logements.merge(menages, on="code_insee", how="left", validate="1:1")

# %% wrong="avec_habitants" because="les deux tables échangées : toutes les villes restent" says="Mettez logements à gauche"
avec_habitants = habitants.merge(logements, on="code_insee", how="left", validate="1:1")

# %% wrong="avec_habitants" because="tout garder des deux côtés" says="gardez how=\"left\""
avec_habitants = logements.merge(habitants, on="code_insee", how="outer", validate="1:1")

# %% wrong="avec_habitants" because="la colonne collée à côté, comme dans un tableur" says="collées dans l’ordre, sans clé"
avec_habitants = logements.assign(habitants=habitants["habitants"])

# %% wrong="avec_habitants" because="les habitants réunis aux ménages, sans les logements" says="La table de gauche"
avec_habitants = menages.merge(habitants, on="code_insee", how="left", validate="1:1")

# %% wrong="avec_habitants" because="la ligne entière entre guillemets" says="sans guillemets"
avec_habitants = "logements.merge(habitants)"

# %% [markdown]
# ## Vérifier une jointure
#
# Une jointure peut perdre des lignes, en doubler, ou laisser des cases vides. Trois vérifications suffisent presque toujours :
#
# 1. **Les lignes** : autant après qu’avant ?
# 2. **Les cases vides** : combien ?
# 3. **Les sommes** : égales à un total connu ?
#
# La cellule les fait. Puis elle divise, comme dans la leçon 3 : logements sociaux **pour 1 000 habitants**.
#
# **Avant d’exécuter, pariez.** Le 16e est loin d’avoir le plus de logements sociaux : vous l’avez vu dans la première table. Pour 1 000 habitants, sera-t-il dans les premiers, au milieu, dans les derniers ?

# %%
ville = avec_menages.join(habitants.set_index("code_insee"), on="code_insee")
ville.index = [nom.split()[1] for nom in ville["nom"]]  # « 13e », plus court pour les graphiques
ville["numero"] = ville["code_insee"].str[-2:].astype(int)
commune = load("populations", where=f"code_insee = '{code_commune}'")["population_municipale"].sum()
print(f"1. Lignes : {len(logements)} avant, {len(ville)} après.\n2. Cases vides : {ville['habitants'].isna().sum()}.")
print(f"3. Habitants : {nombre(ville['habitants'].sum())} ici, {nombre(commune)} dans la commune selon l’Insee.")
ville["pour_1000"] = 1000 * ville["logements_sociaux"] / ville["habitants"]
ordre = ville["pour_1000"].sort_values(ascending=False)
titre = f"Pour 1 000 habitants : {nombre(ordre.iloc[0])} logements sociaux dans le {ordre.index[0]}, {nombre(ordre.iloc[-1])} dans le {ordre.index[-1]}"
bars(ordre, title=titre, unit="logements sociaux pour 1 000 habitants", source=["logement_social", "populations"], highlight=ordre.index[[0, -1]])

# %% [markdown]
# **Ce qu’on lit.** Le 16e a peu de logements sociaux, mais très peu d’habitants : il passe en tête. Aucune ligne perdue, aucune case vide, des sommes justes : on peut se fier à la jointure. Cela ne rend pas les données de départ plus sûres.
#
# ## Une erreur à rencontrer exprès
#
# Imaginez une collègue qui prépare, elle aussi, les habitants par arrondissement. Elle ne met pas de code. Elle reprend les noms que la Ville écrit dans ses marchés publics : pour chacun, la première écriture rencontrée. Puis elle les habille comme l’Insee : « Marseille … Arrondissement ». La collègue est imaginaire ; les écritures sont réelles.
#
# Nous réunissons alors les deux tables par le **nom**. Inutile de lire le code : regardez le résultat.
#
# **Avant d’exécuter, pariez.** Sur 16 arrondissements, combien seront retrouvés ? Y aura-t-il un message d’erreur ?

# %%
objets = load("marches_publics", territory=territoire)["objet"]
objets = objets[objets.str.contains("arrond", case=False)]
ecrits = objets.str.extractall(r"(?i)\b((\d+) ?(?:er|e|è|eme|ème))\b").set_axis(["ecrit", "numero"], axis=1)
du_13e = ecrits[ecrits["numero"] == "13"]["ecrit"].value_counts()
print("Le 13e, dans les marchés :", " ; ".join(f"« {mot} », {fois} fois" for mot, fois in du_13e.items()) + ".")
collegue = ecrits.drop_duplicates("numero").astype({"numero": int}).merge(ville, on="numero")
collegue = pd.DataFrame({"nom": "Marseille " + collegue["ecrit"] + " Arrondissement", "habitants": collegue["habitants"]})
par_nom = logements.merge(collegue, on="nom")
print(f"Lignes : {len(logements)} avant, {len(par_nom)} après.\nLogements sociaux : {nombre(ville['logements_sociaux'].sum())} avant, {nombre(par_nom['logements_sociaux'].sum())} après.")
display(collegue.head(4), par_nom)

# %% [markdown]
# - **Le symptôme.** Presque tout a disparu, **sans un mot**. Pas d’erreur, pas d’avertissement. Le premier du classement n’y est plus, le dernier non plus. Qui ne compte pas les lignes n’en saura rien.
# - **La cause.** Pour l’ordinateur, « 13e » et « 13ème » sont deux noms différents. Un accent, une capitale, une espace de trop suffisent. Et nous avons oublié `how`. Python choisit alors `how="inner"` : il ne garde que les lignes qui se répondent.
# - **La réparation.** Joindre sur un **code**. S’il n’y en a pas, écrire `how="left"`, puis **compter les cases vides** avant tout calcul.
#
# ### Exercice 2 : qui s’est perdu ?
#
# La première ligne de la cellule refait la jointure par le nom, avec `how="left"`. La deuxième garde les arrondissements retrouvés : leur case `habitants` est remplie (`.notna()`).
#
# ```python
# retrouves = avec_noms[avec_noms["habitants"].notna()]
# ```
#
# **À vous.** Gardez les arrondissements **perdus** : leur case `habitants` est vide. Rappel de la leçon 5 : « est vide » s’écrit `.isna()`.

# %% exercise="perdus" scaffold="perdus = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
avec_noms = logements.merge(collegue, on="nom", how="left", validate="1:1")
retrouves = avec_noms[avec_noms["habitants"].notna()]
### BEGIN SOLUTION
perdus = avec_noms[avec_noms["habitants"].isna()]
### END SOLUTION
perdus

# %% check="perdus" points=2
from numbers import Real

import pandas as pd

assert not isinstance(perdus, Real), "C’est un nombre. On attend la table des arrondissements perdus : gardez le filtre entre crochets, sans len ni .sum()."
assert isinstance(perdus, pd.DataFrame), "On attend une table. Mettez le filtre entre crochets, après le nom de la table, comme dans le modèle."
assert {"nom", "habitants"} <= set(perdus.columns), "Les colonnes nom et habitants doivent rester. Partez de avec_noms, et filtrez sans choisir de colonne."
assert len(perdus) > 0, "Votre table est vide. Une case vide n’est pas égale à 0 ni au mot NaN : on la trouve avec .isna(), dans avec_noms."
assert perdus["habitants"].dtype != bool, "Ce sont des vrai et des faux (True, False). Mettez le filtre entre crochets, après avec_noms, comme dans le modèle."
assert perdus["habitants"].isna().all(), "Ce sont des arrondissements retrouvés : ils ont des habitants. « Est vide » s’écrit .isna()."
### BEGIN HIDDEN TESTS
from lirelaville import load

assert set(perdus["nom"]) == set(load("logement_social", territory=territoire)["nom"]) - set(collegue["nom"]), "Ce ne sont pas exactement les arrondissements perdus. Filtrez avec_noms sur sa colonne habitants, sans .head()."
### END HIDDEN TESTS

# %% wrong="perdus" because="le modèle recopié : les arrondissements retrouvés" says="arrondissements retrouvés"
avec_noms = logements.merge(collegue, on="nom", how="left", validate="1:1")
perdus = avec_noms[avec_noms["habitants"].notna()]

# %% wrong="perdus" because="une case vide prise pour un zéro" says="n’est pas égale à 0"
avec_noms = logements.merge(collegue, on="nom", how="left", validate="1:1")
perdus = avec_noms[avec_noms["habitants"] == 0]

# %% wrong="perdus" because="chercher dans la table qui les a déjà perdus" says="dans avec_noms"
perdus = par_nom[par_nom["habitants"].isna()]

# %% wrong="perdus" because="compter au lieu de garder" says="C’est un nombre"
avec_noms = logements.merge(collegue, on="nom", how="left", validate="1:1")
perdus = avec_noms["habitants"].isna().sum()

# %% wrong="perdus" because="le filtre sans la table : une liste de vrai et de faux" says="après le nom de la table"
avec_noms = logements.merge(collegue, on="nom", how="left", validate="1:1")
perdus = avec_noms["habitants"].isna()

# %% wrong="perdus" because="seulement les premières lignes" says="sans .head()"
avec_noms = logements.merge(collegue, on="nom", how="left", validate="1:1")
perdus = avec_noms[avec_noms["habitants"].isna()].head()

# %% [markdown]
# Nous revenons à la bonne jointure, celle du code.
#
# ## « Il manque », par rapport à quoi ?
#
# Ce à quoi l’on compare s’appelle un **[[étalon]]**. En voici trois.
#
# **1. La loi.** La **[[loi SRU]]**, du 13 décembre 2000, figure à l’article L302-5 du code de la construction et de l’habitation. Elle vise des **communes** : celles où les logements sociaux font moins de 25 % des **[[résidences principales|résidence principale]]** (20 % dans certains territoires). Une résidence principale est un logement que l’on habite à l’année. Le fichier reçu donne 25 % pour objectif à Marseille. Ce taux se calcule pour la commune entière, [« à l’échelle communale »](https://www.senat.fr/rap/r20-614/r20-6142.html), pas pour un arrondissement.
#
# **2. Les habitants.** C’est notre premier graphique. Il compte chacun, même qui ne demandera jamais de logement social.
#
# **3. Les personnes sous le seuil de pauvreté.** Nous les estimons par arrondissement : habitants × taux de pauvreté ÷ 100. Le taux vient des IRIS, comme dans la leçon 5 : on additionne des personnes, on ne fait jamais la moyenne des taux. Deux réserves. Nous supposons que les habitants des IRIS sans chiffre ressemblent aux autres. Et le seuil de pauvreté n’est pas le plafond qui donne droit à un logement social.
#
# **Avant d’exécuter, pariez.** Selon la loi, combien de logements manquerait-il à la ville entière : mille, dix mille, cinquante mille ?

# %%
sru = load("logement_social", territory=territoire, resource="sru_serie").iloc[-1]
sociaux, taux = sru["logements_sociaux_sru"], sru["taux_sru_pct"]
print(f"Loi SRU, ville entière, {sru['annee']} : {nombre(sociaux)} logements sociaux, soit {nombre(taux, 1)} % des résidences principales.")
print(f"Pour 25 % des mêmes résidences, il en faudrait environ {nombre(round(sociaux * (25 / taux - 1), -2))} de plus.")
print(f"Nos {len(ville)} lignes en comptent {nombre(sociaux - ville['logements_sociaux'].sum())} de moins que {nombre(sociaux)}.")
revenus = load("revenus_iris", territory=territoire)[["code_iris", "taux_pauvrete_pct"]].dropna()
iris = recensement.merge(revenus, on="code_iris").assign(pauvres=lambda table: table["population_2022"] * table["taux_pauvrete_pct"] / 100)
par_code = iris.groupby("code_insee")[["pauvres", "population_2022"]].sum()
ville["taux_pauvrete"] = ville["code_insee"].map(100 * par_code["pauvres"] / par_code["population_2022"])
ville["sous_le_seuil"] = (ville["habitants"] * ville["taux_pauvrete"] / 100).round(-2)

# %% [markdown]
# **Ce qu’on lit.** La loi donne un manque chiffré, mais pour la ville entière. Et nos lignes ne font pas tout à fait le total de la loi. Elles n’ont pas de date, et la loi a sa propre définition. Le fichier ne permet pas de trancher : on l’écrit, et l’on demande.
#
# ### Exercice 3 : changer d’étalon
#
# Voici comment nous avons calculé le premier classement :
#
# ```python
# ville["pour_1000"] = 1000 * ville["logements_sociaux"] / ville["habitants"]
# ```
#
# **À vous.** Calculez les logements sociaux **pour 100 personnes sous le seuil**. Leur nombre estimé est dans la colonne `sous_le_seuil`. À gauche du signe `=`, gardez `pour_100`, sans `ville[ ]`.
#
# **Pariez d’abord** : le 16e sera-t-il toujours premier ? Et le 3e, qui était au milieu ?

# %% exercise="pour_100" scaffold="pour_100 = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
pour_100 = 100 * ville["logements_sociaux"] / ville["sous_le_seuil"]
### END SOLUTION
ville[["sous_le_seuil", "pour_1000"]].assign(pour_100=pour_100)

# %% check="pour_100" points=3
import pandas as pd

assert isinstance(pour_100, pd.Series), "On attend un résultat par arrondissement : une colonne de ville divisée par une autre, sans guillemets ni .sum()."
assert len(pour_100) == len(ville), "On attend un résultat par arrondissement. Divisez une colonne entière de ville par une autre."
assert pd.api.types.is_numeric_dtype(pour_100), "On attend des nombres. Prenez les colonnes logements_sociaux et sous_le_seuil."
### BEGIN HIDDEN TESTS
from lirelaville import load

officiels = load("logement_social", territory=territoire)
tous = officiels["code_insee"].map(load("populations", where="type = 'ARM'").set_index("code_insee")["population_municipale"])
chiffres = load("recensement_iris", territory=territoire).merge(load("revenus_iris", territory=territoire)[["code_iris", "taux_pauvrete_pct"]].dropna(), on="code_iris")
taux_officiel = officiels["code_insee"].map((chiffres["population_2022"] * chiffres["taux_pauvrete_pct"]).groupby(chiffres["code_insee"]).sum() / chiffres.groupby("code_insee")["population_2022"].sum())
seuil = (tous * taux_officiel / 100).round(-2)

def reponse_est(diviseur, *fois):
    possibles = [facteur * officiels["logements_sociaux"] / diviseur for facteur in fois]
    return any(((pour_100.to_numpy() - possible).abs() < 0.01 * possible).all() for possible in possibles)

assert not reponse_est(tous, 100, 1000), "Vous avez gardé l’étalon du modèle, tous les habitants. Divisez par la colonne sous_le_seuil."
assert not reponse_est(taux_officiel, 100, 1000), "Vous avez divisé par un taux. Il faut diviser par un nombre de personnes : la colonne sous_le_seuil."
assert not reponse_est(seuil.sum(), 100, 1000), "Vous avez divisé par les personnes de toute la ville. Chaque arrondissement a les siennes : pas de .sum()."
assert not reponse_est(seuil, 1), "C’est pour une seule personne. Multipliez par 100."
assert not reponse_est(seuil, 1000), "C’est pour 1 000 personnes. On demande pour 100."
ecarts = (pour_100.to_numpy() - 100 * officiels["logements_sociaux"] / seuil).abs()
assert ecarts.max() <= 0.51, "Ce n’est pas le résultat attendu. Les logements viennent en premier, multipliés par 100 ; la colonne sous_le_seuil vient après la barre /."
### END HIDDEN TESTS

# %% wrong="pour_100" because="le modèle recopié : tous les habitants" says="gardé l’étalon du modèle"
pour_100 = 1000 * ville["logements_sociaux"] / ville["habitants"]

# %% wrong="pour_100" because="divisé par le taux au lieu des personnes" says="divisé par un taux"
pour_100 = 100 * ville["logements_sociaux"] / ville["taux_pauvrete"]

# %% wrong="pour_100" because="le 1000 du modèle non remplacé" says="On demande pour 100"
pour_100 = 1000 * ville["logements_sociaux"] / ville["sous_le_seuil"]

# %% wrong="pour_100" because="le facteur oublié" says="Multipliez par 100"
pour_100 = ville["logements_sociaux"] / ville["sous_le_seuil"]

# %% wrong="pour_100" because="la division à l’envers" says="viennent en premier"
pour_100 = 100 * ville["sous_le_seuil"] / ville["logements_sociaux"]

# %% wrong="pour_100" because="divisé par le total de la ville" says="pas de .sum()"
pour_100 = 100 * ville["logements_sociaux"] / ville["sous_le_seuil"].sum()

# %% wrong="pour_100" because="un seul nombre pour la ville" says="un résultat par arrondissement"
pour_100 = 100 * ville["logements_sociaux"].sum() / ville["sous_le_seuil"].sum()

# %%
ville["autre"] = ville["logements_sociaux"].mul(100).div(ville["sous_le_seuil"])
avant, apres = (ville[colonne].rank(ascending=False).astype(int) for colonne in ["pour_1000", "autre"])
recule, avance = (apres - avant).idxmax(), (apres - avant).idxmin()
titre = f"Le {recule} passe du rang {avant[recule]} au rang {apres[recule]}, le {avance} du rang {avant[avance]} au rang {apres[avance]}"
sources = ["logement_social", "populations", "recensement_iris", "revenus_iris"]
display(bars(ville["autre"].sort_values(ascending=False), title=titre, unit="logements sociaux pour 100 personnes sous le seuil (estimation)", source=sources, highlight=[recule, avance]))
for texte, fois in [("avec les deux étalons", 2), ("avec un seul", 1)]:
    print(f"Parmi les quatre derniers {texte} :", ", ".join(ville.index[(avant > 12) * 1 + (apres > 12) == fois]) + ".")

# %% [markdown]
# **Ce qu’on lit.** Les logements n’ont pas bougé. Seul l’étalon a changé, et le classement avec lui. Parmi les derniers avec **deux** étalons : le constat est plus solide. Avec **un seul** : c’est une question à discuter. Une personne honnête dit son étalon **avant** de dire « il manque ».
#
# Aucun des trois ne compte la **demande**, c’est-à-dire les ménages qui attendent. Elle n’est pas dans nos tables.
#
# ## Deux colonnes qui vont ensemble
#
# Une fois les tables réunies, on cherche des liens. Quand deux colonnes varient ensemble, on parle de **[[corrélation]]**. Pour la voir, chaque arrondissement devient un point. Plus il est à droite, plus la colonne choisie est grande. Plus il est haut, plus il a de logements sociaux pour 1 000 habitants.
#
# Deux traits partagent les 16 points en moitiés. Comptons ceux du coin en haut à droite : les 8 « plus hauts » qui sont aussi parmi les 8 « plus à droite ». **8** : les deux colonnes vont ensemble. **4** : c’est ce que le hasard donnerait en moyenne. **0** : elles s’opposent.
#
# **Avant d’exécuter, pariez.** Qu’est-ce qui va le mieux avec les logements sociaux : le taux de pauvreté, ou le **numéro** de l’arrondissement ?
#
# Les deux premières cellules préparent les colonnes et le dessin : exécutez sans les lire. Pour les parts, on additionne des ménages, puis on divise. Dans la troisième, **choisissez une colonne** dans la liste, les unes après les autres. Si la liste disparaît, exécutez de nouveau la cellule. Les six résultats sont écrits dessous, pour qui préfère lire.

# %%
choix = ville[["taux_pauvrete", "numero"]].set_axis(["Taux de pauvreté estimé, en %", "Numéro de l’arrondissement"], axis=1)
parts = {"Locataires HLM": "part_locataires_hlm_pct", "Familles monoparentales": "part_menages_monoparentaux_pct", "Personnes seules": "part_menages_une_personne_pct", "Propriétaires": "part_proprietaires_pct"}
for nom, colonne in parts.items():
    nombres = (recensement["menages_2022"] * recensement[colonne] / 100).groupby(recensement["code_insee"]).sum()
    choix[f"{nom}, en % des ménages"] = 100 * ville["code_insee"].map(nombres) / ville["menages_2022"]

def phrase(nom):
    communs = ville["pour_1000"].nlargest(8).index.isin(choix[nom].nlargest(8).index).sum()
    return f"{nom} : {communs} sur 8 en haut à droite"

# %%
def croiser(colonne):
    figure, axe = paper(4)
    axe.scatter(choix[colonne], ville["pour_1000"], color=STRONG)
    for rang, nom in enumerate(choix[colonne].sort_values().index):
        axe.annotate(nom, (choix[colonne][nom], ville["pour_1000"][nom]), ((-5, 5)[rang % 2], -4), textcoords="offset points", ha=("right", "left")[rang % 2])
    axe.plot(choix[colonne].median(), ville["pour_1000"].median(), "k+", markersize=900, alpha=0.5)
    axe.set(xlabel=colonne, ylabel="logements sociaux\npour 1 000 habitants", ylim=(0, None), xmargin=0.1)
    mots = {"title": phrase(colonne), "unit": "les deux colonnes", "source": sources}
    return chart_of(figure, choix[[colonne]].assign(**{"logements sociaux pour 1 000 habitants": ville["pour_1000"]}), mots, f"Nuage de points. {phrase(colonne)}.")

# %%
interact(croiser, colonne=Dropdown(options=list(choix), description="Colonne :"))
print(*[phrase(colonne) for colonne in choix], sep="\n")

hlm = choix["Locataires HLM, en % des ménages"] * ville["menages_2022"] / 100
doute = (ville["logements_sociaux"] / hlm).idxmax()
print(f"\nÀ vérifier, le {doute} : {nombre(ville['logements_sociaux'][doute])} logements sociaux ici, environ {nombre(round(hlm[doute], -1))} ménages locataires HLM au recensement.")

# %% [markdown]
# **Ce qu’on lit.** Le numéro de l’arrondissement va au moins aussi bien avec les logements sociaux que le taux de pauvreté. Personne n’en conclura qu’un grand numéro fait sortir des immeubles de terre. Deux colonnes peuvent aller ensemble pour bien des raisons :
#
# - **la même chose, comptée deux fois** : les locataires HLM vivent dans des logements sociaux (avec un gros écart, écrit en dernière ligne, qu’il faudrait expliquer) ;
# - **l’une agit sur l’autre**, mais laquelle ? Les familles monoparentales reçoivent-elles plus souvent un logement social ? Ou vont-elles là où il y en a ?
# - **une troisième chose agit sur les deux** : la taille des logements, le prix des terrains, la distance au centre… ;
# - **le hasard** : 16 points, c’est peu.
#
# Nos tables montrent le lien. Elles ne montrent pas la raison. Et un arrondissement n’est pas une personne : nous ne savons pas **qui** habite ces logements.
#
# ### Exercice 4 : la phrase juste
#
# Une seule de ces phrases est juste d’après nos tables. Laquelle ?
#
# - **A.** « Le 6e est hors la loi : il a moins de 25 % de logements sociaux. »
# - **B.** « Le logement social attire les familles monoparentales : les deux vont presque toujours ensemble. »
# - **C.** « Il manque des logements sociaux dans le 3e, quel que soit l’étalon. »
# - **D.** « Le 1er, le 5e et le 6e sont parmi les quatre derniers avec les deux étalons. Ces tables ne disent pas pourquoi. »
#
# Écrivez la lettre entre guillemets, comme ceci : `"E"`. La correction, une fois la leçon rendue, vous dira si la phrase est juste, et pourquoi.

# %% exercise="phrase_juste" scaffold="phrase_juste = ...  # ← une lettre entre guillemets"
### BEGIN SOLUTION
phrase_juste = "D"
### END SOLUTION

# %% check="phrase_juste" points=2
assert isinstance(phrase_juste, str), "Écrivez une lettre entre guillemets."
assert phrase_juste.strip().upper() in ("A", "B", "C", "D"), "Choisissez une seule des quatre lettres proposées, sans autre mot."
### BEGIN HIDDEN TESTS
lettre = phrase_juste.strip().upper()
assert lettre != "A", "La loi SRU compte à l’échelle de la commune, pas de l’arrondissement. On ne peut pas en faire un étalon pour le 6e."
assert lettre != "B", "Les deux vont ensemble, mais rien ne dit laquelle agit sur l’autre, ni si une troisième chose agit sur les deux."
assert lettre != "C", "Pour 1 000 habitants, le 3e est vers le milieu du classement. Le constat change avec l’étalon."
### END HIDDEN TESTS

# %% wrong="phrase_juste" because="le taux de la commune appliqué à un arrondissement" says="à l’échelle de la commune"
phrase_juste = "A"

# %% wrong="phrase_juste" because="un lien pris pour une cause" says="laquelle agit"
phrase_juste = "B"

# %% wrong="phrase_juste" because="un constat qui dépend de l’étalon" says="change avec l’étalon"
phrase_juste = "c"

# %% wrong="phrase_juste" because="deux lettres au lieu d’une" says="une seule des quatre lettres"
phrase_juste = "A et D"

# %% [markdown] written="mon_etalon" points=2
# ### À vous d’écrire
#
# Répondez à la question du titre, en trois ou quatre phrases, pour une personne qui n’a pas suivi la leçon. Dites **votre étalon**, et pourquoi vous l’avez choisi. Donnez **un chiffre** de la leçon, avec son unité. Puis dites **une limite**, et ce qu’il faudrait demander pour en savoir plus.
#
# === BEGIN MARK SCHEME ===
# 2 points : un étalon nommé (habitants, personnes sous le seuil, ménages, ou la loi pour la ville entière), un chiffre juste avec son unité, et une limite suivie d’une information à demander. 1 point : il manque un de ces trois éléments. 0 point : un avis sans étalon (« il en manque partout »), une cause affirmée (« à cause de… »), ou le taux de 25 % appliqué à un arrondissement.
#
# « Il n’en manque pas » ou « on ne peut pas savoir » valent autant qu’un nom d’arrondissement, si l’étalon et le chiffre sont là. Accepter tout arrondi raisonnable.
#
# Limites attendues, au choix, avec ce qu’on peut demander :
#
# - les logements par arrondissement n’ont pas de date, et leur somme diffère du total de la loi SRU (demander à la Métropole la date et la définition) ;
# - la demande n’est pas dans les tables (demander le nombre de ménages en attente, par arrondissement) ;
# - le nombre de logements ne dit ni leur taille, ni leur loyer, ni leur état, ni combien sont vides (demander le fichier des bailleurs, logement par logement) ;
# - les personnes sous le seuil sont une estimation : revenus de 2021, habitants de 2022, IRIS sans chiffre supposés semblables aux autres ;
# - le seuil de pauvreté n’est pas le plafond de ressources du logement social (demander combien de ménages sont sous ce plafond) ;
# - dans le 1er, la table compte bien plus de logements sociaux que le recensement de locataires HLM (demander pourquoi) ;
# - un arrondissement cache des quartiers très différents ; on ne sait pas qui habite ces logements.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Une jointure** réunit deux tables grâce à une clé. On choisit un **code**, jamais un nom, et l’on écrit `how="left"` et `validate="1:1"`.
# - **On vérifie toujours** : les lignes avant et après, les cases vides, les sommes. Une jointure par le nom peut tout perdre sans un mot.
# - **« Il manque » suppose un étalon.** On le dit d’abord, on en essaie un autre, et l’on garde ce qui tient. Deux colonnes qui vont ensemble ne donnent pas une cause.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La prochaine leçon demande : *La mairie a-t-elle bien compté ?* La page publique « À qui vont les subventions ? » repose sur une table que vous ne pourrez **pas** joindre à celles-ci. Elle n’a ni adresse, ni code Insee : aucune clé commune. Avant de rêver d’une jointure, on cherche la clé.
