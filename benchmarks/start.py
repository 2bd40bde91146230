"""Time how long ``lirelaville serve`` takes to say « ready ».

    make benchmark            (or: .venv/bin/python benchmarks/start.py --runs 5)

The first start builds and releases every lesson; the following ones find them built.
The installation itself is timed by ``--clone``, from an empty clone with a warm package
cache: ``git clone`` + ``make serve`` to « ready », as a newcomer types them.
"""

import argparse
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from lirelaville.ports import free_ports

ROOT = Path(__file__).resolve().parents[1]


def seconds_to_ready(command: list[str], folder: Path) -> float:
    """Start ``command``, wait for « ready », stop it; return the seconds it took."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    for line in process.stdout:
        if line.startswith("ready"):
            took = time.perf_counter() - begun
            break
    else:
        sys.exit(f"{' '.join(command)} did not say ready")
    for child in psutil.Process(process.pid).children(recursive=True):
        if "serve" in child.cmdline():
            child.send_signal(signal.SIGINT)
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    process.wait(60)
    return took


def serve(state: Path) -> list[str]:
    """Return the command that serves ``state`` on free ports."""
    port, public_port = free_ports(2)
    program = Path(sys.executable).with_name("lirelaville")
    return [str(program), "serve", f"--state={state}", f"--port={port}",
            f"--public-port={public_port}"]  # fmt: skip


def from_an_empty_clone(folder: Path) -> float:
    """Clone the project and type ``make serve``."""
    clone, (port, public_port) = folder / "clone", free_ports(2)
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    return seconds_to_ready(
        ["make", "serve", f"PORT={port}", f"PUBLIC_PORT={public_port}"], clone
    )


def report(name: str, times: list[float]) -> None:
    """Print the median and the spread of some runs."""
    print(
        f"{name:<34} median {statistics.median(times):5.1f} s   "
        f"min {min(times):5.1f}   max {max(times):5.1f}   n={len(times)}"
    )


def main() -> None:
    """Time first and following starts, and the newcomer's if asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--clone", action="store_true")
    chosen = options.parse_args()
    memory = psutil.virtual_memory().total / 2**30
    print(
        f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}"
    )
    first, following = [], []
    for _ in range(chosen.runs):
        folder = Path(tempfile.mkdtemp(prefix="llv-bench-"))
        first.append(seconds_to_ready(serve(folder / "state"), folder))
        following.append(seconds_to_ready(serve(folder / "state"), folder))
        shutil.rmtree(folder)
    report("first start (lessons are built)", first)
    report("following starts", following)
    if chosen.clone:
        with tempfile.TemporaryDirectory(prefix="llv-bench-") as folder:
            report("clone + make serve", [from_an_empty_clone(Path(folder))])


if __name__ == "__main__":
    main()
