"""Formgrader services: nbgrader's formgrader, and nothing that it does not need."""

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
c.KernelManager.transport = "ipc"
