// <form data-progress="…/progress/">: while what it asks for is done, says how far that is. The
// address answers {"words": "Checking: 5,000 of 50,000 rows"}. Without script the browser waits.
for (const form of document.querySelectorAll("form[data-progress]")) {
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  form.append(status);
  form.addEventListener("submit", () => {
    status.textContent = "Working…";
    setInterval(async () => {
      const answer = await fetch(form.dataset.progress, { credentials: "same-origin" });
      if (!answer.ok) return;
      const { words } = await answer.json();
      if (words) status.textContent = words;
    }, 1000);
  });
}

// <span data-working="…/progress/">: how far what somebody else does is, until it has ended. The page
// stays as it is, so that nothing typed is lost. Without script people look again by the link.
for (const said of document.querySelectorAll("[data-working]")) {
  const again = setInterval(async () => {
    const answer = await fetch(said.dataset.working, { credentials: "same-origin" });
    if (!answer.ok) return;
    const { words } = await answer.json();
    said.textContent = words || "It has ended.";
    if (!words) clearInterval(again);
  }, 3000);
}
