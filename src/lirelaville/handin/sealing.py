"""Keep a server's own hub token from the notebooks that run below it.

JupyterHub gives each server a token in its environment, and kernels inherit the
environment of their server.  Theirs holds ``LIRELAVILLE_HANDIN_TOKEN`` only.
"""

import ctypes
import os
import sys

SECRETS = ("JUPYTERHUB_API_TOKEN", "JPY_API_TOKEN")
PR_SET_DUMPABLE = 4


def seal(server_app) -> None:
    """Hide the token of this server from its kernels, if the hub gave it one.

    Parameters
    ----------
    server_app : ServerApp
        The server, before any kernel has started.
    """
    if not any(name in os.environ for name in SECRETS):
        return
    _read_tokens_now(server_app)
    for name in SECRETS:
        _wipe(name)
        os.environ.pop(name, None)
    # Jupyter writes the token into a file for its own commands, which we do not use.
    server_app.write_server_info_file = lambda: None
    if sys.platform == "linux":
        # /proc/<this server>/ and its memory are closed to processes of its account.
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _read_tokens_now(server_app) -> None:
    """Let JupyterHub's two clients keep the token: they read it when first used."""
    manager = server_app.extension_manager
    apps = [point.app for point in manager.extension_points.values()]
    for holder in (server_app.identity_provider, *apps):
        if hasattr(holder, "hub_auth"):
            holder.hub_auth.api_token  # noqa: B018 - reading it is what keeps it


def _wipe(name: str) -> None:
    """Write over a variable where it was given: there ``/proc`` still shows it."""
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_void_p
    address = libc.getenv(name.encode())
    if address:
        ctypes.memset(address, ord("x"), len(os.environ[name].encode()))
