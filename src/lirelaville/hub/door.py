"""The hand-in service among the hub's services: its settings, rights and process."""

import sys

from lirelaville.hub.site import Site, service_token
from lirelaville.hub.views import confined_formation, inherited
from lirelaville.processes import Part, start

NAME = "handin"
ACCESS = f"access:services!service={NAME}"


def door_url(site: Site) -> str:
    """Return where learners' servers and the hub reach the service."""
    return f"http://127.0.0.1:{site.handin_port}/services/{NAME}/"


def door_service(site: Site, token: str) -> dict:
    """Return what the hub must know of the service.

    It needs no right of its own: a token tells its owner's name and groups.
    """
    return {
        "name": NAME,
        "url": f"http://127.0.0.1:{site.handin_port}",
        "api_token": token,
        "display": False,
    }


def door_role(courses: list[str]) -> dict:
    """Return the role of who may hand in: the people of every course."""
    kinds = ("nbgrader", "formgrade")
    groups = [f"{kind}-{course}" for course in courses for kind in kinds]
    return {"name": "hand-in", "groups": groups, "scopes": [ACCESS]}


def start_handin(site: Site, tokens: dict[str, str]) -> Part:
    """Start the service; it answers at ``api/health`` of its address."""
    return start(
        "Le service de rendu",
        confined_formation(door_command(), site, site.state / "handin"),
        door_environment(site, service_token(NAME, tokens)),
        site.state,
        site.state / "logs" / "handin.log",
    )


def door_command() -> list[str]:
    """Return the program of the service."""
    return [sys.executable, "-m", "lirelaville.handin.service"]


def door_environment(site: Site, token: str) -> dict[str, str]:
    """Return what the service knows: its folder, its port, the hub, its own token."""
    return {
        **inherited(site),
        "JUPYTERHUB_API_TOKEN": token,
        "JUPYTERHUB_API_URL": f"http://127.0.0.1:{site.hub_port}/hub/api",
        "JUPYTERHUB_SERVICE_NAME": NAME,
        "LIRELAVILLE_STATE": str(site.state),
        "LIRELAVILLE_HANDIN_PORT": str(site.handin_port),
        "LIRELAVILLE_HANDIN_MB": str(site.values.handin_mb),
    }
