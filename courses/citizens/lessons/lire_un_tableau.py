# %% [markdown]
# # Combien la ville dépense-t-elle, et pour quoi ?
#
# Chaque année, le conseil municipal vote un **budget** : ce que la ville pense recevoir, et ce qu’elle s’autorise à dépenser. Ce budget est public. Vous allez l’ouvrir et refaire les sommes vous-même.
#
# **À la fin, vous saurez**
#
# - dire ce que sont une ligne, une colonne et une unité ;
# - trier un tableau et additionner une colonne sans mélanger ce qui ne s’additionne pas ;
# - calculer la part d’une dépense dans un total, et dire ce que le tableau ne dit pas.
#
# **Il vous faut** : cette page, et rien d’autre. Personne ne vous demande de savoir programmer. Trois gestes suffisent :
#
# 1. **Exécuter.** Cliquez dans une cellule de code, puis appuyez sur les touches `Maj` et `Entrée` ensemble. Le résultat s’affiche juste dessous.
# 2. **Compléter.** Dans un exercice, remplacez les trois points `...` par votre réponse, puis exécutez. Le modèle est toujours écrit juste au-dessus.
# 3. **Vérifier.** Sous chaque exercice, une cellule repliée vérifie votre réponse. S’il manque quelque chose, un message vous dit quoi. Recommencez autant de fois que vous voulez.
#
# Avancez de haut en bas, sans sauter de cellule. Si le mot `NameError` apparaît, une cellule plus haut n’a pas été exécutée : remontez, exécutez-la, revenez.

# %% [markdown]
# ## D’où viennent ces données ?
#
# La ville publie chaque année son **[[budget primitif]]**. La cellule qui charge le tableau affiche qui l’a publié, sous quelle licence, et quand nous l’avons reçu. Il nous est parvenu par une republication : ses montants restent à confirmer à l’adresse officielle, que donne sa fiche, dans la page publique des données.
#
# Deux choses à savoir avant d’ouvrir :
#
# - le budget primitif est **voté** au départ, il n’est pas **dépensé** : nous y reviendrons ;
# - on y lit l’argent qui doit vraiment entrer ou sortir : les **mouvements réels**. À Marseille, les écritures purement comptables ont été retirées ; dans le tableau d’une autre ville, elles peuvent rester.
#
# Nous prenons l’année la plus récente du tableau. Exécutez les deux cellules suivantes.

# %% tags=["parameters"]
territoire = "Marseille"
annee = 0  # 0 : la plus récente du tableau ; ou une autre, comme 2023

# %%
import matplotlib.pyplot as plt
import pandas as pd
from lirelaville import load

pd.options.display.max_colwidth = 80  # les libellés en entier ; puis 1 000 000 plutôt que 1000000.0
pd.options.display.float_format = lambda nombre: f"{nombre:,.0f}".replace(",", " ")
budget = load("budget_primitif", territory=territoire)
annee = annee or budget["annee"].max()
lignes = budget[budget["annee"] == annee]
print(budget.attrs["source"])
lignes.head()

# %% [markdown]
# ## Lisons ensemble
#
# Un **tableau** se lit dans deux sens.
#
# - **Une [[ligne]]** (de gauche à droite) est une prévision du budget : une recette ou une dépense, pour une année, sous un intitulé comptable. Ce n’est ni une facture, ni un achat. Le nombre tout à gauche sert seulement à repérer la ligne.
# - **Une [[colonne]]** (de haut en bas) donne la même information pour toutes les lignes.
#
# | colonne | ce qu’elle dit |
# |---|---|
# | `annee` | l’année du budget |
# | `sens` | l’argent entre (`Recette`) ou sort (`Dépense`) |
# | `section` | `Fonctionnement` (la vie de tous les jours) ou `Investissement` (ce qui dure, et le remboursement des emprunts) ; vide (`NaN`) quand le fichier ne la donne pas, comme pour toutes les recettes à Marseille |
# | `libelle` | l’intitulé comptable, souvent coupé ; à Marseille, un `?` y remplace parfois une apostrophe abîmée |
# | `montant_eur` | le montant voté ; son **[[unité]]** est l’euro |
# | `categorie_tiers` | un regroupement fait par une autre personne que la ville : il n’est pas officiel, nous ne l’utiliserons pas |
#
# D’autres colonnes peuvent suivre : nous n’en aurons pas besoin.
#
# Lisez la première ligne à voix haute : « Pour telle année, la ville prévoit telle recette, ou telle dépense, de tant d’euros, sous tel libellé. »
#
# **Avant d’exécuter, pariez.** À votre avis, combien la ville prévoit-elle de dépenser en un an ? Dans la cellule suivante, remplacez `1` par votre pari, **en millions d’euros**, en chiffres et sans espace. Le signe `=` range ce qui est à droite sous le nom écrit à gauche. Ce qui suit `#` est une note pour vous : l’ordinateur l’ignore. La deuxième ligne additionne toute la colonne `montant_eur` : `.sum()` veut dire « somme ».

# %%
mon_pari = 1  # ← remplacez 1 par votre pari, en millions d’euros
total_tableau = lignes["montant_eur"].sum()

print("Mon pari :", mon_pari, "millions d’euros.")
print("Somme de toute la colonne :", round(total_tableau / 1_000_000), "millions d’euros.")

# %% [markdown]
# ## Une erreur à rencontrer exprès
#
# Cette somme paraît énorme. Peut-on écrire : « voilà ce que la ville dépense » ? **Non**, et l’erreur est très courante.
#
# - **Le symptôme.** Nous avons additionné toutes les lignes sans regarder la colonne `sens`. Or certaines lignes disent `Recette`.
# - **La cause.** C’est comme additionner votre salaire et votre loyer : le résultat n’est ni ce que vous gagnez, ni ce que vous payez.
# - **La réparation.** Séparer d’abord, additionner ensuite. On **[[filtre|filtrer]]** : on ne garde que les lignes où la colonne `sens` contient exactement le mot voulu.
#
# Dans la cellule suivante, `==` veut dire « est égal à ». Le mot cherché s’écrit entre guillemets, avec sa majuscule et son accent.
#
# **Pariez encore** : le total des dépenses sera-t-il plus proche du quart, de la moitié ou de la totalité de la somme ci-dessus ?

# %%
depenses = lignes[lignes["sens"] == "Dépense"]
recettes = lignes[lignes["sens"] == "Recette"]
total_depenses = depenses["montant_eur"].sum()

print(territoire, annee, ":", len(depenses), "lignes de dépense,", len(recettes), "lignes de recette.")
print("Dépenses votées :", round(total_depenses / 1_000_000), "millions d’euros.")
en_milliards = f"{total_depenses / 1_000_000_000:.2f}".replace(".", ",")
print("Soit", en_milliards, "milliard d’euros : mille millions font un milliard.")

# %% [markdown]
# ### Exercice 1 : le total des recettes
#
# La cellule précédente a préparé deux tableaux : `depenses` et `recettes`. Elle a calculé le total du premier :
#
# ```python
# total_depenses = depenses["montant_eur"].sum()
# ```
#
# **À vous.** Calculez de la même façon le total des **recettes**, en euros. Ne changez pas le nom `total_recettes` : c’est lui que la vérification cherche. Dans le résultat, Python écrit un point là où nous écrivons une virgule.

# %% exercise="total_recettes" scaffold="total_recettes = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
total_recettes = recettes["montant_eur"].sum()
### END SOLUTION
print("Mon total des recettes, en euros :", total_recettes)

# %% check="total_recettes" points=2
from numbers import Real

assert isinstance(total_recettes, Real), "On attend un seul nombre. Terminez par .sum(), avec ses parenthèses, et ne mettez pas de guillemets autour de la réponse."
assert total_recettes >= recettes["montant_eur"].max(), "Un total ne peut pas être plus petit que la plus grosse ligne. Utilisez .sum() et laissez le résultat en euros, sans le diviser."
a_l_equilibre = lignes.groupby("sens")["montant_eur"].sum().round().nunique() == 1
assert a_l_equilibre or total_recettes != total_depenses, "C’est le total des dépenses. Regardez quel tableau vous additionnez."
assert total_recettes < total_tableau, "C’est trop : ce total mélange les recettes avec les dépenses, ou plusieurs années. Partez du tableau recettes."
### BEGIN HIDDEN TESTS
from lirelaville import load

budget_officiel = load("budget_primitif", territory=territoire)
recettes_officielles = budget_officiel[(budget_officiel["annee"] == annee) & (budget_officiel["sens"] == "Recette")]
assert abs(total_recettes - recettes_officielles["montant_eur"].sum()) < 1, "Ce n’est pas la somme de toutes les lignes de recette de l’année. Additionnez la colonne montant_eur du tableau recettes, sans rien retirer."
### END HIDDEN TESTS

# %% wrong="total_recettes" because="la somme de toute la colonne, recettes et dépenses ensemble" says="mélange"
total_recettes = lignes["montant_eur"].sum()

# %% wrong="total_recettes" because="le modèle recopié sans changer de tableau" says="total des dépenses"
total_recettes = depenses["montant_eur"].sum()

# %% wrong="total_recettes" because="le nombre de lignes au lieu de la somme des montants" says="plus petit que la plus grosse ligne"
total_recettes = len(recettes)

# %% wrong="total_recettes" because="la colonne, sans la somme" says=".sum()"
total_recettes = recettes["montant_eur"]

# %% wrong="total_recettes" because="le résultat converti en millions d’euros" says="en euros, sans le diviser"
total_recettes = recettes["montant_eur"].sum() / 1_000_000

# %% wrong="total_recettes" because="les recettes de toutes les années" says="plusieurs années"
total_recettes = budget[budget["sens"] == "Recette"]["montant_eur"].sum()

# %% wrong="total_recettes" because="seulement les premières lignes affichées" says="toutes les lignes de recette"
total_recettes = recettes.sort_values("montant_eur", ascending=False).head()["montant_eur"].sum()

# %% [markdown]
# ## Trier, pour voir l’essentiel
#
# Comparez `total_recettes` et `total_depenses` : ils sont presque égaux. Ce n’est pas un hasard. La loi oblige une commune à voter un budget **en équilibre** : assez de recettes prévues pour couvrir les dépenses prévues. S’il reste un petit écart, ce tableau ne permet pas de l’expliquer, et nous n’inventerons pas de raison.
#
# Passons au « pour quoi ». Des centaines de lignes, c’est trop pour un œil humain. On **[[trie|trier]]** : on range les lignes selon une colonne. `ascending=False` veut dire « du plus grand au plus petit » (*ascending* : « en montant »). Puis `.head(10)` garde les dix premières.
#
# **Avant d’exécuter, pariez.** Quelle ligne arrivera en tête : les travaux dans les écoles, la paie des agents, le remboursement des emprunts ou l’électricité ?
#
# La première cellule affiche les lignes triées. La seconde les dessine : inutile d’en lire le code, exécutez et regardez.

# %%
dix_depenses = depenses.sort_values("montant_eur", ascending=False).head(10)
dix_depenses[["libelle", "section", "montant_eur"]]

# %%
en_millions = dix_depenses.set_index("libelle")["montant_eur"] / 1_000_000
plt.rc("font", size=12)
figure, axe = plt.subplots(figsize=(7, 5.5), layout="constrained")
barres = axe.barh(range(10, 0, -1), en_millions, tick_label=en_millions.index, color="#1f5a7a")
axe.bar_label(barres, fmt="%.0f", padding=3)
axe.set(xlabel="Millions d’euros votés", xlim=(0, 1.12 * en_millions.max()))
figure.suptitle(f"{territoire}, {annee} : la première dépense votée est\n« {en_millions.index[0]} », {en_millions.iloc[0]:.0f} millions d’euros", x=0.01, ha="left")
figure.supxlabel(budget.attrs["source"], fontsize=8, x=0.01, ha="left")
plt.show()
print("En texte (millions d’euros) :", " ; ".join(f"{nom}, {valeur:.0f}" for nom, valeur in en_millions.items()) + ".")

# %% [markdown]
# **Ce qu’on lit.** La paie et les cotisations des agents occupent souvent plusieurs des premières barres. « Emprunts en euros » est le remboursement d’anciens emprunts : une dépense n’est pas toujours un service rendu. Certains libellés sont obscurs. À Marseille, en 2024, l’un d’eux dit « Autres personnes de droit privé » ; dans les deux budgets précédents, une ligne comparable s’appelait « Subventions de fonctionnement aux associations… ».
#
# **Ce qu’on ne lit pas.** Aucune barre ne s’appelle « écoles », « sport » ou « propreté ». Ces libellés sont rangés **par nature** (que paie-t-on ? des salaires, des intérêts, des travaux), pas **par politique publique** (pour quel service ?).
#
# ### Exercice 2 : les cinq plus grosses recettes
#
# Voici le modèle utilisé pour les dix plus grosses dépenses :
#
# ```python
# dix_depenses = depenses.sort_values("montant_eur", ascending=False).head(10)
# ```
#
# **À vous.** Gardez les **cinq** plus grosses **recettes**, de la plus grande à la plus petite. D’où vient l’argent, d’après vous ?

# %% exercise="cinq_recettes" scaffold="cinq_recettes = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
cinq_recettes = recettes.sort_values("montant_eur", ascending=False).head(5)
### END SOLUTION
cinq_recettes

# %% check="cinq_recettes" points=3
import pandas as pd

assert isinstance(cinq_recettes, pd.DataFrame), "On attend un petit tableau. Partez du tableau recettes, triez-le, puis gardez ses premières lignes avec .head()."
assert "montant_eur" in cinq_recettes, "Gardez la colonne montant_eur dans votre tableau."
assert len(cinq_recettes) == 5, "On attend cinq lignes, ni plus ni moins. Le nombre de lignes gardées s’écrit entre les parenthèses de .head()."
assert "sens" not in cinq_recettes or set(cinq_recettes["sens"]) == {"Recette"}, "Il y a des dépenses dans votre tableau. Partez du tableau recettes."
assert cinq_recettes["montant_eur"].is_monotonic_decreasing, "Les montants ne descendent pas du plus grand au plus petit. Regardez ce qui suit le mot ascending dans le modèle."
assert cinq_recettes["montant_eur"].max() == recettes["montant_eur"].max(), "La plus grosse recette de l’année manque. Triez d’abord toutes les recettes par montant_eur, gardez les premières lignes ensuite."
### BEGIN HIDDEN TESTS
from lirelaville import load

budget_officiel = load("budget_primitif", territory=territoire)
recettes_officielles = budget_officiel[(budget_officiel["annee"] == annee) & (budget_officiel["sens"] == "Recette")]
attendus = recettes_officielles["montant_eur"].nlargest(5).tolist()
assert cinq_recettes["montant_eur"].tolist() == attendus, "Ce ne sont pas les cinq plus grosses recettes de l’année. Triez d’abord par montant_eur, gardez les premières lignes ensuite."
### END HIDDEN TESTS

# %% wrong="cinq_recettes" because="le tri oublie ascending=False" says="du plus grand au plus petit"
cinq_recettes = recettes.sort_values("montant_eur").head(5)

# %% wrong="cinq_recettes" because="les premières lignes, sans trier" says="du plus grand au plus petit"
cinq_recettes = recettes.head(5)

# %% wrong="cinq_recettes" because="le modèle recopié : dix lignes" says="cinq lignes"
cinq_recettes = recettes.sort_values("montant_eur", ascending=False).head(10)

# %% wrong="cinq_recettes" because="le modèle recopié avec les dépenses" says="des dépenses"
cinq_recettes = depenses.sort_values("montant_eur", ascending=False).head(5)

# %% wrong="cinq_recettes" because="couper avant de trier" says="Triez d’abord"
cinq_recettes = recettes.head(5).sort_values("montant_eur", ascending=False)

# %% wrong="cinq_recettes" because="la colonne des montants seule" says="petit tableau"
cinq_recettes = recettes["montant_eur"].sort_values(ascending=False).head(5)

# %% [markdown]
# ## La part dans le total
#
# Regardez si « Emprunts en euros » est parmi vos recettes **aussi**. Le même libellé désigne l’argent que la ville emprunte (une recette) et celui qu’elle rembourse (une dépense). Sans la colonne `sens`, on les confondrait.
#
# Dire « tant de millions » ne dit pas si c’est beaucoup. Une **[[part]]** le dit : « sur 100 € votés, combien pour ceci ? » On divise la partie par le total, puis on multiplie par 100 :
#
# **part = 100 × partie ÷ total**
#
# En code, `*` veut dire « multiplié par », et `/` « divisé par ».
#
# **Avant d’exécuter, pariez.** Sur 100 € de dépenses votées, combien vont au **fonctionnement** : 50 €, 75 € ou 90 € ?

# %%
fonctionnement = depenses[depenses["section"] == "Fonctionnement"]
part_fonctionnement = 100 * fonctionnement["montant_eur"].sum() / total_depenses
sans_section = depenses[depenses["section"].isna()]

print("Sur 100 € de dépenses votées,", round(part_fonctionnement), "€ vont au fonctionnement.")
print(len(sans_section), "lignes de dépense n’ont pas de section : on ne la devine pas.")
print("Elles pèsent", f"{sans_section['montant_eur'].sum():,.0f}".replace(",", " "), "euros.")

# %% [markdown]
# ### Exercice 3 : le poids des dix plus grosses lignes
#
# Le modèle, pour la part du fonctionnement :
#
# ```python
# part_fonctionnement = 100 * fonctionnement["montant_eur"].sum() / total_depenses
# ```
#
# **À vous.** Calculez la part, sur 100 €, des dix plus grosses dépenses. Elles sont déjà dans le tableau `dix_depenses`. Pariez d’abord : un quart, la moitié, les trois quarts du total ?

# %% exercise="part_dix" scaffold="part_dix = ...  # ← remplacez les trois points, sur le modèle ci-dessus"
### BEGIN SOLUTION
part_dix = 100 * dix_depenses["montant_eur"].sum() / total_depenses
### END SOLUTION
print("Sur 100 € de dépenses votées :", part_dix)

# %% check="part_dix" points=3
from numbers import Real

assert isinstance(part_dix, Real), "On attend un seul nombre : un calcul, sans guillemets ni signe %."
assert part_dix > 1, "Une part sur 100 € plus petite que 1 serait minuscule pour dix lignes aussi grosses. Avez-vous multiplié par 100 ?"
assert part_dix < 100, "Une partie est plus petite que son total : on attend moins de 100. Divisez par total_depenses, et mettez la partie en premier."
### BEGIN HIDDEN TESTS
from lirelaville import load

budget_officiel = load("budget_primitif", territory=territoire)
budget_officiel = budget_officiel[budget_officiel["annee"] == annee]
montants = budget_officiel[budget_officiel["sens"] == "Dépense"]["montant_eur"]
part_attendue = 100 * montants.nlargest(10).sum() / montants.sum()
autre_total = budget_officiel[budget_officiel["sens"] == "Recette"]["montant_eur"].sum()
meme_total = abs(autre_total - montants.sum()) < 1  # un budget à l’équilibre
assert meme_total or abs(part_dix - 100 * montants.nlargest(10).sum() / autre_total) > 1e-6, "Vous avez divisé des dépenses par le total des recettes. Une part se calcule dans son propre total : total_depenses."
assert abs(part_dix - part_attendue) <= 0.51, "Ce n’est pas la part des dix plus grosses dépenses dans le total des dépenses. La partie vient de dix_depenses, le total est total_depenses."
### END HIDDEN TESTS

# %% wrong="part_dix" because="le facteur 100 oublié" says="multiplié par 100"
part_dix = dix_depenses["montant_eur"].sum() / total_depenses

# %% wrong="part_dix" because="la division à l’envers" says="la partie en premier"
part_dix = 100 * total_depenses / dix_depenses["montant_eur"].sum()

# %% wrong="part_dix" because="divisé par la somme des recettes et des dépenses" says="le total est total_depenses"
part_dix = 100 * dix_depenses["montant_eur"].sum() / total_tableau

# %% wrong="part_dix" because="les dépenses divisées par le total des recettes" says="dans son propre total"
part_dix = 100 * dix_depenses["montant_eur"].sum() / recettes["montant_eur"].sum()

# %% wrong="part_dix" because="le modèle recopié : la part du fonctionnement" says="La partie vient de dix_depenses"
part_dix = 100 * fonctionnement["montant_eur"].sum() / total_depenses

# %% wrong="part_dix" because="la somme en euros, sans diviser" says="Divisez par total_depenses"
part_dix = dix_depenses["montant_eur"].sum()

# %% wrong="part_dix" because="une réponse écrite en toutes lettres" says="sans guillemets"
part_dix = "52 %"

# %% [markdown]
# ## Chercher un mot dans le budget
#
# Une poignée de lignes pèse donc très lourd. Et le reste ? Cherchons un mot dans les libellés.
#
# **Avant d’exécuter, pariez** : que trouvera-t-on avec « école » ? Et avec « sport » ?
#
# Exécutez, puis écrivez vos propres mots dans la case, avec leurs accents, et validez par `Entrée`. Si la case disparaît, exécutez de nouveau la cellule. Quatre recherches sont écrites dessous, pour qui préfère lire.

# %%
from ipywidgets import Text, interact

def chercher(mot):
    trouvees = depenses[depenses["libelle"].str.contains(mot, case=False, regex=False)]
    millions = round(trouvees["montant_eur"].sum() / 1_000_000)
    print(f"« {mot} » : {len(trouvees)} ligne(s), {millions} million(s) d’euros.", *trouvees["libelle"].head(12), sep="\n   – ")

interact(chercher, mot=Text("électricité", description="Mot :", continuous_update=False))
for mot in ["électricité", "scolaire", "école", "sport"]:
    chercher(mot)

# %% [markdown]
# **Ce qu’on découvre.** Si « école » ne trouve rien, comme à Marseille en 2024, cela ne veut pas dire que la ville ne dépense rien pour les écoles. Leurs bâtiments apparaissent avec « scolaire », leur électricité est avec toute l’électricité, leurs agents sont avec tous les agents. Et « sport » trouve surtout… des tran**sport**s. Un mot trouvé n’est pas une politique.
#
# ## Voté n’est pas dépensé
#
# Le **budget primitif** est une prévision et une autorisation, votée au départ. En cours d’année, d’autres votes le modifient. Après l’année, le **[[compte administratif]]** (ou compte financier unique) dit ce qui a vraiment été dépensé. Les deux diffèrent presque toujours : un chantier prend du retard, une facture baisse.
#
# ### Exercice 4 : la phrase juste
#
# Vous écrivez au journal de votre quartier. Une seule de ces phrases est juste d’après ce tableau. Laquelle ?
#
# - **A.** « Cette année-là, la ville **a dépensé** le montant `total_depenses`. »
# - **B.** « Pour cette année-là, la ville **a prévu** de dépenser le montant `total_depenses`. »
# - **C.** « Le budget de la ville pour cette année-là est de `total_tableau`. »
# - **D.** « Les écoles coûtent à la ville la somme que trouve le mot *scolaire*. »
#
# Écrivez la lettre entre guillemets, comme ceci : `"E"`. Ici, la vérification regarde seulement la forme de votre réponse. La correction, une fois la leçon rendue, vous dira si la phrase est juste, et pourquoi.

# %% exercise="phrase_juste" scaffold="phrase_juste = ...  # ← une lettre entre guillemets"
### BEGIN SOLUTION
phrase_juste = "B"
### END SOLUTION

# %% check="phrase_juste" points=2
assert isinstance(phrase_juste, str), "Écrivez une lettre entre guillemets."
assert phrase_juste.strip().upper() in ("A", "B", "C", "D"), "Choisissez une seule des quatre lettres proposées, sans autre mot."
### BEGIN HIDDEN TESTS
lettre = phrase_juste.strip().upper()
assert lettre != "A", "Un budget primitif est voté au départ : il ne dit pas ce qui a vraiment été dépensé."
assert lettre != "C", "Cette somme additionne les recettes et les dépenses : elle compte deux fois la taille du budget."
assert lettre != "D", "Le mot « scolaire » ne trouve qu’une partie des dépenses des écoles : ce budget est rangé par nature, pas par politique."
### END HIDDEN TESTS

# %% wrong="phrase_juste" because="confondre voté et dépensé" says="voté au départ"
phrase_juste = "A"

# %% wrong="phrase_juste" because="recettes et dépenses additionnées" says="additionne les recettes et les dépenses"
phrase_juste = "C"

# %% wrong="phrase_juste" because="un mot trouvé pris pour une politique" says="par nature"
phrase_juste = "d"

# %% wrong="phrase_juste" because="la phrase entière au lieu de sa lettre" says="une seule des quatre lettres"
phrase_juste = "la ville a prévu de dépenser"

# %% [markdown] written="limites" points=2
# ### À vous d’écrire
#
# En deux ou trois phrases : que ne dit **pas** ce tableau ? Donnez **deux** limites, et pour l’une d’elles, dites quel document ou quelle information il faudrait demander.
#
# === BEGIN MARK SCHEME ===
# 2 points : deux limites justes et distinctes, et au moins une information à demander. 1 point : une seule limite juste, ou deux limites sans rien à demander. 0 point : une opinion sur la dépense (« c’est trop ») ou une erreur (« le tableau ne contient pas les recettes »).
#
# Limites attendues, au choix :
#
# - voté n’est pas dépensé (demander le compte administratif de l’année, ou les décisions modificatives) ;
# - par nature et non par politique publique : ni écoles, ni sport, ni quartiers (demander la présentation par fonction) ;
# - libellés coupés, répétés ou obscurs, codes comptables perdus, section vide, à Marseille, pour les recettes et quelques dépenses (demander le fichier d’origine avec ses codes) ;
# - un libellé ne dit pas qui reçoit l’argent, ni si le service est bon (demander la liste des subventions ou des marchés) ;
# - une seule ville, et nous n’avons lu qu’une année : ni comparaison, ni évolution ; les libellés changent d’une année à l’autre ;
# - à Marseille, les budgets annexes semblent mêlés au budget principal (libellés en capitales) : hypothèse à confirmer auprès de la ville, l’accepter si elle est dite avec prudence.
# === END MARK SCHEME ===

# %% [markdown]
# ## À retenir
#
# - **Une ligne** est un cas, **une colonne** est une information, **une unité** dit en quoi on compte. Avant toute somme, on regarde l’unité et la colonne `sens`.
# - **Trier** montre l’essentiel, **additionner** n’a de sens que pour des lignes de même espèce : jamais des recettes avec des dépenses.
# - **Une part** rapporte une partie à son total : « sur 100 € votés, tant pour ceci ». Et l’on dit ce que le tableau tait : voté n’est pas dépensé, la nature n’est pas la politique publique.
#
# **Les mots de la leçon**
#
# [[mots]]
#
# **Pour continuer.** La prochaine leçon demande : *Ce graphique dit-il vrai ?* La page publique « À qui vont les subventions ? » ouvre une des barres de votre graphique : les aides versées aux associations. Et si vous avez cinq minutes, remplacez le `0` de la ligne `annee = 0`, en haut de la page, par une autre année du tableau, puis exécutez tout de nouveau : vos phrases changent avec les chiffres. Remettez `0` avant de rendre la leçon.
