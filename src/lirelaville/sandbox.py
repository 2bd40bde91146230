"""What a confined program sees and may use: the command that bubblewrap runs.

Root starts it; inside, ``setpriv`` leaves root for good before our program begins:
another account, no capability, no way to gain any.  Only what is listed exists: the
system's programs, this Python, the project without its lessons, and the folders given.
The network is shared: servers, hub and door speak over the loopback.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.hub.accounts import Account
from lirelaville.programs import require_confinement

# of /etc, only what programs need to run: no account, no password, no key
SYSTEM_SETTINGS = (
    "alternatives",
    "ca-certificates",
    "chromium",
    "chromium.d",
    "fonts",
    "hosts",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "localtime",
    "mime.types",
    "nsswitch.conf",
    "resolv.conf",
    "ssl/certs",
    "ssl/openssl.cnf",
)
# setpriv needs these to leave root, and takes them away with it
TO_LEAVE_ROOT = ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP", "CAP_SYS_RESOURCE")


@dataclass(frozen=True)
class Bind:
    """A folder or file of the machine, and where it is seen inside."""

    source: Path
    target: Path
    writable: bool = False


def shown(*paths: Path, writable: bool = False) -> list[Bind]:
    """Return paths seen at their own place, and at their real one if it differs."""
    return [
        Bind(path.resolve(), target, writable)
        for path in paths
        for target in dict.fromkeys((path.absolute(), path.resolve()))
    ]


@dataclass(frozen=True)
class Sandbox:
    """Who runs inside, and what is seen and allowed there.

    Parameters
    ----------
    account : Account
        Whose programs these are.
    binds : tuple of Bind
        What is seen beyond the system's programs and this Python.
    folder : Path
        Where programs start, as seen inside.
    identity : Path
        Folder outside, for the two small files by which they know their own name.
    limits : tuple of str
        Options of ``prlimit``: ``"--nproc=200"``.
    tmp_mb : int
        Size of the private ``/tmp``, in memory; ``/dev/shm`` gets as much.
    """

    account: Account
    binds: tuple[Bind, ...]
    folder: Path
    identity: Path
    limits: tuple[str, ...] = ()
    tmp_mb: int = 256

    def confine(self, command: list[str]) -> list[str]:
        """Return the command that runs another one inside, for root to start."""
        who = self.account
        seen = [*_python(), *_names(who, self.identity), *self.binds]
        return [
            *(str(require_confinement()), "--die-with-parent", "--new-session"),
            *("--unshare-pid", "--unshare-ipc", "--unshare-uts"),
            *("--unshare-cgroup-try", "--cap-drop", "ALL"),
            *(part for name in TO_LEAVE_ROOT for part in ("--cap-add", name)),
            *_system(),
            *_private_memory(self.tmp_mb),
            *_bound(sorted(seen, key=lambda bind: len(bind.target.parts))),
            *("--chdir", str(self.folder), "--"),
            *("/usr/bin/prlimit", "--core=0", *self.limits, "/usr/bin/setpriv"),
            *("--reuid", str(who.uid), "--regid", str(who.gid), "--clear-groups"),
            *("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"),
            *command,
        ]


def check_confinement(account: Account, identity: Path) -> None:
    """Run an empty program confined, to know at once whether this machine can.

    Raises
    ------
    LireLaVilleError
        If it cannot, with bubblewrap's own words.
    """
    done = subprocess.run(
        Sandbox(account, (), Path("/tmp"), identity).confine(["/usr/bin/true"]),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise LireLaVilleError(
            "Cette machine ne laisse pas cloisonner les programmes : attendu un essai "
            f"réussi, reçu « {done.stderr.strip()} ». C'est le cas dans beaucoup de "
            "conteneurs. Prenez une vraie machine ou une machine virtuelle ; pour un "
            "simple essai, tapez : lirelaville serve --trial"
        )


def _python() -> list[Bind]:
    folders = dict.fromkeys((Path(sys.base_prefix), Path(sys.prefix)))
    return [bind for bind in shown(*folders) if not bind.target.is_relative_to("/usr")]


def _names(account: Account, identity: Path) -> list[Bind]:
    # Programs ask for their own name and for root's; nobody else's is there.
    texts = {
        "passwd": "root:x:0:0::/:/usr/sbin/nologin\n"
        f"{account.name}:x:{account.uid}:{account.gid}::/tmp:/usr/sbin/nologin\n",
        "group": f"root:x:0:\n{account.name}:x:{account.gid}:\n",
    }
    for kind, text in texts.items():
        path = identity / f"{account.name}.{kind}"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o644)
    return [
        Bind(identity / f"{account.name}.{kind}", Path("/etc", kind)) for kind in texts
    ]


def _system() -> list[str]:
    options = ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        path = Path("/", name)
        if path.is_symlink():
            options += ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            options += ["--ro-bind", str(path), str(path)]
    for folder in ("/etc", "/etc/ssl"):
        options += ["--perms", "0755", "--dir", folder]
    for name in SYSTEM_SETTINGS:
        options += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    return options


def _private_memory(size_mb: int) -> list[str]:
    size = str(size_mb * 1024 * 1024)
    return [
        part
        for place in ("/tmp", "/dev/shm")
        for part in ("--perms", "1777", "--size", size, "--tmpfs", place)
    ]


def _bound(seen: list[Bind]) -> list[str]:
    # Folders above are made first, with rights to pass: bubblewrap would close them.
    options, ready = [], {Path("/"), Path("/tmp"), Path("/etc")}
    for bind in seen:
        for above in reversed(bind.target.parents):
            if above not in ready:
                options += ["--perms", "0755", "--dir", str(above)]
                ready.add(above)
        kind = "--bind" if bind.writable else "--ro-bind"
        options += [kind, str(bind.source), str(bind.target)]
        ready.add(bind.target)
    return options
