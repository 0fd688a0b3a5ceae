// Keeps the programmes that a reader asked to keep, and answers with them when there is no connection.
//
// A programme is kept under its root, such as "/fr/human-trafficking-2012/", in a cache of that name, and in several
// languages under several; `kept.json` in it says which pages and files belong to it and of which revision they are. Only what the server calls public is ever kept: the
// pages of users who are signed in are private, and are never kept. Photographs are not kept.
"use strict";

const PATIENCE = 6000; // milliseconds that a page may take before the kept one is shown instead
const AT_ONCE = 4; // pages fetched beside each other
const PREFIX = "rostrum:";
const shownFrom = new Map(); // which page was answered with a kept copy: {address: when it was kept}

const isPublic = (response) => response.ok && !response.redirected && /\bpublic\b/.test(response.headers.get("Cache-Control") ?? "");
const nameOf = (root) => PREFIX + root;
const fresh = (address) => fetch(address, { cache: "no-cache", credentials: "omit" });

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const roots = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
const rootOf = async (path) => (await roots()).find((root) => path.startsWith(root));

// Keeping

function statics(html) {
  return [...html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
}

async function keepPage(cache, address, wanted) {
  const response = await fresh(address);
  if (!isPublic(response)) throw new Error(`${address}: ${response.status}`);
  if (/^text\/html/.test(response.headers.get("Content-Type"))) {
    for (const file of statics(await response.clone().text())) wanted.add(file);
  }
  await cache.put(address, response);
}

async function inTurns(items, act) {
  const waiting = [...items];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (waiting.length) await act(waiting.shift());
  }));
}

async function keep(root) {
  const answer = await fresh(`${root}kept.json`);
  if (!isPublic(answer)) { // it is not public any more
    if (answer.status === 404) await caches.delete(nameOf(root));
    throw new Error(`${root}: ${answer.status}`);
  }
  const list = answer.clone();
  const { pages, scripts = [] } = await answer.json();
  const cache = await caches.open(nameOf(root));
  const files = new Set(scripts); // those that pages load only when they need them
  await inTurns(pages, (address) => keepPage(cache, address, files));
  await inTurns(files, async (file) => { if (!await cache.match(file)) await cache.put(file, await fetch(file)); });
  const wanted = new Set([...pages, ...files]);
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
  await cache.put(`${root}kept.json`, list); // last: without it nothing counts as kept
}

async function stateOf(root) {
  const cache = await caches.has(nameOf(root)) && await caches.open(nameOf(root));
  const list = cache && await cache.match(`${root}kept.json`);
  return list ? (await list.json()).revision : null;
}

// A newer revision is fetched as soon as there is one, in all languages that are kept; a programme that was withdrawn is
// deleted.
async function refresh(root) {
  const slug = root.split("/")[2];
  for (const each of await roots()) if (each.split("/")[2] === slug) await refreshOne(each);
}

async function refreshOne(root) {
  const before = await stateOf(root);
  if (before === null) return;
  const answer = await fresh(`${root}kept.json`);
  if (answer.status === 404) await caches.delete(nameOf(root));
  else if (answer.ok && (await answer.json()).revision !== before) await keep(root);
}

// Answering

async function inTime(promise) {
  let timer;
  const late = new Promise((_resolve, reject) => { timer = setTimeout(() => reject(new Error("late")), PATIENCE); });
  try { return await Promise.race([promise, late]); } finally { clearTimeout(timer); }
}

// The page that says what is kept instead: of the same programme if it can be, in the language that was asked for or another.
async function instead(path) {
  const [language, slug] = path.split("/").slice(1);
  const order = (root) => [root.split("/")[2] === slug, root.split("/")[1] === language].map(Number).join("");
  const [nearest] = (await roots()).sort((one, other) => order(other).localeCompare(order(one)));
  const page = nearest && await caches.match(`${nearest}without-connection/`, { cacheName: nameOf(nearest) });
  return page && new Response(page.body, { status: 503, headers: page.headers });
}

async function navigate(request) {
  const { pathname } = new URL(request.url);
  const root = await rootOf(pathname);
  const cache = root && await caches.open(nameOf(root));
  const kept = await cache?.match(pathname);
  try {
    const response = await (kept ? inTime(fetch(request)) : fetch(request));
    shownFrom.delete(pathname);
    if (kept && (response.status === 404 || response.status === 410)) await cache.delete(pathname);
    if (kept && isPublic(response) && !request.url.includes("?")) await cache.put(pathname, response.clone());
    return response;
  } catch (error) {
    if (kept) {
      shownFrom.set(pathname, kept.headers.get("Date"));
      return kept;
    }
    const page = await instead(pathname);
    if (!page) throw error;
    return page;
  }
}

async function file(request) {
  return await caches.match(request, { ignoreVary: true }) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(navigate(request));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});

// What is kept: [{root, title, language, language_name}].
async function list() {
  const found = [];
  for (const root of await roots()) {
    const kept = await caches.match(`${root}kept.json`, { cacheName: nameOf(root) });
    if (kept) found.push({ root, ...await kept.json() });
  }
  return found;
}

// What a page asks: {act: "keep" | "forget" | "refresh" | "tell", root, page}; the answer always tells the state, and to
// the page that is shown instead of one that is not kept, all that is.
self.addEventListener("message", (event) => {
  const { act, root, page } = event.data;
  const acts = { keep, refresh, forget: (name) => caches.delete(nameOf(name)), tell: () => {} };
  event.waitUntil((async () => {
    let failed = false;
    try { await acts[act](root); } catch { failed = true; }
    const answer = { root, act, failed, revision: await stateOf(root), shownFrom: shownFrom.get(page) ?? null, kept: await list() };
    event.source.postMessage(answer);
  })());
});

// Notices of changes

self.addEventListener("push", (event) => {
  const { title, body, address, lang, dir } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, lang, dir, tag: address, data: address }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data));
});
