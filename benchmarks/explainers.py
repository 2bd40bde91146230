"""Time the public pages: still ones under a crowd, live ones beside stock Voilà.

    .venv/bin/python benchmarks/explainers.py            (about two minutes)
    .venv/bin/python benchmarks/explainers.py --still    (the still pages alone)

Everything runs on this computer: the clients take their share of the processors.
"""

import argparse
import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

from lirelaville.explainers.build import build_explainers
from lirelaville.explainers.launch import site_environment, start_site
from lirelaville.ports import free_port
from lirelaville.processes import stop, wait_until_answers

PAGES = ("budget", "subventions")
REQUEST = (
    "GET /{} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"
    "Connection: keep-alive\r\n\r\n"
)
USEFUL = b"<figcaption>"  # the chart has come with its finding
# Stock Voilà sends charts after its page, over another line: the end of its
# page is counted as the chart, which is kind to it.
STOCK_USEFUL = b"</html>"


async def ask_again(port: int, path: str, until: float, times: list[float]) -> None:
    """Ask for one page, over and over, on one line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        begun = time.perf_counter()
        writer.write(REQUEST.format(path).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n")[0]:
            sys.exit(f"/{path} was not given")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - begun)
    writer.close()


def crowd(port: int, path: str, readers: int, seconds: float) -> list[float]:
    """Return how long each answer took, for some readers that never stop asking."""
    times: list[float] = []

    async def all_of_them() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(
            *(ask_again(port, path, until, times) for _ in range(readers))
        )

    asyncio.run(all_of_them())
    return times


def seconds_to_chart(url: str, useful: bytes = USEFUL) -> float:
    """Return when the chart of a live page has come."""
    begun, seen = time.perf_counter(), b""
    with urllib.request.urlopen(url, timeout=120) as answer:
        while useful not in seen:
            piece = answer.read1(65536)
            if not piece:
                sys.exit(f"no chart came from {url}")
            seen += piece
        return time.perf_counter() - begun


def memory_mb(process: psutil.Process) -> float:
    """Return what a program and all it started hold, shared pages shared out."""
    total = 0
    for each in [process, *process.children(recursive=True)]:
        with contextlib.suppress(psutil.Error):
            total += each.memory_full_info().pss
    return total / 1e6


def live(name: str, address: str, process: psutil.Process, visitors: int) -> None:
    """Time some visitors one after the other, and what each adds to the memory."""
    before = memory_mb(process)
    times = []
    for rank in range(visitors):
        useful = STOCK_USEFUL if "stock" in name else USEFUL
        url = address.format(PAGES[rank % len(PAGES)])
        times.append(seconds_to_chart(url, useful))
        time.sleep(3)  # the next one finds a kernel ready, if there is to be one
    each = (memory_mb(process) - before) / visitors
    print(
        f"{name:<22} chart after {statistics.median(times):6.2f} s "
        f"(max {max(times):.2f})   {each:5.0f} MB a visitor"
    )


def stock(state: Path) -> tuple[subprocess.Popen, int]:
    """Start Voilà as it comes, on the same notebooks."""
    port = free_port()
    command = [sys.executable, "-m", "voila", str(state / "explainers"), "--no-browser"]
    process = subprocess.Popen(
        [*command, f"--port={port}", "--Voila.ip=127.0.0.1"],
        env={**os.environ, **site_environment(state)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while True:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/voila/tree", timeout=5)
            return process, port
        time.sleep(0.2)


def main() -> None:
    """Measure, and print one line a measure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--still", action="store_true", help="still pages alone")
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--visitors", type=int, default=6)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="llv-") as folder:
        state, port = Path(folder), free_port()
        begun = time.perf_counter()
        build_explainers(state)
        print(f"first build   {time.perf_counter() - begun:5.1f} s")
        begun = time.perf_counter()
        build_explainers(state)
        print(f"second build  {time.perf_counter() - begun:5.2f} s")
        begun = time.perf_counter()
        site = start_site(state, port)
        wait_until_answers(site, f"http://127.0.0.1:{port}/")
        print(f"site answers  {time.perf_counter() - begun:5.2f} s")
        try:
            process = psutil.Process(site.process.pid)
            seconds_to_chart(f"http://127.0.0.1:{port}/budget/explorer")
            time.sleep(8)  # its pool is full again
            for readers in (1, 50):
                times = sorted(crowd(port, "budget/", readers, chosen.seconds))
                print(
                    f"still, {readers:>3} readers  {len(times) / chosen.seconds:6.0f} "
                    f"requests/s   median {1e3 * statistics.median(times):5.1f} ms   "
                    f"99 %: {1e3 * times[int(0.99 * len(times))]:5.1f} ms"
                )
            if not chosen.still:
                url = f"http://127.0.0.1:{port}/{{}}/explorer"
                live("live, ours", url, process, chosen.visitors)
        finally:
            stop(site)
        if not chosen.still:
            other, its_port = stock(state)
            try:
                url = f"http://127.0.0.1:{its_port}/voila/render/{{}}.ipynb"
                live(
                    "live, stock Voilà", url, psutil.Process(other.pid), chosen.visitors
                )
            finally:
                other.terminate()
                other.wait(20)


if __name__ == "__main__":
    main()
