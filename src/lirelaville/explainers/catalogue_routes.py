"""The addresses of the catalogue: the list, one page a dataset, the downloads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import tornado.web
from voila.handler import BaseVoilaHandler

from lirelaville.catalogue.descriptors import dataset_folder, dataset_names
from lirelaville.explainers.catalogue_pages import (
    dataset_facts,
    list_facts,
    report_address,
)
from lirelaville.explainers.downloads import CARD, Download, offered_file
from lirelaville.explainers.uses import lessons_using, pages_using

# One at a time, away from the pages: a crowd that asks for a file has it made once.
WRITER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="downloads")


def catalogue_routes(at: Callable[[str], str], conf: dict, built: Path) -> list:
    """Return the routes of the catalogue, for the list of a tornado application.

    Parameters
    ----------
    at : callable
        Gives the full address of a page of the site.
    conf : dict
        What every page of Voilà is initialised with.
    built : Path
        The folder of the built explainers; tables written for spreadsheets are kept
        in its ``.donnees``.
    """
    pages = conf | {"written": {}, "built": built}
    files = conf | {"cache": built / ".donnees"}
    # Names of files are looked up in a list, the patterns only keep the rest away.
    return [
        (at("donnees/?"), DatasetList, pages),
        (at(r"donnees/(\w+)/?"), DatasetPage, pages),
        (at(r"donnees/(\w+/[\w.-]+)"), DatasetFile, files),
    ]


class CataloguePage(BaseVoilaHandler):
    """A page of the catalogue, written again only when a card has changed."""

    def initialize(self, written: dict, built: Path, **conf) -> None:
        """Take the pages already written, and the folder of the explainers."""
        super().initialize(**conf)
        self.written, self.built = written, built

    def page(self, template: str, slugs: list[str], facts: Callable[[], dict]) -> str:
        """Return the page as last written for these cards, or write it."""
        version = [(slug, _changed_at(slug)) for slug in slugs]
        if self.written.get(self.request.path, (None,))[0] != version:
            html = self.render_template(template, **facts())
            self.written[self.request.path] = version, html
        return self.written[self.request.path][1]


class DatasetList(CataloguePage):
    """Every dataset, by theme."""

    @tornado.web.authenticated
    async def get(self) -> None:
        """Show them all; the page's own script filters them."""
        self.write(self.page("donnees.html", dataset_names(), list_facts))

    head = get


class DatasetPage(CataloguePage):
    """One dataset: what it holds, where it comes from, what it does not say."""

    @tornado.web.authenticated
    async def get(self, slug: str) -> None:
        """Show its page, 404 if there is no such dataset."""
        if slug not in dataset_names():
            raise tornado.web.HTTPError(404)
        self.write(self.page("jeu.html", [slug], lambda: self.facts(slug)))

    head = get

    def facts(self, slug: str) -> dict:
        """Gather the card, who uses it, and where to report an error."""
        facts = dataset_facts(slug)
        lessons, pages, contact = surroundings(self.built)
        return facts | {
            "lessons": lessons.get(slug, []),
            "pages": pages.get(slug, []),
            "contact": contact,
            "report": report_address(contact, facts["title"]),
        }


def _changed_at(slug: str) -> int:
    return (dataset_folder(slug) / CARD).stat().st_mtime_ns


@cache
def surroundings(built: Path) -> tuple[dict, dict, str]:
    """Read once what lies around the catalogue: lessons, explainers, contact."""
    from lirelaville.hub.site import read_values

    return lessons_using(), pages_using(built), read_values().contact


class DatasetFile(BaseVoilaHandler, tornado.web.StaticFileHandler):
    """A file of a dataset, sent piece by piece with its name, date and fingerprint."""

    def initialize(self, cache: Path, **conf) -> None:
        """Take the folder where tables for spreadsheets are kept."""
        BaseVoilaHandler.initialize(self, **conf)
        tornado.web.StaticFileHandler.initialize(self, path="")
        self.cache = cache
        self.found: tuple[Path, Download] | None = None

    @tornado.web.authenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        """Send the file, 404 if it is not on offer."""
        slug, name = path.split("/")
        if slug in dataset_names():
            self.found = await asyncio.get_running_loop().run_in_executor(
                WRITER, offered_file, slug, name, self.cache
            )
        if self.found is None:
            raise tornado.web.HTTPError(404)
        await tornado.web.StaticFileHandler.get(self, path, include_body)

    def head(self, path: str):
        """Say the same without the file itself."""
        return self.get(path, include_body=False)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str:
        """Return the file that was found, whatever the address looked like."""
        self._stat_result = self.found[0].stat()
        return str(self.found[0])

    def compute_etag(self) -> str:
        """Change with the file: its date and size say so without reading it."""
        return f'"{self._stat_result.st_mtime_ns:x}-{self._stat_result.st_size:x}"'

    def get_content_type(self) -> str:
        """Say what the file is, and its encoding if it is text."""
        return self.found[1].media_type

    def set_extra_headers(self, path: str) -> None:
        """Offer to save it under its name, and ask again before reusing it."""
        name = self.found[1].name
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.set_header("Cache-Control", "no-cache")
