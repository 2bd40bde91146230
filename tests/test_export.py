"""The static site: every figure of every page is that of the data, whatever happens."""

import gzip
import http.server
import os
import re
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import nbformat
import pandas as pd
import psutil
import pytest
from catalogue_site import ask, words
from conftest import Site
from reading import LIVE, SUBVENTIONS, fetch, spaces
from test_accessibility import WIDTHS, faults
from typer.testing import CliRunner

from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.build import build_explainers
from lirelaville.explainers.commands import app
from lirelaville.explainers.export import export_site
from lirelaville.explainers.frame import (
    Surroundings,
    around,
    lessons_behind,
    read_views,
    report,
)
from lirelaville.explainers.launch import start_site
from lirelaville.explainers.render import render
from lirelaville.lessons.course import read_courses
from lirelaville.ports import free_port
from lirelaville.processes import stop, wait_until_answers
from lirelaville.project import project_folder

DATA = project_folder() / "datasets"
PAGES = sorted(path.stem for path in SUBVENTIONS.parent.glob("*.py"))


@pytest.fixture(scope="module")
def copy(explainer_server, tmp_path_factory) -> Path:
    """The whole site copied as files, with the address where it will be read."""
    target = tmp_path_factory.mktemp("copy") / "site"
    export_site(explainer_server.state, target, "https://lire.exemple.fr/ville")
    return target


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


# figures, recomputed from the files themselves


def whole_euros(text: str) -> list[int]:
    """Return the amounts in euros that a text holds, without decimals."""
    found = re.findall(r"(\d{1,3}(?: \d{3})*) €", spaces(text))
    return [int(amount.replace(" ", "")) for amount in found]


def table_cells(html: str) -> list[list[list[str]]]:
    """Return the tables of a page: rows of cells, without notes."""
    tables = re.findall(r"<tbody>(.*?)</tbody>", re.sub("<small>.*?</small>", "", html))
    return [
        [
            [
                words(cell).strip()
                for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)
            ]
            for row in re.findall("<tr>(.*?)</tr>", table)
        ]
        for table in tables
    ]


def marseille_budget() -> tuple[pd.DataFrame, int]:
    """The voted budget of 2024 and the inhabitants, read from the files alone."""
    budget = pd.read_csv(DATA / "budget_primitif" / "budget_primitif.csv")
    people = pd.read_csv(
        DATA / "populations" / "populations.csv", dtype={"code_insee": str}
    )
    inhabitants = people.set_index("code_insee").loc["13055", "population_municipale"]
    return budget[budget["annee"] == 2024], inhabitants


GROUPS = {
    "Recette": {
        "Impôts et taxes": ["Impôts et taxes"],
        "État et autres collectivités": [
            "Dotations et participations",
            "Dotations arrondissements",
        ],
        "Emprunts nouveaux": ["Remboursement dette"],
        "Usagers des services": ["Produits services"],
        "Loyers et autres produits": ["Autres produits gestion"],
    },
    "Dépense": {
        "Personnel": ["Personnel"],
        "Achats et services": ["Achats", "Autres services", "Services extérieurs"],
        "Subventions et contributions versées": [
            "Contributions obligatoires",
            "Dotations arrondissements",
            "Subventions (fonctionnement)",
            "Subventions (investissement)",
            "Transferts sociaux",
        ],
        "Travaux et équipements": [
            "Immobilisations corporelles",
            "Immobilisations en cours",
            "Études",
        ],
        "Remboursement d’emprunts": ["Remboursement dette"],
        "Intérêts des emprunts": ["Charges financières"],
    },
}


def expected_budget(side: str) -> dict[str, float]:
    """Add up one side of the budget of 2024, from the file, in the page's groups."""
    lines = marseille_budget()[0].query("sens == @side")
    sums = lines.groupby("categorie_tiers")["montant_eur"].sum()
    said = {name: sums.reindex(kept).sum() for name, kept in GROUPS[side].items()}
    rest = {"Recette": "Autres recettes", "Dépense": "Autres dépenses"}[side]
    total = lines["montant_eur"].sum()
    return {**said, rest: total - sum(said.values()), "Total": total}


def french(amount: float, decimals: int = 0) -> str:
    return f"{amount:,.{decimals}f}".replace(",", " ").replace(".", ",")


def test_every_figure_of_the_budget_is_that_of_the_file(copy):
    """Both tables, the drawing, the sentence: recomputed from the CSV alone."""
    html = read(copy / "budget" / "index.html")
    inhabitants = marseille_budget()[1]
    drawn = spaces(words(re.search("<svg.*</svg>", html, re.DOTALL)[0]))
    for side, rows in zip(("Recette", "Dépense"), table_cells(html), strict=True):
        expected = expected_budget(side)
        assert {row[0] for row in rows} == set(expected)
        for name, amount, share, each in rows:
            total = expected["Total"]
            assert amount == f"{french(expected[name])} €"
            assert share == f"{french(100 * expected[name] / total)} %"
            assert each == f"{french(expected[name] / inhabitants)} €"
            assert f"{french(expected[name] / 1e6, 1)} M€" in drawn
    spent, expected = expected_budget("Dépense"), expected_budget("Recette")
    taxes = 100 * expected["Impôts et taxes"] / expected["Total"]
    staff = 100 * spent["Personnel"] / spent["Total"]
    assert spaces(words(re.search('id="sentence".*?</div>', html)[0])).endswith(
        f"a voté {french(spent['Total'] / 1e9, 1)} milliard d’euros de dépenses, soit "
        f"{french(spent['Total'] / inhabitants)} € par habitant. Sur 100 € de "
        f"recettes, {taxes:.0f} viennent des impôts et taxes ; sur 100 € de dépenses, "
        f"{staff:.0f} paient le personnel."
    )


def test_every_figure_of_the_subsidies_is_that_of_the_file(copy):
    """The table, the bars and the sentence: recomputed from the CSV alone."""
    html = read(copy / "subventions" / "index.html")
    table = pd.read_csv(DATA / "subventions" / "subventions.csv").query("annee == 2022")
    hidden = table["nombre_beneficiaires_agreges"].notna()
    named = table[~hidden].groupby("beneficiaire")["montant_eur"].sum()
    named = named.sort_values(ascending=False)
    total, first = table["montant_eur"].sum(), named.head(10)
    expected = [
        *first,
        named.iloc[10:].sum(),
        table.loc[hidden, "montant_eur"].sum(),
        total,
    ]
    (rows,) = table_cells(html)
    assert [row[1] for row in rows] == [f"{french(amount)} €" for amount in expected]
    drawn = spaces(words(re.search("<svg.*</svg>", html, re.DOTALL)[0]))
    for amount in first:
        assert f"{french(amount / 1e6, 1)} M€" in drawn
    aggregated = int(table["nombre_beneficiaires_agreges"].sum())
    assert spaces(words(re.search('id="sentence".*?</div>', html)[0])).endswith(
        f"En 2022, la Ville de Marseille a accordé {french(total / 1e6, 1)} millions "
        f"d’euros à {french(len(named))} bénéficiaires et à {aggregated} autres sans "
        f"nom publié ; les dix premiers en reçoivent {100 * first.sum() / total:.0f} %."
    )


def test_each_year_of_the_budget_adds_up(explainer_server):
    """What each still page shows as its totals is the sum of the year's lines."""
    budget = pd.read_csv(DATA / "budget_primitif" / "budget_primitif.csv")
    sums = budget.groupby(["annee", "sens"])["montant_eur"].sum()
    for annee in budget["annee"].unique():
        html = fetch(f"{explainer_server.url}/budget/annee/{annee}/")
        totals = [rows[-1][1] for rows in table_cells(html)]
        expected = [sums[annee, side] for side in ("Recette", "Dépense")]
        assert totals == [f"{french(amount)} €" for amount in expected]


@pytest.mark.parametrize("annee", [2018, 2020])
def test_years_that_do_not_balance_say_so(explainer_server, annee):
    """Lines that are missing, results carried over: told beside the sentence."""
    budget = pd.read_csv(DATA / "budget_primitif" / "budget_primitif.csv")
    sums = budget.query("annee == @annee").groupby("sens")["montant_eur"].sum()
    gap = sums["Dépense"] - sums["Recette"]
    html = fetch(f"{explainer_server.url}/budget/annee/{annee}/")
    said = spaces(words(re.search('id="sentence".*?</div>', html)[0]))
    assert "reports des années précédentes : ce n’est pas une dépense nouvelle" in said
    side = "recettes" if gap > 0 else "dépenses"
    assert f"il manque {french(abs(gap) / 1e6, 1)} millions d’euros de {side}" in said
    assert "Absent du fichier" in words(html)


# another territory


def test_montpellier_has_its_own_figures(tmp_path, monkeypatch):
    """The same page on another city's tables: its codes, its gaps, its own limits."""
    build_explainers(tmp_path)
    file = tmp_path / "explainers" / "budget.ipynb"
    notebook = nbformat.read(file, as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace('"Marseille"  #', '"Montpellier"  #')
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = 'territoire, annee = "Montpellier", 2014'
    nbformat.write(notebook, file)
    page = render(tmp_path / "explainers", "budget")
    view = page["views"][0]
    table = pd.read_csv(
        DATA / "montpellier_budget" / "montpellier_budget.csv", dtype={"nature": str}
    ).query("annee == 2014 and sens == 'Dépense'")
    without_money = ("023", "68", "675", "676")
    spent = table[~table["nature"].str.startswith(without_money)]["montant_eur"].sum()
    assert view["choices"]["annee"] == "2014"
    millions = french(spent / 1e6, 1).removesuffix(",0")
    assert f"{millions} millions d’euros" in words(view["sentence"])
    unread = int(
        pd.read_csv(DATA / "montpellier_budget" / "montpellier_budget.csv")
        .query("annee == 2014")["montant_eur"]
        .isna()
        .sum()
    )
    assert f"{unread} montants illisibles" in words(view["sentence"])
    assert page["data"] == ["montpellier_budget", "populations"]
    assert page["limits"] == []
    assert "Marseille" not in view["sentence"] + view["figure"]


# what surrounds every page


@pytest.mark.parametrize("slug", PAGES)
def test_every_page_has_what_a_reader_may_ask(copy, slug):
    """How we know, data, lesson, address, embedding, error; a picture for its link."""
    html = read(copy / slug / "index.html")
    text = words(html)
    for asked in (
        "Comment le savons-nous ?",
        "Ce que ces chiffres ne disent pas",
        "La leçon :",
        "L’adresse de cette vue",
        "Intégrer cette page dans un autre site",
        "Signaler une erreur",
        "Lire les chiffres dans un tableau",
    ):
        assert asked in text
    site = "https://lire.exemple.fr/ville"
    assert f'property="og:url" content="{site}/{slug}/"' in html
    assert f'property="og:image" content="{site}/{slug}/apercu.png"' in html
    for name in ("og:title", "og:description", "og:image:alt"):
        assert re.search(f'property="{name}" content="[^"]{{10,}}"', html)
    picture = (copy / slug / "apercu.png").read_bytes()
    assert picture[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
    assert len(picture) < 60_000
    assert f"{site}/{slug}/integrer/" in html


@pytest.mark.parametrize("slug", PAGES)
def test_alternative_texts_state_the_finding(explainer_server, slug):
    """Not « chart »: what it shows, with a figure."""
    html = fetch(f"{explainer_server.url}/{slug}")
    (said,) = re.findall(r'role="img"[^>]*aria-label="([^"]+)"', html)
    assert len(said) > 60
    assert re.search(r"\d", said)


def test_an_error_is_reported_with_its_context():
    """The message holds the page, the choices and the dates; without contact, none."""
    page = {
        "slug": "budget",
        "title": "Le budget ?",
        "data": ["budget_primitif"],
        "controls": [
            {"name": "annee", "label": "Année", "options": [["2021", "2021"]]}
        ],
    }
    view = {"address": "annee/2021", "choices": {"annee": "2021"}}
    link = report(page, view, Surroundings("https://a.fr", contact="aide@a.fr"))
    assert link.startswith("mailto:aide@a.fr?subject=Erreur%20dans")
    for part in ("budget%2Fannee%2F2021", "Ann%C3%A9e%20%3A%202021", "22%2F11%2F2026"):
        assert part.replace("%2F", "/") in link.replace("%2F", "/")
    web = Surroundings(contact="https://a.fr/contact")
    assert report(page, view, web) == "https://a.fr/contact"
    for nothing in ("", "À l’accueil de la mairie"):
        assert report(page, view, Surroundings(contact=nothing)) == ""


def test_the_message_is_dated_when_it_is_written(page, explainer_server):
    """The page's script fills in the date of the day and the address as it is."""
    body = "Adresse%20%3A%20/budget%0ALu%20le%20%3A%20%5Bdate%5D"
    link = f'<a id="signaler" href="mailto:x@y.fr?body={body}">Écrire</a></main>'

    def with_contact(route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", link))

    page.route("**/annee/2021/", with_contact)
    page.goto(f"{explainer_server.url}/budget/annee/2021/")
    page.evaluate("addEventListener('click', (event) => event.preventDefault())")
    page.locator("#signaler").click()
    link = page.locator("#signaler").get_attribute("href")
    assert "date" not in link
    assert "2021" in link
    assert re.search(r"Lu%20le%20%3A%20\d\d%2F\d\d%2F\d{4}", link)


def test_the_lesson_named_is_the_nearest_one():
    """One a course, the one whose tables are most those of the page."""
    page = {"slug": "subventions", "data": ["subventions"]}
    found = dict(lessons_behind(page, tuple(read_courses())))
    assert len(found) == 3
    citizens = next(c for c in read_courses() if c.slug == "citizens")
    lesson = next(x for x in citizens.lessons if x.slug == "suivre_les_subventions")
    assert found[citizens.title] == lesson.title


def test_a_page_may_be_shown_in_another_site_and_only_that_one(explainer_server):
    """The light page is framed by anyone, has neither script nor form."""
    for path in ("/budget/integrer", "/budget/annee/2021/integrer/"):
        status, headers, body = ask(explainer_server, path)
        assert status == 200
        assert "frame-ancestors *" in headers["Content-Security-Policy"]
        assert not re.search("<(script|form|input)", body.decode())
    headers = ask(explainer_server, "/budget")[1]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]


def test_changes_are_announced(copy):
    """The RSS is one, lists every page, and names the day of its data."""
    channel = ET.fromstring((copy / "flux.xml").read_bytes()).find("channel")
    links = {item.findtext("link") for item in channel.iter("item")}
    assert links == {f"https://lire.exemple.fr/ville/{slug}/" for slug in PAGES}
    assert "22 Nov 2026" in channel.find("item").findtext("pubDate")


def test_accessibility_is_told_as_it_is(copy):
    """Not audited: said on every page, with what was tested and what was not."""
    text = words(read(copy / "accessibilite" / "index.html"))
    assert "Aucun audit complet n’a encore été fait" in text
    assert "non conformes" in text
    assert "Défenseur des droits" in text
    assert "Accessibilité : non audité" in words(read(copy / "budget" / "index.html"))


# the copy


class Links(HTMLParser):
    """Every address that a page asks for or leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note its address, if it has one."""
        self.found += [v for n, v in attrs if n in ("href", "src", "action") and v]


def test_every_link_of_the_copy_leads_somewhere(copy):
    """In any folder of any server: no link is broken, none starts with « / »."""
    for file in copy.rglob("index.html"):
        for link in Links(read(file)).found:
            if re.match("https?:|mailto:|#", link):
                continue
            assert not link.startswith("/"), (file, link)
            target = (file.parent / link.partition("#")[0]).resolve()
            assert (target / "index.html").is_file() or target.is_file(), (file, link)


def test_the_copy_speaks_of_no_live_page_unless_there_is_one(copy, tmp_path):
    """Without a live site there is nothing to explore; with one, links lead to it."""
    assert "explorer" not in read(copy / "budget" / "index.html")
    state = copy.parents[1] / "unused"
    options = ["export", "--to", str(tmp_path / "c"), "--live", "https://vif.fr/"]
    done = CliRunner().invoke(app, [*options, "--state", str(state)])
    assert done.exit_code == 0, done.output
    assert "fichiers copiés" in done.output
    html = read(tmp_path / "c" / "budget" / "annee" / "2021" / "index.html")
    assert 'href="https://vif.fr/budget/explorer?annee=2021"' in html


def test_the_copy_opens_the_year_of_an_address(page, copy):
    """On a server that knows nothing of us, « ?annee=2021 » leads to its page."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=copy)
    handler.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        page.goto(f"{url}/budget/?annee=2021")
        page.wait_for_url(f"{url}/budget/annee/2021/")
        server.shutdown()


def test_the_same_site_gives_the_same_copy(explainer_server, copy, tmp_path):
    """Byte for byte; an earlier copy is replaced, anything else is left alone."""
    again = tmp_path / "again"
    for _ in range(2):
        export_site(explainer_server.state, again, "https://lire.exemple.fr/ville")
    files = sorted(p.relative_to(copy) for p in copy.rglob("*") if p.is_file())
    assert files == sorted(
        p.relative_to(again) for p in again.rglob("*") if p.is_file()
    )
    assert all((copy / f).read_bytes() == (again / f).read_bytes() for f in files)


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    """The words say so; a file is refused too."""
    (tmp_path / "lettre.txt").write_text("x")
    with pytest.raises(LireLaVilleError, match="contient déjà autre chose"):
        export_site(tmp_path / "state", tmp_path)
    with pytest.raises(LireLaVilleError, match="est un fichier"):
        export_site(tmp_path / "state", tmp_path / "lettre.txt")


def test_a_page_that_fails_stops_the_copy(tmp_path, monkeypatch):
    """Which page, why, and what to do: half a site is not a copy."""
    apps = tmp_path / "projet" / "voila_apps"
    apps.mkdir(parents=True)
    header = SUBVENTIONS.read_text(encoding="utf-8").split("\n\n")[0]
    (apps / "casse.py").write_text(f"{header}\n\n# %%\n1 / 0\n", encoding="utf-8")
    (apps / "vide.py").write_text(f"{header}\n\n# %%\n1\n", encoding="utf-8")
    build_explainers(tmp_path, apps)
    casse, vide = read_views(tmp_path / "explainers")
    assert casse["problem"] == "ZeroDivisionError: division by zero"
    assert "voila_apps/vide.py appelle page(…) 0 fois" in vide["problem"]
    monkeypatch.setattr("lirelaville.explainers.export.build_explainers", lambda _: [])
    with pytest.raises(LireLaVilleError, match="« casse » ne peut pas être calculée"):
        export_site(tmp_path, tmp_path / "copie")
    assert not (tmp_path / "copie").exists()


# how the server gives it


@pytest.mark.parametrize("slug", PAGES)
def test_a_first_page_is_light(explainer_server, page, slug):
    """Page, style, script, picture: less than 150 KB, and everything compressed."""
    sent = []
    page.on("response", lambda answer: sent.append(answer.url))
    page.goto(f"{explainer_server.url}/{slug}", wait_until="networkidle")
    weight = 0
    for url in sent:
        path = url.removeprefix(explainer_server.url)
        _, headers, body = ask(explainer_server, path, Accept_Encoding="gzip")
        assert headers["Content-Encoding"] == "gzip"
        weight += len(body)
    assert weight < 150_000
    assert len(sent) <= 5


def test_a_page_already_read_is_not_sent_again(explainer_server):
    """Its mark is enough; plain for those who cannot unpack."""
    _, headers, body = ask(explainer_server, "/budget", Accept_Encoding="gzip")
    plain = ask(explainer_server, "/budget")[2]
    assert gzip.decompress(body) == plain
    assert "max-age" in headers["Cache-Control"]
    known = {"If_None_Match": headers["Etag"]}
    assert ask(explainer_server, "/budget", **known)[::2] == (304, b"")
    status, told, nothing = ask(explainer_server, "/budget", "HEAD")
    assert (status, nothing) == (200, b"")
    assert int(told["Content-Length"]) == len(plain)


@pytest.mark.parametrize("size", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize(
    "path",
    ["", "accessibilite", *PAGES, "budget/annee/2019", "budget/integrer",
     "budget?annee=1789", "budget/explorer", "subventions/explorer"],
)  # fmt: skip
def test_no_serious_fault_on_any_page(browser, explainer_server, path, size):
    """axe on still and live pages; nothing is wider than the screen, even at 400 %."""
    context = browser.new_context(locale="fr-FR", viewport=size, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{explainer_server.url}/{path}", wait_until="networkidle")
    if path.endswith("explorer"):
        page.wait_for_selector(LIVE)
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("slug", PAGES)
def test_french_spacing_on_every_view(copy, slug):
    """No line may begin with « ? » or « % », in a chart either."""
    for file in (copy / slug).rglob("index.html"):
        assert not re.search(r"\w [?!;%€»]|« \w", words_kept(read(file)))


def words_kept(html: str) -> str:
    """Return what is read of a page, with its own spaces, scripts left out."""
    return re.sub(r"<textarea.*?</textarea>|<[^>]+>", "", html, flags=re.DOTALL)


# when too many come, or the live pages go


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    """A site with room for two live readers, that takes back what nobody claims."""
    state, port = tmp_path_factory.mktemp("state"), free_port()
    build_explainers(state)
    options = ["--ReadersKernels.most_readers=2", "--ReadersKernels.unclaimed_s=2"]
    options += ["--MappingKernelManager.cull_interval=1"]
    site = start_site(state, port, *options)
    wait_until_answers(site, f"http://127.0.0.1:{port}/")
    yield Site(f"http://127.0.0.1:{port}", state, site.process.pid)
    stop(site)


def live_program(site: Site) -> psutil.Process:
    """Find the process of the live pages, beside the site."""
    for child in psutil.Process(site.pid).children():
        if "lirelaville.explainers.live_pages" in child.cmdline():
            return child
    raise AssertionError("the live pages are not running")


def test_a_crowd_gets_the_still_page_and_a_kind_sentence(small_site):
    """Three hundred at once: two live pages, the others the same figures; no error."""
    url = f"{small_site.url}/budget/explorer?annee=2021"
    with ThreadPoolExecutor(60) as people:
        answers = list(people.map(fetch, [url] * 300))
    still = [html for html in answers if "jupyter-config-data" not in html]
    assert 290 <= len(still) <= 298
    assert all("Beaucoup de monde explore en direct" in html for html in still)
    assert all("Pour 2021" in html for html in still)
    # none of them has opened a line: their kernels come back
    until = time.monotonic() + 30
    while "jupyter-config-data" not in fetch(url) and time.monotonic() < until:
        time.sleep(0.5)
    assert time.monotonic() < until


def test_live_pages_that_die_leave_the_still_ones(small_site):
    """Killed: still pages stay, /explorer says so, and soon it is alive again."""
    live_program(small_site).send_signal(signal.SIGKILL)
    assert ask(small_site, "/budget")[0] == 200
    html = fetch(f"{small_site.url}/budget/explorer")
    until = time.monotonic() + 60
    while "jupyter-config-data" not in html and time.monotonic() < until:
        assert "La page vivante ne répond pas" in html
        assert "Pour 2024" in html
        time.sleep(0.5)
        html = fetch(f"{small_site.url}/budget/explorer")
    assert "jupyter-config-data" in html


def test_frozen_live_pages_do_not_hold_the_still_ones(small_site):
    """A program that no longer answers anything costs the readers nothing."""
    frozen = live_program(small_site)
    os.kill(frozen.pid, signal.SIGSTOP)
    try:
        assert ask(small_site, "/subventions")[0] == 200
    finally:
        os.kill(frozen.pid, signal.SIGCONT)


def test_another_site_cannot_reach_a_kernel(explainer_server):
    """A page of elsewhere is refused the line, even with the kernel's name."""
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect

    html = fetch(f"{explainer_server.url}/budget/explorer")
    kernel = re.search(r'"kernelId": "([\w-]+)"', html)[1]
    address = explainer_server.url.replace("http", "ws")
    with pytest.raises(InvalidStatus, match="403"):
        connect(
            f"{address}/api/kernels/{kernel}/channels?session_id=x",
            origin="https://ailleurs.fr",
        )


def test_pages_not_changed_are_not_computed_again(explainer_server):
    """A second build touches nothing, and says the same pages."""
    views = explainer_server.state / "explainers" / "vues"
    before = {file: file.stat().st_mtime_ns for file in views.iterdir()}
    build_explainers(explainer_server.state)
    assert {file: file.stat().st_mtime_ns for file in views.iterdir()} == before
    pages = read_views(explainer_server.state / "explainers")
    site = Surroundings("https://a.fr")
    assert around(pages[0], pages[0]["views"][1], site)["path"].startswith("budget/")
