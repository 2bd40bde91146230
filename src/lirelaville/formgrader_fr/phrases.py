"""Replace English words in nbgrader's own files by those of ``phrases.toml``."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, TemplateNotFound

from lirelaville.french import typeset

HERE = Path(__file__).parent
OURS = HERE / "templates"


@cache
def phrases(kind: str, name: str) -> dict[str, str]:
    """Return what replaces what in one file.

    Parameters
    ----------
    kind : str
        ``scripts`` or ``pages``.
    name : str
        The file's name; the phrases of ``everywhere`` come with it.

    Returns
    -------
    dict of str to str
        Exact text of the file -> text that replaces it.  In scripts the words are
        string literals, quotes included.
    """
    content = tomllib.loads((HERE / "phrases.toml").read_text(encoding="utf-8"))
    known = content[kind]
    words = known["everywhere"] | known.get(name, {})
    words = {english: typeset(french) for english, french in words.items()}
    if kind == "scripts":
        words = {f'"{english}"': _literal(french) for english, french in words.items()}
    return words | content["code"].get(name, {})


def translate(text: str, kind: str, name: str) -> str:
    """Return a file of nbgrader's in French; unknown words stay as they are.

    The longest phrase wins, and what was replaced is not replaced again.
    """
    known = phrases(kind, name)
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return pattern.sub(lambda found: known[found.group()], text)


class FrenchTemplates(BaseLoader):
    """Our templates, then those of a folder of nbgrader's, translated.

    ``nbgrader/<name>`` names nbgrader's even where we have one of the same name, so
    that ours can extend it.
    """

    def __init__(self, folder: Path):
        self.theirs = FileSystemLoader(folder)
        self.ours = FileSystemLoader(OURS)

    def get_source(self, environment: Environment, template: str):
        """Return a template's text, as jinja asks for it."""
        name = template.removeprefix("nbgrader/")
        if name == template:
            try:
                return self.ours.get_source(environment, template)
            except TemplateNotFound:
                pass
        source, path, is_fresh = self.theirs.get_source(environment, name)
        return translate(source, "pages", Path(name).name), path, is_fresh


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
