// Within a form, <div data-draft-files="/drafts/files/">: sends each file as it is chosen, with what
// is typed, so that it is kept with the draft; shows those that are kept, and says which are not.
// Without it, they are kept once the form is sent. What cannot be sent, as without a network, stays
// chosen on this page alone, which says so, and is tried again once there is one.
function watch(box) {
  const form = box.closest("form");
  const input = box.querySelector("input[type=file]");
  const status = box.querySelector("[data-files-status]");
  const shown = box.querySelector("[data-kept]");
  let sending = Promise.resolve();

  async function send() {
    if (!input.files.length) return;
    const names = [...input.files].map((file) => file.name).join(", ");
    status.textContent = `Keeping ${names}…`;
    const answer = await fetch(box.dataset.draftFiles, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new FormData(form),
      credentials: "same-origin",
      redirect: "manual",
    }).catch(() => null);
    const isJson = answer?.headers.get("Content-Type")?.includes("json");
    const said = isJson ? await answer.json().catch(() => null) : null;
    if (answer?.ok && said) {
      const kept = new DOMParser().parseFromString(said.kept, "text/html");
      shown.replaceChildren(...kept.body.childNodes);
      input.value = ""; // they are not sent twice
      status.textContent = said.lost.length
        ? `Not kept: ${said.lost.join(" ")}`
        : `Kept with your draft, ${said.saved}`;
    } else {
      status.textContent = answer
        ? `Not kept yet: ${names}. ${said?.problem ?? "They go with the form when you send it."}`
        : `Placebook can’t be reached. Not kept: ${names}. Leave this page open: it is tried again.`;
    }
  }

  const queue = () => {
    sending = sending.then(send);
  };
  input.addEventListener("change", queue);
  window.addEventListener("online", queue);
}

for (const box of document.querySelectorAll("form [data-draft-files]")) watch(box);
