"""Time what people wait for in the workshop: the first lesson, the espace, the room.

    make benchmark            (or: .venv/bin/python benchmarks/hub.py --runs 10)

A real ``lirelaville serve`` with 300 people in a course of 8 lessons, written straight
into its two databases.  The first lesson is timed in a real browser, from pressing
« Commencer » to the lesson on screen; the pages by their whole answer, log-in included.
"""

import argparse
import os
import platform
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil
import requests
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser import launch_chromium
from crowd import Someone, fill
from workshop import (
    PASSWORD,
    PATIENCE_MS,
    Workshop,
    sign_up,
    start_workshop,
    stop_workshop,
)

COURSE, PEOPLE = "citizens", 300


def crowd() -> list[Someone]:
    """Return people who have come more or less far, the same at each run."""
    chance = random.Random(7)
    return [
        Someone(
            f"p{number:03}",
            done=(done := chance.randint(0, 7)),
            marked=max(0, done - 2),
            passed=chance.randint(0, 3),
            tries=chance.choice([0, 1, 3]),
            minutes=chance.randint(0, 40),
        )
        for number in range(100, 100 + PEOPLE)
    ]


def seconds_to_first_lesson(browser, workshop: Workshop, name: str) -> float:
    """Sign somebody up; return the seconds until they can read their lesson."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(f"{workshop.url}/hub/signup")  # the form's own time is not counted
    pressed = []
    page.on("request", lambda sent: sent.method == "POST" and pressed.append(now()))
    sign_up(page, workshop, name, workshop.code(COURSE))
    page.wait_for_url("**/*.ipynb", timeout=PATIENCE_MS)
    page.locator(".jp-Notebook h1").first.wait_for(timeout=PATIENCE_MS)
    took = now() - pressed[0]
    context.close()
    return took


def now() -> float:
    """Return seconds that only go forward."""
    return time.perf_counter()


def signed_in(workshop: Workshop, name: str, password: str) -> requests.Session:
    """Return the session of somebody who has just logged in."""
    session = requests.Session()
    form = session.get(f"{workshop.url}/hub/login").text
    xsrf = re.search(r'name="_xsrf" value="([^"]+)"', form)[1]
    fields = {"username": name, "password": password, "_xsrf": xsrf}
    session.post(f"{workshop.url}/hub/login", fields, allow_redirects=False)
    return session


def seconds_of_page(session: requests.Session, url: str, runs: int) -> list[float]:
    """Ask for a page again and again; the first time warms up and does not count."""
    times = []
    for _ in range(runs + 1):
        begun = now()
        answer = session.get(url, allow_redirects=False)
        times.append(now() - begun)
        assert answer.status_code == 200, (url, answer.status_code)
    return times[1:]


def report(name: str, times: list[float], limit_s: float) -> None:
    """Print the median and the spread of some runs, beside what is promised."""
    print(
        f"{name:<36} median {statistics.median(times):6.3f} s   min {min(times):6.3f}"
        f"   max {max(times):6.3f}   n={len(times):<3} promised: under {limit_s} s"
    )


def measure(workshop: Workshop, runs: int) -> None:
    """Fill the course and time everything."""
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        first = [
            seconds_to_first_lesson(browser, workshop, f"first{run}")
            for run in range(max(3, runs // 3))
        ]
        browser.close()
    fill(workshop.state, COURSE, crowd())
    report("sign-up form to open lesson", first, 5)
    person = signed_in(workshop, "first0", PASSWORD)
    account = workshop.access["trainer"]
    trainer = signed_in(workshop, account["username"], account["password"])
    hub = f"{workshop.url}/hub"
    report("espace", seconds_of_page(person, f"{hub}/home", runs), 0.2)
    report(
        "espace of a trainer, 3 courses",
        seconds_of_page(trainer, f"{hub}/home", runs),
        0.2,
    )
    room = f"{hub}/room/{COURSE}"
    report("room, 300 people", seconds_of_page(trainer, room, runs), 0.5)
    state = f"{room}/state.json"
    report("its state, every 3 s", seconds_of_page(trainer, state, runs), 0.5)


def main() -> None:
    """Start a workshop, measure, stop it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=15)
    runs = options.parse_args().runs
    memory = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0]
    print(
        f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, "
        f"load {load:.1f} before"
    )
    with tempfile.TemporaryDirectory(prefix="llv-bench-") as folder:
        workshop = start_workshop(Path(folder) / "state")
        try:
            measure(workshop, runs)
        finally:
            stop_workshop(workshop)


if __name__ == "__main__":
    main()
