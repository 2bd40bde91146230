// Buttons and forms of these pages send POST requests; the state of a lesson is read
// again while something runs.
(() => {
  const { base } = document.body.dataset;
  const place = document.querySelector("[data-fragment]");

  // The hub changes this token when somebody signs in again, in another tab.
  function token() {
    const cookie = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie);
    return cookie ? decodeURIComponent(cookie[1]) : document.body.dataset.xsrf;
  }

  function ask(path, options) {
    const headers = { "X-XSRFToken": token(), "Content-Type": "application/json" };
    return fetch(base + path, { headers, redirect: "error", ...options });
  }

  async function send(path, fields) {
    const body = JSON.stringify(fields || {});
    const answer = await ask(path, { method: "POST", body }).catch(() => ({}));
    const said = answer.json ? await answer.json().catch(() => ({})) : {};
    if (!answer.ok) {
      throw new Error(said.message ||
        "La demande n'est pas passée. Rechargez la page, puis réessayez.");
    }
    return said;
  }

  function complain(words) {
    const complaint = document.querySelector("[data-refused]");
    complaint.textContent = words;
    complaint.hidden = !words;
  }

  async function refresh() {
    const answer = await ask(place.dataset.fragment).catch(() => ({}));
    if (!answer.ok) {
      complain("Cette page n'a plus de nouvelles. Rechargez-la.");
      return;
    }
    const focused = document.activeElement && document.activeElement.dataset.action;
    place.innerHTML = await answer.text(); // escaped by the server, as the page was
    if (focused) {
      const same = place.querySelector(`[data-action="${CSS.escape(focused)}"]`);
      if (same) same.focus();
    }
    if (place.querySelector("[data-running]")) setTimeout(refresh, 600);
  }

  // At the side of a notebook, what is checked or published is what is on screen.
  function saved() {
    if (window.parent === window) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const late = setTimeout(resolve, 5000); // not beside a notebook after all
      window.addEventListener("message", function answer({ origin, data }) {
        if (origin !== window.location.origin || !data || !data.answer) return;
        window.removeEventListener("message", answer);
        clearTimeout(late);
        if (data.saved) resolve();
        else reject(new Error("La leçon n'a pas pu être enregistrée : enregistrez-la " +
          "(Ctrl et S), lisez ce qui s'affiche, puis réessayez."));
      });
      window.parent.postMessage({ lirelaville: true, save: true }, window.location.origin);
    });
  }

  async function act(path, fields) {
    complain("");
    try {
      if (/(verify|release)$/.test(path)) await saved();
      const said = await send(path, fields);
      if (said.location) window.location.assign(base + said.location);
      else await refresh();
    } catch (error) {
      complain(error.message);
    }
  }

  document.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell) {
      event.preventDefault();
      window.parent.postMessage(
        { lirelaville: true, cell: Number(cell.dataset.cell) },
        window.location.origin,
      );
    }
    const button = event.target.closest("button[data-action]");
    if (!button) return;
    if (button.dataset.sure && !window.confirm(button.dataset.sure)) return;
    act(button.dataset.action);
  });
  document.addEventListener("submit", (event) => {
    const { action } = event.target.dataset;
    if (!action) return;
    event.preventDefault();
    act(action, Object.fromEntries(new FormData(event.target)));
  });
  window.addEventListener("message", ({ origin, data }) => {
    const news = origin === window.location.origin && data && data.lirelaville;
    if (news && data.saved && !data.answer && place) refresh();
  });
  if (place && place.querySelector("[data-running]")) refresh();
})();
