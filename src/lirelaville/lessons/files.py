"""Write a file whole or not at all."""

from pathlib import Path


def write_if_changed(path: Path, text: str, draft: Path) -> bool:
    """Write a text unless the file already holds it.

    Parameters
    ----------
    path : Path
        The file; its folder is created.
    text : str
        Its content.
    draft : Path
        Where to write first, on the same disk but outside of the folder of ``path``:
        nbgrader releases every file it finds beside a source notebook.

    Returns
    -------
    bool
        Whether the file has changed.
    """
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
    return True
