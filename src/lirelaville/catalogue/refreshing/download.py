"""Download one publisher's file with pooch: watched, limited, taken out of its zip.

Nothing the server says names a file here: the card does.  What it sends is checked
before anything reads it, and never run or unpickled.
"""

from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from lirelaville.catalogue.refreshing.unzip import (
    MEGABYTE,
    by_hand,
    megabytes,
    take_out,
)
from lirelaville.errors import LireLaVilleError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

PIECE = 65_536  # bytes
PATIENCE = 30  # seconds without a byte
BY_STATUS = {
    403: "le site refuse les programmes",
    404: "il n'y a plus de fichier à cette adresse",
    410: "il n'y a plus de fichier à cette adresse",
    429: "le site demande d'attendre : trop de demandes",
}


def download(file: dict, target: Path, max_mb: int, console: "Console") -> None:
    """Download a file of a card, and take it out of its zip archive if it is in one.

    Parameters
    ----------
    file : dict
        Of ``sources[].files`` in a card: ``url``, ``saved_as``, ``member`` (optional).
    target : Path
        Where to put it; its folder exists.
    max_mb : int
        Refuse a larger file, in millions of bytes; what comes out of a zip too.
    console : Console
        Where to show a progress bar, if it is a terminal.

    Raises
    ------
    LireLaVilleError
        If the server cannot be reached, refuses, stops halfway, sends too much, a
        web page or a broken archive.
    """
    member = file.get("member")
    received = target.with_name(target.name + ".zip") if member else target
    _receive(file, received, max_mb, console)
    refuse_web_page(received, file)
    if member:
        take_out(received, file, target, max_mb)
        received.unlink()


def refuse_web_page(path: Path, file: dict) -> None:
    """Raise a ``LireLaVilleError`` if the file is empty, or a web page in its place."""
    with path.open("rb") as content:
        start = content.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    where = f" ({file['url']})" if "url" in file else ""
    if not start:
        raise LireLaVilleError(
            f"Le fichier {file['saved_as']} reçu{where} est vide. Réessayez plus tard."
        )
    if start.startswith(b"<") and (b"<html" in start or b"<!doctype html" in start):
        raise LireLaVilleError(
            f"Ce qui est reçu pour {file['saved_as']} est une page web, pas un fichier "
            f"de données{where} : le site affiche sans doute une erreur, ou demande "
            f"une confirmation. Ouvrez l'adresse dans un navigateur. {by_hand(file)}"
        )


class Meter:
    """The file that pooch writes to: counts what comes, shows it, stops over a limit.

    It is also pooch's progress bar, only to be told the size announced: pooch counts
    by whole pieces, which is more than what comes.
    """

    def __init__(self, file: IO[bytes], max_mb: int, bar: "Progress", task: "TaskID"):
        self.file, self.max_mb, self.bar, self.task = file, max_mb, bar, task
        self.received = 0

    def write(self, piece: bytes) -> None:
        """Keep a piece, unless it is one too many."""
        self.received += len(piece)
        self._stop_over_limit(self.received)
        self.file.write(piece)
        self.bar.update(
            self.task, completed=self.received, size=megabytes(self.received)
        )

    @property
    def total(self) -> int:
        """The size announced, in bytes; set by pooch, 0 when unknown."""
        return self._total

    @total.setter
    def total(self, size: int) -> None:
        self._stop_over_limit(size)
        self._total = size
        self.bar.update(self.task, total=size or None)

    def _stop_over_limit(self, size: int) -> None:
        if size > self.max_mb * MEGABYTE:
            raise LireLaVilleError(
                f"Le fichier dépasse {self.max_mb} Mo : téléchargement arrêté. Si "
                "cette taille est normale, relancez avec une limite plus haute : "
                f"--max-mb {self.max_mb * 5}."
            )

    def flush(self, *_: object) -> None:
        """Do nothing: neither file nor bar needs what pooch says here."""

    update = reset = close = flush


def _receive(file: dict, target: Path, max_mb: int, console: "Console") -> None:
    import pooch
    import requests
    from rich.progress import BarColumn, Progress, TextColumn

    pooch.get_logger().setLevel("ERROR")
    words = TextColumn("  {task.description} {task.fields[size]}")
    bar = Progress(
        *(words, BarColumn()),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar, target.open("wb") as to:
        name = PurePosixPath(file["saved_as"]).name
        meter = Meter(to, max_mb, bar, bar.add_task(name, total=None, size=""))
        ask = pooch.HTTPDownloader(
            meter, PIECE, timeout=PATIENCE, headers={"User-Agent": "lirelaville"}
        )
        try:
            ask(file["url"], meter, None)
        # ValueError: an address or a size that makes no sense
        except (requests.RequestException, ValueError) as error:
            raise LireLaVilleError(_what_happened(error, file)) from error


def _what_happened(error: Exception, file: dict) -> str:
    from requests import HTTPError, exceptions

    host, url = urlsplit(file["url"]).netloc, file["url"]
    if isinstance(error, HTTPError):
        status = error.response.status_code
        other = "le site est en panne" if status >= 500 else "le site refuse"
        what = f"{host} répond {status} pour {url} : {BY_STATUS.get(status, other)}."
    elif isinstance(error, exceptions.ChunkedEncodingError):
        what = f"{host} s'est interrompu avant la fin de {url} : fichier incomplet."
    elif isinstance(error, exceptions.Timeout):
        what = f"{host} ne répond pas depuis {PATIENCE} secondes."
    elif isinstance(error, exceptions.SSLError):
        what = f"La connexion à {host} n'est pas sûre ({error})."
    elif isinstance(error, exceptions.ConnectionError):
        what = (
            f"Impossible de joindre {host} : pas de connexion à internet, ou le site "
            "est arrêté."
        )
    else:
        what = f"Impossible de télécharger {url} ({error}) : vérifiez l'adresse."
    return f"{what} Rien n'a été changé. Réessayez plus tard. {by_hand(file)}"
