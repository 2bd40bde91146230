"""The public site: Voilà with our pages, short addresses and nothing else open.

Voilà runs the notebooks, draws the widgets and culls the kernels.  Here its routes
are cut down to those that a page needs: no list of files, no file by its name, no
template chosen by the visitor, no cookie.
"""

from pathlib import Path
from typing import ClassVar

import tornado.web
from jupyter_server._tz import utcnow
from jupyter_server.auth import IdentityProvider, User
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import url_path_join
from traitlets.config import Config
from voila.app import Voila
from voila.handler import BaseVoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from lirelaville.explainers.build import built_explainers
from lirelaville.explainers.catalogue_routes import catalogue_routes
from lirelaville.explainers.privacy import (
    SafeHeaders,
    keep_addresses_out,
    set_no_cookie,
)
from lirelaville.project import project_folder

# A page reads its own kernel, speaks with it, stops it, and fetches Voilà's scripts.
NEEDED_BY_A_PAGE = {
    KernelHandler,
    VoilaKernelWebsocketHandler,
    VoilaShutdownKernelHandler,
    MultiStaticFileHandler,
    FileFindHandler,
}


def public_config() -> Config:
    """Return the settings of the public site; the command line may change each one."""
    c = Config()
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
    c.VoilaConfiguration.default_pool_size = 2
    c.VoilaConfiguration.multi_kernel_manager_class = ReadersKernels
    c.MappingKernelManager.cull_idle_timeout = 600  # seconds
    c.MappingKernelManager.cull_interval = 60
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
    """Kernels whose idle time starts when a reader gets them.

    A kernel may have waited an hour in the pool: without this it would be culled
    before a slow telephone has connected to it.
    """

    _given: ClassVar[set[str]] = set()

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Cull a kernel, unless this is the first look since it left the pool."""
        if kernel_id in self._given:
            await super().cull_kernel_if_idle(kernel_id)
            return
        self._given.add(kernel_id)
        self._kernels[kernel_id].last_activity = utcnow()

    async def shutdown_kernel(self, kernel_id: str, *args, **kwargs) -> None:
        """Stop a kernel and forget it."""
        self._given.discard(kernel_id)
        await super().shutdown_kernel(kernel_id, *args, **kwargs)


class Home(BaseVoilaHandler):
    """The list of explainers."""

    @tornado.web.authenticated
    async def get(self) -> None:
        """Show every explainer with its question."""
        explainers = built_explainers(Path(self.contents_manager.root_dir))
        self.write(self.render_template("home.html", explainers=explainers))


class NotFound(BaseVoilaHandler):
    """Any other address: a page in French that leads back to the list."""

    async def prepare(self) -> None:
        """Answer 404 whatever is asked."""
        await super().prepare()
        raise tornado.web.HTTPError(404)


class ExplainerSite(Voila):
    """Voilà serving ``/<slug>`` for every built explainer, and ``/`` for the list."""

    name = "lirelaville-explainers"

    def setup_template_dirs(self) -> None:
        """Look in ``voila_apps/template`` before Voilà's own templates."""
        super().setup_template_dirs()
        self.template_paths.insert(0, str(self._ours()))

    def init_settings(self) -> dict:
        """Add compression, security headers and our page for unknown addresses."""
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
        conf = {"voila_configuration": self.voila_configuration}
        page = conf | {"template_paths": self.template_paths, "config": self.config}
        assets = {"path": str(self._ours() / "static")}
        return [
            *kept,
            (self.server_url, Home, conf),
            (self._at("ressources/(.*)"), tornado.web.StaticFileHandler, assets),
            *catalogue_routes(self._at, conf, Path(self.root_dir)),
            *(
                (
                    self._at(explainer.slug),
                    TornadoVoilaHandler,
                    page | {"notebook_path": f"{explainer.slug}.ipynb"},
                )
                for explainer in built_explainers(Path(self.root_dir))
            ),
        ]

    def _at(self, address: str) -> str:
        return url_path_join(self.server_url, address)

    def _ours(self) -> Path:
        return project_folder() / "voila_apps" / "template"


def main() -> None:
    """Start the site (``python -m lirelaville.explainers.site FOLDER --port=8001``)."""
    keep_addresses_out()
    set_no_cookie()
    ExplainerSite.launch_instance(config=public_config())


if __name__ == "__main__":
    main()
