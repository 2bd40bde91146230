"""Drive a real Chromium: the project's own, or the system's, without a window."""

import os
from typing import TYPE_CHECKING

from lirelaville.programs import find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def launch_chromium(playwright: "Playwright") -> "Browser":
    """Start a headless Chromium that calls nobody but the addresses it is given."""
    # Chromium's own sandbox does not start when its user is root (containers, CI).
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(
        executable_path=str(find_chromium()), headless=True, args=QUIET + as_root
    )
