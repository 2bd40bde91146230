# %% [markdown]
# # Faire 16 fiches sans 16 copier-coller ?
#
# « Pour lundi, il me faut une fiche d’une page par arrondissement. » Il y en a seize. D’habitude, on fait la première, on la copie quinze fois, puis on change les chiffres un par un. À la onzième, un vieux chiffre reste. Personne ne le voit, et la fiche part.
#
# Ici, vous écrivez **une** fiche. L’ordinateur fait les seize, et il refuse celles dont les chiffres ne concordent pas.
#
# **À la fin, vous saurez…**
#
# - **écrire** un carnet à [[paramètre]] : une seule valeur change d’une fiche à l’autre ;
# - **faire écrire** les chiffres par le calcul, pour qu’aucune phrase ne se périme ;
# - **contrôler** chaque fiche, puis leur somme, avant d’envoyer.
#
# **Il vous faut** : les gestes des leçons précédentes. `Maj` et `Entrée` exécutent une cellule ; dans un exercice, vous remplacez les `...`. Avancez de haut en bas, sans sauter de cellule.
#
# ## D’où viennent ces données ?
#
# De quatre tables sur Marseille, toutes sous Licence Ouverte :
#
# - `populations` : les habitants de chaque arrondissement en 2022, publiés par l’Insee. C’est le chiffre officiel ;
# - `recensement_iris` : le même recensement par **[[IRIS]]**, ces petits secteurs de l’Insee ;
# - `logement_social` : les logements sociaux par arrondissement, publiés par la Métropole Aix-Marseille-Provence ;
# - `equipements` : les écoles, crèches, stades, parcs… de la Ville, d’après ses listes de 2018.
#
# Elles nous sont parvenues par une republication : avant un usage officiel, comparez-les à la page de leur éditeur. **Deux limites connues** : le fichier ne dit pas de quel jour datent les logements sociaux. Et sa notice signale deux chiffres à vérifier, ceux du 1er et du 16e : le recensement y compte bien moins de ménages en HLM.
#
# Exécutez les quatre cellules suivantes. **Avant la dernière, pariez** : pour les logements sociaux, rapportés à ses ménages, le 1er arrondissement est-il dans la première ou la seconde moitié ?

# %% tags=["parameters"]
arrondissement = 1  # la seule valeur qui change d’une fiche à l’autre

# %% fold="Préparer les outils"
import re
from contextlib import suppress
from html import escape, unescape
from pathlib import Path

from IPython.display import HTML, Markdown, display
from lirelaville import load, produire_fiches, votre_fichier
from lirelaville.charts import bars
from lirelaville.french import number as nombre

imports = "from IPython.display import Markdown\nfrom lirelaville import load\nfrom lirelaville.charts import bars\nfrom lirelaville.french import number as nombre"

def ma_cellule(nom):  # votre dernière cellule exécutée qui donne une valeur à ce nom
    trouvees = [x for x in globals().get("In", []) if "# %%" not in x and re.search(rf"^{nom}\s*=", x, re.M)]
    return re.sub(r"^(###.*|.*# pour voir)$\n?", "", trouvees[-1], flags=re.M).strip() if trouvees else ""

def rejouer(nom, /, **valeurs):  # la même cellule, avec d’autres valeurs
    espace = globals() | valeurs
    with suppress(Exception):
        exec(ma_cellule(nom), espace)
    return espace.get(nom)

def lire(fiche):  # ce qu’on lit sur une fiche, sans sa mise en page
    page = fiche.page.read_text(encoding="utf-8").partition("<main>")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.S)).split())

# %%
table = load("logement_social").set_index("code_insee")
table["habitants"] = load("populations").set_index("code_insee")["population_municipale"]
iris = load("recensement_iris").groupby("code_insee")[["population_2022", "menages_2022"]].sum()
table[["habitants_iris", "menages"]] = iris
table["nom"] = table["nom"].str[10:-15]  # « Marseille 8e Arrondissement » devient « 8e »
table = table.set_index("arrondissement")
ligne = table.loc[arrondissement]
nom, habitants, logements = ligne["nom"], ligne["habitants"], ligne["logements_sociaux"]
table[["nom", "habitants", "habitants_iris", "logements_sociaux"]].head(3)  # pour voir

# %%
taux = (100 * table["logements_sociaux"] / table["menages"]).set_axis(table["nom"])
rang = f"{nombre(taux.rank(ascending=False)[nom])} sur {len(taux)}"
unite = "logements sociaux pour 100 ménages"
titre = f"{nom} arrondissement : {nombre(taux[nom])} {unite}, rang {rang}"
tables = ["populations", "logement_social", "recensement_iris"]
en_ordre = taux.sort_values(ascending=False)
bars(en_ordre, title=titre, unit=unite, source=tables, highlight=nom)

# %% [markdown]
# ## Lisons ensemble
#
# - La première cellule fixe le **paramètre** : `arrondissement`. Elle porte une étiquette invisible, `parameters`, qui la désigne à l’ordinateur.
# - La troisième construit `table` : **une ligne par arrondissement**. `set_index("code_insee")` met le code de l’Insee au bord de chaque ligne. Python range alors chaque chiffre en face du bon code, même si les fichiers n’ont pas le même ordre. `.sum()` additionne les IRIS d’un arrondissement.
# - `.loc[arrondissement]` prend **une** ligne de cette table : celle de la fiche.
# - La quatrième dessine le graphique de la fiche. Un nombre de logements suit la taille : on le rapporte donc aux **ménages** (les personnes d’un même logement). `highlight=nom` met en valeur une seule barre. La ligne « Sources » nomme les trois tables de la fiche.
#
# Deux précautions. Ce rapport n’est **pas** le taux de la loi SRU, calculé autrement, et pour la ville entière. Et ses deux chiffres ne sont peut-être pas de la même année : c’est un ordre de grandeur.
#
# Remplacez `1` par `8` en haut, exécutez de nouveau ces quatre cellules : tout suit. Puis remettez `1`, et exécutez-les encore.
#
# ## Une erreur à rencontrer exprès : la phrase tapée à la main
#
# Faisons d’abord la fiche comme d’habitude : on lit le chiffre ci-dessus, et on le tape dans la phrase.
#
# La cellule suivante enregistre un petit carnet, `fiche_tapee.py` : notre **[[modèle de fiche]]**. `# %%` y commence une cellule. Puis `produire_fiches` exécute ce modèle deux fois. Pour le 1er arrondissement, puis pour le 8e : elle remplace le `1` de la première cellule par un `8`.
#
# **Avant d’exécuter, pariez** : combien d’habitants la fiche du 8e annoncera-t-elle ? Comptez quelques secondes. Deux liens s’affichent, puis le texte de chaque fiche.

# %%
tapee = '''# %% tags=["parameters"]
arrondissement = 1
# %%
print(f"Fiche {arrondissement}. Le 1er arrondissement compte 38 482 habitants.")
'''
Path("fiche_tapee.py").write_text(tapee)
essai = produire_fiches("fiche_tapee.py", pour="arrondissement", valeurs=[1, 8], dans="essai")
print(*(lire(fiche) for fiche in essai), sep="\n")
print("Le 8e arrondissement compte en fait", nombre(table.loc[8, "habitants"]), "habitants.")

# %% [markdown]
# - **Le symptôme.** La fiche du 8e parle du 1er. Aucune erreur ne s’affiche : pour l’ordinateur, tout va bien.
# - **La cause.** Le chiffre et le nom ont été **tapés**. Ils ne dépendent de rien : ils ne changeront jamais. L’an prochain, ils seront périmés partout.
# - **La réparation.** On ne tape aucun chiffre. On écrit des trous, et le calcul les remplit.
#
# C’est le publipostage de votre traitement de texte. En Python, cela s’appelle une **[[f-string]]** : un `f` devant le guillemet, et des accolades `{ }` autour de ce qui est calculé. `nombre(…)` écrit le chiffre à la française.
#
# ### Exercice 1 : la phrase qui ne se périme pas
#
# Voici le modèle, pour les logements sociaux :
#
# ```python
# exemple = f"Le {nom} arrondissement compte {nombre(logements)} logements sociaux."
# ```
#
# **À vous.** Écrivez dans `phrase` : « Le … arrondissement compte … habitants. » Le nom et le nombre d’habitants viennent du calcul : ils s’appellent `nom` et `habitants`. La dernière ligne, `Markdown(…)`, affiche votre phrase comme un texte. Laissez-la.
#
# La vérification rejoue votre cellule pour **d’autres** arrondissements.

# %% exercise="phrase" scaffold="phrase = ...  # ← une f-string, sur le modèle ci-dessus"
### BEGIN SOLUTION
phrase = f"Le {nom} arrondissement compte {nombre(habitants)} habitants."
### END SOLUTION
Markdown(f"{phrase}")

# %% check="phrase" points=3
assert isinstance(phrase, str), "On attend une phrase. Suivez le modèle : un f, puis le texte entre guillemets."
assert "{" not in phrase, "Les accolades sont restées telles quelles. Il manque la lettre f, collée au premier guillemet."
lue = " ".join(phrase.split())
assert "logements" not in lue, "C’est le modèle, avec les logements. La phrase demandée parle des habitants."
assert not any(mal in lue for mal in (f"{habitants}", f"{habitants:,}", f"{habitants:_}")), "Ce nombre se lit mal : il n’a pas d’espace entre les milliers. Écrivez nombre(habitants) entre les accolades."
assert re.search("compte.*habitant", lue), "On ne reconnaît pas la phrase demandée : « Le … arrondissement compte … habitants. »"
lignes = [table.loc[numero] for numero in (1, 8, 16) if numero != arrondissement and ma_cellule("phrase")]
rejouees = [str(rejouer("phrase", arrondissement=x.name, ligne=x, nom=x["nom"], habitants=x["habitants"], logements=x["logements_sociaux"])) for x in lignes]
assert phrase not in rejouees, "Rejouée pour un autre arrondissement, votre cellule redonne la même phrase : tout y est tapé. Mettez nom et nombre(habitants) entre accolades."
assert all(nombre(x["habitants"]) in dite for x, dite in zip(lignes, rejouees, strict=True)), "Rejouée pour d’autres arrondissements, votre phrase garde un vieux nombre d’habitants. Ne tapez aucun chiffre : nombre(habitants), entre accolades."
assert all(f" {x['nom']} arrondissement" in dite for x, dite in [(ligne, lue), *zip(lignes, rejouees, strict=True)]), "Pour un arrondissement au moins, votre phrase donne un mauvais nom. Écrivez nom entre accolades : il contient déjà « 1er » ou « 8e »."
### BEGIN HIDDEN TESTS
from lirelaville import load

officiels = load("populations").set_index("code_insee")["population_municipale"]
attendu = f"{officiels[f'132{arrondissement:02d}']:,}".replace(",", " ")
assert f"compte {attendu} habitant" in lue, "Ce n’est pas le nombre d’habitants de l’arrondissement, juste après le mot « compte ». Il s’appelle habitants."
autres = [(officiels[f"132{x.name:02d}"], dite) for x, dite in zip(lignes, rejouees, strict=True)]
assert all(f"compte {total:,} habitant".replace(",", " ") in " ".join(dite.split()) for total, dite in autres), "Pour un autre arrondissement, le nombre d’habitants de la phrase serait faux."
### END HIDDEN TESTS

# %% wrong="phrase" because="le chiffre et le nom tapés à la main" says="tout y est tapé"
phrase = "Le 1er arrondissement compte 38 482 habitants."

# %% wrong="phrase" because="le nom calculé, mais le chiffre tapé" says="un vieux nombre d’habitants"
phrase = f"Le {nom} arrondissement compte 38 482 habitants."

# %% wrong="phrase" because="le chiffre calculé, mais le nom tapé" says="un mauvais nom"
phrase = f"Le 1er arrondissement compte {nombre(habitants)} habitants."

# %% wrong="phrase" because="le numéro au lieu du nom : « Le 1e arrondissement »" says="un mauvais nom"
phrase = f"Le {arrondissement}e arrondissement compte {nombre(habitants)} habitants."

# %% wrong="phrase" because="le f oublié" says="Il manque la lettre f"
phrase = "Le {nom} arrondissement compte {nombre(habitants)} habitants."

# %% wrong="phrase" because="le modèle recopié : les logements" says="les logements"
phrase = f"Le {nom} arrondissement compte {nombre(logements)} logements sociaux."

# %% wrong="phrase" because="le nombre sans espaces" says="se lit mal"
phrase = f"Le {nom} arrondissement compte {habitants} habitants."

# %% wrong="phrase" because="les logements à la place des habitants" says="un vieux nombre d’habitants"
phrase = f"Le {nom} arrondissement compte {nombre(logements)} habitants."

# %% wrong="phrase" because="le nombre seul" says="On attend une phrase"
phrase = habitants

# %% [markdown]
# ## Le contrôle : deux chemins vers le même chiffre
#
# Comment savoir qu’une fiche est juste, sans la relire ? On calcule le même chiffre **par deux chemins**. Ici, les habitants : le total officiel d’un côté, la somme des IRIS de l’autre. La différence s’appelle l’**[[écart]]**.
#
# **Avant d’exécuter, pariez** : combien d’arrondissements sur seize auront un écart de zéro, exactement ?

# %%
ecarts = table["habitants_iris"] - table["habitants"]
print("Écarts, du 1er au 16e, en habitants :", ecarts.tolist())
print("Écart nul :", (ecarts == 0).sum(), "arrondissements sur", len(ecarts))

# %% [markdown]
# Des écarts d’un ou deux habitants viennent des arrondis : la notice des données le dit. Un écart de mille habitants ne le peut pas.
#
# Il nous faut donc une règle. En Python, un **[[contrôle de cohérence]]** s’écrit avec `assert` : « vérifie que c’est vrai ; sinon, arrête tout ». Une fiche arrêtée ne part pas.
#
# ### Exercice 2 : la règle qui arrête une mauvaise fiche
#
# Une condition est vraie (`True`) ou fausse (`False`). Voici un modèle : « l’arrondissement a au moins mille habitants ».
#
# ```python
# peuple = habitants >= 1_000
# ```
#
# `>=` veut dire « au moins », `<=` « au plus ». Et `abs(…)` enlève le signe : `abs(-3)` vaut `3`.
#
# **À vous.** Écrivez dans `juste` la condition : « l’écart est d’**au plus 5 habitants**, en plus ou en moins ». La ligne `assert` est prête : elle arrêtera la fiche si `juste` est faux.

# %% exercise="juste" scaffold="juste = ...  # ← une condition sur ecart, vraie si la fiche peut partir"
ecart = ligne["habitants_iris"] - ligne["habitants"]
### BEGIN SOLUTION
juste = abs(ecart) <= 5
### END SOLUTION
assert juste, f"{nom} arrondissement : {nombre(ecart)} habitants d’écart avec le total officiel."
Markdown(f"Écart entre les IRIS et le total officiel, en habitants : {nombre(ecart)}.")

# %% check="juste" points=3
assert type(juste).__name__ in ("bool", "bool_"), "On attend une condition, vraie ou fausse : une comparaison avec <=, sans guillemets. Un nombre seul ne suffit pas."
assert juste or abs(ecart) > 5, "Votre règle arrête cette fiche, alors que ses deux totaux sont presque égaux. Regardez le sens du signe : <= veut dire « au plus »."
regle = (lambda e: rejouer("juste", ligne={**ligne, "habitants_iris": ligne["habitants"] + e})) if ma_cellule("juste") else (lambda e: abs(e) <= 5)
assert all(regle(e) for e in (0, 1, -1, 2, -2)), "Rejouée avec un ou deux habitants d’écart, votre règle arrête la fiche. Ce sont des arrondis : laissez passer jusqu’à 5 habitants."
assert not regle(60) or not regle(-60), "Rejouée avec 60 habitants d’écart, votre règle laisse partir la fiche. La limite est de 5 habitants."
### BEGIN HIDDEN TESTS
assert not regle(-2000), "Votre règle laisse partir une fiche où il manque deux mille habitants : un écart négatif est toujours plus petit que 5. Enlevez d’abord son signe, avec abs(…)."
assert not regle(2000), "Votre règle laisse partir une fiche qui a deux mille habitants de trop."
assert not any(regle(e) for e in (60, -60)), "Votre règle laisse partir une fiche qui a 60 habitants d’écart. La limite est de 5."
### END HIDDEN TESTS

# %% wrong="juste" because="l’égalité exacte" says="Ce sont des arrondis"
ecart = ligne["habitants_iris"] - ligne["habitants"]
juste = ecart == 0

# %% wrong="juste" because="abs oublié : un écart négatif passe toujours" says="un écart négatif"
ecart = ligne["habitants_iris"] - ligne["habitants"]
juste = ecart <= 5

# %% wrong="juste" because="le signe à l’envers" says="Regardez le sens du signe"
ecart = ligne["habitants_iris"] - ligne["habitants"]
juste = abs(ecart) >= 5

# %% wrong="juste" because="le modèle recopié : la taille de l’arrondissement" says="La limite est de 5 habitants"
ecart = ligne["habitants_iris"] - ligne["habitants"]
juste = habitants >= 1_000

# %% wrong="juste" because="vrai, quoi qu’il arrive" says="La limite est de 5 habitants"
ecart = ligne["habitants_iris"] - ligne["habitants"]
juste = True

# %% wrong="juste" because="l’écart sans comparaison" says="une comparaison avec <="
ecart = ligne["habitants_iris"] - ligne["habitants"]
juste = abs(ecart)

# %% wrong="juste" because="la condition entre guillemets" says="sans guillemets"
ecart = ligne["habitants_iris"] - ligne["habitants"]
juste = "abs(ecart) <= 5"

# %% [markdown]
# ## Vos cellules deviennent un modèle
#
# Tout est prêt : le paramètre, les tables, le contrôle, la phrase, le graphique. La cellule suivante reprend **vos** cellules, telles que vous les avez exécutées. Elle les enregistre dans `ma_fiche.py`, séparées par `# %%`. Lisez le résultat : c’est votre carnet à paramètre, en entier. Le contrôle y passe **avant** le texte. Les lignes marquées `# pour voir` n’y sont plus.
#
# ### Exercice 3 : les seize fiches
#
# Voici le modèle, pour les deux fiches du début :
#
# ```python
# essai = produire_fiches("fiche_tapee.py", pour="arrondissement", valeurs=[1, 8], dans="essai")
# ```
#
# **À vous.** Produisez dans `fiches` les **seize** fiches de `ma_fiche.py`, dans un dossier nommé `"fiches"`. Pour ne pas taper seize nombres, écrivez `range(…, …)` : `range(1, 4)` donne 1, 2 et 3. Attention, la fin n’est jamais comprise.
#
# Comptez une dizaine de secondes. Derrière, le logiciel libre **[[papermill]]** exécute votre carnet seize fois. **Pariez** : combien de fiches seront refusées ?
#
# Après la vérification, une liste vous permet d’ouvrir chaque fiche ici même.

# %%
noms = ["table", "juste", "phrase", "taux"]
cellules = [ma_cellule("arrondissement"), imports, *(ma_cellule(x) for x in noms)]
modele = '# %% tags=["parameters"]\n' + "\n\n# %%\n".join(cellules)
Path("ma_fiche.py").write_text(modele + "\n")
print(modele)

# %% exercise="fiches" scaffold="fiches = ...  # ← produire_fiches(…), sur le modèle ci-dessus"
### BEGIN SOLUTION
fiches = produire_fiches("ma_fiche.py", pour="arrondissement", valeurs=range(1, 17), dans="fiches")
### END SOLUTION

# %% check="fiches" points=3
assert isinstance(fiches, list), "On attend le résultat de produire_fiches(…). Suivez le modèle, en gardant fiches = devant."
assert all(hasattr(fiche, "page") for fiche in fiches), "On attend le résultat de produire_fiches(…). Suivez le modèle, en gardant fiches = devant."
numeros = [fiche.value for fiche in fiches]
assert 0 not in numeros, "Il y a une fiche pour l’arrondissement 0, qui n’existe pas. Donnez à range son début et sa fin."
assert 17 not in numeros, "Il y a une fiche pour l’arrondissement 17, qui n’existe pas. La fin de range n’est pas comprise, mais tout ce qui est avant l’est."
assert len(numeros) == 16, f"On compte {len(numeros)} fiches au lieu de seize. La fin de range n’est pas comprise : allez un cran plus loin que le dernier arrondissement."
refusees = [fiche for fiche in fiches if fiche.error]
assert not refusees, f"{len(refusees)} fiches sont refusées. Lisez la raison dans le tableau, corrigez votre phrase ou votre règle, refaites ma_fiche.py, puis recommencez."
assert all(fiche.page.is_file() for fiche in fiches), "Les pages ne sont plus là. Exécutez de nouveau votre cellule."
textes = {fiche.value: lire(fiche) for fiche in fiches}
assert "Fiche 8. Le 1er" not in textes[8], "Ce sont les fiches à la phrase tapée. Produisez celles de votre carnet : ma_fiche.py."
### BEGIN HIDDEN TESTS
from lirelaville import load

officiels = load("populations").set_index("code_insee")["population_municipale"]
attendus = {n: f"compte {officiels[f'132{n:02d}']:,} habitant".replace(",", " ") for n in range(1, 17)}
fausses = [n for n in attendus if attendus[n] not in textes[n]]
assert not fausses, f"{len(fausses)} fiches n’annoncent pas le bon nombre d’habitants. Reprenez l’exercice 1, refaites ma_fiche.py, puis recommencez."
### END HIDDEN TESTS

# %% wrong="fiches" because="la fin de range oubliée" says="un cran plus loin"
fiches = produire_fiches("ma_fiche.py", pour="arrondissement", valeurs=range(1, 16), dans="fiches")

# %% wrong="fiches" because="le modèle recopié : deux fiches" says="au lieu de seize"
fiches = produire_fiches("ma_fiche.py", pour="arrondissement", valeurs=[1, 8], dans="fiches")

# %% wrong="fiches" because="le mauvais carnet : la phrase tapée" says="phrase tapée"
fiches = produire_fiches("fiche_tapee.py", pour="arrondissement", valeurs=range(1, 17), dans="fiches")

# %% wrong="fiches" because="les numéros seuls" says="On attend le résultat de produire_fiches"
fiches = list(range(1, 17))

# %% wrong="fiches" because="le nom du carnet seul" says="On attend le résultat de produire_fiches"
fiches = "ma_fiche.py"

# %% wrong="fiches" because="range sans son début, fiches 0 et 1" says="l’arrondissement 0"
fiches = produire_fiches("ma_fiche.py", pour="arrondissement", valeurs=range(2), dans="fiches")

# %% fold="Choisir une fiche dans la liste"
from ipywidgets import interact
from lirelaville.report.panel import link

faites = [fiche for fiche in fiches if fiche.page] if isinstance(fiches, list) else []
par_nom = {f"arrondissement {fiche.value}": fiche for fiche in faites}

def montrer(choix):
    page = par_nom[choix].page
    lien = f'<p><a href="{escape(link(page))}" target="_blank" rel="noopener">Ouvrir la fiche dans un onglet</a></p>'
    cadre = f'<iframe title="Fiche, {choix}" srcdoc="{escape(page.read_text(encoding="utf-8"))}"'
    display(HTML(f'{lien}{cadre} style="width: 100%; height: 460px; border: 1px solid #777"></iframe>'))

if par_nom:
    interact(montrer, choix=list(par_nom))
    print("Sans la liste, la phrase de chaque fiche :")
    print(*(re.search(r"Le \S+ arrondissement.*?\.|$", lire(fiche))[0] for fiche in faites), sep="\n")
else:
    print("La liste attend vos seize fiches : faites d’abord l’exercice 3.")

# %% [markdown]
# ## Le contrôle sert-il à quelque chose ?
#
# Seize fiches sur seize : le contrôle n’a rien arrêté. Marche-t-il ? Pour le savoir, on **abîme les données exprès**. Imaginons un export coupé : `.head(200)` ne garde que les 200 premières lignes du fichier des IRIS. Les IRIS y sont rangés par arrondissement, du 1er au 16e.
#
# **Pariez** : des fiches 8, 9 et 17, lesquelles partiront ? Le 17e arrondissement n’existe pas. C’est une faute de frappe comme une autre.

# %%
abimee = modele.replace('load("recensement_iris")', 'load("recensement_iris").head(200)')
Path("fiche_abimee.py").write_text(abimee + "\n")
test = produire_fiches("fiche_abimee.py", pour="arrondissement", valeurs=[8, 9, 17], dans="abimees")
print(*(lire(fiche).partition(" Sources")[0] for fiche in test if fiche.page), sep="\n")

# %% [markdown]
# Une fiche refusée n’a pas de page : elle ne peut pas partir par erreur. Sa raison est écrite, et le carnet arrêté est gardé pour comprendre.
#
# Mais lisez la fiche 8, qui est partie. Ses habitants sont justes, son **rang** est faux : comparez-le à celui de votre vraie fiche 8, dans la liste plus haut. Les arrondissements sans ménages sont sortis du classement, et rien ne l’a vu. **Un contrôle ne protège que ce qu’il compare.** D’où le dernier geste.
#
# ## Avant d’envoyer : l’ensemble
#
# On relit les pages **telles qu’elles partiront**, et on compare leur somme au chiffre de la ville entière. Dans `populations`, la ville a sa propre ligne, de code 13055 : c’est bien un second chemin.
#
# La cellule prépare aussi un autre découpage. Votre collègue a compté les lieux publics, fiche par fiche, avec leur **code postal** : 13001 pour le 1er, 13016 pour le 16e. **Pariez** : sa somme tombera-t-elle juste, elle aussi ?
#
# ### Exercice 4 : ce qui n’est dans aucune fiche
#
# Voici le modèle, pour les habitants : la ville, moins la somme des fiches.
#
# ```python
# ecart_ville = ville - somme_fiches
# ```
#
# **À vous.** Combien de lieux ne seraient dans **aucune** fiche de votre collègue ? `len(lieux)` compte les lieux de la ville. `par_fiche` donne leur nombre pour chaque code postal : `.sum()` l’additionne.
#
# Sous votre réponse, deux autres lignes montrent ce que la somme ne voit pas, puis la réparation. On y range chaque lieu par son `code_insee`, déduit de sa position.

# %% fold="Relire les fiches et compter les lieux"
relus = [re.search(r"compte ([\d ]+) habitant", lire(fiche)) for fiche in faites]
somme_fiches = sum(int(trouve[1].replace(" ", "")) for trouve in relus if trouve)
ville = load("populations").set_index("code_insee").loc["13055", "population_municipale"]
ecart_ville = ville - somme_fiches
print(f"Somme des {len(faites)} fiches : {nombre(somme_fiches)} habitants.")
print(f"Ville entière : {nombre(ville)} habitants. Écart : {nombre(ecart_ville)}.")

lieux = load("equipements")
codes_postaux = [f"130{numero:02d}" for numero in range(1, 17)]
par_fiche = lieux["code_postal"].value_counts()[codes_postaux]
print(f"Par code postal : {par_fiche['13001']} lieux au 13001… {par_fiche['13016']} au 13016.")
print(f"Ville entière : {nombre(len(lieux))} lieux.")

# %% exercise="lieux_perdus" scaffold="lieux_perdus = ...  # ← la ville, moins la somme des fiches"
### BEGIN SOLUTION
lieux_perdus = len(lieux) - par_fiche.sum()
### END SOLUTION
mal_ranges = (lieux["controle_code_postal"] == "autre arrondissement").sum()
print("Lieux dans aucune fiche :", lieux_perdus)
print("Lieux qui seraient dans la fiche d’un autre arrondissement :", mal_ranges)
print("Lieux rangés par code_insee, déduit de leur position :", lieux["code_insee"].notna().sum())

# %% check="lieux_perdus" points=3
from numbers import Real

assert isinstance(lieux_perdus, Real), "On attend un seul nombre. Terminez par .sum(), avec ses parenthèses, et n’écrivez pas de guillemets."
assert lieux_perdus >= 0, "Un nombre de lieux perdus n’est pas négatif : partez de la ville, puis retirez la somme des fiches."
assert lieux_perdus != 0, "La somme ne tombe pas juste. Faites la soustraction : ne répondez pas au jugé."
assert lieux_perdus < len(lieux) / 2, "C’est beaucoup trop : presque tous les lieux sont dans une fiche. Avez-vous écrit le signe moins ?"
### BEGIN HIDDEN TESTS
from lirelaville import load

tous = load("equipements")["code_postal"]
attendu = (~tous.isin([f"130{n:02d}" for n in range(1, 17)])).sum()
assert lieux_perdus != tous.isna().sum(), "Vous avez compté les codes postaux vides. D’autres lieux ont un code, mais pas celui d’un arrondissement : faites la soustraction."
assert lieux_perdus == attendu, "Ce n’est pas la différence entre tous les lieux et la somme des seize fiches. Utilisez len(lieux) et par_fiche.sum()."
### END HIDDEN TESTS

# %% wrong="lieux_perdus" because="la somme, sans la soustraction" says="beaucoup trop"
lieux_perdus = par_fiche.sum()

# %% wrong="lieux_perdus" because="la soustraction à l’envers" says="n’est pas négatif"
lieux_perdus = par_fiche.sum() - len(lieux)

# %% wrong="lieux_perdus" because="les codes postaux vides seulement" says="les codes postaux vides"
lieux_perdus = lieux["code_postal"].isna().sum()

# %% wrong="lieux_perdus" because="le pari : la somme tombe juste" says="ne répondez pas au jugé"
lieux_perdus = 0

# %% wrong="lieux_perdus" because="la somme oubliée" says="un seul nombre"
lieux_perdus = len(lieux) - par_fiche

# %% wrong="lieux_perdus" because="les fiches comptées au lieu de leurs lieux" says="beaucoup trop"
lieux_perdus = len(lieux) - len(par_fiche)

# %% [markdown] written="limites" points=2
# ### À vous d’écrire
#
# Vos seize fiches sont faites, et leur somme est juste. En deux ou trois phrases : **qu’est-ce que ces contrôles ne garantissent pas ?** Citez un risque qui reste. Puis dites **ce que vous feriez**, vous, avant d’appuyer sur « Envoyer ».
#
# === BEGIN MARK SCHEME ===
# **1 point : un risque qui reste, précis.** Par exemple : la somme est juste mais deux fiches peuvent s’être échangé un lieu (les codes postaux l’ont montré) ; le contrôle ne porte que sur les habitants, ni sur les logements sociaux ni sur le graphique (la fiche 8, faite avec un fichier coupé, est partie) ; les deux chemins viennent du même recensement, une erreur commune passerait ; les logements sociaux par arrondissement n’ont pas de date ; les données sont arrivées par une republication ; une phrase peut être juste et mal comprise.
#
# **1 point : une vérification concrète avant l’envoi.** Par exemple : relire à l’œil une ou deux fiches tirées au hasard, ou la plus grande et la plus petite ; ajouter un contrôle sur les logements (leur somme, comparée au stock SRU de la ville, en diffère : il faudrait savoir pourquoi) ; comparer avec les fiches de l’an dernier ; demander la date au service ou à la Métropole ; faire relire par une collègue du terrain ; écrire la source et la date sur la fiche.
#
# **Ne suffisent pas :** « il peut y avoir des erreurs » sans dire lesquelles ; « je vérifierais tout ».
# **À refuser :** « rien, puisque le contrôle est passé ».
# === END MARK SCHEME ===

# %% [markdown]
# ## Et avec vos données ?
#
# Prenez un fichier de votre service, avec une colonne qui sépare (`groupe` : un service, un quartier, une année) et un montant (`montant`). La cellule écrit une petite fiche pour chacun des 20 premiers groupes, **si** chaque montant y entre une fois, et une seule. Sinon, elle dit pourquoi : une ligne sans groupe, ou un total compté avec ses parties. Pas de fichier avec des données personnelles dans l’atelier.
#
# **Au bureau.** Le même outil se lance dans un terminal. Il fait aussi les PDF, si Chromium est installé :
#
# ```
# lirelaville report ma_fiche.py --for arrondissement --to fiches
# ```
#
# Dans un carnet `.ipynb`, donnez l’étiquette `parameters` à la cellule du paramètre : les deux roues dentées, en haut à droite.

# %%
def fiches_du_fichier(lignes):
    for numero, montant in lignes.loc[lignes["groupe"].isna(), "montant"].dropna().items():
        raise ValueError(f"Ligne {numero} : pas de groupe. {nombre(montant, 2)} n’irait nulle part.")
    sommes, total = lignes.groupby("groupe")["montant"].sum(min_count=1), lignes["montant"].sum()
    for groupe in sommes.index[((2 * sommes - total).abs() < 0.01) & (len(sommes) > 2)]:
        raise ValueError(f"« {groupe} » vaut la somme de tous les autres : une ligne de total ?")
    for groupe, montant in sommes.head(20).items():
        display(HTML(f"Fiche <b>{escape(groupe)}</b> : {nombre(montant, 2)} sur {nombre(total, 2)}"))
    print(f"{len(sommes)} fiches en tout. Leur somme retrouve le total : {nombre(total, 2)}.")

votre_fichier(fiches_du_fichier, groupe="texte", montant="nombre")

# %% [markdown]
# ## À retenir
#
# - **Écrire** une fois : un carnet à paramètre a une seule valeur à changer, en haut. L’ordinateur le rejoue pour chaque arrondissement.
# - **Faire écrire** les chiffres par le calcul : une f-string suit les données, un chiffre tapé se périme.
# - **Contrôler** : un `assert` arrête la fiche dont deux chemins ne concordent pas. Avant d’envoyer, la somme des fiches retrouve le total de la ville. Et une somme juste ne prouve pas que chaque part l’est.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** Le projet fournit un modèle plus complet, `fiche_arrondissement` : écrivez `produire_fiches("fiche_arrondissement", pour="arrondissement")`. La prochaine leçon demande : *Comment en faire une page pour tous ?*
