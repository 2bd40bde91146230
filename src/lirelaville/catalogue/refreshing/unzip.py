"""Take one file out of the zip archive that a publisher puts it in."""

import shutil
import zlib
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from lirelaville.errors import LireLaVilleError
from lirelaville.french import number

MEGABYTE = 1_000_000


def take_out(archive: Path, file: dict, target: Path, max_mb: int) -> None:
    """Write the ``member`` of an archive to ``target``, and nothing else.

    Parameters
    ----------
    archive : Path
        What was downloaded.
    file : dict
        Of ``sources[].files`` in a card: ``member`` is looked for by its last name,
        in capitals or not, since publishers move it about.
    target : Path
        Where the card wants it: a path inside the archive leads nowhere.
    max_mb : int
        Refuse a larger file, in millions of bytes.

    Raises
    ------
    LireLaVilleError
        If the archive is broken, has no such member, or a too large one.
    """
    wanted = PurePosixPath(file["member"]).name.casefold()
    try:
        with ZipFile(archive) as box:
            there = {PurePosixPath(n).name.casefold(): n for n in box.namelist()}
            if wanted not in there:
                shown = ", ".join(list(there.values())[:5]) or "rien"
                raise LireLaVilleError(
                    f"L'archive {file['url']} ne contient pas « {file['member']} ». "
                    f"Elle contient : {shown}. Corrigez « member » dans la fiche."
                )
            member = box.getinfo(there[wanted])
            if member.file_size > max_mb * MEGABYTE:
                raise LireLaVilleError(
                    f"« {file['member']} » ferait {megabytes(member.file_size)} une "
                    f"fois décompressé : plus que la limite de {max_mb} Mo. Si c'est "
                    "normal, relancez avec --max-mb."
                )
            with box.open(member) as content, target.open("wb") as copy:
                shutil.copyfileobj(content, copy)
    # RuntimeError: a password; NotImplementedError: a compression unknown here
    except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as bad:
        raise LireLaVilleError(
            f"Ce qui est reçu de {file['url']} n'est pas une archive zip lisible "
            f"({bad}). Réessayez plus tard. {by_hand(file)}"
        ) from bad


def by_hand(file: dict) -> str:
    """Say how to do without the network."""
    inside = f" (« {file['member']} » de l'archive)" if "member" in file else ""
    return (
        f"Sinon, téléchargez le fichier à la main{inside}, rangez-le sous "
        f"DOSSIER/{file['saved_as']} et ajoutez --sources DOSSIER à la commande."
    )


def megabytes(size: int) -> str:
    """Write a size given in bytes: « 12,3 Mo »."""
    return f"{number(size / MEGABYTE, 1)} Mo"
