// <input data-suggest="/places/suggest/">: suggests while you type (ARIA combobox with a list).
// What is chosen fills the box; a result with an address of its own is gone to at once.
// Without it, or where nothing is chosen, the typed name is looked up when the form is sent.
const PAUSE = 200;
const FEWEST = 2;
let count = 0;

class TypeAhead {
  constructor(input) {
    this.input = input;
    this.pick = input.form?.elements[`${input.name}_pick`];
    this.options = [];
    this.active = -1;
    this.asked = 0;
    this.build();
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
  }

  build() {
    const id = `suggestions-${(count += 1)}`;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id, className: "suggest", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.status = document.createElement("span");
    this.status.className = "vh";
    this.status.setAttribute("role", "status");
    const box = document.createElement("div");
    box.className = "combo";
    this.input.before(box);
    box.append(this.input, this.list);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", id],
    ])
      this.input.setAttribute(name, value);
  }

  typed() {
    // A key that was picked belongs to the name that it was picked for
    if (this.pick && "value" in this.pick && this.pick.type === "hidden") this.pick.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.input.value.trim();
    const turn = (this.asked += 1);
    if (text.length < FEWEST) return this.close();
    // Not before somebody types: the box stands on every page, beside what else is announced there
    if (!this.status.isConnected) this.list.after(this.status);
    const address = new URL(this.input.dataset.suggest, window.location.href);
    address.searchParams.set("q", text);
    const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (turn !== this.asked || document.activeElement !== this.input) return;
    const found = answer?.ok ? await answer.json().catch(() => null) : null;
    this.show(found?.results ?? []);
  }

  show(results) {
    this.list.replaceChildren(...results.map((result, n) => this.option(result, n)));
    this.options = [...this.list.children];
    this.mark(-1);
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.status.textContent =
      results.length === 1 ? "1 suggestion" : `${results.length || "No"} suggestions`;
  }

  option(result, n) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${n}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = result.label;
    if (result.hint) {
      const hint = document.createElement("span");
      hint.className = "small soft";
      hint.textContent = ` ${result.hint}`;
      item.append(hint);
    }
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(result);
    });
    item.result = result;
    return item;
  }

  mark(n) {
    this.active = n;
    this.options.forEach((item, i) => item.setAttribute("aria-selected", String(i === n)));
    if (n < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", this.options[n].id);
      this.options[n].scrollIntoView({ block: "nearest" });
    }
  }

  key(event) {
    const open = !this.list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && open) {
      event.preventDefault();
      const last = this.options.length - 1;
      const next = this.active + step;
      this.mark(next > last ? 0 : next < 0 ? last : next);
    } else if (event.key === "ArrowDown") this.ask();
    else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.choose(this.options[this.active].result);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    }
  }

  choose(result) {
    if (result.url) return window.location.assign(result.url);
    // A town or postcode fills in the council that it lies in
    this.input.value = result.fill ?? result.label;
    if (this.pick?.type === "hidden") this.pick.value = result.value;
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.active = -1;
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new TypeAhead(input);
