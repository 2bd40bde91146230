"""A port that is taken is named, with its owner and what to type instead."""

import socket
import subprocess
import sys

import pytest

from lirelaville.errors import LireLaVilleError
from lirelaville.ports import free_port, require_free_port


def test_taken_port_is_named(tmp_path):
    """Which port, who has it, and the option to type; nothing is started."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            LireLaVilleError,
            match=rf"port {port} .* autre programme.* : make serve PORT=\d+",
        ):
            require_free_port(port, "make serve PORT=")
        lirelaville = [sys.executable, "-c", "from lirelaville.cli import main; main()"]
        run = subprocess.run(
            [*lirelaville, "explainers", "serve", f"--port={port}"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    assert run.returncode == 1
    assert f"Le port {port} est déjà pris" in run.stderr
    assert "Traceback" not in run.stderr
    assert not list(tmp_path.iterdir())


def test_impossible_port_is_refused():
    """A port beyond 65535 does not exist."""
    with pytest.raises(LireLaVilleError, match="1 à 65535"):
        require_free_port(70000, "make serve PORT=")


def test_free_port_raises_nothing():
    """A port that was just released may be taken again."""
    require_free_port(free_port(), "make serve PORT=")
