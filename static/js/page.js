// On every page. What needs attention first gets the focus (the error summary, an edit conflict).
document.querySelector("[data-focus]")?.focus();

// "/" and Ctrl-K lead to the search box, from wherever nothing is typed.
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("#q[type=search], #find");
  const types = event.target.closest("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !types && !event.ctrlKey && !event.metaKey && !event.altKey;
  const shortcut = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  if (!box || !(slash || shortcut)) return;
  event.preventDefault();
  box.closest("details")?.setAttribute("open", "");
  box.focus();
  box.select();
});

// What is asked by address is asked without the boxes that were left empty.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  const full = [...formData].filter(([, value]) => value !== "");
  for (const name of new Set(formData.keys())) formData.delete(name);
  for (const [name, value] of full) formData.append(name, value);
});

// <form data-asks-before-left>: what is typed there is kept nowhere, so the browser asks before the
// page is left with it. Once a draft holds it (autosave.js), and once it is sent, nothing is asked.
const ASKS = "form[data-asks-before-left]";

for (const form of document.querySelectorAll(ASKS)) {
  if (document.querySelector(".errors")) form.dataset.typed = ""; // it came back with what was typed
  form.addEventListener("input", () => {
    form.dataset.typed = "";
  });
  form.addEventListener("submit", () => {
    delete form.dataset.typed;
  });
}
if (document.querySelector(ASKS)) {
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector(`${ASKS}[data-typed]`)) event.preventDefault();
  });
}

// What somebody typed and could not send (autosave.js) is left in the browser neither when they sign
// out nor for ever, for others may use it: it is dropped a week after it was typed.
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;

function dropUnsent(typedBefore) {
  try {
    for (const [key, kept] of Object.entries(localStorage)) {
      const isOurs = key.startsWith("placebook-unsent ");
      if (isOurs && !(Number.parseInt(kept, 10) >= typedBefore)) localStorage.removeItem(key);
    }
  } catch {
    // the browser keeps nothing
  }
}

// What autosave.js kept while a form was sent goes once the server answers with the next page, and
// not where no answer came: that page is the browser's own, or one of a server that could not.
function dropArrived() {
  try {
    const [entry] = performance.getEntriesByType("navigation");
    const key = sessionStorage.getItem("placebook-sending");
    if (!key || !document.referrer || (entry?.responseStatus ?? 200) >= 400) return;
    const from = new URL(document.referrer);
    from.searchParams.delete("draft");
    if (!key.endsWith(` ${from.pathname}${from.search}`)) return;
    localStorage.removeItem(key);
    sessionStorage.removeItem("placebook-sending");
  } catch {
    // the browser keeps nothing
  }
}

dropArrived();
dropUnsent(Date.now() - KEPT_FOR);
document.addEventListener("submit", ({ target }) => {
  if (new URL(target.action, location.href).pathname.endsWith("/sign-out/")) dropUnsent(Infinity);
});
