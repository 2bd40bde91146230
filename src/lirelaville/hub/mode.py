"""Trial or isolated, on this computer or open to others: what ``serve`` may do here."""

import os
import stat
from pathlib import Path
from urllib.parse import urlsplit

from lirelaville.errors import LireLaVilleError
from lirelaville.hub.site import Values
from lirelaville.programs import require_confinement

TRIAL_IS_LOCAL = (
    "« --public » est refusé : dans un essai, tout le monde partage le compte système "
    "qui a lancé cette commande, et chaque personne pourrait lire le travail des "
    "autres, les corrigés et les secrets de l'atelier. Sur un serveur, lancez la "
    "commande en tant que root et sans « --trial » : sudo lirelaville serve --public"
)


def is_isolated(*, trial: bool, public: bool) -> bool:
    """Tell whether each person gets an account of their own.

    Raises
    ------
    LireLaVilleError
        If root lacks a program for it, or a trial should be opened to others.
    """
    isolated = os.geteuid() == 0 and not trial
    if public and not isolated:
        raise LireLaVilleError(TRIAL_IS_LOCAL)
    if isolated:
        require_confinement()
    return isolated


def check_addresses(values: Values, port: int, *, public: bool) -> None:
    """Check what hub.yml says of addresses and certificate.

    Raises
    ------
    LireLaVilleError
        With the key of hub.yml to write, or the command to type.
    """
    if public:
        _check_https(values)
        _check_key(values)
    elif values.public_address:
        _check_local(values, port)
    elif values.subdomains:
        raise LireLaVilleError(
            "hub.yml, clé « subdomains » : chaque personne y a son propre nom sous "
            "celui de l'atelier, qui manque. Écrivez par exemple « public_address: "
            "https://atelier.exemple.fr »."
        )


def _check_https(values: Values) -> None:
    address = urlsplit(values.public_address)
    if (
        address.scheme != "https"
        or not address.hostname
        or address.path not in ("", "/")
    ):
        raise LireLaVilleError(
            "hub.yml, clé « public_address » : « --public » demande l'adresse de "
            "l'atelier en HTTPS, par exemple « public_address: "
            f"https://atelier.exemple.fr » ; reçu {values.public_address!r}."
        )
    for key in ("certificate", "certificate_key"):
        path = getattr(values, key)
        if not path or not Path(path).is_file():
            raise LireLaVilleError(
                f"hub.yml, clé « {key} » : « --public » demande le certificat du site "
                "et sa clé, deux fichiers PEM ; "
                f"{f'« {path} » est introuvable' if path else 'elle est vide'}."
            )


def _check_key(values: Values) -> None:
    key = Path(values.certificate_key)
    mode = stat.S_IMODE(key.stat().st_mode)
    if mode & 0o077:
        raise LireLaVilleError(
            f"La clé « {key} » peut être lue par d'autres comptes : attendu des droits "
            f"0600, reçu {mode:04o}. Tapez : chmod 600 {key}"
        )


def _check_local(values: Values, port: int) -> None:
    # Behind the operator's own HTTPS relay; or a name of this very computer.
    address = urlsplit(values.public_address)
    host = address.hostname or ""
    local = host == "localhost" or host.endswith(".localhost")
    if address.scheme == "https" and host:
        return
    if address.scheme != "http" or not local or address.port != port:
        raise LireLaVilleError(
            "hub.yml, clé « public_address » : attendu une adresse en « https:// », ou "
            f"« http://NOM.localhost:{port} » pour un essai sur cet ordinateur ; reçu "
            f"{values.public_address!r}."
        )
