"""``lirelaville serve``: starts, says so, stops, and starts again whatever happened."""

import os
import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest
from workshop import (
    lesson_is_open,
    said_by,
    sign_up,
    start_workshop,
    stop_workshop,
    wait_for,
)

from lirelaville.lessons.course import read_courses


def lirelaville(*arguments: str) -> subprocess.CompletedProcess:
    program = Path(sys.executable).with_name("lirelaville")
    return subprocess.run(
        [program, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )


def status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.status


def test_serve_says_ready_with_the_addresses_and_the_codes(workshop):
    said = said_by(workshop)
    assert workshop.url in said
    assert workshop.access["public_url"] in said
    for course in ("citizens", "agents", "businesses"):
        assert workshop.code(course) in said
    assert said.rstrip().endswith("ready")


def test_what_it_says_it_serves_answers(workshop):
    assert status(f"{workshop.url}/hub/health") == 200
    assert status(f"{workshop.access['public_url']}/") == 200


def test_the_trainers_password_is_in_its_file_and_nowhere_else(workshop):
    """Neither the screen nor a log shows a secret; what holds one is 0600."""
    password = workshop.access["trainer"]["password"]
    logs = list((workshop.state / "logs").iterdir())
    assert logs
    shown = said_by(workshop) + "".join(log.read_text(errors="replace") for log in logs)
    assert password not in shown
    for name in ("access.json", "cookie_secret"):
        assert stat.S_IMODE((workshop.state / name).stat().st_mode) == 0o600, name
    assert stat.S_IMODE(workshop.state.stat().st_mode) == 0o700


def test_a_second_serve_on_the_same_folder_says_it_is_running(workshop):
    second = lirelaville("serve", f"--state={workshop.state}", "--port=0")
    assert second.returncode == 1
    assert "déjà en marche" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_taken_port_is_told_with_the_option_to_change_it(workshop, tmp_path):
    taken = lirelaville("serve", f"--state={tmp_path}", f"--port={workshop.port}")
    assert taken.returncode == 1
    assert f"Le port {workshop.port} est déjà pris" in taken.stderr
    assert "make serve PORT=" in taken.stderr
    assert "Traceback" not in taken.stderr


def test_both_ports_cannot_be_the_same(tmp_path):
    same = lirelaville(
        "serve", f"--state={tmp_path}", "--port=8765", "--public-port=8765"
    )
    assert same.returncode == 1
    assert "ports différents" in same.stderr


def test_a_part_that_does_not_start_is_told_with_its_last_words(tmp_path):
    """A cookie secret that everybody can read: the message names part and log."""
    state = tmp_path / "state"
    state.mkdir()
    (state / "cookie_secret").write_text("00" * 32)
    (state / "cookie_secret").chmod(0o644)
    workshop = start_workshop(state, wait=False)
    assert workshop.process.wait(timeout=120) == 1
    said = said_by(workshop)
    assert "L'atelier n'a pas démarré" in said
    assert "hub.log" in said
    assert "cookie_secret" in said


def test_a_database_that_is_none_stops_serve_with_what_to_do(tmp_path):
    """A hub.sqlite that is no database: named, with the reason, nothing is lost."""
    state = tmp_path / "state"
    state.mkdir()
    (state / "hub.sqlite").write_text("this is not a database\n" * 100)
    workshop = start_workshop(state, wait=False)
    assert workshop.process.wait(timeout=120) == 1
    said = " ".join(said_by(workshop).split())
    assert "file is not a database" in said
    assert "restaurez sa sauvegarde" in said
    assert "Traceback" not in said


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A state folder of its own, for starts and stops."""
    return tmp_path_factory.mktemp("starts") / "state"


def descendants(process: subprocess.Popen) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def test_ctrl_c_stops_everything_that_was_started(fresh, page):
    """Proxy, hub, formgraders, public pages, and the servers of people at work."""
    workshop = start_workshop(fresh)
    sign_up(page, workshop, "p80", workshop.code("citizens"))
    lesson_is_open(page, "lire_un_tableau")
    started = descendants(workshop.process)
    assert len(started) >= 8  # with a learner's server and its kernel
    assert stop_workshop(workshop) == 0
    _, alive = psutil.wait_procs(started, timeout=30)
    assert alive == []
    assert "Traceback" not in said_by(workshop)


def test_killed_half_way_through_the_build_the_next_start_works(tmp_path):
    """kill -9 while lessons are prepared, then serve again: every lesson is there."""
    state = tmp_path / "state"
    workshop = start_workshop(state, wait=False, from_nothing=True)
    wait_for((state / "courses").is_dir)
    workshop.process.kill()
    workshop.process.wait()
    again = start_workshop(state)
    released = sorted(path.name for path in state.glob("courses/*/release/*/*.ipynb"))
    taught = [lesson for course in read_courses() for lesson in course.lessons]
    assert released == sorted(f"{lesson.slug}.ipynb" for lesson in taught)
    assert stop_workshop(again) == 0


def test_killed_while_running_the_next_start_works_with_the_same_codes(fresh):
    """Even kill -9 leaves neither processes nor ports nor locks behind."""
    workshop = start_workshop(fresh)
    started, codes = descendants(workshop.process), workshop.access["courses"]
    os.kill(workshop.process.pid, signal.SIGKILL)
    workshop.process.wait()
    _, alive = psutil.wait_procs(started, timeout=40)
    assert alive == []
    with socket.create_server(("127.0.0.1", workshop.port)):
        pass
    again = start_workshop(fresh)
    assert again.access["courses"] == codes
    assert stop_workshop(again) == 0


def test_a_part_that_stops_by_itself_stops_the_rest_and_is_named(fresh):
    """Better a clear stop than a workshop without its public pages."""
    workshop = start_workshop(fresh)
    started = descendants(workshop.process)
    program = ["-m", "lirelaville.explainers.site"]
    (site,) = [p for p in started if p.cmdline()[1:3] == program]
    site.kill()
    assert workshop.process.wait(timeout=60) == 1
    said = said_by(workshop)
    assert "Le site public s'est arrêté" in said
    assert "Relancez : make serve" in said
    _, alive = psutil.wait_procs(started, timeout=30)
    assert alive == []
