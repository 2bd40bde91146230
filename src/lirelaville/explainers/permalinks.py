"""Read the choices that an address asks for, and say what could not be read."""

from html import escape
from urllib.parse import parse_qsl

from lirelaville.explainers.controls import near_names, slugify
from lirelaville.french import typeset

LONGEST = 2000  # characters of a query
MOST_FIELDS = 30
ILLEGIBLE = (
    "Cette adresse est trop longue ou abîmée : voici la page telle qu’elle s’ouvre."
)


def asked_view(page: dict, query: str, live: str) -> tuple[dict, list[str]]:
    """Find the view that a query asks for.

    Parameters
    ----------
    page : dict
        What ``render`` kept of a page.
    query : str
        What follows « ? » in the address, as it came: ``"annee=2021"``.
    live : str
        The address of the live page, for what a still page cannot do.

    Returns
    -------
    tuple of (dict, list of str)
        A view, the default one if nothing else fits, and sentences in HTML for what
        was asked and is not there.  Unknown names are left aside in silence (networks
        add theirs), unless they look like one of ours.
    """
    default = page["views"][0]
    try:
        if len(query) > LONGEST:
            raise ValueError
        fields = parse_qsl(query, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        return default, [typeset(ILLEGIBLE)]
    controls = {control["name"]: control for control in page["controls"]}
    wanted, said = {}, []
    for name, value in fields:
        if name in controls:
            said += _take(controls[name], value, wanted)
        elif near := near_names(name[:40], controls, 1):
            said.append(
                f"Le lien contient « {_shown(name)} » ; sans doute « {near[0]} »."
            )
    view = _nearest(page, default["choices"] | wanted)
    if any(view["choices"][name] != value for name, value in wanted.items()):
        link = f'<a rel="nofollow" href="{escape(live)}?{escape(query)}">'
        other = f" {link}Les voir en direct</a>." if live else ""
        said.append(f"Cette page fixe ne montre pas tous ces choix ensemble.{other}")
    return view, [typeset(sentence) for sentence in said]


def _take(control: dict, value: str, wanted: dict[str, str]) -> list[str]:
    """Keep a value that a control has; else say so, with near ones."""
    name, label = control["name"], control["label"]
    if control["kind"] == "search":
        wanted[name] = value.strip()
        return []
    if control["kind"] == "slider":
        lowest, highest, _ = control["bounds"]
        if value.isascii() and value.isdigit() and lowest <= int(value[:9]) <= highest:
            wanted[name] = value
            return []
        return [
            f"Le lien demande « {_shown(value)} » ({label}) : il faut un nombre de "
            f"{lowest} à {highest}. Voici {control['default']}."
        ]
    options = dict(control["options"])
    if slugify(value) in options:
        wanted[name] = slugify(value)
        return []
    near = near_names(value, options.values())
    guess = f" Vouliez-vous dire « {' », « '.join(near)} » ?" if near else ""
    return [
        f"Le lien demande « {_shown(value)} » ({escape(label)}), que cette page n’a "
        f"pas. Voici « {options[control['default']]} » à la place.{guess}"
    ]


def _nearest(page: dict, choices: dict[str, str]) -> dict:
    """Return the view with most of some choices, the first one among equals."""
    return max(
        page["views"],
        key=lambda view: sum(view["choices"][n] == v for n, v in choices.items()),
    )


def _shown(value: str) -> str:
    return escape(value[:60])
