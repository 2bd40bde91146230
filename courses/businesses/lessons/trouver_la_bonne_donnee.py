# %% [markdown]
# # Où sont les chiffres dont j’ai besoin ?
#
# Nadia crée une petite entreprise de nettoyage de locaux professionnels, à Marseille. Dans son plan d’affaires (*business plan*), la banque veut un chiffre : « Combien de clients possibles ? » Nadia est inventée. Les données, elles, sont réelles.
#
# **À la fin, vous saurez**
#
# - chercher une table dans un catalogue, et lire sa fiche avant son chiffre ;
# - distinguer un établissement d’une entreprise, par leurs numéros SIRET et SIREN ;
# - choisir entre deux sources qui donnent des nombres différents, et écrire un chiffre avec son doute.
#
# **Il vous faut** : cette page, et rien d’autre. Personne ne vous demande de savoir programmer. Trois gestes suffisent.
#
# 1. **Exécuter.** Cliquez dans une cellule de code, puis appuyez sur les touches `Maj` et `Entrée` ensemble. Le résultat s’affiche juste dessous.
# 2. **Compléter.** Dans un exercice, remplacez les trois points `...` par votre réponse, puis exécutez. Le modèle est toujours juste au-dessus.
# 3. **Vérifier.** Sous chaque exercice, une cellule repliée vérifie votre réponse. S’il manque quelque chose, un message vous aide. Recommencez autant de fois que vous voulez.
#
# Avancez de haut en bas, sans sauter de cellule. Si le mot `NameError` apparaît, une cellule plus haut n’a pas été exécutée : remontez, exécutez-la, revenez.
#
# ## D’où viennent ces données ?
#
# D’un **[[catalogue]]** : la liste de nos tables, chacune avec sa **fiche**. La fiche dit qui publie la table, de quelle année elle date, et ce qu’elle ne dit pas. Vous trouverez le même catalogue, sans code, dans la page publique « Les données, à lire et à reprendre ».
#
# Une limite, tout de suite : ces tables nous sont parvenues par une republication. Avant un dossier officiel, on compare le chiffre à l’adresse que donne la fiche.
#
# Exécutez les trois cellules suivantes, dans l’ordre. La première contient les réglages de Nadia.

# %% tags=["parameters"]
territoire = "Marseille"
code_commune = "13055"  # le code Insee de Marseille
annee_du_dossier = 2026  # l’année où Nadia écrit son plan d’affaires

# %% fold="Ouvrir le catalogue"
from numbers import Real

import pandas as pd
from IPython.display import Markdown
from lirelaville.catalogue import dataset_names, describe, load
from lirelaville.french import number as nombre
from lirelaville.french import typeset

fiches = {nom: describe(nom) for nom in dataset_names()}
catalogue = pd.DataFrame([{"table": nom, "années": f["years"], "territoire": f["territory"], "licence": f["licenses"][0]["title"]} for nom, f in fiches.items()])

def ecrire(texte):  # écrit une phrase, sans couper les mots en bout de ligne
    display(Markdown(typeset(texte)))

def afficher(texte, valeur):  # écrit un nombre à la française
    valeur = "à compléter" if valeur is ... else nombre(valeur) if isinstance(valeur, Real) else valeur
    (ecrire if isinstance(valeur, str) else print)(f"{texte} {valeur}")

def montrer(table):  # montre une table, ses nombres écrits à la française
    display(table.style.format(dict.fromkeys(table.select_dtypes("number"), nombre)).hide())

def lire_fiche(nom):  # les lignes de la fiche qui décident si la table convient
    f, unites = fiches[nom], {champ["unit"]: 1 for champ in fiches[nom]["resources"][0]["schema"]["fields"] if "unit" in champ}
    recu = "/".join(reversed(f["retrieved"].split("-")))
    ecrire("\n".join([f"**{f['title']}**", f"- **Une ligne** : {f['row']}", f"- **Années** : {f['years']} · **Territoire** : {f['territory']}", f"- **Unités** : {', '.join(unites) or 'aucune'}", f"- **Qui publie** : {f['contributors'][0]['title']} · **Licence** : {f['licenses'][0]['title']}", f"- **Reçue le** : {recu}", f"- **Adresse officielle** : [{f['sources'][0]['title']}]({f['sources'][0]['path']})", "\n**Limites connues**\n", *[f"- {limite}" for limite in f["known_gaps"]]]))

# %%
ecrire(f"Le catalogue contient {len(catalogue)} tables. Voici les six premières :")
montrer(catalogue.head(6))

# %% [markdown]
# ## Lisons ensemble
#
# Ce catalogue est lui-même un tableau.
#
# - **Une [[ligne]]**, de gauche à droite, est une table du catalogue.
# - **Une [[colonne]]**, de haut en bas, donne la même information pour toutes : le nom, les années, le territoire, la licence.
#
# La **[[licence]]** dit ce que vous avez le droit de faire. La « Licence Ouverte » autorise un usage commercial : vous citez la source et sa date. La leçon « Ai-je le droit de vendre ce que j’en fais ? » y reviendra.
#
# ## Chercher : du mot à la table
#
# Dans un catalogue, on tape un **mot**. La recherche lit le titre, la description, les mots-clés et les noms des colonnes de chaque table. Ni les majuscules ni les accents ne comptent.
#
# **Avant d’exécuter, pariez** : sur toutes ces tables, combien contiennent le mot « établissement » ? Deux, dix, presque toutes ? Et le mot « coiffeur » ?
#
# Exécutez. Puis écrivez vos propres mots dans la case, et validez par `Entrée`. Si la case disparaît, exécutez de nouveau la cellule. Cinq recherches sont déjà faites dessous, pour qui préfère lire.

# %% fold="Ouvrir la boîte de recherche"
import unicodedata

from ipywidgets import Text, interact
from lirelaville.french import count

def simple(texte):  # sans majuscule ni accent
    return "".join(s for s in unicodedata.normalize("NFD", texte.lower()) if not unicodedata.combining(s))

def chercher(phrase):
    mots = [mot.rstrip("sx") if len(mot) > 3 else mot for mot in simple(phrase).split()]
    textes = {nom: simple(" ".join([nom, f["title"], f["description"], *f["keywords"], *(c["title"] for r in f["resources"] for c in r.get("schema", {}).get("fields", []))])) for nom, f in fiches.items()}
    trouvees = [nom for nom, texte in textes.items() if all(mot in texte for mot in mots)]
    lignes = [f"- `{nom}` : {f['title']} · {f['territory']} · {f['years']} · {f['licenses'][0]['title']} · reçue le {'/'.join(reversed(f['retrieved'].split('-')))}" for nom, f in fiches.items() if nom in trouvees]
    ecrire("\n".join([f"**« {phrase} »** : {count(len(trouvees), 'table trouvée', 'tables trouvées')}.", "", *lignes]))

interact(chercher, phrase=Text("entreprise", description="Mot :", continuous_update=False))
ecrire("*Cinq recherches déjà faites :*")
for mot in ["établissement", "coiffeur", "magasin", "commerce", "salaire"]:
    chercher(mot)

# %% [markdown]
# **Ce qu’on découvre.**
#
# - **Zéro table trouvée n’est pas zéro donnée.** « coiffeur » ne trouve rien. Essayez un mot plus large, ou un synonyme.
# - **Un mot trouvé n’est pas une réponse.** « magasin » trouve une table qui compte des lieux, sans dire lesquels sont des magasins.
# - **Chaque résultat a ses années.** Regardez celles de « salaire ».
#
# ### Exercice 1 : la bonne table pour Yanis
#
# Yanis, le frère de Nadia, ouvre un salon de coiffure dans le 12e arrondissement. Il veut compter les salons, **métier par métier, lieu par lieu**. Une seule table du catalogue peut l’aider. Laquelle ?
#
# Pour lire la fiche d’une table avant de choisir, ajoutez une ligne dans la cellule. Par exemple :
#
# ```python
# lire_fiche("salaires_communes")
# ```
#
# **À vous.** Écrivez le **nom de la table** entre guillemets, comme ceci : `"salaires_communes"`. C’est le nom écrit au début de chaque résultat de la recherche.

# %% exercise="table_de_yanis" scaffold="table_de_yanis = ...  # ← le nom d’une table, entre guillemets"
### BEGIN SOLUTION
table_de_yanis = "equipements_11e_12e"
### END SOLUTION
afficher("Pour Yanis :", table_de_yanis)

# %% check="table_de_yanis" points=2
from lirelaville.catalogue import dataset_names, describe

assert isinstance(table_de_yanis, str), "Écrivez seulement le nom de la table, entre guillemets droits. Inutile de la charger."
table_choisie = table_de_yanis.strip()
titres = [describe(nom)["title"] for nom in dataset_names()]
assert table_choisie not in titres, "C’est le titre de la table. Il faut son nom, écrit juste avant dans la recherche : en minuscules, sans accent ni espace."
assert table_choisie in dataset_names(), "Ce nom n’est pas dans le catalogue. Recopiez-le lettre par lettre, avec ses traits bas, sans .csv."
assert describe(table_choisie)["row"].startswith("un lieu"), f"Dans cette table, une ligne est {describe(table_choisie)['row']}. Pour compter des salons, il faut qu’une ligne soit un lieu."
### BEGIN HIDDEN TESTS
assert table_choisie != "equipements", "Ses lieux sont publics : écoles, stades, bibliothèques. Un salon de coiffure n’y est pas."
assert table_choisie == "equipements_11e_12e", "Cette table ne dit pas le métier de chaque lieu. Cherchez le mot « commerce »."
### END HIDDEN TESTS

# %% wrong="table_de_yanis" because="le mot magasin pris pour une réponse : une commune par ligne" says="une ligne est une commune"
table_de_yanis = "etablissements_communes"

# %% wrong="table_de_yanis" because="la table récente, mais sans les métiers" says="il faut qu’une ligne soit un lieu"
table_de_yanis = "etablissements_iris"

# %% wrong="table_de_yanis" because="les lieux publics, sans les commerces" says="Ses lieux sont publics"
table_de_yanis = "equipements"

# %% wrong="table_de_yanis" because="le titre au lieu du nom" says="C’est le titre de la table"
table_de_yanis = "Commerces, services et équipements 2021 (11e et 12e)"

# %% wrong="table_de_yanis" because="une faute de frappe : un accent" says="lettre par lettre"
table_de_yanis = "équipements_11e_12e"

# %% wrong="table_de_yanis" because="la table chargée au lieu de son nom" says="Inutile de la charger"
table_de_yanis = load("equipements_11e_12e")

# %% [markdown]
# ## Le premier chiffre venu
#
# Revenons à Nadia. Elle a tapé « établissement » : deux tables. Un **[[établissement]]** est un lieu où une entreprise, une association ou une administration est inscrite. Elle ouvre la première, `etablissements_communes` : une seule ligne pour toute la ville, c’est commode.
#
# `load` charge une table par son nom. La ligne suivante ne garde que la commune voulue : `==` veut dire « est égal à ». Le nom d’une colonne s’écrit entre crochets et guillemets ; `.sum()` additionne ses nombres.
#
# **Avant d’exécuter, pariez.** Combien d’établissements à Marseille ? Remplacez `1` par votre pari, en chiffres et sans espace.

# %%
mon_pari = 1  # ← remplacez 1 par votre pari
communes = load("etablissements_communes")
ligne_ville = communes[communes["code_insee"] == code_commune]
premier_chiffre = ligne_ville["etablissements_2014"].sum()

afficher("Mon pari :", mon_pari)
phrase = f"En {annee_du_dossier}, {territoire} compte {nombre(premier_chiffre)} établissements."
ecrire(f"Nadia écrit : « {phrase} »")
ecrire(communes.attrs["source"])
montrer(ligne_ville[["nom_commune", "etablissements_2014", "sans_salarie_ou_inconnu"]])

# %% [markdown]
# ## Une erreur à rencontrer exprès
#
# Le chiffre est bien dans la table, et la table vient de l’Insee. La phrase de Nadia est pourtant **fausse**. Voyez-vous le mot qui ne va pas ?
#
# Exécutez la cellule suivante : c’est la fiche. Ne lisez pas tout. Cherchez **l’année**, puis le mot « **salarié** », puis le mot « **activités** ».

# %%
lire_fiche("etablissements_communes")

# %% [markdown]
# - **Le symptôme.** La colonne s’appelle `etablissements_2014`, et la phrase dit « En 2026 ».
# - **La cause.** La ligne « Source » finit par une date récente. C’est le jour où **nous** avons reçu la table, pas l’âge de ses chiffres. La première limite le dit sans détour.
# - **La réparation.** Une fiche se lit avant son chiffre. Cinq questions suffisent :
#
# | question | où la lire |
# |---|---|
# | De **quand** ? | années, et non « reçue le » |
# | **Où**, et **quoi** ? C’est le **[[périmètre]]**. | territoire, une ligne, limites |
# | En quelle **unité** ? | unités |
# | Ai-je le **droit** ? | licence |
# | Que **manque**-t-il ? | limites connues |
#
# ## La seconde table, fiche d’abord
#
# L’autre résultat de la recherche s’appelle `etablissements_iris`. Ses chiffres viennent de Sirene, le répertoire où l’Insee inscrit les entreprises et leurs établissements. Une ligne n’y est pas une ville, mais un petit quartier, l’IRIS : il faudra donc additionner. Dans le code, `territory` choisit la ville, et `.isna()` repère les cases vides.
#
# **Avant d’exécuter, pariez** deux fois. Le total sera-t-il plus petit que le premier chiffre, presque égal, ou bien plus grand ? Et sur 100 établissements, combien ont des salariés ? Puis lisez la fiche, avec les cinq mêmes questions.

# %%
lire_fiche("etablissements_iris")
sirene = load("etablissements_iris", territory=territoire)
inscrits = sirene["etablissements_2026"].sum()

afficher("Établissements inscrits, début 2026 :", inscrits)
afficher("IRIS sans aucun chiffre :", sirene["etablissements_2026"].isna().sum())
montrer(sirene[["nom_iris", "etablissements_2026", "etablissements_employeurs"]].head(3))

# %% [markdown]
# ### Exercice 2 : ceux qui ont des salariés
#
# Ce nombre est énorme. La fiche dit pourquoi : associations, sociétés civiles et simples adresses y sont. Beaucoup d’inscrits sont une personne seule, souvent chez elle.
#
# Nadia nettoie des locaux où l’on travaille. Elle préfère compter les établissements **qui ont des salariés**. Ce sont les « employeurs », dans la colonne `etablissements_employeurs`. La fiche en annonce un nombre. Ne le recopiez pas : **refaites le compte**, c’est ainsi qu’on vérifie une fiche.
#
# Voici le modèle, pour tous les inscrits :
#
# ```python
# inscrits = sirene["etablissements_2026"].sum()
# ```
#
# **À vous.** Calculez le total des établissements employeurs. Gardez le nombre exact, sans l’arrondir : l’arrondi viendra à la fin.

# %% exercise="employeurs" scaffold="employeurs = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
employeurs = sirene["etablissements_employeurs"].sum()
### END SOLUTION
afficher("Établissements qui ont des salariés :", employeurs)

# %% check="employeurs" points=2
from numbers import Real

assert isinstance(employeurs, Real), "On attend un seul nombre, sans guillemets. Terminez par .sum(), avec ses parenthèses."
assert employeurs >= sirene["etablissements_employeurs"].max(), "C’est trop peu pour toute la ville : un seul IRIS en compte parfois davantage. Additionnez toute la colonne avec .sum()."
assert employeurs != inscrits, "C’est le modèle recopié : tous les inscrits. Changez le nom de la colonne, entre les crochets."
assert employeurs < inscrits, "Les employeurs sont une partie des inscrits : leur nombre est plus petit."
### BEGIN HIDDEN TESTS
from lirelaville import load

table_neuve = load("etablissements_iris", territory=territoire)
attendu = table_neuve["etablissements_employeurs"].sum()
assert employeurs != inscrits - attendu, "C’est le reste : les établissements sans salarié. Nadia veut ceux qui en ont."
assert employeurs == attendu or abs(employeurs - attendu) > 600, "Vous avez arrondi. Gardez ici le nombre exact."
assert employeurs == attendu, "Ce n’est pas le total de la colonne etablissements_employeurs. Avez-vous pris une autre colonne, ou l’autre table ?"
### END HIDDEN TESTS

# %% wrong="employeurs" because="le modèle recopié sans changer de colonne" says="le modèle recopié"
employeurs = sirene["etablissements_2026"].sum()

# %% wrong="employeurs" because="la colonne, sans la somme" says=".sum()"
employeurs = sirene["etablissements_employeurs"]

# %% wrong="employeurs" because="le nombre de lignes" says="trop peu pour toute la ville"
employeurs = len(sirene)

# %% wrong="employeurs" because="la moyenne par IRIS au lieu du total" says="trop peu pour toute la ville"
employeurs = sirene["etablissements_employeurs"].mean()

# %% wrong="employeurs" because="les sociétés au lieu des employeurs" says="une autre colonne"
employeurs = sirene["societes"].sum()

# %% wrong="employeurs" because="les établissements sans salarié" says="C’est le reste"
employeurs = inscrits - sirene["etablissements_employeurs"].sum()

# %% wrong="employeurs" because="le chiffre de 2014" says="l’autre table"
employeurs = ligne_ville["etablissements_2014"].sum()

# %% wrong="employeurs" because="le nombre arrondi trop tôt" says="Vous avez arrondi"
employeurs = round(sirene["etablissements_employeurs"].sum(), -3)

# %% wrong="employeurs" because="un nombre écrit entre guillemets" says="sans guillemets"
employeurs = "31 249"

# %% [markdown]
# ## Deux sources, quatre réponses
#
# Les deux tables comptent des établissements de la même ville. Voici ce que disent leurs fiches, et rien de plus :
#
# | | table de 2014 | table de 2026 |
# |---|---|---|
# | de quand ? | 2014, jour inconnu | début 2026, jour inconnu |
# | quelles activités ? | le fichier reçu ne le dit pas | toutes |
# | les salariés | « sans salarié » mêlé à « taille inconnue » | « employeurs » à part |
# | compté par | l’Insee, par commune | un tiers, d’après Sirene |
# | ce qui manque | la taille de certains | quelques IRIS entiers |
#
# La fiche conclut : « La différence n’est pas une croissance. » On ne soustrait pas ces deux nombres, et l’on n’écrit pas que le marché a grandi.
#
# Dans la table de 2014, on peut retirer les « sans salarié ou taille inconnue ». Il reste **au moins** tant d’établissements avec salariés, car un établissement de taille inconnue en a peut-être.
#
# **Pariez** : qu’est-ce qui change le plus le nombre ? Changer de table, ou changer de définition **dans la même table** ?

# %% fold="Dessiner les quatre réponses"
from lirelaville.charts import bars

avec_2014 = premier_chiffre - ligne_ville["sans_salarie_ou_inconnu"].sum()
avec_2026 = sirene["etablissements_employeurs"].sum()
reponses = pd.Series({"2014, tous": premier_chiffre, "2014, avec salariés, au moins": avec_2014, "2026, tous les inscrits": inscrits, "2026, avec salariés": avec_2026})
titre = f"Une question, quatre réponses : de {nombre(reponses.min())} à {nombre(reponses.max())}"
display(bars(reponses, title=titre, unit=f"établissements, {territoire}", source=[communes, sirene], highlight="2026, avec salariés"))
ecrire(f"Dans la table de 2026, « tous les inscrits » vaut {nombre(inscrits / avec_2026, 1)} fois « avec salariés ».")
ecrire(f"D’une table à l’autre, « tous » est multiplié par {nombre(inscrits / premier_chiffre, 1)}, et « avec salariés » par {nombre(avec_2026 / avec_2014, 1)}. Ce n’est pas une croissance.")

# %% [markdown]
# **Ce qu’on lit.** À Marseille, changer de définition pèse plus lourd que changer de table. Avant de chercher le bon chiffre, dites donc **ce que vous comptez**.
#
# ## Établissement ou entreprise ?
#
# Reste un mot à ne pas confondre. Une entreprise qui a trois boutiques est **une** entreprise et **trois** établissements. Chaque niveau a son numéro, donné par l’Insee :
#
# | numéro | chiffres | ce qu’il désigne |
# |---|---|---|
# | **[[SIREN]]** | 9 | l’entreprise, l’association ou l’administration |
# | **[[SIRET]]** | 14, soit les 9 du SIREN, puis 5 autres | un de ses établissements, à une adresse |
#
# Déménagez votre boutique : le SIREN reste, le SIRET change. Et l’établissement principal s’appelle le **siège**. Une entreprise n’en a qu’un.
#
# Nadia vend par lieu : elle compte des établissements. Qui vend un logiciel de paie vend plutôt par entreprise. **L’unité dépend de ce que vous vendez.**
#
# ### Exercice 3 : combien d’entreprises ?
#
# Prenons une table qui contient de vrais SIRET : les fournisseurs de la Ville, en 2020. Avec `where="siret_valide"`, on ne charge que les contrats dont le numéro est valide. Puis `.str[:9]` garde les neuf premiers signes, et `.nunique()` compte les valeurs **différentes**.
#
# **Avant d’exécuter, pariez** : un fournisseur par contrat, un pour deux contrats, un pour dix ?
#
# **À vous.** La cellule compte les établissements différents. Comptez de même les **entreprises** différentes, avec la colonne `siren`. Votre modèle est la ligne `etablissements_fournisseurs = …`.

# %%
contrats = load("marches_publics", territory=territoire, where="siret_valide")
contrats["siren"] = contrats["siret"].str[:9]
etablissements_fournisseurs = contrats["siret"].nunique()

afficher("Contrats avec un SIRET valide :", len(contrats))
afficher("Établissements fournisseurs différents :", etablissements_fournisseurs)
afficher("Sièges d’entreprise inscrits dans la ville, début 2026 :", sirene["sieges"].sum())
ecrire(contrats.attrs["source"])
exemple = contrats[contrats["fournisseur"] == "SNEF"]  # à Marseille, elle a deux SIRET
montrer(exemple[["fournisseur", "siret", "siren"]].drop_duplicates())

# %% exercise="entreprises_fournisseurs" scaffold="entreprises_fournisseurs = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
entreprises_fournisseurs = contrats["siren"].nunique()
### END SOLUTION
afficher("Entreprises différentes :", entreprises_fournisseurs)

# %% check="entreprises_fournisseurs" points=3
from numbers import Real

assert isinstance(entreprises_fournisseurs, Real), "On attend un seul nombre. Terminez par .nunique(), avec ses parenthèses, sans guillemets autour de la réponse."
assert entreprises_fournisseurs > 1, "La Ville a plus d’un fournisseur. Comptez les valeurs différentes de la colonne siren."
assert entreprises_fournisseurs != len(contrats), "C’est le nombre de contrats : une entreprise qui en a trois y compte trois fois. Terminez par .nunique()."
assert entreprises_fournisseurs <= etablissements_fournisseurs, "Une entreprise a au moins un établissement : il ne peut pas y avoir plus d’entreprises que d’établissements."
### BEGIN HIDDEN TESTS
from lirelaville import load

contrats_neufs = load("marches_publics", territory=territoire, where="siret_valide")
attendu = contrats_neufs["siret"].str[:9].nunique()
assert entreprises_fournisseurs == attendu or entreprises_fournisseurs != contrats_neufs["siret"].nunique(), "C’est le nombre d’établissements, celui du modèle. Une entreprise se reconnaît à son SIREN : prenez la colonne siren."
assert entreprises_fournisseurs == attendu, "Ce n’est pas le nombre de SIREN différents de la table contrats. Une entreprise se reconnaît à ses neuf premiers chiffres."
### END HIDDEN TESTS

# %% wrong="entreprises_fournisseurs" because="le modèle recopié : les SIRET" says="celui du modèle"
entreprises_fournisseurs = contrats["siret"].nunique()

# %% wrong="entreprises_fournisseurs" because="les contrats au lieu des entreprises" says="C’est le nombre de contrats"
entreprises_fournisseurs = len(contrats)

# %% wrong="entreprises_fournisseurs" because="count() compte toutes les cases, même répétées" says="C’est le nombre de contrats"
entreprises_fournisseurs = contrats["siren"].count()

# %% wrong="entreprises_fournisseurs" because="la liste des SIREN au lieu de leur nombre" says="un seul nombre"
entreprises_fournisseurs = contrats["siren"].unique()

# %% wrong="entreprises_fournisseurs" because="les parenthèses oubliées" says="avec ses parenthèses"
entreprises_fournisseurs = contrats["siren"].nunique

# %% wrong="entreprises_fournisseurs" because="cinq chiffres au lieu de neuf" says="neuf premiers chiffres"
entreprises_fournisseurs = contrats["siret"].str[:5].nunique()

# %% wrong="entreprises_fournisseurs" because="les entreprises qui ont plusieurs établissements" says="plus d’un fournisseur"
entreprises_fournisseurs = 0

# %% [markdown]
# L’écart est petit ici : presque chaque fournisseur n’a qu’un SIRET dans cette table. Ailleurs, il peut être grand. Regardez aussi le SIRET de l’exemple : il commence par **0**. Un tableur qui le prend pour un nombre perd ce zéro, et le numéro devient faux.
#
# ### Exercice 4 : la phrase juste
#
# Nadia a quatre brouillons. Exécutez la cellule suivante pour les lire. Un seul est juste, d’après les fiches. Lequel ?
#
# Écrivez la lettre entre guillemets, comme ceci : `"E"`. Ici, la vérification regarde seulement la forme de votre réponse. La correction, une fois la leçon rendue, vous dira si la phrase est juste, et pourquoi.

# %% fold="Écrire les quatre brouillons"
ecrire(f"**A.** « En {annee_du_dossier}, {territoire} compte {nombre(premier_chiffre)} établissements. »")
ecrire(f"**B.** « De 2014 à 2026, le nombre d’établissements a été multiplié par {nombre(inscrits / premier_chiffre, 1)}. »")
ecrire(f"**C.** « Début 2026, environ {nombre(round(inscrits, -3))} établissements sont inscrits à {territoire}, dont environ {nombre(round(avec_2026, -3))} ont des salariés. »")
ecrire(f"**D.** « Début 2026, environ {nombre(round(inscrits, -3))} entreprises sont ouvertes à {territoire}. »")

# %% exercise="phrase_juste" scaffold="phrase_juste = ...  # ← une lettre entre guillemets"
### BEGIN SOLUTION
phrase_juste = "C"
### END SOLUTION

# %% check="phrase_juste" points=2
assert isinstance(phrase_juste, str), "Écrivez une lettre entre guillemets."
assert phrase_juste.strip().upper() in ("A", "B", "C", "D"), "Choisissez une seule des quatre lettres proposées, sans autre mot."
### BEGIN HIDDEN TESTS
lettre = phrase_juste.strip().upper()
assert lettre != "A", "Ce chiffre date de 2014 : regardez la ligne « Années » de la fiche, et non la date de réception."
assert lettre != "B", "Les deux tables ne comptent pas la même chose : leur différence n’est pas une croissance."
assert lettre != "D", "Un établissement n’est pas une entreprise, et un inscrit n’est pas forcément ouvert."
### END HIDDEN TESTS

# %% wrong="phrase_juste" because="un chiffre de 2014 présenté comme actuel" says="date de 2014"
phrase_juste = "A"

# %% wrong="phrase_juste" because="deux périmètres différents pris pour une croissance" says="n’est pas une croissance"
phrase_juste = "B"

# %% wrong="phrase_juste" because="établissement confondu avec entreprise" says="Un établissement n’est pas une entreprise"
phrase_juste = "d"

# %% wrong="phrase_juste" because="la phrase entière au lieu de sa lettre" says="une seule des quatre lettres"
phrase_juste = "Début 2026, environ 210 000"

# %% [markdown] written="decision" points=2
# ## À vous de décider
#
# La banque attend. **En deux phrases, que met Nadia dans son plan d’affaires ?** Si vous préférez, répondez pour votre propre activité, avec les mêmes tables.
#
# - Dans la première : la table choisie, ce que l’on y compte, sa date, et le chiffre. Arrondissez-le, ou donnez deux bornes.
# - Dans la seconde : le doute qui pèse le plus, et ce que vous iriez vérifier.
#
# === BEGIN MARK SCHEME ===
# Deux points. On note le raisonnement, pas l’orthographe.
#
# - 1 point, **la décision et son chiffre** : une table nommée (ou « Sirene, début 2026 »), ce qu’elle compte, sa date, et un chiffre arrondi ou deux bornes, tels qu’affichés dans la leçon. Attendu le plus souvent : les établissements employeurs de `etablissements_iris`, arrondis au millier. Deux bornes acceptées : « avec salariés » et « tous les inscrits » de la même table ; ou les deux « avec salariés », de 2014 et de 2026, si chaque année est dite.
# - 1 point, **le doute et ce qui le lèverait** : un seul doute juste suffit, avec une vérification faisable.
#
# Doutes acceptés, au choix :
#
# - un inscrit n’a pas forcément de local, ni d’activité réelle ; un salarié peut travailler ailleurs (aller voir une rue, appeler dix établissements) ;
# - la table ne donne pas le métier de chaque établissement (chercher une liste de lieux) ;
# - quelques IRIS n’ont aucun chiffre, et La Rouvière en a trop peu ;
# - le jour exact de 2026 n’est pas connu, et la table est arrivée par une republication (comparer avec l’adresse officielle de la fiche) ;
# - un client possible n’est pas un client : ces tables ne disent pas qui a déjà un prestataire (en interroger une dizaine).
#
# Ne suffit pas : un chiffre sans sa date, ou sans dire ce que l’on compte (0 pour le premier point) ; « les données ne sont pas fiables » sans dire en quoi (0 pour le second).
#
# À refuser : le total de 2014 donné pour aujourd’hui ; « le marché a triplé » ou toute croissance tirée des deux tables ; tous les inscrits appelés « clients » ou « entreprises ouvertes » ; un nombre à l’unité près. Chacun fait perdre le premier point, pas le second.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Chercher** : un mot, une table, une fiche. On lit l’année, le périmètre, l’unité, la licence et les limites **avant** le chiffre. « Reçue le » n’est pas l’âge des données.
# - **Distinguer** : le SIREN, neuf chiffres, désigne l’entreprise. Le SIRET, quatorze chiffres, désigne un de ses établissements. Inscrit ne veut pas dire ouvert.
# - **Choisir** : deux sources qui donnent des nombres différents ne comptent souvent pas la même chose. On prend celle qui répond à sa question, on arrondit, on date, on dit le doute. Leur différence n’est pas une croissance.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La prochaine leçon demande : *Qui habite autour de mon commerce ?* Et si vous avez cinq minutes, cherchez dans le catalogue les mots de votre métier. Lisez la fiche de la table trouvée, avec les cinq questions.
