"""The values of one installation: ``hub.yml``, the state folder and the ports."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import yaml

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.project import project_folder

# what hub.yml may hold, in the words of its errors
KINDS = {
    int: "un nombre entier",
    float: "un nombre",
    bool: "« true » (oui) ou « false » (non)",
    str: "un texte",
}


@dataclass(frozen=True)
class Values:
    """What ``hub_config/hub.yml`` may set."""

    city: str = "Marseille"
    contact: str = ""
    trainer: str = "formatrice"
    retention_months: int = 12
    start_timeout_s: int = 120
    active_server_limit: int = 60
    idle_minutes: float = 60.0
    handin_mb: int = 20  # the largest notebook that can be handed in
    # limits of one person, in the isolated mode
    memory_mb: int = 1024
    cpu_cores: float = 1.0
    processes: int = 200
    disk_mb: int = 500
    live_visitors: int = 20  # of the public pages, each with a kernel
    # for « serve --public »
    public_address: str = ""
    pages_address: str = ""
    certificate: str = ""
    certificate_key: str = ""
    listen: str = "0.0.0.0"
    subdomains: bool = False


@dataclass(frozen=True)
class Site:
    """Everything the hub's settings are computed from."""

    state: Path
    runtime: Path  # short: a Unix socket's address holds 107 bytes at most
    port: int
    public_port: int
    hub_port: int
    proxy_api_port: int
    formgrader_ports: dict[str, int]  # course -> port
    handin_port: int
    proxy_command: list[str]
    values: Values
    # Each person has an account and a sandbox; otherwise all share the operator's.
    isolated: bool = False
    public: bool = False  # listens beyond this computer, with HTTPS
    pages_port: int = 0  # the public pages behind their relay, which has public_port
    pages_api_port: int = 0
    groups: dict[str, Path] = field(default_factory=dict)  # see hub/limits.py

    @property
    def courses(self) -> list[str]:
        """The courses, in the order of their ports."""
        return list(self.formgrader_ports)


def read_values(path: Path | None = None) -> Values:
    """Read ``hub.yml``; a mistake is told with its line or its key.

    Raises
    ------
    LireLaVilleError
        If the file is not YAML, a key is unknown or a value has the wrong type.
    """
    path = path or project_folder() / "hub_config" / "hub.yml"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise LireLaVilleError(
            f"{path.name}, ligne {line} : ce n'est pas du YAML valide "
            f"({error.problem}). Une ligne s'écrit « clé: valeur »."
        ) from error
    if not isinstance(content, dict):
        raise LireLaVilleError(f"{path.name} : attendu des lignes « clé: valeur ».")
    expected = {field.name: field.type for field in fields(Values)}
    for key, value in content.items():
        if key not in expected:
            raise LireLaVilleError(f"{path.name} : {unknown('réglage', key, expected)}")
        kinds = (int, float) if expected[key] is float else (expected[key],)
        if type(value) not in kinds:
            raise LireLaVilleError(
                f"{path.name}, clé « {key} » : attendu {KINDS[expected[key]]}, "
                f"reçu {value!r}."
            )
    return Values(**content)


def make_tokens(courses: list[str]) -> dict[str, str]:
    """Return fresh secrets of this run, as variables for the hub's environment only.

    The hub proves with one that it may command the proxy; each formgrader, the
    hand-in service and the culler prove with their own which service they are.
    """
    services = [*courses, "handin", "culler"]
    names = ["CONFIGPROXY_AUTH_TOKEN", *map(_token_variable, services)]
    return {name: secrets.token_hex(32) for name in names}


def service_token(course: str, environment: dict[str, str] | None = None) -> str:
    """Return the token of one course's formgrader, or of ``handin``."""
    return (environment or os.environ)[_token_variable(course)]


def _token_variable(course: str) -> str:
    return f"LIRELAVILLE_TOKEN_{course.upper()}"


def hand_over(site: Site) -> dict[str, str]:
    """Return the variable that carries ``site`` to the hub's process (no secret)."""
    return {"LIRELAVILLE_SITE": json.dumps(asdict(site), default=str)}


def received() -> Site:
    """Return the site that ``serve`` handed over to this process."""
    content = json.loads(os.environ["LIRELAVILLE_SITE"])
    content["state"], content["runtime"] = (
        Path(content["state"]),
        Path(content["runtime"]),
    )
    content["values"] = Values(**content["values"])
    content["groups"] = {kind: Path(path) for kind, path in content["groups"].items()}
    return Site(**content)
