"""nbgrader's formgrader, with its pages and scripts in French.

nbgrader has no translation hook.  Its page templates and scripts are read from the
installed package and their English words replaced before they are served
(``phrases.toml``): nothing is rewritten in the reader's page, so what learners typed
is never touched.
"""


def _load_jupyter_server_extension(server_app) -> None:
    """Load formgrader; stands in for ``nbgrader.server_extensions.formgrader``."""
    from lirelaville.formgrader_fr.extension import load

    load(server_app)
