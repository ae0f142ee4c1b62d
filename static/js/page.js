// On every page: what needs attention first gets the focus (the error summary, an edit conflict).
document.querySelector("[data-focus]")?.focus();
