"""What ``serve`` runs: the proxy, the hub, the formgraders and the public site."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lirelaville.explainers.launch import start_site
from lirelaville.hub.formgrader import start_formgrader
from lirelaville.hub.site import Site, hand_over, make_tokens, service_token
from lirelaville.processes import Part, start, stop_all
from lirelaville.project import project_folder


def addresses(site: Site) -> tuple[str, str]:
    """Return the hub's and the public pages' addresses."""
    return f"http://127.0.0.1:{site.port}", f"http://127.0.0.1:{site.public_port}"


@contextmanager
def started(site: Site) -> Iterator[dict[Part, str]]:
    """Start every part at once, each with the address at which it will answer.

    On the way out the proxy goes last: the hub tells it which servers it has stopped.
    """
    tokens = make_tokens(site.courses)
    hub_url, public_url = addresses(site)
    proxy = start_proxy(site, tokens)
    parts = {proxy: f"{hub_url}/hub/health"}
    try:
        parts[start_hub(site, tokens)] = f"{hub_url}/hub/health"
        parts[start_site(site.state, site.public_port)] = public_url
        for course in site.courses:
            part = start_formgrader(course, site, service_token(course, tokens))
            parts[part] = f"{hub_url}/services/{course}/formgrader"
        yield parts
    finally:
        stop_all([part for part in parts if part is not proxy])
        stop_all([proxy])


def start_proxy(site: Site, tokens: dict[str, str]) -> Part:
    """Start the proxy: the one door of the hub, the formgraders and the servers."""
    api = f"--api-ip=127.0.0.1 --api-port={site.proxy_api_port}".split()
    name = "CONFIGPROXY_AUTH_TOKEN"
    return start(
        "Le relais",
        [
            *site.proxy_command,
            "--ip=127.0.0.1",
            f"--port={site.port}",
            *api,
            f"--error-target=http://127.0.0.1:{site.hub_port}/hub/error",
            "--log-level=warn",
        ],
        {**os.environ, name: tokens[name]},
        site.state,
        site.state / "logs" / "proxy.log",
    )


def start_hub(site: Site, tokens: dict[str, str]) -> Part:
    """Start JupyterHub on our settings."""
    config = project_folder() / "hub_config" / "jupyterhub_config.py"
    # The programs beside this Python (alembic, for one) must be found by name.
    path = [str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]
    return start(
        "L'atelier",
        [sys.executable, "-m", "jupyterhub", "-f", str(config)],
        {**os.environ, **hand_over(site), **tokens, "PATH": os.pathsep.join(path)},
        site.state,
        site.state / "logs" / "hub.log",
    )
