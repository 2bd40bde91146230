"""The process that runs the cells of one hand-in, and hands its values over.

Whatever it sends may have been forged by the code it runs.  That gains nothing: it
never receives a hidden check, and the checks judge the values that it claims to have.
"""

import builtins
import io
import signal
import sys
from contextlib import suppress

from lirelaville.correction.channel import Broken, Channel
from lirelaville.correction.limits import Limits
from lirelaville.correction.reading import Unreadable, read_cells
from lirelaville.correction.values import answer_call, hand_over

TOO_LONG = (
    "Cette cellule a tourné plus de {seconds:g} secondes : la correction l'a arrêtée. "
    "Y a-t-il une boucle sans fin ?"
)
TOO_MUCH = "Cette cellule affiche plus de {size} Mo de texte : c'est trop."
# what a notebook's kernel itself adds to Python's own names
ADDED = {"display", "get_ipython", "__IPYTHON__", "_"}
WATCHED = ("pandas.DataFrame", "pandas.Series", "geopandas.GeoDataFrame")


class TooLong(KeyboardInterrupt):
    """A cell went on for too long; not an ``Exception``, which cells often catch."""


class TooMuch(Exception):
    """A cell printed too much."""


class Counted(io.TextIOBase):
    """Where cells print: nowhere, but not for ever."""

    def __init__(self, most: int) -> None:
        self.left, self.most = most, most

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Count what is printed."""
        self.left -= len(text)
        if self.left < 0:
            raise TooMuch(TOO_MUCH.format(size=self.most >> 20))
        return len(text)


def serve(end, limits: Limits) -> None:
    """Do what we ask, one message after the other, until the socket closes."""
    channel, cells = Channel(end), Cells(limits)
    with suppress(Broken):
        while True:
            order, blob = channel.receive()
            try:
                answer, given = getattr(cells, order["do"])(blob=blob, **order)
            except Exception as error:
                answer, given = {"failed": type(error).__name__}, b""
            channel.send(answer, given)


class Cells:
    """A notebook's kernel without its messages: the shell, in this very process."""

    def __init__(self, limits: Limits) -> None:
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        config = Config()
        config.HistoryManager.enabled = False
        self.shell = InteractiveShell.instance(config=config)
        self.shell.extension_manager.load_extension("lirelaville.lessons.plain_errors")
        self.shell.showtraceback = lambda *_, **__: None  # nobody reads it here
        self.limits = limits
        self.before = self.watched()
        signal.signal(signal.SIGALRM, self.too_long)

    def read(self, blob: bytes, **_: object) -> tuple[dict, bytes]:
        """Read the notebook, before any of its code runs."""
        try:
            return {"cells": read_cells(blob)}, b""
        except Unreadable as error:
            return {"unreadable": str(error)}, b""

    def run(self, blob: bytes, **_: object) -> tuple[dict, bytes]:
        """Run one cell; say in French why it stopped, if it did."""
        sys.stdout = sys.stderr = Counted(self.limits.output_mb << 20)
        signal.setitimer(signal.ITIMER_REAL, self.limits.cell_seconds)
        try:
            result = self.shell.run_cell(blob.decode(), store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except TooLong as stopped:
            error = stopped
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            sys.stdout = sys.stderr = Counted(self.limits.output_mb << 20)
        return {"error": self.explain(error)}, b""

    def give(self, names: list, **_: object) -> tuple[dict, bytes]:
        """Hand values over, and say what looks tampered with."""
        values, blob = hand_over(self.shell.user_ns, names)
        return {"values": values, "changed": self.changed()[:5]}, blob

    def call(self, name: str, blob: bytes, **_: object) -> tuple[dict, bytes]:
        """Call a function of the learner for the judge."""
        signal.setitimer(signal.ITIMER_REAL, self.limits.cell_seconds)
        try:
            return answer_call(self.shell.user_ns[name], blob)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def explain(self, error: BaseException | None) -> str:
        """Return the words of the notebook for an error."""
        from lirelaville.lessons.plain_errors import plain_lines

        if error is None:
            return ""
        if isinstance(error, TooLong | TooMuch):
            return str(error)
        try:
            lines = plain_lines(type(error), error, self.shell.user_ns)
        except Exception:
            return type(error).__name__
        return " ".join(" ".join(lines).split())[:500]

    def too_long(self, *_: object) -> None:
        """Stop the cell that runs."""
        raise TooLong(TOO_LONG.format(seconds=self.limits.cell_seconds))

    def watched(self) -> dict[str, object]:
        """Return what no lesson changes, and what checks and tables rely on."""
        watched: dict[str, object] = {
            f"builtins.{name}": value
            for name, value in vars(builtins).items()
            if name not in ADDED
        }
        for path in WATCHED:
            module, _, name = path.partition(".")
            kind = getattr(sys.modules.get(module), name, None)
            watched |= {f"{path}.{key}": value for key, value in vars(kind).items()}
        watched["sys.settrace"] = sys.gettrace()
        watched["sys.setprofile"] = sys.getprofile()
        watched["ast_transformers"] = tuple(self.shell.ast_transformers)
        return watched

    def changed(self) -> list[str]:
        """Return the names of what is not what it was."""
        now = self.watched()
        return [key for key, was in self.before.items() if not _same(was, now.get(key))]


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, tuple) and one == other)
