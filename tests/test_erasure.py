"""Erased on request, or once the promised time is over: nothing of the person stays."""

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from crowd import Someone, fill
from hub_alone import Visitor, complaint, hub_alone
from jupyterhub import orm
from typer.testing import CliRunner
from workshop import isolates, start_workshop, stop_workshop, wait_for

from lirelaville.errors import LireLaVilleError
from lirelaville.handin import record
from lirelaville.handin.erasing import erase_marks, erase_work, real
from lirelaville.hub import accounts
from lirelaville.hub.database import opened
from lirelaville.hub.door import ACCESS
from lirelaville.hub.erasure import erase
from lirelaville.hub.installation import installation
from lirelaville.hub.journals import TURN_S, turn
from lirelaville.hub.retention import inactive, months_before, reminder
from lirelaville.hub.workshop_commands import app
from lirelaville.lessons.release import _find_alembic
from lirelaville.vacuum import vacuum

COURSE, LESSON = "citizens", "lire_un_tableau"
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def traces(state: Path, name: str) -> list[Path]:
    """Return what still names a person below the state folder, but for journals."""
    return [
        path
        for path in state.rglob("*")
        if path.relative_to(state).parts[0] != "logs"
        and (
            name in str(path.relative_to(state))
            or (path.is_file() and name.encode() in path.read_bytes())
        )
    ]


def remove(state: Path, *options: str, typed: str = "") -> tuple[int, str]:
    """Type ``lirelaville workshop remove``; return its code and what it says."""
    done = CliRunner().invoke(app, ["remove", *options, f"--state={state}"], typed)
    return done.exit_code, f"{done.output}{done.exception or ''}"


def hand_in(workshop, name: str) -> None:
    """Hand the first lesson in, as a person's server does, and have it marked."""
    database = f"sqlite:///{workshop.state / 'hub.sqlite'}"
    with orm.new_session_factory(database)() as session:
        token = orm.User.find(session, name).new_api_token(scopes=[ACCESS])
    place = f"{COURSE}/{LESSON}"
    released = workshop.state / "exchange" / COURSE / "outbound" / LESSON
    for path, data in (
        (f"lessons/{place}", None),
        (f"handins/{place}", (released / f"{LESSON}.ipynb").read_bytes()),
    ):
        address = f"{workshop.url}/services/handin/api/{path}"
        headers = {"Authorization": f"token {token}"}
        urllib.request.urlopen(urllib.request.Request(address, data, headers)).close()
    program = Path(__file__).with_name("tiny_marking.py")
    command = [sys.executable, program, workshop.state, name, COURSE, LESSON]
    subprocess.run(command, check=True, capture_output=True)


def work_of(workshop, name: str) -> dict[str, bytes]:
    """Return the files that somebody's work and marks are in."""
    folder = workshop.state / "courses" / COURSE
    found = [
        *folder.glob(f"*/{name}/**/*"),
        *(workshop.state / "exchange").glob(f"*/inbound/{name}+*/*"),
    ]
    return {str(path): path.read_bytes() for path in found if path.is_file()}


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A workshop where three people have handed in, one of them still at work."""
    running = start_workshop(tmp_path_factory.mktemp("erasure") / "state")
    try:
        for name in ("ondine77", "oscar77", "olga77"):
            visitor = Visitor(running.url)
            first = visitor.sign_up(name, running.code(COURSE)).headers["Location"]
            if name == "ondine77":
                visitor.session.get(running.url + first, timeout=60)
            hand_in(running, name)
        if isolates():  # as formgrader, which is not root, would have left them
            formation = accounts.formation_account()
            accounts.own_folder(running.state / "courses" / COURSE, formation)
            accounts.own_folder(running.state / "exchange", formation, mode=0o777)
        yield running
    finally:
        stop_workshop(running)


@pytest.fixture(scope="module")
def trainer(busy):
    """The trainer, signed in."""
    visitor, account = Visitor(busy.url), busy.access["trainer"]
    visitor.log_in(account["username"], account["password"])
    return visitor


def test_nothing_is_erased_from_a_command_while_the_workshop_runs(busy):
    code, said = remove(busy.state, "ondine77", "--yes")
    assert code == 1
    assert "L'atelier est en marche" in said
    assert traces(busy.state, "ondine77")


def test_a_trainer_erases_somebody_at_work_and_nothing_of_them_stays(busy, trainer):
    """Server, home, Unix account, hand-ins, feedback, marks; others keep theirs."""
    page, state = f"room/{COURSE}/people/ondine77", busy.state
    wait_for(lambda: "Fermer son espace" in trainer.get(page).content.decode())
    account = accounts.account_name(state, "ondine77")
    assert (state / "homes" / "ondine77").is_dir()
    if isolates():
        assert pwd.getpwnam(account)
    kept, pages = work_of(busy, "oscar77"), state / "exchange" / COURSE / "feedback"
    assert kept
    assert len(list(pages.glob("*.html"))) == 3
    assert f"{page}/erase" in trainer.get(page).text
    assert "Ce qui s'efface" in trainer.get(f"{page}/erase").content.decode()
    wrong = trainer.send(f"{page}/erase", pseudonym="oscar77")
    assert wrong.status_code == 400
    assert "rien n'est effacé" in complaint(wrong)
    done = trainer.send(f"{page}/erase", pseudonym="ondine77")
    assert done.status_code == 303, complaint(done)
    room = trainer.get(done.headers["Location"].removeprefix("/hub/"))
    assert "C&#39;est effacé" in room.content.decode()
    assert traces(state, "ondine77") == []
    assert not list((state / "logs").glob(f"*{account}*"))
    assert work_of(busy, "oscar77") == kept
    assert len(list(pages.glob("*.html"))) == 2
    assert "oscar77" in room.text
    with pytest.raises(KeyError):
        pwd.getpwnam(account)


def test_the_pseudonym_is_free_again_and_nothing_of_the_first_is_found(busy, trainer):
    again = Visitor(busy.url)
    answer = again.sign_up("ondine77", busy.code(COURSE), "autre-mistral-1903")
    assert answer.status_code == 302
    home = again.get("home").content.decode()
    assert "pas encore ouverte" in home
    assert "rendue" not in home
    assert trainer.get(f"room/{COURSE}/people/ondine77").status_code == 200
    assert not (busy.state / "homes" / "ondine77").exists()
    assert work_of(busy, "ondine77") == {}


def test_the_operator_erases_once_the_workshop_is_stopped(busy):
    """Asked first; a wrong name tells the near ones."""
    busy.process.send_signal(signal.SIGINT)
    busy.process.wait(60)
    state = busy.state
    code, said = remove(state, "oscar7", "--yes")
    assert code == 1
    assert "Vouliez-vous dire « oscar77 »" in said
    for typed in ("non\n", ""):
        code, said = remove(state, "oscar77", typed=typed)
        assert code == 0
        assert "Rien n'est effacé" in said
        assert "oscar77" in said
    kept = work_of(busy, "olga77")
    assert work_of(busy, "oscar77")
    code, said = remove(state, "oscar77", typed="oui\n")
    assert code == 0, said
    assert "« oscar77 » : tout est effacé" in said
    assert traces(state, "oscar77") == []
    assert work_of(busy, "olga77") == kept


def test_the_trainer_is_not_erased(busy):
    for name in (busy.access["trainer"]["username"], "grader-citizens"):
        code, said = remove(busy.state, name, "--yes")
        assert code == 1
        assert "sert à la formation" in said


@pytest.mark.parametrize("options", [[], ["p01", "--inactive"]])
def test_who_to_erase_is_one_person_or_the_inactive(tmp_path, options):
    assert "Attendu un pseudonyme ou" in remove(tmp_path, *options)[1]


def test_another_folder_is_not_taken_for_an_installation(tmp_path):
    assert "n'est pas le dossier d'une installation" in remove(tmp_path, "p01")[1]
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_another_account_is_told(tmp_path):
    """An ordinary account on root's folder: the advice, not a traceback."""
    command = [
        sys.executable,
        "-c",
        "import os, sys; from pathlib import Path\n"
        "from lirelaville.hub.state_folder import at_rest\n"
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "try:\n    at_rest(Path(sys.argv[1])).__enter__()\n"
        "except Exception as error:\n    print(error)",
        str(tmp_path / "closed" / "state"),
    ]
    (tmp_path / "closed").mkdir(mode=0o000)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Relancez cette commande avec sudo" in done.stdout


@pytest.fixture
def quiet(tmp_path):
    """A state folder at rest: three people in a course, one of them a trainer too."""
    database = f"sqlite:///{tmp_path / 'hub.sqlite'}"
    with orm.new_session_factory(database)() as session:
        session.add(orm.Group(name=f"nbgrader-{COURSE}"))
        trains = orm.Group(name=f"formgrade-{COURSE}")
        session.commit()
        fill(tmp_path, COURSE, [Someone(f"p0{i}", done=1, marked=1) for i in (1, 2, 3)])
        trains.users = [orm.User.find(session, "p03")]
        for name in ("p01", "p03"):
            user = orm.User.find(session, name)
            user.created = user.last_activity = datetime(2024, 1, 1)
        session.add(trains)
        session.commit()
    return tmp_path


def test_the_inactive_are_listed_then_erased(quiet):
    """Not who came since, nor who trains."""
    code, said = remove(quiet, "--inactive", typed="oui\n")
    assert code == 0, said
    assert "p01 : dernière activité le 01/01/2024" in said
    assert traces(quiet, "p01") == []
    assert traces(quiet, "p02")
    assert traces(quiet, "p03")
    assert (
        "Personne n'est sans activité depuis plus de" in remove(quiet, "--inactive")[1]
    )


def test_serve_tells_how_many_accounts_are_past_the_promise(quiet, tmp_path):
    said = reminder(quiet, 12, NOW)
    assert said.startswith("1\u00a0compte sans activité depuis plus de 12 mois")
    assert "lirelaville workshop remove --inactive --state" in said
    assert reminder(quiet, 1200, NOW) == ""
    assert reminder(tmp_path / "new", 12, NOW) == ""


def test_a_server_at_work_is_activity(quiet):
    """Who works for a day without a page of the hub has not left."""
    with opened(quiet) as db:
        server = orm.Spawner(name="", last_activity=NOW.replace(tzinfo=None))
        user = orm.User.find(db, "p01")
        user._orm_spawners.append(server)
        db.commit()
        assert inactive(db, 12, NOW) == []


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [((2026, 11, 22), 12, (2025, 11, 22)), ((2026, 3, 31), 1, (2026, 2, 28))],
)
def test_months_are_those_of_the_calendar(day, months, before):
    assert months_before(datetime(*day), months) == datetime(*before)


def test_what_resists_leaves_the_account_to_begin_again(quiet):
    """A folder that is a link is neither followed nor forgotten."""
    elsewhere = quiet / "elsewhere"
    (elsewhere / "p01").mkdir(parents=True)
    course = quiet / "courses" / COURSE
    course.mkdir(parents=True)
    (course / "submitted").symlink_to(elsewhere)
    with opened(quiet) as db:
        with pytest.raises(LireLaVilleError, match="devait être un dossier"):
            erase(quiet, db, "p01")
        assert orm.User.find(db, "p01")
        assert (elsewhere / "p01").is_dir()
        (course / "submitted").unlink()
        erase(quiet, db, "p01")
    shutil.rmtree(elsewhere)
    assert traces(quiet, "p01") == []


def test_a_file_that_cannot_be_removed_or_read_is_told(quiet):
    inbound = quiet / "exchange" / "tiny" / "inbound"
    inbound.parent.mkdir(parents=True)
    inbound.write_text("x")
    with opened(quiet) as db:
        with pytest.raises(LireLaVilleError, match=r"inbound » résiste .*Le compte re"):
            erase(quiet, db, "p01")
        assert orm.User.find(db, "p01")
        inbound.unlink()
        (quiet / "handin" / "record.sqlite").write_text("not a database at all" * 99)
        with pytest.raises(LireLaVilleError, match=r"illisible .*retapez la commande"):
            erase(quiet, db, "p01")


def test_a_link_with_a_persons_name_is_removed_alone(tmp_path):
    """What it leads to is not theirs."""
    secret, home = tmp_path / "secret", tmp_path / "homes" / "p01"
    secret.mkdir()
    home.parent.mkdir()
    home.symlink_to(secret)
    step = tmp_path / "courses" / "tiny" / "submitted"
    step.mkdir(parents=True)
    (step / "p01").symlink_to(secret)
    accounts.remove_person(tmp_path, "p01")
    engine = record.open_record(tmp_path / "record.sqlite")
    erase_work(tmp_path / "exchange", tmp_path / "courses", engine, "p01")
    engine.dispose()
    assert secret.is_dir()
    assert not home.is_symlink()
    assert list(step.iterdir()) == []
    (tmp_path / "courses" / "link").symlink_to(secret)
    with pytest.raises(LireLaVilleError, match=r"trouvé un lien.*Rien n'a été effacé"):
        real(tmp_path / "courses" / "link")


def test_a_course_without_the_person_keeps_its_gradebook(tmp_path):
    from nbgrader.api import Gradebook

    _find_alembic()  # nbgrader runs it to make a gradebook
    path = tmp_path / "tiny" / "gradebook.db"
    path.parent.mkdir()
    with Gradebook(f"sqlite:///{path}", "tiny") as book:
        book.add_student("p02")
    erase_marks(path, "p01")
    with Gradebook(f"sqlite:///{path}", "tiny") as book:
        assert [student.id for student in book.students] == ["p02"]


def test_a_database_that_cannot_be_rewritten_says_so(tmp_path):
    (tmp_path / "x.sqlite").write_text("not a database, but long enough to be read" * 9)
    with pytest.raises(LireLaVilleError, match="» garde encore la trace"):
        vacuum(tmp_path / "x.sqlite")


def test_a_deleted_row_is_not_left_in_the_file(tmp_path):
    path = tmp_path / "x.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA secure_delete = OFF")
        db.execute("CREATE TABLE people (name)")
        db.executemany("INSERT INTO people VALUES (?)", [("ondine77",), ("oscar77",)])
        db.commit()
        db.execute("DELETE FROM people WHERE name = 'ondine77'")
    assert b"ondine77" in path.read_bytes()
    vacuum(path)
    assert b"ondine77" not in path.read_bytes()
    assert b"oscar77" in path.read_bytes()


@pytest.fixture(scope="module")
def lonely(tmp_path_factory):
    """A hub without its hand-in service."""
    with hub_alone(tmp_path_factory.mktemp("lonely") / "state") as hub:
        yield hub


def test_half_erased_nobody_comes_back_and_nobody_takes_the_name(lonely):
    """The hand-in service is silent: told, and everything stays closed meanwhile."""
    code = lonely.access.codes[COURSE]
    person, trainer = lonely.visitor(), lonely.trainer()
    person.sign_up("ida77", code)
    page = f"room/{COURSE}/people/ida77/erase"
    answer = trainer.send(page, pseudonym="ida77")
    assert answer.status_code == 503
    assert "L'effacement n'est pas terminé" in complaint(answer)
    assert person.get("home").status_code == 302  # signed out
    assert lonely.visitor().log_in("ida77").status_code == 403
    taken = lonely.visitor().sign_up("ida77", code)
    assert "déjà pris" in complaint(taken)
    assert "ida77" in trainer.get(f"room/{COURSE}").text  # to begin again


def test_only_a_trainer_of_all_the_courses_of_a_person_erases_them(lonely):
    """Somebody would lose work that this trainer does not know of."""
    code = lonely.access.codes[COURSE]
    lonely.visitor().sign_up("irma77", code)
    lonely.kill()
    database = f"sqlite:///{lonely.site.state / 'hub.sqlite'}"
    with orm.new_session_factory(database)() as session:
        user = orm.User.find(session, "irma77")
        user.groups.append(orm.Group(name="nbgrader-ancien"))
        session.commit()
    lonely.start_again()
    trainer, page = lonely.trainer(), f"room/{COURSE}/people/irma77/erase"
    for answer in (trainer.get(page), trainer.send(page, pseudonym="irma77")):
        assert "dont vous n'êtes pas formatrice" in complaint(answer)
        assert "(ancien)" in complaint(answer)
    assert trainer.send(page, pseudonym="irma77").status_code == 403
    assert lonely.visitor().log_in("irma77").status_code == 302


def test_participants_and_other_sites_cannot_erase(lonely):
    code, page = lonely.access.codes[COURSE], f"room/{COURSE}/people/iris77/erase"
    person = lonely.visitor()
    person.sign_up("iris77", code)
    assert person.get(page).status_code == 403
    assert person.post(page, _xsrf=person.xsrf(), pseudonym="iris77").status_code == 403
    trainer = lonely.trainer()
    assert trainer.post(page, pseudonym="iris77").status_code == 403
    assert person.get("home").status_code == 200
    for nobody in ("personne", lonely.access.trainer, "grader-citizens"):
        page = f"room/{COURSE}/people/{nobody}/erase"
        assert trainer.get(page).status_code == 404


def test_two_installations_of_a_machine_share_no_account(tmp_path):
    """Removing somebody here leaves the same pseudonym there alone."""
    here, there = tmp_path / "here", tmp_path / "there"
    names = {accounts.account_name(state, "zoe77") for state in (here, there)}
    assert len(names) == 2
    assert all(len(name) <= 32 for name in names)
    assert accounts.account_name(here, "zoe77") in names  # for good
    assert (here / "installation").stat().st_mode & 0o777 == 0o600
    if os.geteuid() != 0:
        return
    both = [accounts.persons_account(state, "zoe77") for state in (here, there)]
    accounts.remove_person(here, "zoe77")
    try:
        assert pwd.getpwnam(both[1].name).pw_uid == both[1].uid != both[0].uid
    finally:
        accounts.remove_person(there, "zoe77")


def test_an_installation_number_that_is_damaged_is_told(tmp_path):
    (tmp_path / "installation").write_text("")
    with pytest.raises(LireLaVilleError, match=r"est abîmé : attendu 8.*sauvegarde"):
        installation(tmp_path)


def test_journals_keep_nothing_longer_than_thirty_days(tmp_path):
    """In place: the program that writes to one has it open."""
    journal, old = tmp_path / "hub.log", tmp_path / "hub.log.old"
    begin = NOW.timestamp()
    with journal.open("a") as hub:
        hub.write("day 0\n")
        hub.flush()
        turn(tmp_path, begin)
        assert journal.read_text() == "day 0\n"
        turn(tmp_path, begin + TURN_S - 1)
        assert journal.read_text() == "day 0\n"
        turn(tmp_path, begin + TURN_S)
        hub.write("day 15\n")
        hub.flush()
        assert (journal.read_text(), old.read_text()) == ("day 15\n", "day 0\n")
        turn(tmp_path, begin + 2 * TURN_S)
    assert (journal.read_text(), old.read_text()) == ("", "day 15\n")
    assert timedelta(seconds=2 * TURN_S) == timedelta(days=30)
    assert old.stat().st_mode & 0o777 == 0o600
    journal.unlink()
    turn(tmp_path, begin)
    assert not old.exists()
