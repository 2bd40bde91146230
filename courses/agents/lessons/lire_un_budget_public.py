# %% [markdown]
# # Voté, réalisé, fonctionnement, investissement ?
#
# « Avons-nous dépensé ce que nous avions voté ? Et pouvons-nous encore emprunter ? » L’élue attend deux phrases, pour ce soir. Les chiffres sont publics. Il reste à comparer ce qui se compare.
#
# **À la fin, vous saurez**
#
# - **situer** une dépense : sa section, son chapitre, sa fonction, et si de l’argent sort vraiment ;
# - **comparer** le voté et l’exécuté, puis deux années, sans vous laisser tromper par un contour ou un code qui change ;
# - **calculer** l’épargne brute, l’épargne nette et la capacité de désendettement.
#
# **Il vous faut** : les gestes des leçons précédentes. Exécuter une cellule (`Maj` et `Entrée` ensemble), filtrer avec `==`, additionner avec `.sum()`. Avancez de haut en bas, sans sauter de cellule.
#
# ## D’où viennent ces données ?
#
# De trois tableaux, sous Licence Ouverte. Ils nous sont parvenus par une republication : leurs montants restent à confirmer à la source.
#
# - **Les budgets de Montpellier** ([portail actuel](https://data.montpellier3m.fr/)). Chaque ligne a une nature et une fonction. En **2012**, et cette année-là seulement, nous avons le voté **et** l’exécuté. Nous commençons par là, quelle que soit votre ville.
# - **Le budget voté de Marseille** ([page officielle](https://www.data.gouv.fr/fr/datasets/marseille-budget-primitif-2024/)), par nature seulement.
# - **Les comptes de dix grandes villes**, publiés par l’OFGL ([page officielle](https://data.ofgl.fr/explore/dataset/ofgl-base-communes-consolidee/)).
#
# **Une limite connue.** Dans le fichier voté de 2012, la colonne « dépense ou recette » est perdue : l’éditeur y a écrit 1 partout. Le sens a été retrouvé par l’ordre des lignes. Un budget voté s’équilibre : nous vérifierons que c’est bien le cas, section par section.

# %% tags=["parameters"]
territoire = "Marseille"  # la ville affichée en premier, à la fin de la leçon

# %% fold="Préparer les outils : les règles de rangement par chapitre"
import pandas as pd
from lirelaville import load, votre_fichier
from lirelaville.charts import bars, lines
from lirelaville.french import number as nombre

pd.set_option("display.float_format", lambda valeur: nombre(valeur, int(abs(valeur) < 100)), "display.max_colwidth", 34)
NOMS = {"011": "charges à caractère général", "012": "charges de personnel", "014": "atténuations de produits", "65": "autres charges de gestion", "656": "groupes d’élus", "66": "charges financières", "67": "charges exceptionnelles", "023": "virement à l’investissement", "042": "transferts entre sections"}
DOMAINES = {"0": "0 services généraux", "1": "1 sécurité, salubrité", "2": "2 enseignement", "3": "3 culture", "4": "4 sport, jeunesse", "5": "5 social, santé", "6": "6 famille", "7": "7 logement", "8": "8 aménagement, environnement", "9": "9 économie"}
REGLES = {compte: code for code, comptes in {"011": "60 61 62 635 637", "012": "64 621 631 633", "014": "739", "040": "139 19 28", "042": "675 676 6811 776 777 7811", "204": "204", "656": "656"}.items() for compte in comptes.split()}

def chapitre(compte):  # la règle la plus précise l’emporte ; à défaut, les deux premiers chiffres
    return next((REGLES[compte[:n]] for n in (4, 3, 2) if compte[:n] in REGLES), compte[:3] if compte.startswith("0") else compte[:2])

def ranger(table):  # votre fichier : un chapitre par ligne, les dépenses seulement, ou un refus motivé
    if not {"chapitre", "nature"} & set(table):
        raise ValueError("Il faut une colonne de chapitres (011, 65…) ou de natures (6042, 64111…).")
    section = table.get("section", pd.Series("sans section", index=table.index)).fillna("sans section")
    code = table["chapitre" if "chapitre" in table else "nature"].str.extract(r"(\d+)", expand=False).fillna("")
    code = code.mask(code.str.match(r"\d$|4[0-3]$") | (section.str.upper().str.startswith("F") & code.str.match(r"[12]\d$")), code.str.zfill(3))  # rend le zéro de tête : 42 est le chapitre 042
    depense = table["sens"].str.upper().str.startswith("D", na=False) if "sens" in table else code.str.match("6|0[1-4]|$")
    if not depense.any() or ("sens" not in table and not depense.all()):
        raise ValueError("Je ne peux pas séparer dépenses et recettes. Il faut une colonne de sens, avec D ou Dépense ; sans elle, je n’accepte que des dépenses de fonctionnement (comptes 6, chapitres 011 à 68).")
    return table.assign(section=section, chapitre=code.map(chapitre).replace("", "sans code"))[depense]

# %%
vote = load("montpellier_budget", where="annee = 2012")
execute = load(
    "montpellier_budget", resource="montpellier_budget_execute", where="annee = 2012")
print(f"Lignes votées sans sens : {vote['sens'].isna().sum()} sur {len(vote)}.")
vote["sens"] = vote["sens_deduit"]
lignes = pd.concat([vote.assign(etape="voté"), execute.assign(etape="exécuté")])
lignes["chapitre"] = lignes["nature"].map(chapitre)
lignes["domaine"] = lignes["fonction"].str[0].map(DOMAINES).fillna("sans fonction")
print(vote.attrs["source"])
lignes[["section", "chapitre", "nature", "libelle", "fonction", "montant_eur"]].head(4)

# %% [markdown]
# ## Lisons ensemble
#
# **Une ligne** est un montant, voté ou exécuté, pour une nature et une fonction. Chaque ligne se lit par quatre questions.
#
# | question | colonne | exemple |
# |---|---|---|
# | Vie courante, ou ce qui dure ? | `section` | `Fonctionnement` ; `Investissement`, avec le remboursement des emprunts |
# | À quel niveau les élus votent-ils ? | le **[[chapitre]]** | `012`, charges de personnel |
# | Que paie-t-on ? | `nature`, le compte | `64111`, rémunération principale |
# | Pour quel service ? | la **[[fonction]]** | `211`, écoles maternelles |
#
# Le fichier ne donne pas le chapitre. Nous l’avons rétabli d’après le compte : le plus souvent, ses deux premiers chiffres (article D. 2311-4 du code général des collectivités territoriales). Deux chapitres en réunissent plusieurs : `011` prend les comptes 60, 61, 62, 635 et 637 ; `012` prend les comptes 64, 621, 631 et 633. Le `domaine` est le premier chiffre de la fonction.
#
# Nous ne gardons que les dépenses. `pivot_table` est le **tableau croisé dynamique** de votre tableur : `index` pour les lignes, `columns` pour les colonnes, `values` à calculer, `aggfunc="sum"` pour additionner.
#
# **Avant d’exécuter, pariez.** Dans chaque section, la Ville a-t-elle dépensé plus, moins, ou autant que son budget primitif ?

# %%
depenses = lignes[lignes["sens"] == "Dépense"]
fonctionnement = depenses[depenses["section"] == "Fonctionnement"]

votees = lignes[lignes["etape"] == "voté"]
equilibre = votees.pivot_table(
    index="section", columns="sens", values="montant_eur", aggfunc="sum")
print("Votées, recettes moins dépenses :", *(equilibre["Recette"] - equilibre["Dépense"]).map(nombre))
par_section = depenses.pivot_table(
    index="section", columns="etape", values="montant_eur", aggfunc="sum")
par_section.assign(difference=par_section["exécuté"] - par_section["voté"])

# %% [markdown]
# Zéro et zéro : les deux sections votées s’équilibrent, à l’euro. C’est bon signe pour le sens retrouvé, sans le prouver ligne à ligne. Gardez le tableau en tête : il se lit trop vite, et nous y revenons dans un instant.
#
# ### Exercice 1 : par domaine
#
# Voici le modèle, par section :
#
# ```python
# depenses.pivot_table(index="section", columns="etape", values="montant_eur", aggfunc="sum")
# ```
#
# **À vous.** Croisez le `domaine` et l’étape, pour les dépenses de **fonctionnement** seulement. Elles sont déjà dans le tableau `fonctionnement`. **Pariez d’abord** : quel domaine vient en tête, l’enseignement, la culture ou un autre ?

# %% exercise="par_domaine" scaffold="par_domaine = ...  # ← sur le modèle : deux mots à changer"
### BEGIN SOLUTION
par_domaine = fonctionnement.pivot_table(
    index="domaine", columns="etape", values="montant_eur", aggfunc="sum")
### END SOLUTION
par_domaine

# %% check="par_domaine" points=2
import pandas as pd

assert isinstance(par_domaine, pd.DataFrame), "On attend un tableau croisé. Suivez le modèle : fonctionnement.pivot_table(…), avec ses quatre réglages."
assert set(par_domaine.columns) == {"voté", "exécuté"}, "On attend deux colonnes, voté et exécuté : columns=\"etape\", et values=\"montant_eur\"."
assert set(par_domaine.index) == set(fonctionnement["domaine"]), "Chaque ligne du tableau doit être un domaine : regardez ce qui suit index=."
assert all(pd.api.types.is_numeric_dtype(par_domaine[etape]) for etape in par_domaine), "Les deux colonnes doivent contenir des nombres, sans texte."
moitie = fonctionnement["montant_eur"].sum() / 2
assert par_domaine.sum().sum() > moitie, "Les montants sont trop petits. Sans aggfunc=\"sum\", pivot_table calcule une moyenne : ajoutez-le."
### BEGIN HIDDEN TESTS
from lirelaville import load

officiel = load("montpellier_budget", resource="montpellier_budget_execute", where="annee = 2012 AND sens = 'Dépense'")
en_fonctionnement = officiel.loc[officiel["section"] == "Fonctionnement", "montant_eur"].sum()
trouve = par_domaine["exécuté"].sum()
assert abs(trouve - officiel["montant_eur"].sum()) > 1, "Vous avez croisé toutes les dépenses, investissement compris. Partez du tableau fonctionnement."
assert abs(trouve - en_fonctionnement) < 1, "Le total exécuté n’est pas celui des dépenses de fonctionnement. Partez du tableau fonctionnement, sans rien lui retirer."
### END HIDDEN TESTS

# %% wrong="par_domaine" because="les deux sections ensemble" says="investissement compris"
par_domaine = depenses.pivot_table(index="domaine", columns="etape", values="montant_eur", aggfunc="sum")

# %% wrong="par_domaine" because="aggfunc oublié : des moyennes" says="calcule une moyenne"
par_domaine = fonctionnement.pivot_table(index="domaine", columns="etape", values="montant_eur")

# %% wrong="par_domaine" because="le modèle recopié, par section" says="regardez ce qui suit index="
par_domaine = fonctionnement.pivot_table(index="section", columns="etape", values="montant_eur", aggfunc="sum")

# %% wrong="par_domaine" because="la fonction détaillée au lieu du domaine" says="doit être un domaine"
par_domaine = fonctionnement.pivot_table(index="fonction", columns="etape", values="montant_eur", aggfunc="sum")

# %% wrong="par_domaine" because="lignes et colonnes échangées" says="deux colonnes"
par_domaine = fonctionnement.pivot_table(index="etape", columns="domaine", values="montant_eur", aggfunc="sum")

# %% wrong="par_domaine" because="une somme, sans tableau croisé" says="un tableau croisé"
par_domaine = fonctionnement["montant_eur"].sum()

# %% [markdown]
# ## Une erreur à rencontrer exprès
#
# Relisez le tableau par section. Deux titres de journal seraient vite écrits : « Montpellier a économisé sur son fonctionnement » et « Montpellier a dépassé son budget d’investissement ». **Faut-il les publier ?** Ni l’un, ni l’autre.
#
# Croisons cette fois le chapitre et l’étape. **Avant d’exécuter, pariez** : y aura-t-il un chapitre voté, et jamais exécuté ? `NaN` veut dire : aucune ligne.

# %%
par_chapitre = fonctionnement.pivot_table(
    index="chapitre", columns="etape", values="montant_eur", aggfunc="sum")
par_chapitre.insert(0, "intitulé", par_chapitre.index.map(NOMS))
par_chapitre

# %% [markdown]
# - **Le symptôme.** Le chapitre `023` est voté, et vide à l’exécution. Le chapitre `042`, lui, fait plus que doubler.
# - **La cause.** Ce ne sont pas des dépenses, mais des **[[mouvements d’ordre|mouvement d’ordre]]** : des écritures d’une section à l’autre, sans argent qui sort. Le `023` est une prévision « sans réalisation » (article D. 2311-4, déjà cité). Le `042` contient les dotations aux amortissements et les écritures de vente d’un bien.
# - **La réparation.** Garder les **[[mouvements réels|mouvement réel]]**, ceux où l’argent entre ou sort. On met de côté les chapitres `040` à `043` et les virements `021` et `023`. Les résultats reportés `001` et `002` sortent aussi : ils viennent d’une autre année.
#
# ### Exercice 2 : les dépenses réelles
#
# `.isin([…])` garde les lignes dont la valeur est **dans la liste**. Le signe `~`, placé devant une condition, veut dire **le contraire**. Le modèle garde deux chapitres :
#
# ```python
# paie_et_achats = fonctionnement[fonctionnement["chapitre"].isin(["011", "012"])]
# ```
#
# **À vous.** Gardez les dépenses **réelles** : toutes, sauf les deux chapitres d’ordre du tableau ci-dessus. **Pariez** : une fois l’ordre écarté, l’écart entre voté et exécuté sera-t-il plus grand ou plus petit ?

# %% exercise="reelles" scaffold="reelles = ...  # ← sur le modèle, avec le signe ~ et les deux chapitres d’ordre"
### BEGIN SOLUTION
reelles = fonctionnement[~fonctionnement["chapitre"].isin(["023", "042"])]
### END SOLUTION
montrees = ["etape", "chapitre", "libelle", "montant_eur"]
reelles[montrees] if isinstance(reelles, pd.DataFrame) else reelles

# %% check="reelles" points=3
import pandas as pd

assert isinstance(reelles, pd.DataFrame), "On attend un tableau de lignes : le nom fonctionnement, puis la condition entre crochets."
assert {"chapitre", "etape", "montant_eur"} <= set(reelles.columns), "Gardez toutes les colonnes du tableau fonctionnement : seules des lignes sont à retirer."
restants = set(reelles["chapitre"])
assert restants != {"023", "042"}, "Vous n’avez gardé que les mouvements d’ordre. Il manque le signe ~ devant la condition."
assert len(reelles) <= len(fonctionnement), "Il y a trop de dépenses : partez du tableau fonctionnement, et non de depenses ou de lignes."
assert len(reelles) < len(fonctionnement), "Aucune ligne n’a été retirée. Les codes sont du texte : écrivez-les entre guillemets, avec leur zéro, et séparés par une virgule."
assert not restants & {"023", "042"}, "Un chapitre d’ordre est encore là. Votre liste doit en contenir deux : regardez le tableau par chapitre."
### BEGIN HIDDEN TESTS
from lirelaville import load

tables = {"voté": load("montpellier_budget", where="annee = 2012"), "exécuté": load("montpellier_budget", resource="montpellier_budget_execute", where="annee = 2012")}
ecarts = []
for etape, table in tables.items():
    sens = table["sens_deduit"] if etape == "voté" else table["sens"]
    ordre = table["nature"].isin(["023", "675", "676", "6811"])
    attendu = table.loc[(sens == "Dépense") & (table["section"] == "Fonctionnement") & ~ordre, "montant_eur"].sum()
    ecarts.append(reelles.loc[reelles["etape"] == etape, "montant_eur"].sum() - attendu)
assert max(ecarts) < 1, "Il y a plus de dépenses que dans le fichier. Exécutez de nouveau les cellules plus haut, puis celle-ci."
assert min(ecarts) > -1, "De vraies dépenses ont disparu. Deux chapitres sont à retirer, et eux seuls, pour le voté comme pour l’exécuté."
### END HIDDEN TESTS

# %% wrong="reelles" because="le signe ~ oublié" says="Il manque le signe ~"
reelles = fonctionnement[fonctionnement["chapitre"].isin(["023", "042"])]

# %% wrong="reelles" because="un seul chapitre d’ordre retiré" says="Un chapitre d’ordre est encore là"
reelles = fonctionnement[fonctionnement["chapitre"] != "023"]

# %% wrong="reelles" because="des nombres au lieu de codes" says="entre guillemets"
reelles = fonctionnement[~fonctionnement["chapitre"].isin([23, 42])]

# %% wrong="reelles" because="le modèle recopié : deux chapitres réels" says="De vraies dépenses ont disparu"
reelles = fonctionnement[fonctionnement["chapitre"].isin(["011", "012"])]

# %% wrong="reelles" because="les charges exceptionnelles retirées aussi" says="De vraies dépenses ont disparu"
reelles = fonctionnement[~fonctionnement["chapitre"].isin(["023", "042", "67"])]

# %% wrong="reelles" because="l’investissement compris" says="trop de dépenses"
reelles = depenses[~depenses["chapitre"].isin(["023", "042"])]

# %% wrong="reelles" because="l’exécuté seul" says="De vraies dépenses ont disparu"
reelles = fonctionnement[~fonctionnement["chapitre"].isin(["023", "042"]) & (fonctionnement["etape"] == "exécuté")]

# %% wrong="reelles" because="la condition seule" says="la condition entre crochets"
reelles = ~fonctionnement["chapitre"].isin(["023", "042"])

# %% fold="Refaire la comparaison, en mouvements réels"
vraies = fonctionnement[~fonctionnement["chapitre"].isin(["023", "042"])]
tout = fonctionnement.groupby("etape")["montant_eur"].sum()[["voté", "exécuté"]] / 1e6
reel = vraies.groupby("etape")["montant_eur"].sum()[["voté", "exécuté"]] / 1e6
taux_tout, taux_reel = (nombre(100 * total["exécuté"] / total["voté"], 1) for total in (tout, reel))
titre = f"Pour 100 € votés : {taux_tout} € exécutés en comptant tout, {taux_reel} € en mouvements réels"
barres = pd.concat([tout.add_prefix("tout compris, "), reel.add_prefix("réel, ")])
display(bars(barres, title=titre, unit="millions d’euros, fonctionnement, Montpellier, 2012", source=vote, highlight=["réel, voté", "réel, exécuté"]))
print("Exécuté moins voté, en millions d’euros :")
print(f"- en comptant tout : {nombre(tout['exécuté'] - tout['voté'], 1)}")
print(f"- en mouvements réels : {nombre(reel['exécuté'] - reel['voté'], 1)}")
for debut in ("68", "28"):  # une écriture d’ordre a son miroir dans l’autre section
    miroir = execute[execute["nature"].str.startswith(debut)]
    ou = f"{miroir['section'].iloc[0]}, {miroir['sens'].iloc[0].lower()}"
    print(f"{ou}, comptes {debut} : {nombre(miroir['montant_eur'].sum(), 2)} €")

# %% [markdown]
# **Ce qu’on lit.** En mouvements réels, l’écart fond : ce que le tableau faisait prendre pour une économie était surtout une écriture. Regardez aussi les deux dernières lignes. La dotation aux amortissements, comptes 68, a son **miroir** en recette d’investissement, comptes 28, au centime près : ce qui sort d’une section entre dans l’autre.
#
# **Ce qu’on ne lit pas.** Ce taux n’est pas le taux d’exécution officiel. Celui-ci divise par **tous** les crédits de l’année : budget primitif, décisions modificatives et reports. Nous n’avons que le premier. Voilà comment l’investissement peut « dépasser 100 % » : le fichier exécuté comprend ce qui a été ajouté en cours d’année, le fichier voté non. Le document qui réunit tout est le compte administratif, ou le compte financier unique qui le remplace.
#
# En investissement, le compte ne suffit pas à reconnaître tous les mouvements d’ordre : ceux du chapitre `041` n’ont pas de compte à eux. Il faut le chapitre. Sans lui, nous nous arrêtons.
#
# ## Un code qui change
#
# Deuxième piège : comparer deux **années**. Suivons les ordures ménagères à Montpellier, code de fonction `812`, dans le budget exécuté de 2005 à 2012. **Avant d’exécuter, pariez** : cette dépense va-t-elle monter ou baisser ?

# %% fold="Dessiner le code 812 et son voisin, de 2005 à 2012"
choix = "sens = 'Dépense' AND section = 'Fonctionnement' AND fonction IN ('812', '813')"
histoire = load("montpellier_budget", resource="montpellier_budget_execute", where=choix)
codes = histoire.pivot_table(index="annee", columns="fonction", values="montant_eur", aggfunc="sum") / 1e6
codes = codes.fillna(0).set_axis(["812 ordures ménagères", "813 propreté urbaine"], axis=1)  # aucune ligne : zéro
codes["les deux ensemble"] = codes.sum(axis=1)
baisse, _, ensemble = (nombre(part) for part in 100 * (codes.loc[2007] / codes.loc[2006].where(codes.loc[2006] > 0) - 1))
titre = f"De 2006 à 2007 : {baisse} % pour le code 812, mais +{ensemble} % pour les deux ensemble"
lines(codes, title=titre, unit="millions d’euros exécutés", source=histoire, highlight="les deux ensemble")

# %% [markdown]
# « Le budget des ordures s’effondre » serait faux. La dépense passe sous un autre code, et les deux codes réunis continuent leur chemin. Le fichier ne dit pas pourquoi la Ville a changé de code. C’est une **rupture de série**.
#
# Parfois, c’est toute la **[[nomenclature]]** qui change. Au 1ᵉʳ janvier 2024, la M57 a remplacé la M14 pour les communes ; certaines l’avaient adoptée avant. On ne compare pas les fonctions de part et d’autre sans une table de passage.
#
# Voici un détecteur, sur le budget voté de **Marseille**. Quelle part des euros porte un libellé absent de l’année précédente ? Nous comparons des libellés sans majuscules ni ponctuation : c’est la colonne `cle`. La cellule suivante est le modèle, pour 2023.
#
# ### Exercice 3 : l’année du changement
#
# **À vous, ensuite.** Calculez `part_2024` : la même part pour **2024**, comparée à 2023. Reprenez les quatre lignes du modèle, de `avant` à `part_2023` ; changez les années, et le nom de la dernière. **Pariez** : 2 %, 10 % ou 50 % ?

# %%
primitif = load("budget_primitif", territory="Marseille", where="sens = 'Dépense'")
primitif["cle"] = primitif["libelle"].str.lower().str.replace(r"\W", "", regex=True)

avant = primitif[primitif["annee"] == 2022]
apres = primitif[primitif["annee"] == 2023]
nouvelles = apres[~apres["cle"].isin(avant["cle"])]
part_2023 = 100 * nouvelles["montant_eur"].sum() / apres["montant_eur"].sum()
print(f"2023 : {nombre(part_2023, 1)} % des euros votés sous un libellé absent en 2022.")
print(primitif.attrs["source"])

# %% exercise="part_2024" scaffold="part_2024 = ...  # ← les quatre lignes du modèle, avec 2023 et 2024"
### BEGIN SOLUTION
avant = primitif[primitif["annee"] == 2023]
apres = primitif[primitif["annee"] == 2024]
nouvelles = apres[~apres["cle"].isin(avant["cle"])]
part_2024 = 100 * nouvelles["montant_eur"].sum() / apres["montant_eur"].sum()
### END SOLUTION
pd.DataFrame({"part de 2024, en %": [part_2024]})

# %% check="part_2024" points=3
from numbers import Real

assert isinstance(part_2024, Real), "On attend un seul nombre, sans guillemets ni signe %. La dernière ligne du modèle le calcule."
assert 1 < part_2024 < 100, "On attend une part sur 100 : multipliez par 100, et divisez par la somme des montants de l’année."
### BEGIN HIDDEN TESTS
from lirelaville import load

votes = load("budget_primitif", territory="Marseille", where="sens = 'Dépense'")
votes["cle"] = votes["libelle"].str.lower().str.replace(r"\W", "", regex=True)

def part(annee, reference, colonne="cle"):
    lignes_annee = votes[votes["annee"] == annee]
    inconnues = ~lignes_annee[colonne].isin(votes.loc[votes["annee"] == reference, colonne])
    return 100 * lignes_annee.loc[inconnues, "montant_eur"].sum() / lignes_annee["montant_eur"].sum(), 100 * inconnues.mean()

attendue, en_lignes = part(2024, 2023)
assert abs(part_2024 - part(2023, 2022)[0]) > 0.06, "C’est la part de 2023, celle du modèle. Changez les deux années, et recalculez les quatre lignes."
assert abs(part_2024 - (100 - attendue)) > 0.06, "C’est la part des libellés déjà connus. Il manque le signe ~ devant la condition."
assert abs(part_2024 - en_lignes) > 0.06, "C’est une part de lignes. On veut une part d’euros : additionnez la colonne montant_eur."
assert abs(part_2024 - part(2024, 2023, "libelle")[0]) > 0.06, "Vous avez comparé les libellés tels quels : une apostrophe abîmée y passe pour un nouveau libellé. Comparez la colonne cle."
assert abs(part_2024 - part(2023, 2024)[0]) > 0.06, "Les deux années sont inversées : 2024 est l’année d’après."
assert abs(part_2024 - attendue) <= 0.06, "Ce n’est pas la part de 2024 comparée à 2023. Vérifiez les deux années, puis gardez au moins une décimale."
### END HIDDEN TESTS

# %% wrong="part_2024" because="le résultat du modèle repris" says="celle du modèle"
part_2024 = part_2023

# %% wrong="part_2024" because="le signe ~ oublié" says="Il manque le signe ~"
avant, apres = primitif[primitif["annee"] == 2023], primitif[primitif["annee"] == 2024]
part_2024 = 100 * apres[apres["cle"].isin(avant["cle"])]["montant_eur"].sum() / apres["montant_eur"].sum()

# %% wrong="part_2024" because="des lignes comptées au lieu d’euros" says="une part de lignes"
avant, apres = primitif[primitif["annee"] == 2023], primitif[primitif["annee"] == 2024]
part_2024 = 100 * len(apres[~apres["cle"].isin(avant["cle"])]) / len(apres)

# %% wrong="part_2024" because="les libellés bruts au lieu de la clé" says="Comparez la colonne cle"
avant, apres = primitif[primitif["annee"] == 2023], primitif[primitif["annee"] == 2024]
part_2024 = 100 * apres[~apres["libelle"].isin(avant["libelle"])]["montant_eur"].sum() / apres["montant_eur"].sum()

# %% wrong="part_2024" because="le facteur 100 oublié" says="multipliez par 100"
avant, apres = primitif[primitif["annee"] == 2023], primitif[primitif["annee"] == 2024]
part_2024 = apres[~apres["cle"].isin(avant["cle"])]["montant_eur"].sum() / apres["montant_eur"].sum()

# %% wrong="part_2024" because="les années inversées" says="inversées"
avant, apres = primitif[primitif["annee"] == 2024], primitif[primitif["annee"] == 2023]
part_2024 = 100 * apres[~apres["cle"].isin(avant["cle"])]["montant_eur"].sum() / apres["montant_eur"].sum()

# %% wrong="part_2024" because="comparé à 2022, deux ans plus tôt" says="Vérifiez les deux années"
avant, apres = primitif[primitif["annee"] == 2022], primitif[primitif["annee"] == 2024]
part_2024 = 100 * apres[~apres["cle"].isin(avant["cle"])]["montant_eur"].sum() / apres["montant_eur"].sum()

# %% wrong="part_2024" because="une phrase au lieu d’un nombre" says="un seul nombre"
part_2024 = "47 %"

# %% [markdown]
# Un libellé nouveau n’est **pas** une dépense nouvelle. Ce détecteur ne dit pas non plus pourquoi il sonne. Il dit d’arrêter de comparer ligne à ligne, et de demander une table de passage aux finances. Il sonne aussi pour un encodage abîmé : essayez 2020, l’année où les accents de ce fichier sont perdus.
#
# ## Pouvons-nous encore emprunter ?
#
# Reste la seconde question. Trois calculs, comme pour un ménage :
#
# - l’**[[épargne brute]]** : recettes réelles de fonctionnement, moins dépenses réelles de fonctionnement ;
# - l’**[[épargne nette]]** : l’épargne brute, moins le remboursement du capital des emprunts ;
# - la **[[capacité de désendettement]]** : la dette, divisée par l’épargne brute. Elle se lit **en années** : le temps de tout rembourser, si toute l’épargne brute y passait.
#
# ### Exercice 4 : des années de dette
#
# La cellule suivante ouvre les comptes exécutés de dix villes, en mouvements réels, et les croise. Ses colonnes sont des agrégats emboîtés : on ne les additionne pas toutes (colonne `partie_de` de la table). Elle en calcule deux de plus, pour toutes les villes et toutes les années d’un coup. Le modèle est celui du taux d’épargne :
#
# ```python
# villes["taux_epargne"] = 100 * villes["epargne_brute"] / villes["recettes_fonctionnement"]
# ```
#
# **À vous, ensuite.** Calculez `annees_dette` de la même façon, d’après la définition ci-dessus. La dette s’appelle `encours_dette`. **Pariez** : votre ville est-elle à 5, 10 ou 20 ans ? Le tableau affiché est en millions d’euros, et en % pour la dernière colonne.

# %%
comptes = load("comptes_communes")
assert territoire in set(comptes["commune"]), f"{territoire} n’est pas dans ces comptes."
villes = comptes.pivot_table(
    index=["commune", "annee"], columns="agregat", values="montant_eur", aggfunc="sum")
refaite = villes["recettes_fonctionnement"] - villes["depenses_fonctionnement"]
print("Plus grand écart d’épargne brute, en € :", (refaite - villes["epargne_brute"]).abs().max())
villes["epargne_nette"] = villes["epargne_brute"] - villes["remboursements_emprunts"]
villes["taux_epargne"] = 100 * villes["epargne_brute"] / villes["recettes_fonctionnement"]
euros = ["epargne_brute", "epargne_nette", "encours_dette"]
(villes.loc[territoire, euros] / 1e6).assign(taux_epargne=villes.loc[territoire, "taux_epargne"])

# %% exercise="annees_dette" scaffold="annees_dette = ...  # ← une division entre deux colonnes de villes"
### BEGIN SOLUTION
annees_dette = villes["encours_dette"] / villes["epargne_brute"]
### END SOLUTION
annees_dette

# %% check="annees_dette" points=3
import pandas as pd

assert isinstance(annees_dette, pd.Series), "On attend une valeur pour chaque ville et chaque année : divisez une colonne de villes par une autre, entre crochets et entre guillemets."
assert len(annees_dette) == len(villes), "Gardez toutes les villes et toutes les années : divisez les deux colonnes entières, sans .loc ni filtre."
assert pd.api.types.is_numeric_dtype(annees_dette), "On attend des nombres, sans texte."
assert annees_dette.notna().all(), "Il reste des cases vides. Gardez toutes les valeurs, même négatives : la cellule suivante s’en occupe."
milieu = annees_dette.median()
assert milieu > 1, "Moins d’un an pour la plupart des villes : la division est sans doute à l’envers. La dette vient en premier."
assert milieu < 40, "Beaucoup trop d’années. Ne multipliez pas par 100 : le résultat est déjà en années."
### BEGIN HIDDEN TESTS
from lirelaville import load

officiels = load("comptes_communes").pivot_table(index=["commune", "annee"], columns="agregat", values="montant_eur", aggfunc="sum")
donnees = annees_dette.to_numpy(dtype="float64")
nette = officiels["encours_dette"] / (officiels["epargne_brute"] - officiels["remboursements_emprunts"])
assert abs(donnees - nette.to_numpy()).max() > 0.06, "Vous avez divisé par l’épargne nette. La définition prend l’épargne brute, avant le remboursement du capital."
assert abs(donnees - (officiels["encours_dette"] / officiels["epargne_brute"]).to_numpy()).max() <= 0.06, "Ce n’est pas la dette divisée par l’épargne brute. Relisez la définition, et le nom des deux colonnes."
### END HIDDEN TESTS

# %% wrong="annees_dette" because="la division à l’envers" says="à l’envers"
annees_dette = villes["epargne_brute"] / villes["encours_dette"]

# %% wrong="annees_dette" because="l’épargne nette au lieu de la brute" says="divisé par l’épargne nette"
annees_dette = villes["encours_dette"] / villes["epargne_nette"]

# %% wrong="annees_dette" because="le modèle recopié, avec 100" says="Ne multipliez pas par 100"
annees_dette = 100 * villes["encours_dette"] / villes["epargne_brute"]

# %% wrong="annees_dette" because="la dette divisée par le remboursement de l’année" says="Relisez la définition"
annees_dette = villes["encours_dette"] / villes["remboursements_emprunts"]

# %% wrong="annees_dette" because="la dette divisée par les recettes" says="à l’envers"
annees_dette = villes["encours_dette"] / villes["recettes_fonctionnement"]

# %% wrong="annees_dette" because="une seule ville" says="Gardez toutes les villes"
annees_dette = villes.loc["Marseille", "encours_dette"] / villes.loc["Marseille", "epargne_brute"]

# %% wrong="annees_dette" because="l’épargne négative déjà retirée" says="même négatives"
annees_dette = (villes["encours_dette"] / villes["epargne_brute"]).where(villes["epargne_brute"] > 0)

# %% wrong="annees_dette" because="un seul nombre" says="une valeur pour chaque ville"
annees_dette = villes["encours_dette"].sum() / villes["epargne_brute"].sum()

# %% fold="Choisir une ville et voir ses années de dette"
from ipywidgets import Dropdown, interact
from lirelaville.french import count

REPERE = 12
positive = villes["epargne_brute"] > 0  # une épargne négative ne rembourse rien
par_ville = (villes["encours_dette"] / villes["epargne_brute"]).where(positive).unstack("annee")

def montrer(ville):
    annees = par_ville.loc[ville]
    courbes = pd.DataFrame({ville: annees, f"repère, {REPERE} ans": float(REPERE)})
    au_dela = (~(annees <= REPERE)).sum()  # une épargne négative compte au-delà
    titre = f"{ville} : {nombre(annees.iloc[-1], 1)} années de dette en {annees.index[-1]} ; au-delà du repère : {count(au_dela, 'année')} sur {len(annees)}"
    return lines(courbes, title=titre, unit="années", source="comptes_communes", highlight=ville)

interact(montrer, ville=Dropdown(options=list(par_ville.index), value=territoire, description="Ville :"))
print("La même chose en texte, en années. « nég. » : épargne brute négative.")
par_ville.style.format(lambda valeur: nombre(valeur, 1), na_rep="nég.")

# %% [markdown]
# **Ce qu’on lit.** La ligne droite est un **repère**. L’article 29 de la loi n° 2018-32 du 22 janvier 2018 fixait un « plafond national de référence » : douze ans pour les communes. Cette loi programmait les années 2018 à 2022. Nous en gardons un repère, pas une interdiction d’emprunter. Avant de citer ce texte, relisez-le sur [legifrance.gouv.fr](https://www.legifrance.gouv.fr).
#
# **Trois prudences.**
#
# - **Une épargne négative.** Paris, en 2020 : la division donne un nombre négatif. Dans un tri, cette ville passerait pour la moins endettée ! Nous avons donc retiré ce nombre ; l’année compte au-delà du repère.
# - **Une seule année.** Si l’épargne baisse, le ratio monte, sans un euro de dette en plus. Regardez plusieurs années.
# - **Les villes n’ont pas les mêmes charges.** Selon l’endroit, la métropole ou le département porte une partie des services, et de la dette.
#
# ## Et avec vos données ?
#
# Il faut une colonne `montant`, et une colonne `chapitre` **ou** `nature`. Les colonnes `section` et `sens` aident beaucoup. La cellule met de côté l’ordre et les reports. Elle donne le total par section et la part de chaque chapitre, ou dit pourquoi elle ne peut pas. Sans chapitre, l’ordre n’est reconnu qu’au compte : lisez le résultat avec prudence. **Pas de fichier avec des données personnelles** : une liste de paie ou d’aides sociales n’a rien à faire ici.

# %%
def analyser(table):
    table = ranger(table)
    reel = table[~table["chapitre"].str.match("04[0-3]|02[13]|00[12]")]
    print("Ordre et reports :", nombre(table["montant"].sum() - reel["montant"].sum()), "€")
    display(reel.groupby("section")[["montant"]].sum())
    parts = reel.groupby("chapitre")["montant"].sum().nlargest(12) / reel["montant"].sum()
    titre = f"Chapitre {'-'.join(parts.index[:1])} : {nombre(100 * parts.max())} % du réel"
    return bars(100 * parts, title=titre, unit="% du total", source="votre fichier")

votre_fichier(analyser, montant="nombre", chapitre="code?", nature="code?",
              section="texte?", sens="texte?")

# %% [markdown] written="mise_en_garde" points=2
# ### À vous d’écrire
#
# Une collègue veut publier cette phrase : « En 2012, Montpellier a dépensé en investissement plus que ce qu’elle avait voté : le budget a été dépassé. » **En trois phrases : pourquoi ne peut-on pas l’écrire, et que faut-il demander ou écrire à la place ?**
#
# === BEGIN MARK SCHEME ===
# **1 point : pourquoi.** Les deux montants n’ont pas le même contour. Le fichier voté est le budget primitif : ni décisions modificatives, ni reports. Accepter aussi : les mouvements d’ordre ne sont pas séparés en investissement ; le chapitre manque ; « voté au départ n’est pas autorisé en tout ».
#
# **1 point : à la place.** Soit un document : le compte administratif 2012 (aujourd’hui le compte financier unique), ou les décisions modificatives de l’année. Soit une phrase juste : « Les dépenses d’investissement exécutées en 2012 sont supérieures au budget primitif ; ce fichier ne contient pas les crédits ajoutés ensuite. »
#
# **Ne suffisent pas :** « les chiffres peuvent être faux » ; « il faut vérifier », sans dire quoi.
#
# **À refuser :** une cause affirmée (« un chantier a coûté trop cher », « la Ville a mal prévu ») : rien dans ces fichiers ne la montre. Ne retirez rien pour l’orthographe.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Situer** une dépense : section, chapitre, nature, fonction. Les chapitres 040 à 043, les virements 021 et 023 et les résultats reportés 001 et 002 ne sont pas des dépenses réelles.
# - **Comparer** demande le même contour : budget primitif et exécuté ne couvrent pas les mêmes crédits, et un code qui change fait croire à une chute. On mesure la rupture avant de comparer.
# - **Calculer** : épargne brute = recettes moins dépenses réelles de fonctionnement ; épargne nette = épargne brute moins capital remboursé ; capacité de désendettement = dette divisée par épargne brute, en années. Si l’épargne est négative, ce nombre ne veut rien dire.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La prochaine leçon demande : *Comment faire une carte juste ?* Au bureau, demandez aux finances un extrait avec trois colonnes de plus : le chapitre, le type de mouvement (réel ou d’ordre), l’étape budgétaire.
