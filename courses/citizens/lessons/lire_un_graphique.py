# %% [markdown]
# # Ce graphique dit-il vrai ?
#
# Un graphique se lit d’un coup d’œil. C’est sa force, et c’est son danger. Avec des chiffres exacts, on peut montrer un effondrement ou un calme plat. Vous allez le faire vous-même, avec la dette de la ville.
#
# **À la fin, vous saurez**
#
# - choisir entre des barres et une courbe, et lire ce que compte chaque axe ;
# - repérer un axe coupé, un zéro absent, une double échelle ;
# - calculer une évolution en %, pour vérifier ce que l’œil croit voir.
#
# **Il vous faut** : cette page, et les trois gestes de la première leçon. On **exécute** une cellule avec `Maj` et `Entrée`. On **complète** les trois points `...`. On **vérifie** avec la cellule repliée juste dessous.

# %% [markdown]
# ## D’où viennent ces données ?
#
# L’**Observatoire des finances et de la gestion publique locales** (OFGL) publie les comptes des communes, tenus par les services de l’État (DGFiP). Ils sont sous Licence Ouverte 2.0, à [cette adresse officielle](https://data.ofgl.fr/explore/dataset/ofgl-base-communes-consolidee/). Le tableau nous est parvenu par une republication : ses montants restent à confirmer à cette adresse.
#
# Trois choses à savoir avant d’ouvrir :
#
# - ce sont des comptes **exécutés** : l’argent vraiment reçu, dépensé ou dû, et non un budget voté comme dans la première leçon ;
# - c’est la dette de la **commune** : une métropole ou un département tient ses propres comptes (à Paris, commune et département sont réunis depuis 2019) ;
# - ce sont les euros de chaque année : la hausse des prix n’est pas retirée.

# %% tags=["parameters"]
territoire = "Marseille"
annee_debut = 2017
annee_fin = 2024

# %%
import matplotlib.pyplot as plt
from ipywidgets import IntSlider, interact
from lirelaville import load
from lirelaville.charts import bars, lines
from lirelaville.french import number

plt.rc("font", size=12)
villes = load("comptes_communes")
compte = villes[villes["commune"] == territoire]
lignes = compte[compte["agregat"] == "encours_dette"]
lignes[["annee", "commune", "montant_eur", "libelle", "type_agregat"]].style.format(thousands=" ", subset="montant_eur").hide()

# %% [markdown]
# ## Lisons ensemble
#
# Nous avons **filtré** deux fois : une seule ville, puis un seul montant, la dette. **Une ligne** donne cette dette pour une année.
#
# | colonne | ce qu’elle dit |
# |---|---|
# | `annee` | l’année des comptes |
# | `commune` | la ville |
# | `montant_eur` | le montant ; son unité est l’euro |
# | `libelle` | le nom du montant : ici, l’[[encours de dette]] |
# | `type_agregat` | `stock` : une somme due **un jour donné**, le 31 décembre |
#
# L’encours de dette est ce que la ville doit encore rembourser à la fin de l’année. Ce n’est pas une dépense de l’année.
#
# ### Exercice 1 : lire une valeur
#
# La cellule suivante range la dette par année, **en millions d’euros**, sous le nom `dette`. Ensuite, on lit une valeur en écrivant l’année voulue entre crochets `[ ]`, et non entre parenthèses :
#
# ```python
# dette_debut = dette[annee_debut]
# ```
#
# `annee_debut` et `annee_fin` sont la première et la dernière année. Elles sont écrites tout en haut de la page.
#
# **À vous.** Exécutez la cellule suivante. Puis, dans celle d’après, lisez la dette de la **dernière** année. Le plus simple : copiez le modèle, puis changez ce qui doit l’être.

# %%
def joli(valeur):  # pour écrire 12,3 plutôt que 12.345678901
    if isinstance(valeur, float):
        return number(valeur, 1)
    return "à compléter" if valeur is ... else valeur

dette = lignes.set_index("annee")["montant_eur"] / 1_000_000
dette_debut = dette[annee_debut]
print(f"{territoire}, fin {annee_debut} : {joli(dette_debut)} millions d’euros de dette.")
dette.to_frame("dette, en millions d’euros").style.format(joli)

# %% exercise="dette_fin" scaffold="dette_fin = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
dette_fin = dette[annee_fin]
### END SOLUTION
print("La dette, la dernière année, en millions d’euros :", joli(dette_fin))

# %% check="dette_fin" points=2
from numbers import Real

assert not isinstance(dette_fin, tuple), "Python a lu deux nombres. Il écrit un point là où nous écrivons une virgule. Le plus sûr : dette, puis l’année entre crochets."
assert isinstance(dette_fin, Real), "On attend un seul nombre, sans guillemets. Écrivez dette, puis l’année voulue entre crochets."
assert dette_fin < 1000 * dette.max(), "Ce nombre semble écrit en euros. La série dette compte déjà en millions d’euros : lisez-la sans rien multiplier."
assert dette_fin not in (annee_debut, annee_fin), "C’est le numéro de l’année, pas la dette. Écrivez dette, puis l’année entre crochets."
assert dette_fin != dette[annee_debut], "C’est la première année. Regardez le nom écrit entre les crochets."
### BEGIN HIDDEN TESTS
from lirelaville import load

source = load("comptes_communes")
source = source[(source["commune"] == territoire) & (source["agregat"] == "encours_dette") & (source["annee"] == annee_fin)]
assert abs(dette_fin - source["montant_eur"].sum() / 1_000_000) <= 0.51, "Ce n’est pas la dette de la dernière année, en millions d’euros. Demandez la valeur au tableau : l’œil arrondit, ou se trompe de ligne."
### END HIDDEN TESTS

# %% wrong="dette_fin" because="le modèle recopié : la première année" says="première année"
dette_fin = dette[annee_debut]

# %% wrong="dette_fin" because="toute la série, sans les crochets" says="entre crochets"
dette_fin = dette

# %% wrong="dette_fin" because="une virgule au lieu d’un point" says="un point là où nous écrivons une virgule"
dette_fin = 1417,7

# %% wrong="dette_fin" because="le montant recopié en euros" says="en euros"
dette_fin = lignes["montant_eur"].iloc[-1]

# %% wrong="dette_fin" because="l’avant-dernière ligne du tableau" says="se trompe de ligne"
dette_fin = dette[annee_fin - 1]

# %% wrong="dette_fin" because="l’année elle-même, sans le mot dette" says="le numéro de l’année"
dette_fin = annee_fin

# %% wrong="dette_fin" because="une valeur arrondie à l’œil" says="l’œil arrondit"
dette_fin = round(dette[annee_fin], -2)

# %% [markdown]
# ## Une courbe ou des barres ?
#
# Un graphique a presque toujours deux [[axes|axe]]. L’axe horizontal est en bas, l’axe vertical est sur le côté. Chacun porte des [[graduations|graduation]] : de petits traits, avec un nombre ou un nom.
#
# - Une [[courbe]] suit **une même chose dans le temps**. On regarde si elle monte ou descend.
# - Des [[barres]] comparent **des choses séparées** : des villes, des dépenses. On regarde leur longueur.
#
# **Avant d’exécuter, pariez.** Depuis la première année, la dette de la ville a-t-elle monté, baissé ou peu changé ? Et parmi les grandes villes du tableau, laquelle doit le plus ?
#
# Les deux dessins qui suivent sont honnêtes. Inutile d’en lire le code. Sur chacun, cherchez d’abord l’unité, puis le zéro.

# %%
display(lines(dette.to_frame(territoire), title=f"{territoire} : la dette passe de {joli(dette[annee_debut])} à {joli(dette[annee_fin])} millions d’euros", unit="millions d’euros", source=compte))

dernieres = villes[(villes["agregat"] == "encours_dette") & (villes["annee"] == annee_fin)]
par_ville = dernieres.set_index("commune")["montant_eur"].sort_values(ascending=False) / 1_000_000
display(bars(par_ville, title=f"{annee_fin} : parmi {len(par_ville)} grandes villes, {par_ville.index[0]} doit le plus", unit="millions d’euros", source=villes, highlight=territoire))

# %% [markdown]
# **Ce qu’on lit.** Sur la courbe, l’axe horizontal compte des années. Sur les barres, il compte des millions d’euros. Les deux partent de zéro.
#
# **Ce qu’on ne lit pas.** Pourquoi la dette bouge : aucun de ces dessins ne le dit. Et ces villes n’ont ni la même population ni les mêmes missions : la prochaine leçon en tiendra compte.
#
# ### Exercice 2 : le bon dessin
#
# Pour chaque question, choisissez le dessin qui convient le mieux : `C` pour une courbe, `B` pour des barres.
#
# 1. Comment la température a-t-elle varié, jour après jour, pendant un an ?
# 2. Laquelle de ces villes doit le plus d’argent, la dernière année ?
# 3. Quelles sont les dix plus grosses dépenses du budget ?
# 4. Les dettes de trois villes, année après année, se rapprochent-elles ?
#
# **À vous.** Écrivez vos quatre lettres dans l’ordre, entre guillemets. Par exemple `"BBBB"` veut dire « des barres partout ». Ici, la vérification regarde seulement la forme. La correction, une fois la leçon rendue, vous dira le reste.

# %% exercise="choix" scaffold="choix = ...  # ← quatre lettres entre guillemets"
### BEGIN SOLUTION
choix = "CBBC"
### END SOLUTION
print("Mes quatre dessins :", joli(choix))

# %% check="choix" points=2
assert isinstance(choix, str), "Écrivez vos quatre lettres ensemble, entre guillemets."
lettres = [signe for signe in choix.upper() if signe.isalpha()]
assert set(lettres) <= {"B", "C"}, "Utilisez seulement les lettres B (barres) et C (courbe), sans autre mot."
assert len(lettres) == 4, "On attend quatre lettres : une par question, dans l’ordre."
### BEGIN HIDDEN TESTS
assert lettres[0] == "C", "Question 1 : des centaines de jours qui se suivent, c’est une courbe. Autant de barres seraient illisibles."
assert lettres[1] == "B", "Question 2 : des villes n’ont pas de suite. Une courbe qui les relie dessinerait une pente qui ne veut rien dire."
assert lettres[2] == "B", "Question 3 : des dépenses sont des choses séparées. On compare des longueurs, donc des barres."
assert lettres[3] == "C", "Question 4 : on suit trois choses dans le temps. Trois courbes montrent si elles se rapprochent."
### END HIDDEN TESTS

# %% wrong="choix" because="des courbes partout" says="des villes n’ont pas de suite"
choix = "CCCC"

# %% wrong="choix" because="les deux lettres échangées" says="jours qui se suivent"
choix = "BCCB"

# %% wrong="choix" because="des barres pour plusieurs villes dans le temps" says="on suit trois choses dans le temps"
choix = "c b b b"

# %% wrong="choix" because="une seule lettre" says="quatre lettres"
choix = "C"

# %% wrong="choix" because="les mots en entier" says="sans autre mot"
choix = "courbe, barres, barres, courbe"

# %% [markdown]
# ## Une erreur à rencontrer exprès
#
# Imaginez deux journaux. Ils reçoivent **les mêmes chiffres**, ceux de votre tableau, et n’en changent aucun. Chacun dessine une courbe, et choisit son titre.
#
# Exécutez. **Puis pariez, à l’œil seulement** : d’après le dessin de gauche, de combien de % la dette a-t-elle changé ? Et d’après celui de droite ? Notez vos deux nombres sur un papier.

# %%
cri = "s’effondre !" if dette[annee_fin] < dette[annee_debut] else "explose !"
journaux = [(0.98 * dette.min(), 1.02 * dette.max(), f"La dette {cri}"), (0, 5 * dette.max(), "La dette ne bouge pas")]
figure, axes = plt.subplots(1, 2, figsize=(6, 3.4), layout="constrained")
for axe, (bas, haut, titre) in zip(axes, journaux, strict=True):
    axe.plot(dette, "o-", color="#1f5a7a")
    axe.set(title=titre, ylim=(bas, haut), xticks=[annee_debut, annee_fin], ylabel="Millions d’euros")
plt.show()
for bas, haut, titre in journaux:
    print(f"« {titre} » : axe de {number(bas)} à {number(haut)}. La courbe occupe {number(100 * (dette.max() - dette.min()) / (haut - bas))} % de la hauteur.")
print(compte.attrs["source"])

# %% [markdown]
# - **Le symptôme.** Mêmes chiffres, deux histoires contraires.
# - **La cause.** Seul l’axe vertical change. À gauche, c’est un [[axe coupé]] : le zéro est absent, et le moindre écart remplit le dessin. À droite, le zéro est là, mais l’axe monte beaucoup trop haut : tout paraît plat.
# - **La réparation.** Lire les graduations du bas et du haut. Puis laisser l’œil, et calculer l’[[évolution en %]] :
#
# **évolution = 100 × (arrivée − départ) ÷ départ**
#
# Les parenthèses disent : « d’abord la différence ». Un résultat négatif est une baisse. Un résultat positif est une hausse.
#
# ### Exercice 3 : l’évolution vraie
#
# Le modèle, pour la première année seulement :
#
# ```python
# un_an = 100 * (dette[annee_debut + 1] - dette[annee_debut]) / dette[annee_debut]
# ```
#
# **À vous.** Calculez l’évolution sur **toute la période**, de `annee_debut` à `annee_fin`. Comparez ensuite avec vos deux paris.

# %% exercise="evolution" scaffold="evolution = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
un_an = 100 * (dette[annee_debut + 1] - dette[annee_debut]) / dette[annee_debut]
print("La première année seulement, en % :", joli(un_an))
### BEGIN SOLUTION
evolution = 100 * (dette[annee_fin] - dette[annee_debut]) / dette[annee_debut]
### END SOLUTION
print("Sur toute la période, en % :", joli(evolution))

# %% check="evolution" points=3
from numbers import Real

assert isinstance(evolution, Real), "On attend un seul nombre : un calcul, sans guillemets ni signe %. Et Python écrit un point là où nous écrivons une virgule."
assert abs(evolution) < 10_000, "C’est beaucoup trop grand. Avez-vous gardé les parenthèses autour de la différence, et divisé par le départ ?"
difference, plus_grande = dette[annee_fin] - dette[annee_debut], max(dette[annee_fin], dette[annee_debut])
assert evolution * difference >= 0, "Le signe ne va pas : une baisse donne un nombre négatif, une hausse un nombre positif. Commencez par la différence, l’arrivée moins le départ, entre parenthèses."
assert abs(evolution) > 10 * abs(difference) / plus_grande, "C’est trop petit pour une évolution en %. Avez-vous multiplié par 100 ?"
assert evolution >= -100, "Une dette ne peut pas baisser de plus de 100 %. Divisez la différence par la dette de départ."
### BEGIN HIDDEN TESTS
from lirelaville import load

source = load("comptes_communes")
source = source[(source["commune"] == territoire) & (source["agregat"] == "encours_dette")].set_index("annee")["montant_eur"]
depart, arrivee = source[annee_debut], source[annee_fin]
juste = abs(evolution - 100 * (arrivee - depart) / depart) <= 0.51
assert juste or abs(evolution - 100 * (arrivee - depart) / arrivee) > 0.1, "Vous avez divisé par l’arrivée. Une évolution se rapporte toujours au point de départ."
assert juste or abs(evolution - 100 * (source[annee_debut + 1] - depart) / depart) > 0.1, "C’est l’évolution de la première année seulement. Allez jusqu’à annee_fin."
assert juste or abs(evolution - 100 * arrivee / depart) > 0.6, "C’est la part de la dette de départ qui reste due. Retirez d’abord le départ : arrivée moins départ."
assert juste, "Ce n’est pas l’évolution de la dette sur toute la période, en %. Écrivez 100 × (arrivée − départ) ÷ départ."
### END HIDDEN TESTS

# %% wrong="evolution" because="les parenthèses oubliées" says="parenthèses"
evolution = 100 * dette[annee_fin] - dette[annee_debut] / dette[annee_debut]

# %% wrong="evolution" because="le départ moins l’arrivée" says="l’arrivée moins le départ"
evolution = 100 * (dette[annee_debut] - dette[annee_fin]) / dette[annee_debut]

# %% wrong="evolution" because="divisé par l’arrivée" says="au point de départ"
evolution = 100 * (dette[annee_fin] - dette[annee_debut]) / dette[annee_fin]

# %% wrong="evolution" because="la part qui reste, au lieu de l’évolution" says="Commencez par la différence"
evolution = 100 * dette[annee_fin] / dette[annee_debut]

# %% wrong="evolution" because="la division oubliée" says="divisé par le départ"
evolution = 100 * (dette[annee_fin] - dette[annee_debut])

# %% wrong="evolution" because="le facteur 100 oublié" says="multiplié par 100"
evolution = (dette[annee_fin] - dette[annee_debut]) / dette[annee_debut]

# %% wrong="evolution" because="le modèle recopié : la première année seulement" says="Allez jusqu’à annee_fin"
evolution = 100 * (dette[annee_debut + 1] - dette[annee_debut]) / dette[annee_debut]

# %% wrong="evolution" because="la différence en millions d’euros" says="Divisez la différence"
evolution = dette[annee_fin] - dette[annee_debut]

# %% wrong="evolution" because="une réponse écrite en toutes lettres" says="sans guillemets"
evolution = "-26 %"

# %% [markdown]
# ## Déplacez le départ de l’axe
#
# À vous de tromper l’œil. Voici la même dette, en barres. Le curseur choisit le nombre où **commence** l’axe vertical. Poussez-le vers la droite et regardez la dernière barre. Le titre dit de combien elle paraît plus haute, ou plus basse, que la première.
#
# **Avant de bouger, pariez** : à partir de quel départ le dessin ment-il ? Si le curseur disparaît, exécutez de nouveau la cellule. Trois positions sont écrites dessous, pour qui préfère lire.

# %%
plancher = int(0.95 * dette.min() // 20 * 20)

def phrase(debut):
    vu = 100 * (dette[annee_fin] - dette[annee_debut]) / (dette[annee_debut] - debut)
    return f"Axe à partir de {number(debut)} : l’œil voit {joli(vu)} %"

def voir(debut):
    plt.figure(figsize=(6, 3.2), layout="constrained")
    plt.bar(dette.index, dette, color="#1f5a7a")
    plt.gca().set(title=phrase(debut), ylim=(debut, 1.05 * dette.max()), ylabel="Millions d’euros")

interact(voir, debut=IntSlider(0, 0, plancher, 20, description="Départ :", continuous_update=False))
print("En texte, de la première à la dernière barre :", phrase(0), phrase(plancher // 2), phrase(plancher), compte.attrs["source"], sep="\n")

# %% [markdown]
# **Ce qu’on découvre.** Avec un départ à zéro, l’œil et le calcul sont d’accord. Dès que l’axe part de plus haut, la longueur des barres ment. D’où deux règles :
#
# - **des barres partent toujours de zéro**, car l’œil compare leurs longueurs ;
# - **une courbe peut partir d’ailleurs** pour montrer de petits écarts, à condition de le **dire** à côté du dessin.
#
# ### Exercice 4 : le dessin qui trompe
#
# La cellule suivante dessine la même dette de quatre façons. Une description en mots suit les dessins. Un seul dessin n’obéit pas aux deux règles. Lequel ?
#
# **À vous.** Exécutez, regardez, puis écrivez sa lettre entre guillemets, comme ceci : `"E"`. Là encore, la vérification regarde seulement la forme. La correction vous dira pourquoi.

# %%
dessins = [("A", "barres", 0, ""), ("B", "courbe", 0.9, ", axe coupé"), ("C", "barres", 0.95, ""), ("D", "courbe", 0, "")]
figure, axes = plt.subplots(2, 2, figsize=(6, 5.6), layout="constrained")
for axe, (lettre, forme, coupe, precision) in zip(axes.flat, dessins, strict=True):
    dessiner = axe.bar if forme == "barres" else axe.plot
    dessiner(dette.index, dette, color="#1f5a7a")
    axe.set(title=f"{lettre}. La dette{precision}", ylim=(coupe * dette.min(), 1.05 * dette.max()), xticks=[annee_debut, annee_fin], ylabel="Millions d’euros")
plt.show()
for lettre, forme, coupe, precision in dessins:
    print(f"{lettre}, {forme} : axe à partir de {number(coupe * dette.min())}. Titre : « La dette{precision} ».")
print(compte.attrs["source"])

# %% exercise="trompeur" scaffold="trompeur = ...  # ← une lettre entre guillemets"
### BEGIN SOLUTION
trompeur = "C"
### END SOLUTION
print("Le dessin qui trompe :", joli(trompeur))

# %% check="trompeur" points=2
assert isinstance(trompeur, str), "Écrivez une lettre entre guillemets."
assert trompeur.strip(" .").upper() in ("A", "B", "C", "D"), "Choisissez une seule des quatre lettres, sans autre mot."
### BEGIN HIDDEN TESTS
lettre_lue = trompeur.strip(" .").upper()
assert lettre_lue != "A", "Les barres du dessin A partent de zéro : leurs longueurs sont justes."
assert lettre_lue != "B", "L’axe du dessin B est coupé, mais c’est une courbe, et le titre le dit : le lecteur est prévenu."
assert lettre_lue != "D", "La courbe du dessin D part de zéro. Son mouvement paraît plus doux, et il est juste."
### END HIDDEN TESTS

# %% wrong="trompeur" because="l’axe coupé, pourtant annoncé" says="le lecteur est prévenu"
trompeur = "B"

# %% wrong="trompeur" because="la courbe semble trop plate" says="il est juste"
trompeur = "d"

# %% wrong="trompeur" because="les barres pleines prises pour un défaut" says="leurs longueurs sont justes"
trompeur = "A."

# %% wrong="trompeur" because="deux lettres : tous les axes coupés" says="une seule des quatre lettres"
trompeur = "B et C"

# %% [markdown]
# ## Deux axes sur un seul dessin
#
# Dernière ruse : la [[double échelle]]. On met une chose sur l’axe de gauche, une autre sur l’axe de droite. Chaque axe a ses propres graduations. Celui qui dessine choisit alors si les deux courbes se croisent. Et l’on croit voir un lien entre elles, que rien ne prouve.
#
# Ajoutons les **frais de personnel** : la paie et les cotisations des agents, en un an. Ils sont comptés en millions d’euros, comme la dette. Prudence : la dette se compte un jour donné, ces frais se comptent sur un an. On peut les lire côte à côte, jamais les additionner.
#
# **Avant d’exécuter, pariez** : la dernière année, qui est le plus grand des deux, la dette ou les frais de personnel ?
#
# ### Exercice 5 : l’écart vrai
#
# **À vous.** Exécutez la cellule suivante. Ne regardez pas qui est « au-dessus » : demandez les chiffres. Le modèle, pour la première année :
#
# ```python
# ecart_debut = dette[annee_debut] - personnel[annee_debut]
# ```
#
# Calculez cet écart, la dette moins les frais de personnel, pour la **dernière** année. Votre cellule dessinera ensuite les deux courbes sur **une seule** échelle.

# %%
personnel = compte[compte["agregat"] == "frais_personnel"].set_index("annee")["montant_eur"] / 1_000_000
figure, gauche = plt.subplots(figsize=(6, 3.8), layout="constrained")
droite = gauche.twinx()
gauche.plot(dette, "o-", color="#1f5a7a")
droite.plot(personnel, "s--", color="#b3541e")
gauche.set(title="À ne pas imiter : deux échelles", ylabel="Dette, millions d’euros (trait plein)", xticks=dette.index)
droite.set(ylabel="Personnel, millions d’euros (tirets)")
plt.show()
print(f"Axe de gauche, de {number(gauche.get_ylim()[0])} à {number(gauche.get_ylim()[1])}. Axe de droite, de {number(droite.get_ylim()[0])} à {number(droite.get_ylim()[1])}.")
print(compte.attrs["source"])

# %% exercise="ecart" scaffold="ecart = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
ecart = dette[annee_fin] - personnel[annee_fin]
### END SOLUTION
print("La dette moins les frais de personnel, en millions d’euros :", joli(ecart))
deux = dette.to_frame("Dette").assign(Personnel=personnel)
fois = (dette > personnel).sum()
lines(deux, title=f"Une seule échelle : la dette dépasse les frais de personnel {fois} fois sur {len(deux)}", unit="millions d’euros", source=compte)

# %% check="ecart" points=2
from numbers import Real

assert isinstance(ecart, Real), "On attend un seul nombre. Écrivez l’année entre crochets, pour la dette et pour les frais de personnel."
assert ecart * (dette[annee_fin] - personnel[annee_fin]) >= 0, "Le signe ne va pas. Écrivez la dette moins les frais de personnel, et lisez les chiffres, non la hauteur des traits."
assert ecart < max(dette[annee_fin], personnel[annee_fin]), "Un écart est plus petit que la plus grande des deux valeurs. Avez-vous écrit le signe moins, avec les deux noms ?"
### BEGIN HIDDEN TESTS
from lirelaville import load

source = load("comptes_communes")
source = source[(source["commune"] == territoire) & (source["annee"] == annee_fin)].set_index("agregat")["montant_eur"] / 1_000_000
juste = abs(ecart - (source["encours_dette"] - source["frais_personnel"])) <= 1
assert juste or abs(ecart - (dette[annee_debut] - personnel[annee_debut])) > 1, "C’est l’écart de la première année. Regardez ce qui est écrit entre les crochets, deux fois."
assert juste, "Ce n’est pas l’écart de la dernière année. Prenez la même année pour les deux, dans la dette et dans les frais de personnel."
### END HIDDEN TESTS

# %% wrong="ecart" because="le modèle recopié : la première année" says="l’écart de la première année"
ecart = dette[annee_debut] - personnel[annee_debut]

# %% wrong="ecart" because="la soustraction à l’envers" says="la dette moins les frais de personnel"
ecart = personnel[annee_fin] - dette[annee_fin]

# %% wrong="ecart" because="l’addition au lieu de la soustraction" says="le signe moins"
ecart = dette[annee_fin] + personnel[annee_fin]

# %% wrong="ecart" because="deux années différentes" says="la même année pour les deux"
ecart = dette[annee_fin] - personnel[annee_debut]

# %% wrong="ecart" because="les deux séries, sans les années" says="l’année entre crochets"
ecart = dette - personnel

# %% wrong="ecart" because="les frais de personnel lus sur l’axe de la dette" says="la hauteur des traits"
ecart = dette[annee_fin] - dette[annee_debut]

# %% [markdown] written="lettre_au_journal" points=2
# ### À vous d’écrire
#
# Le dessin de gauche, celui au titre qui crie, paraît dans votre journal. Écrivez au journal, en deux ou trois phrases :
#
# - dites ce qui trompe dans le dessin ;
# - proposez un titre juste, avec un chiffre, son unité et ses deux années.
#
# === BEGIN MARK SCHEME ===
# 2 points, un par élément.
#
# - **Ce qui trompe (1 point).** L’axe vertical ne part pas de zéro, ou il est coupé, et rien ne le dit. Accepter : « le bas du dessin n’est pas zéro », « les hauteurs ne sont pas en proportion ». Ne pas accepter : « les chiffres sont faux » (ils sont exacts) ou une opinion sur le journal.
# - **Le titre juste (1 point).** L’évolution calculée à l’exercice 3 (à un point près), ou les deux montants en millions d’euros, avec la première et la dernière année. Le sens est dit : baisse ou hausse. Ne pas donner le point si le titre ajoute une cause (« grâce à », « à cause de ») ou un jugement : le tableau ne les montre pas.
#
# À saluer dans le commentaire, sans point de plus : euros de chaque année, hausse des prix non retirée ; dette de la commune seule ; chiffres à confirmer à l’adresse officielle.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Une courbe** suit une chose dans le temps, **des barres** comparent des choses séparées. Avant la forme, on lit ce que compte chaque axe, et en quelle unité.
# - **Un axe coupé**, un zéro absent ou un axe trop haut changent l’histoire sans changer un chiffre. **Une double échelle** peut faire se croiser ce qui ne se croise pas. Des barres partent toujours de zéro.
# - **L’évolution en %** se calcule : 100 × (arrivée − départ) ÷ départ. On la donne avec ses deux années, et l’on n’a plus besoin de croire son œil. Elle ne dit pas la cause.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La prochaine leçon demande : *Marseille est-elle plus endettée que Lyon ?* La page publique « À qui vont les subventions ? » contient un dessin en barres : cherchez où commencent ses barres. Et si vous avez cinq minutes, remplacez `"Marseille"` par `"Toulouse"` en haut de la page, puis exécutez tout de nouveau. Le titre qui crie change avec les chiffres. Remettez `"Marseille"` avant de rendre la leçon.
