"""What tells two installations of one machine apart: eight figures, drawn once."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from lirelaville.errors import LireLaVilleError

FILE = "installation"


def installation(state: Path) -> str:
    """Return the number of a state folder's installation, made at the first asking.

    It goes with the folder when it is moved or restored: accounts keep their names.

    Raises
    ------
    LireLaVilleError
        If the file holds something else.
    """
    path = state / FILE
    if not path.exists():
        _draw(path)
    number = path.read_text(encoding="utf-8").strip()
    if not re.fullmatch(r"[0-9a-f]{8}", number):
        raise LireLaVilleError(
            f"Le fichier « {path} » est abîmé : attendu 8 chiffres ou lettres de a à "
            f"f, trouvé {number[:20]!r}. Il nomme les comptes système des personnes : "
            "remettez celui de votre sauvegarde. À défaut, effacez-le : chaque dossier "
            "sera rendu à un nouveau compte, au prochain démarrage de son espace."
        )
    return number


def _draw(path: Path) -> None:
    """Write the file whole; of two that draw at once, one wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{FILE}.{secrets.token_hex(4)}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
    ) as file:
        file.write(f"{secrets.token_hex(4)}\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
