// <form data-autosave="/drafts/save/">: sends what is typed, a moment after typing stops, and says
// when it was kept. Files are not sent. The form works the same without it: "Save as draft" is a
// button. The answer is JSON: {"saved": "4:10pm"}, or {"problem": "…"} to be shown as it is. Where
// the person has the form open elsewhere too, it also says so: {"elsewhere": "…", "url", "link"}.
// What cannot be sent, as without a network, is kept in this browser for this form and this reader
// (data-reader of the token), put back when the form is opened again, and sent once it can be.
const PAUSE = 1500;
const UNSENT = "placebook-unsent";
const OURS = new Set(["csrfmiddlewaretoken", "draft_token", "version"]);
const OFFLINE =
  "Placebook can’t be reached. What you type is kept in this browser, and saved as a draft once it can be.";

function watch(form) {
  const status =
    document.querySelector("[data-autosave-status]") ?? form.appendChild(statusLine());
  const reader = form.querySelector("[data-reader]")?.dataset.reader;
  const key = reader && `${UNSENT} ${reader} ${address()}`;
  let timer;
  // What was sent and came back with mistakes stands on the page alone: it is kept at once
  const cameBack = document.querySelector(".errors") !== null;
  const fresh = typed(form);
  const isBack = !cameBack && putBack(form, key);
  let last = cameBack || isBack ? "" : fresh;
  let sending = Promise.resolve();
  let isSent = false;
  let told = document.querySelector("[data-told]"); // what the page says of it already

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
    // What is sent as a whole is not kept: the page that leads on may have ended this
    if (isSent) return;
    const isJson = answer?.headers.get("Content-Type")?.includes("json");
    const said = isJson ? await answer.json().catch(() => null) : null;
    if (answer?.ok && said) {
      last = now;
      forget(key);
      if (typed(form) === now) delete form.dataset.typed; // nothing is asked before it is left (page.js)
      if (said.saved) status.textContent = `Saved as a draft, ${said.saved}`;
      if (said.elsewhere || told) {
        told ??= above(form);
        told.hidden = !said.elsewhere;
        if (said.elsewhere && told.textContent !== `${said.elsewhere} ${said.link}`) {
          told.replaceChildren(`${said.elsewhere} `, linkTo(said.url, said.link));
        }
      }
    } else if (!answer && keep(key, now)) {
      status.textContent = OFFLINE;
    } else {
      // A sign-in page or no answer at all is said calmly; typing goes on
      if (!answer?.status || answer.status === 401 || answer.status >= 500) keep(key, now);
      status.textContent =
        said?.problem ?? "Not saved as a draft just now. Go on typing: it is tried again.";
    }
  }

  const queue = () => {
    sending = sending.then(save);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(queue, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (navigator.onLine) {
      // Kept until an answer comes (page.js): a browser may be online and the server away
      isSent = true;
      keep(key, typed(form));
      underWay(key);
    } else if (keep(key, typed(form))) {
      // Sending would lead to a page of the browser that has nothing of it
      event.preventDefault();
      status.textContent = `${OFFLINE} Nothing is sent yet.`;
      status.scrollIntoView({ block: "center" });
    }
  });
  window.addEventListener("online", queue);
  window.addEventListener("pageshow", () => {
    isSent = false; // who came back to it goes on typing
  });
  if (isBack) status.textContent = "What you typed and couldn’t send is back in the form.";
  if (cameBack || isBack) queue();
}

// Where the form is, without which of its drafts is shown
function address() {
  const here = new URL(location.href);
  here.searchParams.delete("draft");
  return here.pathname + here.search;
}

function typed(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(pairs).toString();
}

// Storage may be full or forbidden: then there is none, and typing goes on
function keep(key, body) {
  if (!key) return false;
  try {
    localStorage.setItem(key, `${Date.now()} ${body}`); // since when: page.js drops it in the end
    return true;
  } catch {
    return false;
  }
}

// Which form is on its way: whether it arrived is known where the next page opens
function underWay(key) {
  try {
    if (key) sessionStorage.setItem("placebook-sending", key);
  } catch {
    // there is none
  }
}

function forget(key) {
  try {
    if (key) localStorage.removeItem(key);
  } catch {
    // there is none
  }
}

function putBack(form, key) {
  let kept = null;
  try {
    kept = key && localStorage.getItem(key);
  } catch {
    return false;
  }
  if (!kept) return false;
  const said = new URLSearchParams(kept.slice(kept.indexOf(" ") + 1));
  const seen = {};
  for (const box of form.elements) {
    if (!box.name || OURS.has(box.name) || ["submit", "button", "file"].includes(box.type)) continue;
    const values = said.getAll(box.name);
    if (box.type === "radio" || box.type === "checkbox") {
      box.checked = values.includes(box.value);
    } else if (box.type === "select-multiple") {
      for (const option of box.options) option.selected = values.includes(option.value);
    } else {
      const place = (seen[box.name] = (seen[box.name] ?? -1) + 1);
      if (place < values.length) box.value = values[place];
    }
  }
  return true;
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
