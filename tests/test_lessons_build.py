"""Built lessons: same bytes, nothing secret released, no work done twice."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from tiny_course import COURSE, LESSON, write_course
from traitlets.config.loader import PyFileConfigLoader
from typer.testing import CliRunner

from lirelaville.lessons.build import BuiltLesson, build_courses
from lirelaville.lessons.commands import app
from lirelaville.lessons.release import ReleaseFailed, release_lesson
from lirelaville.lessons.settings import nbgrader_settings

SLUG = "lire_une_liste"
OTHER = "  - {slug: autre, minutes: 5, objectives: [voir]}\n"
SECRETS = (
    ("the solution", "sum(montants)"),
    ("a hidden test", "total == 900"),
    ("the markers", "HIDDEN TESTS"),
    ("the rubric", "à qui va l'argent"),
    ("a wrong answer", "montants[0]"),
    ("its reason", "le premier montant"),
    ("jupytext", "jupytext"),
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose only course is ``tiny``."""
    folder = tmp_path / "project"
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(folder))
    write_course(folder)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of the course, built once; tests only read it."""
    folder = tmp_path_factory.mktemp("built")
    write_course(folder / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIRELAVILLE_PROJECT", str(folder / "project"))
        build_courses(folder / "state")
    return folder / "state"


def notebook_file(state: Path, step: str) -> Path:
    return state / "courses" / "tiny" / step / SLUG / f"{SLUG}.ipynb"


def cells_of(path: Path) -> dict:
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


def test_the_same_input_gives_the_same_bytes(
    project: Path, built: Path, tmp_path: Path
):
    """Source and release do not depend on the day or on the folder."""
    build_courses(tmp_path / "elsewhere")
    for step in ("source", "release"):
        again = notebook_file(tmp_path / "elsewhere", step).read_bytes()
        assert notebook_file(built, step).read_bytes() == again


@pytest.mark.parametrize(("what", "text"), SECRETS, ids=[what for what, _ in SECRETS])
def test_a_learner_receives_no_secret(built: Path, what: str, text: str):
    """Neither the exchange nor the release folder holds an answer."""
    outbound = built / "exchange" / "tiny" / "outbound" / SLUG
    files = [*outbound.rglob("*"), *notebook_file(built, "release").parent.rglob("*")]
    assert [path.name for path in files] == [f"{SLUG}.ipynb"] * 2
    for path in files:
        assert text not in path.read_text(encoding="utf-8")


def test_the_source_keeps_what_trainers_need(built: Path):
    """Solutions, hidden tests and rubric stay in source; wrong answers go nowhere."""
    source = notebook_file(built, "source").read_text(encoding="utf-8")
    assert "sum(montants)" in source
    assert "total == 900" in source
    assert "à qui va l'argent" in source
    assert "le premier montant" not in source


def test_the_learner_finds_scaffolds_and_french_words(built: Path):
    """Three dots to replace, or what the author wrote; a sentence in a text."""
    cells = cells_of(notebook_file(built, "release"))
    dots = "total = ...  # ← remplacez les trois points par votre réponse"
    assert cells["total"].source == dots
    assert cells["moyenne"].source == "# divisez le total\nmoyenne = total / ..."
    assert cells["limites"].source.startswith("*Double-cliquez ici")
    assert "que ne dit pas cette liste" in cells["question_limites"].source
    assert "lirelaville" not in cells["total"].metadata


def test_the_title_says_where_the_lesson_stands(built: Path):
    """The line under the title comes from course.yml."""
    lines = cells_of(notebook_file(built, "release"))["cell-01"].source.split("\n")
    assert lines[:3] == [
        "# Combien la ville donne-t-elle ?",
        "",
        "*Leçon 1 sur 1 · 10 min*",
    ]


def test_a_check_is_locked_folded_and_asks_for_the_answer_first(built: Path):
    """Beginners see its first line, which says what to do; points are kept."""
    cells = cells_of(notebook_file(built, "release"))
    check = cells["check_total"]
    assert check.metadata.jupyter.source_hidden is True
    assert check.metadata.editable is False
    assert check.metadata.nbgrader.points == 2
    assert "Il manque encore votre réponse « total »" in check.source
    first_line = check.source.split("\n")[0]
    assert first_line.endswith("« total » : appuyez encore sur Maj + Entrée")


def test_a_folded_cell_shows_one_line_that_says_to_run_it(
    project: Path, tmp_path: Path
):
    """Setup code is there, run like another cell, and out of a beginner's way."""
    folded = LESSON.replace("# %%\nmontants", '# %% fold="Lire les montants"\nmontants')
    write_course(project, folded)
    build_courses(tmp_path / "state", ["tiny"])
    cell = cells_of(notebook_file(tmp_path / "state", "release"))["cell-03"]
    assert cell.metadata.jupyter.source_hidden is True
    assert cell.source.split("\n") == [
        "# ▸ Lire les montants : exécutez sans lire",
        "montants = [100, 200, 600]",
    ]


def test_a_lesson_ends_with_the_button_that_hands_it_in(built: Path):
    """The build adds it: authors cannot forget it."""
    *_, text, button = cells_of(notebook_file(built, "release")).values()
    assert text.source.startswith("## Rendre ma leçon")
    assert button.source.endswith(f'bouton_rendre("tiny", "{SLUG}")')


def test_an_unchanged_course_imports_nothing_heavy(project: Path, built: Path):
    """The second « serve » must start at once."""
    write_course(project)
    code = (
        "import sys, pathlib; from lirelaville.lessons.build import build_courses;"
        "print([b.status for b in build_courses(pathlib.Path(sys.argv[1]))],"
        "{'nbgrader', 'jupytext', 'nbconvert', 'nbformat'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(built)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "['unchanged'] set()\n"


def test_an_interrupted_build_heals_at_the_next_run(project: Path, tmp_path: Path):
    """The stamp is written last: half a release is made again, whole."""
    state = tmp_path / "state"
    build_courses(state)
    expected = notebook_file(state, "release").read_bytes()
    (state / "courses" / "tiny" / "built.json").write_text('{"lire_', encoding="utf-8")
    notebook_file(state, "release").write_text("{", encoding="utf-8")
    outbound = state / "exchange" / "tiny" / "outbound" / SLUG
    (outbound / f"{SLUG}.ipynb").unlink()
    assert build_courses(state) == [BuiltLesson("tiny", SLUG, "built")]
    assert notebook_file(state, "release").read_bytes() == expected
    assert (outbound / f"{SLUG}.ipynb").read_bytes() == expected


def test_a_lesson_that_leaves_the_course_is_withdrawn(project: Path, tmp_path: Path):
    """Neither built nor released any more; the lessons of the trainer stay."""
    state = tmp_path / "state"
    folder = write_course(project)
    (folder / "lessons" / "autre.py").write_text(LESSON, encoding="utf-8")
    write_course(project, course=COURSE + OTHER)
    build_courses(state)
    mine = state / "courses" / "tiny" / "source" / "a_moi"
    mine.mkdir()
    write_course(project)
    statuses = {built.slug: built.status for built in build_courses(state)}
    assert statuses == {SLUG: "built", "autre": "withdrawn"}
    assert not (state / "courses" / "tiny" / "release" / "autre").exists()
    assert not (state / "exchange" / "tiny" / "outbound" / "autre").exists()
    assert mine.is_dir()


@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")
def test_a_lesson_already_handed_in_keeps_its_exercises(project: Path, tmp_path: Path):
    """nbgrader cannot change them: the old version stays, and it is said why."""
    state = tmp_path / "state"
    build_courses(state)
    before = notebook_file(state, "source").read_bytes()
    with Gradebook(f"sqlite:///{state}/courses/tiny/gradebook.db", "tiny") as gradebook:
        gradebook.update_or_create_student("p01")
        gradebook.add_submission(SLUG, "p01")
    write_course(project, LESSON.replace("plus_grand", "maximum"))
    (kept,) = build_courses(state)
    assert kept.status == "kept"
    assert "1 personne(s) l'ont rendue" in kept.message
    assert "check_maximum" in kept.message
    assert notebook_file(state, "source").read_bytes() == before
    printed = CliRunner().invoke(app, ["build", "--state", str(state)]).stdout
    assert "l'ancienne version reste distribuée" in printed
    write_course(project, LESSON.replace("À retenir", "À garder"))
    assert build_courses(state)[0].status == "built"


def test_what_nbgrader_refuses_is_said_in_a_sentence(project: Path, tmp_path: Path):
    """No traceback: the lesson, nbgrader's last words, where to look."""
    with pytest.raises(ReleaseFailed, match="n'a pas pu distribuer tiny/absente"):
        release_lesson(tmp_path / "state", "tiny", "absente")


def test_a_malformed_lesson_leaves_its_release_and_stops_no_other(
    project: Path, tmp_path: Path
):
    """The room goes on with the former version; the other lessons are built."""
    state = tmp_path / "state"
    build_courses(state)
    expected = notebook_file(state, "release").read_bytes()
    broken = LESSON.replace("### END SOLUTION", "")
    (write_course(project) / "lessons" / "autre.py").write_text(LESSON)
    write_course(project, broken, COURSE + OTHER)
    first, other = build_courses(state)
    assert (first.status, other.status) == ("malformed", "built")
    assert "tiny/lire_une_liste : le fichier de la leçon est à repren" in first.message
    assert "la version déjà distribuée reste" in first.message
    assert "cellule 4 (ligne 12)" in first.message
    assert notebook_file(state, "release").read_bytes() == expected
    done = CliRunner().invoke(app, ["build", "--state", str(state)])
    assert done.exit_code == 1
    assert "1 inchangée(s), 1 à reprendre" in done.stdout


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (b"\xff\xfe", "le fichier de la leçon ne se lit pas"),
        ("# À écrire : la fin".encode(), "il reste « À écrire : » à remplacer (ligne"),
    ],
    ids=["not-a-text", "model-not-finished"],
)
def test_a_lesson_that_cannot_be_released_says_why(
    project: Path, tmp_path: Path, damage: bytes, words: str
):
    """Nothing was released yet: nothing is, and the sentence says what to repair."""
    path = write_course(project) / "lessons" / f"{SLUG}.py"
    path.write_bytes(path.read_bytes() + damage)
    (refused,) = build_courses(tmp_path / "state")
    assert refused.status == "malformed"
    assert "elle n'est pas distribuée" in refused.message
    assert words in refused.message


def test_a_lesson_never_replaces_one_that_a_trainer_made_in_formgrader(
    project: Path, tmp_path: Path
):
    """Same name, made the nbgrader way: it stays, and the author is told."""
    mine = notebook_file(tmp_path / "state", "source")
    mine.parent.mkdir(parents=True)
    mine.write_text('{"cells": []}', encoding="utf-8")
    (refused,) = build_courses(tmp_path / "state")
    assert "une leçon faite dans formgrader porte déjà ce nom" in refused.message
    assert mine.read_text(encoding="utf-8") == '{"cells": []}'


def test_formgrader_reads_the_same_settings(project: Path, built: Path):
    """The file in the course folder leads to nbgrader_settings, whatever the folder."""
    folder = built / "courses" / "tiny"
    assert str(built) not in (folder / "nbgrader_config.py").read_text()
    config = PyFileConfigLoader("nbgrader_config.py", str(folder)).load_config()
    assert config.CourseDirectory.course_id == "tiny"
    assert config.Exchange.root == str(built / "exchange")
    assert config.ClearSolutions.text_stub.startswith("*Double-cliquez")


def test_a_course_may_change_a_setting_of_its_own(project: Path, tmp_path: Path):
    """courses/<course>/nbgrader_config.py wins over the settings of all courses."""
    own = "c = get_config()\nc.ClearSolutions.text_stub = 'À vous.'\n"
    (write_course(project) / "nbgrader_config.py").write_text(own, encoding="utf-8")
    config = nbgrader_settings(tmp_path, "tiny")
    assert config.ClearSolutions.text_stub == "À vous."
    assert config.CourseDirectory.course_id == "tiny"


def test_a_trainer_s_own_notebook_is_served_too(project: Path, tmp_path: Path):
    """Made in formgrader, without our metadata: nbgrader's way, in French."""
    state = tmp_path / "state"
    source = json.loads((built_copy(state)).read_text(encoding="utf-8"))
    for cell in source["cells"]:
        cell["metadata"].pop("lirelaville", None)
    mine = state / "courses" / "tiny" / "source" / "a_moi" / "a_moi.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text(json.dumps(source), encoding="utf-8")
    release_lesson(state, "tiny", "a_moi")
    released = state / "exchange" / "tiny" / "outbound" / "a_moi" / "a_moi.ipynb"
    assert "Écrivez votre réponse ici" in cells_of(released)["total"].source


def built_copy(state: Path) -> Path:
    build_courses(state)
    return notebook_file(state, "source")


def test_the_command_says_what_it_did_and_refuses_unknown_courses(
    project: Path, tmp_path: Path
):
    """Words for a person; the near name of a course."""
    runner = CliRunner()
    said = runner.invoke(app, ["build", "--state", str(tmp_path / "state"), "tiny"])
    assert "1 fabriquée(s) et distribuée(s)" in said.stdout
    refused = runner.invoke(app, ["build", "tinny"])
    assert "Vouliez-vous dire « tiny »" in str(refused.exception)
