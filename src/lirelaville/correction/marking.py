"""Mark one hand-in: read, repair, run cell after cell, judge, say why."""

from collections.abc import Iterator

from lirelaville.correction.exam import Exam
from lirelaville.correction.limits import Limits
from lirelaville.correction.repair import Place, repair
from lirelaville.correction.run import Ended, Mark, Run
from lirelaville.correction.sandboxes import Template

TO_READ = "À lire par une personne."
NO_ANSWER = "Aucune réponse n'est écrite."
YOUR_CELL = "Votre cellule s'est arrêtée : {error}"
TAKEN_BACK = (
    "Une cellule de la leçon avait changé et s'arrêtait : la correction a repris "
    "l'originale."
)
STOPPED = "La correction s'est arrêtée avant cet exercice : {reason}"


def mark(started: Template, exam: Exam, notebook: bytes, limits: Limits) -> list[Mark]:
    """Mark a hand-in in a sandbox of its own.

    Parameters
    ----------
    started : Template
        The running template.
    exam : Exam
        The source of the lesson.
    notebook : bytes
        The file as it was handed in.
    limits : Limits
        What it may use.

    Returns
    -------
    list of Mark
        One an exercise, in the order of the lesson.

    Raises
    ------
    Unreadable
        If there is nothing to mark: the reason, in French.
    """
    marks: dict[str, Mark] = {}
    with started.sandbox(limits) as sandbox:
        run = Run(sandbox, limits)
        before, places = repair(exam, run.read(notebook))
        try:
            for source in before:
                run.cell(source)
            for found in _marked(run, places):
                marks[found.exercise] = found
        except Ended as end:
            reason = STOPPED.format(reason=end)
            for place in places:
                if place.step in exam.marked:
                    marks.setdefault(place.step.name, _unmarked(place, reason))
    return [marks[step.name] for step in exam.marked]


def _unmarked(place: Place, reason: str) -> Mark:
    """Mark what could not be run; what a person reads needs no running."""
    step = place.step
    if step.kind == "written":
        return _written(place)
    return Mark(step.name, 0, step.points, reason)


def _written(place: Place) -> Mark:
    score, said = (None, TO_READ) if place.answered else (0, NO_ANSWER)
    return Mark(place.step.name, score, place.step.points, said)


def _marked(run: Run, places: list[Place]) -> Iterator[Mark]:
    """Run every place in order, and yield a mark at each step that gives points."""
    answers: dict[str, list[str]] = {}
    remarks: list[str] = []
    for place in places:
        step = place.step
        if step.kind == "written":
            yield _written(place)
        elif step.kind == "check":
            run.cell(step.given)  # what it imports, as in the learner's own notebook
            yield run.judge(step, [*remarks, *answers.get(step.name, [])])
            remarks = []
        elif step.kind == "exercise":
            errors = [run.cell(source) for source in place.sources]
            said = [YOUR_CELL.format(error=e) for e in errors if e and place.answered]
            answers[step.name] = [*place.remarks, *said]
        else:
            remarks += _lesson_cell(run, place)
        for source in place.added:
            run.cell(source)


def _lesson_cell(run: Run, place: Place) -> Iterator[str]:
    """Run a cell of the lesson; where the learner broke it, run the original."""
    (source,) = place.sources
    error = run.cell(source)
    if error and source != place.step.given and not place.step.fails:
        run.cell(place.step.given)
        yield TAKEN_BACK
