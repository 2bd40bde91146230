"""Start a person's server: in a trial as JupyterHub does, otherwise confined.

Confined: under the person's own Unix account, in a sandbox that shows their home, the
project without its lessons, and nothing of the state folder; with limits.
"""

import asyncio
import errno
import os
import socket
import subprocess
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner
from jupyterhub.utils import maybe_future, random_port
from traitlets import Instance

from lirelaville.errors import LireLaVilleError
from lirelaville.hub import watch
from lirelaville.hub.accounts import Account, own_folder, persons_account
from lirelaville.hub.limits import Limits, group_of, join, leave, limits_of
from lirelaville.hub.site import Site
from lirelaville.hub.views import project
from lirelaville.hub.waiting import moments
from lirelaville.ports import listener_uid
from lirelaville.sandbox import Bind, Sandbox

TELL = " Vos réponses sont gardées ; prévenez votre formatrice ou formateur."
DISK_FULL = (
    "Il n'y a plus de place sur le disque de l'atelier : votre dossier n'a pas pu être "
    "préparé." + TELL
)
NO_ACCOUNT = "Votre compte n'a pas pu être préparé sur la machine de l'atelier." + TELL
NO_FOLDER = "Votre dossier n'a pas pu être ouvert sur la machine de l'atelier." + TELL
ENDED = (
    "Votre espace de travail s'est arrêté pendant son démarrage. Vos réponses sont "
    "gardées. Réessayez ; si cela recommence, prévenez votre formatrice ou formateur."
)
TAKEN_PORT = (
    "Un autre programme a pris la place de votre espace de travail pendant qu'il "
    "démarrait ; il a été fermé par prudence. Réessayez ; si cela recommence, prévenez "
    "votre formatrice ou formateur."
)


class StartFailed(LireLaVilleError):
    """A server that cannot start: its words are shown on the page of failures."""

    @property
    def jupyterhub_message(self) -> str:
        """What JupyterHub shows."""
        return str(self)


class WorkshopSpawner(SimpleLocalProcessSpawner):
    """JupyterHub's spawner of local processes, with our sandbox around them."""

    site = Instance(Site, config=True, help="This installation.")
    account: Account | None = None
    groups: tuple[Path, ...] = ()

    @property
    def home(self) -> Path:
        """The person's home, outside."""
        return self.site.state / "homes" / self.user.name

    @property
    def limits(self) -> Limits:
        """What this person may use."""
        return limits_of(self.site)

    async def run_pre_spawn_hook(self):
        """Make the account and the home first; say in French what fails."""
        try:
            if self.site.isolated:
                self.account = await asyncio.to_thread(self._prepare)
            else:
                self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            return await maybe_future(super().run_pre_spawn_hook())
        except OSError as error:
            self.log.exception("No home for %s", self.user.name)
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            raise StartFailed(DISK_FULL if full else NO_FOLDER) from error

    def _prepare(self) -> Account:
        try:
            account = persons_account(self.site.state, self.user.name)
            own_folder(self.home, account)
        except LireLaVilleError as error:
            self.log.exception("No account for %s", self.user.name)
            raise StartFailed(NO_ACCOUNT) from error
        return account

    def user_env(self, env: dict) -> dict:
        """Name the home as it is seen inside."""
        env = super().user_env(env)
        if self.site.isolated:
            threads = str(max(1, round(self.limits.cpu_cores)))
            env |= {
                "HOME": f"/home/{self.user.name}",
                "JUPYTER_RUNTIME_DIR": "/tmp/run",
                # A thread per core of the machine would not fit in the limits.
                "OMP_NUM_THREADS": threads,
                "OPENBLAS_NUM_THREADS": threads,
            }
        return env

    async def start(self):
        """Start the server; return where it answers."""
        if not self.site.isolated:
            address = await super().start()
            await self._own_port()
            return address
        self.port = self.port or random_port()
        self.groups = tuple(group_of(self.site.groups, self.account.name, self.limits))
        self.proc = self._popen()
        self.pid = self.proc.pid
        watch.begin(self)
        await self._own_port()
        return "127.0.0.1", self.port

    async def progress(self):
        """Tell the waiting page what has really happened."""
        async for event in moments(self):
            yield event

    def clear_state(self):
        """Forget the process, and give back its control groups."""
        super().clear_state()
        leave(self.groups)

    def _popen(self) -> subprocess.Popen:
        journal = self.site.state / "logs" / f"server-{self.account.name}.log"
        # Its own journal, closed to it: through /proc it could read a shared one.
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        with os.fdopen(os.open(journal, flags, 0o600), "wb") as log:
            return subprocess.Popen(
                self._confined([*self.cmd, *self.get_args()]),
                env=self.get_env(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: join(self.groups),  # noqa: PLW1509 - brief, as root
            )

    def _confined(self, command: list[str]) -> list[str]:
        inside = Path("/home", self.user.name)
        home = Bind(self.home, inside, writable=True)
        return Sandbox(
            self.account,
            (*project(self.site), home),
            inside,
            self.site.runtime,
            tuple(self.limits.options()),
            tmp_mb=128,
        ).confine(command)

    async def _own_port(self) -> None:
        # JupyterHub would wait two minutes for a server that has already ended.
        while self.proc and self.proc.poll() is None:
            if self._listens():
                return
            await asyncio.sleep(0.05)
        raise StartFailed(ENDED)

    def _listens(self) -> bool:
        if not self.site.isolated:
            with socket.socket() as there:
                return there.connect_ex(("127.0.0.1", self.port)) == 0
        # Everybody shares the loopback: somebody else's program could answer there.
        owner = listener_uid(self.port)
        if owner not in {None, self.account.uid}:
            raise StartFailed(TAKEN_PORT)
        return owner is not None
