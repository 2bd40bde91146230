"""Rules on the cells of a lesson taken together: their kinds, number, names, size."""

import re
from collections.abc import Iterator

from lirelaville.errors import unknown
from lirelaville.lessons.percent import ATTRIBUTES, Cell, Found

MAX_CELLS = 30
MAX_CODE_LINES = 10
MAX_FOLDED_LINES = 20
EXERCISES = range(3, 6)
POINTS = range(2, 5)
# which marker belongs in which kind of cell
HOME = {
    "BEGIN SOLUTION": "exercise",
    "BEGIN HIDDEN TESTS": "check",
    "BEGIN MARK SCHEME": "written",
}


def attributes(cells: list[Cell]) -> Iterator[Found]:
    """Check the words after ``# %%``: known, readable, on the right kind of cell."""
    for cell in cells:
        if cell.unreadable:
            yield (
                cell,
                f"je ne comprends pas « {cell.unreadable} » après « # %% ».",
                'Écrivez des attributs entre guillemets droits : exercise="mon_nom".',
            )
        for name in cell.unknown:
            yield cell, unknown("mot-clé", name, ATTRIBUTES), ""
        if cell.kind == "raw" or cell.markdown != (cell.kind in {"text", "written"}):
            yield (
                cell,
                "ce n'est pas le bon type de cellule.",
                "Écrivez « # %% [markdown] » pour du texte ou une réponse rédigée, "
                "« # %% » pour tout le reste.",
            )


def title(cells: list[Cell]) -> Iterator[Found]:
    """Check that the lesson opens on a question."""
    first = cells[0].source.split("\n")[0] if cells else ""
    if not (cells and cells[0].markdown and re.fullmatch(r"# .+\?", first.rstrip())):
        yield (
            cells[0] if cells else None,
            "la leçon doit s'ouvrir sur un titre qui pose une question.",
            "Écrivez « # %% [markdown] », puis « # # Combien dépense la ville ? ».",
        )


def size(cells: list[Cell]) -> Iterator[Found]:
    """Check that the lesson fits in its 40 minutes."""
    shown = [cell for cell in cells if cell.kind != "wrong"]
    if len(shown) > MAX_CELLS:
        yield (
            None,
            f"{len(shown)} cellules (sans les mauvaises réponses), "
            f"au plus {MAX_CELLS} attendues.",
            "Coupez la leçon en deux.",
        )


def exercises(cells: list[Cell]) -> Iterator[Found]:
    """Check the number of exercises and of written answers."""
    exercises = [cell for cell in cells if cell.kind == "exercise"]
    if len(exercises) not in EXERCISES:
        yield (
            None,
            f"{len(exercises)} exercice(s), entre 3 et 5 attendus.",
            'Un exercice commence par « # %% exercise="nom_de_la_reponse" ».',
        )
    written = [cell for cell in cells if cell.kind == "written"]
    if len(written) != 1:
        yield (
            None,
            f"{len(written)} réponse(s) rédigée(s), une seule attendue.",
            'Elle commence par « # %% [markdown] written="limites" points=2 ».',
        )


def code_length(cells: list[Cell]) -> Iterator[Found]:
    """Check that no plain code cell is too long to be read."""
    for cell in cells:
        lines = [line for line in cell.source.split("\n") if line.strip()]
        most = MAX_FOLDED_LINES if cell.fold else MAX_CODE_LINES
        if cell.kind == "code" and len(lines) > most:
            yield (
                cell,
                f"{len(lines)} lignes de code, au plus {most} attendues.",
                "Coupez la cellule en deux, avec une phrase entre les deux.",
            )


def folds(cells: list[Cell]) -> Iterator[Found]:
    """Check that only plain code is folded: the rest is there to be read."""
    for cell in cells:
        if cell.fold and (cell.kind != "code" or cell.source.startswith("%%")):
            yield (
                cell,
                "seule une cellule de code ordinaire se replie (fold).",
                "Retirez fold : le participant doit lire cette cellule.",
            )


def names(cells: list[Cell]) -> Iterator[Found]:
    """Check that each answer has a name of its own, that Python accepts."""
    seen = set()
    for cell in cells:
        if cell.kind not in {"exercise", "written"}:
            continue
        if not re.fullmatch(r"[a-z][a-z0-9_]*", cell.name) or cell.name in seen:
            used = "déjà pris" if cell.name in seen else "impossible en Python"
            yield (
                cell,
                f"le nom « {cell.name} » est {used}.",
                "Écrivez un nom nouveau, en minuscules sans accent ni espace : "
                "« montant_moyen ».",
            )
        seen.add(cell.name)


def points(cells: list[Cell]) -> Iterator[Found]:
    """Check the points of each exercise."""
    for cell in cells:
        if cell.kind in {"check", "written"} and cell.points not in POINTS:
            yield (
                cell,
                f"points={cell.points}, de 2 à 4 points attendus.",
                f'Écrivez : {cell.kind}="{cell.name}" points=2.',
            )


def markers(cells: list[Cell]) -> Iterator[Found]:
    """Check that no solution, hidden test or rubric would reach the learners."""
    for cell in cells:
        for marker, home in HOME.items():
            if marker in cell.source and cell.kind != home:
                yield (
                    cell,
                    f"« {marker} » n'a pas sa place ici : le participant le lirait.",
                    f'Déplacez-le dans une cellule « {home}="…" ».',
                )
