"""nbgrader preprocessors of the release and of the feedback (its plug-in point)."""

from nbgrader import utils
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearMarkScheme,
    ClearSolutions,
    Execute,
)
from nbgrader.preprocessors import GetGrades as NbgraderGetGrades

from lirelaville.lessons.kernels import ignore_output_widgets


class Scaffold(ClearSolutions):
    """Replace each solution by the scaffold that the author wrote for its cell."""

    def preprocess_cell(self, cell, resources, cell_index):
        """Set the stub of this cell, then do as nbgrader does."""
        usual = self.code_stub
        scaffold = cell.metadata.pop("lirelaville", {}).get("scaffold")
        if scaffold:
            self.code_stub = {**usual, resources["language"]: scaffold}
        try:
            return super().preprocess_cell(cell, resources, cell_index)
        finally:
            self.code_stub = usual


class HideTests(ClearHiddenTests):
    """Remove hidden tests from locked cells only.

    nbgrader's own class stops the whole feedback when a learner happens to write
    ``BEGIN HIDDEN TESTS`` in a cell of theirs.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        """Leave what learners wrote as it is."""
        if not utils.is_locked(cell):
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)


class HideRubric(ClearMarkScheme):
    """Remove the rubric from locked cells only, for the same reason."""

    def preprocess_cell(self, cell, resources, cell_index):
        """Leave what learners wrote as it is."""
        if not utils.is_locked(cell):
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)


class GetGrades(NbgraderGetGrades):
    """Also tell the feedback page which answers a person has not read yet."""

    def _get_score(self, cell, resources):
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader["grade_id"],
            self.notebook_id,
            self.assignment_id,
            self.student_id,
        )
        cell.metadata.nbgrader["waiting"] = bool(grade.needs_manual_grade)


class RunCopy(Execute):
    """Run a copy as nbgrader does, without waiting for a reply that was missed.

    See ``kernels.ignore_output_widgets`` for the reason.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ignore_output_widgets(self)
