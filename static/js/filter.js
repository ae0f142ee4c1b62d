// A filter panel with <div id="results"> beside it: choosing applies at once, without leaving the
// panel. Text waits for Enter or for "Apply filters". Anything unexpected falls back to the form.
const results = document.getElementById("results");
const form = document.querySelector(".filter form");

async function apply() {
  const pairs = [...new FormData(form)].filter(([, value]) => value !== "");
  const address = `${form.action.split("?")[0]}?${new URLSearchParams(pairs)}`;
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    results.replaceChildren(...page.getElementById("results").childNodes);
    window.history.replaceState(null, "", address);
    status.textContent = results.querySelector("[data-count]")?.textContent ?? "The list has changed";
  } catch {
    form.requestSubmit();
  }
}

const status = document.createElement("p");
if (results && form) {
  status.className = "vh";
  status.setAttribute("role", "status");
  form.append(status);
  form.addEventListener("change", (event) => {
    // A script says so where a suggestion was chosen; typing alone waits
    const chosen = event.target.matches("select, [type=checkbox], [type=radio]") || !event.isTrusted;
    if (chosen) apply();
  });
}
