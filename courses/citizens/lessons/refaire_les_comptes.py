# %% [markdown]
# # La mairie a-t-elle bien compté ?
#
# Un total officiel impressionne. Pourtant, c’est une simple addition : vous pouvez la refaire. Si elle tombe juste, vous le dites. Si elle ne tombe pas juste, vous cherchez pourquoi. Et s’il manque un document, vous le demandez.
#
# **À la fin, vous saurez**
#
# - refaire une somme officielle, à l’euro près, sans compter deux fois ;
# - mesurer l’écart entre le voté et l’exécuté, et dire ce qui l’explique ou non ;
# - écrire une demande pour obtenir le document qui manque.
#
# **Il vous faut** : les gestes des leçons précédentes. Exécuter une cellule (`Maj` et `Entrée` ensemble), remplacer les `...`, vérifier. Avancez de haut en bas, sans sauter de cellule.
#
# ## D’où viennent ces données ?
#
# De trois tableaux, tous sous Licence Ouverte. Ils nous sont parvenus par une republication : leurs montants restent à confirmer à la source.
#
# - **Les subventions de Montpellier en 2013.** C’est le fichier de la Ville, gardé tel quel, avec ses défauts (le portail actuel est [data.montpellier3m.fr](https://data.montpellier3m.fr/)). Nous commençons par lui, quelle que soit votre ville.
# - **Les comptes des communes**, publiés par l’OFGL sur [data.ofgl.fr](https://data.ofgl.fr/explore/dataset/ofgl-base-communes-consolidee/), déjà lus dans les leçons 2 et 3 : l’argent vraiment reçu et dépensé.
# - **Le budget primitif** de votre ville, comme dans la leçon 1 : ce qu’elle a voté au départ.
#
# Exécutez les deux cellules suivantes. La seconde ouvre le fichier de Montpellier.

# %% tags=["parameters"]
territoire = "Marseille"
annee = 0  # 0 : la dernière année commune aux deux tableaux ; ou une autre, comme 2023

# %%
import pandas as pd
from ipywidgets import Dropdown, SelectionSlider, interact
from lirelaville.catalogue import load, raw_file, source_line
from lirelaville.charts import bars
from lirelaville.french import number as nombre

pd.options.display.float_format = nombre  # 1 000 000 plutôt que 1000000.0
fichier = raw_file("montpellier_subventions", "montpellier_subventions_brut_2013")
brut = pd.read_csv(fichier, sep=";", encoding="cp1252", dtype=str)
brut.columns = ["code", "association", "type", "montant"]
brut.head()

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne** est une subvention accordée par la Ville de Montpellier en 2013. Le `code` est un numéro du logiciel de la mairie. Le `type` dit à quoi sert l’aide : `F` pour le fonctionnement, `P` pour un projet, `I` pour un investissement.
#
# La dernière colonne, `montant`, n’est pas faite de nombres. C’est du **texte**, avec des espaces et un signe €. La cellule suivante n’en garde que les chiffres, dans une nouvelle colonne : `montant_eur`.
#
# **Avant d’exécuter, pariez.** Les cinq premières aides du fichier sont affichées ci-dessus. Combien la Ville a-t-elle accordé en tout, dans ce fichier ? Remplacez `1` par votre pari, en millions d’euros.

# %%
mon_pari = 1  # ← remplacez 1 par votre pari, en millions d’euros
brut["montant_eur"] = brut["montant"].str.replace(r"\D", "", regex=True).astype(float)
somme_colonne = brut["montant_eur"].sum()

print("Mon pari, en millions d’euros :", mon_pari)
print(f"Somme de toute la colonne : {nombre(somme_colonne)} €.")
print(source_line("montpellier_subventions"))

# %% [markdown]
# ## Une erreur à rencontrer exprès
#
# Peut-on écrire : « voilà ce que Montpellier a accordé » ? **Non.** Avant de publier une somme, on regarde ses plus grosses lignes.
#
# Dans la cellule suivante, nous trions comme dans la leçon 1, du plus grand au plus petit. **Pariez** : laquelle des quatre premières lignes est suspecte ?

# %%
triees = brut.sort_values("montant_eur", ascending=False)
plus_grosse = triees["montant_eur"].max()

print(f"La plus grosse ligne : {nombre(plus_grosse)} €.")
print(f"La moitié de la somme : {nombre(somme_colonne / 2)} €.")
triees[["code", "association", "montant_eur"]].head(4)

# %% [markdown]
# - **Le symptôme.** La plus grosse ligne n’a ni code, ni nom : deux cases vides, `NaN`. Et elle vaut **exactement** la moitié de la somme.
# - **La cause.** Cette ligne est le total, écrit par la mairie tout en bas du fichier. Nous avons additionné les parties **et** leur total. C’est un **[[double compte]]** : chaque euro est compté deux fois.
# - **La réparation.** Mettre la ligne du total de côté, puis refaire l’addition.
#
# Ce n’est pas la mairie qui a mal compté. C’est nous, en additionnant sans regarder.
#
# ### Exercice 1 : garder les vraies lignes
#
# Comment désigner la ligne du total ? Son `association` est vide. Pour filtrer, `.isna()` garde les lignes où la case est vide, et `.notna()` celles où la case est remplie. Voici le modèle :
#
# ```python
# ligne_total = brut[brut["association"].isna()]
# ```
#
# **À vous.** Gardez toutes les autres lignes : celles où l’association est écrite. Le tableau qui s’affiche sera long : Python n’en montre que le début et la fin. Regardez la dernière ligne.
#
# **Pariez** : une fois la ligne du total retirée, l’addition tombera-t-elle juste ? La différence entre deux montants que l’on compare s’appelle l’**[[écart]]**. La cellule d’après la calcule.

# %% exercise="aides" scaffold="aides = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
aides = brut[brut["association"].notna()]
### END SOLUTION
aides

# %% check="aides" points=3
import pandas as pd

assert isinstance(aides, pd.DataFrame), "On attend un tableau de lignes. Suivez le modèle : le nom brut, puis la condition entre crochets."
assert "montant_eur" in aides, "La colonne montant_eur a disparu. Suivez le modèle : le nom brut, puis la condition entre crochets."
assert len(aides) > 1, "Vous avez gardé la ligne du total, et elle seule. Pour garder les cases remplies, utilisez .notna()."
assert aides["association"].notna().all(), "La ligne du total est encore là : son association est vide. Filtrez avec .notna() sur la colonne association."
### BEGIN HIDDEN TESTS
from lirelaville.catalogue import raw_file

origine = pd.read_csv(raw_file("montpellier_subventions", "montpellier_subventions_brut_2013"), sep=";", encoding="cp1252", dtype=str)
attendues = origine[origine["STRUCTURE"].notna()]
sans_code = attendues["CODE"].isna().sum()
assert len(aides) != len(attendues) - sans_code, f"Vous avez retiré {sans_code} vraies aides avec le total : leur code est vide, mais leur nom est écrit. Testez la colonne association, et elle seule."
assert len(aides) == len(attendues), "Il manque de vraies aides. Une seule ligne est à retirer : celle dont l’association est vide."
### END HIDDEN TESTS

# %% wrong="aides" because="le modèle recopié : la ligne du total seule" says="utilisez .notna()"
aides = brut[brut["association"].isna()]

# %% wrong="aides" because="tout le tableau, total compris" says="La ligne du total est encore là"
aides = brut

# %% wrong="aides" because="la colonne code au lieu de la colonne association" says="leur code est vide"
aides = brut[brut["code"].notna()]

# %% wrong="aides" because="toutes les lignes qui ont une case vide retirées" says="leur code est vide"
aides = brut.dropna()

# %% wrong="aides" because="la condition seule, sans le tableau" says="la condition entre crochets"
aides = brut["association"].notna()

# %% wrong="aides" because="les plus grosses lignes retirées à l’œil" says="Une seule ligne est à retirer"
aides = brut[brut["montant_eur"] < 10_000_000]

# %% wrong="aides" because="la première ligne retirée au lieu de la dernière" says="La ligne du total est encore là"
aides = brut.tail(937)

# %% wrong="aides" because="la somme au lieu du tableau" says="un tableau de lignes"
aides = brut[brut["association"].notna()]["montant_eur"].sum()

# %%
officiel = brut[brut["association"].isna()]["montant_eur"].sum()
vraies = brut[brut["association"].notna()]
refait = vraies["montant_eur"].sum()
repetees = vraies[vraies.duplicated()]

print(f"Total écrit par la Ville : {nombre(officiel)} €.")
print(f"Somme refaite, {len(vraies)} lignes : {nombre(refait)} €.")
print(f"Écart : {nombre(refait - officiel)} €.")
print(f"{len(repetees)} lignes en répètent une autre : {nombre(repetees['montant_eur'].sum())} € en tout.")

# %% [markdown]
# **Ce qu’on lit.** L’addition tombe juste. Sur ce fichier, on peut l’écrire : la mairie a bien additionné.
#
# **Ce qu’on ne lit pas.** Une addition juste ne prouve ni que chaque ligne est juste, ni que la liste est complète.
#
# - Des lignes sont répétées. Est-ce voulu, ou est-ce une erreur ? Rien ne le dit : nous les gardons, et nous l’écrivons.
# - La Ville prévient que ce sont les deux principales sessions de l’année. D’autres aides ont suivi.
#
# ## Des totaux sans le mot « total »
#
# Passons aux comptes de votre ville. Ici, **une ligne** est un **[[agrégat]]** : un montant qui en réunit beaucoup d’autres. Certains agrégats sont des parties d’un autre : la colonne `partie_de` dit lequel. Un piège de la même famille est donc caché ici, sans le mot « total ».
#
# **Avant d’exécuter, pariez.** Une ville dépense pour son fonctionnement et pour ses investissements. En additionnant ces deux agrégats, retrouve-t-on les « dépenses totales » officielles ? Trouvera-t-on plus, moins, ou exactement autant ?

# %%
comptes = load("comptes_communes").astype({"montant_eur": float})
budget = load("budget_primitif", territory=territoire)
annees = set(budget["annee"]) & set(comptes["annee"])
assert annees, f"{territoire} : aucune année n’est à la fois dans le budget voté et dans les comptes. Choisissez une autre ville, en haut."
annee = annee or max(annees)
ville = comptes[comptes["commune"] == territoire]
depenses = ville[(ville["annee"] == annee) & (ville["type_agregat"] == "dépense")]
depenses[["agregat", "montant_eur", "partie_de"]].style.format(nombre, subset="montant_eur", na_rep="").format(na_rep="", subset="partie_de").hide()

# %%
par_annee = ville.pivot(index="annee", columns="agregat", values="montant_eur")
compte = par_annee.loc[annee]
deux_sections = compte["depenses_fonctionnement"] + compte["depenses_investissement"]
ecart = deux_sections - compte["depenses_totales"]

sommes = {"toutes les lignes": depenses["montant_eur"].sum(), "les deux sections": deux_sections}
sommes |= {"total officiel": compte["depenses_totales"], "écart": ecart}
pd.DataFrame({f"{territoire}, {annee}, en euros": sommes})

# %% [markdown]
# ### Exercice 2 : expliquer l’écart, à l’euro
#
# La somme de toutes les lignes mélange total et parties : elle ne veut rien dire. Plus étonnant, les deux sections donnent **plus** que le total officiel. L’écart est leur différence. Quelque chose est donc compté dans les deux sections, et pas dans le total.
#
# Le premier tableau donne un indice. Pour `depenses_investissement`, la case `partie_de` est vide : cet agrégat n’entre pas en entier dans le total. Cherchez maintenant la ligne qui vaut l’écart, à un euro près.
#
# Dans la cellule, `compte["nom_de_l_agregat"]` prend un montant par son nom. Voici un essai, qui échoue : cette ligne ne vaut pas l’écart.
#
# ```python
# essai = deux_sections - compte["charges_financieres"]
# ```
#
# **À vous.** Refaites le total officiel : retirez de `deux_sections` la ligne qui explique l’écart. N’écrivez aucun chiffre, seulement des noms. Si le mot `KeyError` apparaît, le nom est mal écrit : recopiez-le du premier tableau.

# %% exercise="total_refait" scaffold="total_refait = ...  # ← sur le modèle de l’essai, avec la bonne ligne"
### BEGIN SOLUTION
total_refait = deux_sections - compte["remboursements_emprunts"]
### END SOLUTION
pd.DataFrame({"euros": [compte["depenses_totales"], total_refait]}, index=["total officiel", "total refait"])

# %% check="total_refait" points=3
from numbers import Real

assert isinstance(total_refait, Real), "On attend un seul nombre. Suivez le modèle : deux_sections, le signe moins, puis compte avec un nom entre crochets et entre guillemets."
assert total_refait != deux_sections, "C’est la somme de départ : rien n’en a été retiré."
assert total_refait < deux_sections, "C’est plus que la somme de départ. Il faut retirer une ligne : utilisez le signe moins."
assert total_refait > deux_sections / 2, "C’est beaucoup trop peu. Partez de deux_sections, et retirez une seule ligne, en euros."
### BEGIN HIDDEN TESTS
from lirelaville import load

officiels = load("comptes_communes", where=f"annee = {annee}")
officiels = officiels[officiels["commune"] == territoire].set_index("agregat")["montant_eur"]
attendu = officiels["depenses_fonctionnement"] + officiels["depenses_investissement"] - officiels["remboursements_emprunts"]
assert abs(total_refait - (attendu + officiels["remboursements_emprunts"] - officiels["charges_financieres"])) > 1.5, "C’est l’essai du modèle : les charges financières sont les intérêts. Cherchez la ligne qui vaut exactement l’écart."
assert abs(total_refait - attendu) <= 1.5, "Ce n’est pas le total officiel. Comparez les montants du tableau avec l’écart affiché, chiffre par chiffre : une seule ligne convient."
### END HIDDEN TESTS

# %% wrong="total_refait" because="l’essai du modèle recopié" says="C’est l’essai du modèle"
total_refait = deux_sections - compte["charges_financieres"]

# %% wrong="total_refait" because="la bonne ligne, ajoutée au lieu d’être retirée" says="utilisez le signe moins"
total_refait = deux_sections + compte["remboursements_emprunts"]

# %% wrong="total_refait" because="une autre ligne du même ordre de grandeur" says="une seule ligne convient"
total_refait = deux_sections - compte["depenses_intervention"]

# %% wrong="total_refait" because="une autre ligne d’investissement" says="une seule ligne convient"
total_refait = deux_sections - compte["depenses_equipement"]

# %% wrong="total_refait" because="la somme de départ, sans rien retirer" says="rien n’en a été retiré"
total_refait = deux_sections

# %% wrong="total_refait" because="la ligne seule, sans soustraction" says="Partez de deux_sections"
total_refait = compte["remboursements_emprunts"]

# %% wrong="total_refait" because="le fonctionnement seul comme point de départ" says="Ce n’est pas le total officiel"
total_refait = compte["depenses_fonctionnement"] - compte["remboursements_emprunts"]

# %% wrong="total_refait" because="le nom de l’agrégat entre guillemets, sans compte" says="un seul nombre"
total_refait = "deux_sections - remboursements_emprunts"

# %% [markdown]
# **Pourquoi cet écart ?** La fiche des données le dit : les « dépenses totales » de l’OFGL laissent de côté le remboursement des emprunts. Les dépenses d’investissement, elles, le contiennent. Personne ne s’est trompé : le mot « total » a une définition, et il faut la lire.
#
# ## Le total officiel et la somme refaite, côte à côte
#
# Inutile de lire le code de la cellule suivante. Exécutez-la, puis choisissez une somme dans la liste, puis une année. Deux barres s’affichent : le total **officiel**, et la somme **refaite**. Le titre donne l’écart. Voici la liste :
#
# - **les deux sections** : la somme qui ne tombait pas juste ;
# - **sans les remboursements** : celle de l’exercice 2 ;
# - l’**épargne brute** : recettes de fonctionnement moins dépenses de fonctionnement ;
# - la **capacité de financement** : recettes totales moins dépenses totales.
#
# **Pariez** : pour combien d’années l’écart sera-t-il de zéro, exactement ? La table écrite dessous donne tous les écarts, en euros, pour qui préfère lire.

# %%
sommes = {"Les deux sections": ("depenses_totales", "depenses_fonctionnement + depenses_investissement"),
    "Sans les remboursements": ("depenses_totales", "depenses_fonctionnement + depenses_investissement - remboursements_emprunts"),
    "Épargne brute": ("epargne_brute", "recettes_fonctionnement - depenses_fonctionnement"),
    "Capacité de financement": ("capacite_financement", "recettes_totales - depenses_totales")}

def comparer(somme, an):
    euros, refaits = par_annee[sommes[somme][0]][an], par_annee.eval(sommes[somme][1])[an]
    barres = pd.Series({f"officiel : {nombre(euros)} €": euros, f"refait : {nombre(refaits)} €": refaits}) / 1e6
    return bars(barres, title=f"{somme}, {an} : écart de {nombre(refaits - euros)} €", unit="millions d’euros", source=comptes)

interact(comparer, somme=Dropdown(options=list(sommes), description="Somme :"), an=SelectionSlider(options=list(par_annee.index), value=annee, description="Année :"))
pd.DataFrame({nom: par_annee.eval(calcul) - par_annee[total] for nom, (total, calcul) in sommes.items()})

# %% [markdown]
# **Ce qu’on lit.** La première colonne a un écart chaque année : ce sont les remboursements d’emprunts. Dans les trois autres, un écart d’un euro apparaît certaines années. D’où vient-il ? La fiche le dit : chaque montant a été arrondi à l’euro.
#
# Retenez la règle. Dans un tableau arrondi à l’euro, **un écart d’un euro** peut venir des arrondis. **Un écart de millions** ne le peut pas : il a une définition, un oubli ou une erreur derrière lui.
#
# ## Voté, exécuté : deux sommes justes, et pourtant différentes
#
# Dernière comparaison, la plus courante dans les débats. La ville a **voté** un budget. Elle a ensuite **exécuté** des dépenses. Avant de soustraire, lisons ce que disent les fiches des deux tableaux.
#
# | | voté : budget primitif | exécuté : comptes OFGL |
# |---|---|---|
# | ce que c’est | une prévision, au départ | l’argent vraiment reçu ou dépensé |
# | mouvements | [[mouvements réels|mouvement réel]] à Marseille ; à vérifier ailleurs | mouvements réels |
# | [[budgets annexes|budget annexe]] | la fiche ne le dit pas | réunis au budget principal |
# | remboursement des emprunts | compris | exclu des « dépenses totales » |
# | défauts connus | à Marseille, des lignes manquent | montants arrondis à l’euro |
#
# Un **mouvement réel** fait vraiment entrer ou sortir de l’argent. Un **budget annexe** est tenu à part, pour un service particulier.
#
# **Pariez** : la ville dépense-t-elle plus ou moins que ce qu’elle a voté ? Et dans quelle section l’écart est-il le plus grand, en proportion ?

# %%
lignes_votees = budget[(budget["annee"] == annee) & (budget["sens"] == "Dépense")]
vote = lignes_votees["montant_eur"].sum()
vote_section = lignes_votees.groupby("section")["montant_eur"].sum()
execute = compte[["depenses_fonctionnement", "depenses_investissement"]].set_axis(["Fonctionnement", "Investissement"])
taux = 100 * execute / vote_section

cote_a_cote = pd.concat([vote_section.add_suffix(", voté"), execute.add_suffix(", exécuté")]).sort_values(ascending=False)
titre = f"Pour 100 € votés : {nombre(taux['Fonctionnement'])} € exécutés en fonctionnement, {nombre(taux['Investissement'])} € en investissement"
display(bars(cote_a_cote / 1e6, title=titre, unit=f"millions d’euros, {territoire}, {annee}", source=[budget, comptes]))
print(f"Total voté : {nombre(vote)} €.")
print(f"Dont sans section, absents du dessin : {nombre(vote - vote_section.sum())} €.")

# %% [markdown]
# ### Exercice 3 : comparer ce qui se compare
#
# Voici le modèle, pour une seule section, le fonctionnement :
#
# ```python
# ecart_fonctionnement = vote_section["Fonctionnement"] - compte["depenses_fonctionnement"]
# ```
#
# **À vous.** Calculez l’écart sur **toutes** les dépenses : le total voté, moins l’exécuté. Le total voté s’appelle `vote`. Il contient le remboursement des emprunts : vous l’aviez vu dans la leçon 1, « Emprunts en euros ».
#
# Pour l’exécuté, vous avez deux nombres : `compte["depenses_totales"]` et `deux_sections`. Un seul contient aussi ce remboursement. Lequel ?

# %% exercise="ecart_total" scaffold="ecart_total = ...  # ← le voté, moins l’exécuté"
### BEGIN SOLUTION
ecart_total = vote - deux_sections
### END SOLUTION
pd.DataFrame({"euros": [vote, ecart_total]}, index=["total voté", "voté moins exécuté"])

# %% check="ecart_total" points=3
from numbers import Real

assert isinstance(ecart_total, Real), "On attend un seul nombre : une soustraction entre vote et l’un des deux nombres proposés, sans guillemets."
assert abs(ecart_total) > 1000, "C’est trop petit pour un écart en euros. Faites une soustraction, et ne divisez pas le résultat."
assert abs(ecart_total) < vote / 2, "C’est trop grand pour un écart : avez-vous écrit le signe moins, et les deux montants ?"
### BEGIN HIDDEN TESTS
from lirelaville import load

votees = load("budget_primitif", territory=territoire)
votees = votees[(votees["annee"] == annee) & (votees["sens"] == "Dépense")]
officiels = load("comptes_communes", where=f"annee = {annee}")
officiels = officiels[officiels["commune"] == territoire].set_index("agregat")["montant_eur"]
attendu = votees["montant_eur"].sum() - officiels["depenses_fonctionnement"] - officiels["depenses_investissement"]
fonctionnement = votees[votees["section"] == "Fonctionnement"]["montant_eur"].sum() - officiels["depenses_fonctionnement"]
assert abs(ecart_total - fonctionnement) > 1.5, "C’est l’écart du fonctionnement seul, celui du modèle. Partez de vote, le total voté."
assert abs(ecart_total - attendu - officiels["remboursements_emprunts"]) > 1.5, "Le remboursement des emprunts est dans le voté, mais pas dans cet exécuté-là : les deux ne se comparent pas. Prenez l’autre nombre."
assert abs(ecart_total + attendu) > 1.5, "La soustraction est à l’envers : le voté d’abord, l’exécuté ensuite."
assert abs(ecart_total - attendu) <= 1.5, "Ce n’est pas l’écart entre toutes les dépenses votées et toutes les dépenses exécutées. Partez de vote, sans rien lui retirer avant."
### END HIDDEN TESTS

# %% wrong="ecart_total" because="les dépenses totales de l’OFGL, sans les remboursements" says="Prenez l’autre nombre"
ecart_total = vote - compte["depenses_totales"]

# %% wrong="ecart_total" because="le modèle recopié : le fonctionnement seul" says="celui du modèle"
ecart_total = vote_section["Fonctionnement"] - compte["depenses_fonctionnement"]

# %% wrong="ecart_total" because="la soustraction à l’envers" says="à l’envers"
ecart_total = deux_sections - vote

# %% wrong="ecart_total" because="le total voté, sans soustraction" says="avez-vous écrit le signe moins"
ecart_total = vote

# %% wrong="ecart_total" because="les deux montants additionnés" says="avez-vous écrit le signe moins"
ecart_total = vote + deux_sections

# %% wrong="ecart_total" because="les lignes sans section oubliées" says="toutes les dépenses votées"
ecart_total = vote_section.sum() - deux_sections

# %% wrong="ecart_total" because="une division : la part exécutée" says="trop petit pour un écart"
ecart_total = 100 * deux_sections / vote

# %% wrong="ecart_total" because="les noms entre guillemets" says="sans guillemets"
ecart_total = "vote - deux_sections"

# %% [markdown]
# ## Ce que l’écart dit, et ce qu’il ne dit pas
#
# Vous avez un écart, calculé sur les mêmes sortes de dépenses. Peut-on dire d’où il vient ? **Non**, pas avec ces deux tableaux.
#
# - **Voté n’est pas exécuté.** Des décisions modificatives peuvent changer le budget en cours d’année : ce tableau ne les contient pas. Et une dépense autorisée n’est pas toujours faite.
# - **Le contour n’est peut-être pas le même.** La fiche du budget ne dit pas si les budgets annexes y sont. Et l’OFGL compte les remboursements d’emprunts « hors gestion active de la dette ».
# - **Les lignes ne se répondent pas.** Les chapitres des deux tableaux sont différents : on ne peut pas suivre l’écart ligne à ligne.
#
# Nous savons mesurer l’écart. Nous ne savons pas le répartir entre ces raisons. On l’écrit tel quel.
#
# ### Exercice 4 : la phrase juste
#
# Une seule de ces phrases est juste. Laquelle ?
#
# - **A.** « La mairie a mal compté : il manque l’argent de l’écart. »
# - **B.** « La mairie a économisé l’argent de l’écart. »
# - **C.** « À Montpellier, l’addition tombe juste : la liste de 2013 est donc complète. »
# - **D.** « Le voté et l’exécuté diffèrent de cet écart ; ces fichiers ne disent pas pourquoi. »
#
# Écrivez la lettre entre guillemets, comme ceci : `"E"`. La vérification regarde ici la forme de votre réponse. La correction, une fois la leçon rendue, vous dira si la phrase est juste, et pourquoi.

# %% exercise="phrase_juste" scaffold="phrase_juste = ...  # ← une lettre entre guillemets"
### BEGIN SOLUTION
phrase_juste = "D"
### END SOLUTION

# %% check="phrase_juste" points=2
assert isinstance(phrase_juste, str), "Écrivez une lettre entre guillemets."
assert phrase_juste.strip().upper() in ("A", "B", "C", "D"), "Choisissez une seule des quatre lettres proposées, sans autre mot."
### BEGIN HIDDEN TESTS
lettre = phrase_juste.strip().upper()
assert lettre != "A", "Un budget voté est une prévision. Si les dépenses exécutées sont différentes, ni l’un ni l’autre n’est une erreur d’addition, et aucun argent ne « manque »."
assert lettre != "B", "Dire « économisé », c’est affirmer une cause. Un chantier retardé ou un contour différent donneraient le même écart : ces fichiers ne permettent pas de choisir."
assert lettre != "C", "Une addition juste ne prouve pas que la liste est complète. La Ville prévient elle-même que d’autres attributions ont suivi."
### END HIDDEN TESTS

# %% wrong="phrase_juste" because="un écart pris pour une erreur de calcul" says="Un budget voté est une prévision"
phrase_juste = "A"

# %% wrong="phrase_juste" because="une cause affirmée sans preuve" says="affirmer une cause"
phrase_juste = "B"

# %% wrong="phrase_juste" because="juste confondu avec complet" says="ne prouve pas que la liste est complète"
phrase_juste = "c"

# %% wrong="phrase_juste" because="la phrase entière au lieu de sa lettre" says="une seule des quatre lettres"
phrase_juste = "Le voté et l’exécuté diffèrent"

# %% [markdown]
# ## Demander le document qui manque
#
# Pour expliquer l’écart, il faut le **[[compte administratif]]** de l’année, ou le compte financier unique qui le remplace. Il met le voté et l’exécuté côte à côte, chapitre par chapitre, budget par budget. Cherchez d’abord sur le site de la ville : la mairie n’a pas à envoyer un document qu’elle a déjà diffusé (article L. 311-2 du code cité plus bas). Sinon, on écrit.
#
# - **Votre droit.** Un budget ou un compte est un **[[document administratif]]**. Les administrations « sont tenues de publier en ligne ou de communiquer les documents administratifs qu’elles détiennent aux personnes qui en font la demande ». C’est l’[article L. 311-1](https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000031366350) du code des relations entre le public et l’administration. Il y a des exceptions, comme les secrets protégés par la loi. Pour les communes, un second texte donne à toute personne le droit de demander communication « des budgets et des comptes de la commune ». C’est l’[article L. 2121-26](https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006070633) du code général des collectivités territoriales.
# - **Votre demande.** Nommez un document précis, qui existe déjà. Vous n’avez ni à dire pourquoi, ni à habiter la ville. Vous choisissez la forme : un courriel est sans frais, si le document existe en version électronique (article L. 311-9).
# - **Le délai.** Un mois sans réponse, à partir de la réception, vaut un refus (articles R. 311-12 et R. 311-13).
# - **Après un refus.** Vous avez deux mois pour saisir la **[[CADA]]** (article R. 343-1), par exemple sur [cada.fr](https://www.cada.fr). C’est gratuit. Elle rend un avis : il n’oblige pas la mairie, mais il faut passer par là avant d’aller au tribunal (article L. 342-1).
#
# Voici un modèle, pour un **autre** document :
#
# > *Objet : demande de communication d’un document administratif*
# >
# > Madame, Monsieur,
# >
# > En application de l’article L. 311-1 du code des relations entre le public et l’administration, je vous demande communication d’un document. C’est la liste des subventions annexée au compte administratif 2013 de la Ville de Montpellier. Je souhaite la recevoir par courriel, si possible sous forme de tableur. Je vous remercie.

# %% [markdown] written="demande" points=2
# ### À vous d’écrire
#
# Écrivez la demande du document qui aiderait à expliquer **votre** écart, en quatre à six lignes. Dites **quel document**, de quelle ville et de quelle année. Dites **quel article** vous donne ce droit, et **sous quelle forme** vous voulez le recevoir. Restez sobre : ni reproche, ni soupçon.
#
# Pas de nom ni d’adresse ici : signez « une habitante » ou « un habitant ».
#
# === BEGIN MARK SCHEME ===
# 2 points : le document est nommé précisément (compte administratif ou compte financier unique, avec la ville et l’année) **et** la demande cite un fondement juste et une forme de réponse. 1 point : l’un des deux seulement, ou un document mal daté. 0 point : une plainte, une accusation, ou une question sans document (« où est passé l’argent ? »).
#
# Documents acceptés, au choix :
#
# - le compte administratif, ou le compte financier unique, de l’année, avec ses annexes ;
# - les décisions modificatives de l’année ;
# - le budget primitif avec ses codes, par chapitre, budget principal et budgets annexes séparés ;
# - un document de l’année choisie, si la personne a changé le paramètre.
#
# Fondements acceptés : article L. 311-1 du code des relations entre le public et l’administration ; article L. 2121-26 du code général des collectivités territoriales ; « le droit d’accès aux documents administratifs » sans numéro suffit si le reste est bon.
#
# Formes acceptées : courriel, fichier, tableur, copie, consultation sur place. Demander qu’on **fabrique** une explication n’est pas demander un document : 1 point au plus. Ne retirez rien pour l’orthographe. Si une personne a laissé son nom ou son adresse, effacez-les avant de projeter.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Refaire une somme** demande d’ôter d’abord les totaux de la colonne : sinon, on compte deux fois. Juste à l’euro ne veut pas dire complet.
# - **Mesurer un écart** n’a de sens qu’entre deux montants de même contour. Un euro peut être un arrondi ; des millions ont une raison, et l’on n’invente pas celle que les données ne disent pas.
# - **Demander un document** est un droit : un document précis, l’article L. 311-1, une forme de réponse. Un mois de silence vaut refus, et la CADA est là.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La prochaine leçon demande : *Qui décide du « meilleur » quartier ?* La page publique « À qui vont les subventions ? » donne un total par année : vous savez maintenant le refaire. Et si vous avez cinq minutes, remplacez le `0` de `annee = 0` par `2023`, puis exécutez tout de nouveau. Remettez `0` avant de rendre la leçon.
