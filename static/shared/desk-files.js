// Shows that a file is being read or imported, and its progress. The pages work without this script as well.

for (const form of document.querySelectorAll("form[data-waits]")) {
  const waiting = form.querySelector(".waiting");

  form.addEventListener("submit", () => {
    waiting.hidden = false;
    // After this moment: a button that is disabled now would not be sent.
    setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; });
    if (form.dataset.progress) setInterval(ask, 500, form.dataset.progress, waiting);
  });
}

// Going back with the browser's button shows the form as it was.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

async function ask(address, waiting) {
  try {
    const { done, of } = await (await fetch(address)).json();
    if (!of) return;
    const bar = waiting.querySelector("progress"), words = waiting.querySelector("[data-words]");
    bar.max = of;
    bar.value = done;
    words.textContent = words.dataset.words.replace("(done)", done).replace("(all)", of);
  } catch { /* the next one may come through */ }
}
