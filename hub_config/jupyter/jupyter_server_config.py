"""Learners' servers: notebooks in French, and nothing that a lesson does not need."""

c = get_config()

c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "jupyter_lsp": False,
    "jupyterlab_jupytext": False,
    "voila.server_extension": False,
    # Voilà with our template, for the page that a learner makes
    "lirelaville.explainers.preview": True,
}
c.ServerApp.terminals_enabled = False
# Kernels talk over private files, not over ports that neighbours could listen to.
c.KernelManager.transport = "ipc"
# « Rendre ma leçon » saves the notebook first, through the page's own application.
c.JupyterNotebookApp.expose_app_in_browser = True
c.LabApp.expose_app_in_browser = True
