"""The static site in memory: every page compressed once, sent to thousands."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from lirelaville.explainers.frame import Surroundings, read_views, templates
from lirelaville.explainers.stills import HTML, NOTICE, write_site

MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Still:
    """One answer, ready: its bytes, compressed if it is text, and their mark."""

    media_type: str
    body: bytes
    packed: bool
    etag: str

    @property
    def plain(self) -> bytes:
        """The bytes before compression."""
        return gzip.decompress(self.body) if self.packed else self.body


@dataclass(frozen=True)
class Shelf:
    """All that the site answers without computing anything."""

    stills: dict[str, Still]  # by address, without a last slash
    pages: dict[str, dict]  # what ``render`` kept, by slug
    broken: frozenset[str]  # slugs of the pages that could not be rendered
    live: str

    def with_notice(self, address: str, sentences: list[str]) -> bytes:
        """Return a page with some sentences above its choices."""
        lines = "".join(f"<p>{sentence}</p>" for sentence in sentences)
        notice = f'<div class="notice" role="status">{lines}</div>'
        return self.stills[address].plain.replace(NOTICE.encode(), notice.encode(), 1)


def fill_shelf(folder: Path, site: Surroundings) -> Shelf:
    """Write the whole static site in memory.

    Parameters
    ----------
    folder : Path
        The folder of the built explainers, rendered.
    site : Surroundings
        What pages say of the site.
    """
    stills = {
        address.rstrip("/"): put(media_type, content)
        for address, media_type, content in write_site(folder, site)
    }
    for file in resources():
        kind = MEDIA_TYPES[file.suffix]
        stills[f"ressources/{file.name}"] = put(kind, file.read_bytes())
    for name in ("404", "error"):
        html = error_page(name, 500, site)
        stills[f"//{name}"] = put(HTML, html.encode())  # no address has two slashes
    kept = read_views(folder)
    pages = {page["slug"]: page for page in kept if "views" in page}
    broken = frozenset(page["slug"] for page in kept if "problem" in page)
    return Shelf(stills, pages, broken, site.live)


def put(media_type: str, content: bytes) -> Still:
    """Make an answer of some bytes."""
    packed = media_type != "image/png"
    charset = "; charset=utf-8" if packed else ""
    body = gzip.compress(content, 9, mtime=0) if packed else content
    mark = hashlib.sha256(content).hexdigest()[:20]
    return Still(media_type + charset, body, packed, f'W/"{mark}"')


def error_page(name: str, status_code: int, site: Surroundings) -> str:
    """Write the page of an error."""
    template = templates().get_template(f"{name}.html")
    return template.render(base_url="/", site=site, status_code=status_code)


def resources() -> list[Path]:
    """Return the style, scripts and pictures that all pages share."""
    from lirelaville.project import project_folder

    folder = project_folder() / "voila_apps" / "template" / "static"
    return [file for file in folder.iterdir() if file.suffix in MEDIA_TYPES]
