"""Limits of memory, processor, processes and disk, person by person.

Control groups where the system lends us some (systemd's ``Delegate=yes``, or a machine
without systemd); otherwise ``setrlimit``, completed by ``hub/watch.py``.  A group made
by another manager is never touched.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from lirelaville.hub.site import Site

GROUPS = Path("/sys/fs/cgroup")
MEGABYTE = 1024 * 1024
# what is limited -> (controller, file of cgroup v2, file of cgroup v1)
KINDS = {
    "memory": ("memory", "memory.max", "memory.limit_in_bytes"),
    "processes": ("pids", "pids.max", "pids.max"),
    "cpu": ("cpu", "cpu.max", "cpu.cfs_quota_us"),
}
PERIOD_US = 100_000  # the kernel's own, in both versions


@dataclass(frozen=True)
class Limits:
    """What one person may use; ``disk_mb`` is for their home."""

    memory_mb: int
    cpu_cores: float
    processes: int
    disk_mb: int

    def options(self) -> list[str]:
        """Return the options of ``prlimit``, which hold on any system.

        Memory is counted process by process: a sum that does not fit is then an error
        that the learner reads, rather than a kernel that vanishes.
        """
        return [
            f"--data={self.memory_mb * MEGABYTE}",
            f"--nproc={self.processes}",
            f"--fsize={self.disk_mb * MEGABYTE}",
        ]


def limits_of(site: Site) -> Limits:
    """Return what hub.yml grants to each person."""
    values = site.values
    return Limits(values.memory_mb, values.cpu_cores, values.processes, values.disk_mb)


@contextmanager
def lent_groups(
    root: Path = GROUPS, membership: str | None = None
) -> Iterator[dict[str, Path]]:
    """Give the folders in which a group a person can be made, by what they limit.

    Parameters
    ----------
    root : Path
        Where the system shows its control groups.
    membership : str, optional
        Content of ``/proc/self/cgroup``, read by default.

    Yields
    ------
    dict of str to Path
        Keys are those of ``KINDS``; one that is absent cannot be limited this way.
        On the way out the groups are removed.
    """
    lines = (membership or Path("/proc/self/cgroup").read_text()).splitlines()
    groups: dict[str, Path] = {}
    made: list[Path] = []
    with suppress(OSError):  # read-only, or busy: rlimits remain
        made = _unified(root, lines) or _one_by_one(root, lines)
    for folder in made:
        for kind, (controller, *_) in KINDS.items():
            if _has(folder, controller):
                groups[kind] = folder
    try:
        yield groups
    finally:
        for folder in made:
            _remove(folder)


def group_of(groups: dict[str, Path], name: str, limits: Limits) -> list[Path]:
    """Make the groups of one account, set their limits, return them."""
    values = {
        "memory": (str(limits.memory_mb * MEGABYTE),) * 2,
        "processes": (str(limits.processes),) * 2,
        "cpu": (
            f"{int(limits.cpu_cores * PERIOD_US)} {PERIOD_US}",
            str(int(limits.cpu_cores * PERIOD_US)),
        ),
    }
    for kind, parent in groups.items():
        own = parent / name
        own.mkdir(exist_ok=True)
        _, *files = KINDS[kind]
        for file, value in zip(files, values[kind], strict=True):
            if (own / file).exists():
                (own / file).write_text(value)
                break
        if kind == "memory" and (own / "memory.swap.max").exists():
            (own / "memory.swap.max").write_text("0")
    return list(dict.fromkeys(parent / name for parent in groups.values()))


def join(groups: list[Path]) -> None:
    """Put this process, and all that it will start, into groups."""
    for group in groups:
        (group / "cgroup.procs").write_text("0")


def leave(groups: list[Path]) -> None:
    """Remove the groups of an account whose programs have ended."""
    for group in groups:
        with suppress(OSError):  # the last process is still ending: serve cleans up
            group.rmdir()


def in_words(groups: dict[str, Path], limits: Limits) -> str:
    """Say in French what each person may use, and how it is held."""
    cores = f"{limits.cpu_cores:g}".replace(".", ",")
    parts = [
        f"mémoire {limits.memory_mb} Mo ({_how('memory', groups)})",
        f"processeur {cores} cœur ({_how('cpu', groups)})",
        f"{limits.processes} processus ({_how('processes', groups)})",
        f"disque {limits.disk_mb} Mo (dossier mesuré pendant le travail)",
    ]
    return f"Limites par personne : {', '.join(parts)}."


def _how(kind: str, groups: dict[str, Path]) -> str:
    if kind in groups:
        return "groupe de contrôle"
    return {
        "memory": "par programme, somme surveillée",
        "cpu": "non tenu : cette machine ne prête pas de groupe de contrôle",
        "processes": "setrlimit",
    }[kind]


def _unified(root: Path, lines: list[str]) -> list[Path]:
    """Return our own group of cgroup v2, made ready to hold others."""
    path = next((line[3:] for line in lines if line.startswith("0::")), None)
    if path is None or not (root / "cgroup.controllers").exists():
        return []
    own = root / path.lstrip("/")
    if path != "/" and not _delegated(own):
        return []
    if (own / "cgroup.type").exists():  # not so in the machine's own root group
        _make_room(own)
    there = (own / "cgroup.controllers").read_text().split()
    wanted = [f"+{name}" for name, *_ in KINDS.values() if name in there]
    (own / "cgroup.subtree_control").write_text(" ".join(wanted))
    return [own]


def _make_room(own: Path) -> None:
    # A group that holds groups may hold no process: ours go to one of their own.
    serving = own / "lirelaville-serve"
    serving.mkdir(exist_ok=True)
    for pid in (own / "cgroup.procs").read_text().split():
        with suppress(ProcessLookupError):
            (serving / "cgroup.procs").write_text(pid)


def _one_by_one(root: Path, lines: list[str]) -> list[Path]:
    """Return a group of ours in each cgroup v1 tree that nobody else divides."""
    folders = []
    for line in lines:
        _, controllers, path = line.split(":", 2)
        for name in {kind[0] for kind in KINDS.values()} & {*controllers.split(",")}:
            tree = root / name
            if path == "/" and os.access(tree / "cgroup.procs", os.W_OK):
                _sweep(tree)
                folder = tree / f"lirelaville-{os.getpid()}"
                folder.mkdir(exist_ok=True)
                folders.append(folder)
    return folders


def _sweep(tree: Path) -> None:
    # what a « serve » that was killed could not remove
    for left in tree.glob("lirelaville-*"):
        if not Path("/proc", left.name.rpartition("-")[2]).exists():
            _remove(left)


def _has(folder: Path, controller: str) -> bool:
    active = folder / "cgroup.controllers"
    if active.exists():
        return controller in active.read_text().split()
    return folder.parent.name == controller


def _delegated(group: Path) -> bool:
    # systemd marks what it lends; elsewhere it is the only one to divide groups
    for mark in ("user.delegate", "trusted.delegate"):
        with suppress(OSError):
            if os.getxattr(group, mark) == b"1":
                return True
    return False


def _remove(folder: Path) -> None:
    for group in folder.glob("llv-*"):
        with suppress(OSError):
            group.rmdir()
    if folder.name.startswith("lirelaville-"):
        with suppress(OSError):
            folder.rmdir()
