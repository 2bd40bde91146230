"""Learners' servers: notebooks in French, and nothing that a lesson does not need."""

from lirelaville.project import project_folder

c = get_config()

c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "jupyter_lsp": False,
    "jupyterlab_jupytext": False,
    "voila.server_extension": False,
    # lessons come, and start again, through the hand-in service
    "lirelaville.handin.opening": True,
    # Voilà with our template, for the page that a learner makes
    "lirelaville.explainers.preview": True,
}
c.ServerApp.terminals_enabled = False
# the servers' own errors, in French
c.ServerApp.extra_template_paths = [
    str(project_folder() / "hub_config" / "jupyter" / "templates")
]
# Kernels talk over private files, not over ports that neighbours could listen to.
c.KernelManager.transport = "ipc"
# « Rendre ma leçon » saves the notebook first, through the page's own application.
c.JupyterNotebookApp.expose_app_in_browser = True
c.LabApp.expose_app_in_browser = True
# A lesson left half an hour ago gives its memory back; its answers are in its file.
c.MappingKernelManager.cull_idle_timeout = 1800
c.MappingKernelManager.cull_interval = 60
