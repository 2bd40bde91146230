// What a page does with a little script, and does without it: copy its address, fill in
// the date of a message, open the choice that an address asks for.
"use strict";

function copies(button, text) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(text());
      said.textContent = "Copié.";
    } catch {
      said.textContent = `À copier : ${text()}`;
    }
  });
}

function wholeAddress() {
  // The address of the live page follows its controls; that of a still page is its link.
  if (document.getElementById("jupyter-config-data")) return location.href;
  return new URL(document.getElementById("adresse").getAttribute("href"), location.href).href;
}

const share = document.querySelector("[data-copies-address]");
if (share) copies(share, wholeAddress);

const embed = document.getElementById("integrer");
if (embed) {
  // A site that does not know its own address learns it from the reader's.
  const path = document.getElementById("adresse").href;
  embed.value = embed.value.replace(/src="\/[^"]*"/, `src="${path.replace(/[?#].*/, "")}integrer/"`);
  copies(embed.parentElement.querySelector("[data-copies]"), () => embed.value);
}

const report = document.getElementById("signaler");
report?.addEventListener("click", () => {
  const today = new Date().toLocaleDateString("fr-FR");
  report.href = report.href
    .replace(encodeURIComponent("[date]"), encodeURIComponent(today))
    .replace(/Adresse%20%3A%20.*?%0A/, `Adresse%20%3A%20${encodeURIComponent(wholeAddress())}%0A`);
});

// In a copy of the site without a server behind it, « ?annee=2021 » leads to its page.
for (const [name, value] of new URLSearchParams(location.search)) {
  const link = document.querySelector(`a[data-choice="${CSS.escape(`${name}=${value}`)}"]`);
  if (link && !link.hasAttribute("aria-current") && !document.querySelector(".notice")) {
    location.replace(link.href);
    break;
  }
}
