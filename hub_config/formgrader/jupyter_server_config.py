"""Formgrader services: nbgrader's formgrader, and nothing that it does not need."""

import os

c = get_config()

c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": True,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "jupyter_lsp": False,
    "jupyterlab_jupytext": False,
    "voila.server_extension": False,
}
c.ServerApp.terminals_enabled = False
# nbclient names no connection file: without this absolute name, kernel and grader would
# each look for the socket in their own working folder.
c.KernelManager.transport = "ipc"
c.KernelManager.ip = os.path.join(os.environ["JUPYTER_RUNTIME_DIR"], "marking")
