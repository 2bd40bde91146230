"""A malformed lesson or course is refused with its place and what to write."""

from dataclasses import replace
from pathlib import Path

import jupytext
import pytest
from tiny_course import COURSE, LESSON, write_course

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import MalformedCourse, read_course, read_courses
from lirelaville.lessons.rules import MalformedLesson, read_lesson

LONG_CELL = "montants = [100, 200, 600]" + "\nprint(annee)" * 10
WRITTEN = LESSON[LESSON.index("# %% [markdown] written") : LESSON.rindex("# %%")]
CHECK = LESSON[LESSON.index('# %% check="total"') : LESSON.index('# %% wrong="total"')]
LAST_EXERCISE = LESSON[
    LESSON.index('# %% exercise="plus_grand"') : LESSON.index(
        "# %% [markdown]\n# Un nom"
    )
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose only course is ``tiny``."""
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    write_course(tmp_path)
    return tmp_path


def read_tiny():
    return read_lesson(read_course("tiny").lessons[0])


def test_a_good_lesson_is_read_cell_by_cell(project: Path):
    """Kinds, names, points and attributes come from the words after « # %% »."""
    cells = read_tiny()
    kinds = [cell.kind for cell in cells]
    assert kinds[:7] == ["text", "code", "code", "exercise", "check", "wrong", "wrong"]
    assert cells[1].tags == ("parameters",)
    assert (cells[4].name, cells[4].points, cells[4].line) == ("total", 2, 17)
    assert cells[7].scaffold == "# divisez le total\nmoyenne = total / ..."
    assert cells[6].because == "un montant oublié"


def test_a_lesson_saved_from_the_browser_stays_the_same_lesson(project: Path):
    """A trainer opens it as a notebook with jupytext, and saves it back to text."""
    before = read_tiny()
    notebook = jupytext.reads(LESSON, fmt="py:percent")
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.metadata.jupytext["notebook_metadata_filter"] = "kernelspec"
    notebook.metadata.jupytext["cell_metadata_filter"] = "all"
    notebook.cells[0].metadata["jp-MarkdownHeadingCollapsed"] = True
    saved = jupytext.writes(notebook, fmt="py:percent")
    assert saved.startswith("# ---")
    assert "# %% [markdown] jp-Markdown" in saved
    write_course(project, saved)
    assert [replace(cell, line=0) for cell in read_tiny()] == [
        replace(cell, line=0) for cell in before
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('exercise="total"', 'exercice="total"', "Vouliez-vous dire « exercise »"),
        ('exercise="total"', 'exercise="total', "je ne comprends pas"),
        ("[markdown] written", "written", "pas le bon type de cellule"),
        ("donne-t-elle ?", "donne-t-elle", "un titre qui pose une question"),
        ("# **À retenir**", "# %%\n" * 20 + "# **À", "au plus 30 attendues"),
        ("montants = [100, 200, 600]", LONG_CELL, "au plus 10 attendues"),
        (
            "# %%\nmontants = [100, 200, 600]",
            '# %% fold="Préparer"\n' + LONG_CELL + "\nprint(annee)" * 10,
            "21 lignes de code, au plus 20 attendues",
        ),
        ('exercise="total"', 'exercise="total" fold="x"', r"se replie \(fold\)"),
        (LAST_EXERCISE, "", r"2 exercice\(s\), entre 3 et 5 attendus"),
        (WRITTEN, "", r"0 réponse\(s\) rédigée\(s\)"),
        ('exercise="total"', 'exercise="Le total"', "impossible en Python"),
        ('exercise="moyenne"', 'exercise="total"', "« total » est déjà pris"),
        ('check="moyenne" points=3', 'check="moyenne" points=5', "de 2 à 4 points"),
        ('check="moyenne" points=3', 'check="moyenne"', "points=None"),
        (CHECK, "", "doit avoir une seule vérification"),
        ('check="total"', 'check="totaux"', "Pas de nom d.exercice « totaux »"),
        ('wrong="total"', 'wrong="totale"', "Vouliez-vous dire « total »"),
        (' says="pas la somme"', "", "doit dire pourquoi on la donne"),
        ('# %% wrong="moyenne" because="la médiane"', "# %%\n#", "au moins 2"),
        ("annee = 2024", "### BEGIN SOLUTION", "le participant le lirait"),
        ("### END SOLUTION", "", "une fois « ### BEGIN SOLUTION »"),
        ("total = sum(montants)\n", "\n", "du contenu"),
        ("total = sum(montants)\n", "sum(montants)\n", "ne donne pas de valeur"),
        ("total = sum(montants)\n", "total = sum(\n", "pas du Python correct"),
        ("moyenne = total\n", "total\n", "la mauvaise réponse ne donne pas"),
        ("assert total == 900,", "assert total == 900 #", "n'a pas de message"),
        (
            'assert total == 900, "Ce',
            'total == 900, "Ce',
            "la partie cachée doit finir",
        ),
        ("assert total >= max", "total >= max", "la partie visible doit finir"),
        ("assert total >= max", "assert total >= = max", "pas du Python correct"),
        ("# === END MARK SCHEME ===", "#", "une fois « === BEGIN MARK SCHEME === »"),
        ("# **En deux phrases : que ne dit pas cette liste ?**", "#", "la question"),
    ],
)
def test_a_broken_rule_says_what_to_write(
    project: Path, old: str, new: str, words: str
):
    """Each rule of the format has its own words, in French."""
    assert old in LESSON
    write_course(project, LESSON.replace(old, new, 1))
    with pytest.raises(MalformedLesson, match=words):
        read_tiny()


def test_a_problem_names_the_lesson_the_cell_and_the_line(project: Path):
    """The author goes straight to the place."""
    write_course(project, LESSON.replace('check="total" points=2', 'check="total"'))
    with pytest.raises(MalformedLesson) as caught:
        read_tiny()
    assert str(caught.value) == (
        "tiny/lire_une_liste, cellule 5 (ligne 17) : points=None, de 2 à 4 points "
        'attendus. Écrivez : check="total" points=2.'
    )


def test_all_the_problems_are_told_at_once(project: Path):
    """Two mistakes make two lines, in the order of the cells."""
    lesson = LESSON.replace("points=2", "points=9").replace("donne-t-elle ?", "donne")
    write_course(project, lesson)
    with pytest.raises(MalformedLesson) as caught:
        read_tiny()
    lines = str(caught.value).splitlines()
    assert ["un titre" in lines[0], len(lines)] == [True, 4]


def test_an_empty_lesson_is_refused_without_a_traceback(project: Path):
    """A file without any cell is a malformed lesson like another."""
    write_course(project, "")
    with pytest.raises(MalformedLesson, match="un titre qui pose une question"):
        read_tiny()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title:", "title: [", "n'est pas du YAML lisible"),
        ("lessons:", "lecons:", "il manque la liste « lessons: »"),
        ("public:", "publique:", "Vouliez-vous dire « public »"),
        ("title: Lire une liste", "title:", "ajoutez la rubrique « title: »"),
        ("    minutes: 10", "    minute: 10", "Vouliez-vous dire « minutes »"),
        ("    objectives: [additionner, comparer]\n", "", "« objectives: »"),
        ("minutes: 10", "minutes: dix", "nombre entier de minutes"),
        ("datasets: []", "datasets: budget", "doit être une liste"),
        ("explainer: null", "explainer: [a]", "doit être le nom d'une page"),
        ("lire_une_liste", "lire_une_list", "Vouliez-vous dire « lire_une_liste »"),
        ("  - slug: lire", "  - lire\n  - slug: lire", "Écrivez « - slug: lire »"),
        ("lessons:\n", "lessons:\n" + COURSE.split("lessons:\n")[1], "citée 2 fois"),
    ],
)
def test_a_broken_course_says_what_to_write(
    project: Path, old: str, new: str, words: str
):
    """course.yml is checked key by key."""
    write_course(project, course=COURSE.replace(old, new, 1))
    with pytest.raises(MalformedCourse, match=words):
        read_course("tiny")


def test_an_unknown_course_gets_near_names(project: Path):
    """A typing mistake in a command is answered with the right name."""
    with pytest.raises(LireLaVilleError, match="Vouliez-vous dire « tiny »"):
        read_courses(["tinny"])


def test_lessons_come_in_the_order_of_the_course(project: Path):
    """course.yml is the only place with order: position and count come from it."""
    folder = write_course(project)
    (folder / "lessons" / "avant.py").write_text(LESSON, encoding="utf-8")
    first = "  - {slug: avant, minutes: 5, objectives: [voir]}\n"
    write_course(project, course=COURSE.replace("lessons:\n", "lessons:\n" + first))
    lessons = read_course("tiny").lessons
    places = [(lesson.slug, lesson.position, lesson.count) for lesson in lessons]
    assert places == [("avant", 1, 2), ("lire_une_liste", 2, 2)]


def test_the_real_lessons_respect_the_format():
    """Every lesson of the project passes every rule."""
    for course in read_courses():
        for lesson in course.lessons:
            assert read_lesson(lesson)
