"""Formgrader services: nbgrader's formgrader, and nothing that it does not need."""

import os

from lirelaville.project import project_folder

c = get_config()

c.ServerApp.jpserver_extensions = {
    # nbgrader's formgrader, its pages and scripts read in French
    "nbgrader.server_extensions.formgrader": False,
    "lirelaville.formgrader_fr": True,
    # the lessons of the course, written here as notebooks
    "lirelaville.authoring.server": True,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "jupyter_lsp": False,
    "jupyterlab_jupytext": False,
    "voila.server_extension": False,
}
c.ServerApp.terminals_enabled = False
# the servers' own errors, in French
c.ServerApp.extra_template_paths = [
    str(project_folder() / "hub_config" / "jupyter" / "templates")
]
c.ServerApp.contents_manager_class = "lirelaville.authoring.contents.LessonsManager"
# Copies of the last save stay out of the folder of the lessons.
c.FileCheckpoints.checkpoint_dir = os.path.join(os.environ["HOME"], ".checkpoints")
# The list of every setting, on the first page, is of no use to a trainer.
c.FormgradeExtension.debug = False
# nbclient names no connection file: without this absolute name, kernel and grader would
# each look for the socket in their own working folder.
c.KernelManager.transport = "ipc"
c.KernelManager.ip = os.path.join(os.environ["JUPYTER_RUNTIME_DIR"], "marking")
