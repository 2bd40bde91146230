# %% [markdown]
# # Que m’achète la Ville ?
#
# Nora dirige un studio de trois personnes : graphisme, événements, scénographie. « La Ville passe des contrats à plusieurs millions, lui dit-on. Réponds ! » Un dossier prend des soirées entières. Avant de s’y mettre, Nora veut savoir **à quoi répondre**, et **ce qu’elle peut en attendre**.
#
# Nora et son studio sont inventés. Les contrats sont réels.
#
# **À la fin, vous saurez…**
#
# - **distinguer** un maximum d’un achat, et une procédure d’un montant ;
# - **repérer** votre famille d’achats et ses contrats vraiment comparables ;
# - **chiffrer** par une fourchette la taille d’un contrat, et dire ce qui la ferait changer.
#
# **Il vous faut** : les gestes des leçons précédentes. `Maj` et `Entrée` ensemble exécutent une cellule. Dans un exercice, remplacez les `...` : le modèle est juste au-dessus. Avancez de haut en bas.
#
# ## D’où viennent ces données ?
#
# - `marches_publics` : les contrats de la Ville de Marseille notifiés en 2020, publiés par elle ([page officielle](https://www.data.gouv.fr/fr/datasets/marseille-marches-publics-1/)). **Notifié** veut dire : le fournisseur est officiellement averti.
# - `marches_paris` : les contrats de la Ville de **Paris** en 2024, tirés du [fichier national](https://www.data.gouv.fr/fr/datasets/donnees-essentielles-de-la-commande-publique-fichiers-consolides/) du ministère de l’Économie. Ils montrent le format d’aujourd’hui. Ils ne disent rien de Marseille.
#
# Les deux sont sous Licence Ouverte 2.0. Ils nous sont parvenus par une republication : comparez-les à leur page officielle avant de vous en servir pour un dossier.
#
# **Trois limites connues.** À Marseille, nous n’avons qu’une année, et 2020 est celle de la crise sanitaire. Les petits achats n’y sont pas. Et ces fichiers disent ce qui est **signé**, jamais ce qui est commandé, ni payé.
#
# La première cellule contient les réglages de Nora. Un jour, vous y mettrez les vôtres.
#
# **Avant d’exécuter les trois cellules, pariez** : combien de contrats une grande ville notifie-t-elle en un an ? Une cinquantaine, quelques centaines, des milliers ?

# %% tags=["parameters"]
territoire = "Marseille"
ma_famille = "79"  # la famille d’achats de Nora, expliquée plus bas
mon_chiffre_d_affaires_eur = 180_000  # celui de Nora, en un an
seuil_europeen_eur = 214_000  # hors travaux, 2020–2021, hors taxes
seuil_devis_eur = 60_000  # hors travaux, depuis avril 2026, hors taxes

# %% fold="Préparer les outils"
from numbers import Real
import pandas as pd
from IPython.display import display
from ipywidgets import Dropdown, interact
from lirelaville import load
from lirelaville.charts import bars
from lirelaville.french import count, euros, euros_in_words, number
# Intitulés du vocabulaire européen des marchés (CPV, règlement CE 213/2008), les plus longs abrégés.
NOMS = "03 Produits de l’agriculture|09 Énergie et combustibles|15 Produits alimentaires et boissons|18 Vêtements et chaussures|19 Cuir, textiles, plastique|22 Imprimés|24 Produits chimiques|30 Matériel informatique et de bureau|31 Équipements électriques, éclairage|32 Radio, télévision, télécommunications|33 Équipements médicaux|34 Équipement de transport|35 Sécurité, incendie, police|38 Laboratoire, optique, précision|39 Meubles, électroménager, produits de nettoyage|42 Machines industrielles|43 Équipement minier et de construction|44 Structures et matériaux de construction|45 Travaux de construction|48 Logiciels|50 Réparation et entretien|51 Services d’installation|55 Hôtellerie, restauration|60 Services de transport|63 Appui aux transports, voyages|64 Postes et télécommunications|66 Finance et assurance|70 Services immobiliers|71 Architecture, ingénierie, inspection|72 Services informatiques|75 Administration publique|77 Agriculture, horticulture|79 Services aux entreprises|80 Enseignement, formation|85 Santé, services sociaux|90 Déchets, hygiène, environnement|92 Loisirs, culture, sport|98 Autres services"
NOMS = {nom[:2]: f"{nom[:2]} {nom[3:]}" for nom in NOMS.split("|")}

def dire(valeur):  # un nombre à la française, ou deux ; un texte, tel quel
    if isinstance(valeur, list | tuple):
        return " à ".join(dire(borne) for borne in valeur)
    texte = valeur if isinstance(valeur, str) else "pas encore un nombre"
    return number(valeur) if isinstance(valeur, Real) else texte

def montrer(table):  # des textes coupés au milieu, des nombres à la française
    courte = table.map(lambda case: case[:40] + " […] " + case[-30:] if isinstance(case, str) and len(case) > 76 else case)
    textes = courte.select_dtypes(exclude="number").columns
    gauche = {texte: [{"selector": "th, td", "props": "text-align: left"}] for texte in textes}
    return courte.style.format(dire, na_rep="trop peu").set_table_styles(gauche).hide()

# %%
marches = load("marches_publics", territory=territoire)
paris = load("marches_paris")
print(marches.attrs["source"], paris.attrs["source"], sep="\n")

print(f"{territoire} : {count(len(marches), 'contrat')}.")
print("Le plus petit :", euros(marches["montant_eur"].min()) + ".")
montrer(marches[["objet", "nature", "montant_eur"]].head(4))

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne est un contrat** entre la Ville et un fournisseur.
#
# | colonne | ce qu’elle dit |
# |---|---|
# | `objet` | ce qui est acheté, tel que la Ville l’écrit |
# | `nature` | la sorte de contrat ; c’est la colonne que l’on oublie toujours de lire |
# | `montant_eur` | le montant écrit au contrat, en euros ; le fichier ne dit pas s’il est hors taxes |
# | `procedure` | comment le fournisseur a été choisi |
# | `cpv_division` | la famille d’achats, en deux chiffres |
# | `duree_mois` | la durée du contrat, en mois |
#
# **Pariez encore.** Remplacez `1` par votre pari : combien de millions d’euros en additionnant toute la colonne `montant_eur` ? `.sum()` veut dire « somme ».

# %%
mon_pari = 1  # ← remplacez 1 par votre pari, en millions d’euros
total = marches["montant_eur"].sum()

print("Mon pari :", mon_pari, "million(s) d’euros.")
print("Somme de la colonne :", euros_in_words(total) + ".")

# %% [markdown]
# ## Une erreur à rencontrer exprès
#
# « La Ville a acheté pour plus de 300 millions cette année-là : il y a de la place pour moi. » La phrase est tentante. Elle est **fausse**.
#
# - **Le symptôme.** Nous avons additionné sans lire la colonne `nature`.
# - **La cause.** La plupart des lignes sont des **[[accords-cadres|accord-cadre]]**. Un tel contrat fixe d’avance les règles de commandes à venir. Celui d’une ville dure quatre ans au plus, sauf exception (article L. 2125-1, 1° du code de la commande publique). Son montant est un **maximum**. C’est le plafond d’une carte bancaire : il ne dit pas ce que l’on a acheté. La Ville peut commander beaucoup moins.
# - **La réparation.** Séparer. On garde à part les contrats dont la nature est « Marché » : un achat défini. Nous les appelons **marchés ordinaires**.
#
# Reste une troisième sorte : le **[[marché subséquent]]**. C’est une commande passée dans un accord-cadre déjà signé. Seules les entreprises déjà retenues peuvent l’obtenir : vous arrivez trop tard.
#
# Dans la cellule suivante, `==` veut dire « est égal à », et `groupby` fait un tas par nature. **Pariez** : sur 100 € écrits dans le fichier, combien pour les marchés ordinaires ?

# %%
ordinaires = marches[marches["nature"] == "Marché"]
cadres = marches[marches["accord_cadre"]]  # vrai ou faux, ligne à ligne
part_ordinaires = 100 * ordinaires["montant_eur"].sum() / total
print("Sur 100 € écrits, en marchés ordinaires :", dire(part_ordinaires))

par_nature = marches.groupby("nature")["montant_eur"].sum() / 1e6
titre = f"{len(cadres)} contrats sur {len(marches)} : des plafonds, pas des achats"
unite = "millions d’euros écrits dans les contrats"
bars(par_nature.sort_values(ascending=False), title=titre, unit=unite,
     source=marches, highlight="Marché")

# %% [markdown]
# **Ce qu’on lit.** La barre la plus longue n’est pas une dépense : c’est ce que les commandes ne pourront pas dépasser. Certains accords-cadres garantissent un **minimum** (article R. 2162-4). C’est lui qu’il faut chercher dans le dossier : ce fichier ne le donne pas.
#
# ### Exercice 1 : la part des plafonds
#
# Le modèle, pour les marchés ordinaires :
#
# ```python
# part_ordinaires = 100 * ordinaires["montant_eur"].sum() / total
# ```
#
# **À vous.** Sur 100 € écrits dans le fichier, combien sont des **maximums d’accords-cadres** ? Le tableau `cadres` les contient tous. Regardez le dessin : une des barres porte un autre nom, mais c’est aussi un accord-cadre.

# %% exercise="part_plafonds" scaffold="part_plafonds = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
part_plafonds = 100 * cadres["montant_eur"].sum() / total
### END SOLUTION
print("Sur 100 € écrits, en plafonds d’accords-cadres :", dire(part_plafonds))

# %% check="part_plafonds" points=2
from numbers import Real

assert isinstance(part_plafonds, Real), "On attend un seul nombre, sans guillemets. Gardez .sum() avec ses parenthèses, comme dans le modèle."
assert part_plafonds <= 100 or part_plafonds < 1000, "C’est un montant, pas une part. Divisez par total, comme dans le modèle."
assert part_plafonds <= 100, "Une part ne dépasse pas 100. Regardez ce que vous divisez, et par quoi."
assert part_plafonds > 1, "C’est une part de 1. Pour l’avoir « sur 100 € », commencez par 100 *."
assert abs(part_plafonds - part_ordinaires) > 0.1, "C’est la part des marchés ordinaires, celle du modèle. Changez de tableau."
### BEGIN HIDDEN TESTS
from lirelaville import load

tous = load("marches_publics", territory=territoire)
attendu = 100 * tous[tous["accord_cadre"]]["montant_eur"].sum() / tous["montant_eur"].sum()
juste = abs(part_plafonds - attendu) < 0.06 or part_plafonds == round(attendu)
assert juste or abs(part_plafonds - 100 * tous["accord_cadre"].mean()) > 0.6, "Vous avez compté des contrats. On demande une part des euros : additionnez la colonne montant_eur."
assert juste or abs(part_plafonds - (100 - part_ordinaires)) > 0.6, "Vous avez pris tout ce qui n’est pas un marché ordinaire. Les marchés subséquents sont des commandes, pas des plafonds : partez du tableau cadres."
seul_nom = 100 * tous[tous["nature"] == "Accord-cadre"]["montant_eur"].sum() / tous["montant_eur"].sum()
assert juste or abs(part_plafonds - seul_nom) > 0.06, "Vous y êtes presque : il manque les accords-cadres écrits sous un autre nom. Le tableau cadres les contient tous."
assert juste, "Ce n’est pas la part des accords-cadres dans la somme de la colonne. Partez de cadres, et divisez par total."
### END HIDDEN TESTS

# %% wrong="part_plafonds" because="le modèle recopié" says="celle du modèle"
part_plafonds = 100 * ordinaires["montant_eur"].sum() / total

# %% wrong="part_plafonds" because="la part des contrats au lieu de la part des euros" says="compté des contrats"
part_plafonds = 100 * len(cadres) / len(marches)

# %% wrong="part_plafonds" because="les accords-cadres d’un seul nom" says="sous un autre nom"
part_plafonds = 100 * marches[marches["nature"] == "Accord-cadre"]["montant_eur"].sum() / total

# %% wrong="part_plafonds" because="tout le reste, marchés subséquents compris" says="sont des commandes"
part_plafonds = 100 - part_ordinaires

# %% wrong="part_plafonds" because="le 100 oublié" says="commencez par 100"
part_plafonds = cadres["montant_eur"].sum() / total

# %% wrong="part_plafonds" because="le montant, sans la division" says="C’est un montant"
part_plafonds = cadres["montant_eur"].sum()

# %% wrong="part_plafonds" because="la somme oubliée" says="un seul nombre"
part_plafonds = 100 * cadres["montant_eur"] / total

# %% [markdown]
# ## Le même maximum, écrit plusieurs fois
#
# Voici pire : le fichier de Paris. Depuis le 1er janvier 2024, les acheteurs publics publient sur le portail national les données essentielles de leurs marchés, **à partir de 40 000 € hors taxes**. Ils ont deux mois. C’est l’[arrêté du 22 décembre 2022](https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046850496), pris pour l’article R. 2196-1 du code. Entre 25 000 et 40 000 €, la règle est plus légère.
#
# Dans ce format, un accord-cadre qui retient plusieurs entreprises a souvent une ligne **par entreprise**. Chaque ligne porte le **même** maximum. Notre table les signale : `montant_repete` est vrai quand un autre contrat a le même objet et le même montant.
#
# À Marseille, deux lignes sont **jumelles** : mêmes objet, fournisseur, montant et date. Une copie, ou deux contrats ? Le fichier ne tranche pas. On ne supprime rien en silence : on le signale, et l’on demande à la Ville.
#
# **Pariez** : sur 100 € écrits dans le fichier de Paris, combien sont dans ces lignes répétées ? La table montre les cinq plus gros maximums. La colonne `lignes` compte les répétitions.

# %%
memes = ["objet", "fournisseur", "montant_eur", "date_notification"]
sans_jumelle = marches.drop_duplicates(memes)["montant_eur"].sum()
print("Sans la ligne jumelle :", euros(total - sans_jumelle), "de moins.")

repetes = paris[paris["montant_repete"]]
total_repete = repetes["montant_eur"].sum()
total_paris = paris["montant_eur"].sum()
print(f"Paris : {len(repetes)} lignes répétées sur {number(len(paris))}.")
print(euros_in_words(total_repete), "sur", euros_in_words(total_paris))
lignes = repetes.groupby(["objet", "montant_eur"]).size().rename("lignes")
montrer(lignes.reset_index().nlargest(5, "montant_eur"))

# %% [markdown]
# ### Exercice 2 : chaque maximum, une seule fois
#
# `drop_duplicates` veut dire « ôter les répétitions ». On lui donne entre crochets les colonnes à comparer : si elles sont toutes pareilles, il garde une seule ligne. Le modèle, pour les jumelles de Marseille :
#
# ```python
# memes = ["objet", "fournisseur", "montant_eur", "date_notification"]
# sans_jumelle = marches.drop_duplicates(memes)["montant_eur"].sum()
# ```
#
# **À vous.** Dans le tableau `repetes`, ne comptez qu’une fois les lignes qui ont le même **objet** et le même **montant**. Puis additionnez leurs montants, en euros. Écrivez les deux noms de colonnes entre crochets, à la place de `memes` : le fichier de Paris n’a pas de colonne `fournisseur`.

# %% exercise="une_fois" scaffold="une_fois = ...  # ← repetes, sans répétition, puis la somme des montants"
### BEGIN SOLUTION
une_fois = repetes.drop_duplicates(["objet", "montant_eur"])["montant_eur"].sum()
### END SOLUTION
print("Chaque maximum compté une seule fois, en euros :", dire(une_fois))

# %% check="une_fois" points=3
from numbers import Real

assert isinstance(une_fois, Real), "On attend un seul nombre, en euros. Ôtez les répétitions, puis additionnez la colonne montant_eur avec .sum()."
assert une_fois > 1_000_000, "C’est trop petit : avez-vous compté des lignes ? Additionnez la colonne montant_eur, en euros."
assert une_fois <= total_repete, "C’est plus que la somme des lignes répétées. Partez du tableau repetes, pas de tout le fichier."
assert une_fois < total_repete, "Rien n’a été ôté : c’est la somme de toutes les lignes répétées."
### BEGIN HIDDEN TESTS
from lirelaville import load

lignes = load("marches_paris")
lignes = lignes[lignes["montant_repete"]]
attendu = lignes.drop_duplicates(["objet", "montant_eur"])["montant_eur"].sum()
juste = abs(une_fois - attendu) < 1
assert juste or abs(une_fois - lignes.drop_duplicates("montant_eur")["montant_eur"].sum()) > 1, "Deux accords-cadres différents peuvent avoir le même maximum : vous en avez perdu. Comparez aussi la colonne objet."
assert juste or abs(une_fois - lignes.drop_duplicates("objet")["montant_eur"].sum()) > 1, "Un même objet peut avoir deux montants : vous en avez perdu un. Comparez aussi la colonne montant_eur."
assert juste or une_fois < 2 * attendu, "Il reste des répétitions : vous comparez trop de colonnes. Deux suffisent, objet et montant_eur."
assert juste, "Ce n’est pas la somme de chaque maximum compté une fois. Comparez les colonnes objet et montant_eur du tableau repetes, puis additionnez."
### END HIDDEN TESTS

# %% wrong="une_fois" because="le montant seul : deux accords-cadres confondus" says="Comparez aussi la colonne objet"
une_fois = repetes.drop_duplicates("montant_eur")["montant_eur"].sum()

# %% wrong="une_fois" because="l’objet seul" says="deux montants"
une_fois = repetes.drop_duplicates("objet")["montant_eur"].sum()

# %% wrong="une_fois" because="toutes les colonnes comparées : rien n’est ôté" says="Rien n’a été ôté"
une_fois = repetes.drop_duplicates()["montant_eur"].sum()

# %% wrong="une_fois" because="le fournisseur comparé aussi" says="trop de colonnes"
une_fois = repetes.drop_duplicates(["objet", "siret", "montant_eur"])["montant_eur"].sum()

# %% wrong="une_fois" because="tout le fichier au lieu des lignes répétées" says="Ce n’est pas la somme"
une_fois = paris.drop_duplicates(["objet", "montant_eur"])["montant_eur"].sum()

# %% wrong="une_fois" because="le tableau, sans la somme" says="un seul nombre"
une_fois = repetes.drop_duplicates(["objet", "montant_eur"])

# %% wrong="une_fois" because="le nombre de lignes" says="avez-vous compté des lignes"
une_fois = len(repetes.drop_duplicates(["objet", "montant_eur"]))

# %% [markdown]
# Votre total est bien plus petit. Et il reste une somme de **plafonds** : ni une dépense, ni un chiffre d’affaires.
#
# ## Qui peut répondre, et comment ?
#
# La règle dépend de ce que vaut le **besoin**, hors taxes, en entier. Tout est dans le code de la commande publique.
#
# | le besoin vaut… | la Ville… | textes |
# |---|---|---|
# | moins de 40 000 € en 2020. Depuis 2026, moins de 60 000 € (fournitures, services) ou de 100 000 € (travaux) | peut acheter **sur devis**, sans annonce | article R. 2122-8 ; décrets n° 2019-1344 du 12 décembre 2019 et n° 2025-1386 du 29 décembre 2025 |
# | davantage, sous le seuil européen | fixe elle-même ses règles : c’est la **[[procédure adaptée]]**, ou MAPA. Dès 90 000 €, elle publie une annonce officielle | articles L. 2123-1 et R. 2131-12 |
# | au moins le seuil européen. Fournitures et services : 214 000 € en 2020, 216 000 € en 2026. Travaux : 5 350 000 €, puis 5 404 000 € | suit une procédure formalisée, comme l’**[[appel d’offres]]** : la meilleure offre gagne, sans négociation | articles L. 2124-1 et L. 2124-2 ; annexe 2 du code |
#
# Ces montants ont été relevés en novembre 2026. Des seuils provisoires ont existé entre-temps, et les seuils européens changent tous les deux ans. **À vérifier sur [Légifrance](https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019) avant de répondre.** Le premier cas compte pour vous : un petit achat peut se faire sans annonce. Il faut que le service vous connaisse.
#
# Un besoin est souvent découpé en **[[lots|lot]]** : un contrat pour la menuiserie, un autre pour l’éclairage. C’est la règle générale (article L. 2113-10), et votre chance.
#
# La cellule suivante met aussi de côté les marchés passés « sans publicité ni mise en concurrence préalable ». Sans annonce, vous n’auriez pas pu y répondre. `!=` veut dire « différent de ». **Pariez** : quelle procédure est la plus fréquente ? Et un contrat au-dessus du seuil de 214 000 € peut-il venir d’une procédure adaptée ?

# %%
sans_concurrence = "Marché passé sans publicité ni mise en concurrence préalable"
accessibles = ordinaires[ordinaires["procedure"] != sans_concurrence]
adaptees = accessibles[accessibles["procedure"] == "Procédure adaptée"]
appels = accessibles[accessibles["procedure"] == "Appel d'offres ouvert"]

hautes_adaptees = (adaptees["montant_eur"] >= seuil_europeen_eur).sum()
print(f"Adaptées, au seuil ou au-dessus : {hautes_adaptees} sur {len(adaptees)}.")
titre = f"{len(accessibles)} marchés sur {len(ordinaires)} mis en concurrence"
procedures = ordinaires["procedure"].value_counts()
bars(procedures, title=titre, unit="marchés ordinaires", source=marches)

# %% [markdown]
# **Ce qu’on lit.** Oui, à Marseille, des procédures adaptées dépassent 214 000 €. Les travaux ont un seuil bien plus haut. D’autres achats suivent des règles à part, comme les services sociaux (article R. 2123-1). Le fichier ne dit pas quelle règle a joué.
#
# ### Exercice 3 : l’inverse existe-t-il ?
#
# Une comparaison donne vrai ou faux pour chaque ligne, puis `.sum()` compte les vrais. Le modèle :
#
# ```python
# hautes_adaptees = (adaptees["montant_eur"] >= seuil_europeen_eur).sum()
# ```
#
# **À vous.** Parmi les appels d’offres du tableau `appels`, combien de contrats sont **sous** le seuil, c’est-à-dire plus petits ? Les signes possibles sont `<`, `<=`, `>` et `>=`.
#
# **Pariez d’abord** : aucun, quelques-uns, ou près de la moitié ?

# %% exercise="petits_appels" scaffold="petits_appels = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
petits_appels = (appels["montant_eur"] < seuil_europeen_eur).sum()
### END SOLUTION
lots = appels["objet"].str.contains("Lot", regex=False).sum()
print(f"Appels d’offres : {len(appels)}, dont {lots} avec le mot « Lot ».")
print("Sous le seuil :", dire(petits_appels))

# %% check="petits_appels" points=2
from numbers import Real

assert isinstance(petits_appels, Real), "On attend un seul nombre. Mettez la comparaison entre parenthèses, puis .sum() avec les siennes."
assert petits_appels <= len(marches), "C’est trop grand pour un nombre de contrats. On compte des lignes, on n’additionne pas des euros."
assert float(petits_appels).is_integer(), "On compte des contrats : le résultat est un nombre entier. Terminez par .sum(), pas par .mean()."
assert petits_appels < len(appels), "C’est autant que tous les appels d’offres, ou plus. Partez du tableau appels, et comparez au seuil."
### BEGIN HIDDEN TESTS
from lirelaville import load

tous = load("marches_publics", territory=territoire)
tous = tous[tous["nature"] == "Marché"]
officiels = tous[tous["procedure"] == "Appel d'offres ouvert"]["montant_eur"]
attendu = (officiels < seuil_europeen_eur).sum()
assert petits_appels == attendu or petits_appels != hautes_adaptees, "C’est le nombre du modèle : les procédures adaptées. Changez de tableau, et de signe."
assert petits_appels == attendu or petits_appels != (officiels >= seuil_europeen_eur).sum(), "Ce sont les appels d’offres au-dessus du seuil. On demande les autres : retournez le signe."
assert petits_appels == attendu, "Ce n’est pas le nombre d’appels d’offres sous le seuil. Partez de appels, de sa colonne montant_eur, et du signe <."
### END HIDDEN TESTS

# %% wrong="petits_appels" because="le signe du modèle gardé" says="retournez le signe"
petits_appels = (appels["montant_eur"] >= seuil_europeen_eur).sum()

# %% wrong="petits_appels" because="le modèle recopié" says="le nombre du modèle"
petits_appels = (adaptees["montant_eur"] >= seuil_europeen_eur).sum()

# %% wrong="petits_appels" because="le tableau du modèle gardé" says="Partez du tableau appels"
petits_appels = (adaptees["montant_eur"] < seuil_europeen_eur).sum()

# %% wrong="petits_appels" because="la moyenne des vrais et des faux" says="nombre entier"
petits_appels = (appels["montant_eur"] < seuil_europeen_eur).mean()

# %% wrong="petits_appels" because="la comparaison, sans compter" says="un seul nombre"
petits_appels = appels["montant_eur"] < seuil_europeen_eur

# %% wrong="petits_appels" because="les montants additionnés" says="on n’additionne pas"
petits_appels = appels[appels["montant_eur"] < seuil_europeen_eur]["montant_eur"].sum()

# %% wrong="petits_appels" because="le seuil des travaux" says="sous le seuil"
petits_appels = (appels["montant_eur"] < 500_000).sum()

# %% [markdown]
# Un petit contrat peut donc sortir d’un gros appel d’offres : c’est souvent un lot. **Le seuil se juge sur le besoin entier, tous lots ensemble** (article R. 2121-1). Une ville peut aussi choisir l’appel d’offres sans y être obligée. Ne devinez pas la procédure d’après le montant.
#
# ## Quelle est votre famille d’achats ?
#
# Chaque contrat porte un code européen, le **[[CPV]]** (règlement CE n° 213/2008 du 28 novembre 2007). Ses deux premiers chiffres donnent la famille, dite « division ». Le même code figure dans les annonces : cherchez avec lui.
#
# `79` réunit les services aux entreprises : droit, marketing, conseil, recrutement, impression, sécurité. `92` : les services récréatifs, culturels et sportifs. Une famille mélange donc des métiers. Le graphisme de Nora est en 79, sa scénographie en 92.
#
# **Pariez** : quelle famille a le plus de contrats ouverts à la concurrence ? Celles de moins de cinq contrats ne sont pas dessinées : c’est notre convention, trop peu pour une fourchette.

# %%
familles = accessibles["cpv_division"].value_counts()
grandes = familles[familles >= 5].rename(NOMS)
titre = f"{grandes.index[0]} : {grandes.iloc[0]} contrats sur {len(accessibles)}"
display(bars(grandes, title=titre, unit="contrats", source=marches))
miens = accessibles[accessibles["cpv_division"] == ma_famille]["montant_eur"]
travaux = accessibles[accessibles["cpv_division"] == "45"]["montant_eur"]
fourchette_travaux = [travaux.quantile(0.25), travaux.quantile(0.75)]
print("Travaux, moyenne :", euros(travaux.mean()))
print("Travaux, médiane :", euros(travaux.median()))
print("Travaux, fourchette en euros :", dire(fourchette_travaux))

# %% [markdown]
# ## Combien puis-je espérer ?
#
# Regardez les travaux. Quelques chantiers énormes tirent la moyenne vers le haut. On prend plutôt la **[[médiane]]** : la moitié des contrats valent moins, l’autre moitié plus.
#
# Un seul chiffre ne suffit pas. Rangez les contrats du plus petit au plus grand, coupez la file en quatre : les coupures sont les **[[quartiles|quartile]]**. Un quart des contrats valent moins que le premier quartile, un quart valent plus que le troisième. Entre les deux, il y a **la moitié du milieu** : c’est votre fourchette. En code, `.quantile(0.25)` et `.quantile(0.75)`.
#
# ### Exercice 4 : la fourchette de Nora
#
# Le modèle, pour les travaux :
#
# ```python
# fourchette_travaux = [travaux.quantile(0.25), travaux.quantile(0.75)]
# ```
#
# **À vous.** Calculez la fourchette des contrats comparables de Nora : ils sont dans `miens`. Ce sont des marchés ordinaires de sa famille, ouverts à la concurrence. **Pariez d’abord** : plus bas ou plus haut que les travaux ?

# %% exercise="fourchette" scaffold="fourchette = ...  # ← [premier quartile, troisième quartile], sur le modèle ci-dessus"
### BEGIN SOLUTION
fourchette = [miens.quantile(0.25), miens.quantile(0.75)]
### END SOLUTION
print("Fourchette des contrats comparables, en euros :", dire(fourchette))

# %% check="fourchette" points=4
from numbers import Real

assert isinstance(fourchette, list | tuple), "Une fourchette, c’est deux nombres entre crochets : [premier quartile, troisième quartile]."
assert len(miens) >= 5, "Votre famille a moins de cinq contrats comparables : pas de fourchette. Pour l’exercice, remettez ma_famille = \"79\" en haut, puis exécutez tout."
assert len(fourchette) == 2, "Une fourchette, c’est deux nombres entre crochets, séparés par une virgule."
assert all(isinstance(borne, Real) for borne in fourchette), "On attend deux nombres, sans guillemets ni unité : .quantile(0.25), puis .quantile(0.75)."
bas, haut = fourchette
assert bas <= haut, "La valeur basse d’abord, la valeur haute ensuite."
assert bas > miens.min() or haut < miens.max(), "Ce sont les deux extrêmes : un seul gros contrat change tout. Prenez les quartiles, avec .quantile."
assert bas <= miens.median() <= haut, "La médiane de miens n’est pas dans votre fourchette. Avez-vous changé de tableau ? Les deux quartiles sont 0.25 et 0.75."
### BEGIN HIDDEN TESTS
from lirelaville import load

tous = load("marches_publics", territory=territoire)
famille = tous[tous["cpv_division"] == ma_famille]
simples = famille[famille["nature"] == "Marché"]
publics = simples[simples["procedure"] != "Marché passé sans publicité ni mise en concurrence préalable"]


def ecart(montants):
    return max(abs(bas - montants.quantile(0.25)), abs(haut - montants.quantile(0.75)))


juste = ecart(publics["montant_eur"]) <= 500
assert juste or ecart(famille["montant_eur"]) > 500, "Vous avez mêlé les maximums des accords-cadres aux achats. Partez de miens."
assert juste or ecart(simples["montant_eur"]) > 500, "Vous avez gardé les marchés passés sans concurrence : personne ne pouvait y répondre. Partez de miens."
assert juste, "Ce n’est pas la moitié du milieu des contrats de miens. Les deux bornes sont .quantile(0.25) et .quantile(0.75)."
### END HIDDEN TESTS

# %% wrong="fourchette" because="le plus petit et le plus grand" says="les deux extrêmes"
fourchette = [miens.min(), miens.max()]

# %% wrong="fourchette" because="un seul chiffre : la médiane" says="deux nombres entre crochets"
fourchette = miens.median()

# %% wrong="fourchette" because="les plafonds mêlés aux achats" says="mêlé les maximums"
melange = marches[marches["cpv_division"] == ma_famille]["montant_eur"]
fourchette = [melange.quantile(0.25), melange.quantile(0.75)]

# %% wrong="fourchette" because="les marchés sans concurrence gardés" says="sans concurrence"
gardes = ordinaires[ordinaires["cpv_division"] == ma_famille]["montant_eur"]
fourchette = [gardes.quantile(0.25), gardes.quantile(0.75)]

# %% wrong="fourchette" because="le modèle recopié : les travaux" says="Avez-vous changé de tableau"
fourchette = [travaux.quantile(0.25), travaux.quantile(0.75)]

# %% wrong="fourchette" because="la haute avant la basse" says="La valeur basse d’abord"
fourchette = [miens.quantile(0.75), miens.quantile(0.25)]

# %% wrong="fourchette" because="dix pour cent autour de la médiane" says="la moitié du milieu"
fourchette = [0.9 * miens.median(), 1.1 * miens.median()]

# %% [markdown]
# ## Choisissez une famille
#
# Exécutez la cellule, puis choisissez dans la liste. **Pariez d’abord** : entre 79 et 92, laquelle a les contrats les plus gros ? Et combien d’entreprises répondent : une, trois, dix ?
#
# - Le dessin range les contrats comparables par taille.
# - La table dit **ce qui ferait changer la fourchette** : ramener chaque contrat à un an, ou garder les marchés sans concurrence. La dernière ligne refait l’erreur du début.
# - **La taille prudente.** L’acheteur peut exiger un chiffre d’affaires annuel. Depuis le 1er janvier 2026, cette exigence ne dépasse pas 1,5 fois le montant estimé du contrat ou du lot, sauf justification (articles R. 2142-7 et R. 2142-8, décret n° 2025-1383 du 29 décembre 2025, à vérifier). Divisez donc votre chiffre d’affaires par 1,5.
# - **Les offres.** Marseille ne dit pas combien d’entreprises ont répondu. Paris le dit : nous prenons ses contrats ouverts, sans accord-cadre cité ni montant répété. Ailleurs, une autre année : un ordre de grandeur, rien de plus.
#
# La dernière table résume, sans la liste, toutes les familles d’au moins cinq contrats.

# %% fold="Choisir une famille d’achats"
ouverts_paris = paris[~paris["montant_repete"] & ~paris["accord_cadre_cite"] & (paris["procedure"] != sans_concurrence)]
taille_prudente, tailles = mon_chiffre_d_affaires_eur / 1.5, [0, 40_000, 60_000, 120_000, 500_000, float("inf")]
noms_tailles = ["moins de 40 000 €", "40 000 à 60 000 €", "60 000 à 120 000 €", "120 000 à 500 000 €", "500 000 € et plus"]
def de(table, famille, colonne="montant_eur"):
    return table.loc[table["cpv_division"] == famille, colonne].dropna().astype(float)
def resume(nom, montants):  # sous cinq contrats, pas de fourchette ; arrondi à la centaine
    bas, milieu, haut = montants.quantile([0.25, 0.5, 0.75]).round(-2) if len(montants) >= 5 else [None] * 3
    return {"ce qui est compté": nom, "contrats": len(montants), "médiane": milieu, "la moitié du milieu": dire([bas, haut]) if bas else None}
def choisir(famille):
    montants, offres = de(accessibles, famille), de(ouverts_paris, famille, "offres_recues")
    par_an, seuil = montants / (de(accessibles, famille, "duree_mois") / 12).clip(lower=1), 100_000 if famille == "45" else seuil_devis_eur
    milieu = resume("", montants)["la moitié du milieu"]
    titre = f"{NOMS.get(famille, famille)} : " + (f"la moitié du milieu va de {milieu} €" if milieu else "moins de cinq contrats, pas de fourchette")
    display(bars(pd.cut(montants, tailles, right=False, labels=noms_tailles).value_counts(sort=False), title=titre, unit="contrats comparables", source=marches))
    display(montrer(pd.DataFrame([resume("contrats comparables", montants), resume("les mêmes, par an", par_an), resume("avec ceux sans concurrence", de(ordinaires, famille)), resume("avec les plafonds : faux !", de(marches, famille))])))
    print(f"Taille prudente, jusqu’à {euros(taille_prudente)} : {(montants <= taille_prudente).sum()} sur {len(montants)}.\nSous {euros(seuil)}, aujourd’hui possibles sur devis : {(montants < seuil).sum()} sur {len(montants)}.")
    print(f"À Paris, en 2024, {count(len(offres), 'contrat')} : " + (f"{number(offres.median())} offre(s) en médiane,\net {number(100 * (offres == 1).mean())} contrats sur 100 n’en ont reçu qu’une." if len(offres) >= 5 else "trop peu pour conclure."))
interact(choisir, famille=Dropdown(options=[(NOMS.get(code, code), code) for code in familles.index], value=ma_famille if ma_famille in familles else familles.index[0], description="Famille :"))
montrer(pd.DataFrame([resume(NOMS.get(code, code), de(accessibles, code)) | {"offres à Paris (médiane)": de(ouverts_paris, code, "offres_recues").median()} for code in familles[familles >= 5].index]))

# %% [markdown] written="decision" points=2
# **Ce qu’on lit.** Une fourchette dépend de ce que l’on y met : regardez-la changer, ligne après ligne. Et « une seule offre » ne veut pas dire « facile ». Le fichier de Paris ne dit pas pourquoi les autres n’ont pas répondu, ni s’il y en avait d’autres.
#
# ## À vous de décider
#
# Nora ne peut préparer qu’**une** sorte de dossier ce trimestre. **En deux phrases : à quel marché doit-elle répondre, quelle famille et quelle taille ?** Si vous préférez, répondez pour votre propre entreprise, avec votre famille et votre chiffre d’affaires.
#
# - Dans la première, votre décision : la famille, la fourchette (les deux quartiles, arrondis, avec le nombre de contrats) et la comparaison avec la taille prudente.
# - Dans la seconde, le doute qui pèse le plus, et ce qui ferait changer votre fourchette ou votre choix.
#
# Un contrat n’est pas un gain : il faut encore le remporter, puis le livrer. N’écrivez ni nom de personne, ni vrai chiffre d’affaires que vous voulez garder pour vous.
#
# === BEGIN MARK SCHEME ===
# Deux points. Toutes les familles se défendent : on note le raisonnement, pas le choix.
#
# **1 point : la décision et ses chiffres.** Une famille CPV, une taille, et la **fourchette** entre les deux quartiles, arrondie, en euros, avec le nombre de contrats. La taille visée est comparée à la taille prudente (chiffre d’affaires divisé par 1,5), ou à ce que l’entreprise peut livrer. Pour Nora : en 79, environ 30 000 à 47 000 € (19 contrats) ; en 92, environ 32 000 à 89 000 € (8 contrats) ; taille prudente, 120 000 €. Décider « plutôt des devis, sous 60 000 € » est une bonne réponse, si elle est chiffrée.
#
# **1 point : le doute, et ce qui changerait la réponse.** Par exemple : une seule année, celle de la crise sanitaire ; peu de contrats dans la famille ; une famille qui mélange des métiers ; les montants sur plusieurs années ; les seuils relevés en 2026, donc des petits contrats qui ne passeront plus par une annonce ; les offres connues à Paris seulement ; les petits achats absents du fichier. Il faut **un effet** : « par an, la fourchette baisse », « avec une autre année, elle peut bouger ».
#
# **Ne suffisent pas :** un seul chiffre, même la médiane ; « il manque des données » sans dire lesquelles ; une fourchette sans le nombre de contrats ni la famille (un demi-effort : 0 au premier point).
#
# **À refuser :** le maximum d’un accord-cadre présenté comme de l’argent dépensé ou gagné ; la somme de la colonne présentée comme un marché à prendre ; « une offre à Paris, donc je gagnerai » ; un chiffre de Paris attribué à Marseille. Une seule de ces erreurs : 0 au premier point.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Distinguer.** Le montant d’un accord-cadre est un maximum, parfois écrit plusieurs fois : on ne l’additionne pas, on ne l’appelle pas un achat. Le seuil d’une procédure se juge sur le besoin entier, pas sur un lot.
# - **Repérer.** Les deux premiers chiffres du CPV donnent la famille. Un contrat comparable est un marché ordinaire, ouvert à la concurrence.
# - **Chiffrer.** La taille d’un contrat se dit par les deux quartiles et le nombre de contrats. Une autre année, la durée, les seuils ou un métier voisin la font changer.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Et chez vous ?** Changez `ma_famille` et `mon_chiffre_d_affaires_eur`, puis exécutez tout à nouveau. Les annonces se lisent sur [boamp.fr](https://www.boamp.fr) et sur le « profil d’acheteur » de chaque ville. Remettez `"79"` et `180_000` avant de rendre la leçon.
#
# **La suite** : qui remporte ces contrats, et qui achète le plus ? Ce sera « Qui sont les grands acheteurs et fournisseurs ? ». La page publique « À qui vont les subventions ? » montre l’autre argent de la Ville, celui qu’elle donne sans rien acheter.
