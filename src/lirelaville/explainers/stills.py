"""Write the static site: every view of every page, ready to be sent or copied."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from lirelaville.explainers.frame import (
    Surroundings,
    around,
    read_views,
    received,
    templates,
)
from lirelaville.explainers.render import views_folder
from lirelaville.explainers.sources import explanation

# where the server writes a sentence: a value that it does not know, too many readers
NOTICE = "<!--avis-->"
HTML, XML, TEXT, PNG = "text/html", "application/xml", "text/plain", "image/png"


def write_site(
    folder: Path, site: Surroundings, relative: bool = False
) -> Iterator[tuple[str, str, bytes]]:
    """Yield every static page of the site.

    Parameters
    ----------
    folder : Path
        The folder of the built explainers, rendered.
    site : Surroundings
        What pages say of the site.
    relative : bool
        Whether links are written from each page, so that the copy works in any folder
        of any server; otherwise they start with ``/``.

    Yields
    ------
    tuple of (str, str, bytes)
        Address (``"budget/annee/2021/"``), media type, content.
    """
    env, pages = templates(), read_views(folder)
    sound = [page for page in pages if "problem" not in page]

    def write(address: str, template: str, **facts) -> tuple[str, str, bytes]:
        base = (("../" * address.count("/")) or "./") if relative else "/"
        if "page" in facts:
            facts = _ready(facts, base) | {"live": site.live}
        html = env.get_template(template).render(base_url=base, site=site, **facts)
        return address, HTML, html.encode()

    yield write("", "home.html", explainers=sound)
    yield write("accessibilite/", "accessibilite.html", contact=site.contact)
    for page in sound:
        yield from _views(write, page, site)
        picture = views_folder(folder) / f"{page['slug']}.png"
        yield f"{page['slug']}/apercu.png", PNG, picture.read_bytes()
    for page in pages:
        if "problem" in page:
            yield write(f"{page['slug']}/", "error.html", status_code=503)
    yield "flux.xml", XML, _feed(env, sound, site)
    closed = "".join(f"Disallow: /{page['slug']}/explorer\n" for page in sound)
    yield "robots.txt", TEXT, f"User-agent: *\n{closed}".encode()


def _views(write, page: dict, site: Surroundings) -> Iterator[tuple[str, str, bytes]]:
    for view in page["views"]:
        facts = {"page": page, "view": view, **around(page, view, site)}
        yield write(facts["path"], "vue.html", **facts)
        yield write(f"{facts['path']}integrer/", "integrer.html", **facts)


def _ready(facts: dict, base: str) -> dict:
    """Add the parts of a page that are HTML already."""
    page, view = facts["page"], facts["view"]
    return facts | {
        "lead": Markup(page["lead"]),
        "sentence": Markup(view["sentence"]),
        "figure": Markup(view["figure"]),
        "explanation": Markup(explanation(page, base)),
        "notice": Markup(NOTICE),
    }


def _feed(env: Environment, pages: list[dict], site: Surroundings) -> bytes:
    """Write the RSS of the pages: an item is new when its data were received again."""
    items = [
        {
            "title": page["title"],
            "summary": page["summary"],
            "link": f"{site.address}/{page['slug']}/",
            "received": received(page),
            "date": format_datetime(datetime.combine(received(page), time(12), UTC)),
        }
        for page in sorted(pages, key=received, reverse=True)
    ]
    return env.get_template("flux.xml").render(items=items, site=site).encode()
