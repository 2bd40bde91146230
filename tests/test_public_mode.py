"""``serve --public``: with accounts and HTTPS only; names for each person."""

import datetime as dt
import ipaddress
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from own_server import at_work, run_python, settings_file
from playwright.sync_api import expect
from workshop import PATIENCE_MS, isolates, log_in, start_workshop, stop_workshop

from lirelaville.errors import LireLaVilleError
from lirelaville.hub.accounts import Account
from lirelaville.hub.mode import check_addresses, is_isolated
from lirelaville.hub.site import Values
from lirelaville.ports import free_ports, listener_uid
from lirelaville.programs import require_confinement
from lirelaville.sandbox import check_confinement

IP = "127.0.0.2"  # of this computer too, but not the address of a trial


def lirelaville(*arguments: str, **environment) -> subprocess.CompletedProcess:
    program = Path(sys.executable).with_name("lirelaville")
    return subprocess.run(
        [program, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_trial_is_never_opened_to_others(tmp_path):
    """Refused before anything starts, with the reason."""
    refused = lirelaville("serve", "--trial", "--public", f"--state={tmp_path / 's'}")
    assert refused.returncode == 1
    assert "tout le monde partage le compte" in " ".join(refused.stderr.split())
    assert not (tmp_path / "s").exists()


def test_an_ordinary_user_gets_a_trial_and_root_does_not():
    assert is_isolated(trial=True, public=False) is False
    if not isolates():
        with pytest.raises(LireLaVilleError, match="« --public » est refusé"):
            is_isolated(trial=os.geteuid() == 0, public=True)
        return
    assert is_isolated(trial=False, public=True) is True


def test_root_without_the_programs_is_told_the_command_to_type(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LireLaVilleError, match="apt-get install bubblewrap util-linux"):
        require_confinement()


def test_a_machine_that_cannot_isolate_says_so_in_bubblewraps_words(
    monkeypatch, tmp_path
):
    """As in a container: the program is there, the kernel refuses."""
    program = tmp_path / "bwrap"
    program.write_text(
        "#!/bin/sh\necho 'bwrap: Creating new namespace failed' >&2\nexit 1"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin")
    nobody = Account("llv-test", 39_000, 39_000)
    with pytest.raises(LireLaVilleError, match=r"new namespace failed.*--trial"):
        check_confinement(nobody, tmp_path)


HTTPS = "https://atelier.exemple.fr"


@pytest.mark.parametrize(
    ("values", "public", "words"),
    [
        ({}, True, "« public_address » .* en HTTPS"),
        ({"public_address": "http://a.fr"}, True, "« public_address » .* en HTTPS"),
        ({"public_address": f"{HTTPS}/x"}, True, "« public_address » .* en HTTPS"),
        ({"public_address": HTTPS}, True, "« certificate » .* elle est vide"),
        (
            {"public_address": HTTPS, "certificate": "/x.pem"},
            True,
            "« certificate » .*« /x.pem » est introuvable",
        ),
        ({"subdomains": True}, False, "« subdomains » .*public_address"),
        ({"public_address": "http://a.fr"}, False, "attendu une adresse en « https"),
        ({"public_address": "http://a.localhost:1"}, False, "NOM.localhost:8000"),
    ],
    ids=["nothing", "http", "path", "no-certificate", "lost", "no-name", "plain",
         "other-port"],
)  # fmt: skip
def test_a_missing_address_or_certificate_names_the_key(values, public, words):
    with pytest.raises(LireLaVilleError, match=words):
        check_addresses(Values(**values), 8000, public=public)


@pytest.mark.parametrize("address", [HTTPS, "http://atelier.localhost:8000"])
def test_a_relay_of_the_operators_or_a_local_name_needs_no_certificate(address):
    check_addresses(Values(public_address=address), 8000, public=False)


def test_a_key_that_others_can_read_is_refused(certificate):
    path, key = certificate
    values = Values(
        public_address=HTTPS, certificate=str(path), certificate_key=str(key)
    )
    check_addresses(values, 8000, public=True)
    key.chmod(0o644)
    try:
        with pytest.raises(LireLaVilleError, match=r"0600, reçu 0644\. Tapez : chmod"):
            check_addresses(values, 8000, public=True)
    finally:
        key.chmod(0o600)


def test_the_account_behind_a_port_is_known():
    """So that nobody's program can pass for somebody's server."""
    (port,) = free_ports(1)
    assert listener_uid(port) is None
    with socket.create_server(("127.0.0.1", port)):
        assert listener_uid(port) == os.geteuid()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of this computer, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "essai")])
    today = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(IP))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(1)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").touch(mode=0o600)
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, plain))
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """One state folder for the starts below: lessons are built once."""
    return tmp_path_factory.mktemp("open") / "state"


@pytest.fixture(scope="module")
def opened(state, certificate):
    """A workshop open to other computers; None where it may not be."""
    if not isolates():
        yield None
        return
    port, public_port = free_ports(2)
    path = settings_file(
        state.parent,
        public_address=f"https://{IP}:{port}",
        certificate=str(certificate[0]),
        certificate_key=str(certificate[1]),
        listen=IP,
    )
    running = start_workshop(
        state, "--public", f"--settings={path}", ports=(port, public_port)
    )
    yield running
    stop_workshop(running)


def test_hub_and_public_pages_speak_https(opened, certificate):
    """And nothing else listens outside the loopback."""
    if opened is None:
        with pytest.raises(LireLaVilleError, match="est refusé"):
            is_isolated(trial=os.geteuid() == 0, public=True)
        return
    asked = requests.get(f"{opened.url}/hub/login", verify=certificate[0], timeout=20)
    assert asked.status_code == 200
    pages = opened.access["public_url"]
    assert pages.startswith(f"https://{IP}:")
    assert requests.get(pages, verify=certificate[0], timeout=20).status_code == 200
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{opened.port}/", timeout=5)


def test_people_work_over_https_with_cookies_of_this_host_only(opened, browser):
    """The lesson opens; every cookie is « Secure », the log-in's named « __Host- »."""
    if opened is None:
        return
    with at_work(browser, opened, "ida62") as page:
        assert run_python(page, "print(40 + 2)").strip() == "42"
        cookies = page.context.cookies()
        assert any(c["name"].startswith("__Host-jupyterhub") for c in cookies)
        ours = [c for c in cookies if "jupyterhub" in c["name"]]
        assert all(cookie["secure"] for cookie in ours), ours


def test_the_trainer_opens_formgrader_over_https(opened, browser):
    if opened is None:
        return
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    formgrader_opens(page, opened)
    context.close()


def formgrader_opens(page, workshop):
    trainer = workshop.access["trainer"]
    log_in(page, workshop, trainer["username"], trainer["password"])
    page.wait_for_url("**/hub/**", timeout=PATIENCE_MS)
    link = page.locator("a[href*='services/citizens/']").first
    page.goto(link.evaluate("link => link.href"))
    row = page.get_by_role("link", name="lire_un_tableau")
    expect(row.first).to_be_visible(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def named(state, opened):
    """A workshop of this computer where each person has a name of their own."""
    if opened:
        stop_workshop(opened)  # the same folder: one after the other
    port, public_port = free_ports(2)
    path = settings_file(
        state.parent, public_address=f"http://atelier.localhost:{port}", subdomains=True
    )
    running = start_workshop(state, f"--settings={path}", ports=(port, public_port))
    yield running
    stop_workshop(running)


def test_each_person_has_a_name_under_the_workshops(named, browser):
    """A page of theirs is then another site for the browser than anybody else's."""
    with at_work(browser, named, "ugo62") as page:
        assert page.url.startswith(f"http://ugo62.atelier.localhost:{named.port}/user/")
        assert run_python(page, "print(40 + 2)").strip() == "42"


def test_the_trainer_opens_formgrader_under_its_own_name(named, page):
    formgrader_opens(page, named)
    assert "--service.atelier.localhost" in page.url
