"""A learner's own page: made into a notebook, seen live by its author alone."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from lirelaville import apercu
from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.preview import make_page, preview_link

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = """\
# %% [markdown]
# # Combien d'habitants ici ?
#
# Choisissez un secteur.

# %%
from ipywidgets import interact
print("Deux secteurs")
habitants = {"nord": 10, "sud": 20}

# %%
def dire(secteur):
    print(habitants[secteur], "habitants")
interact(dire, secteur=["nord", "sud"])

# %%
habitants["est"]
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lesson's folder in somebody's home."""
    lesson = tmp_path / "agents" / "ma leçon"
    lesson.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(lesson)
    Path("ma_page.py").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_a_page_becomes_a_notebook_with_its_title_and_no_output(home: Path):
    """Voilà reads notebooks; the text stays what the learner wrote."""
    made = nbformat.read(make_page(Path("ma_page.py")), as_version=4)
    nbformat.validate(made)
    assert made.metadata.title == "Combien d'habitants ici ?"
    assert made.metadata.lirelaville.preview is True
    assert [cell.cell_type for cell in made.cells] == ["markdown", *["code"] * 3]
    assert Path("ma_page.py").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ma_page.md", PAGE, "n'est pas une page"),
        ("autre.py", None, r"n'existe pas encore.*« ma_page\.py »"),
        ("vide.py", "", "ne commence pas par un titre"),
        ("sans.py", "# %%\n1\n", "ne commence pas par un titre"),
    ],
)
def test_what_is_not_a_page_says_what_to_do(
    home: Path, name: str, content: str | None, words: str
):
    """The learner reads which cell to run, or how a page begins."""
    if content is not None:
        Path(name).write_text(content, encoding="utf-8")
    with pytest.raises(LireLaVilleError, match=words):
        make_page(Path(name))


def test_outside_the_workshop_the_command_is_given(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    """At the office the same page opens with one command."""
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    apercu("ma_page.py")
    assert "voila ma_page.ipynb" in capsys.readouterr().out


@pytest.fixture
def server(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A learner's own server, with the settings that the hub gives it."""
    from lirelaville.ports import free_port

    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/p01/")
    port = free_port()
    # As the hub does: the address of a kernel's socket holds 107 characters.
    with tempfile.TemporaryDirectory(prefix="llv-") as runtime:
        yield from serve(home, port, runtime)


def serve(home: Path, port: int, runtime: str) -> Iterator[str]:
    from lirelaville.processes import start, stop, wait_until_answers
    from lirelaville.project import jupyter_environment

    command = [sys.executable, "-m", "jupyter_server", f"--port={port}", "--no-browser"]
    command += ["--ServerApp.base_url=/user/p01/", f"--ServerApp.root_dir={home}"]
    command += ["--IdentityProvider.token=", "--ServerApp.port_retries=0"]
    command += ["--allow-root"] if os.geteuid() == 0 else []
    environment = {**os.environ, **jupyter_environment(), "HOME": str(home)}
    environment["JUPYTER_RUNTIME_DIR"] = runtime
    part = start("Le serveur", command, environment, home, home / "server.log")
    url = f"http://127.0.0.1:{port}"
    wait_until_answers(part, f"{url}/user/p01/api")
    yield url
    stop(part)


def test_the_author_sees_the_page_live_and_what_stops_it(server: str, page: "Page"):
    """The public look, a control that works, the error named; no other site asked."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + preview_link(make_page(Path("ma_page.py"))))
    control = page.locator("select:not([disabled])")
    control.wait_for(timeout=60_000)
    page.get_by_text("10 habitants").wait_for()
    control.select_option("sud")
    page.get_by_text("20 habitants").wait_for()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.get_by_role("heading", level=1).inner_text() == (
        "Combien d'habitants ici ?"
    )
    assert page.get_by_text("aperçu de votre page").is_visible()
    assert page.get_by_text("Deux secteurs").is_visible()
    assert "KeyError" in page.get_by_role("alert").first.inner_text()
    assert {url.split("/")[2] for url in asked if "://" in url} == {
        server.removeprefix("http://")
    }
