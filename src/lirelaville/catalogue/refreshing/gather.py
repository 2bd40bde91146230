"""Put the publishers' files where ``prepare.py`` looks for them."""

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.markup import escape

from lirelaville.catalogue.refreshing.download import (
    download,
    megabytes,
    refuse_web_page,
)
from lirelaville.errors import LireLaVilleError
from lirelaville.project import project_folder

if TYPE_CHECKING:
    from rich.console import Console

    from lirelaville.catalogue.refresh import Choices


def gather(card: dict, to: Path, choices: "Choices", console: "Console") -> Path:
    """Bring together the files that a package is made from.

    Each one that the card names in ``sources[].files`` is taken from the folder given
    by the person if it is there, else downloaded if it has a ``url``, else taken from
    the folder of files received before.

    Parameters
    ----------
    card : dict
        The card of the package.
    to : Path
        Where to put them, under their ``saved_as``.
    choices : Choices
        ``by_hand``: the person's folder, if any; ``max_mb``: the limit of size.
    console : Console
        Where to say from where each one came.

    Returns
    -------
    Path
        The folder to give to ``prepare.py``: ``to``, or the person's own when the card
        names no file.

    Raises
    ------
    LireLaVilleError
        If a file cannot be had, or the card's ``files`` are not well written.
    """
    files = files_of(card)
    by_hand = choices.by_hand
    if by_hand and not by_hand.is_dir():
        raise LireLaVilleError(f"Le dossier {by_hand} (--sources) n'existe pas.")
    if not files:
        if not by_hand:
            raise LireLaVilleError(_no_address(card))
        console.print(f"  fichiers de {by_hand}", highlight=False)
        return by_hand
    if by_hand and not any((by_hand / file["saved_as"]).is_file() for file in files):
        expected = ", ".join(file["saved_as"] for file in files)
        raise LireLaVilleError(
            f"Le dossier {by_hand} ne contient aucun des fichiers attendus : "
            f"{expected}. Rangez-les sous ces noms, dossiers compris."
        )
    for file in files:
        target = to / file["saved_as"]
        target.parent.mkdir(parents=True, exist_ok=True)
        came = _take(file, target, choices, console)
        console.print(f"  [green]✓[/] {escape(file['saved_as'])}", highlight=False)
        console.print(f"    [dim]{escape(came)}[/]", highlight=False, soft_wrap=True)
    return to


def files_of(card: dict) -> list[dict]:
    """Return the files that the card says ``prepare.py`` reads, checked."""
    files = [file for source in card["sources"] for file in source.get("files", [])]
    for file in files:
        path = Path(file.get("saved_as", ""))
        if not path.name or path.is_absolute() or ".." in path.parts:
            raise LireLaVilleError(
                f"datasets/{card['name']}/datapackage.json : chaque élément de "
                "« files » dit dans « saved_as » où prepare.py le lit, sous le dossier "
                f"des sources (« insee/table.csv ») ; reçu : « {path} »."
            )
        if not re.match(r"https?://[^/\[\]\s]", file.get("url", "http://x")):
            raise LireLaVilleError(
                f"datasets/{card['name']}/datapackage.json : « {file['url']} » n'est "
                "pas une adresse de téléchargement. Elle commence par https://."
            )
    return files


def received_folder() -> Path:
    """Return the folder of the files received from publishers, there or not."""
    return project_folder().parent / "shared" / "sources"


def _take(file: dict, target: Path, choices: "Choices", console: "Console") -> str:
    """Put one file in its place; return from where it came, in words."""
    if choices.by_hand and (choices.by_hand / file["saved_as"]).is_file():
        return _link(file, choices.by_hand, target)
    if "url" in file:
        download(file, target, choices.max_mb, console)
        size = megabytes(target.stat().st_size)
        return f"téléchargé de {urlsplit(file['url']).netloc} ({size})"
    if (received_folder() / file["saved_as"]).is_file():
        return _link(file, received_folder(), target) + " (sans adresse directe)"
    raise LireLaVilleError(
        f"Le fichier {file['saved_as']} n'a pas d'adresse directe, et n'est pas dans "
        f"{received_folder()}. Donnez le dossier qui le contient : --sources DOSSIER."
    )


def _link(file: dict, folder: Path, target: Path) -> str:
    refuse_web_page(folder / file["saved_as"], file)
    target.symlink_to((folder / file["saved_as"]).resolve())
    return f"pris dans {folder}"


def _no_address(card: dict) -> str:
    slug = card["name"]
    pages = "\n".join(f"  {source['path']}" for source in card["sources"])
    copies = ", ".join(copy["repository"] for copy in card.get("republished", []))
    how_it_came = (
        f"\nLa copie d'ici est venue d'une republication ({copies}) : le fichier "
        "officiel peut avoir une autre forme, et prepare.py être à adapter."
        if copies
        else ""
    )
    return (
        f"La fiche de « {slug} » ne donne pas d'adresse de téléchargement direct. "
        f"Page officielle :\n{pages}\n"
        "Téléchargez le fichier à la main, rangez-le dans un dossier sous le nom que "
        f"lit datasets/{slug}/prepare.py, puis tapez :\n"
        f"  lirelaville datasets refresh {slug} --sources DOSSIER{how_it_came}"
    )
