// <form data-autosave="/drafts/save/">: sends what is typed, a moment after typing stops, and says
// when it was kept. Files are not sent. The form works the same without it: "Save as draft" is a
// button. The answer is JSON: {"saved": "4:10pm"}, or {"problem": "…"} to be shown as it is. Where
// the person has the form open elsewhere too, it also says so: {"elsewhere": "…", "url", "link"}.
const PAUSE = 1500;

function watch(form) {
  const status =
    document.querySelector("[data-autosave-status]") ?? form.appendChild(statusLine());
  let timer;
  // What was sent and came back with mistakes stands on the page alone: it is kept at once
  const cameBack = document.querySelector(".errors") !== null;
  let last = cameBack ? "" : typed(form);
  let sending = Promise.resolve();
  let told = null;

  async function save() {
    const now = typed(form);
    if (now === last) return;
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      body: now,
      credentials: "same-origin",
      redirect: "manual",
    }).catch(() => null);
    const isJson = answer?.headers.get("Content-Type")?.includes("json");
    const said = isJson ? await answer.json().catch(() => null) : null;
    if (answer?.ok && said) {
      last = now;
      if (said.saved) status.textContent = `Saved as a draft, ${said.saved}`;
      if (said.elsewhere || told) {
        told ??= above(form);
        told.hidden = !said.elsewhere;
        if (said.elsewhere && told.textContent !== `${said.elsewhere} ${said.link}`) {
          told.replaceChildren(`${said.elsewhere} `, linkTo(said.url, said.link));
        }
      }
    } else {
      // A sign-in page or no answer at all is said calmly; typing goes on
      status.textContent =
        said?.problem ?? "Not saved as a draft just now. Go on typing: it is tried again.";
    }
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      sending = sending.then(save);
    }, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => clearTimeout(timer));
  if (cameBack) sending = save();
}

function typed(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(pairs).toString();
}

function above(form) {
  const box = document.createElement("div");
  box.className = "note warned";
  box.setAttribute("role", "alert");
  form.before(box);
  return box;
}

function linkTo(url, words) {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = words;
  return link;
}

function statusLine() {
  const line = document.createElement("p");
  line.className = "small soft";
  line.setAttribute("role", "status");
  line.dataset.autosaveStatus = "";
  return line;
}

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
