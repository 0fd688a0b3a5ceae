// The page of seats, improved: all at once.
for (const all of document.querySelectorAll("[data-all]")) {
  const boxes = [...document.querySelectorAll("input[name='delegation']")];
  all.hidden = false;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  addEventListener("change", () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  });
}
