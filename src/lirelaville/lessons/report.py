"""Say in French, one line per lesson, what was built and what the trials found."""

from collections.abc import Sequence
from textwrap import shorten

from rich.console import Console
from rich.table import Table

from lirelaville.lessons.build import BuiltLesson
from lirelaville.lessons.readability import LONG_SENTENCE, Readability
from lirelaville.lessons.trial import Trial

WORDS = {
    "built": "fabriquée(s) et distribuée(s)",
    "unchanged": "inchangée(s)",
    "withdrawn": "retirée(s)",
    "kept": "gardée(s) dans leur ancienne version",
    "malformed": "à reprendre",
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


def print_readability(measures: Sequence[Readability]) -> None:
    """Print a line per lesson, then its longest sentences and its hard words."""
    console = Console(highlight=False)
    table = Table("Leçon", box=None, pad_edge=False)
    for heading in ("Mots", "Minutes", f"Phrases > {LONG_SENTENCE}", "Aisance"):
        table.add_column(heading, justify="right")
    for one in measures:
        minutes = f"{one.minutes:.0f} / {one.lesson.minutes}"
        figures = (f"{one.words}", minutes, f"{len(one.long_sentences)}")
        name = f"{one.lesson.course}/{one.lesson.slug}"
        table.add_row(name, *figures, f"{one.ease:.0f}")
    console.print(table)
    console.print(
        "\nMinutes : estimées / annoncées. Aisance (Flesch, Kandel et Moles) : 100 "
        "très facile, 60 courant, 30 difficile ; pour comparer des leçons entre elles."
    )
    for one in measures:
        console.print(f"\n[bold]{one.lesson.course}/{one.lesson.slug}[/]")
        for sentence in one.long_sentences[:3]:
            said = shorten(sentence.text, 200, placeholder="…")
            place = f"  cellule {sentence.cell}, {len(sentence.words)} mots : "
            console.print(f"{place}« {said} »", markup=False)
        words = ", ".join(one.hard_words) or "aucun"
        console.print(f"  mots longs, rares et non définis : {words}", markup=False)
