"""A real workshop for the tests: ``lirelaville serve``, and what people do in it."""

import atexit
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from lirelaville.errors import LireLaVilleError
from lirelaville.hub.accounts import remove_account
from lirelaville.ports import free_ports

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "calanque-1902"
# On two busy cores a server and its kernel can take their time.
PATIENCE_MS = 90_000


@dataclass(frozen=True)
class Workshop:
    """A running ``lirelaville serve``."""

    process: subprocess.Popen
    state: Path
    port: int
    public_port: int

    @property
    def access(self) -> dict:
        """What access.json says."""
        return json.loads((self.state / "access.json").read_text())

    @property
    def url(self) -> str:
        """The hub's address."""
        return self.access["hub_url"]

    def code(self, course: str) -> str:
        """Return the workshop code of a course."""
        return self.access["courses"][course]["workshop_code"]


@cache
def isolates() -> bool:
    """Tell whether this machine gives each person an account: root, not a container."""
    if os.geteuid() != 0 or not shutil.which("bwrap"):
        return False
    trial = ["bwrap", "--unshare-pid", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    return subprocess.run(trial, check=False, capture_output=True).returncode == 0


@cache
def lessons_built_once() -> Path:
    """Build the real lessons once a run; workshops that are not about it copy them."""
    folder = Path(tempfile.mkdtemp(prefix="llv-built-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = Path(sys.executable).with_name("lirelaville")
    subprocess.run(
        [str(command), "lessons", "build", f"--state={folder}"],
        check=True,
        capture_output=True,
    )
    return folder


def start_workshop(
    state: Path,
    *options: str,
    wait: bool = True,
    ports: tuple[int, int] | None = None,
    from_nothing: bool = False,
) -> Workshop:
    """Run ``lirelaville serve`` in its own session, until it says « ready ».

    In a container whose root may not isolate people, it is a trial.  Unless
    ``from_nothing``, a new state folder has its lessons already built.
    """
    if not (from_nothing or (state / "courses").exists()):
        shutil.copytree(lessons_built_once(), state, dirs_exist_ok=True)
    port, public_port = ports or free_ports(2)
    container = os.geteuid() == 0 and not isolates()
    said = (state.parent / f"{state.name}.out").open("w")
    process = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("lirelaville")),
            "serve",
            f"--port={port}",
            f"--public-port={public_port}",
            f"--state={state}",
            *options,
            *(["--trial"] if container and "--public" not in options else []),
        ],
        stdout=said,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    workshop = Workshop(process, state, port, public_port)
    if wait:
        wait_for(lambda: "ready" in said_by(workshop) or process.poll() is not None)
        assert process.poll() is None, said_by(workshop)
    return workshop


def said_by(workshop: Workshop) -> str:
    """Return what ``serve`` has printed so far."""
    state = workshop.state
    return (state.parent / f"{state.name}.out").read_text()


def stop_workshop(workshop: Workshop) -> int:
    """Press Ctrl-C in the terminal of ``serve`` and return its exit code."""
    if workshop.process.poll() is None:
        workshop.process.send_signal(signal.SIGINT)
    code = workshop.process.wait(timeout=60)
    remove_accounts(workshop.state)
    return code


def remove_accounts(state: Path) -> None:
    """Remove the Unix accounts of the people of a workshop, not their homes."""
    if os.geteuid() == 0:
        for home in (state / "homes").glob("*"):
            # of the same name in a workshop that still runs: it stays
            with suppress(LireLaVilleError):
                remove_account(state, home.name)


def ask(url: str, token: str = "", data: bytes | None = None) -> tuple[int, str]:
    """Send one request without any cookie; return its status and its text."""
    headers = {"Authorization": f"token {token}"} if token else {}
    request = urllib.request.Request(url, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")


def wait_for(condition, seconds: float = 120) -> None:
    """Wait until something is true; fail after ``seconds``."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.1)


def sign_up(page: "Page", workshop: Workshop, name: str, code: str) -> None:
    """Fill the sign-up form and send it."""
    page.goto(f"{workshop.url}/hub/signup")
    page.get_by_label("Pseudonyme").fill(name)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_label("Code d'atelier").fill(code)
    page.get_by_role("button", name="Commencer").click()


def log_in(page: "Page", workshop: Workshop, name: str, password: str) -> None:
    """Fill the log-in form and send it."""
    page.goto(f"{workshop.url}/hub/login")
    page.get_by_label("Pseudonyme").fill(name)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Me connecter").click()


def lesson_is_open(page: "Page", lesson: str) -> None:
    """Wait until the lesson's notebook is on screen and its kernel ready."""
    page.wait_for_url(f"**/{lesson}.ipynb", timeout=PATIENCE_MS)
    page.wait_for_selector(
        ".jp-Notebook-ExecutionIndicator[data-status=idle]",
        state="attached",
        timeout=PATIENCE_MS,
    )


def notebook(workshop: Workshop, course: str, step: str, lesson: str):
    """Read a built notebook: ``step`` is ``source`` or ``release``."""
    folder = workshop.state / "courses" / course / step / lesson
    return nbformat.read(folder / f"{lesson}.ipynb", as_version=4)


def answers(workshop: Workshop, course: str, lesson: str) -> dict[str, str]:
    """Return the solution of each exercise, as a participant would type it."""
    cells = notebook(workshop, course, "source", lesson).cells
    return {
        grade_id(cell): re.sub(r"### (BEGIN|END) SOLUTION\n?", "", cell.source).strip()
        for cell in cells
        if cell.cell_type == "code"
        and cell.metadata.get("nbgrader", {}).get("solution")
    }


def grade_id(cell) -> str | None:
    """Return the name by which nbgrader knows a cell."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def position(workshop: Workshop, course: str, lesson: str, name: str) -> int:
    """Return where the cell called ``name`` stands on the participant's page."""
    cells = notebook(workshop, course, "release", lesson).cells
    return [grade_id(cell) for cell in cells].index(name)


def type_answer(page: "Page", place: int, text: str) -> None:
    """Replace what is in the cell number ``place``, as someone typing would."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(place)
    rendered = cell.locator(".jp-RenderedMarkdown")
    if rendered.count():
        rendered.first.dblclick()
    editor = cell.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def run_cell(page: "Page", place: int) -> str:
    """Run a cell with Maj + Entrée and return what it shows, in the end."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(place)
    cell.scroll_into_view_if_needed()
    hidden = cell.locator(".jp-Placeholder")
    (hidden if hidden.count() else cell.locator(".cm-content")).first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(
        ".jp-Notebook-ExecutionIndicator[data-status=idle]",
        state="attached",
        timeout=PATIENCE_MS,
    )
    return cell.inner_text()


def run_everything(page: "Page") -> None:
    """Choose « Exécuter toutes les cellules » in the menu."""
    page.keyboard.press("Escape")
    page.get_by_role("menuitem", name="Exécution").click()
    page.get_by_role(
        "menuitem", name="Exécuter toutes les cellules", exact=True
    ).click()
