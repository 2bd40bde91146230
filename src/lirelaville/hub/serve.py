"""``lirelaville serve``: build the courses, start the hub and the public pages.

Everything it starts ends with it: on Ctrl-C, on a stop half-way, even if killed.
"""

import signal
import tempfile
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from lirelaville.errors import LireLaVilleError
from lirelaville.hub.access import Access, open_access, write_access
from lirelaville.hub.accounts import formation_account
from lirelaville.hub.addresses import addresses
from lirelaville.hub.building import build
from lirelaville.hub.journals import turn
from lirelaville.hub.limits import in_words, lent_groups, limits_of
from lirelaville.hub.mode import check_addresses, is_isolated
from lirelaville.hub.parts import started
from lirelaville.hub.site import Site, read_values
from lirelaville.hub.state_folder import own_state_folder
from lirelaville.hub.views import prepare_folders
from lirelaville.lessons.course import course_names
from lirelaville.ports import free_ports, require_free_port
from lirelaville.processes import Part, wait_until_all_answer
from lirelaville.programs import find_bubblewrap, proxy_command
from lirelaville.sandbox import check_confinement

NO_GROUP = (
    "À noter : cette machine ne prête pas de groupe de contrôle pour la mémoire ; "
    "quelqu'un de malveillant pourrait l'épuiser. Sur un serveur, lancez l'atelier par "
    "systemd, avec « Delegate=yes » (voir le guide d'exploitation)."
)
TRIAL = (
    "Ceci est un essai : tout le monde partage le compte système qui a lancé cette "
    "commande, et peut donc lire le travail des autres. Seul cet ordinateur peut s'y "
    "connecter. N'y mettez rien de personnel ; pour un vrai atelier, lancez la "
    "commande en tant que root sur un serveur."
)


@dataclass(frozen=True)
class Asked:
    """What the operator typed."""

    state: Path
    port: int  # of the hub
    public_port: int  # of the public pages
    trial: bool = False  # everybody shares the operator's account, even root's
    public: bool = False  # open to other computers
    settings: Path | None = None  # another hub.yml


def serve(asked: Asked) -> None:
    """Run until stopped.

    Parameters
    ----------
    asked : Asked
        The state folder, created if needed; ports, mode and settings.

    Raises
    ------
    LireLaVilleError
        If a port is taken, a program is missing, the folder is in use by another
        ``serve``, the mode is refused, or a part does not start or stops by itself.
    """
    port = asked.port
    if port == asked.public_port:
        raise LireLaVilleError(
            "Les cours et les pages publiques doivent avoir des ports différents : "
            f"make serve PORT={port} PUBLIC_PORT={port + 1}"
        )
    console = Console()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _interrupt)
    try:
        run(console, asked)
    except KeyboardInterrupt:
        console.print("Tout est arrêté.", style="dim")


def run(console: Console, asked: Asked) -> None:
    """Build, start, tell, and wait; whatever ends it, every part is stopped."""
    isolated = is_isolated(trial=asked.trial, public=asked.public)
    with ExitStack() as stack:
        state = stack.enter_context(own_state_folder(asked.state))
        require_free_port(asked.port, "make serve PORT=")
        require_free_port(asked.public_port, "make serve PUBLIC_PORT=")
        runtime = stack.enter_context(tempfile.TemporaryDirectory(prefix="llv-"))
        groups = stack.enter_context(lent_groups()) if isolated else {}
        site = plan(asked, state, Path(runtime), isolated, groups)
        check_addresses(site.values, site.port, public=site.public)
        if isolated:
            check_confinement(formation_account(), site.runtime)
            prepare_folders(site)
        build(console, site)
        access = open_access(state, site.courses, site.values.trainer)
        hub_url, public_url = addresses(site)
        write_access(state, access, hub_url, public_url)
        parts = stack.enter_context(started(site))
        # takes half a second to import, while the parts start
        from lirelaville.hub.retention import reminder

        with console.status("Démarrage de l'atelier et des pages publiques…"):
            wait_until_all_answer(parts)
        welcome(console, state, access, (hub_url, public_url))
        late = reminder(state, site.values.retention_months, datetime.now(UTC))
        if late:
            console.print(late, style="yellow", highlight=False)
        tell_mode(console, site)
        wait_for_the_end(list(parts), state / "logs")


def plan(
    asked: Asked,
    state: Path,
    runtime: Path,
    isolated: bool = False,
    groups: dict[str, Path] | None = None,
) -> Site:
    """Gather what this run needs: site values, proxy, and free inner ports."""
    courses = course_names()
    hub_port, proxy_api_port, handin_port, pages_port, pages_api_port, *formgraders = (
        free_ports(5 + len(courses))
    )
    return Site(
        state=state,
        runtime=runtime,
        port=asked.port,
        public_port=asked.public_port,
        pages_port=pages_port if asked.public else 0,
        pages_api_port=pages_api_port,
        isolated=isolated,
        public=asked.public,
        groups=groups or {},
        hub_port=hub_port,
        proxy_api_port=proxy_api_port,
        formgrader_ports=dict(zip(courses, formgraders, strict=True)),
        handin_port=handin_port,
        proxy_command=proxy_command(),
        values=read_values(asked.settings),
    )


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


def tell_mode(console: Console, site: Site) -> None:
    """Say who shares what with whom, what is limited, and that all is ready."""
    if site.isolated:
        said = (
            "Chaque personne a son propre compte système et ne voit que son dossier. "
            + in_words(site.groups, limits_of(site))
        )
        alone = " Seul cet ordinateur peut s'y connecter (voir « --public »)."
        console.print(said + ("" if site.public else alone), style="dim")
        if "memory" not in site.groups:
            console.print(NO_GROUP, style="yellow", highlight=False)
    else:
        console.print(TRIAL, style="yellow", highlight=False)
        try:
            find_bubblewrap()
        except LireLaVilleError as error:
            console.print(f"À noter : {error}", style="yellow", highlight=False)
    console.print("Ctrl-C arrête tout.", style="dim")
    print("ready", flush=True)  # noqa: T201 - the word that scripts wait for


def wait_for_the_end(parts: list[Part], journals: Path) -> None:
    """Wait until a part stops by itself; Ctrl-C interrupts the wait."""
    looked = 0.0
    while not any(part.ended for part in parts):
        if time.time() - looked > 3600:
            looked = time.time()
            with suppress(OSError):  # the disk is full: they turn in an hour
                turn(journals, looked)
        time.sleep(0.5)
    ended = next(part for part in parts if part.ended)
    raise LireLaVilleError(
        f"{ended.name} s'est arrêté. Journal : {ended.journal}. Relancez : make serve"
    )


def _interrupt(*_) -> None:
    raise KeyboardInterrupt
