# %% [markdown]
# # Comment faire une carte juste ?
#
# « Pour le comité de jeudi, il me faut une carte : **où la ville est-elle bien équipée, et où l’est-elle moins ?** »
# La demande de votre direction tient en une phrase. La réponse tient en une carte, et une carte convainc vite.
# Trop vite, parfois. Une surface mal mesurée, des lieux perdus en route, des couleurs mal choisies : le comité retient une idée fausse.
#
# Ici, vous fabriquez cette carte avec les vraies données de la ville. Et vous vérifiez chaque étape.
#
# **À la fin, vous saurez…**
#
# - **mesurer** une surface et une distance en mètres, dans la bonne projection ;
# - **rattacher** des lieux à leur quartier, et retrouver ceux qui se sont perdus ;
# - **choisir** l’indicateur et les classes d’une carte qui ne trompe personne.
#
# **Il vous faut** : rien d’autre que votre connaissance du terrain.
# Exécutez chaque cellule grise, dans l’ordre, avec **Maj + Entrée**. Une cellule repliée s’exécute sans se lire.
# Vous n’écrirez que des lignes courtes. Leur modèle est toujours juste au-dessus.
#
# ## D’où viennent ces données ?
#
# - `quartiers`, le contour de chaque quartier. À Marseille, il est établi par J. Gombin d’après les IRIS de l’IGN et de l’Insee et le cadastre d’Etalab ([page officielle](https://www.data.gouv.fr/fr/datasets/quartiers-de-marseille-1/)).
# - `equipements`, des écoles, des crèches, des stades, des théâtres, des parcs, des plages… À Marseille, la Ville les publie ([page officielle](https://www.data.gouv.fr/fr/organizations/ville-de-marseille/)).
#
# La ligne « Source », affichée plus bas, dit l’éditeur, la licence et la date de chaque table : citez-la quand vous les réutilisez.
# Elles nous sont parvenues par une republication : avant un usage officiel, comparez-les à la page de leur producteur.
#
# **Une limite connue** : la liste des équipements a plusieurs années. La ligne « Source » dit laquelle.
# Une crèche ouverte depuis n’y est pas ; une école fermée depuis y est encore.
#
# *Avant d’exécuter les trois cellules suivantes, pariez :* les lieux sont-ils répartis de façon régulière, ou serrés dans une partie de la ville ?

# %% tags=["parameters"]
territoire = "Marseille"
projection_metrique = 2154  # Lambert-93 : des mètres, pour toute la France métropolitaine

# %% fold="Préparer les outils"
import geopandas as gpd
import pandas as pd
from ipywidgets import interact
from lirelaville import load, votre_fichier
from lirelaville.charts import bars, choropleth
from lirelaville.french import number as nombre

pd.options.display.float_format = lambda valeur: nombre(valeur, 1)  # 1 234,5 plutôt que 1234.5

def en_metres(table):  # pour votre fichier, à la fin : la taille des nombres dit leur système
    x, y = table["longitude"], table["latitude"]
    for systeme, code, ouest, est, sud, nord in (("en degrés", 4326, -6, 10, 41, 52), ("en Lambert-93", 2154, 0, 1_300_000, 6_000_000, 7_200_000)):
        bonnes, inversees = (a.between(ouest, est) & b.between(sud, nord) for a, b in ((x, y), (y, x)))
        if max(bonnes.sum(), inversees.sum()) > (x.notna() & y.notna()).sum() / 2:
            if inversees.sum() > bonnes.sum():
                raise ValueError("Longitude et latitude semblent inversées : dans les deux listes, échangez les colonnes.")
            ecartees = [*map(str, table.index[~bonnes])]
            print(f"Positions supposées {systeme} (EPSG:{code}), d’après leur taille. Lignes écartées, sans position possible : {len(ecartees)}{' (' * bool(ecartees)}{', '.join(ecartees[:10])}{', …' * bool(ecartees[10:])}{')' * bool(ecartees)}.")
            return gpd.GeoDataFrame({"nom": table["nom"].fillna("") if "nom" in table else ""}, geometry=gpd.points_from_xy(x, y, crs=code), index=table.index)[bonnes].to_crs(2154)
    raise ValueError(f"Ni des degrés (longitude de -6 à 10, latitude de 41 à 52), ni du Lambert-93 (x de 0 à 1 300 000, y de 6 000 000 à 7 200 000). Au milieu de vos colonnes : {nombre(x.median(), 3)} et {nombre(y.median(), 3)}. Demandez le code EPSG à la personne qui a produit le fichier.")

def les_plus_loin(dehors):
    return [f"ligne {point.Index} {point.nom} : à {nombre(point.distance_m)} m de {point.quartier_trouve}" for point in dehors.nlargest(3, "distance_m").itertuples()]

# %%
quartiers = load("quartiers", territory=territoire)
equipements = load("equipements", territory=territoire)

axe = quartiers.plot(figsize=(6.5, 5.6), color="whitesmoke", edgecolor="0.55", linewidth=0.5)
equipements.plot(ax=axe, color="black", markersize=4).set_axis_off()
axe.set_title(f"{nombre(len(equipements))} lieux, serrés ici et rares là", fontsize=13)

print(f"{territoire} : {len(quartiers)} quartiers et {nombre(len(equipements))} lieux.")
print("Sur la carte, un lieu est un point noir : serrés par endroits, espacés ailleurs.")
print(quartiers.attrs["source"], equipements.attrs["source"], sep="\n")
equipements[["nom", "categorie", "code_quartier", "geometry"]].head(4)

# %% [markdown]
# ## Lisons ensemble
#
# Dans `equipements`, **une ligne est un lieu**. La colonne `categorie` dit ce que c’est, `code_quartier` dit où il se trouve.
#
# La colonne qui fait la carte est la dernière, `geometry`. Elle donne la position du point : d’abord la longitude, puis la latitude, **en degrés**, comme un GPS.
# Dans `quartiers`, la même colonne contient un **[[polygone]]** : la suite des points qui dessinent le contour.
#
# ## Première idée : mesurer
#
# Un petit quartier du centre et un grand quartier des collines ne se comparent pas sans leur **superficie**.
# Une seule commande la donne : `.area`. Ensuite, `.sum()` additionne les quartiers.
#
# *Avant d’exécuter, pariez :* la superficie de la ville, est-ce quelques dizaines, quelques centaines ou quelques milliers de km² ?

# %%
superficie_douteuse = quartiers.geometry.area.sum()
print(f"Superficie de {territoire} : {nombre(superficie_douteuse, 4)}… mais de quoi ?")

# %% [markdown]
# ### Une erreur à rencontrer exprès
#
# **Le symptôme.** Un nombre minuscule, et un avertissement en anglais. Il dit : « Vos positions sont dans un système géographique ; la surface est sans doute fausse. Projetez-les d’abord. »
# Ce n’est pas une panne. L’ordinateur a calculé, et il vous prévient. Beaucoup d’outils, eux, ne préviennent pas.
#
# **La cause.** Les positions sont en degrés (le système du GPS, de [[code|code EPSG]] **EPSG:4326**). Or un degré est un angle, pas une longueur.
# Le résultat est en « degrés carrés » : une unité qui ne veut rien dire. La multiplier par « la longueur d’un degré » ne répare rien : un degré n’a pas la même longueur vers le nord et vers l’est.
#
# **La réparation.** On **projette** : on passe de la Terre ronde à un plan, en mètres.
# En France métropolitaine, la [[projection]] officielle est le **Lambert-93**, de code **EPSG:2154**. Elle déforme très peu les surfaces. La commande est `.to_crs(2154)`.
#
# ### Exercice 1 · La superficie de la ville
#
# Exécutez la cellule suivante : elle mesure un pas de 0,01 degré, puis projette les deux tables.
# *Pariez d’abord :* ce pas fait-il le même nombre de mètres vers le nord et vers l’est ?
#
# La table `quartiers_l93` est en mètres. Sa superficie sort donc en **m²**.
# Un km² est un carré de 1 000 m sur 1 000 m : on divise par `1_000_000` (les traits bas aident seulement à lire).
#
# **Puis, à vous.** Calculez dans `superficie_km2` la superficie totale des quartiers, **en km²**.
# Votre modèle est la ligne `plus_grand_km2 = …` de cette cellule : `.max()` y prend la plus grande valeur. Vous, vous voulez la somme.

# %%
x, y, *_ = quartiers.total_bounds  # un coin de la carte, en degrés
croix = gpd.GeoSeries.from_xy([x, x, x + 0.01], [y, y + 0.01, y], crs=4326)
croix = croix.to_crs(projection_metrique)
vers_le_nord, vers_l_est = croix[0].distance(croix[1]), croix[0].distance(croix[2])
print(f"0,01 degré : {nombre(vers_le_nord)} m vers le nord, {nombre(vers_l_est)} m vers l’est.")

quartiers_l93 = quartiers.to_crs(projection_metrique)
equipements_l93 = equipements.to_crs(projection_metrique)
plus_grand_km2 = quartiers_l93.geometry.area.max() / 1_000_000
print(f"Le plus grand quartier mesure {nombre(plus_grand_km2, 1)} km².")

# %% exercise="superficie_km2"
### BEGIN SOLUTION
superficie_km2 = quartiers_l93.geometry.area.sum() / 1_000_000
### END SOLUTION

# %% check="superficie_km2" points=2
from numbers import Number

assert isinstance(superficie_km2, Number), "On attend un seul nombre, sans guillemets et avec un point pour la décimale. Il manque peut-être .sum() pour additionner les quartiers."
gauche, bas, droite, haut = quartiers_l93.total_bounds  # le rectangle qui entoure la ville, en mètres
rectangle_km2 = (droite - gauche) * (haut - bas) / 1_000_000
assert superficie_km2 > plus_grand_km2, "La ville entière est plus vaste que son plus grand quartier. Êtes-vous encore en degrés, ou avez-vous pris une moyenne ?"
assert superficie_km2 < rectangle_km2, "La ville ne peut pas dépasser le rectangle qui l'entoure. Êtes-vous encore en m² ? On divise par 1_000_000."
### BEGIN HIDDEN TESTS
from lirelaville import load

attendu = load("quartiers", territory=territoire).to_crs(2154).geometry.area.sum() / 1_000_000
assert abs(superficie_km2 - attendu) < 0.6, "Ce n'est pas la somme des superficies en Lambert-93. Multiplier des degrés carrés ne suffit pas : utilisez quartiers_l93."
### END HIDDEN TESTS

# %% wrong="superficie_km2" because="des degrés carrés" says="encore en degrés"
superficie_km2 = superficie_douteuse

# %% wrong="superficie_km2" because="des m² au lieu de km²" says="encore en m²"
superficie_km2 = quartiers_l93.geometry.area.sum()

# %% wrong="superficie_km2" because="divisé par mille seulement" says="1_000_000"
superficie_km2 = quartiers_l93.geometry.area.sum() / 1_000

# %% wrong="superficie_km2" because="la moyenne des quartiers" says="une moyenne"
superficie_km2 = quartiers_l93.geometry.area.mean() / 1_000_000

# %% wrong="superficie_km2" because="le calcul oublie la somme" says="un seul nombre"
superficie_km2 = quartiers_l93.geometry.area / 1_000_000

# %% wrong="superficie_km2" because="des degrés carrés multipliés par 111 km au carré" says="ne suffit pas"
superficie_km2 = superficie_douteuse * 111 * 111

# %% [markdown]
# ## Deuxième idée : dans quel quartier tombe ce point ?
#
# La **[[jointure spatiale]]** relie deux tables par leur position. Pour chaque point, on cherche le polygone qui le contient. Aucune colonne commune n’est nécessaire.
#
# Trois précautions :
#
# - les deux tables sont dans la **même projection** ;
# - `predicate="within"` veut dire « le point est à l’intérieur » ;
# - `how="left"` **garde tous les lieux**, même ceux qui ne trouvent pas de quartier. Sans ce réglage, ils disparaissent sans un mot.
#
# Notre fichier a déjà une colonne `code_quartier`, remplie par d’autres. Faisons comme si nous ne l’avions pas : elle servira de corrigé.
#
# *Avant d’exécuter, pariez :* tous les lieux vont-ils trouver leur quartier ?

# %%
contours = quartiers_l93[["code_quartier", "nom", "geometry"]]
contours = contours.rename(columns={"code_quartier": "code_trouve", "nom": "quartier_trouve"})
jointure = equipements_l93.sjoin(contours, how="left", predicate="within")
jointure = jointure.drop(columns="index_right")

sans_adresse = jointure["adresse"].isna().sum()
print(f"{nombre(len(equipements))} lieux avant la jointure, {nombre(len(jointure))} après.")
print(f"{sans_adresse} lieux n’ont pas d’adresse.")
jointure[["nom", "categorie", "code_trouve", "quartier_trouve"]].head(4)

# %% [markdown]
# ### Exercice 2 · Les lieux sans quartier
#
# Aucune ligne n’a disparu et aucune n’est en double : c’est la première chose à vérifier.
# Mais une ligne peut être restée **sans quartier**. Sa case `code_trouve` est alors vide.
#
# **À vous.** Comptez dans `sans_quartier` les lieux qui n’ont trouvé aucun quartier.
# Votre modèle est la ligne `sans_adresse = …` : `.isna()` repère les cases vides d’une colonne, `.sum()` les compte.
#
# **Et après ?** Un point hors de la carte a deux explications. Soit sa position est fausse, et il tombe loin de tout. Soit il est posé juste au bord d’un contour.
# La **distance** tranche. Sous votre réponse, une cellule cherche le quartier le plus proche de chaque lieu perdu (`sjoin_nearest`). En Lambert-93, l’écart sort en **mètres**.
# *Pariez avant de l’exécuter :* quelques mètres, ou quelques kilomètres ? Et quel genre de lieu ?

# %% exercise="sans_quartier"
### BEGIN SOLUTION
sans_quartier = jointure["code_trouve"].isna().sum()
### END SOLUTION

# %% check="sans_quartier" points=2
from numbers import Number

assert isinstance(sans_quartier, Number), "On attend un nombre de lieux, sans guillemets, pas une liste ni une table. Il manque peut-être .sum() à la fin."
assert sans_quartier == int(sans_quartier), "Un nombre de lieux est un nombre entier. Avez-vous calculé une part ou une moyenne ?"
assert sans_quartier != 0, "Zéro ? Vous avez peut-être regardé code_quartier, la colonne du fichier. La jointure, elle, a écrit dans code_trouve."
assert 0 < sans_quartier < len(jointure) / 2, "La plupart des lieux ont trouvé leur quartier. Avez-vous compté ceux qui l'ont trouvé, au lieu des autres ?"
### BEGIN HIDDEN TESTS
from lirelaville import load

lieux_neufs = load("equipements", territory=territoire).to_crs(2154)
quartiers_neufs = load("quartiers", territory=territoire).to_crs(2154)
dedans = lieux_neufs.sjoin(quartiers_neufs[["geometry"]], predicate="within")
assert sans_quartier == len(lieux_neufs) - len(dedans), "Ce n'est pas le nombre de cases vides de la colonne code_trouve. Avez-vous pris une autre colonne ?"
### END HIDDEN TESTS

# %% wrong="sans_quartier" because="la colonne du fichier au lieu de celle de la jointure" says="code_trouve"
sans_quartier = jointure["code_quartier"].isna().sum()

# %% wrong="sans_quartier" because="les lieux qui ont trouvé leur quartier" says="La plupart"
sans_quartier = jointure["code_trouve"].notna().sum()

# %% wrong="sans_quartier" because="count() compte les cases remplies" says="La plupart"
sans_quartier = jointure["code_trouve"].count()

# %% wrong="sans_quartier" because="repérer les cases vides sans les compter" says="pas une liste"
sans_quartier = jointure["code_trouve"].isna()

# %% wrong="sans_quartier" because="le modèle recopié : les lieux sans adresse" says="une autre colonne"
sans_quartier = jointure["adresse"].isna().sum()

# %%
perdus = equipements_l93[jointure["code_trouve"].isna()]
proches = perdus.sjoin_nearest(contours, distance_col="distance_m").drop(columns="index_right")
lieux = pd.concat([jointure.dropna(subset="code_trouve"), proches])

desaccords = (lieux["code_trouve"] != lieux["code_quartier"]).sum()
print(f"Le lieu perdu le plus éloigné est à {nombre(proches['distance_m'].max())} m d'un quartier.")
print(f"Rattachés : {desaccords} désaccord(s) avec le fichier, sur {nombre(len(lieux))} lieux.")
proches[["nom", "categorie", "quartier_trouve", "distance_m"]]

# %% [markdown]
# À Marseille, ce sont des **plages**. Leur point est posé au bord de l’eau ; le contour du quartier s’arrête au rivage.
# L’écart est faible : les rattacher au quartier le plus proche est raisonnable. À une condition : **l’écrire**, dans la note qui accompagne la carte.
#
# Le corrigé confirme presque tout. Un désaccord, s’il en reste, concerne un lieu posé à quelques mètres d’une limite. Nos contours sont un peu simplifiés, pour que la carte s’affiche vite.
# Retenez la règle : un contour simplifié colorie bien une carte, mais ne tranche pas une adresse au bord d’un quartier.
#
# ## Troisième idée : compter, ou rapporter ?
#
# Il y a deux façons de dire qu’un quartier est « bien équipé » :
#
# - le **nombre** de lieux répond à « combien y en a-t-il ? » ;
# - la **[[densité]]**, en lieux par km², répond à « y en a-t-il un près d’ici ? ». C’est le nombre divisé par la superficie.
#
# *Avant d’exécuter, pariez :* les deux classements auront-ils le même premier ?

# %%
compte = quartiers_l93["code_quartier"].map(lieux["code_trouve"].value_counts())
quartiers_l93["lieux"] = compte.fillna(0)
quartiers_l93["km2"] = quartiers_l93.geometry.area / 1_000_000
quartiers_l93["lieux_par_km2"] = quartiers_l93["lieux"] / quartiers_l93["km2"]

print(f"{compte.isna().sum()} quartiers n'ont aucun lieu. Les cinq premiers, selon la mesure :")
plus_de_lieux = quartiers_l93.nlargest(5, "lieux")["nom"].to_list()
plus_denses = quartiers_l93.nlargest(5, "lieux_par_km2")["nom"].to_list()
pd.DataFrame({"Nombre de lieux": plus_de_lieux, "Lieux par km²": plus_denses}, index=range(1, 6))

# %% [markdown]
# ### Exercice 3 · La densité de crèches
#
# Le premier change : un quartier peut avoir beaucoup de lieux parce qu’il est grand. **Sur une carte coloriée, préférez une densité ou un [[taux]].**
# Le mieux serait un *taux par habitant* : une crèche sert des personnes, pas des kilomètres carrés. Il faut pour cela la population de chaque quartier. Nos deux tables ne la donnent pas ; le recensement, oui, en additionnant les IRIS (ces petits secteurs de l’Insee) du quartier.
#
# Relisez la cellule du dessus. `value_counts()` compte les lieux par code. `.map(…)` donne à chaque quartier son nombre.
# Un quartier absent du comptage reçoit une case vide ; `.fillna(0)` y met **zéro**, car ici l’absence veut bien dire « aucun ».
#
# **À vous.** Calculez dans `densite_creches` le nombre de crèches **par km²** de chaque quartier. Les deux premières lignes sont prêtes. Deux gestes restent : mettre des zéros, puis diviser par la colonne `km2` de `quartiers_l93`.

# %% exercise="densite_creches" scaffold="densite_creches = ...  # ← partez de nombre_creches : des zéros, puis une division"
creches = lieux[lieux["jeu"] == "creches"]
nombre_creches = quartiers_l93["code_quartier"].map(creches["code_trouve"].value_counts())
### BEGIN SOLUTION
densite_creches = nombre_creches.fillna(0) / quartiers_l93["km2"]
### END SOLUTION

# %% check="densite_creches" points=3
assert isinstance(densite_creches, pd.Series), "On attend une densité pour chaque quartier, pas un seul nombre. Partez de nombre_creches."
assert len(densite_creches) == len(quartiers_l93), "On attend une valeur par quartier, ni plus, ni moins."
densite_lue = pd.to_numeric(densite_creches, errors="coerce").to_numpy()
assert not pd.isna(densite_lue).any(), "Il reste des cases vides. Un quartier sans crèche a une densité de zéro : utilisez .fillna(0)."
retrouvees = (densite_lue * quartiers_l93["km2"].to_numpy()).sum()
assert retrouvees > 1, "Vos densités sont minuscules. La superficie doit être en km² : c'est la colonne km2."
assert abs(retrouvees - len(creches)) < 6, "En remultipliant chaque densité par sa superficie, on doit retrouver toutes les crèches. Avez-vous divisé le nombre par la colonne km2 ?"
### BEGIN HIDDEN TESTS
from lirelaville import load

zones = load("quartiers", territory=territoire).to_crs(2154)
tout = load("equipements", territory=territoire).to_crs(2154)
points = tout[tout["jeu"] == "creches"]
points = points.sjoin_nearest(zones[["code_quartier", "geometry"]], lsuffix="fichier", rsuffix="zone")
codes = {colonne: zones["code_quartier"].map(points[colonne].value_counts()).fillna(0) for colonne in ("code_quartier_zone", "code_quartier_fichier")}
ecarts = [abs(densite_lue - (effectif / (zones.geometry.area / 1_000_000)).to_numpy()).max() for effectif in codes.values()]
assert min(ecarts) < 0.06, "Au moins un quartier n'a pas la bonne densité : le nombre de ses crèches, divisé par sa superficie en km²."
### END HIDDEN TESTS

# %% wrong="densite_creches" because="des cases vides au lieu de zéros" says="des cases vides"
creches = lieux[lieux["jeu"] == "creches"]
nombre_creches = quartiers_l93["code_quartier"].map(creches["code_trouve"].value_counts())
densite_creches = nombre_creches / quartiers_l93["km2"]

# %% wrong="densite_creches" because="le nombre, pas la densité" says="Avez-vous divisé"
creches = lieux[lieux["jeu"] == "creches"]
nombre_creches = quartiers_l93["code_quartier"].map(creches["code_trouve"].value_counts())
densite_creches = nombre_creches.fillna(0)

# %% wrong="densite_creches" because="la superficie en m²" says="minuscules"
creches = lieux[lieux["jeu"] == "creches"]
nombre_creches = quartiers_l93["code_quartier"].map(creches["code_trouve"].value_counts())
densite_creches = nombre_creches.fillna(0) / quartiers_l93.geometry.area

# %% wrong="densite_creches" because="une densité pour toute la ville" says="chaque quartier"
creches = lieux[lieux["jeu"] == "creches"]
densite_creches = len(creches) / quartiers_l93["km2"].sum()

# %% wrong="densite_creches" because="tous les lieux au lieu des crèches" says="toutes les crèches"
creches = lieux[lieux["jeu"] == "creches"]
densite_creches = quartiers_l93["lieux_par_km2"]

# %% wrong="densite_creches" because="la même moyenne donnée à chaque quartier" says="la bonne densité"
creches = lieux[lieux["jeu"] == "creches"]
densite_creches = quartiers_l93["km2"] * 0 + len(creches) / quartiers_l93["km2"].sum()

# %% [markdown]
# ## Quatrième idée : les classes font la carte
#
# Une **[[carte choroplèthe]]** colorie chaque zone selon sa valeur. On range d’abord les valeurs en quelques **[[classes|classe]]** : une couleur par classe.
# Il y a deux découpages courants :
#
# - **intervalles égaux** : chaque classe couvre le même écart de valeurs ;
# - **effectifs égaux** : chaque classe contient à peu près le même nombre de quartiers.
#
# La cellule suivante dessine cinq classes, et une liste change le découpage.
#
# *Avant d’exécuter, pariez :* avec des intervalles égaux, quelle part des quartiers va tomber dans la classe la plus pâle ? Un cinquième, la moitié, davantage ?

# %% fold="Dessiner la carte, avec une liste pour changer de découpage"
densite, maximum = quartiers_l93["lieux_par_km2"], quartiers_l93["lieux_par_km2"].max()
decoupages = {"intervalles égaux": [maximum / 5 * rang for rang in range(1, 5)] + [maximum], "effectifs égaux": list(densite.quantile([0.2, 0.4, 0.6, 0.8, 1]))}
tri = quartiers_l93.sort_values("lieux_par_km2", ascending=False)
part = tri.loc[tri["lieux"].cumsum() <= len(lieux) / 2, "km2"].sum() / tri["km2"].sum()

def carte(fins, titre):  # fins : la fin de chaque classe
    return choropleth(quartiers_l93, "lieux_par_km2", bounds=fins, title=titre, unit="lieux par km²", source=[quartiers, equipements])

def comparer(decoupage):
    return carte(decoupages[decoupage], f"{territoire}, {decoupage} : {nombre((densite <= decoupages[decoupage][0]).mean() * 100)} % des quartiers dans la classe la plus pâle")

def ma_carte(bornes):
    try:
        assert bornes[0] <= densite.min() <= maximum <= bornes[-1]
        return carte(bornes[1:], f"{territoire} : la moitié des lieux tient sur {nombre(part * 100)} % du territoire")
    except Exception:
        print("Pas encore de carte : elle attend quatre à six classes, du quartier le moins dense au plus dense.")
interact(comparer, decoupage=list(decoupages))
print("Sans la liste, quartiers par classe, du plus pâle au plus foncé :", *(f"{nom}, {pd.cut(densite, [-1, *fins]).value_counts(sort=False).to_list()}" for nom, fins in decoupages.items()), f"La densité va de {nombre(densite.min())} à {nombre(maximum, 1)} lieux par km².", sep="\n")

# %% [markdown]
# ### Exercice 4 · Vos propres bornes
#
# Les intervalles égaux noient la plupart des quartiers dans une seule couleur : quelques quartiers très denses étirent l’échelle.
# Les effectifs égaux montrent mieux les écarts, mais leurs bornes ne sont pas des nombres ronds : elles se lisent mal.
# Aucun découpage n’est « le vrai ». Une carte honnête affiche ses bornes, et son auteur peut les justifier.
#
# **À vous.** Écrivez dans `bornes` vos propres bornes, en lieux par km². Le modèle `[0, 1, 3, 7]` donne trois classes : de 0 à 1, de 1 à 3, de 3 à 7. Vos règles :
#
# - de quatre à six classes, dans l’ordre croissant ;
# - aucun quartier oublié, du moins dense au plus dense (la dernière phrase ci-dessus vous donne les extrêmes) ;
# - au moins cinq quartiers par classe, et jamais plus de la moitié des quartiers dans une seule.
#
# Plusieurs réponses sont justes. Choisissez des nombres ronds : vos lecteurs vous remercieront.
# Sous votre réponse se dessine **votre carte**. Comparez-la aux deux autres découpages : mêmes données, trois impressions.

# %% exercise="bornes" scaffold="bornes = ...  # ← une liste entre crochets, par exemple [0, 1, 3, 7]"
### BEGIN SOLUTION
bornes = [0, 2, 5, 10, 20, 90]
### END SOLUTION
ma_carte(bornes)

# %% check="bornes" points=3
from numbers import Number

densites = quartiers_l93["lieux_par_km2"]
assert isinstance(bornes, list), "On attend une liste : des nombres entre crochets, séparés par des virgules, comme [0, 1, 3, 7]."
assert all(isinstance(borne, Number) for borne in bornes), "Chaque borne est un nombre sans guillemets. La décimale s'écrit avec un point : 2.5."
assert 5 <= len(bornes) <= 7, "De quatre à six classes : il faut une borne de plus que de classes, car on écrit le début et la fin."
assert bornes == sorted(set(bornes)), "Les bornes vont de la plus petite à la plus grande, sans répétition."
assert bornes[0] <= densites.min(), "Les quartiers sans aucun lieu sont oubliés : leur densité est zéro. Commencez à 0."
assert bornes[-1] >= densites.max(), "Le quartier le plus dense est oublié : sur la carte, il serait blanc. Montez la dernière borne."
par_classe = pd.cut(densites, bornes, include_lowest=True).value_counts()
assert par_classe.min() >= 5, "Une classe contient moins de cinq quartiers. Rapprochez-la de ses voisines ou élargissez-la."
assert par_classe.max() <= len(densites) / 2, "Plus de la moitié des quartiers ont la même couleur : la carte ne montre rien. Resserrez les premières bornes."
### BEGIN HIDDEN TESTS
from lirelaville import load

zones = load("quartiers", territory=territoire).to_crs(2154)
tout = load("equipements", territory=territoire).to_crs(2154)
places = tout[["geometry"]].sjoin_nearest(zones[["code_quartier", "geometry"]])
effectif = zones["code_quartier"].map(places["code_quartier"].value_counts()).fillna(0)
rangees = pd.cut(effectif / (zones.geometry.area / 1_000_000), bornes, include_lowest=True).value_counts()
assert rangees.sum() == len(zones), "Avec vos bornes, au moins un quartier n'entre dans aucune classe."
assert 5 <= rangees.min() <= rangees.max() <= len(zones) / 2, "Une classe est presque vide, ou contient plus de la moitié des quartiers."
### END HIDDEN TESTS

# %% wrong="bornes" because="cinq intervalles égaux" says="moins de cinq quartiers"
bornes = [0, 17, 34, 51, 68, 85]

# %% wrong="bornes" because="des premières bornes trop larges" says="Plus de la moitié"
bornes = [0, 20, 25, 35, 90]

# %% wrong="bornes" because="le quartier le plus dense oublié" says="Montez la dernière borne"
bornes = [0, 2, 5, 10, 20, 40]

# %% wrong="bornes" because="les quartiers sans aucun lieu oubliés" says="Commencez à 0"
bornes = [1, 5, 10, 20, 90]

# %% wrong="bornes" because="les séparations sans le début ni la fin" says="le début et la fin"
bornes = [5, 10, 20]

# %% wrong="bornes" because="le nombre de classes au lieu des bornes" says="entre crochets"
bornes = 5

# %% wrong="bornes" because="de la plus grande à la plus petite" says="de la plus petite à la plus grande"
bornes = [90, 20, 10, 5, 0]

# %% wrong="bornes" because="des nombres entre guillemets" says="sans guillemets"
bornes = ["0", "5", "10", "20", "90"]

# %% [markdown] written="limites" points=2
# ### À écrire · Ce que la carte ne dit pas
#
# Le comité va lire votre carte sans vous. **En deux ou trois phrases : que ne dit-elle PAS, et que vérifieriez-vous avant de la montrer ?**
#
# === BEGIN MARK SCHEME ===
# **1 point : une limite de l’indicateur.** Par exemple : la densité par km² ne tient pas compte des habitants (un taux par habitant dirait mieux qui est servi) ;
# un lieu compte pour un, qu’il s’agisse d’une petite crèche ou d’un stade ; rien sur les places, les horaires, l’accès ou la qualité ;
# un habitant traverse la rue : il peut être mieux servi par le quartier voisin.
#
# **1 point : une limite des données ou de la méthode, avec la vérification qu’elle appelle.** Par exemple : la liste est ancienne (demander la liste à jour au service) ;
# elle ne contient que certaines catégories ; une même adresse peut compter plusieurs fois (école maternelle et école élémentaire, stade rangé dans deux catégories) ;
# les plages ont été rattachées au quartier le plus proche ; un autre choix de bornes donnerait une autre carte ; la limite d’un quartier est administrative.
#
# **Ne suffisent pas :** « il manque des données » sans dire lesquelles ; « les chiffres peuvent être faux » ; une description de la carte.
# **À refuser :** « les quartiers pâles sont mal équipés » ou « abandonnés » : certains sont des collines presque inhabitées. La carte ne permet pas de conclure.
# === END MARK SCHEME ===

# %% [markdown]
# ## Et avec vos données ?
#
# Vos points, maintenant : des bancs, des chantiers, des arrêts… Il faut un fichier CSV avec deux colonnes de nombres : la longitude et la latitude en degrés, ou les `x` et `y` en Lambert-93. Une seule colonne, « 43.29, 5.37 » ? Séparez-la d’abord en deux.
# La cellule reconnaît le système à la taille des nombres, et le dit. Elle refuse des positions qui n’ont pas de sens. Puis elle refait votre jointure, et met à part les points tombés hors des quartiers, avec leur distance.
#
# **N’apportez pas, dans l’atelier, un fichier qui contient des données personnelles.** L’adresse d’une personne en est une ; sa position aussi.

# %%
def analyser(table):
    points = en_metres(table).sjoin_nearest(contours, distance_col="distance_m")
    points = points[~points.index.duplicated()]  # sur une limite commune : un seul quartier
    dedans, dehors = points[points["distance_m"] == 0], points[points["distance_m"] > 0]
    if dedans.empty:
        raise ValueError(f"Rien à {territoire}, ni à moins de {nombre(min(dehors.distance_m))} m.")
    print(f"{len(dedans)} points dedans, {len(dehors)} dehors.", *les_plus_loin(dehors), sep="\n")
    dix = dedans["quartier_trouve"].value_counts().head(10)
    return bars(dix, title=f"En tête : {dix.idxmax()}", unit="points", source="votre fichier")

votre_fichier(analyser, longitude="position", latitude="position", nom="texte?")

# %% [markdown]
# ## À retenir
#
# - **Mesurer** : une surface ou une distance se calcule dans une projection en mètres, jamais en degrés. En France métropolitaine : Lambert-93, `.to_crs(2154)`.
# - **Rattacher** : une jointure spatiale place chaque point dans son polygone. Comptez les lignes avant et après, gardez les lieux sans quartier, et écrivez ce que vous en avez fait.
# - **Choisir** : un nombre favorise les grands quartiers. Une carte coloriée montre une densité ou, mieux, un taux par habitant, avec des bornes affichées et justifiées.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Au bureau** : une carte suit le même chemin. `gpd.read_file("mon_fichier.geojson")` l’ouvre, `.crs` vous dit son système de coordonnées, `.to_crs(2154)` la met en mètres.
#
# **Et ensuite ?** Votre carte plaît, et le comité la veut pour chaque arrondissement. La prochaine leçon demande : *Faire 16 fiches sans 16 copier-coller ?*
