"""Command ``lirelaville grade``."""

from pathlib import Path
from typing import Annotated

import typer


def grade(  # noqa: PLR0913, PLR0917 - the options of a command
    course: Annotated[str, typer.Argument(metavar="PARCOURS")],
    lesson: Annotated[str, typer.Argument(metavar="LEÇON")],
    submissions: Annotated[
        Path,
        typer.Option(metavar="DOSSIER", help="Les carnets : <personne>/<leçon>.ipynb."),
    ],
    out: Annotated[Path, typer.Option(metavar="FICHIER", help="Les notes, en CSV.")],
    jobs: Annotated[
        int,
        typer.Option(min=0, metavar="N", help="Combien à la fois ; 0 : un par cœur."),
    ] = 0,
    unconfined: Annotated[
        bool,
        typer.Option(
            "--unconfined",
            help="Exécuter le code des carnets avec vos droits, sans le confiner.",
        ),
    ] = False,
) -> None:
    """Corriger un dossier de carnets rendus, sans rien risquer de ce qu'ils font."""
    from rich.console import Console
    from rich.progress import track

    from lirelaville.correction.exam import find_exam
    from lirelaville.correction.folder import (
        find_people,
        mark_folder,
        require_writable,
        summary,
        write_csv,
    )
    from lirelaville.correction.limits import Limits
    from lirelaville.correction.sandboxes import template
    from lirelaville.lessons.workers import cores

    exam = find_exam(course, lesson)
    people = find_people(submissions)
    require_writable(out)
    with template(unconfined) as started:
        marked = mark_folder(started, exam, submissions, Limits(), jobs or cores())
        done = list(
            track(
                marked,
                "Carnets corrigés",
                total=len(people),
                console=Console(stderr=True),
            )
        )
    write_csv(out, done)
    typer.echo(summary(done))
