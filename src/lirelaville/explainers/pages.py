"""One call makes a page: what it says, what it draws, what the reader may change."""

from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.controls import Control, control_facts

# where the static site collects the page of a program that it runs; else nobody does
COLLECTED: ContextVar[list | None] = ContextVar("COLLECTED", default=None)


@dataclass(frozen=True)
class Page:
    """A page: pure functions of the choices, and where its figures come from."""

    sentence: Callable[..., str]
    figure: Callable[..., str]
    data: tuple[str, ...]
    method: str
    limits: tuple[str, ...]
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def default(self) -> dict[str, Any]:
        """The choices that a reader finds at first."""
        return {name: control.default for name, control in self.controls.items()}

    def views(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the address and the choices of each page of the static site.

        The first one is the default view, with an empty address; then each main
        control takes each of its values, the others staying as they are.
        """
        yield "", self.default
        for name, control in self.controls.items():
            if control.main:
                for value, _ in control.options:
                    address = f"{name}/{control.address(value)}"
                    yield address, self.default | {name: value}

    def facts(self) -> dict:
        """Describe the page for the site, which does not run its program."""
        return {
            "data": list(self.data),
            "method": self.method,
            "limits": list(self.limits),
            "controls": [control_facts(*item) for item in self.controls.items()],
        }


def page(
    sentence: Callable[..., str],
    figure: Callable[..., str],
    *,
    data: Sequence[str],
    method: str = "",
    limits: Sequence[str] = (),
    **controls: Control,
) -> Page:
    """Make a public page; the last thing that its program does.

    Parameters
    ----------
    sentence : callable
        Takes each control by its name, returns the HTML of a sentence or two.
    figure : callable
        Takes the same, returns a chart and its table.
    data : sequence of str
        The datasets that it reads, as the catalogue names them.
    method : str
        How the figures are made, in one short paragraph.
    limits : sequence of str
        What the figures do not say; the known gaps of the datasets if not given.
    **controls : Control
        ``annee=choice("Année", annees, main=True)``: the name is that of the
        address (``?annee=2021``) and of the functions' argument.

    Returns
    -------
    Page
        In a notebook it is also shown, with its widgets.

    Raises
    ------
    LireLaVilleError
        If two values of a control would have the same address.
    """
    for name, control in controls.items():
        _check_addresses(name, control)
    made = Page(sentence, figure, tuple(data), method, tuple(limits), controls)
    collected = COLLECTED.get()
    if collected is not None:
        collected.append(made)
    elif _in_a_notebook():
        from lirelaville.explainers.live import show

        show(made)
    return made


def _check_addresses(name: str, control: Control) -> None:
    addresses = [
        option[0] for option in control_facts(name, control).get("options", [])
    ]
    twice = sorted({a for a in addresses if addresses.count(a) > 1})
    if twice:
        raise LireLaVilleError(
            f"Deux valeurs de « {name} » auraient la même adresse, « {twice[0]} ». "
            "Donnez-leur des noms différents : choice(…, {« nom » : valeur}, …)."
        )


def _in_a_notebook() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None
