"""Do the same work on many lessons at once, in processes, with a progress bar."""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

from lirelaville.lessons.kernels import use_own_runtime


def cores() -> int:
    """Return the number of cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_parallel(
    work: Callable, items: Sequence[tuple], jobs: int, label: str
) -> Iterator:
    """Yield ``work(*item)`` as each item finishes, with a progress bar on stderr.

    Parameters
    ----------
    work : callable
        A function of a module: it is sent to other processes.
    items : sequence of tuple
        Its arguments.
    jobs : int
        How many processes; 0 is one per core.
    label : str
        What the bar says, in French.
    """
    from rich.console import Console
    from rich.progress import track

    with (
        tempfile.TemporaryDirectory(prefix="llv-") as folder,
        ProcessPoolExecutor(
            max_workers=max(1, min(jobs or cores(), len(items))),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=use_own_runtime,
            initargs=(folder,),
        ) as pool,
    ):
        futures = [pool.submit(work, *item) for item in items]
        yield from (
            future.result()
            for future in track(
                as_completed(futures),
                description=label,
                total=len(futures),
                console=Console(stderr=True),
            )
        )
