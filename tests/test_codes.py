"""Workshop codes: made, read, counted, closed; and how often one may be wrong."""

import sqlite3
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from tornado.httputil import HTTPHeaders

from lirelaville.errors import LireLaVilleError
from lirelaville.hub import codes
from lirelaville.hub.access import open_access, write_access
from lirelaville.hub.database import opened
from lirelaville.hub.passwords import WORDS, temporary
from lirelaville.hub.rates import Failures, Rates, TooMany, client_address

TODAY = date(2026, 11, 22)


@pytest.fixture
def db(tmp_path):
    """The database of a state folder where no hub has run yet."""
    with opened(tmp_path / "state") as session:
        yield session


def command(state: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run ``lirelaville workshop …`` as an operator would."""
    program = str(Path(sys.executable).with_name("lirelaville"))
    return subprocess.run(
        [program, "workshop", *arguments, f"--state={state}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_code_gives_one_course_with_its_seats_and_its_last_day(db):
    code = codes.create_code(db, "citizens", 30, "2026-12-31", today=TODAY)
    assert (code.course, code.seats, code.taken) == ("citizens", 30, 0)
    assert code.until == date(2026, 12, 31)
    assert code.state(TODAY) == "open"
    assert codes.list_codes(db, "citizens") == [code]
    assert codes.list_codes(db, "agents") == []


@pytest.mark.parametrize(
    ("course", "seats", "until", "words"),
    [
        ("citizns", 30, "2026-12-31", "Vouliez-vous dire « citizens »"),
        ("citizens", 0, "2026-12-31", "nombre entier de 1 à 1000, reçu « 0 »"),
        ("citizens", -3, "2026-12-31", "nombre entier de 1 à 1000"),
        ("citizens", "trente", "2026-12-31", "reçu « trente »"),
        ("citizens", 10**30, "2026-12-31", "nombre entier de 1 à 1000"),
        ("citizens", 30, "2026-11-21", "le 21/11/2026 est déjà passé"),
        ("citizens", 30, "31/02/2027", "une date comme 2026-12-31"),
        ("citizens", 30, "", "une date comme 2026-12-31 ou 31/12/2026"),
    ],
    ids=["course", "none", "less", "words", "too-many", "past", "no-day", "empty"],
)
def test_a_code_that_cannot_be_is_refused_with_what_to_write(
    db, course, seats, until, words
):
    with pytest.raises(LireLaVilleError, match=words):
        codes.create_code(db, course, seats, until, today=TODAY)
    assert codes.list_codes(db) == []


def test_a_code_may_be_written_by_a_form_and_end_today(db):
    code = codes.create_code(db, "agents", " 12 ", "22/11/2026", today=TODAY)
    assert (code.seats, code.until) == (12, TODAY)
    assert code.state(TODAY) == "open"
    assert code.state(TODAY + timedelta(days=1)) == "ended"


def test_a_code_is_read_as_people_type_it(db):
    """Capitals, spaces and dashes do not matter; nothing else passes."""
    code = codes.create_code(db, "citizens", 30, "2026-12-31", today=TODAY)
    for typed in (code.code.lower(), f" {code.code.replace('-', ' ')} ", code.code):
        assert codes.find_code(db, typed) == code
    for typed in ("", "---", "é" * 500, code.code[:-1], f"{code.code}2", "%", "*"):
        assert codes.find_code(db, typed) is None, typed


def test_codes_have_no_letters_that_look_alike():
    assert not set("".join(codes.new_code() for _ in range(200))) & set("0O1IL")


def test_the_last_seat_is_given_once_and_the_same_person_takes_one_only(db):
    code = codes.create_code(db, "citizens", 2, "2026-12-31", today=TODAY)
    seated = [
        codes.take_seat(db, code, name, TODAY) for name in ("p01", "p01", "p02", "p03")
    ]
    assert seated == [True, True, True, False]
    assert codes.find_code(db, code.code).taken == 2
    assert codes.find_code(db, code.code).state(TODAY) == "full"


def test_nobody_sits_down_after_the_end_or_once_it_is_closed(db):
    code = codes.create_code(db, "citizens", 2, "2026-12-31", today=TODAY)
    assert not codes.take_seat(db, code, "p01", date(2027, 1, 1))
    assert codes.close_code(db, code.code.lower()).state(TODAY) == "closed"
    assert not codes.take_seat(db, code, "p01", TODAY)


def test_closing_needs_a_code_of_that_course(db):
    """A trainer closes the codes of their own course, and near names help."""
    mine = codes.create_code(db, "citizens", 2, "2026-12-31", today=TODAY)
    with pytest.raises(LireLaVilleError, match=r"Pas de code d'atelier .* aucun"):
        codes.close_code(db, mine.code, "agents")
    with pytest.raises(LireLaVilleError, match=f"Vouliez-vous dire « {mine.code} »"):
        codes.close_code(db, mine.code[:-1])
    assert codes.find_code(db, mine.code).state(TODAY) == "open"


def test_who_is_removed_leaves_their_seat_and_their_name(db):
    code = codes.create_code(db, "citizens", 1, "2026-12-31", today=TODAY)
    codes.take_seat(db, code, "p01", TODAY)
    codes.forget_person(db, "p01")
    assert codes.take_seat(db, code, "p02", TODAY)


def test_serve_keeps_a_code_while_it_is_open_and_makes_another_after(tmp_path):
    """What access.json tells stays true: always an open code for each course."""
    first = open_access(tmp_path, ["citizens", "agents"], "formatrice")
    write_access(tmp_path, first, "http://h", "http://p")
    assert open_access(tmp_path, ["citizens", "agents"], "x").codes == first.codes
    with opened(tmp_path) as db:
        codes.close_code(db, first.codes["citizens"])
    second = open_access(tmp_path, ["citizens", "agents"], "x")
    assert second.codes["citizens"] != first.codes["citizens"]
    assert second.codes["agents"] == first.codes["agents"]
    with opened(tmp_path) as db:
        assert {code.seats for code in codes.list_codes(db)} == {300}


def test_the_codes_of_an_earlier_version_still_open_their_courses(tmp_path):
    (tmp_path / "access.json").write_text(
        '{"courses": {"citizens": {"workshop_code": "K7MP-4XQD"}},'
        ' "trainer": {"username": "lea", "password": "olive-et-mistral"}}'
    )
    access = open_access(tmp_path, ["citizens"], "formatrice")
    assert access.codes == {"citizens": "K7MP-4XQD"}
    assert (access.trainer, access.trainer_password) == ("lea", "olive-et-mistral")
    with opened(tmp_path) as db:
        assert codes.find_code(db, "k7mp 4xqd").state() == "open"


def test_the_database_is_for_its_owner_only(tmp_path):
    with opened(tmp_path / "state"):
        pass
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "state" / "hub.sqlite").stat().st_mode) == 0o600


def test_a_database_that_is_none_is_told_with_what_to_do(tmp_path):
    (tmp_path / "hub.sqlite").write_text("this is not a database\n" * 100)
    with (
        pytest.raises(LireLaVilleError, match=r"file is not a database.*sauvegarde"),
        opened(tmp_path),
    ):
        pass


def test_the_commands_create_list_and_close_a_code(tmp_path):
    until = f"--until={date.today() + timedelta(days=9)}"
    made = command(tmp_path, "create", "--course=agents", "--seats=30", until)
    assert made.returncode == 0, made.stderr
    code = made.stdout.splitlines()[0]
    assert "« agents » à 30 personnes" in made.stdout
    listed = command(tmp_path, "list").stdout
    assert code in listed
    assert "0 sur 30" in listed
    assert "ouvert" in listed
    closed = command(tmp_path, "close", code.lower())
    assert f"Le code {code} est fermé" in closed.stdout
    assert "fermé" in command(tmp_path, "list", "--course=agents").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["create", "--course=agent"], "Vouliez-vous dire « agents »"),
        (["create", "--course=agents", "--seats=0"], "de 1 à 1000"),
        (["create", "--course=agents", "--until=2020-01-01"], "déjà passé"),
        (["close", "AAAA-BBBB"], "Pas de code d'atelier « AAAA-BBBB »"),
        (["list", "--course=agent"], "Vouliez-vous dire « agents »"),
    ],
    ids=["course", "seats", "past", "unknown", "list"],
)
def test_a_wrong_command_is_answered_in_french(tmp_path, arguments, words):
    wrong = command(tmp_path, *arguments)
    assert wrong.returncode == 1
    assert words in " ".join(wrong.stderr.split())
    assert "Traceback" not in wrong.stderr


def test_the_commands_wait_for_a_hub_that_is_writing(tmp_path):
    """A write lock held for a moment delays the command, which then succeeds."""
    assert command(tmp_path, "create", "--course=agents").returncode == 0
    hub = sqlite3.connect(tmp_path / "hub.sqlite", isolation_level=None)
    hub.execute("BEGIN IMMEDIATE")
    program = str(Path(sys.executable).with_name("lirelaville"))
    waiting = subprocess.Popen(
        [program, "workshop", "create", "--course=agents", f"--state={tmp_path}"],
        stdout=subprocess.PIPE,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(timeout=3)
    hub.execute("COMMIT")
    assert waiting.wait(timeout=40) == 0
    waiting.stdout.close()
    hub.close()


def test_the_eleventh_failure_in_a_minute_waits_until_the_first_is_a_minute_old():
    failures = Failures(limit=10)
    for second in range(10):
        assert failures.wait("p01", second) == 0
        failures.add("p01", second)
    assert failures.wait("p01", 10) == 50
    assert failures.wait("p02", 10) == 0
    assert failures.wait("p01", 60) == 0


def test_what_is_remembered_stays_bounded():
    """A million addresses push each other out; one key keeps its last failures."""
    failures = Failures(limit=3, room=100)
    for number in range(10_000):
        failures.add(number, 0)
        failures.add("same", 0)
    assert len(failures._moments) == 100
    assert len(failures._moments["same"]) == 3


def test_a_class_of_thirty_clumsy_people_is_not_kept_waiting():
    """Behind one address, in one minute: each twice wrong, then right."""
    rates = Rates()
    for attempt in range(2):
        for number in range(30):
            person = f"p{number:02}"
            rates.check_codes("192.0.2.1", person, 0)
            wrong = f"{person}{attempt}"
            rates.wrong_code("192.0.2.1", person, wrong, 0)
            rates.begin_login("192.0.2.1", person, 0)
            rates.end_login("192.0.2.1", person, right=attempt == 1, now=0)
    with pytest.raises(TooMany, match=r"Trop d'essais.*60 secondes.*Vérifiez le code"):
        rates.check_codes("192.0.2.1", "p30", 0)
    rates.check_codes("192.0.2.2", "p30", 0)


def test_a_code_misread_by_everybody_says_to_look_at_the_board_again():
    """The same wrong code, eleven times: the right one still passes."""
    rates = Rates()
    for number in range(10):
        rates.wrong_code("192.0.2.1", f"p{number}", "K7MP4XQD", 0)
    with pytest.raises(TooMany, match="Vérifiez le code avec votre formatrice"):
        rates.wrong_code("192.0.2.1", "p11", "K7MP4XQD", 0)
    rates.check_codes("192.0.2.1", "p11", 0)


def test_guessing_from_everywhere_slows_down_those_who_are_wrong():
    """Beyond 600 wrong codes a minute, an address wrong once waits; others do not."""
    rates = Rates()
    for number in range(600):
        rates.wrong_code(f"198.51.{number // 250}.{number % 250}", "", str(number), 0)
    with pytest.raises(TooMany):
        rates.check_codes("198.51.0.1", "p01", 0)
    rates.check_codes("192.0.2.1", "p01", 0)


def test_an_account_cannot_be_guessed_nor_locked_from_elsewhere():
    """Ten wrong passwords here: the owner still logs in from their own address."""
    rates = Rates()
    for _ in range(10):
        rates.begin_login("192.0.2.1", "p01", 0)
        rates.end_login("192.0.2.1", "p01", right=False, now=0)
    with pytest.raises(TooMany, match="Mot de passe oublié"):
        rates.begin_login("192.0.2.1", "p01", 0)
    rates.begin_login("192.0.2.9", "p01", 0)
    rates.end_login("192.0.2.9", "p01", right=True, now=0)
    for number in range(20):
        rates.begin_login(f"203.0.113.{number}", "p01", 0)
    with pytest.raises(TooMany):
        rates.begin_login("203.0.113.99", "p01", 0)


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("6.6.6.6,192.0.2.7", "192.0.2.7"),
        ("192.0.2.7,127.0.0.1", "192.0.2.7"),
        ("192.0.2.7, ::ffff:127.0.0.1", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("6.6.6.6, nobody", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
    ids=["plain", "made-up", "two-proxies", "mapped", "v4-in-v6", "v6", "odd", "none"],
)
def test_the_address_counted_is_the_one_our_proxy_saw(forwarded, address):
    """Neither ``X-Real-IP`` nor the start of the list, which anybody can write."""
    headers = HTTPHeaders({"X-Forwarded-For": forwarded, "X-Real-IP": "6.6.6.6"})
    assert client_address(headers) == address


def test_a_temporary_password_can_be_read_aloud():
    """Three plain words and a number: no accent, no capital, none twice in the list."""
    assert all(word.isascii() and word.islower() and word.isalpha() for word in WORDS)
    assert len(WORDS) == len(set(WORDS)) >= 240
    given = [temporary() for _ in range(50)]
    assert len(set(given)) == 50
    assert all(len(password.split("-")) == 4 for password in given)
