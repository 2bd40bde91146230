"""Print a page to PDF with a browser that sees no network."""

import os
import subprocess
import tempfile
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.programs import find_chromium

SECONDS = 60


def browser_for_pdf() -> tuple[Path | None, str]:
    """Return the browser, or None and the sentence that says so."""
    try:
        return find_chromium(), ""
    except LireLaVilleError:
        return None, (
            "Pas de PDF : Chromium est introuvable. Les pages HTML s'impriment depuis "
            "tout navigateur (Ctrl et P)."
        )


def print_page(browser: Path, page: Path) -> None:
    """Write the PDF of a page beside it.

    Parameters
    ----------
    browser : Path
        Chromium.
    page : Path
        A standalone HTML file.

    Raises
    ------
    LireLaVilleError
        If the browser fails, or prints nothing within a minute.
    """
    pdf = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(prefix="llv-") as profile:
        try:
            done = subprocess.run(
                [browser, *_options(profile, pdf), page.as_uri()],
                capture_output=True,
                text=True,
                check=False,
                timeout=SECONDS,
            )
            said = done.stderr
        except (OSError, subprocess.TimeoutExpired) as error:
            said = str(error)
    if not pdf.is_file():
        last = said.strip().splitlines()[-1:]
        raise LireLaVilleError(
            f"Le PDF de {page.stem} n'a pas pu être fait par {browser} ; la page HTML "
            f"est là. Dernier message : {''.join(last)[:200] or 'aucun'}"
        )


def _options(profile: str, pdf: Path) -> list[str]:
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [
        "--headless",
        *as_root,
        f"--user-data-dir={profile}",
        "--host-resolver-rules=MAP * ~NOTFOUND",  # file:// and nothing else
        "--disable-background-networking",
        "--disable-dev-shm-usage",
        "--disable-extensions",
        "--disable-gpu",
        "--no-first-run",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
        f"--print-to-pdf={pdf}",
    ]
