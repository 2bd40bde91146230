"""Mark a folder of hand-ins, several at once, and write the marks as CSV."""

import csv
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from lirelaville.correction.exam import Exam
from lirelaville.correction.limits import Limits
from lirelaville.correction.marking import Mark, mark
from lirelaville.correction.reading import Unreadable
from lirelaville.correction.sandboxes import Template
from lirelaville.errors import LireLaVilleError
from lirelaville.french import count

COLUMNS = ("person", "exercise", "score", "max_score", "message")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
NOTHING = "Rien n'a été rendu : il manque le fichier {name}."
A_LINK = "{name} est un lien ou un dossier : seul un vrai fichier est corrigé."
TOO_BIG = "Ce fichier pèse {size} Mo ; {most} Mo au plus sont lus."
NOT_MARKED = "La correction n'a pas pu commencer ({kind}) : recommencez pour ce carnet."


@dataclass(frozen=True)
class Marked:
    """The marks of one person, or why there are none."""

    person: str
    marks: tuple[Mark, ...]
    refused: bool = False

    @property
    def to_read(self) -> bool:
        """Whether a person has to read some of it."""
        return not self.refused and any(found.score is None for found in self.marks)


def find_people(folder: Path) -> list[str]:
    """Return the names of the folders of a folder of hand-ins.

    Raises
    ------
    LireLaVilleError
        If there is no such folder, or nobody in it.
    """
    if not folder.is_dir():
        raise LireLaVilleError(
            f"Le dossier {folder} n'existe pas. Attendu : un dossier par personne, qui "
            "contient son carnet. Vérifiez ce que vous donnez à --submissions."
        )
    people = sorted(
        path.name
        for path in folder.iterdir()
        if not path.name.startswith(".") and (path.is_dir() or path.is_symlink())
    )
    if not people:
        raise LireLaVilleError(
            f"Le dossier {folder} est vide. Attendu : un dossier par personne, qui "
            "contient son carnet (<personne>/<leçon>.ipynb)."
        )
    return people


def mark_folder(
    started: Template, exam: Exam, folder: Path, limits: Limits, jobs: int
) -> Iterator[Marked]:
    """Yield the marks of each person as they come.

    Parameters
    ----------
    started : Template
        The running template.
    exam : Exam
        The lesson.
    folder : Path
        ``<folder>/<person>/<lesson>.ipynb``.
    limits : Limits
        What each hand-in may use.
    jobs : int
        How many at once.
    """
    people = find_people(folder)
    with ThreadPoolExecutor(jobs) as pool:
        work = [pool.submit(mark_one, started, exam, folder, p, limits) for p in people]
        try:
            yield from (future.result() for future in as_completed(work))
        finally:  # interrupted: what has not begun is not waited for
            for future in work:
                future.cancel()


def mark_one(
    started: Template, exam: Exam, folder: Path, person: str, limits: Limits
) -> Marked:
    """Mark the hand-in of one person; whatever it is, there is an answer."""
    try:
        notebook = read_file(folder, person, f"{exam.slug}.ipynb", limits)
        return Marked(person, tuple(mark(started, exam, notebook, limits)))
    except Unreadable as error:
        reason = str(error)
    except Exception as error:
        reason = NOT_MARKED.format(kind=type(error).__name__)
    return Marked(person, (Mark("", None, exam.points, reason),), refused=True)


def read_file(folder: Path, person: str, name: str, limits: Limits) -> bytes:
    """Read a hand-in, without following any link that its author may have made.

    Raises
    ------
    Unreadable
        If there is none, if it is no ordinary file, or if it is too big.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        above = os.open(folder / person, flags | os.O_DIRECTORY)
    except OSError:
        raise Unreadable(A_LINK.format(name=person)) from None
    try:
        file = os.open(name, flags, dir_fd=above)
    except FileNotFoundError:
        raise Unreadable(NOTHING.format(name=name)) from None
    except OSError:
        raise Unreadable(A_LINK.format(name=name)) from None
    finally:
        os.close(above)
    known = os.fstat(file)
    if not stat.S_ISREG(known.st_mode):
        os.close(file)
        raise Unreadable(A_LINK.format(name=name))
    with os.fdopen(file, "rb") as content:
        most = limits.notebook_mb << 20
        if known.st_size > most:
            size = known.st_size >> 20
            raise Unreadable(TOO_BIG.format(size=size, most=limits.notebook_mb))
        return content.read(most)


def write_csv(path: Path, everybody: Iterable[Marked]) -> None:
    """Write the marks, person after person, whole or not at all."""
    with _draft_of(path) as draft:
        with draft.open("w", encoding="utf-8", errors="replace", newline="") as lines:
            sheet = csv.writer(lines)
            sheet.writerow(COLUMNS)
            for marked in sorted(everybody, key=lambda one: one.person):
                sheet.writerows(_row(marked.person, found) for found in marked.marks)
        draft.replace(path)


def require_writable(path: Path) -> None:
    """Say now, rather than after an hour of work, that a file cannot be written."""
    with _draft_of(path) as draft:
        draft.touch()
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


@contextmanager
def _draft_of(path: Path) -> Iterator[Path]:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield draft
    except OSError as error:
        raise LireLaVilleError(
            f"Les notes n'ont pas pu être écrites dans {path} ({error.strerror}). "
            "Donnez à --out un fichier d'un dossier qui existe et qui se laisse écrire."
        ) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def summary(everybody: list[Marked]) -> str:
    """Count the hand-ins: « 12 carnets corrigés, 3 à lire, 1 illisible »."""
    refused = sum(one.refused for one in everybody)
    to_read = sum(one.to_read for one in everybody)
    done = count(len(everybody) - refused, "carnet corrigé", "carnets corrigés")
    return f"{done}, {to_read} à lire, {count(refused, 'non corrigé')}."


def _row(person: str, found: Mark) -> tuple[str, ...]:
    score = "" if found.score is None else f"{found.score:g}"
    names = (_harmless(person), found.exercise, score, f"{found.max_score:g}")
    return (*names, _harmless(found.message))


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
