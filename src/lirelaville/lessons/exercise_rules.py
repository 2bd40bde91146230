"""Rules on exercises: what each one comes with, and what is inside its cells.

They read the syntax tree, because what looks like a check may check nothing:
nbgrader gives full marks to a cell that ends with ``b == 1``.
"""

import ast
from collections.abc import Iterator

from lirelaville.errors import unknown
from lirelaville.lessons.percent import Cell, Found

# kind of cell -> opening and closing lines of the part the learner never sees
REGIONS = {
    "exercise": ("### BEGIN SOLUTION", "### END SOLUTION"),
    "check": ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"),
    "written": ("=== BEGIN MARK SCHEME ===", "=== END MARK SCHEME ==="),
}


def checks(cells: list[Cell]) -> Iterator[Found]:
    """Check that each exercise has one check below it, and each check an exercise."""
    exercises = {cell.name: cell for cell in cells if cell.kind == "exercise"}
    checks = [cell for cell in cells if cell.kind == "check"]
    for cell in checks:
        if cell.name not in exercises:
            yield cell, unknown("nom d'exercice", cell.name, exercises), ""
    for name, exercise in exercises.items():
        below = [c for c in checks if c.name == name and c.number > exercise.number]
        if len(below) != 1 or len([c for c in checks if c.name == name]) != 1:
            yield (
                exercise,
                f"l'exercice « {name} » doit avoir une seule vérification, "
                "placée plus bas.",
                f'Écrivez sous l\'exercice : # %% check="{name}" points=2.',
            )


def wrong_answers(cells: list[Cell]) -> Iterator[Found]:
    """Check that each exercise comes with the mistakes that beginners make."""
    exercises = {cell.name: cell for cell in cells if cell.kind == "exercise"}
    wrong = [cell for cell in cells if cell.kind == "wrong"]
    for cell in wrong:
        if cell.name not in exercises:
            yield cell, unknown("nom d'exercice", cell.name, exercises), ""
        if not (cell.because and cell.says):
            yield (
                cell,
                "une mauvaise réponse doit dire pourquoi on la donne et ce que la "
                "vérification répond.",
                f'Écrivez : # %% wrong="{cell.name}" because="la somme au lieu de la '
                'moyenne" says="un bout du message attendu".',
            )
    for name, exercise in exercises.items():
        count = sum(cell.name == name for cell in wrong)
        if count < 2:
            yield (
                exercise,
                f"{count} mauvaise(s) réponse(s) pour « {name} », au moins 2.",
                f'Ajoutez des cellules « # %% wrong="{name}" because="…" says="…" ».',
            )


def insides(cells: list[Cell]) -> Iterator[Found]:
    """Check what each cell of an exercise holds."""
    for cell in cells:
        yield from _inside(cell)


def _inside(cell: Cell) -> Iterator[Found]:
    if cell.kind in REGIONS:
        begin, end = REGIONS[cell.kind]
        try:
            outside, inside = split_region(cell)
        except ValueError:
            yield (
                cell,
                f"il faut une fois « {begin} », du contenu, puis une fois « {end} ».",
                "Écrivez ces deux lignes telles quelles, en début de ligne.",
            )
            return
        if cell.kind == "exercise":
            yield from _assigns(cell, inside, "la solution")
        if cell.kind == "check":
            yield from _asserts(cell, outside, "la partie visible")
            yield from _asserts(cell, inside, "la partie cachée")
        if cell.kind == "written" and not outside:
            yield cell, "la question manque.", f"Écrivez-la au-dessus de « {begin} »."
    if cell.kind == "wrong":
        yield from _assigns(cell, cell.source, "la mauvaise réponse")


def split_region(cell: Cell) -> tuple[str, str]:
    """Return what the learner sees of a cell, and what the markers enclose.

    Raises
    ------
    ValueError
        If the markers are not there once each, in order, around something.
    """
    begin, end = REGIONS[cell.kind]
    lines = cell.source.split("\n")
    if lines.count(begin) != 1 or lines.count(end) != 1:
        raise ValueError(f"expected one {begin!r} and one {end!r}")
    start, stop = lines.index(begin), lines.index(end)
    inside = "\n".join(lines[start + 1 : stop]).strip()
    if not inside:
        raise ValueError(f"nothing between {begin!r} and {end!r}")
    return "\n".join(lines[:start] + lines[stop + 1 :]).strip(), inside


def _assigns(cell: Cell, source: str, part: str) -> Iterator[Found]:
    """Check that the answer's name is given a value."""
    tree = _parse(source)
    if tree is None:
        yield cell, f"{part} n'est pas du Python correct.", "Corrigez-la."
        return
    names = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    } | {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    if cell.name not in names:
        yield (
            cell,
            f"{part} ne donne pas de valeur à « {cell.name} ».",
            f"Écrivez : {cell.name} = …",
        )


def _asserts(cell: Cell, source: str, part: str) -> Iterator[Found]:
    """Check that asserts carry a message, and that the last statement is one."""
    tree = _parse(source)
    if tree is None:
        yield cell, f"{part} n'est pas du Python correct.", "Corrigez-la."
        return
    mute = [
        node for node in ast.walk(tree) if isinstance(node, ast.Assert) and not node.msg
    ]
    if mute:
        yield (
            cell,
            f"dans {part}, « {ast.unparse(mute[0])} » n'a pas de message.",
            'Écrivez : assert condition, "une phrase qui aide".',
        )
    if not tree.body or not isinstance(tree.body[-1], ast.Assert):
        last = ast.unparse(tree.body[-1]) if tree.body else "rien"
        yield (
            cell,
            f"{part} doit finir par un assert ; elle finit par « {last} », que "
            "nbgrader compterait juste.",
            'Écrivez : assert condition, "une phrase qui aide".',
        )


def _parse(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except SyntaxError:
        return None
