"""Values that go from a learner's process to the judge: data, never code.

They travel as pickles, read by an unpickler that knows the classes of data only: text,
numbers, dates, collections, tables, geometries, and what our own functions return.  A
function stays where it is, and the judge calls it from afar.
"""

import builtins
import io
import pickle
import types
from collections.abc import Callable

from lirelaville.correction.data_types import is_class, is_function

MOST_BYTES = 64 << 20
MOST_NAMES = 300


class Refused(Exception):
    """A value that is not plain data."""


class Tampered(Exception):
    """A value that would have changed the judge's own classes while it was read."""


class Opaque:
    """What stands in the judge for a value that cannot be handed over."""


class WithHoles(pickle.Pickler):
    """Write data; leave a hole where a list or a table holds anything else."""

    def reducer_override(self, value: object) -> object:
        """Write `Opaque` instead of what the learner defined, and of functions."""
        module = str(getattr(value, "__module__", ""))
        if is_function(module, str(getattr(value, "__name__", ""))):
            return NotImplemented
        if isinstance(value, type):
            strange = module == "__main__"
        else:
            strange = type(value).__module__ == "__main__" or callable(value)
        return (Opaque, ()) if strange else NotImplemented


class DataOnly(pickle.Unpickler):
    """Read data; refuse any name that is not a known class of data."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self.found: dict[int, tuple[object, dict]] = {}
        self.holes = False

    def find_class(self, module: str, name: str) -> object:
        """Return a class or a function of the lists, as it is before reading."""
        if (module, name) == (Opaque.__module__, Opaque.__name__):
            self.holes = True
            return Opaque
        if "." in name or not (is_class(module, name) or is_function(module, name)):
            raise Refused(f"{module}.{name}")
        thing = super().find_class(module, name)
        if not is_function(module, name) and not isinstance(thing, type):
            raise Refused(f"{module}.{name}")
        self.found.setdefault(id(thing), (thing, _state(thing)))
        return thing

    def load(self) -> object:
        """Read the value, then look whether reading it changed anything else."""
        value = super().load()
        for thing, before in self.found.values():
            now = _state(thing)
            if now.keys() != before.keys() or any(
                now[key] is not before[key] for key in now
            ):
                raise Tampered
        return value


def hand_over(namespace: dict, names: list[str]) -> tuple[list, bytes]:
    """Return ``[name, kind, size]`` for each name that exists, and their bytes."""
    values, blobs = [], []
    for name in names[:MOST_NAMES]:
        if name in namespace:
            kind, blob = packed(namespace[name])
            values.append([name, kind, len(blob)])
            blobs.append(blob)
    return values, b"".join(blobs)


def packed(value: object) -> tuple[str, bytes]:
    """Return how a value travels, and its bytes."""
    if value is ...:
        return "ellipsis", b""
    if callable(value):
        return "function", b""
    try:
        written = io.BytesIO()
        WithHoles(written, protocol=5).dump(value)
        blob = written.getvalue()
        return ("data", blob) if len(blob) <= MOST_BYTES else ("opaque", b"")
    except Exception:
        return "opaque", b""


def unpacked(kind: str, blob: bytes) -> tuple[object, bool]:
    """Return a value handed over, and whether it is data through and through.

    `Opaque` stands for what is not.

    Raises
    ------
    Tampered
        If the bytes were made to change the reader.
    """
    if kind == "ellipsis":
        return ..., True
    if kind != "data":
        return Opaque(), False
    reader = DataOnly(blob)
    try:
        return reader.load(), not reader.holes
    except Tampered:
        raise
    except Exception:
        return Opaque(), False


class Remote:
    """A learner's function, called where it is."""

    def __init__(self, name: str, ask: Callable) -> None:
        self.__name__ = name
        self._ask = ask

    def __call__(self, *args: object, **words: object) -> object:
        """Send the arguments, wait for the value or the error."""
        answer, blob = self._ask(self.__name__, pickle.dumps((args, words)))
        if answer.get("kind") == "error":
            raise error_named(str(answer.get("type")), str(answer.get("message")))
        return unpacked(str(answer.get("kind")), blob)[0]


def answer_call(function: object, blob: bytes) -> tuple[dict, bytes]:
    """Call a function for the judge; return its value, or its error."""
    args, words = pickle.loads(blob)  # from the judge, who only sends values
    try:
        value = function(*args, **words)
    except BaseException as error:
        kind = type(error).__name__[:100]
        return {"kind": "error", "type": kind, "message": str(error)[:500]}, b""
    kind, packed_value = packed(value)
    return {"kind": kind}, packed_value


def error_named(name: str, message: str) -> Exception:
    """Return an error of this type, or of one that has its name."""
    kind = getattr(builtins, name, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        kind = type(name if name.isidentifier() else "Erreur", (Exception,), {})
    try:
        return kind(message)
    except TypeError:  # UnicodeDecodeError and its like want more
        return Exception(message)


def _state(thing: object) -> dict:
    """Return what could be changed of a class or a function."""
    if isinstance(thing, types.FunctionType):
        own = (thing.__code__, thing.__defaults__, thing.__kwdefaults__)
        return dict(enumerate(own)) | vars(thing)
    return dict(vars(thing)) if hasattr(thing, "__dict__") else {}
