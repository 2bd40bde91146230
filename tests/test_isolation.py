"""Started by root, nobody reaches anybody else's work; otherwise it is a trial.

Run by an ordinary user, or in a container that may not isolate, each test checks
instead that the trial is told as such.
"""

import os
import pwd
import re
import stat
import subprocess

import psutil
import pytest
from own_server import at_work, run_python
from workshop import isolates, said_by

from lirelaville.errors import LireLaVilleError
from lirelaville.hub import accounts
from lirelaville.lessons.course import read_course
from lirelaville.project import project_folder

READ = """
from pathlib import Path
for place in {places!r}:
    try:
        found = Path(place)
        list(found.iterdir()) if found.is_dir() else found.read_bytes()
        print("READ", place)
    except OSError as error:
        print("refused", place, type(error).__name__)
"""
WRITE = """
import sys, tempfile
for place in {places!r}:
    try:
        tempfile.TemporaryFile(dir=place).close()
        print("WROTE", place)
    except OSError as error:
        print("refused", place, type(error).__name__)
"""


def trial_is_told(workshop) -> bool:
    """Without isolation, check that everybody is told so, and say so."""
    if isolates():
        return False
    assert "Ceci est un essai" in said_by(workshop)
    assert "tout le monde partage le compte" in said_by(workshop)
    return True


@pytest.fixture(scope="module")
def lea(browser, workshop):
    """Somebody at work."""
    with at_work(browser, workshop, "lea60") as page:
        yield page


@pytest.fixture(scope="module")
def max_(browser, workshop):
    """Somebody else at work at the same time."""
    with at_work(browser, workshop, "max60") as page:
        yield page


def test_serve_says_who_shares_what(workshop):
    if not trial_is_told(workshop):
        assert "Chaque personne a son propre compte système" in said_by(workshop)
        assert "Limites par personne" in said_by(workshop)


def test_a_kernel_reads_neither_secrets_nor_other_peoples_work(workshop, lea, max_):
    """Not the state folder, not the sources with their answers, not the system's."""
    if trial_is_told(workshop):
        return
    state, project = workshop.state, project_folder()
    places = [
        state,
        state / "access.json",
        state / "hub.sqlite",
        state / "homes",
        state / "homes" / "max60",
        "/home/max60",
        state / "courses" / "citizens" / "source",
        state / "exchange",
        state / "handin",
        project / "tests",
        project / ".git",
        "/etc/shadow",
        "/root/.profile",
        "/root/.ssh",
        "/var",
        "/sys",
        "/proc/1/environ",
        "/proc/1/root/",
    ]
    said = run_python(lea, READ.format(places=[str(place) for place in places]))
    assert "READ" not in said
    assert said.count("refused") == len(places)


def test_the_outline_is_there_but_no_lesson_and_no_answer(workshop, lea):
    """Of a lesson's text only its title is shown."""
    if trial_is_told(workshop):
        return
    first = read_course("citizens").lessons[0]
    said = run_python(lea, f"print(open({str(first.path)!r}).read())")
    assert said.strip().startswith("# # ")
    assert len(said.strip().splitlines()) == 1


def test_a_kernel_sees_and_signals_nobody_elses_programs(workshop, lea, max_):
    if trial_is_told(workshop):
        return
    said = run_python(
        lea,
        "import os, psutil\n"
        "own = {p.pid for p in psutil.process_iter() if p.uids().real == os.getuid()}\n"
        "others = {p.pid for p in psutil.process_iter()} - own\n"
        "print(sorted(others), b'max60' in b''.join(\n"
        "    open(f'/proc/{pid}/cmdline', 'rb').read() for pid in own))\n"
        "try:\n    os.kill(1, 9)\nexcept PermissionError:\n    print('refused')\n",
    )
    # number 1 is the sandbox itself
    assert said.split() == ["[1]", "False", "refused"]


def test_a_kernel_writes_in_its_home_and_its_tmp_only(workshop, lea):
    """Neither the system, nor this Python, nor the project, nor beside its home."""
    if trial_is_told(workshop):
        return
    project = str(project_folder())
    closed = ["/", "/usr", "/etc", "/dev", "/home", project, f"{project}/datasets"]
    said = run_python(lea, WRITE.format(places=closed) + "print(sys.prefix)")
    assert "WROTE" not in said
    prefix = said.split()[-1]
    said = run_python(lea, WRITE.format(places=[prefix, "/home/lea60", "/tmp"]))
    assert said.split("\n")[0].startswith("refused")
    assert said.count("WROTE") == 2


def test_a_kernel_cannot_gain_rights(workshop, lea):
    """No capability, no way to get one, no other account."""
    if trial_is_told(workshop):
        return
    said = run_python(
        lea,
        "import os, subprocess\n"
        "def tried(*command):\n"
        "    return subprocess.run(command, capture_output=True, stdin=-3).returncode\n"
        "print(open('/proc/self/status').read())\n"
        "for change in (os.setuid, os.setgid):\n"
        "    try:\n        change(0)\n        print('BECAME ROOT')\n"
        "    except PermissionError:\n        print('refused')\n"
        "print(tried('mount', '-t', 'tmpfs', 'x', '/tmp'))\n"
        "print(tried('su', '-c', 'id'), os.getuid())\n",
    )
    facts = dict(line.split(":\t", 1) for line in said.splitlines() if ":\t" in line)
    for kind in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(facts[kind], 16) == 0, kind
    assert facts["NoNewPrivs"] == "1"
    assert "BECAME ROOT" not in said
    mounted, became, uid = said.split()[-3:]
    assert mounted != "0"
    assert became != "0"
    assert int(uid) == accounts.persons_account(workshop.state, "lea60").uid


def test_what_the_formation_runs_is_not_root_and_sees_no_secret_of_the_hub(workshop):
    """Formgraders and the door: their account, without the hub's files."""
    if trial_is_told(workshop):
        return
    formation = accounts.formation_account().uid
    public = accounts.public_account().uid
    programs = psutil.Process(workshop.process.pid).children(recursive=True)
    owners = {}
    for program in programs:
        words = program.cmdline()
        if words and "bwrap" not in words[0]:
            owners.setdefault(" ".join(words), program)
    graders = [p for w, p in owners.items() if "jupyterhub-singleuser" in w]
    doors = [p for w, p in owners.items() if "lirelaville.handin.service" in w]
    pages = [p for w, p in owners.items() if "lirelaville.explainers.site" in w]
    assert {p.uids().real for p in doors} == {formation}
    assert formation in {p.uids().real for p in graders}
    assert {p.uids().real for p in pages} == {public}
    for program in (*graders, *doors, *pages):
        assert program.uids().real != 0
        inside = f"/proc/{program.pid}/root{workshop.state}"
        for secret in ("access.json", "hub.sqlite", "homes"):
            assert not os.path.lexists(f"{inside}/{secret}"), (program, secret)


def test_homes_and_journals_are_closed_to_other_accounts(workshop, lea):
    for journal in (workshop.state / "logs").iterdir():
        assert stat.S_IMODE(journal.stat().st_mode) == 0o600, journal
    home = (workshop.state / "homes" / "lea60").stat()
    assert stat.S_IMODE(home.st_mode) == 0o700
    if not trial_is_told(workshop):
        assert home.st_uid == accounts.persons_account(workshop.state, "lea60").uid != 0


def test_an_account_is_made_once_locked_found_again_and_removed(tmp_path):
    """Nobody can log in with it; its home goes with it."""
    if os.geteuid() != 0:
        with pytest.raises(LireLaVilleError, match="n'a pas pu être changé"):
            accounts.persons_account(tmp_path, "zoe60")
        return
    first = accounts.persons_account(tmp_path, "zoe60")
    try:
        assert accounts.persons_account(tmp_path, "zoe60") == first
        entry = pwd.getpwnam(first.name)
        assert re.fullmatch("Lire la ville [0-9a-f]{8}, zoe60", entry.pw_gecos)
        assert entry.pw_shell.endswith("nologin")
        assert locked(first.name)
        home = accounts.own_folder(tmp_path / "homes" / "zoe60", first)
        (home / "work.txt").write_text("x")
    finally:
        accounts.remove_person(tmp_path, "zoe60")
    assert not home.exists()
    with pytest.raises(KeyError):
        pwd.getpwnam(first.name)
    accounts.remove_person(tmp_path, "zoe60")  # already gone: nothing to do


def locked(name: str) -> bool:
    said = subprocess.run(
        ["passwd", "--status", name], capture_output=True, text=True, check=True
    )
    return said.stdout.split()[1] == "L"


def test_two_people_never_share_an_account(tmp_path):
    """A name that is already somebody else's is refused, with what to do."""
    name = accounts.account_name(tmp_path, "eve60")
    if os.geteuid() != 0:
        assert name != accounts.account_name(tmp_path, "eve61")
        return
    command = ["useradd", "--system", "--no-create-home", "--comment", "autre", name]
    subprocess.run(command, check=True)
    try:
        with pytest.raises(LireLaVilleError, match=f"« {name} » existe déjà"):
            accounts.persons_account(tmp_path, "eve60")
        accounts.remove_account(tmp_path, "eve60")
        assert pwd.getpwnam(name)  # not ours: left alone
    finally:
        subprocess.run(["userdel", name], check=True)


@pytest.fixture
def account():
    """Nobody's account: its owner could be anybody."""
    here = os.geteuid() or 39_000
    return accounts.Account("llv-test", here, os.getegid() if os.geteuid() else here)


def test_a_home_of_a_trial_is_handed_over_without_following_links(tmp_path, account):
    """What a link or a second name leads to stays the system's."""
    secret = tmp_path / "secret"
    secret.write_text("x")
    home = tmp_path / "home"
    (home / "citizens").mkdir(parents=True)
    (home / "citizens" / "work.ipynb").write_text("{}")
    (home / "link").symlink_to(secret)
    (home / "second-name").hardlink_to(secret)
    accounts.own_folder(home, account)
    assert (home / "citizens" / "work.ipynb").stat().st_uid == account.uid
    assert (home / "link").lstat().st_uid == account.uid
    assert secret.stat().st_uid == os.geteuid()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_link_in_the_place_of_a_home_is_refused(tmp_path, account):
    (tmp_path / "home").symlink_to(tmp_path)
    with pytest.raises(LireLaVilleError, match="« home » devait être un dossier"):
        accounts.own_folder(tmp_path / "home", account)
