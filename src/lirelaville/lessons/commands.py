"""``lirelaville lessons``: build and check the lessons."""

from typing import Annotated

import typer

app = typer.Typer(help="Les leçons : les fabriquer, les vérifier.", no_args_is_help=True)

Courses = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PARCOURS…]", help="Les parcours ; tous si rien n'est dit."),
]


@app.callback()
def main() -> None:
    """Les leçons : les fabriquer, les vérifier."""


@app.command()
def check(
    courses: Courses = None,
    jobs: Annotated[
        int, typer.Option(help="Combien de leçons à la fois ; 0 : une par cœur.")
    ] = 0,
) -> None:
    """Vérifie chaque leçon : résolue, intacte, et avec chaque mauvaise réponse."""
    from lirelaville.lessons.course import read_courses
    from lirelaville.lessons.report import print_trials
    from lirelaville.lessons.trial import try_lesson
    from lirelaville.lessons.workers import default_jobs, in_parallel

    lessons = [lesson for course in read_courses(courses) for lesson in course.lessons]
    items = [(lesson,) for lesson in lessons]
    trials = list(
        in_parallel(try_lesson, items, jobs or default_jobs(), "Leçons vérifiées")
    )
    order = {(lesson.course, lesson.slug): n for n, lesson in enumerate(lessons)}
    trials.sort(key=lambda trial: order[trial.course, trial.slug])
    if not print_trials(trials):
        raise typer.Exit(1)
