"""``lirelaville serve``: build the courses, start the hub and the public pages.

Everything it starts ends with it: on Ctrl-C, on a stop half-way, even if killed.
"""

import fcntl
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.build import build_explainers
from lirelaville.hub.access import Access, open_access, write_access
from lirelaville.hub.parts import addresses, started
from lirelaville.hub.site import Site, read_values
from lirelaville.lessons.build import build_courses
from lirelaville.lessons.course import course_names
from lirelaville.ports import free_ports, require_free_port
from lirelaville.processes import Part, wait_until_all_answer
from lirelaville.programs import find_bubblewrap, proxy_command


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
        ``serve``, or a part does not start or stops by itself.
    """
    if port == public_port:
        raise LireLaVilleError(
            "Les cours et les pages publiques doivent avoir des ports différents : "
            f"make serve PORT={port} PUBLIC_PORT={port + 1}"
        )
    console = Console()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _interrupt)
    try:
        run(console, state, port, public_port)
    except KeyboardInterrupt:
        console.print("Tout est arrêté.", style="dim")


def run(console: Console, state: Path, port: int, public_port: int) -> None:
    """Build, start, tell, and wait; whatever ends it, every part is stopped."""
    with ExitStack() as stack:
        state = stack.enter_context(own_state_folder(state))
        require_free_port(port, "make serve PORT=")
        require_free_port(public_port, "make serve PUBLIC_PORT=")
        runtime = stack.enter_context(tempfile.TemporaryDirectory(prefix="llv-"))
        site = plan(state, Path(runtime), port, public_port)
        build(console, state)
        access = open_access(state, site.courses, site.values.trainer)
        hub_url, public_url = addresses(site)
        write_access(state, access, hub_url, public_url)
        parts = stack.enter_context(started(site))
        with console.status("Démarrage de l'atelier et des pages publiques…"):
            wait_until_all_answer(parts)
        welcome(console, state, access, (hub_url, public_url))
        wait_for_the_end(list(parts))


def plan(state: Path, runtime: Path, port: int, public_port: int) -> Site:
    """Gather what this run needs: site values, proxy, and free inner ports."""
    courses = course_names()
    hub_port, proxy_api_port, *formgraders = free_ports(2 + len(courses))
    return Site(
        state=state,
        runtime=runtime,
        port=port,
        public_port=public_port,
        hub_port=hub_port,
        proxy_api_port=proxy_api_port,
        formgrader_ports=dict(zip(courses, formgraders, strict=True)),
        proxy_command=proxy_command(),
        values=read_values(),
    )


def build(console: Console, state: Path) -> None:
    """Build and release what has changed: lessons, then public pages."""
    built = build_courses(
        state,
        progress=lambda lessons: (
            track(lessons, description="Préparation des leçons…", console=console)
            if lessons
            else []
        ),
    )
    for lesson in built:
        if lesson.message:
            console.print(lesson.message, style="yellow", highlight=False)
    build_explainers(state)


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


def welcome(
    console: Console, state: Path, access: Access, urls: tuple[str, str]
) -> None:
    """Print the addresses and the codes; the password stays in its file."""
    hub_url, public_url = urls
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


def wait_for_the_end(parts: list[Part]) -> None:
    """Wait until a part stops by itself; Ctrl-C interrupts the wait."""
    while not any(part.ended for part in parts):
        time.sleep(0.5)
    ended = next(part for part in parts if part.ended)
    raise LireLaVilleError(
        f"{ended.name} s'est arrêté. Journal : {ended.journal}. Relancez : make serve"
    )


def _interrupt(*_) -> None:
    raise KeyboardInterrupt
