// One row of tabs for all texts of a form in the admin, its inlines included: a language at a time, with a mark for what
// is missing. Without this script all six languages are shown.

// After the scripts of Django's admin, which complete the rows when the page is there.
document.addEventListener("DOMContentLoaded", () => {
  const bar = document.getElementById("language-tabs");
  const form = bar?.closest("form");
  if (!form?.querySelector("[data-language]")) return;

  const KEY = "rostrum-language";
  const tabs = [...bar.querySelectorAll("[role=tab]")];
  const withOriginal = document.getElementById("language-tabs-original");
  const rows = () => [...form.querySelectorAll("[data-language]")];
  const isTemplate = (row) => row.closest(".empty-form") !== null;
  const editable = (row) => row.querySelector("input, textarea");
  const hasError = (row) => row.querySelector(".errorlist") !== null;

  let language = first();
  withOriginal.checked = recall(KEY + "-original") === "yes";
  for (const tab of tabs) {
    const mark = document.createElement("span");
    mark.className = "mark";
    tab.append(mark);
  }

  function recall(key) {
    try { return sessionStorage.getItem(key); } catch { return null; }
  }

  function remember(key, value) {
    try { sessionStorage.setItem(key, value); } catch { /* a browser may refuse to keep anything */ }
  }

  // The language of an error; else the one chosen before; else one that the reader may write.
  function first() {
    const wrong = rows().find(hasError);
    if (wrong) return wrong.dataset.language;
    const before = recall(KEY);
    if (tabs.some((tab) => tab.dataset.tab === before)) return before;
    const own = new Set(rows().filter((row) => editable(row) && !isTemplate(row)).map((row) => row.dataset.language));
    const original = form.querySelector("[data-original]");
    if (own.size === 1) return [...own][0];
    return original ? original.dataset.language : "en";
  }

  function isEmpty(row) {
    const input = editable(row);
    const text = input ? input.value : row.querySelector(".readonly")?.textContent ?? "";
    return ["", "-"].includes(text.trim());
  }

  function show() {
    for (const row of rows()) {
      const beside = withOriginal.checked && "original" in row.dataset;
      row.hidden = language !== "all" && row.dataset.language !== language && !beside;
    }
    for (const tab of tabs) {
      const chosen = tab.dataset.tab === language;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
  }

  function count() {
    const living = rows().filter((row) => !isTemplate(row));
    const written = new Set();
    for (const row of living) {
      if ("original" in row.dataset && !isEmpty(row)) written.add(row.dataset.text);
    }
    for (const tab of tabs.filter((each) => each.dataset.tab !== "all")) {
      const own = living.filter((row) => row.dataset.language === tab.dataset.tab);
      const missing = own.filter((row) => written.has(row.dataset.text) && isEmpty(row)).length;
      mark(tab, missing, own.some(hasError));
    }
  }

  function mark(tab, missing, wrong) {
    const words = [];
    if (missing) words.push(`${bar.dataset.missing} ${missing}`);
    if (wrong) words.push(bar.dataset.error);
    const seen = (wrong ? "! " : "") + (missing || "");
    tab.title = words.join("; ");
    const box = tab.querySelector(".mark");
    if (box.dataset.words === tab.title) return;
    box.dataset.words = tab.title;
    box.classList.toggle("wrong", wrong);
    box.replaceChildren();
    if (!words.length) return;
    const eyes = document.createElement("span");
    eyes.setAttribute("aria-hidden", "true");
    eyes.textContent = seen.trim();
    const ears = document.createElement("span");
    ears.className = "visually-hidden";
    ears.textContent = ` (${tab.title})`;
    box.append(eyes, ears);
  }

  function choose(tab) {
    language = tab.dataset.tab;
    remember(KEY, language);
    show();
  }

  bar.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
  });
  bar.addEventListener("keydown", (event) => {
    const place = tabs.indexOf(document.activeElement);
    if (place < 0) return;
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const next = { [forward]: place + 1, [back]: place - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = tabs[next % tabs.length];
    tab.focus();
    choose(tab);
  });
  withOriginal.addEventListener("change", () => {
    remember(KEY + "-original", withOriginal.checked ? "yes" : "no");
    show();
  });

  // What was written and not saved is not lost by a link that was touched in error.
  let written = false;
  form.addEventListener("input", (event) => {
    written ||= event.target !== withOriginal;
    count();
  });
  form.addEventListener("submit", () => { written = false; });
  window.addEventListener("beforeunload", (event) => { if (written) event.preventDefault(); });

  document.addEventListener("formset:added", () => { show(); count(); });
  document.addEventListener("formset:removed", count);
  bar.hidden = false;
  show();
  count();
});
