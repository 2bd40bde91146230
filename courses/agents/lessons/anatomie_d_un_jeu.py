# %% [markdown]
# # Que faut-il savoir d’un fichier avant de l’ouvrir ?
#
# Une collègue vous envoie `budget.csv`. Vous double-cliquez, et le tableur s’ouvre. Parfois les accents sont cassés, ou tout tient dans une seule colonne. Parfois c’est pire : tout a l’air juste, et des chiffres ont déjà disparu.
#
# Ici, nous faisons l’inverse : **on regarde d’abord, on ouvre ensuite**.
#
# **À la fin, vous saurez…**
#
# - **ouvrir** un fichier sans l’abîmer : son encodage, son séparateur, ses décimales, ses codes ;
# - **trouver** l’unité d’un montant, et la clé d’une table ;
# - **écrire** la fiche d’identité d’un fichier, lisible par une personne et par une machine.
#
# **Il vous faut** : cette page, et rien d’autre. Vous n’avez jamais programmé ? Cette page est un **carnet** : du texte à lire, et des cellules grises qui contiennent du code. Trois gestes suffisent :
#
# 1. **Exécuter.** Cliquez dans une cellule grise, puis appuyez sur les touches `Maj` et `Entrée` ensemble. Le résultat s’affiche juste dessous. Un numéro apparaît à gauche : la cellule a été exécutée.
# 2. **Compléter.** Dans un exercice, remplacez les trois points `...` par votre réponse, puis exécutez. Le modèle est toujours écrit juste au-dessus.
# 3. **Vérifier.** Sous chaque exercice, une cellule repliée vérifie votre réponse. S’il manque quelque chose, un message vous dit quoi. Recommencez autant de fois que vous voulez.
#
# Avancez de haut en bas, sans sauter de cellule. Si le mot `NameError` apparaît, une cellule plus haut n’a pas été exécutée : remontez, exécutez-la, revenez.
#
# ## D’où viennent ces données ?
#
# De la **Ville de Montpellier** : son budget primitif 2013, sous **Licence Ouverte**. Nous le prenons, quelle que soit votre ville, parce qu’il est resté **brut**, avec ses vrais défauts. Une seule colonne a été retirée : l’exercice, qui répétait l’année.
#
# Il nous est parvenu par une republication : ses montants restent à confirmer sur le portail actuel, [data.montpellier3m.fr](https://data.montpellier3m.fr/). **Une limite connue** : ce budget est voté, il n’est pas dépensé.
#
# ## Première idée : un fichier est une suite d’octets
#
# L’ordinateur ne range pas des lettres. Il range des nombres de 0 à 255 : des **[[octets|octet]]**. Un fichier `.csv` est le plus simple de tous : du texte, sans couleur ni formule. Il est aussi livré **sans notice** : rien n’y dit comment le lire.
#
# La cellule suivante affiche ses quatre premières lignes, sans rien interpréter. Cherchez : quel signe sépare deux colonnes ? Comment s’écrivent les centimes ? **Avant d’exécuter, pariez** : le « é » de *Libellé* sera-t-il écrit « é » ?

# %%
from lirelaville.catalogue import raw_file

fichier = raw_file("montpellier_budget", "montpellier_budget_brut_2013")
octets = fichier.read_bytes()
print(len(octets), "octets. Les quatre premières lignes :")
print(*octets.splitlines()[:4], sep="\n")
print("Octets au-dessus de 127 :", sum(octet > 127 for octet in octets))

# %% [markdown]
# ## Lisons ensemble
#
# Le `b'…'` autour de chaque ligne veut dire « octets » (*bytes*). Chaque signe est une information.
#
# | ce qu’on voit | ce que cela dit |
# |---|---|
# | `;` | le **[[séparateur]]** : le signe écrit entre deux colonnes |
# | `;;` | une case vide entre deux séparateurs |
# | `17545630,88` | les décimales suivent une **virgule**, à la française |
# | la première ligne | l’en-tête : le nom des colonnes |
# | `\xe9` | un octet sans lettre anglaise : le nombre 233, le seul du fichier au-dessus de 127 |
#
# Et que dit **une ligne** ? C’est un crédit voté. On y lit sa section, `I_F` (investissement ou fonctionnement), et son sens, `D_R` (dépense ou recette). Puis son compte, `Nature` (que paie-t-on ?), sa `SousFonction` (pour quel service ?) et son montant, `BP`.
#
# ## Quelle lettre est l’octet 233 ?
#
# Cela dépend de l’**[[encodage]]** : la table qui dit quelle lettre correspond à quel octet. Le fichier n’indique pas la sienne. On essaie donc, et on regarde si le français est lisible.
#
# - **Windows-1252** (`cp1252` en Python) : longtemps celui de Windows en Europe de l’Ouest.
# - **UTF-8** (`utf-8`) : celui d’aujourd’hui. Un « é » y occupe deux octets.
# - **Mac Roman** (`mac_roman`) : celui des anciens Macintosh.
#
# **Avant d’exécuter, pariez** : avec un mauvais encodage, aurez-vous un message d’erreur, ou de fausses lettres sans un mot ?
#
# La cellule suivante montre trois listes, **mal réglées exprès**. Trouvez les bons réglages du budget, puis ceux d’un second fichier : les subventions 2014 de la même ville. Sous les listes, les essais utiles sont écrits.

# %% fold="Choisir un encodage et un séparateur"
import csv
from itertools import zip_longest

import pandas as pd
from ipywidgets import interact
from lirelaville.french import number as nombre

pd.options.display.max_columns, pd.options.display.max_rows = 8, 8
fichier_aides = raw_file("montpellier_subventions", "montpellier_subventions_brut_2014")
fichiers = {"budget 2013": fichier, "subventions 2014": fichier_aides}

def ouvrir(quoi, encodage, separateur):
    try:
        lignes = fichiers[quoi].read_text(encodage).splitlines()[:3]
    except UnicodeDecodeError as refus:
        return print(f"{quoi} · {encodage} : refusé, l’octet n° {refus.start + 1} ne donne aucune lettre.")
    cases = [*zip_longest(*csv.reader(lignes, delimiter=separateur), fillvalue="")]
    noms = [case[0] for case in cases if case[0]]
    print(f"{quoi} · {encodage} · {separateur!r} : {len(noms)} colonne(s), … {' | '.join(noms[-2:])}")
    return pd.DataFrame(cases, columns=["en-tête", "ligne 1", "ligne 2"])

interact(ouvrir, quoi=list(fichiers), encodage=["mac_roman", "utf-8", "cp1252"], separateur={"virgule": ",", "tabulation": "\t", "point-virgule": ";"})
for essai in [(quoi, encodage, ";") for quoi in fichiers for encodage in ("cp1252", "utf-8", "mac_roman")] + [("budget 2013", "cp1252", ",")]:
    ouvrir(*essai)

# %% [markdown]
# **Ce qu’on lit.** Pour le budget, UTF-8 **refuse** : c’est une chance, l’erreur se voit. Mac Roman accepte, et écrit une fausse lettre **sans rien dire**. Pour les subventions, Windows-1252 accepte aussi, et il a tort. Retenez ce signe : **« Ã© » à la place de « é »**, c’est de l’UTF-8 ouvert en Windows-1252.
#
# Un mauvais séparateur se voit mieux : il reste une seule colonne. Essayez la virgule dans la liste : un montant est coupé en deux, à ses centimes.
#
# ### Exercice 1 : ouvrir le second fichier
#
# `pandas`, surnommé `pd`, est l’outil des tableaux. `read_csv` veut dire « lire un CSV ». Voici le modèle, pour le budget :
#
# ```python
# budget = pd.read_csv(fichier, sep=";", encoding="cp1252")
# ```
#
# Le signe `=` range ce qui est à droite sous le nom écrit à gauche. Ce qui suit `#` est une note pour vous : l’ordinateur l’ignore.
#
# **À vous.** Ouvrez les subventions, avec les réglages que vous avez trouvés. Le fichier s’appelle `fichier_aides`. Rangez le tableau sous le nom `aides`. Dans le résultat, `NaN` veut dire « case vide ».
#
# Deux messages en anglais sont de bons indices : `ParserError` accuse le séparateur, `UnicodeDecodeError` accuse l’encodage.

# %% exercise="aides" scaffold="aides = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
aides = pd.read_csv(fichier_aides, sep=";", encoding="utf-8")
### END SOLUTION
aides

# %% check="aides" points=3
import pandas as pd

assert isinstance(aides, pd.DataFrame), "On attend un tableau : il faut pd.read_csv( … ), avec le nom du fichier, le séparateur et l’encodage."
assert aides.shape[1] > 1, "Tout est dans une seule colonne : ce n’est pas le bon séparateur. Il se choisit avec sep."
assert list(aides.columns) != ["I_F", "D_R", "Nature", "SousFonction", "BP", "Libellé fonction"], "C’est le budget. Le fichier à ouvrir s’appelle fichier_aides."
entete = " ".join(map(str, aides.columns))
assert not set("Ã√�") & set(entete), "Regardez les noms des colonnes : des lettres étranges remplacent les accents, « Ã© » par exemple. Ce n’est pas le bon encodage."
### BEGIN HIDDEN TESTS
from lirelaville.catalogue import raw_file

attendu = pd.read_csv(raw_file("montpellier_subventions", "montpellier_subventions_brut_2014"), sep=";", encoding="utf-8")
assert list(aides.columns) == list(attendu.columns), "Ce ne sont pas toutes les colonnes du fichier, avec leurs noms. Ouvrez-le sans rien retirer."
assert len(aides) == len(attendu), "Il manque des lignes. Gardez tout le fichier : le carnet n’affiche que le début et la fin, mais tout est là."
### END HIDDEN TESTS

# %% wrong="aides" because="le modèle recopié, encodage compris" says="pas le bon encodage"
aides = pd.read_csv(fichier_aides, sep=";", encoding="cp1252")

# %% wrong="aides" because="l’encodage des anciens Macintosh" says="pas le bon encodage"
aides = pd.read_csv(fichier_aides, sep=";", encoding="mac_roman")

# %% wrong="aides" because="le modèle recopié sans changer de fichier" says="C’est le budget"
aides = pd.read_csv(fichier, sep=";", encoding="cp1252")

# %% wrong="aides" because="la tabulation pour séparateur" says="une seule colonne"
aides = pd.read_csv(fichier_aides, sep="\t", encoding="utf-8")

# %% wrong="aides" because="le fichier, sans l’ouvrir" says="il faut pd.read_csv"
aides = fichier_aides

# %% wrong="aides" because="les premières lignes seulement" says="Il manque des lignes"
aides = pd.read_csv(fichier_aides, sep=";", encoding="utf-8").head()

# %% [markdown]
# ## Ouvrir n’est pas comprendre
#
# Le budget est ouvert sans erreur. Est-il bien lu ? À l’ouverture, pandas **devine** le **[[type]]** de chaque colonne : nombre entier (`int64`), nombre à virgule (`float64`) ou texte (`str`). Un tableur devine aussi.
#
# **Avant d’exécuter, pariez** : parmi `Nature`, `SousFonction` et `BP`, lesquelles seront prises pour des nombres ? Et que donnera la somme des trois premiers montants ?

# %%
budget = pd.read_csv(fichier, sep=";", encoding="cp1252")
virgules = budget["BP"].str.contains(",").sum()

print("Somme des trois premiers montants :", budget["BP"].head(3).sum())
print(virgules, "montants sur", nombre(len(budget)), "contiennent une virgule.")
exemples = {"1re ligne": budget.iloc[0], "2e ligne": budget.iloc[1]}
pd.DataFrame({"type deviné": budget.dtypes} | exemples)

# %% [markdown]
# **Tout est à l’envers.** Le montant, que l’on additionne, est du **texte** : trois textes « additionnés » se collent bout à bout. Python attend un point pour les décimales, et quelques virgules suffisent pour que toute la colonne devienne du texte. Les deux codes, que l’on n’additionne jamais, sont devenus des **nombres**, et `SousFonction` a même gagné un « ,0 », que Python écrit `.0`.
#
# **La réparation** se fait à l’ouverture : `decimal=","` pour les montants, et `dtype` pour dire que les codes sont du texte (`str`). La règle : *ce qui ne s’additionne pas n’est pas un nombre.* Un code, un téléphone, un SIRET sont du texte.
#
# ## Des euros, ou des milliers d’euros ?
#
# Ni l’en-tête ni les lignes ne disent l’**[[unité]]**. Deux indices nous restent :
#
# - une commune vote son budget **en équilibre** : si dépenses et recettes sont égales, c’est bon signe pour notre lecture ;
# - le montant **par habitant** doit rester vraisemblable.
#
# **Avant d’exécuter, pariez** : combien par habitant, à peu près ? La commande `load` ouvre une table du catalogue de ce cours : ici, la population légale de Montpellier en 2022. C’est plus tard que 2013 : nous ne cherchons qu’un ordre de grandeur.

# %%
from lirelaville import load

codes = {"Nature": str, "SousFonction": str}
budget = pd.read_csv(
    fichier, sep=";", encoding="cp1252", decimal=",", dtype=codes
)
totaux = budget.groupby("D_R")["BP"].sum()  # un total par sens : D, puis R
montpellier = load("populations", where="code_insee = '34172'")
habitants = montpellier["population_municipale"].sum()
print("Dépenses :", nombre(totaux["D"]), "; recettes :", nombre(totaux["R"]))
print("Dépenses par habitant :", nombre(totaux["D"] / habitants))

# %% [markdown]
# Les deux totaux sont égaux : c’est bon signe, aucun montant ne semble perdu. Par habitant, le résultat est vraisemblable en euros. En milliers d’euros, il serait mille fois plus grand : absurde. L’unité est donc l’euro. Mais c’est **notre** déduction : une fiche l’aurait dite.
#
# ## Qu’est-ce qui désigne une ligne ?
#
# « La ligne 6042 a changé. » Laquelle ? Il faut une **[[clé primaire]]** : la colonne, ou le petit groupe de colonnes, qui ne désigne qu’une ligne. Sans elle, on ne peut ni repérer un doublon, ni comparer deux versions, ni relier deux tables.
#
# Pour tester une clé, on compte les lignes qui en répètent une autre. Il faut en trouver zéro :
#
# ```python
# budget.duplicated(["Nature"]).sum()
# ```
#
# **Pariez** : le compte, `Nature`, suffit-il ?
#
# ### Exercice 2 : la clé du budget
#
# **À vous.** Trouvez la **plus petite** liste de colonnes qui soit une clé. Commencez par `["Nature"]`, exécutez, lisez le compte, ajoutez une colonne, recommencez. Pour plusieurs colonnes, on écrit `["A", "B"]`, avec les noms exacts.
#
# N’y mettez pas le montant `BP` : deux crédits peuvent avoir le même, et un montant se corrige. Une clé, elle, ne bouge pas.

# %% exercise="cle" scaffold="cle = ...  # ← commencez par [\"Nature\"], puis ajoutez des colonnes"
### BEGIN SOLUTION
cle = ["D_R", "Nature", "SousFonction"]
### END SOLUTION
if cle is not ...:
    print("Lignes qui en répètent une autre :", budget.duplicated(cle).sum())

# %% check="cle" points=3
noms = cle if isinstance(cle, list) else [cle, None]  # tout sauf une liste est refusé
assert all(isinstance(nom, str) for nom in noms), "On attend une liste de noms de colonnes : entre crochets, chaque nom entre guillemets."
inconnus = [nom for nom in cle if nom not in budget.columns]
assert not inconnus, f"Cette colonne n’existe pas : {inconnus}. Recopiez son nom de l’en-tête, majuscules comprises."
assert "BP" not in cle, "Le montant ne désigne pas une ligne : il peut être corrigé, et deux crédits peuvent être égaux. Retirez-le."
assert len(set(cle)) == len(cle), "Une colonne est écrite deux fois : une seule suffit."
assert cle, "La liste est vide : mettez-y au moins une colonne."
doublons = budget.duplicated(cle).sum()
assert doublons == 0, f"Ce n’est pas encore une clé : {doublons} lignes en répètent une autre. Changez ou ajoutez une colonne."
en_trop = [nom for nom in cle if len(cle) > 1 and not budget.duplicated([autre for autre in cle if autre != nom]).any()]
assert not en_trop, "C’est une clé, mais pas la plus petite : une colonne est de trop. Retirez-en une à la fois, et recomptez."
### BEGIN HIDDEN TESTS
from lirelaville.catalogue import raw_file

brut = pd.read_csv(raw_file("montpellier_budget", "montpellier_budget_brut_2013"), sep=";", encoding="cp1252", dtype=str)
assert not brut.duplicated(cle).any(), "Dans le fichier de la Ville, cette liste ne désigne pas une seule ligne. Exécutez de nouveau les cellules du dessus, puis recomptez."
### END HIDDEN TESTS

# %% wrong="cle" because="le compte seul" says="pas encore une clé"
cle = ["Nature"]

# %% wrong="cle" because="le compte et la fonction, sans le sens" says="pas encore une clé"
cle = ["Nature", "SousFonction"]

# %% wrong="cle" because="la section au lieu du sens" says="pas encore une clé"
cle = ["I_F", "Nature", "SousFonction"]

# %% wrong="cle" because="toutes les colonnes sauf le montant" says="de trop"
cle = ["I_F", "D_R", "Nature", "SousFonction", "Libellé fonction"]

# %% wrong="cle" because="toutes les colonnes" says="Le montant ne désigne pas"
cle = ["I_F", "D_R", "Nature", "SousFonction", "BP", "Libellé fonction"]

# %% wrong="cle" because="un nom mal recopié" says="n’existe pas"
cle = ["D_R", "Nature", "Sous-Fonction"]

# %% wrong="cle" because="un texte au lieu d’une liste" says="entre crochets"
cle = "Nature"

# %% [markdown]
# ## Une erreur à rencontrer exprès : les zéros perdus
#
# Beaucoup de codes commencent par un **[[zéro de tête]]** : le département `01`, le code postal `06000`, la fonction `020`. En texte, `020` a trois signes. En nombre, c’est vingt.
#
# Double-cliquez sur un CSV : Excel devine, lui aussi. Une colonne de chiffres devient une colonne de nombres, et les zéros du début disparaissent, souvent sans prévenir. Provoquons l’accident avec pandas, qui devine de la même façon.
#
# Notre victime est le **budget exécuté** de la même ville, de 2005 à 2012 : l’argent vraiment dépensé et reçu. Nous l’avons rangé en UTF-8, avec des virgules pour séparateur, et il a gardé ses zéros.
#
# **Avant d’exécuter, pariez** : sa première ligne porte la fonction `020`. Qu’en restera-t-il ?

# %%
fichier_execute = raw_file("montpellier_budget", "montpellier_budget_execute")
print("Dans le fichier :", fichier_execute.read_text("utf-8").splitlines()[1])

devine = pd.read_csv(fichier_execute)
print("Fonction, ouverte sans rien dire :", devine["fonction"].iloc[0])

garde = load("montpellier_budget", resource="montpellier_budget_execute")
print("Fonction, ouverte avec load :", garde["fonction"].iloc[0])

# %% [markdown]
# - **Le symptôme.** `020` est devenu `20.0`. Aucune erreur, aucun avertissement.
# - **La cause.** La colonne ne contient que des chiffres et des cases vides : elle a été prise pour des nombres.
# - **La réparation.** La dire **avant** d’ouvrir. `load` n’a rien perdu : une fiche, à côté du fichier, lui dit que la fonction est du texte.
#
# **Après, il est trop tard.** Dans la nomenclature des communes de l’époque, la M14, `020` est l’administration générale, et `20` les services communs de l’enseignement. Les deux deviennent 20.
#
# Remontez à la première cellule : dans notre budget 2013, l’administration générale porte le code `20`. Les zéros étaient perdus **avant nous**, et le fichier ne dit pas quel logiciel les a effacés.
#
# Est-ce grave ? Dans la M14, le premier chiffre donne le domaine : `0` pour les services généraux, `2` pour l’enseignement. Vous cherchez les dépenses d’enseignement en 2013 : vous gardez les codes qui commencent par 2. **Avant d’exécuter, pariez** : quelle part de ce total n’est pas de l’enseignement ?

# %% fold="Dessiner ce qui est rangé dans « enseignement »"
from lirelaville.charts import bars

vrai_code = garde.drop_duplicates("fonction_libelle").set_index("fonction_libelle")["fonction"]
en_2 = budget[(budget["D_R"] == "D") & budget["SousFonction"].str.startswith("2", na=False)]
rangees = en_2.groupby("Libellé fonction")["BP"].sum().sort_values(ascending=False) / 1_000_000
rangees.index = [f"{vrai_code[nom]} {nom.lower()}" for nom in rangees.index]
intruses = rangees[rangees.index.str.startswith("0")]

fichier_2014 = raw_file("montpellier_budget", "montpellier_budget_brut_2014")
budget_2014 = pd.read_csv(fichier_2014, sep=";", encoding="cp1252", dtype=str)
memes = budget_2014[budget_2014.duplicated(["D_R", "Nature", "Fonction"], keep=False)]
print(f"Sans les intruses, il reste {nombre(rangees.sum() - intruses.sum(), 1)} millions d’euros sur {nombre(rangees.sum(), 1)}.")
print(f"En 2014, {len(memes)} lignes ont la même clé :", *memes.fillna("").agg(" ; ".join, axis=1), sep="\n   ")
bars(
    rangees,
    title=f"Sur {nombre(rangees.sum())} millions d’euros rangés dans « enseignement », {nombre(intruses.sum())} n’en sont pas",
    unit="millions d’euros votés, dépenses 2013",
    source="montpellier_budget",
    highlight=list(intruses.index),
)

# %% [markdown]
# **Ce qu’on lit.** Les barres foncées sont les intruses : leur code commençait par zéro. Des fêtes et des cimetières sont comptés comme de l’enseignement. Nous avons retrouvé le vrai code grâce au libellé, dans le budget exécuté.
#
# **En 2014, la clé casse.** Deux lignes différentes portent le même sens, le même compte, le même code `20`. Seul le libellé les distingue encore. Ajouter un zéro à tous les codes de deux chiffres ne réparerait rien : le vrai `20` existe aussi. Ce serait inventer.
#
# **Dans un tableur, ne double-cliquez pas.** Dans Excel, passez par l’onglet Données, puis l’import d’un fichier texte ou CSV. Donnez le type « Texte » aux colonnes de codes, ou refusez la détection des types. LibreOffice propose ces réglages dès l’ouverture. Les menus changent selon la version.
#
# ### Exercice 3 : ouvrir sans perdre un zéro
#
# Le modèle, pour le budget 2013 :
#
# ```python
# codes = {"Nature": str, "SousFonction": str}
# budget = pd.read_csv(
#     fichier, sep=";", encoding="cp1252", decimal=",", dtype=codes
# )
# ```
#
# **À vous.** Ouvrez `fichier_execute` avec `pd.read_csv`, sous le nom `execute`. Ses codes s’appellent `nature` et `fonction`, en minuscules : ce sont des textes. Les montants doivent rester des nombres. L’encodage, le séparateur et les décimales sont ceux que pandas attend (UTF-8, virgule, point) : ne les écrivez pas.

# %% exercise="execute" scaffold="execute = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
execute = pd.read_csv(fichier_execute, dtype={"nature": str, "fonction": str})
### END SOLUTION
execute

# %% check="execute" points=3
from pandas.api.types import is_numeric_dtype

assert isinstance(execute, pd.DataFrame), "On attend un tableau : il faut pd.read_csv( … ), avec le nom du fichier et dtype."
assert {"sens", "nature", "fonction", "montant_eur"} <= set(execute.columns), "Les colonnes sens, nature, fonction et montant_eur ne sont pas toutes là. Est-ce bien fichier_execute, avec la virgule pour séparateur ?"
assert not is_numeric_dtype(execute["fonction"]), "La fonction est encore un nombre : ses zéros sont perdus. Nommez-la dans dtype, entre guillemets, avec str."
assert not is_numeric_dtype(execute["nature"]), "La fonction est sauvée, mais le compte, nature, est encore un nombre. Ajoutez-le dans dtype."
assert is_numeric_dtype(execute["montant_eur"]), "Les montants sont devenus du texte : on ne peut plus les additionner. Ne donnez str qu’aux deux codes."
assert "Dépense" in set(execute["sens"]), "Regardez la colonne sens : ses accents sont cassés. Ne donnez pas d’encodage, celui que pandas attend est le bon."
fonctions = execute["fonction"].dropna().astype(str)
assert not fonctions.str.contains(".", regex=False).any(), "Les codes finissent par « .0 » : ils ont été lus comme des nombres, puis remis en texte. Trop tard : le texte se demande à l’ouverture, avec dtype."
assert fonctions.str.startswith("0").any(), "Aucune fonction ne commence par zéro. Demandez le texte dès l’ouverture, avec dtype."
### BEGIN HIDDEN TESTS
from lirelaville import load

officiel = load("montpellier_budget", resource="montpellier_budget_execute")
assert len(execute) == len(officiel), "Il manque des lignes : ouvrez le fichier entier."
assert set(fonctions) == set(officiel["fonction"].dropna()), "Ces codes ne sont pas ceux du fichier. Ajouter des zéros après coup en invente : « 20 » et « 020 » sont deux fonctions."
### END HIDDEN TESTS

# %% wrong="execute" because="ouvert sans rien dire" says="ses zéros sont perdus"
execute = pd.read_csv(fichier_execute)

# %% wrong="execute" because="seulement le compte" says="ses zéros sont perdus"
execute = pd.read_csv(fichier_execute, dtype={"nature": str})

# %% wrong="execute" because="les noms du modèle, avec leurs majuscules" says="ses zéros sont perdus"
execute = pd.read_csv(fichier_execute, dtype={"Nature": str, "SousFonction": str})

# %% wrong="execute" because="tout en texte, montants compris" says="Ne donnez str qu’aux deux codes"
execute = pd.read_csv(fichier_execute, dtype=str)

# %% wrong="execute" because="remis en texte après l’ouverture" says="Trop tard"
execute = devine.astype({"nature": str, "fonction": str})

# %% wrong="execute" because="les zéros ajoutés après coup, à tout le monde" says="en invente"
execute = devine.astype({"nature": str, "fonction": "Int64"})
execute["fonction"] = execute["fonction"].astype(str).str.zfill(3)

# %% wrong="execute" because="les codes sauvés, mais l’encodage du modèle" says="accents sont cassés"
execute = pd.read_csv(fichier_execute, encoding="cp1252", dtype={"nature": str, "fonction": str})

# %% wrong="execute" because="le modèle recopié, avec ses réglages" says="la virgule pour séparateur"
execute = pd.read_csv(fichier_execute, sep=";", encoding="utf-8", decimal=",")

# %% [markdown]
# ## Écrire la fiche
#
# Tout ce que vous venez de chercher tient dans une fiche, le **[[descripteur]]**. C’est un petit fichier de texte que l’on publie **à côté** des données. La norme *Data Package* lui donne un nom, `datapackage.json`, et des mots anglais. C’est une fiche de ce genre que `load` a lue.
#
# L’outil **frictionless** relit la fiche, puis ouvre le fichier **comme elle le dit** : si elle se trompe, il le voit.
#
# ### Exercice 4 : la fiche du budget 2013
#
# **À vous.** Exécutez la cellule repliée, puis remplacez les neuf `...`, toujours entre guillemets. Les trois premières réponses sont en haut de cette page, au titre « D’où viennent ces données ? ». Les six autres sont vos trouvailles. Un type s’écrit `"string"` (texte ou code), `"integer"` (nombre entier) ou `"number"` (nombre, avec ou sans décimales).
#
# **Pariez** : si vous dites que les codes sont des nombres, frictionless protestera-t-il ? Essayez.

# %% fold="Préparer l’écriture de la fiche"
import json
import re

from frictionless import FrictionlessException, Package

FAUTES = {"encoding-error": "L’encodage annoncé ne lit pas le fichier.", "type-error": "Des cases ne sont pas du type annoncé."}

def montrer(fiche):
    if ... in fiche.values():
        print("Réponses à écrire à la place des trois points :", list(fiche.values()).count(...))
        return
    champs = [{"name": nom, "type": fiche.get(nom, "string")} for nom in budget.columns]
    champs[4] |= {"decimalChar": fiche["decimalChar"], "unit": fiche["unit"]}
    schema = {"fields": champs, "primaryKey": ["D_R", "Nature", "SousFonction"]}
    table = {"name": "budget_2013", "path": fichier.name, "encoding": fiche["encoding"], "dialect": {"delimiter": fiche["delimiter"]}, "schema": schema}
    licence = {"title": fiche["license"], "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"}
    paquet = {"title": fiche["title"], "contributors": [{"title": fiche["publisher"], "role": "publisher"}], "licenses": [licence], "resources": [table]}
    print(re.sub(r"\{[^{}]*\}", lambda bloc: re.sub(r"\s+", " ", bloc[0]), json.dumps(paquet, ensure_ascii=False, indent=2)))
    try:
        fautes = Package.from_descriptor(paquet, basepath=str(fichier.parent)).validate().flatten(["type"])
        print("\nfrictionless a relu le fichier avec cette fiche. Erreurs :", len(fautes), *{FAUTES.get(faute, "Le fichier ne se découpe pas comme annoncé.") for (faute,) in fautes}, sep="\n" if fautes else " ")
    except FrictionlessException:
        print("\nfrictionless ne comprend pas cette fiche : un type s’écrit \"string\", \"integer\" ou \"number\", et toute réponse est entre guillemets.")

# %% exercise="fiche" scaffold="fiche = {\n    \"title\": ...,  # un titre : quoi, où, quelle année\n    \"publisher\": ...,  # qui publie\n    \"license\": ...,  # sous quelle licence\n    \"encoding\": ...,  # l’encodage\n    \"delimiter\": ...,  # le séparateur\n    \"decimalChar\": ...,  # le signe devant les décimales\n    \"SousFonction\": ...,  # le type de cette colonne\n    \"BP\": ...,  # le type de cette colonne\n    \"unit\": ...,  # l’unité du montant BP\n}"
### BEGIN SOLUTION
fiche = {
    "title": "Budget primitif 2013 de la Ville de Montpellier",
    "publisher": "Ville de Montpellier",
    "license": "Licence Ouverte",
    "encoding": "cp1252",
    "delimiter": ";",
    "decimalChar": ",",
    "SousFonction": "string",
    "BP": "number",
    "unit": "euro",
}
### END SOLUTION
montrer(fiche)

# %% check="fiche" points=4
attendues = ["title", "publisher", "license", "encoding", "delimiter", "decimalChar", "SousFonction", "BP", "unit"]
forme = isinstance(fiche, dict) and set(attendues) <= set(fiche)
assert forme, "Gardez la forme de la fiche : les accolades, et ses neuf lignes avec leur nom à gauche."
vides = [nom for nom in attendues if not isinstance(fiche[nom], str) or not fiche[nom].strip()]
assert not vides, f"Il manque encore votre réponse, entre guillemets, à : {', '.join(vides)}."
parlant = "2013" in fiche["title"] and len(fiche["title"].split()) >= 3
assert parlant, "Un titre dit quoi, où, et quelle année : on doit reconnaître le fichier sans l’ouvrir."
types = {"string", "integer", "number", "boolean", "date"}
assert {fiche["SousFonction"], fiche["BP"]} <= types, "Pour les types, la norme ne connaît que ses mots anglais, en minuscules : string, integer, number…"
assert fiche["SousFonction"] not in {"integer", "number"}, "frictionless l’accepte, car il ne sait pas que la fonction est un code. Vous, si : que deviennent ses zéros dans un nombre ?"
try:
    entete, *lignes = octets.decode(fiche["encoding"]).splitlines()
except (LookupError, UnicodeDecodeError):
    entete, lignes = "", []
assert "Libellé" in entete, "Avec cet encodage, l’en-tête ne se lit pas comme du français. Reprenez celui que vous avez trouvé avec les listes, et son nom en Python."
assert entete.split(fiche["delimiter"]) == list(budget.columns), "Avec ce séparateur, on ne retrouve pas les six colonnes. Écrivez le signe lui-même, et lui seul."
montants = [ligne.split(fiche["delimiter"])[4] for ligne in lignes]
illisibles = [montant for montant in montants if not montant.replace(fiche["decimalChar"], "", 1).isdigit()]
assert not illisibles, f"Avec ce signe, « {illisibles[0]} » n’est pas un nombre. Quel signe est écrit devant les centimes ?"
### BEGIN HIDDEN TESTS
assert "montpellier" in fiche["publisher"].lower(), "Qui publie, c’est la collectivité qui a fait le fichier, pas le site qui le montre."
assert any(mot in fiche["license"].lower() for mot in ("ouverte", "etalab", "open licence")), "Écrivez en toutes lettres la licence annoncée en haut de la leçon."
assert fiche["SousFonction"] == "string", "La fonction est un code, qui ne s’additionne pas et garde ses zéros : quel type lui convient ?"
assert fiche["BP"] == "number", "Le montant s’additionne et il a des décimales : ni un texte, ni un entier."
unite = fiche["unit"].lower()
assert "eur" in unite or "€" in unite, "L’ordre de grandeur par habitant désignait une seule unité. Écrivez son nom."
assert not any(mot in unite for mot in ("mill", "k€", "keur", "m€", "meur", "cent")), "L’ordre de grandeur par habitant désignait une seule unité : ni milliers, ni millions, ni centimes."
### END HIDDEN TESTS

# %% wrong="fiche" because="UTF-8 par habitude" says="ne se lit pas comme du français"
fiche = {"title": "Budget primitif 2013 de Montpellier", "publisher": "Ville de Montpellier", "license": "Licence Ouverte", "encoding": "utf-8", "delimiter": ";", "decimalChar": ",", "SousFonction": "string", "BP": "number", "unit": "euro"}

# %% wrong="fiche" because="le séparateur écrit en toutes lettres" says="Écrivez le signe lui-même"
fiche = {"title": "Budget primitif 2013 de Montpellier", "publisher": "Ville de Montpellier", "license": "Licence Ouverte", "encoding": "cp1252", "delimiter": "point-virgule", "decimalChar": ",", "SousFonction": "string", "BP": "number", "unit": "euro"}

# %% wrong="fiche" because="le point pour les décimales, comme Python" says="devant les centimes"
fiche = {"title": "Budget primitif 2013 de Montpellier", "publisher": "Ville de Montpellier", "license": "Licence Ouverte", "encoding": "cp1252", "delimiter": ";", "decimalChar": ".", "SousFonction": "string", "BP": "number", "unit": "euro"}

# %% wrong="fiche" because="le code pris pour un nombre" says="que deviennent ses zéros"
fiche = {"title": "Budget primitif 2013 de Montpellier", "publisher": "Ville de Montpellier", "license": "Licence Ouverte", "encoding": "cp1252", "delimiter": ";", "decimalChar": ",", "SousFonction": "integer", "BP": "number", "unit": "euro"}

# %% wrong="fiche" because="des milliers d’euros" says="ni milliers"
fiche = {"title": "Budget primitif 2013 de Montpellier", "publisher": "Ville de Montpellier", "license": "Licence Ouverte", "encoding": "cp1252", "delimiter": ";", "decimalChar": ",", "SousFonction": "string", "BP": "number", "unit": "milliers d’euros"}

# %% wrong="fiche" because="des types en français" says="ses mots anglais"
fiche = {"title": "Budget primitif 2013 de Montpellier", "publisher": "Ville de Montpellier", "license": "Licence Ouverte", "encoding": "cp1252", "delimiter": ";", "decimalChar": ",", "SousFonction": "texte", "BP": "nombre", "unit": "euro"}

# %% wrong="fiche" because="le nom du fichier pour titre" says="quelle année"
fiche = {"title": "budget_final_v2.csv", "publisher": "Ville de Montpellier", "license": "Licence Ouverte", "encoding": "cp1252", "delimiter": ";", "decimalChar": ",", "SousFonction": "string", "BP": "number", "unit": "euro"}

# %% wrong="fiche" because="l’éditeur confondu avec le site" says="pas le site qui le montre"
fiche = {"title": "Budget primitif 2013 de Montpellier", "publisher": "Lire la ville", "license": "Licence Ouverte", "encoding": "cp1252", "delimiter": ";", "decimalChar": ",", "SousFonction": "string", "BP": "number", "unit": "euro"}

# %% wrong="fiche" because="une fiche à moitié remplie" says="Il manque encore votre réponse"
fiche = {"title": "Budget primitif 2013 de Montpellier", "publisher": ..., "license": ..., "encoding": "cp1252", "delimiter": ";", "decimalChar": ",", "SousFonction": "string", "BP": "number", "unit": ...}

# %% [markdown] written="questions" points=2
# ### À écrire : deux questions avant d’ouvrir
#
# Un service vous envoie `export_final_v2.csv`, sans un mot. Écrivez-lui votre réponse : **deux questions** dont la réponse n’est pas dans le fichier. Pour chacune, dites en une phrase **quelle erreur** elle vous évite.
#
# === BEGIN MARK SCHEME ===
# **2 points** : deux questions précises, dont la réponse n’est pas dans le fichier, chacune avec une erreur vraisemblable. **1 point** : une seule, ou deux questions sans les erreurs évitées. **0 point** : « est-ce que le fichier est bon ? », ou une question dont la réponse se lit dans le fichier (le nombre de lignes, le nom des colonnes).
#
# Acceptez par exemple :
#
# - en quelle unité sont les montants (euros ou milliers d’euros, HT ou TTC) ? Sinon, un total faux d’un facteur mille ;
# - voté ou dépensé, et pour quelle année ? Sinon, on compare ce qui ne se compare pas ;
# - les codes sont-ils passés par un tableur, quelle est leur longueur normale ? Sinon, des zéros perdus et deux codes confondus ;
# - qu’est-ce qu’une ligne, et quelles colonnes la désignent ? Sinon, des doublons invisibles, ou de vraies lignes retirées ;
# - une case vide ou un tiret veut-il dire zéro, ou inconnu ? Sinon, une moyenne ou une somme fausse ;
# - qui publie, sous quelle licence, à quelle date ? Sinon, une publication sans droit, ou une version périmée ;
# - contient-il des données personnelles ? Sinon, une diffusion interdite ;
# - avec quel encodage a-t-il été enregistré ? Sinon, des lettres fausses sans message.
# === END MARK SCHEME ===

# %% [markdown]
# ## Et avec vos données ?
#
# Faites l’anatomie d’un fichier de votre service : son encodage, son séparateur, ses clés possibles. Pour chaque colonne, vous lirez un type probable, le nombre de cases vides et de codes à zéro de tête. Exécutez les deux cellules suivantes.
#
# **N’apportez pas, dans l’atelier, un fichier qui contient des données personnelles.** Pas de fichier sous la main ? Écrivez `votre_fichier(anatomie, fichier=fichier_2014)` dans la seconde, puis exécutez.

# %% fold="Préparer l’anatomie"
from itertools import combinations

pd.options.display.max_rows = 60
NOMBRE = r"[-+]?[\d\s\u00a0\u202f]*\d([.,]\d+)?[\s\u00a0\u202f]*€?"
FORMES = {"entier, ou code ?": r"\d+", "nombre": NOMBRE, "date": r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*"}

def type_probable(colonne):
    pleines = colonne[colonne != ""].str.strip()
    if pleines.str.fullmatch(r"\d+").all() and pleines.str.match(r"0\d").any():
        return "code : à lire en texte"
    for nom, forme in FORMES.items():
        autres = (~pleines.str.fullmatch(forme)).sum()
        if autres < len(pleines) / 5 and (not autres or nom != "entier, ou code ?"):
            return f"{nom}, sauf {autres}" if autres else nom
    return "texte" if len(pleines) else "vide"

def cles_possibles(table):
    noms = table.columns[:12]
    for taille in (1, 2, 3):
        trouvees = [" + ".join(g) for g in combinations(noms, taille) if not table.duplicated(list(g)).any()]
        if trouvees:
            return " ; ".join(trouvees[:4])
    return "aucune, même avec trois colonnes"

# %%
from lirelaville import votre_fichier

def anatomie(table):  # votre fichier, où tout est encore du texte
    print("Clés possibles, à discuter :", cles_possibles(table))
    types, vides = table.apply(type_probable), (table == "").sum()
    zeros = table.apply(lambda colonne: colonne.str.fullmatch(r"0\d+").sum())
    colonnes = {"type probable": types, "vides": vides, "zéros de tête": zeros}
    return pd.DataFrame(colonnes | {"exemple": table.iloc[0]})

votre_fichier(anatomie)

# %% [markdown]
# ## À retenir
#
# - **Ouvrir sans abîmer** : regardez les premières lignes, puis dites l’encodage, le séparateur, le signe des décimales. Les codes s’ouvrent en **texte**, dès l’ouverture : un zéro de tête perdu ne se retrouve pas.
# - **L’unité et la clé** ne sont presque jamais écrites. L’unité se demande, ou se déduit d’un ordre de grandeur, et on le dit. La clé se vérifie : zéro ligne répétée, avec le moins de colonnes possible.
# - **La fiche** accompagne le fichier : titre, éditeur, licence, encodage, séparateur, types, unité. frictionless vérifie que le fichier s’ouvre comme elle le dit. Il ne vérifie pas qu’elle dit vrai : vous seule, vous seul, savez qu’un code n’est pas un nombre.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Et ensuite ?** Le fichier est bien ouvert. Est-il bon pour autant ? La prochaine leçon demande : *Peut-on se fier à ce fichier ?*
