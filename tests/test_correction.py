"""« lirelaville grade »: hand-ins are repaired, run, judged, and the reason is told."""

import csv
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

import pytest
from handins import (
    RIGHT,
    Desk,
    as_bytes,
    cell_of,
    desk,
    stored,
)
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from tiny_course import write_course

from lirelaville.correction.folder import require_writable
from lirelaville.correction.reading import Unreadable, read_cells
from lirelaville.correction.repair import repair
from lirelaville.errors import LireLaVilleError


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk where hand-ins of the tiny lesson are marked."""
    with desk(tmp_path_factory.mktemp("project")) as opened:
        yield opened


def scores(marks: dict) -> list[float | None]:
    """Return the scores, in the order of the lesson."""
    return [found.score for found in marks.values()]


def grade(project: Path, *arguments: str, **environment: str):
    """Run « lirelaville grade » as a trainer does."""
    code = "from lirelaville.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "grade", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LIRELAVILLE_PROJECT": str(project)} | environment,
    )


# ── The command ──────────────────────────────────────────────────────────────────────


def test_a_folder_of_hand_ins_becomes_a_table_of_marks(tiny: Desk, tmp_path: Path):
    """One row an exercise; one bad notebook is a row; names cannot break the table."""
    folder, out = tmp_path / "copies", tmp_path / "notes.csv"
    write_course(tmp_path)
    stored(folder, "p01", as_bytes(tiny.copy(**RIGHT, limites="On ignore à qui.")))
    stored(folder, "p02", as_bytes(tiny.copy()))
    stored(folder, "p03", b"{")
    stored(folder, '=1+1, "moi"', as_bytes(tiny.copy(total="total = 100")))
    (folder / "p04").mkdir()
    done = grade(
        tmp_path, "tiny", "lire_une_liste", "--submissions", str(folder),
        "--out", str(out), "--jobs", "2",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == (
        "3\u00a0carnets corrigés, 1 à lire, 2\u00a0non corrigés."
    )
    with out.open(encoding="utf-8", newline="") as lines:
        rows = [tuple(row.values()) for row in csv.DictReader(lines)]
    assert out.read_bytes().startswith(b"person,exercise,score,max_score,message\r\n")
    assert rows[4:8] == [
        ("p01", "total", "2", "2", ""),
        ("p01", "moyenne", "3", "3", ""),
        ("p01", "plus_grand", "2", "2", ""),
        ("p01", "limites", "", "2", "À lire par une personne."),
    ]
    assert {row[2] for row in rows[8:12]} == {"0"}
    assert all("Il manque encore votre réponse" in row[4] for row in rows[8:11])
    assert rows[11][4] == "Aucune réponse n'est écrite."
    assert rows[12][:4] == ("p03", "", "", "9")
    assert "n'est pas un carnet, ou il est coupé" in rows[12][4]
    assert "il manque le fichier lire_une_liste.ipynb" in rows[13][4]
    assert rows[0][0] == '\'=1+1, "moi"'
    assert rows[0][2:] == ("0", "2", "Un total dépasse chacune de ses parties.")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("tini", "lire_une_liste"), "Pas de parcours « tini ». Vouliez-vous dire"),
        (("tiny", "lire"), "Pas de leçon « lire »"),
        (("tiny", "lire_une_liste", "absent"), "absent n'existe pas. Attendu : un"),
        (("tiny", "lire_une_liste", "vide"), "vide est vide. Attendu : un dossier"),
        (("tiny", "lire_une_liste", "copies", "non/a.csv"), "n'ont pas pu être écrit"),
    ],
)
def test_what_cannot_be_marked_is_refused(tmp_path: Path, arguments, words):
    """What was given, what is expected, and what to do, before anything runs."""
    write_course(tmp_path)
    (tmp_path / "vide").mkdir()
    stored(tmp_path / "copies", "p01", b"{}")
    course, lesson, folder, out = (
        *arguments,
        *("copies", "a.csv")[len(arguments) - 2 :],
    )
    done = grade(
        tmp_path, course, lesson, "--submissions", str(tmp_path / folder),
        "--out", str(tmp_path / out),
    )  # fmt: skip
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_marks_are_not_lost_to_a_folder_of_the_same_name(tmp_path: Path):
    """A file that cannot be written is known before the first hand-in."""
    with pytest.raises(LireLaVilleError, match="Donnez à --out un fichier"):
        require_writable(tmp_path)
    require_writable(tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []


def test_without_bubblewrap_nothing_runs(tmp_path: Path):
    """A machine that cannot confine refuses, unless it is told to take the risk."""
    write_course(tmp_path)
    stored(tmp_path / "copies", "p01", b"{}")
    usual = (
        "tiny", "lire_une_liste", "--submissions", str(tmp_path / "copies"),
        "--out", str(tmp_path / "a.csv"),
    )  # fmt: skip
    done = grade(tmp_path, *usual, PATH="/nowhere")
    assert "bubblewrap est introuvable" in done.stderr
    assert done.returncode == 1
    broken = tmp_path / "bin" / "bwrap"
    broken.parent.mkdir()
    broken.write_text(
        "#!/bin/sh\necho 'No permissions to create namespace' >&2\nexit 1"
    )
    broken.chmod(0o755)
    done = grade(tmp_path, *usual, PATH=f"{broken.parent}:/usr/bin:/bin")
    assert "ne peut pas confiner le code à corriger : No permissions" in done.stderr
    assert "ajoutez --unconfined" in done.stderr
    assert not (tmp_path / "a.csv").exists()
    done = grade(tmp_path, *usual, "--unconfined", PATH="/nowhere")
    assert done.stdout.strip() == "0\u00a0carnet corrigé, 0 à lire, 1\u00a0non corrigé."


# ── Repairs ──────────────────────────────────────────────────────────────────────────


def deleted(notebook: NotebookNode) -> None:
    """Delete the answer, the lesson's cell above it, and a check."""
    gone = ("cell-03", "moyenne", "check_plus_grand")
    notebook.cells = [cell for cell in notebook.cells if cell.id not in gone]


def copied(notebook: NotebookNode) -> None:
    """Copy the answer: one more cell with the same label, before and after."""
    place = notebook.cells.index(cell_of(notebook, "total"))
    blank = deepcopy(notebook.cells[place])
    blank.source = "total = ...  # ← remplacez les trois points par votre réponse"
    first = deepcopy(notebook.cells[place])
    first.source = "total = 7"
    notebook.cells[place + 1 : place + 1] = [blank]
    notebook.cells[place:place] = [first]


def retyped(notebook: NotebookNode) -> None:
    """Make text of an answer and of a lesson's cell, by pressing Esc then M."""
    for name in ("total", "cell-03"):
        cell = cell_of(notebook, name)
        cell.cell_type = "markdown"
        del cell["outputs"], cell["execution_count"]


def reordered(notebook: NotebookNode) -> None:
    """Turn the notebook upside down."""
    notebook.cells.reverse()


def split(notebook: NotebookNode) -> None:
    """Cut an answer in the middle of its parenthesis; both halves keep the label."""
    place = notebook.cells.index(cell_of(notebook, "total"))
    half = deepcopy(notebook.cells[place])
    notebook.cells[place].source = "total = (100 +"
    half.source, half.id = "    200 + 600)", "b5d1"
    notebook.cells[place + 1 : place + 1] = [half]


def unlabelled(notebook: NotebookNode) -> None:
    """Paste everything into a new notebook: no label, no id of ours."""
    for number, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = {}, f"{number:08x}"


def cheating(notebook: NotebookNode) -> None:
    """Empty every check and raise the points."""
    for cell in notebook.cells:
        if cell.id.startswith("check_"):
            cell.source, cell.metadata.nbgrader.points = "assert True", 100


def broken(notebook: NotebookNode) -> None:
    """Break a cell of the lesson that the answers need."""
    cell_of(notebook, "cell-03").source = "montants = [100, 200, 600"


def heavy(notebook: NotebookNode) -> None:
    """Keep 50 MB of outputs."""
    text = {"output_type": "stream", "name": "stdout", "text": "x" * (50 << 20)}
    cell_of(notebook, "cell-03").outputs = [text]


@pytest.mark.parametrize(
    ("damage", "expected", "said"),
    [
        (deleted, [2, 0, 2], {"moyenne": "n'était plus dans le carnet"}),
        (copied, [2, 3, 2], {"total": "était là 2 fois"}),
        (retyped, [2, 3, 2], {"total": "n'était plus du code"}),
        (reordered, [2, 3, 2], {}),
        (split, [2, 3, 2], {"total": "coupée en 2 : ses morceaux ont été recollés"}),
        (unlabelled, [2, 3, 2], dict.fromkeys(RIGHT, "avait perdu son étiquette")),
        (cheating, [2, 3, 2], {}),
        (broken, [2, 3, 2], {"total": "la correction a repris l'originale"}),
        (heavy, [2, 3, 2], {}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_damaged_notebook_is_repaired(tiny: Desk, damage, expected, said):
    """What can be read is marked; what was repaired is told."""
    notebook = tiny.copy(**RIGHT, limites="À qui ?")
    cell_of(notebook, "total").source = "total = sum(montants)"
    damage(notebook)
    marks = tiny.mark(notebook)
    assert scores(marks) == [*expected, None]
    for name, found in marks.items():
        assert said.get(name, "") in found.message
        if name not in said and found.score:
            assert found.message == ""


def test_cells_of_the_learner_run_where_they_stand(tiny: Desk):
    """A helper written above an answer counts; one written below comes too late."""
    notebook = tiny.copy(**RIGHT | {"total": "total = additionner(montants)"})
    helper = new_code_cell("def additionner(x):\n    return sum(x)")
    place = notebook.cells.index(cell_of(notebook, "total"))
    notebook.cells.insert(place, helper)
    assert scores(tiny.mark(notebook))[:3] == [2, 3, 2]
    notebook.cells.remove(helper)
    notebook.cells.append(helper)
    late = tiny.mark(notebook)["total"]
    assert late.score == 0
    assert "Il manque encore votre réponse" in late.message
    assert "Votre cellule s'est arrêtée : Python ne connaît pas" in late.message


def test_names_of_python_used_for_answers_do_not_spoil_the_checks(tiny: Desk):
    """A beginner calls a variable ``max``; a right answer still counts."""
    answers = RIGHT | {"total": "max = 3\nsum = 900\ntotal = sum"}
    assert scores(tiny.mark(tiny.copy(**answers)))[:3] == [2, 3, 2]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Ce fichier est vide"),
        (b"\xff\xfe\x00", "n'est pas un carnet, ou il est coupé"),
        (b"[1, 2]", "n'est pas un carnet"),
        (b"[" * 200_000, "emboîte trop de niveaux"),
        (b'{"nbformat": 3, "worksheets": []}', "format que la correction ne lit pas"),
        (b'{"nbformat": 4, "cells": {}}', "n'a pas de cellules"),
        (
            json.dumps({"nbformat": 4, "cells": [{}] * 6_000}).encode(),
            "6000 cellules ; 5000 au plus",
        ),
        (
            json.dumps(
                {"nbformat": 4, "cells": [{"source": "é" * 2_000_001}]}
            ).encode(),
            "2000001 caractères ; 2000000 au plus",
        ),
    ],
)
def test_what_is_no_notebook_gets_its_reason(content: bytes, words: str):
    """The message says what is wrong and what to do."""
    with pytest.raises(Unreadable, match=words):
        read_cells(content)


def test_strange_cells_are_read_for_what_they_are_worth():
    """Ids that are lists, half a character, metadata that are numbers: no crash."""
    cell = {
        "id": ["a"],
        "cell_type": 3,
        "metadata": {"nbgrader": 7},
        "source": ["total", 4, " = \ud800"],
    }
    notebook = {"nbformat": 4, "cells": [cell, None, {"metadata": []}]}
    content = b"\xef\xbb\xbf" + json.dumps(notebook).encode()
    assert read_cells(content) == [["raw", "", "", "total = ?"], ["raw", "", "", ""]]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Damage a notebook: its bytes, or the cells and the keys of its JSON."""
    if chance.random() < 0.3:
        data = bytearray(content)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
    notebook = json.loads(content)
    strange = [None, 3, "x", [], {}, [[]], "\ud800", 10**30, {"nbgrader": {"x": []}}]
    for _ in range(chance.randint(1, 12)):
        if not isinstance(cells := notebook.get("cells"), list) or not cells:
            break
        cell = chance.choice(cells)
        inside = cell.get("metadata") if isinstance(cell, dict) else None
        target = chance.choice([notebook, cell, cell, cell, inside])
        if isinstance(target, dict) and target:
            target[chance.choice(sorted(target))] = chance.choice(strange)
        cells += [deepcopy(cell)] * chance.randint(0, 1)
        chance.choice([chance.shuffle, list])(cells)
    return json.dumps(notebook).encode()


def test_a_thousand_damaged_notebooks_stop_nothing(tiny: Desk):
    """Each is read and repaired, or refused with its message; 30 are marked too."""
    chance, content = random.Random(2026), as_bytes(tiny.copy(**RIGHT))
    refused, repaired = 0, []
    for _ in range(1000):
        hand_in = damaged(content, chance)
        try:
            _, places = repair(tiny.exam, read_cells(hand_in))
        except Unreadable as error:
            refused += "Ce" in str(error)
        else:
            assert [place.step for place in places] == list(tiny.exam.steps)
            repaired.append(hand_in)
    assert refused > 100
    assert len(repaired) > 100
    with ThreadPoolExecutor(2) as pool:
        for marks in pool.map(tiny.mark, chance.sample(repaired, 30)):
            assert list(marks) == ["total", "moyenne", "plus_grand", "limites"]
            assert all(found.score or found.message for found in marks.values())
