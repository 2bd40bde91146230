"""Every lesson, followed in the browser as a new learner does."""

import pytest
from playwright.sync_api import expect
from workshop import (
    PATIENCE_MS,
    Workshop,
    answers,
    lesson_is_open,
    position,
    run_everything,
    sign_up,
    type_answer,
    wait_for,
)

from lirelaville.lessons.course import Lesson, read_courses

LESSONS = [lesson for course in read_courses() for lesson in course.lessons]
# What an office sends: Windows-1252, semicolons, decimal commas, a title above.
OFFICE_FILE = """\
Vie associative;;;;;;;;;
Nom du bénéficiaire;Code;Montant voté;Date;Année;Section;Chapitre;Secteur;Lon;Lat
"""
OFFICE_ROWS = [
    f"Club n° {n % 17};{n:03d};{n * 137},50 €;{1 + n % 28:02d}/03/2024;{2022 + n % 3};"
    f"{'Fonctionnement' if n % 2 else 'Investissement'};{(11, 65, 20)[n % 3]:03d};"
    f"{('Le Panier', 'Endoume', 'Saint-Henri')[n % 3]};"
    f"{5.35 + n / 1000:.3f};{43.28 + n / 1000:.3f}"
    for n in range(1, 61)
]


@pytest.fixture(scope="module")
def learner(browser, workshop):
    """One person a course, signed up with its code, in its first lesson."""
    pages = {}
    for course in read_courses():
        page = browser.new_context(locale="fr-FR").new_page()
        sign_up(page, workshop, f"suit-{course.slug}", workshop.code(course.slug))
        lesson_is_open(page, course.lessons[0].slug)
        pages[course.slug] = page
    return pages


def open_lesson(page, workshop: Workshop, lesson: Lesson) -> None:
    """Go to a lesson of the same course, from the address of the one that is open."""
    base = page.url.split("/notebooks/")[0]
    page.goto(f"{base}/lecon/{lesson.course}/{lesson.slug}")
    lesson_is_open(page, lesson.slug)


def cells_not_run(page) -> int:
    """Count the code cells without a number: never run, or still running."""
    return page.locator(".jp-CodeCell .jp-InputArea-prompt").evaluate_all(
        "prompts => prompts.filter(p => !/[0-9]/.test(p.textContent)).length"
    )


def pictures_without_words(page) -> list[str]:
    """List the cells whose picture has neither an alternative nor a text beside."""
    return page.locator(".jp-Cell-outputArea:has(img:not([alt]))").evaluate_all(
        "areas => areas.map(a => a.innerText).filter(text => text.trim().length < 40)"
    )


@pytest.fixture(scope="module")
def office_file(tmp_path_factory):
    """A CSV file as people have it in their office."""
    file = tmp_path_factory.mktemp("bureau") / "aides_2024.csv"
    file.write_bytes((OFFICE_FILE + "\n".join(OFFICE_ROWS)).encode("cp1252"))
    return file


def analyse(page, file) -> str:
    """Upload a file, choose a column where none is guessed, press « Analyser »."""
    ask = page.get_by_role("button", name="Choisir un fichier")
    with page.expect_file_chooser() as choice:
        ask.click()
    choice.value.set_files(file)
    press = page.get_by_role("button", name="Analyser")
    expect(press).to_be_visible(timeout=PATIENCE_MS)
    panel = page.locator(".jp-OutputArea-output").filter(has=press)
    for column in panel.get_by_role("combobox").all():
        if column.input_value() == "(aucune)":
            column.select_option(index=1)
    press.click()
    cell = page.locator(".jp-CodeCell").filter(has=press)
    idle = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
    expect(cell).to_contain_text("60 lignes, 10 colonnes", timeout=PATIENCE_MS)
    page.wait_for_selector(idle, state="attached", timeout=PATIENCE_MS)
    return cell.inner_text()


def see_own_page(page) -> None:
    """Follow « Voir ma page »: a question, a control that answers, nothing broken."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Voir ma page").first.click()
    mine = opened.value
    control = mine.locator("select:not([disabled])").first
    expect(control).to_be_visible(timeout=PATIENCE_MS)
    expect(mine.get_by_role("heading", level=1)).to_contain_text("?")
    before = mine.locator("main").inner_text()
    control.focus()
    mine.keyboard.press("ArrowDown")
    wait_for(lambda: mine.locator("main").inner_text() != before)
    assert mine.locator(".broken").count() == 0
    mine.close()


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: f"{one.course}-{one.slug}")
def test_a_learner_goes_through_the_lesson(learner, workshop, lesson, office_file):
    """Answered, every cell runs to the end; the first lesson of a course asks before.

    Each picture has its words, the cursors are drawn, and a word of the glossary leads
    to its definition and back.  An agent then analyses a file of their office, and
    sees the page that they wrote, live.
    """
    page = learner[lesson.course]
    open_lesson(page, workshop, lesson)
    solved = answers(workshop, lesson.course, lesson.slug)
    if lesson.position == 1:  # untouched; the others: tests/test_lessons_check.py
        run_everything(page)
        expect(page.get_by_text("Il manque encore votre réponse")).to_be_visible(
            timeout=PATIENCE_MS
        )
    for name, code in solved.items():
        type_answer(page, position(workshop, lesson.course, lesson.slug, name), code)
    run_everything(page)
    wait_for(lambda: cells_not_run(page) == 0)
    assert page.get_by_text("Il manque encore votre réponse").count() == 0
    assert page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
    assert pictures_without_words(page) == []
    assert page.locator(".jupyter-widgets").count() > 0
    word = page.locator('.jp-RenderedMarkdown a[href^="#mot-"]').first
    word.click()
    anchor = word.get_attribute("href").removeprefix("#")
    expect(page.locator(f'[data-jupyter-id="{anchor}"]')).to_be_in_viewport()
    definition = page.locator(f'li:has([data-jupyter-id="{anchor}"])')
    definition.get_by_role("link", name="revenir").click()
    expect(word).to_be_in_viewport()
    if lesson.course == "agents":
        shown = analyse(page, office_file)
        assert "L'analyse s'est arrêtée" not in shown
        assert "Traceback" not in shown
    if lesson.slug == "raconter_et_publier":
        see_own_page(page)
