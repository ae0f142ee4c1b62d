// On every page. What needs attention first gets the focus (the error summary, an edit conflict).
document.querySelector("[data-focus]")?.focus();

// What is asked by address is asked without the boxes that were left empty.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  const full = [...formData].filter(([, value]) => value !== "");
  for (const name of new Set(formData.keys())) formData.delete(name);
  for (const [name, value] of full) formData.append(name, value);
});
