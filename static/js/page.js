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

// Whoever signs out leaves nothing behind of what they typed and could not send (autosave.js).
document.addEventListener("submit", ({ target }) => {
  if (!new URL(target.action, location.href).pathname.endsWith("/logout/")) return;
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("placebook-unsent ")) localStorage.removeItem(key);
    }
  } catch {
    // the browser keeps nothing
  }
});
