"""What a server needs before it starts: its owner's home, and their hand-in token."""

import hashlib
from pathlib import Path

from lirelaville.hub.door import ACCESS, door_url
from lirelaville.hub.site import Site

# Longer than a server runs; the token is revoked when its server stops.
TOKEN_DAYS = 14
NOTE = "Rendre ses leçons et lire ses corrigés, depuis ses notebooks"


def prepare_home(spawner, site: Site) -> None:
    """Before a server starts, make its owner's home and their hand-in token."""
    make_home(site.state, spawner.user.name)
    runtime = runtime_folder(site.runtime, spawner.user.name)
    spawner.environment = {
        **spawner.environment,
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "LIRELAVILLE_HANDIN_URL": door_url(site),
        "LIRELAVILLE_HANDIN_TOKEN": hand_in_token(spawner),
    }


def make_home(state: Path, username: str) -> Path:
    """Make a person's home, closed to other accounts."""
    home = state / "homes" / username
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    return home


def hand_in_token(spawner) -> str:
    """Return a fresh token that opens the hand-in service, in its owner's name only.

    Kernels can read it: it is all that they can do at the hub.  Empty for somebody who
    is in no course.
    """
    forget_token(spawner)  # a hub that was killed could not revoke it
    try:
        return spawner.user.new_api_token(
            note=NOTE, scopes=[ACCESS], expires_in=TOKEN_DAYS * 24 * 3600
        )
    except ValueError:  # JupyterHub: the person does not have this right
        return ""


def forget_token(spawner) -> None:
    """Revoke the token of a server that has stopped."""
    for token in spawner.user.api_tokens:
        if token.note == NOTE:
            spawner.db.delete(token)
    spawner.db.commit()


def runtime_folder(base: Path, account: str) -> Path:
    """Return an account's private folder for kernel sockets, with a short name."""
    folder = base / hashlib.sha256(account.encode()).hexdigest()[:8]
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
