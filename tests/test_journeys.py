"""The whole journey in a real browser: sign up, learn, hand in, be marked, read."""

import re

import pytest
from playwright.sync_api import expect
from workshop import (
    PASSWORD,
    PATIENCE_MS,
    answers,
    lesson_is_open,
    log_in,
    notebook,
    position,
    run_cell,
    run_everything,
    sign_up,
    type_answer,
)

from lirelaville.lessons.course import read_course

COURSE, LESSON = "citizens", "lire_un_tableau"


@pytest.mark.parametrize(
    ("name", "password", "code", "words"),
    [
        ("p90", PASSWORD, "AAAA-BBBB", "code d'atelier n'est pas reconnu"),
        ("", PASSWORD, None, "pseudonyme ne convient pas"),
        ("../p90", PASSWORD, None, "pseudonyme ne convient pas"),
        ("🦀🦀🦀", PASSWORD, None, "pseudonyme ne convient pas"),
        ("p" * 500, PASSWORD, None, "pseudonyme ne convient pas"),
        ("grader-citizens", PASSWORD, None, "pseudonyme ne convient pas"),
        ("formatrice", PASSWORD, None, "déjà pris"),
        ("p90", "court", None, "trop court"),
        ("p90", "x" * 80, None, "trop long"),
        ("p90", "password", None, "trop courant"),
    ],
    ids=["bad-code", "no-name", "path", "emoji", "500-letters", "reserved", "taken",
         "short", "long", "common"],
)  # fmt: skip
def test_a_wrong_sign_up_says_what_to_change(
    page, workshop, name, password, code, words
):
    """The form comes back with a French sentence, the pseudonym kept, no account."""
    page.goto(f"{workshop.url}/hub/signup")
    # What a browser would stop is sent all the same: the hub must answer for itself.
    page.locator("form").evaluate("form => form.noValidate = true")
    page.locator("input").evaluate_all(
        "inputs => inputs.forEach(i => i.removeAttribute('maxlength'))"
    )
    page.get_by_label("Pseudonyme").fill(name)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_label("Code d'atelier").fill(code or workshop.code(COURSE))
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_role("alert")).to_contain_text(words)
    assert page.get_by_label("Pseudonyme").input_value() == name
    assert page.get_by_label("Mot de passe").input_value() == ""


def test_a_wrong_password_says_so_without_telling_who_exists(page, workshop):
    for name in ("formatrice", "personne"):
        log_in(page, workshop, name, "pas-le-bon-mot")
        expect(page.get_by_role("alert")).to_contain_text("ne vont pas ensemble")


@pytest.fixture(scope="module")
def participant(browser, workshop):
    """Someone who has just typed the code of the citizens' course."""
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    sign_up(page, workshop, "p01", workshop.code(COURSE).lower())
    yield page
    context.close()


@pytest.fixture(scope="module")
def trainer(browser, workshop):
    """The trainer, signed in."""
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    account = workshop.access["trainer"]
    log_in(page, workshop, account["username"], account["password"])
    page.wait_for_url("**/hub/home")
    yield page
    context.close()


def test_the_code_opens_the_first_lesson_in_french(participant):
    """One form, and the notebook of lesson 1 is on screen, its menus in French."""
    lesson_is_open(participant, LESSON)
    expect(participant.get_by_role("menuitem", name="Fichier")).to_be_visible()
    expect(participant.get_by_role("heading", name="Combien la ville")).to_be_visible()
    assert "Leçon 1 sur" in participant.content()


def test_an_untouched_exercise_asks_for_its_answer(participant, workshop):
    """The check says in one sentence what is missing, without any traceback."""
    check = position(workshop, COURSE, LESSON, "check_total_recettes")
    shown = run_cell(participant, check)
    assert "Il manque encore votre réponse « total_recettes »" in shown
    assert "Traceback" not in shown


def test_a_wrong_answer_is_answered_by_a_helping_sentence(participant, workshop):
    """Someone who totals the wrong table reads why, not a Python error."""
    run_everything(participant)
    place = position(workshop, COURSE, LESSON, "total_recettes")
    type_answer(participant, place, 'total_recettes = "beaucoup"')
    run_cell(participant, place)
    check = position(workshop, COURSE, LESSON, "check_total_recettes")
    shown = run_cell(participant, check)
    assert re.search(r"nombre", shown)
    assert "AssertionError" not in shown


def test_the_lesson_is_completed_and_handed_in(participant, workshop):
    """Every exercise answered, the written answer too, then « Rendre ma leçon »."""
    for name, answer in answers(workshop, COURSE, LESSON).items():
        type_answer(participant, position(workshop, COURSE, LESSON, name), answer)
    type_answer(
        participant,
        position(workshop, COURSE, LESSON, "limites"),
        "Ce tableau ne dit pas ce qui a été dépensé ni pour quelle politique.",
    )
    run_everything(participant)
    button = participant.get_by_role("button", name="Rendre ma leçon")
    button.click(timeout=PATIENCE_MS)
    received = participant.get_by_text("Leçon reçue")
    expect(received).to_be_visible(timeout=PATIENCE_MS)


def test_the_feedback_is_not_there_before_the_trainer_returns_it(participant):
    participant.get_by_role("button", name="Lire mon corrigé").click()
    expect(participant.get_by_text("pas encore rendu")).to_be_visible(timeout=60_000)


def press_ok(formgrader):
    """Close formgrader's message and return its words."""
    dialog = formgrader.locator(".modal.show, .modal.in")
    dialog.wait_for(timeout=PATIENCE_MS)
    words = dialog.inner_text()
    dialog.get_by_role("button", name="OK").click()
    dialog.wait_for(state="hidden")
    return words


def test_the_trainer_marks_and_returns_the_copy_in_formgrader(trainer, workshop):
    """Collect, mark, read the written answer, give feedback, return it."""
    with trainer.expect_popup() as popup:
        trainer.locator(f"#formgrader-{COURSE}").click()
    formgrader = popup.value
    lesson = formgrader.get_by_role("row").filter(has_text=LESSON)
    lesson.locator("td.collect a").click(timeout=PATIENCE_MS)
    assert "Les copies sont collectées" in press_ok(formgrader)
    lesson.locator("td.num-submissions a").click()
    row = formgrader.get_by_role("row").filter(has_text="p01")
    row.locator("td.autograde a").click()
    assert "C’est fait" in press_ok(formgrader)
    expect(row).to_contain_text("à lire")
    mark_the_written_answer(formgrader, workshop)
    formgrader.goto(
        f"{workshop.url}/services/{COURSE}/formgrader/manage_submissions/{LESSON}"
    )
    row.locator("td.generate-feedback a").click(timeout=PATIENCE_MS)
    assert "C’est fait" in press_ok(formgrader)
    row.locator("td.release-feedback a").click()
    assert "C’est fait" in press_ok(formgrader)


def mark_the_written_answer(formgrader, workshop):
    """Open the copy, find the rubric above the answer, give one point of two."""
    formgrader.goto(
        f"{workshop.url}/services/{COURSE}/formgrader/gradebook/{LESSON}/{LESSON}"
    )
    formgrader.locator("td a").filter(has_text=re.compile("Copie|p01")).first.click(
        timeout=PATIENCE_MS
    )
    # formgrader marks the field once its script listens to it, not before
    score = formgrader.locator("input.score.needs_manual_grade")
    score.wait_for(timeout=PATIENCE_MS)
    assert "BEGIN MARK SCHEME" in formgrader.content()
    with formgrader.expect_response(lambda r: "/api/grade/" in r.url) as saved:
        score.fill("1")
        score.press("Tab")
    assert saved.value.ok


def test_the_participant_reads_marks_and_feedback_in_french(participant):
    """The mark is in the notebook; the corrected copy opens in a new tab."""
    participant.get_by_role("button", name="Lire mon corrigé").click()
    note = participant.get_by_text("Votre note")
    expect(note).to_contain_text("11 points sur 12", timeout=60_000)
    with participant.expect_popup() as popup:
        participant.get_by_role("link", name="Ouvrir le corrigé").click()
    feedback = popup.value
    feedback.wait_for_load_state()
    expect(feedback.get_by_text("Note : 11 / 12")).to_be_visible()
    assert feedback.locator("html").get_attribute("lang") == "fr"
    feedback.close()


def test_the_feedback_shows_no_hidden_check(workshop):
    """Learners read marks and messages, never the code of a hidden check."""
    (page,) = workshop.state.glob(f"homes/p01/{COURSE}/{LESSON}/feedback/*/*.html")
    text = page.read_text()
    assert "HIDDEN TESTS" not in text
    cells = notebook(workshop, COURSE, "source", LESSON).cells
    hidden = re.findall(
        r"BEGIN HIDDEN TESTS\n(.*?)\n### END", "\n".join(c.source for c in cells), re.S
    )
    conditions = re.findall(r"^assert (.*?),?$", "\n".join(hidden), re.M)
    assert conditions
    assert [line for line in conditions if line[:30] in text] == []


def test_someone_who_comes_back_finds_their_course_and_their_work(browser, workshop):
    """Log in, « Ouvrir la leçon »: the answers of yesterday are still there."""
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    log_in(page, workshop, "p01", PASSWORD)
    page.wait_for_url("**/hub/home")
    page.get_by_role("link", name="Ouvrir la leçon 1").click()
    lesson_is_open(page, LESSON)
    mine = page.locator(".jp-RenderedMarkdown", has_text="ce qui a été dépensé ni")
    expect(mine).to_be_visible(timeout=PATIENCE_MS)
    context.close()


@pytest.mark.parametrize("course", ["agents", "businesses"])
def test_each_code_opens_its_own_course(page, workshop, course):
    """The first of eight lessons; the others come when they are opened."""
    lessons = read_course(course).lessons
    sign_up(page, workshop, f"p-{course}", workshop.code(course))
    lesson_is_open(page, lessons[0].slug)
    heading = page.get_by_role("heading", name=lessons[0].title.rstrip("\u202f ?"))
    expect(heading.first).to_be_visible()
    page.goto(f"{workshop.url}/hub/home")
    assert page.locator("section[aria-labelledby^=cours-]").count() == 1
    home = workshop.state / "homes" / f"p-{course}"
    brought = {path.parent.name for path in home.glob("*/*/*.ipynb")}
    assert brought == {lessons[0].slug}
    assert len(lessons) == 8


def test_formgrader_is_refused_to_a_participant(participant, workshop):
    page = participant.context.new_page()
    for course in ("citizens", "agents", "businesses"):
        answer = page.goto(f"{workshop.url}/services/{course}/formgrader")
        assert answer.status == 403
    page.close()


def test_formgrader_opens_for_the_trainer_in_every_course(trainer, workshop):
    page = trainer.context.new_page()
    for course in ("citizens", "agents", "businesses"):
        answer = page.goto(f"{workshop.url}/services/{course}/formgrader")
        assert answer.status == 200
        expect(page.locator("td.name, tbody td").first).to_be_visible()
    page.close()


def test_a_visitor_reads_the_explainer_without_an_account(page, workshop):
    """From the hub's own page to a public page."""
    page.goto(f"{workshop.url}/hub/login")
    page.get_by_role("link", name="Lire les pages publiques").click()
    page.get_by_role("link", name="À qui vont les subventions").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("subventions")


def test_a_page_that_does_not_exist_says_so_in_french(page, workshop):
    answer = page.goto(f"{workshop.url}/hub/nulle-part")
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_contain_text("n'existe pas")


def test_no_hub_page_that_people_can_reach_is_in_english(participant, workshop):
    """Home, tokens, errors, log-out: each says something French, in a French page."""
    page = participant.context.new_page()
    for address, words in {
        "home": "Mes cours",
        "token": "Rien à faire",
        "nulle-part": "n'existe pas",
        "admin": "ne vous est pas ouverte",
    }.items():
        page.goto(f"{workshop.url}/hub/{address}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(words)
        assert page.locator("html").get_attribute("lang") == "fr"
    page.close()
