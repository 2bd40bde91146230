// What Voilà's scripts expect to find, and three courtesies: the live page takes the
// place of the still one, an opened table stays open, a sleeping page says so.
"use strict";

window.voila_heartbeat = () => {};
window.voila_process = () => {};
window.voila_finish = () => {};

const main = document.getElementById("contenu");
const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
let tableIsOpen = false;

function settle() {
  if (main.querySelector("#sentence, #asleep")) document.getElementById("preparation")?.remove();
  for (const output of main.querySelectorAll(".output")) {
    const live = output.querySelector(".jupyter-widgets select, .widget-html-content > *");
    if (live) output.querySelector(":scope > .still")?.remove();
  }
  // Voilà builds an empty shell beside the page, with landmarks of its own.
  document.getElementById("main")?.setAttribute("hidden", "");
  if (tableIsOpen) {
    for (const table of main.querySelectorAll("details.data")) table.open = true;
  }
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
    for (const wait of [0, 2000, 6000]) setTimeout(sayIfAsleep, wait);
  });
  // "toggle" does not bubble, it is caught on its way down.
  main.addEventListener("toggle", (event) => {
    if (event.target.matches("details.data")) tableIsOpen = event.target.open;
  }, true);
  document.querySelector("#asleep button").addEventListener("click", () => location.reload());
}
