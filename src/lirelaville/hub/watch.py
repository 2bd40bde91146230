"""What limits alone do not hold: the size of homes, and a sum of memory.

While servers run, the hub looks every two seconds.  A home is measured each minute,
and at once when the disk has lost a good deal since the last look.
"""

import asyncio
import logging
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psutil

from lirelaville.hub.limits import MEGABYTE

LOOK_EVERY_S = 2
MEASURE_EVERY_S = 60
LOST_MB = 50  # this much less on the disk: homes are measured without waiting
SLACK_MB = 5  # opening a lesson writes a little, even in a home that is too full
FILES_PER_MB = 50  # very small files use up a disk as surely as large ones
FULL = (
    "Votre dossier contient {used} ; chaque personne dispose de {limit_mb} Mo. Votre "
    "espace de travail a été fermé pour laisser de la place aux autres. Rouvrez-le et "
    "supprimez les gros fichiers dont vous n'avez plus besoin : vous pouvez effacer, "
    "mais plus ajouter tant que vous êtes au-dessus."
)
_log = logging.getLogger("jupyterhub")
_present: dict = {}  # spawner -> bytes that its home may hold
_notices: dict[str, str] = {}  # person -> why their server was closed
_looking: set[asyncio.Task] = set()


def begin(spawner) -> None:
    """Watch a server that starts, until it stops."""
    _present[spawner] = 0
    if not any(not task.done() for task in _looking):
        _looking.clear()
        _looking.add(asyncio.create_task(_look(spawner.site.state / "homes")))


def notice(user) -> str:
    """Return why a person's server was closed, or nothing; for the hub's pages."""
    return _notices.get(user.name, "") if user else ""


def forget_person(pseudonym: str) -> None:
    """Forget why a server was closed, when its owner's account is removed."""
    _notices.pop(pseudonym, None)


def measure(home: Path) -> tuple[int, int]:
    """Return the bytes and the number of files under a home, links not followed.

    A program of the system measures: neither depth nor names can make it fail.
    """
    counts = []
    for option in ("--block-size=1", "--inodes"):
        done = subprocess.run(
            ["du", "-sx", option, str(home)],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        counts.append(int(done.stdout.split()[0]) if done.stdout else 0)
    return counts[0], counts[1]


async def _look(homes: Path) -> None:
    measured, free = 0.0, shutil.disk_usage(homes).free
    while _present:
        for spawner in [s for s in _present if not s.pid]:
            del _present[spawner]
        try:
            await asyncio.to_thread(_hold_memory, list(_present))
            now, left = time.monotonic(), shutil.disk_usage(homes).free
            due = now - measured > MEASURE_EVERY_S or 0 in _present.values()
            if due or free - left > LOST_MB * MEGABYTE:
                await _hold_disk()
                measured, free = now, shutil.disk_usage(homes).free
            free = max(free, left)
        except Exception:  # one look that fails must not be the last
            _log.exception("Homes or memory could not be looked at")
        await asyncio.sleep(LOOK_EVERY_S)


def _hold_memory(present: list) -> None:
    """Stop the largest program of whoever uses more than their share of memory."""
    limits = {
        spawner.account.uid: spawner.limits.memory_mb * MEGABYTE
        for spawner in present
        if "memory" not in spawner.site.groups  # the kernel does it better
    }
    if not limits:
        return
    programs: dict[int, list] = {}
    for process in psutil.process_iter(["uids", "memory_info"]):
        uids, memory = process.info["uids"], process.info["memory_info"]
        if uids and memory and uids.real in limits:
            programs.setdefault(uids.real, []).append((memory.rss, process))
    for uid, found in programs.items():
        if sum(rss for rss, _ in found) > limits[uid]:
            _stop_largest([process for _, process in found], limits[uid])


def _stop_largest(programs: list[psutil.Process], limit: int) -> None:
    """Stop one program if all of them, what they share counted once, are too large."""
    sizes = {}
    for program in programs:
        with suppress(psutil.Error):  # it ended meanwhile
            sizes[program] = program.memory_full_info().pss
    if sum(sizes.values()) > limit:
        max(sizes, key=sizes.get).kill()


async def _hold_disk() -> None:
    for spawner in list(_present):
        limit_mb = spawner.limits.disk_mb
        used, files = await asyncio.to_thread(measure, spawner.home)
        used = max(used, files * MEGABYTE // FILES_PER_MB)
        # Someone already above may come back and tidy, but not add to it.
        before = max(_present.get(spawner) or used, limit_mb * MEGABYTE)
        if spawner in _present:
            _present[spawner] = max(min(before, used), limit_mb * MEGABYTE)
        if used <= limit_mb * MEGABYTE:
            _notices.pop(spawner.user.name, None)
        elif used > before + SLACK_MB * MEGABYTE and spawner.pid:
            said = f"{used // MEGABYTE} Mo, ou l'équivalent en petits fichiers"
            _notices[spawner.user.name] = FULL.format(used=said, limit_mb=limit_mb)
            spawner.log.warning("%s is over their share of disk", spawner.user.name)
            await spawner.stop(now=True)
            await spawner.poll_and_notify()
