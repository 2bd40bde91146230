"""Replace the files of a package all together, or not at all."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lirelaville.catalogue.descriptors import dataset_folder, describe
from lirelaville.errors import LireLaVilleError
from lirelaville.project import project_folder

if TYPE_CHECKING:
    from rich.console import Console

CARD = "datapackage.json"
KEPT = ".avant"  # ends the name of a previous version that git does not have


def replace(slug: str, fresh: Path, today: date, console: "Console") -> None:
    """Put newly prepared files in the place of a package's own.

    Parameters
    ----------
    slug : str
        The package.
    fresh : Path
        Folder of the new data files and their card.
    today : date
        Becomes ``retrieved`` in the card.
    console : Console
        Where to say what was done and how to undo it.

    Raises
    ------
    OSError
        If a file cannot be written: those in place are put back as they were.
    LireLaVilleError
        If the card has no ``"retrieved"`` to date.
    """
    folder = dataset_folder(slug)
    names = [CARD, *(r["path"] for r in describe(slug)["resources"])]
    card = (fresh / CARD).read_text(encoding="utf-8")
    (fresh / CARD).write_text(received_on(card, today), encoding="utf-8")
    in_git = kept_by_git(folder, names)
    swap(folder, fresh, names, keep="" if in_git else KEPT)
    console.print(f"\n[green]✓[/] Remplacé : {', '.join(names)}.", highlight=False)
    for sentence in _what_next(folder, names, in_git):
        console.print(f"  {sentence}", highlight=False, soft_wrap=True)


def received_on(card: str, today: date) -> str:
    """Return the text of a card, its layout kept, with a new day of reception."""
    dated, found = re.subn(
        r'("retrieved":\s*)"[^"]*"', rf'\g<1>"{today.isoformat()}"', card, count=1
    )
    if not found:
        raise LireLaVilleError(
            'datapackage.json ne dit pas « retrieved » : ajoutez-y "retrieved": '
            f'"{today.isoformat()}", puis relancez la commande.'
        )
    return dated


def swap(folder: Path, fresh: Path, names: list[str], keep: str) -> None:
    """Move files of ``fresh`` over those of ``folder``: all, or none if one fails.

    Parameters
    ----------
    folder, fresh : Path
        The package in place, and the new one.
    names : list of str
        The files, as paths from both.
    keep : str
        End of the name under which each previous file stays beside; none if empty.

    Raises
    ------
    OSError
        If one of them cannot be written.
    """
    with TemporaryDirectory(prefix=".refresh-", dir=folder) as beside:
        new, old = Path(beside) / "new", Path(beside) / "old"
        for name in names:
            _copy(fresh / name, new / name)
            if (folder / name).is_file():
                _copy(folder / name, old / name)
        try:
            for name in names:
                (new / name).replace(folder / name)  # a rename: at once
        except BaseException:  # Ctrl-C too
            for name in names:
                if (old / name).is_file():
                    (old / name).replace(folder / name)
            raise
        for name in names if keep else []:
            if (old / name).is_file():
                (old / name).replace(folder / f"{name}{keep}")


def kept_by_git(folder: Path, names: list[str]) -> bool:
    """Say whether git has these very files, so that it can give them back."""
    if not shutil.which("git"):
        return False
    ask = ["git", "-C", str(folder)]
    known = (
        [*ask, "ls-files", "--error-unmatch", "--", *names],
        [*ask, "diff", "--quiet", "HEAD", "--", *names],
    )
    return all(
        subprocess.run(each, capture_output=True, check=False).returncode == 0
        for each in known
    )


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)


def _what_next(folder: Path, names: list[str], in_git: bool) -> list[str]:
    place = folder
    if folder.is_relative_to(project_folder()):
        place = folder.relative_to(project_folder())
    undo = (
        [f"Le détail : git diff {place}", f"Revenir en arrière : git restore {place}"]
        if in_git
        else [
            f"Git n'a pas la version d'avant : elle reste dans {place}, sous les noms "
            f"{', '.join(name + KEPT for name in names)}."
        ]
    )
    return [
        *undo,
        "À relire dans la fiche, qui parle encore des fichiers d'avant : « years », "
        "« known_gaps », « reception ».",
        f"Puis : lirelaville datasets check {folder.name}, lirelaville lessons check",
    ]
