"""papermill's own engine, made safe for notebooks with widgets."""

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from lirelaville.lessons.kernels import ignore_output_widgets

NAME = "lirelaville"


class SteadyEngine(NBClientEngine):
    """Run cells without the imitation of Output widgets, which may never return."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, start_timeout, execution_timeout, config, **_
    ):
        """Run a notebook in a kernel that has its own connection file."""
        client = PapermillNotebookClient(
            nb_man,
            kernel_name=kernel_name,
            startup_timeout=start_timeout,
            timeout=execution_timeout,
            config=config,
            shutdown_kernel="immediate",
        )
        ignore_output_widgets(client)
        return client.execute()


papermill_engines.register(NAME, SteadyEngine)
