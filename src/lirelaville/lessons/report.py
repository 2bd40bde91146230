"""Say in French, one line per lesson, what the trials found."""

from collections.abc import Sequence

from lirelaville.lessons.trial import Trial


def print_trials(trials: Sequence[Trial]) -> bool:
    """Print every trial, with the reasons of each failure.

    Returns
    -------
    bool
        True if every lesson can be taught.
    """
    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False)
    for trial in trials:
        name = f"{trial.course}/{trial.slug}"
        if trial.failures:
            console.print(f"[red]✗[/] [bold]{name}[/]", f"({trial.seconds:.1f} s)")
            for failure in trial.failures:
                console.print(f"   – {failure}", markup=False)
        else:
            console.print(
                f"[green]✓[/] [bold]{name}[/]",
                f"({trial.seconds:.1f} s) : {trial.points:g} points automatiques, "
                f"{trial.wrong_answers} mauvaises réponses refusées",
            )
    failed = sum(bool(trial.failures) for trial in trials)
    console.print(f"{len(trials) - failed} leçon(s) prête(s), {failed} à reprendre.")
    return not failed
