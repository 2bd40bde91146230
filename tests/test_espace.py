"""The home page: where somebody stands, what is next, whatever is out of order."""

import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from crowd import Someone, study
from hub_alone import hub_alone
from playwright.sync_api import expect
from test_accessibility import faults
from tiny_course import COURSE, LESSON, write_course
from workshop import PATIENCE_MS, lesson_is_open, sign_up, wait_for

from lirelaville.hub.lesson_states import badge_of, lesson_states
from lirelaville.hub.outline import Outline, Step, outline
from lirelaville.hub.records import Record, Released, Tries
from lirelaville.lessons.course import read_course

NOON = datetime(2026, 11, 22, 13, 3, tzinfo=UTC)  # 14 h 03 in France
TINY = Outline(
    "tiny",
    "Un cours",
    steps=(
        Step("un", "Un ?", 1, 10, ("a", "b", "c", "d")),
        Step("deux", "Deux ?", 2, 10, ("e",)),
    ),
)


def opened(**more) -> Record:
    return Record(opened_at=NOON, last_seen=NOON, **more)


@pytest.mark.parametrize(
    ("record", "state", "words"),
    [
        (Record(), "new", "pas encore ouverte"),
        (opened(passed=frozenset("ab")), "begun", "commencée, 2 exercices sur 4"),
        (opened(passed=frozenset("a")), "begun", "commencée, 1 exercice sur 4"),
        (
            opened(tries={"a": Tries(2, NOON)}, tried=frozenset("a")),
            "begun",
            "commencée, 0 exercice sur 4",
        ),
        (opened(handed_in_at=NOON), "handed-in", "rendue le 22/11 à 14 h 03"),
        (
            opened(handed_in_at=NOON, marked_at=NOON, score=11.0, max_score=12.0),
            "marked",
            "notée 11/12",
        ),
        (
            opened(
                handed_in_at=NOON,
                marked_at=NOON,
                score=9.5,
                max_score=12.0,
                to_read=True,
            ),
            "marked",
            "notée 9,5/12, une réponse écrite reste à lire",
        ),
        (
            opened(
                handed_in_at=NOON,
                marked_at=NOON - timedelta(hours=1),
                score=5.0,
                max_score=12.0,
            ),
            "handed-in",
            "rendue à nouveau le 22/11 à 14 h 03, notée 5/12 avant",
        ),
    ],
    ids=["new", "two", "one", "tried", "handed-in", "marked", "to-read", "again"],
)
def test_each_state_of_a_lesson_is_said_in_words(record, state, words):
    known = {"un": Released(), "deux": Released()}
    first, _ = lesson_states(TINY, known, {"un": record})
    assert first.state == state
    # no-break spaces are spaces to the reader
    assert " ".join(first.words.split()) == words


def test_the_next_lesson_is_the_first_that_is_not_handed_in():
    known = {"un": Released(), "deux": Released()}
    done = {"un": opened(handed_in_at=NOON)}
    assert [lesson.next for lesson in lesson_states(TINY, known, {})] == [True, False]
    assert [one.next for one in lesson_states(TINY, known, done)] == [False, True]
    done["deux"] = done["un"]
    assert not any(lesson.next for lesson in lesson_states(TINY, known, done))


def test_a_withdrawn_lesson_stays_for_those_who_opened_it_and_is_never_next():
    known = {"deux": Released()}
    (only,) = lesson_states(TINY, known, {})
    assert only.step.slug == "deux"
    deux, un = lesson_states(TINY, known, {"un": opened()})
    assert (un.released, un.next, deux.next) == (False, False, True)


def test_a_lesson_made_in_formgrader_comes_after_the_others():
    """Its title and its exercises are read in its notebook."""
    known = {"bonus": Released("En plus", ("x",)), "un": Released(), "deux": Released()}
    *_, last = lesson_states(TINY, known, {"bonus": opened(passed=frozenset("x"))})
    assert last.step.title == "En plus"
    assert " ".join(last.words.split()) == "commencée, 1 exercice sur 1"


def test_the_badge_is_said_when_it_is_earned_and_what_it_takes_before():
    citizens = outline("citizens")
    mark = opened(handed_in_at=NOON, marked_at=NOON, score=12.0, max_score=12.0)
    done = {step.slug: mark for step in citizens.steps[:6]}
    assert badge_of(citizens, done)[1]
    assert "Badge obtenu" in badge_of(citizens, done)[0]
    unread = done | {citizens.steps[0].slug: replace(mark, to_read=True)}
    words, earned = badge_of(citizens, unread)
    assert not earned
    assert "vous en avez 5" in words
    assert badge_of(TINY, {}) == ("", False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose only course is ``tiny``."""
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    return write_course(tmp_path)


def test_a_course_is_read_again_when_a_file_of_it_changes(project):
    assert outline("tiny").steps[0].exercises == ("total", "moyenne", "plus_grand")
    changed = LESSON.replace("la ville donne-t-elle", "le village donne-t-il")
    write_course(project.parents[1], changed)
    assert "village" in outline("tiny").steps[0].title


def test_a_course_that_a_trainer_is_breaking_is_shown_as_it_was(project):
    """People at work do not lose their home page to a comma."""
    before = outline("tiny")
    assert before.steps
    write_course(project.parents[1], course=COURSE + "  - : :\n")
    assert outline("tiny") == before


def test_a_course_that_was_never_readable_says_why(tmp_path, monkeypatch):
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    write_course(tmp_path, course="title: [\n")
    monkeypatch.setattr("lirelaville.hub.outline._known", {})
    assert "n'est pas du YAML lisible" in outline("tiny").fault


@pytest.fixture(scope="module")
def lonely(tmp_path_factory):
    """A hub whose hand-in service was never started."""
    with hub_alone(tmp_path_factory.mktemp("lonely")) as hub:
        yield hub


@pytest.mark.parametrize("late", [False, True], ids=["stopped", "late"])
def test_without_the_hand_in_service_the_lessons_are_still_there(lonely, late):
    """The page says so, and every lesson keeps its link."""
    visitor = lonely.visitor()
    visitor.sign_up(f"p4{late:d}", lonely.access.codes["citizens"])
    with socket.socket() as silent:
        if late:  # it takes the request and never answers
            silent.bind(("127.0.0.1", lonely.site.handin_port))
            silent.listen()
        text = visitor.get("home").content.decode()
    assert "ne peut pas être lu pour l'instant" in text
    for lesson in read_course("citizens").lessons:
        assert f"/hub/user-redirect/lecon/citizens/{lesson.slug}" in text


@pytest.fixture(scope="module")
def participant(browser, workshop):
    """Someone whose first lesson is open, on a phone."""
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 390, "height": 844}, bypass_csp=True
    )
    page = context.new_page()
    page.add_init_script(TOLD)
    sign_up(page, workshop, "p40", workshop.code("citizens"))
    lesson_is_open(page, "lire_un_tableau")
    yield page
    context.close()


# Keeps what the hub tells the waiting page, which is gone when the lesson opens.
TOLD = """
const Source = window.EventSource;
window.EventSource = class extends Source {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (event) => {
      sessionStorage.told = (sessionStorage.told || "") + event.data + "\\n";
    });
  }
};
"""


def test_the_waiting_page_tells_only_what_has_happened(participant, workshop):
    """The hub tells a running process, in French, before it says « ready »."""
    told = participant.evaluate("sessionStorage.told.trim().split('\\n')")
    events = participant.evaluate("lines => lines.map(JSON.parse)", told)
    done = [event["done"] for event in events if "done" in event]
    assert done == sorted(set(done))
    assert 2 in done
    assert "Votre espace de travail est lancé" in [e["message"] for e in events]
    assert events[-1]["ready"]


def test_one_button_stands_out_and_opens_the_lesson_with_the_keyboard(
    participant, workshop
):
    """The lesson that was begun is the thing to go on with."""
    participant.goto(f"{workshop.url}/hub/home")
    main = participant.get_by_role("main")
    assert main.locator("a.button:not(.quiet)").count() == 1
    todo = participant.get_by_role("region", name="Pour continuer")
    expect(todo).to_contain_text("Leçon 1 sur 8 · 40 minutes · commencée")
    button = todo.get_by_role("link", name="Ouvrir la leçon 1")
    for _ in range(8):
        participant.keyboard.press("Tab")
        if button.evaluate("link => link === document.activeElement"):
            break
    participant.keyboard.press("Enter")
    lesson_is_open(participant, "lire_un_tableau")


def test_states_marks_and_badge_come_from_the_record(participant, workshop):
    """Five lessons handed in, four marked, the sixth begun."""
    done = Someone("p40", done=5, marked=4, passed=2)
    forget_first_opening(workshop, "p40")
    study(workshop.state, "citizens", [done])
    participant.goto(f"{workshop.url}/hub/home")
    expect(participant.get_by_text("5 leçons rendues sur 8")).to_be_visible()
    lines = participant.locator("ol.lessons > li")
    assert [line.get_attribute("class").split()[0] for line in lines.all()] == [
        *(["marked"] * 4),
        "handed-in",
        "begun",
        "new",
        "new",
    ]
    expect(lines.nth(0)).to_contain_text("notée 11/12")
    expect(lines.nth(4)).to_contain_text("rendue le")
    expect(lines.nth(5)).to_contain_text("2 exercices sur 4")
    expect(participant.get_by_text("vous en avez 4")).to_be_visible()
    assert faults(participant) == []


def forget_first_opening(workshop, name):
    """Empty the record of one person, as if they had never come."""
    from sqlalchemy import delete

    from lirelaville.handin import record

    engine = record.open_record(workshop.state / "handin" / "record.sqlite")
    with engine.begin() as connection:
        for table in (record.seen, record.tries, record.hand_ins):
            connection.execute(delete(table).where(table.c.person == name))
    engine.dispose()


def test_recommencer_leads_to_a_page_that_asks_first(participant, workshop):
    participant.goto(f"{workshop.url}/hub/home")
    participant.get_by_role("link", name="Recommencer").first.click()
    expect(participant.get_by_role("heading", level=1)).to_contain_text(
        "Recommencer", timeout=PATIENCE_MS
    )


def test_each_link_of_the_home_page_leads_somewhere(participant, workshop):
    """Explainers, glossary, another course."""
    participant.goto(f"{workshop.url}/hub/home")
    links = participant.get_by_role("main").get_by_role("link")
    for link in {one.get_attribute("href") for one in links.all()}:
        if "user-redirect" not in link:
            address = link if link.startswith("http") else workshop.url + link
            assert participant.context.request.get(address).ok, link


@pytest.mark.parametrize("address", ["home", "glossary"])
def test_pages_fit_the_narrowest_phone(participant, workshop, address):
    participant.set_viewport_size({"width": 320, "height": 640})
    participant.goto(f"{workshop.url}/hub/{address}")
    wider = "document.documentElement.scrollWidth - window.innerWidth"
    assert participant.evaluate(wider) <= 0
    assert faults(participant) == []


def test_the_glossary_is_read_without_an_account_and_without_javascript(
    browser, workshop
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{workshop.url}/hub/glossary#mot-mediane")
    expect(page.locator("#mot-mediane")).to_be_in_viewport()
    assert page.locator("#search").is_hidden()
    expect(page.locator("#mot-mediane")).to_contain_text("La valeur du milieu")
    context.close()


def test_the_glossary_is_searched_with_the_keyboard(page, workshop):
    """Without accents; Entrée goes to the first word, Échap shows all again."""
    page.goto(f"{workshop.url}/hub/glossary")
    everything = page.locator(".word:visible").count()
    page.get_by_label("Chercher un mot").focus()
    page.keyboard.type("MEDIANE")
    expect(page.locator(".word:visible dt").first).to_have_text("médiane")
    expect(page.get_by_role("status")).to_contain_text("mot")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "mot-mediane"
    page.get_by_label("Chercher un mot").focus()
    page.keyboard.press("Escape")
    assert page.locator(".word:visible").count() == everything
    page.keyboard.type("zzz")
    expect(page.get_by_text("Aucun mot ne contient")).to_be_visible()


def test_a_start_that_fails_says_why_and_what_to_do(page, workshop):
    """A file where the home should be; once it is gone, « Réessayer » works."""
    home = workshop.state / "homes" / "p41"
    home.parent.mkdir(exist_ok=True)
    home.write_text("not a folder")
    sign_up(page, workshop, "p41", workshop.code("citizens"))
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("n'a pas pu démarrer", timeout=PATIENCE_MS)
    expect(page.get_by_role("alert")).to_contain_text("Vos réponses sont gardées")
    home.unlink()
    page.get_by_role("link", name="Réessayer").click()
    lesson_is_open(page, "lire_un_tableau")


def test_a_server_killed_while_it_starts_is_told_at_once(page, workshop):
    """Not after the two minutes for which JupyterHub would wait."""
    sign_up(page, workshop, "p42", workshop.code("citizens"))
    wait_for(lambda: server_of("p42"))
    server_of("p42").kill()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("n'a pas pu démarrer", timeout=PATIENCE_MS)
    expect(page.get_by_role("alert")).to_contain_text("pendant son démarrage")


def server_of(name: str) -> psutil.Process | None:
    """Return the outermost process of somebody's server."""
    for process in psutil.process_iter(["environ", "cmdline"]):
        environment = process.info["environ"] or {}
        command = " ".join(process.info["cmdline"] or [])
        if environment.get("JUPYTERHUB_USER") == name and "singleuser" in command:
            return process
    return None
