"""The hub's hardening checklist, one test a line, tried on a running workshop.

Elsewhere: accounts and sandboxes in ``test_isolation``, rights on other people's work
in ``test_attacks``, what the public site sends in ``test_public_site``.
"""

import json
import os
import re
import signal
import sqlite3
import stat
from contextlib import suppress

import psutil
import pytest
from workshop import (
    PASSWORD,
    PATIENCE_MS,
    ask,
    lesson_is_open,
    log_in,
    sign_up,
    start_workshop,
    stop_workshop,
    wait_for,
)

COURSES = ("citizens", "agents", "businesses")


@pytest.fixture(scope="module")
def learner(browser, workshop):
    """A participant at work in the first lesson."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_up(page, workshop, "p60", workshop.code("citizens"))
    lesson_is_open(page, "lire_un_tableau")
    yield page
    context.close()


def processes_of(workshop, name: str) -> list[psutil.Process]:
    """Return a person's server and kernels: those whose environment names them."""
    found = []
    for process in psutil.Process(workshop.process.pid).children(recursive=True):
        with suppress(psutil.Error):
            if process.environ().get("JUPYTERHUB_USER") == name:
                found.append(process)
    return found


def kernel_environment(workshop, name: str) -> dict[str, str]:
    """Return what a person's kernel was started with."""
    return next(
        process.environ()
        for process in processes_of(workshop, name)
        if any("ipykernel_launcher" in word for word in process.cmdline())
    )


@pytest.fixture(scope="module")
def roles(workshop):
    """Role -> scopes, as the hub's own database holds them."""
    address = f"file:{workshop.state / 'hub.sqlite'}?mode=ro"
    with sqlite3.connect(address, uri=True) as database:
        rows = database.execute("SELECT name, scopes FROM roles").fetchall()
    return {name: json.loads(scopes) for name, scopes in rows}


def test_no_role_but_jupyterhubs_own_ones_inherits_its_owners_rights(roles):
    """« inherit » would give a learner's server everything that its owner may do."""
    inheriting = {name for name, scopes in roles.items() if "inherit" in scopes}
    assert inheriting <= {"token"}
    assert set(roles["server"]) == {"users:activity!user", "access:servers!server"}


def test_people_may_use_their_own_server_and_make_no_token(roles):
    assert set(roles["user"]) == {
        "read:users!user",
        "users:activity!user",
        "servers!user",
        "access:servers!user",
    }


def test_each_service_has_the_few_rights_it_needs(roles):
    """The culler sees and stops servers; the door of hand-ins has no right at all."""
    given = {name: set(scopes) for name, scopes in roles.items()}
    assert given["hand-in"] == {"access:services!service=handin"}
    assert given["culler"] == {
        "list:users",
        "read:users:activity",
        "read:servers",
        "delete:servers",
    }
    ours = set(given) - {"user", "server", "token", "admin", "hand-in", "culler"}
    assert ours == {f"formgrade-{course}" for course in COURSES}
    for course in COURSES:
        assert given[f"formgrade-{course}"] == {f"access:services!service={course}"}


def test_a_learner_cannot_make_themselves_a_token(learner, workshop):
    """Asked through the API as their own page would, it is refused."""
    xsrf = next(
        cookie["value"]
        for cookie in learner.context.cookies()
        if cookie["name"] == "_xsrf" and cookie["path"] == "/hub/"
    )
    answer = learner.context.request.post(
        f"{workshop.url}/hub/api/users/p60/tokens?_xsrf={xsrf}",
        headers={"Referer": f"{workshop.url}/hub/home"},
    )
    assert answer.status == 403, answer.text()


@pytest.mark.parametrize(
    "address",
    ["hub/home", "user/p60/tree", "services/citizens/formgrader", "hub/nulle-part"],
)
def test_no_page_may_be_framed(learner, workshop, address):
    """The rule that other sites cannot dress our pages as theirs."""
    answer = learner.context.request.get(f"{workshop.url}/{address}")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("address", ["user/p60/api/contents", "hub/api/user"])
def test_a_token_in_an_address_opens_nothing(learner, workshop, address):
    """Addresses end in histories and journals: only a header carries a token."""
    token = kernel_environment(workshop, "p60")["LIRELAVILLE_HANDIN_TOKEN"]
    status, text = ask(f"{workshop.url}/{address}?token={token}")
    assert status == 403 or "Me connecter" in text


def test_log_in_cookies_are_out_of_reach_of_pages_and_other_sites(learner):
    """HttpOnly and SameSite; the readable one is the form's own, which is no secret."""
    cookies = learner.context.cookies()
    assert {cookie["name"] for cookie in cookies} >= {"jupyterhub-session-id"}
    for cookie in cookies:
        if cookie["name"] in {"_xsrf", "jupyterhub-session-id"}:
            continue
        assert cookie["httpOnly"], cookie["name"]
        assert cookie["sameSite"] in {"Lax", "Strict"}, cookie["name"]


def test_secrets_are_in_files_of_their_owner_alone(workshop):
    """0600 for what gives access; nothing else in the state folder holds a secret."""
    for name in ("access.json", "cookie_secret", "hub.sqlite"):
        path = workshop.state / name
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, name


def test_no_process_shows_a_secret_in_its_arguments(workshop, learner):
    """Everybody on a machine may list the processes' arguments."""
    processes = psutil.Process(workshop.process.pid).children(recursive=True)
    words = " ".join(" ".join(process.cmdline()) for process in processes)
    assert "jupyterhub" in words
    assert not re.search(r"[0-9a-f]{32}", words)
    assert workshop.access["trainer"]["password"] not in words


def test_kernels_listen_on_no_port(workshop, learner):
    """Their sockets are files; a port could be reached by any neighbour."""
    processes = psutil.Process(workshop.process.pid).children(recursive=True)
    kernels = [
        process
        for process in processes
        if any("ipykernel_launcher" in word for word in process.cmdline())
    ]
    assert kernels
    for kernel in kernels:
        listening = [c for c in kernel.net_connections() if c.status == "LISTEN"]
        assert listening == []


def test_every_port_is_on_the_loopback(workshop, learner):
    """A workshop that was not started with --public is for this computer only."""
    parts = psutil.Process(workshop.process.pid).children(recursive=True)
    addresses = {
        connection.laddr.ip
        for part in parts
        for connection in part.net_connections()
        if connection.status == "LISTEN"
    }
    assert addresses == {"127.0.0.1"}


def test_settings_that_a_learner_writes_at_home_are_not_read(learner, workshop):
    """A jupyter_server_config.py in the home must not run when the server starts."""
    said = learner.evaluate(
        """async () => {
        const folder = '.jupyter', name = folder + '/jupyter_server_config.py';
        const xsrf = document.cookie.match(/_xsrf=([^;]+)/)[1];
        const put = (path, body) => fetch('/user/p60/api/contents/' + path, {
            method: 'PUT', body: JSON.stringify(body), headers: {'X-XSRFToken': xsrf}});
        await put('hidden', {type: 'directory'});
        const answer = await put('hidden/jupyter_server_config.py', {
            type: 'file', format: 'text', content: 'open("read","w")'});
        return answer.status;
    }"""
    )
    assert said in {200, 201}
    home = workshop.state / "homes" / "p60"
    for folder in (".jupyter", ".config/jupyter"):
        (home / folder).mkdir(parents=True, exist_ok=True)
        (home / folder / "jupyter_server_config.py").write_text(
            "open('settings-were-read', 'w')\n"
        )
    restart_server(learner, workshop)
    assert not list(home.rglob("settings-were-read"))


def restart_server(page, workshop) -> None:
    """Stop the person's server as the hub's page does, and open it again."""
    page.goto(f"{workshop.url}/hub/home")
    xsrf = page.evaluate("document.cookie.match(/_xsrf=([^;]+)/)[1]")
    answer = page.context.request.delete(
        f"{workshop.url}/hub/api/users/p60/server?_xsrf={xsrf}",
        headers={"Referer": f"{workshop.url}/hub/home"},
    )
    assert answer.status in {202, 204}, answer.text()
    page.goto(f"{workshop.url}/hub/user-redirect/lecon/citizens/lire_un_tableau")
    lesson_is_open(page, "lire_un_tableau")


@pytest.mark.parametrize(
    "address",
    [
        *(f"services/{course}/formgrader" for course in COURSES),
        *(f"services/{course}/api/contents" for course in COURSES),
        "services/citizens/atelier/",
        "services/citizens/notebooks/lessons/lire_un_tableau.py",
        "hub/room/citizens",
        "hub/room/citizens/state.json",
        "hub/admin",
        "hub/metrics",
        "hub/api/users",
        "hub/api/proxy",
    ],
)
def test_a_learner_reaches_no_trainers_page(learner, workshop, address):
    answer = learner.context.request.get(f"{workshop.url}/{address}")
    assert answer.status in {403, 404}, answer.text()[:500]


@pytest.mark.parametrize("address", ["hub/metrics", "hub/api/users", "hub/room/agents"])
def test_a_stranger_is_asked_to_log_in(workshop, address):
    status, text = ask(f"{workshop.url}/{address}")
    assert status in {401, 403} or "Me connecter" in text


def test_the_proxy_takes_orders_from_the_hub_alone(workshop):
    """Its API is on a port that every local account can reach: it asks for a secret."""
    (proxy,) = [
        process
        for process in psutil.Process(workshop.process.pid).children(recursive=True)
        if any("configurable-http-proxy" in word for word in process.cmdline())
        and process.net_connections()
    ]
    ports = {c.laddr.port for c in proxy.net_connections() if c.status == "LISTEN"}
    (api,) = ports - {workshop.port}
    status, _ = ask(f"http://127.0.0.1:{api}/api/routes")
    assert status == 403


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A workshop for one server at a time, which stops it after six seconds."""
    folder = tmp_path_factory.mktemp("small")
    settings = folder / "hub.yml"
    settings.write_text("active_server_limit: 1\nidle_minutes: 0.1\n")
    running = start_workshop(folder / "state", f"--settings={settings}")
    yield running
    stop_workshop(running)


def test_beyond_the_limit_of_servers_people_are_told_to_wait(browser, small):
    """The next person reads why, in French, and nothing of the first one's is lost."""
    first = browser.new_context(locale="fr-FR").new_page()
    sign_up(first, small, "p61", small.code("citizens"))
    lesson_is_open(first, "lire_un_tableau")
    second = browser.new_context(locale="fr-FR").new_page()
    sign_up(second, small, "p62", small.code("citizens"))
    second.get_by_role("heading", name="Trop de monde à la fois").wait_for(
        timeout=PATIENCE_MS
    )
    first.context.close()
    second.context.close()


def test_a_server_that_nobody_uses_is_stopped(small):
    """Six seconds in this workshop; its kernels go with it."""
    assert processes_of(small, "p61")
    wait_for(lambda: not processes_of(small, "p61"), seconds=90)


def test_someone_whose_server_was_stopped_opens_it_again(browser, small):
    """Their answers are where they were."""
    page = browser.new_context(locale="fr-FR").new_page()
    log_in(page, small, "p61", PASSWORD)
    page.get_by_role("link", name=re.compile("Ouvrir la leçon")).first.click()
    lesson_is_open(page, "lire_un_tableau")
    page.context.close()


def test_serve_gives_up_its_rights_to_nobody_when_the_hub_is_killed(small):
    """kill -9 of the hub alone: serve stops the rest, no server is left unguarded."""
    children = psutil.Process(small.process.pid).children(recursive=True)
    (hub,) = [
        child for child in children if child.cmdline()[1:3] == ["-m", "jupyterhub"]
    ]
    os.kill(hub.pid, signal.SIGKILL)
    small.process.wait(timeout=60)
    _, alive = psutil.wait_procs(children, timeout=40)
    assert alive == []
