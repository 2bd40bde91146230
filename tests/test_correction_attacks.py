"""What no hand-in can do, whatever it contains: really tried, each with its trace."""

import json
import os
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from handins import LIMITS, RIGHT, Desk, as_bytes, desk, stored
from tiny_course import write_course

from lirelaville.correction.folder import mark_one
from lirelaville.correction.run import Mark
from lirelaville.project import project_folder

SECRET = "jeton-du-hub-4d1"


# patterns that do not match themselves, written where they are looked for
SEARCH = r"""
import re
def times(pattern):
    count = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            first, last = (int(end, 16) for end in line.split()[0].split("-"))
            try:
                memory.seek(first)
                count += len(re.findall(pattern, memory.read(last - first)))
            except (OSError, ValueError, OverflowError):
                pass
    return count
visible, hidden = times(b"[U]n total d..?passe"), times(b"la [s]omme de tous les")
raise RuntimeError(f"<visible {visible > 0}, hidden {hidden}>")
"""


# a project that lies below /tmp itself is there too, as its code must be
BELOW_TMP = [p.name for p in project_folder().parents if p.parent == Path("/tmp")]
IN_TMP = " ".join(sorted([".matplotlib", "travail", *BELOW_TMP]))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk opened by someone who has a secret in their environment."""
    os.environ["LIRELAVILLE_TOKEN_HANDIN"] = SECRET
    with desk(tmp_path_factory.mktemp("project")) as opened:
        yield opened
    del os.environ["LIRELAVILLE_TOKEN_HANDIN"]


def attack(tiny: Desk, code: str, **limits: float) -> Mark:
    """Answer « total » rightly, then attack; return the mark of « total »."""
    answers = RIGHT | {"total": f"total = 900\n{code}"}
    return tiny.mark(tiny.copy(**answers), **limits)["total"]


def told(code: str) -> str:
    """Return code that tells what an expression is worth, or its error."""
    return (
        f"try:\n    seen = repr({code})\n"
        "except OSError as error:\n    seen = error.args\n"
        "raise RuntimeError(f'<{seen}>')"
    )


def seen(tiny: Desk, code: str) -> str:
    """Return what an expression is worth in the learner's process, or its error."""
    return attack(tiny, told(code)).message.rpartition("RuntimeError : <")[2][:-2]


# ── To read ──────────────────────────────────────────────────────────────────────────


def test_no_file_of_ours_is_there(tiny: Desk, tmp_path: Path):
    """Solutions, gradebook, other hand-ins, homes, keys, passwords: no such file."""
    other, lesson = stored(tmp_path, "p02", b"{}"), tiny.lesson_file
    for path in (other, lesson, lesson.parent, "/etc/shadow", "/etc/passwd", "/var"):
        assert "No such file" in seen(tiny, f"__import__('os').stat({str(path)!r})")
    for folder, inside in (
        ("/tmp", IN_TMP),
        ("/tmp/travail", ".ipython"),
    ):
        code = f"' '.join(sorted(__import__('os').listdir({folder!r})))"
        assert seen(tiny, code) == repr(inside)


def test_no_secret_is_in_the_environment(tiny: Desk):
    """Neither in Python's own, nor in that of the first process."""
    code = f"{SECRET!r}[::1] in str(__import__('os').environ)"
    assert seen(tiny, code) == "False"
    assert seen(tiny, "b'TOKEN' in open('/proc/1/environ', 'rb').read()") == "False"


def test_nobody_can_be_spoken_to(tiny: Desk, tmp_path: Path):
    """Not the hub on the loopback, not the world, not a socket in a file or without."""
    server = socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with server, socket.socket(socket.AF_UNIX) as nameless:
        nameless.bind("\0llv-hub")
        nameless.listen()
        port = server.server_address[1]
        for host in ("127.0.0.1", "1.1.1.1"):
            code = f"__import__('socket').create_connection(({host!r}, {port}), 2)"
            assert "Network is unreachable" in seen(tiny, code)
        code = "__import__('socket').socket(1).connect('\\0llv-hub')"
        assert "Connection refused" in seen(tiny, code)
        server.shutdown()


def test_no_other_process_can_be_seen_or_touched(tiny: Desk):
    """It is alone: process 1, without any privilege, and no signal goes out."""
    pids = "[p for p in __import__('os').listdir('/proc') if p.isdigit()]"
    assert seen(tiny, pids) == "['1']"
    assert "No such process" in seen(tiny, "__import__('os').kill(-1, 9)")
    assert "No such process" in seen(tiny, f"__import__('os').kill({os.getpid()}, 9)")
    rights = "{w.split()[1] for w in open('/proc/self/status') if w.startswith('Cap')}"
    assert seen(tiny, rights) == repr({"0" * 16})
    # a user namespace knows no other user: then it is the argument that is refused
    refused = ("Operation not permitted", "Invalid argument")
    assert any(words in seen(tiny, "__import__('os').setuid(0)") for words in refused)
    assert psutil.pid_exists(os.getpid())


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("ptrace", "16, 1, 0, 0"),
        ("unshare", "0x10000000"),
        ("mount", "b'tmpfs', b'/tmp', b'tmpfs', 0, 0"),
        ("keyctl", "0, -3, 0"),
        ("add_key", "b'user', b'a', b'b', 1, -3"),
        ("bpf", "0, 0, 0"),
    ],
)
def test_the_kernel_does_not_help(tiny: Desk, call: str, arguments: str):
    """Calls that look into others, or that make a bigger world, are refused."""
    import platform

    from lirelaville.correction.syscalls import ARCHITECTURES, DENIED

    number = DENIED[call][ARCHITECTURES[platform.machine()][0]]
    code = (
        "import ctypes, os\nC = ctypes.CDLL(None, use_errno=True)\n"
        f"C.syscall({number}, {arguments})\n"
        "raise RuntimeError(os.strerror(ctypes.get_errno()))"
    )
    assert "Operation not permitted" in attack(tiny, code).message


def test_hidden_checks_are_nowhere_in_its_memory(tiny: Desk):
    """After a check has run, its hidden words are in no byte of the process."""
    answers = RIGHT | {"total": "total = 899", "plus_grand": SEARCH}
    marks = tiny.mark(tiny.copy(**answers))
    assert "Ce n'est pas la somme de tous les montants." in marks["total"].message
    assert "<visible True, hidden 0>" in marks["plus_grand"].message


# ── To use up ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "import os, time\nwhile True:\n    os.fork() or time.sleep(99)",
            "temporarily",
        ),
        ("x = bytearray(3_000_000_000)", "MemoryError"),
        ("import mmap\nmmap.mmap(-1, 3_000_000_000)", "Cannot allocate memory"),
        ("while True:\n    pass", "tourné plus de 1 secondes"),
        ("import time\ntime.sleep(99)", "tourné plus de 1 secondes"),
        ("while True:\n    print('x' * 1000)", "affiche plus de 1 Mo"),
        (
            "x = open('/tmp/x', 'wb')\nwhile True:\n    x.write(b'x' * 99_999)",
            "No space",
        ),
        ("for n in range(10_000):\n    open(f'/tmp/{n}', 'w').close()", "No space"),
        (
            "x = open('/dev/shm/x', 'wb')\nwhile True:\n    x.write(b'x' * 9999)",
            "No space",
        ),
        ("open('/usr/x', 'w')", "Read-only file system"),
        ("open('/x', 'w')", "Read-only file system"),
        ("open('/dev/x', 'w')", "Read-only file system"),
        (
            "import lirelaville\nopen(lirelaville.__path__[0] + '/x', 'w')",
            "Read-only file system",
        ),
        ("import sys\nsys.exit(0)", "SystemExit"),
    ],
)
def test_what_goes_too_far_stops_there(tiny: Desk, code: str, words: str):
    """The cell stops, its reason is told, and the answers below are still marked."""
    notebook = tiny.copy(**RIGHT | {"total": f"total = 900\n{code}"})
    marks = tiny.mark(notebook, cell_seconds=1 if "tourné" in words else 30)
    assert words in marks["total"].message
    assert [found.score for found in marks.values()][:3] == [2, 3, 2]


@pytest.mark.parametrize(
    ("code", "limits", "words"),
    [
        (
            "import os, time\nfor _ in range(9):\n    if not os.fork():\n"
            "        x = bytearray(b'x') * 200_000_000\n        time.sleep(99)\n"
            "time.sleep(99)",
            {},
            "demandé plus de 512 Mo de mémoire",
        ),
        (
            "while True:\n    pass",
            {"cpu_seconds": 1},
            "calculé plus de 1 secondes",
        ),
        (
            "import time\ntime.sleep(99)",
            {"wall_seconds": 2},
            "tourné plus de 2 secondes",
        ),
        ("import os\nos._exit(3)", {}, "arrête Python (code de fin 3)"),
        ("import os\nos.closerange(3, 99)", {}, "arrête Python (code de fin 0)"),
        ("import ctypes\nctypes.string_at(8)", {}, "arrêté par le système (signal 11)"),
    ],
)
def test_what_cannot_be_stopped_ends_the_hand_in(tiny: Desk, code, limits, words):
    """What was marked before stays; the rest says why there is no mark."""
    answers = RIGHT | {"moyenne": f"moyenne = 300\n{code}", "limites": "À qui ?"}
    marks = tiny.mark(tiny.copy(**answers), **limits)
    assert [found.score for found in marks.values()] == [2, 0, 0, None]
    for name in ("moyenne", "plus_grand"):
        assert "La correction s'est arrêtée avant cet exercice" in marks[name].message
        assert words in marks[name].message


def test_nothing_of_a_hand_in_survives_it(tiny: Desk):
    """A process that detaches itself and files everywhere: the next finds nothing."""
    code = """
import os, time
for place in ("/tmp", "/tmp/travail", "/dev/shm"):
    open(f"{place}/trace", "w").write("vu")
if not os.fork():
    os.setsid()
    os.fork() or time.sleep(99)
    os._exit(0)
"""
    assert attack(tiny, code).score == 2
    traces = "[p for p in ('/tmp', '/tmp/travail', '/dev/shm') if 'trace' in "
    assert seen(tiny, f"{traces}__import__('os').listdir(p)]") == "[]"
    # what remains is bubblewrap's first process and the template
    wait_until(lambda: len(children(tiny)) <= 2)


def test_killing_the_command_leaves_no_process(tiny: Desk, tmp_path: Path):
    """Even by force, in the middle of a hand-in."""
    write_course(tmp_path)
    endless = tiny.copy(total="import time\ntime.sleep(60)")
    stored(tmp_path / "copies", "p01", as_bytes(endless))
    command = subprocess.Popen(
        [
            *(
                sys.executable,
                "-c",
                "from lirelaville.cli import main; main()",
                "grade",
            ),
            *("tiny", "lire_une_liste", "--submissions", str(tmp_path / "copies")),
            *("--out", str(tmp_path / "notes.csv")),
        ],
        env=os.environ | {"LIRELAVILLE_PROJECT": str(tmp_path)},
        stderr=subprocess.DEVNULL,
    )
    running = psutil.Process(command.pid)
    wait_until(lambda: len(running.children(recursive=True)) >= 7)
    family = running.children(recursive=True)
    command.send_signal(signal.SIGKILL)
    command.wait()
    wait_until(lambda: not any(process.is_running() for process in family))
    assert not (tmp_path / "notes.csv").exists()


def children(tiny: Desk) -> set[int]:
    """Return the processes that came from the template, but those that have ended."""
    found = set()
    for child in psutil.Process(tiny.started.process.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if child.status() != psutil.STATUS_ZOMBIE:
                found.add(child.pid)
    return found


def wait_until(happened, seconds: float = 20) -> None:
    """Wait for something that must happen."""
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)


# ── To cheat ─────────────────────────────────────────────────────────────────────────

EQUAL_TO_ALL = """
class Tout{base}:
    def __eq__(self, other): return True
    __ge__ = __gt__ = __le__ = __lt__ = __eq__
    def __hash__(self): return 0
total = Tout()
"""
FORGED = """
import json, os, struct
def message(header, blob=b""):
    text = json.dumps(header).encode()
    return struct.pack(">II", len(text), len(blob)) + text + blob
passed = message({"error": ""})
passed += message({"passed": True, "strange": [], "message": ""})
for number in range(3, 20):
    try:
        os.write(number, passed * 9)
    except OSError:
        pass
total = 1
"""
PICKLE = """
import lirelaville.correction.values as values
values.packed = lambda value: ("data", {bytes})
total = 1
"""
RUNS_A_PROGRAM = b"cos\nsystem\n(Vtouch /tmp/vu\ntR."
CHANGES_A_CLASS = (
    b"\x80\x02cpandas.core.series\nSeries\nN}X\x03\x00\x00\x00sum"
    b"cbuiltins\nset\ns\x86b."
)


@pytest.mark.parametrize(
    "code",
    [
        EQUAL_TO_ALL.format(base=""),
        EQUAL_TO_ALL.format(base="(int)"),
        FORGED,
        PICKLE.format(bytes=RUNS_A_PROGRAM),
        PICKLE.format(bytes=CHANGES_A_CLASS),
        "class R:\n    def __reduce__(self): return (eval, ('900',))\ntotal = R()",
        "check_total = True\nassert_ = lambda *a: None\ntotal = 1",
        "import atexit, os, sys\natexit.register(os._exit, 0)\n"
        "sys.excepthook = lambda *a: None\ntotal = 1",
    ],
    ids=["equal", "number", "forged", "program", "class", "reduce", "names", "exit"],
)
def test_a_forged_success_earns_nothing(tiny: Desk, code: str):
    """An object equal to all, words in our place, values that would run: no point."""
    assert tiny.mark(tiny.copy(**RIGHT | {"total": code}))["total"].score == 0


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import builtins\nbuiltins.max = lambda *a: 0", "builtins.max"),
        ("import builtins\nbuiltins.AssertionError = OSError", "AssertionError"),
        ("import pandas\npandas.Series.sum = lambda *a: 900", "pandas.Series.sum"),
        ("import sys\nsys.settrace(lambda *a: None)", "sys.settrace"),
        ("import ast\nget_ipython().ast_transformers.append(ast.NodeTransformer())",
         "ast_transformers"),
    ],
)  # fmt: skip
def test_a_python_that_was_changed_is_read_again(tiny: Desk, code: str, name: str):
    """The check passes, but no point is given before a person has looked."""
    found = attack(tiny, code)
    assert found.score is None
    assert found.message.startswith("À relire par une personne")
    assert name in found.message


def test_an_answer_that_is_no_data_is_read_again(tiny: Desk):
    """A check that an unreadable object would pass gives no point by itself."""
    from lirelaville.correction.exam import Step
    from lirelaville.correction.needs import Check
    from lirelaville.correction.run import Run

    lax = Check("assert total", "", ("total",), "")
    with tiny.started.sandbox(LIMITS) as sandbox:
        run = Run(sandbox, LIMITS)
        assert run.cell("class Objet: pass\ntotal = [Objet(), 900]") == ""
        found = run.judge(Step("check", "check_total", "total", "", 2, lax), [])
    assert found.score is None
    assert "« total » n'est pas une simple donnée" in found.message


def test_a_thread_does_not_answer_the_next_exercise(tiny: Desk):
    """An answer that keeps changing is judged once, on a copy."""
    code = """
import threading
def change():
    while True:
        globals().update(total=900, moyenne=1)
threading.Thread(target=change, daemon=True).start()
"""
    marks = tiny.mark(tiny.copy(**RIGHT | {"total": code}))
    assert marks["plus_grand"].score == 2
    assert marks["total"].score in (0, 2)


# ── To mislead by the file ───────────────────────────────────────────────────────────


def test_links_and_strange_files_are_not_followed(tiny: Desk, tmp_path: Path):
    """The hand-in of another, a device, a pipe, a folder: said, never opened."""
    mine = stored(tmp_path, "p01", as_bytes(tiny.copy(**RIGHT)))
    name = mine.name
    for person in ("p02", "p03", "p04", "p05"):
        (tmp_path / person).mkdir()
    (tmp_path / "p02" / name).symlink_to(mine)
    (tmp_path / "p03" / name).symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "p04" / name)
    (tmp_path / "p05" / name).mkdir()
    (tmp_path / "p06").symlink_to(mine.parent)
    for person in ("p02", "p03", "p04", "p05", "p06"):
        marked = mark_one(tiny.started, tiny.exam, tmp_path, person, LIMITS)
        assert marked.refused
        assert "seul un vrai fichier est corrigé" in marked.marks[0].message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[" * 3_000_000, "emboîte trop de niveaux"),
        (b"[" + b"[]," * 20_000_000 + b"1]", "trop lourd à lire"),
        (b'{"nbformat": 4, "cells": [' + b"{}," * 90_000 + b"{}]}", "90001 cellules"),
        (b'{"nbformat": 4, "cells": ' + b"9" * 5_000_000 + b"}", "pas un carnet"),
        (b" " * (101 << 20), "pèse 101 Mo"),
    ],
    ids=["deep", "wide", "cells", "number", "heavy"],
)
def test_a_bomb_is_a_message(tiny: Desk, tmp_path: Path, content: bytes, words: str):
    """It is read where only its own memory can run out."""
    stored(tmp_path, "p01", content)
    marked = mark_one(tiny.started, tiny.exam, tmp_path, "p01", LIMITS)
    assert marked.refused
    assert words in marked.marks[0].message


def test_metadata_cannot_take_the_place_of_a_check(tiny: Desk):
    """Cells that claim to be checks, solutions or somebody else's are not believed."""
    notebook = json.loads(as_bytes(tiny.copy(total="total = 1")))
    for cell in notebook["cells"]:
        cell["metadata"]["nbgrader"] = {"grade_id": "check_total", "points": 99}
    found = tiny.mark(json.dumps(notebook).encode())
    assert [mark.score for mark in found.values()] == [0, 0, 0, 0]
    assert sum(mark.max_score for mark in found.values()) == 9
