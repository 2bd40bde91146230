// What Voilà's scripts expect to find, and five courtesies: the live page takes the
// place of the still one, an opened table stays open, a sleeping page says so, the
// controls follow the address and the address follows the controls.
"use strict";

window.voila_heartbeat = () => {};
window.voila_process = () => {};
window.voila_finish = () => {};

const main = document.getElementById("contenu");
const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
const choices = config.choices || [];
let tableIsOpen = false;
let addressIsRead = false;

function settle() {
  if (main.querySelector("#sentence, #asleep")) document.getElementById("preparation")?.remove();
  for (const output of main.querySelectorAll(".output")) {
    const live = output.querySelector(".jupyter-widgets select, .jupyter-widgets input, .widget-html-content > *");
    if (live) output.querySelector(":scope > .still")?.remove();
  }
  // Voilà builds an empty shell beside the page, with landmarks of its own.
  document.getElementById("main")?.setAttribute("hidden", "");
  if (tableIsOpen) {
    for (const table of main.querySelectorAll("details.data")) table.open = true;
  }
  for (const choice of choices) if (choice.kind === "slider") addCursor(choice);
  if (!addressIsRead && choices.length && choices.every(field)) {
    addressIsRead = true;
    readAddress(location.search);
  }
}

// controls and address

function field(choice) {
  return main.querySelector(`.control-${choice.name} :is(select, input)`);
}

// As the site writes values in addresses (lirelaville.explainers.controls.slugify).
function slugify(text) {
  const apart = text.toLowerCase().replaceAll("œ", "oe").normalize("NFKD");
  return apart.replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "vide";
}

function put(choice, value) {
  const input = field(choice);
  if (choice.kind === "choice") {
    const rank = choice.options.findIndex(([address]) => address === slugify(value));
    if (rank < 0) return false;
    input.selectedIndex = rank;
  } else if (choice.kind === "slider") {
    const [lowest, highest] = choice.bounds;
    if (!/^-?\d{1,9}$/.test(value) || value < lowest || value > highest) return false;
    input.value = value;
  } else {
    if (value.length > 100) return false;
    input.value = value;
  }
  for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  return true;
}

function current(choice) {
  const input = field(choice);
  return choice.kind === "choice" ? choice.options[input.selectedIndex][0] : input.value.trim();
}

function complain(text) {
  const notice = document.getElementById("avis");
  const line = document.createElement("p");
  line.textContent = text;
  notice.append(line);
  notice.hidden = false;
}

function readAddress(search) {
  if (search.length > 2000) return complain("L’adresse est trop longue pour être lue : voici la page telle qu’elle s’ouvre.");
  const asked = new URLSearchParams(search);
  for (const choice of choices) {
    const value = asked.get(choice.name);
    if (value === null || value === current(choice)) continue;
    if (!put(choice, value)) {
      const first = choice.options?.find(([address]) => address === choice.default)?.[1] ?? choice.default;
      complain(`Le lien demande « ${value.slice(0, 60)} » (${choice.label}), que cette page n’a pas. Voici « ${first} » à la place.`);
    }
  }
}

function writeAddress() {
  const kept = new URLSearchParams();
  for (const choice of choices) {
    if (current(choice) !== choice.default) kept.set(choice.name, current(choice));
  }
  const search = kept.size ? `?${kept}` : location.pathname;
  history.replaceState(null, "", search);
}

// A number is moved with a cursor too; the field stays, for those who type.
function addCursor(choice) {
  const input = field(choice);
  if (!input || input.nextElementSibling?.type === "range") return;
  const cursor = document.createElement("input");
  [cursor.min, cursor.max, cursor.step] = choice.bounds;
  Object.assign(cursor, { type: "range", value: input.value });
  cursor.setAttribute("aria-label", choice.label);
  cursor.addEventListener("change", () => put(choice, cursor.value));
  input.addEventListener("change", () => { cursor.value = input.value; });
  input.after(cursor);
}

async function sayIfAsleep() {
  const asleep = document.getElementById("asleep");
  try {
    const answer = await fetch(`${config.baseUrl}api/kernels/${config.kernelId}`, { cache: "no-store" });
    asleep.hidden = answer.ok;
  } catch {
    asleep.hidden = false;
  }
  if (!asleep.hidden) asleep.scrollIntoView({ block: "center" });
}

if (main && config.kernelId) {
  new MutationObserver(settle).observe(main, { childList: true, subtree: true });
  settle();
  // Again a little later: a kernel that is being stopped still answers for a moment.
  main.addEventListener("change", () => {
    if (addressIsRead) writeAddress();
    for (const wait of [0, 2000, 6000]) setTimeout(sayIfAsleep, wait);
  });
  // A name that the page proposes is a link: followed here, without starting again.
  main.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="?"]');
    if (!link || !addressIsRead) return;
    event.preventDefault();
    readAddress(link.getAttribute("href"));
    document.getElementById("sentence").scrollIntoView({ block: "nearest" });
  });
  // "toggle" does not bubble, it is caught on its way down.
  main.addEventListener("toggle", (event) => {
    if (event.target.matches("details.data")) tableIsOpen = event.target.open;
  }, true);
  document.querySelector("#asleep button").addEventListener("click", () => location.reload());
}
