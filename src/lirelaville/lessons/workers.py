"""Do the same work on many lessons at once, in processes, with a progress bar."""

import atexit
import multiprocessing
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager, nullcontext
from functools import cache

from lirelaville.lessons.kernels import use_own_runtime


def cores() -> int:
    """Return the number of cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def begin(folder: str) -> None:
    """Be a worker: Jupyter folders of its own, and no life after its parent's."""
    use_own_runtime(folder)
    end_with_parent()


def end_with_parent() -> None:
    """End this process as soon as the one that asked for it is no more."""

    def watch() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)  # killed without a word: nobody waits for our results

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def workers(count: int) -> Iterator[ProcessPoolExecutor]:
    """Start processes that wait for work, each with its own Jupyter folders."""
    # A new process looks here for the program's name; « %reset » takes it away.
    vars(sys.modules["__main__"]).setdefault("__spec__", None)
    with (
        tempfile.TemporaryDirectory(prefix="llv-") as folder,
        ProcessPoolExecutor(
            max_workers=count,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=begin,
            initargs=(folder,),
        ) as pool,
    ):
        yield pool


@cache
def lasting_workers() -> ProcessPoolExecutor:
    """Return processes that stay for the next call, until this one ends."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(workers(cores()))


def in_parallel(
    work: Callable,
    items: Sequence[tuple],
    jobs: int,
    label: str,
    pool: ProcessPoolExecutor | None = None,
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
        What the bar says, in French; empty for no bar.
    pool : ProcessPoolExecutor, optional
        Processes already there (``lasting_workers``) instead of new ones.
    """
    from rich.console import Console
    from rich.progress import track

    count = max(1, min(jobs or cores(), len(items)))
    with nullcontext(pool) if pool else workers(count) as able:
        futures = [able.submit(work, *item) for item in items]
        done = track(
            as_completed(futures),
            description=label,
            total=len(futures),
            console=Console(stderr=True),
            disable=not label,
        )
        try:
            yield from (future.result() for future in done)
        finally:  # interrupted: what has not begun is not waited for
            for future in futures:
                future.cancel()
