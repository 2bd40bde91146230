"""hub.yml, access.json, workshop codes and the hub's settings."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from traitlets.config import Config

from lirelaville.errors import LireLaVilleError
from lirelaville.hub import settings, site
from lirelaville.hub.access import course_of_code, new_code, open_access, write_access
from lirelaville.hub.homes import bring_lessons, runtime_folder


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
    ],
    ids=["broken", "unknown-key", "not-a-number", "not-a-text", "a-list"],
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


@pytest.mark.parametrize(
    ("typed", "course"),
    [
        ("K7MP-4XQD", "citizens"),
        ("k7mp 4xqd", "citizens"),
        (" K7MP4XQD ", "citizens"),
        ("K7MP-4XQE", None),
        ("", None),
        ("---", None),
        ("é" * 500, None),
    ],
    ids=["exact", "lower", "spaces", "wrong", "empty", "dashes", "long"],
)
def test_a_code_is_read_as_people_type_it(typed, course):
    codes = {"citizens": "K7MP-4XQD", "agents": "ABCD-2345"}
    assert course_of_code(codes, typed) == course


def test_codes_have_no_letters_that_look_alike():
    assert not set("".join(new_code() for _ in range(200))) & set("0O1IL")


def test_each_course_has_its_formgrader_and_its_own_trainers(here):
    c = Config()
    settings.update_courses(c, here)
    assert [s["name"] for s in c.JupyterHub.services] == ["citizens", "agents"]
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
    assert len(set(first.values()) | set(second.values())) == 5
    token = site.service_token("agents", first)
    assert token != site.service_token("citizens", first)


def test_roles_give_trainers_their_formgrader_and_nothing_else(here):
    """No « inherit », no rights over other people: one scope a course."""
    c = Config()
    settings.update_courses(c, here)
    scopes = [scope for role in c.JupyterHub.load_roles for scope in role["scopes"]]
    assert scopes == [
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
        *(service["url"] for service in c.JupyterHub.services),
    ]
    assert all(address.startswith("http://127.0.0.1:") for address in addresses)
    assert c.JupyterHub.hub_ip == "127.0.0.1"


def test_learners_cannot_change_their_servers_settings(here):
    c = Config()
    settings.update_servers(c, here)
    assert c.Spawner.disable_user_config is True
    assert Path(c.Spawner.cmd[0]).is_absolute()


def test_a_lesson_in_progress_is_never_replaced(tmp_path):
    released = tmp_path / "courses" / "citizens" / "release" / "lire"
    released.mkdir(parents=True)
    (released / "lire.ipynb").write_text("released")
    (mine,) = bring_lessons(tmp_path, "p01", ["citizens"])
    (mine / "lire.ipynb").write_text("my work")
    assert bring_lessons(tmp_path, "p01", ["citizens"]) == []
    assert (mine / "lire.ipynb").read_text() == "my work"


def test_a_home_is_closed_to_other_accounts(tmp_path):
    bring_lessons(tmp_path, "p01", [])
    assert stat.S_IMODE((tmp_path / "homes" / "p01").stat().st_mode) == 0o700


def test_a_copy_cut_half_way_does_not_pass_for_a_lesson(tmp_path):
    released = tmp_path / "courses" / "citizens" / "release" / "lire"
    released.mkdir(parents=True)
    (released / "lire.ipynb").write_text("whole")
    cut = tmp_path / "homes" / "p01" / "citizens" / ".lire.tmp"
    cut.mkdir(parents=True)
    (cut / "lire.ipynb").write_text("wh")
    (mine,) = bring_lessons(tmp_path, "p01", ["citizens"])
    assert (mine / "lire.ipynb").read_text() == "whole"


def test_kernel_sockets_fit_in_a_unix_address(here):
    """A Unix socket's address holds 107 bytes; long names must not break kernels."""
    short = replace(here, runtime=Path("/tmp/llv-12345678"))
    short.runtime.mkdir(exist_ok=True)
    folder = runtime_folder(short.runtime, "a" * 32)
    name = "kernel-44b302ac-b1a1-445b-99ac-1234567890ab.json-ipc-5"
    assert len(str(folder / name)) < 107
    folder.rmdir()
    short.runtime.rmdir()
