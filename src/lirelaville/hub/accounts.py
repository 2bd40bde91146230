"""One Unix account a person: made once, found again, removed; and what it owns.

Root makes and removes them; nobody can log in with one.  Two more accounts do the
workshop's own work: ``llv-formation`` (building, marking, the door of hand-ins) and
``llv-public`` (the public pages).
"""

import hashlib
import os
import pwd
import re
import shutil
import stat
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.hub.installation import installation

FORMATION, PUBLIC = "llv-formation", "llv-public"
# above the accounts of people who log in, below those of systemd and containers
RANGE = {"MIN": 30_000, "MAX": 39_999}
PURPOSE = "Lire la ville"
# thirty people arrive at once: one change of /etc/passwd after the other
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Account:
    """A Unix account that runs programs of the workshop."""

    name: str
    uid: int
    gid: int


def account_name(state: Path, pseudonym: str) -> str:
    """Return the Unix name of a person, short and without surprise: « llv-6617ecaa ».

    It depends on the installation: somebody of the same pseudonym in another one of
    this machine has another account.
    """
    whole = f"{installation(state)} {pseudonym}"
    return f"llv-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def persons_account(state: Path, pseudonym: str) -> Account:
    """Return a person's account, made if they have none yet; only root can make it.

    Raises
    ------
    LireLaVilleError
        If the system refuses, or the name is somebody else's.
    """
    return _account(account_name(state, pseudonym), _whose(state, pseudonym))


def formation_account() -> Account:
    """Return the account that builds lessons, marks, and receives hand-ins."""
    return _account(FORMATION, f"{PURPOSE}, formation")


def public_account() -> Account:
    """Return the account that serves the public pages."""
    return _account(PUBLIC, f"{PURPOSE}, pages publiques")


def remove_person(state: Path, pseudonym: str) -> None:
    """Remove a person's Unix account, home and journal; what is not there is no fault.

    They go together: whoever takes the same pseudonym later must not find the work of
    the one before.

    Raises
    ------
    LireLaVilleError
        If a program of theirs still runs, or the system refuses.
    """
    home = state / "homes" / pseudonym
    if home.is_symlink():
        home.unlink()
    elif home.is_dir():
        shutil.rmtree(home)  # follows no link: it goes by descriptors
    for journal in (state / "logs").glob(f"server-{account_name(state, pseudonym)}.*"):
        journal.unlink()
    remove_account(state, pseudonym)


def remove_account(state: Path, pseudonym: str) -> None:
    """Remove a person's Unix account, if they have one; only root can.

    Raises
    ------
    LireLaVilleError
        If a program of theirs still runs, or the system refuses.
    """
    name = account_name(state, pseudonym)
    found = _find(name)
    if found and os.geteuid() == 0 and found.pw_gecos == _whose(state, pseudonym):
        _run(["userdel", name], pseudonym)


def own_folder(folder: Path, account: Account, mode: int | None = 0o700) -> Path:
    """Make a folder, and all that is in it, an account's; no link is followed.

    Files from an earlier trial, which belong to root, are handed over too.

    Parameters
    ----------
    folder : Path
        Made if needed.
    account : Account
        Its new owner.
    mode : int, optional
        Rights of the folder itself; None leaves them.

    Raises
    ------
    LireLaVilleError
        If something else than a folder is in its place.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        top = os.open(folder, os.O_DIRECTORY | os.O_NOFOLLOW)
    except (FileExistsError, NotADirectoryError) as error:
        raise LireLaVilleError(
            f"« {folder.name} » devait être un dossier : attendu un dossier, trouvé un "
            f"lien ou un fichier ({folder}). Déplacez-le, puis recommencez."
        ) from error
    try:
        for _, folders, files, inside in os.fwalk(".", dir_fd=top):
            for name in (*folders, *files):
                _give(name, account, inside)
        os.fchown(top, account.uid, account.gid)
        if mode is not None:
            os.fchmod(top, mode)
    finally:
        os.close(top)
    return folder


def _give(name: str, account: Account, inside: int) -> None:
    about = os.stat(name, dir_fd=inside, follow_symlinks=False)
    # A second name of a file may be a file of the system's, seen from here.
    doubled = about.st_nlink > 1 and not stat.S_ISDIR(about.st_mode)
    if (about.st_uid, about.st_gid) != (account.uid, account.gid) and not doubled:
        os.chown(name, account.uid, account.gid, dir_fd=inside, follow_symlinks=False)


def _whose(state: Path, pseudonym: str) -> str:
    return f"{PURPOSE} {installation(state)}, {pseudonym}"


def _account(name: str, purpose: str) -> Account:
    with _one_at_a_time:
        if _find(name) is None:
            _run(_useradd(name, purpose), purpose)
    found = pwd.getpwnam(name)
    if found.pw_gecos != purpose:
        raise LireLaVilleError(
            f"Le compte « {name} » existe déjà : attendu « {purpose} », trouvé "
            f"« {found.pw_gecos} ». Choisissez un autre pseudonyme, ou retirez ce "
            f"compte s'il ne sert plus : userdel {name}"
        )
    return Account(name, found.pw_uid, found.pw_gid)


def _useradd(name: str, purpose: str) -> list[str]:
    keys = [
        option
        for kind in ("UID", "GID")
        for bound, value in RANGE.items()
        for option in ("-K", f"SYS_{kind}_{bound}={value}")
    ]
    return [
        *("useradd", "--system", "--user-group", *keys),
        *("--no-create-home", "--home-dir", "/nonexistent"),
        *("--shell", "/usr/sbin/nologin", "--expiredate", "1970-01-02"),
        *("--comment", purpose, name),
    ]


def _find(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _run(command: list[str], whom: str, attempts: int = 20) -> None:
    # sbin is not on everybody's path, not even on root's after « su »
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
    program = shutil.which(command[0], path=path) or command[0]
    for _ in range(attempts):
        done = subprocess.run(
            [program, *command[1:]],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={"PATH": path, "LC_ALL": "C.UTF-8"},
        )
        # another administrator's command holds /etc/passwd, or a program just ends
        if not done.returncode or not re.search("lock|used by", done.stderr):
            break
        time.sleep(0.25)
    if done.returncode:
        raise LireLaVilleError(
            f"Le compte système de « {whom} » n'a pas pu être changé : attendu la "
            f"réussite de « {command[0]} », reçu « {done.stderr.strip()} ». Vérifiez "
            "la place sur le disque et que /etc est modifiable, puis recommencez."
        )
