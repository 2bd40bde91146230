# %% [markdown]
# # A-t-on le droit de publier cette ligne ?
#
# « Mettez deux fichiers en ligne avant jeudi : les subventions de la Ville, et le registre du service d’écoute. Pour le second, j’ai retiré les noms : il est donc anonyme. »
#
# La demande est courante. Sa dernière phrase est fausse. Vous allez le montrer avec des chiffres, puis proposer une table qui protège mieux les gens.
#
# **À la fin, vous saurez…**
#
# - **distinguer** une ligne publique d’une donnée personnelle, et nommer le texte qui le dit ;
# - **mesurer** le risque : combien de personnes sont seules de leur espèce dans une table ;
# - **réparer** une table en grossissant ses classes, et compter ce que l’on perd.
#
# **Il vous faut** : les gestes des leçons précédentes. **Maj + Entrée** exécute une cellule. On remplace les `...`, puis la cellule repliée vérifie.
#
# ## D’où viennent ces données ?
#
# - `subventions` : les aides de la Ville, publiées par elle sur [data.gouv.fr](https://www.data.gouv.fr/fr/datasets/marseille-subventions-2022/).
# - `revenus_iris` et `recensement_iris` : les revenus ([Filosofi 2021](https://www.insee.fr/fr/statistiques/8229323)) et les habitants ([recensement 2022](https://www.insee.fr/fr/statistiques/8647008)), par l’Insee.
# - Deux autres tables sont **inventées** dans la leçon. Aucune personne réelle n’y figure.
#
# Les tables réelles sont sous Licence Ouverte 2.0. Elles nous sont parvenues par une republication : elles restent à confirmer à ces adresses. **Un trou connu** : aucun particulier n’apparaît dans les subventions avant 2020, et la fiche ne dit pas pourquoi.
#
# **Cette leçon n’est pas un avis juridique.** Les textes changent, et un cas réel a toujours un détail de plus. Avant de publier, demandez à votre **[[DPO]]**, délégué ou déléguée à la protection des données.
#
# Exécutez les trois cellules suivantes. La troisième montre les lignes « agrégées » : elles réunissent plusieurs bénéficiaires, sans les nommer.
#
# *Avant d’exécuter, pariez :* combien de bénéficiaires la plus petite de ces lignes réunit-elle ? Une centaine, une dizaine, moins de cinq ?

# %% tags=["parameters"]
territoire = "Marseille"
annee = 0  # 0 : la plus récente du tableau ; ou une autre, comme 2021
arrondissement = "13204"  # où placer les personnes inventées ; à Marseille, le 4e
k_voulu = 5  # la convention de cette leçon, à discuter avec votre DPO

# %% fold="Préparer les outils"
import numpy as np
import pandas as pd
from lirelaville import load
from lirelaville.charts import bars
from lirelaville.french import number

pd.options.display.float_format = number  # 1 000 000 plutôt que 1000000.0
pd.options.display.max_colwidth = 60

# %%
subventions = load("subventions", territory=territoire)
annee = annee or subventions["annee"].max()
lignes = subventions[subventions["annee"] == annee]
associations = lignes[lignes["nature_juridique"] == "Associations"]

agregees = subventions[subventions["nombre_beneficiaires_agreges"].notna()]
print(subventions.attrs["source"])
vue = agregees[["annee", "nombre_beneficiaires_agreges", "montant_eur", "beneficiaire"]]
vue = vue.rename(columns={"nombre_beneficiaires_agreges": "réunis"})
vue.style.format(number, subset="montant_eur").hide()

# %% [markdown]
# ## Lisons ensemble
#
# Dans `subventions`, **une ligne** est ce qu’un bénéficiaire a reçu de la Ville en un an, en euros. Celles que vous voyez font exception : la colonne `nombre_beneficiaires_agreges`, affichée ici sous le nom « réunis », dit combien de bénéficiaires s’y cachent. Partout ailleurs, sa case est vide.
#
# **Le plus petit groupe vous surprend ?** Une ligne « agrégée » qui ne réunit qu’**un** bénéficiaire n’agrège rien : son montant est celui d’une seule structure. Nous ne chercherons pas laquelle. La fiche des données ne dit pas non plus qui a regroupé : la Ville, ou la personne qui a republié.
#
# **Qui protège-t-on ?** Le RGPD est le règlement européen 2016/679 du 27 avril 2016. Son article 4, point 1, définit la **[[donnée personnelle]]** : une information sur une personne physique « identifiée ou identifiable », directement ou indirectement. Une association ou une société n’est pas une personne physique. Un habitant, si. Un entrepreneur individuel aussi.
#
# **Trois sortes de lignes, trois règles :**
#
# - **Un organisme de droit privé (association, société) aidé au-delà de 23 000 € par an.** Publier est une **obligation** : nom, Siret, objet, montant… La règle est à l’article 10 de la [loi n° 2000-321 du 12 avril 2000](https://www.legifrance.gouv.fr/loda/id/JORFTEXT000000215117). Le seuil est à l’article 1er du décret n° 2001-495 du 6 juin 2001. La liste des informations est dans le [décret n° 2017-779 du 5 mai 2017](https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000034600552).
# - **Le même organisme, jusqu’à 23 000 €.** Ces trois textes n’obligent pas à publier. D’autres peuvent jouer, comme l’article L. 312-1-1 du code des relations entre le public et l’administration. À vérifier auprès de votre DPO.
# - **Une personne physique.** On la rend d’abord impossible à identifier, sauf si elle est d’accord ou si une loi dit le contraire. C’est l’article L. 312-1-2, deuxième alinéa, du même [code](https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000031366350). L’article D. 312-1-3 liste des exceptions.
#
# ### Exercice 1 · De quel côté du seuil ?
#
# La table `associations` contient les lignes d’associations de l’année. Une comparaison donne `True` (vrai) ou `False` (faux) pour chaque ligne. Puis `.sum()` compte les `True`. Voici le modèle :
#
# ```python
# petites = (associations["montant_eur"] < 1000).sum()
# ```
#
# **À vous.** Comptez dans `au_dessus` les lignes d’associations dont le montant **dépasse** 23 000 € : le décret emploie ce mot. Les signes possibles sont `<`, `<=`, `>` et `>=` (« plus grand ou égal »). Un nombre s’écrit sans espace.

# %% exercise="au_dessus" scaffold="au_dessus = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
au_dessus = (associations["montant_eur"] > 23000).sum()
### END SOLUTION
print(f"{annee} : {number(len(associations))} lignes d’associations. Au-dessus du seuil :", au_dessus)

# %% check="au_dessus" points=2
from numbers import Real

assert isinstance(au_dessus, Real), "On attend un seul nombre. Mettez la comparaison entre parenthèses, puis .sum() avec les siennes, et pas de guillemets."
assert au_dessus <= len(associations), "C’est plus que le nombre de lignes d’associations. Comptez des lignes de la table associations, n’additionnez pas des euros."
assert float(au_dessus).is_integer(), "On compte des lignes : le résultat est un nombre entier. Terminez par .sum(), pas par .mean()."
assert 0 < au_dessus < len(associations), "Toutes les lignes, ou aucune : la comparaison ne trie rien. Regardez le signe, et le nombre écrit sans espace."
### BEGIN HIDDEN TESTS
from lirelaville import load

officielles = load("subventions", territory=territoire)
officielles = officielles[(officielles["annee"] == annee) & (officielles["nature_juridique"] == "Associations")]["montant_eur"]
attendu = (officielles > 23000).sum()
assert au_dessus == attendu or au_dessus != (officielles >= 23000).sum(), "Vous comptez aussi les lignes de 23 000 € tout rond. « Dépasse » veut dire strictement plus : choisissez l’autre signe."
assert au_dessus == attendu or au_dessus not in ((officielles < 23000).sum(), (officielles <= 23000).sum()), "Ce sont les lignes qui restent sous le seuil. On demande les autres : retournez le signe."
assert au_dessus == attendu, "Ce n’est pas le nombre de lignes d’associations au-dessus de 23 000 €. Partez de la table associations, avec sa colonne montant_eur."
### END HIDDEN TESTS

# %% wrong="au_dessus" because="plus grand ou égal : le seuil compris" says="tout rond"
au_dessus = (associations["montant_eur"] >= 23000).sum()

# %% wrong="au_dessus" because="le signe du modèle gardé" says="retournez le signe"
au_dessus = (associations["montant_eur"] < 23000).sum()

# %% wrong="au_dessus" because="toutes les natures juridiques de l’année" says="Partez de la table associations"
au_dessus = (lignes["montant_eur"] > 23000).sum()

# %% wrong="au_dessus" because="toutes les années" says="plus que le nombre de lignes"
au_dessus = (subventions["montant_eur"] > 23000).sum()

# %% wrong="au_dessus" because="la somme des euros au lieu du nombre de lignes" says="n’additionnez pas des euros"
au_dessus = associations[associations["montant_eur"] > 23000]["montant_eur"].sum()

# %% wrong="au_dessus" because="la comparaison sans .sum()" says="un seul nombre"
au_dessus = associations["montant_eur"] > 23000

# %% wrong="au_dessus" because="la part au lieu du nombre" says="un nombre entier"
au_dessus = (associations["montant_eur"] > 23000).mean()

# %% wrong="au_dessus" because="une espace dans le nombre, tapé entre guillemets" says="un seul nombre"
au_dessus = "23 000"

# %% [markdown]
# Notre compte approche la règle, qui a des exceptions. Et remarquez-le : les autres lignes d’associations portent presque toutes un nom. Le fichier va donc plus loin que cette obligation.
#
# ## Comment l’Insee se tait
#
# L’Insee publie des revenus par IRIS, un petit quartier d’environ 2 000 habitants. Mais pas tous. Le **[[secret statistique]]** vient de l’article 6 de la [loi n° 51-711 du 7 juin 1951](https://www.legifrance.gouv.fr/loda/id/JORFTEXT000000888573). Des seuils l’appliquent :
#
# - **revenus tirés des impôts** : rien qui concerne moins de **11 ménages** (Insee, documentation de Filosofi 2019 au carreau) ;
# - **entreprises** : rien sous **3**, ni quand une seule pèse plus de **85 %** du total ([manuel de protection des tableaux](https://inseefrlab.github.io/manuel-protection-tableaux/), Insee).
#
# La cellule suivante rapproche deux tables par leur colonne commune : c’est `.merge(…, on="code_iris")`. Retenez ce geste. Il va bientôt servir à mal faire.
#
# *Avant d’exécuter, pariez :* combien de ménages compte le plus petit IRIS publié ? 11, une centaine, davantage ?

# %%
revenus = load("revenus_iris", territory=territoire)
recensement = load("recensement_iris", territory=territoire)
iris = revenus.merge(recensement[["code_iris", "menages_2022"]], on="code_iris")
publies = iris[iris["motif_absence"].isna()]
muets = iris[iris["motif_absence"].notna()]
petit, grand = publies["menages_2022"].min(), muets["menages_2022"].max()

print(f"{len(publies)} IRIS ont un revenu publié. Le plus petit : {number(petit)} ménages.")
print(f"{len(muets)} n’en ont pas. Le plus grand : {number(grand)} ménages.")
muets["motif_absence"].value_counts().to_frame("IRIS sans revenu publié")

# %% [markdown]
# **Ce qu’on lit.** Aucun IRIS publié n’approche des 11 ménages : ce fichier est bien plus prudent que le seuil. Et de grands IRIS se taisent aussi. Les motifs affichés sont déduits : le dictionnaire reçu ne définit ni `ns`, ni `nd`. On le constate, sans inventer de raison.
#
# ## Une table inventée, pour mal faire sans faire de mal
#
# > **Attention : à partir d’ici, les personnes sont INVENTÉES.** Ni ces gens, ni le service d’écoute, ni les motifs n’existent. Toute ressemblance est un hasard.
#
# **Comment ?** 400 personnes sont placées dans les IRIS d’un vrai arrondissement, en proportion de ses habitants de 15 ans et plus. Leur classe d’âge suit les parts de leur IRIS, au recensement. L’âge exact, le sexe et le motif sont tirés au hasard. Le hasard part toujours du même point (la *graine*) : tout le monde a la même table.
#
# - `numero` remplace le nom. C’est un **[[pseudonyme]]** : le service garde ailleurs la liste qui relie chaque numéro à quelqu’un. Pour le RGPD (article 4, point 5, et considérant 26), c’est **encore** une donnée personnelle.
# - `sexe`, `age`, `iris` ne nomment personne. Mais mises ensemble, ces colonnes aident à reconnaître : ce sont des **[[quasi-identifiants|quasi-identifiant]]**.
# - `motif` est ce qu’il faut protéger. « Santé » relève même de l’article 9 du RGPD, celui des données sensibles.
#
# **À la main, d’abord.** La cellule suivante affiche dix personnes. Faites des tas : dans un tas, même sexe **et** même quartier. La taille du plus petit tas s’appelle *k* : c’est le **[[k-anonymat]]**. Si k = 1, quelqu’un est seul.
#
# *Avant d’exécuter la cellule d’après, écrivez :* combien de tas ? Combien de personnes dans le plus petit ?

# %% fold="Fabriquer les personnes inventées"
PARTS = [f"part_{age}_pct" for age in ("15_24_ans", "25_54_ans", "55_64_ans", "65_79_ans", "80_ans_plus")]
BORNES = np.array([15, 25, 55, 65, 80, 95])

def fabriquer(graine=2026):
    quartiers = load("quartiers", territory=territoire)[["code_quartier", "nom"]]
    zone = load("recensement_iris", territory=territoire).merge(quartiers, on="code_quartier")
    zone = zone[(zone["code_insee"] == arrondissement) & (zone["personnes_15_ans_plus"] > 0)]
    hasard = np.random.default_rng(graine)
    def tirer(combien):
        lieux = zone.sample(combien, replace=True, weights="personnes_15_ans_plus", random_state=hasard)
        cumul = lieux[PARTS].to_numpy().cumsum(axis=1)
        classe = (hasard.random((combien, 1)) * cumul[:, -1:] > cumul).sum(axis=1)
        gens = {"sexe": hasard.choice(["femme", "homme"], combien), "age": hasard.integers(BORNES[classe], BORNES[classe + 1])}
        return pd.DataFrame(gens | {"iris": lieux["nom_iris"].array, "quartier": lieux["nom"].array, "arrondissement": arrondissement})
    ecoute = tirer(400).assign(motif=hasard.choice(["dettes", "deuil", "emploi", "logement", "santé"], 400))
    ecoute.insert(0, "numero", [f"P{rang + 1:03}" for rang in ecoute.index])
    voisins = pd.concat([ecoute.sample(15, random_state=hasard), tirer(25)]).sample(frac=1, random_state=hasard)
    voisins.insert(0, "voisin", [f"V{rang:02}" for rang in range(1, 41)])
    return ecoute, voisins[["voisin", "sexe", "age", "iris"]].reset_index(drop=True), voisins.set_index("voisin")["numero"]

ecoute, voisins, verite = fabriquer()
ecoute.head(10).drop(columns="arrondissement").style.hide().set_caption("Personnes INVENTÉES")

# %%
dix = ecoute.head(10)
tas = dix.groupby(["sexe", "quartier"]).size()

taille = ecoute.groupby(["sexe", "age"])["numero"].transform("size")
part_deux = 100 * (taille == 1).mean()
print(f"Dix personnes, sexe et quartier : {len(tas)} tas, k = {tas.min()}.")
print(f"400 personnes, sexe et âge : {number(part_deux)} % sont seules dans leur tas.")
tas.to_frame("personnes")

# %% [markdown]
# **Lisons le code.** `groupby` fait les tas. `.size()` compte chaque tas. `.transform("size")` écrit, en face de chaque personne, la taille de son tas. Enfin `taille == 1` repère les personnes seules, et `.mean()` donne leur part : la moyenne de `True` et de `False`.
#
# ### Exercice 2 · Une colonne de plus
#
# Voici le modèle, avec deux colonnes :
#
# ```python
# taille = ecoute.groupby(["sexe", "age"])["numero"].transform("size")
# part_deux = 100 * (taille == 1).mean()
# ```
#
# Deux colonnes isolent peu de monde. *Pariez :* et si l’on ajoute l’IRIS ? 10 %, la moitié, presque tout le monde ?
#
# **À vous.** Calculez dans `part_seules` la part des personnes seules, sur 100, quand on connaît le sexe, l’âge **et** l’IRIS. Vous pouvez écrire deux lignes, comme le modèle.

# %% exercise="part_seules" scaffold="part_seules = ...  # ← deux lignes, sur le modèle, avec trois colonnes"
### BEGIN SOLUTION
taille_trois = ecoute.groupby(["sexe", "age", "iris"])["numero"].transform("size")
part_seules = 100 * (taille_trois == 1).mean()
### END SOLUTION
pd.DataFrame({"personnes seules, sur 100": {"sexe, âge": part_deux, "sexe, âge, IRIS": part_seules}})

# %% check="part_seules" points=3
from numbers import Real

assert isinstance(part_seules, Real), "On attend un seul nombre. Terminez par .mean(), comme la deuxième ligne du modèle."
assert 0 <= part_seules <= 100, "Une part sur 100 se trouve entre 0 et 100. Avez-vous compté les personnes, avec .sum() ? Prenez .mean()."
assert part_seules > 1, "C’est très petit pour une part sur 100. Avez-vous multiplié par 100 ?"
assert part_seules > part_deux + 0.51, "Trois colonnes isolent plus de monde que deux. Vous avez le résultat du modèle, ou moins : ajoutez une colonne dans la liste."
### BEGIN HIDDEN TESTS
neuve = fabriquer()[0]
def seules(colonnes):
    return 100 * (neuve.groupby(colonnes)["numero"].transform("size") == 1).mean()
tailles_des_tas = neuve.groupby(["sexe", "age", "iris"]).size()
assert abs(part_seules - seules(["sexe", "age", "quartier"])) > 0.51, "Vous avez pris le quartier. On demande l’IRIS, plus petit : la colonne iris."
assert abs(part_seules - 100 * (tailles_des_tas == 1).mean()) > 0.51, "Vous avez calculé la part des tas, pas celle des personnes. Utilisez .transform(\"size\"), qui donne une taille à chaque personne."
assert abs(part_seules - seules(["sexe", "age", "iris"])) <= 0.51, "Ce n’est pas la part des personnes seules. Les trois colonnes sont sexe, age et iris ; on garde les tas de taille 1."
### END HIDDEN TESTS

# %% wrong="part_seules" because="le modèle recopié" says="le résultat du modèle"
part_seules = part_deux

# %% wrong="part_seules" because="le quartier au lieu de l’IRIS" says="Vous avez pris le quartier"
part_seules = 100 * (ecoute.groupby(["sexe", "age", "quartier"])["numero"].transform("size") == 1).mean()

# %% wrong="part_seules" because="les tas au lieu des personnes" says="la part des tas"
part_seules = 100 * (ecoute.groupby(["sexe", "age", "iris"]).size() == 1).mean()

# %% wrong="part_seules" because="le nombre de personnes au lieu de la part" says="entre 0 et 100"
part_seules = (ecoute.groupby(["sexe", "age", "iris"])["numero"].transform("size") == 1).sum()

# %% wrong="part_seules" because="le facteur 100 oublié" says="multiplié par 100"
part_seules = (ecoute.groupby(["sexe", "age", "iris"])["numero"].transform("size") == 1).mean()

# %% wrong="part_seules" because="les personnes qui ne sont pas seules" says="les tas de taille 1"
part_seules = 100 * (ecoute.groupby(["sexe", "age", "iris"])["numero"].transform("size") > 1).mean()

# %% wrong="part_seules" because="la liste des tailles, sans la part" says="un seul nombre"
part_seules = ecoute.groupby(["sexe", "age", "iris"])["numero"].transform("size")

# %% [markdown]
# ## Une erreur à rencontrer exprès : « sans les noms, c’est anonyme »
#
# Presque tout le monde est seul dans son tas. Est-ce grave ? Il faut encore savoir **qui** se cache derrière. Or beaucoup de gens le savent déjà.
#
# La table `voisins`, inventée elle aussi, contient 40 personnes connues dans leur rue. Ses colonnes sont `voisin` (de V01 à V40), `sexe`, `age` et `iris`. Quelques-unes ont consulté le service, les autres jamais. Quelqu’un de curieux croise cette liste avec notre table « sans les noms » : c’est une **[[réidentification]]**.
#
# Faites-le une fois, ici, pour voir. **Jamais sur de vraies personnes.**
#
# ### Exercice 3 · Croiser
#
# Voici le geste déjà vu, avec une seule colonne commune :
#
# ```python
# iris = revenus.merge(recensement, on="code_iris")
# ```
#
# Avec plusieurs colonnes, on écrit une liste : `on=["sexe", "age"]`. Le croisement garde les couples de lignes qui ont les mêmes valeurs dans toutes ces colonnes.
#
# **À vous.** Croisez `voisins` avec `ecoute` sur les **trois** colonnes communes, et rangez le résultat dans `retrouves`. *Pariez :* combien de voisins sur 40 vont livrer un motif ?

# %% exercise="retrouves" scaffold="retrouves = ...  # ← voisins.merge(…), avec trois colonnes communes"
### BEGIN SOLUTION
retrouves = voisins.merge(ecoute, on=["sexe", "age", "iris"])
### END SOLUTION
retrouves

# %% check="retrouves" points=3
import pandas as pd

assert isinstance(retrouves, pd.DataFrame), "On attend une table. Suivez le modèle : voisins.merge(ecoute, on=…)."
manque = [nom for nom in ("voisin", "numero", "motif") if nom not in retrouves]
assert not manque, "Il manque des colonnes de l’une des deux tables. Croisez voisins avec ecoute, sans rien retirer."
assert not any(str(nom).endswith(("_x", "_y")) for nom in retrouves), "Des noms finissent par _x et _y : une colonne commune n’a pas servi à croiser. Mettez les trois dans la liste de on."
assert retrouves[["voisin", "motif"]].notna().all(axis=None), "Des cases vides : vous avez gardé des lignes qui n’ont pas trouvé leur pareille. Croisez sans how=, et sans empiler les tables."
### BEGIN HIDDEN TESTS
ecoute_neuve, voisins_neufs, _ = fabriquer()
couples = voisins_neufs.merge(ecoute_neuve, on=["sexe", "age", "iris"])
attendus = set(zip(couples["voisin"], couples["numero"], strict=True))
assert set(zip(retrouves["voisin"], retrouves["numero"], strict=True)) == attendus, "Ce ne sont pas les bons couples. Croisez toute la table voisins avec toute la table ecoute, sur sexe, age et iris."
### END HIDDEN TESTS

# %% wrong="retrouves" because="deux colonnes au lieu de trois" says="_x et _y"
retrouves = voisins.merge(ecoute, on=["sexe", "age"])

# %% wrong="retrouves" because="une seule colonne, comme le modèle" says="_x et _y"
retrouves = voisins.merge(ecoute, on="iris")

# %% wrong="retrouves" because="tous les voisins gardés" says="Des cases vides"
retrouves = voisins.merge(ecoute, on=["sexe", "age", "iris"], how="left")

# %% wrong="retrouves" because="les tables empilées au lieu d’être croisées" says="Des cases vides"
retrouves = pd.concat([voisins, ecoute])

# %% wrong="retrouves" because="un filtre sur l’IRIS au lieu d’un croisement" says="Il manque des colonnes"
retrouves = voisins[voisins["iris"].isin(ecoute["iris"])]

# %% wrong="retrouves" because="seulement les premières lignes" says="toute la table"
retrouves = voisins.head(10).merge(ecoute, on=["sexe", "age", "iris"])

# %% wrong="retrouves" because="le nombre de lignes au lieu de la table" says="On attend une table"
retrouves = len(voisins.merge(ecoute, on=["sexe", "age", "iris"]))

# %%
croisement = voisins.merge(ecoute, on=["sexe", "age", "iris"])
sans_doute = croisement.drop_duplicates("voisin", keep=False)  # une seule ligne possible
vrais = (sans_doute["voisin"].map(verite) == sans_doute["numero"]).sum()

autres = len(sans_doute) - vrais
print(f"Sur {len(voisins)} voisins, {len(sans_doute)} n’ont qu’une seule ligne possible.")
print(f"Pour {vrais} d’entre eux, c’est bien la leur : leur motif est révélé.")
print(f"Pour {autres}, c’est celle de quelqu’un d’autre : on leur prête un motif à tort.")

# %% [markdown]
# **Le symptôme.** Une ligne de code, et des motifs sont révélés. D’autres sont attribués **à tort** : une réidentification fausse blesse autant qu’une vraie.
#
# **La cause.** On a retiré le nom, pas ce qui le remplace. Le considérant 26 du RGPD demande de penser à tous les « moyens raisonnablement susceptibles d’être utilisés », par vous **ou par toute autre personne**.
#
# **La réparation.** Rendre les gens semblables. C’est une étape de l’**[[anonymisation]]**.
#
# ## Réparer : grossir les classes
#
# On retire `numero`. On remplace l’âge par une tranche, et l’IRIS par le quartier ou l’arrondissement. Pour la tranche, `//` divise sans garder de virgule : `37 // 20` donne 1, et `37 // 20 * 20` donne 20. La tranche « 20 » va donc de 20 à 39 ans. Voici un essai :
#
# ```python
# essai = ecoute.assign(tranche=ecoute["age"] // 20 * 20)
# essai = essai[["sexe", "tranche", "quartier", "motif"]]
# ```
#
# `.assign` ajoute une colonne. Les doubles crochets choisissent celles que l’on garde.
#
# **Quel k viser ?** Nous ne connaissons pas de texte général qui le fixe. L’Insee demande 11 ménages pour les revenus. Ici, nous prenons k = 5 : une convention de la leçon, à discuter avec votre DPO.
#
# *Pariez :* une tranche plus large est-elle toujours plus sûre ? Exécutez la cellule suivante et poussez les curseurs. Le tableau écrit dessous donne k sans les curseurs.
#
# ### Exercice 4 · Une table qui protège
#
# Cherchez un réglage avec les curseurs. Puis écrivez votre table dans `reparee`, dans la cellule d’après. Plusieurs réponses sont justes : que préférez-vous garder, le lieu ou l’âge ? Les règles :
#
# - les 400 lignes, avec `motif`, sans `numero` ;
# - k d’au moins 5 sur toutes les autres colonnes ;
# - au moins 8 tas différents : une table où tout se ressemble n’apprend rien.

# %% fold="Les curseurs"
from ipywidgets import Dropdown, IntSlider, interact

def tailles(zone, largeur):
    return ecoute.groupby(["sexe", ecoute["age"] // largeur, zone])["numero"].transform("size")

def dessiner(taille, k, debut, source):
    tas = {"seules dans leur tas": (taille == 1).sum(), f"dans un tas de 2 à {k - 1}": taille.between(2, k - 1).sum(), f"dans un tas de {k} ou plus": (taille >= k).sum()}
    titre = f"{debut} : k = {taille.min()}, {number(100 * (taille < k).mean())} % des lignes sous {k}"
    return bars(pd.Series(tas), title=titre, unit="lignes de la table", source=source)

def essayer(zone, largeur, k):
    debut = f"Sexe, {zone}, tranche de {largeur} an{'s' * (largeur > 1)}"
    return dessiner(tailles(zone, largeur), k, debut, ["Personnes inventées dans la leçon", recensement])

zones = Dropdown(options=["iris", "quartier", "arrondissement"], value="quartier", description="Zone :")
curseur = {"continuous_update": False, "style": {"description_width": "initial"}}
interact(essayer, zone=zones, largeur=IntSlider(20, 1, 60, description="Tranche (ans) :", **curseur), k=IntSlider(k_voulu, 4, 15, description="k voulu :", **curseur))
largeurs = [1, 5, 10, 20, 30, 35, 40, 50]
pd.DataFrame({f"{largeur} an" + "s" * (largeur > 1): [tailles(zone, largeur).min() for zone in zones.options] for largeur in largeurs}, index=pd.Index(zones.options, name="k, par tranche de"))

# %% exercise="reparee" scaffold="reparee = ...  # ← deux lignes, sur l’essai, avec votre tranche et votre zone"
### BEGIN SOLUTION
reparee = ecoute.assign(tranche=ecoute["age"] // 35 * 35)
reparee = reparee[["sexe", "tranche", "quartier", "motif"]]
### END SOLUTION
reparee

# %% check="reparee" points=4
import pandas as pd

assert isinstance(reparee, pd.DataFrame), "On attend une table. Suivez l’essai : ecoute.assign(…), puis les colonnes gardées entre doubles crochets."
assert reparee.columns.is_unique, "Une colonne figure deux fois. Gardez chaque colonne une seule fois."
assert "numero" not in reparee, "La colonne numero est encore là. Un pseudonyme est différent à chaque ligne : il isole tout le monde, et quelqu’un peut le relier à un nom."
assert "motif" in reparee, "La colonne motif a disparu. C’est elle que la table doit faire connaître, sans trahir personne."
assert len(reparee) == len(ecoute), "La table doit garder ses 400 lignes. Retirer des personnes est une autre réparation : elle fausse les comptes. Ici, grossissez les classes."
gardees = [nom for nom in reparee if nom != "motif"]
assert gardees, "Il ne reste que le motif. Gardez aussi des colonnes grossies : le sexe, une tranche d’âge, une zone."
par_tas = reparee.astype(str).groupby(gardees)
tas_repares = par_tas["motif"].transform("size")
assert tas_repares.min() >= k_voulu, f"Le plus petit tas est trop petit : k = {tas_repares.min()}. Élargissez la tranche ou la zone, et vérifiez que l’âge exact et l’IRIS ne sont plus là."
assert par_tas.ngroups >= 8, "Vous avez trop grossi : il reste moins de 8 tas. Une tranche plus étroite ou une zone plus petite en dira plus."
### BEGIN HIDDEN TESTS
origine = fabriquer()[0]
assert sorted(reparee.index) == sorted(origine.index), "Les lignes ne sont plus celles de la table de départ. Partez de ecoute, sans filtrer ni empiler."
assert reparee["motif"].sort_index().tolist() == origine["motif"].tolist(), "Les motifs ne sont plus en face des bonnes personnes. Partez de ecoute, et ne changez que les classes."
### END HIDDEN TESTS

# %% wrong="reparee" because="l’essai recopié tel quel" says="Le plus petit tas est trop petit"
reparee = ecoute.assign(tranche=ecoute["age"] // 20 * 20)[["sexe", "tranche", "quartier", "motif"]]

# %% wrong="reparee" because="l’âge exact gardé à côté de la tranche" says="l’âge exact"
reparee = ecoute.assign(tranche=ecoute["age"] // 50 * 50)[["sexe", "age", "tranche", "quartier", "motif"]]

# %% wrong="reparee" because="l’IRIS gardé" says="Le plus petit tas est trop petit"
reparee = ecoute.assign(tranche=ecoute["age"] // 50 * 50)[["sexe", "tranche", "iris", "motif"]]

# %% wrong="reparee" because="le pseudonyme gardé" says="Un pseudonyme est différent"
reparee = ecoute.assign(tranche=ecoute["age"] // 50 * 50)[["numero", "sexe", "tranche", "quartier", "motif"]]

# %% wrong="reparee" because="tout grossi au maximum" says="trop grossi"
reparee = ecoute.assign(tranche=ecoute["age"] // 100 * 100)[["sexe", "tranche", "arrondissement", "motif"]]

# %% wrong="reparee" because="les personnes isolées effacées" says="ses 400 lignes"
reparee = ecoute[tailles("quartier", 20) >= 5].assign(tranche=ecoute["age"] // 20 * 20)[["sexe", "tranche", "quartier", "motif"]]

# %% wrong="reparee" because="le motif oublié" says="La colonne motif a disparu"
reparee = ecoute.assign(tranche=ecoute["age"] // 50 * 50)[["sexe", "tranche", "quartier"]]

# %% wrong="reparee" because="le réglage au lieu de la table" says="On attend une table"
reparee = ["quartier", 50]

# %% wrong="reparee" because="les motifs mélangés au hasard" says="en face des bonnes personnes"
reparee = ecoute.assign(tranche=ecoute["age"] // 50 * 50, motif=ecoute["motif"].sample(frac=1, random_state=1).to_numpy())[["sexe", "tranche", "quartier", "motif"]]

# %% [markdown]
# **Plus large n’est pas toujours plus sûr.** Relisez le tableau des k : une borne mal placée laisse une dernière tranche presque vide, celle des plus âgés. On ne devine pas k, on le recalcule.
#
# ### Exercice 5 · Le prix de la réparation
#
# Votre table protège mieux. Elle dit aussi moins. Comptons : chaque tas est une **combinaison** publiée, par exemple « homme, 37 ans, tel IRIS ». `.ngroups` donne leur nombre. Le modèle, avant réparation :
#
# ```python
# avant = ecoute.groupby(["sexe", "age", "iris"]).ngroups
# ```
#
# **À vous.** Sur 100 combinaisons du début, combien ont disparu dans **votre** table ? Comptez d’abord `apres`, de la même façon, avec `reparee` et ses colonnes (toutes, sauf `motif`). Puis : perte = 100 × (avant − après) ÷ avant. En code, `*` multiplie et `/` divise.

# %% exercise="perte" scaffold="perte = ...  # ← comptez d’abord apres, sur le modèle, puis la perte"
avant = ecoute.groupby(["sexe", "age", "iris"]).ngroups
### BEGIN SOLUTION
apres = reparee.groupby(["sexe", "tranche", "quartier"]).ngroups
perte = 100 * (avant - apres) / avant
### END SOLUTION
pd.DataFrame({"": {"combinaisons avant réparation": avant, "disparues, sur 100": perte}})

# %% check="perte" points=3
from numbers import Real

import pandas as pd

assert isinstance(reparee, pd.DataFrame), "Faites d’abord l’exercice 4 : la perte se compte sur votre table reparee."
assert isinstance(perte, Real), "On attend un seul nombre : le résultat du calcul, sans guillemets."
assert perte <= 100, "On ne peut pas perdre plus de 100 combinaisons sur 100. Divisez par avant, le nombre de combinaisons du début."
assert perte > 0, "Une perte est positive : avant d’abord, apres ensuite. Et apres se compte sur reparee."
assert perte > 1, "C’est très petit pour une part sur 100. Avez-vous multiplié par 100 ?"
### BEGIN HIDDEN TESTS
colonnes_gardees = [nom for nom in reparee if nom != "motif"]
debut = fabriquer()[0].groupby(["sexe", "age", "iris"]).ngroups
textes = reparee.astype(str)
reste = textes.groupby(colonnes_gardees).ngroups
attendu = 100 * (debut - reste) / debut
avec_motif = 100 * (debut - textes.groupby([*colonnes_gardees, "motif"]).ngroups) / debut
assert abs(perte - attendu) <= 0.51 or abs(perte - 100 * reste / debut) > 0.51, "C’est la part des combinaisons qui restent. On demande celles qui ont disparu."
assert abs(perte - attendu) <= 0.51 or abs(perte - avec_motif) > 0.51, "Vous avez compté motif parmi les colonnes. Ce n’est pas lui qui aide à reconnaître : laissez-le de côté."
assert abs(perte - attendu) <= 0.51, "Ce n’est pas la perte de votre table. Comptez apres avec toutes les colonnes de reparee, sauf motif."
### END HIDDEN TESTS

# %% wrong="perte" because="ce qui reste au lieu de ce qui a disparu" says="celles qui ont disparu"
avant = ecoute.groupby(["sexe", "age", "iris"]).ngroups
perte = 100 * reparee.groupby(["sexe", "tranche", "quartier"]).ngroups / avant

# %% wrong="perte" because="divisé par le nombre d’après" says="Divisez par avant"
avant = ecoute.groupby(["sexe", "age", "iris"]).ngroups
apres = reparee.groupby(["sexe", "tranche", "quartier"]).ngroups
perte = 100 * (avant - apres) / apres

# %% wrong="perte" because="le motif compté parmi les colonnes" says="Vous avez compté motif"
avant = ecoute.groupby(["sexe", "age", "iris"]).ngroups
apres = reparee.groupby(["sexe", "tranche", "quartier", "motif"]).ngroups
perte = 100 * (avant - apres) / avant

# %% wrong="perte" because="la soustraction à l’envers" says="Une perte est positive"
avant = ecoute.groupby(["sexe", "age", "iris"]).ngroups
perte = 100 * (reparee.groupby(["sexe", "tranche", "quartier"]).ngroups - avant) / avant

# %% wrong="perte" because="le nombre de combinaisons perdues, sans la part" says="Divisez par avant"
avant = ecoute.groupby(["sexe", "age", "iris"]).ngroups
perte = avant - reparee.groupby(["sexe", "tranche", "quartier"]).ngroups

# %% wrong="perte" because="le facteur 100 oublié" says="multiplié par 100"
avant = ecoute.groupby(["sexe", "age", "iris"]).ngroups
perte = (avant - reparee.groupby(["sexe", "tranche", "quartier"]).ngroups) / avant

# %% wrong="perte" because="une colonne oubliée" says="toutes les colonnes de reparee"
avant = ecoute.groupby(["sexe", "age", "iris"]).ngroups
perte = 100 * (avant - reparee.groupby(["sexe", "quartier"]).ngroups) / avant

# %% [markdown]
# ## Ce que k ne voit pas
#
# - **Le même motif pour tous.** Si les cinq personnes d’un tas ont le même motif, on connaît celui de chacune, sans savoir laquelle est laquelle.
# - **Le total à côté du trou.** Masquez une case, publiez le total : une soustraction la retrouve.
# - **La version d’avant.** Deux tables prudentes, publiées à un an d’écart, peuvent se trahir l’une l’autre.
#
# Les autorités européennes posent trois questions : peut-on encore **isoler** quelqu’un, le **relier** à une autre table, **déduire** quelque chose de lui ? (Groupe « article 29 », avis 05/2014 du 10 avril 2014.) Un bon k répond mal à la troisième. C’est un filet, pas un permis : votre DPO décide.
#
# ## Et avec vos données ?
#
# > **Jamais de données personnelles dans l’atelier.** Un vrai registre s’analyse au bureau, sur votre ordinateur, et seulement si votre mission le permet. Ici, prenez un fichier déjà public.
#
# La cellule suivante calcule k sur deux ou trois colonnes de **votre** fichier. Choisissez celles que d’autres pourraient connaître : une date, un lieu, un métier.

# %%
from lirelaville import votre_fichier

def analyser(table):
    choisies = [nom for nom in ("colonne_1", "colonne_2", "colonne_3") if nom in table]
    taille = table.groupby(choisies, dropna=False)[choisies[0]].transform("size")
    print(f"Lignes : {number(len(table))}. Seules dans leur tas : {number((taille == 1).sum())}.")
    return dessiner(taille, k_voulu, "Votre fichier", "votre fichier")

votre_fichier(analyser, colonne_1="texte", colonne_2="texte", colonne_3="texte?")

# %% [markdown] written="avis" points=2
# ### À vous d’écrire
#
# Votre direction veut publier deux listes. **Liste A** : les subventions aux associations (nom, Siret, objet, montant). **Liste B** : les aides à des particuliers (prénom, année de naissance, IRIS, montant).
#
# Pour **chacune**, en deux phrases : publiez-vous, et sur quel texte vous appuyez-vous ? Pour la liste B, dites aussi quelles colonnes vous retirez ou grossissez, et comment vous vérifiez. Pas de nom réel dans votre réponse.
#
# === BEGIN MARK SCHEME ===
# **1 point : la liste A, avec son texte.** Publiable : ce sont des personnes morales. Obligation au-delà de 23 000 € par an (article 10 de la loi du 12 avril 2000, décret de 2001 pour le seuil, décret du 5 mai 2017 pour le contenu). Citer un seul de ces textes suffit. Accepter « en dessous du seuil, à vérifier auprès du DPO ».
#
# **1 point : la liste B, avec son texte, un traitement et une vérification.** Pas telle quelle : données personnelles (RGPD, article 4) ; il faut anonymiser, obtenir l’accord, ou avoir une loi (article L. 312-1-2 du code des relations entre le public et l’administration). Retirer le prénom, grossir l’année de naissance en tranche, l’IRIS en quartier ou arrondissement, le montant en classe ou en total. Vérifier : recalculer k, puis demander au DPO. Ne publier qu’un total par quartier est aussi une bonne réponse.
#
# Un texte nommé sans son numéro suffit (« le code qui demande d’anonymiser »). Sans texte, ou sans vérification pour la liste B, la moitié concernée vaut 0.
#
# **Ne suffisent pas :** « retirer les prénoms » ; « mettre un numéro à la place » ; « c’est interdit par le RGPD » sans dire quoi faire.
# **À refuser :** ne rien publier du tout, liste A comprise, « par prudence ».
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Distinguer** : au-delà de 23 000 € par an, l’aide à un organisme privé se publie, avec son nom (loi du 12 avril 2000, article 10). Une personne physique se protège (code des relations entre le public et l’administration, article L. 312-1-2).
# - **Mesurer** : on fait des tas avec les colonnes que d’autres connaissent. Le plus petit donne k. Retirer les noms ne suffit pas : dans notre table, trois colonnes banales isolent presque tout le monde.
# - **Réparer** : on retire le pseudonyme, on grossit l’âge et le lieu, on recalcule k, et l’on compte ce que l’on perd. Puis on demande au DPO.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Et ensuite ?** La page publique « À qui vont les subventions ? » montre comment un total compte les bénéficiaires sans nom, sans les trahir. La prochaine leçon ouvre un fichier sans personne dedans, mais plein de pièges : le budget.
