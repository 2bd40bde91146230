# %% [markdown]
# # Peut-on se fier à ce fichier ?
#
# Un service vous envoie son fichier de subventions : « C’est propre, tu peux publier. » Peut-être. Avant de publier, on contrôle. Et quand on corrige, on l’écrit : sinon, personne ne saura plus ce qui vient de la Ville et ce qui vient de vous.
#
# **À la fin, vous saurez…**
#
# - **contrôler** un fichier avec des règles écrites, et remettre un rapport qu’un collègue peut lire ;
# - **réparer** les doublons, les vides et les zéros sans rien inventer ;
# - **dire** ce que vous avez changé, ce que vous avez laissé, et la question à poser.
#
# **Il vous faut** : les gestes de la leçon 1. Exécuter une cellule grise (`Maj` et `Entrée` ensemble), remplacer les `...`, vérifier. Avancez de haut en bas.
#
# ## D’où viennent ces données ?
#
# - **Les subventions 2014 de la Ville de Montpellier**, sous Licence Ouverte. Nous les prenons, quelle que soit votre ville, parce que c’est un vrai fichier de travail, resté **brut**. Huit lignes dont le projet nomme une personne en ont été retirées. Le portail actuel est [data.montpellier3m.fr](https://data.montpellier3m.fr/).
# - **Les contrats 2020 de la Ville de Marseille**, sous Licence Ouverte 2.0 ([page officielle](https://www.data.gouv.fr/fr/datasets/marseille-marches-publics-1/)), pour leurs numéros SIRET.
#
# Ils nous sont parvenus par une republication : ils restent à confirmer à ces adresses.

# %% fold="Préparer les outils"
import pandas as pd
from lirelaville import load, source_line
from lirelaville.catalogue import raw_file
from lirelaville.charts import bars
from lirelaville.french import number as nombre

pd.options.display.max_colwidth, pd.options.display.max_rows = 60, 12
pd.options.display.float_format = nombre  # 1 000 000 plutôt que 1000000.0
COLONNES = ["code", "structure", "type", "projet", "montant", "proposee", "deja", "etape", "exercice", "date", "demande", "theme"]
journal = {}

def sorte_de_ligne(table):
    mots = table[["code", "structure", "type", "projet"]].fillna("").agg(" ".join, axis=1).str.strip().str.upper()
    sortes = mots.map({"TOTAL": "total", "": "ligne vide"})
    return sortes.mask(mots.str.startswith("CODE STRUCTURE"), "en-tête répété").fillna("aide")

def quel_signe(montant):
    return "vide" if pd.isna(montant) else "zéro" if montant == 0 else "positif"

def noter(geste, avant, apres):  # une ligne du journal : avant → après
    if isinstance(apres, pd.DataFrame):
        montants = [pd.to_numeric(table["montant"], errors="coerce") for table in (avant, apres)]
        mesures = {"lignes": [len(avant), len(apres)], "somme des montants": [m.sum() for m in montants], "montants vides": [m.isna().sum() for m in montants]}
        journal[geste] = {nom: "\u00a0→\u00a0".join(map(nombre, paire)) for nom, paire in mesures.items()}

# %%
fichier = raw_file("montpellier_subventions", "montpellier_subventions_brut_2014")
brut = pd.read_csv(fichier, sep=";", encoding="utf-8", dtype=str)
brut.columns = COLONNES  # des noms courts, sans accent
brut.index = brut.index + 2  # le numéro du tableur : la ligne 1 est l’en-tête
print(source_line("montpellier_subventions"))
brut[["code", "structure", "type", "montant", "etape"]].loc[43:49]

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne** devrait être une aide à une association. Regardez l’extrait : il y a aussi un total, une ligne vide et un en-tête répété. `NaN` veut dire « case vide ». Plusieurs petits tableaux ont été collés l’un sous l’autre.
#
# | colonne | ce qu’elle dit |
# |---|---|
# | `code` | le numéro de l’association dans le logiciel de la Ville |
# | `structure`, `projet` | l’association, et le titre du projet s’il y en a un |
# | `type` | `F` : fonctionnement ; `P` : projet |
# | `montant` | l’aide, en euros |
# | `deja` | « montant déjà attribué 2014 », en euros |
# | `etape` | où en est le dossier |
# | `date` | la date du projet, en texte libre |
# | `theme` | le thème, souvent écrit une seule fois par tableau |
#
# Le nombre tout à gauche est le **numéro de ligne du fichier**. Gardez-le toujours : grâce à lui, votre collègue retrouve la ligne dans son tableur.
#
# La cellule suivante met de côté ce qui n’est pas une aide. Elle l’écrit dans notre **[[journal des changements]]** avec `noter`. **Avant d’exécuter, pariez** : sur cent lignes, combien sont de vraies aides ?

# %%
sortes = sorte_de_ligne(brut)
aides = brut[sortes == "aide"].copy()
aides["montant"] = pd.to_numeric(aides["montant"])  # du texte aux nombres
aides["deja"] = pd.to_numeric(aides["deja"])

noter("1. Totaux, en-têtes et lignes vides mis de côté", brut, aides)
print(f"{nombre(100 * len(aides) / len(brut))} lignes sur 100 sont des aides.")
sortes.value_counts().to_frame("lignes")

# %% [markdown]
# ## Première idée : une règle s’écrit
#
# « Le fichier a l’air bon » n’est pas un contrôle. Une **[[règle de contrôle]]** dit, colonne par colonne, ce que l’on accepte. L’outil `frictionless`, vu dans la leçon 1, relit alors chaque case.
#
# | règle | ce qu’elle veut dire |
# |---|---|
# | `"required": True` | la case doit être remplie |
# | `"pattern": "[0-9]+"` | des chiffres, rien d’autre |
# | `"enum": ["F", "P"]` | l’une de ces valeurs, pas une autre |
# | `"minimum"`, `"maximum"` | entre ces bornes, comprises |
#
# `frictionless` parle anglais. Notre outil `rapport` le traduit, compte les lignes, montre le premier exemple et dit **que faire**. C’est votre **[[rapport de qualité]]**.
#
# ### Exercice 1 : une date possible
#
# Les aides sont de 2014. Une saison a pu commencer en 2013. Mais 2004 ou 2041 sont impossibles.
#
# **À vous.** Écrivez les bornes de la date : **du 1er janvier 2013 au 31 décembre 2014**. Le modèle est la règle du `type` : des accolades, et une virgule entre deux règles. Une date s’écrit entre guillemets, comme `"14/07/2014"`.
#
# **Avant d’exécuter, pariez** : quelle règle trouvera le plus de lignes ? Exécutez d’abord la cellule repliée ; le rapport s’affiche sous votre réponse.

# %% fold="Préparer le rapport en français"
from frictionless import Checklist, FrictionlessException, Resource, Schema, checks

FORMATS = {"montant": {"type": "number"}, "date": {"type": "date", "format": "%d/%m/%Y"}}
IDENTITE = ["code", "structure", "type", "projet", "montant"]
MOTS = {"required": "case vide|Demander la valeur au service, sans rien inventer.", "type": "illisible dans ce format|Relire le fichier d’origine, puis demander au service.", "pattern": "forme inattendue|Comparer avec l’année d’avant, puis demander.", "enum": "hors de la liste|Demander : faute de frappe, ou valeur à ajouter à la liste ?", "minimum": "sous le minimum permis|Demander : faute de frappe, ou cas rare ?", "maximum": "au-dessus du maximum permis|Demander : faute de frappe, ou cas rare ?", "same": "ligne répétée|Comparer les deux lignes, demander, et seulement ensuite retirer.", "siret": "SIRET à la clé fausse|Chercher le numéro dans l’annuaire des entreprises."}

def valider(textes, champs, controles=()):
    modele = Schema.from_descriptor({"fields": [{"name": nom, "type": "string"} | champ for nom, champ in champs.items()]})
    return Resource(textes[list(champs)].to_dict("records"), schema=modele).validate(Checklist(checks=list(controles)), limit_errors=10**6).flatten(["rowNumber", "fieldName", "note", "cell"])

def rapport(table, regles, formats=FORMATS, identite=IDENTITE, controles=()):
    textes = table.astype("string").fillna("")
    champs = {nom: formats.get(nom, {}) | {"constraints": regle if isinstance(regle, dict) else {}} for nom, regle in regles.items()}
    try:
        trouvees = valider(textes, champs, controles)
        doubles = [[rang, "toute la ligne", note, f"comme la ligne {table.index[int(note.split(chr(34))[1]) - 2]}"] for rang, _, note, _ in valider(textes, {nom: {} for nom in identite}, [checks.duplicate_row()]) if "same" in note]
    except (FrictionlessException, TypeError, AttributeError):
        return print("Une règle est illisible : vérifiez les noms, les guillemets, et les dates en jour/mois/année.")
    erreurs = pd.DataFrame(trouvees + doubles, columns=["rang", "colonne", "note", "case"]).fillna("")
    erreurs["mots"] = erreurs["note"].map(lambda note: next((MOTS[mot] for mot in MOTS if mot in note.split(" is ")[0]), "ligne vide|La mettre de côté, et l’écrire dans le journal."))
    lignes = [[f"{colonne or 'toute la ligne'} : {mots.split('|')[0]}", len(groupe), f"ligne {table.index[groupe['rang'].iloc[0] - 2]} : {groupe['case'].iloc[0].strip() or '(vide)'}", mots.split("|")[1]] for (colonne, mots), groupe in erreurs.groupby(["colonne", "mots"])]
    bilan = pd.DataFrame(sorted(lignes, key=lambda ligne: -ligne[1]), columns=["contrôle", "lignes", "exemple", "que faire"])
    return bilan.style.hide().set_table_styles([{"selector": "th, td", "props": "text-align: left !important"}]) if lignes else print("Aucun défaut trouvé par ces règles.")

# %% exercise="bornes_date" scaffold="bornes_date = ...  # ← {\"minimum\": …, \"maximum\": …}, sur le modèle de la règle du type"
regles = {
    "code": {"required": True, "pattern": "[0-9]+"},
    "structure": {"required": True},
    "type": {"required": True, "enum": ["F", "P"]},
    "montant": {"required": True, "minimum": 0},
    "etape": {"required": True},
}
### BEGIN SOLUTION
bornes_date = {"minimum": "01/01/2013", "maximum": "31/12/2014"}
### END SOLUTION
rapport(aides, regles | {"date": bornes_date})

# %% check="bornes_date" points=2
import pandas as pd

assert isinstance(bornes_date, dict), "On attend des accolades, comme dans la règle du type : { … }, avec deux règles séparées par une virgule."
assert set(bornes_date) == {"minimum", "maximum"}, "Il faut deux règles, ni plus ni moins : \"minimum\" et \"maximum\", en anglais, en minuscules, entre guillemets."
assert all(isinstance(borne, str) for borne in bornes_date.values()), "Chaque date s’écrit entre guillemets. Sans eux, Python ferait des divisions."
debut, fin = [pd.to_datetime(bornes_date[nom], format="%d/%m/%Y", errors="coerce") for nom in ("minimum", "maximum")]
assert not pd.isna([debut, fin]).any(), "Une de ces dates ne se lit pas. Écrivez jour/mois/année, avec deux chiffres, deux chiffres et quatre chiffres."
assert debut < fin, "Le minimum est la date la plus ancienne, le maximum la plus récente : les vôtres sont à l’envers."
### BEGIN HIDDEN TESTS
assert debut.year == 2013, "Votre début n’est pas le bon. Trop tôt, il laisse passer des dates impossibles ; trop tard, il accuse des saisons commencées en 2013."
assert fin.year == 2014, "Votre fin n’est pas la bonne : elle doit laisser passer toute l’année 2014, et rien après."
assert (debut.month, debut.day, fin.month, fin.day) == (1, 1, 12, 31), "Les années sont bonnes. Relisez le jour et le mois : du premier jour de l’une au dernier jour de l’autre."
### END HIDDEN TESTS

# %% wrong="bornes_date" because="des dates à l’américaine ou pour machines : année d’abord" says="jour/mois/année"
bornes_date = {"minimum": "2013-01-01", "maximum": "2014-12-31"}

# %% wrong="bornes_date" because="les deux bornes échangées" says="à l’envers"
bornes_date = {"minimum": "31/12/2014", "maximum": "01/01/2013"}

# %% wrong="bornes_date" because="l’année 2014 seulement" says="commencées en 2013"
bornes_date = {"minimum": "01/01/2014", "maximum": "31/12/2014"}

# %% wrong="bornes_date" because="les années, sans le jour" says="entre guillemets"
bornes_date = {"minimum": 2013, "maximum": 2014}

# %% wrong="bornes_date" because="une seule borne" says="deux règles"
bornes_date = {"minimum": "01/01/2013"}

# %% wrong="bornes_date" because="une liste au lieu des accolades" says="des accolades"
bornes_date = ["01/01/2013", "31/12/2014"]

# %% wrong="bornes_date" because="le premier décembre au lieu du dernier jour" says="au dernier jour"
bornes_date = {"minimum": "01/01/2013", "maximum": "01/12/2014"}

# %% [markdown]
# ## Lire le rapport
#
# Chaque ligne répond à quatre questions : quel contrôle, combien de lignes, où regarder, que faire. Un rapport **montre où regarder**. Il ne dit pas qui a raison.
#
# La règle la plus bavarde est celle de la date : elle accuse des centaines de cases. Pourtant « MAI 2014 » n’est pas faux. La règle est sévère, et c’est bon à savoir avant de publier. Deux dates, elles, se lisent très bien et sont **impossibles** pour une aide de 2014.
#
# **Une réparation tentante** : demander à l’ordinateur de **deviner** les dates, avec `format="mixed"`. **Avant d’exécuter, pariez** : en lira-t-il plus ? Et justes ?

# %%
dates = aides["date"].dropna()  # coerce, dessous : une date illisible devient vide
lues = pd.to_datetime(dates, format="%d/%m/%Y", errors="coerce")
devinees = pd.to_datetime(dates, format="mixed", errors="coerce")
changees = lues.notna() & (lues != devinees)

print(len(dates), "dates :", lues.count(), "lues,", devinees.count(), "devinées.")
print("« 2014 » devient le 1er janvier :", (dates == "2014").sum(), "fois.")
print("Jour et mois échangés, sans un mot :", changees.sum(), "fois.")
en_jours = devinees.dt.strftime("%d/%m/%Y")
pd.DataFrame({"écrit": dates, "deviné": en_jours})[changees].head(3)

# %% [markdown]
# Deviner en lit plus… et **abîme** des dates qui étaient justes. C’est le piège de cette leçon : **un nettoyage qui invente**. Nous laissons donc les dates telles quelles. Elles iront dans la liste des questions au service.
#
# ## Deuxième idée : un doublon n’est pas toujours une erreur
#
# Le rapport signale des lignes répétées : même code, même association, même type, même projet, même montant. Un **[[doublon]]** peut être :
#
# - une **copie** : la même aide, écrite deux fois ;
# - **deux vraies aides**, que ces colonnes ne suffisent pas à distinguer.
#
# La cellule suivante compte les lignes répétées de chaque thème, puis montre celles qui ne viennent pas du sport. `.duplicated(…)` repère les lignes qui en répètent une autre ; `~` veut dire « non ».
#
# **Avant d’exécuter, pariez** : en effaçant toutes les lignes signalées, perdrait-on de vraies aides ?
#
# ### Exercice 2 : retirer la copie, et elle seule
#
# Après cette cellule, mettez de côté le tableau recopié, et rien d’autre. Pour garder les lignes dont le thème est **différent** d’un mot, on écrit `!=` au lieu de `==`. Voici le modèle, pour un autre thème :
#
# ```python
# sans_sante = aides[aides["theme"] != "SANTE"]
# ```

# %%
repetee = aides.duplicated(IDENTITE)
themes = aides["theme"].fillna("(vide)")
print(repetee.sum(), "lignes en répètent une autre.")
compte = {"lignes": themes.value_counts(), "répétées": themes[repetee].value_counts()}
display(pd.DataFrame(compte).dropna())

paires = aides[aides.duplicated(IDENTITE, keep=False)]  # les deux de la paire
hors_sport = paires[~paires["theme"].fillna("").str.startswith("SPORT")]
colonnes = ["structure", "projet", "montant", "date", "demande"]
hors_sport[colonnes].sort_values("structure")

# %% exercise="sans_copie" scaffold="sans_copie = ...  # ← sur le modèle ci-dessus, avec le bon thème"
### BEGIN SOLUTION
sans_copie = aides[aides["theme"] != "SPORT HORS PARTANAIRE"]
### END SOLUTION
noter("2. Tableau recopié mis de côté", aides, sans_copie)
pd.DataFrame(journal).T

# %% check="sans_copie" points=3
import pandas as pd

assert isinstance(sans_copie, pd.DataFrame), "On attend un tableau de lignes. Suivez le modèle : le nom aides, puis la condition entre crochets."
assert {"theme", "structure", "montant"} <= set(sans_copie.columns), "Des colonnes ont disparu. Suivez le modèle : le nom aides, puis la condition entre crochets."
assert len(sans_copie) < len(aides), "Aucune ligne n’a été retirée. Le thème est-il écrit exactement comme dans la liste, faute comprise ?"
assert len(sans_copie) > len(aides) / 2, "Vous avez retiré trop de lignes. Le signe != garde tout ce qui est différent, même les thèmes vides."
theme_repete = aides.loc[aides.duplicated(IDENTITE), "theme"].mode()[0]
assert not sans_copie["theme"].eq(theme_repete).any(), "Le tableau recopié est encore là. Cherchez le thème qui rassemble presque toutes les lignes répétées."
### BEGIN HIDDEN TESTS
from lirelaville.catalogue import raw_file

origine = pd.read_csv(raw_file("montpellier_subventions", "montpellier_subventions_brut_2014"), sep=";", encoding="utf-8", dtype=str)
origine.index = origine.index + 2
nom, titre = origine.iloc[:, 1].fillna(""), origine.iloc[:, 3].fillna("")
ni_total = ~(origine.iloc[:, :4].fillna("").apply(lambda colonne: colonne.str.strip().str.upper().isin(["TOTAL", "CODE"])).any(axis=1))
attendues = origine[ni_total & (nom + titre).str.strip().ne("") & origine.iloc[:, 11].ne("SPORT HORS PARTANAIRE")].index
perdues = len(set(attendues) - set(sans_copie.index))
assert perdues != 4, "Vous avez retiré quatre lignes de trop, hors du tableau recopié. Regardez leurs dates et leurs demandes : deux services peuvent aider un même projet."
assert perdues == 0, "De vraies aides ont disparu avec la copie. Ne testez que le thème, et rien d’autre."
assert len(sans_copie) == len(attendues), "Il reste des lignes en trop. Partez du tableau aides, et retirez tout le thème recopié."
### END HIDDEN TESTS

# %% wrong="sans_copie" because="toutes les lignes signalées, effacées d’un coup" says="quatre lignes de trop"
sans_copie = aides.drop_duplicates(IDENTITE)

# %% wrong="sans_copie" because="les deux lignes de chaque paire effacées" says="De vraies aides ont disparu"
sans_copie = aides.drop_duplicates(IDENTITE, keep=False)

# %% wrong="sans_copie" because="== au lieu de != : la copie seule" says="trop de lignes"
sans_copie = aides[aides["theme"] == "SPORT HORS PARTANAIRE"]

# %% wrong="sans_copie" because="la faute du thème corrigée" says="faute comprise"
sans_copie = aides[aides["theme"] != "SPORT HORS PARTENAIRE"]

# %% wrong="sans_copie" because="le modèle recopié : le thème santé retiré" says="encore là"
sans_copie = aides[aides["theme"] != "SANTE"]

# %% wrong="sans_copie" because="l’original retiré au lieu de la copie" says="encore là"
sans_copie = aides[aides["theme"] != "SPORTS/PARTENARIAT"]

# %% wrong="sans_copie" because="les thèmes vides retirés avec la copie" says="trop de lignes"
sans_copie = aides.dropna(subset="theme")[lambda t: t["theme"] != "SPORT HORS PARTANAIRE"]

# %% wrong="sans_copie" because="la condition seule, sans le tableau" says="un tableau de lignes"
sans_copie = aides["theme"] != "SPORT HORS PARTANAIRE"

# %% wrong="sans_copie" because="aucune colonne nommée : seules les copies parfaites partent" says="encore là"
sans_copie = aides.drop_duplicates()

# %% [markdown]
# **Pourquoi ce thème, et pas les quatre autres lignes ?** Toutes ses lignes sont déjà dans « SPORTS/PARTENARIAT », sans date ni étape : c’est un tableau recopié. Les quatre autres lignes diffèrent de leur jumelle, sauf une. Les deux aides à Uni’Sons ont deux dates, dans deux tableaux du fichier : rien ne permet d’en effacer une. D’autres demandent des sommes différentes. La seule ligne identique partout, on la **signale** : on ne l’efface pas.
#
# ## Troisième idée : vide n’est pas zéro
#
# Le rapport a trouvé quelques montants **vides**. Il n’a rien dit des **zéros** : zéro est un nombre. Que veulent-ils dire, ici ? La cellule suivante croise le montant et l’étape. `.mask(…)` vide les cases que l’on désigne ; `.fillna(…)` remplit les cases vides. **Avant d’exécuter, pariez** : un zéro est-il un refus ?
#
# Elle essaie aussi deux réparations courantes : remplir les vides par zéro, ou par la moyenne. Surveillez la dernière colonne, le comité des œuvres sociales du personnel : son montant est vide, mais la Ville lui a déjà attribué une aide.
#
# ### Exercice 3 : réparer sans inventer
#
# Après cette cellule, partez de `connus`, où les zéros sont vidés. Remplissez ses vides par ce que le **fichier sait déjà** : la colonne `deja` du tableau `uniques`. Voici le modèle d’une mauvaise réparation :
#
# ```python
# par_zero = connus.fillna(0)
# ```
#
# Entre les parenthèses, une colonne entière peut remplacer le `0` : chaque case vide prend la valeur de **sa** ligne.

# %%
uniques = aides.loc[:1136]  # les lignes d’avant la copie
signe = uniques["montant"].map(quel_signe)
display(pd.crosstab(uniques["etape"].fillna("(vide)"), signe))
print("Comité, ligne 74, déjà attribué :", nombre(uniques["deja"][74]), "€")

connus = uniques["montant"].mask(uniques["montant"] == 0)
essais = {"tel quel": uniques["montant"], "par zéro": connus.fillna(0)}
essais["par la moyenne"] = connus.fillna(connus.mean())
mesures = {nom: [m.sum(), m.mean(), m[74]] for nom, m in essais.items()}
pd.DataFrame(mesures, index=["somme", "moyenne", "comité (ligne 74)"]).T

# %% exercise="montants" scaffold="montants = ...  # ← partez de connus, sur le modèle ci-dessus"
### BEGIN SOLUTION
montants = connus.fillna(uniques["deja"])
### END SOLUTION
if isinstance(montants, pd.Series):
    repares = uniques.assign(montant=montants)
    noter("3. Zéros « à l’étude » vidés, vides repris de « déjà attribué »", uniques, repares)
pd.DataFrame(journal).T

# %% check="montants" points=3
import pandas as pd

assert isinstance(montants, pd.Series), "On attend une colonne entière, pas un seul nombre : partez de connus, puis .fillna( … )."
assert len(montants) == len(uniques), "On attend un montant par ligne, ni plus ni moins : remplir, ce n’est pas retirer des lignes."
lus = pd.to_numeric(montants, errors="coerce")
assert lus.notna().any(), "Votre colonne ne contient plus de nombres. Partez de connus, puis .fillna( … )."
assert not lus.eq(0).any(), "Il y a encore des zéros : ils diraient que la Ville a refusé. Partez de connus, et ne remplissez pas avec 0."
assert lus.isna().any(), "Plus aucune case vide ? Des aides sont encore à l’étude : leur montant n’existe pas encore, il ne se remplit pas."
### BEGIN HIDDEN TESTS
from lirelaville.catalogue import raw_file

origine = pd.read_csv(raw_file("montpellier_subventions", "montpellier_subventions_brut_2014"), sep=";", encoding="utf-8", dtype=str)
origine.index = origine.index + 2
euros, attribues = [pd.to_numeric(origine.iloc[:, rang], errors="coerce").reindex(uniques.index) for rang in (4, 6)]
attendus = euros.mask(euros == 0).fillna(attribues)
manquants = attendus.notna() & lus.isna().to_numpy()
assert not manquants.any(), "Des cases sont restées vides alors que le fichier connaît leur montant. Remplissez-les avec la colonne deja de uniques."
assert (abs(lus.to_numpy() - attendus.to_numpy())[attendus.notna()] < 0.5).all(), "Certains montants ne sont pas ceux du fichier. Chaque vide prend la valeur de la colonne deja, sur sa propre ligne."
assert lus.isna().sum() == attendus.isna().sum(), "Une aide encore à l’étude a reçu un montant que personne n’a décidé. Ne remplissez que ce que le fichier sait."
### END HIDDEN TESTS

# %% wrong="montants" because="des zéros partout" says="Partez de connus"
montants = connus.fillna(0)

# %% wrong="montants" because="la moyenne inventée pour chaque vide" says="ne se remplit pas"
montants = connus.fillna(connus.mean())

# %% wrong="montants" because="la colonne du fichier, avec ses zéros" says="encore des zéros"
montants = uniques["montant"].fillna(uniques["deja"])

# %% wrong="montants" because="les vides retirés au lieu d’être remplis" says="retirer des lignes"
montants = connus.dropna()

# %% wrong="montants" because="rien n’est rempli" says="le fichier connaît leur montant"
montants = connus

# %% wrong="montants" because="le montant demandé pris pour le montant accordé" says="ne se remplit pas"
montants = connus.fillna(pd.to_numeric(uniques["demande"]))

# %% wrong="montants" because="le total déjà attribué donné à chaque vide" says="ne se remplit pas"
montants = connus.fillna(uniques["deja"].sum())

# %% wrong="montants" because="la somme au lieu de la colonne" says="une colonne entière"
montants = connus.fillna(uniques["deja"]).sum()

# %% wrong="montants" because="deux colonnes additionnées : les vides restent vides" says="le fichier connaît leur montant"
montants = connus + uniques["deja"]

# %% [markdown]
# **Ce qu’on lit.** D’après leur étape, les zéros sont des dossiers à l’étude : « pas encore décidé ». Les vides sont des aides **déjà attribuées**. Exactement l’inverse de ce que l’on croirait ! Remplir par la moyenne aurait inventé plus de deux millions d’euros, que personne n’a décidés.
#
# Le journal le dit : il y a maintenant **plus** de cases vides, et le fichier est plus juste. Une **[[valeur manquante]]** vaut mieux qu’un zéro faux. Et le total a changé de sens : il compte aussi des aides déjà attribuées. Cela s’écrit.
#
# ## Quatrième idée : deux graphies, ou deux associations ?
#
# Passons à l’année d’avant, 2013, où une même association a souvent plusieurs **[[graphies|graphie]]**. On commence par une remise en forme sans danger : majuscules, accents, espaces, ponctuation.
#
# Au-delà, des outils proposent de réunir les noms qui **se ressemblent** à 80 %, 85 %, 90 %… **Avant d’exécuter, pariez** : existe-t-il un seuil qui réunit les mêmes, et seulement les mêmes ?
#
# La barre « codes différents » compte les fusions douteuses. Le code n’est pas parfait non plus : en 2013, deux associations partagent le code 343. Il dit où regarder. Sous le curseur, tous les seuils sont écrits.

# %% fold="Choisir un seuil de ressemblance"
from difflib import SequenceMatcher
from itertools import combinations
from ipywidgets import IntSlider, interact

annee_2013 = load("montpellier_subventions", where="annee = 2013").dropna(subset="code_association")
annee_2013["nom"] = annee_2013["beneficiaire"].str.upper().str.replace("Œ", "OE").str.normalize("NFKD").str.encode("ascii", "ignore").str.decode("ascii").str.replace(r"[^A-Z0-9]+", " ", regex=True).str.strip()
noms = annee_2013.drop_duplicates(["code_association", "nom"])[["code_association", "nom"]].values.tolist()
paires, compare = [], SequenceMatcher(autojunk=False)
for (code, nom), (autre_code, autre) in combinations(noms, 2):
    compare.set_seqs(autre, nom)
    if code == autre_code or (0.54 < len(nom) / len(autre) < 1.86 and compare.quick_ratio() > 0.7):  # sinon, trop différents
        paires.append([100 * compare.ratio(), code == autre_code, f"{autre} / {nom}"])
paires = pd.DataFrame(sorted(paires, reverse=True), columns=["ressemblance", "meme_code", "noms"])
tableau = pd.DataFrame({seuil: {"réunies, même code": (paires["meme_code"] & (paires["ressemblance"] >= seuil)).sum(), "réunies, codes différents": (~paires["meme_code"] & (paires["ressemblance"] >= seuil)).sum(), "oubliées, même code": (paires["meme_code"] & (paires["ressemblance"] < seuil)).sum()} for seuil in range(75, 100, 5)})

def regler(seuil):
    compte, douteuses = tableau[seuil], paires[~paires["meme_code"] & (paires["ressemblance"] >= seuil)]["noms"]
    display(bars(compte, title=f"À {seuil} % de ressemblance : {compte.iloc[1]} fusions douteuses, {compte.iloc[2]} graphies oubliées", unit="paires de noms, Montpellier, 2013", source="montpellier_subventions", highlight="réunies, codes différents"))
    print("Fusions douteuses, les quatre premières :" if len(douteuses) else "Aucune fusion douteuse.", *douteuses.head(4), sep="\n – ")

print(f"Remise en forme : de {annee_2013['beneficiaire'].nunique()} graphies à {annee_2013['nom'].nunique()} noms, pour {annee_2013['code_association'].nunique()} codes.")
interact(regler, seuil=IntSlider(85, 75, 95, 5, description="Seuil, en % :", continuous_update=False))
tableau.T.rename_axis("seuil, en %")

# %% [markdown]
# **Ce qu’on lit.** Aucun seuil ne convient. Bas, il marie les amicales des Corses et des Lozériens. Haut, il oublie des graphies. Et le sigle CIDFF ne ressemblera jamais à son nom développé. L’outil **propose** ; une personne qui connaît les associations **décide**, et le note.
#
# ## Cinquième idée : un numéro qui se vérifie seul
#
# Le mieux est un identifiant. Le **[[SIRET]]** a 14 chiffres, et le dernier est une **[[clé de contrôle]]**. Elle suit la règle de Luhn : on double un chiffre sur deux, à partir du premier. Si le double dépasse 9, on additionne ses deux chiffres. La somme de tous doit finir par zéro.
#
# La cellule suivante fait ce calcul pour deux numéros d’une même entreprise. Un seul chiffre change. **Pariez** : lequel est juste ?
#
# Elle prépare aussi `quatorze`, les contrats dont le numéro a bien 14 chiffres. Les autres cases sont vides (des personnes, dont le nom est caché), étrangères, ou contiennent une lettre : la clé n’y a pas de sens.
#
# ### Exercice 4 : les SIRET à vérifier
#
# `quatorze["cle_juste"]` vaut `True` (vrai) ou `False` (faux). Voici le modèle, pour les bons :
#
# ```python
# bons = quatorze[quatorze["cle_juste"]]
# ```
#
# **À vous.** Gardez les contrats dont la clé est **fausse**. Rappel : `~`, placé devant la condition, veut dire « non ».

# %%
def luhn(siret):  # un chiffre sur deux, doublé ; 16 donne 1 + 6, c’est-à-dire 16 − 9
    doubles = [int(c) * (2 - rang % 2) for rang, c in enumerate(siret)]
    return [d - 9 if d > 9 else d for d in doubles]

marches = load("marches_publics")[["numero_marche", "fournisseur", "siret", "montant_eur"]]
quatorze = marches[marches["siret"].fillna("").str.fullmatch("[0-9]{14}")].copy()
quatorze["cle_juste"] = [sum(luhn(siret)) % 10 == 0 for siret in quatorze["siret"]]
print(source_line("marches_publics"))
deux = quatorze[quatorze["fournisseur"] == "HORIZON VERTICAL"]["siret"]
pd.DataFrame({s: [*luhn(s), sum(luhn(s))] for s in deux}, index=[*range(1, 15), "total"]).T

# %% exercise="a_verifier" scaffold="a_verifier = ...  # ← sur le modèle ci-dessus, avec ~ au bon endroit"
### BEGIN SOLUTION
a_verifier = quatorze[~quatorze["cle_juste"]]
### END SOLUTION
a_verifier

# %% check="a_verifier" points=3
import pandas as pd

assert isinstance(a_verifier, pd.DataFrame), "On attend un tableau de contrats : le nom quatorze, puis la condition entre crochets."
assert {"siret", "fournisseur"} <= set(a_verifier.columns), "Gardez les colonnes du fournisseur et du SIRET : votre collègue en aura besoin."
assert len(a_verifier) > 0, "Votre tableau est vide, et pourtant des clés sont fausses. Où avez-vous mis le signe ~ ?"
assert a_verifier["siret"].notna().all(), "Une case vide n’est pas un SIRET faux : c’est une valeur manquante. Partez de quatorze."
assert a_verifier["siret"].str.fullmatch("[0-9]{14}").all(), "Un numéro étranger n’a pas à suivre la règle du SIRET. Partez de quatorze."
assert len(a_verifier) < len(quatorze) / 2, "Ce sont les clés justes, ou tous les contrats. Il faut le signe ~ devant la condition, dans les crochets."
### BEGIN HIDDEN TESTS
from lirelaville import load

def fausse(siret):
    somme = sum(int(chiffre) for rang, lettre in enumerate(siret) for chiffre in str(int(lettre) * (2 - rang % 2)))
    return somme % 10 != 0

contrats = load("marches_publics").dropna(subset="siret")
contrats = contrats[contrats["siret"].str.fullmatch("[0-9]{14}")]
attendus = contrats[contrats["siret"].map(fausse)]
assert a_verifier["siret"].map(fausse).all(), "Votre tableau contient des clés justes. Gardez seulement les clés fausses."
assert len(a_verifier) == len(attendus), "Il manque des contrats dont la clé est fausse, ou l’un d’eux est répété. Une ligne par contrat."
### END HIDDEN TESTS

# %% wrong="a_verifier" because="le modèle recopié : les clés justes" says="Il faut le signe ~"
a_verifier = quatorze[quatorze["cle_juste"]]

# %% wrong="a_verifier" because="tous les contrats qui ne sont pas dans les bons, étrangers et vides compris" says="n’est pas un SIRET faux"
a_verifier = marches[~marches["numero_marche"].isin(quatorze[quatorze["cle_juste"]]["numero_marche"])]

# %% wrong="a_verifier" because="les numéros étrangers et la lettre comptés comme faux" says="Un numéro étranger"
a_verifier = marches.dropna(subset="siret")[lambda t: ~t["numero_marche"].isin(quatorze[quatorze["cle_juste"]]["numero_marche"])]

# %% wrong="a_verifier" because="le nombre au lieu du tableau" says="un tableau de contrats"
a_verifier = (~quatorze["cle_juste"]).sum()

# %% wrong="a_verifier" because="un seul contrat par numéro faux" says="Une ligne par contrat"
a_verifier = quatorze[~quatorze["cle_juste"]].drop_duplicates("siret")

# %% wrong="a_verifier" because="le mot False entre guillemets" says="Votre tableau est vide"
a_verifier = quatorze[quatorze["cle_juste"] == "False"]

# %% wrong="a_verifier" because="la condition seule" says="un tableau de contrats"
a_verifier = ~quatorze["cle_juste"]

# %% [markdown] written="note" points=2
# ### À vous d’écrire : la note de nettoyage
#
# Une clé fausse se **vérifie**, dans l’annuaire des entreprises ou auprès du fournisseur ; on ne change pas un chiffre au hasard. Une clé juste ne prouve pas que l’établissement existe. Et La Poste a sa propre règle.
#
# Revenez au fichier de Montpellier et à votre journal. Écrivez la **note** qui l’accompagne, en quatre à six phrases. Elle dit :
#
# - ce que vous avez changé, **avec un avant et un après** ;
# - ce que vous avez **laissé tel quel**, et pourquoi ;
# - **une question** précise au service, avec un numéro de ligne.
#
# === BEGIN MARK SCHEME ===
# **1 point : le changement est dit et mesuré.** Au moins une réparation de la leçon, avec ses chiffres avant et après, pris du journal (lignes, somme ou cases vides).
#
# **1 point : la retenue.** Au moins une chose laissée telle quelle, avec la raison, **et** une question précise au service (une ligne, un nom, une valeur).
#
# Réparations attendues : totaux, en-têtes et lignes vides mis de côté ; tableau « SPORT HORS PARTANAIRE » mis de côté ; zéros vidés ; vides repris de « déjà attribué ».
# Laissés tels quels : les dates en texte libre, les deux aides à Uni’Sons, la ligne identique partout, les codes et les structures vides, les graphies.
# Questions attendues : « la ligne 385 dit 01/10/2004, quelle est la date ? » ; « les lignes 186 et 187 sont-elles deux demandes ? » ; « le bloc qui commence ligne 1138 est-il bien une copie ? » ; « confirmez-vous que zéro veut dire à l’étude ? ».
#
# **Un seul point** si la note dit bien ce qui a changé, sans rien laisser ni demander. **0 point** : « le fichier a été nettoyé », sans chiffre ; ou une note qui se félicite d’avoir supprimé tous les doublons ou rempli toutes les cases.
# Ne retirez rien pour l’orthographe, ni pour un numéro de ligne décalé d’une unité.
# === END MARK SCHEME ===

# %% [markdown]
# ## Et avec vos données ?
#
# Le même rapport, sur un fichier CSV de votre service. Il cherche les cases vides, les lignes identiques, les nombres et les dates illisibles, les SIRET à la clé fausse. Les règles sont devinées à partir de vos cases : discutez-les. Au-delà de 5 000 lignes, seules les premières sont lues ; un grand fichier demande quelques secondes.
#
# **N’apportez pas, dans l’atelier, un fichier qui contient des données personnelles.** Pas de fichier sous la main ? Écrivez `votre_fichier(examiner, fichier=str(fichier))` en dernière ligne de la seconde cellule.

# %% fold="Préparer l’examen de votre fichier"
from frictionless import Check, errors

class CleSiret(Check):
    type, Errors = "cle-siret", [errors.CellError]

    def validate_row(self, row):
        for nom in row.field_names:
            if "SIRET" in nom and len(row[nom] or "") == 14 and row[nom].isdigit() and sum(luhn(row[nom])) % 10 and not row[nom].startswith("356000000"):
                yield errors.CellError.from_row(row, note="siret is wrong", field_name=nom)

def format_probable(nom, colonne):
    cases = colonne[colonne != ""]
    if nom.endswith("(SIRET)"):
        return {}
    for forme in ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y"):
        if pd.to_datetime(cases, format=forme, errors="coerce").notna().mean() >= (0.2 if "date" in nom.lower() else 0.8):
            return {"type": "date", "format": forme}
    return {"type": "number"} if pd.to_numeric(en_nombre(cases), errors="coerce").notna().mean() >= 0.8 else {}

def en_nombre(cases):
    return cases.str.replace(r"[\s\u00a0\u202f€]", "", regex=True).str.replace(",", ".")

def preparer(table):  # nomme les colonnes de SIRET, et remet les nombres au format de l’ordinateur
    table = table.rename(columns={nom: f"{nom} (SIRET)" for nom in table if table[nom][table[nom] != ""].str.fullmatch(r"\d{14}").mean() > 0.6})
    return table.apply(lambda colonne: colonne.mask(pd.to_numeric(en_nombre(colonne), errors="coerce").notna(), en_nombre(colonne)) if format_probable(colonne.name, colonne) == {"type": "number"} else colonne)

# %%
from lirelaville import votre_fichier

def examiner(table):  # toutes les colonnes y sont du texte, et une case vide est ""
    table = preparer(table.head(5000))
    chiffres = {"required": True, "pattern": "[0-9]{14}"}
    regles = {nom: chiffres if nom.endswith("(SIRET)") else {"required": True} for nom in table}
    formats = {nom: format_probable(nom, table[nom]) for nom in table}
    return rapport(table, regles, formats, list(table), [CleSiret()])

votre_fichier(examiner)

# %% [markdown]
# ## À retenir
#
# - **Contrôler** : des règles écrites, un rapport qui dit où regarder et que faire. Il montre, il ne juge pas : une date au bon format peut être impossible, et un zéro faux passe sans bruit.
# - **Réparer** : on retire une copie prouvée, on remplit un vide par ce que le fichier sait. On ne devine ni une date, ni un montant, ni un SIRET, et l’on ne marie pas deux noms parce qu’ils se ressemblent.
# - **Dire** : un journal avec l’avant et l’après, une note, une question. Ce qu’on ne sait pas reste vide, et on l’écrit.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Et ensuite ?** Votre fichier est réparé. A-t-il les colonnes que tout le monde attend ? La prochaine leçon demande : *Notre fichier est-il conforme ?* La page publique « À qui vont les subventions ? » montre ce que devient un fichier soigné.
