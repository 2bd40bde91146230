"""What the hub must not allow, and what it stops by itself.

Least rights for people and services, cookies, addresses with a token in them, servers
that nobody uses any more.  Each is tried for real in ``tests/test_hardening.py``.
"""

import sys

from lirelaville.hub.site import Site
from lirelaville.hub.views import confined_alone, inherited
from lirelaville.processes import Part, start

# What a person may do to their own account.  JupyterHub's own "self" would also let
# them make tokens with all their rights, which a stolen page could then carry away.
PERSON = [
    "read:users!user",
    "users:activity!user",
    "servers!user",
    "access:servers!user",
]
# What the culler needs to know which servers are idle, and to stop them.
CULLER = ["list:users", "read:users:activity", "read:servers", "delete:servers"]


def update_rights(c) -> None:
    """Give people the rights on their own server, and no more.

    Learners' servers keep JupyterHub's default: to say that they are in use.
    """
    c.JupyterHub.load_roles = [
        *c.JupyterHub.load_roles,
        {"name": "user", "scopes": PERSON},
        {"name": "culler", "scopes": CULLER, "services": ["culler"]},
    ]


def update_cookies(c) -> None:
    """Keep log-ins a week at most, and out of reach of pages and other sites."""
    c.JupyterHub.cookie_max_age_days = 7
    c.JupyterHub.tornado_settings = {
        "cookie_options": {"samesite": "Lax"},
        "headers": {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        },
    }


def update_load(c, site: Site) -> None:
    """Bound how many servers run and start at once."""
    c.JupyterHub.active_server_limit = site.values.active_server_limit
    c.JupyterHub.concurrent_spawn_limit = site.values.active_server_limit


def culler_service(token: str) -> dict:
    """Return what the hub must know of the culler."""
    return {"name": "culler", "api_token": token, "display": False}


def start_culler(site: Site, token: str) -> Part:
    """Start what stops the servers that nobody uses.

    Also those in use for half a day: an endless loop keeps a kernel busy for ever.
    ``serve`` starts it, not the hub: it would go on after a hub that was killed.
    """
    idle_s = round(site.values.idle_minutes * 60)
    command = [
        *(sys.executable, "-m", "jupyterhub_idle_culler"),
        *(f"--timeout={idle_s}", "--max-age=43200"),
        f"--cull-every={min(60, idle_s)}",
    ]
    return start(
        "La fermeture des espaces inutilisés",
        confined_alone(command, site),
        {
            **inherited(site),
            "JUPYTERHUB_API_TOKEN": token,
            "JUPYTERHUB_API_URL": f"http://127.0.0.1:{site.hub_port}/hub/api",
        },
        site.state,
        site.state / "logs" / "culler.log",
    )
