"""What a reader may change on a page: a choice, a number, a name to look for.

Each control is declared once; the live page makes a widget of it, the static page a
list of links, and both read and write it in the address (``?annee=2021``).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

LONGEST = 100  # characters of one value in an address


@dataclass(frozen=True)
class Choice:
    """One value among some, each with the words that a reader sees."""

    label: str
    options: tuple[tuple[Any, str], ...]
    default: Any
    main: bool

    @property
    def kind(self) -> str:
        """How pages show it."""
        return "choice"

    def address(self, value: Any) -> str:
        """Write one of its values in an address."""
        return slugify(dict(self.options)[value])


@dataclass(frozen=True)
class Slider:
    """A whole number between two others."""

    label: str
    lowest: int
    highest: int
    step: int
    default: int
    main: bool = False

    @property
    def kind(self) -> str:
        """How pages show it."""
        return "slider"

    def address(self, value: int) -> str:
        """Write a value in an address."""
        return str(value)


@dataclass(frozen=True)
class Search:
    """A name to type; nothing typed is the page without it."""

    label: str
    names: tuple[str, ...]
    example: str = ""
    default: str = ""
    main: bool = False

    @property
    def kind(self) -> str:
        """How pages show it."""
        return "search"

    def address(self, value: str) -> str:
        """Write a value in an address."""
        return value


Control = Choice | Slider | Search


def choice(
    label: str,
    options: Sequence | Mapping[str, Any],
    default: Any = None,
    *,
    main: bool = False,
) -> Choice:
    """Let the reader choose in a list.

    Parameters
    ----------
    label : str
        Read aloud by screen readers: « Année ».
    options : sequence or mapping
        The values in their order, or the words of each with its value.
    default : object, optional
        The one chosen at first; if it is not among the values, the last one is.
    main : bool
        Whether the static site has one page for each value.
    """
    words = (
        dict(options)
        if isinstance(options, Mapping)
        else {str(value): value for value in options}
    )
    pairs = tuple((value, text) for text, value in words.items())
    values = [value for value, _ in pairs]
    first = default if default in values else values[-1]
    return Choice(label, pairs, first, main)


def slider(
    label: str, lowest: int, highest: int, default: int, *, step: int = 1
) -> Slider:
    """Let the reader move a number between two others."""
    return Slider(label, lowest, highest, step, default)


def search(label: str, names: Iterable[str], example: str = "") -> Search:
    """Let the reader type a name; some are suggested.

    Parameters
    ----------
    label : str
        « Chercher un bénéficiaire ».
    names : iterable of str
        All names, the most asked for first.
    example : str
        Shown in the empty field: « Friche ».
    """
    return Search(label, tuple(names), example)


def slugify(text: str) -> str:
    """Write words for an address: « 1er arrondissement » is ``1er-arrondissement``."""
    apart = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    kept = re.sub(r"[^a-z0-9]+", "-", plain)
    return kept.strip("-") or "vide"


def comparable(name: str) -> str:
    """Return a name as it is compared: no accent, no mark, no capital."""
    return slugify(name).replace("-", " ")


def near_names(asked: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Find the names that somebody may have meant.

    Parameters
    ----------
    asked : str
        What was typed.
    names : iterable of str
        What exists.
    most : int
        How many to give.

    Returns
    -------
    list of str
        Those that hold all its words first, then those written nearly so.
    """
    known = {comparable(name): name for name in names}
    wanted = comparable(asked[:LONGEST])
    holding = [
        key for key in known if all(word in key.split() for word in wanted.split())
    ]
    starting = [key for key in known if all(word in key for word in wanted.split())]
    near = get_close_matches(wanted, known, n=most, cutoff=0.6)
    found = dict.fromkeys([*holding, *starting, *near])
    return [known[key] for key in list(found)[:most]]


def control_facts(name: str, control: Control) -> dict:
    """Describe a control for the site, which knows nothing of the page's program."""
    facts = {"name": name, "label": control.label, "kind": control.kind}
    facts |= {"main": control.main, "default": control.address(control.default)}
    if isinstance(control, Choice):
        facts["options"] = [[control.address(v), text] for v, text in control.options]
    if isinstance(control, Slider):
        facts["bounds"] = [control.lowest, control.highest, control.step]
    if isinstance(control, Search):
        facts["example"] = control.example
    return facts
