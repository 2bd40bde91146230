// The room's list: asks for the state every three seconds, changes only what changed.
// Nothing is written as HTML: what people typed stays text.
const table = document.getElementById("people"), body = table.tBodies[0];
const room = table.dataset.room, address = `${room}/state.json`;
const summary = document.getElementById("summary"), trouble = document.getElementById("trouble");
const rows = new Map();
let state = JSON.parse(document.getElementById("state").textContent);
let failedSince = null, timer = null;

function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
}
function cell(name, tag = "td") {
  const made = element(tag);
  made.dataset.name = name;
  return made;
}
function newRow(name) {
  const line = element("tr"), who = cell("Personne", "th"), link = element("a", name);
  who.scope = "row";
  link.href = `${room}/people/${encodeURIComponent(name)}`;
  who.append(link);
  line.append(who, ...["Leçon", "Exercices", "Bloquée", "Vue", "Rendues", "Espace"].map((n) => cell(n)));
  return {line, shown: {}};
}
function put(row, place, value, draw) {
  if (row.shown[place] === value) return;
  row.shown[place] = value;
  const target = row.line.children[place];
  target.replaceChildren();
  draw(target);
}
function ago(iso) {
  if (!iso) return "jamais";
  const minutes = Math.floor((Date.now() - Date.parse(iso)) / 60000);
  if (minutes < 1) return "à l'instant";
  if (minutes < 60) return `il y a ${minutes} min`;
  if (minutes < 48 * 60) return `il y a ${Math.floor(minutes / 60)} h`;
  return `il y a ${Math.floor(minutes / 1440)} jours`;
}
function drawSquares(target, marks) {
  if (!marks) return;
  const passed = [...marks].filter((mark) => mark === "p").length;
  const squares = element("span", "", "squares");
  squares.setAttribute("role", "img");
  squares.setAttribute("aria-label", `${passed} exercice${passed > 1 ? "s" : ""} réussi${passed > 1 ? "s" : ""} sur ${marks.length}`);
  squares.append(...[...marks].map((mark) => element("i", "", mark)));
  target.append(squares);
}
function draw(row, person) {
  row.line.classList.toggle("stuck", Boolean(person.stuck));
  put(row, 1, person.lesson || "pas commencé", (target) => target.append(person.lesson || element("span", "pas commencé", "soft")));
  put(row, 2, person.exercises, (target) => drawSquares(target, person.exercises));
  put(row, 3, person.stuck, (target) => person.stuck && target.append(element("strong", "bloqué·e", "flag"), " ", element("span", person.stuck, "why")));
  put(row, 4, ago(person.seen), (target) => target.append(ago(person.seen)));
  put(row, 5, String(person.handed_in), (target) => target.append(String(person.handed_in)));
  put(row, 6, person.running, (target) => target.append(element("span", person.running ? "ouvert" : "fermé", person.running ? "" : "soft")));
}
function choice() { return document.querySelector("[name=sort]:checked").value; }
function ordered() {
  const people = [...state.people];  // by name, as the hub sends them
  if (choice() === "name") return people;
  return people.sort((a, b) => Boolean(b.stuck) - Boolean(a.stuck));
}
function busy() {  // a hand or the keyboard is on the list: lines must not move under it
  return table.matches(":hover") || table.contains(document.activeElement);
}
function arrange() {
  const wanted = ordered().map((person) => rows.get(person.name).line);
  if (wanted.some((line, place) => body.children[place] !== line)) body.replaceChildren(...wanted);
}
function show() {
  const names = new Set(state.people.map((person) => person.name));
  for (const [name, row] of rows) if (!names.has(name)) { row.line.remove(); rows.delete(name); }
  for (const person of state.people) {
    if (!rows.has(person.name)) {
      rows.set(person.name, newRow(person.name));
      body.append(rows.get(person.name).line);
    }
    draw(rows.get(person.name), person);
  }
  if (!busy()) arrange();
  const count = state.people.length, stuck = state.people.filter((person) => person.stuck).length;
  const words = count === 0 ? "Personne pour l'instant" :
    `${count} personne${count > 1 ? "s" : ""}, ${stuck} bloquée${stuck > 1 ? "s" : ""}`;
  if (summary.textContent !== words) summary.textContent = words;
  table.hidden = document.getElementById("sort").hidden = count === 0;
  document.getElementById("empty").hidden = count > 0;
  document.getElementById("door").hidden = state.answers;
}
function tell(words) {
  if (trouble.textContent !== words) trouble.textContent = words;
  trouble.hidden = !words;
}
async function look() {
  try {
    const answer = await fetch(address, {cache: "no-cache", redirect: "manual"});
    if (answer.status >= 500) throw answer;
    if (!answer.ok) { tell("Vous n'êtes plus connecté·e : rechargez cette page."); return; }
    state = await answer.json();
    failedSince = null;
    tell("");
    show();
  } catch {
    failedSince ??= new Date();
    tell(`La salle ne répond plus depuis ${failedSince.toLocaleTimeString("fr-FR", {hour: "2-digit", minute: "2-digit"}).replace(":", " h ")}. Ce que vous voyez date d'avant ; la page réessaie.`);
  }
}
function pace() {
  clearInterval(timer);
  if (document.hidden) return;  // nobody looks
  timer = setInterval(look, 3000);
}
const kept = localStorage.getItem("salle-ranger");
if (kept) document.querySelector(`[name=sort][value="${kept}"]`)?.click();
document.getElementById("sort").addEventListener("change", () => {
  localStorage.setItem("salle-ranger", choice());
  arrange();
});
table.addEventListener("mouseleave", () => { if (!busy()) arrange(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); pace(); });
show();
pace();
