"""The live pages: Voilà with our template, one address a page, and nothing else open.

Voilà runs the notebooks, draws the widgets and culls the kernels.  Here its routes are
cut down to those that a page needs: no list of files, no file by its name, no template
chosen by the visitor, no cookie.  ``site`` stands before it and passes requests on.
"""

import re
import time
from functools import partial
from pathlib import Path

import tornado.web
from jupyter_server._tz import utcnow
from jupyter_server.auth import IdentityProvider, User
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import url_path_join
from traitlets import Int
from traitlets.config import Config
from voila.app import Voila
from voila.handler import BaseVoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from lirelaville.explainers.build import built_explainers
from lirelaville.explainers.frame import around, read_views, surroundings, templates
from lirelaville.explainers.privacy import (
    SafeHeaders,
    keep_addresses_out,
    set_no_cookie,
)
from lirelaville.hub.site import read_values
from lirelaville.project import project_folder

# A page reads its own kernel, speaks with it, stops it, and fetches Voilà's scripts.
NEEDED_BY_A_PAGE = {
    KernelHandler,
    VoilaKernelWebsocketHandler,
    VoilaShutdownKernelHandler,
    MultiStaticFileHandler,
    FileFindHandler,
}
KERNEL_ID = re.compile(r'"kernelId": "([\w-]+)"')


def live_config() -> Config:
    """Return the settings of the live pages; the command line may change each one."""
    c = Config()
    c.ReadersKernels.most_readers = read_values().live_visitors
    c.Voila.open_browser = False
    c.Voila.port_retries = 0
    c.Voila.log_level = "WARN"
    c.Voila.identity_provider_class = Nobody
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.strip_sources = True
    c.VoilaConfiguration.show_tracebacks = False
    c.VoilaConfiguration.file_allowlist = []
    c.VoilaConfiguration.extension_allowlist = [
        "@voila-dashboards/widgets-manager8",
        "@jupyter-widgets/jupyterlab-manager",
    ]
    c.VoilaConfiguration.preheat_kernel = True
    c.VoilaConfiguration.default_pool_size = 1
    c.VoilaConfiguration.multi_kernel_manager_class = ReadersKernels
    c.MappingKernelManager.cull_idle_timeout = 600  # seconds
    c.MappingKernelManager.cull_interval = 15
    c.MappingKernelManager.cull_connected = True
    c.KernelManager.transport = "ipc"
    # The path of a socket has about 100 characters at most; TMPDIR may be long.
    c.Voila.connection_dir_root = "/tmp"
    return c


class Nobody(IdentityProvider):
    """Every visitor is the same unknown reader: nothing to sign, no cookie to keep."""

    def get_user(self, handler: tornado.web.RequestHandler) -> User:
        """Return the one reader there is."""
        return User("lecteur")

    def get_handlers(self) -> list:
        """Offer no log-in page."""
        return []


class ReadersKernels(AsyncMappingKernelManager):
    """Kernels counted from when a reader gets them, and taken back from who has left.

    A kernel may have waited an hour in the pool: without this it would be culled
    before a slow telephone has connected to it.
    """

    most_readers = Int(20, config=True, help="Kernels given; more readers get 503.")
    unclaimed_s = Int(60, config=True, help="How long one waits for a page to connect.")

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.given: dict[str, float] = {}  # kernel -> when it was given
        self.seen: dict[str, float] = {}  # not in the pool, nor given: when first seen
        self.on_the_way = 0  # readers whose kernel is not known yet

    @property
    def full(self) -> bool:
        """Whether no further reader can have a kernel."""
        alive = sum(kernel in self._kernels for kernel in self.given)
        return alive + self.on_the_way >= self.most_readers

    def give(self, kernel_id: str) -> None:
        """Note that a reader has this kernel from now on."""
        self.given[kernel_id] = time.monotonic()
        if kernel_id in self._kernels:
            self._kernels[kernel_id].last_activity = utcnow()

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Cull a kernel that is idle, or that nobody has come for; none of the pool."""
        # Voilà asks only for kernels out of its pool; one that is neither in it nor
        # given was lost by a reader who left while the page was being sent.
        now = time.monotonic()
        since = self.given.get(kernel_id) or self.seen.setdefault(kernel_id, now)
        connected = self._kernel_connections.get(kernel_id, 0)
        if not connected and now - since > self.unclaimed_s:
            await self.shutdown_kernel(kernel_id)
        elif kernel_id in self.given:
            await super().cull_kernel_if_idle(kernel_id)

    async def shutdown_kernel(self, kernel_id: str, *args, **kwargs) -> None:
        """Stop a kernel and forget it."""
        self.given.pop(kernel_id, None)
        self.seen.pop(kernel_id, None)
        await super().shutdown_kernel(kernel_id, *args, **kwargs)


class LivePage(TornadoVoilaHandler):
    """One page with a kernel of its own, as long as there is room."""

    @tornado.web.authenticated
    async def get(self, path: str | None = None) -> None:
        """Send the page piece by piece; 503 if too many readers have one already."""
        kernels = self.kernel_manager
        if kernels.full:
            raise tornado.web.HTTPError(503)
        kernels.on_the_way += 1
        waiting = True
        try:
            async for html in self.get_generator(path=path):
                if waiting and (found := KERNEL_ID.search(html)):
                    kernels.give(found[1])
                    kernels.on_the_way -= 1
                    waiting = False
                self.write(html)
                self.flush()
        finally:
            kernels.on_the_way -= waiting


class NotFound(BaseVoilaHandler):
    """Any other address."""

    async def prepare(self) -> None:
        """Answer 404 whatever is asked."""
        await super().prepare()
        raise tornado.web.HTTPError(404)

    def write_error(self, status_code: int, **_) -> None:
        """Say nothing more: the site before us has its own page."""
        self.finish("")


def page_config(surrounded: dict[str, dict], config: dict, **about) -> dict:
    """Give the template of a page what surrounds it (hook of Voilà)."""
    return config | surrounded.get(Path(about["notebook_path"]).stem, {})


def surrounded_pages(folder: Path) -> dict[str, dict]:
    """Write once what stands around each live page, and describe its controls."""
    site, template = surroundings(), templates().get_template("autour.html")
    pages = [page for page in read_views(folder) if "views" in page]
    return {
        page["slug"]: {
            "choices": page["controls"],
            "still": f"/{page['slug']}/",
            "around": template.render(
                base="/", site=site, **around(page, page["views"][0], site)
            ),
        }
        for page in pages
    }


class LiveSite(Voila):
    """Voilà serving ``/<slug>/explorer`` for every built explainer."""

    name = "lirelaville-explainers"

    def setup_template_dirs(self) -> None:
        """Look in ``voila_apps/template`` before Voilà's own templates."""
        super().setup_template_dirs()
        ours = project_folder() / "voila_apps" / "template"
        self.template_paths.insert(0, str(ours))

    def init_settings(self) -> dict:
        """Add compression, security headers, and what surrounds each page."""
        surrounded = surrounded_pages(Path(self.root_dir))
        self.voila_configuration.page_config_hook = partial(page_config, surrounded)
        return super().init_settings() | {
            "transforms": [tornado.web.GZipContentEncoding, SafeHeaders],
            "default_handler_class": NotFound,
            "default_handler_args": {"voila_configuration": self.voila_configuration},
            # Without log-in nor cookie there is no identity that a forged request
            # could borrow; a kernel's secret is its own unguessable id.
            "disable_check_xsrf": True,
        }

    def init_handlers(self) -> list:
        """Keep the routes a page needs, then add ours."""
        kept = [
            route for route in super().init_handlers() if route[1] in NEEDED_BY_A_PAGE
        ]
        page = {
            "voila_configuration": self.voila_configuration,
            "template_paths": self.template_paths,
            "config": self.config,
        }
        return kept + [
            (
                url_path_join(self.server_url, explainer.slug, "explorer"),
                LivePage,
                page | {"notebook_path": f"{explainer.slug}.ipynb"},
            )
            for explainer in built_explainers(Path(self.root_dir))
        ]


def launch() -> None:
    """Serve until told to stop, as the command line says."""
    keep_addresses_out()
    set_no_cookie()
    LiveSite.launch_instance(config=live_config())
