// The page of private links, improved: all on the page at once.
for (const all of document.querySelectorAll("[data-all]")) {
  const boxes = [...document.querySelectorAll("input[name='speaker']")];
  all.hidden = false;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
}
