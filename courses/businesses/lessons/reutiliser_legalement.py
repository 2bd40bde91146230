# %% [markdown]
# # Ai-je le droit de vendre ce que j’en fais ?
#
# Inès tient une librairie à Marseille. Elle prépare un guide, « Ouvrir son commerce », vendu 19 € : des chiffres, des cartes, et peut-être un fichier de commerces à télécharger. Tout vient de données trouvées en ligne. A-t-elle le droit de le vendre ? Inès et son guide sont inventés. Les fiches et les textes de loi, eux, sont réels.
#
# **À la fin, vous saurez**
#
# - lire la licence d’un jeu de données, et dire ce qu’elle permet, demande et refuse ;
# - écrire les mentions d’un produit : éditeur, licence, date, et aucune caution ;
# - choisir ce que vous publiez, et sous quelle licence, en disant votre doute.
#
# **Il vous faut** : les gestes des leçons précédentes. **Maj + Entrée** exécute une cellule. On remplace les `...`, puis la cellule repliée vérifie. Avancez de haut en bas.
#
# **Cette leçon n’est pas un avis juridique.** Chaque règle porte son texte et sa date. Nous les avons lus dans des copies, sans pouvoir tous les relire à leur adresse. Avant de vendre, relisez-les sur [legifrance.gouv.fr](https://www.legifrance.gouv.fr), et demandez conseil.
#
# ## D’où viennent ces données ?
#
# De notre propre catalogue : pour chaque jeu de données, sa **fiche**. Une limite à connaître : tout nous est parvenu par une republication. La licence écrite sur une fiche reste donc à confirmer à l’adresse officielle.
#
# Exécutez les trois cellules suivantes. La première contient les réglages d’Inès : les deux jeux que son guide utilise.

# %% tags=["parameters"]
mes_jeux = ["etablissements_iris", "equipements"]  # un jour, vous y mettrez les vôtres

# %% fold="Ouvrir les fiches"
import pandas as pd
from IPython.display import Markdown
from ipywidgets import Dropdown, Layout, SelectMultiple, interact
from lirelaville import source_line
from lirelaville.catalogue import dataset_names, describe
from lirelaville.charts import bars
from lirelaville.french import count, typeset

def en_ligne(jeu):  # une fiche, en une ligne de tableau
    f = describe(jeu)
    return {"jeu": jeu, "editeur": f["contributors"][0]["title"], "licence": f["licenses"][0]["title"], "annees": f["years"], "recue_le": "/".join(reversed(f["retrieved"].split("-"))), "titre": f["title"]}

avec_mise_a_jour = sum("mis à jour le" in str(describe(jeu)) for jeu in dataset_names())

def montrer(texte):  # à la ligne comme dans le texte, sans couper les mots
    display(Markdown(texte.replace("\n", "  \n") if isinstance(texte, str) else "À compléter."))

def examiner(texte, fiche):  # que manque-t-il à une mention de source ?
    voulu = {"l’éditeur": fiche["editeur"], "la licence": fiche["licence"], "la date": fiche["recue_le"]}
    manquent = [nom for nom, mot in voulu.items() if mot.casefold() not in texte.casefold()]
    montrer(f"{texte}\n" + (f"**Refusé** : il manque {' et '.join(manquent)}." if manquent else "**Accepté.**"))

# %%
fiches = pd.DataFrame([en_ligne(jeu) for jeu in dataset_names()]).set_index("jeu")
print(count(len(fiches), "fiche"), "dans le catalogue. Les quatre premières :")
fiches[["editeur", "licence", "annees", "recue_le"]].head(4)

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne est une fiche**, donc un jeu de données. Tout à gauche, son nom.
#
# | colonne | ce qu’elle dit |
# |---|---|
# | `editeur` | qui a publié |
# | `licence` | le contrat qui va avec |
# | `annees` | l’âge des chiffres |
# | `recue_le` | le jour où **nous** avons reçu le fichier |
#
# Une licence est un contrat que l’éditeur accorde d’avance, à tout le monde. Pour leurs données gratuites, les administrations choisissent dans une liste. Pour les données, elle en compte deux, selon l’article D. 323-2-1 du code des relations entre le public et l’administration (décret n° 2017-638 du 27 avril 2017 ; liste révisable, à vérifier) :
#
# - la **[[Licence Ouverte]]** : on vous demande une mention ;
# - l’**[[ODbL]]**, en anglais *Open Database License* : une mention, et parfois davantage.
#
# **Avant d’exécuter, pariez** : combien de fiches portent exactement « Licence Ouverte 2.0 » ? Combien portent « ODbL » ?

# %%
par_licence = fiches["licence"].value_counts()
en_odbl = fiches["licence"].str.contains("ODbL").sum()
en_lo2 = par_licence["Licence Ouverte 2.0"]
titre_dessin = f"Licence Ouverte 2.0 : {en_lo2} fiches sur {len(fiches)} ; ODbL : {en_odbl}"
bars(par_licence, title=titre_dessin, unit="fiches", source="les fiches de notre catalogue")

# %% [markdown]
# **Ce qu’on lit.** La Licence Ouverte domine, mais pas avec le même libellé. « Licence Ouverte » sans numéro ? Il existe une version de 2011 et une de 2017 : à vérifier chez l’éditeur. Et l’une des licences ajoute quelques mots qui comptent. Pour l’ODbL, absente du catalogue tel que nous le livrons, nous prendrons un **exemple**, marqué comme tel.
#
# ### Exercice 1 : les fiches à relire
#
# Inès veut la liste des fiches qu’elle doit relire de près. Voici le modèle, pour garder les fiches de l’Insee : `==` veut dire « est égal à ».
#
# ```python
# fiches_insee = fiches[fiches["editeur"] == "Insee"]
# ```
#
# **À vous.** Gardez les fiches dont la licence **n’est pas** exactement « Licence Ouverte 2.0 ». Le signe « est différent de » s’écrit `!=`.

# %% exercise="a_relire" scaffold="a_relire = ...  # ← sur le modèle, avec la colonne licence et le signe !="
### BEGIN SOLUTION
a_relire = fiches[fiches["licence"] != "Licence Ouverte 2.0"]
### END SOLUTION
a_relire

# %% check="a_relire" points=2
import pandas as pd

assert isinstance(a_relire, pd.DataFrame), "On attend un petit tableau. Suivez le modèle : fiches, puis la condition entre crochets."
assert "licence" in a_relire, "La colonne licence a disparu. Partez de fiches, et ne choisissez pas de colonnes."
assert len(a_relire) > 0, "Votre tableau est vide. Recopiez la licence lettre par lettre, avec ses majuscules et son numéro."
assert len(a_relire) < len(fiches), "Toutes les fiches sont restées : la condition ne trie rien. Recopiez la licence lettre par lettre, avec ses majuscules et son numéro."
assert not a_relire["licence"].str.strip().eq("Licence Ouverte 2.0").any(), "Il reste des fiches en « Licence Ouverte 2.0 ». Vous voulez les autres : vérifiez la colonne, et changez le signe."
### BEGIN HIDDEN TESTS
from lirelaville.catalogue import dataset_names, describe

licences_lues = {jeu: describe(jeu)["licenses"][0]["title"] for jeu in dataset_names()}
attendues = {jeu for jeu, lue in licences_lues.items() if lue != "Licence Ouverte 2.0"}
assert set(a_relire.index) == attendues, "Il manque des fiches. Toute licence différente de « Licence Ouverte 2.0 » est à relire, même si elle lui ressemble."
### END HIDDEN TESTS

# %% wrong="a_relire" because="le signe du modèle gardé" says="et changez le signe"
a_relire = fiches[fiches["licence"] == "Licence Ouverte 2.0"]

# %% wrong="a_relire" because="seulement les licences sans numéro" says="même si elle lui ressemble"
a_relire = fiches[fiches["licence"] == "Licence Ouverte"]

# %% wrong="a_relire" because="la licence écrite sans majuscules : tout est différent" says="ne trie rien"
a_relire = fiches[fiches["licence"] != "licence ouverte 2.0"]

# %% wrong="a_relire" because="la condition seule, sans le tableau" says="un petit tableau"
a_relire = fiches["licence"] != "Licence Ouverte 2.0"

# %% wrong="a_relire" because="le nombre de fiches au lieu des fiches" says="un petit tableau"
a_relire = len(fiches[fiches["licence"] != "Licence Ouverte 2.0"])

# %% wrong="a_relire" because="l’éditeur au lieu de la licence" says="et changez le signe"
a_relire = fiches[fiches["editeur"] != "Insee"]

# %% [markdown]
# ## Ce que demande la Licence Ouverte 2.0
#
# Voici son texte, en quatre lignes ([Licence Ouverte 2.0](https://www.etalab.gouv.fr/licence-ouverte-open-licence/), Etalab, avril 2017).
#
# | elle… | quoi |
# |---|---|
# | **permet** | copier, adapter, mélanger, publier, vendre ; partout, sans limite de durée |
# | **demande** | la source, « au moins le nom » de l’éditeur, et « la date de dernière mise à jour » |
# | **accepte** | un lien vers la source, si l’on voit bien de qui elle vient |
# | **refuse** | de laisser croire à un « caractère officiel » ou à une « caution » de l’éditeur |
#
# C’est la **[[mention de source]]**. La loi dit presque la même chose à qui réutilise des informations publiques, « sauf accord de l’administration ». On ne les altère pas. On ne dénature pas leur sens. On mentionne « leurs sources et la date de leur dernière mise à jour ». C’est l’article L. 322-1 du même code. Vendre n’y change rien : l’article L. 321-1 parle de « toute personne qui le souhaite ».
#
# ### Une erreur à rencontrer exprès
#
# Pour écrire une phrase avec des trous, Python a la **[[f-string]]** : un `f` avant le guillemet, et des noms entre accolades. Inès écrit ainsi sa première mention. L’outil `examiner` la relit.
#
# **Avant d’exécuter, pariez** : la mention sera-t-elle acceptée ? Et combien de fiches du catalogue écrivent leur date de mise à jour ?

# %%
fiche = fiches.loc["etablissements_iris"]  # la ligne d'un jeu, par son nom
editeur, titre, licence = fiche["editeur"], fiche["titre"], fiche["licence"]
annees, recue_le = fiche["annees"], fiche["recue_le"]
adresse = describe("etablissements_iris")["sources"][0]["path"]

trop_court = f"Source : {editeur}, {titre} · {licence}"
examiner(trop_court, fiche)
print("Avec une date de mise à jour :", count(avec_mise_a_jour, "fiche"), "sur", len(fiches))

# %% [markdown]
# - **Le symptôme.** La mention a l’air complète. Elle est refusée.
# - **La cause.** On cite de mémoire : un nom, une licence, et la date s’oublie. Sans elle, qui lira le guide en 2030 ne saura pas de quand datent les chiffres. L’année écrite dans un titre n’est pas cette date.
# - **La réparation.** Il y a trois dates. On écrit celle que l’on connaît, **en disant laquelle**.
#
# | date | où la lire |
# |---|---|
# | l’âge des chiffres | `annees` |
# | la dernière mise à jour chez l’éditeur | à l’adresse officielle ; nos fiches ne l’ont presque jamais |
# | notre réception | `recue_le` |
#
# La licence demande la deuxième. Nous n’avons que la troisième. Alors on ajoute **l’adresse officielle** : la Licence Ouverte accepte un lien. Un jour de connexion, vous remplacerez « reçues le » par « mise à jour du ».
#
# ### Exercice 2 : une mention complète
#
# Voici le modèle, refusé :
#
# ```python
# trop_court = f"Source : {editeur}, {titre} · {licence}"
# ```
#
# **À vous.** Complétez-le : dites « données reçues le », avec la date, puis ajoutez l’adresse. Les deux noms utiles sont dans la cellule du dessus. N’écrivez aucun chiffre vous-même.

# %% exercise="credit" scaffold="credit = ...  # ← le modèle, puis la date de réception, puis l’adresse"
### BEGIN SOLUTION
credit = f"Source : {editeur}, {titre} · {licence} · données reçues le {recue_le} · {adresse}"
### END SOLUTION
montrer(credit)

# %% check="credit" points=3
import re

assert isinstance(credit, str), "On attend un texte, entre guillemets, avec un f devant."
assert "{" not in credit, "Il reste des accolades. Mettez un f juste avant le premier guillemet, et vérifiez que chaque accolade se ferme."
lu = " ".join(credit.replace("’", "'").casefold().split())
assert fiche["editeur"].casefold() in lu, "Qui a publié ? Il manque le nom de l’éditeur."
assert fiche["licence"].casefold() in lu, "Sous quelle licence ? Elle manque, ou son numéro manque."
assert re.search(r"\d\d/\d\d/\d{4}", lu), "Il manque une date complète, écrite en chiffres : jour/mois/année. L’année des chiffres ne suffit pas."
assert "http" in lu, "Il manque l’adresse officielle : sans la date de mise à jour, c’est elle qui répond à la licence."
assert "reçu" in lu, "De quelle date s’agit-il ? Écrivez devant : données reçues le."
### BEGIN HIDDEN TESTS
from lirelaville.catalogue import describe

carte_lue = describe("etablissements_iris")
date_lue = "/".join(reversed(carte_lue["retrieved"].split("-")))
assert carte_lue["contributors"][0]["title"].casefold() in lu, "L’éditeur n’est pas celui de la fiche etablissements_iris."
assert carte_lue["licenses"][0]["title"].casefold() in lu, "La licence n’est pas celle de la fiche etablissements_iris."
assert date_lue in lu, "Ce n’est pas la date de la fiche. Prenez le nom recue_le, entre accolades."
assert carte_lue["sources"][0]["path"].casefold() in lu, "Ce n’est pas l’adresse de la fiche. Prenez le nom adresse, entre accolades."
assert not any(mot in lu for mot in ("officiel", "partenariat")), "Votre mention laisse croire que l’éditeur cautionne le guide. Retirez ce mot."
### END HIDDEN TESTS

# %% wrong="credit" because="le modèle recopié, sans date" says="date complète"
credit = f"Source : {editeur}, {titre} · {licence}"

# %% wrong="credit" because="l’année des chiffres à la place de la date" says="L’année des chiffres ne suffit pas"
credit = f"Source : {editeur}, {titre} · {licence} · données de {annees} · {adresse}"

# %% wrong="credit" because="la date sans l’adresse" says="adresse officielle"
credit = f"Source : {editeur}, {titre} · {licence} · données reçues le {recue_le}"

# %% wrong="credit" because="le f oublié" says="un f juste avant"
credit = "Source : {editeur}, {titre} · {licence} · données reçues le {recue_le} · {adresse}"

# %% wrong="credit" because="la date de réception appelée mise à jour" says="De quelle date"
credit = f"Source : {editeur}, {titre} · {licence} · mise à jour du {recue_le} · {adresse}"

# %% wrong="credit" because="la date du jour inventée" says="la date de la fiche"
credit = f"Source : {editeur}, {titre} · {licence} · données reçues le 01/01/2026 · {adresse}"

# %% wrong="credit" because="l’éditeur oublié" says="nom de l’éditeur"
credit = f"Source : {titre} · {licence} · données reçues le {recue_le} · {adresse}"

# %% wrong="credit" because="la mention de l’autre jeu du guide" says="nom de l’éditeur"
credit = source_line("equipements") + " · https://www.data.gouv.fr/fr/organizations/ville-de-marseille/"

# %% wrong="credit" because="print au lieu du texte" says="un texte, entre guillemets"
credit = print(f"Source : {editeur}, {titre} · {licence} · données reçues le {recue_le} · {adresse}")

# %% wrong="credit" because="une caution suggérée" says="cautionne"
credit = f"Guide officiel, source : {editeur}, {titre} · {licence} · données reçues le {recue_le} · {adresse}"

# %% [markdown]
# ## L’ODbL : partager à son tour
#
# Pour son fichier de commerces, Inès pense à [OpenStreetMap](https://www.openstreetmap.org/copyright), une carte libre, faite par ses contributeurs. Elle est sous [ODbL 1.0](https://opendatacommons.org/licenses/odbl/1-0/) (Open Data Commons, 2009). Vendre reste permis. Mais une règle s’ajoute, le **[[partage à l’identique]]** : une base tirée de la leur, et rendue publique, reste sous ODbL.
#
# Le mot important est **[[base dérivée]]** : la base modifiée, complétée, ou dont on recopie une part substantielle dans une nouvelle base (§ 4.4 b). Un rapport ou une carte dessinée n’en est pas une.
#
# | Vous rendez public… | L’ODbL 1.0 demande… | § |
# |---|---|---|
# | un rapport, un graphique, tirés directement de la base | une mention : la base, et sa licence | 4.3, 4.5 b |
# | une base dérivée | la même licence, ou une compatible ; en ligne, une copie gratuite | 4.4 a, 4.6 |
# | un rapport, une carte, tirés d’une **base dérivée** | la mention, **et** cette base, ou la liste de ses changements | 4.4 c, 4.6 |
# | une base ODbL posée à côté d’autres, sans les mêler | la mention ; seule sa part reste sous ODbL | 4.5 a |
# | rien : usage dans l’entreprise | rien à partager | 4.5 c |
#
# Où finit la part « substantielle » ? Le texte ne donne pas de nombre : à vérifier cas par cas.
#
# ### Exercice 3 : faut-il partager ?
#
# Dans lesquels de ces cinq cas Inès doit-elle **proposer une base sous ODbL**, ou la liste de ses changements, à son public ?
#
# - **A.** Elle dessine un graphique en interrogeant la base ODbL, sans la recopier ni la modifier.
# - **B.** Elle corrige la base ODbL rue par rue, et met ce fichier en téléchargement.
# - **C.** Elle garde ce fichier corrigé dans son bureau, pour elle seule.
# - **D.** Elle imprime dans son guide une carte tirée de ce fichier corrigé.
# - **E.** Elle ajoute une colonne à un tableau en Licence Ouverte 2.0, et le vend.
#
# **À vous.** Écrivez une liste de lettres, sur ce modèle : `["A", "E"]`. Ici, la vérification regarde surtout la forme. La correction, une fois la leçon rendue, vous dira quelle ligne du tableau relire.

# %% exercise="a_partager" scaffold="a_partager = ...  # ← une liste de lettres, entre crochets"
### BEGIN SOLUTION
a_partager = ["B", "D"]
### END SOLUTION
print("Mes lettres :", "à compléter" if a_partager is ... else a_partager)

# %% check="a_partager" points=3
assert isinstance(a_partager, list | tuple | set), "On attend une liste : des lettres entre guillemets, séparées par des virgules, le tout entre crochets."
assert all(isinstance(lettre, str) for lettre in a_partager), "Chaque lettre s’écrit entre guillemets."
lettres = {lettre.strip().upper() for lettre in a_partager}
assert lettres <= set("ABCDE"), "Une lettre par case, parmi les cinq proposées : chacune entre ses guillemets."
assert lettres, "La liste est vide. Relisez la deuxième ligne du tableau : il y a au moins un cas."
assert len(lettres) < 5, "Pas tous : l’une des lignes du tableau ne demande rien."
### BEGIN HIDDEN TESTS
assert "E" not in lettres, "La Licence Ouverte ne demande jamais de partager votre travail : une mention suffit."
assert "C" not in lettres, "Un usage dans l’entreprise n’est pas public (§ 4.5 c). Relisez la dernière ligne du tableau."
assert "A" not in lettres, "Un graphique tiré directement de la base n’est pas une base dérivée (§ 4.5 b). Il demande une mention."
assert "B" in lettres, "Une base corrigée puis rendue publique est une base dérivée (§ 4.4 a). Relisez la deuxième ligne du tableau."
assert "D" in lettres, "Une carte tirée d’une base dérivée oblige à proposer aussi cette base (§ 4.4 c et 4.6). Relisez la troisième ligne du tableau."
### END HIDDEN TESTS

# %% wrong="a_partager" because="une carte n’est pas une base, donc rien à partager" says="la troisième ligne"
a_partager = ["B"]

# %% wrong="a_partager" because="toute modification oblige à partager, même gardée pour soi" says="n’est pas public"
a_partager = ["B", "C", "D"]

# %% wrong="a_partager" because="tout ce qui touche à l’ODbL se partage" says="directement de la base"
a_partager = ["A", "B", "D"]

# %% wrong="a_partager" because="ce qui se vend se partage" says="une mention suffit"
a_partager = ["B", "D", "E"]

# %% wrong="a_partager" because="par prudence, tout partager" says="Pas tous"
a_partager = ["A", "B", "C", "D", "E"]

# %% wrong="a_partager" because="un texte au lieu d’une liste" says="On attend une liste"
a_partager = "B, D"

# %% wrong="a_partager" because="les deux lettres dans les mêmes guillemets" says="Une lettre par case"
a_partager = ["B D"]

# %% [markdown]
# ## Et sans licence du tout ?
#
# Inès pense aussi à recopier 800 fiches d’un annuaire privé en ligne. « C’est public, non ? » Visible ne veut pas dire libre. Deux protections peuvent se cumuler : le droit d’auteur, et le **[[droit du producteur]]** d’une base de données.
#
# - **Qui ?** La personne qui a pris l’initiative et le risque d’un investissement « financier, matériel ou humain substantiel » (code de la propriété intellectuelle, article L. 341-1, loi n° 98-536 du 1er juillet 1998).
# - **Quoi ?** Elle peut interdire à d’autres de recopier ou de réutiliser une part substantielle du contenu (article L. 342-1). Recopier petit à petit, de façon répétée et systématique, peut l’être aussi (article L. 342-2).
# - **Combien de temps ?** Quinze ans « après le 1er janvier de l’année civile qui suit » l’achèvement. Un nouvel investissement substantiel fait repartir le compteur (article L. 342-5).
#
# L’administration ne peut pas, en règle générale, opposer ce droit à la réutilisation des bases qu’elle publie (article L. 321-3 du code des relations entre le public et l’administration).
#
# **Avant d’exécuter, pariez** : une base achevée et mise en ligne en 2014, jamais mise à jour, est-elle encore protégée en 2026 ? Jusqu’à quand ?

# %%
annee_achevement = 2014  # ← essayez une autre année
debut = annee_achevement + 1  # le 1er janvier qui suit
fin = debut + 15
print(f"Achevée en {annee_achevement} : protégée jusqu’au 1er janvier {fin}, si rien ne la renouvelle.")

# %% [markdown]
# ## Ce que la licence n’efface pas
#
# Une licence parle de droits sur des **données**. Elle ne dit rien des **personnes**. Le RGPD (règlement européen 2016/679 du 27 avril 2016, article 4) protège toute **[[donnée personnelle]]**. L’article L. 322-2 du code des relations entre le public et l’administration rappelle que cette protection vaut aussi pour qui réutilise.
#
# Lisons les limites de deux fiches. **Avant d’exécuter, pariez** : laquelle des deux a une condition de plus que sa licence ? Laquelle contient des noms ?

# %%
for jeu, mot in [("logement_iris", "Réidentification"), ("subventions", "noms de")]:
    for limite in describe(jeu)["known_gaps"]:
        if mot in limite:
            montrer(f"`{jeu}` : {limite}")

# %% [markdown]
# Les deux jeux sont pourtant « ouverts ». Pour les ventes de logements, un texte le dit : l’article R. 112 A-3 du livre des procédures fiscales. La réutilisation ne doit ni viser ni permettre de retrouver les personnes.
#
# ## Décider, en six questions
#
# | Question | Si oui | Texte |
# |---|---|---|
# | Publié par une administration ? | je peux réutiliser, même pour vendre, sauf droits d’un tiers ; source, date, sens respecté | CRPA, L. 321-1, L. 321-2, L. 322-1 |
# | Licence Ouverte ? | mention ou lien, pas de caution ; mon produit garde la licence que je veux | LO 2.0, avril 2017 |
# | ODbL ? | mention ; ma base dérivée publiée reste sous ODbL | ODbL 1.0, § 4.3 à 4.6 |
# | Ni licence, ni administration ? | je demande l’accord du producteur | CPI, L. 341-1 et L. 342-1 |
# | Quelqu’un de reconnaissable ? | RGPD, quelle que soit la licence | RGPD, art. 4 ; CRPA, L. 322-2 |
# | Une condition de plus ? | je la respecte aussi | la fiche, l’adresse officielle |
#
# CRPA : code des relations entre le public et l’administration. CPI : code de la propriété intellectuelle. LO : Licence Ouverte.
#
# Notre catalogue sait écrire les mentions : `source_line` donne éditeur, titre, licence et date de réception. L’outil `mention` y ajoute l’adresse. Pour l’ODbL, nous écrivons une fiche **d’exemple** : aucune donnée d’OpenStreetMap n’est chargée ici, et sa date est inventée.

# %%
carte_osm = {"title": "Commerces de Marseille (exemple)", "retrieved": "2026-11-16",
    "contributors": [{"title": "Contributeurs d’OpenStreetMap"}],
    "licenses": [{"title": "ODbL 1.0"}],
    "sources": [{"path": "https://www.openstreetmap.org/copyright"}]}

def mention(jeu):
    carte = describe(jeu) if isinstance(jeu, str) else jeu
    return source_line(carte) + " · " + carte["sources"][0]["path"]

montrer(mention("meteo") + "\n" + mention(carte_osm))

# %% [markdown]
# **À vous d’explorer.** Exécutez la cellule repliée. Choisissez des jeux dans la première liste : avec `Ctrl` (ou `Cmd`), vous en prenez plusieurs. Puis choisissez ce que vous en faites. La page écrit ce qui est demandé, et les mentions.
#
# **Pariez d’abord** : de « vendre un rapport » à « publier une base », qu’est-ce qui change pour la Licence Ouverte ? Et pour l’ODbL ? Sous les listes, la réponse est aussi écrite en toutes lettres.

# %% fold="Ouvrir les deux listes"
ODBL = {"vendre un rapport": "mentionner la base et l’ODbL (§ 4.3) ; s’il est tiré d’une base dérivée, proposer aussi cette base (§ 4.4 c, 4.6).",
    "publier une base": "elle reste sous ODbL, modifiée ou non (§ 4.2, 4.4 a) ; base dérivée en ligne : une copie gratuite (§ 4.6).",
    "vendre une application": "mentionner à l’écran (§ 4.3) ; si elle repose sur une base dérivée, proposer aussi cette base (§ 4.4 c, 4.6). À vérifier cas par cas.",
    "garder pour moi": "rien à partager (§ 4.5 c)."}

def conseiller(jeux, usage):
    cartes = [carte_osm if jeu == "osm" else describe(jeu) for jeu in jeux]
    licences = {carte["title"]: carte["licenses"][0]["title"] for carte in cartes}
    lignes = ["**Licence Ouverte** : gardez la source et la date avec le fichier." if usage == "garder pour moi" else "**Licence Ouverte** : éditeur, date ou lien, aucune caution. Votre produit garde la licence que vous voulez."] if any("Licence Ouverte" in nom for nom in licences.values()) else []
    lignes += [f"**ODbL** : {ODBL[usage]}" for nom in set(licences.values()) if "ODbL" in nom]
    lignes += [f"**À relire chez l’éditeur**, {titre} : « {nom} »." for titre, nom in licences.items() if nom not in ("Licence Ouverte 2.0", "ODbL 1.0")]
    lignes += ["**Quelqu’un de reconnaissable ?** Le RGPD, dans tous les cas."] if cartes else ["Choisissez au moins un jeu dans la liste."]
    montrer(typeset(f"Pour {usage} :\n\n" + "\n".join(f"- {ligne}" for ligne in lignes)) + ("\n\nLes mentions :\n\n" + "\n".join(f"- {mention(carte)}" for carte in cartes) if cartes else ""))

def mentions_de(jeux, *phrases):  # les mentions, puis une phrase : pour l'exercice 4
    assert isinstance(jeux, list), "Les sources d’abord, entre crochets ; la phrase ensuite."
    return "\n".join([mention(jeu) for jeu in jeux] + list(phrases))

choix_des_jeux = [("EXEMPLE, OpenStreetMap · ODbL 1.0", "osm"), *[(f"{jeu} · {fiches.loc[jeu, 'licence']}", jeu) for jeu in fiches.index]]
interact(conseiller, jeux=SelectMultiple(options=choix_des_jeux, value=(*[jeu for jeu in mes_jeux if jeu in fiches.index], "osm"), rows=8, description="Jeux :", layout=Layout(width="95%")), usage=Dropdown(options=list(ODBL), description="Usage :"))
montrer(typeset("Sans les listes : la Licence Ouverte demande la même mention, quoi que vous publiiez. L’ODbL, elle, change :\n\n" + "\n".join(f"- **{usage}** : {demande}" for usage, demande in ODBL.items())))

# %% [markdown]
# ### Exercice 4 : les mentions du guide
#
# Le guide d’Inès mêle trois sources : ses deux jeux, `"etablissements_iris"` et `"equipements"`, plus l’exemple `carte_osm`. Il faut donc trois mentions, puis **une phrase à vous** : personne ne cautionne ce guide. L’outil `mentions_de` écrit le tout. Voici le modèle, pour une seule source et une phrase quelconque :
#
# ```python
# essai = mentions_de(["meteo"], "Brochure gratuite.")
# ```
#
# **À vous.** Le nom d’un jeu s’écrit entre guillemets. `carte_osm`, sans guillemets : c’est une fiche, pas un nom. Si vous avez changé `mes_jeux` dans les réglages, prenez vos jeux.

# %% exercise="mentions" scaffold="mentions = ...  # ← mentions_de([vos trois sources], \"votre phrase\")"
### BEGIN SOLUTION
mentions = mentions_de(
    [*mes_jeux, carte_osm],
    "Ce guide n’a aucun caractère officiel : aucun de ces éditeurs ne l’a approuvé.",
)
### END SOLUTION
montrer(mentions)

# %% check="mentions" points=4
import re

from lirelaville.catalogue import dataset_names, describe

def aplati(texte):
    return " ".join(texte.replace("’", "'").casefold().split())

assert isinstance(mentions, str), "On attend un texte : celui que rend mentions_de, avec une liste de sources, puis une phrase entre guillemets."
jeux_connus = isinstance(mes_jeux, list) and bool(mes_jeux) and set(map(str, mes_jeux)) <= set(dataset_names())
assert jeux_connus, "Dans les réglages, mes_jeux doit être une liste de noms du catalogue, chacun entre guillemets."
sources = [describe(jeu) for jeu in mes_jeux] + [carte_osm]
paragraphes = [aplati(ligne) for ligne in re.split(r"\n|(?<=[\w/)]{2})\.\s+(?=[A-ZÀ-Ý])", mentions) if ligne.strip()]
datees = [ligne for ligne in paragraphes if re.search(r"\d\d/\d\d/\d{4}", ligne)]
for source in sources:
    nom, contrat = source["contributors"][0]["title"], source["licenses"][0]["title"]
    siennes = [ligne for ligne in paragraphes if aplati(nom) in ligne]
    assert siennes, f"Il manque une source : « {nom} » n’est cité nulle part."
    assert any(aplati(contrat) in ligne for ligne in siennes), f"Sous quelle licence publie « {nom} » ? Écrivez-la dans sa mention."
    assert any(ligne in datees for ligne in siennes), f"La mention de « {nom} » n’a pas de date complète. Sans date, elle est refusée."
phrases = [ligne for ligne in paragraphes if ligne not in datees]
sujet = r"officiel|caution|approuv|approbation|recommand|valid|souten|soutien|parrain|partena|agréé|agrément|garanti|labellis|engage|responsab|indépendan|sans (?:aucun )?lien"
sans_suite = r"\b(?:ne|n'\w+|pas|sans|aucune?|ni|non|nul(?:le)?|jamais)\b|indépendan"
parlent = [phrase for phrase in phrases if re.search(sujet, phrase)]
assert parlent, "Il manque la phrase qui dit que personne ne cautionne ce guide. Employez l’un des mots de la licence : officiel, caution."
assert all(re.search(sans_suite, phrase) for phrase in parlent), "Une phrase laisse croire que les éditeurs cautionnent le guide. La licence le refuse : dites le contraire."
### BEGIN HIDDEN TESTS
entier = aplati(mentions)
for source in sources:
    jour = "/".join(reversed(source["retrieved"].split("-")))
    siennes = [ligne for ligne in datees if aplati(source["contributors"][0]["title"]) in ligne]
    assert any(jour in ligne or "mise à jour" in ligne for ligne in siennes), "Une date n’est pas celle de sa fiche. Laissez mentions_de l’écrire."
assert any(site in entier for site in ("openstreetmap.org", "opendatacommons.org")), "Il manque le lien qui mène à la base ODbL, ou à sa licence."
liens = [fiche_lue["sources"][0]["path"].casefold() in entier or "mise à jour" in entier for fiche_lue in sources[:-1]]
assert all(liens), "Sans la date de mise à jour, la Licence Ouverte demande un lien : gardez l’adresse de chaque source."
### END HIDDEN TESTS

# %% wrong="mentions" because="le modèle recopié" says="n’est cité nulle part"
mentions = mentions_de(["meteo"], "Brochure gratuite.")

# %% wrong="mentions" because="la source ODbL oubliée" says="n’est cité nulle part"
mentions = mentions_de(mes_jeux, "Ce guide n’a aucun caractère officiel.")

# %% wrong="mentions" because="un seul des deux jeux" says="n’est cité nulle part"
mentions = mentions_de(["etablissements_iris", carte_osm], "Ce guide n’a aucun caractère officiel.")

# %% wrong="mentions" because="écrites à la main, sans date" says="pas de date complète"
mentions = "Sources : Insee (Licence Ouverte 2.0), Ville de Marseille (Licence Ouverte), Contributeurs d’OpenStreetMap (ODbL 1.0). Guide sans caractère officiel."

# %% wrong="mentions" because="la phrase du modèle gardée" says="Il manque la phrase"
mentions = mentions_de([*mes_jeux, carte_osm], "Brochure gratuite.")

# %% wrong="mentions" because="une caution affirmée" says="laisse croire"
mentions = mentions_de([*mes_jeux, carte_osm], "Guide réalisé en partenariat avec l’Insee et la Ville de Marseille.")

# %% wrong="mentions" because="la licence ODbL effacée" says="Sous quelle licence"
mentions = mentions_de([*mes_jeux, carte_osm], "Ce guide n’a aucun caractère officiel.").replace("ODbL 1.0", "libre de droits")

# %% wrong="mentions" because="une date inventée" says="celle de sa fiche"
mentions = mentions_de([*mes_jeux, carte_osm], "Ce guide n’a aucun caractère officiel.").replace("22/11/2026", "01/01/2026")

# %% wrong="mentions" because="les liens effacés" says="le lien"
mentions = "\n".join([source_line(jeu) for jeu in [*mes_jeux, carte_osm]] + ["Ce guide n’a aucun caractère officiel."])

# %% wrong="mentions" because="la liste au lieu du texte" says="On attend un texte"
mentions = [*mes_jeux, carte_osm]

# %% [markdown] written="choix" points=2
# ## À vous de décider
#
# Le guide sera vendu 19 €. Reste le fichier de commerces, tiré d’OpenStreetMap et corrigé rue par rue. Inès peut le **publier**, le **garder pour elle**, ou **s’en passer**. Décidez pour elle, ou pour votre propre produit.
#
# **En deux phrases :**
#
# - dans la première, votre décision : ce que vous publiez, sous quelle licence, et ce que vous écrirez des sources (combien, quelles licences, quelles dates) ;
# - dans la seconde, le doute qui reste, ce que vous iriez vérifier et où, et ce qui vous ferait changer d’avis.
#
# Pas de nom de personne dans votre réponse.
#
# === BEGIN MARK SCHEME ===
# Deux points. Les trois décisions se défendent : on note le raisonnement, pas le choix.
#
# **1 point : la décision, avec ses obligations et ses chiffres.** On doit lire ce qui est publié et sous quelle licence, le nombre de sources et leurs licences (ici trois : « Licence Ouverte 2.0 », « Licence Ouverte », « ODbL 1.0 »), au moins une date, et une conséquence juste :
# - fichier publié : sous ODbL 1.0, gratuit en ligne ; le guide garde sa licence et son prix, avec les mentions ;
# - fichier gardé : rien à partager **tant qu’aucune carte du guide n’en est tirée** ; sinon, le fichier ou la liste de ses changements est à proposer ;
# - fichier abandonné : il reste les mentions des deux jeux en Licence Ouverte, avec leur date ou leur lien.
# Pour un autre produit : mêmes exigences, avec les sources de la personne.
#
# **1 point : le doute, ce que l’on vérifie et ce qui ferait changer.** Par exemple : la date de mise à jour, absente de la fiche, à lire à l’adresse officielle ; la version de « Licence Ouverte » sans numéro, à demander à la Ville ; la part « substantielle », à poser à une avocate ou un avocat ; des noms de personnes dans le fichier, donc le RGPD.
#
# **Ne suffisent pas :** « je cite les sources » sans dire lesquelles ; « je vérifierai la loi » sans dire quoi ni où ; « j’ai le droit, c’est de l’open data ».
# **À refuser :** publier le fichier corrigé en « tous droits réservés » ; affirmer que l’ODbL interdit de vendre ; affirmer que tout le guide doit passer sous ODbL ; une mention qui annonce un partenariat inventé.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Lire la licence.** La Licence Ouverte 2.0 permet de vendre, demande une mention datée ou un lien, et refuse la fausse caution. L’ODbL ajoute : une base dérivée rendue publique reste sous ODbL. Sans licence, on pense au droit du producteur.
# - **Écrire les mentions.** Éditeur, licence, date, pour **chaque** source, et l’on dit de quelle date il s’agit. Une phrase rappelle que personne ne cautionne.
# - **Choisir.** Un rapport, une base, une application n’entraînent pas les mêmes devoirs. Le RGPD, lui, reste toujours là. Et l’on écrit son doute, avec l’endroit où vérifier.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Et chez vous ?** Remplacez les noms de `mes_jeux`, tout en haut, puis exécutez de nouveau la leçon (menu *Exécution*). Remettez ceux d’Inès avant de la rendre.
#
# **Et ensuite ?** Vous savez reprendre les données des autres. La prochaine leçon retourne la question : *Et si mes données servaient au territoire ?*
