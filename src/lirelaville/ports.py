"""Say clearly that a port is taken, by whom, and what to type instead."""

import errno
import random
import socket
from itertools import islice
from pathlib import Path

import psutil

from lirelaville.errors import LireLaVilleError


def require_free_port(port: int, option: str) -> None:
    """Raise if nothing can listen on a port of this machine.

    Parameters
    ----------
    port : int
        The port wanted, 1 to 65535.
    option : str
        What to type to choose another one, up to its value:
        ``"make serve PORT="``.

    Raises
    ------
    LireLaVilleError
        If the port is taken (by which program, when that can be known), reserved to
        the administrator, or not a port at all.

    Examples
    --------
    >>> require_free_port(8000, "make serve PORT=")
    """
    try:
        _listen_for_a_moment(port)
    except OverflowError:
        raise LireLaVilleError(
            f"{port} n'est pas un port : il faut un nombre de 1 à 65535. "
            f"Par exemple : {option}8010"
        ) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            problem = f"Le port {port} est déjà pris par {_listener(port)}."
        elif error.errno == errno.EACCES:
            problem = f"Le port {port} est réservé à l'administrateur de la machine."
        else:
            raise
        raise LireLaVilleError(
            f"{problem} Choisissez-en un autre : {option}{_free_port_after(port)}"
        ) from error


def free_ports(count: int) -> list[int]:
    """Return different ports that nothing listens on.

    They are taken below the range from which systems give ports to outgoing
    connections (32768 and more on Linux): otherwise one of those could take a port
    between this answer and its use.
    """
    candidates = iter(random.sample(range(10_000, 32_000), 1_000))
    return list(islice(filter(_is_free, candidates), count))


def free_port() -> int:
    """Return a port that nothing listens on."""
    return free_ports(1)[0]


def listener_uid(port: int) -> int | None:
    """Return the account that listens on a port of the loopback (Linux), or None."""
    wanted = f"0100007F:{port:04X}", f"00000000:{port:04X}"
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        _, local, _, state, _, _, _, uid, *_ = line.split()
        if local in wanted and state == "0A":  # listens
            return int(uid)
    return None


def _is_free(port: int) -> bool:
    try:
        _listen_for_a_moment(port)
    except OSError:
        return False
    return True


def _listen_for_a_moment(port: int) -> None:
    # create_server allows a port whose last owner has just stopped.
    with socket.create_server(("127.0.0.1", port)):
        pass


def _free_port_after(port: int) -> int:
    candidates = range(max(port, 1024) + 10, 65536, 10)
    return next(filter(_is_free, candidates), None) or free_port()


def _listener(port: int) -> str:
    try:
        for connection in psutil.net_connections(kind="tcp"):
            listens = connection.status == psutil.CONN_LISTEN
            if listens and connection.laddr.port == port and connection.pid:
                name = psutil.Process(connection.pid).name()
                return f"un autre programme ({name}, processus {connection.pid})"
    except (OSError, RuntimeError, psutil.Error):
        pass  # some systems tell this to their administrator only
    return "un autre programme"
