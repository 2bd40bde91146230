"""``lirelaville lessons new`` and ``lirelaville lessons import``."""

from pathlib import Path
from typing import Annotated

import typer

Course = Annotated[str, typer.Argument(metavar="PARCOURS", help="Le parcours.")]
Minutes = Annotated[int, typer.Option(help="La durée annoncée.")]


def new(
    course: Course,
    slug: Annotated[
        str, typer.Argument(metavar="NOM", help="Des mots joints par « _ ».")
    ],
    title: Annotated[str, typer.Option(help="La question de la leçon.")] = "",
    minutes: Minutes = 40,
) -> None:
    """Commence une leçon à partir du modèle, à la fin du parcours."""
    from lirelaville.authoring.model import DATASETS, new_lesson

    path = new_lesson(course, slug, title)
    add_or_undo(course, path, minutes, DATASETS)
    say(f"Leçon créée : {shown(path)}")
    say(f"Ajoutée à la fin de courses/{course}/course.yml : objectifs à compléter.")
    say("Ensuite :")
    say("  1. remplacez chaque « À écrire : » ; avant cela, rien n'est publié ;")
    say(f"  2. vérifiez : lirelaville lessons check {course} ;")
    say(
        "  3. ou écrivez-la dans le navigateur : « Écrire les leçons », puis "
        "« Vérifier / Publier »."
    )


def import_(
    course: Course,
    notebook: Annotated[
        Path, typer.Argument(metavar="NOTEBOOK", help="Fait avec nbgrader (.ipynb).")
    ],
    slug: Annotated[
        str, typer.Option(help="Le nom de la leçon ; sinon celui du notebook.")
    ] = "",
    minutes: Minutes = 40,
) -> None:
    """Fait une leçon d'un notebook nbgrader, et dit ce qui reste à faire."""
    from lirelaville.authoring.importing import import_notebook
    from lirelaville.authoring.outline import add_lesson

    done = import_notebook(course, notebook, slug)
    say(f"Leçon créée : {shown(done.path)}")
    for title, lines in (
        ("Ce qui a changé en chemin :", done.notes),
        ("Ce qui reste à faire avant de publier :", done.left),
    ):
        if lines:
            say(title)
        for line in lines:
            say(f"  – {line}")
    if done.left:
        say(
            "C'est un brouillon : course.yml n'a pas changé. Quand la leçon est prête, "
            "ajoutez-la depuis sa page « Vérifier / Publier »."
        )
        return
    add_lesson(course, done.path.stem, minutes)
    say(f"Rien ne manque. Elle est à la fin de courses/{course}/course.yml.")


def add_or_undo(
    course: str, path: Path, minutes: int, datasets: tuple[str, ...]
) -> None:
    """List a new lesson in ``course.yml``; if that fails, leave nothing behind."""
    from lirelaville.authoring.outline import add_lesson
    from lirelaville.errors import LireLaVilleError

    try:
        add_lesson(course, path.stem, minutes, datasets=datasets)
    except LireLaVilleError:
        path.unlink()
        raise


def shown(path: Path) -> str:
    """Return a path as seen from the project."""
    from lirelaville.project import project_folder

    return str(path.relative_to(project_folder()))


def say(line: str) -> None:
    """Print a line for the person who typed the command."""
    typer.echo(line)
