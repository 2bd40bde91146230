"""The addresses of the catalogue: the list, one page a dataset, the downloads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import tornado.web

from lirelaville.catalogue.descriptors import dataset_folder, dataset_names
from lirelaville.explainers.answers import Answer
from lirelaville.explainers.catalogue_pages import (
    dataset_facts,
    list_facts,
    report_address,
)
from lirelaville.explainers.downloads import CARD, Download, offered_file
from lirelaville.explainers.frame import templates
from lirelaville.explainers.uses import lessons_using, pages_using

# One at a time, away from the pages: a crowd that asks for a file has it made once.
WRITER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="downloads")


def catalogue_routes(said: dict, built: Path) -> list:
    """Return the routes of the catalogue, for the list of a tornado application.

    Parameters
    ----------
    said : dict
        What every page of the site is initialised with.
    built : Path
        The folder of the built explainers; tables written for spreadsheets are kept
        in its ``.run/donnees``, the only folder that the site may write.
    """
    pages = said | {"written": {}, "built": built}
    files = said | {"cache": built / ".run" / "donnees"}
    # Names of files are looked up in a list, the patterns only keep the rest away.
    return [
        (r"/donnees/?", DatasetList, pages),
        (r"/donnees/(\w+)/?", DatasetPage, pages),
        (r"/donnees/(\w+/[\w.-]+)", DatasetFile, files),
    ]


class CataloguePage(Answer):
    """A page of the catalogue, written again only when a card has changed."""

    def initialize(self, written: dict, built: Path, **said) -> None:
        """Take the pages already written, and the folder of the explainers."""
        super().initialize(**said)
        self.written, self.built = written, built

    def page(self, template: str, slugs: list[str], facts: Callable[[], dict]) -> str:
        """Return the page as last written for these cards, or write it."""
        version = [(slug, _changed_at(slug)) for slug in slugs]
        if self.written.get(self.request.path, (None,))[0] != version:
            html = catalogue_page(template, "/", facts())
            self.written[self.request.path] = version, html
        return self.written[self.request.path][1]


class DatasetList(CataloguePage):
    """Every dataset, by theme."""

    async def get(self) -> None:
        """Show them all; the page's own script filters them."""
        self.write(self.page("donnees.html", dataset_names(), list_facts))

    head = get


class DatasetPage(CataloguePage):
    """One dataset: what it holds, where it comes from, what it does not say."""

    async def get(self, slug: str) -> None:
        """Show its page, 404 if there is no such dataset."""
        if slug not in dataset_names():
            raise tornado.web.HTTPError(404)
        self.write(self.page("jeu.html", [slug], lambda: all_facts(slug, self.built)))

    head = get


def catalogue_page(template: str, base: str, facts: dict) -> str:
    """Write a page of the catalogue.

    Parameters
    ----------
    template : str
        ``"donnees.html"`` (the list) or ``"jeu.html"`` (one dataset).
    base : str
        The address of the site seen from the page.
    facts : dict
        From ``list_facts`` or ``all_facts``.
    """
    return templates().get_template(template).render(base_url=base, **facts)


def all_facts(slug: str, built: Path) -> dict:
    """Gather the card of a dataset, who uses it, and where to report an error."""
    facts = dataset_facts(slug)
    lessons, pages, contact = surroundings(built)
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


class DatasetFile(Answer, tornado.web.StaticFileHandler):
    """A file of a dataset, sent piece by piece with its name, date and fingerprint."""

    def initialize(self, cache: Path, **said) -> None:
        """Take the folder where tables for spreadsheets are kept."""
        Answer.initialize(self, **said)
        tornado.web.StaticFileHandler.initialize(self, path="")
        self.cache = cache
        self.found: tuple[Path, Download] | None = None

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
