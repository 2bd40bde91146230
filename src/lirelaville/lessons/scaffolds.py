"""nbgrader preprocessors: what learners find instead of the solutions."""

from nbgrader.preprocessors import ClearSolutions


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
