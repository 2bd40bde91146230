"""What a beginner reads under a cell, in a real kernel with the extension."""

from collections.abc import Callable, Iterator

import pytest
from nbformat.v4 import new_code_cell

from lirelaville.lessons.kernels import lesson_kernel

EXTENSION = "lirelaville.lessons.plain_errors"
CHECK = "# Vérification de « total »\n"


@pytest.fixture(scope="module")
def run() -> Iterator[Callable]:
    """Run the source of a cell; return its outputs."""
    with lesson_kernel() as run_cell:
        yield lambda source: run_cell(new_code_cell(source)).outputs


def shown(outputs: list) -> str:
    return "\n".join(outputs[-1].traceback)


def test_an_assertion_shows_its_message_alone(run: Callable):
    """No source line, no traceback: hidden tests must not show."""
    outputs = run(f'{CHECK}assert 1 == 2, "Ce n\'est pas la somme."')
    assert shown(outputs) == "Ce n'est pas la somme."
    assert outputs[-1].output_type == "error"
    assert outputs[-1].ename == "AssertionError"
    assert outputs[-1].evalue == "Ce n'est pas la somme."


def test_an_assertion_without_message_still_says_something(run: Callable):
    """A learner's own assert is answered too."""
    assert shown(run("assert 1 == 2")) == "Cette vérification n'est pas passée."


def test_a_crash_inside_a_check_never_shows_the_check(run: Callable):
    """The line at fault may be a hidden test: only the answer is questioned."""
    said = shown(run(f"{CHECK}total = 'x'\nassert total < 12345, 'secret'"))
    assert "La vérification n'a pas pu lire votre réponse" in said
    assert "12345" not in said
    assert "secret" not in said
    assert "(TypeError :" in said


def test_a_learner_s_function_called_by_a_check_shows_its_own_line(run: Callable):
    """The fault is in the learner's cell: this line can be shown."""
    run("def moitie(x):\n    return x / 0")
    said = shown(run(f"{CHECK}assert moitie(4) == 98765, 'secret'"))
    assert "Ligne 2 : return x / 0" in said
    assert "98765" not in said


@pytest.mark.parametrize(
    ("source", "name", "words"),
    [
        ("montan", "NameError", "ne connaît pas encore ce nom"),
        ("print(1", "SyntaxError", "il manque sans doute une parenthèse"),
        ("if True:\nprint(1)", "IndentationError", "Les espaces au début"),
        ("{}['a']", "KeyError", "n'existe pas : vérifiez son nom"),
        ("[][3]", "IndexError", "la liste est plus courte"),
        ("(1).zut", "AttributeError", "après le point"),
        ("1 + 'a'", "TypeError", "ne vont pas ensemble"),
        ("1 / 0", "ZeroDivisionError", "diviser par zéro"),
        ("open('zut.csv')", "FileNotFoundError", "fichier est introuvable"),
        ("import zut", "ModuleNotFoundError", "n'est pas installé"),
        ("int('zut')", "ValueError", "ne convient pas"),
        ("raise NotImplementedError()", "NotImplementedError", "attend encore"),
        ("raise BufferError('b')", "BufferError", "n'a pas pu terminer"),
    ],
)
def test_an_error_is_a_sentence_and_a_line(
    run: Callable, source: str, name: str, words: str
):
    """A French sentence, the learner's line, the error's name: no traceback."""
    outputs = run(source)
    said = shown(outputs)
    assert words in said
    assert outputs[-1].ename == name
    assert said.splitlines()[-1].startswith(f"({name} : ")
    assert "Traceback" not in said
    assert len(said.splitlines()) <= 3


def test_a_misspelt_name_or_column_is_guessed(run: Callable):
    """Near names come from what the notebook has defined."""
    run("import pandas as pd\nsubventions = pd.DataFrame({'montant_eur': [1, 2]})")
    assert "Vouliez-vous dire « subventions » ?" in shown(run("subvention"))
    said = shown(run("subventions['montant_euro']"))
    assert "Vouliez-vous dire « montant_eur » ?" in said
    assert "Ligne 1 : subventions['montant_euro']" in said


def test_our_own_errors_show_only_their_message(run: Callable):
    """They already say what, expected, got and next."""
    outputs = run("from lirelaville import load\nload('budget_primitiv')")
    assert shown(outputs) == outputs[-1].evalue
    assert "budget_primitif" in shown(outputs)


def test_a_check_that_passes_says_so(run: Callable):
    """Silence would leave a beginner in doubt; other cells stay silent."""
    assert "✓ La vérification est passée" in run(f"{CHECK}assert True, 'non'")[-1].text
    assert run("assert True, 'non'") == []


def test_a_strange_object_does_not_hide_the_error(run: Callable):
    """If the plain words cannot be found, the usual ones are shown."""
    run("class Piege:\n    @property\n    def columns(self): raise OSError('piege')")
    run("piege = Piege()")
    outputs = run("{}['a']")
    run("del piege")
    assert outputs[-1].ename == "KeyError"
    assert "Traceback" in shown(outputs)


def test_the_full_traceback_can_be_brought_back(run: Callable):
    """A trainer unloads the extension for the time of a search."""
    run(f"%unload_ext {EXTENSION}")
    assert "Traceback" in shown(run("1 / 0"))
    run(f"%load_ext {EXTENSION}")
    assert "Traceback" not in shown(run("1 / 0"))
