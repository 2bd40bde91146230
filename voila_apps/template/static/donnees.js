// The catalogue: filter the list as one types, copy a citation.  Without this script the
// whole list is there and the citation can be selected by hand.
"use strict";

const folded = (text) => text.toLowerCase().replaceAll("œ", "oe").replaceAll("’", "'")
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "");
// « écoles » also finds « école »
const words = (text) => folded(text).split(/[^a-z0-9_€%]+/).filter(Boolean)
  .map((word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word));

function search() {
  const form = document.getElementById("recherche");
  const { q, territoire } = form.elements;
  const datasets = [...document.querySelectorAll(".datasets > li")].map((item) => ({
    item,
    visible: folded(item.textContent),
    all: folded(item.textContent + " " + item.dataset.search + " " + item.dataset.columns),
    columns: JSON.parse(item.dataset.columns),
  }));
  let saying;

  // Why a dataset is there, when what was typed is only the name of a column.
  function foundIn({ item, visible, columns }, asked) {
    const hidden = asked.filter((word) => !visible.includes(word));
    const named = columns.filter((name) => hidden.some((word) => folded(name).includes(word)));
    const found = item.querySelector(".found");
    found.hidden = !named.length;
    found.textContent = (named.length > 1 ? "Colonnes\u00a0: " : "Colonne\u00a0: ") + named.join(", ");
  }

  function filter() {
    const asked = words(q.value);
    let shown = 0;
    for (const dataset of datasets) {
      const here = !territoire.value || dataset.item.dataset.territory === territoire.value;
      dataset.item.hidden = !(here && asked.every((word) => dataset.all.includes(word)));
      shown += !dataset.item.hidden;
      foundIn(dataset, asked);
    }
    for (const theme of document.querySelectorAll(".theme")) {
      theme.hidden = !theme.querySelector(".datasets > li:not([hidden])");
    }
    document.getElementById("rien").hidden = shown > 0;
    const count = ["Aucun jeu de données", "1 jeu de données"][shown] ?? `${shown} jeux de données`;
    // Said once typing pauses, not at each letter.
    clearTimeout(saying);
    saying = setTimeout(() => { document.getElementById("compte").textContent = count; }, 300);
  }

  function remember() {
    const address = new URL(location);
    for (const field of [q, territoire]) {
      if (field.value.trim()) address.searchParams.set(field.name, field.value.trim());
      else address.searchParams.delete(field.name);
    }
    history.replaceState(null, "", address);
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    q.value = asked.get("q") ?? "";
    territoire.value = asked.get("territoire") ?? "";
    if (territoire.selectedIndex < 0) territoire.value = "";
    filter();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { filter(); remember(); });
  document.getElementById("effacer").addEventListener("click", () => {
    form.reset();
    filter();
    remember();
    q.focus();
  });
  // Also when one comes back to the page with the browser's own button.
  addEventListener("pageshow", read);
  form.hidden = false;
  read();
}

async function copy(button) {
  const line = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(line.textContent);
    said.textContent = "C’est copié.";
  } catch {
    // Refused, or not a secure address: the line is selected, two keys do the rest.
    getSelection().selectAllChildren(line);
    said.textContent = "La ligne est sélectionnée\u00a0: copiez-la avec Ctrl + C.";
  }
}

if (document.getElementById("recherche")) search();
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
