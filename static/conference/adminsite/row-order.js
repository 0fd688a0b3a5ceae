// Rows of the admin put in order by hand: dragged by a handle, moved with the arrow keys or with two buttons. Within a
// form this fills in the positions, which are saved with the form; in a list each new order is saved at once.

// After the scripts of Django's admin, which complete the rows when the page is there.
document.addEventListener("DOMContentLoaded", () => {
  const status = document.getElementById("ordering");
  const table = document.getElementById("result_list");
  if (!status) return;

  const SETTLE = 700; // milliseconds after the last move by key or button until a list is saved
  const LAST = 32767; // the highest position that the database holds
  const EDGE = 48; // so near to the edge of the window a drag scrolls the page
  const stood = new Map(); // of each order in a list: the keys as the server has them
  let saving = Promise.resolve();
  let settling = null;
  let dragged = null;
  let removedFrom = null;

  const position = (row) => row.querySelector("input[name$='-position']");
  const formOf = (row) => row.closest(".inline-group");
  const isRow = (element) => element?.classList.contains("ordered-row") ?? false;
  const rowsIn = (place) => [...place.querySelectorAll(".ordered-row")];
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  // Rows change places with their like alone: meetings of one year, rooms of one conference.
  function apart(row) {
    if (!formOf(row)) return row.dataset.apart;
    const input = position(row);
    const field = input.dataset.apart;
    return field ? row.querySelector(`[name="${input.name.replace(/position$/, field)}"]`)?.value ?? "" : "";
  }

  function peers(row) {
    return rowsIn(formOf(row) ?? table).filter((other) => apart(other) === apart(row));
  }

  // In a table Django sets a row's errors into a row above it.
  function whole(row) {
    const above = row.previousElementSibling;
    return above?.classList.contains("row-form-errors") ? [above, row] : [row];
  }

  function neighbour(row, step) {
    let other = row;
    do other = step < 0 ? other.previousElementSibling : other.nextElementSibling;
    while (other?.classList.contains("row-form-errors"));
    return isRow(other) && apart(other) === apart(row) ? other : null;
  }

  // The neighbour is moved, not the row itself: what has the focus or the pointer keeps it.
  function pass(row, other, step) {
    if (step < 0) row.after(...whole(other));
    else whole(row)[0].before(...whole(other));
  }

  function nameOf(row) {
    const named = row.querySelector(".order")?.dataset.name ?? row.querySelector(".inline_label, td.original p")?.textContent;
    const chosen = row.querySelector("select.admin-autocomplete")?.selectedOptions[0]?.textContent;
    return named?.trim() || chosen?.trim() || `#${rowsIn(formOf(row)).indexOf(row) + 1}`;
  }

  function label(row) {
    const name = `\u2068${nameOf(row)}\u2069`;
    row.querySelector(".order-handle").setAttribute("aria-label", fill(status.dataset.handle, { name }));
    row.querySelector(".order-up").setAttribute("aria-label", `${status.dataset.up}: ${name}`);
    row.querySelector(".order-down").setAttribute("aria-label", `${status.dataset.down}: ${name}`);
  }

  function say(words, wrong = false) {
    status.textContent = words;
    status.classList.toggle("wrong", wrong);
  }

  function announce(row) {
    const all = peers(row);
    say(fill(status.dataset.moved, { name: `\u2068${nameOf(row)}\u2069`, place: all.indexOf(row) + 1, all: all.length }));
  }

  function button(name, sign) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.textContent = sign;
    return made;
  }

  function equip(row, place) {
    row.classList.add("ordered-row");
    const tools = document.createElement("span");
    tools.className = "order-tools";
    tools.append(button("order-handle", "⠿"), button("order-up", "↑"), button("order-down", "↓"));
    for (const each of [...tools.children].slice(1)) each.tabIndex = -1; // the keys do the same from the handle
    place.prepend(tools);
    label(row);
  }

  // Within a form

  const number = (text) => (/^\d+$/.test(text ?? "") ? Number(text) : Infinity);

  function equipForm(row) {
    const input = position(row);
    const line = input.closest("td, .form-row");
    equip(row, row.matches("tr") ? line : row.querySelector("h3"));
    if (line.querySelector(".errorlist")) return; // what is wrong is seen
    if (row.matches("tr")) input.classList.add("visually-hidden"), (input.tabIndex = -1);
    else line.hidden = true;
  }

  // The positions that the rows have between them, so that few rows change.
  function renumber(form) {
    const inputs = rowsIn(form).map(position);
    let places = inputs.map((input) => number(input.value)).sort((one, other) => one - other);
    places.forEach((place, nth) => { if (nth) places[nth] = Math.max(place, places[nth - 1] + 1); });
    if (places.at(-1) > LAST) places = places.map((place, nth) => nth);
    inputs.forEach((input, nth) => {
      if (input.value === String(places[nth])) return;
      input.value = places[nth];
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  function arrange(form, ...keys) {
    const rows = rowsIn(form);
    const wanted = [...rows].sort((one, other) => {
      for (const key of keys) if (key(one) !== key(other)) return key(one) - key(other);
      return 0;
    });
    if (wanted.every((row, nth) => row === rows[nth])) return;
    const mark = document.createComment("");
    rows.at(-1).after(mark);
    mark.before(...wanted.flatMap(whole));
    mark.remove();
  }

  const byPosition = [(row) => number(apart(row)), (row) => number(position(row).value)];
  const byIndex = (row) => number(row.id.match(/\d+$/)?.[0]);

  for (const form of document.querySelectorAll(".inline-group")) {
    for (const row of form.querySelectorAll(".inline-related, tr.form-row")) {
      if (!row.matches(".empty-form, .tabular") && position(row)) equipForm(row);
    }
    arrange(form, ...byPosition); // a form that came back with an error has the rows as they were
  }

  document.addEventListener("formset:added", (event) => {
    const row = event.target;
    if (!position(row)) return;
    const others = rowsIn(formOf(row)).map((other) => number(position(other).value)).filter(Number.isFinite);
    position(row).value = Math.min(Math.max(-1, ...others) + 1, LAST);
    equipForm(row);
    setTimeout(() => { // when the other scripts have made the row's fields ready
      const fields = [...row.querySelectorAll(".select2-selection, input, textarea, select")];
      const first = fields.find((field) => field.tabIndex >= 0 && field.checkVisibility());
      (row.querySelector(".select2-selection") ?? first)?.focus();
    });
  });

  // Django numbers the forms anew in the order of the page when one is removed: the saved ones must come first.
  document.addEventListener("click", (event) => {
    removedFrom = event.target.closest?.(".inline-deletelink")?.closest(".inline-group");
    if (removedFrom) arrange(removedFrom, byIndex);
  }, true);
  document.addEventListener("click", () => {
    if (removedFrom) arrange(removedFrom, ...byPosition);
    removedFrom = null;
  });

  // In a list

  if (table && status.dataset.address) {
    const marks = [...table.querySelectorAll(".order")];
    for (const mark of marks) {
      const { row: key, apart: among } = mark.dataset;
      stood.set(among, [...(stood.get(among) ?? []), key]);
    }
    for (const mark of marks) {
      mark.replaceChildren();
      const row = mark.closest("tr");
      Object.assign(row.dataset, { apart: mark.dataset.apart, key: mark.dataset.row });
      if (stood.get(mark.dataset.apart).length > 1) equip(row, mark);
    }
    status.hidden = !rowsIn(table).length;
    table.classList.toggle("without-order", status.hidden);
  }

  const keysOf = (among) => rowsIn(table).filter((row) => row.dataset.apart === among).map((row) => row.dataset.key);

  async function save(among) {
    const before = stood.get(among);
    const after = keysOf(among);
    if (String(before) === String(after)) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", document.querySelector("#changelist-form [name=csrfmiddlewaretoken]").value);
    data.set("before", before.join(" "));
    data.set("after", after.join(" "));
    let message = status.dataset.lost;
    let accepted = false;
    try {
      const answer = await fetch(status.dataset.address, { method: "POST", body: data, keepalive: true });
      message = (await answer.json()).message;
      accepted = answer.ok;
    } catch { /* no network, or the page to sign in */ }
    if (accepted) stood.set(among, after);
    else putBack(among, before);
    say(accepted ? `${status.textContent} – ${message}` : message, !accepted);
  }

  function putBack(among, keys) {
    const rows = new Map(rowsIn(table).filter((row) => row.dataset.apart === among).map((row) => [row.dataset.key, row]));
    const focused = document.activeElement;
    const mark = document.createComment("");
    [...rows.values()].at(-1).after(mark);
    mark.before(...keys.map((key) => rows.get(key)));
    mark.remove();
    focused.focus();
  }

  function flush() {
    if (!settling) return;
    clearTimeout(settling.timer);
    const { among } = settling;
    settling = null;
    saving = saving.then(() => save(among));
  }

  // Moving

  function moved(row, wait) {
    announce(row);
    label(row);
    if (formOf(row)) return renumber(formOf(row));
    const among = row.dataset.apart;
    if (settling && settling.among !== among) flush();
    clearTimeout(settling?.timer);
    settling = { among, timer: setTimeout(flush, wait) };
  }

  function move(row, step) {
    const other = neighbour(row, step);
    if (!other) return announce(row);
    pass(row, other, step);
    moved(row, SETTLE);
  }

  document.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.target.matches?.(".order-handle") || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(event.target.closest(".ordered-row"), step);
    event.target.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.(".order-up, .order-down");
    if (pressed) move(pressed.closest(".ordered-row"), pressed.matches(".order-up") ? -1 : 1);
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(".order-handle")) label(event.target.closest(".ordered-row"));
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.(".order-handle")) flush();
  });
  window.addEventListener("pagehide", flush);

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest?.(".order-handle");
    if (!handle || event.button !== 0) return;
    dragged = { row: handle.closest(".ordered-row"), moved: false };
    handle.setPointerCapture(event.pointerId);
  });

  document.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const { row } = dragged;
    row.classList.add("dragged");
    if (event.clientY < EDGE) window.scrollBy(0, event.clientY - EDGE);
    if (event.clientY > innerHeight - EDGE) window.scrollBy(0, event.clientY - innerHeight + EDGE);
    for (const step of [-1, 1]) {
      let other = neighbour(row, step);
      while (other && step * (event.clientY - middle(other)) > 0) {
        pass(row, other, step);
        dragged.moved = true;
        other = neighbour(row, step);
      }
    }
  });

  function middle(row) {
    const box = row.getBoundingClientRect();
    return box.top + box.height / 2;
  }

  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      if (!dragged) return;
      const { row, moved: somewhere } = dragged;
      dragged = null;
      row.classList.remove("dragged");
      if (somewhere) moved(row, 0);
    });
  }
});
