"""The server extension: nbgrader's own formgrader, given French pages and scripts."""

import os
from pathlib import Path

from jupyter_server.utils import url_path_join
from nbgrader.server_extensions.formgrader import apihandlers, handlers
from nbgrader.server_extensions.formgrader.base import BaseHandler
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from tornado import web

from lirelaville.formgrader_fr.phrases import HERE, FrenchTemplates, translate


class FrenchFormgrader(FormgradeExtension):
    """nbgrader's extension; only where its words are read from changes."""

    def init_tornado_settings(self, webapp):
        """Read page templates, and that of the marking view, through our phrases."""
        super().init_tornado_settings(webapp)
        pages = webapp.settings["nbgrader_jinja2_env"]
        pages.loader = FrenchTemplates(Path(handlers.template_path))
        hub = os.environ.get("JUPYTERHUB_HOST", "")
        base = os.environ.get("JUPYTERHUB_BASE_URL", "/")
        pages.globals["hub_home"] = hub + url_path_join(base, "hub/home")
        exporter = webapp.settings["nbgrader_exporter"]
        marking = Path(handlers.template_path) / "formgrade"
        exporter.extra_loaders = [FrenchTemplates(marking)]

    def init_handlers(self, webapp):
        """Serve nbgrader's pages; our scripts come before its folder of scripts."""
        table = [
            *handlers.default_handlers,
            *apihandlers.default_handlers,
            (r"/formgrader/static/js/(\w+\.js)", FrenchScript, {"scripts": scripts()}),
            (
                r"/formgrader/static/(.*)",
                web.StaticFileHandler,
                {"path": handlers.static_path},
            ),
            (r"/formgrader/.*", NotFound),
        ]
        base = webapp.settings["base_url"]
        webapp.add_handlers(
            ".*$", [(url_path_join(base, row[0]), *row[1:]) for row in table]
        )


class NotFound(BaseHandler):
    """What has no page; nbgrader's own class fails before it answers anything."""

    @web.authenticated
    async def get(self):
        """Say so."""
        self.set_status(404)
        page = self.render("base_404.tpl", base_url=self.base_url, error_code=404)
        self.finish(page)


class FrenchScript(web.RequestHandler):
    """A script of formgrader's, translated when the server started."""

    def initialize(self, scripts: dict[str, str]):
        """Keep the translated texts, by name."""
        self.scripts = scripts

    def get(self, name: str):
        """Send one; the browser asks again each time and mostly gets « 304 »."""
        if name not in self.scripts:
            raise web.HTTPError(404)
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(self.scripts[name])


def scripts() -> dict[str, str]:
    """Return each script in French, by file name; ours among them."""
    theirs = sorted((Path(handlers.static_path) / "js").glob("*.js"))
    translated = {
        path.name: translate(path.read_text(encoding="utf-8"), "scripts", path.name)
        for path in theirs
    }
    ours = HERE / "francais.js"
    return translated | {ours.name: ours.read_text(encoding="utf-8")}


def load(server_app) -> None:
    """Do what nbgrader's own ``load_jupyter_server_extension`` does, with ours."""
    formgrader = FrenchFormgrader(parent=server_app)
    formgrader.root_dir = server_app.root_dir
    formgrader.log = server_app.log
    formgrader.initialize([])
    formgrader.init_tornado_settings(server_app.web_app)
    formgrader.init_handlers(server_app.web_app)
