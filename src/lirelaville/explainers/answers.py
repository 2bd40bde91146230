"""How the public site answers: still pages from memory, errors in French."""

import tornado.web

from lirelaville.explainers.frame import Surroundings
from lirelaville.explainers.permalinks import asked_view
from lirelaville.explainers.privacy import (
    HEADERS,
    STILL_POLICY,
    framed_by_anyone,
    with_a_form,
)
from lirelaville.explainers.shelf import Shelf, Still, error_page

FRESH = "public, max-age=60"  # seconds; a mark spares the rest


class Answer(tornado.web.RequestHandler):
    """What every answer of the site has: its headers, its pages of errors."""

    def initialize(self, shelf: Shelf, site: Surroundings) -> None:
        """Take what the site says."""
        self.shelf, self.site = shelf, site

    def set_default_headers(self) -> None:
        """Forbid what no page needs, and keep our tools to ourselves."""
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", STILL_POLICY)
        self.clear_header("Server")

    def write_error(self, status_code: int, **_) -> None:
        """Say in French what happened, never how the machine says it."""
        name = "404" if status_code == 404 else "error"
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(error_page(name, status_code, self.site))


class StillPages(Answer):
    """Every page written beforehand; 404 for any other address."""

    def get(self, path: str) -> None:
        """Send the page, or the view that a query asks for."""
        address = path.rstrip("/")
        if path.endswith("//") or address not in self.shelf.stills:
            raise tornado.web.HTTPError(404)
        if address in self.shelf.broken:
            raise tornado.web.HTTPError(503)
        page = self.shelf.pages.get(address)
        if page and self.request.query:
            self.send_asked(page)
        else:
            self.send(address)

    head = get

    def send_asked(self, page: dict, why: tuple[str, ...] = ()) -> None:
        """Send the view that the query asks for, and say what could not be read."""
        slug = page["slug"]
        live = f"{self.shelf.live}{slug}/explorer" if self.shelf.live else ""
        view, said = asked_view(page, self.request.query, live)
        address = f"{slug}/{view['address']}".rstrip("/")
        sentences = [*why, *said]
        if not sentences:
            self.send(address)
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", with_a_form(STILL_POLICY))
        self.finish(self.shelf.with_notice(address, sentences))

    def send(self, address: str) -> None:
        """Send a page from memory, or nothing if the reader has it already."""
        still = self.shelf.stills[address]
        self.set_header("Etag", still.etag)
        self.set_header("Cache-Control", FRESH)
        self.set_header("Vary", "Accept-Encoding")
        if address.endswith("/integrer"):
            self.set_header("Content-Security-Policy", framed_by_anyone(STILL_POLICY))
        elif address.partition("/")[0] in self.shelf.pages:
            self.set_header("Content-Security-Policy", with_a_form(STILL_POLICY))
        if still.etag in self.request.headers.get("If-None-Match", ""):
            self.set_status(304)
            self.finish()
            return
        self.set_header("Content-Type", still.media_type)
        self.finish(self._packed(still))

    def _packed(self, still: Still) -> bytes:
        if not still.packed:
            return still.body
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            return still.body
        return still.plain

    def compute_etag(self) -> None:
        """Leave the mark that ``send`` gave."""


class NotFound(Answer):
    """Any other address: a page in French that leads back to the list."""

    def prepare(self) -> None:
        """Answer 404 whatever is asked."""
        raise tornado.web.HTTPError(404)
