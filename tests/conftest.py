"""What several test files need: a real browser, the real public site."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from door import RunningDoor
    from playwright.sync_api import Browser, Page
    from workshop import Workshop


@dataclass(frozen=True)
class Site:
    """A server of the test: where it answers, where its files are, its process."""

    url: str
    state: Path
    pid: int


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One headless Chromium for the whole run; each test opens its own pages."""
    from browser import launch_chromium
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page of a visitor never seen before."""
    context = browser.new_context(locale="fr-FR")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def explainer_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the project's own explainers, alone, as an operator would."""
    from lirelaville.explainers.build import build_explainers
    from lirelaville.explainers.launch import start_site
    from lirelaville.ports import free_port
    from lirelaville.processes import stop, wait_until_answers

    state, port = tmp_path_factory.mktemp("state"), free_port()
    build_explainers(state)
    site, url = start_site(state, port), f"http://127.0.0.1:{port}"
    wait_until_answers(site, url)
    yield Site(url, state, site.process.pid)
    stop(site)


@pytest.fixture(scope="session")
def html(explainer_server: Site) -> str:
    """The page of the subsidies as the site sends it, before any script."""
    from reading import fetch

    return fetch(f"{explainer_server.url}/subventions")


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Workshop]":
    """One running ``lirelaville serve`` for all the journeys."""
    from workshop import start_workshop, stop_workshop

    state = tmp_path_factory.mktemp("workshop") / "state"
    running = start_workshop(state, from_nothing=True)
    yield running
    stop_workshop(running)


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[RunningDoor]":
    """A hub with one tiny course, and its hand-in service."""
    from door import running_door

    with running_door(tmp_path_factory.mktemp("door")) as running:
        yield running
