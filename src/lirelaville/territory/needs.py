"""Find what a lesson or a public page asks of its tables, from its own text."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# the city whose tables the lessons were written on
REFERENCE = "Marseille"
CELL = re.compile(r"(?m)^(?=# %%)")
LOADERS = {"load", "source_line", "provenance", "raw_file", "describe"}
OPTIONAL = "FACULTATIVES"
SPEAKS = re.compile(rf"\b{REFERENCE}\b")


@dataclass(frozen=True)
class Needs:
    """What one notebook asks of its tables, and what it says of one city only."""

    names: frozenset[str]  # texts and attributes of its code: columns are among them
    patterns: tuple[str, ...]  # names put together: f"part_{age}_pct"
    texts: frozenset[str]  # its texts alone: values of columns are among them
    datasets: tuple[str, ...]
    fixed: tuple[str, ...]  # datasets asked for whatever the territory
    optional: frozenset[str]  # columns that it does without
    territory: str  # the value of its parameter; empty if it has none
    settings: tuple[str, ...]  # other parameters that hold a fact of the reference city
    passages: tuple[int, ...]  # lines of prose or code that name the reference city

    def columns(self, fields: list[str]) -> list[str]:
        """Return those of some columns that the notebook uses, in their order."""
        return [
            name
            for name in fields
            if name in self.names
            or any(re.fullmatch(pattern, name) for pattern in self.patterns)
        ]


@dataclass
class _Found:
    names: set = field(default_factory=set)
    patterns: list = field(default_factory=list)
    texts: set = field(default_factory=set)
    loaded: dict = field(default_factory=dict)  # dataset -> asked with a territory
    optional: set = field(default_factory=set)


def read_needs(path: Path, declared: tuple[str, ...] = ()) -> Needs:
    """Read what a notebook needs.

    Parameters
    ----------
    path : Path
        A py:percent file: a lesson or an explainer.
    declared : tuple of str
        The datasets that ``course.yml`` names besides.

    Returns
    -------
    Needs
        Datasets are the constant first arguments of ``load`` and its like.  Columns
        are recognised in ``Needs.columns``: a field of a dataset is used if its name
        is a text or an attribute of the code (learner's code, solution, checks; wrong
        answers are left aside), a word of ``where=`` or ``.query``, or fits an
        f-string.

    Notes
    -----
    This misses a dataset or a column whose name is computed otherwise, and a geometry
    used without being named (it is always asked for, see ``check``).  It asks too
    much when two tables share a column's name and the notebook uses it in one only,
    or when a text happens to be a column's name.  ``--run`` has the last word.
    """
    text = path.read_text(encoding="utf-8")
    found, passages, parameters = _Found(), [], ""
    line = 1
    for cell in CELL.split(text):
        marker, _, body = cell.partition("\n")
        if not marker.startswith("# %% wrong="):
            passages += _speaking(cell, line)
            if "parameters" in marker:
                parameters = body
            if "[markdown]" not in marker and marker.startswith("# %%"):
                _read_code(body, found)
        line += cell.count("\n")
    own = re.search(r'(?m)^territoire = "(.*?)"', parameters)
    return Needs(
        names=frozenset(found.names | found.texts),
        patterns=tuple(found.patterns),
        texts=frozenset(found.texts),
        datasets=tuple(dict.fromkeys([*found.loaded, *declared])),
        fixed=tuple(slug for slug, asked in found.loaded.items() if not asked),
        optional=frozenset(found.optional),
        territory=own[1] if own else "",
        settings=tuple(_settings(parameters)),
        passages=tuple(passages),
    )


def _speaking(cell: str, first: int) -> Iterator[int]:
    """Yield the lines of a cell that name the reference city.

    Parameters and constants (``NAMES_IN_CAPITALS = …``) are data, not words.
    """
    marker, _, body = cell.partition("\n")
    if "parameters" in marker:
        return
    data = _lines_of_constants(body) if "[markdown]" not in marker else set()
    for number, line in enumerate(body.splitlines(), start=1):
        if number not in data and SPEAKS.search(line):
            yield first + number


def _lines_of_constants(source: str) -> set[int]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    return {
        line
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").isupper()
        for line in range(node.lineno, node.end_lineno + 1)
    }


def _settings(parameters: str) -> Iterator[str]:
    """Yield the parameters whose comment says that they are of the reference city."""
    for line in parameters.splitlines():
        name, found, said = line.partition("=")
        if found and name.strip() != "territoire" and SPEAKS.search(said):
            yield name.strip()


def _read_code(source: str, found: _Found) -> None:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # an error to meet on purpose
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.texts.add(node.value)
        elif isinstance(node, ast.Attribute):
            found.names.add(node.attr)
        elif isinstance(node, ast.JoinedStr):
            found.patterns += _pattern(node)
        elif isinstance(node, ast.Call):
            _read_call(node, found)
        elif isinstance(node, ast.Assign) and _assigns(node, OPTIONAL):
            found.optional.update(_texts(node.value))


def _read_call(call: ast.Call, found: _Found) -> None:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    first = next((_texts(argument)[:1] for argument in call.args[:1]), [])
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if name in LOADERS and first and isinstance(call.args[0], ast.Constant):
        asked = "territory" in given or name == "describe"
        found.loaded[first[0]] = found.loaded.get(first[0], True) and asked
    conditions = _texts(given["where"]) if "where" in given else []
    if name in ("query", "eval"):
        conditions += first
    for condition in conditions:
        found.names |= set(re.findall(r"\w+", condition))


def _pattern(text: ast.JoinedStr) -> list[str]:
    """Return what « part_{age}_pct » may become, unless almost anything fits."""
    parts = [
        re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+"
        for part in text.values
    ]
    known = "".join(
        part.value for part in text.values if isinstance(part, ast.Constant)
    )
    return ["".join(parts)] if re.fullmatch(r"\w*_\w*", known) else []


def _texts(node: ast.AST) -> list[str]:
    return [
        child.value
        for child in ast.walk(node)
        if isinstance(child, ast.Constant) and isinstance(child.value, str)
    ]


def _assigns(node: ast.Assign, name: str) -> bool:
    return any(getattr(target, "id", "") == name for target in node.targets)
