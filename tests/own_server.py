"""Somebody at work in their own server: Python run in a real kernel of theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from workshop import PATIENCE_MS, Workshop, lesson_is_open, sign_up

RUN = """async code => {
  const kernels = window.jupyterapp.serviceManager.kernels;
  const kernel = await kernels.startNew({name: "python3"});
  const future = kernel.requestExecute({code: code, store_history: false});
  let said = "";
  future.onIOPub = message => {
    said += message.content.text || (message.content.traceback || []).join("\\n");
  };
  const died = new Promise(resolve => kernel.statusChanged.connect((_, status) => {
    if (["restarting", "autorestarting", "dead"].includes(status)) resolve();
  }));
  await Promise.race([future.done, died]);
  kernel.shutdown().catch(() => null);
  return said;
}"""


@contextmanager
def at_work(browser, workshop: Workshop, name: str) -> Iterator:
    """Sign somebody up for the citizens' course; give the page of their lesson."""
    context = browser.new_context(locale="fr-FR", ignore_https_errors=True)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    sign_up(page, workshop, name, workshop.code("citizens"))
    lesson_is_open(page, "lire_un_tableau")
    yield page
    context.close()


def run_python(page, code: str) -> str:
    """Run code in a new kernel of the person's server; return what it prints."""
    return page.evaluate(RUN, code)


def settings_file(folder: Path, **values) -> Path:
    """Write a hub.yml."""
    path = folder / "hub.yml"
    path.write_text(yaml.safe_dump(values))
    return path
