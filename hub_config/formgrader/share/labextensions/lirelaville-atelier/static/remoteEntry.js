// A prebuilt extension of JupyterLab and Notebook 7, written by hand: nothing to build.
// Beside a lesson opened as a notebook, « Vérifier / Publier » saves it and opens its
// page of the workshop (src/lirelaville/authoring) at the right of the cells.
(() => {
  const NAME = "lirelaville-atelier";
  const here = document.currentScript.src;
  let shared = {};

  async function library(name) {
    const [version] = Object.values(shared[name]);
    return (await version.get())();
  }

  const slugOf = (widget) => {
    const path = widget && widget.context && widget.context.path;
    const found = /^lessons\/([^/]+)\.py$/.exec(path || "");
    return found && found[1];
  };

  // The area at the right is narrow until somebody drags its edge.
  function widen(panel) {
    let split = panel.parent;
    while (split && !split.setRelativeSizes) split = split.parent;
    if (!split) return;
    const sizes = split.relativeSizes();
    const others = sizes.slice(0, -1).reduce((sum, size) => sum + size, 0);
    split.setRelativeSizes([...sizes.slice(0, -1), others * 0.55]);
  }

  async function showPage(app, url) {
    const { Widget } = await library("@lumino/widgets");
    const old = [...app.shell.widgets("right")].find((w) => w.id === NAME);
    const panel = old || new Widget();
    if (!old) {
      panel.id = NAME;
      panel.title.label = "Vérifier et publier";
      panel.title.caption = "Vérifier et publier";
      panel.node.style.minWidth = "26rem";
      panel.node.append(document.createElement("iframe"));
      app.shell.add(panel, "right");
    }
    const frame = panel.node.querySelector("iframe");
    frame.title = "Vérifier et publier la leçon";
    frame.style.cssText = "border: 0; width: 100%; height: 100%";
    frame.src = url;
    tellSaves(app.shell.currentWidget, frame);
    if (!old) widen(panel);
    if (app.shell.expandRight) app.shell.expandRight(NAME);
    else app.shell.activateById(NAME);
  }

  // What the page asks for: to see a cell ("cellule 12" of the report is the 12th of the
  // notebook), or to save before it checks.
  function listen(app) {
    window.addEventListener("message", async ({ origin, data, source }) => {
      if (origin !== window.location.origin || !data || !data.lirelaville) return;
      const lesson = app.shell.currentWidget;
      if (!slugOf(lesson)) return;
      if (data.save) {
        const saved = await lesson.context.save().then(() => !lesson.context.model.dirty);
        source.postMessage({ lirelaville: true, answer: true, saved }, origin);
      }
      const cells = lesson.content.widgets.length;
      if (Number.isInteger(data.cell) && cells) {
        const index = Math.min(data.cell, cells) - 1;
        lesson.content.activeCellIndex = index;
        lesson.content.scrollToItem(index, "center");
      }
    });
  }

  // The page says again where the lesson stands after each save.
  function tellSaves(lesson, frame) {
    if (lesson.tellsSaves) return;
    lesson.tellsSaves = true;
    lesson.context.saveState.connect((_, state) => {
      if (state !== "completed") return;
      const news = { lirelaville: true, saved: true };
      frame.contentWindow.postMessage(news, window.location.origin);
    });
  }

  const plugin = {
    id: `${NAME}:plugin`,
    autoStart: true,
    activate: (app) => {
      const base = document.getElementById("jupyter-config-data").textContent;
      const baseUrl = JSON.parse(base).baseUrl;
      app.commands.addCommand("lirelaville:atelier", {
        label: "Vérifier / Publier",
        caption: "Enregistrer la leçon, la vérifier, la publier",
        isVisible: () => Boolean(slugOf(app.shell.currentWidget)),
        execute: async () => {
          const lesson = app.shell.currentWidget;
          await lesson.context.save();
          const slug = encodeURIComponent(slugOf(lesson));
          await showPage(app, `${baseUrl}atelier/${slug}?panneau=1`);
        },
      });
      app.docRegistry.addFileType(
        {
          name: "lirelaville-lecon",
          displayName: "Leçon",
          pattern: "\\.py$",
          contentType: "notebook",
          fileFormat: "json",
        },
        ["Notebook"],
      );
      listen(app);
      import(new URL("cells.js", here)).then(({ showRoles }) => showRoles(app, slugOf));
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init: (scope) => { shared = scope; },
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
