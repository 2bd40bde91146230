"""Handing in says what happened, and never sends what the person does not see."""

import os
import time

import ipywidgets
import pytest

from lirelaville.errors import LireLaVilleError
from lirelaville.handin import corrige, panel, rendre


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A participant's home with one lesson, in a workshop whose exchange is gone."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("JUPYTERHUB_USER", "p01")
    monkeypatch.setenv("LIRELAVILLE_STATE", str(tmp_path / "state"))
    notebook = tmp_path / "citizens" / "lire" / "lire.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.write_text("{}")
    return notebook


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
    with pytest.raises(LireLaVilleError, match=r"Je ne trouve plus « lire\.ipynb »"):
        rendre("citizens", "lire")


def test_an_exchange_that_refuses_is_told_without_losing_anything(workspace):
    """The lesson was never released here: nbgrader refuses it."""
    with pytest.raises(LireLaVilleError, match=r"n'a pas pu être transmise.*gardées"):
        rendre("citizens", "lire")
    assert workspace.exists()


def test_no_feedback_yet_is_no_error(workspace):
    assert corrige("citizens", "lire") is None


def test_an_old_version_is_not_handed_in_when_the_page_does_not_save(workspace):
    """No page listens here, and the last save is old: ask for Ctrl and S."""
    old = time.time() - 3600
    os.utime(workspace, (old, old))
    with pytest.raises(LireLaVilleError, match=r"pas encore enregistrées.*Ctrl et S"):
        panel._save(workspace, ipywidgets.Output(), wait_s=0.2)


def test_a_version_saved_just_now_is_handed_in(workspace):
    """Without a page that listens (another editor), a fresh save is enough."""
    panel._save(workspace, ipywidgets.Output(), wait_s=0.2)
