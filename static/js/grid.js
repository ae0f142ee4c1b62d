// <table data-grid>: up, down and Enter move between the boxes of one column (data-column). In a
// list to choose from the arrows choose, and Enter moves on. Without script Tab does it.
function step(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return 0;
  if (event.key === "Enter") return event.shiftKey ? -1 : 1;
  if (event.target.matches("select")) return 0;
  return { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
}

for (const grid of document.querySelectorAll("[data-grid]")) {
  grid.addEventListener("keydown", (event) => {
    const { column } = event.target.dataset;
    const by = column ? step(event) : 0;
    if (!by) return;
    event.preventDefault();
    const boxes = [...grid.querySelectorAll(`[data-column="${column}"]`)];
    const next = boxes[boxes.indexOf(event.target) + by];
    next?.focus();
    next?.select?.();
  });
}
