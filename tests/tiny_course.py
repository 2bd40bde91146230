"""A course of one short lesson, written in a folder of the test."""

from pathlib import Path

LESSON = """\
# %% [markdown]
# # Combien la ville donne-t-elle ?
#
# **À la fin, vous saurez** lire une liste de montants.

# %% tags=["parameters"]
annee = 2024

# %%
montants = [100, 200, 600]

# %% exercise="total"
### BEGIN SOLUTION
total = sum(montants)
### END SOLUTION

# %% check="total" points=2
assert total >= max(montants), "Un total dépasse chacune de ses parties."
### BEGIN HIDDEN TESTS
assert total == 900, "Ce n'est pas la somme de tous les montants."
### END HIDDEN TESTS

# %% wrong="total" because="le premier montant" says="Un total dépasse"
total = montants[0]

# %% wrong="total" because="un montant oublié" says="pas la somme"
total = sum(montants[1:])

# %% exercise="moyenne" scaffold="# divisez le total\\nmoyenne = total / ..."
### BEGIN SOLUTION
moyenne = total / len(montants)
### END SOLUTION

# %% check="moyenne" points=3
assert min(montants) <= moyenne <= max(montants), "Une moyenne se trouve au milieu."
### BEGIN HIDDEN TESTS
assert moyenne == 300, "Ce n'est pas la moyenne : divisez par le nombre de lignes."
### END HIDDEN TESTS

# %% wrong="moyenne" because="la somme au lieu de la moyenne" says="au milieu"
moyenne = total

# %% wrong="moyenne" because="la médiane" says="pas la moyenne"
moyenne = 200

# %% exercise="plus_grand"
### BEGIN SOLUTION
plus_grand = max(montants)
### END SOLUTION

# %% check="plus_grand" points=2
assert plus_grand in montants, "Le plus grand montant est l'un des montants."
### BEGIN HIDDEN TESTS
assert plus_grand == 600, "Un autre montant est plus grand."
### END HIDDEN TESTS

# %% wrong="plus_grand" because="le plus petit" says="Un autre montant"
plus_grand = min(montants)

# %% wrong="plus_grand" because="le total" says="l'un des montants"
plus_grand = total

# %% [markdown]
# Un nom inconnu fait une erreur :

# %% tags=["raises-exception"]
montant

# %% [markdown] written="limites" points=2
# **En deux phrases : que ne dit pas cette liste ?**
#
# === BEGIN MARK SCHEME ===
# - 1 point : à qui va l'argent
# - 1 point : ce qui est voté n'est pas versé
# === END MARK SCHEME ===

# %% [markdown]
# **À retenir** : un total additionne, une moyenne partage.
"""

COURSE = """\
title: Lire une liste
public: habitantes et habitants
description: Une seule leçon, pour les essais.
lessons:
  - slug: lire_une_liste
    minutes: 10
    objectives: [additionner, comparer]
    datasets: []
    digcomp: ["1.2"]
    glossary: []
    explainer: null
"""


def write_course(project: Path, lesson: str = LESSON, course: str = COURSE) -> Path:
    """Write the course ``tiny`` under ``project/courses``; return its folder."""
    folder = project / "courses" / "tiny"
    (folder / "lessons").mkdir(parents=True, exist_ok=True)
    (folder / "course.yml").write_text(course, encoding="utf-8")
    (folder / "lessons" / "lire_une_liste.py").write_text(lesson, encoding="utf-8")
    return folder
