"""Turn ``voila_apps/<slug>.py`` into the notebook that Voilà serves, and its views."""

from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat

from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.render import render_changed
from lirelaville.french import typeset
from lirelaville.project import project_folder
from lirelaville.territory.parameter import territory_for, with_territory

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@dataclass(frozen=True)
class Explainer:
    """One explainer: its address, its question, what one does there."""

    slug: str
    title: str
    summary: str


def notebooks_folder(state: Path) -> Path:
    """Return the folder of the built explainers: ``STATE/explainers``."""
    return state.resolve() / "explainers"


def build_explainers(state: Path, sources: Path | None = None) -> list[Explainer]:
    """Build every explainer; the same text gives the same bytes.

    Parameters
    ----------
    state : Path
        The state folder; notebooks go to its ``explainers/``.  A notebook that is
        already right is not written again, one whose source is gone is removed.
    sources : Path, optional
        Folder of the py:percent files, ``voila_apps/`` of the project by default.

    Returns
    -------
    list of Explainer
        In the order of their titles.

    Raises
    ------
    LireLaVilleError
        If an explainer lacks its title or its summary.
    """
    folder = notebooks_folder(state)
    folder.mkdir(parents=True, exist_ok=True)
    built = []
    for source in sorted((sources or project_folder() / "voila_apps").glob("*.py")):
        notebook = read_explainer(source)
        _write_if_changed(notebook, folder / f"{source.stem}.ipynb")
        built.append(_explainer(source.stem, notebook))
    for stale in folder.glob("*.ipynb"):
        if stale.stem not in {explainer.slug for explainer in built}:
            stale.unlink()
    render_changed(folder)
    return sorted(built, key=lambda explainer: explainer.title)


def built_explainers(folder: Path) -> list[Explainer]:
    """Read the list of explainers from their notebooks, in the order of titles."""
    found = [
        _explainer(path.stem, nbformat.read(path, as_version=4))
        for path in folder.glob("*.ipynb")
    ]
    return sorted(found, key=lambda explainer: explainer.title)


def read_explainer(source: Path) -> nbformat.NotebookNode:
    """Read one py:percent file as the notebook to serve, without outputs.

    Parameters
    ----------
    source : Path
        ``voila_apps/<slug>.py``; its header gives ``title`` and
        ``lirelaville: {summary: …}``.

    Returns
    -------
    NotebookNode
        French spacing set in its prose; cell ids made from the slug and the rank, so
        that they never change by themselves.
    """
    notebook = jupytext.read(source)
    territory = territory_for(source)
    texts = notebook.metadata
    summary = texts.get("lirelaville", {}).get("summary")
    if not texts.get("title") or not summary:
        raise LireLaVilleError(
            f"voila_apps/{source.name} n'a pas son titre et son résumé. En tête du "
            "fichier, sous « jupyter: », écrivez « title: … » puis "
            "« lirelaville: » et « summary: … »."
        )
    notebook.metadata = type(texts)(
        title=typeset(texts["title"]),
        lirelaville={"summary": typeset(summary)},
        kernelspec=KERNEL,
        language_info={"name": "python"},
    )
    for rank, cell in enumerate(notebook.cells):
        cell["id"] = f"{source.stem}-{rank}"
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = with_territory(cell.source, territory)
        if cell.cell_type == "markdown":
            cell.source = typeset(cell.source)
    return notebook


def _explainer(slug: str, notebook: nbformat.NotebookNode) -> Explainer:
    metadata = notebook.metadata
    return Explainer(slug, metadata["title"], metadata["lirelaville"]["summary"])


def _write_if_changed(notebook: nbformat.NotebookNode, path: Path) -> None:
    text = nbformat.writes(notebook, version=4) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
