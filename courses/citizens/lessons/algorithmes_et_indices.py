# %% [markdown]
# # Qui décide du « meilleur » quartier ?
#
# « Le palmarès des quartiers où il fait bon vivre » : on en lit souvent. Un nombre, un rang, un gagnant. Derrière, quelqu’un a choisi quoi compter, comment, et ce qui pèse le plus. Aujourd’hui, ce quelqu’un, c’est vous.
#
# **À la fin, vous saurez**
#
# - fabriquer un indice avec des curseurs, et voir que les poids décident ;
# - repérer les choix cachés d’un classement : le diviseur, la note, le sens, les trous ;
# - demander les règles d’un calcul, et dire ce que la loi prévoit.
#
# **Il vous faut** : les gestes des leçons précédentes, rappelés à mesure.
#
# Une règle pour toute la leçon : **« premier » voudra dire « premier par ce calcul »**, jamais « meilleur ». Ce qui est bon à vivre est un choix. Aucun tableau ne le fait à votre place.
#
# ## D’où viennent ces données ?
#
# - **Les lieux** (crèches, sport, culture, parcs) : dix listes de la [Ville de Marseille](https://www.data.gouv.fr/fr/organizations/ville-de-marseille/), de 2018, Licence Ouverte.
# - **Les habitants** : le [recensement 2022](https://www.insee.fr/fr/statistiques/8647008) de l’Insee. **Les revenus** : [Filosofi 2021](https://www.insee.fr/fr/statistiques/8229323), comme à la leçon 5.
# - **Les logements sociaux** : la [Métropole Aix-Marseille-Provence](https://data.ampmetropole.fr/explore/dataset/parc-locatif-social/), **sans date**, dans une première version à confirmer.
# - **Les contours** des quartiers : [J. Gombin](https://www.data.gouv.fr/fr/datasets/quartiers-de-marseille-1/). Sauf la première, ces sources sont sous Licence Ouverte 2.0.
#
# Tout nous est parvenu par une republication, et reste à confirmer à ces adresses. **Un trou connu** : les listes datent de 2018. Des lieux ont ouvert ou fermé depuis. Et nous les diviserons par les habitants de 2022.
#
# Exécutez les trois cellules suivantes, sans lire leur code. Elles rattachent chaque table à son arrondissement par le code, comme à la leçon 6.

# %% tags=["parameters"]
territoire = "Marseille"

# %%
import pandas as pd
from ipywidgets import IntSlider, interact
from lirelaville import load
from lirelaville.catalogue import lambert93
from lirelaville.charts import bars
from lirelaville.french import number as nombre

pd.options.display.float_format = lambda valeur: nombre(valeur, 0 if valeur % 1 == 0 else 1)
equipements, logements = load("equipements", territory=territoire), load("logement_social", territory=territoire)
recensement, revenus = load("recensement_iris", territory=territoire), load("revenus_iris", territory=territoire)
quartiers = load("quartiers", territory=territoire)

# %%
noms = {ici.code_insee: "1er" if ici.arrondissement == 1 else f"{ici.arrondissement}e" for ici in quartiers.itertuples()}
listes = {"lieux_culturels": "culture", "equipements_sportifs": "sport", "parcs_jardins": "parcs"}
lieux = pd.crosstab(equipements["code_insee"], equipements["jeu"])[list(listes)].rename(columns=listes)
lieux.insert(2, "creches", equipements.groupby("code_insee")["nombre_places"].sum())
lieux[["habitants", "menages"]] = recensement.groupby("code_insee")[["population_2022", "menages_2022"]].sum()
lieux["surface_km2"] = lambert93(quartiers).set_index("code_insee").area.groupby(level=0).sum() / 1_000_000
lieux = lieux.rename(noms).rename_axis(index=None, columns=None).astype(float)
sans_culture = set(quartiers["code_quartier"]) - set(equipements[equipements["jeu"] == "lieux_culturels"]["code_quartier"])
print(f"Quartiers sans aucun lieu culturel dans ces listes : {len(sans_culture)} sur {len(quartiers)}.")
lieux[["culture", "sport", "creches", "parcs", "habitants", "surface_km2"]]

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne** est un arrondissement. Les quatre premières colonnes seront nos ingrédients :
#
# - `culture`, `sport`, `parcs` : un nombre de **lieux**. Un lieu compte pour un, grand ou petit. À Marseille, le stade Vélodrome compte autant qu’un gymnase ;
# - `creches` : un nombre de **places** d’accueil.
#
# **Pourquoi pas les quartiers ?** La phrase affichée répond en partie : dans beaucoup de quartiers, une de nos listes ne compte aucun lieu. Et les logements sociaux ne nous sont donnés que par arrondissement. C’est notre premier choix, et il pèse déjà.
#
# ## Premier par rapport à quoi ?
#
# Prenons les places de crèche. On peut les compter **au total**. On peut les diviser par les habitants, comme à la leçon 3, ou par la surface.
#
# **Avant d’exécuter, pariez.** Trois façons de compter : combien d’arrondissements différents en tête, un, deux ou trois ?

# %%
places = lieux["creches"]
comptes = {"au total": places, "pour 10 000 habitants": 10_000 * places / lieux["habitants"], "par km²": places / lieux["surface_km2"]}
for facon, valeurs in comptes.items():
    premier = valeurs.sort_values(ascending=False).head(1)
    print(f"Places de crèche {facon} : en tête, le {premier.index[0]}, avec {nombre(premier.iloc[0])}.")

par_10000 = 10_000 * lieux[["culture", "sport", "creches", "parcs"]].div(lieux["habitants"], axis=0)
culture, creches = par_10000["culture"], par_10000["creches"]
note_culture = 100 * (culture - culture.min()) / (culture.max() - culture.min())
par_10000

# %% [markdown]
# **Ce qu’on lit.** Aucune des trois phrases n’est fausse. La première dit où sont les places. La deuxième dit combien de places pour les gens qui vivent là. La troisième dit si elles sont serrées sur le terrain. Le mieux serait de diviser par le nombre d’enfants de moins de trois ans : nos tables ne l’ont pas.
#
# Nous choisissons « pour 10 000 habitants ». C’est la table affichée, `par_10000`.
#
# ## Rendre comparable ce qui ne l’est pas
#
# On ne peut pas additionner des places et des théâtres : les crèches écraseraient tout. Il faut d’abord **[[normaliser]]**, c’est-à-dire tout mettre sur la même échelle. Une façon courante : une note de 0 à 100.
#
# - L’arrondissement le plus bas reçoit 0. Le plus haut reçoit 100.
# - Les autres se placent entre les deux, selon leur distance au plus bas.
#
# **note = 100 × (valeur − plus petite) ÷ (plus grande − plus petite)**
#
# En anglais, « le plus petit » se dit *min*, « le plus grand » *max* : `culture.min()` et `culture.max()`.
#
# ### Exercice 1 : la note des crèches
#
# Le modèle, pour la culture :
#
# ```python
# note_culture = 100 * (culture - culture.min()) / (culture.max() - culture.min())
# ```
#
# **À vous.** Calculez de même la note des crèches. Les parenthèses comptent : on soustrait d’abord, on divise ensuite.

# %% exercise="note_creches" scaffold="note_creches = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
note_creches = 100 * (creches - creches.min()) / (creches.max() - creches.min())
### END SOLUTION
pd.DataFrame({"places pour 10 000 habitants": creches, "note des crèches": note_creches})

# %% check="note_creches" points=3
import pandas as pd

assert isinstance(note_creches, pd.Series), "On attend une note par arrondissement. Gardez la colonne creches entière, sans guillemets, comme dans le modèle."
assert len(note_creches) == len(par_10000), "On attend un nombre par arrondissement. Partez de la colonne creches entière."
assert pd.api.types.is_numeric_dtype(note_creches), "On attend un nombre par arrondissement. Partez de la colonne creches entière."
assert (note_creches - note_culture).abs().max() > 1e-9, "C’est la note de la culture. Remplacez culture par creches, aux quatre endroits."
assert note_creches.max() > 1.01, "Vos notes ne dépassent pas 1. Avez-vous multiplié par 100 ?"
assert note_creches.min() > -1e-6, "Une de vos notes est négative. Mettez chaque soustraction entre parenthèses, et retirez la plus petite valeur."
assert note_creches.max() < 100.001, "Une de vos notes dépasse 100. Vérifiez les parenthèses, et prenez creches aux quatre endroits."
assert note_creches.min() < 0.001, "Personne n’a la note 0. Retirez creches.min() en haut et en bas de la division."
### BEGIN HIDDEN TESTS
from lirelaville import load

places_officielles = load("equipements", territory=territoire).groupby("code_insee")["nombre_places"].sum()
habitants_officiels = load("recensement_iris", territory=territoire).groupby("code_insee")["population_2022"].sum()
densite = (places_officielles / habitants_officiels).astype(float).dropna()
attendu = (100 * (densite - densite.min()) / (densite.max() - densite.min())).sort_values().to_numpy()
obtenu = note_creches.sort_values().to_numpy()
assert abs(obtenu - sorted(100 - attendu)).max() > 0.51, "Vos notes sont à l’envers : le plus haut doit recevoir 100. Commencez par creches, puis retirez la plus petite valeur."
assert abs(obtenu - attendu).max() <= 0.51, "Ce n’est pas la note des places de crèche pour 10 000 habitants. Recopiez le modèle et remplacez seulement culture par creches."
### END HIDDEN TESTS

# %% wrong="note_creches" because="les parenthèses oubliées" says="Vérifiez les parenthèses"
note_creches = 100 * creches - creches.min() / creches.max() - creches.min()

# %% wrong="note_creches" because="les parenthèses oubliées en bas seulement" says="entre parenthèses"
note_creches = 100 * (creches - creches.min()) / creches.max() - creches.min()

# %% wrong="note_creches" because="divisé par le plus grand, sans retirer le plus petit" says="Personne n’a la note 0"
note_creches = 100 * creches / creches.max()

# %% wrong="note_creches" because="le facteur 100 oublié" says="multiplié par 100"
note_creches = (creches - creches.min()) / (creches.max() - creches.min())

# %% wrong="note_creches" because="le modèle recopié : la note de la culture" says="note de la culture"
note_creches = 100 * (culture - culture.min()) / (culture.max() - culture.min())

# %% wrong="note_creches" because="creches et culture mélangés" says="aux quatre endroits"
note_creches = 100 * (creches - culture.min()) / (culture.max() - culture.min())

# %% wrong="note_creches" because="le rang au lieu de la note" says="Personne n’a la note 0"
note_creches = creches.rank()

# %% wrong="note_creches" because="la soustraction à l’envers" says="à l’envers"
note_creches = 100 * (creches.max() - creches) / (creches.max() - creches.min())

# %% wrong="note_creches" because="une seule note au lieu de la colonne" says="une note par arrondissement"
note_creches = 100 * (creches.max() - creches.min()) / (creches.max() - creches.min())

# %% wrong="note_creches" because="le calcul fait sur les totaux, sans diviser par les habitants" says="pour 10 000 habitants"
note_creches = 100 * (places - places.min()) / (places.max() - places.min())

# %% [markdown]
# Regardez la ligne qui a la note 0. A-t-elle zéro place de crèche ? **Non.** Elle a seulement moins de places par habitant que les autres. Une note dit une position parmi les autres, pas une quantité.
#
# ## Un seul nombre pour tout dire
#
# Nous avons quatre notes par arrondissement. Un **[[indice composite]]** les mélange en un seul nombre. À la leçon 3, « indice » voulait dire « base 100 » : c’est un autre sens du mot.
#
# Pour mélanger, il faut dire ce qui compte le plus : ce sont les **[[poids]]**. Un poids 3 compte trois fois plus qu’un poids 1. Un poids 0 efface l’ingrédient.
#
# **indice = somme de (note × poids) ÷ somme des poids**
#
# La cellule suivante prépare ce calcul et l’essaie avec quatre poids égaux. « Égaux » paraît neutre. C’est pourtant un choix : celui de dire qu’un théâtre vaut bien une crèche.
#
# **Avant d’exécuter, pariez.** Votre arrondissement, ou celui que vous connaissez le mieux, sera-t-il dans la première moitié ?

# %%
def noter(table):
    return 100 * (table - table.min()) / (table.max() - table.min())
notes = noter(par_10000)
def classer(poids, suivre=None):
    if not isinstance(poids, list) or len(poids) != 4 or any(isinstance(un, str) for un in poids) or sum(poids) == 0:
        return "Le classement attend quatre nombres entre crochets, pas tous à zéro."
    ordre = ((notes * poids).sum(axis=1) / sum(poids)).sort_values(ascending=False)
    phrase = f"Avec ces poids, le {ordre.index[0]} arrive en tête" + (f" ; le {suivre} est au rang {list(ordre.index).index(suivre) + 1}" if suivre else "")
    return bars(ordre, title=phrase, unit="indice, de 0 à 100", source=[equipements, recensement], highlight=suivre or ordre.index[0])
classer([1, 1, 1, 1])

# %% [markdown]
# ## À vous les curseurs
#
# Choisissez dans la liste l’arrondissement à suivre : sa barre est foncée. Puis poussez les curseurs, de 0 à 5. Regardez les barres changer de place.
#
# **Pariez d’abord** : quel curseur fera le plus bouger l’arrondissement que vous suivez ? Si un curseur disparaît, exécutez de nouveau la cellule. Cinq réglages sont écrits dessous, avec leurs trois premiers, pour qui préfère lire.

# %%
curseurs = {nom: IntSlider(1, 0, 5, description=nom, continuous_update=False) for nom in notes}
def regler(suivre, **poids):
    return classer(list(poids.values()), suivre)
interact(regler, suivre=list(notes.index), **curseurs)

reglages = {"Quatre poids à 1": [1, 1, 1, 1]}
reglages |= {f"{nom} à 5, le reste à 1": [5 if nom == autre else 1 for autre in notes] for nom in notes}
for reglage, poids in reglages.items():
    ordre = (notes * poids).sum(axis=1).sort_values(ascending=False)
    print(f"{reglage} : {', '.join(ordre.index[:3])}.")

# %% [markdown]
# **Ce qu’on lit.** Les lieux n’ont pas bougé, les habitants non plus. Seul votre avis sur ce qui compte a changé. L’arrondissement en tête peut changer, et les suivants changent souvent.
#
# ### Exercice 2 : faites gagner quelqu’un d’autre
#
# Pour se méfier d’un tour, le mieux est de le faire soi-même. Voici quatre poids égaux, dans l’ordre culture, sport, crèches, parcs :
#
# ```python
# poids_egaux = [1, 1, 1, 1]
# ```
#
# **À vous.** Écrivez quatre poids **de 1 à 5**, pour qu’un **autre** arrondissement arrive en tête. Aucun ingrédient ne doit être effacé : pas de zéro. Cherchez avec les curseurs, puis recopiez vos poids ici. Le classement se dessine sous votre réponse.

# %% exercise="mes_poids" scaffold="mes_poids = ...  # ← quatre nombres entre crochets, sur le modèle ci-dessus"
### BEGIN SOLUTION
mes_poids = [3, 1, 3, 1]
### END SOLUTION
classer(mes_poids)

# %% check="mes_poids" points=3
from numbers import Real

assert isinstance(mes_poids, list), "On attend une liste : quatre nombres entre crochets, séparés par des virgules."
assert all(isinstance(poids, Real) for poids in mes_poids), "Un poids est un nombre, sans guillemets."
assert len(mes_poids) == 4, "On attend quatre poids, dans l’ordre : culture, sport, crèches, parcs."
assert min(mes_poids) >= 1, "Un de vos poids est plus petit que 1. Un poids 0 efface un ingrédient : gardez les quatre."
assert max(mes_poids) <= 5, "Un de vos poids dépasse 5. Restez entre 1 et 5 : cela suffit."
assert len(set(mes_poids)) > 1, "Quatre poids égaux donnent toujours le même classement, que ce soit 1 ou 5. Donnez plus de poids à un ingrédient qu’à un autre."
### BEGIN HIDDEN TESTS
from lirelaville import load

tous_lieux = load("equipements", territory=territoire)
habitants_officiels = load("recensement_iris", territory=territoire).groupby("code_insee")["population_2022"].sum()
officiel = pd.crosstab(tous_lieux["code_insee"], tous_lieux["jeu"])[["lieux_culturels", "equipements_sportifs", "parcs_jardins"]]
officiel.insert(2, "places", tous_lieux.groupby("code_insee")["nombre_places"].sum().astype(float))
officiel = officiel.div(habitants_officiels, axis=0).dropna()
officiel = (officiel - officiel.min()) / (officiel.max() - officiel.min())
gagnant, gagnant_egal = (officiel * mes_poids).sum(axis=1).idxmax(), officiel.sum(axis=1).idxmax()
assert gagnant != gagnant_egal, "Avec ces poids, le même arrondissement reste en tête. Cherchez un ingrédient où un autre a la note 100, et donnez-lui plus de poids."
### END HIDDEN TESTS

# %% wrong="mes_poids" because="les poids égaux recopiés" says="Quatre poids égaux"
mes_poids = [1, 1, 1, 1]

# %% wrong="mes_poids" because="les poids égaux, plus grands" says="Quatre poids égaux"
mes_poids = [5, 5, 5, 5]

# %% wrong="mes_poids" because="l’ingrédient où le premier excelle déjà" says="le même arrondissement reste en tête"
mes_poids = [1, 5, 1, 1]

# %% wrong="mes_poids" because="des ingrédients effacés" says="efface un ingrédient"
mes_poids = [5, 0, 5, 0]

# %% wrong="mes_poids" because="des poids entre guillemets" says="sans guillemets"
mes_poids = ["3", "1", "3", "1"]

# %% wrong="mes_poids" because="un seul poids" says="entre crochets"
mes_poids = 5

# %% wrong="mes_poids" because="il manque un poids" says="quatre poids"
mes_poids = [5, 1, 1]

# %% wrong="mes_poids" because="des poids en pour cent" says="dépasse 5"
mes_poids = [70, 10, 10, 10]

# %% [markdown]
# ## Tous les réglages à la fois
#
# Vous avez essayé quelques réglages. L’ordinateur peut les essayer tous : chaque poids de 1 à 5, pour chaque ingrédient. Puis il note, pour chaque arrondissement, son rang le plus haut et son rang le plus bas.
#
# **Avant d’exécuter, pariez.** De combien de rangs un même arrondissement peut-il bouger : deux, six, plus de dix ?

# %%
from itertools import product

tous_les_poids = pd.DataFrame(product(range(1, 6), repeat=4), columns=list(notes)).T
rangs = (notes @ tous_les_poids).rank(ascending=False, method="min").astype(int)
bornes = pd.DataFrame({"rang le plus haut": rangs.min(axis=1), "rang le plus bas": rangs.max(axis=1)})
bornes["écart"] = bornes["rang le plus bas"] - bornes["rang le plus haut"]
mobile = bornes["écart"].idxmax()
print(f"{tous_les_poids.shape[1]} réglages. Le {mobile} va du rang {bornes.loc[mobile].iloc[0]} au rang {bornes.loc[mobile].iloc[1]}.")
print("Peuvent arriver en tête :", ", ".join(bornes.index[bornes["rang le plus haut"] == 1]) + ".")
bornes

# %% [markdown]
# **Ce qu’on lit.** Presque toutes les places du classement dépendent des poids. La première, elle, ne change de mains qu’entre quelques-uns. Pourquoi ? Parce que d’autres choix étaient faits avant d’arriver aux poids.
#
# ## Une erreur à rencontrer exprès
#
# « Les poids sont publiés, le classement est donc transparent. » On le croit souvent. Vérifions.
#
# Un magazine imaginaire s’adresse à de jeunes parents qui aiment sortir. Il publie ses poids : culture 3, sport 1, crèches 3, parcs 1. Mais il ne dit ni par quoi il divise, ni comment il note.
#
# Voici une autre façon de noter, honnête elle aussi : **le rang**. Le plus bas reçoit 1 point, le suivant 2 points, et ainsi de suite : `.rank()`. Trois diviseurs, deux façons de noter : six calculs.
#
# **Pariez** : mêmes lieux, mêmes poids. Sur six calculs, combien d’arrondissements différents en tête ?

# %%
poids = [3, 1, 3, 1]  # culture, sport, crèches, parcs
quatre = lieux[["culture", "sport", "creches", "parcs"]]
diviseurs = {"au total": quatre, "par habitant": par_10000, "par km²": quatre.div(lieux["surface_km2"], axis=0)}
en_tete = {}
for nom, table in diviseurs.items():
    en_tete[nom] = [(noter(table) * poids).sum(axis=1).idxmax(), (table.rank() * poids).sum(axis=1).idxmax()]
logement = 1000 * logements.set_index("code_insee")["logements_sociaux"].rename(noms).rename_axis(None) / lieux["menages"]
note_plus = noter(logement)  # pour l’exercice 3
print(f"Arrondissements différents en tête : {len({tete for deux in en_tete.values() for tete in deux})}.\nLes moins peuplés : {', '.join(lieux['habitants'].sort_values().index[:2])}.\nLe moins étendu : {lieux['surface_km2'].idxmin()}.")
pd.DataFrame(en_tete, index=["note de 0 à 100", "rang"])

# %% [markdown]
# - **Le symptôme.** Mêmes données, mêmes poids, et le gagnant change.
# - **La cause.** Diviser et noter sont aussi des choix. « Au total » oublie la taille. « Par habitant », un seul lieu de plus compte beaucoup là où l’on est peu nombreux. « Par km² », une colline ou un port dans les limites font baisser le résultat. La note garde les écarts, le rang les oublie : premier de peu ou de loin, c’est pareil.
# - **La réparation.** Publier **toutes** les règles, pas seulement les poids. Et refaire le calcul autrement : si le gagnant change, on ne l’annonce pas comme un fait.
#
# ## Même le sens est un choix
#
# Ajoutons les logements sociaux, pour 1 000 ménages. En avoir beaucoup, est-ce un plus ? Oui, pour qui cherche à se loger. D’autres classements les comptent en moins. Le tableau ne tranche pas : l’auteur, si.
#
# Attention, ce nombre est fragile. Il n’a pas de date, et ce n’est pas le taux officiel de la loi SRU. À Marseille, la fiche des données dit aussi que les chiffres du 1er et du 16e sont à vérifier. Or une seule valeur extrême décale les notes de tous les autres.
#
# ### Exercice 3 : retourner une note
#
# Pour compter en moins, on **retourne** la note : 100 devient 0, et 80 devient 20. Le modèle, pour une seule note :
#
# ```python
# note_retournee = 100 - 80
# ```
#
# **À vous.** La colonne `note_plus` donne 100 à l’arrondissement qui a le plus de logements sociaux pour 1 000 ménages. Retournez cette colonne entière.

# %% exercise="note_moins" scaffold="note_moins = ...  # ← retournez note_plus"
### BEGIN SOLUTION
note_moins = 100 - note_plus
### END SOLUTION
pd.DataFrame({"pour 1 000 ménages": logement, "note_plus": note_plus, "note_moins": note_moins})

# %% check="note_moins" points=2
import pandas as pd

assert isinstance(note_moins, pd.Series), "On attend une note par arrondissement. Dans le modèle, remplacez 80 par note_plus, sans guillemets."
assert len(note_moins) == len(note_plus), "On attend un nombre par arrondissement. Partez de la colonne note_plus entière."
assert pd.api.types.is_numeric_dtype(note_moins), "On attend un nombre par arrondissement. Partez de la colonne note_plus entière."
assert (note_moins - note_plus).abs().max() > 1e-9, "C’est la même note, dans le même sens. Retirez-la de 100."
assert note_moins.min() > -1e-6, "Une de vos notes est négative. Écrivez 100 d’abord, puis le signe moins, puis note_plus."
assert note_moins.max() < 100.001, "Une de vos notes dépasse 100. Retournez note_plus, et non la colonne logement ; une soustraction suffit."
### BEGIN HIDDEN TESTS
from lirelaville import load

menages_officiels = load("recensement_iris", territory=territoire).groupby("code_insee")["menages_2022"].sum()
logements_officiels = load("logement_social", territory=territoire).set_index("code_insee")["logements_sociaux"]
part = (logements_officiels / menages_officiels).astype(float).dropna()
attendu = (100 * (part.max() - part) / (part.max() - part.min())).sort_values().to_numpy()
assert abs(note_moins.sort_values().to_numpy() - attendu).max() <= 0.51, "Ce n’est pas la note retournée : celui qui avait 100 doit avoir 0, celui qui avait 0 doit avoir 100. Retirez note_plus de 100."
### END HIDDEN TESTS

# %% wrong="note_moins" because="la soustraction à l’envers" says="100 d’abord"
note_moins = note_plus - 100

# %% wrong="note_moins" because="seulement un signe moins" says="100 d’abord"
note_moins = -note_plus

# %% wrong="note_moins" because="le modèle recopié : un seul nombre" says="remplacez 80 par note_plus"
note_moins = 100 - 80

# %% wrong="note_moins" because="la note recopiée sans la retourner" says="dans le même sens"
note_moins = note_plus

# %% wrong="note_moins" because="les logements au lieu de la note" says="Retournez note_plus"
note_moins = 500 - logement

# %% wrong="note_moins" because="une division au lieu d’une soustraction" says="une soustraction suffit"
note_moins = 100 / note_plus

# %% wrong="note_moins" because="la note divisée par deux" says="celui qui avait 0 doit avoir 100"
note_moins = note_plus / 2

# %% [markdown]
# ## Ce que l’indice ne voit pas
#
# La cellule suivante ajoute cette cinquième note à l’indice, dans un sens puis dans l’autre. Tous les poids valent 1.
#
# Et le revenu ? On aimerait l’ajouter aussi. Mais les revenus médians des IRIS ne se moyennent pas : vous l’avez vu à la leçon 5. Et des IRIS n’ont aucun chiffre publié. Nous préférons donc montrer **le trou** : dans chaque arrondissement, la part des habitants dont l’IRIS est sans chiffre.
#
# **Pariez** : cette part est-elle à peu près la même partout ?

# %%
for sens, note in {"en plus": noter(logement), "en moins": 100 - noter(logement)}.items():
    ordre = notes.assign(logement=note).mean(axis=1).sort_values(ascending=False)
    print(f"Logements sociaux comptés {sens} : les trois premiers sont {', '.join(ordre.index[:3])}.")

iris = recensement.merge(revenus[["code_iris", "revenu_median_disponible_eur"]], on="code_iris")
iris["sans_chiffre"] = iris["population_2022"] * iris["revenu_median_disponible_eur"].isna()
sommes = iris.groupby("code_insee")[["sans_chiffre", "population_2022"]].sum().rename(noms)
trou = (100 * sommes["sans_chiffre"] / sommes["population_2022"]).sort_values(ascending=False)
phrase = f"Revenu inconnu : de {nombre(trou.min())} à {nombre(trou.max())} % des habitants, selon l’arrondissement"
bars(trou, title=phrase, unit="% des habitants dont l’IRIS est sans chiffre", source=[revenus, recensement])

# %% [markdown]
# **Ce qu’on lit.** Comparez les deux phrases : mêmes chiffres, sens opposé, autre podium.
#
# Le dessin montre un autre défaut. Un indice qui ajouterait le revenu serait presque complet pour certains arrondissements, et troué pour d’autres. Il donnerait pourtant une note à chacun, avec le même aplomb. Et bien d’autres choses manquent ici : le bruit, les transports, les médecins, l’avis des gens.
#
# ## Demander les règles
#
# Un **[[algorithme]]** est une suite de règles qui mène d’un cas à un résultat. Notre indice en est un. Peut-on exiger les règles d’un algorithme ? Le code des relations entre le public et l’administration répond selon le cas.
#
# **Le calcul sert à décider pour vous.** C’est une **[[décision individuelle]]** : elle vise une personne ou un organisme, par son nom. Exemple : une place en crèche attribuée à l’aide d’un calcul de points.
#
# - La décision doit **dire** qu’un algorithme a servi. Et vous pouvez **demander** ses règles (article L. 311-3-1).
# - On vous doit alors quatre choses (article R. 311-3-1-2). D’abord, le rôle du calcul dans la décision. Puis les données et leurs sources. Puis les paramètres, et leurs poids s’il y en a, appliqués à votre cas. Enfin, les opérations faites.
# - Sauf les plus petites, les administrations doivent aussi **publier en ligne** les règles de leurs principaux algorithmes de cette sorte (article L. 312-1-3).
#
# **Le calcul ne décide rien pour vous.** Un indice publié par une ville ne vise personne par son nom : ces trois règles ne s’appliquent pas. Mais le tableau, la note de méthode et le **[[code source]]** sont en principe des **[[documents administratifs|document administratif]]**. Toute personne peut les demander, une fois terminés (articles L. 300-2 et L. 311-1). Sans réponse au bout d’un mois, c’est un refus : on peut saisir la **[[CADA]]**, comme à la leçon 7.
#
# **L’auteur est un magazine ou un site privé.** Ce code ne l’oblige à rien, sauf s’il a une mission de service public. Rien n’empêche de poser la question.
#
# Des secrets protégés par la loi limitent ces droits. Le droit de demander les règles vient de la loi pour une République numérique, de 2016 (article 4). Le droit change : avant d’écrire, vérifiez sur [legifrance.gouv.fr](https://www.legifrance.gouv.fr).
#
# ### Exercice 4 : la phrase juste
#
# Une seule de ces phrases est juste. Laquelle ?
#
# - **A.** « La ville publie un indice des arrondissements : chaque habitant reçoit donc une décision individuelle. »
# - **B.** « Un magazine privé doit donner ses poids à qui les demande : la loi de 2016 l’y oblige. »
# - **C.** « Une famille refusée en crèche, après un calcul de points de la mairie, peut demander les règles et leur application à son cas. »
# - **D.** « Si les poids d’un indice sont publiés, on peut refaire le classement, et il est donc vrai. »
#
# Écrivez la lettre entre guillemets, comme ceci : `"E"`. La correction, une fois la leçon rendue, vous dira si la phrase est juste, et pourquoi.

# %% exercise="phrase_juste" scaffold="phrase_juste = ...  # ← une lettre entre guillemets"
### BEGIN SOLUTION
phrase_juste = "C"
### END SOLUTION

# %% check="phrase_juste" points=2
assert isinstance(phrase_juste, str), "Écrivez une lettre entre guillemets."
assert phrase_juste.strip().upper() in ("A", "B", "C", "D"), "Choisissez une seule des quatre lettres proposées, sans autre mot."
### BEGIN HIDDEN TESTS
lettre = phrase_juste.strip().upper()
assert lettre != "A", "Un indice publié ne vise personne par son nom : ce n’est pas une décision individuelle. Mais ses documents peuvent être demandés à la ville."
assert lettre != "B", "Ce code oblige les administrations, et les organismes chargés d’un service public. Un magazine privé peut refuser de répondre."
assert lettre != "D", "Les poids ne suffisent pas : le magazine imaginaire l’a montré. Et un calcul refait à l’identique reste un choix, pas une vérité."
### END HIDDEN TESTS

# %% wrong="phrase_juste" because="un indice pris pour une décision individuelle" says="ne vise personne"
phrase_juste = "A"

# %% wrong="phrase_juste" because="la règle des administrations appliquée à un magazine privé" says="oblige les administrations"
phrase_juste = "B"

# %% wrong="phrase_juste" because="les poids publiés pris pour toutes les règles" says="ne suffisent pas"
phrase_juste = "d"

# %% wrong="phrase_juste" because="deux lettres au lieu d’une" says="une seule des quatre lettres"
phrase_juste = "C et D"

# %% [markdown] written="trois_questions" points=2
# ### À vous d’écrire
#
# Un site annonce : « Le palmarès des arrondissements où il fait bon vivre ». Écrivez **trois questions** à poser à son auteur. Pour l’une d’elles, dites en une phrase comment la réponse pourrait changer le classement.
#
# === BEGIN MARK SCHEME ===
# 2 points : trois questions précises, qui portent sur trois choix différents, et pour l’une d’elles un effet juste sur le classement. 1 point : deux questions précises, ou trois sans effet expliqué. 0 point : des avis (« c’est injuste »), ou trois fois la même question.
#
# Choix sur lesquels on peut interroger, au choix :
#
# - les ingrédients : que comptez-vous, que laissez-vous de côté, qui l’a décidé ?
# - les données : quelle source, quelle date, des arrondissements sont-ils sans chiffre ?
# - le diviseur : au total, par habitant, par km², par enfant ?
# - la note : de 0 à 100, rang, autre chose ? que fait une valeur extrême ?
# - les poids : lesquels, et pourquoi ? le gagnant reste-t-il le même si on les change ?
# - le sens : pourquoi ceci compte-t-il en plus, ou en moins ?
# - l’échelle : pourquoi l’arrondissement, et pas le quartier ?
# - le code et le tableau : peut-on les lire, et refaire le calcul ?
# - l’intérêt : qui paie, qui vend quelque chose, à qui le classement sert-il ?
#
# Accepter « le gagnant est-il le même avec une autre méthode ? » : c’est la meilleure. Refuser une réponse qui désigne un « vrai » meilleur arrondissement. L’orthographe ne compte pas.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Un indice composite** mélange des notes selon des poids. **Les poids décident** de presque toutes les places : sans toucher une donnée, on change le classement.
# - **D’autres choix se cachent** derrière un classement : l’échelle, le diviseur, la note, le sens, les trous. Si le gagnant change quand on calcule autrement, on ne l’annonce pas comme un fait.
# - **On peut demander les règles.** Une décision individuelle prise avec un algorithme doit le dire, et s’expliquer. Un indice publié par une administration se demande comme un document. Ce qui est « bon », lui, se discute.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** C’était la huitième et dernière leçon. Vous savez ouvrir un tableau public, refaire ses sommes, et dire ce qu’il tait. Gardez une habitude : devant un chiffre, demandez **qui a compté, quoi, quand, et par rapport à quoi**. Prenez le prochain palmarès que vous lirez, et posez vos trois questions à son auteur. Vraiment.
