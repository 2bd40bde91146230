"""IPython extension: what a beginner reads under a cell that failed or passed.

Loaded by ``--ext lirelaville.lessons.plain_errors``.  An error becomes one French
sentence and the line that matters; a check shows its message alone (its source may
hold hidden tests); a check that passes says so.  The output stays an ``error`` with
its true name and value, so nbgrader gives 0.  ``%unload_ext
lirelaville.lessons.plain_errors`` brings the full tracebacks back.
"""

import difflib
import linecache
import traceback

from lirelaville.errors import LireLaVilleError

# the first words of every check cell (lirelaville.lessons.notebook writes them)
CHECK_MARK = "# Vérification de « "
PASSED = "✓ La vérification est passée. La correction regardera de plus près."

SENTENCES = {
    NameError: "Python ne connaît pas encore ce nom : est-il bien écrit, et avez-vous "
    "exécuté les cellules du dessus ?",
    IndentationError: "Les espaces au début de cette ligne ne sont pas ceux que "
    "Python attend.",
    SyntaxError: "Python ne peut pas lire cette ligne : il manque sans doute une "
    "parenthèse, un guillemet, une virgule ou deux-points.",
    KeyError: "Cette colonne ou cette étiquette n'existe pas : vérifiez son nom, "
    "lettre par lettre.",
    IndexError: "Ce rang n'existe pas : la liste est plus courte.",
    AttributeError: "Cet objet n'a rien qui porte ce nom après le point : vérifiez "
    "l'orthographe.",
    TypeError: "Ces valeurs ne vont pas ensemble : on ne calcule pas avec un texte et "
    "un nombre, et les trois points (...) sont à remplacer.",
    ZeroDivisionError: "On ne peut pas diviser par zéro.",
    FileNotFoundError: "Ce fichier est introuvable : vérifiez son nom et son dossier.",
    ImportError: "Ce module n'est pas installé ici : vérifiez son nom.",
    NotImplementedError: "Cette cellule attend encore votre réponse.",
    RecursionError: "Cette fonction s'appelle elle-même sans fin.",
    MemoryError: "Ce calcul demande plus de mémoire que cet espace n'en a.",
    KeyboardInterrupt: "Vous avez arrêté l'exécution de cette cellule.",
    ValueError: "Cette valeur ne convient pas à ce calcul.",
}
OTHERWISE = "Python n'a pas pu terminer cette cellule."
IN_A_CHECK = (
    "La vérification n'a pas pu lire votre réponse : est-ce bien ce qui était demandé "
    "(un nombre, un texte, un tableau) ?"
)


def load_ipython_extension(shell) -> None:
    """Show plain errors in this shell (called by IPython)."""
    show = shell._showtraceback

    def show_plain(etype, value, usual_lines) -> None:
        try:
            lines = plain_lines(etype, value, shell.user_ns)
        except Exception:  # a strange object of the learner: better the usual lines
            lines = usual_lines
        show(etype, value, lines)

    shell._usual_showtraceback = show
    shell._showtraceback = show_plain
    shell.events.register("post_run_cell", say_passed)


def unload_ipython_extension(shell) -> None:
    """Bring the full tracebacks back."""
    shell._showtraceback = shell._usual_showtraceback
    shell.events.unregister("post_run_cell", say_passed)


def plain_lines(etype: type, value: BaseException, names: dict) -> list[str]:
    """Return the lines shown instead of a traceback.

    Parameters
    ----------
    etype, value
        The exception.
    names : dict
        What the notebook has defined, to guess a misspelt name.
    """
    if isinstance(value, AssertionError | LireLaVilleError):
        return [str(value) or "Cette vérification n'est pas passée."]
    line, in_check = failing_line(value)
    sentence = IN_A_CHECK if in_check else _sentence(etype)
    lines = [sentence + _near_names(value, names)]
    if line:
        lines.append(line)
    return [*lines, f"({etype.__name__} : {_message(value)})"]


def failing_line(value: BaseException) -> tuple[str, bool]:
    """Return the learner's line at fault, and whether a check was running.

    The lines of a check are never returned: they may be hidden tests.
    """
    if isinstance(value, SyntaxError):
        text = (value.text or "").strip()
        return (f"Ligne {value.lineno} : {text}" if text else ""), False
    line, in_check = "", False
    for frame in traceback.extract_tb(value.__traceback__):
        source = "".join(linecache.getlines(frame.filename))
        if not _is_cell(frame.filename):
            continue
        if source.startswith(CHECK_MARK) or "BEGIN HIDDEN TESTS" in source:
            in_check = True
        elif frame.line:
            line = f"Ligne {frame.lineno} : {frame.line}"
    return line, in_check


def _is_cell(filename: str) -> bool:
    """Tell a notebook cell from a file of a library."""
    return "ipykernel_" in filename or filename.startswith("<ipython-input")


def _sentence(etype: type) -> str:
    return next(
        (text for kind, text in SENTENCES.items() if issubclass(etype, kind)), OTHERWISE
    )


def _message(value: BaseException) -> str:
    return str(value.msg if isinstance(value, SyntaxError) else value)


def _near_names(value: BaseException, names: dict) -> str:
    """Guess the name or the column that was meant."""
    if isinstance(value, NameError) and value.name:
        wanted, known = value.name, [n for n in names if not n.startswith("_")]
    elif isinstance(value, KeyError) and value.args:
        wanted = str(value.args[0])
        tables = [v for v in names.values() if hasattr(v, "columns")]
        known = {str(column) for table in tables for column in table.columns}
    else:
        return ""
    near = difflib.get_close_matches(wanted, known, n=1)
    return f" Vouliez-vous dire « {near[0]} » ?" if near else ""


def say_passed(result) -> None:
    """Say that a check has passed: it would otherwise show nothing at all."""
    if result.success and (result.info.raw_cell or "").startswith(CHECK_MARK):
        print(PASSED)  # noqa: T201 - this is the output of the learner's cell
