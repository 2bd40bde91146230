"""Turn a notebook that has run into a page that stands alone, and list the pages."""

import re
from datetime import date
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.french import NARROW, count, number, typeset

if TYPE_CHECKING:
    from nbconvert import HTMLExporter

TEMPLATES = Path(__file__).parent / "templates"
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>")
MADE_ON = re.compile(r'<meta name="date" content="([\d-]+)">')


def write_page(notebook: Path, page: Path, subject: str, made_on: date) -> None:
    """Write a notebook's prose and results as one HTML file, without its code.

    Parameters
    ----------
    notebook : Path
        Executed.
    page : Path
        The file to write: no script, nothing fetched from elsewhere.
    subject : str
        What this sheet is about: « arrondissement 3 ».  Its first title is completed
        with it, in the name of the page, if it does not say the value.
    made_on : date
        Written at the bottom.
    """
    import nbformat

    shown = nbformat.read(notebook, as_version=4)
    body, _ = _exporter().from_notebook_node(shown)
    heading = HEADING.search(body)
    title = _words(heading[1]) if heading else subject.capitalize()
    if not heading:
        body = f"<h1>{escape(title)}</h1>\n{body}"
    elif not _says(title, subject.rpartition(" ")[2]):
        title = f"{title}, {subject}"
    page.write_text(_page(title, body, made_on), encoding="utf-8")


def write_index(folder: Path, name: str, made_on: date) -> Path:
    """List every sheet of a folder in ``index.html``, those made before included.

    Parameters
    ----------
    folder : Path
        It holds the sheets, and in ``refusees`` the notebooks of those refused.
    name : str
        The parameter: the list holds ``<name>-*.html``.
    made_on : date
        Of the list; each sheet has its own date.
    """
    from lirelaville.report.values import simple

    pages = sorted(folder.glob(f"{simple(name)}-*.html"))
    refused = len(list(folder.glob(f"refusees/{simple(name)}-*.ipynb")))
    title = f"Les fiches par {name.replace('_', ' ')}"
    body = (
        _jinja()
        .get_template("index.html")
        .render(
            title=title,
            count=count(len(pages), "fiche"),
            sheets=[_listed(page) for page in pages],
            missing=refused and f"{count(refused, 'fiche')} en moins",
        )
    )
    index, draft = folder / "index.html", folder / ".index.html.llv"
    draft.write_text(_page(title, typeset(body), made_on), encoding="utf-8")
    return draft.replace(index)


def _listed(page: Path) -> dict:
    """Say of a sheet what its page says of itself."""
    head = page.read_text(encoding="utf-8").partition("<style>")[0]
    pdf = page.with_suffix(".pdf")
    there = pdf.is_file()
    return {
        "title": unescape(TITLE.search(head)[1]),
        "made_on": f"{date.fromisoformat(MADE_ON.search(head)[1]):%d/%m/%Y}",
        "page": page,
        "page_size": _size(page),
        "pdf": pdf if there else None,
        "pdf_size": _size(pdf) if there else "",
    }


def _size(file: Path) -> str:
    return f"{number(max(1, file.stat().st_size / 1000))}{NARROW}ko"


def _says(title: str, value: str) -> bool:
    # « Le 1er arrondissement » says 1, « Le 16e » does not
    return bool(re.search(rf"(?<!\w){re.escape(value)}(?!\d)", title))


def _words(html: str) -> str:
    """Return the words of a title, without its links to itself."""
    plain = re.sub(r'<a class="anchor-link".*?</a>|<[^>]+>', "", html)
    return re.sub(r"[ \n\t]+", " ", unescape(plain)).strip(" ")


def _page(title: str, body: str, made_on: date) -> str:
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    return (
        _jinja()
        .get_template("page.html")
        .render(title=title, body=body, style=style, made_on=made_on)
    )


@cache
def _jinja():
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=False)


@cache
def _exporter() -> "HTMLExporter":
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name="fiche",
        extra_template_basedirs=[str(TEMPLATES)],
        filters={"typeset": typeset},
        exclude_input=True,
        exclude_anchor_links=True,
    )
