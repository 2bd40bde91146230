"""``lirelaville lessons``: build and check the lessons."""

from pathlib import Path
from typing import Annotated

import typer

from lirelaville.authoring.commands import import_, new

app = typer.Typer(
    help="Les leçons : les écrire, les fabriquer, les vérifier, les relire.",
    no_args_is_help=True,
)
app.command()(new)
app.command("import")(import_)

Courses = Annotated[
    list[str] | None,
    typer.Argument(metavar="PARCOURS", help="Les parcours voulus ; sinon tous."),
]
State = Annotated[Path, typer.Option(metavar="DOSSIER", help="Le dossier d'état.")]
Jobs = Annotated[
    int,
    typer.Option(metavar="N", help="Combien à la fois ; 0 : un par cœur."),
]


@app.command()
def build(courses: Courses = None, state: State = Path("state")) -> None:
    """Fabrique et distribue les leçons qui ont changé."""
    from rich.console import Console
    from rich.progress import track

    from lirelaville.lessons.build import build_courses
    from lirelaville.lessons.report import print_built

    console = Console(stderr=True)
    results = build_courses(
        state,
        courses,
        lambda lessons: track(lessons, "Leçons fabriquées", console=console),
    )
    print_built(results)
    if any(result.status == "malformed" for result in results):
        raise typer.Exit(1)


@app.command()
def check(courses: Courses = None, jobs: Jobs = 0) -> None:
    """Vérifie chaque leçon : résolue, intacte, et avec chaque mauvaise réponse."""
    from lirelaville.lessons.course import read_courses
    from lirelaville.lessons.report import print_trials
    from lirelaville.lessons.trial import try_lessons

    lessons = [lesson for course in read_courses(courses) for lesson in course.lessons]
    if not print_trials(try_lessons(lessons, jobs)):
        raise typer.Exit(1)


@app.command()
def readability(courses: Courses = None) -> None:
    """Mesure la prose : temps, longues phrases, mots difficiles. Ne juge pas."""
    from lirelaville.lessons.course import read_courses
    from lirelaville.lessons.readability import measure_lessons
    from lirelaville.lessons.report import print_readability

    lessons = [lesson for course in read_courses(courses) for lesson in course.lessons]
    print_readability(measure_lessons(lessons))
