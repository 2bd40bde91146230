"""The state folder is held by one program at a time: a workshop, or an erasure."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from lirelaville.errors import LireLaVilleError


@contextmanager
def own_state_folder(state: Path) -> Iterator[Path]:
    """Create the state folder for its owner alone and hold it while running.

    Raises
    ------
    LireLaVilleError
        If another ``serve`` already runs on this folder.
    """
    state = state.resolve()
    state.mkdir(parents=True, exist_ok=True)
    state.chmod(0o700)
    with (state / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LireLaVilleError(
                f"Une installation est déjà en marche dans « {state.name} ». Arrêtez-"
                "la (Ctrl-C), ou prenez un autre dossier : lirelaville serve --state "
                "AUTRE_DOSSIER"
            ) from error
        # The lock goes with this process, however it ends: no stale file to clean.
        os.set_inheritable(lock.fileno(), False)
        yield state


@contextmanager
def at_rest(state: Path) -> Iterator[Path]:
    """Hold a state folder whose workshop is stopped.

    Raises
    ------
    LireLaVilleError
        If it is no state folder, another account's, or its workshop runs.
    """
    try:
        there = (state / "hub.sqlite").is_file()
    except PermissionError as error:
        raise LireLaVilleError(
            f"Le dossier « {state} » appartient à un autre compte : attendu celui qui "
            "lance l'atelier. Relancez cette commande avec sudo."
        ) from error
    if not there:
        raise LireLaVilleError(
            f"« {state} » n'est pas le dossier d'une installation : attendu un fichier "
            "hub.sqlite. Donnez le bon dossier : --state DOSSIER"
        )
    with ExitStack() as stack:
        try:
            held = stack.enter_context(own_state_folder(state))
        except LireLaVilleError as error:
            raise LireLaVilleError(
                "L'atelier est en marche. Effacez cette personne depuis sa page, dans "
                "la salle de la formatrice ou du formateur ; ou arrêtez l'atelier "
                "(Ctrl-C, ou systemctl stop), puis retapez cette commande."
            ) from error
        yield held
