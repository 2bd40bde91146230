"""Memory, programs and disk stop at their limits, and the others work on.

Without isolation nothing is limited: each test checks instead that this is told.
"""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from own_server import at_work, run_python, settings_file
from playwright.sync_api import expect
from test_isolation import trial_is_told
from workshop import (
    PATIENCE_MS,
    isolates,
    lesson_is_open,
    said_by,
    sign_up,
    start_workshop,
    stop_workshop,
    wait_for,
)

from lirelaville.hub import limits, watch
from lirelaville.hub.accounts import account_name
from lirelaville.hub.limits import Limits

SMALL = {"memory_mb": 700, "processes": 120, "disk_mb": 40, "cpu_cores": 0.5}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A workshop where everybody has little."""
    folder = tmp_path_factory.mktemp("small")
    path = settings_file(folder, **SMALL)
    running = start_workshop(folder / "state", f"--settings={path}")
    yield running
    stop_workshop(running)


@pytest.fixture(scope="module")
def greedy(browser, small):
    """Somebody who takes all they can."""
    with at_work(browser, small, "ada61") as page:
        yield page


@pytest.fixture(scope="module")
def neighbour(browser, small):
    """Somebody who works beside them."""
    with at_work(browser, small, "bob61") as page:
        yield page


@pytest.fixture
def others_go_on(small, neighbour):
    """Whatever happens in the test, hub and neighbour answer afterwards."""
    yield
    assert run_python(neighbour, "print(20 + 22)").strip() == "42"
    assert small.process.poll() is None


def test_the_limits_are_told_when_it_starts(small):
    if not trial_is_told(small):
        said = " ".join(said_by(small).split())
        assert "mémoire 700 Mo" in said
        assert "processeur 0,5 cœur" in said
        assert "120 processus" in said
        assert "disque 40 Mo" in said


@pytest.mark.usefixtures("others_go_on")
def test_a_sum_too_large_for_the_memory_is_an_error_to_read(small, greedy):
    if not trial_is_told(small):
        said = run_python(greedy, "grand = bytearray(900_000_000)")
        assert "mémoire" in said
        assert run_python(greedy, "print(1)").strip() == "1"


@pytest.mark.usefixtures("others_go_on")
def test_many_programs_together_do_not_take_more_memory_than_one(small, greedy):
    """Each is below the limit, their sum is not: they are stopped."""
    if trial_is_told(small):
        return
    said = run_python(
        greedy,
        "import os, time\n"
        "children = []\n"
        "for _ in range(8):\n"
        "    if not (child := os.fork()):\n"
        "        filled = b'x' * 200_000_000\n"
        "        time.sleep(60)\n"
        "        os._exit(0)\n"
        "    children.append(child)\n"
        "signals = [os.waitstatus_to_exitcode(os.waitpid(c, 0)[1]) for c in children]\n"
        "print('stopped', sum(s == -9 for s in signals))\n",
    )
    # the largest go first; if that is the kernel itself, nothing is said
    assert not said or int(said.split()[-1]) >= 4


@pytest.mark.usefixtures("others_go_on")
def test_memory_that_programs_share_counts_too(small, greedy):
    """It is nobody's data for « setrlimit »; whoever holds it is stopped."""
    if trial_is_told(small):
        return
    said = run_python(
        greedy,
        "import mmap, time\n"
        "shared = mmap.mmap(-1, 1_000_000_000)\n"
        "shared.write(b'x' * 600_000_000)\n"
        "shared.write(b'x' * 400_000_000)\n"
        "time.sleep(60)\n"
        "print('still here')\n",
    )
    assert "still here" not in said


@pytest.mark.usefixtures("others_go_on")
def test_a_program_that_starts_itself_for_ever_meets_its_limit(small, browser):
    if trial_is_told(small):
        return
    bomb = (
        "import os, time\n"
        "count = 0\n"
        "try:\n"
        "    while True:\n"
        "        if not os.fork():\n"
        "            time.sleep(20)\n"
        "            os._exit(0)\n"
        "        count += 1\n"
        "except OSError as error:\n"
        "    print(type(error).__name__, count)\n"
    )
    with at_work(browser, small, "eli61") as page:
        said = run_python(page, bomb)
    assert said.split()[0] == "BlockingIOError"
    assert int(said.split()[1]) < SMALL["processes"]


@pytest.mark.usefixtures("others_go_on")
def test_one_file_cannot_fill_the_disk_nor_the_temporary_folder_the_memory(
    small, browser
):
    if trial_is_told(small):
        return
    fill = (
        "import os\n"
        "for place in ('/home/cyd61/big', '/tmp/big-1', '/tmp/big-2', '/tmp/big-3',"
        " '/tmp/big-4', '/dev/shm/big'):\n"
        "    try:\n"
        "        with open(place, 'wb') as file:\n"
        "            while file.write(b'x' * 1_000_000):\n                pass\n"
        "    except OSError as error:\n"
        "        print(place, error.errno, flush=True)\n"
        "os.remove('/home/cyd61/big')\n"
        "print(sum(os.path.getsize(f'/tmp/big-{n}') for n in (1, 2, 3, 4)))\n"
    )
    with at_work(browser, small, "cyd61") as page:
        said = run_python(page, fill)
    assert "/home/cyd61/big 27" in said  # EFBIG
    assert "/tmp/big-4 28" in said  # ENOSPC
    assert int(said.split()[-1]) <= 128 * limits.MEGABYTE


@pytest.mark.usefixtures("others_go_on")
def test_a_full_home_closes_its_server_says_why_and_can_be_tidied(small, browser):
    """Closed for the others' sake; its owner comes back, deletes, and works on."""
    if trial_is_told(small):
        return
    fill = (
        "import os\n"
        "os.makedirs('big', exist_ok=True)\n"
        "for n in range(6):\n"
        "    with open(f'big/{n}', 'wb') as file:\n"
        "        file.write(b'x' * 20_000_000)\n"
        "        os.fsync(file)\n"
        "import time; time.sleep(60)\n"
    )
    with at_work(browser, small, "dan61") as page:
        lesson = page.url
        page.evaluate(
            "code => { window.jupyterapp.serviceManager.kernels.startNew("
            "{name: 'python3'}).then(k => { k.requestExecute({code}); }); }",
            f"import os; os.chdir('/home/dan61')\n{fill}",
        )
        # 424: JupyterHub's page of a server that is closed
        wait_for(lambda: page.context.request.get(lesson).status == 424)
        page.goto(lesson)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("chaque personne dispose de 40 Mo")
        page.get_by_role("link", name="Rouvrir").click()
        page.wait_for_url("**/lire_un_tableau.ipynb*", timeout=PATIENCE_MS)
        page.wait_for_function("window.jupyterapp?.serviceManager?.isReady")
        tidied = run_python(
            page, "import shutil; shutil.rmtree('/home/dan61/big'); print('tidy')"
        )
        assert tidied.strip() == "tidy"


@contextmanager
def no_room(homes: Path):
    """A disk with room for nothing more; without isolation, no folder for homes."""
    if isolates():
        mount = ["mount", "-t", "tmpfs", "-o", "nr_inodes=1,mode=755", "full"]
        subprocess.run([*mount, str(homes)], check=True)
        yield
        subprocess.run(["umount", str(homes)], check=True)
    else:
        aside = homes.rename(homes.with_name("aside"))
        homes.touch()
        yield
        homes.unlink()
        aside.rename(homes)


def refused_start(page, small, name: str) -> str:
    """Sign somebody up whose server cannot start; return what they read."""
    sign_up(page, small, name, small.code("citizens"))
    alert = page.get_by_role("alert")
    alert.wait_for(timeout=PATIENCE_MS)
    return alert.inner_text()


def test_a_disk_without_room_for_a_home_is_told_and_tried_again(small, page):
    """What happened and whom to tell; once there is room, « Réessayer » is enough."""
    with no_room(small.state / "homes"):
        said = refused_start(page, small, "fay61")
    if isolates():
        assert "plus de place sur le disque" in said
    else:
        assert "n'a pas pu être ouvert" in said
    assert "Prévenez" in said or "prévenez" in said
    page.get_by_role("link", name="Réessayer").click()
    lesson_is_open(page, "lire_un_tableau")


def test_an_account_that_cannot_be_made_is_told(small, page):
    """Its name is somebody else's on this machine: nobody gets the other's rights."""
    if trial_is_told(small):
        return
    name = account_name(small.state, "gus61")
    command = ["useradd", "--system", "--no-create-home", "--comment", "autre", name]
    subprocess.run(command, check=True)
    try:
        said = refused_start(page, small, "gus61")
    finally:
        subprocess.run(["userdel", name], check=True)
    assert "compte n'a pas pu être préparé" in said


def test_a_deep_or_hostile_home_is_measured(tmp_path):
    """Ten thousand small files count as a lot; links lead nowhere."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "huge").write_bytes(b"x" * 5_000_000)
    home = tmp_path / "home"
    home.mkdir()
    (home / "link").symlink_to(tmp_path / "elsewhere")
    for number in range(50):
        (home / f"{number}").write_text("x")
    used, files = watch.measure(home)
    assert used < 1_000_000
    assert files == 52


MEMBERSHIP = "0::/system.slice/lirelaville.service\n"


@pytest.fixture
def lent(tmp_path, monkeypatch):
    """A tree of control groups as systemd lends it, in ordinary files."""
    own = tmp_path / "system.slice" / "lirelaville.service"
    own.mkdir(parents=True)
    (tmp_path / "cgroup.controllers").write_text("cpu memory pids\n")
    (own / "cgroup.controllers").write_text("cpu memory pids\n")
    (own / "cgroup.procs").write_text("")
    (own / "cgroup.type").write_text("domain\n")
    return tmp_path, own


def test_groups_that_systemd_lends_hold_each_person(lent):
    """The files of cgroup v2, with the values of hub.yml."""
    root, own = lent
    try:
        os.setxattr(own, "user.delegate", b"1")
    except OSError:  # a file system without attributes lends nothing
        with limits.lent_groups(root, MEMBERSHIP) as groups:
            assert groups == {}
        return
    with limits.lent_groups(root, MEMBERSHIP) as groups:
        assert groups == dict.fromkeys(("memory", "processes", "cpu"), own)
        person = own / "llv-12345678"
        person.mkdir()
        for name in ("memory.max", "memory.swap.max", "pids.max", "cpu.max"):
            (person / name).write_text("max")
        made = limits.group_of(groups, person.name, Limits(600, 1.5, 100, 40))
        assert made == [person]
        assert (person / "memory.max").read_text() == str(600 * 1024 * 1024)
        assert (person / "memory.swap.max").read_text() == "0"
        assert (person / "pids.max").read_text() == "100"
        assert (person / "cpu.max").read_text() == "150000 100000"


def test_groups_of_another_manager_are_left_alone(lent):
    """Not lent: nothing is written there, and the words say what holds instead."""
    root, own = lent
    before = sorted(own.iterdir())
    with limits.lent_groups(root, MEMBERSHIP) as groups:
        assert groups == {}
        assert sorted(own.iterdir()) == before
    said = limits.in_words({}, Limits(600, 1, 100, 40))
    assert "par programme, somme surveillée" in said
    assert "non tenu" in said


def test_a_real_control_group_holds_its_programs(tmp_path):
    """Where this machine lends one, a person's programs are really in it."""
    with limits.lent_groups() as groups:
        made = limits.group_of(groups, "llv-test0000", Limits(600, 0.5, 100, 40))
        assert all(group.is_dir() for group in made)
        assert isolates() or not groups or made
        limits.leave(made)
        assert not any(group.exists() for group in made)
