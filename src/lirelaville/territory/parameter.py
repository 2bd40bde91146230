"""Set the territory of a lesson when it is built for another city's workshop."""

import json
import re
from typing import TYPE_CHECKING

from lirelaville.project import project_folder
from lirelaville.territory.needs import REFERENCE, read_needs

if TYPE_CHECKING:
    from pathlib import Path

PARAMETER = re.compile(r'(?m)^territoire = "(.*?)"')


def city() -> str:
    """Return the city of this installation, as ``hub_config/hub.yml`` says it."""
    from lirelaville.hub.site import read_values

    values = project_folder() / "hub_config" / "hub.yml"
    return read_values(values).city if values.is_file() else REFERENCE


def territory_for(path: "Path", declared: tuple[str, ...] = ()) -> str:
    """Return the territory that a notebook should start with.

    It is the city of this installation if the city brings every table that the notebook
    asks for, as far as their cards tell; else the notebook keeps the one it was written
    with, so that nobody opens a lesson that cannot run.
    """
    written = PARAMETER.search(path.read_text(encoding="utf-8"))
    wanted = city()
    if not written or written[1] == wanted:
        return written[1] if written else ""
    from lirelaville.catalogue import dataset_names, describe
    from lirelaville.territory.check import is_own, judge
    from lirelaville.territory.folder import Package
    from lirelaville.territory.survey import knows, reference_cards
    from lirelaville.territory.targets import Target

    needs, cards = read_needs(path, declared), reference_cards()
    packages = [Package(slug, describe(slug)) for slug in dataset_names()]
    theirs = {p.stands_for: p for p in packages if p.territory == wanted}
    shared = [s for s in needs.datasets if s in cards and not is_own(cards[s])]
    silent = {slug: None for slug in shared if not knows(slug, wanted)}
    verdict = judge(Target(path.stem, path, needs), cards, theirs, silent)
    return wanted if verdict.can_run else written[1]


def with_territory(source: str, territory: str) -> str:
    """Return the code of a parameters cell with another value of ``territoire``."""
    value = json.dumps(territory, ensure_ascii=False)
    return PARAMETER.sub(lambda _: f"territoire = {value}", source)
