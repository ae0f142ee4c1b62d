// <a href="?format=txt" data-copy>: copies the text of that address, on the page that shows it. The
// link itself stays the way without script, and is followed where copying fails.
async function textOf(address) {
  const answer = await fetch(address, { headers: { Accept: "text/plain" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  if (!answer.headers.get("Content-Type")?.startsWith("text/plain")) throw new Error("no text");
  return answer.text();
}

async function copy(text) {
  // Some browsers allow the clipboard only in the same breath as the click: they take a promise
  if (window.ClipboardItem && navigator.clipboard?.write) {
    const blob = text.then((said) => new Blob([said], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  } else {
    await navigator.clipboard.writeText(await text);
  }
}

for (const link of document.querySelectorAll("a[data-copy]")) {
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "vh";  // takes no room in the row until it has something to say
  link.after(status);
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      await copy(textOf(link.href));
      status.className = "small";
      status.textContent = "Copied. Paste it where you need it.";
    } catch {
      window.location.assign(link.href);
    }
  });
}
