"""Start the public site as a process of its own, with nothing of the hub's."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from lirelaville.explainers.build import notebooks_folder
from lirelaville.processes import Part, start

# The few variables that a program needs to find its files and write French.
KEPT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
    "LIRELAVILLE_PROJECT",
    "LIRELAVILLE_DATASETS",
)


def site_command(state: Path, port: int, ip: str = "127.0.0.1") -> list[str]:
    """Return the command that serves the built explainers.

    Parameters
    ----------
    state : Path
        The state folder, where ``build_explainers`` wrote notebooks and views.
    port : int
        Where to listen; no other port is tried.
    ip : str
        ``"127.0.0.1"`` for this machine only, ``"0.0.0.0"`` for everyone.
    """
    return [
        sys.executable,
        "-m",
        "lirelaville.explainers.site",
        str(notebooks_folder(state)),
        f"--port={port}",
        f"--ip={ip}",
    ]


def site_environment(state: Path) -> dict[str, str]:
    """Return the environment of the public site: no token, no secret, no user file.

    Parameters
    ----------
    state : Path
        The state folder: the site's home and run-time files go under it.
    """
    home = notebooks_folder(state) / ".run"
    home.mkdir(parents=True, exist_ok=True)
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_NO_CONFIG": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        # A reader's kernel does sums on small tables: one thread is enough.
        "OMP_NUM_THREADS": "1",
        # Memory that one thread has freed serves the others.
        "MALLOC_ARENA_MAX": "2",
        "OPENBLAS_NUM_THREADS": "1",
    }


def start_site(
    state: Path,
    port: int,
    *options: str,
    ip: str = "127.0.0.1",
    confine: Callable[[list[str], Path], list[str]] | None = None,
) -> Part:
    """Start the site, which ends with this program; its journal is ``logs/public.log``.

    Parameters
    ----------
    state : Path
        The state folder, with its explainers built.
    port : int
        A free port.
    *options : str
        More options of Voilà: ``"--MappingKernelManager.cull_idle_timeout=60"``.
    ip : str
        Where to listen.
    confine : callable, optional
        Turns the command, and the folder of the pages, into a confined command.
    """
    command = [*site_command(state, port, ip), *options]
    return start(
        "Le site public",
        confine(command, notebooks_folder(state)) if confine else command,
        site_environment(state),
        notebooks_folder(state),
        state / "logs" / "public.log",
    )
