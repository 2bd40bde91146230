"""What ``serve`` runs: the proxy, the hub, the formgraders and the public site."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request

from lirelaville.explainers.launch import start_site
from lirelaville.hub.addresses import asked, listening_ip
from lirelaville.hub.door import start_handin
from lirelaville.hub.formgrader import start_formgrader
from lirelaville.hub.hardening import start_culler
from lirelaville.hub.site import Site, hand_over, make_tokens, service_token
from lirelaville.hub.views import confined_public
from lirelaville.processes import Part, start, stop_all
from lirelaville.project import project_folder


@contextmanager
def started(site: Site) -> Iterator[dict[Part, str | Request]]:
    """Start every part at once, each with the address at which it will answer.

    On the way out the proxy goes last: the hub tells it which servers it has stopped.
    """
    tokens = make_tokens(site.courses)
    proxy = start_proxy(site, tokens)
    parts = {proxy: asked(site, "/hub/health")}
    try:
        parts[start_hub(site, tokens)] = asked(site, "/hub/health")
        for part in start_pages(site):
            parts[part] = f"http://127.0.0.1:{site.pages_port or site.public_port}"
        culler = start_culler(site, service_token("culler", tokens))
        parts[culler] = asked(site, "/hub/health")  # it answers to nobody
        door = start_handin(site, tokens)
        parts[door] = asked(site, "/services/handin/api/health", "handin")
        for course in site.courses:
            part = start_formgrader(course, site, service_token(course, tokens))
            parts[part] = asked(site, f"/services/{course}/api", course)
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
            *relay_options(site, site.port),
            *(["--host-routing"] if site.values.subdomains else []),
            *api,
            f"--error-target=http://127.0.0.1:{site.hub_port}/hub/error",
            "--log-level=warn",
        ],
        {**os.environ, name: tokens[name]},
        site.state,
        site.state / "logs" / "proxy.log",
    )


def relay_options(site: Site, port: int) -> list[str]:
    """Return where a relay listens; with ``--public``, its certificate too."""
    where = [f"--ip={listening_ip(site)}", f"--port={port}"]
    if not site.public:
        return where
    values = site.values
    return [
        *where,
        f"--ssl-cert={values.certificate}",
        f"--ssl-key={values.certificate_key}",
    ]


def start_pages(site: Site) -> list[Part]:
    """Start the public pages; with ``--public``, a relay that speaks HTTPS too."""
    confine = (lambda *it: confined_public(*it, site)) if site.isolated else None
    if not site.public:
        return [start_site(site.state, site.public_port, confine=confine)]
    relay = start(
        "Le relais des pages publiques",
        [
            *site.proxy_command,
            *relay_options(site, site.public_port),
            *f"--api-ip=127.0.0.1 --api-port={site.pages_api_port}".split(),
            f"--default-target=http://127.0.0.1:{site.pages_port}",
            "--log-level=warn",
        ],
        # nobody commands this one: its secret is known to nobody
        {**os.environ, "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(32)},
        site.state,
        site.state / "logs" / "pages-proxy.log",
    )
    return [relay, start_site(site.state, site.pages_port, confine=confine)]


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
