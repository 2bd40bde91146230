"""Run the program of each page once, and keep all that the static site will say.

``python -m lirelaville.explainers.render FOLDER`` reads ``FOLDER/<slug>.ipynb`` and
writes ``FOLDER/vues/<slug>.json`` (each view: its choices, sentence, chart) and
``<slug>.png`` (the picture of its link).  A page whose program and data have not
changed is left as it is; one that fails says why in its file, and the others go on.
"""

import hashlib
import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import nbformat
from markdown_it import MarkdownIt

from lirelaville.catalogue.descriptors import datasets_folders
from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.downloads import CARD
from lirelaville.explainers.pages import COLLECTED, Page

# what a view depends on, besides its page and its data
CODE = ("explainers", "catalogue", "charts", "territory", "french.py")


def views_folder(folder: Path) -> Path:
    """Return where the views of the built explainers of a folder are."""
    return folder / "vues"


def render_changed(folder: Path) -> None:
    """Render what has changed, in a process of its own: the caller stays light.

    Parameters
    ----------
    folder : Path
        The folder of the built notebooks.
    """
    program = fingerprint_of_code()
    views_folder(folder).mkdir(exist_ok=True)
    slugs = {path.stem for path in folder.glob("*.ipynb")}
    for stale in views_folder(folder).iterdir():
        if stale.stem not in slugs:
            stale.unlink()
    changed = [slug for slug in slugs if not is_rendered(folder, slug, program)]
    if changed:
        command = [sys.executable, "-m", __name__, str(folder), *sorted(changed)]
        subprocess.run(command, check=True)


def is_rendered(folder: Path, slug: str, program: str) -> bool:
    """Tell whether the views of a page are those of its program and data of now."""
    kept = views_folder(folder) / f"{slug}.json"
    if not kept.is_file():
        return False
    mark = json.loads(kept.read_text(encoding="utf-8"))["fingerprint"]
    return mark == fingerprint(folder / f"{slug}.ipynb", program)


def fingerprint(notebook: Path, program: str) -> str:
    """Return a mark that changes with a page, our code, or any card of the data."""
    return hashlib.sha256(notebook.read_bytes() + program.encode()).hexdigest()


def fingerprint_of_code() -> str:
    """Return what all pages share of their marks; cards hold the hash of their data."""
    ours = Path(__file__).parents[1]
    files = [file for name in CODE for file in (ours / name).rglob("*.py")]
    files += [ours / "french.py"]
    files += [f for place in datasets_folders() for f in place.glob(f"*/{CARD}")]
    mark = hashlib.sha256()
    for file in sorted(files):
        mark.update(file.name.encode() + file.read_bytes())
    return mark.hexdigest()


def render(folder: Path, slug: str) -> dict:
    """Run a page's program and each of its views.

    Parameters
    ----------
    folder : Path
        The folder of the built notebooks.
    slug : str
        One of them.

    Returns
    -------
    dict
        ``slug``, ``title``, ``summary``, ``lead``, what ``Page.facts`` says, and
        ``views``: for each its ``address``, ``choices``, ``sentence``, ``figure``
        and ``finding`` (the title of its chart, without tags).

    Raises
    ------
    LireLaVilleError
        If the program does not end with one call of ``page``.
    """
    notebook = nbformat.read(folder / f"{slug}.ipynb", as_version=4)
    made = run_program(notebook, slug)
    controls = made.controls
    views = [
        {
            "address": address,
            "choices": {n: controls[n].address(value) for n, value in chosen.items()},
            "sentence": made.sentence(**chosen),
            "figure": made.figure(**chosen),
        }
        for address, chosen in made.views()
    ]
    for view in views:
        view["finding"] = finding(view)
    metadata = notebook.metadata
    return {
        "slug": slug,
        "title": metadata["title"],
        "summary": metadata["lirelaville"]["summary"],
        "lead": lead(notebook),
        **made.facts(),
        "views": views,
    }


def run_program(notebook: nbformat.NotebookNode, slug: str) -> Page:
    """Run the cells of a page in this process and return what it hands to ``page``."""
    collected: list[Page] = []
    token = COLLECTED.set(collected)
    names = {"__name__": f"voila_apps.{slug}"}
    try:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, f"{slug}.py", "exec"), names)
    finally:
        COLLECTED.reset(token)
    if len(collected) != 1:
        raise LireLaVilleError(
            f"voila_apps/{slug}.py appelle page(…) {len(collected)} fois. Une page "
            "l'appelle une fois, dans sa dernière cellule : page(phrase, figure, "
            "data=[…], annee=choice(…))."
        )
    return collected[0]


def lead(notebook: nbformat.NotebookNode) -> str:
    """Return the prose of a page as HTML: its title and its first lines."""
    prose = [c.source for c in notebook.cells if c.cell_type == "markdown"]
    return MarkdownIt("commonmark").render("\n\n".join(prose))


def finding(view: dict) -> str:
    """Return what a view says in one line, without tags: for titles and pictures."""
    title = re.search(r"<figcaption>(.*?)</figcaption>", view["figure"], re.DOTALL)
    said = title[1] if title else view["sentence"]
    return unescape(re.sub(r"<[^>]+>", "", said)).strip()


def main(folder: Path, slugs: list[str]) -> None:
    """Render some pages, one after the other."""
    from lirelaville.explainers.picture import draw_picture

    program = fingerprint_of_code()
    for slug in slugs:
        mark = {"fingerprint": fingerprint(folder / f"{slug}.ipynb", program)}
        kept = views_folder(folder) / slug
        try:
            facts = render(folder, slug)
            draw_picture(facts, kept.with_suffix(".png"))
        except Exception as error:
            facts = {"slug": slug, "problem": f"{type(error).__name__}: {error}"}
        text = json.dumps(facts | mark, ensure_ascii=False, indent=1)
        being_written = kept.with_suffix(".part")
        being_written.write_text(text, encoding="utf-8")
        being_written.replace(kept.with_suffix(".json"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
