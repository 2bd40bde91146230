"""Start kernels as forks of a process that has already imported what is heavy.

A kernel that imports pandas and matplotlib answers after two seconds; its fork, after a
few tenths.  Each notebook still has a process of its own: nothing that one defines,
changes or imports is seen by the next.  Python's own fork server does the forking.
"""

import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import EntryPoint
from multiprocessing import connection, forkserver

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from lirelaville.lessons.workers import end_with_parent

NAME = "lirelaville-forked"
SECONDS_TO_START = 30
ALREADY_IMPORTED = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "lirelaville.lessons.plain_errors",
    "lirelaville.catalogue.readers",
    "geopandas",
    "matplotlib.pyplot",
    "lirelaville.charts.forms",
)


@cache
def use_forked_kernels(imported: tuple[str, ...] = ALREADY_IMPORTED) -> None:
    """Make every kernel that this process starts a fork.

    The process to fork from starts at once, with the environment of now, and ends with
    this one.  If it cannot, kernels start as usual.

    Parameters
    ----------
    imported : tuple of str
        Modules that it imports, once for all kernels.
    """
    # Python makes each fork run the first lines of the program again: its imports.
    program = [name for name in ("lirelaville.cli",) if name in sys.modules]
    forkserver.set_forkserver_preload([*imported, *program])
    forkserver.ensure_running()
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:ForkedProvisioner", factory.GROUP_NAME
    )
    factory.default_provisioner_name = NAME


class ForkedProvisioner(LocalProvisioner):
    """jupyter_client's own way of starting a kernel, but by a fork."""

    async def launch_kernel(self, cmd, **kwargs):
        """Fork a kernel that has the arguments of a command."""
        here, there = multiprocessing.Pipe(duplex=False)
        arguments, folder = cmd[cmd.index("-m") + 2 :], kwargs.get("cwd")
        # Voilà names variables with its own kind of text, which would import Voilà.
        plain, variables = str.__str__, kwargs["env"].items()
        environment = {plain(name): plain(value) for name, value in variables}
        process = multiprocessing.get_context("forkserver").Process(
            target=run_kernel, args=(arguments, folder, environment, there)
        )
        try:
            process.start()
        except (OSError, EOFError):  # there is no process to fork from
            return await super().launch_kernel(cmd, **kwargs)
        there.close()
        self.process = Forked(process)
        self.pid = self.pgid = process.pid  # it makes a group of its own
        # zmq tries a socket that is not there yet again after 100 ms: wait for it here.
        connection.wait([here, process.sentinel], timeout=SECONDS_TO_START)
        return self.connection_info

    async def kill(self, restart=False):
        """End the kernel and wait for it: jupyter_client would look every 100 ms."""
        await super().kill(restart)
        if self.process:
            self.process.wait()


class Forked:
    """A forked process, with what jupyter_client asks of a ``Popen``."""

    stdin = stdout = stderr = None

    def __init__(self, process: multiprocessing.Process) -> None:
        self._process = process

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait until it has ended."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        """Send it a signal, if it is still there."""
        with suppress(ProcessLookupError):
            os.kill(self._process.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def run_kernel(
    arguments: list[str],
    folder: str | None,
    environment: dict,
    ready: connection.Connection,
) -> None:
    """Be a kernel, in a process just forked; say when it listens."""
    import gc

    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    gc.freeze()  # what all kernels share is not written to, so it stays shared
    os.setsid()
    end_with_parent()
    os.environ.clear()
    os.environ.update(environment)
    if folder:
        os.chdir(folder)
    np.random.seed()
    kernel = IPKernelApp.instance(parent_handle=os.getppid())
    kernel.initialize(arguments)
    ready.send("ready")
    kernel.start()
