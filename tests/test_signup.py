"""Sign-up, log-in and passwords on a real hub: bad input, limits, a hub killed."""

import random
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import date, timedelta

import pytest
import requests
from hub_alone import PASSWORD, HubAlone, Visitor, complaint, hub_alone
from playwright.sync_api import expect
from sqlalchemy import text, update
from workshop import wait_for

from lirelaville.hub.codes import close_code, create_code, find_code, today_in_france
from lirelaville.hub.database import CODES
from lirelaville.hub.passwords import WORDS

LATER = today_in_france() + timedelta(days=30)


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """One hub for the tests that do not kill it."""
    with hub_alone(tmp_path_factory.mktemp("hub") / "state") as running:
        yield running


@pytest.fixture
def visitor(hub) -> Visitor:
    """Somebody new, at an address where nobody has been wrong yet."""
    return hub.visitor(address=new_address())


def new_address() -> str:
    return f"198.51.{random.randrange(256)}.{random.randrange(1, 255)}"


def code_of(hub: HubAlone, course: str = "citizens", seats: int = 30) -> str:
    """Make a code as the command line does, beside the running hub."""
    with hub.database() as db:
        return create_code(db, course, seats, LATER).code


def people(hub: HubAlone, course: str = "citizens") -> dict[str, set[str]]:
    """Return who has an account, is in the course, has a seat: what must agree."""
    asked = {
        "accounts": "select username from users_info where username like 'p%'",
        "members": "select u.name from users u join user_group_map m on m.user_id = "
        f"u.id join groups g on g.id = m.group_id where g.name = 'nbgrader-{course}'",
        "seats": "select pseudonym from workshop_seats natural join workshop_codes "
        f"where course = '{course}'",
    }
    with hub.database() as db:
        return {k: set(db.execute(text(sql)).scalars()) for k, sql in asked.items()}


def test_a_code_lets_in_and_leads_to_the_first_lesson(hub, visitor):
    """In small letters and without its dash; the seat, group and account are there."""
    code = code_of(hub)
    answer = visitor.sign_up("P01", code.lower().replace("-", " "))
    assert answer.status_code == 302, complaint(answer)
    assert answer.headers["Location"].endswith("/lecon/citizens/lire_un_tableau")
    assert visitor.get("home").status_code == 200
    assert all("p01" in names for names in people(hub).values())
    with hub.database() as db:
        assert find_code(db, code).taken == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("closed", "Ce code d'atelier a été fermé. Demandez-en un autre"),
        ("ended", "n'est plus valable depuis le"),
        ("full", "Toutes les places de ce code d'atelier sont prises (1)"),
        ("unknown", "n'est pas reconnu"),
    ],
)
def test_a_code_that_lets_nobody_in_says_why(hub, visitor, state, words):
    """Closed or ended beside a running hub, used up, or never seen: nobody comes in."""
    code = code_of(hub, seats=1)
    with hub.database() as db:
        if state == "closed":
            close_code(db, code)
        if state == "ended":
            yesterday = today_in_france() - timedelta(days=1)
            mine = CODES.c.code == code
            db.execute(update(CODES).where(mine).values(until=yesterday))
            db.commit()
    if state == "full":
        assert hub.visitor().sign_up("p-first", code).status_code == 302
    answer = visitor.sign_up("p-late", "ZZZZ-9999" if state == "unknown" else code)
    assert answer.status_code == 403
    assert words in complaint(answer)
    assert 'value="p-late"' in answer.text
    assert PASSWORD not in answer.text
    assert all("p-late" not in names for names in people(hub).values())


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("court", "trop court : il faut au moins 8"),
        ("é" * 37, "trop long : 72 caractères"),
        ("password", "trop courant"),
        ("Marseille13", "trop courant"),
        ("motdepasse", "trop courant"),
        ("p-weak123", "ressemble trop à votre pseudonyme"),
        ("", "trop court"),
    ],
    ids=["short", "long", "common", "city", "french", "pseudonym", "none"],
)
def test_a_weak_password_is_refused_with_its_reason(hub, visitor, password, words):
    answer = visitor.sign_up("p-weak", hub.access.codes["citizens"], password)
    assert answer.status_code == 400
    assert words in complaint(answer)
    assert "p-weak" not in people(hub)["accounts"]


def test_the_same_pseudonym_and_password_join_a_second_course(hub, visitor):
    """Signing up again is no error for its owner; a stranger reads « déjà pris »."""
    codes = hub.access.codes
    assert visitor.sign_up("p02", codes["citizens"]).status_code == 302
    again = hub.visitor(new_address()).sign_up("p02", codes["agents"])
    assert again.headers["Location"].endswith("/lecon/agents/anatomie_d_un_jeu")
    assert "p02" in people(hub, "agents")["members"]
    stranger = hub.visitor(new_address()).sign_up("p02", codes["agents"], "autre-mot-1")
    assert stranger.status_code == 400
    assert "déjà pris" in complaint(stranger)


def test_who_is_in_the_course_comes_back_even_with_a_code_that_is_full(hub, visitor):
    """The next morning people type again what they typed the day before."""
    code = code_of(hub, seats=1)
    assert visitor.sign_up("p03", code).status_code == 302
    assert hub.visitor().sign_up("p03", code).status_code == 302
    with hub.database() as db:
        close_code(db, code)
    assert hub.visitor().sign_up("p03", code).status_code == 302
    with hub.database() as db:
        assert find_code(db, code).taken == 1


@pytest.mark.parametrize("name", ["formatrice", "grader-citizens"])
def test_nobody_signs_up_into_somebody_elses_rights(hub, visitor, name):
    """The trainer's name and the services' names have rights before any sign-up."""
    answer = visitor.sign_up(name, hub.access.codes["citizens"])
    assert answer.status_code == 400
    assert re.search("déjà pris|ne convient pas", complaint(answer))


def test_somebody_signed_in_joins_a_second_course_with_its_code(hub, visitor):
    codes = hub.access.codes
    visitor.sign_up("p04", codes["citizens"])
    wrong = visitor.send("join", code="ZZZZ-8888")
    assert wrong.status_code == 403
    assert "n'est pas reconnu" in complaint(wrong)
    joined = visitor.send("join", code=codes["businesses"])
    assert joined.status_code == 302, complaint(joined)
    assert "p04" in people(hub, "businesses")["members"]
    assert "p04" in people(hub, "businesses")["seats"]


def test_joining_is_for_people_who_are_signed_in(hub, visitor):
    page = visitor.get("join")
    assert "/hub/login?next=" in page.headers["Location"]


def test_a_form_left_open_too_long_comes_back_filled(hub, visitor):
    """Its hidden token is over: nothing is done, and what was typed is kept."""
    fields = {"username": "p05", "password": PASSWORD, "_xsrf": "old"}
    answer = visitor.post("signup", **fields, code=hub.access.codes["citizens"])
    assert answer.status_code == 403
    assert "ouverte depuis trop longtemps" in complaint(answer)
    assert 'value="p05"' in answer.text
    assert "p05" not in people(hub)["accounts"]
    login = visitor.post("login", **fields)
    assert login.status_code == 403
    assert "ouverte depuis trop longtemps" in complaint(login)


@pytest.mark.parametrize("page", ["signup", "login"])
def test_after_ten_failures_in_a_minute_one_waits(hub, visitor, page):
    """Twenty attempts: ten are answered, ten are told how long to wait."""
    fields = {"username": f"p-{page}", "password": PASSWORD, "code": "ZZZZ-7777"}
    answers = [visitor.send(page, **fields) for _ in range(20)]
    assert [answer.status_code for answer in answers] == [403] * 10 + [429] * 10
    assert re.search(r"Attendez \d+ secondes", complaint(answers[-1]))
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60


def test_a_made_up_address_does_not_escape_the_limits(hub, visitor):
    """Tornado believes X-Real-IP, our count does not."""
    statuses = set()
    for number in range(12):
        visitor.session.headers["X-Real-IP"] = f"203.0.113.{number}"
        statuses.add(visitor.log_in("p-spoof").status_code)
    assert statuses == {403, 429}


def test_thirty_people_in_one_room_sign_up_at_once(hub):
    """One address for all, half of them wrong once before: nobody is kept waiting."""
    address, code = new_address(), hub.access.codes["agents"]

    def arrive(number: int) -> requests.Response:
        person = hub.visitor(address)
        if number % 2:
            person.sign_up(f"p-room{number}", f"ZZZZ-66{number}")
        return person.sign_up(f"p-room{number}", code)

    with ThreadPoolExecutor(30) as room:
        answers = list(room.map(arrive, range(30)))
    assert [complaint(answer) for answer in answers if answer.status_code != 302] == []


def test_two_people_who_want_one_pseudonym_at_once_do_not_both_get_it(hub):
    code = hub.access.codes["citizens"]

    def ask(number: int) -> requests.Response:
        return hub.visitor().sign_up("p-twin", code, f"{PASSWORD}-{number}")

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(4)))
    assert sorted(answer.status_code for answer in answers) == [302, 400, 400, 400]


def test_a_login_with_a_password_of_any_length_is_only_wrong(hub, visitor):
    for password in ("x" * 80, "a\0b" * 9, "é" * 72):
        answer = visitor.log_in("formatrice", password)
        assert answer.status_code == 403
        assert "ne vont pas ensemble" in complaint(answer)
    assert visitor.log_in("formatrice", "").status_code == 400


def test_a_database_that_cannot_be_written_says_so_and_keeps_nothing(hub, visitor):
    """Another program holds it for longer than the hub waits; then all is well."""
    with closing(sqlite3.connect(hub.site.state / "hub.sqlite")) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        answer = visitor.sign_up("p06", hub.access.codes["citizens"])
        other.execute("ROLLBACK")
    assert answer.status_code == 503
    assert "Rien n'a été gardé : réessayez" in complaint(answer)
    assert all("p06" not in names for names in people(hub).values())
    assert visitor.sign_up("p06", hub.access.codes["citizens"]).status_code == 302


def test_a_forgotten_password_is_replaced_by_the_trainer_in_two_clicks(hub, visitor):
    """Given once, good for one log-in, which asks for a new one before anything."""
    visitor.sign_up("p07", hub.access.codes["citizens"])
    given = given_password(hub, "p07")
    assert visitor.get("home").status_code == 302  # signed out where they were
    assert visitor.log_in("p07").status_code == 403
    half = visitor.log_in("p07", given)
    assert half.headers["Location"].startswith("/hub/new-password")
    assert visitor.get("home").status_code == 302  # nothing else opens
    weak = visitor.send("new-password", new="court")
    assert "trop court" in complaint(weak)
    same = visitor.send("new-password", new=given)
    assert "que vous aviez déjà" in complaint(same)
    chosen = visitor.send("new-password", new="figuier-et-mistral")
    assert chosen.headers["Location"] == "/hub/home"
    assert visitor.get("home").status_code == 200
    assert hub.visitor().log_in("p07", given).status_code == 403
    assert hub.visitor().log_in("p07", "figuier-et-mistral").status_code == 302


def given_password(hub: HubAlone, name: str) -> str:
    """Press the trainer's button and read the password that it shows."""
    trainer = hub.trainer()
    page = trainer.post(f"room/citizens/people/{name}/password", _xsrf=trainer.xsrf())
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    given = re.search(r'id="temporary-password">([^<]+)<', page.text)[1]
    assert set(given.split("-")[:3]) <= set(WORDS)
    return given


def test_a_temporary_password_on_the_sign_up_screen_asks_for_a_new_one_too(
    hub, visitor
):
    visitor.sign_up("p08", hub.access.codes["citizens"])
    given = given_password(hub, "p08")
    answer = visitor.sign_up("p08", hub.access.codes["agents"], given)
    assert answer.headers["Location"].startswith("/hub/new-password?next=")
    assert visitor.get("home").status_code == 302
    chosen = visitor.send(
        answer.headers["Location"].removeprefix("/hub/"), new="figuier-et-mistral"
    )
    assert chosen.headers["Location"].endswith("/lecon/agents/anatomie_d_un_jeu")


def test_a_new_password_cannot_be_chosen_without_having_been_asked_for_one(
    hub, visitor
):
    """Neither by a visitor, nor with the proof of a password replaced since."""
    assert visitor.get("new-password").headers["Location"] == "/hub/login"
    posted = visitor.post("new-password", new="figuier-et-mistral")
    assert posted.headers["Location"] == "/hub/login"
    visitor.sign_up("p09", hub.access.codes["citizens"])
    visitor.log_in("p09", given_password(hub, "p09"))
    assert visitor.get("new-password").status_code == 200
    given_password(hub, "p09")
    assert visitor.get("new-password").status_code == 302


def test_everybody_may_change_their_own_password(hub, visitor):
    """The old one is asked; other devices are signed out, this one is not."""
    visitor.sign_up("p10", hub.access.codes["citizens"])
    other = hub.visitor()
    other.log_in("p10")
    wrong = visitor.send("new-password", old="pas-celui-la", new="figuier-et-mistral")
    assert wrong.status_code == 403
    assert "actuel n'est pas celui-là" in complaint(wrong)
    done = visitor.send("new-password", old=PASSWORD, new="figuier-et-mistral")
    assert "Votre mot de passe est changé" in done.content.decode()
    assert visitor.get("home").status_code == 200
    assert other.get("home").status_code == 302
    assert hub.visitor().log_in("p10").status_code == 403
    assert hub.visitor().log_in("p10", "figuier-et-mistral").status_code == 302


@pytest.mark.parametrize(
    ("who", "course", "name", "status"),
    [
        ("p11", "citizens", "p12", 403),
        ("p11", "citizens", "p11", 403),
        ("formatrice", "citizens", "formatrice", 403),
        ("formatrice", "agents", "p12", 404),
        ("formatrice", "citizens", "personne", 404),
        ("formatrice", "nulle-part", "p12", 403),
    ],
    ids=["learner", "own", "trainer", "other-course", "nobody", "no-course"],
)
def test_a_password_is_reset_only_by_the_courses_trainer(
    hub, visitor, who, course, name, status
):
    for pseudonym in ("p12", "p11"):
        visitor.sign_up(pseudonym, hub.access.codes["citizens"])
    person = hub.trainer() if who == "formatrice" else visitor
    page = f"room/{course}/people/{name}/password"
    assert person.post(page, _xsrf=person.xsrf()).status_code == status
    assert person.post(page).status_code == 403  # from another site
    assert hub.visitor().log_in("p12").status_code == 302


def test_reloading_the_page_of_a_given_password_makes_no_other(hub):
    again = hub.trainer().get("room/citizens/people/p01/password")
    assert again.headers["Location"] == "/hub/room/citizens"


def test_the_forms_work_with_the_keyboard_on_a_small_phone(hub, browser):
    """At 320 pixels nothing overflows; the notice says what, how long, and whom."""
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    page.goto(f"{hub.url}/hub/signup")
    expect(page.get_by_label("Pseudonyme")).to_be_focused()
    page.keyboard.type("p13")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Mot de passe")).to_have_attribute("type", "text")
    page.keyboard.press("Tab")
    page.keyboard.type("ZZZZ-4444")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("n'est pas reconnu")
    notice = page.get_by_role("region", name="Vos données")
    for words in ("Ce qui est gardé", "puis 12 mois", "À qui demander"):
        expect(notice).to_contain_text(words)
    hub.visitor().sign_up("p13", hub.access.codes["citizens"])
    for address in ("signup", "login", "join", "new-password"):
        page.goto(f"{hub.url}/hub/{address}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, address
        if address == "login":
            page.get_by_label("Pseudonyme").fill("p13")
            page.get_by_label("Mot de passe").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url("**/hub/home")
    context.close()


def test_a_hub_killed_in_the_middle_of_sign_ups_leaves_no_half_account(tmp_path):
    """kill -9 while eight people sign up, three times, each at another moment.

    Afterwards accounts, members and seats agree; each person logs in, or signs up
    again as if nothing had happened; and no seat is lost.
    """
    chance = random.Random(2026)
    with hub_alone(tmp_path / "state") as hub:
        code = code_of(hub, seats=24)
        for kill in range(3):
            names = [f"p{kill}{number:02}" for number in range(8)]
            sign_up_until_it_dies(hub, names, code, chance.randrange(1, 7))
            known = people(hub)
            assert known["accounts"] == known["members"] == known["seats"]
            hub.start_again()
            for name in names:
                person = hub.visitor()
                entered = person.log_in(name).status_code == 302
                assert entered == (name in known["accounts"])
                if not entered:
                    assert person.sign_up(name, code).status_code == 302
                assert person.get("home").status_code == 200
        with hub.database() as db:
            assert find_code(db, code).taken == 24
        assert "prises (24)" in complaint(hub.visitor().sign_up("p-more", code))


def sign_up_until_it_dies(
    hub: HubAlone, names: list[str], code: str, enough: int
) -> None:
    """Start one sign-up a name, and kill the hub once ``enough`` have come in."""

    def arrive(name: str) -> None:
        # their browser shows that the server went away
        with suppress(requests.RequestException):
            hub.visitor().sign_up(name, code)

    with ThreadPoolExecutor(len(names)) as crowd:
        arrivals = [crowd.submit(arrive, name) for name in names]
        wait_for(lambda: len(people(hub)["accounts"] & set(names)) >= enough)
        hub.kill()
    for arrival in arrivals:
        arrival.result()


def test_the_end_of_a_code_is_the_end_of_the_day_in_france(hub):
    with hub.database() as db:
        code = create_code(db, "citizens", 1, today_in_france())
    assert isinstance(code.until, date)
    assert hub.visitor().sign_up("p14", code.code).status_code == 302
