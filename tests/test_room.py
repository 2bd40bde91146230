"""The trainer's room: who is where, who is stuck, codes and lessons; nobody else's."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import requests
from crowd import Someone, fill, study
from hub_alone import hub_alone
from playwright.sync_api import expect
from test_accessibility import faults
from tiny_course import LESSON, write_course
from workshop import PATIENCE_MS, lesson_is_open, log_in, sign_up

from lirelaville.errors import LireLaVilleError
from lirelaville.hub.codes import today_in_france
from lirelaville.hub.outline import outline
from lirelaville.hub.records import Record, Tries
from lirelaville.hub.room import Member, people, why_stuck
from lirelaville.lessons.build import build_courses
from lirelaville.lessons.shelf import is_withdrawn, put_back, take_off

COURSE = "businesses"
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (Record(), ""),
        (Record(tries={"b": Tries(2, ago(9))}), ""),
        (Record(tries={"b": Tries(3, ago(1))}), "exercice 2 : 3 essais"),
        (Record(tries={"b": Tries(1, ago(10))}), "exercice 2 : depuis 10 min"),
        (Record(tries={"b": Tries(9, ago(60))}, passed=frozenset("b")), ""),
        (Record(tries={"b": Tries(9, ago(60))}, handed_in_at=ago(1)), ""),
        (Record(tries={"gone": Tries(9, ago(60))}), ""),
    ],
    ids=["nothing", "trying", "3-tries", "10-min", "passed", "handed-in", "not-listed"],
)
def test_stuck_is_three_tries_or_ten_minutes_on_an_exercise(record, why):
    assert why_stuck(("a", "b"), record, NOW) == why


def test_somebody_who_has_left_is_not_called_stuck():
    """Nobody to help where nobody sits."""
    record = Record(last_seen=ago(31), tries={"total_recettes": Tries(9, ago(40))})
    for minutes, stuck in ((31, False), (5, True)):
        member = Member("p01", ago(minutes), running=False)
        (line,) = people(
            outline("citizens"), [member], {"p01": {"lire_un_tableau": record}}, NOW
        )
        assert bool(line.stuck) == stuck


@pytest.mark.parametrize("slug", ["un", "autre"])
def test_a_lesson_taken_off_the_shelf_comes_back_as_it_was(tmp_path, slug):
    released = tmp_path / "tiny" / "outbound" / slug
    released.mkdir(parents=True)
    (released / f"{slug}.ipynb").write_text("{}")
    take_off(tmp_path, "tiny", slug)
    assert is_withdrawn(tmp_path, "tiny", slug)
    assert not released.exists()
    put_back(tmp_path, "tiny", slug)
    put_back(tmp_path, "tiny", slug)  # a button pressed twice
    assert (released / f"{slug}.ipynb").read_text() == "{}"
    assert not is_withdrawn(tmp_path, "tiny", slug)


def test_what_cannot_be_moved_on_the_shelf_says_why(tmp_path):
    (tmp_path / "tiny").mkdir()
    with pytest.raises(LireLaVilleError, match="rien à retirer"):
        take_off(tmp_path, "tiny", "un")
    with pytest.raises(LireLaVilleError, match=r"jamais été publiée.*publiez-la"):
        put_back(tmp_path, "tiny", "un")


def test_a_withdrawn_lesson_stays_withdrawn_when_the_course_is_built(
    tmp_path, monkeypatch
):
    """Neither a new start of serve nor a change of its text brings it back."""
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    write_course(tmp_path)
    state, slug = tmp_path / "state", "lire_une_liste"
    build_courses(state)
    take_off(state / "exchange", "tiny", slug)
    assert [built.status for built in build_courses(state)] == ["unchanged"]
    write_course(tmp_path, LESSON.replace("partage.", "partage tout."))
    assert [built.status for built in build_courses(state)] == ["built"]
    assert is_withdrawn(state / "exchange", "tiny", slug)
    put_back(state / "exchange", "tiny", slug)
    released = state / "exchange" / "tiny" / "outbound" / slug / f"{slug}.ipynb"
    assert "partage tout." in released.read_text()


@pytest.fixture(scope="module")
def crowd(workshop):
    """Three people in the course, one of them stuck."""
    fill(
        workshop.state,
        COURSE,
        [
            Someone("r-anna", done=2, marked=1, passed=1, tries=1),
            Someone("r-bob", passed=1, tries=3),
            Someone("r-zoe"),
        ],
    )
    return ["r-anna", "r-bob", "r-zoe"]


@pytest.fixture(scope="module")
def trainer(browser, workshop, crowd):
    """The trainer in the room."""
    context = browser.new_context(locale="fr-FR", bypass_csp=True)
    page = context.new_page()
    account = workshop.access["trainer"]
    log_in(page, workshop, account["username"], account["password"])
    page.wait_for_url("**/hub/home")
    yield page
    context.close()


@pytest.fixture
def room(trainer, workshop):
    """The room, freshly opened, at the width of a desk."""
    trainer.set_viewport_size({"width": 1280, "height": 900})
    trainer.goto(f"{workshop.url}/hub/room/{COURSE}")
    expect(trainer.locator("#people")).to_be_visible()
    return trainer


def line(page, name):
    return page.locator("#people tbody tr").filter(
        has=page.get_by_role("link", name=name)
    )


def names(page) -> list[str]:
    found = page.locator("#people tbody th").all_inner_texts()
    return [name for name in found if name.startswith("r-")]


def test_the_home_page_of_a_trainer_leads_to_the_room(trainer, workshop):
    trainer.goto(f"{workshop.url}/hub/home")
    trainer.locator(f'a[href$="/room/{COURSE}"]').click()
    expect(trainer.get_by_role("heading", level=1)).to_have_text("La salle")


def test_the_room_says_where_each_person_is_and_who_is_stuck(room):
    stuck = line(room, "r-bob")
    expect(stuck).to_contain_text("1. ")
    expect(stuck).to_contain_text("exercice 2 : 3 essais")
    squares = stuck.get_by_role("img")
    assert re.fullmatch(
        r"1 exercice réussi sur \d", squares.get_attribute("aria-label")
    )
    expect(line(room, "r-anna")).to_contain_text("3. ")
    expect(line(room, "r-anna").locator("td").nth(4)).to_have_text("2")
    expect(line(room, "r-zoe")).to_contain_text("pas commencé")
    expect(room.locator("#summary")).to_have_text(
        re.compile(r"\d+ personnes, \d+ bloquée")
    )
    assert names(room)[0] == "r-bob"


def test_the_order_chosen_is_kept(room):
    room.get_by_label("par pseudonyme").check()
    assert names(room) == ["r-anna", "r-bob", "r-zoe"]
    room.reload()
    expect(room.get_by_label("par pseudonyme")).to_be_checked()
    assert names(room) == ["r-anna", "r-bob", "r-zoe"]
    room.get_by_label("les bloqué·es d'abord").check()
    assert names(room)[0] == "r-bob"


def test_what_changes_appears_without_reloading_and_nothing_moves_under_the_hand(
    room, workshop
):
    """Somebody gets stuck while the mouse is on the list."""
    room.evaluate("window.stays = true")
    line(room, "r-anna").hover()
    before = names(room)
    study(workshop.state, COURSE, [Someone("r-zoe", tries=4)])
    expect(line(room, "r-zoe")).to_contain_text("exercice 1 : 4 essais", timeout=15_000)
    assert names(room) == before
    room.mouse.move(5, 5)
    expect(room.locator("#people tbody tr.stuck").last).to_be_visible()
    assert set(names(room)[:2]) == {"r-bob", "r-zoe"}
    assert room.evaluate("window.stays")


def test_nothing_is_asked_while_nobody_looks(room):
    """A page in a hidden tab is silent; it looks again when it is shown."""
    room.clock.install()
    room.reload()
    asked = []
    room.on("request", lambda request: asked.append(request.url))
    show = """hidden => {
      Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    room.evaluate(show, True)
    room.clock.run_for(60_000)
    assert not [url for url in asked if "/state.json" in url]
    with room.expect_response("**/state.json"):
        room.evaluate(show, False)


def test_an_unchanged_room_is_not_sent_again(room, workshop):
    """The browser sends back the version it has; the answer is empty."""
    session = requests.Session()
    for cookie in room.context.cookies():
        session.cookies.set(cookie["name"], cookie["value"], path=cookie["path"])
    url = f"{workshop.url}/hub/room/{COURSE}/state.json"
    first = session.get(url)
    again = session.get(url, headers={"If-None-Match": first.headers["Etag"]})
    assert first.json()["people"]
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_room_fits_and_has_no_serious_fault(room, workshop, crowd, width):
    code = workshop.code(COURSE)
    person = "/people/r-anna"
    for address in ("", person, f"{person}/erase", f"/board?code={code}"):
        room.set_viewport_size({"width": width, "height": 800})
        room.goto(f"{workshop.url}/hub/room/{COURSE}{address}")
        wider = "document.documentElement.scrollWidth - window.innerWidth"
        assert room.evaluate(wider) <= 0, address
        assert faults(room) == [], address


def test_a_persons_page_shows_their_lessons_and_exercises(room):
    line(room, "r-anna").get_by_role("link").click()
    expect(room.get_by_role("heading", level=1)).to_have_text("r-anna")
    expect(room.get_by_text("notée 11/12")).to_have_count(1)
    expect(room.get_by_text("essayé 1 fois")).to_be_visible()
    expect(room.get_by_role("button", name="Nouveau mot de passe")).to_be_visible()


def test_closing_somebodys_space_keeps_their_work(browser, room, workshop):
    """Their server stops; they read that it is closed, and open it again."""
    context = browser.new_context(locale="fr-FR")
    person, first = context.new_page(), outline(COURSE).steps[0].slug
    sign_up(person, workshop, "r-max", workshop.code(COURSE))
    lesson_is_open(person, first)
    room.goto(f"{workshop.url}/hub/room/{COURSE}/people/r-max")
    room.get_by_role("button", name="Fermer son espace").click()
    expect(room.get_by_text("Les réponses enregistrées sont gardées")).to_be_visible()
    room.goto(f"{workshop.url}/hub/room/{COURSE}")
    expect(line(room, "r-max")).to_contain_text("fermé", timeout=PATIENCE_MS)
    person.goto(f"{workshop.url}/user/r-max/lecon/{COURSE}/{first}")
    expect(person.get_by_role("heading", level=1)).to_contain_text("est fermé")
    person.get_by_role("link", name="Rouvrir").click()
    lesson_is_open(person, first)
    context.close()


def test_a_code_is_made_projected_and_closed(room, workshop):
    room.get_by_label("Places").fill("12")
    room.get_by_role("button", name="Créer un code").click()
    code = room.locator(".board .code").inner_text()
    assert re.fullmatch(r"\w{4}-\w{4}", code)
    host = workshop.url.removeprefix("http://")
    expect(room.locator(".board .address")).to_have_text(f"{host}/signup")
    assert room.context.request.get(f"http://{host}/signup").ok
    expect(room.get_by_text("12 places")).to_be_visible()
    room.get_by_role("link", name="Revenir à la salle").click()
    room.get_by_role("button", name=f"Fermer le code {code}").click()
    expect(room.get_by_text("il n'inscrit plus personne")).to_be_visible()
    expect(room.get_by_role("row").filter(has_text=code)).to_contain_text("fermé")
    room.goto(f"{workshop.url}/hub/room/{COURSE}/board?code={code}")
    expect(room.get_by_role("alert")).to_contain_text("n'inscrit plus personne")


@pytest.mark.parametrize(
    ("seats", "until", "words"),
    [
        ("0", today_in_france().isoformat(), "entier de 1 à 1000"),
        ("30", "2020-01-01", "est déjà passé"),
        ("30", "demain", "attendu une date"),
        ("", "", "attendu une date"),
    ],
    ids=["no-seat", "past", "not-a-date", "empty"],
)
def test_a_code_that_cannot_be_says_why(room, seats, until, words):
    # What the browser would stop is sent all the same.
    form = room.get_by_role("form", name="Créer un code")
    form.evaluate("form => { form.noValidate = true; }")
    form.locator("input[type=date]").evaluate("field => { field.type = 'text'; }")
    room.get_by_label("Places", exact=True).fill(seats)
    form.get_by_label("Dernier jour").fill(until)
    form.get_by_role("button").click()
    with room.expect_response("**/state.json") as looked:
        expect(room.get_by_role("alert").first).to_contain_text(words)
    assert looked.value.ok  # the list goes on living under the complaint


def test_a_withdrawn_lesson_leaves_the_list_and_keeps_the_work(room, workshop):
    """Who had opened it still reads its state; it comes back with one button."""
    slug, title = outline(COURSE).steps[1].slug, outline(COURSE).steps[1].title
    room.get_by_role("button", name=f"Retirer la leçon {title}").click()
    expect(
        room.get_by_text("gardent leur travail et leurs notes").first
    ).to_be_visible()
    assert not (workshop.state / "exchange" / COURSE / "outbound" / slug).exists()
    room.goto(f"{workshop.url}/hub/room/{COURSE}/people/r-anna")
    expect(room.get_by_role("listitem").filter(has_text=title)).to_contain_text(
        "retirée"
    )
    room.goto(f"{workshop.url}/hub/room/{COURSE}/people/r-zoe")
    expect(room.get_by_text(title)).to_have_count(0)
    room.goto(f"{workshop.url}/hub/room/{COURSE}")
    room.get_by_role("button", name=f"Distribuer la leçon {title}").click()
    expect(room.get_by_text("chacun peut l'ouvrir")).to_be_visible()
    assert (workshop.state / "exchange" / COURSE / "outbound" / slug).is_dir()


def test_a_lesson_never_published_cannot_be_released_from_here(room, workshop):
    xsrf = room.locator("input[name=_xsrf]").first.get_attribute("value")
    answer = room.context.request.post(
        f"{workshop.url}/hub/room/{COURSE}/lessons/brouillon/release",
        form={"_xsrf": xsrf},
    )
    assert answer.status == 409
    assert "jamais été publiée" in answer.text()


def test_the_links_to_the_other_tools_of_the_trainer_answer(room, workshop):
    """Formgrader and the lessons, each in a tab of its own."""
    for name in ("Corriger", "Écrire les leçons"):
        link = room.get_by_role("link", name=name)
        assert link.get_attribute("target") == "_blank"
        assert room.context.request.get(workshop.url + link.get_attribute("href")).ok


ADDRESSES = [
    ("GET", ""),
    ("GET", "/state.json"),
    ("GET", "/board?code={code}"),
    ("GET", "/people/r-anna"),
    ("POST", "/people/r-anna/stop"),
    ("GET", "/people/r-anna/erase"),
    ("POST", "/people/r-anna/password"),
    ("POST", "/codes"),
    ("POST", "/codes/{code}/close"),
    ("POST", "/lessons/{lesson}/withdraw"),
    ("POST", "/lessons/{lesson}/release"),
]


@pytest.fixture(scope="module")
def lonely(tmp_path_factory):
    """A hub without the rest: forms and rights, and no hand-in service."""
    with hub_alone(tmp_path_factory.mktemp("lonely")) as hub:
        yield hub


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_only_the_trainers_of_the_course_enter(lonely, method, address):
    """A participant of the very course is refused, in French; the page does nothing."""
    code = lonely.access.codes[COURSE]
    visitor = lonely.visitor()
    visitor.sign_up("p47", code)
    filled = address.format(code=code, lesson=outline(COURSE).steps[0].slug)
    page = f"room/{COURSE}{filled}"
    answer = (
        visitor.get(page)
        if method == "GET"
        else visitor.post(page, _xsrf=visitor.xsrf(), seats="3", until="2030-01-01")
    )
    assert answer.status_code == 403
    assert "Cette page ne vous est pas ouverte" in answer.content.decode()


def test_a_visitor_is_sent_to_the_log_in(lonely):
    answer = lonely.visitor().get(f"room/{COURSE}")
    assert answer.status_code == 302
    assert "/hub/login" in answer.headers["Location"]


def test_another_site_cannot_press_the_buttons(lonely):
    """Without the form's own token nothing is done."""
    trainer = lonely.trainer()
    for method, address in ADDRESSES:
        if method == "POST":
            page = f"room/{COURSE}{address.format(code='X', lesson='x')}"
            assert trainer.post(page).status_code == 403, address


def test_who_is_not_in_the_course_is_not_found(lonely):
    trainer = lonely.trainer()
    for name in ("personne", lonely.access.trainer, "grader-businesses"):
        assert trainer.get(f"room/{COURSE}/people/{name}").status_code == 404
    other = lonely.access.codes["agents"]
    assert trainer.get(f"room/{COURSE}/board?code={other}").status_code == 404


def test_a_code_of_another_course_cannot_be_closed_from_here(lonely):
    trainer, other = lonely.trainer(), lonely.access.codes["agents"]
    answer = trainer.post(f"room/{COURSE}/codes/{other}/close", _xsrf=trainer.xsrf())
    assert answer.status_code == 404
    assert "Pas de code d&#39;atelier" in answer.content.decode()


def test_without_the_hand_in_service_the_room_still_has_its_people_and_codes(lonely):
    """It says what cannot be read; what cannot be done is said too."""
    lonely.visitor().sign_up("p48", lonely.access.codes[COURSE])
    trainer = lonely.trainer()
    page = trainer.get(f"room/{COURSE}").content.decode()
    assert "p48" in page
    assert lonely.access.codes[COURSE] in page
    assert '"answers": false' in page
    assert trainer.get(f"room/{COURSE}/people/p48").status_code == 200
    slug = outline(COURSE).steps[0].slug
    refused = trainer.post(
        f"room/{COURSE}/lessons/{slug}/withdraw", _xsrf=trainer.xsrf()
    )
    assert refused.status_code == 503
    assert "ne répond pas" in refused.content.decode()
