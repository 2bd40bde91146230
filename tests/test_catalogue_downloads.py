"""What the public catalogue gives away, and what it never does."""

import gzip
import json
import re
import shutil
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from catalogue_site import ask, words
from conftest import Site
from reading import fetch

from lirelaville.catalogue import dataset_names, describe
from lirelaville.catalogue.descriptors import dataset_folder
from lirelaville.catalogue.prepare import write
from lirelaville.explainers.build import build_explainers
from lirelaville.explainers.downloads import downloads
from lirelaville.explainers.launch import start_site
from lirelaville.ports import free_port
from lirelaville.processes import stop, wait_until_answers
from lirelaville.project import project_folder

# downloads


@pytest.mark.parametrize("slug", dataset_names())
def test_every_file_is_given_with_its_name_and_type(explainer_server, slug):
    """What is offered arrives whole, under a clear name, saved rather than opened."""
    for name, offered in downloads(describe(slug)).items():
        path = f"/donnees/{slug}/{name}"
        status, headers, body = ask(explainer_server, path)
        assert status == 200
        assert headers["Content-Type"] == offered.media_type
        assert headers["Content-Disposition"] == f'attachment; filename="{name}"'
        if not offered.made:
            assert body == (dataset_folder(slug) / name).read_bytes()
        told = ask(explainer_server, path, "HEAD")
        assert (told[0], told[2]) == (200, b"")
        assert int(told[1]["Content-Length"]) == len(body)
        assert told[1]["Etag"] == headers["Etag"]


@pytest.mark.parametrize(
    "name", ["subventions.csv", "subventions_tableur.csv", "datapackage.json"]
)
def test_a_file_already_there_is_not_sent_again(explainer_server, name):
    """By its fingerprint or its date; a part of it can be asked for."""
    path = f"/donnees/subventions/{name}"
    _, headers, body = ask(explainer_server, path)
    for known in (
        {"If_None_Match": headers["Etag"]},
        {"If_Modified_Since": headers["Last-Modified"]},
    ):
        status, _, nothing = ask(explainer_server, path, **known)
        assert (status, nothing) == (304, b"")
    status, _, part = ask(explainer_server, path, Range="bytes=10-19")
    assert (status, part) == (206, body[10:20])


def test_a_file_travels_compressed(explainer_server):
    """A telephone receives a fifth of it, and the same bytes."""
    path = "/donnees/subventions/subventions.csv"
    _, headers, body = ask(explainer_server, path, Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    whole = (dataset_folder("subventions") / "subventions.csv").read_bytes()
    assert gzip.decompress(body) == whole
    assert len(body) < len(whole) / 4


def test_pages_answer_head_and_are_not_sent_again(explainer_server):
    """A page that has not changed costs a telephone nothing."""
    for path in ("/donnees", "/donnees/subventions"):
        _, headers, body = ask(explainer_server, path)
        told = ask(explainer_server, path, "HEAD")
        assert (told[0], told[2]) == (200, b"")
        assert int(told[1]["Content-Length"]) == len(body)
        again = ask(explainer_server, path, If_None_Match=headers["Etag"])
        assert again[0] == 304


def test_a_crowd_gets_the_same_file_made_once(explainer_server):
    """Thirty people ask at once for a table that nobody had asked for."""
    url = f"{explainer_server.url}/donnees/revenus_iris_france/revenus_iris_france"
    with ThreadPoolExecutor(30) as people:
        answers = list(people.map(fetch, [f"{url}_tableur.csv"] * 30))
    assert len(set(answers)) == 1
    kept = explainer_server.state / "explainers/.run/donnees/revenus_iris_france"
    assert len(list(kept.glob("*_tableur.csv"))) == 1
    assert not list(kept.glob("*.part"))


def test_the_spreadsheet_file_opens_as_a_table(explainer_server):
    """Read as a French spreadsheet does, the total is that of the data."""
    url = f"{explainer_server.url}/donnees/subventions/subventions_tableur.csv"
    table = pd.read_csv(url, sep=";", decimal=",", encoding="utf-8-sig")
    assert table["montant_eur"].sum() == pytest.approx(884_955_844.77)


# what nobody must get


@pytest.mark.parametrize(
    "path",
    [
        "/donnees/..",
        "/donnees/../..",
        "/donnees/../../etc/passwd",
        "/donnees/%2e%2e/%2e%2e/etc/passwd",
        "/donnees/..%2f..%2fetc%2fpasswd",
        "/donnees/subventions/..",
        "/donnees/subventions/../quartiers/quartiers.geojson",
        "/donnees/subventions/../../src/lirelaville/cli.py",
        "/donnees/subventions/%2e%2e%2fquartiers%2fquartiers.geojson",
        "/donnees/subventions/..%5cquartiers",
        "/donnees/subventions//etc/passwd",
        "/donnees/subventions/subventions.csv%00",
        "/donnees/subventions/%00",
        "/donnees/subventions%00",
        "/donnees/subventions/prepare.py",
        "/donnees/subventions/rules.py",
        "/donnees/subventions/SUBVENTIONS.CSV",
        "/donnees/subventions/quartiers.geojson",
        "/donnees/subventions/subventions.csv/",
        "/donnees/subventions/subventions.csv/x",
        "/donnees/subventions/subventions_tableur.csv.part",
        "/donnees/README.md",
        "/donnees/.donnees",
        "/donnees/subvention",
        "/donnees/Subventions",
        "/donnees/donn%C3%A9es",
        "/donnees/%F0%9F%90%8D/x.csv",
        "/donnees/%ff",
        "/donnees/" + "a" * 3000,
        "/.donnees/subventions",
        "/donneesx",
    ],
)
def test_what_is_not_on_offer_is_not_found(explainer_server, path):
    """Whatever the address: our page in French, no file, no word of the machine."""
    for method in ("GET", "HEAD"):
        status, headers, body = ask(explainer_server, path, method)
        assert status in (400, 404)
        assert "Content-Disposition" not in headers
        assert not re.search(rb"montant_eur|import |root:|Traceback", body)
        assert str(project_folder()).encode() not in body
        if status == 404 and method == "GET":
            assert "Cette page n’existe pas" in body.decode()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["", "/subventions", "/subventions/subventions.csv"])
def test_nothing_can_be_written(explainer_server, method, path):
    """The catalogue is read, and that is all."""
    status, _, body = ask(explainer_server, f"/donnees{path}", method)
    assert status in (403, 405)
    assert b"Traceback" not in body


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/donnees",
        "/donnees/subventions",
        "/donnees/subventions/subventions.csv",
        "/donnees/subventions/x.csv",
        "/nulle-part",
        "/api/kernels/x",
        "/voila/labextensions/x",
    ],
)
def test_the_same_strict_headers_and_no_cookie(explainer_server, path):
    """Pages, files and refusals: Jupyter's own « _xsrf » is not set either."""
    _, headers, _ = ask(explainer_server, path)
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "form-action 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers.get_all("Set-Cookie") is None
    assert "Server" not in headers


def test_the_journal_does_not_know_who_read_what(explainer_server):
    """Neither addresses of visitors nor those of pages, found or not."""
    for path in ("/donnees/meteo", "/donnees/secret?mot=prive", "/ressources/%2e%2e/x"):
        ask(explainer_server, path, Referer="http://exemple.fr/vie-privee")
    journal = (explainer_server.state / "logs" / "public.log").read_text()
    assert not re.search(r"127\.0\.0\.1|GET|prive|secret", journal)


# another city's packages, well made or not


@pytest.fixture(scope="module")
def odd_city(tmp_path_factory):
    """A site over packages with a hostile title, several tables, raw and bad files."""
    root = tmp_path_factory.mktemp("ville")
    for folder in ("voila_apps", "courses"):
        shutil.copytree(project_folder() / folder, root / folder)
    (root / "hub_config").mkdir()
    (root / "hub_config/hub.yml").write_text("contact: donnees@exemple.fr\n")
    for slug in ("subventions", "quartiers", "populations", "iris"):
        shutil.copytree(dataset_folder(slug), root / "datasets" / slug)
    hostile_package(root / "datasets" / "hostile")
    (root / "datasets/populations/datapackage.json").write_text('{"title": ')
    (root / "datasets/iris/iris.geojson").write_text("{}")
    state, port = tmp_path_factory.mktemp("state"), free_port()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LIRELAVILLE_PROJECT", str(root))
        build_explainers(state)
        site = start_site(state, port)
    wait_until_answers(site, f"http://127.0.0.1:{port}/")
    yield Site(f"http://127.0.0.1:{port}", state, site.process.pid), root
    stop(site)


def hostile_package(folder: Path) -> None:
    """Write a package whose every word tries to be something else."""
    evil = '"><script>alert(1)</script>'
    card = describe("subventions") | {"name": "hostile", "title": f"Titre {evil}"}
    card |= {"description": f"Une ligne est {evil}.", "row": evil, "known_gaps": [evil]}
    card |= {"territory": evil, "keywords": [evil], "reception": evil, "years": evil}
    card["contributors"] = [{"title": evil}]
    fields = [
        {"name": "nom", "type": "string", "title": evil, "description": evil},
        {"name": "part", "type": "number", "title": "Part", "unit": evil},
    ]
    empty = {"hash": "", "bytes": 0, "rows": 0, "schema": {"fields": fields}}
    card["resources"] = [
        {"name": "une", "path": "une.csv", **empty},
        {"name": "deux", "path": "deux.parquet", "title": "Deuxième", **empty},
        {
            "name": "brut",
            "path": "brut.csv",
            "raw": True,
            "encoding": "latin-1",
            **empty,
        },
    ]
    folder.mkdir()
    (folder / "datapackage.json").write_text(json.dumps(card, indent=2))
    rows = pd.DataFrame({"nom": [evil, "=1+1", None], "part": [0.5, None, -1.25]})
    brut = "Numéro;Part\n1;0,5\n".encode("latin-1")
    write({"une": rows, "deux": rows, "brut": brut}, folder)


def test_words_of_a_card_or_a_table_cannot_become_a_page(page, odd_city):
    """Everything that comes from a package is text, in the list and on its page."""
    site, _ = odd_city
    said = []
    page.on("dialog", lambda dialog: said.append(dialog) or dialog.dismiss())
    for path in ("donnees", "donnees/hostile"):
        html = fetch(f"{site.url}/{path}")
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html
        page.goto(f"{site.url}/{path}")
    page.goto(f"{site.url}/donnees?q=alert")
    assert page.locator(".datasets li:visible").count() == 1
    assert said == []


def test_raw_files_come_as_they_are_with_their_encoding(odd_city):
    """A sentence warns; the bytes and the encoding are the publisher's."""
    site, root = odd_city
    text = words(fetch(f"{site.url}/donnees/hostile"))
    assert "Attention : ces fichiers gardent les erreurs de ceux que leur" in text
    assert "encodage latin-1" in text
    assert "Deuxième" in text
    assert "La table « une »" in text
    status, headers, body = ask(site, "/donnees/hostile/brut.csv")
    assert status == 200
    assert headers["Content-Type"] == "text/csv; charset=latin-1"
    assert body == (root / "datasets/hostile/brut.csv").read_bytes()
    assert ask(site, "/donnees/hostile/brut_tableur.csv")[0] == 404


def test_a_formula_is_not_run_by_the_spreadsheet(odd_city):
    """The text that begins with « = » is kept as a text, the number as a number."""
    site, _ = odd_city
    table = fetch(f"{site.url}/donnees/hostile/deux_tableur.csv")
    assert table.splitlines()[2:] == ["'=1+1;", ";-1,25"]


def test_the_contact_of_the_installation_is_a_link(page, odd_city):
    """hub.yml gives the address, the subject names the table."""
    page.goto(f"{odd_city[0].url}/donnees/subventions")
    link = page.get_by_role("link", name="Écrivez-nous").get_attribute("href")
    assert link.startswith("mailto:donnees@exemple.fr?subject=Erreur%20dans%20")


def test_one_bad_card_does_not_close_the_catalogue(odd_city):
    """The others are listed; the journal says which one is left out, and why."""
    site, _ = odd_city
    html = fetch(f"{site.url}/donnees")
    assert "/donnees/subventions" in html
    assert "/donnees/populations" not in html
    journal = (site.state / "logs" / "public.log").read_text()
    assert "datasets/populations/datapackage.json n'est pas un fichier JSON" in journal


@pytest.mark.parametrize("path", ["iris", "iris/iris.geojson", "populations"])
def test_a_changed_file_is_not_given_as_if_it_were_the_published_one(odd_city, path):
    """The visitor reads that the fault is ours; the journal has the reason."""
    site, _ = odd_city
    with pytest.raises(urllib.error.HTTPError, match="500") as refused:
        fetch(f"{site.url}/donnees/{path}")
    page = refused.value.read().decode()
    assert "La panne est de notre côté" in page
    assert not re.search(r"Traceback|sha256|LireLaVilleError", page)
    journal = (site.state / "logs" / "public.log").read_text()
    assert "LireLaVilleError" in journal
    assert "127.0.0.1" not in journal


def test_a_card_that_changes_is_read_again(odd_city):
    """After « datasets refresh » the site shows the new card, without a restart."""
    site, root = odd_city
    assert "111 quartiers" in words(fetch(f"{site.url}/donnees/quartiers"))
    card = root / "datasets/quartiers/datapackage.json"
    card.write_text(card.read_text().replace("Les 111 quartiers", "Tous les coins"))
    assert "Tous les coins" in words(fetch(f"{site.url}/donnees/quartiers"))
    assert "Tous les coins" in words(fetch(f"{site.url}/donnees"))
