"""A lesson opens in its owner's server: fetched once, started again, never lost."""

import http.cookiejar
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from door import COURSE, LESSON, RunningDoor
from workshop import wait_for

from lirelaville.handin import client
from lirelaville.handin.copies import place_lesson, start_again
from lirelaville.ports import free_port
from lirelaville.processes import Part, start, stop, wait_until_answers
from lirelaville.project import jupyter_environment

BASE = "/user/p01/"


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Show where an answer leads instead of going there."""

    def redirect_request(self, *_):
        return None


@dataclass(frozen=True)
class Server:
    """A learner's own server, without a hub before it, and one browser's cookies."""

    url: str
    home: Path
    part: Part
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    @property
    def notebook(self) -> Path:
        """Where the lesson is."""
        return self.home / COURSE / LESSON / f"{LESSON}.ipynb"

    def ask(self, path: str, form: dict | None = None) -> tuple[int, str, str]:
        """Send a request; return its status, its text, and where it leads."""
        opener = urllib.request.build_opener(
            _StayHere, urllib.request.HTTPCookieProcessor(self.cookies)
        )
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            with opener.open(f"{self.url}{BASE}{path}", data, timeout=60) as answer:
                return answer.status, answer.read().decode(), ""
        except urllib.error.HTTPError as error:
            where = error.headers.get("Location", "")
            return error.code, error.read().decode(), where

    def start_again(self) -> tuple[int, str, str]:
        """Read the page that asks, then press its button."""
        path = f"lecon/{COURSE}/{LESSON}/recommencer"
        page = self.ask(path)[1]
        xsrf = re.search(r'name="_xsrf" value="([^"]+)"', page)[1]
        return self.ask(path, {"_xsrf": xsrf})


@pytest.fixture(scope="module")
def server(door: RunningDoor, tmp_path_factory) -> Iterator[Server]:
    """The server of somebody who is in the course."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    command = [sys.executable, "-m", "jupyter_server", f"--port={port}", "--no-browser"]
    command += [f"--ServerApp.base_url={BASE}", f"--ServerApp.root_dir={home}"]
    command += ["--IdentityProvider.token=", "--ServerApp.port_retries=0"]
    command += ["--allow-root"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="llv-") as runtime:
        environment = {
            **os.environ,
            **jupyter_environment(),
            "HOME": str(home),
            "JUPYTERHUB_USER": "p01",
            "JUPYTER_RUNTIME_DIR": runtime,
            client.URL: door.url,
            client.TOKEN: door.token("p01", f"nbgrader-{COURSE}"),
        }
        part = start("Le serveur", command, environment, home, home.parent / "log")
        url = f"http://127.0.0.1:{port}"
        wait_until_answers(part, f"{url}{BASE}api")
        yield Server(url, home, part)
        stop(part)


def opened(where: str) -> bool:
    return where == f"{BASE}notebooks/{COURSE}/{LESSON}/{LESSON}.ipynb"


def test_a_lesson_is_fetched_once_then_opened_as_it_is(server, door):
    """The first time it comes through the service; afterwards it is its owner's."""
    status, _, where = server.ask(f"lecon/{COURSE}/{LESSON}")
    assert (status, opened(where)) == (302, True)
    assert server.notebook.read_bytes() == door.notebook()
    server.notebook.write_text("my work")
    assert opened(server.ask(f"lecon/{COURSE}/{LESSON}")[2])
    assert server.notebook.read_text() == "my work"
    assert [path.name for path in server.notebook.parent.iterdir()] == [
        server.notebook.name
    ]


def test_the_kernel_starts_while_the_page_still_loads(server):
    """Opened twice, it is one kernel, which the notebook's page finds by its path."""
    for _ in range(2):
        server.ask(f"lecon/{COURSE}/{LESSON}")
        wait_for(lambda: json.loads(server.ask("api/sessions")[1]))
    (session,) = json.loads(server.ask("api/sessions")[1])
    assert session["path"] == f"{COURSE}/{LESSON}/{LESSON}.ipynb"
    assert session["kernel"]["name"] == "python3"


def test_starting_again_says_what_happens_then_keeps_everything(server, door):
    """Twice in the same minute: two copies beside, with their names."""
    server.notebook.write_text("my work")
    page = server.ask(f"lecon/{COURSE}/{LESSON}/recommencer")[1]
    assert '<html lang="fr">' in page
    assert re.search(rf"{LESSON} - copie du [\d-]+ \d\dh\d\d\.ipynb&nbsp;»", page)
    assert opened(server.start_again()[2])
    assert server.notebook.read_bytes() == door.notebook()
    server.notebook.write_text("my second work")
    assert opened(server.start_again()[2])
    kept = {path.read_text() for path in server.notebook.parent.glob("* - copie du*")}
    assert kept == {"my work", "my second work"}
    assert server.notebook.read_bytes() == door.notebook()


def test_another_site_cannot_start_a_lesson_again(server):
    """Without the form's own token nothing moves."""
    server.notebook.write_text("my work")
    stranger = Server(server.url, server.home, server.part)
    answer = stranger.ask(f"lecon/{COURSE}/{LESSON}/recommencer", {})
    assert answer[0] == 403
    assert server.notebook.read_text() == "my work"


def test_starting_again_what_one_does_not_have_opens_it(server):
    server.notebook.unlink(missing_ok=True)
    where = server.ask(f"lecon/{COURSE}/{LESSON}/recommencer")[2]
    assert where == f"{BASE}lecon/{COURSE}/{LESSON}"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"lecon/{COURSE}/inconnue", 404, "n&#39;est plus distribuée"),
        ("lecon/agents/lire", 403, "pas dans ce cours"),
        ("lecon/%2e%2e/lire", 404, "n&#39;existe pas"),
        (f"lecon/{COURSE}/..%2f..%2fsecret", 404, "n&#39;existe pas"),
        (f"lecon/{COURSE}/.ssh", 404, "n&#39;existe pas"),
        ("lecon/%2fetc/passwd/recommencer", 404, "n&#39;existe pas"),
    ],
)
def test_a_lesson_that_does_not_come_says_why(server, path, status, words):
    """A French page with the way back, and nothing new in the home."""
    before = sorted(server.home.rglob("*"))
    answer, page, _ = server.ask(path)
    assert (answer, words in page) == (status, True), page
    assert "Revenir à mes cours" in page
    assert sorted(server.home.rglob("*")) == before


def test_a_withdrawn_lesson_still_opens_for_who_has_it(server, door):
    """Their work stays; a fresh copy is not to be had, which changes nothing."""
    outbound = door.exchange / "outbound" / LESSON
    server.notebook.parent.mkdir(parents=True, exist_ok=True)
    server.notebook.write_text("my work")
    away = outbound.rename(outbound.with_name(".away"))
    try:
        assert opened(server.ask(f"lecon/{COURSE}/{LESSON}")[2])
        status, page, _ = server.start_again()
        assert (status, "n&#39;est plus distribuée" in page) == (404, True)
    finally:
        away.rename(outbound)
    assert server.notebook.read_text() == "my work"


def test_a_full_disk_is_told_and_loses_nothing(server):
    """The system refuses that the server writes more than 2 kB in a file."""
    pid = server.part.process.pid
    server.notebook.write_text("my work")
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (2_000, before[1]))
    full = server.start_again()
    kept = sorted(path.name for path in server.notebook.parent.iterdir())
    server.notebook.rename(server.home / "aside")
    nothing = server.ask(f"lecon/{COURSE}/{LESSON}")
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    for status, page, _ in (full, nothing):
        assert (status, "il est plein" in page) == (507, True), page
        assert "Réessayer" in page
    assert not any(name.startswith(".") for name in kept)
    assert (server.home / "aside").read_text() == "my work"
    assert opened(server.ask(f"lecon/{COURSE}/{LESSON}")[2])


def test_a_service_that_is_down_opens_what_is_there(server, door):
    """A lesson that one has opens; another says to come back, with the way to."""
    from signal import SIGCONT, SIGSTOP

    server.notebook.write_text("my work")
    door.part.process.send_signal(SIGSTOP)
    try:
        assert opened(server.ask(f"lecon/{COURSE}/{LESSON}")[2])
        status, page, _ = server.ask(f"lecon/{COURSE}/autre")
        assert (status, "L&#39;atelier ne répond pas" in page) == (503, True)
        assert f'href="{BASE}lecon/{COURSE}/autre"' in page
    finally:
        door.part.process.send_signal(SIGCONT)


def test_two_tabs_at_once_place_one_copy(tmp_path):
    """The second finds the lesson there, maybe already begun: it stays."""
    notebook = tmp_path / "lire" / "lire.ipynb"
    place_lesson(notebook, b"fresh")
    notebook.write_text("begun")
    place_lesson(notebook, b"fresh")
    assert notebook.read_text() == "begun"
    assert [path.name for path in notebook.parent.iterdir()] == ["lire.ipynb"]


def test_the_old_copy_is_named_after_the_moment(tmp_path):
    notebook = tmp_path / "lire.ipynb"
    notebook.write_text("old")
    kept = start_again(notebook, b"new", datetime(2026, 11, 22, 14, 3))
    assert kept.name == "lire - copie du 2026-11-22 14h03.ipynb"
    assert (kept.read_text(), notebook.read_text()) == ("old", "new")


KILLED = """
import os, sys
from datetime import datetime
from pathlib import Path
from lirelaville.handin import copies
steps = iter(range(100))
def die_at(function):
    def step(*arguments, **options):
        if next(steps) == int(sys.argv[2]):
            os._exit(9)
        return function(*arguments, **options)
    return step
for name in ("link", "fsync", "replace"):
    setattr(os, name, die_at(getattr(os, name)))
copies.start_again(Path(sys.argv[1]), b"new", datetime(2026, 11, 22, 14, 3))
"""


@pytest.mark.parametrize("step", range(4))
def test_a_server_killed_while_starting_again_loses_nothing(tmp_path, step):
    """Killed before each of its writes in turn: the old work is always there."""
    notebook = tmp_path / "lire.ipynb"
    notebook.write_text("old")
    command = [sys.executable, "-c", KILLED, str(notebook), str(step)]
    assert subprocess.run(command, check=False).returncode == (9 if step < 3 else 0)
    assert notebook.exists()
    assert "old" in {path.read_text() for path in tmp_path.glob("*.ipynb")}
