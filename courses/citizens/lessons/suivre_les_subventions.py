# %% [markdown]
# # À qui vont les subventions ?
#
# Une **[[subvention]]** est une aide accordée par une collectivité, sans achat en retour. La liste est publique. Qui reçoit le plus ? Une poignée d’organismes, ou beaucoup de petites associations ? Vous allez répondre chiffres en main.
#
# **À la fin, vous saurez**
#
# - filtrer et regrouper un tableau, pour dire qui reçoit combien ;
# - opposer la médiane à la moyenne, et mesurer la concentration ;
# - repérer ce qui fausse un classement : les graphies, les aides en nature, une rupture de série.
#
# **Il vous faut** : les gestes de la première leçon. Exécuter une cellule (`Maj` et `Entrée` ensemble), remplacer les `...`, vérifier. Avancez de haut en bas, sans sauter de cellule.
#
# ## D’où viennent ces données ?
#
# La Ville de Marseille publie chaque année la liste de ses subventions, sous Licence Ouverte 2.0, sur [data.gouv.fr](https://www.data.gouv.fr/fr/datasets/marseille-subventions-2022/). Notre tableau en réunit plusieurs années ; nous lirons la plus récente. Il nous est parvenu par une republication : ses montants restent à confirmer à cette adresse officielle.
#
# Trois choses à savoir avant d’ouvrir :
#
# - **Des bénéficiaires n’ont pas de nom.** Les particuliers sont réunis dans quelques lignes. Les entreprises et autres organismes privés de moins de 23 000 € aussi, sauf les associations. Ces lignes portent la mention `(agrégé RGPD)`, du nom du règlement qui protège les données personnelles.
# - **Il n’y a ni adresse, ni numéro d’identification.** On ne peut donc pas dire quel quartier est aidé.
# - **Les noms sont ceux que la Ville écrit.** Un même organisme en porte parfois plusieurs : nous y reviendrons.

# %% tags=["parameters"]
territoire = "Marseille"
annee = 0  # 0 : la plus récente du tableau ; ou une autre, comme 2017

# %%
import pandas as pd
from lirelaville import load
from lirelaville.charts import bars
from lirelaville.french import euros_in_words as en_euros
from lirelaville.french import number as nombre

pd.set_option("display.float_format", nombre, "display.max_colwidth", 80)
subventions = load("subventions", territory=territoire)
annee = annee or subventions["annee"].max()
lignes = subventions[subventions["annee"] == annee]
lignes[["beneficiaire", "nature_juridique", "montant_eur", "objet"]].head()

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne** est le total des subventions accordées à un bénéficiaire, une année. Le tableau `subventions` contient toutes les années. Le tableau `lignes` n’en garde qu’une : nous l’avons **filtré** avec `==`, « est égal à ».
#
# | colonne | ce qu’elle dit |
# |---|---|
# | `annee` | l’année de l’aide |
# | `beneficiaire` | qui la reçoit, avec le nom écrit par la Ville |
# | `nature_juridique` | la sorte de bénéficiaire : association, entreprise, établissement public… |
# | `montant_eur` | le total de l’année, en euros |
# | `nombre_subventions` | combien de subventions sont additionnées dans la ligne |
# | `objet` | ce qui est accordé, en quelques mots ; souvent vide (`NaN`) |
#
# Une dernière colonne, `nombre_beneficiaires_agreges`, n’est remplie que pour les lignes `(agrégé RGPD)`. Elle dit combien de bénéficiaires la ligne réunit.
#
# ### Premier piège : un euro n’est pas toujours de l’argent
#
# Cherchez, ci-dessus, une case `objet` remplie, s’il y en a une. De quoi parle-t-elle ? Une mairie aide aussi **en nature** : elle prête un local, un terrain, du matériel, du personnel. Cette [[aide en nature]] est convertie en euros, puis additionnée avec l’argent versé.
#
# Pour compter ces prêts, cherchons des mots : `str.contains("DISPO")` garde les lignes dont le texte **contient** « DISPO », comme « mise à disposition ». La barre `|` veut dire « ou ».
#
# **Avant d’exécuter, pariez.** Sur dix objets écrits, combien parlent d’un prêt ou d’un local : deux, cinq, ou presque tous ?

# %%
avec_objet = lignes[lignes["objet"].notna()]
prets = avec_objet[avec_objet["objet"].str.contains("DISPO|PRET|OCCUPATION")]
une_seule = prets[prets["nombre_subventions"] == 1]

print(f"{len(avec_objet)} lignes sur {nombre(len(lignes))} ont un objet. {len(prets)} parlent de mise à disposition, de prêt ou d’occupation.")
print(f"Parmi elles, {len(une_seule)} lignes ne comptent qu’une seule subvention.")
print(f"Elles valent ensemble {en_euros(une_seule['montant_eur'].sum())} : c’est un minimum d’aide en nature.")

# %% [markdown]
# **Ce qu’on lit.** Quand un objet est écrit, c’est presque toujours une aide en nature. Pour les lignes d’une seule subvention, on peut donc donner un **minimum**.
#
# **Ce qu’on ne lit pas.** Beaucoup de lignes additionnent plusieurs subventions, avec un seul objet. Un objet qui parle d’un local n’explique donc pas tout le montant. Et un objet vide ne prouve pas que l’aide est de l’argent. Ce tableau ne permet pas de séparer les deux. Nous écrirons « aides accordées », jamais « argent versé ».
#
# ## Regrouper pour répondre
#
# À quelles sortes de bénéficiaires vont ces aides ? On pourrait filtrer dix fois et additionner dix fois. **[[Regrouper|regrouper]]** fait tout d’un coup : un tas par sorte, une somme par tas.
#
# ```python
# lignes.groupby("nature_juridique")["montant_eur"].sum()
# ```
#
# `groupby` veut dire « regrouper par ». Entre parenthèses, la colonne qui fait les tas. Entre crochets, celle que l’on additionne.
#
# **Pariez** : sur 100 € d’aides, combien vont aux associations ? 25 €, 55 € ou 85 € ?

# %%
total = lignes["montant_eur"].sum()
par_nature = lignes.groupby("nature_juridique")["montant_eur"].sum().sort_values(ascending=False)
part_associations = 100 * par_nature["Associations"] / total

print(f"Total des aides accordées, {territoire}, {annee} : {en_euros(total)}.")
bars(par_nature / 1_000_000, title=f"Sur 100 € d’aides, {nombre(part_associations)} € vont aux associations", unit="millions d’euros", source=subventions)

# %% [markdown]
# **Ce qu’on lit.** « Subvention » fait penser aux associations. Pourtant, une grande part va à des établissements publics et à des entreprises.
#
# ### Exercice 1 : le total de chaque année
#
# Voici le modèle, avec un tas par nature juridique :
#
# ```python
# par_nature = lignes.groupby("nature_juridique")["montant_eur"].sum()
# ```
#
# **À vous.** Calculez le total des aides de **chaque année**. Partez du tableau `subventions`, qui contient toutes les années. La colonne qui fait les tas s’écrit `"annee"`, **avec ses guillemets**. Sous votre liste, `Name` et `dtype` sont des notes de Python : ignorez-les.

# %% exercise="par_annee" scaffold="par_annee = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
par_annee = subventions.groupby("annee")["montant_eur"].sum()
### END SOLUTION
par_annee

# %% check="par_annee" points=3
from numbers import Real

import pandas as pd

assert not isinstance(par_annee, Real), "C’est un seul nombre. On attend un total par année : ajoutez .groupby(\"annee\") juste après le nom du tableau."
assert isinstance(par_annee, pd.Series), "On attend une liste d’années avec leurs totaux. Gardez les trois étapes du modèle : .groupby(…), puis [\"montant_eur\"], puis .sum() avec ses parenthèses."
assert set(par_annee.index) <= set(subventions["annee"]), "Les tas ne sont pas des années. Entre les parenthèses de groupby, écrivez \"annee\", avec ses guillemets."
assert len(par_annee) == subventions["annee"].nunique(), "Il manque des années. Le tableau lignes n’en contient qu’une : partez du tableau subventions."
assert par_annee.dtype.kind in "if", "On attend des montants. Entre les crochets, écrivez \"montant_eur\"."
### BEGIN HIDDEN TESTS
from lirelaville import load

officiels = load("subventions", territory=territoire).groupby("annee")["montant_eur"].sum()
ecart = (par_annee - officiels).abs().max()
assert ecart < 1, "Ce ne sont pas les totaux de chaque année, en euros. Additionnez la colonne montant_eur avec .sum(), et ne divisez pas le résultat."
### END HIDDEN TESTS

# %% wrong="par_annee" because="le modèle recopié sans changer la colonne" says="Les tas ne sont pas des années"
par_annee = lignes.groupby("nature_juridique")["montant_eur"].sum()

# %% wrong="par_annee" because="le tableau d’une seule année" says="partez du tableau subventions"
par_annee = lignes.groupby("annee")["montant_eur"].sum()

# %% wrong="par_annee" because="la somme sans regrouper" says="un seul nombre"
par_annee = subventions["montant_eur"].sum()

# %% wrong="par_annee" because="regrouper sans additionner" says=".sum() avec ses parenthèses"
par_annee = subventions.groupby("annee")["montant_eur"]

# %% wrong="par_annee" because="toutes les colonnes additionnées" says="Gardez les trois étapes"
par_annee = subventions.groupby("annee").sum(numeric_only=True)

# %% wrong="par_annee" because="compter les lignes au lieu d’additionner les montants" says="avec .sum()"
par_annee = subventions.groupby("annee")["montant_eur"].count()

# %% wrong="par_annee" because="la moyenne au lieu de la somme" says="avec .sum()"
par_annee = subventions.groupby("annee")["montant_eur"].mean()

# %% wrong="par_annee" because="le nombre de subventions au lieu du montant" says="la colonne montant_eur"
par_annee = subventions.groupby("annee")["nombre_subventions"].sum()

# %% [markdown]
# ## Deuxième piège : une hausse qui n’en est pas une
#
# Regardez vos totaux de 2019 et de 2020, à Marseille. « Les aides augmentent », écrirait un journal pressé.
#
# - **Le symptôme.** Une sorte de bénéficiaires s’appelle `Personnes physiques` : ce sont les particuliers. Sont-ils là chaque année ?
# - **La cause.** Pour la trouver, regroupons **leurs** lignes par année, et posons les deux colonnes côte à côte.
#
# **Pariez** : si l’on retire les particuliers, que reste-t-il de la hausse ? Presque tout, la moitié, ou moins ?

# %%
particuliers = subventions[subventions["nature_juridique"] == "Personnes physiques"]
rupture = particuliers["annee"].min()
totaux = pd.DataFrame({"total publié": subventions.groupby("annee")["montant_eur"].sum()})
totaux["dont particuliers"] = particuliers.groupby("annee")["montant_eur"].sum()
hausse = totaux["total publié"].diff()[rupture]
part_rupture = 100 * totaux["dont particuliers"][rupture] / hausse

print(f"De {rupture - 1} à {rupture}, le total publié monte de {en_euros(hausse)}.")
print(f"Sur 100 € de cette hausse, {nombre(part_rupture)} € viennent des particuliers, absents du fichier avant {rupture}.")
totaux

# %% [markdown]
# **Ce qu’on lit.** Avant 2020, la case est vide (`NaN`). Vide ne veut pas dire zéro. Peut-être la Ville n’aidait-elle aucun particulier. Peut-être ne publiait-elle pas ces aides. Le tableau ne le dit pas, et nous n’inventerons pas de raison. C’est une **[[rupture de série]]** : le même mot, « total », ne compte plus la même chose.
#
# - **La réparation.** Pour comparer avant et après, retirez les particuliers des deux côtés, et écrivez-le. Restez prudents : ce qui est compté a pu changer sur d’autres points.
#
# ## Combien reçoit-on « en moyenne » ?
#
# Laissons de côté les lignes `(agrégé RGPD)`. Dans la colonne `nombre_beneficiaires_agreges`, `.isna()` garde les cases vides : un seul bénéficiaire, nommé. Puis regroupons par nom, du plus aidé au moins aidé.
#
# Deux mots de la leçon précédente vont servir. La **moyenne**, `.mean()`, est le total partagé en parts égales. La **[[médiane]]**, `.median()`, est la valeur du milieu : une moitié reçoit autant ou moins, l’autre autant ou plus.
#
# **Pariez** : laquelle sera la plus grande, et de combien ? Deux fois, cinq fois, plus de dix fois ?

# %%
nommes = lignes[lignes["nombre_beneficiaires_agreges"].isna()]
par_nom = nommes.groupby("beneficiaire")["montant_eur"].sum().sort_values(ascending=False)
moyenne = par_nom.mean()
mediane = par_nom.median()
petites = par_nom[par_nom < 1000]

print(f"{nombre(len(par_nom))} noms. Moyenne : {en_euros(moyenne)}. Médiane : {en_euros(mediane)}.")
print(f"Reçoivent moins de 1 000 euros : {len(petites)} bénéficiaires nommés.")

# %% [markdown]
# **Ce qu’on lit.** L’écart est énorme. Quelques très grosses aides tirent la moyenne vers le haut, sans déplacer la médiane. Et ces chiffres ne décrivent que les bénéficiaires **nommés**.
#
# ### Exercice 2 : qui dépasse la moyenne ?
#
# Vous savez filtrer avec `==`. On peut aussi comparer : `<` veut dire « plus petit que », `>` veut dire « plus grand que ». Le modèle, pour les petites aides :
#
# ```python
# petites = par_nom[par_nom < 1000]
# ```
#
# **À vous.** Gardez les bénéficiaires qui reçoivent **plus que la moyenne**. Elle s’appelle déjà `moyenne`. Le résultat est une liste de noms ; tout en bas, `Length` dit combien il y en a.
#
# **Pariez d’abord** : un bénéficiaire sur deux, un sur quatre, ou un sur dix ?

# %% exercise="au_dessus" scaffold="au_dessus = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
au_dessus = par_nom[par_nom > moyenne]
### END SOLUTION
au_dessus

# %% check="au_dessus" points=3
from numbers import Real

import pandas as pd

assert not isinstance(au_dessus, Real), "On attend la liste des bénéficiaires, pas un seul nombre. Gardez le filtre entre crochets, sans len ni .sum()."
assert isinstance(au_dessus, pd.Series), "On attend une liste filtrée. Partez de par_nom, puis mettez la comparaison entre crochets."
assert au_dessus.dtype != bool, "Ce sont des vrai et des faux (True, False). Mettez la comparaison entre crochets, après le nom par_nom."
assert au_dessus.dtype.kind in "if", "On attend une liste de montants. Partez de par_nom."
assert len(au_dessus) > 0, "La liste est vide : personne ne reçoit exactement la moyenne. Utilisez le signe >, « plus grand que »."
assert au_dessus.min() > mediane, "Votre liste contient de petites aides. Utilisez le signe >, « plus grand que », suivi de moyenne."
assert au_dessus.index.isin(par_nom.index).all(), "On attend des noms de bénéficiaires. Partez de par_nom, qui a une ligne par nom."
### BEGIN HIDDEN TESTS
from lirelaville import load

officielles = load("subventions", territory=territoire)
officielles = officielles[(officielles["annee"] == annee) & officielles["nombre_beneficiaires_agreges"].isna()]
montants = officielles.groupby("beneficiaire")["montant_eur"].sum()
attendus = montants[montants > montants.mean()]
assert au_dessus.min() > montants.mean(), "Votre liste descend plus bas que la moyenne. Comparez à moyenne, et pas à mediane."
assert set(au_dessus.index) == set(attendus.index), "Il manque des bénéficiaires au-dessus de la moyenne. Filtrez par_nom tout entier : ni .head(), ni seulement les associations."
### END HIDDEN TESTS

# %% wrong="au_dessus" because="le signe à l’envers" says="le signe >"
au_dessus = par_nom[par_nom < moyenne]

# %% wrong="au_dessus" because="la médiane au lieu de la moyenne" says="pas à mediane"
au_dessus = par_nom[par_nom > mediane]

# %% wrong="au_dessus" because="le seuil du modèle laissé" says="suivi de moyenne"
au_dessus = par_nom[par_nom > 1000]

# %% wrong="au_dessus" because="la comparaison seule, sans les crochets" says="entre crochets"
au_dessus = par_nom > moyenne

# %% wrong="au_dessus" because="le signe égal du filtre de la première leçon" says="personne ne reçoit exactement"
au_dessus = par_nom[par_nom == moyenne]

# %% wrong="au_dessus" because="le nombre au lieu de la liste" says="pas un seul nombre"
au_dessus = len(par_nom[par_nom > moyenne])

# %% wrong="au_dessus" because="le tableau de départ, ligne par ligne" says="Partez de par_nom"
au_dessus = lignes[lignes["montant_eur"] > moyenne]

# %% wrong="au_dessus" because="les dix premiers : ils dépassent bien la moyenne, mais pas seuls" says="ni .head()"
au_dessus = par_nom.head(10)

# %% [markdown]
# ## Qui sont les premiers ?
#
# Votre liste est courte : peu de bénéficiaires dépassent la moyenne. Pour décrire une aide ordinaire, dites la médiane.
#
# Regardons maintenant les plus aidés. `par_nom` est déjà trié : `.head(10)` garde donc les dix premiers. Les noms sont écrits comme dans le fichier, et coupés quand ils sont trop longs.
#
# **Pariez** : sur 100 € d’aides accordées, combien vont aux dix premiers ? Et parmi ces dix, combien sont des associations ?
#
# La première cellule les dessine. Dans la seconde, glissez le curseur pour choisir combien de premiers garder, ou tapez ce nombre à sa droite. Si le curseur disparaît, exécutez de nouveau la cellule. Quatre réglages sont écrits dessous, pour qui préfère lire.

# %%
associations = nommes[nommes["nature_juridique"] == "Associations"]
par_association = associations.groupby("beneficiaire")["montant_eur"].sum().sort_values(ascending=False)
part_premier = 100 * par_nom.head(1).sum() / total
premiers = par_nom.head(10)

print(f"Sur 100 € d’aides, le premier reçoit {nombre(part_premier)} €. Associations parmi les dix premiers : {premiers.index.isin(par_association.index).sum()}.")
bars(premiers / 1_000_000, title=f"{territoire}, {annee} : les dix bénéficiaires les plus aidés reçoivent {nombre(100 * premiers.sum() / total)} € sur 100", unit="millions d’euros, en argent ou en nature", source=subventions)

# %%
from ipywidgets import IntSlider, Text, interact


def partager(combien):
    autres = len(par_nom) - combien
    sommes = {f"{combien} premiers": par_nom.head(combien).sum(), f"{nombre(autres)} autres nommés": par_nom.tail(autres).sum()}
    parts = 100 * pd.Series(sommes | {"sans nom publié": total - par_nom.sum()}) / total
    phrase = f"Sur 100 €, les {combien} premiers reçoivent {nombre(parts.iloc[0], 1)} €, les {nombre(autres)} autres {nombre(parts.iloc[1], 1)} €"
    return bars(parts, title=phrase, unit="€ sur 100 € d’aides", source=subventions)

interact(partager, combien=IntSlider(10, 2, len(par_nom) - 1, description="Combien ?", continuous_update=False))
print(*[partager(combien).title for combien in (10, 50, 200, len(par_nom) // 2)], sep="\n")

# %% [markdown]
# **Ce qu’on lit.** La dernière phrase coupe la file en deux. La moitié la moins aidée se partage une toute petite part. Si chacun recevait autant, elle aurait la moitié. Le petit reste va aux bénéficiaires sans nom publié.
#
# C’est l’idée de la *courbe de Lorenz*. On fait avancer la file, du moins aidé au plus aidé. À chaque pas, on demande quelle part du total elle a reçue. Plus la part tarde à venir, plus la **[[concentration]]** est forte.
#
# Concentré ne veut pas dire injuste. Une école d’art et un club de quartier n’ont pas les mêmes missions. Le tableau compte, il ne juge pas.
#
# ### Exercice 3 : la concentration chez les associations
#
# Le modèle, pour le premier de tous les bénéficiaires :
#
# ```python
# part_premier = 100 * par_nom.head(1).sum() / total
# ```
#
# **À vous.** Sur 100 € accordés aux **associations** nommées, combien vont aux **dix** premières ? La liste triée s’appelle `par_association`. Leur total est `par_association.sum()`.

# %% exercise="part_dix" scaffold="part_dix = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
part_dix = 100 * par_association.head(10).sum() / par_association.sum()
### END SOLUTION
pd.Series({"Sur 100 € accordés aux associations, aux dix premières": part_dix})

# %% check="part_dix" points=3
from numbers import Real

assert isinstance(part_dix, Real), "On attend un seul nombre : un calcul, sans guillemets ni signe %. N’oubliez pas .sum() après .head(10)."
assert part_dix > 1, "Moins de 1 € sur 100 pour les dix premières, c’est trop peu. Avez-vous multiplié par 100 ?"
assert part_dix < 100, "Une partie est plus petite que son total : on attend moins de 100. Mettez la partie en premier, puis divisez par le total des associations."
### BEGIN HIDDEN TESTS
from lirelaville import load

officielles = load("subventions", territory=territoire)
officielles = officielles[(officielles["annee"] == annee) & officielles["nombre_beneficiaires_agreges"].isna()]
de_tous = officielles.groupby("beneficiaire")["montant_eur"].sum()
de_celles = officielles[officielles["nature_juridique"] == "Associations"].groupby("beneficiaire")["montant_eur"].sum()
dix, somme = de_celles.nlargest(10).sum(), de_celles.sum()
assert min(abs(part_dix - 100 * dix / autre) for autre in (total, de_tous.sum())) > 0.005, "Vous avez divisé par le total de tous les bénéficiaires. On cherche la part dans l’aide aux associations : divisez par par_association.sum()."
assert min(abs(part_dix - 100 * de_tous.nlargest(10).sum() / autre) for autre in (total, somme, de_tous.sum())) > 0.005, "Ces dix premiers ne sont pas tous des associations. Remplacez par_nom par par_association, en haut comme en bas de la division."
assert abs(part_dix - 100 * de_celles.nlargest(1).sum() / somme) > 0.005, "C’est la part de la première association seule. Le nombre de premières s’écrit entre les parenthèses de .head()."
assert abs(part_dix - 100 * dix / somme) <= 0.51, "Ce n’est pas la part des dix premières associations. La partie est par_association.head(10).sum(), le total par_association.sum()."
### END HIDDEN TESTS

# %% wrong="part_dix" because="dix associations, divisées par le total de tous" says="divisez par par_association.sum()"
part_dix = 100 * par_association.head(10).sum() / total

# %% wrong="part_dix" because="les dix premiers de tous, au lieu des associations" says="ne sont pas tous des associations"
part_dix = 100 * par_nom.head(10).sum() / total

# %% wrong="part_dix" because="par_nom oublié en haut de la division" says="en haut comme en bas"
part_dix = 100 * par_nom.head(10).sum() / par_association.sum()

# %% wrong="part_dix" because="le 1 du modèle non remplacé" says="la première association seule"
part_dix = 100 * par_association.head(1).sum() / par_association.sum()

# %% wrong="part_dix" because="le facteur 100 oublié" says="multiplié par 100"
part_dix = par_association.head(10).sum() / par_association.sum()

# %% wrong="part_dix" because="la division à l’envers" says="la partie en premier"
part_dix = 100 * par_association.sum() / par_association.head(10).sum()

# %% wrong="part_dix" because="head() sans nombre garde cinq lignes" says="la part des dix premières associations"
part_dix = 100 * par_association.head().sum() / par_association.sum()

# %% wrong="part_dix" because="la somme oubliée" says="N’oubliez pas .sum()"
part_dix = 100 * par_association.head(10) / par_association.sum()

# %% [markdown]
# ## Troisième piège : un nom, plusieurs écritures
#
# Ce classement suppose qu’un nom égale un organisme. Vérifions sur un nom du graphique : le comité d’action sociale des personnels de la Ville.
#
# Nous cherchons un **morceau** de nom, dans toutes les années. La première liste ci-dessous vient de ce morceau, la seconde d’un quartier de Marseille, Malpassé.
#
# **Pariez** : combien d’écritures pour un seul comité ? Puis cherchez dans la case une association que vous connaissez, et validez par `Entrée`. Écrivez sans accent : le fichier en met rarement.

# %%
def chercher(mot):
    trouvees = subventions[subventions["beneficiaire"].str.contains(mot, case=False, regex=False)]
    noms = trouvees.groupby("beneficiaire")["montant_eur"].sum().sort_values(ascending=False)
    print(f"\n« {mot} » : {len(noms)} nom(s), toutes années réunies. Les plus aidés, douze au plus :")
    print(*[f"– {en_euros(somme)} : {nom}" for nom, somme in noms.head(12).items()], sep="\n")

interact(chercher, mot=Text("CINEMA", description="Mot :", continuous_update=False))
chercher("COMITE D ACTION SOCIAL")
chercher("MALPASSE")
comite = par_nom[par_nom.index.str.startswith("COMITE D ACTION SOCIAL")]
print(f"\nEn {annee}, le comité a {len(comite)} nom(s) : rang {(par_nom > comite.max()).sum() + 1} pour le plus aidé, rang {(par_nom > comite.sum()).sum() + 1} une fois réunis.")

# %% [markdown]
# **Ce qu’on lit.** Cherchez les différences dans la première liste : une lettre, un mot collé, un sigle changé. Pour le tri, ce sont autant de bénéficiaires distincts. Chaque total est trop petit, et le classement est faux. C’est un problème de **[[graphie]]**.
#
# Lisez la dernière phrase affichée. Le même organisme, la même année, peut changer de rang selon que l’on réunit ses noms ou non.
#
# La seconde liste montre l’erreur inverse. Le mot « MALPASSE » attrape le centre social, **et** des clubs qui sont autre chose.
#
# ### Exercice 4 : réunir les écritures du centre social
#
# Le début est écrit. On ne garde que trois colonnes, puis les noms qui contiennent un mot :
#
# ```python
# malpasse = trois_colonnes[trois_colonnes["beneficiaire"].str.contains("MALPASSE")]
# ```
#
# **À vous.** Filtrez une seconde fois. Partez cette fois du tableau `malpasse`, dont le nom s’écrit deux fois. Gardez seulement les noms qui contiennent `CENTRE SOCIAL`, en capitales.

# %% exercise="centre_social" scaffold="centre_social = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
trois_colonnes = subventions[["annee", "beneficiaire", "montant_eur"]]
malpasse = trois_colonnes[trois_colonnes["beneficiaire"].str.contains("MALPASSE")]
### BEGIN SOLUTION
centre_social = malpasse[malpasse["beneficiaire"].str.contains("CENTRE SOCIAL")]
### END SOLUTION
centre_social

# %% check="centre_social" points=3
import pandas as pd

assert isinstance(centre_social, pd.DataFrame), "On attend un tableau filtré, pas une colonne ni un nombre. Suivez le modèle : un nom de tableau, puis un filtre entre crochets."
assert "beneficiaire" in centre_social, "La colonne beneficiaire a disparu. Suivez le modèle : un nom de tableau, puis un filtre entre crochets."
assert len(centre_social) > 0, "Aucune ligne trouvée. Le fichier écrit ces noms en capitales et sans accent : CENTRE SOCIAL. Vérifiez chaque lettre."
assert not centre_social["beneficiaire"].str.contains("CLUB").any(), "Il reste des clubs dans votre tableau. Le second filtre doit chercher CENTRE SOCIAL."
assert centre_social["beneficiaire"].str.contains("MALPASSE").all(), "Vous avez attrapé les centres sociaux d’autres quartiers. Partez du tableau malpasse, déjà filtré."
assert centre_social["beneficiaire"].nunique() > 1, "Vous n’avez gardé qu’une seule écriture. Avec ==, le nom doit être exactement le même : utilisez .str.contains(…)."
### BEGIN HIDDEN TESTS
from lirelaville import load

noms = load("subventions", territory=territoire)["beneficiaire"]
attendus = noms[noms.str.contains("MALPASSE") & noms.str.contains("CENTRE SOCIAL")]
assert set(centre_social["beneficiaire"]) == set(attendus), "Il manque au moins une écriture. Cherchez seulement CENTRE SOCIAL dans le tableau malpasse : un morceau plus long laisse échapper des noms."
assert len(centre_social) == len(attendus), "Les écritures y sont toutes, mais pas toutes les années. Partez du tableau malpasse, sans autre filtre et sans .head()."
### END HIDDEN TESTS

# %% wrong="centre_social" because="une seule écriture, avec ==" says="une seule écriture"
malpasse = subventions[subventions["beneficiaire"].str.contains("MALPASSE")]
centre_social = malpasse[malpasse["beneficiaire"] == "CENTRE SOCIAL MALPASSE"]

# %% wrong="centre_social" because="le premier filtre recopié : les clubs restent" says="Il reste des clubs"
centre_social = subventions[subventions["beneficiaire"].str.contains("MALPASSE")]

# %% wrong="centre_social" because="le filtre appliqué à tout le tableau" says="autres quartiers"
centre_social = subventions[subventions["beneficiaire"].str.contains("CENTRE SOCIAL DE")]

# %% wrong="centre_social" because="des minuscules" says="en capitales"
malpasse = subventions[subventions["beneficiaire"].str.contains("MALPASSE")]
centre_social = malpasse[malpasse["beneficiaire"].str.contains("Centre social")]

# %% wrong="centre_social" because="un mot qui ne se trouve pas dans toutes les écritures" says="Il manque au moins une écriture"
malpasse = subventions[subventions["beneficiaire"].str.contains("MALPASSE")]
centre_social = malpasse[malpasse["beneficiaire"].str.contains("GESTION")]

# %% wrong="centre_social" because="un morceau trop long" says="un morceau plus long"
malpasse = subventions[subventions["beneficiaire"].str.contains("MALPASSE")]
centre_social = malpasse[malpasse["beneficiaire"].str.contains("CENTRE SOCIAL DE MALPASSE")]

# %% wrong="centre_social" because="le filtre sans le tableau : une liste de vrai et de faux" says="un tableau filtré"
malpasse = subventions[subventions["beneficiaire"].str.contains("MALPASSE")]
centre_social = malpasse["beneficiaire"].str.contains("CENTRE SOCIAL")

# %% wrong="centre_social" because="une seule année" says="pas toutes les années"
malpasse = subventions[subventions["beneficiaire"].str.contains("MALPASSE")]
centre_social = malpasse[malpasse["beneficiaire"].str.contains("CENTRE SOCIAL")].head(13)

# %% [markdown] written="titre_de_presse" points=2
# ### À vous d’écrire
#
# Vous venez de réunir ces écritures. Rien ne prouve tout à fait que c’est le même organisme : le tableau n’a pas de numéro d’identification. Une personne honnête regroupe, **et l’écrit**.
#
# Un journal veut titrer : « Dix associations prennent tout l’argent de la Ville. » Répondez-lui en trois ou quatre phrases. Proposez un titre juste, avec un chiffre trouvé dans cette leçon. Puis donnez **deux** raisons de rester prudent.
#
# === BEGIN MARK SCHEME ===
# 2 points : un titre juste avec un chiffre tiré de la leçon, **et** deux raisons de prudence justes et distinctes. 1 point : le titre juste seul, ou deux raisons seules, ou un titre et une seule raison. 0 point : une opinion (« c’est trop », « c’est mérité ») ou une erreur (« les dix premiers sont des associations »).
#
# Titres justes, au choix (les chiffres sont ceux que les cellules affichent) :
#
# - la part de 100 € d’aides accordée aux dix bénéficiaires les plus aidés, qui ne sont pas tous des associations ;
# - la part des dix premières associations dans l’aide aux associations (exercice 3) ;
# - la moitié des bénéficiaires nommés reçoit au plus la médiane, et très peu dépassent la moyenne (exercice 2).
#
# Raisons attendues, au choix :
#
# - aide en argent et aide en nature sont additionnées, et le tableau ne permet pas de les séparer : ce n’est pas « l’argent » ;
# - un organisme sous plusieurs noms compte pour plusieurs : la concentration est sous-estimée ;
# - des bénéficiaires sont réunis sans nom (particuliers, entreprises de moins de 23 000 €) ;
# - les particuliers n’apparaissent qu’à partir de 2020 : toute comparaison avec avant est à refaire sans eux ;
# - l’objet est le plus souvent vide : on ne sait pas à quoi sert l’aide ; ni adresse, ni numéro d’identification ;
# - les subventions ne sont pas tout l’argent de la Ville ; une seule année ; données à confirmer à la source.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Filtrer** garde les lignes voulues, **regrouper** fait un tas par nom ou par sorte : on sait alors qui reçoit combien.
# - **La moyenne** se laisse tirer par les plus grosses aides, **la médiane** dit la valeur du milieu. La part des dix premiers mesure la **concentration**.
# - **Un classement se vérifie** : un organisme sous plusieurs graphies, une aide en nature prise pour de l’argent, une rupture de série. On répare ce qui se répare, et l’on écrit le reste.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La prochaine leçon demande : *Mon quartier est-il riche ou pauvre ?* La page publique « À qui vont les subventions ? » montre les dix premiers de chaque année. Vous savez maintenant ce qu’elle ne peut pas montrer. Et si vous avez cinq minutes, remplacez le `0` de la ligne `annee = 0`, en haut de la page, par `2017`. Exécutez tout de nouveau, puis remettez `0` avant de rendre la leçon.
