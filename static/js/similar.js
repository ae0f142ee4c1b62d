// <div data-similar="/barriers/similar/?place=…" data-of="said">: while somebody writes in that box,
// shows the barriers that look like it. Once one of them is chosen, it is left alone. Without it,
// the button "Look for the like" asks for the same.
const PAUSE = 600;

function watch(box) {
  const form = box.closest("form");
  const text = form?.elements[box.dataset.of];
  if (!text) return;
  let timer;
  let turn = 0;

  async function look() {
    if (box.querySelector("input:checked")?.value) return;
    const mine = (turn += 1);
    const address = new URL(box.dataset.similar, window.location.href);
    address.searchParams.set("q", text.value.slice(0, 1000));
    address.searchParams.set("kind", form.elements.kind?.value ?? "");
    const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (mine !== turn || !answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine === turn) box.replaceChildren(...page.body.childNodes);
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }
  text.addEventListener("input", soon);
  form.addEventListener("change", (event) => event.target.name === "kind" && soon());
}

for (const box of document.querySelectorAll("[data-similar]")) watch(box);
