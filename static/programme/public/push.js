// Notices of changes on this device: the button on "My programme", where the browser can show notices.
const part = document.querySelector(".push");
const can = part && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const button = part?.querySelector("button"), status = part?.querySelector(".push-state");
const { begin, end, worker, choice, yes, no, told, denied, failed } = part?.dataset ?? {};

// The sessions that are chosen in this browser (choice.js); none are all.
function chosen() {
  try { return Object.keys(JSON.parse(localStorage.getItem(choice)) ?? {}); } catch { return []; }
}

async function subscription() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return await registration?.pushManager.getSubscription() ?? null;
}

const isTold = () => { try { return localStorage.getItem(`${choice}.push`) === "1"; } catch { return false; } };
function keep(isOn) {
  try { if (isOn) localStorage.setItem(`${choice}.push`, "1"); else localStorage.removeItem(`${choice}.push`); } catch { /* for this page alone */ }
}

function show(isOn, words) {
  button.textContent = isOn ? no : yes;
  button.setAttribute("aria-pressed", String(isOn));
  status.textContent = words ?? (isOn ? told : "");
}

async function post(address, fields) {
  const { token } = await (await fetch(begin)).json();
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields), headers: { "X-CSRFToken": token } });
  if (!answer.ok) throw new Error(answer.status);
}

const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function send(given) {
  await post(begin, [
    ["endpoint", given.endpoint], ["key", text(given.getKey("p256dh"))], ["secret", text(given.getKey("auth"))],
    ...chosen().map((slug) => ["sessions", slug]),
  ]);
}

async function start() {
  if (await Notification.requestPermission() !== "granted") { show(false, denied); return; }
  await navigator.serviceWorker.register(worker);
  const registration = await navigator.serviceWorker.ready;
  const { key } = await (await fetch(begin)).json();
  const asked = { userVisibleOnly: true, applicationServerKey: key };
  let given;
  try { given = await registration.pushManager.subscribe(asked); } catch { // there is one by a former key
    await (await subscription())?.unsubscribe();
    given = await registration.pushManager.subscribe(asked);
  }
  await send(given);
  keep(true);
  show(true);
}

// The browser stays subscribed: another programme may be told to it by the same address.
async function stop() {
  const given = await subscription();
  if (given) await post(end, [["endpoint", given.endpoint]]);
  keep(false);
  show(false);
}

button?.addEventListener("click", async () => {
  button.disabled = true;
  try { await (isTold() ? stop() : start()); } catch { status.textContent = failed; }
  button.disabled = false;
});

// What was chosen since is told at the next visit.
async function open() {
  const given = await subscription(), isOn = Boolean(given) && isTold() && Notification.permission === "granted";
  show(isOn);
  part.hidden = false;
  if (isOn) send(given).catch(() => { /* what was chosen before holds */ });
}

if (can) open();
