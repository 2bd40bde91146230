"""What surrounds every page without its author's work: lesson, sharing, errors."""

import json
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lirelaville.catalogue import describe
from lirelaville.explainers.render import views_folder
from lirelaville.lessons.course import Course, read_courses
from lirelaville.project import project_folder

TODAY = "[date]"  # replaced by the page's script when the reader writes to us


@dataclass(frozen=True)
class Surroundings:
    """What the pages say of the site itself."""

    address: str = ""  # public, without a last slash; empty if it is not known
    workshop: str = ""  # that of the courses
    contact: str = ""
    city: str = ""
    live: str = "/"  # before <slug>/explorer; empty in a copy without live pages
    courses: tuple[Course, ...] = ()


def surroundings(address: str | None = None, live: str = "/") -> Surroundings:
    """Read the settings of this installation and the outlines of its courses.

    Parameters
    ----------
    address : str, optional
        Where the pages are read, if it is not what ``hub.yml`` says.
    live : str
        What comes before ``<slug>/explorer``; empty if there are no live pages.
    """
    from lirelaville.hub.site import read_values

    values = read_values()
    return Surroundings(
        address=(values.pages_address if address is None else address).rstrip("/"),
        workshop=values.public_address.rstrip("/"),
        contact=values.contact,
        city=values.city,
        live=live,
        courses=tuple(read_courses()),
    )


def lessons_behind(page: dict, courses: tuple[Course, ...]) -> list[tuple[str, str]]:
    """Return the lesson of each course that is behind a page, by their titles.

    ``course.yml`` says which lessons lead to which page.  Where several of a course
    do, the one whose datasets are most those of the page is named.
    """
    tables, found = set(page["data"]), []
    for course in courses:
        leading = [it for it in course.lessons if it.explainer == page["slug"]]
        if leading:
            lesson = max(leading, key=lambda it: _alike(tables, set(it.datasets)))
            found.append((course.title, lesson.title))
    return found


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def templates() -> Environment:
    """Return the templates of the site, which escape what they are given."""
    return Environment(
        loader=FileSystemLoader(project_folder() / "voila_apps" / "template"),
        autoescape=True,
        undefined=StrictUndefined,
    )


def read_views(folder: Path) -> list[dict]:
    """Read what ``render`` kept of each page, in the order of their titles.

    Those that could not be rendered come last, with their ``problem``.
    """
    files = sorted(views_folder(folder).glob("*.json"))
    pages = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return sorted(pages, key=lambda page: page.get("title", "\uffff"))


def around(page: dict, view: dict, site: Surroundings) -> dict:
    """Gather what a template says around one view of a page.

    Returns
    -------
    dict
        ``permalink`` (``?annee=2021``), ``path``, ``absolute`` (with the site's
        address if it is known), ``lessons``, ``workshop``, ``report``,
        ``publisher``, ``embed``.
    """
    slug, changed = page["slug"], not_default(page, view["choices"])
    path = f"{slug}/{view['address']}/" if view["address"] else f"{slug}/"
    return {
        "permalink": f"?{urlencode(changed)}" if changed else "",
        "path": path,
        "absolute": f"{site.address}/{path}",
        "lessons": lessons_behind(page, site.courses),
        "workshop": site.workshop,
        "contact": site.contact,
        "report": report(page, view, site),
        "publisher": describe(page["data"][0])["contributors"][0]["title"],
        "embed": embed(page, path, site),
    }


def not_default(page: dict, choices: dict[str, str]) -> dict[str, str]:
    """Return the choices that differ from the first view, for a short address."""
    first = page["views"][0]["choices"]
    return {name: value for name, value in choices.items() if value != first[name]}


def chosen_in_words(page: dict, choices: dict[str, str]) -> str:
    """Write choices for people: « Année : 2021 ; Bénéficiaire : Friche »."""
    said = []
    for control in page["controls"]:
        value = choices[control["name"]]
        words = dict(control.get("options", [])).get(value, value)
        if words:
            said.append(f"{control['label']} : {words}")
    return " ; ".join(said)


def report(page: dict, view: dict, site: Surroundings) -> str:
    """Return the link that opens a message with its context filled in, or nothing."""
    if site.contact.startswith(("https://", "http://")):
        return site.contact
    if "@" not in site.contact or " " in site.contact:
        return ""
    body = (
        f"Bonjour,\n\nJe lis la page « {page['title']} ».\n"
        f"Adresse : {site.address or '[adresse]'}/{page['slug']}/{view['address']}\n"
        f"Choix : {chosen_in_words(page, view['choices'])}\n"
        f"Données reçues le : {received(page):%d/%m/%Y}\nLu le : {TODAY}\n\n"
        "Ce que je lis :\n\nCe que j'attendais :\n\nD'où je le tiens :\n"
    )
    subject = quote(f"Erreur dans « {page['title']} »")
    return (
        f"mailto:{quote(site.contact, safe='@+')}?subject={subject}&body={quote(body)}"
    )


def embed(page: dict, path: str, site: Surroundings) -> str:
    """Return the code that shows a view inside another site."""
    return (
        f'<iframe src="{site.address}/{path}integrer/" title="{escape(page["title"])}" '
        'width="100%" height="900" loading="lazy" style="border:0"></iframe>'
    )


def received(page: dict) -> date:
    """Return the date of the newest data of a page."""
    return max(date.fromisoformat(describe(slug)["retrieved"]) for slug in page["data"])
