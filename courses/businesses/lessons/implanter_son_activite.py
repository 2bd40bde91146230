# %% [markdown]
# # Où m’installer ?
#
# Leïla, la boulangère de la leçon précédente, compare maintenant trois emplacements à Marseille, dans les 11e et 12e arrondissements.
# Pour chacun, elle veut savoir : combien de boulangeries autour, et pour combien d’habitants ?
# Leïla et ses trois emplacements sont inventés. Les données, elles, sont réelles.
#
# **À la fin, vous saurez…**
#
# - **compter** les concurrents et les compléments autour d’une adresse, pour 1 000 habitants ;
# - **repérer** ce qu’une liste ne couvre pas, et ne plus lire une absence de données comme une absence de concurrents ;
# - **décider** avec une fourchette, et dire le doute qui reste.
#
# **Il vous faut** : rien d’autre que cette page. Pour exécuter une cellule de code, cliquez dedans, puis tapez **Maj + Entrée**. Avancez de haut en bas. Dans un exercice, remplacez les `...` par votre réponse ; le modèle est juste au-dessus.
#
# ## D’où viennent ces données ?
#
# | Table | Ce qu’elle contient | Année | Qui l’a produite |
# |---|---|---|---|
# | `equipements_11e_12e` | les commerces, services et cabinets de deux arrondissements | 2021 | l’Insee ([BPE](https://www.insee.fr/fr/statistiques/3568638)) |
# | `equipements` | les écoles, crèches, stades… de toute la ville | 2018 | la [Ville de Marseille](https://www.data.gouv.fr/fr/organizations/ville-de-marseille/) |
# | `etablissements_iris` | le nombre d’établissements inscrits, sans leur métier | 2026 | l’Insee ([Sirene](https://www.data.gouv.fr/fr/datasets/base-sirene-des-entreprises-et-de-leurs-etablissements-siren-siret/)) |
# | `recensement_iris` | les habitants | 2022 | l’Insee ([recensement](https://www.insee.fr/fr/statistiques/8647008)) |
# | `quartiers`, `iris` | les limites | 2026, 2025 | [J. Gombin](https://www.data.gouv.fr/fr/datasets/quartiers-de-marseille-1/) ; [IGN et Insee](https://geoservices.ign.fr/contoursiris) |
#
# Toutes sont sous Licence Ouverte : vous pouvez les utiliser, en citant la source et sa date. Elles nous sont parvenues par une republication. Avant de signer un bail, comparez-les à leur page officielle.
#
# **Une lacune connue** : la première table est la plus riche, mais elle ne décrit que deux arrondissements sur seize. Gardez-le en tête.
#
# La cellule suivante contient les réglages de Leïla. Un jour, vous y mettrez les vôtres. **Avant d’exécuter, pariez** : combien de boulangeries dans ces deux arrondissements ? 20, 60 ou 200 ?

# %% tags=["parameters"]
territoire = "Marseille"
adresses = {"Saint-Barnabé": [5.4169, 43.3039], "La Pomme": [5.4462, 43.2920],
            "Limite du 4e": [5.4080, 43.2999]}  # longitude, latitude
rayon_m = 500  # en mètres : jusqu’où l’on marche pour son pain
concurrents = ["BOULANGERIE"]
complements = ["PHARMACIE", "BOUCHERIE CHARCUTERIE",
               "ÉCOLE MATERNELLE", "ÉCOLE ÉLÉMENTAIRE"]
oubliees = 1  # concurrents que la liste a pu oublier par cercle : on suppose
arrondissements_vus = ["13211", "13212"]  # 11e et 12e : la liste s’arrête là

# %% fold="Charger les tables et préparer les outils"
import geopandas as gpd
import numpy as np
import pandas as pd
from lirelaville import load
from lirelaville.charts import bars, circles, moving_circle
from lirelaville.french import number as nombre

np.set_printoptions(legacy="1.25")  # 0.8 plutôt que np.float64(0.8)
pd.options.display.float_format = lambda valeur: nombre(valeur, 1)
quartiers, recensement = load("quartiers", territory=territoire), load("recensement_iris", territory=territoire)
quartiers["habitants"] = quartiers["code_quartier"].map(recensement.groupby("code_quartier")["population_2022"].sum())
quartiers_m, lieux, noms = quartiers.to_crs(2154), load("equipements_11e_12e"), list(adresses)
lieux["role"] = lieux["categorie"].map(dict.fromkeys(complements, "complément") | dict.fromkeys(concurrents, "concurrent")).fillna("tout autre lieu")
emplacements = gpd.GeoDataFrame({"emplacement": noms}, geometry=gpd.points_from_xy(*zip(*adresses.values(), strict=True)), crs=4326)
assert emplacements.within(quartiers.union_all()).all(), f"Un emplacement est hors de {territoire}. Longitude et latitude inversées ?"
assert "concurrent" in set(lieux["role"]), "Aucun lieu de cette catégorie. Recopiez son nom de la colonne categorie, lettre à lettre."

def lisible(reponse):
    return nombre(reponse, 2) if isinstance(reponse, float) else reponse

def habitants(cercle, table=quartiers_m, hors=False):  # hors=True : hors des arrondissements vus
    part = table.intersection(cercle).area / table.area if table is quartiers_m else table.within(cercle)
    return (table["habitants"] * part)[~(hors & table["code_insee"].isin(arrondissements_vus))].sum()

# %%
nb_concurrents = (lieux["role"] == "concurrent").sum()
nb_complements = (lieux["role"] == "complément").sum()
habitants_ville = recensement["population_2022"].sum()
dedans_les_deux = recensement["code_insee"].isin(arrondissements_vus)
habitants_vus = recensement[dedans_les_deux]["population_2022"].sum()

print(f"{nombre(len(lieux))} lieux : {nb_concurrents} concurrents, {nb_complements} compléments.")
print(f"{nombre(habitants_vus)} habitants dans les arrondissements vus.")
print(f"{nombre(habitants_ville)} habitants dans toute la ville.")
lieux[["categorie", "role", "geometry"]].groupby("role").head(1)

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne est un lieu** : sa catégorie et sa position. Il n’a ni nom, ni taille. Nous lui avons ajouté un rôle.
#
# - Un **concurrent** vend la même chose que Leïla : ici, une boulangerie.
# - Un **[[complément]]** attire des clients sans vendre de pain : une pharmacie, une école, une boucherie.
#
# Ces deux listes sont un choix, écrit dans les réglages. Un supermarché vend aussi du pain : ici, il n’est rangé nulle part. Vous pouvez le changer.
#
# Un nombre seul ne dit pas si c’est beaucoup. On le rapporte donc aux habitants : un **[[taux]]** « pour 1 000 habitants ».
#
# **taux = 1 000 × lieux ÷ habitants**
#
# Une règle, une seule : le même **[[périmètre]]** en haut et en bas. Les lieux de deux arrondissements se divisent par les habitants de ces deux arrondissements.
#
# ### Exercice 1 : le taux moyen
#
# La cellule précédente a préparé quatre nombres : `nb_concurrents`, `nb_complements`, `habitants_vus` (les deux arrondissements) et `habitants_ville` (toute la ville). Le modèle, pour les compléments :
#
# ```python
# taux_complements = 1000 * nb_complements / habitants_vus
# ```
#
# **À vous.** Calculez le taux moyen de **concurrents**. Il servira de repère : à côté de lui, un emplacement en a-t-il beaucoup ou peu ?

# %% exercise="taux_moyen" scaffold="taux_moyen = ...  # ← sur le modèle ci-dessus"
### BEGIN SOLUTION
taux_moyen = 1000 * nb_concurrents / habitants_vus
### END SOLUTION
print("Concurrents pour 1 000 habitants, en moyenne :", lisible(taux_moyen))

# %% check="taux_moyen" points=2
from numbers import Real

assert isinstance(taux_moyen, Real), "On attend un seul nombre : un calcul, sans guillemets. La décimale s’écrit avec un point."
assert abs(taux_moyen - 1000 * nb_complements / habitants_vus) > 0.001, "C’est le modèle : le taux de compléments. On demande les concurrents."
assert abs(taux_moyen - 1000 * nb_concurrents / habitants_ville) > 0.001, "Le haut et le bas n’ont pas le même périmètre : des lieux de deux arrondissements, divisés par les habitants de toute la ville. Prenez habitants_vus."
assert taux_moyen < 100, "C’est beaucoup trop pour 1 000 habitants. Le nombre de lieux va en haut, les habitants en bas."
assert taux_moyen > 0.01, "C’est trop petit : le taux pour un seul habitant ? Multipliez par 1000."
### BEGIN HIDDEN TESTS
from lirelaville import load

liste_neuve, monde = load("equipements_11e_12e"), load("recensement_iris", territory=territoire)
boutiques = liste_neuve["categorie"].isin(concurrents).sum()
attendu = 1000 * boutiques / monde[monde["code_insee"].isin(arrondissements_vus)]["population_2022"].sum()
assert abs(taux_moyen - attendu) < 0.006, "Ce n’est pas le taux de concurrents. En haut nb_concurrents, en bas habitants_vus, et 1000 pour multiplier."
### END HIDDEN TESTS

# %% wrong="taux_moyen" because="le modèle recopié : les compléments" says="On demande les concurrents"
taux_moyen = 1000 * nb_complements / habitants_vus

# %% wrong="taux_moyen" because="divisé par les habitants de toute la ville" says="le même périmètre"
taux_moyen = 1000 * nb_concurrents / habitants_ville

# %% wrong="taux_moyen" because="le facteur 1 000 oublié" says="Multipliez par 1000"
taux_moyen = nb_concurrents / habitants_vus

# %% wrong="taux_moyen" because="la division à l’envers : des habitants par boulangerie" says="les habitants en bas"
taux_moyen = habitants_vus / nb_concurrents

# %% wrong="taux_moyen" because="tous les lieux de la liste" says="Ce n’est pas le taux de concurrents"
taux_moyen = 1000 * len(lieux) / habitants_vus

# %% wrong="taux_moyen" because="un texte, avec une virgule" says="sans guillemets"
taux_moyen = "0,5"

# %% [markdown]
# ## Tracer 500 mètres
#
# Les positions de nos tables sont en degrés, comme sur un GPS. Un degré est un angle : il ne mesure pas un trottoir. On passe donc en **[[Lambert-93]]**, la grille officielle de la France, qui compte en mètres. La commande est `.to_crs(2154)`.
#
# Ensuite, `.buffer(…)` trace autour de chaque point une **[[zone tampon]]** : tout ce qui est à moins d’une distance donnée. Autour d’un point, c’est un disque. Sans conversion, `.buffer(500)` voudrait dire 500 degrés : plus que le tour de la Terre !
#
# **Avant d’exécuter, pariez** : combien de mètres entre les deux premiers emplacements ? Et combien de degrés ?
#
# ### Exercice 2 : les cercles
#
# La table `emplacements` contient les trois points, en degrés. Le modèle, pour passer les quartiers en mètres puis mesurer leur surface :
#
# ```python
# surfaces = quartiers.to_crs(2154).area
# ```
#
# **À vous.** Passez `emplacements` en mètres, puis tracez autour de chaque point un disque de `rayon_m` mètres. Deux gestes sur une seule ligne.

# %%
a, b = emplacements.geometry.iloc[:2]
print(f"De {noms[0]} à {noms[1]} :")
print(f"{nombre(a.distance(b), 3)} en degrés, ce qui ne mesure rien.")
a_m, b_m = emplacements.to_crs(2154).geometry.iloc[:2]
print(f"{nombre(a_m.distance(b_m))} m en Lambert-93, à vol d’oiseau.")

# %% exercise="cercles" scaffold="cercles = ...  # ← partez de emplacements : d’abord les mètres, ensuite le disque"
### BEGIN SOLUTION
cercles = emplacements.to_crs(2154).buffer(rayon_m)
### END SOLUTION
cercles

# %% check="cercles" points=3
formes = getattr(cercles, "geometry", None)
assert formes is not None, "On attend des formes, pas un nombre ni un texte. Partez de emplacements, puis .to_crs(2154), puis .buffer(…)."
assert len(formes) == len(emplacements), "On attend un disque par emplacement. Partez de la table emplacements, et d’elle seule."
assert set(formes.geom_type) == {"Polygon"}, "Ce sont encore des points. Ajoutez .buffer(…) après la conversion."
etendue = (formes.area.fillna(0) / 3.1416) ** 0.5
assert formes.crs == 2154, "Vos disques sont en degrés. Convertissez d’abord avec .to_crs(2154), tracez ensuite."
assert 0 < etendue.max() < 100 * rayon_m, "L’ordre est inversé : des disques tracés en degrés, puis convertis. Convertissez d’abord, tracez ensuite."
assert abs(etendue.max() / rayon_m - 2) > 0.1, "Vos disques sont deux fois trop larges : .buffer demande le rayon, pas le diamètre."
assert etendue.max() > rayon_m / 100, "Vos disques sont minuscules. En Lambert-93 on compte en mètres, pas en kilomètres."
### BEGIN HIDDEN TESTS
import geopandas as gpd

points_neufs = gpd.points_from_xy(*zip(*adresses.values(), strict=True), crs=4326)
disques_neufs = gpd.GeoSeries(points_neufs).to_crs(2154).buffer(rayon_m)
ecart = (formes.reset_index(drop=True).symmetric_difference(disques_neufs).area / disques_neufs.area).max()
assert ecart < 0.02, "Ce ne sont pas les disques de rayon_m mètres autour des trois emplacements. Écrivez rayon_m entre les parenthèses de .buffer(…)."
### END HIDDEN TESTS

# %% wrong="cercles" because="la conversion en mètres oubliée" says="Vos disques sont en degrés"
cercles = emplacements.buffer(rayon_m)

# %% wrong="cercles" because="les disques tracés avant la conversion" says="L’ordre est inversé"
cercles = emplacements.buffer(rayon_m).to_crs(2154)

# %% wrong="cercles" because="la conversion seule" says="Ce sont encore des points"
cercles = emplacements.to_crs(2154)

# %% wrong="cercles" because="des kilomètres au lieu de mètres" says="pas en kilomètres"
cercles = emplacements.to_crs(2154).buffer(0.5)

# %% wrong="cercles" because="le diamètre au lieu du rayon" says="le rayon, pas le diamètre"
cercles = emplacements.to_crs(2154).buffer(2 * rayon_m)

# %% wrong="cercles" because="un autre rayon" says="Écrivez rayon_m"
cercles = emplacements.to_crs(2154).buffer(400)

# %% wrong="cercles" because="le modèle recopié : des surfaces" says="des formes"
cercles = quartiers.to_crs(2154).area

# %% wrong="cercles" because="les quartiers au lieu des emplacements" says="la table emplacements, et d’elle seule"
cercles = quartiers.to_crs(2154).buffer(rayon_m)

# %% [markdown]
# ## Qui tombe dans quel cercle ?
#
# La **[[jointure spatiale]]** (`sjoin`) relie deux tables par leur position. Pour chaque lieu, elle cherche le disque qui le contient (`within` : « à l’intérieur »).
#
# Ensuite, on compte par emplacement et par rôle : c’est `crosstab`. Un emplacement sans aucun lieu doit garder sa ligne, avec des zéros : c’est `reindex`.
#
# Pour les habitants, l’outil `habitants` reprend l’idée de la leçon précédente. Si le cercle couvre le quart d’un quartier, on lui donne le quart de ses habitants. C’est approché : un parc est vide, une tour est pleine.
#
# **Avant d’exécuter, pariez** : où y aura-t-il le moins de boulangeries pour 1 000 habitants ? À Saint-Barnabé, à La Pomme, ou à la limite du 4e arrondissement ?

# %%
lieux_m = lieux.to_crs(2154)
disques = emplacements.to_crs(2154)
disques["geometry"] = disques.buffer(rayon_m)
dedans = lieux_m.sjoin(disques, predicate="within")
print(f"{nombre(len(lieux_m))} lieux en tout, {nombre(len(dedans))} dans un cercle.")
dedans[["categorie", "role", "emplacement"]].groupby("emplacement").head(1)

# %%
comptes = pd.crosstab(dedans["emplacement"], dedans["role"])
roles = ["concurrent", "complément"]
comptes = comptes.reindex(index=noms, columns=roles, fill_value=0)
comptes["habitants"] = [habitants(cercle) for cercle in disques.geometry]
comptes["taux"] = 1000 * comptes["concurrent"] / comptes["habitants"]
repere = 1000 * nb_concurrents / habitants_vus
print(f"Le repère : {nombre(repere, 1)} concurrent pour 1 000 habitants.")
comptes.round({"habitants": -2}).style.format({"habitants": nombre, "taux": lisible})

# %%
a_voir = lieux[lieux["role"] != "tout autre lieu"]
moins, plus = comptes["concurrent"].min(), comptes["concurrent"].max()
titre = f"À moins de {rayon_m} m : de {moins} à {plus} concurrents"
circles(quartiers, a_voir, emplacements, title=titre, radius_m=rayon_m, group="role",
        name="emplacement", source=["equipements_11e_12e", "quartiers"])

# %% [markdown]
# ## Trop beau pour être vrai ?
#
# Avec les adresses de départ, deux emplacements affichent **zéro** concurrent. Et celui de la limite du 4e a le plus d’habitants autour de lui. Beaucoup d’habitants, aucun concurrent : on signerait tout de suite.
#
# Avant de signer, bougez. La carte suivante part du dernier emplacement de Leïla. Elle montre **tous** les lieux de la liste : concurrents en orange, compléments en bleu foncé, tous les autres en gris bleu. Faites glisser le repère vers l’ouest, donc vers la gauche : vous entrez dans le 4e arrondissement. Sous la carte, la phrase recompte.
#
# **Pariez d’abord** : dans le 4e, le cercle va-t-il contenir plus d’habitants ou moins ? Et la liste va-t-elle montrer plus de lieux, autant, ou moins ?
#
# La même promenade est écrite sous la carte, pour qui préfère lire.
#
# Un endroit vous plaît ? La ligne « Position » donne ses deux nombres. Recopiez-les dans `adresses`, en haut de la page, à la place d’un emplacement. Puis exécutez tout à nouveau (menu *Exécuter*).

# %% fold="Dessiner la carte qui bouge"
from ipyleaflet import Marker
from ipywidgets import HTML, VBox

pres = lieux[lieux_m.distance(disques.union_all()) < 2 * rayon_m]
fond = quartiers[quartiers_m.distance(disques.union_all()) < 4 * rayon_m]
carte = moving_circle(fond, pres, emplacements.iloc[::-1], radius_m=rayon_m, group="role", name="emplacement")
marque = next(couche for couche in carte.children[1].layers if isinstance(couche, Marker))
position = HTML()

def situer(change):
    latitude, longitude = change["new"]
    position.value = f"Position : [{longitude:.4f}, {latitude:.4f}]"

marque.observe(situer, "location")
situer({"new": marque.location})
display(VBox([carte, position]))
pas = [(ouest, disques.translate(-ouest).iloc[-1]) for ouest in range(0, 900, 200)]
colonnes = ["mètres vers l’ouest", "lieux de la liste", "habitants, environ"]
promenade = [(ouest, lieux_m.within(cercle).sum(), round(habitants(cercle), -2)) for ouest, cercle in pas]
pd.DataFrame(promenade, columns=colonnes).style.format(nombre).hide()

# %% [markdown]
# ### Une erreur à rencontrer exprès
#
# - **Le symptôme.** En avançant vers l’ouest, les habitants restent nombreux, et les lieux disparaissent.
# - **La cause.** La liste s’arrête à la limite des deux arrondissements. De l’autre côté, elle ne dit pas « aucun lieu ». Elle ne dit **rien**. C’est un **[[effet de bord]]**.
# - **La réparation.** Mesurer d’abord la part du cercle que la liste ne voit pas. Un zéro n’a pas le même sens si tout le cercle est vu, ou si l’on n’en voit que la moitié.
#
# ### Exercice 3 : la part cachée
#
# La cellule suivante découpe chaque cercle en deux morceaux : celui que la liste couvre (`vu`), et celui qu’elle ne couvre pas (`cache`). Le modèle, pour la part vue, en % de la surface du cercle :
#
# ```python
# part_vue = 100 * vu.area / ronds.area
# ```
#
# **À vous.** Calculez la part **cachée** de chaque cercle, en %. **Pariez** avant d’exécuter : à la limite du 4e, un dixième, un quart, la moitié ?

# %%
les_deux = quartiers_m["code_insee"].isin(arrondissements_vus)
terrain = quartiers_m[les_deux].union_all()  # les deux arrondissements, d’un seul tenant
ronds = disques.set_index("emplacement").geometry
vu = ronds.intersection(terrain)  # le morceau de chaque cercle que la liste couvre
cache = ronds.difference(terrain)  # le morceau qu’elle ne couvre pas
part_vue = 100 * vu.area / ronds.area
print(f"Un cercle entier mesure {nombre(ronds.area.max() / 1_000_000, 2)} km².")

# %% exercise="part_cachee" scaffold="part_cachee = ...  # ← sur le modèle ci-dessus, en %"
### BEGIN SOLUTION
part_cachee = 100 * cache.area / ronds.area
### END SOLUTION
part_cachee

# %% check="part_cachee" points=3
import pandas as pd

assert isinstance(part_cachee, pd.Series), "On attend une part pour chaque emplacement, pas un seul nombre. Partez de cache.area, sans .sum() ni .max()."
lues = pd.to_numeric(part_cachee, errors="coerce").to_numpy()
assert len(lues) == len(ronds), "On attend une part par emplacement, ni plus, ni moins."
assert not pd.isna(lues).any(), "Ce ne sont pas des nombres. Divisez une surface (.area) par une autre."
assert lues.max() <= 100.5, "Une part ne dépasse pas 100 %. Divisez la surface du morceau par celle du cercle entier."
assert lues.min() > -0.5, "Une part n’est jamais négative."
assert cache.area.max() < 1000 or lues.max() > 1, "C’est une part sur 1. On la veut sur 100 : multipliez par 100."
assert abs(lues - (100 * vu.area / ronds.area).to_numpy()).max() > 0.6, "C’est la part vue, celle du modèle. On demande le morceau que la liste ne couvre pas."
### BEGIN HIDDEN TESTS
import geopandas as gpd
from lirelaville import load

zones = load("quartiers", territory=territoire).to_crs(2154)
couvert = zones[zones["code_insee"].isin(arrondissements_vus)].union_all()
points_neufs = gpd.points_from_xy(*zip(*adresses.values(), strict=True), crs=4326)
ronds_neufs = gpd.GeoSeries(points_neufs).to_crs(2154).buffer(rayon_m)
attendu = 100 * ronds_neufs.difference(couvert).area / ronds_neufs.area
assert abs(lues - attendu.to_numpy()).max() < 0.6, "Ce n’est pas la part cachée : la surface du morceau cache, divisée par celle du cercle entier, fois 100."
### END HIDDEN TESTS

# %% wrong="part_cachee" because="le modèle recopié : la part vue" says="C’est la part vue"
part_cachee = 100 * vu.area / ronds.area

# %% wrong="part_cachee" because="le facteur 100 oublié" says="multipliez par 100"
part_cachee = cache.area / ronds.area

# %% wrong="part_cachee" because="la surface, pas la part" says="ne dépasse pas 100"
part_cachee = cache.area

# %% wrong="part_cachee" because="la division à l’envers" says="ne dépasse pas 100"
part_cachee = 100 * ronds.area / vu.area

# %% wrong="part_cachee" because="une surface en km², prise pour une part" says="multipliez par 100"
part_cachee = cache.area / 1_000_000

# %% wrong="part_cachee" because="le morceau caché rapporté au morceau vu" says="ne dépasse pas 100"
part_cachee = 100 * cache.area / vu.area

# %% wrong="part_cachee" because="un seul nombre pour tous" says="pour chaque emplacement"
part_cachee = 100 * cache.area.sum() / ronds.area.sum()

# %% wrong="part_cachee" because="les deux morceaux l’un moins l’autre" says="Ce n’est pas la part cachée"
part_cachee = abs(100 * (vu.area - cache.area) / ronds.area)

# %% fold="Regarder la partie cachée avec deux autres tables"
from IPython.display import Markdown
from lirelaville.catalogue import describe
from lirelaville.french import count, percent

plus_cache = cache.area.idxmax()  # l’emplacement dont le cercle est le plus caché
morceau = cache[plus_cache]
publics = load("equipements", territory=territoire).to_crs(2154)
trouves = publics[publics.within(morceau)]
inscrits = load("etablissements_iris", territory=territoire).groupby("code_quartier")["etablissements_employeurs"].sum()
couvert = quartiers_m.intersection(morceau).area / quartiers_m.area
employeurs = (quartiers_m["code_quartier"].map(inscrits) * couvert).sum()
ou = ", ".join(f"{nom} ({numero}{'er' if numero == 1 else 'e'})" for nom, numero in quartiers_m.loc[couvert > 0.001, ["nom", "arrondissement"]].itertuples(index=False))
minimum = next(lacune for lacune in describe("equipements_11e_12e")["known_gaps"] if "minimums" in lacune)
Markdown(f"""**{plus_cache}** : {percent(morceau.area / ronds[plus_cache].area)} du cercle est caché, avec environ {nombre(round(habitants(morceau), -2))} habitants ({ou or "rien"}).

- Notre liste y voit **{count(lieux_m.within(morceau).sum(), "lieu", "lieux")}**.
- La liste de la Ville y voit **{count(len(trouves), "lieu public", "lieux publics")}** : {", ".join(sorted(set(trouves["categorie"]))) or "aucun"}.
- Sirene y compte à peu près **{nombre(round(employeurs, -1))} établissements** qui ont des salariés, tous métiers.

La fiche de notre liste prévient : « {minimum} »""")

# %% [markdown]
# ## Une fourchette, pas un chiffre
#
# La partie cachée n’est pas vide : regardez les habitants, les lieux publics, les établissements. Combien de boulangeries ? Aucune de nos tables ne le dit. Sirene, ici, ne donne pas les métiers.
#
# Et même la partie vue n’est pas sûre. La liste date de 2021. Elle semble n’avoir gardé qu’un lieu par catégorie et par point : ses nombres sont des **minimums**. Un zéro vu reste donc à vérifier, lui aussi.
#
# Au lieu d’un taux, on en calcule douze, en changeant trois suppositions. On obtient une **[[fourchette]]**.
#
# | ce qui change | les choix |
# |---|---|
# | la distance | 100 m de moins, celle des réglages, 100 m de plus |
# | les habitants | **à la part** : le cercle prend sa part de chaque quartier. **IRIS entiers** : un IRIS (petit quartier de l’Insee) compte en entier si son milieu est dans le cercle. Sinon, il ne compte pas |
# | les concurrents | **comptés** : ceux de la liste. **Au plus haut** : on ajoute ceux que la liste a pu oublier (`oubliees`). Et l’on suppose la partie cachée aussi fournie que le plus fourni des trois emplacements |
#
# La dernière supposition est la plus fragile : elle est inventée, faute de mieux. Une heure de marche de l’autre côté la remplacerait par un comptage.
#
# ### Exercice 4 : la fourchette de mon emplacement
#
# Exécutez la cellule suivante : chaque ligne est un essai, chaque colonne un emplacement. **Pariez** : les fourchettes des trois emplacements vont-elles se toucher ?
#
# **Puis, à vous.** Choisissez l’emplacement qui vous tente : écrivez son nom après `mon_choix`. Donnez le plus petit de ses taux, puis le plus grand, arrondis à une décimale. Le modèle, pour la valeur du milieu :
#
# ```python
# round(essais[mon_choix].median(), 1)
# ```
#
# Utilisez `.min()`, puis `.max()`. Écrivez les deux résultats entre crochets, séparés par une virgule : `[le plus bas, le plus haut]`.

# %% fold="Faire les douze essais"
centres = load("iris", territory=territoire).to_crs(2154)
centres["geometry"] = centres.representative_point()
centres["habitants"] = centres["code_iris"].map(recensement.set_index("code_iris")["population_2022"])
milieux, rivaux = emplacements.to_crs(2154).set_index("emplacement").geometry, lieux_m[lieux_m["role"] == "concurrent"]
en_face = comptes["taux"].max()  # au plus haut, le taux de la partie cachée

def essayer(point, rayon, table, au_plus_haut):
    cercle = point.buffer(rayon)
    caches = en_face * habitants(cercle, table, hors=True) / 1000
    nb = rivaux.within(cercle).sum() + au_plus_haut * (oubliees + caches)
    return 1000 * nb / (habitants(cercle, table) or float("nan"))

essais = pd.DataFrame({
    f"{rayon} m, {methode}, {'au plus haut' if haut else 'comptés'}": [essayer(point, rayon, table, haut) for point in milieux]
    for rayon in (rayon_m - 100, rayon_m, rayon_m + 100)
    for methode, table in (("à la part", quartiers_m), ("IRIS entiers", centres))
    for haut in (False, True)
}, index=noms).T
essais.style.format(lambda taux: nombre(taux, 2))

# %% exercise="fourchette" scaffold="fourchette = ...  # ← [le plus bas, le plus haut], à une décimale"
mon_choix = "Saint-Barnabé"  # ← votre emplacement : un nom écrit en haut d’une colonne
### BEGIN SOLUTION
fourchette = [round(essais[mon_choix].min(), 1), round(essais[mon_choix].max(), 1)]
### END SOLUTION
print(mon_choix, "– pour 1 000 habitants, du plus bas au plus haut :", fourchette)

# %% check="fourchette" points=4
from numbers import Real

assert isinstance(mon_choix, str), "Écrivez le nom de votre emplacement entre guillemets, comme en haut d’une colonne."
assert mon_choix in adresses, "Ce nom n’est pas en haut d’une colonne du tableau. Recopiez-le lettre à lettre, accents compris."
assert isinstance(fourchette, list | tuple), "Une fourchette, c’est deux nombres entre crochets : [le plus bas, le plus haut]."
assert len(fourchette) == 2, "Une fourchette, c’est deux nombres entre crochets : [le plus bas, le plus haut]."
assert all(isinstance(borne, Real) for borne in fourchette), "On attend deux nombres sans guillemets : terminez par .min() et par .max()."
assert fourchette[0] < fourchette[1], "Le plus bas d’abord, le plus haut ensuite, et ils doivent différer."
assert all(abs(borne - round(borne, 1)) < 1e-9 for borne in fourchette), "Trop de chiffres : arrondissez à une décimale avec round(…, 1)."
toutes = [essais.min().min(), essais.max().max()]
assert abs(fourchette[0] - toutes[0]) > 0.06 or abs(fourchette[1] - toutes[1]) > 0.06 or abs(essais[mon_choix].max() - toutes[1]) < 0.06, "C’est la fourchette de tous les emplacements ensemble. Gardez une seule colonne : essais[mon_choix]."
### BEGIN HIDDEN TESTS
import geopandas as gpd
from lirelaville import load

zones, monde = load("quartiers", territory=territoire).to_crs(2154), load("recensement_iris", territory=territoire)
zones["monde"] = zones["code_quartier"].map(monde.groupby("code_quartier")["population_2022"].sum())
petits = load("iris", territory=territoire).to_crs(2154)
petits["monde"] = petits["code_iris"].map(monde.set_index("code_iris")["population_2022"])
coeurs, tous = petits.representative_point(), load("equipements_11e_12e").to_crs(2154)
magasins = tous[tous["categorie"].isin(concurrents)]
bouts = gpd.GeoSeries(gpd.points_from_xy(*zip(*adresses.values(), strict=True), crs=4326), index=list(adresses)).to_crs(2154)

def par_zone(rond):
    return [(zones["monde"] * zones.intersection(rond).area / zones.area, zones), (petits["monde"] * coeurs.within(rond), petits)]

mieux_servi = max(1000 * magasins.within(bout.buffer(rayon_m)).sum() / par_zone(bout.buffer(rayon_m))[0][0].sum() for bout in bouts)
taux_neufs = []
for rayon in (rayon_m - 100, rayon_m, rayon_m + 100):
    rond = bouts[mon_choix].buffer(rayon)
    vus_ici = magasins.within(rond).sum()
    for gens, table in par_zone(rond):
        dehors = gens[~table["code_insee"].isin(arrondissements_vus)].sum()
        if gens.sum():
            taux_neufs += [1000 * vus_ici / gens.sum(), 1000 * (vus_ici + oubliees + mieux_servi * dehors / 1000) / gens.sum()]
assert abs(fourchette[0] - min(taux_neufs)) < 0.06, "La valeur basse n’est pas la plus petite de la colonne de votre emplacement. Prenez .min(), sur tous les essais."
assert abs(fourchette[1] - max(taux_neufs)) < 0.06, "La valeur haute n’est pas la plus grande de la colonne de votre emplacement. Prenez .max(), sur tous les essais."
### END HIDDEN TESTS

# %% wrong="fourchette" because="un seul chiffre, celui du milieu" says="deux nombres entre crochets"
mon_choix = "La Pomme"
fourchette = round(essais[mon_choix].median(), 1)

# %% wrong="fourchette" because="toutes les décimales gardées" says="Trop de chiffres"
mon_choix = "La Pomme"
fourchette = [essais[mon_choix].min(), essais[mon_choix].max()]

# %% wrong="fourchette" because="le plus haut avant le plus bas" says="Le plus bas d’abord"
mon_choix = "La Pomme"
fourchette = [round(essais[mon_choix].max(), 1), round(essais[mon_choix].min(), 1)]

# %% wrong="fourchette" because="tous les emplacements mélangés" says="une seule colonne"
mon_choix = "La Pomme"
fourchette = [round(essais.min().min(), 1), round(essais.max().max(), 1)]

# %% wrong="fourchette" because="les seuls essais à la distance des réglages" says="La valeur basse"
mon_choix = "Saint-Barnabé"
au_centre = essais[essais.index.str.startswith(f"{rayon_m} m")][mon_choix]
fourchette = [round(au_centre.min(), 1), round(au_centre.max(), 1)]

# %% wrong="fourchette" because="les concurrents comptés seulement : le zéro pris pour sûr" says="La valeur haute"
mon_choix = "La Pomme"
sans_doute = essais[essais.index.str.endswith("comptés")][mon_choix]
fourchette = [round(sans_doute.min(), 1), round(sans_doute.max(), 1)]

# %% wrong="fourchette" because="dix pour cent de part et d’autre du milieu" says="La valeur basse"
mon_choix = "Saint-Barnabé"
fourchette = [round(0.9 * essais[mon_choix].median(), 1), round(1.1 * essais[mon_choix].median(), 1)]

# %% wrong="fourchette" because="des textes au lieu de nombres" says="sans guillemets"
mon_choix = "La Pomme"
fourchette = ["0,0", "0,7"]

# %% wrong="fourchette" because="un nom qui n’est pas dans le tableau" says="n’est pas en haut d’une colonne"
mon_choix = "la pomme"
fourchette = [0.0, 0.7]

# %% fold="Comparer les trois fourchettes"
bas, haut = essais.min(), essais.max()
surs = [f"{a} a moins de concurrents par habitant que {b}" for a in noms for b in noms if haut[a] < bas[b]]
titre = "Dans les douze essais, " + " ; ".join(surs) if surs else "Toutes les fourchettes se touchent : aucun emplacement n’est sûrement devant"
bornes = pd.Series({f"{nom}, {mot}": borne[nom] for nom in noms for mot, borne in (("au plus bas", bas), ("au plus haut", haut))})
display(bars(bornes, title=titre, unit="concurrents pour 1 000 habitants", source=["equipements_11e_12e", "recensement_iris", "quartiers", "iris"]))
pour_decider = comptes[["concurrent", "complément"]].set_axis([f"concurrents à {rayon_m} m", f"compléments à {rayon_m} m"], axis=1).map(nombre)
pour_decider["habitants, environ"] = comptes["habitants"].round(-2).map(nombre)
pour_decider["part cachée du cercle"] = (cache.area / ronds.area).map(percent)
pour_decider["concurrents pour 1 000 habitants"] = [f"de {nombre(bas[nom], 1)} à {nombre(haut[nom], 1)}" for nom in noms]
pour_decider.rename_axis(index=None, columns=None).T.style

# %% [markdown] written="decision" points=2
# ## À vous de décider
#
# Peu de concurrents, est-ce bon signe ? Peut-être. C’est peut-être une place à prendre, ou un endroit où l’on passe peu. Nos tables ne comptent pas les passants : elles ne disent pas pourquoi. Les compléments donnent un indice, pas une preuve.
#
# Et la conclusion est-elle solide ? Si vous avez deux minutes, remplacez `oubliees = 1` par `oubliees = 2`, en haut, puis exécutez tout à nouveau. Relisez le titre du graphique.
#
# **En deux phrases : où conseillez-vous à Leïla de s’installer ?** Vous pouvez choisir un des trois emplacements, ou l’endroit où vous avez déplacé le cercle.
#
# - Dans la première, votre choix, sa fourchette (concurrents pour 1 000 habitants), et un autre chiffre : les compléments, les habitants, ou un emplacement comparé.
# - Dans la seconde, le doute qui pèse le plus, et ce qui vous ferait changer d’avis.
#
# === BEGIN MARK SCHEME ===
# Deux points. Les trois emplacements se défendent, un quatrième aussi : on note le raisonnement, pas le choix.
#
# - 1 point : une décision claire, la fourchette de l’emplacement choisi (ses **deux** bornes, avec l’unité « pour 1 000 habitants ») et un second chiffre juste, pris dans la page.
# - 1 point : le doute qui pèse le plus **à cet endroit**, et ce qui ferait changer d’avis. À la limite du 4e : la part du cercle que la liste ne voit pas, et un comptage à pied dans le 4e. À La Pomme : les boulangeries juste après 500 m, ou une ouverture depuis 2021. À Saint-Barnabé : les concurrents sont nombreux et proches ; les clients suffisent-ils à tous ? Partout : un seul lieu gardé par catégorie et par point, des habitants supposés répartis partout pareil, les supermarchés non comptés, les passants absents des tables.
#
# **Ne suffisent pas :** un seul chiffre au milieu de la fourchette ; « il faudrait plus de données » sans dire lesquelles ; un doute sans ce qui changerait la décision.
#
# **À refuser :** « il n’y a aucune boulangerie à la limite du 4e » ou « zéro concurrent » écrit sans réserve pour cet emplacement : c’est le piège de la leçon, 0 pour la partie concernée. De même, « les habitants manquent de boulangeries » : les tables ne disent rien de leur besoin.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Compter.** On passe en mètres (Lambert-93), on trace une zone tampon, on joint par la position. Puis on rapporte aux habitants du même périmètre, pour 1 000.
# - **Repérer.** Une liste s’arrête quelque part. Avant de lire un zéro, on mesure la part du cercle qu’elle ne voit pas. Une absence de données n’est pas une absence de concurrents.
# - **Décider.** On compare des fourchettes, pas des chiffres seuls. Si elles se touchent, on le dit, et l’on nomme la vérification qui trancherait.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Et chez vous ?** Changez le métier dans `concurrents` : `"COIFFURE"`, `"PHARMACIE"`, `"RESTAURANT- RESTAURATION RAPIDE"`… Les noms s’écrivent comme dans la colonne `categorie`. Puis exécutez tout à nouveau.
#
# **La suite** : un client compte plus que les autres, la Ville. Ce sera la question « Que m’achète la Ville ? ».
