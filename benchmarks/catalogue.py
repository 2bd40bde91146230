"""Time the catalogue against the stock packages, side by side in one run.

    make benchmark            (or: .venv/bin/python benchmarks/catalogue.py --runs 15)

Each figure comes from a new process that has its libraries imported and has read a few
rows first; ours and the stock one alternate.  The national table is the incomes of all
IRIS of France: kept as Parquet here; for pandas, the CSV as Insee publishes it where
``../shared/sources`` holds it (semicolons, decimal commas, « ns » for secrecy, 30
columns), else our own 15 columns written in that form, which is easier for pandas.
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

WARM_READS = 15
MARSEILLE = "132"


def ours_national(_: Path):
    """Load the 393 IRIS of Marseille from the national table, verified."""
    from lirelaville import load

    def read(where: str):
        return load("revenus_iris_france", where=where)

    return (
        lambda: read(f"code_iris LIKE '{MARSEILLE}%'"),
        lambda: read("code_iris = '132010101'"),
    )


def stock_national(folder: Path):
    """Read the whole national CSV with pandas, then keep Marseille."""
    import pandas as pd

    form = {"sep": ";", "decimal": ",", "na_values": ["ns", "nd", "so", "s"]}

    def read(name: str) -> pd.DataFrame:
        table = pd.read_csv(folder / name, dtype={0: "str"}, **form)
        return table[table.iloc[:, 0].str.startswith(MARSEILLE)]

    return lambda: read("france.csv"), lambda: read("three.csv")


def ours_outlines(_: Path):
    """Load the 111 quartiers, verified."""
    from lirelaville import load

    return lambda: load("quartiers"), lambda: load("quartiers")


def stock_outlines(_: Path):
    """Read the same file with geopandas."""
    import geopandas as gpd

    from lirelaville.catalogue.descriptors import dataset_folder

    file = dataset_folder("quartiers") / "quartiers.geojson"
    return lambda: gpd.read_file(file), lambda: gpd.read_file(file)


PAIRS = {
    "national table, one city": (ours_national, stock_national),
    "outlines of the quartiers": (ours_outlines, stock_outlines),
}


def in_this_process(task: str, folder: Path) -> dict:
    """Measure one task here: milliseconds (median of warm reads), megabytes added."""
    read, read_little = globals()[task](folder)
    read_little()
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts again from here
    before = memory("VmRSS")
    read()
    added = memory("VmHWM") - before
    times = []
    for _ in range(WARM_READS):
        begun = time.perf_counter()
        read()
        times.append(time.perf_counter() - begun)
    return {"ms": 1000 * statistics.median(times), "mb": added}


def memory(key: str) -> float:
    """Return a line of this process's memory in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"{key}:\s+(\d+) kB", status).group(1)) / 1024


def in_a_new_process(task: str, folder: Path) -> dict:
    """Run one task in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, "--task", task, "--folder", folder],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


def seconds_to_import(module: str) -> float:
    """Time one import in a new process, from inside it."""
    code = (
        "import time; t = time.perf_counter(); "
        f"import {module}; print(time.perf_counter() - t)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return float(run.stdout)


def write_stock_files(folder: Path) -> None:
    """Write the national table in the form in which pandas would receive it."""
    from lirelaville import load
    from lirelaville.project import project_folder

    received = project_folder().parent / "shared" / "sources" / "insee"
    published = received / "BASE_TD_FILO_IRIS_2021_DISP.csv"
    if published.is_file():
        text = published.read_text(encoding="utf-8")
    else:
        text = load("revenus_iris_france").to_csv(sep=";", decimal=",", index=False)
    print(f"national CSV: {'as published' if published.is_file() else 'our columns'}")
    (folder / "france.csv").write_text(text, encoding="utf-8")
    few = "".join(text.splitlines(keepends=True)[:4])
    (folder / "three.csv").write_text(few, encoding="utf-8")


def report(name: str, unit: str, ours: list[float], stock: list[float]) -> None:
    """Print both medians, and the ratio of the pairs with its spread."""
    ratios = sorted(b / a for a, b in zip(ours, stock, strict=True))
    print(
        f"{name:<26} {statistics.median(ours):7.1f} {unit}   "
        f"stock {statistics.median(stock):7.1f} {unit}   "
        f"ratio {statistics.median(ratios):6.1f}  "
        f"({ratios[0]:.1f} to {ratios[-1]:.1f}, n={len(ratios)})"
    )


def main() -> None:
    """Measure every pair, alternating, and print the ratios."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--task")
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    if chosen.task:
        print(json.dumps(in_this_process(chosen.task, chosen.folder)))
        return
    total = psutil.virtual_memory().total / 2**30
    print(f"{os.cpu_count()} cores, {total:.0f} GB, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="llv-bench-") as name:
        write_stock_files(Path(name))
        for pair, (ours, stock) in PAIRS.items():
            runs = [
                [in_a_new_process(task.__name__, Path(name)) for task in (ours, stock)]
                for _ in range(chosen.runs)
            ]
            report(pair, "ms", *([run[i]["ms"] for run in runs] for i in (0, 1)))
            if ours is ours_national:
                report(pair, "MB", *([run[i]["mb"] for run in runs] for i in (0, 1)))
    imports = [
        [1000 * seconds_to_import(name) for name in ("lirelaville", "geopandas")]
        for _ in range(chosen.runs)
    ]
    report("import lirelaville", "ms", *zip(*imports, strict=True))


if __name__ == "__main__":
    main()
