"""The public site: open to read, closed to the rest, and nothing left behind."""

import contextlib
import http.client
import json
import re
import shutil
import subprocess
import sys
import time
import urllib.error
from pathlib import Path

import jupytext
import psutil
import pytest
from catalogue_site import ask
from conftest import Site
from reading import LIVE, SUBVENTIONS, fetch

from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.build import build_explainers
from lirelaville.explainers.launch import (
    site_command,
    site_environment,
    start_site,
)
from lirelaville.ports import free_port
from lirelaville.processes import stop, wait_until_answers


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    """A site with one spare kernel a page, forgetful, and one broken explainer."""
    apps, state = tmp_path_factory.mktemp("apps"), tmp_path_factory.mktemp("state")
    shutil.copy(SUBVENTIONS, apps)
    header = SUBVENTIONS.read_text().split("\n\n")[0]
    (apps / "casse.py").write_text(f"{header}\n\n# %%\nraise ValueError('secret')\n")
    build_explainers(state, apps)
    port = free_port()
    site = start_site(
        state,
        port,
        "--VoilaConfiguration.default_pool_size=1",
        "--MappingKernelManager.cull_idle_timeout=3",
        "--MappingKernelManager.cull_interval=1",
    )
    wait_until_answers(site, f"http://127.0.0.1:{port}/")
    yield Site(f"http://127.0.0.1:{port}", state, site.process.pid)
    stop(site)


def test_no_code_is_shown(html):
    """Not one line of the explainer's program is in the page."""
    cells = [c for c in jupytext.read(SUBVENTIONS).cells if c.cell_type == "code"]
    lines = {line.strip() for cell in cells for line in cell.source.splitlines()}
    assert not [line for line in lines if len(line) > 12 and line in html]


@pytest.mark.parametrize(
    "path",
    [
        "/subventions.ipynb",
        "/subventions.py",
        "/voila/files/subventions.ipynb",
        "/voila/files/SUBVENTIONS.IPYNB",
        "/voila/files/../../voila_apps/subventions.py",
        "/voila/files/..%2f..%2fdatasets/subventions/subventions.csv",
        "/voila/render/subventions.ipynb",
        "/voila/tree",
        "/voila/api/contents/",
        "/voila/templates/lab/static/index.css",
        "/voila/templates/../../../../etc/passwd",
        "/voila/static/../../../../../../../etc/passwd",
        "/voila/static/%2e%2e/%2e%2e/%2e%2e/voila/app.py",
        "/voila/labextensions/../../../../pyvenv.cfg",
        "/ressources/../../subventions.py",
        "/ressources/%2e%2e/%2e%2e/subventions.py",
        "/ressources//etc/passwd",
        "/subventions/explorer/../../src",
        "/subventions/annee/../../../etc/passwd",
        "/subventions/annee/%2e%2e/%2e%2e",
        "/vues/subventions.json",
        "/voila/api/themes/x",
        "//404",
        "/api/kernels",
        "/api/kernelspecs",
        "/api/terminals",
        "/.run/live.log",
        "/login",
    ],
)
def test_everything_else_is_refused(explainer_server, path):
    """No notebook, program, table or list of kernels; no file of the machine."""
    connection = http.client.HTTPConnection(
        explainer_server.url.removeprefix("http://")
    )
    connection.request("GET", path)  # http.client sends the path as it is
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    assert answer.status in (403, 404)
    assert not re.search(r"montant_eur|import |root:|Traceback|home = ", body)


def test_unknown_page_is_told_in_french(page, explainer_server):
    """A wrong address leads back to the list."""
    answer = page.goto(f"{explainer_server.url}/subvention")
    assert answer.status == 404
    assert page.get_by_role("heading").inner_text() == "Cette page n’existe pas"
    assert page.get_by_role("link", name="Voir toutes les pages").is_visible()


def test_visitor_chooses_neither_template_nor_theme(explainer_server):
    """The address cannot dress the page otherwise, nor break it."""
    html = fetch(f"{explainer_server.url}/subventions/explorer?template=..&theme=dark")
    assert "ressources/style.css" in html
    assert "172,5" in html


def test_visitor_cannot_run_code(explainer_server):
    """The kernel answers who it is, and is deaf to any program sent to it."""
    from websockets.sync.client import connect

    html = fetch(f"{explainer_server.url}/subventions/explorer")
    kernel = re.search(r'"kernelId": "([\w-]+)"', html)[1]
    address = explainer_server.url.replace("http", "ws")
    with connect(f"{address}/api/kernels/{kernel}/channels?session_id=x") as socket_:
        for kind, content in (
            ("execute_request", {"code": "1/0", "silent": False}),
            ("kernel_info_request", {}),
        ):
            header = {
                "msg_id": kind,
                "msg_type": kind,
                "session": "x",
                "version": "5.3",
            }
            message = {"header": header, "parent_header": {}, "metadata": {}}
            message |= {"content": content, "channel": "shell", "buffers": []}
            socket_.send(json.dumps(message))
        heard = [socket_.recv(timeout=20)]
        while "kernel_info_reply" not in str(heard[-1]):
            heard.append(socket_.recv(timeout=20))
    assert not any("execute" in str(message) for message in heard)


def test_no_cookie_and_strict_headers(page, explainer_server):
    """Nothing is kept on the visitor's machine; no script but ours runs."""
    answer = page.goto(f"{explainer_server.url}/subventions/explorer")
    page.wait_for_selector(LIVE)
    assert page.context.cookies() == []
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


def test_site_knows_no_secret(monkeypatch, tmp_path):
    """The hub's token and the operator's variables stay with the hub."""
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "secret")
    monkeypatch.setenv("MY_PASSWORD", "secret")
    environment = site_environment(tmp_path)
    assert "secret" not in environment.values()
    assert Path(environment["HOME"]).is_relative_to(tmp_path)


def kernels(site: Site) -> list[psutil.Process]:
    """Find the kernels: forks of the one process that has imported their libraries."""
    found = []
    for child in psutil.Process(site.pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it ended meanwhile
            if "forkserver" in " ".join(child.parent().cmdline()):
                found.append(child)
    return found


def wait_for_kernels(site: Site, how_many: int, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until and len(kernels(site)) != how_many:
        time.sleep(0.2)
    return len(kernels(site)) == how_many


def test_sleeping_page_says_so(page, small_site):
    """An idle kernel is stopped even if its page is open; the reader is told."""
    from playwright.sync_api import expect

    assert wait_for_kernels(small_site, 2), "one spare kernel for each of two pages"
    page.goto(f"{small_site.url}/subventions/explorer")
    page.wait_for_selector(LIVE)
    assert wait_for_kernels(small_site, 3)
    assert wait_for_kernels(small_site, 2), "the idle kernel goes, the spare ones stay"
    page.get_by_label("Année").select_option("2018")
    asleep = page.get_by_role("alert")
    expect(asleep).to_contain_text("La page s’est endormie", timeout=15_000)
    asleep.get_by_role("button", name="La réveiller").click()
    expect(asleep).to_be_hidden()
    page.wait_for_selector(LIVE)


def test_reader_who_leaves_frees_the_kernel(page, explainer_server):
    """Closing the page stops its kernel at once, without waiting for the cull."""
    page.goto(f"{explainer_server.url}/subventions/explorer")
    page.wait_for_selector(LIVE)
    kernel = json.loads(page.locator("#jupyter-config-data").text_content())["kernelId"]
    address = f"{explainer_server.url}/api/kernels/{kernel}"
    assert json.loads(fetch(address))["id"] == kernel
    page.goto("about:blank")
    page.wait_for_timeout(1500)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(address)


def test_broken_page_shows_no_traceback(small_site):
    """When a computation fails, the reader gets a sentence, not the machine's words."""
    status, _, body = ask(small_site, "/casse")
    html = body.decode()
    assert status == 503
    assert "La page n’a pas pu s’afficher" in html
    assert "La panne est de notre côté" in html
    assert ask(small_site, "/subventions")[0] == 200
    assert ask(small_site, "/casse/explorer")[0] == 404
    assert not re.search("secret|ValueError|Traceback|Voilà with", html)


def test_site_stops_with_its_parent(tmp_path):
    """When the program that started it is killed, the site and its kernels go too."""
    start = (
        "import os; from pathlib import Path;"
        "from lirelaville.explainers.build import build_explainers;"
        "from lirelaville.explainers.launch import start_site;"
        "from lirelaville.ports import free_port;"
        "from lirelaville.processes import wait_until_answers;"
        f"state, port = Path({str(tmp_path)!r}), free_port(); build_explainers(state);"
        "site = start_site(state, port);"
        "wait_until_answers(site, f'http://127.0.0.1:{port}/');"
        "print(site.process.pid, flush=True); os._exit(1)"
    )
    started = subprocess.run(
        [sys.executable, "-c", start], stdout=subprocess.PIPE, text=True, check=False
    )
    site = Site("", tmp_path, int(started.stdout))
    family = [psutil.Process(site.pid), *kernels(site)]
    _, alive = psutil.wait_procs(family, timeout=20)
    assert alive == []


def test_failed_start_says_where_to_look(tmp_path):
    """The last words of the site's journal are shown, and where the others are."""
    build_explainers(tmp_path)
    port = free_port()
    site = start_site(tmp_path, port, "--ip=pas.une.adresse.invalid")
    with pytest.raises(LireLaVilleError, match=r"n'a pas démarré(.|\n)*public\.log"):
        wait_until_answers(site, f"http://127.0.0.1:{port}/")


def test_command_asks_for_one_address_only(tmp_path):
    """Only this machine, unless the operator opens it."""
    assert "--ip=127.0.0.1" in site_command(tmp_path, 8001)
    assert "--ip=0.0.0.0" in site_command(tmp_path, 8001, "0.0.0.0")
