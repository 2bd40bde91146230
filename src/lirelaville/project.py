"""Where things are: the project's own folders and the state folder."""

import os
from pathlib import Path

# folders of another city's data packages, which come before the project's own
DATASETS = "LIRELAVILLE_DATASETS"


def project_folder() -> Path:
    """Return the folder that holds ``datasets/`` and ``courses/``.

    ``LIRELAVILLE_PROJECT`` if set, else the clone this package is installed from.
    """
    chosen = os.environ.get("LIRELAVILLE_PROJECT")
    return Path(chosen) if chosen else Path(__file__).resolve().parents[2]


def use_absolute_datasets() -> None:
    """Make the folders of ``LIRELAVILLE_DATASETS`` absolute.

    The programs that we start (hub, site, kernels) run in other folders than ours.
    """
    folders = os.environ.get(DATASETS, "").split(os.pathsep)
    if any(folders):
        found = [str(Path(folder).resolve()) for folder in folders if folder]
        os.environ[DATASETS] = os.pathsep.join(found)


def jupyter_environment() -> dict[str, str]:
    """Return the variables that give any Jupyter program our kernel and settings.

    Learners' servers, formgrader, correction and papermill all start kernels from the
    same kernelspec (``hub_config/jupyter/share/kernels``), so that a message tested
    in one place is what people read in the others.
    """
    shared = project_folder() / "hub_config" / "jupyter"
    datasets = {DATASETS: os.environ[DATASETS]} if os.environ.get(DATASETS) else {}
    return datasets | {
        "JUPYTER_PATH": str(shared / "share"),
        "JUPYTER_CONFIG_PATH": str(shared),
        # one matplotlib font cache for everybody, never a per-home rebuild
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }
