"""The process that runs the checks, on values, where no learner's code has ever run."""

from contextlib import suppress

from lirelaville.correction.channel import Broken, Channel
from lirelaville.correction.values import Remote, Tampered, unpacked
from lirelaville.lessons.plain_errors import IN_A_CHECK

CELL = "<vérification>"
MOST_CHARACTERS = 1000


def serve(end) -> None:
    """Judge what we send, one check after the other, until the socket closes."""
    channel = Channel(end)
    with suppress(Broken):
        while True:
            order, blob = channel.receive()
            channel.send(judged(channel, order, blob))


def judged(channel: Channel, order: dict, blob: bytes) -> dict:
    """Run one check; return whether it passed, and what it says."""
    try:
        names, strange = values_of(channel, order["values"], blob)
    except Tampered:
        return {"passed": False, "strange": ["pickle"], "message": IN_A_CHECK}
    space = {"__name__": "__main__"}
    try:
        exec(order["prelude"], space)  # of the source of the lesson, as the check is
        space |= {name: value for name, value in names.items() if name not in space}
        exec(compile(order["check"], CELL, "exec"), space)
    except AssertionError as refusal:
        said = str(refusal) or "Cette vérification n'est pas passée."
    except Broken:
        raise
    except Exception as error:
        # Its own words might show a hidden check.
        said = f"{IN_A_CHECK} ({type(error).__name__})"
    else:
        return {"passed": True, "strange": strange, "message": ""}
    return {"passed": False, "strange": strange, "message": said[:MOST_CHARACTERS]}


def values_of(
    channel: Channel, values: list, blob: bytes
) -> tuple[dict[str, object], list[str]]:
    """Return the values by name, and the names of those that are not plain data."""
    names, strange, start = {}, [], 0

    def ask(name: str, arguments: bytes) -> tuple[dict, bytes]:
        channel.send({"call": name}, arguments)
        return channel.receive()

    for name, kind, size in values:
        if kind == "function":
            names[name] = Remote(name, ask)
        else:
            names[name], plain = unpacked(kind, blob[start : start + size])
            strange += [] if plain else [name]
        start += size
    return names, strange
