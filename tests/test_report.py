"""Sheets in series: one notebook, a page a value, none whose figures do not add up."""

import json
import os
import re
import subprocess
import sys
import zlib
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import jupytext
import nbformat
import pytest
from reading import spaces
from test_accessibility import faults

from lirelaville import produire_fiches
from lirelaville.errors import LireLaVilleError
from lirelaville.notebooks.run import execute
from lirelaville.programs import find_chromium
from lirelaville.project import jupyter_environment, project_folder
from lirelaville.report.pages import write_index, write_page
from lirelaville.report.panel import link
from lirelaville.report.pdf import browser_for_pdf, print_page
from lirelaville.report.sheets import IN_A_SHEET, Order, make_sheets, summary
from lirelaville.report.template import read_template
from lirelaville.report.values import file_names, parse_for, values_for

DAY = date(2026, 11, 22)
# Each sheet looks for what another might have left: names, modules, options, files.
TEMPLATE = """\
# %% [markdown]
# # Combien d'équipements ?

# %% tags=["parameters"]
territoire = "Marseille"
arrondissement = 1

# %%
import json, os
from pathlib import Path
import numpy as np
import pandas as pd
left = [
    name
    for name, found in {
        "a name": "trace" in globals(),
        "a module": hasattr(json, "trace"),
        "an option": pd.get_option("display.max_rows") == 7,
        "a variable": "TRACE" in os.environ,
        "a file": any(Path().iterdir()),
    }.items()
    if found
]
trace = json.trace = pd.options.display.max_rows = 7
os.environ["TRACE"] = "7"
Path("trace").touch()
print("left by others:", left, "drawn:", np.random.rand())

# %%
import matplotlib.pyplot as plt
plt.plot([1, arrondissement]);

# %%
pd.DataFrame({"lieux": [arrondissement]})

# %%
assert arrondissement != 2, "Les parties font 99, le total dit 100."
"""
CLI = "from lirelaville.cli import main; main()"


def lirelaville(*arguments: str, cwd: Path) -> subprocess.CompletedProcess:
    """Type a command as an agent does."""
    return subprocess.run(
        [sys.executable, "-c", CLI, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess]:
    """The folder of three sheets, one refused, one after the other, with PDF."""
    folder = tmp_path_factory.mktemp("fiches")
    (folder / "fiche.py").write_text(TEMPLATE, encoding="utf-8")
    done = lirelaville(
        *("report", "fiche.py", "--for", "arrondissement=1,2,3"),
        *("--to", "sorties", "--jobs", "1"),
        cwd=folder,
    )
    return folder / "sorties", done


def text_of(notebook: Path) -> str:
    """All that a notebook printed."""
    cells = nbformat.read(notebook, as_version=4).cells
    found = [out for cell in cells for out in cell.get("outputs", [])]
    return "".join(out.get("text", "") for out in found)


def test_a_sheet_that_does_not_add_up_is_kept_apart_and_said(made):
    """The two others are delivered; the reason is the assert's own sentence."""
    folder, done = made
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[-1] == "2 fiches, 1 refusée"
    assert "✗ arrondissement 2 (" in done.stdout
    assert "– Les parties font 99, le total dit 100." in done.stdout
    kept = folder / "refusees" / "arrondissement-02.ipynb"
    assert f"refusée, gardée dans {kept}" in done.stdout
    assert "left by others" in text_of(kept)
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == [
        *("arrondissement-01.html", "arrondissement-01.pdf"),
        *("arrondissement-03.html", "arrondissement-03.pdf"),
        *("index.html", "refusees"),
    ]


def test_nothing_passes_from_a_sheet_to_the_next(made):
    """The same worker made them all: no name, module, option, file or chance shared."""
    folder, _ = made
    pages = [folder / f"arrondissement-0{n}.html" for n in (1, 3)]
    said = [page.read_text(encoding="utf-8") for page in pages]
    said.append(text_of(folder / "refusees" / "arrondissement-02.ipynb"))
    drawn = set()
    for text in said:
        found = re.search(r"left by others: \[\] drawn: ([\d.e-]+)", text)
        assert found, text
        drawn.add(found[1])
    assert len(drawn) == 3


NO_FORK = """\
from pathlib import Path
from lirelaville.lessons.kernels import use_own_runtime
from lirelaville.notebooks.forked import use_forked_kernels
from lirelaville.notebooks.run import execute
if __name__ == "__main__":
    use_own_runtime("runtime")
    use_forked_kernels(("broken",))
    print("said:", execute(Path("f.ipynb"), Path()))
"""


def test_where_no_kernel_can_be_forked_they_start_as_usual(tmp_path):
    """Slower, with the same result."""
    (tmp_path / "broken.py").write_text("raise RuntimeError")
    (tmp_path / "script.py").write_text(NO_FORK)
    (tmp_path / "f.ipynb").write_text(
        jupytext.writes(jupytext.reads("# %%\nprint('bonjour')", "py"), "ipynb")
    )
    done = subprocess.run(
        [sys.executable, "script.py"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )
    assert "RuntimeError" in done.stderr
    assert done.stdout == "said: \n", done.stderr
    assert text_of(tmp_path / "f.ipynb") == "bonjour\n"


def test_a_page_stands_alone_and_shows_no_code(made):
    """French, titled with its value, pictures described, no script, no address."""
    html = (made[0] / "arrondissement-03.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in html
    assert "<title>Combien d’équipements\u202f?, arrondissement 3</title>" in html
    assert html.count("<h1") == 1
    assert "import pandas" not in html
    assert "<script" not in html
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', html) == []
    pictures = re.findall(r"<img [^>]*>", html)
    assert pictures
    assert all(re.search(r'alt="[^"]+"', picture) for picture in pictures)
    assert "@page { size: A4" in html


@pytest.mark.parametrize("width", [390, 700])
@pytest.mark.parametrize("name", ["arrondissement-01", "index"])
def test_pages_have_no_serious_fault_at_any_width(made, page, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((made[0] / f"{name}.html").as_uri())
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_pdf_is_a_text_that_can_be_read_aloud(made):
    """It has letters, not a picture of them; its language, title and structure."""
    data = (made[0] / "arrondissement-01.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    drawn = b"".join(map(unzipped, streams))
    assert re.search(rb"T[jJ]\b", drawn)
    for mark in (b"/ToUnicode", b"/Lang (fr)", b"/StructTreeRoot", b"/Title"):
        assert mark in data


def unzipped(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_the_list_names_each_sheet_and_those_that_are_missing(made):
    """A link with its size, the PDF, the day; one sheet less, and why."""
    html = spaces((made[0] / "index.html").read_text(encoding="utf-8"))
    assert "<caption>2 fiches</caption>" in html
    assert 'href="arrondissement-01.html"' in html
    assert 'href="arrondissement-03.pdf"' in html
    assert "arrondissement-02" not in html
    assert f"{date.today():%d/%m/%Y}" in html
    assert re.search(r"<small>\d+ ko</small>", html)
    assert "1 fiche en moins : les chiffres ne concordaient pas" in html


def test_made_again_no_former_sheet_stays_for_a_value_now_refused(tmp_path):
    """Nor a PDF of before; what is refused no more is no longer kept apart."""
    stale = ["arrondissement-02.html", "arrondissement-02.pdf", "arrondissement-03.pdf"]
    (tmp_path / "refusees").mkdir()
    for name in [*stale, "refusees/arrondissement-03.ipynb", "autre-01.html"]:
        (tmp_path / name).touch()
    file = tmp_path / "fiche.py"
    dead = "\n# %%\nif arrondissement == 4:\n    os.kill(os.getpid(), 9)\n"
    file.write_text(TEMPLATE + dead, encoding="utf-8")
    template = read_template(str(file), "arrondissement")
    browser = Path("/bin/false")
    order = Order(template, "arrondissement", tmp_path, DAY, browser)
    sheets = {sheet.value: sheet for sheet in make_sheets(order, [2, 3, 4])}
    found = sorted(
        str(path.relative_to(tmp_path))
        for path in tmp_path.rglob("*")
        if path.is_file()
    )
    assert found == [
        *("arrondissement-03.html", "autre-01.html", "fiche.py", "index.html"),
        *("refusees/arrondissement-02.ipynb", "refusees/arrondissement-04.ipynb"),
    ]
    assert sheets[3].page == tmp_path / "arrondissement-03.html"
    assert sheets[3].pdf is None
    assert "n'a pas pu être fait par /bin/false" in sheets[3].remark
    assert "Kernel died" in sheets[4].error
    assert summary([*sheets.values()]) == "1 fiche, 2 refusées"
    assert "Page faite le 22/11/2026" in sheets[3].page.read_text(encoding="utf-8")


def test_the_shipped_sheet_computes_every_figure_of_an_arrondissement(tmp_path):
    """Its name is enough: the 1st and the 8th, each with its own figures."""
    done = lirelaville(
        *("report", "fiche_arrondissement", "--for", "arrondissement=1,8"),
        *("--to", str(tmp_path), "--no-pdf"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "2 fiches, 0 refusée"
    first, eighth = (
        spaces((tmp_path / f"arrondissement-0{n}.html").read_text(encoding="utf-8"))
        for n in (1, 8)
    )
    assert "<title>Le 1er arrondissement de Marseille</title>" in first
    assert "38 482 habitants" in first
    assert "83 414 habitants" in eighth
    assert "32 IRIS sur 38" in eighth
    assert "5 553 logements sociaux" in eighth
    assert first.count("<figure") == first.count("<img alt=") == 2
    assert first.count("Source") >= 5
    assert "Ce que cette fiche ne dit pas" in first


def test_the_shipped_sheet_stops_when_its_parts_do_not_make_the_whole(tmp_path):
    """Held against the population of Aix, the arrondissements are 16 too many."""
    template = read_template("fiche_arrondissement", "code_commune")
    order = Order(template, "code_commune", tmp_path, DAY)
    (sheet,) = make_sheets(order, ["13001"])
    assert "Les 16 arrondissements font 877 215 habitants, la commune" in spaces(
        sheet.error
    )
    assert sheet.page is None


def test_the_prose_of_the_shipped_templates_has_no_figure():
    """A figure typed in a text goes stale: only names such as « Insee 2.0 » may."""
    for file in project_folder().glob("report_templates/*.py"):
        notebook = jupytext.read(file)
        prose = [c.source for c in notebook.cells if c.cell_type == "markdown"]
        assert re.findall(r"\d", "".join(prose)) == [], file


NOTEBOOK = """\
# %%
from lirelaville import produire_fiches
fiches = produire_fiches(
    "fiche.py", pour="arrondissement", valeurs=range(1, 4), dans="fiches"
)

# %%
for fiche in fiches:
    print(fiche.value, fiche.page and fiche.page.name, fiche.pdf, fiche.error)
"""


def test_a_learner_makes_sheets_from_a_notebook(tmp_path, monkeypatch):
    """A bar that moves, the links of the hub, the reason of the refusal, the list."""
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/p01/")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in jupyter_environment().items():
        monkeypatch.setenv(name, value)
    (tmp_path / "fiche.py").write_text(TEMPLATE, encoding="utf-8")
    source = NOTEBOOK.replace('"fiche.py"', f'"{tmp_path}/fiche.py"')
    file = tmp_path / "carnet.ipynb"
    file.write_text(jupytext.writes(jupytext.reads(source, "py"), "ipynb"))
    assert execute(file, tmp_path) == ""
    outputs = nbformat.read(file, as_version=4).cells[0].outputs
    shown = [out.get("data", {}) for out in outputs]
    assert any("IntProgress(value=0, max=3)" in d.get("text/plain", "") for d in shown)
    table = "".join(data.get("text/html", "") for data in shown)
    prefix = "/user/p01/files/home/fiches"
    assert f'href="{prefix}/arrondissement-01.html"' in table
    assert "<strong>Refusée.</strong> Les parties font 99, le total dit 100." in table
    assert f'href="{prefix}/refusees/arrondissement-02.ipynb"' in table
    assert f'href="{prefix}/index.html"' in table
    assert text_of(file).splitlines() == [
        "2 fiches, 1 refusée",
        "1 arrondissement-01.html None ",
        "2 None None Les parties font 99, le total dit 100.",
        "3 arrondissement-03.html None ",
    ]


def test_a_link_is_found_in_the_hub_and_elsewhere(tmp_path, monkeypatch):
    """A PDF is saved: browsers show none inside the sandbox of the server's files."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    page, pdf = tmp_path / "à lire" / "f.html", tmp_path / "f.pdf"
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX", raising=False)
    assert link(page) == "%C3%A0%20lire/f.html"
    assert link(Path("/srv/f.html")) == "file:///srv/f.html"
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/p01/")
    assert link(page) == "/user/p01/files/%C3%A0%20lire/f.html"
    assert link(pdf) == "/user/p01/files/f.pdf?download=1"


def test_a_sheet_makes_no_other_sheets(monkeypatch):
    """A notebook that would run itself without end is told so."""
    monkeypatch.setenv(IN_A_SHEET, "1")
    with pytest.raises(LireLaVilleError, match="Une fiche ne peut pas produire"):
        produire_fiches("fiche_arrondissement", pour="arrondissement", valeurs=[1])


CELL = '# %% tags=["parameters"]\n'
UNREADABLE = {
    "no-file": (None, "carnet « fiche.py » est introuvable.*fiche_arrondissement"),
    "no-cell": ("1 + 1", "n'a pas de cellule marquée « parameters ».*zone = 1"),
    "no-name": (
        f"{CELL}territoire = 'Marseille'",
        "ne définit pas « zone ». On y trouve : territoire. Ajoutez.*« zone = 1 »",
    ),
    "bad-cell": (
        f"{CELL}zone = = 1",
        "ligne 1 de la cellule marquée « parameters » ne se lit pas : « zone = = 1 »",
    ),
}


@pytest.mark.parametrize(("text", "words"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_template_that_cannot_be_used_is_told_what_to_write(
    tmp_path, monkeypatch, text, words
):
    monkeypatch.chdir(tmp_path)
    if text:
        (tmp_path / "fiche.py").write_text(text, encoding="utf-8")
    with pytest.raises(LireLaVilleError, match=words):
        read_template("fiche.py", "zone")


def test_a_file_that_is_no_notebook_is_told_so(tmp_path):
    file = tmp_path / "fiche.ipynb"
    file.write_text("bonjour", encoding="utf-8")
    with pytest.raises(LireLaVilleError, match="ne se lit pas comme un carnet"):
        read_template(str(file), "zone")


def test_a_notebook_of_the_browser_is_a_template_too(tmp_path):
    """An .ipynb, its values typed or computed, is read like the text."""
    file = tmp_path / "fiche.ipynb"
    text = f"{CELL}zone: int = 3\nnom, date = 'a', 'b'\ncarre = zone ** 2"
    file.write_text(jupytext.writes(jupytext.reads(text, "py:percent"), "ipynb"))
    template = read_template(str(file), "zone")
    assert template.parameters == {"zone": 3, "carre": None}
    assert json.loads(template.notebook)["cells"]


def test_an_unknown_name_of_template_gets_near_names(tmp_path):
    """On the command line: one sentence, no traceback."""
    done = lirelaville("report", "fiche_arondissement", "--to", "x", cwd=tmp_path)
    assert done.returncode == 1
    said = spaces(done.stderr)
    assert "Erreur : Pas de modèle de fiche « fiche_arondissement »" in said
    assert "Vouliez-vous dire « fiche_arrondissement » ?" in said
    assert "Traceback" not in said


@pytest.fixture
def template():
    return read_template("fiche_arrondissement", "arrondissement")


def test_values_come_from_the_column_of_the_territory(template):
    """The sixteen arrondissements, in their order; given ones are kept as given."""
    assert values_for(template, "arrondissement", None) == list(range(1, 17))
    assert values_for(template, "arrondissement", ["3", "1", "3"]) == [3, 1]
    assert values_for(template, "territoire", ["01", "2"]) == ["01", "2"]
    assert parse_for("arrondissement = 1, 2") == ("arrondissement", ["1", "2"])
    assert parse_for("arrondissement") == ("arrondissement", None)


def test_numbers_of_a_table_become_plain_numbers(template):
    """papermill would write numpy's as texts: « "3" »."""
    import numpy as np

    (value,) = values_for(template, "arrondissement", np.array([3]))
    assert type(value) is int


def test_an_unknown_column_gets_near_names_and_the_other_form(template):
    words = "Pas de colonne de « quartiers » « arondissement ».*arrondissement.*=1,2,3"
    with pytest.raises(LireLaVilleError, match=words):
        values_for(template, "arondissement", None)


def test_no_value_means_no_sheet(template):
    with pytest.raises(LireLaVilleError, match="Aucune valeur de « arrondissement »"):
        values_for(template, "arrondissement", parse_for("arrondissement=")[1])


def test_files_sort_as_their_values():
    assert file_names("arrondissement", [1]) == ["arrondissement-01"]
    assert file_names("année", [5, 120]) == ["annee-005", "annee-120"]
    assert file_names("nom", ["L'Estaque"]) == ["nom-l_estaque"]


@pytest.mark.parametrize("values", [["été", "Ete"], ["…"]], ids=["same", "empty"])
def test_two_values_of_one_file_name_are_refused(values):
    with pytest.raises(LireLaVilleError, match="vide de nom ou déjà pris"):
        file_names("saison", values)


def test_without_chromium_pages_are_delivered_alone(tmp_path, monkeypatch):
    """One sentence says so; there is no PDF."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.delenv("LIRELAVILLE_CHROMIUM", raising=False)
    browser, words = browser_for_pdf()
    assert browser is None
    assert words.startswith("Pas de PDF : Chromium est introuvable.")


def test_a_page_printed_sees_no_network(tmp_path):
    """What a template would fetch from elsewhere is not; the page is printed."""
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    page = tmp_path / "f.html"
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        picture = f"http://127.0.0.1:{server.server_port}/x.png"
        page.write_text(f'<h1>Bonjour</h1><img src="{picture}" alt="">')
        print_page(find_chromium(), page)
        server.shutdown()
    assert page.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert asked == []


def test_a_sheet_without_title_gets_one(tmp_path):
    """The name of the page says the value, whatever the notebook says."""
    file = tmp_path / "f.ipynb"
    for source, title in {
        "Du texte": "Zone 3",
        "# Ma fiche": "Ma fiche, zone 3",
        "# La 3e zone": "La 3e zone",
    }.items():
        cells = [nbformat.v4.new_markdown_cell(source)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), file)
        write_page(file, tmp_path / "zone-03.html", "zone 3", DAY)
        html = (tmp_path / "zone-03.html").read_text(encoding="utf-8")
        assert f"<title>{title}</title>" in html
        assert html.count("<h1") == 1
    index = write_index(tmp_path, "zone", DAY).read_text(encoding="utf-8")
    assert "La 3e zone</a>" in index
    assert "22/11/2026" in index
    assert "en moins" not in index
