// <div data-look="/barriers/similar/" data-of="said kind">: while somebody fills in these boxes of
// its form ("on_*" are all whose names begin so), shows what the address answers to them. Once one
// of several that it shows is chosen, it is left alone. Without it, a button asks for the same.
const PAUSE = 600;
const LONGEST = 1000;

function watch(box) {
  const form = box.closest("form");
  const names = box.dataset.of.split(" ");
  const isOf = (name) =>
    names.some((of) => (of.endsWith("*") ? name?.startsWith(of.slice(0, -1)) : name === of));
  let timer;
  let turn = 0;
  let asked = "";
  let said;

  async function look() {
    if (box.querySelector("[type=radio]:checked")?.value) return;
    const address = new URL(box.dataset.look, window.location.href);
    for (const [name, value] of new FormData(form)) {
      if (value && isOf(name)) address.searchParams.set(name, value.slice(0, LONGEST));
    }
    if (asked === address.href) return;
    const mine = (turn += 1);
    const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (mine !== turn || !answer?.ok || answer.redirected) return;
    const text = await answer.text();
    if (mine !== turn) return;
    asked = address.href;
    // What is there already stays as it is, with what is ticked in it, and is not read out again
    if (text === said) return;
    said = text;
    box.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  }

  function soon({ target }) {
    if (!isOf(target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}

for (const box of document.querySelectorAll("[data-look]")) watch(box);
