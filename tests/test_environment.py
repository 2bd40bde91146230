"""The ways to install the project say the same thing, and name no registry."""

import json
import re
import subprocess
import tomllib

import pytest
import yaml

from lirelaville.project import project_folder

ROOT = project_folder()
# PyPI name -> conda-forge name, where they differ
CONDA_NAMES = {"duckdb": "python-duckdb", "playwright": "playwright-python"}


def normal(requirement: str) -> str:
    return re.sub(r"\s", "", requirement).lower().replace("_", "-")


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extra = project["optional-dependencies"]["dev"]
    return {normal(line) for line in [*project["dependencies"], *extra]}


def conda_name(requirement: str) -> str:
    name = re.match(r"[\w-]+", requirement).group()
    return requirement.replace(name, CONDA_NAMES.get(name, name), 1)


def test_environment_yml_asks_for_what_pyproject_asks():
    """Every requirement of pyproject.toml stands in environment.yml, same versions."""
    lines = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    conda = {normal(line) for line in lines if isinstance(line, str)}
    pip = {
        normal(line) for part in lines if isinstance(part, dict) for line in part["pip"]
    }
    assert {conda_name(line) for line in declared()} - conda - pip == set()


def test_environment_yml_adds_only_python_node_and_the_proxy():
    """What environment.yml has on top is what a conda machine lacks."""
    lines = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    conda = {normal(line) for line in lines if isinstance(line, str)}
    names = {
        re.match(r"[\w-]+", line).group()
        for line in conda - {conda_name(line) for line in declared()}
    }
    assert names == {"python", "pip", "nodejs", "configurable-http-proxy"}


def test_the_pinned_list_has_every_requirement_with_its_hash():
    """requirements.lock pins what pyproject.toml asks for, each with sha256."""
    lock = (ROOT / "requirements.lock").read_text()
    pinned = re.split(r"\n(?=\S)", lock.strip())
    names = {normal(re.match(r"[\w.-]+", entry).group()) for entry in pinned}
    assert {re.match(r"[\w-]+", line).group() for line in declared()} <= names
    without = [
        entry.splitlines()[0] for entry in pinned if "--hash=sha256:" not in entry
    ]
    assert without == []


def test_jupyterhub_stays_on_the_line_that_nativeauthenticator_supports():
    """JupyterHub is 5.5.4: on 6, NativeAuthenticator's log-in fails."""
    assert "\njupyterhub==5.5.4 " in (ROOT / "requirements.lock").read_text()


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-bootstrap.lock", "package-lock.json"]
)
def test_the_pinned_lists_name_no_registry(name):
    """No address of a package registry is recorded."""
    text = (ROOT / name).read_text()
    assert "--index-url" not in text
    assert '"resolved"' not in text
    if name.startswith("requirements"):
        assert "://" not in text


def test_node_packages_are_pinned_with_their_hash():
    """package-lock.json gives an integrity hash to every package."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all("integrity" in pack for name, pack in packages.items() if name)


def test_ci_runs_make_test():
    """.ci/run calls make test, and make knows it."""
    assert "make test" in (ROOT / ".ci" / "run").read_text()
    plan = subprocess.run(
        ["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "pytest" in plan.stdout


def test_make_test_runs_every_test_file():
    """A test file that make test forgets would never fail."""
    makefile = (ROOT / "Makefile").read_text()
    files = sorted(path.name for path in (ROOT / "tests").glob("test_*.py"))
    assert [name for name in files if f"tests/{name}" not in makefile] == []


def test_make_help_tells_the_two_commands():
    """Whoever types make alone reads, in French, what can be done."""
    shown = subprocess.run(
        ["make"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "make serve" in shown
    assert "make test" in shown
