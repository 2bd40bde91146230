"""Say in French, one line per lesson, what was built and what the trials found."""

from collections.abc import Sequence

from rich.console import Console

from lirelaville.lessons.build import BuiltLesson
from lirelaville.lessons.trial import Trial

WORDS = {
    "built": "fabriquée(s) et distribuée(s)",
    "unchanged": "inchangée(s)",
    "withdrawn": "retirée(s)",
    "kept": "gardée(s) dans leur ancienne version",
}


def print_built(results: Sequence[BuiltLesson]) -> None:
    """Print how many lessons were built, and why some were not."""
    console = Console(soft_wrap=True, highlight=False)
    for result in results:
        if result.message:
            console.print(f"Attention : {result.message}", style="yellow", markup=False)
    statuses = [result.status for result in results]
    counts = [
        f"{statuses.count(status)} {words}"
        for status, words in WORDS.items()
        if status in statuses
    ]
    console.print(f"Leçons : {', '.join(counts) or 'aucune'}.")


def print_trials(trials: Sequence[Trial]) -> bool:
    """Print every trial, with the reasons of each failure.

    Returns
    -------
    bool
        True if every lesson can be taught.
    """
    console = Console(soft_wrap=True, highlight=False)
    for trial in trials:
        name = f"[bold]{trial.course}/{trial.slug}[/] ({trial.seconds:.1f} s)"
        if not trial.failures:
            console.print(
                f"[green]✓[/] {name} : {trial.points:g} points automatiques, "
                f"{trial.wrong_answers} mauvaises réponses refusées"
            )
            continue
        console.print(f"[red]✗[/] {name}")
        for failure in trial.failures:
            console.print(f"   – {failure}", markup=False)
    failed = sum(bool(trial.failures) for trial in trials)
    console.print(f"{len(trials) - failed} leçon(s) prête(s), {failed} à reprendre.")
    return not failed
