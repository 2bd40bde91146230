"""Judge every lesson and page on the packages of a city, cells included."""

from pathlib import Path

from lirelaville.territory.check import Verdict, is_own, judge
from lirelaville.territory.folder import Package, datasets_from
from lirelaville.territory.needs import REFERENCE
from lirelaville.territory.targets import all_targets


def reference_cards() -> dict[str, dict]:
    """Return the project's own cards, whatever folder stands before them."""
    from lirelaville.catalogue import dataset_names, describe

    with datasets_from(None):
        return {slug: describe(slug) for slug in dataset_names()}


def judge_all(packages: list[Package], folder: Path, territory: str) -> list[Verdict]:
    """Judge every lesson and page on the sound packages of a city, cells included.

    Parameters
    ----------
    packages : list of Package
        The city's, verified; those with faults are left aside.
    folder : Path
        Where they are.
    territory : str
        The city, which shared tables of the project must name if they name cities.
    """
    from lirelaville.catalogue import load

    cards, theirs = reference_cards(), {}
    for package in packages:
        if package.card and not package.faults:
            theirs.setdefault(package.stands_for, package)
    with datasets_from(folder):
        tables = {slug: load(package.slug) for slug, package in theirs.items()}
    targets = all_targets()
    asked = {slug for target in targets for slug in target.needs.datasets}
    shared = [s for s in asked if s in cards and not is_own(cards[s])]
    with datasets_from(None):
        tables |= {slug: None for slug in shared if not knows(slug, territory)}
    return [judge(target, cards, theirs, tables) for target in targets]


def knows(slug: str, territory: str) -> bool:
    """Tell whether a table of the project names a city, if it names cities at all."""
    from lirelaville.catalogue import load

    texts = load(slug).select_dtypes("str")
    named = [name for name in texts if (texts[name] == REFERENCE).any()]
    return not named or any((texts[name] == territory).any() for name in named)
