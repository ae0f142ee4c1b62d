// <form data-progress="…/progress/">: while what it asks for is done, says how far that is and how
// long it has taken. The address answers {"words": "Checking: 5,000 of 50,000 rows"}; without one it
// says the time alone, as where a file is being sent. Without script the browser waits.
for (const form of document.querySelectorAll("form[data-progress]")) {
  const [line, status, time] = ["p", "span", "span"].map((name) => document.createElement(name));
  status.setAttribute("role", "status");
  time.setAttribute("aria-hidden", "true"); // read out each second it would be noise
  line.append(status, time);
  form.append(line);
  let ticking;
  form.addEventListener("submit", () => {
    const began = Date.now();
    status.textContent = "Working…";
    clearInterval(ticking);
    ticking = setInterval(async () => {
      time.textContent = ` (${Math.round((Date.now() - began) / 1000)} s so far)`;
      if (!form.dataset.progress) return;
      const answer = await fetch(form.dataset.progress, { credentials: "same-origin" });
      if (!answer.ok) return;
      const { words } = await answer.json();
      if (words) status.textContent = words;
    }, 1000);
  });
}

// <span data-working="…/progress/">: how far what somebody else does is, until it has ended. Then the
// page is loaded anew, unless something was typed in it, which would be lost. Without script people
// look again by the link.
let typed = false;
document.addEventListener("input", () => (typed = true));
for (const said of document.querySelectorAll("[data-working]")) {
  const again = setInterval(async () => {
    const answer = await fetch(said.dataset.working, { credentials: "same-origin" });
    if (!answer.ok) return;
    const { words } = await answer.json();
    said.textContent = words || "It has ended.";
    if (words) return;
    clearInterval(again);
    if (!typed) location.reload();
  }, 3000);
}
