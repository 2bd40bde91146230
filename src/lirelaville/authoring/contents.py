"""What the trainers' server shows and saves: lessons are text, opened as notebooks."""

from jupytext.sync_contentsmanager import TextFileContentsManager
from nbformat import from_dict
from tornado.web import HTTPError

from lirelaville.authoring.text import text_of
from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.notebook import METADATA

FOLDER = "lessons"


class LessonsManager(TextFileContentsManager):
    """jupytext's contents manager, which writes lessons as their authors do."""

    def get(self, path: str, content: bool = True, **options) -> dict:
        """Open a lesson with the kernel of participants, without asking which."""
        model = super().get(path, content=content, **options)
        if content and model["type"] == "notebook" and is_lesson(path):
            model["content"].metadata.update(from_dict(METADATA))
        return model

    def save(self, model: dict, path: str = "") -> dict:
        """Save a lesson as text, anything else as jupytext does."""
        if model["type"] != "notebook" or not is_lesson(path):
            return super().save(model, path)
        try:
            text = text_of(from_dict(model["content"]))
        except LireLaVilleError as error:
            raise HTTPError(400, str(error)) from error
        return super().save({"type": "file", "format": "text", "content": text}, path)


def is_lesson(path: str) -> bool:
    """Tell the lessons of the course from any other file."""
    folder, _, name = path.strip("/").rpartition("/")
    return folder == FOLDER and name.endswith(".py")
