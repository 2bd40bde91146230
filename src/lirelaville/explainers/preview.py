"""A learner's own page, shown by Voilà inside the hub as the public would see it.

A Jupyter server extension (`hub_config/jupyter/jupyter_server_config.py` loads it) adds
``apercu/<notebook>`` to a person's server: Voilà's page with our template, seen by
nobody else.  ``apercu("ma_page.py")`` makes the notebook and gives the link.
"""

import os
from html import escape
from pathlib import Path
from urllib.parse import quote

from lirelaville.errors import LireLaVilleError
from lirelaville.handin.client import in_workshop
from lirelaville.project import project_folder

# the page's own scripts: the widgets, and nothing of the notebook's editor
EXTENSIONS = [
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "jupyter-leaflet",
]
NO_TITLE = (
    "{name} ne commence pas par un titre. Écrivez en tête une cellule de texte : "
    "« # %% [markdown] », puis « # # Votre question ? »."
)


def apercu(page: str) -> None:
    """Turn a page of the learner into a notebook and give the link that shows it.

    Parameters
    ----------
    page : str
        ``"ma_page.py"`` (py:percent text) or ``"ma_page.ipynb"``, beside the lesson.
        Its first cell is text and starts with a title.

    Raises
    ------
    LireLaVilleError
        If there is no such file, it is of another kind, or it has no title.
    """
    from IPython.display import HTML, display

    notebook = make_page(Path(page))
    if not in_workshop():
        command = f"voila {notebook.name}"
        print(f"Hors de l'atelier, tapez dans un terminal : {command}")  # noqa: T201
        return
    display(
        HTML(
            f'<p><a href="{escape(preview_link(notebook))}" target="_blank" '
            'rel="noopener"><strong>Voir ma page</strong> (nouvel onglet)</a>. Vous '
            "seul·e la voyez : elle n'est pas publiée.</p>"
        )
    )


def make_page(page: Path) -> Path:
    """Write the notebook of a page beside its text, ready for Voilà; return its path.

    Raises
    ------
    LireLaVilleError
        As ``apercu`` does.
    """
    import jupytext
    import nbformat

    if page.suffix not in {".py", ".ipynb"}:
        raise LireLaVilleError(
            f"« {page} » n'est pas une page. Donnez un fichier qui finit par .py ou "
            "par .ipynb."
        )
    if not page.is_file():
        here = ", ".join(f"« {path.name} »" for path in sorted(Path().glob("*.py")))
        raise LireLaVilleError(
            f"« {page} » n'existe pas encore à côté de cette leçon. Fichiers trouvés : "
            f"{here or 'aucun'}. Exécutez d'abord la cellule qui écrit la page."
        )
    notebook = jupytext.read(page)
    first = notebook.cells[0] if notebook.cells else None
    if not (first and first.cell_type == "markdown" and first.source.startswith("# ")):
        raise LireLaVilleError(NO_TITLE.format(name=page.name))
    title = first.source.split("\n")[0].removeprefix("# ").strip()
    notebook.metadata = type(notebook.metadata)(
        title=title,
        lirelaville={"summary": title, "preview": True},
        kernelspec={"name": "python3", "display_name": "Python 3"},
        language_info={"name": "python"},
    )
    made = page.with_suffix(".ipynb")
    nbformat.write(notebook, made, version=4)
    return made


def preview_link(notebook: Path) -> str:
    """Return the address of a page in its owner's own server."""
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/")
    return f"{prefix}apercu/{quote(str(notebook.resolve().relative_to(Path.home())))}"


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "lirelaville.explainers.preview"}]


def _load_jupyter_server_extension(server_app) -> None:
    """Add Voilà to a person's server, and the address of previews."""
    import voila.server_extension
    from jupyter_server.utils import url_path_join
    from tornado.web import StaticFileHandler
    from voila.configuration import VoilaConfiguration
    from voila.paths import collect_template_paths
    from voila.tornado.handler import TornadoVoilaHandler

    server_app.config.VoilaConfiguration.extension_allowlist = EXTENSIONS
    server_app.config.VoilaConfiguration.allow_template_override = "NO"
    server_app.config.VoilaConfiguration.allow_theme_override = "NO"
    # Its author is the only reader, and has something to repair.
    server_app.config.VoilaConfiguration.show_tracebacks = True
    voila.server_extension._load_jupyter_server_extension(server_app)
    ours = project_folder() / "voila_apps" / "template"
    templates = [str(ours), *collect_template_paths(["voila", "nbconvert"], "lab")]
    page = {
        "config": server_app.config,
        "template_paths": templates,
        "voila_configuration": VoilaConfiguration(parent=server_app),
    }
    base = server_app.web_app.settings["base_url"]
    server_app.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, r"apercu/(.*\.ipynb)"), TornadoVoilaHandler, page),
            (
                url_path_join(base, "ressources/(.*)"),
                StaticFileHandler,
                {"path": str(ours / "static")},
            ),
        ],
    )
