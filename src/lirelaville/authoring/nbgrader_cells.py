"""Turn the cells of a notebook made for nbgrader into the cells of a lesson.

What nbgrader has and a lesson has not is said, in French, never dropped in silence.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.utils import is_grade, is_locked, is_solution, is_task

from lirelaville.lessons.exercise_rules import REGIONS
from lirelaville.lessons.glossary import plain
from lirelaville.lessons.notebook import TEXT_STUB

OURS = ("hand-in-text", "hand-in")
QUESTION = "Répondez en deux phrases."


@dataclass
class Conversion:
    """The cells of the lesson so far, and what its author must know of them."""

    cells: list = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # grade_id -> name


def convert(cells: list) -> Conversion:
    """Convert the cells of a notebook, in order."""
    done = Conversion()
    tests = tests_of(cells)
    for number, cell in enumerate(cells, start=1):
        if cell.get("id") in OURS:
            continue  # a lesson that we built: the next build adds them again
        where = f"cellule {number}"
        if cell.get("attachments"):
            done.notes.append(
                f"{where} : ses images sont dans le notebook ; un texte ne les porte "
                "pas. Publiez-les ailleurs et mettez leur adresse."
            )
        if is_task(cell):
            _task(done, cell)
        elif is_solution(cell) and cell.cell_type == "markdown":
            _manual(done, cell)
        elif is_solution(cell):
            _exercise(done, cell, tests.get(id(cell), []), where)
        elif is_grade(cell):
            if not any(cell is test for group in tests.values() for test in group):
                _orphan(done, cell, where)
        else:
            _plain(done, cell, where)
    return done


def tests_of(cells: list) -> dict[int, list]:
    """Return the test cells of each solution: those that follow it."""
    found: dict[int, list] = {}
    solution = None
    for cell in cells:
        if is_solution(cell) and cell.cell_type == "code" and not is_grade(cell):
            solution = cell
        elif solution is not None and _is_test(cell):
            found.setdefault(id(solution), []).append(cell)
    return found


def _plain(done: Conversion, cell, where: str) -> None:
    if cell.cell_type == "raw":
        done.notes.append(f"{where} : cellule brute, laissée de côté.")
        return
    if is_locked(cell):
        done.notes.append(
            f"{where} : elle était verrouillée ; dans une leçon, seules les "
            "vérifications et la question rédigée le sont."
        )
    tags = cell.metadata.get("tags")
    done.cells.append(_new(cell, cell.source, {"tags": tags} if tags else {}))


def _exercise(done: Conversion, cell, tests: list, where: str) -> None:
    """Write a solution and, under it, all its tests as one check."""
    identifier = cell.metadata.nbgrader.grade_id
    source = cell.source
    begin, end = REGIONS["exercise"]
    if begin not in source:
        source = f"{begin}\n{source.strip()}\n{end}"
    name = _name(done, identifier, cell.source, tests)
    done.cells.append(_new(cell, source, {"exercise": name}))
    if is_grade(cell):
        done.notes.append(
            f"{where}, « {identifier} » : du code noté à la main "
            f"({_points(cell):g} points) n'a pas d'équivalent ; il devient "
            "l'exercice d'une vérification, qui reste à écrire."
        )
    if len(tests) > 1:
        done.notes.append(
            f"« {identifier} » : ses {len(tests)} cellules de tests sont réunies en "
            "une seule vérification, leurs points additionnés."
        )
    if tests:
        visible, hidden = _merged(tests)
        opening, closing = REGIONS["check"]
        region = f"\n{opening}\n{hidden}\n{closing}" if hidden else ""
        points = _whole(sum(map(_points, tests)))
        metadata = {"check": name, "points": points}
        done.cells.append(
            new_code_cell(f"{visible}{region}".strip(), metadata=metadata)
        )


def _manual(done: Conversion, cell) -> None:
    """Write an answer in words; the text just above it is its question."""
    begin, end = REGIONS["written"]
    rubric, rest = _region(cell.source, begin, end)
    for word in (*REGIONS["exercise"], TEXT_STUB):
        rest = rest.replace(word, "")
    previous = done.cells[-1] if done.cells else None
    question = QUESTION
    if previous is not None and _is_text(previous):
        above, question = _region(done.cells.pop().source, begin, end)
        rubric = "\n".join(filter(None, [above, rubric]))
    else:
        done.notes.append(
            f"« {cell.metadata.nbgrader.grade_id} » : aucune question au-dessus de "
            f"cette réponse ; écrivez-la à la place de « {QUESTION} »."
        )
    model = f"Réponse type : {rest.strip()}" if rest.strip() else ""
    _written(done, cell, question, "\n".join(filter(None, [rubric, model])))


def _task(done: Conversion, cell) -> None:
    begin, end = REGIONS["written"]
    rubric, question = _region(cell.source, begin, end)
    done.notes.append(
        f"« {cell.metadata.nbgrader.grade_id} » : cette tâche laissait ajouter des "
        "cellules ; elle devient une question à laquelle on répond par écrit."
    )
    _written(done, cell, question, rubric)


def _written(done: Conversion, cell, question: str, rubric: str) -> None:
    begin, end = REGIONS["written"]
    if not rubric:
        rubric = "- À écrire : ce que l'on attend, point par point"
    name = _free(done, cell.metadata.nbgrader.grade_id)
    text = f"{question.strip()}\n\n{begin}\n{rubric}\n{end}"
    points = _whole(_points(cell))
    done.cells.append(
        new_markdown_cell(text, metadata={"written": name, "points": points})
    )


def _orphan(done: Conversion, cell, where: str) -> None:
    identifier = cell.metadata.nbgrader.grade_id
    done.notes.append(
        f"{where}, « {identifier} » : ces tests ({_points(cell):g} points) ne suivent "
        "aucun exercice ; ils deviennent une vérification, dont l'exercice reste à "
        "écrire."
    )
    metadata = {"check": _free(done, identifier), "points": _whole(_points(cell))}
    done.cells.append(new_code_cell(cell.source, metadata=metadata))


def _name(done: Conversion, identifier: str, solution: str, tests: list) -> str:
    """Name an answer after its ``grade_id``, or after what the tests ask for."""
    wanted = _free(done, identifier)
    given = list(_assigned(solution))
    if wanted in given or not given:
        return wanted
    asked = {name for test in tests for name in _read(test.source)}
    name = next((name for name in given if name in asked), given[-1])
    if not re.fullmatch("[a-z][a-z0-9_]*", name) or name in done.names.values():
        return wanted
    done.names[identifier] = name
    done.notes.append(
        f"« {identifier} » devient « {name} » : une vérification porte le nom de la "
        "réponse qu'elle lit."
    )
    return name


def _free(done: Conversion, identifier: str) -> str:
    """Return a ``grade_id`` as a name that Python accepts and nobody has."""
    bare = re.sub("[^a-z0-9]+", "_", _ascii(identifier).lower()).strip("_")
    name = bare if re.match("[a-z]", bare) else f"reponse_{bare}".rstrip("_")
    while name in done.names.values():
        name += "_bis"
    done.names[identifier] = name
    return name


def _ascii(word: str) -> str:
    import unicodedata

    letters = unicodedata.normalize("NFKD", plain(word))
    return letters.encode("ascii", "ignore").decode()


def _merged(tests: list) -> tuple[str, str]:
    parts = [_region(test.source, *REGIONS["check"]) for test in tests]
    return (
        "\n".join(visible.strip() for _, visible in parts if visible.strip()),
        "\n".join(hidden.strip() for hidden, _ in parts if hidden.strip()),
    )


def _region(source: str, begin: str, end: str) -> tuple[str, str]:
    """Return what markers enclose, wherever they are, and what is left."""
    pattern = re.compile(
        rf"^{re.escape(begin)}$\n?(.*?)^{re.escape(end)}$\n?", re.M | re.S
    )
    inside = "\n".join(found.strip() for found in pattern.findall(source))
    return inside, pattern.sub("", source)


def _assigned(source: str) -> Iterator[str]:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return
    for statement in body:
        if isinstance(statement, ast.FunctionDef):
            yield statement.name
        elif isinstance(statement, ast.Assign):
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id


def _read(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _is_test(cell) -> bool:
    return is_grade(cell) and not is_solution(cell) and not is_task(cell)


def _is_text(cell) -> bool:
    return cell.cell_type == "markdown" and "written" not in cell.metadata


def _points(cell) -> float:
    return float(cell.metadata.nbgrader.get("points", 0))


def _whole(points: float) -> int | float:
    return int(points) if points == int(points) else points


def _new(cell, source: str, metadata: dict):
    create = new_markdown_cell if cell.cell_type == "markdown" else new_code_cell
    return create(source, metadata=metadata)
