"""A word is defined once, in one sentence, and linked where a lesson first uses it."""

from pathlib import Path

import pytest
from tiny_course import COURSE, LESSON, write_course

from lirelaville.lessons.build import build_courses, is_current
from lirelaville.lessons.course import read_course
from lirelaville.lessons.glossary import (
    MalformedGlossary,
    glossary_file,
    read_glossary,
    words_in_use,
)
from lirelaville.lessons.notebook import as_text, build_notebook
from lirelaville.lessons.rules import MalformedLesson, read_lesson
from lirelaville.lessons.safe_html import safe_markdown

ENTRIES = """\
# The words of the test.
total: "La somme de tous les montants."
moyenne: "Le total « partagé » en parts \\"égales\\", autant qu’il y a de lignes."
part d’équilibre: "Une partie du total."
Œuvre: "Un mot dont la première lettre n’est pas dans l’alphabet anglais."
"""
MARKED = LESSON.replace(
    "# **À retenir** : un total additionne, une moyenne partage.",
    "# **À retenir** : un [[total]] additionne, les [[moyennes|moyenne]] partagent.\n"
    "#\n"
    "# Un tableau de tableaux s'écrit `montants[[0, 1]]`, et ceci n'est pas un mot :\n"
    "#\n"
    "# ```python\n"
    '# liste[["total"]] + [[total]]\n'
    "# ```\n"
    "#\n"
    "# **Les mots de la leçon**\n"
    "#\n"
    "# [[mots]]\n"
    "#\n"
    "# **Pour continuer**",
).replace(
    "montants = [100, 200, 600]", "montants = [[100], [200, 600]]; total = montants"
)
ANNOUNCED = COURSE.replace("glossary: []", "glossary: [moyenne, total]")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one lesson with two words, and a glossary of four."""
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    write(tmp_path)
    return tmp_path


def write(project: Path, lesson=MARKED, course=ANNOUNCED, entries=ENTRIES) -> None:
    write_course(project, lesson, course)
    (project / "courses" / "glossary.yml").write_text(entries, encoding="utf-8")


def read_tiny():
    return read_lesson(read_course("tiny").lessons[0])


def build_tiny():
    return build_notebook(read_course("tiny").lessons[0], read_tiny())


def last_text() -> str:
    return next(cell for cell in build_tiny().cells if cell.id == "cell-19").source


def test_a_marked_word_is_a_link_with_its_definition(project: Path):
    """Hover tells, a click goes to the list; the form of the text is kept."""
    text = last_text()
    assert (
        'un <a id="lu-total"></a>[total](#mot-total "La somme de tous les montants.") '
        'additionne, les <a id="lu-moyenne"></a>[moyennes](#mot-moyenne "Le total'
    ) in text


def test_the_list_has_a_heading_and_each_word_in_the_order_of_the_course(
    project: Path,
):
    """The bold line becomes a real title; from each word one comes back."""
    text = last_text()
    assert "**Les mots de la leçon**" not in text
    start = text.index("### Les mots de la leçon")
    assert text[start:].split("\n") == [
        "### Les mots de la leçon",
        "",
        '- <a id="mot-moyenne"></a>**moyenne** – Le total « partagé » en parts '
        '"égales", autant qu’il y a de lignes. [↑\u00a0revenir](#lu-moyenne)',
        '- <a id="mot-total"></a>**total** – La somme de tous les montants. '
        "[↑\u00a0revenir](#lu-total)",
        "",
        "**Pour continuer**",
    ]


def test_the_links_work_in_the_marked_lesson_too(project: Path):
    """The feedback page keeps anchors, links and the definition under the mouse."""
    html = safe_markdown(last_text())
    assert '<a id="lu-total"></a><a href="#mot-total" title="La somme de' in html
    assert '<a id="mot-total"></a><strong>total</strong>' in html
    assert 'title="Le total « partagé » en parts &quot;égales&quot;, autant' in html


def test_code_is_left_as_it_is(project: Path):
    """Python uses double brackets: in cells, in fences, in backquotes."""
    cells = {cell.id: cell.source for cell in build_tiny().cells}
    assert cells["cell-03"] == "montants = [[100], [200, 600]]; total = montants"
    assert "`montants[[0, 1]]`" in cells["cell-19"]
    assert '```python\nliste[["total"]] + [[total]]\n```' in cells["cell-19"]


@pytest.mark.parametrize(
    "prose",
    [
        "- élément :\n#\n#     ```\n#     [[total]]\n#     ```",
        "~~~\n# [[total]]\n# ~~~",
        "````\n# ```\n# [[total]]\n# ````",
        "``a ` [[total]]``",
        "```python\n# [[total]] sans fin",
        "a[[total]]",
        'a [["total"]]',
    ],
    ids=["in-a-list", "tildes", "longer", "two-quotes", "open", "index", "text"],
)
def test_no_kind_of_code_is_taken_for_a_mark(project: Path, prose: str):
    """Were it a mark, « total » would be marked twice."""
    write(project, MARKED.rstrip() + f"\n#\n# {prose}\n")
    assert prose.replace("\n# ", "\n").replace("\n#\n", "\n\n") in last_text()


def test_an_unclosed_backquote_does_not_hide_the_marks_below(project: Path):
    """A piece of code ends with its paragraph at the latest."""
    write(project, MARKED.replace("**À retenir**", "Un ` seul.\n#\n# **À retenir**"))
    assert "[total](#mot-total" in last_text()


def test_spaces_and_apostrophes_of_any_kind_make_the_same_word(project: Path):
    """Authors type them in several ways; the glossary's way is shown."""
    lesson = MARKED.replace("[[total]]", "[[total]] et [[part\u00a0d'équilibre]]")
    write(project, lesson, ANNOUNCED.replace("[moyenne", "[part d’équilibre, moyenne"))
    text = last_text()
    assert "[part\u00a0d'équilibre](#mot-part-d-equilibre " in text
    assert '- <a id="mot-part-d-equilibre"></a>**part d’équilibre** – ' in text


def test_a_name_of_an_anchor_has_no_accent(project: Path):
    """Notebook 7 compares it with an address where « é » is %C3%A9, and finds none."""
    lesson = MARKED.replace("[[total]]", "[[total]], une [[œuvre|Œuvre]]")
    write(project, lesson, ANNOUNCED.replace("[moyenne", "[Œuvre, moyenne"))
    assert '<a id="lu-oeuvre"></a>[œuvre](#mot-oeuvre "Un mot' in last_text()


def test_the_question_of_a_written_answer_may_hold_a_mark(project: Path):
    """It is prose like another."""
    question = "que ne dit pas cette liste"
    lesson = MARKED.replace("[[total]]", "total").replace(
        question, question.replace("liste", "liste et son [[total]]")
    )
    write(project, lesson)
    asked = {cell.id: cell.source for cell in build_tiny().cells}["question_limites"]
    assert "son <a id=" in asked


def test_a_lesson_without_words_needs_no_list(project: Path):
    """A trainer's first draft."""
    write(project, LESSON, COURSE)
    assert read_tiny()


def test_the_same_words_give_the_same_bytes(project: Path):
    """Twice the same notebook, whatever else the glossary holds."""
    once = as_text(build_tiny())
    write(project, entries=ENTRIES + 'autre: "Un mot d’une autre leçon."\n')
    assert as_text(build_tiny()) == once


def test_a_definition_that_changes_builds_the_lesson_again(
    project: Path, tmp_path: Path
):
    """The glossary is a part of the lesson."""
    state = tmp_path / "state"
    build_courses(state)
    lesson = read_course("tiny").lessons[0]
    assert is_current(state, lesson)
    write(project, entries=ENTRIES.replace("La somme de tous", "La somme de tous tous"))
    assert not is_current(state, lesson)
    assert build_courses(state)[0].status == "built"


TWICE = "Le [[total]] "
LONG = "Un " + "très " * 28 + "long total."
BROKEN = {
    "unknown": (
        ("[[total]]", "[[totaux]]"),
        ("", ""),
        r"cellule 19 \(ligne 77\) : « totaux » n'est pas dans courses/glossary.yml. "
        r"Vouliez-vous écrire \[\[totaux\|total\]\] \? Sinon, ajoutez une ligne : "
        'totaux: "Sa définition',
    ),
    "unlike-any": (
        ("[[total]]", "[[total]], [[xyz]]"),
        ("", ""),
        'glossary.yml. Ajoutez une ligne : xyz: "Sa définition, en une phrase."',
    ),
    "never-marked": (
        ("[[total]]", "total"),
        ("", ""),
        r"lire_une_liste : « total » est dans « glossary: » de course.yml, mais la "
        r"leçon ne le marque nulle part. Écrivez \[\[total\]\] là où",
    ),
    "marked-twice": (
        ("Un nom inconnu", f"{TWICE}inconnu"),
        ("", ""),
        "cellule 19.* « total » est déjà marqué, cellule 16. Gardez les doubles",
    ),
    "not-announced": (
        ("[[total]]", "[[total]], [[part d’équilibre]]"),
        ("", ""),
        "« part d'équilibre » n'est pas dans « glossary: » de cette leçon. Ajoutez-le "
        "dans courses/tiny/course.yml",
    ),
    "no-list": (
        ("# [[mots]]", "#"),
        ("", ""),
        "doit être écrite 1 fois ; « .* » l'est 0 fois, dont 0 sous",
    ),
    "no-title": (
        ("# **Les mots de la leçon**", "#"),
        ("", ""),
        r"doit être écrite 1 fois ; « .* » l'est 1 fois, dont 0 sous « \*\*Les mots",
    ),
    "two-lists": (
        ("**Pour continuer**", "[[mots]]"),
        ("", ""),
        "doit être écrite 1 fois ; « .* » l'est 2 fois, dont 1 sous",
    ),
    "no-period": (
        ("", ""),
        ("les montants.", "les montants"),
        r"la définition de « total » n'est pas une phrase finie par un point "
        r"\(courses/glossary.yml, ligne 2\) : « La somme de tous les montants »",
    ),
    "two-sentences": (
        ("", ""),
        ("les montants.", "les montants. Rien de plus."),
        "Écrivez une seule phrase",
    ),
    "empty": (
        ("", ""),
        ('total: "La somme de tous les montants."', "total:"),
        "ligne 2.* : «  »",
    ),
    "too-long": (
        ("", ""),
        ("La somme de tous les montants.", LONG),
        "la définition de « total » compte 31 mots .* Dites-la en 30 mots au plus",
    ),
    "defined-twice": (
        ("", ""),
        ("# The words of the test.", 'total: "Tout."\n\n'),
        r"« total » est défini 2 fois dans courses/glossary.yml \(lignes 1, 4\). "
        "Gardez une seule définition",
    ),
}


@pytest.mark.parametrize(("lesson", "entries", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_says_what_to_write(project: Path, lesson, entries, words):
    """The lesson, the cell, what is wrong with the word, what to write instead."""
    assert lesson[0] in MARKED
    assert entries[0] in ENTRIES
    write(project, MARKED.replace(*lesson, 1), entries=ENTRIES.replace(*entries, 1))
    with pytest.raises(MalformedLesson, match=words):
        read_tiny()


def test_a_list_without_words_is_refused(project: Path):
    """« [[mots]] » would show nothing under its title."""
    lesson = MARKED.replace("[[total]]", "total").replace("[[moyennes|moyenne]]", "")
    write(project, lesson, COURSE)
    with pytest.raises(MalformedLesson, match="doit être écrite 0 fois"):
        read_tiny()


def test_the_mistake_in_another_lesson_s_word_stops_nobody(project: Path):
    """Authors write at the same time: a lesson is refused for its own words only."""
    write(project, entries=ENTRIES + "autre: sans point\nautre: sans point\n")
    assert read_tiny()


def test_without_a_glossary_every_mark_is_unknown(project: Path):
    """The file is missing: the sentence says where to write."""
    glossary_file().unlink()
    with pytest.raises(MalformedLesson, match="« total » n'est pas dans courses/gloss"):
        read_tiny()


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ('mot: "une phrase\n', "n'est pas du YAML lisible"),
        ("mot: une phrase : fausse\n", "entre guillemets droits"),
        ("- mot\n", "ligne 1 : on attend un mot, deux points et une phrase"),
        ("a: bon.\nmot: [une, liste]\n", "ligne 2 : on attend un mot"),
        ("seul\n", "ligne 1 : on attend un mot"),
    ],
)
def test_a_glossary_that_cannot_be_read_says_where(
    project: Path, entries: str, words: str
):
    """YAML's own sentence is in English: ours comes first."""
    write(project, entries=entries)
    with pytest.raises(MalformedGlossary, match=words):
        read_glossary()


def test_an_empty_glossary_is_no_error(project: Path):
    """Only comments, at the very start of a project."""
    write(project, entries="# rien encore\n")
    assert read_glossary() == {}


def test_words_are_listed_for_everyone_with_the_lessons_that_teach_them(
    project: Path,
):
    """In the alphabetical order of French: accents and capitals do not count."""
    listed = [(entry.word, [one.slug for one in by]) for entry, by in words_in_use()]
    assert listed == [
        ("moyenne", ["lire_une_liste"]),
        ("Œuvre", []),
        ("part d’équilibre", []),
        ("total", ["lire_une_liste"]),
    ]


def test_every_word_of_the_real_glossary_is_taught_and_said_once():
    """One definition each; a word that no lesson uses has nothing to do there."""
    for entry, lessons in words_in_use():
        assert len(entry.lines) == 1, entry
        assert lessons, entry.word
