// One box that ticks all boxes of a name on its page.
for (const all of document.querySelectorAll("[data-chooses]")) {
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll(`input[type=checkbox][name="${all.dataset.chooses}"]`)) box.checked = all.checked;
  });
}
