"""The processes of one hand-in: forks of the template, each with less than the last."""

import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from lirelaville.correction import judge as judging
from lirelaville.correction import learner as running
from lirelaville.correction import namespaces, syscalls
from lirelaville.correction.limits import Limits
from lirelaville.correction.memory import held_mb

HOME = "/tmp/travail"
LOOK_MS = 250  # between two looks at the memory
OURS_MB = 300  # what a hand-in's processes hold before anything is run


def keep(order: dict, learner, judge, life) -> None:
    """Start a hand-in's processes; end them when told, or when their time is over."""
    limits, uid = Limits(**order["limits"]), order["uid"]
    home = HOME
    if order["confined"]:
        namespaces.own_world(limits, uid)
        namespaces.unshare(namespaces.NEWPID)
    else:
        home = tempfile.mkdtemp(prefix="llv-")
    first = os.fork()
    if not first:
        alone(begin, order, home, learner, judge, life)
    learner.close()
    judge.close()
    watch(first, life, limits)
    if not order["confined"]:
        with suppress(ProcessLookupError):
            os.killpg(first, signal.SIGKILL)
        shutil.rmtree(home, ignore_errors=True)


def watch(first: int, life, limits: Limits) -> None:
    """Wait for the end of the first process, or bring it."""
    watched, until = select.poll(), time.monotonic() + limits.wall_seconds
    watched.register(life, select.POLLRDHUP | select.POLLHUP)
    watched.register(ended := os.pidfd_open(first), select.POLLIN)
    happened: dict[int, int] = {}
    while not happened:
        happened = dict(watched.poll(LOOK_MS))
        if time.monotonic() > until:
            _tell(life, {"end": "wall"})
            break
        # each process has its own limit: this one is for all of them together
        if not happened and held_mb(first) > limits.memory_mb + OURS_MB:
            _tell(life, {"end": "memory"})
            break
    if ended not in happened:
        os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)


def begin(order: dict, home: str, learner, judge, life) -> None:
    """Be the first process: fork the judge and the learner's, wait for both."""
    os.setsid()
    namespaces.prctl(namespaces.PDEATHSIG, signal.SIGKILL)
    _tell(life, {"hello": True})  # with our process id, for the limits on the whole
    life.recv(16)
    _make_home(order, home)
    if not os.fork():
        alone(be_judge, order, judge)
    if not os.fork():
        alone(open_door, order, home, learner, life)
    learner.close()
    judge.close()
    life.close()
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def be_judge(order: dict, judge) -> None:
    """Leave every privilege, then judge."""
    _only(judge)
    if order["confined"]:
        namespaces.look_only("/tmp")
        uid = order["uid"]
        namespaces.become(None if uid is None else uid + 1)
        syscalls.close_doors()
    namespaces.accept_limits(Limits(**order["limits"]), order["confined"])
    judging.serve(judge)


def open_door(order: dict, home: str, learner, life) -> None:
    """Fork the learner's process where it sees no other; tell how it ended."""
    if order["confined"]:
        namespaces.unshare(namespaces.NEWNS | namespaces.NEWPID)
    inside = os.fork()
    if not inside:
        life.close()
        alone(be_learner, order, home, learner)
    learner.close()
    _, status, used = os.wait4(inside, 0)
    cpu = used.ru_utime + used.ru_stime
    _tell(
        life, {"end": "process", "code": os.waitstatus_to_exitcode(status), "cpu": cpu}
    )


def be_learner(order: dict, home: str, learner) -> None:
    """Leave every privilege, then run what the learner wrote."""
    limits = Limits(**order["limits"])
    os.setsid()  # a signal to its group must not reach the others
    _only(learner)
    if order["confined"]:
        namespaces.own_processes()
        namespaces.become(order["uid"])
        namespaces.prctl(namespaces.DUMPABLE, 1)  # it may look at itself
        syscalls.close_doors()
    namespaces.accept_limits(limits, order["confined"])
    os.environ.update(HOME=home, IPYTHONDIR=f"{home}/.ipython")
    os.chdir(home)
    running.serve(learner, limits)


def _make_home(order: dict, home: str) -> None:
    """Make the folder of the hand-in, with matplotlib's list of fonts beside it."""
    if not order["confined"]:
        return
    fonts = font_folder()
    for folder in (Path(home), fonts):
        folder.mkdir(exist_ok=True)
    for name, content in order["fonts"].items():
        (fonts / name).write_bytes(content)
    if order["uid"] is not None:
        for path in (Path(home), fonts, *fonts.iterdir()):
            os.chown(path, order["uid"], order["uid"])


def _only(end) -> None:
    """Keep one socket, with nothing to read and nobody who hears."""
    os.dup2(nothing := os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.closerange(3, end.fileno())
    os.closerange(end.fileno() + 1, os.sysconf("SC_OPEN_MAX"))


def _tell(life, said: dict) -> None:
    with suppress(OSError):  # nobody may be interested any more
        life.send(json.dumps(said).encode())


def font_folder() -> Path:
    """Return where matplotlib keeps its list of fonts."""
    import matplotlib

    return Path(matplotlib.get_cachedir())


def alone(work, *given) -> None:
    """Do a fork's work, and end it whatever happens."""
    code = 1
    try:
        work(*given)
        code = 0
    except BaseException as error:
        print(f"{work.__name__}: {error!r}", file=sys.stderr, flush=True)  # noqa: T201
    finally:
        os._exit(code)
