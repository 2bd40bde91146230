"""Where the project's own folders are: datasets, courses, voila_apps, hub_config."""

import os
from pathlib import Path


def project_folder() -> Path:
    """Return the folder that holds ``datasets/`` and ``courses/``.

    ``LIRELAVILLE_PROJECT`` if set, else the clone this package is installed from.
    """
    chosen = os.environ.get("LIRELAVILLE_PROJECT")
    return Path(chosen) if chosen else Path(__file__).resolve().parents[2]
