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

// What is shown is what is imported: whoever has chosen something else sees it first.
for (const form of document.querySelectorAll("form[data-shows-preview]")) {
  form.addEventListener("change", () => {
    const isOther = [...form.elements].some(isOtherThanShown);
    for (const note of document.querySelectorAll("[data-shown-first]")) {
      note.hidden = !isOther;
      note.closest("form").querySelector("button[type=submit]").disabled = isOther;
    }
  });
}

// A list of which the page has chosen nothing shows its first entry.
function isOtherThanShown(field) {
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (!field.options) return false;
  const shown = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(shown, 0);
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
