"""Start the template of hand-ins, and ask it for a sandbox each."""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from lirelaville.correction.channel import Broken, Channel
from lirelaville.correction.confine import confined, environment
from lirelaville.correction.limits import Limits, uids
from lirelaville.errors import LireLaVilleError
from lirelaville.hub import limits as groups
from lirelaville.programs import find_bubblewrap

START_SECONDS = 60
OURS = 8  # processes of ours in the control group of a hand-in
CANNOT = (
    "Cette machine ne peut pas confiner le code à corriger : {reason}. Attendu : "
    "bubblewrap et les espaces de noms du noyau (beaucoup de conteneurs les "
    "interdisent). Prenez une vraie machine ou une machine virtuelle. Si vous répondez "
    "de tout ce que contiennent ces carnets, ajoutez --unconfined : leur code tournera "
    "alors sous votre compte, avec vos droits."
)


class CannotConfine(LireLaVilleError):
    """The code of learners cannot be confined on this machine."""


@dataclass(frozen=True)
class Sandbox:
    """The two processes of one hand-in, and the line on which their end is told."""

    learner: Channel
    judge: Channel
    life: socket.socket

    def last_words(self) -> dict:
        """Return how the hand-in's processes ended; empty if nobody said."""
        self.life.settimeout(2)
        with suppress(OSError, ValueError):
            while text := self.life.recv(4096):
                # the keeper speaks before it ends the others: the first is right
                if "end" in (said := json.loads(text)):
                    return said
        return {}


class Template:
    """The running template; several threads may ask it for sandboxes."""

    def __init__(self, process, control: socket.socket, lent: dict, as_root: bool):
        self.process, self.control, self.lent = process, control, lent
        self.as_root = as_root
        self._lock = threading.Lock()
        self._numbers = count()
        possible = uids()
        # two of them a hand-in, and never those of another command running now
        self._first = possible.start + 2 * secrets.randbelow(len(possible) // 4)

    @contextmanager
    def sandbox(self, limits: Limits) -> Iterator[Sandbox]:
        """Give a sandbox never used before; what is left of it ends on the way out."""
        with self._lock:
            uid = self._first + 2 * next(self._numbers) if self.as_root else None
        ours, theirs = zip(*(_pair(kind) for kind in _KINDS), strict=True)
        learner, judge, life = ours
        life.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        order = json.dumps({"limits": asdict(limits), "uid": uid}).encode()
        own: list[Path] = []
        try:
            socket.send_fds(self.control, [order], [end.fileno() for end in theirs])
            for end in theirs:
                end.close()
            own = self._in_a_group(life, limits)
            yield Sandbox(Channel(learner), Channel(judge), life)
        finally:
            for end in ours:
                end.close()
            groups.leave(own)

    def _in_a_group(self, life: socket.socket, limits: Limits) -> list[Path]:
        """Put the first process under limits for all together, then let it go on."""
        life.settimeout(START_SECONDS)
        try:
            said, extra, *_ = life.recvmsg(4096, socket.CMSG_SPACE(12))
        except OSError:
            said = b""
        if not said:
            raise CannotConfine(CANNOT.format(reason=self.said()))
        pid = int.from_bytes(extra[0][2][:4], sys.byteorder)
        shared = groups.Limits(
            limits.memory_mb + 300, 2, limits.processes + OURS, limits.disk_mb
        )
        made: list[Path] = []
        with suppress(OSError):
            made = groups.group_of(self.lent, f"llv-copie-{pid}", shared)
            for group in made:
                (group / "cgroup.procs").write_text(str(pid))
        life.send(b"go")
        return made

    def said(self) -> str:
        """Return the last words of the template, in one line."""
        self.process.stderr.flush()
        text = Path(self.process.stderr.name).read_text(errors="replace")
        return " ".join(text.split())[-300:] or "le processus de départ s'est arrêté"


_KINDS = (socket.SOCK_STREAM, socket.SOCK_STREAM, socket.SOCK_SEQPACKET)


def _pair(kind: int) -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, kind)


@contextmanager
def template(unconfined: bool = False) -> Iterator[Template]:
    """Run the template; everything that came from it ends on the way out.

    Parameters
    ----------
    unconfined : bool
        Run learners' code with our own rights.

    Raises
    ------
    LireLaVilleError
        If bubblewrap is missing, or the machine does not let it work.
    """
    if not unconfined:
        find_bubblewrap()
    with ExitStack() as stack:
        lent = stack.enter_context(groups.lent_groups()) if not unconfined else {}
        words = stack.enter_context(tempfile.NamedTemporaryFile("w+"))
        ours, theirs = _pair(socket.SOCK_SEQPACKET)
        stack.callback(ours.close)
        command = [sys.executable, "-m", "lirelaville.correction.template"]
        command += [str(theirs.fileno())] + ["--unconfined"] * unconfined
        process = subprocess.Popen(
            command if unconfined else confined(command),
            env=_own_environment() if unconfined else {},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=words,
        )
        process.stderr = words
        stack.callback(_end, process)
        theirs.close()
        started = Template(process, ours, lent, not unconfined and os.geteuid() == 0)
        _wait_until_ready(started)
        if not unconfined:
            _prove(started)
        yield started


def _wait_until_ready(started: Template) -> None:
    started.control.settimeout(START_SECONDS)
    try:
        said = started.control.recv(16)
    except OSError:
        said = b""
    if said != b"ready":
        raise CannotConfine(CANNOT.format(reason=started.said()))
    started.control.settimeout(None)


def _prove(started: Template) -> None:
    """Open one sandbox, to know at once whether this machine can."""
    with started.sandbox(Limits()) as sandbox:
        try:
            for end in (sandbox.learner, sandbox.judge):
                end.send({"do": "nothing", "prelude": "", "values": [], "check": ""})
                end.receive(START_SECONDS)
        except Broken:
            raise CannotConfine(CANNOT.format(reason=started.said())) from None


def _end(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()


def _own_environment() -> dict[str, str]:
    """Return what unconfined code finds: our home, and no other word of ours."""
    known = {key: value for key, value in environment().items() if "/tmp" not in value}
    return known | {key: os.environ[key] for key in ("HOME",) if key in os.environ}
