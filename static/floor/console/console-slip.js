// A slip of paper in two keystrokes: the delegation is found as one types, by its name or its code.

const slip = document.getElementById("slip");
const choice = document.getElementById("slip-delegation");
choice.after(document.getElementById("slip-finder").content.cloneNode(true));
choice.hidden = true;
const find = document.getElementById("slip-find");
const found = document.getElementById("slip-found");
const MOST = 8;
let marked = -1;

const delegations = [...choice.options].slice(1).map((option) => ({
  key: option.value,
  name: option.textContent,
  names: [plain(option.textContent), plain(option.dataset.english)],
  codes: (option.dataset.codes ?? "").toLowerCase().split(" "),
}));

// Letters as one types them: without accents, with one form of alef, without the article of Arabic.
function plain(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u064b-\u0655\u0670\u0640]/g, "")
    .replace(/[ٱ]/g, "ا")
    .replace(/(^|\s)ال(?=\S)/g, "$1")
    .replace(/[’']/g, "'")
    .toLowerCase()
    .trim();
}

function quality(delegation, words) {
  if (delegation.codes[0] === words) return 0;
  const names = delegation.names;
  if (names.some((name) => name === words)) return 1;
  if (delegation.codes[1] === words) return 2;
  if (names.some((name) => name.startsWith(words))) return 3;
  if (names.some((name) => name.split(/[\s()-]+/).some((word) => word.startsWith(words)))) return 4;
  return names.some((name) => name.includes(words)) ? 5 : null;
}

function matches(words) {
  return delegations
    .map((delegation) => [quality(delegation, words), delegation])
    .filter(([how]) => how !== null)
    .sort(([one], [other]) => one - other)
    .slice(0, MOST)
    .map(([, delegation]) => delegation);
}

function look() {
  const words = plain(find.value);
  const rows = words ? matches(words) : [];
  found.replaceChildren(...rows.map(line));
  if (words && !rows.length) found.append(Object.assign(document.createElement("li"), { textContent: slip.dataset.none, className: "none" }));
  found.hidden = !words;
  find.setAttribute("aria-expanded", String(!found.hidden));
  mark(rows.length ? 0 : -1);
}

function line(delegation) {
  const item = document.createElement("li");
  item.id = `found-${delegation.key}`;
  item.setAttribute("role", "option");
  item.dataset.key = delegation.key;
  const name = document.createElement("bdi");
  name.textContent = delegation.name;
  item.append(name);
  if (delegation.codes[0]) {
    const code = document.createElement("span");
    code.className = "code-of-state";
    code.textContent = delegation.codes[0].toUpperCase();
    item.append(" ", code);
  }
  if (document.querySelector(`.request[data-delegation="${delegation.key}"]`)) {
    const waits = document.createElement("span");
    waits.className = "tag";
    waits.textContent = slip.dataset.waits;
    item.append(" ", waits);
  }
  return item;
}

function mark(place) {
  marked = place;
  const items = [...found.querySelectorAll("[role=option]")];
  items.forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
  choice.value = items[place]?.dataset.key ?? "";
  if (items[place]) {
    find.setAttribute("aria-activedescendant", items[place].id);
    items[place].scrollIntoView({ block: "nearest" });
  } else find.removeAttribute("aria-activedescendant");
}

function close() {
  found.hidden = true;
  find.setAttribute("aria-expanded", "false");
  find.removeAttribute("aria-activedescendant");
}

find.addEventListener("input", look);
find.addEventListener("keydown", (event) => {
  const count = found.querySelectorAll("[role=option]").length;
  if (event.key === "ArrowDown" && count) mark((marked + 1) % count);
  else if (event.key === "ArrowUp" && count) mark((marked - 1 + count) % count);
  else if (event.key === "Enter" && !choice.value) look();
  else if (event.key === "Escape" && !found.hidden) {
    find.value = "";
    look();
    event.stopPropagation();
    return;
  } else return;
  event.preventDefault();
});

found.addEventListener("pointerdown", (event) => event.preventDefault());
found.addEventListener("click", (event) => {
  const item = event.target.closest("[role=option]");
  if (!item) return;
  choice.value = item.dataset.key;
  find.value = item.querySelector("bdi").textContent;
  close();
});
find.addEventListener("blur", close);

// The key of the form makes a double tap one request: the next slip has another, also before the answer to this one.
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Its data is on its way: the form is free for the next slip.
slip.addEventListener("taken", () => {
  slip.reset();
  slip.elements.key.value = newKey();
  look();
  find.focus();
});

// What was not entered comes back to be sent again, with its key; not where the next slip is being typed already.
slip.addEventListener("returned", ({ detail: data }) => {
  if (find.value) return;
  for (const [name, value] of data) {
    if (slip.elements[name]) slip.elements[name].value = value;
  }
  find.value = choice.selectedOptions[0].textContent;
  find.select();
});
