"""What the tests of the public pages share: where to look, how to compare words."""

import re
import urllib.request

from lirelaville.project import project_folder

SUBVENTIONS = project_folder() / "voila_apps" / "subventions.py"
LIVE = "#figure .widget-html-content svg"  # there once the widgets have come


def fetch(url: str) -> str:
    """Read an address as a program does, without running anything of it."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode()


def spaces(text: str) -> str:
    """Put ordinary spaces everywhere, to compare words."""
    return re.sub(r"\s+", " ", text)
