"""Lessons written as text: the same text after the browser, the model, the import."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from tiny_course import COURSE, LESSON, write_course
from typer.testing import CliRunner

from lirelaville.authoring.importing import import_notebook
from lirelaville.authoring.model import new_lesson
from lirelaville.authoring.outline import add_lesson
from lirelaville.authoring.reports import read_report, remarks
from lirelaville.authoring.text import UnsafeText, notebook_of, text_of
from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.build import build_courses
from lirelaville.lessons.commands import app
from lirelaville.lessons.course import read_course
from lirelaville.lessons.release import release_lesson
from lirelaville.lessons.trial import try_lesson
from lirelaville.project import project_folder

REAL = project_folder()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose only course is ``tiny``, with the real datasets."""
    folder = tmp_path / "project"
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(folder))
    write_course(folder)
    (folder / "datasets").symlink_to(REAL / "datasets")
    return folder


def said(*arguments: str) -> str:
    """Run « lirelaville lessons » and return its words, or those of its refusal."""
    done = CliRunner().invoke(app, list(arguments))
    return done.stdout + str(done.exception or "")


# --- the text of a lesson ------------------------------------------------------------


@pytest.mark.parametrize(
    "path", sorted(REAL.glob("courses/*/lessons/*.py")), ids=lambda path: path.stem
)
def test_a_lesson_opened_and_saved_is_the_same_to_the_byte(path: Path):
    """Accents, quotes, order of the options, spacing: nothing moves."""
    text = path.read_text(encoding="utf-8")
    assert text_of(notebook_of(text)) == text


def test_what_a_browser_adds_never_reaches_the_text():
    """Outputs, kernel, folded headings, pairing: none of it is the lesson."""
    notebook = notebook_of(LESSON)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    notebook.metadata.jupytext["formats"] = "ipynb,py:light"
    for cell in notebook.cells:
        cell.metadata.update(collapsed=True, editable=False, trusted=True)
        cell.metadata["jp-MarkdownHeadingCollapsed"] = True
        if cell.cell_type == "code":
            cell.execution_count = 3
            cell.outputs = [nbformat.v4.new_output("stream", text="900")]
    assert text_of(notebook) == LESSON


def test_only_what_is_edited_changes():
    """One word of an option, with what is hard to write: one line differs."""
    notebook = notebook_of(LESSON)
    wanted = 'é ’ « 3\u202f% » "mot" \\u00e9 \\ 🦀'
    notebook.cells[5].metadata["says"] = wanted
    text = text_of(notebook)
    before, after = LESSON.splitlines(), text.splitlines()
    changed = [line for line, old in zip(after, before, strict=True) if line != old]
    assert len(changed) == 1
    assert "« 3\u202f% »" in changed[0]
    assert "🦀" in changed[0]
    assert notebook_of(text).cells[5].metadata["says"] == wanted


@pytest.mark.parametrize(
    "cell",
    [new_markdown_cell("Une phrase.\n%% [markdown]"), new_code_cell("a = 1\n# %% fin")],
    ids=["text", "code"],
)
def test_a_line_that_would_start_a_cell_is_refused(cell):
    """Saved as it is, the next opening would show another lesson."""
    with pytest.raises(UnsafeText, match="prendrait pour le début d'une autre cel"):
        text_of(new_notebook(cells=[cell, new_markdown_cell("La suite.")]))
    with pytest.raises(UnsafeText, match=r"(cellules à l'écran|prendrait pour le dé)"):
        text_of(new_notebook(cells=[new_markdown_cell("Début."), cell]))


# --- a new lesson from the model -----------------------------------------------------


def test_the_model_can_be_taught_at_once_and_is_not_published_as_it_is(project: Path):
    """Solved, untouched, wrong answers: all right; its prose is still to be written."""
    words = said("new", "tiny", "compter_les_arbres", "--title", "Combien d'arbres ?")
    assert "courses/tiny/lessons/compter_les_arbres.py" in words
    assert "remplacez chaque « À écrire : »" in words
    lesson = read_course("tiny").lessons[-1]
    assert (lesson.slug, lesson.minutes) == ("compter_les_arbres", 40)
    assert lesson.title == "Combien d’arbres\u202f?"
    assert try_lesson(lesson).failures == ()
    built = build_courses(project / "state")[-1]
    assert built.status == "malformed"
    assert "il reste « À écrire : » à remplacer" in built.message


@pytest.mark.parametrize(
    ("course", "slug", "title", "words"),
    [
        ("tinny", "arbres", "", "Vouliez-vous dire « tiny »"),
        ("tiny", "Les arbres", "", "ne peut pas nommer une leçon"),
        ("tiny", "../secret", "", "ne peut pas nommer une leçon"),
        ("tiny", "été", "", "ne peut pas nommer une leçon"),
        ("tiny", "a" * 61, "", "ne peut pas nommer une leçon"),
        ("tiny", "lire_une_liste", "", "existe déjà dans le parcours « tiny »"),
        ("tiny", "arbres", "Les arbres", "ne finit pas par un point d'interrogation"),
    ],
    ids=["course", "spaces", "path", "accents", "long", "taken", "no-question"],
)
def test_a_new_lesson_that_cannot_be_is_refused(
    project: Path, course: str, slug: str, title: str, words: str
):
    """The sentence says what to type instead; nothing is written."""
    before = sorted(project.rglob("*.py"))
    assert words in said("new", course, slug, "--title", title)
    assert sorted(project.rglob("*.py")) == before


# --- course.yml ----------------------------------------------------------------------


def test_a_lesson_is_added_without_touching_the_rest_of_the_course(project: Path):
    """After the last lesson, before what follows; comments stay."""
    rest = "# pour plus tard\nbadge:\n  name: Je sais lire\n  lessons: 1\n"
    before = f"{COURSE}    # fin de la leçon\n\n{rest}  share_pct: 60\n"
    folder = write_course(project, course=before)
    (folder / "lessons" / "autre.py").write_text(LESSON, encoding="utf-8")
    add_lesson("tiny", "autre", 25, objectives=['dire « à "qui" »'])
    after = (folder / "course.yml").read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()][
        :2
    ] == ["  - slug: autre", "    minutes: 25"]
    assert rest in after
    assert read_course("tiny").lessons[1].objectives == ('dire « à "qui" »',)
    with pytest.raises(LireLaVilleError, match="est déjà dans le parcours « tiny »"):
        add_lesson("tiny", "autre", 25)


def test_an_addition_that_would_break_the_course_is_undone(project: Path):
    """The file is as it was, to the byte."""
    path = write_course(project) / "course.yml"
    before = path.read_bytes()
    with pytest.raises(LireLaVilleError, match="Pas de leçon « absente »"):
        add_lesson("tiny", "absente", 25)
    assert path.read_bytes() == before
    flow = re.sub(
        r"lessons:\n.*", "lessons: [{slug: lire_une_liste, ", COURSE, flags=re.S
    )
    write_course(project, course=f"{flow}minutes: 5, objectives: [voir]}}]\n")
    (path.parent / "lessons" / "autre.py").write_text(LESSON, encoding="utf-8")
    with pytest.raises(LireLaVilleError, match="Ajoutez la leçon à la main"):
        add_lesson("tiny", "autre", 25)


# --- a notebook made the nbgrader way ------------------------------------------------


def graded(source: str, grade_id: str, *, kind: str = "code", **roles):
    """Make a cell as nbgrader's « Create Assignment » does."""
    marks = {"grade_id": grade_id, "schema_version": 3, "grade": False, "task": False}
    marks |= {"solution": False, "locked": False} | roles
    create = new_markdown_cell if kind == "markdown" else new_code_cell
    return create(source, metadata={"nbgrader": marks})


R = {"name": "ir", "display_name": "R", "language": "R"}
SQUARES = """def carres(n):
    ### BEGIN SOLUTION
    return [i * i for i in range(n)]
    ### END SOLUTION"""
HIDDEN = "### BEGIN HIDDEN TESTS\nassert {0}, 'Presque.'\n### END HIDDEN TESTS"
RUBRIC = "=== BEGIN MARK SCHEME ===\n- 1 point : le bruit\n=== END MARK SCHEME ==="
TRAINERS_NOTEBOOK = [
    new_markdown_cell("# Combien de carrés ?"),
    graded("import math", "outils", locked=True),
    graded("total = 6", "total", solution=True),
    graded(
        f"assert total > 1, 'Plus.'\n{HIDDEN.format('total == 6')}",
        "test_total",
        grade=True,
        locked=True,
        points=2,
    ),
    graded("assert total < 9, 'Moins.'", "test_bis", grade=True, points=1.0),
    graded(SQUARES, "question-2", solution=True),
    graded("assert carres(2) == [0, 1], 'Non.'", "test2", grade=True, points=2),
    graded("x = 1", "code_libre", grade=True, solution=True, points=3),
    new_markdown_cell("Que ne dit pas ce calcul ?"),
    graded("Le vent.", "limites", kind="markdown", grade=True, solution=True, points=2),
    graded(f"Faites un plan.\n{RUBRIC}", "plan", kind="markdown", task=True, points=4),
    new_raw_cell("brut"),
]


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A notebook made in formgrader, with a file beside it."""
    path = tmp_path / "source" / "les_carres" / "les_carres.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=TRAINERS_NOTEBOOK), path)
    (path.parent / "data.csv").touch()
    return path


def test_a_trainers_notebook_becomes_a_lesson(project: Path, notebook: Path):
    """Exercises, checks, hidden parts, points, rubrics: each in its place."""
    done = import_notebook("tiny", notebook)
    text = done.path.read_text(encoding="utf-8")
    assert '# %% exercise="total"\n### BEGIN SOLUTION\ntotal = 6\n### END SOL' in text
    assert "# %% check=\"total\" points=3\nassert total > 1, 'Plus.'\nassert" in text
    assert "assert total == 6, 'Presque.'\n### END HIDDEN TESTS" in text
    assert '# %% exercise="carres"' in text
    assert '# %% [markdown] written="limites" points=2\n# Que ne dit pas' in text
    assert "# Réponse type : Le vent." in text
    assert '# %% [markdown] written="plan" points=4' in text
    assert "# - 1 point : le bruit" in text
    assert "nbgrader" not in text


@pytest.mark.parametrize(
    "words",
    [
        "cellule 2 : elle était verrouillée",
        "« total » : ses 2 cellules de tests sont réunies",
        "« question-2 » devient « carres »",
        "« code_libre » : du code noté à la main (3 points) n'a pas d'équivalent",
        "« plan » : cette tâche laissait ajouter des cellules",
        "cellule 12 : cellule brute, laissée de côté",
        "data.csv : une leçon n'emporte aucun fichier",
        "l'exercice « x » doit avoir une seule vérification",
        "0 mauvaise(s) réponse(s) pour « carres », au moins 2",
        "2 réponse(s) rédigée(s), une seule attendue",
        "C'est un brouillon : course.yml n'a pas changé",
    ],
)  # fmt: skip
def test_what_has_no_equivalent_or_remains_is_said(
    project: Path, notebook: Path, words: str
):
    """Nothing is dropped in silence, and the draft is not in the course yet."""
    assert words in said("import", "tiny", str(notebook))
    assert len(read_course("tiny").lessons) == 1


def test_a_complete_notebook_is_ready_but_for_wrong_answers(
    project: Path, tmp_path: Path
):
    """The built tiny lesson, imported back, asks for its wrong answers only."""
    build_courses(tmp_path / "state")
    source = tmp_path / "state/courses/tiny/source/lire_une_liste/lire_une_liste.ipynb"
    left = import_notebook("tiny", source, "importee").left
    assert [line for line in left if "mauvaise(s) réponse(s)" not in line] == []
    assert len(left) == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "n'existe pas. Donnez le chemin d'un notebook"),
        ("{", "n'est pas un notebook lisible"),
        (
            json.dumps(new_notebook(metadata={"kernelspec": R})),
            "est écrit en R ; une leçon est en Python",
        ),
    ],
    ids=["absent", "damaged", "language"],
)
def test_a_file_that_cannot_be_imported_says_why(
    project: Path, tmp_path: Path, content: str | None, words: str
):
    path = tmp_path / "essai.ipynb"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(LireLaVilleError, match=re.escape(words)):
        import_notebook("tiny", path)
    assert not (project / "courses/tiny/lessons/essai.py").exists()


def test_a_build_leaves_a_trainers_notebook_alone(project: Path, notebook: Path):
    """Made and released in formgrader, it stays released beside our lessons."""
    state = project / "state"
    build_courses(state)
    mine = state / "courses" / "tiny" / "source" / "les_carres"
    mine.mkdir()
    (mine / "les_carres.ipynb").write_bytes(notebook.read_bytes())
    release_lesson(state, "tiny", "les_carres")
    write_course(project, LESSON.replace("À retenir", "À garder"))
    assert [built.status for built in build_courses(state)] == ["built"]
    released = state / "exchange" / "tiny" / "outbound" / "les_carres"
    text = (released / "les_carres.ipynb").read_text(encoding="utf-8")
    assert "Presque" not in text
    assert "i * i" not in text


# --- the report ----------------------------------------------------------------------


def test_each_remark_knows_its_cell(project: Path):
    """Number, line, kind and first line of the cell that is to be repaired."""
    write_course(
        project,
        LESSON.replace("annee = 2024", "annee = anne")
        .replace("total == 900", "total == 901")
        .replace('says="au milieu"', 'says="ailleurs"'),
    )
    lesson = read_course("tiny").lessons[0]
    first, check, wrong = remarks(lesson, try_lesson(lesson).failures)
    assert (first.cell, first.kind, first.first_line) == (2, "code", "annee = anne")
    assert (check.cell, check.line, check.kind) == (5, 17, "vérification « total »")
    assert "la bonne réponse reçoit 0 point sur 2" in check.words
    assert wrong.kind == "mauvaise réponse « moyenne »"
    assert wrong.first_line == "moyenne = total"
    assert "on attendait « ailleurs »" in wrong.words
    assert (wrong.cell, wrong.line) == (10, 40)


def test_a_broken_rule_is_told_without_its_address(project: Path):
    """The page shows the cell: the sentence begins with what is wrong."""
    write_course(project, LESSON.replace("points=2", "points=9"))
    lesson = read_course("tiny").lessons[0]
    one, *_ = remarks(lesson, try_lesson(lesson).failures)
    assert one.cell == 5
    assert one.words.startswith("Points=9, de 2 à 4 points attendus. Écrivez")
    assert read_report(project / "state", lesson) is None


def test_a_new_lesson_keeps_the_title_it_was_given(project: Path):
    path = new_lesson("tiny", "arbres", "Combien d'arbres ?")
    assert path.read_text(encoding="utf-8").startswith(
        "# %% [markdown]\n# # Combien d'arbres ?\n"
    )
