"""hub.yml, access.json, workshop codes and the hub's settings."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from traitlets.config import Config

from lirelaville.errors import LireLaVilleError
from lirelaville.hub import settings, site
from lirelaville.hub.access import open_access, write_access
from lirelaville.hub.addresses import addresses, service_origin, service_variables
from lirelaville.hub.homes import make_home, runtime_folder


@pytest.fixture
def here(tmp_path, monkeypatch):
    """One installation with two courses, as its hub's process sees it."""
    for name, value in site.make_tokens(["citizens", "agents"]).items():
        monkeypatch.setenv(name, value)
    return site.Site(
        state=tmp_path,
        runtime=tmp_path,
        port=8000,
        public_port=8001,
        hub_port=8081,
        proxy_api_port=8082,
        formgrader_ports={"citizens": 9991, "agents": 9992},
        handin_port=9993,
        proxy_command=["configurable-http-proxy"],
        values=site.Values(),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("city: Marseille\n  trainer: : x\n", "ligne 2 .*pas du YAML"),
        ("trainr: lea\n", "« trainr ».*Vouliez-vous dire « trainer »"),
        ("start_timeout_s: vite\n", "« start_timeout_s » : attendu un nombre entier"),
        ("city: 13\n", "« city » : attendu un texte, reçu 13"),
        ("- Marseille\n", "attendu des lignes « clé: valeur »"),
        ("cpu_cores: deux\n", "« cpu_cores » : attendu un nombre, reçu 'deux'"),
        ("subdomains: oui\n", "« subdomains » : attendu « true » .oui. ou « false »"),
    ],
    ids=[
        "broken",
        "unknown-key",
        "not-a-number",
        "not-a-text",
        "a-list",
        "not-a-count",
        "not-yes-or-no",
    ],
)
def test_a_mistake_in_hub_yml_is_told_with_its_place(tmp_path, text, words):
    path = tmp_path / "hub.yml"
    path.write_text(text)
    with pytest.raises(LireLaVilleError, match=words):
        site.read_values(path)


def test_the_hub_yml_of_the_project_is_read():
    assert site.read_values().city == "Marseille"


def test_the_hub_process_receives_the_site_it_was_given(here, monkeypatch):
    for name, value in site.hand_over(here).items():
        monkeypatch.setenv(name, value)
    assert site.received() == here


def test_codes_and_password_stay_the_same_from_one_start_to_the_next(tmp_path):
    first = open_access(tmp_path, ["citizens"], "formatrice")
    write_access(tmp_path, first, "http://127.0.0.1:8000", "http://127.0.0.1:8001")
    second = open_access(tmp_path, ["citizens", "agents"], "formatrice")
    assert second.codes["citizens"] == first.codes["citizens"]
    assert second.codes["agents"] != first.codes["citizens"]
    assert second.trainer_password == first.trainer_password


def test_access_json_is_for_its_owner_only_and_says_what_was_promised(tmp_path):
    (tmp_path / "access.json").write_text("{}")
    access = open_access(tmp_path, ["citizens"], "formatrice")
    path = write_access(tmp_path, access, "http://h", "http://p")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = json.loads(path.read_text())
    assert content["hub_url"] == "http://h"
    assert content["public_url"] == "http://p"
    assert content["courses"]["citizens"]["workshop_code"] == access.codes["citizens"]
    assert content["trainer"]["username"] == "formatrice"
    assert len(content["trainer"]["password"]) >= 12


def test_an_access_file_cut_short_is_made_anew(tmp_path):
    (tmp_path / "access.json").write_text('{"courses": {"cit')
    assert open_access(tmp_path, ["citizens"], "formatrice").codes["citizens"]


def test_each_course_has_its_formgrader_and_its_own_trainers(here):
    c = Config()
    settings.update_courses(c, here)
    names = [service["name"] for service in c.JupyterHub.services]
    assert names == ["citizens", "agents", "handin", "culler"]
    assert c.JupyterHub.load_groups["formgrade-agents"]["users"] == [
        "formatrice",
        "grader-agents",
    ]
    assert c.JupyterHub.load_groups["nbgrader-agents"]["users"] == []


def test_every_run_has_its_own_tokens_one_a_service():
    first, second = (
        site.make_tokens(["citizens", "agents"]),
        site.make_tokens(["agents"]),
    )
    assert len(set(first.values()) | set(second.values())) == 9
    token = site.service_token("agents", first)
    assert token != site.service_token("citizens", first)


def test_roles_give_trainers_their_formgrader_and_nothing_else(here):
    """No « inherit », no rights over other people: a scope a course, and hand-in."""
    c = Config()
    settings.update_courses(c, here)
    scopes = [scope for role in c.JupyterHub.load_roles for scope in role["scopes"]]
    assert scopes == [
        "access:services!service=handin",
        "access:services!service=citizens",
        "access:services!service=agents",
    ]


def test_everything_listens_on_this_computer_only(here):
    c = Config()
    settings.update_network(c, here)
    settings.update_courses(c, here)
    addresses = [
        c.JupyterHub.bind_url,
        c.ConfigurableHTTPProxy.api_url,
        *(one["url"] for one in c.JupyterHub.services if "url" in one),
    ]
    assert all(address.startswith("http://127.0.0.1:") for address in addresses)
    assert c.JupyterHub.hub_ip == "127.0.0.1"


def test_a_whole_number_of_cores_is_a_number(tmp_path):
    path = tmp_path / "hub.yml"
    path.write_text("cpu_cores: 2\nmemory_mb: 600\n")
    assert site.read_values(path).cpu_cores == 2


def test_behind_https_cookies_are_this_hosts_and_addresses_the_public_ones(here):
    """The hub itself stays on the loopback: only the relay listens elsewhere."""
    values = site.Values(public_address="https://atelier.exemple.fr")
    open_to_others = replace(here, values=values, public=True, isolated=True)
    c = Config()
    settings.update_network(c, open_to_others)
    assert c.JupyterHub.public_url == "https://atelier.exemple.fr/"
    assert c.JupyterHub.cookie_host_prefix_enabled is True
    assert c.JupyterHub.bind_url.startswith("http://127.0.0.1:")
    assert addresses(open_to_others) == (
        "https://atelier.exemple.fr",
        "https://atelier.exemple.fr:8001",
    )
    settings.update_servers(c, open_to_others)
    assert c.Spawner.args == []  # nobody's server runs as root


def test_each_person_and_each_service_may_have_its_own_name(here):
    values = site.Values(public_address="https://a.fr", subdomains=True)
    named = replace(here, values=values)
    c = Config()
    settings.update_network(c, named)
    assert c.JupyterHub.subdomain_host == "https://a.fr"
    assert service_origin(named, "citizens") == "https://citizens--service.a.fr"
    assert service_origin(here, "citizens") == ""
    variables = service_variables(named, "citizens")
    assert variables["JUPYTERHUB_HOST"] == "https://a.fr"
    assert variables["JUPYTERHUB_COOKIE_HOST_PREFIX_ENABLED"] == "1"
    assert service_variables(here, "citizens")["JUPYTERHUB_HOST"] == ""


def test_learners_cannot_change_their_servers_settings(here):
    c = Config()
    settings.update_servers(c, here)
    assert c.Spawner.disable_user_config is True
    assert Path(c.Spawner.cmd[0]).is_absolute()


def test_a_home_is_closed_to_other_accounts(tmp_path):
    home = make_home(tmp_path, "p01")
    assert home == make_home(tmp_path, "p01")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_nobody_but_the_people_of_a_course_may_hand_in(here):
    """The hand-in service has no right of its own; groups have the one to use it."""
    c = Config()
    settings.update_courses(c, here)
    (role,) = [one for one in c.JupyterHub.load_roles if one["name"] == "hand-in"]
    assert role["scopes"] == ["access:services!service=handin"]
    assert set(role["groups"]) == set(c.JupyterHub.load_groups)
    assert not any("services" in one for one in c.JupyterHub.load_roles)


def test_kernel_sockets_fit_in_a_unix_address(here):
    """A Unix socket's address holds 107 bytes; long names must not break kernels."""
    short = replace(here, runtime=Path("/tmp/llv-12345678"))
    short.runtime.mkdir(exist_ok=True)
    folder = runtime_folder(short.runtime, "a" * 32)
    name = "kernel-44b302ac-b1a1-445b-99ac-1234567890ab.json-ipc-5"
    assert len(str(folder / name)) < 107
    folder.rmdir()
    short.runtime.rmdir()
