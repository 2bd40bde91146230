"""Copy the whole public site as plain files, for any web server or none of ours."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from lirelaville.catalogue import dataset_names, describe
from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.build import build_explainers
from lirelaville.explainers.catalogue_pages import list_facts
from lirelaville.explainers.catalogue_routes import all_facts, catalogue_page
from lirelaville.explainers.downloads import downloads, offered_file
from lirelaville.explainers.frame import read_views, surroundings
from lirelaville.explainers.shelf import error_page, resources
from lirelaville.explainers.stills import HTML, write_site

MARK = ".lirelaville-export"  # in a folder that an export made, and may replace


def export_site(state: Path, target: Path, address: str = "", live: str = "") -> int:
    """Write every page, chart, table and download of the public site as files.

    Parameters
    ----------
    state : Path
        The state folder, where pages are built first if they have changed.
    target : Path
        A new or empty folder, or that of an earlier export, which is replaced.
    address : str
        Where the copy will be read, for the pictures of its links and its RSS.
    live : str
        The address of a site with live pages; without it no page speaks of them.

    Returns
    -------
    int
        How many files were written.

    Raises
    ------
    LireLaVilleError
        If a page cannot be computed, or the folder holds something else.
    """
    _check_folder(target)
    build_explainers(state)
    built = state.resolve() / "explainers"
    _check_pages(built)
    being_written = target.with_name(f"{target.name}.part")
    shutil.rmtree(being_written, ignore_errors=True)
    written = 0
    for path, content in _files(built, address, live):
        file = being_written / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        written += 1
    (being_written / MARK).write_text("", encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    being_written.replace(target)
    return written


def _files(built: Path, address: str, live: str) -> Iterator[tuple[str, bytes]]:
    """Yield each file: its path from the top of the copy, its content."""
    live = f"{live.rstrip('/')}/" if live else ""
    site = surroundings(address, live)
    for path, kind, content in write_site(built, site, relative=True):
        yield (f"{path}index.html" if kind == HTML else path), content
    yield "404.html", error_page("404", 404, site).encode()
    for file in resources():
        yield f"ressources/{file.name}", file.read_bytes()
    list_page = catalogue_page("donnees.html", "../", list_facts())
    yield "donnees/index.html", list_page.encode()
    for slug in dataset_names():
        page = catalogue_page("jeu.html", "../../", all_facts(slug, built))
        yield f"donnees/{slug}/index.html", page.encode()
        for name in downloads(describe(slug)):
            file, _ = offered_file(slug, name, built / ".run" / "donnees")
            yield f"donnees/{slug}/{name}", file.read_bytes()


def _check_folder(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise LireLaVilleError(
            f"« {target} » est un fichier. Donnez un dossier, nouveau ou vide : "
            "lirelaville explainers export --to DOSSIER"
        )
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).exists():
        raise LireLaVilleError(
            f"Le dossier « {target} » contient déjà autre chose qu'une copie du site : "
            "rien n'y a été écrit. Donnez un dossier nouveau ou vide."
        )


def _check_pages(built: Path) -> None:
    for page in read_views(built):
        if "problem" in page:
            raise LireLaVilleError(
                f"La page « {page['slug']} » ne peut pas être calculée : "
                f"{page['problem']}. Corrigez voila_apps/{page['slug']}.py, puis "
                "relancez : rien n'a été copié."
            )
