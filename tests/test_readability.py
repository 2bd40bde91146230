"""The report on the prose: what it counts, what it leaves out, how it is shown."""

from pathlib import Path

import pytest
from tiny_course import LESSON, write_course
from typer.testing import CliRunner

from lirelaville.lessons.commands import app
from lirelaville.lessons.course import read_course, read_courses
from lirelaville.lessons.readability import measure_lessons

LONG = "La ville " + "compte et recompte " * 13 + "ses sous."
PROSE = f"""\
# %% [markdown]
# # Combien coûte `une_somme` ?
#
# Un **budget** prévoit. Il est voté « en mars. » Ensuite, on paie [ici](https://a.fr/b-c).
#
# - un premier point ;
# - {LONG}
#
# | montant | unité |
# |---|---|
# | 20 000 | euros |
#
# L’observation est une anticonstitutionnelle [[hétérogénéité]].
#
# ```python
# des_lignes_de_code = [["jamais", "comptées"]]
# ```
#
# **Les mots de la leçon**
#
# [[mots]]

# %%
print("Une phrase affichée par le programme n'est pas de la prose.")
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose only course is ``tiny``, with a glossary of one word."""
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    write_course(tmp_path, PROSE)
    glossary = tmp_path / "courses" / "glossary.yml"
    glossary.write_text('hétérogénéité: "Un mélange."\n', encoding="utf-8")
    return tmp_path


def measure():
    (measured,) = measure_lessons(read_course("tiny").lessons)
    return measured


def test_only_what_is_read_is_counted(project: Path):
    """Titles, items, tables: yes; code, addresses, rubrics, marks: no."""
    one = measure()
    read = 3 + (3 + 5 + 4) + 3 + 43 + (2 + 2) + 5
    assert one.words == read


def test_a_rubric_is_for_trainers_and_is_not_counted(project: Path):
    """Adding a sentence between its markers changes nothing."""
    write_course(project, LESSON)
    before = measure().words
    write_course(
        project, LESSON.replace("- 1 point : à qui", "- Un mot de plus. À qui")
    )
    assert measure().words == before


def test_a_rubric_that_is_not_closed_does_not_stop_the_report(project: Path):
    """The rules of the format say it; the report goes on."""
    write_course(project, LESSON.replace("# === END MARK SCHEME ===", "#"))
    assert measure().words > 0


def test_long_sentences_come_with_their_cell_the_longest_first(project: Path):
    """What to shorten, and where."""
    (sentence,) = measure().long_sentences
    assert (sentence.cell, sentence.text, len(sentence.words)) == (1, LONG, 43)


def test_hard_words_are_long_rare_and_without_definition(project: Path):
    """« hétérogénéité » is defined; a word met three times is learnt on the way."""
    assert measure().hard_words == ("anticonstitutionnelle", "observation")
    often = PROSE.replace("un premier point", "observation, observations")
    write_course(project, often)
    assert measure().hard_words == ("anticonstitutionnelle",)


def test_minutes_add_reading_and_doing(project: Path):
    """130 words a minute, 3 minutes an exercise, 5 for the written answer."""
    assert measure().minutes == pytest.approx(measure().words / 130 + 0.5)
    write_course(project, LESSON)
    cells = 3 * 0.5 + 3 * 3 + 5
    assert measure().minutes == pytest.approx(measure().words / 130 + cells)


def test_short_words_in_short_sentences_are_easier(project: Path):
    """The French Flesch score: 207 − 1.015 words a sentence − 73.6 syllables a word."""
    easy = "# %% [markdown]\n# Le chat est sur le toit. Il dort tout le jour.\n"
    write_course(project, easy)
    assert measure().ease == pytest.approx(207 - 1.015 * 5.5 - 73.6)
    hard = "L’administration communique régulièrement ses délibérations."
    write_course(project, f"# %% [markdown]\n# {hard}\n")
    assert measure().ease < 0


def test_a_lesson_without_prose_has_no_score(project: Path):
    """A draft is no error."""
    write_course(project, "# %%\n1 + 1\n")
    assert measure().words == 0
    assert measure().ease != measure().ease  # not a number


def test_the_command_reports_and_does_not_judge(project: Path):
    """Exit code 0 whatever it finds, in 80 columns."""
    shown = CliRunner().invoke(app, ["readability", "tiny"])
    assert shown.exit_code == 0
    assert "tiny/lire_une_liste" in shown.stdout
    assert "cellule 1, 43 mots : « La ville compte et recompte" in shown.stdout
    assert "anticonstitutionnelle, observation" in shown.stdout
    assert max(len(line) for line in shown.stdout.splitlines()) <= 80


def test_the_real_lessons_are_measured():
    """Every lesson has prose, a time and a score."""
    lessons = [lesson for course in read_courses() for lesson in course.lessons]
    for one in measure_lessons(lessons):
        assert one.words > 500
        assert 10 < one.minutes < 90
        assert 40 < one.ease < 130
