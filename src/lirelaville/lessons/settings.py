"""How nbgrader is set for every course; each function sets one concern."""

from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, Execute
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from lirelaville.lessons.notebook import TEXT_STUB
from lirelaville.lessons.preprocessors import (
    GetGrades,
    HideRubric,
    HideTests,
    RunCopy,
    Scaffold,
)
from lirelaville.lessons.safe_html import clean_html, safe_markdown
from lirelaville.project import project_folder

# what replaces a solution in a notebook that a trainer made in formgrader
CODE_STUB = (
    "# Écrivez votre réponse ici, à la place de ces deux lignes.\n"
    'raise NotImplementedError("Il manque encore votre réponse.")'
)
TEMPLATES = Path(__file__).parent / "templates"


def nbgrader_settings(state: Path, course: str) -> Config:
    """Return all of nbgrader's configuration for one course.

    Parameters
    ----------
    state : Path
        The state folder; the course's root is ``state/courses/<course>``.
    course : str
        Name of the course.

    Returns
    -------
    Config
        Our settings, then ``courses/<course>/nbgrader_config.py``, which wins.
    """
    config = Config()
    set_folders(config, state.resolve(), course)
    set_release(config)
    set_marking(config)
    set_feedback(config)
    set_dates(config)
    own = project_folder() / "courses" / course
    if (own / "nbgrader_config.py").is_file():
        config.merge(PyFileConfigLoader("nbgrader_config.py", str(own)).load_config())
    return config


def set_folders(config: Config, state: Path, course: str) -> None:
    """Say where the course and the exchange are."""
    config.CourseDirectory.course_id = course
    config.CourseDirectory.root = str(state / "courses" / course)
    config.Exchange.root = str(state / "exchange")
    config.Exchange.path_includes_course = True
    # a lesson that has changed replaces the one that was released
    config.ExchangeReleaseAssignment.force = True


def set_release(config: Config) -> None:
    """Say what learners find instead of solutions, hidden tests and rubrics."""
    usual = GenerateAssignment.class_traits()["preprocessors"].default()
    config.GenerateAssignment.preprocessors = [
        Scaffold if step is ClearSolutions else step for step in usual
    ]
    config.ClearSolutions.code_stub = {"python": CODE_STUB}
    config.ClearSolutions.text_stub = TEXT_STUB
    # our rubric stands in the locked question, above the cell of the answer
    config.ClearMarkScheme.enforce_metadata = False


def set_marking(config: Config) -> None:
    """Run copies with our ``Execute``; the rest of nbgrader's steps stay."""
    usual = Autograde.class_traits()["autograde_preprocessors"].default()
    config.Autograde.autograde_preprocessors = [
        RunCopy if step is Execute else step for step in usual
    ]


def set_feedback(config: Config) -> None:
    """Give the feedback page its French template, without hidden tests or rubric."""
    config.GenerateFeedback.preprocessors = [
        GetGrades,
        HideTests,
        HideRubric,
        CSSHTMLHeaderPreprocessor,
    ]
    # formgrader reads the same option: its own templates must stay findable
    config.HTMLExporter.extra_template_basedirs = [
        str(TEMPLATES),
        handlers.template_path,
    ]
    # a trainer reads what learners wrote: nothing of it may run in the browser
    config.HTMLExporter.sanitize_html = True
    config.HTMLExporter.filters = {
        "clean_html": clean_html,
        "markdown2html": safe_markdown,
    }
    config.HTMLExporter.language_code = "fr"
    config.HTMLExporter.exclude_anchor_links = True


def set_dates(config: Config) -> None:
    """Show formgrader's dates as they are read in France; files keep UTC."""
    config.NbGraderAPI.timezone = "Europe/Paris"
    config.NbGraderAPI.timestamp_format = "%d/%m/%Y %H:%M"
