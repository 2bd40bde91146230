"""How much memory a process and its descendants hold together."""

import os
from contextlib import suppress
from pathlib import Path

PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024


def held_mb(first: int) -> float:
    """Return the memory of a process and of all that came from it, in megabytes.

    What forks still share is divided between them.
    """
    return sum(_held_kb(pid) for pid in descendants(first)) / 1024


def descendants(first: int) -> set[int]:
    """Return the process ids of a process and of all that came from it."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                words = (folder / "stat").read_text().rpartition(")")[2].split()
                parents[int(folder.name)] = int(words[1])
    family, grown = {first}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in family} - family
        family, grown = family | more, bool(more)
    return family


def _held_kb(pid: int) -> int:
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    with suppress(OSError, ValueError):  # a process that hides: all of its pages
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_KB
    return 0
