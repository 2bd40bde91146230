"""The process that has imported everything, of which each hand-in gets a fork.

It runs no code of a hand-in.  Every order on its socket brings three others: the
learner's, the judge's, and the life line.  It forks a *keeper*, which leaves the
namespaces of the template and forks the first process of the hand-in's own; from that
one come the judge and the learner's process.

::

    template ─ keeper ─ first ┬ judge       sees the hand-in's files, cannot write them
                              └ door ─ learner's process, alone in its own namespaces

When the keeper or the first process ends, the kernel ends all that came from them.
"""

import gc
import json
import os
import signal
import socket
import sys
from importlib import import_module

from lirelaville.correction.keeper import alone, font_folder, keep

IMPORTED = (
    "lirelaville.lessons.plain_errors",
    "lirelaville.catalogue.readers",
    "lirelaville.charts.forms",
    "geopandas",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "ipywidgets",
    "pyproj",
    "pyogrio",
)
FONTS = "fontlist-*.json"  # matplotlib's list; it takes seconds to make again


def main(number: int, confined: bool) -> None:
    """Import, say so, then fork for each order that comes on this open file."""
    control = socket.socket(fileno=number)
    for name in IMPORTED:
        import_module(name)
    fonts = {path.name: path.read_bytes() for path in font_folder().glob(FONTS)}
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries our children
    control.send(b"ready")
    while True:
        text, ends, _, _ = socket.recv_fds(control, 65536, 3)
        if not text:
            return
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            order = json.loads(text) | {"confined": confined, "fonts": fonts}
            alone(keep, order, *(socket.socket(fileno=end) for end in ends))
        for end in ends:
            os.close(end)


if __name__ == "__main__":
    main(int(sys.argv[1]), confined="--unconfined" not in sys.argv)
