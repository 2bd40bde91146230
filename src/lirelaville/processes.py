"""Start a long-running program, wait until it answers, stop it: all of it, always."""

import ctypes
import os
import signal
import ssl
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from lirelaville.errors import LireLaVilleError


@dataclass(frozen=True)
class Part:
    """A program that we run: its French name, its process, and where its words go."""

    name: str
    process: subprocess.Popen
    journal: Path

    @property
    def ended(self) -> bool:
        """Whether it stopped by itself."""
        return self.process.poll() is not None


def start(
    name: str, command: list[str], environment: dict, folder: Path, journal: Path
) -> Part:
    """Start a program that ends with this one, even if this one is killed.

    Parameters
    ----------
    name : str
        What to call it in messages: ``"L'atelier"``.
    command : list of str
        The program and its arguments.
    environment : dict
        Its whole environment.
    folder, journal : Path
        Where it runs, and the file to which it writes (added at the end).
    """
    journal.parent.mkdir(parents=True, exist_ok=True)
    with journal.open("ab") as log:
        os.fchmod(log.fileno(), 0o600)  # through /proc, what we start could reopen it
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us, and we stop each in turn
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - no thread runs yet
        )
    return Part(name, process, journal)


def wait_until_answers(part: Part, url: str) -> None:
    """Wait until one part answers; see ``wait_until_all_answer``."""
    wait_until_all_answer({part: url})


def wait_until_all_answer(
    addresses: dict[Part, str | urllib.request.Request], seconds: float = 120
) -> None:
    """Wait until each part answers at its address.

    Raises
    ------
    LireLaVilleError
        If one ends, or stays silent; the end of its journal is shown.
    """
    until = time.monotonic() + seconds
    silent = dict(addresses)
    while silent:
        failed = [part for part in addresses if part.ended]
        if time.monotonic() > until:
            failed += silent
        if failed:
            stop_all(list(addresses))
            raise LireLaVilleError(
                f"{failed[0].name} n'a pas démarré. Journal complet : "
                f"{failed[0].journal}\nDernières lignes :\n"
                f"{_last_words(failed[0].journal)}"
            )
        time.sleep(0.1)
        silent = {part: url for part, url in silent.items() if not _answers(url)}


def stop(part: Part) -> None:
    """Stop a part in order, by force if it takes too long."""
    stop_all([part])


def stop_all(parts: list[Part], seconds: float = 20) -> None:
    """Tell all parts to stop, then wait for each; by force after ``seconds``."""
    for part in parts:
        if not part.ended:
            part.process.terminate()
    until = time.monotonic() + seconds
    for part in parts:
        try:
            part.process.wait(max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            part.process.kill()
            part.process.wait()


def _answers(url: str | urllib.request.Request) -> bool:
    # Only a page counts: the proxy answers 404 or 503 for what is not there yet.
    # The certificate names the public address; here we ask our own program for news.
    unnamed = ssl._create_unverified_context()
    try:
        with urllib.request.urlopen(url, timeout=5, context=unnamed):
            return True
    except OSError:  # HTTPError and URLError are its kinds
        return False


def _last_words(journal: Path, lines: int = 8) -> str:
    text = journal.read_text(errors="replace").splitlines()[-lines:]
    return "\n".join(f"    {line}" for line in text)


def _end_with_parent() -> None:
    # PR_SET_PDEATHSIG: whatever ends us, the kernel then tells our child to stop.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
