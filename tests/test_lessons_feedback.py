"""The page that a participant reads once the lesson is marked, made by nbgrader."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_course import write_course

from lirelaville.lessons.safe_html import clean_html, safe_markdown
from lirelaville.project import jupyter_environment


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a learner with one right, one wrong and one written answer."""
    folder = tmp_path_factory.mktemp("feedback")
    write_course(folder / "project")
    # a child process: nbgrader changes the current folder, and its kernels outlive it
    script = Path(__file__).with_name("tiny_feedback.py")
    environment = os.environ | jupyter_environment()
    environment["LIRELAVILLE_PROJECT"] = str(folder / "project")
    command = [sys.executable, str(script), str(folder / "state")]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip().splitlines()[-1]).read_text(encoding="utf-8")


def test_the_feedback_is_french_and_gives_the_points(feedback: str):
    """Title, mark, points of each exercise, what waits for a person."""
    assert '<html lang="fr">' in feedback
    assert "<title>Correction : Combien la ville donne-t-elle ?</title>" in feedback
    assert "Note : 2 / 9" in feedback
    assert '<a href="#check_total">Total</a></td>\n<td>2 / 2</td>' in feedback
    assert '<a href="#check_moyenne">Moyenne</a></td>\n<td>0 / 3</td>' in feedback
    assert "à relire par votre formatrice ou formateur (sur 2)" in feedback
    assert "Sans réponse." in feedback
    for english in ("Score", "Comments", "Student", "No response"):
        assert english not in feedback


def test_the_feedback_gives_the_reason_and_keeps_the_secrets(feedback: str):
    """The message of the hidden test, not the test; no rubric; nothing that runs."""
    assert "Ce n'est pas la moyenne : divisez par le nombre de lignes." in feedback
    assert 'moyenne</span> <span class="o">==' not in feedback
    assert "BEGIN MARK SCHEME ===" not in feedback
    assert "ce qui est voté" not in feedback
    assert "<script" not in feedback


def test_what_a_learner_types_cannot_stop_the_feedback(feedback: str):
    """nbgrader's own class stops at these words; they are shown as they were typed."""
    assert "BEGIN HIDDEN TESTS, BEGIN MARK SCHEME" in feedback


def test_clean_html_keeps_tables_and_drops_what_runs():
    """A pandas table stays a table; its style and any script go."""
    html = clean_html(
        "<style>td {}</style><table><thead><tr><th scope='col'>a</th></tr></thead>"
        "</table><p onclick='x()'>b</p><script>x()</script>"
        "<a href='javascript:x()'>c</a>"
    )
    assert html == (
        '<table><thead><tr><th scope="col">a</th></tr></thead></table><p>b</p><a>c</a>'
    )


def test_a_written_answer_runs_nothing_in_the_trainer_s_browser():
    """formgrader shows learners' text through the same filter."""
    html = safe_markdown("**Vu** <script>x()</script><img src=x onerror=x()>")
    assert html == '<p><strong>Vu</strong> <img src="x"></p>\n'
