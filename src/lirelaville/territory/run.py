"""Really run the lessons and pages that a city's tables allow, with papermill."""

from pathlib import Path

from lirelaville.lessons.workers import in_parallel
from lirelaville.notebooks.run import Execution, run_one
from lirelaville.territory.check import Verdict
from lirelaville.territory.folder import datasets_from

LONGEST = 300  # characters of a line of a report


def run_all(
    verdicts: list[Verdict], folder: Path, territory: str, state: Path
) -> dict[str, Execution]:
    """Run what can run, several at once, with a progress bar.

    Parameters
    ----------
    verdicts : list of Verdict
        Those that cannot run are left out; those that fail are marked so.
    folder : Path
        The city's packages.
    territory : str
        Given to each notebook as its parameter ``territoire``.
    state : Path
        A notebook that fails is kept in ``state/failed``, executed up to its error.

    Returns
    -------
    dict
        Name of the target to how it went.
    """
    failed = state.resolve() / "failed"
    # The others read the same tables in every city: CI runs them.
    chosen = [v for v in verdicts if v.can_run and v.target.needs.territory]
    items = [(v.target.file, v.target.source, failed, territory) for v in chosen]
    if not items:
        return {}
    with datasets_from(folder):  # the processes it starts inherit the variable
        done = in_parallel(run_one, items, 0, "Carnets exécutés")
        by_file = {execution.name: execution for execution in done}
    for verdict in chosen:
        verdict.failed = bool(by_file[verdict.target.file].error)
    return {v.target.name: by_file[v.target.file] for v in chosen}


def failure(kept: Path) -> list[str]:
    """Return why a kept notebook stopped, in the words that its reader would see.

    Parameters
    ----------
    kept : Path
        A notebook executed up to its error.

    Returns
    -------
    list of str
        The sentences of ``lirelaville.lessons.plain_errors``, then « dans la cellule
        n, qui commence par … »; empty if no cell failed (a dead kernel).
    """
    import nbformat

    for rank, cell in enumerate(nbformat.read(kept, as_version=4).cells, start=1):
        if "raises-exception" in cell.metadata.get("tags", []):
            continue
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                start = cell.source.strip().partition("\n")[0]
                said = [line[:LONGEST] for line in output.traceback]
                return [*said, f"dans la cellule {rank}, qui commence par : {start}"]
    return []
