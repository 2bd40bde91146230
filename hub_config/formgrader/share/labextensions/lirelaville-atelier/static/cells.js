// What a cell of a lesson is (its words after "# %%" in the text), shown above the cell,
// where it can be changed.

const ROLES = {
  "": ["texte ou code", []],
  exercise: ["exercice", ["scaffold"]],
  check: ["vérification", ["points"]],
  wrong: ["mauvaise réponse", ["because", "says"]],
  written: ["réponse rédigée", ["points"]],
};
const FIELDS = {
  scaffold: "ce que l'on trouve à la place",
  points: "points",
  because: "pourquoi on la donne",
  says: "bout du message attendu",
};
const roleOf = (cell) =>
  Object.keys(ROLES).find((role) => role && cell.model.getMetadata(role) !== undefined) || "";

function input(cell, key, label, size) {
  const box = document.createElement("label");
  const field = document.createElement("input");
  const value = cell.model.getMetadata(key);
  field.value = value === undefined ? "" : value;
  field.size = size || Math.max(24, Math.min(64, field.value.length));
  if (key === "points") field.type = "number";
  field.addEventListener("change", () => {
    const typed = key === "points" ? Number(field.value) : field.value;
    if (typed) cell.model.setMetadata(key, typed);
    else cell.model.deleteMetadata(key);
  });
  box.append(`${label} `, field);
  return box;
}

function changeRole(cell, to) {
  const from = roleOf(cell);
  const name = from ? cell.model.getMetadata(from) : "";
  for (const key of [from, ...ROLES[from][1]]) {
    if (key && !ROLES[to][1].includes(key)) cell.model.deleteMetadata(key);
  }
  if (to) cell.model.setMetadata(to, name || "nom_de_la_reponse");
  if (ROLES[to][1].includes("points") && !cell.model.getMetadata("points")) {
    cell.model.setMetadata("points", 2);
  }
  label(cell);
}

function label(cell) {
  const header = cell.node.querySelector(".jp-CellHeader");
  if (!header) return;
  let bar = header.querySelector(".lirelaville-role");
  if (!bar) {
    bar = document.createElement("div");
    bar.className = "lirelaville-role";
    for (const kind of ["mousedown", "keydown", "dblclick"]) {
      bar.addEventListener(kind, (event) => event.stopPropagation());
    }
    header.append(bar);
  }
  const role = roleOf(cell);
  const fold = cell.model.getMetadata("fold");
  const choice = document.createElement("select");
  choice.setAttribute("aria-label", "Ce qu'est cette cellule");
  const markdown = cell.model.type === "markdown";
  for (const [key, [words]] of Object.entries(ROLES)) {
    const fits = !key || (key === "written") === markdown;
    if (fits || key === role) choice.add(new Option(words, key, false, key === role));
  }
  choice.addEventListener("change", () => changeRole(cell, choice.value));
  const fields = role ? [input(cell, role, "nom", 14)] : [];
  for (const key of ROLES[role][1]) {
    fields.push(input(cell, key, FIELDS[key], key === "points" ? 3 : 0));
  }
  if (fold !== undefined) fields.push(input(cell, "fold", "repliée sous", 0));
  bar.classList.toggle("plain", !fields.length);
  bar.replaceChildren(choice, ...fields);
  for (const field of bar.querySelectorAll("input, select")) {
    field.dataset.lmSuppressShortcuts = "true"; // "d d" in a field deletes no cell
  }
}

const STYLE = `
  .lirelaville-role { display: flex; flex-wrap: wrap; gap: .25rem .9rem; align-items: center;
    margin: .6rem 0 .1rem 88px; font: .9rem/1.5 system-ui, sans-serif; color: #1c2430;
    border-left: 4px solid #0b5578; padding-left: .5rem; }
  .lirelaville-role select { font: inherit; font-weight: 600; border: 1px solid #7b8592;
    border-radius: .25rem; background: #fff; color: inherit; }
  .lirelaville-role input { font: inherit; border: 1px solid #7b8592; border-radius: .25rem;
    padding: 0 .3rem; background: #fff; color: inherit; max-width: 100%; }
  .lirelaville-role.plain { display: none; border-left-color: transparent; }
  .jp-mod-active > .jp-CellHeader .lirelaville-role.plain { display: flex; }
  .jp-Notebook .jp-CellHeader:has(.lirelaville-role) { height: auto; overflow: visible; }
`;

function labelAll(app, isLesson) {
  const lesson = app.shell.currentWidget;
  if (isLesson(lesson)) lesson.content.widgets.forEach(label);
}

export function showRoles(app, isLesson) {
  document.head.append(Object.assign(document.createElement("style"), { textContent: STYLE }));
  const watched = new WeakSet();
  const watch = async () => {
    const lesson = app.shell.currentWidget;
    if (!isLesson(lesson) || watched.has(lesson)) return;
    watched.add(lesson);
    await lesson.context.ready;
    labelAll(app, isLesson);
    lesson.content.model.cells.changed.connect(() => setTimeout(() => labelAll(app, isLesson)));
  };
  app.shell.currentChanged.connect(watch);
  app.restored.then(watch);
}
