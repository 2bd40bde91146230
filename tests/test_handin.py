"""Handing in says what happened, and never sends what the person does not see."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import ipywidgets
import nbformat
import pytest
from door import COURSE, LESSON
from workshop import wait_for

from lirelaville.errors import LireLaVilleError
from lirelaville.handin import client, corrige, panel, rendre
from lirelaville.handin.progress import place
from lirelaville.project import jupyter_environment


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A participant's home with one lesson, in a workshop that does not answer."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("JUPYTERHUB_USER", "p01")
    monkeypatch.setenv(client.URL, "http://127.0.0.1:9/services/handin/")
    notebook = tmp_path / COURSE / LESSON / f"{LESSON}.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.write_text("{}")
    return notebook


@pytest.fixture
def at_work(workspace, door, monkeypatch):
    """The same, in a workshop that answers, with the real lesson."""
    monkeypatch.setenv(client.URL, door.url)
    monkeypatch.setenv(client.TOKEN, door.token("p01", f"nbgrader-{COURSE}"))
    workspace.write_bytes(client.fetch_lesson(COURSE, LESSON))
    return workspace


@pytest.mark.parametrize("action", [rendre, corrige])
def test_outside_the_workshop_there_is_nobody_to_hand_in_to(action, monkeypatch):
    """On a computer of one's own the lesson still runs; only this is refused."""
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    with pytest.raises(LireLaVilleError, match="se rend depuis l'atelier"):
        action("citizens", "lire")


def test_outside_the_workshop_the_last_cell_says_so(monkeypatch, capsys):
    """No buttons that could not work."""
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    panel.bouton_rendre("citizens", "lire")
    assert "se rend depuis l'atelier" in capsys.readouterr().out


def test_a_renamed_notebook_is_told_by_its_name(workspace):
    workspace.rename(workspace.with_name("copie.ipynb"))
    with pytest.raises(LireLaVilleError, match=rf"Je ne trouve plus « {LESSON}\.ipynb"):
        rendre(COURSE, LESSON)


def test_a_workshop_that_does_not_answer_is_told_without_losing_anything(workspace):
    with pytest.raises(LireLaVilleError, match=r"n'a pas pu être transmise.*gardées"):
        rendre(COURSE, LESSON)
    with pytest.raises(LireLaVilleError, match="L'atelier ne répond pas"):
        corrige(COURSE, LESSON)
    assert workspace.exists()


def test_a_refusal_of_the_service_comes_with_its_reason(at_work):
    """Here a file cut short; the reason is the service's, the work stays."""
    at_work.write_text('{"cells": [')
    words = r"n'a pas été rendue.*est coupé.*sont gardées"
    with pytest.raises(LireLaVilleError, match=words):
        rendre(COURSE, LESSON)


def test_an_answer_that_is_not_the_service_s_is_told(at_work, door, monkeypatch):
    """The hub's own page for an unknown address, in HTML."""
    monkeypatch.setenv(client.URL, f"http://127.0.0.1:{door.site.port}/hub/autre/")
    with pytest.raises(LireLaVilleError, match="ne répond pas comme prévu"):
        client.fetch_lesson(COURSE, LESSON)


def test_no_feedback_yet_is_no_error(at_work):
    assert corrige(COURSE, LESSON) is None


def test_the_receipt_tells_which_version_was_received(at_work):
    old = time.time() - 60
    os.utime(at_work, (old, old))
    receipt = rendre(COURSE, LESSON)
    assert receipt.saved_at.timestamp() == pytest.approx(old, abs=0.01)
    assert receipt.received_at > receipt.saved_at


def test_an_old_version_is_not_handed_in_when_the_page_does_not_save(workspace):
    """No page listens here, and the last save is old: ask for Ctrl and S."""
    old = time.time() - 3600
    os.utime(workspace, (old, old))
    with pytest.raises(LireLaVilleError, match=r"pas encore enregistrées.*Ctrl et S"):
        panel._save(workspace, ipywidgets.Output(), wait_s=0.2)


def test_a_version_saved_just_now_is_handed_in(workspace):
    """Without a page that listens (another editor), a fresh save is enough."""
    panel._save(workspace, ipywidgets.Output(), wait_s=0.2)


@pytest.fixture(scope="module")
def marked(door):
    """What nbgrader says after collecting, marking and returning p20's copy."""
    token = door.token("p20", f"nbgrader-{COURSE}")
    lesson = nbformat.reads(door.notebook().decode(), as_version=4)
    for cell in lesson.cells:
        if cell.id == "total":
            cell.source = "total = 900"
        if cell.id == "limites":
            cell.source = "On ignore à qui va l'argent."
    body = nbformat.writes(lesson).encode()
    assert door.ask(f"handins/{COURSE}/{LESSON}", token, body)[0] == 200
    # a child process: nbgrader changes the current folder, and its kernels outlive it
    script = Path(__file__).with_name("tiny_marking.py")
    command = [sys.executable, str(script), str(door.site.state), "p20"]
    project = door.site.state.parent / "project"
    environment = os.environ | {"LIRELAVILLE_PROJECT": str(project)}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env=environment | jupyter_environment(),
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return token


def test_nbgrader_collects_marks_and_returns_what_was_received(door, marked):
    """Formgrader's own steps, unchanged; the hub knows the mark by itself."""

    def record():
        _, said = door.ask(f"records/{COURSE}?user=p20", door.hub_token)
        return said["lessons"][LESSON]

    wait_for(lambda: record()["score"] is not None, seconds=30)
    mark = record()
    assert (mark["score"], mark["max_score"], mark["to_read"]) == (2.0, 9.0, True)
    assert mark["marked_at"] == mark["handed_in_at"]


def test_the_feedback_is_its_owner_s_alone(door, marked):
    """Somebody else of the same course gets nothing, whatever they ask."""
    status, said = door.ask(f"feedback/{COURSE}/{LESSON}", marked)
    assert (status, said["score"]) == (200, 2.0)
    other = door.token("p21", f"nbgrader-{COURSE}")
    for query in ("", "?user=p20"):
        status, said = door.ask(f"feedback/{COURSE}/{LESSON}{query}", other)
        assert (status, "pas encore rendu" in said["message"]) == (404, True)


def test_a_new_hand_in_keeps_the_mark_of_the_one_before(door, marked):
    """Handed in again: the old feedback stays readable until the new one comes."""
    door.ask(f"handins/{COURSE}/{LESSON}", marked, door.notebook())
    _, said = door.ask(f"records/{COURSE}?user=p20", door.hub_token)
    mark = said["lessons"][LESSON]
    assert mark["handed_in_at"] > mark["marked_at"]
    assert door.ask(f"feedback/{COURSE}/{LESSON}", marked)[1]["score"] == 2.0


def test_the_feedback_is_saved_beside_the_lesson(at_work, marked, monkeypatch):
    """The link « Ouvrir le corrigé » opens a file of one's own."""
    monkeypatch.setenv(client.TOKEN, marked)
    feedback = corrige(COURSE, LESSON)
    assert (feedback.score, feedback.max_score) == ("2", "9")
    assert feedback.path.parent.parent == at_work.parent / "feedback"
    assert "Note : 2 / 9" in feedback.path.read_text()


def test_a_home_that_is_full_is_told_before_the_feedback_is_lost(
    at_work, marked, monkeypatch
):
    """A file stands where the folder should be: as impossible as no room."""
    monkeypatch.setenv(client.TOKEN, marked)
    (at_work.parent / "feedback").write_text("")
    with pytest.raises(LireLaVilleError, match="n'a pas pu être copié dans votre"):
        corrige(COURSE, LESSON)


def checks_run(notebook: Path) -> subprocess.CompletedProcess:
    """Run the lesson in the learners' kernel, as in their server."""
    script = Path(__file__).with_name("run_lesson.py")
    environment = os.environ | jupyter_environment()
    environment["JPY_SESSION_NAME"] = str(notebook)
    return subprocess.run(
        [sys.executable, str(script), str(notebook)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def test_the_checks_that_are_run_are_told_to_the_workshop(at_work, door, monkeypatch):
    """Right, wrong and untouched: the untouched one was not tried."""
    monkeypatch.setenv(client.TOKEN, door.token("p22", f"nbgrader-{COURSE}"))
    lesson = nbformat.read(at_work, as_version=4)
    answers = {"total": "total = 900", "moyenne": "moyenne = 5000"}
    for cell in lesson.cells:
        cell.source = answers.get(cell.id, cell.source)
    nbformat.write(lesson, at_work)
    done = checks_run(at_work)
    assert done.returncode == 0, done.stderr[-2000:]

    def told():
        _, said = door.ask(f"records/{COURSE}?user=p22", door.hub_token)
        return said["lessons"].get(LESSON, {"tried": []})

    wait_for(lambda: len(told()["tried"]) == 2, seconds=20)
    assert told()["passed"] == ["total"]
    assert list(told()["tries"]) == ["moyenne"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", None], ids=["down", "outside"])
def test_without_the_workshop_checks_run_as_ever(at_work, monkeypatch, url):
    """The service stopped, or no workshop at all: not a word of it in the notebook."""
    if url:
        monkeypatch.setenv(client.URL, url)
    else:
        monkeypatch.delenv(client.URL)
    done = checks_run(at_work)
    assert done.returncode == 0, done.stderr[-2000:]
    shown = json.loads(done.stdout)
    assert any("Il manque encore votre réponse" in text for text in shown)
    assert not any("ne répond pas" in text or "URLError" in text for text in shown)


def test_a_check_knows_its_lesson_by_the_folders_of_its_notebook(monkeypatch, tmp_path):
    """By the notebook's name in a server; by the current folder elsewhere."""
    monkeypatch.setenv("JPY_SESSION_NAME", f"/x/{COURSE}/{LESSON}/{LESSON}.ipynb")
    assert place() == (COURSE, LESSON)
    monkeypatch.delenv("JPY_SESSION_NAME")
    (tmp_path / COURSE / LESSON).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / COURSE / LESSON)
    assert place() == (COURSE, LESSON)
