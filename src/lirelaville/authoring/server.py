"""The trainers' pages beside formgrader: an extension of each course's server."""

from pathlib import Path

from lirelaville.authoring.contents import FOLDER
from lirelaville.project import project_folder


def link_lessons(root: Path) -> Path:
    """Show the lessons of the project in the folder of their course.

    Parameters
    ----------
    root : Path
        ``state/courses/<course>``, nbgrader's folder, which knows nothing of
        ``lessons``.

    Returns
    -------
    Path
        The link, ``state/courses/<course>/lessons``.
    """
    target, link = project_folder() / "courses" / root.name / "lessons", root / FOLDER
    if link.is_symlink() and link.readlink() != target:
        link.unlink()  # the project has moved
    if not link.is_symlink() and not link.exists():
        link.symlink_to(target, target_is_directory=True)
    return link


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "lirelaville.authoring.server"}]


def _load_jupyter_server_extension(server_app) -> None:
    """Show the lessons, and add the pages that check and publish them."""
    from jupyter_server.utils import url_path_join

    from lirelaville.authoring.handlers import addresses
    from lirelaville.authoring.jobs import Jobs

    root = Path(server_app.root_dir).resolve()
    link_lessons(root)
    base = server_app.web_app.settings["base_url"]
    server_app.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, address), *rest)
            for address, *rest in addresses(root, Jobs(root.parents[1], root.name))
        ],
    )
