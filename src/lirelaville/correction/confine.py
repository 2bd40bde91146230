"""What the template of hand-ins sees: bubblewrap's command, for root and for others.

Beside the system's programs and this Python, only the project's own code, the datasets
and the settings of notebooks: no lesson, no state, no home.  Every folder is read-only,
the root included; nobody else's process or network is there.  The hand-ins' own
namespaces (`namespaces`) are made inside of this one.
"""

import os
import sys
from pathlib import Path

from lirelaville.programs import find_bubblewrap
from lirelaville.project import DATASETS, jupyter_environment, project_folder

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")
PROJECT = (
    "src",
    "datasets",
    "voila_apps",
    "report_templates",
    "hub_config/jupyter",
)
FONTS = "/tmp/.matplotlib"


def confined(command: list[str]) -> list[str]:
    """Return the command that starts another one confined."""
    options = [
        *("--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--die-with-parent", "--new-session"),
        *([] if os.geteuid() == 0 else ["--unshare-user"]),
        *("--proc", "/proc", "--dev", "/dev"),
        *("--perms", "0755", "--size", str(64 << 20), "--tmpfs", "/tmp"),
    ]
    ready = {Path("/"), Path("/tmp")}
    for source, target in seen():
        # bubblewrap makes the folders above what it binds, but closes them to others
        for above in reversed(target.parents):
            if above not in ready:
                options += ["--perms", "0755", "--dir", str(above)]
                ready.add(above)
        if target.is_symlink() and target.parent == Path("/"):
            options += ["--symlink", str(target.readlink()), str(target)]
        else:
            options += ["--ro-bind", str(source), str(target)]
        ready.add(target)
    options += ["--remount-ro", "/dev", "--remount-ro", "/", "--clearenv"]
    for name, value in environment().items():
        options += ["--setenv", name, value]
    return [str(find_bubblewrap()), *options, "--chdir", "/tmp", "--", *command]


def seen() -> list[tuple[Path, Path]]:
    """Return what is shown, and where: a folder comes before those inside it."""
    project = project_folder()
    wanted = [Path(path) for path in (*SYSTEM, *SETTINGS)]
    wanted += [Path(sys.base_prefix), Path(sys.prefix), _package().parent]
    wanted += [project / name for name in PROJECT]
    wanted += [Path(p) for p in os.environ.get(DATASETS, "").split(os.pathsep) if p]
    pairs = {
        target: path.resolve()
        for path in wanted
        if path.exists()
        for target in (path.absolute(), path.resolve())
    }
    for path in _font_lists():
        pairs[Path(FONTS, path.name)] = path
    top = [t for t in pairs if not any(t.is_relative_to(s) for s in pairs if s != t)]
    inside = [t for t in pairs if t not in top and pairs[t] != _within(t, top, pairs)]
    return [(pairs[target], target) for target in (*top, *sorted(inside))]


def environment() -> dict[str, str]:
    """Return all that a hand-in's process finds in its environment."""
    return jupyter_environment() | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "LANG": "C.UTF-8",
        "HOME": "/tmp",
        "TMPDIR": "/tmp",
        "MPLCONFIGDIR": FONTS,
        "LIRELAVILLE_PROJECT": str(project_folder()),
        "PYTHONDONTWRITEBYTECODE": "1",
        # a fork inherits no thread, and each hand-in has one core
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _package() -> Path:
    return Path(__file__).resolve().parents[1]


def _font_lists() -> list[Path]:
    import matplotlib

    return sorted(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))


def _within(target: Path, top: list[Path], pairs: dict[Path, Path]) -> Path | None:
    """Return where a path already shows through a folder that is shown."""
    above = next(path for path in top if target.is_relative_to(path))
    return pairs[above] / target.relative_to(above)
