# %% [markdown]
# # Mon quartier est-il riche ou pauvre ?
#
# On l’entend dire de tous les quartiers, dans un sens ou dans l’autre. Des chiffres publics existent, par petites zones. Vous allez lire ceux de votre quartier, puis la carte de toute la ville. Et vous verrez qu’une carte peut exagérer sans contenir un seul chiffre faux.
#
# **À la fin, vous saurez**
#
# - lire une carte en couleurs : ses classes, ses bornes, ses zones hachurées ;
# - distinguer un nombre d’un taux, et recalculer le taux d’un quartier ;
# - reconnaître ce qu’on ne peut pas calculer : un chiffre masqué, la médiane d’un quartier.
#
# **Il vous faut** : les gestes des leçons précédentes, rappelés à mesure. Aucune carte à dessiner : le dessin est prêt.
#
# ## D’où viennent ces données ?
#
# Les revenus viennent de l’Insee (fichier [Filosofi 2021](https://www.insee.fr/fr/statistiques/8229323), tiré des déclarations d’impôts et des prestations versées). Les habitants viennent du [recensement 2022](https://www.insee.fr/fr/statistiques/8647008). Les contours des quartiers de Marseille sont de [J. Gombin](https://www.data.gouv.fr/fr/datasets/quartiers-de-marseille-1/), ceux des IRIS de l’IGN et de l’Insee. Tout est sous Licence Ouverte 2.0. Ces fichiers nous sont parvenus par une republication : ils restent à confirmer à ces adresses.
#
# **Des trous connus.** Les revenus non déclarés n’y sont pas. Les personnes sans abri, en foyer, en prison ou en cité universitaire non plus. Et certaines zones n’ont aucun chiffre : nous y viendrons vite.
#
# Le signe `=` range ce qui est à droite sous le nom écrit à gauche. Exécutez les trois cellules suivantes, sans chercher à les comprendre : elles réunissent quatre tables en une. La prochaine leçon dira comment.

# %% tags=["parameters"]
territoire = "Marseille"
quartier = "Saint-Mitre"  # notre exemple
second = "Le Merlan"  # pour l’exercice 3
masque = "La Viste"  # un quartier sans chiffre

# %%
from numbers import Real

import pandas as pd
from lirelaville import load
from lirelaville.catalogue import lambert93
from lirelaville.french import number

revenus = load("revenus_iris", territory=territoire)
recensement = load("recensement_iris", territory=territoire).astype({"population_2022": float})
quartiers = load("quartiers", territory=territoire)
contours = load("iris", territory=territoire)
quartiers["surface_km2"] = lambert93(quartiers).area / 1_000_000

# %%
def nombre(valeur, decimales=0):  # écrit 1 234,5 au lieu de 1234.5
    return number(valeur, decimales) if isinstance(valeur, Real) else valeur

pd.options.display.float_format = nombre
iris = contours[["code_iris", "nom_iris", "code_quartier", "geometry"]].merge(quartiers[["code_quartier", "nom"]], on="code_quartier")
iris = iris.merge(recensement[["code_iris", "population_2022"]], on="code_iris")
iris = iris.merge(revenus[["code_iris", "revenu_median_disponible_eur", "taux_pauvrete_pct", "motif_absence"]], on="code_iris")
iris = iris.rename(columns={"population_2022": "habitants", "revenu_median_disponible_eur": "revenu_median_eur"})
iris[["nom", "nom_iris", "habitants", "revenu_median_eur", "taux_pauvrete_pct"]].head()

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne est un [[IRIS]]** : un petit quartier statistique, d’environ 2 000 habitants. Plusieurs IRIS forment un quartier.
#
# | colonne | ce qu’elle dit |
# |---|---|
# | `nom` | le quartier |
# | `nom_iris` | l’IRIS |
# | `habitants` | la population de 2022 ; c’est une estimation |
# | `revenu_median_eur` | le revenu médian de 2021, en euros par an |
# | `taux_pauvrete_pct` | sur 100 habitants, combien sont sous le seuil de pauvreté, en 2021 |
#
# Trois précisions, avant toute conclusion.
#
# - **[[Médian|médiane]]** : la moitié des habitants a moins, l’autre moitié a plus. Ce n’est pas une moyenne.
# - **Quel revenu ?** Le **[[revenu disponible]]** : ce qui reste une fois les impôts payés et les prestations reçues. On le partage selon la taille du ménage, en **[[unités de consommation|unité de consommation]]**. Le premier adulte compte pour 1. Chaque autre personne de 14 ans ou plus compte pour 0,5, chaque enfant plus jeune pour 0,3.
# - **Quel seuil ?** Le **[[taux de pauvreté]]** compte les personnes sous 60 % du revenu médian de la France métropolitaine. Aucun seuil de richesse n’est donné. Le patrimoine (logement, épargne) n’est pas compté.
#
# **Avant d’exécuter, pariez.** Dans un même quartier, les revenus médians des IRIS sont-ils presque égaux, ou vont-ils du simple au double ? Exécutez, puis **choisissez votre quartier** dans la liste. Inutile de lire le code. Trois quartiers sont écrits dessous, pour qui préfère lire.

# %%
from ipywidgets import Dropdown, interact

def fiche(nom):
    ici = iris[iris["nom"] == nom]
    print(f"{nom} : {nombre(ici['habitants'].sum())} habitants, {len(ici)} IRIS, dont {ici['revenu_median_eur'].isna().sum()} sans chiffre.")
    for un in ici.itertuples():
        chiffres = f"revenu médian {nombre(un.revenu_median_eur)} €, taux de pauvreté {nombre(un.taux_pauvrete_pct)} %"
        print(f"   – {un.nom_iris} ({nombre(un.habitants)} habitants) :", "pas de chiffre" if pd.isna(un.revenu_median_eur) else chiffres)
interact(fiche, nom=Dropdown(options=sorted(quartiers["nom"], key=lambda nom: nom.replace("É", "E")), value=quartier, description="Quartier :"))
for nom in [quartier, second, masque]:
    fiche(nom)

# %% [markdown]
# **Ce qu’on lit.** Dans notre exemple, un IRIS a presque le double du revenu médian d’un autre. « Riche ou pauvre ? » n’a donc pas une seule réponse pour ce quartier. Et le troisième quartier écrit a des milliers d’habitants, mais aucun chiffre.
#
# ## Une case vide n’est pas un zéro
#
# Pourquoi ces trous ? Avec peu de ménages, un chiffre pourrait trahir quelqu’un. La loi protège chacun : c’est le **[[secret statistique]]**. L’Insee masque alors le chiffre. D’autres IRIS manquent pour d’autres motifs, que la cellule suivante compte.
#
# Dans le tableau, une case vide s’affiche `NaN`. Pour filtrer, c’est-à-dire ne garder que certaines lignes, deux mots suffisent : `.isna()` garde les cases vides, `.notna()` les cases remplies.
#
# **Avant d’exécuter, pariez** : sur 100 IRIS, combien n’ont pas de chiffre ?

# %%
iris["habitants_connus"] = iris["habitants"] * iris["revenu_median_eur"].notna()  # 0 sans chiffre
avec_chiffre = iris[iris["revenu_median_eur"].notna()]
sans_chiffre = iris[iris["revenu_median_eur"].isna()]
habitants_avec = avec_chiffre["habitants"].sum()

print(f"Sur {len(iris)} IRIS, {len(sans_chiffre)} n’ont pas de chiffre, soit {nombre(100 * len(sans_chiffre) / len(iris))} sur 100.")
print("Habitants des IRIS avec chiffre :", nombre(habitants_avec))
for motif, combien in sans_chiffre["motif_absence"].value_counts().items():
    print("   –", combien, "IRIS :", motif)

# %% [markdown]
# Ces motifs sont déduits des codes du fichier : « ns » et « nd » n’y sont pas définis. Les IRIS « divers » sont surtout des collines, des parcs, des zones portuaires.
#
# ### Exercice 1 : qui vit dans les trous ?
#
# La cellule précédente a préparé deux tableaux : `avec_chiffre` et `sans_chiffre`. Elle a additionné les habitants du premier :
#
# ```python
# habitants_avec = avec_chiffre["habitants"].sum()
# ```
#
# **À vous.** Additionnez de la même façon les habitants des IRIS **sans** chiffre. Pariez d’abord : quelques centaines, quelques milliers, plusieurs dizaines de milliers ?

# %% exercise="habitants_sans" scaffold="habitants_sans = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
habitants_sans = sans_chiffre["habitants"].sum()
### END SOLUTION
print("Habitants des IRIS sans chiffre :", nombre(habitants_sans))

# %% check="habitants_sans" points=2
from numbers import Real

assert isinstance(habitants_sans, Real), "On attend un seul nombre. Terminez par .sum(), avec ses parenthèses, et ne mettez pas de guillemets autour de la réponse."
assert habitants_sans != 0, "Zéro ? Vous avez additionné des cases vides, et leur somme donne 0. Additionnez la colonne habitants."
assert habitants_sans != len(sans_chiffre), "C’est le nombre d’IRIS. On demande le nombre d’habitants : additionnez la colonne habitants."
assert habitants_sans != habitants_avec, "Ce sont les habitants des IRIS avec chiffre. Regardez quel tableau vous additionnez."
assert habitants_sans != iris["habitants"].sum(), "Ce sont tous les habitants de la ville. Partez du tableau sans_chiffre."
### BEGIN HIDDEN TESTS
from lirelaville import load

recensement_officiel = load("recensement_iris", territory=territoire).set_index("code_iris")
revenus_officiels = load("revenus_iris", territory=territoire).set_index("code_iris")
vides = revenus_officiels.index[revenus_officiels["revenu_median_disponible_eur"].isna()]
assert abs(habitants_sans - recensement_officiel["population_2022"].loc[vides].sum()) < 1, "Ce n’est pas la somme des habitants de tous les IRIS sans chiffre. Partez du tableau sans_chiffre et de sa colonne habitants, sans rien retirer."
### END HIDDEN TESTS

# %% wrong="habitants_sans" because="le modèle recopié sans changer de tableau" says="IRIS avec chiffre"
habitants_sans = avec_chiffre["habitants"].sum()

# %% wrong="habitants_sans" because="le nombre d’IRIS au lieu du nombre d’habitants" says="le nombre d’IRIS"
habitants_sans = len(sans_chiffre)

# %% wrong="habitants_sans" because="la somme de la colonne vide" says="additionné des cases vides"
habitants_sans = sans_chiffre["revenu_median_eur"].sum()

# %% wrong="habitants_sans" because="tous les habitants de la ville" says="tous les habitants"
habitants_sans = iris["habitants"].sum()

# %% wrong="habitants_sans" because="la colonne, sans la somme" says=".sum()"
habitants_sans = sans_chiffre["habitants"]

# %% wrong="habitants_sans" because="seulement les premières lignes affichées" says="sans rien retirer"
habitants_sans = sans_chiffre.head()["habitants"].sum()

# %% [markdown]
# ## Lire une carte en couleurs
#
# Une **[[carte choroplèthe]]** colorie chaque zone selon son chiffre. Elle ne montre pas le chiffre exact, mais sa **classe** : « de tant à tant ». Les limites entre deux classes s’appellent des **bornes**. Pour la lire, quatre questions :
#
# 1. **Que colorie-t-on ?** Un IRIS, un quartier, une ville ?
# 2. **Que veut dire foncé ?** La légende le dit. Ici, foncé : revenu médian plus élevé.
# 3. **Où sont les bornes ?** Qui les a choisies ?
# 4. **Que manque-t-il ?** Les hachures : « non publié ». Ce n’est ni zéro, ni le bas de l’échelle.
#
# Voici deux cartes, l’une sous l’autre. Mêmes chiffres, même nombre de classes. Seules les bornes changent :
#
# - la première range **à peu près autant d’IRIS dans chaque classe** ;
# - la seconde prend des **bornes rondes**, écrites entre crochets, de la plus petite à la plus grande.
#
# **Avant d’exécuter, pariez.** Sur laquelle la ville paraîtra-t-elle la plus aisée ?

# %%
from lirelaville.charts import choropleth

def carte(bornes):
    if not isinstance(bornes, list) or len(bornes) != 5:
        return "La carte attend cinq nombres entre crochets."
    foncees = (iris["revenu_median_eur"] > bornes[-2]).sum()
    titre = f"{foncees} IRIS sur {len(avec_chiffre)} dans la classe la plus foncée, au-dessus de {nombre(bornes[-2])} €"
    return choropleth(iris, "revenu_median_eur", title=titre, unit="€ par an et par\nunité de consommation", source=[revenus, contours], bounds=bornes, name="nom_iris")

bornes_egales = list(avec_chiffre["revenu_median_eur"].quantile([0.2, 0.4, 0.6, 0.8, 1]))
bornes_rondes = [15000, 20000, 25000, 30000, 45000]
display(carte(bornes_egales), carte(bornes_rondes))

# %% [markdown]
# **Ce qu’on lit.** Aucun revenu n’a changé. Pourtant la première carte montre bien plus de zones foncées. Elle dit : « le cinquième des IRIS aux plus hauts revenus médians ». La seconde dit : « les IRIS au-dessus d’une certaine somme ». Les deux sont honnêtes, si la légende est lisible.
#
# ### Exercice 2 : faites mentir la carte
#
# Pour se méfier d’un tour, le mieux est de le faire soi-même. Voici les bornes rondes :
#
# ```python
# bornes_rondes = [15000, 20000, 25000, 30000, 45000]
# ```
#
# **À vous.** Choisissez cinq bornes pour que **plus de la moitié** des IRIS chiffrés tombent dans la classe la plus foncée. La dernière borne doit rester au-dessus de tous les revenus : gardez `45000`. Aucune classe ne doit rester vide. Écrivez les nombres sans espace ni `€`. La carte se dessine sous votre réponse, et son titre compte les IRIS. Essayez autant de fois que vous voulez.

# %% exercise="mes_bornes" scaffold="mes_bornes = ...  # ← cinq nombres entre crochets, sur le modèle ci-dessus"
### BEGIN SOLUTION
mes_bornes = [12000, 14000, 16000, 18000, 45000]
### END SOLUTION
carte(mes_bornes)

# %% check="mes_bornes" points=3
from numbers import Real

revenus_connus = iris["revenu_median_eur"].dropna()
assert isinstance(mes_bornes, list), "On attend une liste : des nombres entre crochets, séparés par des virgules."
assert all(isinstance(borne, Real) for borne in mes_bornes), "Une borne est un nombre : sans guillemets, sans espace et sans le signe €."
assert len(mes_bornes) == 5, "On attend cinq bornes, ni plus ni moins : une par couleur."
assert max(mes_bornes) >= 1000, "Écrivez les euros en entier, sans point ni espace : 12000, et non 12 ou 12.000."
assert mes_bornes == sorted(set(mes_bornes)), "Les bornes se rangent de la plus petite à la plus grande, sans répétition."
assert mes_bornes[-1] >= revenus_connus.max(), "Votre dernière borne est trop basse : les plus hauts revenus la dépassent, et la carte ajoute une sixième couleur. Gardez 45000 à la fin."
effectifs = pd.cut(revenus_connus, [float("-inf"), *mes_bornes]).value_counts(sort=False)
assert effectifs.min() > 0, "Une de vos classes est vide : aucun IRIS n’y tombe. Regardez la légende et rapprochez vos bornes des revenus de la carte."
assert effectifs.iloc[-1] > len(revenus_connus) / 2, "La classe la plus foncée ne contient pas encore plus de la moitié des IRIS. Elle commence à l’avant-dernière borne : baissez-la."
### BEGIN HIDDEN TESTS
from lirelaville import load

revenus_officiels = load("revenus_iris", territory=territoire)["revenu_median_disponible_eur"].dropna()
part_foncee = (revenus_officiels > mes_bornes[-2]).mean()
assert part_foncee > 0.5, "La classe la plus foncée ne contient pas plus de la moitié des IRIS : l’avant-dernière borne est trop haute."
### END HIDDEN TESTS

# %% wrong="mes_bornes" because="les bornes rondes recopiées" says="baissez-la"
mes_bornes = [15000, 20000, 25000, 30000, 45000]

# %% wrong="mes_bornes" because="la dernière borne baissée au lieu de l’avant-dernière" says="dernière borne est trop basse"
mes_bornes = [12000, 14000, 16000, 18000, 20000]

# %% wrong="mes_bornes" because="des bornes plus hautes, croyant foncer la carte" says="baissez-la"
mes_bornes = [20000, 25000, 30000, 35000, 45000]

# %% wrong="mes_bornes" because="des bornes sous tous les revenus : des classes vides" says="classes est vide"
mes_bornes = [1000, 2000, 3000, 4000, 45000]

# %% wrong="mes_bornes" because="des bornes écrites du haut vers le bas" says="de la plus petite à la plus grande"
mes_bornes = [45000, 18000, 16000, 14000, 12000]

# %% wrong="mes_bornes" because="des montants entre guillemets" says="sans guillemets"
mes_bornes = ["12000", "14000", "16000", "18000", "45000"]

# %% wrong="mes_bornes" because="un point pour séparer les milliers" says="en entier"
mes_bornes = [12.000, 14.000, 16.000, 18.000, 45.000]

# %% wrong="mes_bornes" because="une seule borne, la bonne" says="entre crochets"
mes_bornes = 18000

# %% [markdown]
# ## Combien de personnes, ou quelle part ?
#
# « Où vit la pauvreté ? » cache deux questions. **Combien** de personnes : c’est un **nombre**. Un quartier très peuplé arrive vite en tête. **Quelle part** des habitants : c’est un **[[taux]]**, sur 100 habitants. Il permet de comparer des quartiers de tailles différentes.
#
# Dans chaque IRIS, nous estimons le nombre de personnes : habitants × taux ÷ 100. C’est un **ordre de grandeur**. Les habitants sont de 2022, le taux de 2021, et il est arrondi. Nous arrondissons donc à la centaine.
#
# Puis nous regroupons les IRIS par quartier (`groupby`) et nous additionnons. Gardez l’œil sur `habitants_connus` : les habitants des IRIS qui ont un chiffre.
#
# **Avant d’exécuter, pariez.** Le quartier premier par le nombre sera-t-il premier par le taux ?

# %%
iris["sous_le_seuil"] = iris["habitants"] * iris["taux_pauvrete_pct"] / 100
par_quartier = iris.groupby("nom")[["habitants", "habitants_connus", "sous_le_seuil"]].sum()
par_quartier["taux_pct"] = 100 * par_quartier["sous_le_seuil"] / par_quartier["habitants_connus"]
par_nombre = par_quartier.sort_values("sous_le_seuil", ascending=False).round({"sous_le_seuil": -2})
par_taux = par_quartier.sort_values("taux_pct", ascending=False).round({"sous_le_seuil": -2})
exemple, autre = iris[iris["nom"] == quartier], iris[iris["nom"] == second]
taux_exemple = 100 * exemple["sous_le_seuil"].sum() / exemple["habitants_connus"].sum()
display(par_nombre.head(4), par_taux.head(4))
print(f"{par_nombre.index[0]} : 1er par le nombre, {list(par_taux.index).index(par_nombre.index[0]) + 1}e par le taux.")
print(f"{masque} : {nombre(par_quartier.loc[masque, 'sous_le_seuil'])} personne sous le seuil, pour {nombre(par_quartier.loc[masque, 'habitants'])} habitants ?")

# %% [markdown]
# **Ce qu’on lit.** Les deux classements diffèrent. Deux quartiers au même nombre arrondi ne se départagent pas. Et comparez les deux premières colonnes du premier par le taux : son chiffre ne repose que sur une partie de ses habitants.
#
# ## Une erreur à rencontrer exprès
#
# Relisez la dernière ligne affichée.
#
# - **Le symptôme.** Un quartier de plusieurs milliers d’habitants, et zéro personne sous le seuil.
# - **La cause.** `.sum()` saute les cases vides sans prévenir. Ici toutes sont vides : la somme de rien donne 0. Et dans un quartier à moitié masqué, le nombre est trop petit.
# - **La réparation.** Diviser par les habitants **connus**, jamais par tous. Si personne n’est connu, le taux reste vide (`NaN`) : c’est la bonne réponse.
#
# ### Exercice 3 : le taux d’un quartier
#
# Pour notre exemple, la cellule précédente a déjà fait le calcul :
#
# ```python
# taux_exemple = 100 * exemple["sous_le_seuil"].sum() / exemple["habitants_connus"].sum()
# ```
#
# **À vous.** Calculez de même le taux de pauvreté du second quartier, dont les IRIS sont dans le tableau `autre`. Certains n’ont pas de chiffre : prenez garde au diviseur.

# %% exercise="taux_autre" scaffold="taux_autre = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
taux_autre = 100 * autre["sous_le_seuil"].sum() / autre["habitants_connus"].sum()
### END SOLUTION
print("Sur 100 habitants connus :", quartier, nombre(taux_exemple, 1), ";", second, nombre(taux_autre, 1))

# %% check="taux_autre" points=3
from numbers import Real

assert isinstance(taux_autre, Real), "On attend un seul nombre. Mettez .sum() des deux côtés de la division, sans guillemets ni signe %, et un point à la place de la virgule."
assert taux_autre > 1, "Un taux sur 100 habitants plus petit que 1 serait minuscule. Avez-vous multiplié par 100 ?"
assert taux_autre <= 100, "Un taux ne dépasse pas 100. Mettez les personnes sous le seuil en premier, et divisez par les habitants connus."
assert not abs(taux_autre - taux_exemple) < 1e-9, "C’est le taux de notre exemple. Changez de tableau : partez de autre."
tous_connus = autre["revenu_median_eur"].notna().all()
trop_bas = 100 * autre["sous_le_seuil"].sum() / autre["habitants"].sum()
assert tous_connus or abs(taux_autre - trop_bas) > 0.05, "Vous avez divisé par tous les habitants. Ceux des IRIS sans chiffre font baisser le taux sans raison : divisez par habitants_connus."
### BEGIN HIDDEN TESTS
from lirelaville import load

ici = load("quartiers", territory=territoire).query("nom == @second")["code_quartier"].iloc[0]
officiel = load("recensement_iris", territory=territoire)[["code_iris", "code_quartier", "population_2022"]].merge(load("revenus_iris", territory=territoire)[["code_iris", "taux_pauvrete_pct"]], on="code_iris")
officiel = officiel[officiel["code_quartier"] == ici]
connu = officiel.dropna(subset="taux_pauvrete_pct")
personnes = (connu["population_2022"] * connu["taux_pauvrete_pct"]).sum()
attendu = personnes / connu["population_2022"].sum()
assert abs(taux_autre - attendu) <= 0.51 or abs(taux_autre - connu["taux_pauvrete_pct"].mean()) > 0.51, "Vous avez fait la moyenne des taux. Un petit IRIS y pèse autant qu’un grand : additionnez les personnes, puis divisez par les habitants connus."
assert abs(taux_autre - attendu) <= 0.51, "Ce n’est pas le taux du second quartier. Additionnez sous_le_seuil, divisez par la somme de habitants_connus, tous deux pris dans autre."
### END HIDDEN TESTS

# %% wrong="taux_autre" because="divisé par tous les habitants, masqués compris" says="divisé par tous les habitants"
taux_autre = 100 * autre["sous_le_seuil"].sum() / autre["habitants"].sum()

# %% wrong="taux_autre" because="la moyenne des taux des IRIS" says="moyenne des taux"
taux_autre = autre["taux_pauvrete_pct"].mean()

# %% wrong="taux_autre" because="le modèle recopié sans changer de tableau" says="partez de autre"
taux_autre = 100 * exemple["sous_le_seuil"].sum() / exemple["habitants_connus"].sum()

# %% wrong="taux_autre" because="le facteur 100 oublié" says="multiplié par 100"
taux_autre = autre["sous_le_seuil"].sum() / autre["habitants_connus"].sum()

# %% wrong="taux_autre" because="la division à l’envers" says="en premier"
taux_autre = 100 * autre["habitants_connus"].sum() / autre["sous_le_seuil"].sum()

# %% wrong="taux_autre" because="la division sans les sommes" says=".sum() des deux côtés"
taux_autre = 100 * autre["sous_le_seuil"] / autre["habitants_connus"]

# %% wrong="taux_autre" because="les deux quartiers mélangés dans une même division" says="tous deux pris dans autre"
taux_autre = 100 * autre["sous_le_seuil"].sum() / exemple["habitants_connus"].sum()

# %% [markdown]
# ## Le grand quartier vide qui crie
#
# Coloriez maintenant les quartiers selon leur taux. **Attention** : ici, foncé veut dire **plus de pauvreté**. Sur les cartes précédentes, foncé voulait dire plus de revenu. Rien n’oblige deux cartes à parler la même langue : lisez toujours la légende.
#
# Une carte a un autre défaut, même bien faite. L’œil compte des **surfaces**, pas des **personnes**.
#
# **Avant d’exécuter, pariez.** Les quartiers hachurés prennent beaucoup de place. Sur 100 habitants de la ville, combien y vivent ?

# %%
zones = quartiers.merge(par_quartier, left_on="nom", right_index=True)
zones["part_carte_pct"] = 100 * zones["surface_km2"] / zones["surface_km2"].sum()
zones["part_habitants_pct"] = 100 * zones["habitants"] / zones["habitants"].sum()
haches, fonces = zones[zones["taux_pct"].isna()], zones[zones["taux_pct"] > 40]
titre = f"Quartiers hachurés : {nombre(haches['part_carte_pct'].sum())} % de la carte, {nombre(haches['part_habitants_pct'].sum())} % des habitants"
display(choropleth(zones, "taux_pct", title=titre, unit="Taux de pauvreté estimé,\nen % des habitants connus", source=[revenus, recensement, quartiers], bounds=[10, 20, 30, 40, 100]))
print(f"Les plus foncés : {nombre(fonces['part_carte_pct'].sum())} % de la carte, {nombre(fonces['part_habitants_pct'].sum())} % des habitants.")
peu_connus = zones[zones["habitants_connus"].between(1, 0.6 * zones["habitants"])]
print("Coloriés d’après moins de 60 % de leurs habitants :", ", ".join(peu_connus["nom"]) + ".")
haches.sort_values("surface_km2", ascending=False).set_index("nom")[["surface_km2", "habitants"]]

# %% [markdown]
# **Ce qu’on lit.** Le plus vaste quartier hachuré saute aux yeux et n’a que quelques centaines d’habitants. Un autre, bien plus petit, en a des milliers. À l’inverse, les quartiers les plus foncés tiennent peu de place et logent beaucoup de monde. Devant une carte, demandez toujours : **combien de personnes ?**
#
# Et une couleur cache parfois un trou. Les quartiers nommés sous la carte sont coloriés d’après une partie seulement de leurs habitants.
#
# ## Peut-on calculer le revenu médian du quartier ?
#
# Nous avons recalculé un taux, en additionnant des personnes. Et le revenu médian ? On a envie de faire la moyenne des IRIS.
#
# **Avant d’exécuter, pariez.** Selon la façon de faire, l’écart sera-t-il de dix euros, de cent euros, de mille euros ? La fin de la cellule fait l’essai avec six voisins imaginaires, dans deux rues. Eux, on les connaît tous : on peut donc vérifier.

# %%
connus = avec_chiffre[avec_chiffre["nom"] == quartier]
medianes, poids = connus["revenu_median_eur"], connus["habitants"]
print("Moyenne simple des médianes :", nombre(medianes.mean()), "€")
print("Moyenne selon le nombre d’habitants :", nombre((medianes * poids).sum() / poids.sum()), "€")
print("Médiane des médianes :", nombre(medianes.median()), "€")
print(f"Ce qu’on sait : {len(connus)} IRIS, de {nombre(medianes.min())} à {nombre(medianes.max())} €.")

rue_a, rue_b = pd.Series([10, 12, 13]), pd.Series([11, 40, 41])
print("Deux rues : moyenne des médianes", nombre((rue_a.median() + rue_b.median()) / 2), "; vraie médiane des six", nombre(pd.concat([rue_a, rue_b]).median(), 1))

# %% [markdown]
# **Ce qu’on découvre.** Trois calculs, trois réponses, et aucune n’est la bonne. Pour trouver une médiane, il faut ranger **toutes les personnes** de la plus modeste à la plus aisée. L’Insee peut le faire. Nous, avec ce tableau, non : nous n’avons qu’un chiffre par IRIS.
#
# Que dire alors ? **La fourchette.** Quand tous les IRIS ont un chiffre, la médiane du quartier est quelque part entre la plus basse et la plus haute. Un taux se recalcule, car des personnes s’additionnent. Une médiane ne se recalcule pas.
#
# ### Exercice 4 : la phrase juste
#
# Une seule de ces phrases est juste. Laquelle ?
#
# - **A.** « Le revenu médian du quartier d’exemple est la moyenne des revenus médians de ses IRIS. »
# - **B.** « Si l’on tient compte du nombre d’habitants, cette moyenne devient le vrai revenu médian. »
# - **C.** « Dans le quartier sans chiffre, personne n’est sous le seuil : la somme vaut zéro. »
# - **D.** « Dans le quartier d’exemple, le revenu médian change beaucoup d’un IRIS à l’autre ; celui du quartier entier ne se calcule pas ici. »
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
assert lettre != "A", "Une moyenne de médianes n’est pas une médiane : les six voisins imaginaires l’ont montré."
assert lettre != "B", "Tenir compte des habitants change la moyenne, mais cela n’en fait pas une médiane : il faudrait ranger toutes les personnes."
assert lettre != "C", "Ce zéro vient de cases vides. Une donnée masquée n’est pas un zéro."
### END HIDDEN TESTS

# %% wrong="phrase_juste" because="la moyenne prise pour une médiane" says="n’est pas une médiane"
phrase_juste = "A"

# %% wrong="phrase_juste" because="croire que la pondération répare tout" says="ranger toutes les personnes"
phrase_juste = "b"

# %% wrong="phrase_juste" because="une donnée masquée prise pour un zéro" says="n’est pas un zéro"
phrase_juste = "C"

# %% wrong="phrase_juste" because="deux lettres au lieu d’une" says="une seule des quatre lettres"
phrase_juste = "A et D"

# %% [markdown] written="mon_quartier" points=2
# ### À vous d’écrire
#
# Remontez à la liste et choisissez votre quartier, ou un autre. En trois phrases : est-il riche ou pauvre ? Donnez **un chiffre** avec son unité, son année et l’IRIS dont il parle. Dites combien d’IRIS sont **sans chiffre**. Puis dites **une chose que ces tableaux ne disent pas**.
#
# === BEGIN MARK SCHEME ===
# 2 points : un chiffre juste avec unité, année (2021 pour les revenus) et IRIS ; le nombre d’IRIS sans chiffre (même « aucun ») ; une limite juste. 1 point : il manque un de ces trois éléments. 0 point : un avis sans chiffre, une moyenne de médianes donnée pour la médiane du quartier, ou une case vide lue comme un zéro.
#
# Un quartier entièrement sans chiffre est un bon choix : accepter « on ne peut pas savoir avec ce tableau », s’il est dit combien d’habitants sont concernés (2022).
#
# Limites attendues, au choix :
#
# - le revenu n’est pas le patrimoine : ni logement possédé, ni épargne ;
# - le coût de la vie et le loyer n’y sont pas ;
# - les personnes sans abri, en foyer, en prison, en cité universitaire ne sont pas comptées, ni les revenus non déclarés ;
# - un IRIS cache ses propres écarts : la médiane ne dit rien des plus riches ni des plus pauvres ;
# - 2021 seulement : rien sur l’évolution ; rien sur les causes ;
# - la médiane du quartier entier ne se calcule pas à partir des IRIS ;
# - les IRIS sans chiffre : secret statistique, zones peu habitées ou contrôle de l’Insee.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Une carte en couleurs** montre des classes. Changer les bornes change la carte, sans changer un chiffre. L’œil y voit des surfaces : cherchez les personnes.
# - **Un nombre** dit combien, **un taux** dit quelle part. Un taux de quartier se recalcule : on additionne les personnes, puis on divise par les habitants connus.
# - **Une zone hachurée** n’est pas un zéro : c’est un chiffre non publié. **Une moyenne de médianes** n’est pas une médiane : on donne la fourchette, et l’on dit ce qu’on ne sait pas.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La prochaine leçon demande : *Où manque-t-il des logements sociaux ?* Elle vous apprendra à réunir deux tables vous-même. La page publique « À qui vont les subventions ? » ne vous dira rien de votre quartier : les subventions publiées ne portent pas d’adresse. C’est aussi cela, lire des données : savoir où elles s’arrêtent.
