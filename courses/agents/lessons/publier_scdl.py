# %% [markdown]
# # Notre fichier est-il conforme ?
#
# « Publie les subventions au format national, et vérifie que c’est conforme. » La demande tient en une ligne. Vous avez un fichier de la maison, avec ses colonnes à elle. Il faut l’amener jusqu’à un modèle commun, et dire honnêtement jusqu’où vous êtes allé.
#
# **À la fin, vous saurez…**
#
# - **faire correspondre** vos colonnes au schéma national, sans vous fier à leur nom ;
# - **lire** les erreurs d’un validateur et les corriger une par une ;
# - **publier** avec une fiche qui dit ce que vous ignorez encore.
#
# **Il vous faut** : les gestes des deux premières leçons. Exécuter une cellule : `Maj` et `Entrée`. Compléter : remplacer les trois points `...`. Vérifier : la cellule repliée sous l’exercice.
#
# ## D’où viennent ces données ?
#
# De la **Ville de Montpellier** : ses subventions de 2013, sous Licence Ouverte, dans leur fichier brut. Elles nous sont parvenues par une republication, à confirmer à l’adresse officielle. **Une limite connue** : ce sont les deux principales sessions de l’année, d’autres aides ont suivi. Aucun particulier n’y est bénéficiaire ; quelques compagnies portent le nom de leur fondateur.
#
# Depuis, la loi a changé. Au-delà de 23 000 € par an, une aide à un organisme privé demande une **[[convention de subvention]]**. C’est l’article 10 de la loi n° 2000-321 du 12 avril 2000. Les données essentielles de cette convention se publient, dans une forme fixée par deux textes : le décret n° 2017-779 du 5 mai 2017 et l’arrêté du 17 novembre 2017. Cela vaut pour les conventions signées depuis le 1er août 2017.
#
# En 2013, ce format n’existait pas : la Ville n’avait pas à le suivre. Son fichier nous sert d’entraînement. Pour le vôtre, relisez ces textes sur [legifrance.gouv.fr](https://www.legifrance.gouv.fr).

# %%
import pandas as pd
from lirelaville import load, source_line
from lirelaville.catalogue import raw_file

fichier = raw_file("montpellier_subventions", "montpellier_subventions_brut_2013")
brut = pd.read_csv(fichier, sep=";", encoding="cp1252", dtype="str")
brut.columns = brut.columns.str.strip()  # « Montant » finissait par une espace
print(source_line("montpellier_subventions"), f"\n{len(brut)} lignes")
brut.head(3)

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne** est une subvention. La fiche du fichier explique ses quatre colonnes.
#
# | colonne | ce qu’elle contient |
# |---|---|
# | `CODE` | un numéro donné par le logiciel de la Ville |
# | `STRUCTURE` | le nom de l’organisme, parfois suivi du projet |
# | `Nature` | `F` : fonctionnement ; `P` : manifestation ou projet ; `I` : investissement |
# | `Montant` | des euros, avec des espaces et le signe € |
#
# En face, le **[[schéma de données]]** national. C’est un règlement : le nom de chaque colonne, ce qu’on y écrit, ce qui est obligatoire. Chaque colonne du schéma s’appelle un **[[champ]]**. **[[Valider|valider]]**, c’est comparer un fichier à ce règlement, case par case. L’outil s’appelle `frictionless`. La fonction `erreurs_scdl` le lance et traduit ses messages. Au bureau, le site public [validata.fr](https://validata.fr) fait ce contrôle en ligne.
#
# La première cellule affiche le schéma. La seconde fait un essai rapide : chaque colonne va au champ qui lui **ressemble**. `rename` veut dire « renommer ».
#
# **Avant d’exécuter la seconde, pariez** : sur quatre colonnes renommées, combien seront refusées ? Et combien d’erreurs en tout : une dizaine, une centaine, des milliers ?

# %% fold="Afficher le schéma national"
from lirelaville.charts import bars
from lirelaville.french import number
from lirelaville.scdl.conformity import erreurs_scdl
from lirelaville.scdl.schema import national_schema

def a_gauche(table):
    entetes = [{"selector": "th", "props": "text-align: left"}]
    return table.style.hide().set_properties(**{"text-align": "left"}).set_table_styles(entetes)

def resumer(erreurs):  # une ligne par sorte d’erreur ; les colonnes absentes, ensemble
    colonnes = erreurs["colonne"].where(erreurs["ligne"] > 0, "")
    sortes = erreurs.groupby(["raison", colonnes], sort=False)
    noms = ("colonne", lambda noms: ", ".join(noms.unique()))
    resume = sortes.agg(nombre=("ligne", "size"), colonne=noms, ligne=("ligne", "first"), exemple=("valeur", "first"))
    return a_gauche(resume.droplevel(1).reset_index()[["nombre", "raison", "colonne", "ligne", "exemple"]].rename(columns={"ligne": "1re ligne"}))

schema = national_schema()
exige = ["oui" if champ.get("constraints", {}).get("required") else "" for champ in schema["fields"]]
champs = pd.DataFrame(schema["fields"])[["name", "description"]].set_axis(["champ", "ce qu’on y écrit"], axis=1)
print(f"Version {schema['version']} : {len(champs)} champs, dont {exige.count('oui')} obligatoires.")
a_gauche(champs.assign(obligatoire=exige))

# %%
ressemblances = {"CODE": "idBeneficiaire", "STRUCTURE": "nomBeneficiaire",
                 "Nature": "nature", "Montant": "montant"}
essai = brut.rename(columns=ressemblances)
erreurs = erreurs_scdl(essai)
suivi = {"par ressemblance": len(erreurs)}
print("Erreurs :", len(erreurs))
resumer(erreurs)

# %% [markdown]
# ## Lire les erreurs
#
# Tant d’erreurs, et si peu de sortes. On lit donc **une ligne par sorte**, jamais la liste entière. `1re ligne` dit où l’erreur apparaît d’abord, comptée comme dans un tableur. 0 veut dire « tout le fichier ». Il y a trois familles.
#
# - **La colonne est absente** : le fichier ne répond pas à la question.
# - **La case est vide** : la réponse manque sur une ligne.
# - **La valeur est refusée** : la réponse est là, mais mal écrite, ou ce n’est pas une réponse à cette question.
#
# La dernière famille cache des **[[faux amis|faux ami]]** : deux colonnes qui se ressemblent et ne disent pas la même chose. Relisez les deux tableaux. Un champ demande-t-il vraiment ce que contient notre colonne ?
#
# ### Exercice 1 : la bonne correspondance
#
# Le modèle est un **dictionnaire** : entre accolades, l’ancien nom, deux-points, le nouveau nom.
#
# ```python
# ressemblances = {"CODE": "idBeneficiaire", "STRUCTURE": "nomBeneficiaire",
#                  "Nature": "nature", "Montant": "montant"}
# ```
#
# **À vous.** Écrivez dans `correspondance` les seules paires où les deux colonnes disent **la même chose**. Une valeur mal écrite se corrigera ; un faux ami s’enlève.
#
# **Et après ?** La cellule suivante bâtit la table. `partition` coupe le nom au mot « Projet », et `map` traduit les lettres `F`, `P`, `I`. Le champ `objet` est alors rempli, avec ce que dit le fichier.

# %% exercise="correspondance" scaffold="correspondance = ...  # ← un dictionnaire, sur le modèle ci-dessus"
### BEGIN SOLUTION
correspondance = {"STRUCTURE": "nomBeneficiaire", "Montant": "montant"}
### END SOLUTION
if isinstance(correspondance, dict):
    print("Erreurs :", len(erreurs_scdl(brut.rename(columns=correspondance))))

# %% check="correspondance" points=3
assert isinstance(correspondance, dict), "On attend un dictionnaire : des accolades, puis des paires « ancien nom : nouveau nom » entre guillemets."
assert set(correspondance) <= set(brut.columns), "À gauche des deux-points, on écrit un nom de colonne de notre fichier : CODE, STRUCTURE, Nature ou Montant, sans rien changer. Les deux côtés sont peut-être inversés."
assert all(isinstance(nom, str) and nom in set(champs["champ"]) for nom in correspondance.values()), "À droite des deux-points, on recopie un champ du schéma, lettre par lettre, avec ses majuscules."
assert "CODE" not in correspondance, "CODE est le numéro du logiciel de la Ville : quelques chiffres. Le champ visé demande un numéro national. C’est un faux ami."
assert correspondance.get("Nature") != "nature", "Notre Nature dit à quoi sert l’aide ; le champ nature dit si elle est en argent ou en nature. C’est un faux ami."
assert "Nature" not in correspondance, "F, P ou I : une lettre seule n’est pas un objet lisible. Laissez Nature de côté : la cellule suivante la traduit."
assert len(set(correspondance.values())) == len(correspondance), "Deux colonnes ne peuvent pas aller au même champ."
### BEGIN HIDDEN TESTS
assert len(correspondance) == 2, "Deux colonnes, ni plus ni moins, disent la même chose que leur champ. L’une est parfois mal écrite : cela se corrigera."
assert correspondance == {"STRUCTURE": "nomBeneficiaire", "Montant": "montant"}, "Une paire ne va pas ensemble. Relisez la description de chaque champ dans le schéma."
### END HIDDEN TESTS

# %% wrong="correspondance" because="l’essai recopié" says="un numéro national"
correspondance = {"CODE": "idBeneficiaire", "STRUCTURE": "nomBeneficiaire", "Nature": "nature", "Montant": "montant"}

# %% wrong="correspondance" because="le faux ami du même nom gardé" says="en argent ou en nature"
correspondance = {"STRUCTURE": "nomBeneficiaire", "Nature": "nature", "Montant": "montant"}

# %% wrong="correspondance" because="les deux côtés inversés" says="peut-être inversés"
correspondance = {"nomBeneficiaire": "STRUCTURE", "montant": "Montant"}

# %% wrong="correspondance" because="le montant écarté parce qu’il est mal écrit" says="cela se corrigera"
correspondance = {"STRUCTURE": "nomBeneficiaire"}

# %% wrong="correspondance" because="la lettre du type mise dans l’objet" says="pas un objet lisible"
correspondance = {"STRUCTURE": "nomBeneficiaire", "Montant": "montant", "Nature": "objet"}

# %% wrong="correspondance" because="un champ mal orthographié" says="lettre par lettre"
correspondance = {"STRUCTURE": "nombeneficiaire", "Montant": "montant"}

# %% wrong="correspondance" because="la ville prise pour le bénéficiaire" says="ne va pas ensemble"
correspondance = {"STRUCTURE": "nomAttribuant", "Montant": "montant"}

# %% wrong="correspondance" because="une liste de champs" says="des accolades"
correspondance = ["nomBeneficiaire", "montant"]

# %%
types = {"F": "Fonctionnement", "P": "Manifestation ou projet", "I": "Investissement"}
morceaux = brut["STRUCTURE"].str.partition(" Projet ")  # 0 : le nom ; 2 : le projet
en_clair = brut["Nature"].str.strip().str.upper().map(types)

subventions = pd.DataFrame({"nomBeneficiaire": morceaux[0].str.strip()})
subventions["montant"] = brut["Montant"]
subventions["objet"] = ("Projet " + morceaux[2]).where(morceaux[2] != "", en_clair)
erreurs = erreurs_scdl(subventions)
suivi["bonnes colonnes"] = len(erreurs)
resumer(erreurs)

# %% [markdown]
# ## Corriger, une sorte à la fois
#
# Il reste une grosse famille, la même erreur à chaque ligne : le montant n’est pas un nombre. Le fichier écrit « 12 350 000 € », pour des yeux. Le schéma veut `12350000`, pour une machine.
#
# ### Exercice 2 : des montants qui sont des nombres
#
# Sur toute une colonne de texte, `.str.replace("a", "b")` remplace « a » par « b ». Pour enlever, on remplace par rien : `""`. Puis `pd.to_numeric( … )` transforme le texte en nombres. Voici le modèle, sur un petit exemple :
#
# ```python
# textes = pd.Series(["12 pts", "9 pts"])
# notes = pd.to_numeric(textes.str.replace(" pts", ""))
# ```
#
# **À vous.** La première ligne est prête : le signe € est parti. Enlevez les espaces, puis transformez en nombres.

# %% exercise="montants" scaffold="montants = ...  # ← partez de sans_euro : ôter les espaces, puis pd.to_numeric"
sans_euro = brut["Montant"].str.replace("€", "")
### BEGIN SOLUTION
montants = pd.to_numeric(sans_euro.str.replace(" ", ""))
### END SOLUTION
montants

# %% check="montants" points=2
import pandas as pd

assert isinstance(montants, pd.Series), "On attend toute une colonne : un montant pour chaque ligne. Partez de sans_euro."
assert len(montants) == len(subventions), "Il faut un montant pour chaque ligne du fichier, ni plus ni moins."
assert pd.api.types.is_numeric_dtype(montants), "Ce sont encore des textes. Entourez le tout de pd.to_numeric( … )."
assert montants.notna().all(), "Des montants sont devenus vides (NaN) : une espace les rendait illisibles. Enlevez les espaces avant de transformer, sans forcer."
### BEGIN HIDDEN TESTS
from lirelaville.catalogue import raw_file

origine = pd.read_csv(raw_file("montpellier_subventions", "montpellier_subventions_brut_2013"), sep=";", encoding="cp1252", dtype="str")
attendus = pd.to_numeric(origine["Montant "].str.replace(r"[^0-9]", "", regex=True))
assert abs(montants.sum() - attendus.sum() / 1000) > 1, "Les montants sont mille fois trop petits : laissez-les en euros."
assert (abs(montants.to_numpy() - attendus.to_numpy()) < 0.01).all(), "Des montants ont changé de valeur. On enlève des signes, on ne touche pas aux chiffres."
### END HIDDEN TESTS

# %% wrong="montants" because="les espaces ôtées, sans transformer en nombres" says="encore des textes"
sans_euro = brut["Montant"].str.replace("€", "")
montants = sans_euro.str.replace(" ", "")

# %% wrong="montants" because="les textes illisibles forcés, donc vidés" says="devenus vides"
sans_euro = brut["Montant"].str.replace("€", "")
montants = pd.to_numeric(sans_euro, errors="coerce")

# %% wrong="montants" because="convertis en milliers d’euros" says="mille fois trop petits"
sans_euro = brut["Montant"].str.replace("€", "")
montants = pd.to_numeric(sans_euro.str.replace(" ", "")) / 1000

# %% wrong="montants" because="le dernier zéro ôté avec l’espace" says="on ne touche pas aux chiffres"
sans_euro = brut["Montant"].str.replace("€", "")
montants = pd.to_numeric(sans_euro.str.replace(" ", "").str[:-1])

# %% wrong="montants" because="la somme au lieu de la colonne" says="toute une colonne"
sans_euro = brut["Montant"].str.replace("€", "")
montants = pd.to_numeric(sans_euro.str.replace(" ", "")).sum()

# %% wrong="montants" because="les codes au lieu des montants" says="devenus vides"
sans_euro = brut["Montant"].str.replace("€", "")
montants = pd.to_numeric(brut["CODE"])

# %% [markdown]
# ## Une erreur à rencontrer exprès
#
# Les montants sont réparés. Dans les lignes, le validateur ne réclame plus que deux cases vides : un nom et un objet, sur la dernière ligne. La tentation est grande : remplir les cases vides. C’est le travail de `fillna` (« remplir ce qui manque »).
#
# **Avant d’exécuter, pariez** : restera-t-il des erreurs dans les lignes ? Et la somme des aides sera-t-elle juste ?

# %%
sans_signes = brut["Montant"].str.replace("€", "").str.replace(" ", "")
subventions["montant"] = pd.to_numeric(sans_signes)
suivi["montants"] = len(erreurs_scdl(subventions))

remplie = subventions.fillna("Non précisé")
dans_les_lignes = erreurs_scdl(remplie).query("ligne > 0")
print("Erreurs dans les lignes :", len(dans_les_lignes))
print(f"Somme des montants : {remplie['montant'].sum():,} €".replace(",", " "))
remplie.tail(3)

# %% [markdown]
# - **Le symptôme.** Plus une erreur dans les lignes : tout est **valide**. Mais la dernière ligne vaut exactement la moitié de la somme.
# - **La cause.** Ce n’était pas une subvention sans nom. C’était le **total**, écrit en bas du fichier. Le validateur lit chaque case ; il n’additionne rien. En le faisant taire, nous avons doublé les aides de la ville.
# - **La réparation.** Une erreur se **comprend** avant de se corriger. Ici, la ligne entière s’enlève.
#
# Retenez la règle : **valide ne veut pas dire vrai**. On ne remplit jamais une case pour que le message disparaisse.
#
# ### Exercice 3 : les vraies aides
#
# Pour filtrer, on écrit une condition entre crochets. `.isna()` garde les cases vides, `.notna()` les cases remplies. Voici le modèle :
#
# ```python
# ligne_total = subventions[subventions["nomBeneficiaire"].isna()]
# ```
#
# **À vous.** Gardez dans `vraies` toutes les vraies aides, et elles seules. Partez de `subventions`, pas de `remplie`.

# %% exercise="vraies" scaffold="vraies = ...  # ← sur le modèle ci-dessus"
### BEGIN SOLUTION
vraies = subventions[subventions["nomBeneficiaire"].notna()]
### END SOLUTION
vraies

# %% check="vraies" points=3
import pandas as pd

assert isinstance(vraies, pd.DataFrame), "On attend une table : le nom subventions, puis la condition entre crochets."
assert {"nomBeneficiaire", "montant", "objet"} <= set(vraies.columns), "Gardez les colonnes nomBeneficiaire, montant et objet : partez de la table subventions."
assert len(vraies) > 1, "C’est la ligne du total, et elle seule. Pour garder les cases remplies, utilisez .notna()."
assert not vraies["nomBeneficiaire"].eq("Non précisé").any(), "C’est la table où nous avons rempli les cases : le total s’y cache. Partez de subventions."
assert vraies["nomBeneficiaire"].notna().all(), "Le total est encore là : son nom est vide. Filtrez la colonne nomBeneficiaire avec .notna()."
### BEGIN HIDDEN TESTS
from lirelaville.catalogue import raw_file

origine = pd.read_csv(raw_file("montpellier_subventions", "montpellier_subventions_brut_2013"), sep=";", encoding="cp1252", dtype="str")
nommees = origine[origine["STRUCTURE"].notna()]
assert len(vraies) != nommees["CODE"].notna().sum(), "Vous avez aussi retiré des aides sans code : leur nom est écrit, elles comptent."
assert len(vraies) == len(nommees), "Il manque de vraies aides. Même répétée, une ligne reste tant que le service n’a pas répondu. Une seule ligne s’enlève."
officiel = int("".join(filter(str.isdigit, origine["Montant "].iloc[-1])))
assert abs(pd.to_numeric(vraies["montant"], errors="coerce").sum() - officiel) < 1, "La somme ne tombe pas sur le total écrit par la Ville. Ne changez pas les montants."
### END HIDDEN TESTS

# %% wrong="vraies" because="la table où les cases ont été remplies" says="le total s’y cache"
vraies = remplie[remplie["nomBeneficiaire"].notna()]

# %% wrong="vraies" because="le modèle recopié : le total seul" says="utilisez .notna()"
vraies = subventions[subventions["nomBeneficiaire"].isna()]

# %% wrong="vraies" because="les lignes sans code retirées aussi" says="leur nom est écrit"
vraies = subventions[brut["CODE"].notna()]

# %% wrong="vraies" because="les doublons retirés aussi" says="Même répétée"
vraies = subventions.dropna().drop_duplicates()

# %% wrong="vraies" because="toute la table, total compris" says="Le total est encore là"
vraies = subventions[subventions["montant"].notna()]

# %% wrong="vraies" because="la condition seule" says="la condition entre crochets"
vraies = subventions["nomBeneficiaire"].notna()

# %% wrong="vraies" because="les grosses lignes retirées à l’œil" says="Il manque de vraies aides"
vraies = subventions[subventions["montant"] < 10_000_000]

# %% [markdown]
# ## Ce que le fichier ne dit pas
#
# Restent huit champs absents. Deux se trouvent sans déranger personne : le nom de la Ville et son numéro. Les six autres, il faut les **demander**.
#
# | champ | la question à poser | à qui, par exemple |
# |---|---|---|
# | `dateConvention` | quand la convention a-t-elle été signée ? | affaires juridiques, assemblées |
# | `nature` | en argent, ou en nature (local, matériel) ? | service qui instruit |
# | `conditionsVersement` | en une fois, ou plusieurs ? | finances |
# | `datesPeriodeVersement` | versée quand ? | finances |
# | `notificationUE` | aide notifiée à la Commission européenne ? | affaires juridiques |
# | `pourcentageSubvention` | un seul bénéficiaire, ou un partage ? | service qui instruit |
#
# Demandez aussi le SIRET de chaque association. Le validateur accepte `idBeneficiaire` vide. Le texte du schéma, lui, ne dispense qu’une aide en nature à une association, et veut alors son numéro RNA.
#
# ## Deux essais qui passeraient
#
# **Une date.** « Le fichier de 2014 en a ! » C’est vrai : sa colonne s’appelle « Date de réalisation du projet ». La première cellule lit ces dates ; `errors="coerce"` vide celles qui sont illisibles. **Pariez** : peut-on les ranger dans `dateConvention` ?
#
# **Un numéro.** Le **[[SIRET]]** compte 14 chiffres. Les neuf premiers forment le SIREN, celui de l’organisme ; les cinq autres désignent l’établissement. Le tout dernier est une **[[clé de contrôle]]** : il se calcule à partir des autres, et trahit une faute de frappe. **Pariez** : si le SIRET de Marseille se glisse dans un fichier de Montpellier, le validateur le verra-t-il ? Exécutez la seconde cellule, changez un chiffre dans la case, puis appuyez sur `Entrée`. Trois essais sont aussi écrits dessous.

# %%
fichier_2014 = raw_file("montpellier_subventions", "montpellier_subventions_brut_2014")
realisation = pd.read_csv(fichier_2014, sep=";", dtype="str")["Date de réalisation du projet"]
dates = pd.to_datetime(realisation, format="%d/%m/%Y", errors="coerce").dropna()
print(f"{len(dates)} dates lisibles, de {dates.dt.year.min()} à {dates.dt.year.max()}.")
print("Premières dates :", ", ".join(dates.dt.strftime("%Y-%m-%d").head(4)))

# %% fold="Essayer un SIRET"
from ipywidgets import Text, interact

siret_attribuant = "21340172201787"  # celui de la Ville de Montpellier ; au bureau : le vôtre
comptes = load("comptes_communes")
siren = comptes.loc[comptes["commune"] == "Montpellier", "siren"].iloc[0]

def essayer(siret):
    erreurs = erreurs_scdl(pd.DataFrame({"idAttribuant": [siret]}))
    refus = erreurs.loc[erreurs["ligne"] > 0, "raison"]
    verdict = f"refusé, {refus.iloc[0]}" if len(refus) else "accepté"
    a_qui = "c’est" if siret.startswith(str(siren)) else "ce n’est PAS"
    print(f"{siret} : {verdict} ; {a_qui} le SIREN de Montpellier ({siren}, table des comptes).")

interact(essayer, siret=Text(value=siret_attribuant, continuous_update=False, description="SIRET :"))
print("Trois essais : celui de Montpellier, le même avec un chiffre changé, celui de Marseille.")
for essai_siret in (siret_attribuant, "21340172201788", "21130055300016"):
    essayer(essai_siret)

# %% [markdown]
# - **Les dates passeraient toutes.** Pourtant c’est le jour du concert ou du tournoi, pas celui de la signature. Certaines tombent des années avant la subvention. Encore un faux ami, et celui-ci ne fait aucun bruit.
# - **La clé attrape la faute de frappe**, pas le mauvais organisme. Vérifiez votre SIRET sur [annuaire-entreprises.data.gouv.fr](https://annuaire-entreprises.data.gouv.fr).
#
# ## Déclarer, sans inventer
#
# Personne ne nous répondra de Montpellier, 2013. Pour finir l’exercice, nous écrivons donc six **hypothèses**, au grand jour, avec un nom qui le dit. La date est même fausse exprès : le 1er janvier, la mairie est fermée. La cellule les pose sur chaque ligne avec `assign` (« attribuer ») et range les champs dans l’ordre du schéma.
#
# **Pariez** : combien d’erreurs restera-t-il ?

# %%
connu = {"nomAttribuant": "Ville de Montpellier", "idAttribuant": siret_attribuant}
hypotheses = {"dateConvention": "2013-01-01", "datesPeriodeVersement": "2013-01-01/2013-12-31",
              "nature": "aide en numéraire", "conditionsVersement": "unique",
              "notificationUE": "non", "pourcentageSubvention": 1}
lignes = subventions.dropna(subset="nomBeneficiaire")  # l’exercice 3, autrement
suivi["total retiré"] = len(erreurs_scdl(lignes))
publication = lignes.assign(**connu, **hypotheses).reindex(columns=champs["champ"])
suivi["hypothèses"] = len(erreurs_scdl(publication))
print("Erreurs :", suivi)
publication[["nomBeneficiaire", "montant", "objet", "dateConvention", "nature"]].head(3)

# %% [markdown]
# Zéro erreur : **le fichier est conforme**. Les noms, les objets et les montants viennent de la Ville. Six colonnes viennent de nous.
#
# Un fichier voyage sans son auteur. Il lui faut donc des **[[métadonnées]]** : une fiche qui dit d’où il vient, et ce qu’il vaut. Voici celle d’un autre fichier, dont la colonne `D_R` ne dit plus ce qui est recette ou dépense :
#
# ```python
# fiche_budget = {
#     "titre": "Budget primitif 2012 de la Ville de Montpellier",
#     "editeur": "Ville de Montpellier",
#     "licence": "Licence Ouverte",
#     "date": "2026-11-22",
#     "schema": "aucun",
#     "a_confirmer": ["D_R"],
# }
# ```
#
# ### Exercice 4 : la fiche de publication
#
# **À vous.** Écrivez la fiche de **notre** fichier. Gardez les six mots de gauche. La `date` est celle de votre mise à jour : année, mois, jour. Le `schema` dit sa version, affichée au début. `a_confirmer` liste les champs remplis par hypothèse : `list(hypotheses)` les écrit pour vous.

# %% exercise="metadonnees" scaffold="metadonnees = ...  # ← un dictionnaire, sur le modèle ci-dessus"
### BEGIN SOLUTION
metadonnees = {
    "titre": "Subventions 2013 de la Ville de Montpellier (exercice)",
    "editeur": "Ville de Montpellier",
    "licence": "Licence Ouverte",
    "date": "2026-11-22",
    "schema": "SCDL subventions, version 2.1.1",
    "a_confirmer": list(hypotheses),
}
### END SOLUTION
metadonnees

# %% check="metadonnees" points=4
import re
from datetime import date

cles = ["titre", "editeur", "licence", "date", "schema", "a_confirmer"]
assert isinstance(metadonnees, dict), "On attend un dictionnaire : des accolades, puis des paires « mot : valeur », séparées par des virgules."
manque = [cle for cle in cles if cle not in metadonnees]
assert not manque, f"Il manque dans votre fiche : {', '.join(manque)}. Gardez les six mots de gauche du modèle, sans accent."
assert all(isinstance(metadonnees[cle], str) for cle in cles[:5]), "Sauf a_confirmer, chaque valeur est un texte entre guillemets."
titre_lu = metadonnees["titre"].lower()
assert all(mot in titre_lu for mot in ("subvention", "2013")), "Le titre dit de quoi parle le fichier, et l’année : ce n’est plus le budget."
assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", metadonnees["date"]), "La date s’écrit année, mois, jour, avec des tirets : 2026-01-31."
try:
    jour_lu = date.fromisoformat(metadonnees["date"])
except ValueError:
    jour_lu = None
assert jour_lu, "Cette date n’existe pas dans le calendrier : année d’abord, puis le mois, puis le jour."
assert isinstance(metadonnees["a_confirmer"], (list, tuple, set)), "a_confirmer est une liste de champs. Écrivez list(hypotheses), sans guillemets."
### BEGIN HIDDEN TESTS
from lirelaville.scdl.schema import national_schema

assert "montpellier" in metadonnees["editeur"].lower(), "L’éditeur est celui qui publie les données d’origine : regardez la ligne « Source », tout en haut."
assert "ouverte" in metadonnees["licence"].lower(), "Gardez la licence que la Ville a choisie : elle est dans la ligne « Source », tout en haut."
schema_lu = metadonnees["schema"].lower()
assert all(mot in schema_lu for mot in ("subvention", national_schema()["version"])), "Dites quel schéma, et quelle version : sans elle, personne ne sait à quel règlement comparer le fichier."
declares = {str(champ) for champ in metadonnees["a_confirmer"]}
assert declares, "La liste a_confirmer est vide : la fiche laisserait croire que tout vient de la Ville."
assert declares == {"dateConvention", "nature", "conditionsVersement", "datesPeriodeVersement", "notificationUE", "pourcentageSubvention"}, "a_confirmer doit nommer chaque champ rempli par hypothèse, et aucun autre. Écrivez list(hypotheses)."
### END HIDDEN TESTS

# %% wrong="metadonnees" because="le modèle recopié : la fiche du budget" says="ce n’est plus le budget"
metadonnees = {"titre": "Budget primitif 2012 de la Ville de Montpellier", "editeur": "Ville de Montpellier", "licence": "Licence Ouverte", "date": "2026-11-22", "schema": "aucun", "a_confirmer": ["D_R"]}

# %% wrong="metadonnees" because="la date à la française" says="avec des tirets"
metadonnees = {"titre": "Subventions 2013", "editeur": "Ville de Montpellier", "licence": "Licence Ouverte", "date": "22/11/2026", "schema": "SCDL subventions 2.1.1", "a_confirmer": list(hypotheses)}

# %% wrong="metadonnees" because="le modèle dont seul le titre a changé" says="quelle version"
metadonnees = {"titre": "Subventions 2013 de la Ville de Montpellier", "editeur": "Ville de Montpellier", "licence": "Licence Ouverte", "date": "2026-11-22", "schema": "aucun", "a_confirmer": ["D_R"]}

# %% wrong="metadonnees" because="le jour et le mois échangés" says="n’existe pas"
metadonnees = {"titre": "Subventions 2013", "editeur": "Ville de Montpellier", "licence": "Licence Ouverte", "date": "2026-22-11", "schema": "SCDL subventions 2.1.1", "a_confirmer": list(hypotheses)}

# %% wrong="metadonnees" because="le schéma sans sa version" says="quelle version"
metadonnees = {"titre": "Subventions 2013", "editeur": "Ville de Montpellier", "licence": "Licence Ouverte", "date": "2026-11-22", "schema": "SCDL subventions", "a_confirmer": list(hypotheses)}

# %% wrong="metadonnees" because="rien à confirmer, puisque le fichier est valide" says="laisserait croire"
metadonnees = {"titre": "Subventions 2013", "editeur": "Ville de Montpellier", "licence": "Licence Ouverte", "date": "2026-11-22", "schema": "SCDL subventions 2.1.1", "a_confirmer": []}

# %% wrong="metadonnees" because="une hypothèse oubliée" says="chaque champ rempli par hypothèse"
metadonnees = {"titre": "Subventions 2013", "editeur": "Ville de Montpellier", "licence": "Licence Ouverte", "date": "2026-11-22", "schema": "SCDL subventions 2.1.1", "a_confirmer": ["dateConvention"]}

# %% wrong="metadonnees" because="une ligne oubliée" says="Il manque dans votre fiche"
metadonnees = {"titre": "Subventions 2013", "editeur": "Ville de Montpellier", "licence": "Licence Ouverte", "date": "2026-11-22", "schema": "SCDL subventions 2.1.1"}

# %%
from frictionless import Resource, Schema

texte = publication.to_csv(index=False)  # le fichier : des virgules, en UTF-8
reglement = Schema.from_descriptor(schema)
rapport = Resource(texte.encode(), format="csv", schema=reglement).validate()
print(*texte.splitlines()[:2], sep="\n\n")
print("\nConforme, d’après frictionless :", "oui" if rapport.valid else "non")
print("Publiable :", f"non, {len(hypotheses)} champs à confirmer" if hypotheses else "oui")
de, a = number(max(suivi.values())), number(min(suivi.values()))
titre = f"De {de} erreurs à {a} : conforme, mais {len(hypotheses)} champs restent à confirmer"
bars(pd.Series(suivi), title=titre, unit="erreurs", source="montpellier_subventions")

# %% [markdown] written="limites" points=2
# ### À vous d’écrire
#
# Votre chef de service lit « conforme : oui » et veut publier ce soir. Répondez-lui en trois ou quatre phrases. Que garantit le validateur ? Que ne garantit-il **pas** ? Donnez un exemple vu dans cette leçon, et dites ce que vous demandez avant de publier, et à qui.
#
# === BEGIN MARK SCHEME ===
# **1 point : ce que « conforme » veut dire, avec un exemple juste.** Le validateur contrôle la forme : noms des champs, cases remplies, types, listes, clé du SIRET. Il ne contrôle pas la vérité. Exemples acceptés : la ligne du total nommée « Non précisé » ; la date de réalisation prise pour la date de convention ; le SIRET d’une autre ville ; la date du 1er janvier ; les lignes répétées.
#
# **1 point : une demande précise, à un service.** Au moins un champ nommé (date de convention, nature, versement, notification, partage, SIRET des associations) et un service ou une personne qui peut répondre.
#
# **Ne suffisent pas :** « il faut vérifier les données » ; « il peut y avoir des erreurs » ; une description du fichier. **À refuser :** proposer de remplir les champs « pour que ça passe », ou de publier sans la liste des hypothèses.
#
# Acceptez aussi une publication partielle : les seules lignes confirmées, ou un fichier publié hors schéma, avec sa fiche.
# === END MARK SCHEME ===

# %% [markdown]
# ## Et avec vos données ?
#
# Prenez un fichier de subventions de votre service. La cellule reconnaît vos colonnes à leur nom : relisez cette liste, un faux ami peut s’y glisser. Puis elle résume ce qu’il faut corriger. Elle ne voit ni un total caché, ni une ligne répétée : regardez aussi vos plus gros montants. **Dans l’atelier, ne déposez jamais un fichier qui contient des données personnelles** : la prochaine leçon dit comment les reconnaître.

# %%
from lirelaville import votre_fichier
from lirelaville.scdl.headers import columns_of

def analyser(table):
    noms = list(table.columns)
    reconnues = {noms[rang]: champ for champ, rang in columns_of(noms).items()}
    print("Reconnues :", ", ".join(f"{nom} → {reconnues[nom]}" for nom in reconnues) or "aucune")
    erreurs = erreurs_scdl(table.rename(columns=reconnues))
    print("Erreurs de forme :", len(erreurs))
    return resumer(erreurs)

votre_fichier(analyser)

# %% [markdown]
# ## À retenir
#
# - **Faire correspondre**, c’est comparer ce que disent les colonnes, pas leurs noms : `Nature` n’était pas `nature`.
# - **Lire les erreurs** par sorte, comprendre chacune, puis corriger. Une case ne se remplit jamais pour faire taire un message.
# - **Publier** demande une fiche : titre, éditeur, licence, date, version du schéma, et tout ce qui reste à confirmer. Valide ne veut pas dire vrai.
#
# Au bureau, une ligne enregistre le fichier : `publication.to_csv("subventions_scdl.csv", index=False)`. Ici, il reste dans la mémoire du carnet : il porte des hypothèses, il ne doit pas voyager.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La prochaine leçon demande : *A-t-on le droit de publier cette ligne ?* La page publique « À qui vont les subventions ? » montre ce que deviennent de tels fichiers une fois publiés.
