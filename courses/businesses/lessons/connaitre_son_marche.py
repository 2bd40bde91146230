# %% [markdown]
# # Qui habite autour de mon commerce ?
#
# Leïla veut reprendre une boulangerie à Marseille, près du métro Sainte-Marguerite – Dromel.
# La banque lui demande : « Combien vendrez-vous aux gens du quartier ? »
# Leïla et sa boulangerie sont inventées. Les données, elles, sont réelles.
#
# **À la fin, vous saurez…**
#
# - **délimiter** une zone de clientèle, par quartier et par distance ;
# - **décrire** ses habitants, leur âge et leurs revenus, sans inventer ce que les données taisent ;
# - **chiffrer** un marché par une fourchette, et dire ce qui la ferait changer.
#
# **Il vous faut** : rien d’autre que cette page. Pour exécuter une cellule de code, cliquez dedans, puis tapez **Maj + Entrée**. Avancez de haut en bas ; une cellule repliée s’exécute sans se lire. Dans un exercice, remplacez les `...` par votre réponse ; le modèle est juste au-dessus.
#
# La première cellule contient les réglages de Leïla : son adresse, et le seuil de son comptable. Un jour, vous y mettrez les vôtres.
#
# ## D’où viennent ces données ?
#
# | Table | Ce qu’elle contient | Qui l’a produite |
# |---|---|---|
# | `recensement_iris` | les habitants et leur âge | l’Insee ([recensement](https://www.insee.fr/fr/statistiques/8647008)) |
# | `revenus_iris` | les revenus | l’Insee, avec les impôts et les caisses sociales ([Filosofi](https://www.insee.fr/fr/statistiques/8229323)) |
# | `populations` | la population officielle | l’Insee ([populations de référence](https://www.insee.fr/fr/information/2008354)) |
# | `quartiers` | les limites des quartiers | à Marseille, J. Gombin, d’après l’IGN, l’Insee et le cadastre ([quartiers](https://www.data.gouv.fr/fr/datasets/quartiers-de-marseille-1/)) |
#
# Toutes sont sous Licence Ouverte : vous pouvez les utiliser pour votre affaire, en citant la source et sa date.
# Elles nous sont parvenues par une republication. Avant un dossier de prêt, comparez-les à leur page officielle.
#
# L’Insee découpe la ville en petits morceaux, les **[[IRIS]]**. Plusieurs IRIS forment un quartier.
#
# **Une lacune connue** : le revenu de certains IRIS n’est pas publié.
# Parfois il y a trop peu de foyers, et l’on reconnaîtrait quelqu’un : c’est le **[[secret statistique]]**. Parfois l’Insee n’était pas sûr de ses chiffres.
#
# **Avant d’exécuter, pariez.** En additionnant tous les IRIS, retrouve-t-on la population officielle de la ville : exactement, à quelques habitants près, ou à quelques milliers près ?

# %% tags=["parameters"]
territoire = "Marseille"
code_commune = "13055"  # le code Insee de Marseille
longitude = 5.4027  # l’adresse : à Marseille, près du métro Sainte-Marguerite – Dromel
latitude = 43.2713  # à Marseille
rayon_m = 500  # jusqu’où l’on marche pour acheter son pain, en mètres
seuil_eur = 4000  # ce qu’il faut vendre aux voisins chaque semaine, dit le comptable

# %% fold="Préparer les outils"
import geopandas as gpd
import pandas as pd
from ipywidgets import IntSlider, interact
from lirelaville import load
from lirelaville.charts import bars
from lirelaville.french import number as nombre

pd.options.display.float_format = lambda valeur: nombre(valeur, 3 if abs(valeur) < 1 else 1 if abs(valeur) < 100 else 0)

def rond(valeur):  # à la centaine : le reste ne veut rien dire
    return nombre(round(valeur, -2))

def dessiner_le_cercle():  # le cercle, et 300 m autour
    vue = autour.clip(zone.buffer(300))
    axe = vue.plot(figsize=(6, 5.5), color="#eeeeee", edgecolor="#444444")
    gpd.GeoSeries([zone]).plot(ax=axe, facecolor="none", edgecolor="#a93226", hatch="//", linewidth=2)
    adresse.to_crs(2154).plot(ax=axe, color="black", marker="*", markersize=200)
    for nom, lieu in vue.set_index("nom").representative_point().items():
        axe.annotate(nom, (lieu.x, lieu.y), ha="center", fontsize=12, backgroundcolor="white")
    axe.set_title(f"À {rayon_m} m, le cercle touche {len(autour)} quartier(s)", fontsize=14).axes.set_axis_off()
    print(f"En texte : un cercle de {rayon_m} m autour de la boutique, marquée d’une étoile ; il touche {', '.join(autour['nom'])}.\n{quartiers.attrs['source']}")

# %%
recensement = load("recensement_iris", territory=territoire)
populations = load("populations").set_index("code_insee")

total, officielle = recensement["population_2022"].sum(), populations["population_municipale"]
print(f"Tous les IRIS : {nombre(total)} habitants.")
print(f"Population officielle : {nombre(officielle[code_commune])}.")
recensement[["nom_iris", "population_2022", "part_0_14_ans_pct"]].head(3)

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne est un IRIS.** `population_2022` compte ses habitants.
# `part_0_14_ans_pct` se lit : « sur 100 habitants, tant ont de 0 à 14 ans ».
#
# Les deux totaux diffèrent d’un rien. Dans une grande ville, le recensement est un sondage : on estime chaque IRIS, puis on arrondit.
# Retenez-le : **même dans un recensement, le dernier chiffre ne veut rien dire.**
#
# ## Mon quartier
#
# Le plus simple d’abord. L’ordinateur cherche le quartier qui contient l’adresse de Leïla, puis garde ses IRIS.
#
# **Avant d’exécuter, pariez** : combien d’habitants dans ce quartier ? 2 000, 10 000 ou 20 000 ?

# %%
quartiers = load("quartiers", territory=territoire)
adresse = gpd.GeoSeries.from_xy([longitude], [latitude], crs=4326)
trouve = quartiers[quartiers.contains(adresse.iloc[0])]
assert len(trouve) == 1, f"Ce point est hors de {territoire}. Longitude et latitude inversées ?"
nom_quartier, code_quartier = trouve[["nom", "code_quartier"]].iloc[0]
mes_iris = recensement[recensement["code_quartier"] == code_quartier]
habitants_quartier = mes_iris["population_2022"].sum()
print(f"{nom_quartier} : {len(mes_iris)} IRIS, {nombre(habitants_quartier)} habitants.")
mes_iris[["nom_iris", "population_2022"]]

# %% [markdown]
# ## Quel âge ont-ils ?
#
# La table donne des pourcentages. Leïla, elle, vendra du pain à des personnes.
# Pour passer de l’un à l’autre, IRIS par IRIS : habitants × pourcentage ÷ 100. Puis on additionne. L’outil `compter`, ci-dessous, fait ce calcul. Nous l’essayons sur les enfants.
#
# Pourquoi pas la moyenne des pourcentages ? Parce qu’un petit IRIS y pèserait autant qu’un grand.
#
# ### Exercice 1 : les aînés
#
# Exécutez la cellule qui compte les enfants : c’est votre modèle.
# **Puis, à vous** : combien d’habitants de **65 ans et plus** dans le quartier ? Deux colonnes le disent : `part_65_79_ans_pct` et `part_80_ans_plus_pct`. Comptez l’une, comptez l’autre, additionnez avec `+`.
#
# **Avant d’exécuter, pariez** : plus d’aînés que d’enfants, ou moins ?

# %%
def compter(iris, colonne):
    return (iris["population_2022"] * iris[colonne] / 100).sum()

enfants = compter(mes_iris, "part_0_14_ans_pct")
print(f"{nom_quartier} : environ {rond(enfants)} enfants de 0 à 14 ans.")

# %% exercise="aines" scaffold="aines = ...  # ← deux comptages, à additionner avec +"
# Les habitants de 65 ans et plus : ceux de 65 à 79 ans, et ceux de 80 ans et plus.
### BEGIN SOLUTION
aines = compter(mes_iris, "part_65_79_ans_pct") + compter(mes_iris, "part_80_ans_plus_pct")
### END SOLUTION
print("Habitants de 65 ans et plus :", aines)

# %% check="aines" points=2
from numbers import Real

parts = mes_iris["part_65_79_ans_pct"] + mes_iris["part_80_ans_plus_pct"]
tranches_seules = [compter(mes_iris, nom) for nom in ("part_65_79_ans_pct", "part_80_ans_plus_pct")]
assert isinstance(aines, Real), "On attend un seul nombre, sans guillemets et sans virgule. L’outil compter(mes_iris, …) le calcule pour vous."
assert not any(abs(aines - faux) < 0.01 for faux in (parts.sum(), parts.mean())), "C’est un pourcentage, pas un nombre de personnes. Passez par compter(mes_iris, …)."
assert aines > 100 or mes_iris["population_2022"].sum() < 1000, "C’est trop peu. Est-ce un pourcentage ? On veut un nombre de personnes : passez par compter(mes_iris, …)."
assert aines <= mes_iris["population_2022"].sum(), "C’est plus que tous les habitants du quartier. Avez-vous compté la ville entière, au lieu de mes_iris ?"
assert aines > max(tranches_seules), "Il manque une tranche d’âge. 65 ans et plus, c’est 65 à 79 ans, puis 80 ans et plus."
### BEGIN HIDDEN TESTS
from lirelaville import load

iris_neufs = load("recensement_iris", territory=territoire)
iris_neufs = iris_neufs[iris_neufs["code_quartier"] == code_quartier]
parts_neuves = iris_neufs["part_65_79_ans_pct"] + iris_neufs["part_80_ans_plus_pct"]
attendu = (iris_neufs["population_2022"] * parts_neuves / 100).sum()
par_moyenne = iris_neufs["population_2022"].sum() * parts_neuves.mean() / 100
assert abs(aines - attendu) < 1 or abs(aines - par_moyenne) >= 1, "Vous êtes passé par la moyenne des pourcentages : un petit IRIS y pèse autant qu’un grand. Comptez IRIS par IRIS."
assert abs(aines - attendu) < 1, "Ce n’est pas le nombre d’habitants de 65 ans et plus du quartier. Additionnez les deux comptages, sans arrondir."
### END HIDDEN TESTS

# %% wrong="aines" because="les 80 ans et plus oubliés" says="Il manque une tranche d’âge"
aines = compter(mes_iris, "part_65_79_ans_pct")

# %% wrong="aines" because="toute la ville au lieu du quartier" says="la ville entière"
aines = compter(recensement, "part_65_79_ans_pct") + compter(recensement, "part_80_ans_plus_pct")

# %% wrong="aines" because="les pourcentages additionnés" says="C’est un pourcentage"
aines = (mes_iris["part_65_79_ans_pct"] + mes_iris["part_80_ans_plus_pct"]).sum()

# %% wrong="aines" because="la part du quartier, en %, au lieu des personnes" says="Est-ce un pourcentage"
aines = 100 * (compter(mes_iris, "part_65_79_ans_pct") + compter(mes_iris, "part_80_ans_plus_pct")) / habitants_quartier

# %% wrong="aines" because="la moyenne des pourcentages appliquée au quartier" says="moyenne des pourcentages"
aines = habitants_quartier * (mes_iris["part_65_79_ans_pct"] + mes_iris["part_80_ans_plus_pct"]).mean() / 100

# %% wrong="aines" because="le modèle recopié : les enfants en plus" says="Ce n’est pas le nombre"
aines = compter(mes_iris, "part_0_14_ans_pct") + compter(mes_iris, "part_80_ans_plus_pct")

# %% wrong="aines" because="la somme oubliée" says="un seul nombre"
aines = mes_iris["population_2022"] * mes_iris["part_65_79_ans_pct"] / 100

# %% fold="Dessiner les âges, ici et dans la ville"
ages = {"0 à 14 ans": "0_14_ans", "15 à 24 ans": "15_24_ans", "25 à 54 ans": "25_54_ans", "55 à 64 ans": "55_64_ans", "65 à 79 ans": "65_79_ans", "80 ans et plus": "80_ans_plus"}

def part(iris, age):  # en % des habitants
    return 100 * compter(iris, f"part_{age}_pct") / iris["population_2022"].sum()

parts = pd.Series({f"{nom}, {lieu}": part(iris, age) for nom, age in ages.items() for lieu, iris in (("ici", mes_iris), (territoire, recensement))})
ici, ville = (part(iris, "65_79_ans") + part(iris, "80_ans_plus") for iris in (mes_iris, recensement))
bars(parts, title=f"65 ans et plus : {nombre(ici)} % des habitants ici, {nombre(ville)} % à {territoire}", unit="% des habitants", source=recensement, highlight=[nom for nom in parts.index if nom.endswith(", ici")])

# %% [markdown]
# Votre nombre d’aînés avait des décimales, et un morceau d’habitant n’existe pas ! Gardez cette gêne en tête, nous y reviendrons.
#
# ## Et si l’on comptait par distance ?
#
# Un client ne regarde pas les limites des quartiers. Il marche, jusqu’à une certaine distance : le `rayon_m` des réglages.
# Traçons ce cercle autour de la boutique : c’est notre **[[zone de chalandise]]**.
#
# Nos limites sont en degrés, comme sur un GPS. Un degré ne se mesure pas avec un mètre.
# On passe donc en **[[Lambert-93]]**, la grille officielle de la France, qui compte en mètres : `.to_crs(2154)`.
#
# Reste une question : combien de gens dans le cercle ? Nous connaissons les habitants de chaque quartier, pas ceux de chaque rue.
# Alors nous supposons que **les habitants sont répartis partout pareil**. Si le cercle couvre le quart d’un quartier, on lui donne le quart de ses habitants.
# C’est faux dans le détail : un stade est vide, une tour est pleine. C’est notre premier **doute**. Notez-le.
#
# ### Exercice 2 : les habitants du cercle
#
# Exécutez la cellule suivante. **Pariez d’abord** : le cercle touche-t-il un seul quartier, deux, ou davantage ?
#
# **Puis, à vous.** Le tableau `autour` donne, pour chaque quartier touché, ses `habitants` et sa `part_couverte`. Multipliez ces deux colonnes, mettez le tout entre parenthèses, puis additionnez avec `.sum()`. Le modèle est le calcul de l’outil `compter` :
#
# ```python
# (iris["population_2022"] * iris[colonne] / 100).sum()
# ```
#
# Ici, pas de division par 100 : 0,10 veut déjà dire 10 %.

# %%
quartiers_m = quartiers.to_crs(2154)  # Lambert-93 : des mètres
zone = adresse.to_crs(2154).buffer(rayon_m).iloc[0]  # le cercle
habitants = recensement.groupby("code_quartier")["population_2022"].sum()
quartiers_m["habitants"] = quartiers_m["code_quartier"].map(habitants)
quartiers_m["part_couverte"] = quartiers_m.intersection(zone).area / quartiers_m.area

autour = quartiers_m[quartiers_m["part_couverte"] > 0]
dessiner_le_cercle()
autour[["nom", "habitants", "part_couverte"]]

# %% exercise="habitants_zone" scaffold="habitants_zone = ...  # ← une multiplication entre parenthèses, puis .sum()"
# Combien d’habitants dans le cercle ? Écrivez autour["…"] pour chaque colonne.
### BEGIN SOLUTION
habitants_zone = (autour["habitants"] * autour["part_couverte"]).sum()
### END SOLUTION
print("Habitants dans le cercle :", habitants_zone)

# %% check="habitants_zone" points=3
from numbers import Real

assert isinstance(habitants_zone, Real), "On attend un seul nombre. Multipliez les deux colonnes entre parenthèses, puis ajoutez .sum() après la parenthèse."
assert habitants_zone > 1, "C’est trop petit : ce sont des parts, pas des habitants. Multipliez la colonne habitants par la colonne part_couverte."
assert abs(habitants_zone - autour["habitants"].sum()) > 1, "Ce sont tous les habitants des quartiers touchés, même hors du cercle. Multipliez d’abord par part_couverte."
assert abs(habitants_zone - mes_iris["population_2022"].sum()) > 1, "C’est la population du quartier entier. Le cercle n’en couvre qu’une part, et il peut déborder sur d’autres."
assert habitants_zone < autour["habitants"].sum(), "Le cercle ne peut pas contenir plus de monde que les quartiers qu’il touche."
### BEGIN HIDDEN TESTS
import geopandas as gpd
from lirelaville import load

zones = load("quartiers", territory=territoire).to_crs(2154)
monde = zones["code_quartier"].map(load("recensement_iris", territory=territoire).groupby("code_quartier")["population_2022"].sum())
cercle = gpd.GeoSeries.from_xy([longitude], [latitude], crs=4326).to_crs(2154).buffer(rayon_m).iloc[0]
par_quartier = monde * zones.intersection(cercle).area / zones.area
seul = par_quartier[zones["code_quartier"] == code_quartier].sum()
assert abs(habitants_zone - par_quartier.sum()) < 1 or abs(habitants_zone - seul) >= 1, "Il manque des quartiers : le cercle déborde du vôtre. Prenez toutes les lignes du tableau autour."
assert abs(habitants_zone - par_quartier.sum()) < 1, "Ce n’est pas le bon total. On multiplie quartier par quartier, et on additionne seulement après, sans arrondir."
### END HIDDEN TESTS

# %% wrong="habitants_zone" because="tous les habitants des quartiers touchés" says="même hors du cercle"
habitants_zone = autour["habitants"].sum()

# %% wrong="habitants_zone" because="le quartier de la boutique seulement" says="Il manque des quartiers"
mon_seul_quartier = autour[autour["nom"] == nom_quartier]
habitants_zone = (mon_seul_quartier["habitants"] * mon_seul_quartier["part_couverte"]).sum()

# %% wrong="habitants_zone" because="additionner avant de multiplier" says="quartier par quartier"
habitants_zone = autour["habitants"].sum() * autour["part_couverte"].sum()

# %% wrong="habitants_zone" because="la moyenne des parts" says="quartier par quartier"
habitants_zone = autour["habitants"].sum() * autour["part_couverte"].mean()

# %% wrong="habitants_zone" because="la somme oubliée" says=".sum()"
habitants_zone = autour["habitants"] * autour["part_couverte"]

# %% wrong="habitants_zone" because="la population du quartier entier" says="quartier entier"
habitants_zone = habitants_quartier

# %% wrong="habitants_zone" because="la somme des parts" says="ce sont des parts"
habitants_zone = autour["part_couverte"].sum()

# %% fold="Préparer le curseur"
def habitants_autour(rayon):
    cercle = adresse.to_crs(2154).buffer(rayon).iloc[0]
    return float((quartiers_m["habitants"] * quartiers_m.intersection(cercle).area / quartiers_m.area).sum())

def dire(rayon):
    bas, milieu, haut = (rond(habitants_autour(part * rayon)) for part in (0.8, 1, 1.2))
    print(f"Jusqu’à {rayon} m : environ {milieu} habitants ; de {bas} à {haut} si l’on marche un cinquième de moins, ou de plus.")

interact(dire, rayon=IntSlider(value=rayon_m, min=200, max=1000, step=100, description="Rayon (m)"))
print("Le même résultat sans curseur :")
for rayon in (300, 500, 800):
    dire(rayon)

# %% [markdown]
# Déplacez le curseur. Quand le rayon double, les habitants font souvent plus que doubler : la surface du cercle, elle, est multipliée par quatre.
# Le choix du rayon est notre deuxième **doute**. Voilà pourquoi la phrase donne aussi deux bornes : personne ne s’arrête pile à la limite du cercle.
#
# ## Combien gagnent-ils ?
#
# La colonne `revenu_median_disponible_eur` donne le **revenu [[médian|médiane]]** de chaque IRIS, en euros par an : la moitié des habitants vit avec moins, l’autre moitié avec plus. Impôts payés, aides reçues, en tenant compte de la taille du foyer.
#
# Leïla voudrait un seul revenu pour tout le quartier. Deux pièges l’attendent.
#
# **Piège 1 : faire la moyenne des médianes.** Essayons avec deux rues inventées.
# **Avant d’exécuter, pariez** : la moyenne des deux médianes donnera-t-elle la médiane des deux rues réunies ? Sinon, elle ne vaut rien : il faudra **montrer l’écart**, du plus modeste au plus aisé.
#
# **Piège 2 : prendre une case vide pour un zéro.** Un revenu non publié s’affiche `NaN`. Des gens vivent là, et nous ignorons leur revenu : c’est tout.
#
# ### Exercice 3 : l’écart de revenus
#
# Exécutez les deux cellules suivantes. La seconde affiche les revenus du quartier, et le plus petit d’entre eux :
#
# ```python
# mes_revenus["revenu_median_disponible_eur"].min()
# ```
#
# **Puis, à vous.** Calculez l’écart, en euros : le plus grand revenu (le même calcul, avec `.max()`) moins le plus petit.

# %%
from statistics import median

rue_a = [10_000, 12_000, 50_000]  # trois habitants, leur revenu en euros
rue_b = [20_000, 22_000, 24_000, 26_000, 28_000]  # cinq habitants
print("Médiane de chaque rue :", nombre(median(rue_a)), "€ et", nombre(median(rue_b)), "€.")
print("Moyenne de ces deux médianes :", nombre((median(rue_a) + median(rue_b)) / 2), "€.")
print("Vraie médiane des habitants réunis :", nombre(median(rue_a + rue_b)), "€.")

# %%
revenus = load("revenus_iris", territory=territoire)
revenus = revenus[["code_iris", "revenu_median_disponible_eur", "motif_absence"]]
mes_revenus = mes_iris[["code_iris", "nom_iris", "population_2022"]].merge(revenus, on="code_iris")
vides = mes_revenus[mes_revenus["revenu_median_disponible_eur"].isna()]
part_vide = 100 * vides["population_2022"].sum() / habitants_quartier

print(f"{len(vides)} IRIS sans revenu sur {len(mes_revenus)} : {nombre(part_vide)} % des habitants.")
print(*vides["motif_absence"].unique(), sep="\n")
print("Le plus petit :", nombre(mes_revenus["revenu_median_disponible_eur"].min()), "€ par an.")
mes_revenus[["nom_iris", "population_2022", "revenu_median_disponible_eur"]]

# %% exercise="ecart_revenus" scaffold="ecart_revenus = ...  # ← le plus grand moins le plus petit, en euros"
# L’écart entre le plus grand et le plus petit revenu médian publié du tableau mes_revenus.
### BEGIN SOLUTION
ecart_revenus = mes_revenus["revenu_median_disponible_eur"].max() - mes_revenus["revenu_median_disponible_eur"].min()
### END SOLUTION
print("Écart de revenus, en euros par an :", ecart_revenus)

# %% check="ecart_revenus" points=2
from numbers import Real

publies = mes_revenus["revenu_median_disponible_eur"]
assert isinstance(ecart_revenus, Real), "On attend un seul nombre, en euros. Utilisez .max() et .min() sur la colonne revenu_median_disponible_eur."
assert ecart_revenus == ecart_revenus, "Aucun revenu n’est publié dans ce quartier : remettez l’adresse de Leïla pour cet exercice."
assert ecart_revenus >= 0, "Un écart n’est pas négatif. Prenez le plus grand moins le plus petit."
assert abs(ecart_revenus - publies.max()) > 0.5, "Un IRIS sans revenu publié n’a pas un revenu de zéro. Ne remplissez pas les cases vides, et retirez bien le plus petit revenu."
assert ecart_revenus == 0 or ecart_revenus > 5, "C’est un rapport (une division). On demande une différence, en euros : le plus grand moins le plus petit."
assert ecart_revenus < publies.max(), "Un écart ne peut pas dépasser le plus grand revenu. Avez-vous additionné, ou pris toute la ville ?"
### BEGIN HIDDEN TESTS
from lirelaville import load

tous = load("revenus_iris", territory=territoire)
ici_seulement = tous.loc[tous["code_quartier"] == code_quartier, "revenu_median_disponible_eur"].dropna()
attendu = ici_seulement.max() - ici_seulement.min()
assert abs(ecart_revenus - attendu) < 1 or abs(ecart_revenus - ici_seulement.mean()) > 1, "C’est la moyenne des médianes, qui ne veut rien dire. On demande l’écart : le plus grand moins le plus petit."
assert abs(ecart_revenus - attendu) < 1, "Ce n’est pas l’écart entre l’IRIS le plus aisé et l’IRIS le plus modeste de ce quartier."
### END HIDDEN TESTS

# %% wrong="ecart_revenus" because="les cases vides comptées comme des zéros" says="n’a pas un revenu de zéro"
ecart_revenus = mes_revenus["revenu_median_disponible_eur"].max() - mes_revenus["revenu_median_disponible_eur"].fillna(0).min()

# %% wrong="ecart_revenus" because="la moyenne des médianes" says="moyenne des médianes"
ecart_revenus = mes_revenus["revenu_median_disponible_eur"].mean()

# %% wrong="ecart_revenus" because="la soustraction à l’envers" says="pas négatif"
ecart_revenus = mes_revenus["revenu_median_disponible_eur"].min() - mes_revenus["revenu_median_disponible_eur"].max()

# %% wrong="ecart_revenus" because="un rapport au lieu d’une différence" says="un rapport"
ecart_revenus = mes_revenus["revenu_median_disponible_eur"].max() / mes_revenus["revenu_median_disponible_eur"].min()

# %% wrong="ecart_revenus" because="toute la ville au lieu du quartier" says="toute la ville"
ecart_revenus = revenus["revenu_median_disponible_eur"].max() - revenus["revenu_median_disponible_eur"].min()

# %% wrong="ecart_revenus" because="l’écart de population au lieu du revenu" says="de ce quartier"
ecart_revenus = mes_revenus["population_2022"].max() - mes_revenus["population_2022"].min()

# %% fold="Dessiner l’écart de revenus"
rangs = mes_revenus.set_index("nom_iris")["revenu_median_disponible_eur"].sort_values()
assert rangs.notna().any(), "Aucun revenu n’est publié dans ce quartier : remettez l’adresse de Leïla pour ce passage."
titre = f"{nom_quartier} : de {nombre(rangs.min())} à {nombre(rangs.max())} € par an, et {len(vides)} IRIS sans revenu publié"
bars(rangs, title=titre, unit="revenu médian de l’IRIS, en € par an", source="revenus_iris", highlight=[rangs.idxmin(), rangs.idxmax()])

# %% [markdown]
# ## Combien Leïla vendra-t-elle ?
#
# Les tables disent qui habite là. Elles ne disent ni qui viendra, ni ce que chacun dépensera.
# Il faut des **[[hypothèses|hypothèse]]** : des suppositions, écrites noir sur blanc, avec une valeur basse, une centrale et une haute.
# Celles de Leïla sont inventées. Les vôtres viendront de votre caisse, d’une consœur ou d’un confrère, ou d’un comptage devant la porte.
#
# ### Une erreur à rencontrer exprès
#
# La cellule suivante prend les trois valeurs centrales et multiplie : habitants du cercle × part qui vient × dépense. Puis elle recommence avec un client de moins sur 100 habitants.
#
# **Avant d’exécuter, pariez** : le seuil du comptable sera-t-il atteint la première fois ? Et la seconde ?

# %%
rayon_bas, rayon_haut = 0.8 * rayon_m, 1.2 * rayon_m  # en mètres
part_basse, part_centrale, part_haute = 5, 10, 15  # clients pour 100 habitants
depense_basse, depense_centrale, depense_haute = 4, 6, 8  # euros par client et par semaine

def ventes(rayon, part, depense):  # en euros par semaine
    return habitants_autour(rayon) * part / 100 * depense

print(f"Seuil du comptable : {nombre(seuil_eur)} € par semaine.")
for part in (part_centrale, part_centrale - 1):
    montant = ventes(rayon_m, part, depense_centrale)
    print(f"{part} clients pour 100 habitants : {nombre(montant, 2)} € par semaine.")

# %% [markdown]
# **Le symptôme.** Un montant au centime près, l’air sûr de lui. Un seul client de moins pour 100 habitants, et il change déjà nettement.
#
# **La cause.** L’ordinateur écrit toutes les décimales, même si le rayon, la part et la dépense sont devinés. C’est la **[[fausse précision]]** : une décimale de trop.
#
# **La réparation.** On arrondit à ce que l’on sait vraiment, on donne une **[[fourchette]]**, et l’on dit ce qui la ferait changer.
#
# ### Exercice 4 : la fourchette
#
# Le graphique suivant change une hypothèse à la fois, et la compare au seuil du comptable, en foncé. **Pariez** : laquelle fait le plus bouger les ventes ?
#
# **Puis, à vous.** Calculez les ventes si tout va au plus bas, puis si tout va au plus haut. Arrondissez chacune à la centaine. Le modèle, avec les valeurs centrales :
#
# ```python
# round(ventes(rayon_m, part_centrale, depense_centrale), -2)
# ```
#
# Remplacez chaque valeur centrale par sa valeur basse (`rayon_bas`, `part_basse`, `depense_basse`), puis par sa valeur haute. Écrivez les deux résultats entre crochets, séparés par une virgule : `[le plus bas, le plus haut]`.

# %% fold="Dessiner le doute de chaque hypothèse"
essais = {
    "le rayon": {f"rayon de {nombre(rayon)} m": ventes(rayon, part_centrale, depense_centrale) for rayon in (rayon_bas, rayon_haut)},
    "la part qui vient": {f"{part} clients pour 100": ventes(rayon_m, part, depense_centrale) for part in (part_basse, part_haute)},
    "la dépense": {f"{depense} € par client": ventes(rayon_m, part_centrale, depense) for depense in (depense_basse, depense_haute)},
}
ecarts = {nom: max(deux.values()) - min(deux.values()) for nom, deux in essais.items()}
pire = max(ecarts, key=ecarts.get)
barres = pd.Series({nom: valeur for deux in essais.values() for nom, valeur in deux.items()} | {"seuil du comptable": seuil_eur}).round(-2)
bars(barres, title=f"Le doute qui pèse le plus : {pire}, de {rond(min(essais[pire].values()))} à {rond(max(essais[pire].values()))} €", unit="ventes aux voisins, en € par semaine", source=["hypothèses de Leïla", recensement, quartiers], highlight="seuil du comptable")

# %% exercise="fourchette" scaffold="fourchette = ...  # ← [ventes au plus bas, ventes au plus haut], arrondies à la centaine"
### BEGIN SOLUTION
fourchette = [
    round(ventes(rayon_bas, part_basse, depense_basse), -2),
    round(ventes(rayon_haut, part_haute, depense_haute), -2),
]
### END SOLUTION
print("Ventes par semaine, en euros, du plus bas au plus haut :", fourchette)

# %% check="fourchette" points=4
from numbers import Real

assert isinstance(fourchette, list | tuple), "Une fourchette, c’est deux nombres entre crochets : [le plus bas, le plus haut]."
assert len(fourchette) == 2, "Une fourchette, c’est deux nombres entre crochets : [le plus bas, le plus haut]."
assert all(isinstance(valeur, Real) for valeur in fourchette), "On attend deux nombres, sans guillemets ni unité."
assert fourchette[0] < fourchette[1], "La valeur basse d’abord, la valeur haute ensuite, et elles doivent différer."
assert all(abs(valeur - round(valeur, -2)) < 0.001 for valeur in fourchette), "Trop de chiffres : arrondissez à la centaine avec round(…, -2)."
assert fourchette[0] <= ventes(rayon_m, part_centrale, depense_centrale) <= fourchette[1], "Vos ventes centrales sortent de votre fourchette. Vérifiez l’ordre : rayon, part, dépense."
assert fourchette[0] < ventes(rayon_m, part_basse, depense_centrale), "En changeant une seule hypothèse, on descend déjà plus bas : regardez le graphique. Mettez les trois au plus bas."
assert fourchette[1] > ventes(rayon_m, part_haute, depense_centrale), "En changeant une seule hypothèse, on monte déjà plus haut : regardez le graphique. Mettez les trois au plus haut."
### BEGIN HIDDEN TESTS
import geopandas as gpd
from lirelaville import load

zones = load("quartiers", territory=territoire).to_crs(2154)
monde = zones["code_quartier"].map(load("recensement_iris", territory=territoire).groupby("code_quartier")["population_2022"].sum())
centre = gpd.GeoSeries.from_xy([longitude], [latitude], crs=4326).to_crs(2154)
attendu = []
for rayon, part, depense in ((rayon_bas, part_basse, depense_basse), (rayon_haut, part_haute, depense_haute)):
    dedans = zones.intersection(centre.buffer(rayon).iloc[0]).area / zones.area
    attendu.append(round((monde * dedans).sum() * part / 100 * depense, -2))
assert abs(fourchette[0] - attendu[0]) < 1, "La valeur basse n’est pas la bonne. Les trois hypothèses doivent être basses : le rayon, la part et la dépense."
assert abs(fourchette[1] - attendu[1]) < 1, "La valeur haute n’est pas la bonne. Les trois hypothèses doivent être hautes : le rayon, la part et la dépense."
### END HIDDEN TESTS

# %% wrong="fourchette" because="un seul chiffre, le central" says="deux nombres entre crochets"
fourchette = round(ventes(rayon_m, part_centrale, depense_centrale), -2)

# %% wrong="fourchette" because="les centimes gardés" says="Trop de chiffres"
fourchette = [ventes(rayon_bas, part_basse, depense_basse), ventes(rayon_haut, part_haute, depense_haute)]

# %% wrong="fourchette" because="arrondi à l’euro : il manque le -2" says="Trop de chiffres"
fourchette = [round(ventes(rayon_bas, part_basse, depense_basse)), round(ventes(rayon_haut, part_haute, depense_haute))]

# %% wrong="fourchette" because="la haute avant la basse" says="La valeur basse d’abord"
fourchette = [round(ventes(rayon_haut, part_haute, depense_haute), -2), round(ventes(rayon_bas, part_basse, depense_basse), -2)]

# %% wrong="fourchette" because="dix pour cent de part et d’autre, sans les hypothèses" says="Mettez les trois au plus bas"
fourchette = [round(0.9 * ventes(rayon_m, part_centrale, depense_centrale), -2), round(1.1 * ventes(rayon_m, part_centrale, depense_centrale), -2)]

# %% wrong="fourchette" because="la dépense seule change" says="Mettez les trois au plus bas"
fourchette = [round(ventes(rayon_m, part_centrale, depense_basse), -2), round(ventes(rayon_m, part_centrale, depense_haute), -2)]

# %% wrong="fourchette" because="le rayon central gardé au plus haut" says="Les trois hypothèses doivent être hautes"
fourchette = [round(ventes(rayon_bas, part_basse, depense_basse), -2), round(ventes(rayon_m, part_haute, depense_haute), -2)]

# %% wrong="fourchette" because="des textes au lieu de nombres" says="sans guillemets"
fourchette = ["800 €", "12 000 €"]

# %% [markdown] written="decision" points=2
# ## À vous de décider
#
# La fourchette est large. Ce n’est pas un échec : c’est l’état de ce que l’on sait aujourd’hui.
# Tout au plus bas, ou tout au plus haut, c’est rare : la réalité est sans doute entre les deux. Mieux vaut un doute avoué qu’un centime inventé.
#
# **En deux phrases, que conseillez-vous à Leïla : signer, attendre, ou renoncer ?**
#
# - Dans la première, votre décision, avec les deux bornes de la fourchette, comparées au seuil du comptable.
# - Dans la seconde, le doute qui pèse le plus, ce que vous iriez vérifier, et le résultat qui vous ferait changer d’avis.
#
# Arrondissez vos chiffres, et donnez leur unité.
#
# === BEGIN MARK SCHEME ===
# Deux points. Les trois décisions se défendent : on note le raisonnement, pas le choix.
#
# **1 point : la décision et sa fourchette.** Une décision claire, et les deux bornes (en euros par semaine, telles qu’affichées après l’exercice 4) comparées au seuil du comptable.
#
# **1 point : le doute, et ce qui ferait changer d’avis.** Un doute nommé (la part qui vient, le rayon, la dépense, les habitants répartis partout pareil, les revenus non publiés, les passants et les concurrents absents des tables), une vérification faisable (compter les clients un jour de semaine, demander le livre de caisse du vendeur, refaire le trajet à pied), et ce qu’elle changerait.
#
# **Ne suffisent pas :** un seul chiffre « central » ; une fourchette sans le seuil ; « cela dépend » ; « il faut une étude de marché », sans dire laquelle ; un doute sans rien à vérifier.
#
# **À refuser :** un « revenu moyen du quartier » ; des IRIS sans revenu publié tenus pour pauvres ; un montant au centime ou à l’euro près.
#
# Exemple de trame : « J’attends : de … à … € par semaine, et le seuil de … € est dans la fourchette. Tout dépend de la part des voisins qui viendront : je compterais les clients devant la porte, un mardi et un samedi, et je signerais au-dessus de … pour 100 habitants. »
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Délimiter.** Un quartier est simple à compter ; un cercle, tracé en mètres (Lambert-93), ressemble plus à vos clients. Il suppose des habitants répartis partout pareil.
# - **Décrire.** On passe des pourcentages aux personnes, IRIS par IRIS. On ne fait jamais la moyenne des médianes : on montre l’écart. Une case vide n’est pas un zéro.
# - **Chiffrer.** Un marché se dit par une fourchette arrondie, avec ses hypothèses et le doute qui pèse le plus.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Et chez vous ?** Remettez les réglages du début à votre adresse, puis exécutez tout à nouveau (menu *Exécuter*).
# Un clic droit sur une carte en ligne donne la latitude et la longitude d’une boutique. Quelques adresses à essayer à Marseille (longitude ; latitude) : La Plaine, 5.3864 ; 43.2948. Belsunce, 5.3766 ; 43.2989. Saint-Barnabé, 5.4186 ; 43.3036. Mazargues, 5.4015 ; 43.2486.
#
# **La suite** : une fois les voisins connus, restent les concurrents. La leçon suivante demande : *Où m’installer ?*
