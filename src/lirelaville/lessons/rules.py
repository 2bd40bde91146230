"""What a lesson must respect, each rule a small function that yields problems.

A problem says what is wrong in a cell and what to write instead, in French: it is
read by the author of the lesson.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.lessons.answers import answer_problems
from lirelaville.lessons.course import Lesson
from lirelaville.lessons.percent import ATTRIBUTES, Cell, read_cells

MAX_CELLS = 30
MAX_CODE_LINES = 10
EXERCISES = range(3, 6)
POINTS = range(2, 5)
MARKERS = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME")
# which marker belongs in which kind of cell
HOME = dict(zip(MARKERS, ("exercise", "check", "written"), strict=True))


class MalformedLesson(LireLaVilleError):
    """A lesson file that breaks the format: lesson, cell, what to write instead."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, where (None: the whole lesson), and what to write instead."""

    cell: Cell | None
    what: str
    instead: str

    def sentence(self, lesson: Lesson) -> str:
        """Return the line that the author reads."""
        where = f"{lesson.course}/{lesson.slug}"
        if self.cell:
            where += f", cellule {self.cell.number} (ligne {self.cell.line})"
        return f"{where} : {self.what} {self.instead}"


def read_lesson(lesson: Lesson) -> list[Cell]:
    """Read the cells of a lesson and refuse it if it breaks a rule.

    Raises
    ------
    MalformedLesson
        With one line per problem: lesson, cell, line, what to write instead.
    """
    cells = read_cells(lesson.path)
    problems = find_problems(cells)
    if problems:
        raise MalformedLesson("\n".join(p.sentence(lesson) for p in problems))
    return cells


def find_problems(cells: list[Cell]) -> list[Problem]:
    """Apply every rule; the attributes first, since the others rely on them."""
    problems = list(_attributes(cells))
    if problems:
        return problems
    rules = (_title, _size, _code_length, _names, _points, _checks, _wrong_answers)
    problems = [problem for rule in rules for problem in rule(cells)]
    problems += _markers(cells)
    problems += [Problem(*found) for cell in cells for found in answer_problems(cell)]
    return sorted(problems, key=lambda p: p.cell.number if p.cell else 0)


def _attributes(cells: list[Cell]) -> Iterator[Problem]:
    """The words after ``# %%`` are known, readable, and on the right kind of cell."""
    for cell in cells:
        if cell.unreadable:
            yield Problem(
                cell,
                f"je ne comprends pas « {cell.unreadable} » après « # %% ».",
                'Écrivez des attributs entre guillemets droits : exercise="mon_nom".',
            )
        for name in cell.unknown:
            yield Problem(cell, unknown("attribut", name, ATTRIBUTES), "")
        if cell.kind == "raw" or cell.markdown != (cell.kind in {"text", "written"}):
            yield Problem(
                cell,
                "ce n'est pas le bon type de cellule.",
                "Écrivez « # %% [markdown] » pour du texte ou une réponse rédigée, "
                "« # %% » pour tout le reste.",
            )


def _title(cells: list[Cell]) -> Iterator[Problem]:
    title = cells[0].source.split("\n")[0] if cells else ""
    if not (cells and cells[0].markdown and re.fullmatch(r"# .+\?", title.rstrip())):
        yield Problem(
            cells[0] if cells else None,
            "la leçon doit s'ouvrir sur un titre qui pose une question.",
            "Écrivez « # %% [markdown] », puis « # # Combien dépense la ville ? ».",
        )


def _size(cells: list[Cell]) -> Iterator[Problem]:
    shown = [cell for cell in cells if cell.kind != "wrong"]
    if len(shown) > MAX_CELLS:
        yield Problem(
            None,
            f"{len(shown)} cellules (sans les mauvaises réponses), "
            f"au plus {MAX_CELLS} attendues.",
            "Coupez la leçon en deux.",
        )
    exercises = [cell for cell in cells if cell.kind == "exercise"]
    if len(exercises) not in EXERCISES:
        yield Problem(
            None,
            f"{len(exercises)} exercice(s), entre 3 et 5 attendus.",
            'Un exercice commence par « # %% exercise="nom_de_la_reponse" ».',
        )
    written = [cell for cell in cells if cell.kind == "written"]
    if len(written) != 1:
        yield Problem(
            None,
            f"{len(written)} réponse(s) rédigée(s), une seule attendue.",
            'Elle commence par « # %% [markdown] written="limites" points=2 ».',
        )


def _code_length(cells: list[Cell]) -> Iterator[Problem]:
    for cell in cells:
        lines = [line for line in cell.source.split("\n") if line.strip()]
        if cell.kind == "code" and len(lines) > MAX_CODE_LINES:
            yield Problem(
                cell,
                f"{len(lines)} lignes de code, au plus {MAX_CODE_LINES} attendues.",
                "Coupez la cellule en deux, avec une phrase entre les deux.",
            )


def _names(cells: list[Cell]) -> Iterator[Problem]:
    seen = set()
    for cell in cells:
        if cell.kind not in {"exercise", "written"}:
            continue
        if not re.fullmatch(r"[a-z][a-z0-9_]*", cell.name) or cell.name in seen:
            used = "déjà pris" if cell.name in seen else "impossible en Python"
            yield Problem(
                cell,
                f"le nom « {cell.name} » est {used}.",
                "Écrivez un nom nouveau, en minuscules sans accent ni espace : "
                "« montant_moyen ».",
            )
        seen.add(cell.name)


def _points(cells: list[Cell]) -> Iterator[Problem]:
    for cell in cells:
        if cell.kind in {"check", "written"} and cell.points not in POINTS:
            yield Problem(
                cell,
                f"points={cell.points}, de 2 à 4 points attendus.",
                f'Écrivez : {cell.kind}="{cell.name}" points=2.',
            )


def _checks(cells: list[Cell]) -> Iterator[Problem]:
    """Each exercise has one check, below it; each check has its exercise."""
    exercises = {cell.name: cell for cell in cells if cell.kind == "exercise"}
    checks = [cell for cell in cells if cell.kind == "check"]
    for cell in checks:
        if cell.name not in exercises:
            yield Problem(cell, unknown("exercice", cell.name, exercises), "")
    for name, exercise in exercises.items():
        below = [c for c in checks if c.name == name and c.number > exercise.number]
        if len(below) != 1 or len([c for c in checks if c.name == name]) != 1:
            yield Problem(
                exercise,
                f"l'exercice « {name} » doit avoir une seule vérification, "
                "placée plus bas.",
                f'Écrivez sous l\'exercice : # %% check="{name}" points=2.',
            )


def _wrong_answers(cells: list[Cell]) -> Iterator[Problem]:
    exercises = {cell.name: cell for cell in cells if cell.kind == "exercise"}
    wrong = [cell for cell in cells if cell.kind == "wrong"]
    for cell in wrong:
        if cell.name not in exercises:
            yield Problem(cell, unknown("exercice", cell.name, exercises), "")
        if not (cell.because and cell.says):
            yield Problem(
                cell,
                "une mauvaise réponse doit dire pourquoi on la donne et ce que la "
                "vérification répond.",
                f'Écrivez : # %% wrong="{cell.name}" because="la somme au lieu de la '
                'moyenne" says="un bout du message attendu".',
            )
    for name, exercise in exercises.items():
        count = sum(cell.name == name for cell in wrong)
        if count < 2:
            yield Problem(
                exercise,
                f"{count} mauvaise(s) réponse(s) pour « {name} », au moins 2 attendues.",
                f'Ajoutez des cellules « # %% wrong="{name}" because="…" says="…" ».',
            )


def _markers(cells: list[Cell]) -> Iterator[Problem]:
    """A solution, a hidden test or a rubric elsewhere would reach the learners."""
    for cell in cells:
        for marker, home in HOME.items():
            if marker in cell.source and cell.kind != home:
                yield Problem(
                    cell,
                    f"« {marker} » n'a pas sa place ici : le participant le lirait.",
                    f'Déplacez-le dans une cellule « {home}="…" ».',
                )
