// A programme kept on this device: the button that keeps it, what it says, and a page that is shown without connection.
const notice = document.querySelector(".without-connection"); // on each page of a programme
const canKeep = notice && "serviceWorker" in navigator && "caches" in window;
const { root, worker } = notice?.dataset ?? {};
const copy = document.querySelector(".offline-copy"); // on the programme alone
const button = copy?.querySelector("button");
const status = copy?.querySelector(".offline-state");
const languages = [...copy?.querySelectorAll("[data-language]") ?? []]; // a button for each other language
const list = document.querySelector(".kept-list"); // on the page that is shown instead of what is not kept
const isInstalled = window.matchMedia("(display-mode: standalone), (display-mode: minimal-ui)").matches;

async function ask(act, { start = false, of = root } = {}) {
  if (start) await navigator.serviceWorker.register(worker);
  const registration = start ? await navigator.serviceWorker.ready : await navigator.serviceWorker.getRegistration("/");
  registration?.active?.postMessage({ act, root: of, page: window.location.pathname });
  return Boolean(registration?.active);
}

function say(words) { if (status) status.textContent = words; }

// The buttons of the other languages; a copy of one is kept beside that of the page.
function showLanguages(kept, isBusy) {
  for (const each of languages) {
    each.setAttribute("aria-pressed", String(kept.some((one) => one.root === each.dataset.language)));
    each.disabled = isBusy;
  }
}

function showList(kept) {
  list.hidden = !kept.length;
  list.querySelector("ul").replaceChildren(...kept.map(({ root: href, title, language, language_name: name }) => {
    const link = Object.assign(document.createElement("a"), { href, textContent: title ?? href, lang: language ?? "" });
    const item = document.createElement("li");
    item.append(link, name ? ` (${name})` : "");
    return item;
  }));
}

function hear(answer) {
  showLanguages(answer.kept, false);
  if (list) showList(answer.kept);
  if (answer.root === root) show(answer);
  else say(answer.failed && answer.act === "keep" ? copy?.dataset.failed : "");
}

function show({ act, failed, revision, shownFrom }) {
  notice.dataset.revision = revision ?? ""; // the one that is kept
  if (button) {
    const isKept = revision !== null;
    button.setAttribute("aria-pressed", String(isKept));
    button.textContent = isKept ? copy.dataset.forget : copy.dataset.keep;
    button.disabled = false;
    if (failed && act === "keep") say(copy.dataset.failed);
    else say(isKept ? copy.dataset.kept : "");
  }
  if (shownFrom) tellSince(shownFrom);
}

async function tellSince(moment) {
  const { codeOf, dayText, joined, onClock, timeText } = await import("../../shared/dates.js"); // kept with the programme
  const at = onClock(moment), code = codeOf(document.documentElement);
  notice.querySelector(".kept-at").textContent = joined(dayText(at, code), timeText(at, code), code);
  notice.hidden = false;
}

async function keep() {
  if (button) button.disabled = true;
  say(copy?.dataset.wait);
  try { await ask("keep", { start: true }); } catch { show({ act: "keep", failed: true, revision: null }); }
}

async function turn(each) {
  const of = each.dataset.language;
  if (each.getAttribute("aria-pressed") === "true") { await ask("forget", { of }); return; }
  each.disabled = true;
  say(copy.dataset.wait);
  try { await ask("keep", { start: true, of }); } catch { each.disabled = false; say(copy.dataset.failed); }
}

async function begin() {
  navigator.serviceWorker.addEventListener("message", (event) => hear(event.data));
  button?.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? ask("forget") : keep()));
  for (const each of languages) each.addEventListener("click", () => turn(each));
  window.addEventListener("appinstalled", keep);
  if (copy) copy.hidden = false;
  if (isInstalled && navigator.onLine) await keep(); // it was installed to be at hand
  else if (await ask("tell") && navigator.onLine) ask("refresh");
}

if (canKeep) begin();
