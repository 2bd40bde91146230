"""``lirelaville serve``: build the courses, start the hub and the public pages.

Everything it starts ends with it: on Ctrl-C, on a stop half-way, even if killed.
"""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.build import build_explainers
from lirelaville.explainers.launch import voila_command, voila_environment
from lirelaville.hub.access import Access, open_access, write_access
from lirelaville.hub.site import Site, hand_over, read_values
from lirelaville.lessons.build import build_courses
from lirelaville.lessons.course import course_names
from lirelaville.ports import require_free_port
from lirelaville.programs import find_bubblewrap, proxy_command
from lirelaville.project import project_folder

START_LIMIT_S = 120


def serve(state: Path, port: int, public_port: int) -> None:
    """Run until stopped.

    Parameters
    ----------
    state : Path
        The state folder, created if needed.
    port, public_port : int
        Where the hub and the public pages answer, on the loopback.

    Raises
    ------
    LireLaVilleError
        If a port is taken, a program is missing, the folder is in use by another
        ``serve``, or a part does not start.
    """
    console = Console()
    require_free_port(port, "lirelaville serve --port")
    require_free_port(public_port, "lirelaville serve --public-port")
    if port == public_port:
        raise LireLaVilleError("--port et --public-port doivent être différents.")
    proxy = proxy_command()
    with ExitStack() as stack:
        state = stack.enter_context(own_state_folder(state))
        build(console, state)
        values = read_values()
        access = open_access(state, course_names(), values.trainer)
        runtime = stack.enter_context(tempfile.TemporaryDirectory(prefix="llv-"))
        courses = course_names()
        hub_port, proxy_api_port, *formgraders = free_ports(2 + len(courses))
        site = Site(
            state=state,
            runtime=Path(runtime),
            port=port,
            public_port=public_port,
            hub_port=hub_port,
            proxy_api_port=proxy_api_port,
            formgrader_ports=dict(zip(courses, formgraders, strict=True)),
            proxy_command=proxy,
            values=values,
        )
        hub_url, public_url = addresses(port, public_port)
        write_access(state, access, hub_url, public_url)
        started = [
            stack.enter_context(part) for part in (start_hub(site), start_public(site))
        ]
        wait_until_ready(console, started, [f"{hub_url}/hub/health", public_url])
        welcome(console, state, access, hub_url, public_url)
        wait_for_the_end(started)


def build(console: Console, state: Path) -> None:
    """Build and release what has changed: lessons, then public pages."""
    built = build_courses(
        state,
        progress=lambda lessons: track(
            lessons, description="Préparation des leçons…", console=console
        )
        if lessons
        else [],
    )
    for lesson in built:
        if lesson.message:
            console.print(lesson.message, style="yellow", highlight=False)
    build_explainers(state)


def addresses(port: int, public_port: int) -> tuple[str, str]:
    """Return the hub's and the public pages' addresses."""
    return f"http://127.0.0.1:{port}", f"http://127.0.0.1:{public_port}"


@contextmanager
def own_state_folder(state: Path) -> Iterator[Path]:
    """Create the state folder for its owner alone and hold it while running.

    Raises
    ------
    LireLaVilleError
        If another ``serve`` already runs on this folder.
    """
    state = state.resolve()
    state.mkdir(parents=True, exist_ok=True)
    state.chmod(0o700)
    with (state / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LireLaVilleError(
                f"Une installation est déjà en marche dans « {state.name} ». Arrêtez-"
                "la (Ctrl-C), ou prenez un autre dossier : lirelaville serve --state "
                "AUTRE_DOSSIER"
            ) from error
        # The lock goes with this process, however it ends: no stale file to clean.
        os.set_inheritable(lock.fileno(), False)
        yield state


def free_ports(count: int) -> list[int]:
    """Return that many different ports which nothing listens on."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for listener in sockets:
            listener.bind(("127.0.0.1", 0))
        return [listener.getsockname()[1] for listener in sockets]


def start_hub(site: Site):
    """Start JupyterHub on our settings."""
    config = project_folder() / "hub_config" / "jupyterhub_config.py"
    command = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
    environment = {**os.environ, **hand_over(site)}
    return running("hub", command, environment, site.state)


def start_public(site: Site):
    """Start the public pages, a process of its own that knows no secret."""
    command = voila_command(site.state, site.public_port)
    return running("public", command, voila_environment(site.state), site.state)


@contextmanager
def running(name: str, command: list[str], environment: dict, state: Path):
    """Run a part of the service; its words go to ``STATE/logs/<name>.log``."""
    log_path = state / "logs" / f"{name}.log"
    log_path.parent.mkdir(exist_ok=True)
    with log_path.open("ab") as log:
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=state,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches serve, which stops each in turn
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - no thread runs yet
        )
    process.name, process.log_path = name, log_path
    try:
        yield process
    finally:
        _stop(process)


def wait_until_ready(console: Console, parts: list, urls: list[str]) -> None:
    """Wait until every address answers.

    Raises
    ------
    LireLaVilleError
        If a part ends, or does not answer in time; the end of its log is shown.
    """
    deadline = time.monotonic() + START_LIMIT_S
    with console.status("Démarrage du hub et des pages publiques…"):
        for url in urls:
            while not _answers(url):
                for part in parts:
                    if part.poll() is not None:
                        raise did_not_start(part)
                if time.monotonic() > deadline:
                    raise did_not_start(parts[urls.index(url)])
                time.sleep(0.1)


def did_not_start(part) -> LireLaVilleError:
    """Return the error that says which part failed, where, and its last words."""
    lines = part.log_path.read_text(errors="replace").splitlines()[-8:]
    return LireLaVilleError(
        f"« {part.name} » n'a pas démarré. Journal complet : {part.log_path}\n"
        "Dernières lignes :\n" + "\n".join(f"    {line}" for line in lines)
    )


def welcome(console, state: Path, access: Access, hub_url, public_url) -> None:
    """Print the addresses and the codes; the password stays in its file."""
    table = Table(show_header=False, box=None, padding=(0, 2))
    table.add_row("Cours", f"{hub_url}/hub/signup")
    table.add_row("Pages publiques", f"{public_url}/")
    for course, code in access.codes.items():
        table.add_row(f"Code d'atelier « {course} »", f"[bold]{code}[/]")
    table.add_row("Formatrice ou formateur", f"compte « {access.trainer} »")
    table.add_row("", f"mot de passe dans {state.name}/access.json")
    console.print(table)
    console.print(
        "Essai local : tout le monde partage le compte système qui a lancé cette "
        "commande ; seul cet ordinateur peut s'y connecter.",
        style="dim",
    )
    try:
        find_bubblewrap()
    except LireLaVilleError as error:
        console.print(f"À noter : {error}", style="yellow", highlight=False)
    console.print("Ctrl-C arrête tout.", style="dim")
    print("ready", flush=True)  # noqa: T201 - the word that scripts wait for


def wait_for_the_end(parts: list) -> None:
    """Wait for Ctrl-C, a stop signal, or a part that ends by itself."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        while True:
            for part in parts:
                if part.poll() is not None:
                    raise LireLaVilleError(
                        f"« {part.name} » s'est arrêté. Journal : {part.log_path}. "
                        "Relancez : make serve"
                    )
            time.sleep(0.5)
    except KeyboardInterrupt:
        Console().print("\nArrêt en cours…", style="dim")


def _interrupt(*_) -> None:
    raise KeyboardInterrupt


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _end_with_parent() -> None:
    # PR_SET_PDEATHSIG: even after kill -9 of serve, the next start finds free ports.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _stop(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
