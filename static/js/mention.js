// <textarea data-mention="/comments/barrier/12/people/">: after an @ it offers people who may read
// the record. What is chosen completes the name. Without it the whole name is typed.
const PAUSE = 200;
const FEWEST = 2;
const TYPED = /(?:^|[\s(])@([\p{L}][\p{L}\p{M}\d.'’-]*(?: [\p{L}\p{M}\d.'’-]*){0,2})$/u;

class Mention {
  constructor(box, n) {
    this.box = box;
    this.asked = 0;
    this.active = -1;
    const id = `mention-${n}`;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id, className: "suggest", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "People to mention");
    this.status = document.createElement("span");
    this.status.className = "vh";
    this.status.setAttribute("role", "status");
    const combo = document.createElement("div");
    combo.className = "combo";
    box.before(combo);
    combo.append(box, this.list, this.status);
    box.setAttribute("aria-controls", id);
    box.setAttribute("aria-autocomplete", "list");
    box.addEventListener("input", () => this.typed());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => this.close());
  }

  // What stands between the @ and the caret
  name() {
    return TYPED.exec(this.box.value.slice(0, this.box.selectionStart))?.[1] ?? "";
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const name = this.name();
    const turn = (this.asked += 1);
    if (name.trim().length < FEWEST) return this.close();
    const address = new URL(this.box.dataset.mention, window.location.href);
    address.searchParams.set("q", name);
    const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (turn !== this.asked || document.activeElement !== this.box) return;
    const found = answer?.ok ? await answer.json().catch(() => null) : null;
    this.show(found?.results ?? []);
  }

  show(people) {
    this.list.replaceChildren(...people.map((person, n) => this.option(person, n)));
    this.list.hidden = people.length === 0;
    this.mark(-1);
    this.status.textContent =
      people.length === 1 ? "1 person to mention" : `${people.length || "No"} people to mention`;
  }

  option(person, n) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${n}`;
    item.setAttribute("role", "option");
    item.textContent = person.hint ? `${person.label}, ${person.hint}` : person.label;
    item.dataset.name = person.label;
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(item);
    });
    return item;
  }

  mark(n) {
    this.active = n;
    [...this.list.children].forEach((item, i) =>
      item.setAttribute("aria-selected", String(i === n)),
    );
    if (n < 0) this.box.removeAttribute("aria-activedescendant");
    else this.box.setAttribute("aria-activedescendant", this.list.children[n].id);
  }

  key(event) {
    const count = this.list.children.length;
    if (this.list.hidden || !count) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark((this.active + step + (this.active < 0 && step < 0) + count) % count);
    else if (["Enter", "Tab"].includes(event.key) && this.active >= 0)
      this.choose(this.list.children[this.active]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  choose(item) {
    const end = this.box.selectionStart;
    const start = end - this.name().length;
    this.box.setRangeText(`${item.dataset.name} `, start, end, "end");
    this.close();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(this.timer);
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.list.hidden = true;
    this.mark(-1);
  }
}

document.querySelectorAll("textarea[data-mention]").forEach((box, n) => new Mention(box, n));
