"""« lessons check » finds the lessons that would mislead a room, in real kernels."""

import subprocess
import sys
from pathlib import Path

import pytest
from tiny_course import COURSE, LESSON, write_course

from lirelaville.lessons.course import read_course
from lirelaville.lessons.trial import Trial, try_lesson


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose only course is ``tiny``."""
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    return tmp_path


def try_tiny(project: Path, *changes: tuple[str, str], course: str = COURSE) -> Trial:
    """Try the tiny lesson after some replacements in its text."""
    lesson = LESSON
    for old, new in changes:
        assert old in lesson, old
        lesson = lesson.replace(old, new, 1)
    write_course(project, lesson, course)
    return try_lesson(read_course("tiny").lessons[0])


def check(*arguments: str) -> subprocess.CompletedProcess:
    """Run « lirelaville lessons check » as an author does."""
    code = "from lirelaville.cli import main; main()"
    command = [sys.executable, "-c", code, "lessons", "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_good_lesson_passes(project: Path):
    """Full marks when solved, 0 when untouched, every wrong answer refused."""
    trial = try_tiny(project)
    assert trial.failures == ()
    assert (trial.points, trial.wrong_answers) == (7, 6)


def test_a_right_answer_that_loses_points_is_caught(project: Path):
    """A warning on stderr in a check gives 0 in nbgrader; so does a wrong check."""
    first, second = try_tiny(
        project,
        (
            "assert total >= max",
            "import warnings\nwarnings.warn('lent')\nassert total >= max",
        ),
        ("assert moyenne == 300", "assert moyenne == 299"),
    ).failures
    assert first.startswith("« total » : la bonne réponse reçoit 0 point sur 2.")
    assert "UserWarning: lent" in first
    assert "« moyenne » : la bonne réponse reçoit 0 point sur 3" in second
    assert "divisez par le nombre de lignes" in second


def test_a_check_that_lets_a_wrong_answer_through_is_caught(project: Path):
    """Its name, its line and its reason are told."""
    (failure,) = try_tiny(project, ("total == 900", "total > 700")).failures
    assert failure == (
        "« total », ligne 26, « un montant oublié » : "
        "cette mauvaise réponse reçoit 2 points sur 2."
    )


def test_a_message_that_does_not_help_is_caught(project: Path):
    """The author reads which message came instead, and why if the answer crashed."""
    first, second = try_tiny(
        project,
        ('says="Un total dépasse"', 'says="trop petit"'),
        ("total = sum(montants[1:])", "total = somme(montants)"),
    ).failures
    assert "« le premier montant » : on attendait « trop petit »" in first
    assert "On lit : « Un total dépasse chacune de ses parties. »" in first
    assert "la réponse elle-même échoue : Python ne connaît pas" in second
    assert "Il manque encore votre réponse « total »" in second


def test_a_scaffold_that_answers_is_caught(project: Path):
    """An untouched lesson is worth 0, and every check says what is missing."""
    first, second = try_tiny(
        project,
        ('exercise="total"', 'exercise="total" scaffold="total = 900"'),
        ('exercise="plus_grand"', 'exercise="plus_grand" scaffold="plus_grand = 0"'),
    ).failures
    assert first == "« total » : sans réponse, 2 points sur 2."
    assert second.startswith("« plus_grand » : sans réponse, on attendait « Il manque")


def test_cells_that_fail_and_announced_errors_that_do_not_are_caught(project: Path):
    """A lesson runs from top to bottom, and its errors on purpose are errors."""
    first, second = try_tiny(
        project,
        ("annee = 2024", "annee = anne"),
        ('"raises-exception"]\nmontant\n', '"raises-exception"]\nmontants\n'),
    ).failures
    assert first.startswith("la cellule « annee = anne » échoue. On lit : « Python ne")
    assert second.startswith("la cellule « montants » annonce une erreur")


def test_a_kernel_that_dies_is_a_failure_not_a_crash(project: Path):
    """The report goes on to the next lesson."""
    (failure,) = try_tiny(
        project, ("annee = 2024", "import os\nos.kill(os.getpid(), 9)")
    ).failures
    assert failure == "l'exécution s'est arrêtée. Kernel died"


def test_a_lesson_with_widgets_does_not_hang(project: Path):
    """The imitation of Output widgets by nbclient loses a reply now and then."""
    widget = "from ipywidgets import interact\ninteract(lambda n: print(n), n=[1, 2])"
    assert try_tiny(project, ("annee = 2024", widget)).failures == ()


def test_names_of_course_yml_that_do_not_exist_are_caught(project: Path):
    """A dataset or a public page is looked for, with its near names."""
    (project / "voila_apps").mkdir()
    (project / "voila_apps" / "subventions.py").touch()
    course = COURSE.replace("datasets: []", "datasets: [zut]")
    course = course.replace("explainer: null", "explainer: subvention")
    trial = try_tiny(project, ("points=2", "points=9"), course=course)
    dataset, page, form = trial.failures
    assert dataset == "course.yml : Pas de jeu de données « zut ». Connus : aucun."
    assert "Vouliez-vous dire « subventions »" in page
    assert "tiny/lire_une_liste, cellule 5" in form


def test_the_command_fails_with_the_reason(project: Path):
    """One line per lesson, the reasons below, and an exit code for the CI."""
    write_course(project, LESSON.replace("total == 900", "total > 700"))
    done = check("--jobs", "1", "tiny")
    assert done.returncode == 1
    assert "✗ tiny/lire_une_liste" in done.stdout
    assert "cette mauvaise réponse reçoit 2 points sur 2" in done.stdout
    assert "0 leçon(s) prête(s), 1 à reprendre." in done.stdout


def test_the_real_lessons_can_be_taught():
    """Every lesson of the project: solved, untouched, and with each wrong answer."""
    done = check()
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 0 à reprendre." in done.stdout
