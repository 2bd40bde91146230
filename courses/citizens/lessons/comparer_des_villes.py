# %% [markdown]
# # Marseille est-elle plus endettée que Lyon ?
#
# Dans un débat, quelqu’un lance : « Marseille est bien plus endettée que Lyon ! » Est-ce vrai ? De combien ? La réponse change selon ce que l’on compare. Vous allez la chercher vous-même, dans les comptes de dix grandes villes.
#
# **À la fin, vous saurez**
#
# - comparer des villes de tailles différentes, en euros par habitant ;
# - situer une ville par la médiane, et suivre une évolution par un indice ;
# - dire ce qui limite la comparaison de deux villes.
#
# **Il vous faut** : les gestes de la leçon « Combien la ville dépense-t-elle, et pour quoi ? ». Vous exécutez une cellule avec `Maj` et `Entrée`. Vous remplacez les trois points `...` d’un exercice. Vous vérifiez dans la cellule repliée juste dessous.
#
# Avancez de haut en bas, sans sauter de cellule.

# %% [markdown]
# ## D’où viennent ces données ?
#
# De deux tables, faites par deux organismes. Toutes deux sont sous Licence Ouverte 2.0.
#
# - **Les comptes** sont publiés par l’Observatoire des finances et de la gestion publique locales (OFGL), comme dans la leçon 2. Les voici sur [data.ofgl.fr](https://data.ofgl.fr/explore/dataset/ofgl-base-communes-consolidee/).
# - **Les populations** viennent de l’Insee, qui publie les [populations de référence 2022](https://www.insee.fr/fr/information/2008354).
#
# Les deux nous sont parvenues par une republication. Leurs chiffres restent à confirmer à ces adresses officielles.
#
# Deux choses à savoir avant d’ouvrir :
#
# - ces comptes sont **exécutés** : l’argent réellement reçu et dépensé, pas le budget voté ;
# - ce sont les comptes des **communes**, les mairies. Les métropoles ont leurs propres comptes, absents d’ici. Nous y reviendrons.
#
# La cellule suivante choisit les deux villes et l’année. Nous prenons 2022, l’année des populations. Exécutez les deux cellules.

# %% tags=["parameters"]
territoire = "Marseille"
autre_ville = "Lyon"
annee = 2022

# %%
import pandas as pd
from ipywidgets import ToggleButtons, interact
from lirelaville import load
from lirelaville.charts import bars, lines, strip
from lirelaville.french import number as nombre

pd.options.display.float_format = nombre  # 1 000 000 plutôt que 1000000.0
comptes = load("comptes_communes").astype({"montant_eur": float})
comptes_annee = comptes[comptes["annee"] == annee]
dettes = comptes_annee[comptes_annee["agregat"] == "encours_dette"]
dettes[["commune", "libelle", "montant_eur"]].head()

# %% [markdown]
# ## Lisons ensemble
#
# Vous voyez les cinq premières lignes de `dettes`. **Une ligne** est la dette d’une ville, une année. L’unité est l’euro.
#
# Le libellé dit « Encours de dette ». C’est la somme que la commune doit encore **au 31 décembre**, après tous ses emprunts et tous ses remboursements. Une dette se mesure donc un jour précis, comme le niveau d’une baignoire. On n’additionne jamais les dettes de deux années : on compterait deux fois la même eau.
#
# **Avant d’exécuter, pariez.** Laquelle des dix villes doit le plus ? Et entre les deux villes choisies, le rapport est-il de deux, de quatre, de dix ?
#
# La cellule range les dettes de la plus grande à la plus petite, comme dans la leçon 1. Puis `total[territoire]` y prend le nombre d’une seule ville : un nom entre crochets, comme l’année dans la leçon 2.

# %%
deux_villes = [territoire, autre_ville]
total = dettes.set_index("commune")["montant_eur"].sort_values(ascending=False)
fois_total = total[territoire] / total[autre_ville]

titre = f"Au total, {territoire} doit {nombre(fois_total, 1 if fois_total > 1 else 2)} fois ce que doit {autre_ville}"
unite = f"millions d’euros dus fin {annee}"
display(bars(total / 1_000_000, title=titre, unit=unite, source="comptes_communes", highlight=deux_villes))
for ville in deux_villes:
    print(f"{ville} : rang {list(total.index).index(ville) + 1} sur {len(total)}.")

# %% [markdown]
# ## Une erreur à rencontrer exprès
#
# On lit le rang de l’autre ville, et l’on conclut vite : « elle compte parmi les plus endettées », ou « parmi les moins endettées ». **Attention.** Cette conclusion ne tient pas encore.
#
# - **Le symptôme.** On classe par total des villes qui n’ont pas la même taille.
# - **La cause.** Un total mélange deux choses : la taille de la ville et le poids de sa dette. Une même somme pèse moins quand on est plus nombreux à la partager.
# - **La réparation.** Diviser chaque dette par le nombre d’habitants. On obtient des euros **[[par habitant]]**.
#
# Combien d’habitants ? L’Insee compte la **[[population municipale]]** : les personnes qui vivent habituellement dans la commune. C’est elle que nous prenons.
#
# **Avant d’exécuter, pariez.** Par habitant, quel sera le rang de l’autre ville : le même, plus haut, plus bas ? Remplacez `1` par votre pari, un nombre entre 1 et 10.
#
# La cellule va ensuite chercher les habitants de chaque ville, grâce à son code. Inutile de lire ces trois lignes : croiser deux tables sera l’objet de la leçon 6. Regardez la table, puis la division de la fin.

# %%
mon_pari = 1  # ← remplacez 1 par votre pari : le rang par habitant de l’autre ville

populations = load("populations", where="type = 'COM'").set_index("code_insee")
villes = dettes.set_index("commune")[["code_insee", "montant_eur"]]
villes["habitants"] = villes["code_insee"].map(populations["population_municipale"]).astype(float)
display(villes[["habitants", "montant_eur"]].sort_values("habitants", ascending=False))

une_dette = villes["montant_eur"][territoire] / villes["habitants"][territoire]
print(f"{territoire}, fin {annee} : {nombre(une_dette)} € de dette par habitant.")

# %% [markdown]
# ### Exercice 1 : dix divisions d’un coup
#
# Pour **une** ville, la cellule a divisé un nombre par un nombre :
#
# ```python
# une_dette = villes["montant_eur"][territoire] / villes["habitants"][territoire]
# ```
#
# Sans le nom de la ville, on divise une **colonne** par une **colonne**. Python fait alors les dix divisions, ville par ville.
#
# **À vous.** Calculez la dette par habitant des **dix** villes, en euros. (Sous le résultat, `dtype: float64` dit seulement que ce sont des nombres à virgule.) La cellule d’après dessine le graphique et rappelle votre pari.

# %% exercise="par_habitant" scaffold="par_habitant = ...  # ← une colonne / une colonne"
### BEGIN SOLUTION
par_habitant = villes["montant_eur"] / villes["habitants"]
### END SOLUTION
par_habitant

# %% check="par_habitant" points=3
import pandas as pd

assert isinstance(par_habitant, pd.Series), "On attend dix résultats, un par ville. Partez du modèle et retirez les deux [territoire] : il reste une colonne divisée par une colonne."
assert len(par_habitant) == len(villes), "On attend dix résultats, un par ville. Divisez une colonne entière de la table villes par une autre."
assert pd.api.types.is_numeric_dtype(par_habitant), "On attend des nombres. Prenez les colonnes montant_eur et habitants de la table villes."
assert par_habitant.max() < 1_000_000, "Ces montants sont énormes : la division par les habitants manque. Le signe de la division est la barre /."
assert par_habitant.min() > 1, "Moins de 1 € par habitant ? La dette vient en premier, en euros, et les habitants après la barre /."
### BEGIN HIDDEN TESTS
from lirelaville import load

comptes_officiels = load("comptes_communes", where=f"annee = {annee} AND agregat = 'encours_dette'").set_index("commune")
habitants_officiels = load("populations", where="type = 'COM'").set_index("code_insee")["population_municipale"]
attendu = comptes_officiels["montant_eur"] / comptes_officiels["code_insee"].map(habitants_officiels)
assert (par_habitant - attendu).abs().max() <= 0.51, "Chaque dette doit être divisée par les habitants de la même ville : prenez la colonne habitants entière, sans nom de ville et sans somme."
### END HIDDEN TESTS

# %% wrong="par_habitant" because="le modèle recopié : une seule ville" says="retirez les deux [territoire]"
par_habitant = villes["montant_eur"][territoire] / villes["habitants"][territoire]

# %% wrong="par_habitant" because="la division à l’envers" says="La dette vient en premier"
par_habitant = villes["habitants"] / villes["montant_eur"]

# %% wrong="par_habitant" because="la dette totale, sans diviser" says="la division par les habitants manque"
par_habitant = villes["montant_eur"]

# %% wrong="par_habitant" because="un seul [territoire] retiré : toutes les dettes, les habitants d’une ville" says="habitants de la même ville"
par_habitant = villes["montant_eur"] / villes["habitants"][territoire]

# %% wrong="par_habitant" because="divisé par la population des dix villes réunies" says="sans somme"
par_habitant = villes["montant_eur"] / villes["habitants"].sum()

# %% wrong="par_habitant" because="la dette convertie d’abord en millions" says="en euros"
par_habitant = villes["montant_eur"] / 1_000_000 / villes["habitants"]

# %% wrong="par_habitant" because="le calcul écrit entre guillemets" says="On attend dix résultats"
par_habitant = "montant_eur / habitants"

# %%
villes["par_habitant"] = villes["montant_eur"].div(villes["habitants"])
rangs = villes[["montant_eur", "par_habitant"]].rank(ascending=False).astype(int)
fois_habitant = villes["par_habitant"][territoire] / villes["par_habitant"][autre_ville]

titre = f"Par habitant, {territoire} doit {nombre(fois_habitant, 1 if fois_habitant > 1 else 2)} fois ce que doit {autre_ville}"
unite = f"euros par habitant, fin {annee}"
sources = ["comptes_communes", "populations"]
display(bars(villes["par_habitant"].sort_values(ascending=False), title=titre, unit=unite, source=sources, highlight=deux_villes))
for ville in deux_villes:
    print(f"{ville} : rang {rangs['montant_eur'][ville]} au total, rang {rangs['par_habitant'][ville]} par habitant.")
print(f"Mon pari pour {autre_ville} : rang {mon_pari}.")

# %% [markdown]
# ## L’ordre s’est-il renversé ?
#
# Comparez les deux graphiques. Des villes gardent leur place, d’autres en changent. Une ville peut devoir **plus** que d’autres au total, et **moins** qu’elles par habitant. L’écart entre nos deux villes n’est plus le même non plus.
#
# **Une vérification.** L’OFGL fait aussi cette division, dans sa colonne `euros_par_habitant`. Pariez : trouve-t-il exactement notre résultat, à peu près, ou pas du tout ?
#
# Inutile de lire le code de cette cellule. La première table met côte à côte les deux rangs, puis les euros par habitant : notre calcul (`nous`) et celui de l’OFGL. La seconde donne le nombre d’habitants. Celui de l’OFGL n’est pas une colonne : nous l’avons retrouvé par une division, à la centaine près.

# %%
ofgl = dettes.set_index("commune")["euros_par_habitant"]
noms = {"montant_eur": "rang au total", "par_habitant": "rang par habitant"}
display(rangs.rename(columns=noms).assign(nous=villes["par_habitant"], OFGL=ofgl).sort_values("rang au total"))
print("Les deux calculs rangent-ils les villes pareil ?", "Oui." if (ofgl.rank() == villes["par_habitant"].rank()).all() else "Non.")

rang_total, rang_habitant = rangs.loc[autre_ville]
renversees = rangs[(rangs["montant_eur"] > rang_total) & (rangs["par_habitant"] < rang_habitant)]
print(f"{autre_ville} doit plus au total, mais moins par habitant, que : {', '.join(renversees.index) or 'aucune ville'}.")
insee = populations.loc[villes.loc[deux_villes, "code_insee"], ["population_municipale", "population_totale"]].set_axis(deux_villes)
insee.set_axis(["Insee, municipale", "Insee, totale"], axis=1).assign(OFGL=(villes["montant_eur"] / ofgl).round(-2)).astype(float)

# %% [markdown]
# **Pourquoi ce petit écart ?** Personne ne s’est trompé. Nous n’avons pas divisé par la même population.
#
# - **La définition.** L’OFGL prend la population **totale**. Elle ajoute des personnes recensées ailleurs qui gardent un lien avec la commune, des étudiants par exemple.
# - **La date.** L’OFGL prend la population de l’année des comptes. Nos populations se rapportent à 2022, mais elles ne sont en vigueur que depuis 2025. Même leur population totale ne redonne donc pas le nombre de l’OFGL : voyez la seconde table.
#
# Un montant par habitant se cite donc avec sa source. Et si deux calculs honnêtes rangent les villes pareil, on se fie davantage au classement.
#
# ## Et pour autre chose que la dette ?
#
# Dans la cellule suivante, choisissez un montant dans la liste. Puis passez des millions d’euros aux euros par habitant (ceux de l’OFGL). Regardez les deux villes en gras : l’une passe-t-elle parfois devant l’autre ? Pariez d’abord.
#
# La table écrite dessous dit la même chose : la première ville, divisée par l’autre. Un rapport plus petit que 1 veut dire que l’autre ville est devant.

# %%
montants = ["Encours de dette", "Frais de personnel", "Dépenses d'équipement", "Impôts locaux", "Subventions reçues"]
choix = comptes_annee.set_index(["libelle", "commune"])[["montant_eur", "euros_par_habitant"]] / [1_000_000, 1]
choix.columns = ["millions d’euros", "euros par habitant"]

def comparer(montant, unite):
    valeurs = choix[unite][montant].sort_values(ascending=False)
    titre = f"{montant}, {annee} : {territoire}, {nombre(valeurs[territoire] / valeurs[autre_ville], 2)} fois {autre_ville}"
    return bars(valeurs, title=titre, unit=unite, source="comptes_communes", highlight=deux_villes)

interact(comparer, montant=montants, unite=ToggleButtons(options=list(choix), description="unité"))
rapports = choix.xs(territoire, level="commune") / choix.xs(autre_ville, level="commune")
rapports.loc[montants].map(lambda rapport: nombre(rapport, 2)).set_axis(["rapport au total", "rapport par habitant"], axis=1)

# %% [markdown]
# ## Beaucoup, par rapport à quoi ?
#
# Pour juger un montant par habitant, il faut un repère. En voici deux.
#
# - **La [[moyenne]]** additionne les dix montants et divise par dix. Une seule ville très haute suffit à la tirer vers le haut.
# - **La [[médiane]]** range les dix villes et prend le milieu : autant de villes au-dessus qu’au-dessous. Avec dix villes, le milieu est à mi-chemin entre la cinquième et la sixième.
#
# **Pariez** : laquelle des deux sera la plus grande ?
#
# ### Exercice 2 : la médiane
#
# La cellule calcule déjà la moyenne : *mean*, en anglais. Voici le modèle :
#
# ```python
# moyenne = villes["par_habitant"].mean()
# ```
#
# **À vous.** Sur la même colonne, calculez la médiane. En anglais, elle se dit *median*, sans accent.

# %% exercise="mediane" scaffold="mediane = ...  # ← sur le modèle de la ligne du dessus"
moyenne = villes["par_habitant"].mean()
### BEGIN SOLUTION
mediane = villes["par_habitant"].median()
### END SOLUTION
pd.DataFrame({"euros par habitant": [moyenne, mediane]}, index=["moyenne", "médiane"])

# %% check="mediane" points=2
from numbers import Real

assert isinstance(mediane, Real), "On attend un seul nombre. Terminez par .median(), avec ses parenthèses."
assert mediane < villes["montant_eur"].min(), "Ce nombre est une dette totale. Prenez la médiane de la colonne par_habitant."
assert abs(mediane - villes["par_habitant"].mean()) > 1, "C’est la moyenne. Remplacez mean par le mot anglais pour médiane."
assert villes["par_habitant"].min() < mediane < villes["par_habitant"].max(), "La médiane est au milieu : elle se trouve entre la ville la moins endettée et la plus endettée par habitant."
### BEGIN HIDDEN TESTS
from lirelaville import load

comptes_officiels = load("comptes_communes", where=f"annee = {annee} AND agregat = 'encours_dette'").set_index("commune")
habitants_officiels = load("populations", where="type = 'COM'").set_index("code_insee")["population_municipale"]
dettes_officielles = comptes_officiels["montant_eur"] / comptes_officiels["code_insee"].map(habitants_officiels)
assert not (dettes_officielles - mediane).abs().lt(0.01).any(), "C’est le montant d’une des dix villes. Avec dix villes, le milieu est entre la cinquième et la sixième : laissez .median() le calculer."
assert abs(mediane - dettes_officielles.median()) <= 0.51, "Ce n’est pas la médiane des dix dettes par habitant. Utilisez .median() sur la colonne par_habitant, sans trier ni couper avant."
### END HIDDEN TESTS

# %% wrong="mediane" because="le modèle recopié : la moyenne" says="C’est la moyenne"
mediane = villes["par_habitant"].mean()

# %% wrong="mediane" because="la médiane des dettes totales" says="dette totale"
mediane = villes["montant_eur"].median()

# %% wrong="mediane" because="les parenthèses oubliées" says="avec ses parenthèses"
mediane = villes["par_habitant"].median

# %% wrong="mediane" because="la cinquième ville au lieu du milieu" says="entre la cinquième et la sixième"
mediane = villes["par_habitant"].sort_values(ascending=False).head(5).min()

# %% wrong="mediane" because="toute la dette divisée par tous les habitants" says="Ce n’est pas la médiane"
mediane = villes["montant_eur"].sum() / villes["habitants"].sum()

# %% wrong="mediane" because="le plus petit plus le plus grand, divisé par deux" says="Ce n’est pas la médiane"
mediane = (villes["par_habitant"].min() + villes["par_habitant"].max()) / 2

# %% wrong="mediane" because="la colonne entière" says="un seul nombre"
mediane = villes["par_habitant"]

# %%
milieu = villes["par_habitant"].quantile(0.5)
sans_paris = villes["par_habitant"].drop("Paris")
fois_milieu = nombre(villes["par_habitant"][territoire] / milieu, 1)
titre = f"Par habitant, {territoire} doit {fois_milieu} fois la médiane des dix villes"
display(strip(villes["par_habitant"], title=titre, unit=unite, source=sources, highlight=deux_villes))
print(f"Dix villes : moyenne {nombre(villes['par_habitant'].mean())} €, médiane {nombre(milieu)} €.")
print(f"Sans Paris : moyenne {nombre(sans_paris.mean())} €, médiane {nombre(sans_paris.quantile(0.5))} €.")

# %% [markdown]
# **Ce qu’on lit.** Retirez une seule ville, Paris : la moyenne bouge bien plus que la médiane. C’est pourquoi l’on préfère la médiane quand une valeur est très loin des autres. Ces dix villes sont les communes les plus peuplées de France : leur médiane n’est pas celle de toutes les communes.
#
# ## La dette monte-t-elle ou baisse-t-elle ?
#
# Pour comparer des **évolutions**, on met toutes les villes sur la même ligne de départ. La première année vaut 100 pour chacune. C’est un **[[indice]]**, « base 100 ».
#
# **indice = 100 × montant de l’année ÷ montant de départ**
#
# Un indice de 120 veut dire « 20 % de plus qu’au départ ». Un indice de 80 veut dire « 20 % de moins ».
#
# Nous retirons Paris. Depuis 2019, ses comptes réunissent la commune **et** le département. C’est une **[[rupture de série]]** : avant et après, on ne mesure pas la même chose. Et ce sont les euros de chaque année : la hausse des prix n’est pas retirée.
#
# **Pariez** : la dette de la ville a-t-elle monté ou baissé ? Et celle de l’autre ville ?

# %%
encours = comptes[comptes["agregat"] == "encours_dette"]
series = encours.pivot(index="annee", columns="commune", values="montant_eur")
debut, fin = series.iloc[0], series.iloc[-1]
indices = (100 * series / debut).drop(columns=[] if "Paris" in deux_villes else "Paris")
indice_ville = 100 * fin[territoire] / debut[territoire]

titre = f"De {series.index[0]} à {series.index[-1]}, la dette de {territoire} passe de l’indice 100 à l’indice {nombre(indice_ville)}"
display(lines(indices, title=titre, unit="indice, base 100", source="comptes_communes", highlight=deux_villes))
haut = indices.iloc[-1].idxmax()
print(f"Le plus haut indice : {haut}, {nombre(indices[haut].iloc[-1])}. Par habitant, {haut} est au rang {rangs['par_habitant'][haut]} fin {annee}.")
print(f"Au total, {autre_ville} est au rang {rangs['montant_eur'][autre_ville]} fin {annee}. Fin {series.index[-1]}, son rang est {int(fin.rank(ascending=False)[autre_ville])}.")

# %% [markdown]
# **Ce qu’on lit.** L’indice dit le **rythme**, jamais le **niveau**. Regardez la phrase sous le graphique : la dette qui a le plus augmenté n’est pas forcément la plus lourde par habitant. Et deux villes de niveaux très différents peuvent suivre presque la même courbe.
#
# Un classement, lui, est une photo datée : d’autres dettes ont bougé, et les rangs aussi. On donne toujours la date.
#
# ### Exercice 3 : l’indice de l’autre ville
#
# La cellule a rangé les dettes de la première année dans `debut`, et celles de la dernière année dans `fin`. Puis elle a calculé :
#
# ```python
# indice_ville = 100 * fin[territoire] / debut[territoire]
# ```
#
# **À vous.** Lisez d’abord l’indice de l’autre ville sur sa courbe. Puis calculez-le. Son nom est rangé dans `autre_ville`.

# %% exercise="indice_autre" scaffold="indice_autre = ...  # ← sur le modèle ci-dessus"
### BEGIN SOLUTION
indice_autre = 100 * fin[autre_ville] / debut[autre_ville]
### END SOLUTION
pd.DataFrame({"indice": [indice_ville, indice_autre]}, index=deux_villes)

# %% check="indice_autre" points=3
from numbers import Real

assert isinstance(indice_autre, Real), "On attend un seul nombre. Mettez [autre_ville] après fin et après debut."
assert indice_autre > 0, "Un indice n’est jamais négatif. On divise l’arrivée par le départ, sans rien soustraire."
assert indice_autre > 5, "C’est trop petit pour un indice qui part de 100. Avez-vous multiplié par 100 ?"
assert indice_autre < 1000, "C’est trop grand pour un indice : il manque la division par le montant de départ."
### BEGIN HIDDEN TESTS
from lirelaville import load

officiel = load("comptes_communes", where="agregat = 'encours_dette'").pivot(index="commune", columns="annee", values="montant_eur")
depart, arrivee = officiel.iloc[:, 0], officiel.iloc[:, -1]
attendu = 100 * arrivee[autre_ville] / depart[autre_ville]
assert abs(indice_autre - 100 * depart[autre_ville] / arrivee[autre_ville]) > 0.51, "La division est à l’envers : l’arrivée d’abord (fin), le départ ensuite (debut)."
assert abs(indice_autre - 100 * arrivee[territoire] / depart[territoire]) > 1e-6, "C’est l’indice de la première ville, celui du modèle. Changez le nom de la ville aux deux endroits."
assert abs(indice_autre - attendu) <= 0.51, "Ce n’est pas l’indice de l’autre ville. La même ville doit être en haut et en bas de la division, et tout est multiplié par 100."
### END HIDDEN TESTS

# %% wrong="indice_autre" because="le modèle recopié sans changer de ville" says="celui du modèle"
indice_autre = 100 * fin[territoire] / debut[territoire]

# %% wrong="indice_autre" because="la division à l’envers" says="à l’envers"
indice_autre = 100 * debut[autre_ville] / fin[autre_ville]

# %% wrong="indice_autre" because="le facteur 100 oublié" says="multiplié par 100"
indice_autre = fin[autre_ville] / debut[autre_ville]

# %% wrong="indice_autre" because="le pourcentage d’évolution au lieu de l’indice" says="sans rien soustraire"
indice_autre = 100 * (fin[autre_ville] - debut[autre_ville]) / debut[autre_ville]

# %% wrong="indice_autre" because="une ville en haut, l’autre en bas" says="La même ville"
indice_autre = 100 * fin[autre_ville] / debut[territoire]

# %% wrong="indice_autre" because="le montant multiplié par 100, sans division" says="il manque la division"
indice_autre = 100 * fin[autre_ville]

# %% wrong="indice_autre" because="les colonnes entières, sans nom de ville" says="Mettez [autre_ville]"
indice_autre = 100 * fin / debut

# %% [markdown]
# ## Ces villes sont-elles comparables ?
#
# Nous avons retiré l’effet de la taille. Il reste des différences que nos deux tables ne montrent pas.
#
# - **La commune n’est pas la [[métropole]].** Selon l’endroit, la métropole ou le département porte une partie des services et de la dette. Ces comptes-là ne sont pas dans nos tables.
# - **Paris est un cas à part** : ses comptes sont ceux d’une commune et d’un département réunis.
# - **Une dette ne dit pas à quoi elle a servi.** La table donne une somme due. Elle ne dit ni ce qui a été construit avec l’argent, ni ce que la ville possède.
#
# La fiche des données prévient : un montant par habitant plus bas n’est pas forcément une ville mieux gérée.
#
# ### Exercice 4 : la phrase juste
#
# Une seule de ces phrases est juste. Laquelle ?
#
# - **A.** « Chaque habitant devra rembourser le montant par habitant du graphique. »
# - **B.** « La ville qui doit le plus par habitant est la moins bien gérée des deux. »
# - **C.** « Comparer par habitant ôte l’effet de la taille, pas celui de la métropole. »
# - **D.** « La ville dont l’indice est le plus bas est celle qui doit le moins d’argent. »
#
# Écrivez la lettre entre guillemets, comme ceci : `"E"`. La vérification regarde ici la forme de votre réponse. La correction, une fois la leçon rendue, vous dira si la phrase est juste, et pourquoi.

# %% exercise="phrase_juste" scaffold="phrase_juste = ...  # ← une lettre entre guillemets"
### BEGIN SOLUTION
phrase_juste = "C"
### END SOLUTION

# %% check="phrase_juste" points=2
assert isinstance(phrase_juste, str), "Écrivez une lettre entre guillemets."
assert phrase_juste.strip().upper() in ("A", "B", "C", "D"), "Choisissez une seule des quatre lettres proposées, sans autre mot."
### BEGIN HIDDEN TESTS
lettre = phrase_juste.strip().upper()
assert lettre != "A", "C’est la commune qui rembourse, pas chaque habitant. Diviser par les habitants sert à comparer, pas à répartir une facture."
assert lettre != "B", "La table ne dit ni à quoi la dette a servi, ni ce que portent la métropole et le département. On ne peut pas en conclure que la gestion est mauvaise."
assert lettre != "D", "L’indice dit combien la dette a changé depuis le départ, pas combien il reste dû. Le niveau se lit en euros."
### END HIDDEN TESTS

# %% wrong="phrase_juste" because="le montant par habitant pris pour une facture" says="la commune qui rembourse"
phrase_juste = "A"

# %% wrong="phrase_juste" because="une dette prise pour une faute de gestion" says="à quoi la dette a servi"
phrase_juste = "B"

# %% wrong="phrase_juste" because="le rythme confondu avec le niveau" says="pas combien il reste dû"
phrase_juste = "d"

# %% wrong="phrase_juste" because="la phrase entière au lieu de sa lettre" says="une seule des quatre lettres"
phrase_juste = "Comparer par habitant"

# %% [markdown] written="reponse" points=2
# ### À vous d’écrire
#
# Répondez à la question du titre, en trois phrases, pour quelqu’un qui n’a pas suivi la leçon. Donnez une comparaison **par habitant**, avec son unité et sa date. Puis donnez **une** raison d’être prudent, et dites quel document il faudrait demander.
#
# === BEGIN MARK SCHEME ===
# 2 points : une comparaison par habitant juste (les deux montants, ou leur rapport), avec l’unité et l’année, **et** une raison de prudence juste suivie d’une information à demander. 1 point : l’un des deux seulement, ou une comparaison sans unité ou sans année. 0 point : un jugement sur la gestion (« Lyon gère mieux ») ou seulement les totaux.
#
# Raisons attendues, au choix :
#
# - les comptes sont ceux des communes ; la métropole ou le département porte ailleurs une partie des services et de la dette (demander les comptes de la métropole et du département) ;
# - la dette ne dit pas à quoi elle a servi, ni ce que possède la ville (demander la liste des emprunts et des investissements) ;
# - le montant dépend de la population choisie : celle de l’Insee 2022 ou celle de l’OFGL (citer la source) ;
# - une seule date : le rang change d’une année à l’autre (demander la série) ;
# - Paris, commune et département, ne se compare pas aux autres ;
# - euros de chaque année : la hausse des prix n’est pas retirée.
#
# Accepter tout arrondi raisonnable, et les montants de l’OFGL s’ils sont dits tels. Ne pas retirer de point pour l’orthographe.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Par habitant**, on compare des villes de tailles différentes. Un classement par total et un classement par habitant peuvent se contredire : on dit toujours lequel on lit.
# - **La médiane** donne le milieu et résiste à une ville extrême. **L’indice** donne le rythme, pas le niveau.
# - **Deux villes ne sont comparables qu’à moitié** : la commune n’est pas la métropole, et une dette ne dit pas à quoi elle a servi. On cite la source, l’unité et la date.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La prochaine leçon demande : *À qui vont les subventions ?* La page publique du même nom en donne un avant-goût. Et si vous avez cinq minutes, remontez à la cellule `annee = 2022`. Remplacez `"Lyon"` par un autre nom du graphique, ou `2022` par `2024`, puis exécutez tout de nouveau. Les rangs changent-ils ? Remettez `"Lyon"` et `2022` avant de rendre la leçon.
