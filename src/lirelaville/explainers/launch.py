"""Start the public site as a process of its own, with nothing of the hub's."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.build import notebooks_folder

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
)


def voila_command(state: Path, port: int, ip: str = "127.0.0.1") -> list[str]:
    """Return the command that serves the built explainers.

    Parameters
    ----------
    state : Path
        The state folder, where ``build_explainers`` wrote the notebooks.
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
        f"--Voila.port={port}",
        f"--Voila.ip={ip}",
    ]


def voila_environment(state: Path) -> dict[str, str]:
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
        "OPENBLAS_NUM_THREADS": "1",
    }


def start_site(
    state: Path, port: int, *options: str, ip: str = "127.0.0.1"
) -> subprocess.Popen:
    """Start the site and return once it answers.

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

    Returns
    -------
    Popen
        Stop it with ``terminate()``; it stops by itself if this program dies.

    Raises
    ------
    LireLaVilleError
        If it stopped or stayed silent instead of answering; its journal is
        ``STATE/explainers/.run/site.log``.
    """
    environment = voila_environment(state) | {"LIRELAVILLE_STOP_WITH_PARENT": "1"}
    journal = Path(environment["HOME"]) / "site.log"
    with journal.open("w") as log:
        process = subprocess.Popen(
            [*voila_command(state, port, ip), *options],
            env=environment,
            cwd=notebooks_folder(state),
            stdout=log,
            stderr=subprocess.STDOUT,
            # Ctrl-C reaches this program only, which stops the site in order.
            start_new_session=True,
        )
    host = "127.0.0.1" if ip == "0.0.0.0" else ip
    if not _answers(f"http://{host}:{port}/", process, seconds=60):
        process.kill()
        raise LireLaVilleError(
            "Le site public n'a pas démarré. Ce qu'il en dit est dans "
            f"{journal} ; les dernières lignes :\n{_end_of(journal)}"
        )
    return process


def stop_site(process: subprocess.Popen, seconds: float = 15) -> None:
    """Stop the site and its kernels, by force if it takes too long."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _answers(url: str, process: subprocess.Popen, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _end_of(journal: Path, lines: int = 8) -> str:
    return "\n".join(journal.read_text(errors="replace").splitlines()[-lines:])
