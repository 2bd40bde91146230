# %% [markdown]
# # Comment en faire une page pour tous ?
#
# Vous avez un chiffre juste, une carte, un beau tableau. Vous les montrez, et il faut tout expliquer. Sans vous, personne ne comprend.
# Une page publique n’a pas d’autrice à côté d’elle. Elle doit se lire seule : sur un téléphone, au clavier, à voix haute.
#
# Aujourd’hui, vous repartez d’un travail déjà fait : les équipements (leçon 6), par arrondissement (leçon 7). Et vous en faites une page, dans votre dossier.
#
# **À la fin, vous saurez…**
#
# - **raconter** un résultat avec une question, un contrôle, un graphique et une phrase ;
# - **décrire** un graphique à qui ne le voit pas ;
# - **fabriquer** une page depuis un carnet, et la relire avant de la publier.
#
# **Il vous faut** : les gestes des leçons précédentes. On exécute une cellule avec **Maj + Entrée** ; on remplace les trois points ; on vérifie.
#
# ## D’où viennent ces données ?
#
# - **Les lieux** : des listes de la [Ville de Marseille](https://www.data.gouv.fr/fr/organizations/ville-de-marseille/). Le nom de la table dit leur année.
# - **Les habitants** : les [populations de référence](https://www.insee.fr/fr/information/2008354) de l’Insee.
#
# Elles nous sont parvenues par une republication : avant un usage officiel, comparez-les à ces pages.
# **Un trou connu** : les deux années ne sont pas les mêmes, et des lieux ont ouvert ou fermé depuis. Nous travaillons sur Marseille, qui a des arrondissements à comparer.
#
# **Votre sujet.** Gardez les crèches, ou choisissez les écoles maternelles : remplacez alors `creches` par `ecoles_maternelles`, entre les guillemets.

# %% tags=["parameters"]
sujet = "creches"  # ou "ecoles_maternelles"

# %% fold="Préparer les outils et les données"
from dataclasses import replace
from inspect import getsource
from pathlib import Path

import pandas as pd
from IPython.display import Markdown, display
from IPython.utils.capture import capture_output
from ipywidgets import Dropdown, interact
from lirelaville import apercu, load, source_line, votre_fichier
from lirelaville.charts import bars
from lirelaville.french import number as nombre

mot = {"creches": "crèches", "ecoles_maternelles": "écoles maternelles"}.get(sujet)
assert mot, "Le sujet s’écrit creches ou ecoles_maternelles, sans accent, entre guillemets."

def preparer(sujet):
    equipements, populations = load("equipements"), load("populations").set_index("code_insee")
    habitants = populations["population_municipale"].loc[[f"132{n:02}" for n in range(1, 17)]]
    codes = equipements[equipements["jeu"] == sujet]["code_insee"]
    lieux = codes.value_counts().reindex(habitants.index, fill_value=0)
    lieux.index = habitants.index = ["1er", *(f"{n}e" for n in range(2, 17))]
    taux = (10_000 * lieux / habitants).sort_values(ascending=False)
    return lieux, taux, 10_000 * lieux.sum() / habitants.sum()

# %%
lieux, taux, taux_ville = preparer(sujet)
print(source_line("equipements"), source_line("populations"), sep="\n")
print(f"La ville : {nombre(lieux.sum())} {mot}, {nombre(taux_ville, 2)} pour 10 000 habitants.")
taux_lisibles = [nombre(taux[nom], 2) for nom in lieux.index]
pd.DataFrame({"lieux": lieux, "pour 10 000 habitants": taux_lisibles})

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne** est un arrondissement. `lieux` compte les lieux de la liste. `taux` les rapporte à 10 000 habitants : c’est le [[taux]] de la leçon 6. `taux_ville` est celui de la ville entière.
#
# Une page publique de ce site tient en quatre morceaux. Ouvrez « À qui vont les subventions ? » et retrouvez-les.
#
# | morceau | il répond à | dans cette page-là |
# |---|---|---|
# | **la question** | de quoi parle-t-on ? | À qui vont les subventions ? |
# | **le [[contrôle]]** | et pour moi ? | la liste des années |
# | **la phrase** | que faut-il retenir ? | le total, le nombre de bénéficiaires |
# | **le graphique** | à quoi cela ressemble-t-il ? | les dix premiers |
#
# Un seul de chaque. Un deuxième graphique, c’est une deuxième page.
#
# ### Exercice 1 · La question
#
# « Répartition des équipements par code Insee » est le titre d’un fichier. Un titre de page est **la question d’une personne qui habite là**.
# Voici un modèle, sur un autre sujet :
#
# ```python
# question = "Y a-t-il une bibliothèque près de chez moi ?"
# ```
#
# **À vous.** Écrivez votre question, entre guillemets. Elle nomme le sujet (la crèche ou l’école), tient en deux lignes de téléphone, et finit par un point d’interrogation.
# Gardez une question à laquelle ce tableau **répond**. « Y en a-t-il assez ? » demanderait de savoir combien il en faut : il ne le dit pas.
# *Avant d’écrire, pariez :* quelle question poserait une voisine, et pas un collègue ?

# %% exercise="question" scaffold="question = ...  # ← votre question, entre guillemets"
### BEGIN SOLUTION
question = "Combien de crèches dans mon arrondissement ?"
if sujet == "ecoles_maternelles":
    question = "Combien d’écoles maternelles dans mon arrondissement ?"
### END SOLUTION

# %% check="question" points=2
import re

assert isinstance(question, str), "Une question est un texte : écrivez-la entre guillemets."
question_lue = question.strip()
assert question_lue.endswith("?"), "Votre titre ne pose pas de question. Il doit finir par un point d’interrogation."
assert not re.search(r"[_#{}]|graphique|insee|répartition", question_lue.lower()), "Il reste un mot de fichier ou de bureau. Écrivez comme on parle : combien, où, y a-t-il…"
assert len(question_lue) >= 15, "C’est trop court : on ne sait pas de quoi la page va parler."
assert len(question_lue) <= 90, "C’est trop long pour un titre de téléphone : 90 caractères au plus, espaces compris."
assert question_lue.count("?") == 1, "Une page, une question. Gardez la plus importante."
assert not question_lue.isupper(), "Tout en capitales, c’est difficile à lire. Une seule majuscule, au début."
### BEGIN HIDDEN TESTS
assert len(question_lue.split()) >= 4, "Une question complète a un verbe et un sujet : quelques mots de plus."
racines = {"creches": ("crèche", "creche"), "ecoles_maternelles": ("école", "ecole", "maternelle")}[sujet]
assert any(racine in question_lue.lower() for racine in racines), "Votre question ne nomme pas le sujet de la page. On doit y lire le mot crèche ou le mot école, selon votre choix."
### END HIDDEN TESTS

# %% wrong="question" because="un sujet au lieu d’une question" says="ne pose pas de question"
question = "Les crèches par arrondissement"

# %% wrong="question" because="le titre laissé par l’outil" says="ne pose pas de question"
question = "Graphique 1"

# %% wrong="question" because="les mots du fichier" says="mot de fichier"
question = "Quel est le taux de creches par code_insee ?"

# %% wrong="question" because="un seul mot" says="trop court"
question = "Combien ?"

# %% wrong="question" because="deux questions dans le titre" says="Une page, une question"
question = "Combien de crèches ? Et où sont-elles ?"

# %% wrong="question" because="une question qui ne dit pas de quoi l’on parle" says="ne nomme pas le sujet"
question = "Où vit-on le mieux dans notre ville ?"

# %% wrong="question" because="un titre qui raconte toute l’étude" says="trop long"
question = "Combien de crèches sont présentes dans chacun des seize arrondissements de la ville rapportées à la population ?"

# %% wrong="question" because="une réponse sans guillemets" says="entre guillemets"
question = 2022

# %% [markdown]
# ## Le contrôle et la phrase : « et pour moi ? »
#
# Le contrôle de votre page sera une liste : l’arrondissement. Quand la personne choisit, la phrase doit suivre.
# Il faut donc une **[[fonction|fonction Python]]**. Rien à voir avec celles du budget : c’est comme une recette de cuisine. On lui donne un choix, elle rend un résultat. Trois mots suffisent pour la lire.
#
# - `def effectif(choix):` veut dire « voici `effectif` ; ce qu’on lui donne s’appelle `choix` » ;
# - `return` veut dire « elle rend ceci ». Cette ligne commence par quatre espaces ;
# - dans le texte, la lettre `f` avant les guillemets permet d’écrire une valeur entre accolades : `{choix}`.
#
# `lieux[choix]` prend le nombre de l’arrondissement choisi. `nombre(…)` l’écrit à la française.
#
# *Avant d’exécuter, pariez :* que va rendre la fonction si on lui donne `"3e"` ? Essayez ensuite le vôtre.

# %%
def effectif(choix):
    return f"Le {choix} arrondissement compte {nombre(lieux[choix])} {mot}."

print(effectif("3e"))

# %% [markdown]
# ### Exercice 2 · La phrase
#
# « Le 3e compte 9 crèches » : est-ce peu, est-ce beaucoup ? On ne sait pas. Une phrase utile porte trois choses :
#
# - **qui** : l’arrondissement choisi, `{choix}` ;
# - **combien, avec l’unité** : son taux pour 10 000 habitants. `nombre(taux[choix], 1)` l’écrit avec **une** décimale ;
# - **un repère** : le taux de la ville entière, `taux_ville`, avec une décimale aussi.
#
# **À vous.** Complétez la fonction `phrase`, sur le modèle d’`effectif`. Essayez-la ensuite sur deux arrondissements.
# *Pariez :* le vôtre est-il au-dessus du repère ?

# %% exercise="phrase" scaffold="def phrase(choix):\n    return ...  # ← une phrase entre guillemets, avec la lettre f devant"
### BEGIN SOLUTION
def phrase(choix):
    return (
        f"Le {choix} arrondissement compte {nombre(lieux[choix])} {mot} : {nombre(taux[choix], 1)} "
        f"pour 10 000 habitants, contre {nombre(taux_ville, 1)} dans toute la ville."
    )
### END SOLUTION
print(phrase("3e"), phrase("10e"), sep="\n")

# %% check="phrase" points=4
import re

def essayer(fonction, choix):
    try:
        return fonction(choix)
    except Exception as erreur:
        return erreur

assert callable(phrase), "phrase doit rester une fonction : gardez la ligne « def phrase(choix): », puis « return » en dessous, avec quatre espaces devant."
phrases = {nom: essayer(phrase, nom) for nom in taux.index}
une_phrase = phrases["3e"]
assert une_phrase is not ..., "Il manque encore votre réponse « phrase » : remplacez les trois points après return, exécutez la cellule, puis revenez ici."
assert not isinstance(une_phrase, Exception), f"Votre fonction s’arrête sur une erreur ({type(une_phrase).__name__} : {une_phrase}). Vérifiez les noms, les crochets et les parenthèses."
assert une_phrase is not None, "Votre fonction ne rend rien. Elle finit par return, et non par print."
assert isinstance(une_phrase, str), "Votre fonction doit rendre un texte : la lettre f, puis la phrase entre guillemets."
assert "{" not in une_phrase, "Les accolades s’affichent telles quelles : il manque la lettre f devant les guillemets."
assert len(set(phrases.values())) > 1, "La phrase ne change pas quand on change d’arrondissement. Écrivez {choix} et taux[choix], pas un nom ou un nombre."
assert all(re.search(rf"(?<!\d){nom}", dite) for nom, dite in phrases.items()), "La phrase ne dit pas quel arrondissement a été choisi : écrivez {choix}."
assert not any(re.search(r"\d[.,]\d{3}", dite) for dite in phrases.values()), "Il y a trop de décimales : personne ne lit cela. Utilisez nombre(…, 1)."
assert not re.search(r"\d\.\d", une_phrase), "Les nombres ont un point. En français, c’est une virgule : utilisez nombre(…, 1)."
assert "habitant" in une_phrase.lower(), "Il manque l’unité : pour combien d’habitants ?"
a_virgule = [len(re.findall(r"\d,\d", dite)) for dite in phrases.values()]
assert min(a_virgule) >= 1, "Le taux n’est pas dans la phrase. C’est nombre(taux[choix], 1), avec une décimale."
assert min(a_virgule) >= 2, "Il manque le repère : le taux de la ville entière, nombre(taux_ville, 1)."
### BEGIN HIDDEN TESTS
from lirelaville import load
from lirelaville.french import number

def lus(texte, nom):  # les nombres d’une phrase, sans celui du nom
    texte = re.sub(rf"(?<!\d){nom}", "", texte)
    return re.findall(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?", texte)

codes = [f"132{n:02}" for n in range(1, 17)]
gens = load("populations").set_index("code_insee")["population_municipale"].loc[codes]
tous = load("equipements")
comptes = tous[tous["jeu"] == sujet]["code_insee"].value_counts().reindex(codes, fill_value=0)
vrais = dict(zip(["1er", *(f"{n}e" for n in range(2, 17))], 10_000 * comptes / gens, strict=True))
repere = 10_000 * comptes.sum() / gens.sum()
ecrit = {nom: lus(dite, nom) for nom, dite in phrases.items()}
assert all({number(vrais[nom], 1), number(vrais[nom], 2)} & set(ecrit[nom]) for nom in vrais), "Le taux écrit n’est pas celui de l’arrondissement choisi. C’est taux[choix], pour 10 000 habitants, avec une décimale."
assert all({number(repere, 1), number(repere, 2)} & set(ecrit[nom]) for nom in vrais), "Le repère n’est pas le taux de la ville entière. C’est taux_ville, avec une décimale."
### END HIDDEN TESTS

# %% wrong="phrase" because="le nombre de lieux pris pour un taux" says="n’est pas dans la phrase"
def phrase(choix):
    return f"Le {choix} compte {nombre(lieux[choix])} {mot} pour 10 000 habitants."

# %% wrong="phrase" because="pas de repère" says="Il manque le repère"
def phrase(choix):
    return f"Le {choix} compte {nombre(taux[choix], 1)} {mot} pour 10 000 habitants."

# %% wrong="phrase" because="la lettre f oubliée" says="il manque la lettre f"
def phrase(choix):
    return "Le {choix} : {nombre(taux[choix], 1)} pour 10 000 habitants."

# %% wrong="phrase" because="toutes les décimales" says="trop de décimales"
def phrase(choix):
    return f"Le {choix} : {taux[choix]} pour 10 000 habitants, contre {taux_ville} dans la ville."

# %% wrong="phrase" because="print au lieu de return" says="ne rend rien"
def phrase(choix):
    print(f"Le {choix} : {nombre(taux[choix], 1)} pour 10 000 habitants.")

# %% wrong="phrase" because="une phrase écrite à la main, qui ne suit pas le choix" says="ne change pas"
def phrase(choix):
    return "Le 3e compte 1,6 crèche pour 10 000 habitants, contre 2,3 dans la ville."

# %% wrong="phrase" because="l’unité oubliée" says="Il manque l’unité"
def phrase(choix):
    return f"Le {choix} : {nombre(taux[choix], 1)}, contre {nombre(taux_ville, 1)}."

# %% wrong="phrase" because="le même taux quel que soit le choix" says="n’est pas celui de l’arrondissement choisi"
def phrase(choix):
    return f"Le {choix} : {nombre(taux['3e'], 1)} pour 10 000 habitants, contre {nombre(taux_ville, 1)}."

# %% wrong="phrase" because="la moyenne des taux au lieu du taux de la ville" says="n’est pas le taux de la ville"
def phrase(choix):
    return f"Le {choix} : {nombre(taux[choix], 1)} pour 10 000 habitants, contre {nombre(taux.mean(), 1)} en ville."

# %% wrong="phrase" because="une phrase sans fonction" says="doit rester une fonction"
phrase = "Le 3e compte 1,6 crèche pour 10 000 habitants."

# %% [markdown]
# ## Une erreur à rencontrer exprès : le graphique qui a besoin de vous
#
# Voici un graphique comme on en trouve dans bien des notes. Il est juste. Exécutez la cellule, et cachez de la main ce qui est écrit sous l’image.
#
# **Le jeu des dix secondes.** Montrez-le à la personne d’à côté, **sans un mot**. Puis demandez-lui : que dit-il ?
# *Avant de demander, pariez :* va-t-elle parler de crèches ? D’un nombre, ou d’un taux ? De quelle année ?

# %%
import matplotlib.pyplot as plt

taux[lieux.index].plot.bar(title="Graphique 1", figsize=(6, 2.6), rot=0)
plt.show()
print("En texte : seize barres, de 1er à 16e. Titre : « Graphique 1 ». Ni unité, ni source.")
print(f"Après le jeu. En tête par le nombre : {lieux.idxmax()} ; par le taux : {taux.idxmax()}.")

# %% [markdown]
# - **Le symptôme.** Chacun y lit ce qu’il veut. Selon la mesure, la plus haute barre n’est pas la même, et rien ne dit laquelle est dessinée.
# - **La cause.** Le titre, l’unité et la source étaient **dans votre tête**. Sur la page, vous ne serez pas là.
# - **La réparation.** Le titre dit le constat, avec son chiffre. L’axe dit l’unité. Une ligne dit la source, la licence et la date.
#
# La fonction `bars` refuse de dessiner sans ces trois-là. Elle met aussi une barre en avant avec `highlight` : plus foncée **et** écrite en gras. La couleur n’est jamais seule à parler.
#
# ### Exercice 3 · Le graphique réparé
#
# Voici une fonction qui dessine le **nombre** de lieux :
#
# ```python
# def esquisse(choix):
#     titre = f"{choix} : {nombre(lieux[choix])} {mot}"
#     return bars(lieux, title=titre, unit=f"nombre de {mot}",
#                 source=["equipements"], highlight=choix)
# ```
#
# **À vous.** Écrivez la fonction `graphique`, qui dessine le **taux**. Quatre choses changent : la série dessinée, le chiffre du titre, l’unité, et une seconde source, `"populations"`, puisque vous divisez par des habitants.
# Le titre donne le taux avec une décimale, et son unité. *Pariez :* la barre la plus longue sera-t-elle celle du plus grand arrondissement ?

# %% exercise="graphique" scaffold="def graphique(choix):\n    return ...  # ← bars(…), sur le modèle de l’esquisse"
### BEGIN SOLUTION
def graphique(choix):
    titre = f"{choix} : {nombre(taux[choix], 1)} {mot} pour 10 000 habitants, contre {nombre(taux_ville, 1)} dans la ville"
    sources = ["equipements", "populations"]
    return bars(taux, title=titre, unit=f"{mot} pour 10 000 habitants", source=sources, highlight=choix)
### END SOLUTION
graphique("3e")

# %% check="graphique" points=4
import re

def essayer(fonction, choix):
    try:
        return fonction(choix)
    except Exception as erreur:
        return erreur

assert callable(graphique), "graphique doit rester une fonction : gardez la ligne « def graphique(choix): », puis « return bars(…) » en dessous."
dessins = {nom: essayer(graphique, nom) for nom in ("3e", "13e")}
dessin = dessins["3e"]
assert dessin is not ..., "Il manque encore votre réponse « graphique » : remplacez les trois points après return, exécutez la cellule, puis revenez ici."
assert "required keyword" not in str(dessin), "bars refuse de dessiner : il lui manque title=, unit= ou source=."
assert not isinstance(dessin, Exception), f"Votre fonction s’arrête sur une erreur ({type(dessin).__name__} : {dessin}). Vérifiez les noms, les virgules et les parenthèses."
assert dessin is not None, "Votre fonction ne rend rien. Sa dernière ligne commence par return."
assert type(dessin).__name__ == "Chart", "Votre fonction doit rendre un graphique : return bars(…)."
titres = {nom: str(fait.title) for nom, fait in dessins.items()}
assert "{" not in titres["3e"], "Les accolades s’affichent dans le titre : il manque la lettre f devant les guillemets."
assert titres["3e"] != titres["13e"], "Le titre ne change pas avec le choix. Il dit le constat : qui, et combien."
assert all(re.search(rf"(?<!\d){nom}", titre) for nom, titre in titres.items()), "Le titre ne dit pas quel arrondissement a été choisi : écrivez {choix}."
assert not re.search(r"\d[.,]\d{3}", titres["3e"]), "Il y a trop de décimales dans le titre. Utilisez nombre(…, 1)."
assert not re.search(r"\d\.\d", titres["3e"]), "Le nombre du titre a un point. En français, c’est une virgule : utilisez nombre(…, 1)."
assert re.search(r"\d,\d", titres["3e"]), "Le titre n’a pas le taux, avec sa décimale : nombre(taux[choix], 1)."
assert len(titres["13e"]) <= 120, "Ce titre est trop long : 120 caractères au plus."
assert "habitant" in dessin.unit.lower(), "L’axe ne dit pas l’unité : pour combien d’habitants ?"
assert "icence" in dessin.source, "La source n’a ni licence ni date. Donnez à source= le nom des deux tables, entre crochets et entre guillemets."
assert dessins["3e"].png != dessins["13e"].png, "Le dessin reste le même quel que soit le choix : ajoutez highlight=choix."
### BEGIN HIDDEN TESTS
from lirelaville import load
from lirelaville.french import number

codes = [f"132{n:02}" for n in range(1, 17)]
gens = load("populations").set_index("code_insee")["population_municipale"].loc[codes]
tous = load("equipements")
comptes = tous[tous["jeu"] == sujet]["code_insee"].value_counts().reindex(codes, fill_value=0)
vrais = dict(zip(["1er", *(f"{n}e" for n in range(2, 17))], 10_000 * comptes / gens, strict=True))
barres_lues = {rang[0]: float(rang[1].replace(",", ".").replace("\u202f", "")) for rang in dessin.rows}
assert set(barres_lues) == set(vrais), "Le graphique ne montre pas les seize arrondissements."
assert all(abs(barres_lues[nom] - vrais[nom]) < 0.06 for nom in vrais), "Les barres ne sont pas les taux pour 10 000 habitants. La série à dessiner est taux."
assert all({number(vrais[nom], 1), number(vrais[nom], 2)} & set(re.findall(r"\d+,\d+", titres[nom])) for nom in titres), "Le chiffre du titre n’est pas le taux de l’arrondissement choisi : taux[choix]."
assert all(editeur in dessin.source for editeur in ("Ville de Marseille", "Insee")), "Il manque une source : les lieux viennent de equipements, les habitants de populations."
### END HIDDEN TESTS

# %% wrong="graphique" because="le titre laissé par l’outil" says="Le titre ne change pas"
def graphique(choix):
    return bars(taux, title="Graphique 1", unit="pour 10 000 habitants", source=["equipements", "populations"], highlight=choix)

# %% wrong="graphique" because="le modèle recopié sans rien changer" says="n’a pas le taux"
def graphique(choix):
    titre = f"{choix} : {nombre(lieux[choix])} {mot}"
    return bars(lieux, title=titre, unit=f"nombre de {mot}", source=["equipements"], highlight=choix)

# %% wrong="graphique" because="un titre sans chiffre" says="n’a pas le taux"
def graphique(choix):
    return bars(taux, title=f"Le {choix} arrondissement", unit="pour 10 000 habitants", source=["equipements", "populations"], highlight=choix)

# %% wrong="graphique" because="le bon titre, sur les nombres au lieu des taux" says="La série à dessiner est taux"
def graphique(choix):
    titre = f"{choix} : {nombre(taux[choix], 1)} pour 10 000 habitants"
    return bars(lieux, title=titre, unit="pour 10 000 habitants", source=["equipements", "populations"], highlight=choix)

# %% wrong="graphique" because="la source des habitants oubliée" says="Il manque une source"
def graphique(choix):
    titre = f"{choix} : {nombre(taux[choix], 1)} pour 10 000 habitants"
    return bars(taux, title=titre, unit="pour 10 000 habitants", source=["equipements"], highlight=choix)

# %% wrong="graphique" because="une unité qui ne dit rien" says="ne dit pas l’unité"
def graphique(choix):
    titre = f"{choix} : {nombre(taux[choix], 1)} pour 10 000 habitants"
    return bars(taux, title=titre, unit="valeur", source=["equipements", "populations"], highlight=choix)

# %% wrong="graphique" because="la barre choisie n’est pas mise en avant" says="highlight=choix"
def graphique(choix):
    titre = f"{choix} : {nombre(taux[choix], 1)} pour 10 000 habitants"
    return bars(taux, title=titre, unit="pour 10 000 habitants", source=["equipements", "populations"])

# %% wrong="graphique" because="le graphique affiché, mais pas rendu" says="ne rend rien"
def graphique(choix):
    titre = f"{choix} : {nombre(taux[choix], 1)} pour 10 000 habitants"
    display(bars(taux, title=titre, unit="pour 10 000 habitants", source=["equipements", "populations"], highlight=choix))

# %% wrong="graphique" because="une source écrite à la main, sans licence ni date" says="ni licence ni date"
def graphique(choix):
    titre = f"{choix} : {nombre(taux[choix], 1)} pour 10 000 habitants"
    return bars(taux, title=titre, unit="pour 10 000 habitants", source="Ville de Marseille et Insee", highlight=choix)

# %% wrong="graphique" because="la source oubliée" says="bars refuse de dessiner"
def graphique(choix):
    return bars(taux, title=f"{choix} : {nombre(taux[choix], 1)}", unit="pour 10 000 habitants", highlight=choix)

# %% wrong="graphique" because="une source inventée" says="s’arrête sur une erreur"
def graphique(choix):
    titre = f"{choix} : {nombre(taux[choix], 1)} pour 10 000 habitants"
    return bars(taux, title=titre, unit="pour 10 000 habitants", source="internet", highlight=choix)

# %% [markdown]
# ## Décrire à qui ne voit pas
#
# Une personne aveugle lit une page avec un logiciel qui parle. Devant une image, il lit son **[[texte alternatif]]**. S’il manque, le logiciel dit « image », ou rien du tout.
#
# La loi le demande aux collectivités. L’article 47 de la loi du 11 février 2005 veut des sites accessibles ; le décret du 24 juillet 2019 précise comment. Le **[[RGAA]]** (version 4.1) en donne les 106 critères. Le premier thème : les images.
#
# L’outil `bars` écrit un texte à votre place. *Avant d’exécuter, pariez :* sera-t-il court ? Dira-t-il l’essentiel ? Lisez-le à voix haute, en entier.

# %%
tables = ["equipements", "populations"]
dessin_muet = bars(taux, title="Sans votre aide", unit="pour 10 000 habitants", source=tables)
print(dessin_muet.alternative)
print("Longueur :", len(dessin_muet.alternative), "caractères.")

# %% [markdown]
# ### Exercice 4 · Le texte alternatif
#
# Tout y est, et rien n’en ressort. Les seize valeurs sont déjà dans le tableau, sous le graphique. Le vôtre dira **ce que l’œil voit en premier** :
#
# - **la forme** : des barres, et combien ou de quoi ;
# - **les extrêmes** : la plus longue et la plus courte. `taux.idxmax()` donne le nom de la plus grande valeur, `taux.idxmin()` celui de la plus petite ;
# - **le choix** : la barre mise en avant, et sa valeur.
#
# Il ne commence pas par « image de » : le logiciel le dit déjà. Il ne répète pas le titre. Il fait entre 20 et 300 caractères. Un modèle, pour le nombre de lieux :
#
# ```python
# def annonce(choix):
#     haut = lieux.idxmax()
#     return f"Barres. La plus longue : le {haut}. Le {choix} en a {nombre(lieux[choix])}."
# ```
#
# **À vous.** Écrivez la fonction `texte_alternatif`, pour le taux. *Pariez :* la barre la plus longue, combien de fois la plus courte ?

# %% exercise="texte_alternatif" scaffold="def texte_alternatif(choix):\n    return ...  # ← la forme, les deux extrêmes, le choix"
### BEGIN SOLUTION
def texte_alternatif(choix):
    return (
        f"Barres, une par arrondissement. La plus longue : le {taux.idxmax()}, {nombre(taux.max(), 1)}. "
        f"La plus courte : le {taux.idxmin()}, {nombre(taux.min(), 1)}. "
        f"Mise en avant : le {choix}, {nombre(taux[choix], 1)} pour 10 000 habitants."
    )
### END SOLUTION
print(texte_alternatif("3e"))

# %% check="texte_alternatif" points=3
import re

def essayer(fonction, choix):
    try:
        return fonction(choix)
    except Exception as erreur:
        return erreur

assert callable(texte_alternatif), "texte_alternatif doit rester une fonction : gardez la ligne « def texte_alternatif(choix): », puis « return » en dessous."
textes = {nom: essayer(texte_alternatif, nom) for nom in taux.index}
un_texte = textes["3e"]
assert un_texte is not ..., "Il manque encore votre réponse « texte_alternatif » : remplacez les trois points après return, exécutez la cellule, puis revenez ici."
assert not isinstance(un_texte, Exception), f"Votre fonction s’arrête sur une erreur ({type(un_texte).__name__} : {un_texte}). Vérifiez les noms et les parenthèses."
assert un_texte is not None, "Votre fonction ne rend rien. Elle finit par return, et non par print."
assert isinstance(un_texte, str), "Votre fonction doit rendre un texte : la lettre f, puis les phrases entre guillemets."
assert "{" not in un_texte, "Les accolades s’affichent telles quelles : il manque la lettre f devant les guillemets."
assert all(len(texte.strip()) >= 20 for texte in textes.values()), "C’est trop court pour dire ce que l’on voit : au moins 20 caractères."
assert all(len(texte.strip()) <= 300 for texte in textes.values()), "C’est trop long à écouter : 300 caractères au plus. Le tableau garde le détail."
assert not re.match(r"(voici |c’est |c'est )?(une |un |l’|l')?(image|photo|illustration|figure|dessin|visuel|graphique (de|qui|sur|1))\b", un_texte.strip().lower()), "Ne commencez pas par « image de » : le logiciel qui lit la page l’a déjà dit. Commencez par la forme."
assert "barre" in un_texte.lower() or "bâton" in un_texte.lower(), "La forme manque : que voit-on, des barres, une courbe, une carte ?"
assert sum(bool(re.search(rf"(?<!\d){nom}", un_texte)) for nom in taux.index) <= 8, "C’est une énumération : à l’oreille, rien n’en ressort. Le tableau s’en charge ; gardez les extrêmes et le choix."
titre_lu = essayer(lambda nom: graphique(nom).title, "3e")
assert un_texte.strip() not in (titre_lu, essayer(phrase, "3e"), question), "C’est la copie d’un texte déjà lu. Dites ce que l’œil voit : la forme, les extrêmes."
assert not re.search(r"\d[.,]\d{3}|\d\.\d", un_texte), "Un nombre n’est pas écrit pour être lu : utilisez nombre(…, 1)."
### BEGIN HIDDEN TESTS
from lirelaville import load

codes = [f"132{n:02}" for n in range(1, 17)]
gens = load("populations").set_index("code_insee")["population_municipale"].loc[codes]
tous = load("equipements")
comptes = tous[tous["jeu"] == sujet]["code_insee"].value_counts().reindex(codes, fill_value=0)
vrais = pd.Series((10_000 * comptes / gens).to_numpy(), index=["1er", *(f"{n}e" for n in range(2, 17))])

def dit(texte, noms):
    return any(re.search(rf"(?<!\d){nom}", texte) for nom in noms)

assert all(dit(texte, [nom]) for nom, texte in textes.items()), "La barre choisie n’est pas nommée : écrivez {choix}."
# on lit le texte d’un autre arrondissement, pour ne pas prendre le choix pour un extrême
autres = [nom for nom in vrais.index if vrais.min() < vrais[nom] < vrais.max()]
assert all(dit(textes[nom], vrais[vrais == vrais.max()].index) for nom in autres), "La plus longue barre n’est pas nommée, ou ce n’est pas celle du taux : taux.idxmax()."
assert all(dit(textes[nom], vrais[vrais == vrais.min()].index) for nom in autres), "La plus courte barre n’est pas nommée, ou ce n’est pas celle du taux : taux.idxmin()."
### END HIDDEN TESTS

# %% wrong="texte_alternatif" because="« image de »" says="Ne commencez pas"
def texte_alternatif(choix):
    return f"Image de barres montrant le taux du {choix} arrondissement."

# %% wrong="texte_alternatif" because="un texte vide" says="trop court"
def texte_alternatif(choix):
    return ""

# %% wrong="texte_alternatif" because="un mot pour toute description" says="trop court"
def texte_alternatif(choix):
    return f"Barres, {choix}"

# %% wrong="texte_alternatif" because="une description qui ne dit pas ce que l’on voit" says="La forme manque"
def texte_alternatif(choix):
    return f"Le {choix} arrondissement est mis en avant parmi les autres."

# %% wrong="texte_alternatif" because="le texte de l’outil recopié" says="une énumération"
def texte_alternatif(choix):
    return dessin_muet.alternative

# %% wrong="texte_alternatif" because="la phrase de la page reprise" says="La forme manque"
def texte_alternatif(choix):
    return phrase(choix)

# %% wrong="texte_alternatif" because="le modèle recopié : les extrêmes du nombre" says="celle du taux"
def texte_alternatif(choix):
    return f"Barres. La plus longue : le {lieux.idxmax()}. Le {choix} en a {nombre(lieux[choix])}."

# %% wrong="texte_alternatif" because="la plus courte oubliée" says="taux.idxmin()"
def texte_alternatif(choix):
    return f"Barres. La plus longue : le {taux.idxmax()}. Le {choix} : {nombre(taux[choix], 1)}."

# %% wrong="texte_alternatif" because="la barre choisie oubliée" says="n’est pas nommée"
def texte_alternatif(choix):
    return f"Barres. La plus longue : le {taux.idxmax()}. La plus courte : le {taux.idxmin()}."

# %% [markdown]
# ## Du carnet à la page
#
# Vos morceaux sont prêts. La fonction `montrer` les réunit, et `interact` ajoute la liste. Essayez-les d’abord **dans le carnet**.
#
# Laissez la souris de côté. Exécutez les deux premières cellules ci-dessous. La touche `Tab` mène à la liste ; les flèches `↑` et `↓` changent le choix.
# Trois phrases sont écrites dessous, pour qui préfère lire. *Avant, pariez :* combien d’endroits de l’écran vont changer à chaque choix ?
#
# Ensuite, la troisième cellule **écrit la page** dans votre dossier, sous le nom `ma_page.py`. C’est un fichier de texte, sans les exercices ni les essais : votre question, vos trois fonctions, et ce que la page ne dit pas. Changez d’abord `intro` et `limites` à votre goût.
#
# [[Voilà]] lit ce fichier et n’en montre que les résultats : ni code, ni cellules. Cliquez sur le lien affiché : c’est votre page, en vrai. Personne d’autre ne la voit.
# *Pariez encore :* comprend-on tout de suite où cliquer ?

# %% fold="Préparer l’écriture de la page"
OUTILS = """import pandas as pd
from dataclasses import replace
from IPython.display import Markdown, display
from ipywidgets import Dropdown, interact
from lirelaville import load
from lirelaville.charts import bars
from lirelaville.french import number as nombre"""
A_COMPLETER = ["À COMPLÉTER : votre question ?", "Choisissez un nom : la liste a les plus grands totaux, quinze au plus.", "À COMPLÉTER : les limites, l’éditeur des données, leur licence et leur date."]
LISTE = 'interact({}, choix=Dropdown(options=noms, description=quoi, style={{"description_width": "initial"}}));'

def ecrire_page(fichier, question, intro, limites, donnees, fonctions):
    code, nom = "\n\n".join([OUTILS, *map(getsource, fonctions), donnees]), fonctions[-1].__name__
    textes = [f"# %% [markdown]\n# # {question}\n#\n# {intro}", f"# %%\n{code}", f"# %%\n{LISTE.format(nom)}", f"# %% [markdown]\n# **Ce que cette page ne dit pas.** {limites}"]
    Path(fichier).write_text("\n\n".join(textes) + "\n", encoding="utf-8")
    try:
        with capture_output():
            exec(f"{code}\n{nom}(noms[0])", {})
    except Exception as erreur:
        print(f"⚠ Seule, votre page s’arrête : {erreur}\nLes exercices 2, 3 et 4 sont-ils finis ? Sinon, une fonction utilise un nom que la page n’a pas : écrivez-le dans la fonction.")
    return fichier

# %%
def montrer(choix):
    display(Markdown(phrase(choix)))
    display(replace(graphique(choix), alternative=texte_alternatif(choix)))

noms, quoi = list(lieux.index), "Arrondissement :"
large = {"description_width": "initial"}  # laisse sa place au nom de la liste
interact(montrer, choix=Dropdown(options=noms, description=quoi, style=large))
print("Sans la liste :", phrase("1er"), phrase("2e"), phrase("3e"), sep="\n")

# %%
intro = "Choisissez votre arrondissement : la phrase et le graphique suivent."
limites = "Lieux et habitants ne sont pas de la même année. Un lieu compte pour un, grand ou petit."

donnees = f'sujet, mot = "{sujet}", "{mot}"\nlieux, taux, taux_ville = preparer(sujet)\n'
donnees += 'noms, quoi = list(lieux.index), "Arrondissement :"'
fonctions = [preparer, phrase, graphique, texte_alternatif, montrer]
ecrire_page("ma_page.py", question, intro, limites, donnees, fonctions)
print(Path("ma_page.py").read_text(encoding="utf-8"))
apercu("ma_page.py")

# %% [markdown] written="relecture" points=2
# ### Relire avant de publier
#
# Une page en ligne engage la collectivité. Voici la liste que suit la personne qui la met en ligne. Elle s’inspire du RGAA ; elle ne remplace pas un audit.
#
# 1. **Le titre** est une question d’habitante ou d’habitant, sans sigle.
# 2. **Le titre du graphique** dit le constat, avec un chiffre calculé.
# 3. **L’unité** est sur l’axe et dans la phrase.
# 4. **La source**, la licence et la date de réception sont sous le graphique. Elles ont été comparées à la page officielle.
# 5. **L’année des données** est lisible, avec ce qui a pu changer depuis.
# 6. **Le texte alternatif** dit ce que l’on voit ; les chiffres sont aussi dans un tableau.
# 7. **La couleur n’est pas seule** : en noir et blanc, on comprend encore.
# 8. **Au clavier** : `Tab` atteint tout, les flèches changent le choix, rien ne bloque.
# 9. **Au téléphone** (390 pixels de large) : rien ne dépasse, tout se lit sans zoom.
# 10. **Aucune donnée personnelle** : ni nom de particulier, ni petit groupe que l’on reconnaîtrait.
#
# Pour le point 9, rétrécissez la fenêtre jusqu’à la largeur d’une main. Pour le point 8, débranchez la souris.
#
# **Échangez votre page avec quelqu’un.** Relisez-la avec la liste, sans que la personne qui l’a faite parle. Puis écrivez, en trois phrases au plus :
#
# - **un contresens possible** : qu’est-ce qu’une lectrice pressée pourrait croire, que la page ne dit pas ?
# - **la réparation** : les mots exacts que vous ajoutez ou changez, et où.
#
# === BEGIN MARK SCHEME ===
# **1 point : un contresens précis, que la page rend possible.** Par exemple : croire que le taux dit le nombre de places, alors qu’il compte des lieux, petits et grands ;
# croire que tous les habitants sont concernés, alors que seuls de jeunes enfants vont à la crèche ou à l’école maternelle ; croire que l’on ne peut aller que dans son arrondissement ;
# lire le classement comme une note (« le meilleur arrondissement ») ; croire que les chiffres sont d’aujourd’hui ; croire que rien n’existe hors de la liste de la Ville.
#
# **1 point : une réparation écrite, avec sa place.** Des mots que l’on peut recopier : « Ajouter sous la phrase : “On compte des lieux, pas des places.” » Une unité corrigée, une année dans le titre, une limite dans le dernier paragraphe.
# Acceptez aussi un point de la liste non tenu, s’il est nommé et réparé : « point 5 : l’année n’est que dans la source ; l’écrire dans la phrase ».
#
# **Ne suffisent pas :** « il faut plus d’explications » ; « le graphique n’est pas beau » ; un compliment ; une liste de points cochés sans contresens.
# **À refuser :** une réparation qui affirme une cause (« parce que la Ville a investi ici ») : la page ne permet pas de le dire.
# === END MARK SCHEME ===

# %% [markdown]
# ## Et avec vos données ?
#
# Prenez un fichier CSV de votre service : une colonne de **noms** (services, rues, postes…) et une colonne de **nombres** qui s’additionnent. La cellule fait les totaux, garde les 15 plus grands et écrit `ma_page_a_moi.py`.
# Votre fichier n’est pas recopié. Mais les noms gardés et leurs totaux sont écrits en clair dans la page : **pas de données personnelles dans cet atelier**.
#
# Ce que l’outil ne peut pas savoir est marqué `À COMPLÉTER` : la question, l’unité, la source, les limites. Ouvrez le fichier depuis le panneau de gauche, complétez, enregistrez. Puis relancez `apercu("ma_page_a_moi.py")` dans une cellule neuve.

# %%
def montrer_total(choix):
    display(Markdown(f"Rang {noms.index(choix) + 1} sur {len(noms)} (À COMPLÉTER : de quoi ?)."))
    titre, totaux = f"{choix} : {nombre(montants[choix])}", pd.Series(montants)
    display(bars(totaux, title=titre, unit="À COMPLÉTER", source=source, highlight=choix))

def analyser(table):
    totaux = table.groupby("nom")["montant"].sum(min_count=1).dropna().nlargest(15)
    donnees = f"montants, quoi = {totaux.round(2).to_dict()}, 'Nom :'\n"
    donnees += f"noms, source = list(montants), {table.attrs['source']!r}"
    return apercu(ecrire_page("ma_page_a_moi.py", *A_COMPLETER, donnees, [montrer_total]))

votre_fichier(analyser, nom="texte", montant="nombre")

# %% [markdown]
# ## À retenir
#
# - **Raconter** : une question, un contrôle, une phrase, un graphique. Le titre du graphique dit le constat ; l’unité, la source, la licence et la date sont écrites, car vous ne serez pas là.
# - **Décrire** : un texte alternatif dit la forme, les extrêmes et le choix, en 300 caractères au plus. Le tableau garde les nombres.
# - **Fabriquer** : une page est un fichier de texte qui se passe du carnet. On la regarde avec Voilà, on la relit à deux avec la liste, et quelqu’un d’autre décide de la publier.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Et ensuite ?** C’était la dernière leçon du parcours. Votre page est dans votre dossier : confiez `ma_page.py` à la personne qui anime l’atelier. Elle la relira avec la liste avant de la mettre à côté de « À qui vont les subventions ? ».
