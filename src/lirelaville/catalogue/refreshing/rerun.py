"""Run a package's ``prepare.py`` on new files; say why when it stops."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from lirelaville.catalogue.descriptors import dataset_folder
from lirelaville.catalogue.refreshing.show import printable
from lirelaville.errors import LireLaVilleError

if TYPE_CHECKING:
    from rich.console import Console

# how prepare.py begins a sentence of ours, and the one on a file that is not there
OURS, ABSENT = "Erreur : ", "Fichier d'origine absent"
TEXT_SUFFIXES = (".csv", ".txt", ".json", ".geojson")


def run_prepare(slug: str, sources: Path, to: Path, console: "Console") -> None:
    """Run ``datasets/<slug>/prepare.py`` in a process of its own.

    Parameters
    ----------
    slug : str
        The package.
    sources : Path
        Folder of the publishers' files.
    to : Path
        Folder to write: the data files, their card, and a copy of the rules.
    console : Console
        Where to repeat what ``prepare.py`` says that it did.

    Raises
    ------
    LireLaVilleError
        If there is no ``prepare.py``, or it stops.
    """
    home = dataset_folder(slug)
    if not (home / "prepare.py").is_file():
        raise LireLaVilleError(
            f"datasets/{slug} n'a pas de prepare.py : ses tables ne se refont pas. "
            "Remplacez ses fichiers à la main, puis vérifiez : lirelaville datasets "
            f"check {slug}"
        )
    with console.status("prepare.py…"):
        run = subprocess.run(
            [sys.executable, home / "prepare.py", "--sources", sources, "--to", to],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    if run.returncode:
        raise LireLaVilleError(why_it_stopped(slug, run.stderr, sources))
    console.print("\nCe que dit prepare.py")
    for line in run.stdout.splitlines():
        console.print(
            Padding(Text(printable(line), style="dim"), (0, 0, 0, 2), expand=False)
        )
    if (home / "rules.py").is_file():
        shutil.copy(home / "rules.py", to)


def why_it_stopped(slug: str, stderr: str, sources: Path) -> str:
    """Turn the end of a traceback into what a person can do about it.

    Parameters
    ----------
    slug : str
        The package.
    stderr : str
        What ``prepare.py`` wrote before it stopped.
    sources : Path
        The files it read, to name the one at fault.
    """
    said = stderr.strip().splitlines() or ["il s'arrête sans rien dire"]
    last = printable(said[-1])
    kind, _, detail = last.partition(": ")
    if last.startswith(OURS):
        why = last.removeprefix(OURS).replace(f"{sources}{os.sep}", "")
        if why.startswith(ABSENT):
            why += " Ajoutez-le à « files » dans la fiche, ou à votre dossier."
    elif kind == "KeyError":
        why = _missing_column(re.findall(r"'([^']+)'", detail) or [detail], sources)
    elif kind == "UnicodeDecodeError":
        why = _wrong_encoding(sources)
    else:
        why = f"{last}{_at_line(slug, stderr)}."
    return (
        f"datasets/{slug}/prepare.py n'a pas su lire les fichiers reçus : {why} Rien "
        "n'a été remplacé. S'ils sont incomplets, relancez plus tard ; si l'éditeur en "
        f"a changé la forme, adaptez datasets/{slug}/prepare.py."
    )


def _missing_column(names: list[str], sources: Path) -> str:
    headers = {
        column: file
        for file in _texts(sources)
        for column in re.split(r"[;,\t|]", _first_line(file))
        if column not in names  # another file may have it
    }
    guess = ""
    for near in get_close_matches(names[0], headers, n=1, cutoff=0.6):
        file = headers[near].relative_to(sources)
        guess = f" La plus proche : « {near} », dans {file}."
    shown = ", ".join(names)
    return f"ils n'ont pas la colonne « {shown} » (renommée, ou retirée ?).{guess}"


def _wrong_encoding(sources: Path) -> str:
    odd = [file for file in _texts(sources) if not _is_utf8(file)]
    names = ", ".join(str(file.relative_to(sources)) for file in odd)
    return (
        "l'encodage n'est pas celui que prepare.py attend. "
        f"Pas en UTF-8 : {names or 'aucun'} (latin-1 ou cp1252, sans doute)."
    )


def _texts(sources: Path) -> Iterator[Path]:
    return (file for file in sorted(sources.rglob("*")) if file.suffix in TEXT_SUFFIXES)


def _first_line(file: Path) -> str:
    with file.open("rb") as content:
        line = content.readline(10_000).decode("utf-8", errors="replace")
    return line.strip().removeprefix("\ufeff").replace('"', "")


def _is_utf8(file: Path) -> bool:
    try:
        with file.open(encoding="utf-8") as content:
            while content.read(1_000_000):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _at_line(slug: str, stderr: str) -> str:
    found = re.findall(rf'/{slug}/prepare\.py", line (\d+)', stderr)
    return f" (prepare.py, ligne {found[-1]})" if found else ""
