"""Time sixteen sheets against the stock papermill command, run one after the other.

    make benchmark            (or: .venv/bin/python benchmarks/report.py --runs 5)

Both run the same light template: pandas, one table, one chart.  Ours also writes the
pages and their list; papermill stops at the executed notebooks.  They alternate.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

SHEETS = 16
TEMPLATE = """\
# %% tags=["parameters"]
arrondissement = 1

# %%
from lirelaville import load
equipements = load("equipements")
ici = equipements[equipements["code_insee"] == f"132{arrondissement:02d}"]
ici["jeu"].value_counts().plot.barh();
"""
PROGRAMS = Path(sys.executable).parent


def ours(folder: Path) -> None:
    """Make all the sheets with one command."""
    values = ",".join(str(value) for value in range(1, SHEETS + 1))
    run(folder, "lirelaville", "report", "fiche.py", "--for",
        f"arrondissement={values}", "--to", "ours", "--no-pdf")  # fmt: skip


def stock(folder: Path) -> None:
    """Run papermill once a value."""
    for value in range(1, SHEETS + 1):
        run(folder, "papermill", "fiche.ipynb", f"stock-{value}.ipynb", "-k", "python3",
            "-l", "python", "-p", "arrondissement", str(value))  # fmt: skip


def run(folder: Path, program: str, *arguments: str) -> None:
    """Run a program of this environment; show what it says only if it fails."""
    subprocess.run(
        [PROGRAMS / program, *arguments], cwd=folder, check=True, capture_output=True
    )


def seconds(task, folder: Path) -> float:
    """Time one task."""
    begun = time.perf_counter()
    task(folder)
    return time.perf_counter() - begun


def main() -> None:
    """Alternate both, and print the ratio of the pairs with its spread."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    total = psutil.virtual_memory().total / 2**30
    print(f"{os.cpu_count()} cores, {total:.0f} GB, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="llv-bench-") as name:
        folder = Path(name)
        (folder / "fiche.py").write_text(TEMPLATE, encoding="utf-8")
        run(folder, "jupytext", "--to", "ipynb", "fiche.py")
        pairs = [
            (seconds(ours, folder), seconds(stock, folder)) for _ in range(chosen.runs)
        ]
    ratios = sorted(their / our for our, their in pairs)
    print(
        f"{SHEETS} sheets   ours {statistics.median(our for our, _ in pairs):5.1f} s   "
        f"stock {statistics.median(their for _, their in pairs):5.1f} s   "
        f"ratio {statistics.median(ratios):4.1f}  "
        f"({ratios[0]:.1f} to {ratios[-1]:.1f}, n={len(ratios)})"
    )


if __name__ == "__main__":
    main()
