// <form data-autosave="/drafts/save/">: sends what is typed, a moment after typing stops, and says
// when it was kept. Files are not sent. The form works the same without it: "Save as draft" is a
// button. Expects JSON; anything else (a sign-in page, an error) is "not kept", said calmly.
const PAUSE = 1500;

function watch(form) {
  const status = form.querySelector("[data-autosave-status]") ?? form.appendChild(statusLine());
  let timer;
  let last = typed(form);
  let sending = Promise.resolve();

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
    if (answer?.ok && answer.headers.get("Content-Type")?.includes("json")) {
      last = now;
      const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      status.textContent = `Saved as a draft, ${time}`;
    } else if (answer && (answer.type === "opaqueredirect" || answer.status === 401)) {
      status.textContent =
        "Not saved: you are signed out. Leave this page open, sign in in another window, then go on typing here.";
    } else {
      status.textContent = "Not saved as a draft just now. Go on typing: it is tried again.";
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
}

function typed(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(pairs).toString();
}

function statusLine() {
  const line = document.createElement("p");
  line.className = "small soft";
  line.setAttribute("role", "status");
  line.dataset.autosaveStatus = "";
  return line;
}

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
