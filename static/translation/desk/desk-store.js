// What is typed at the desk stays in this browser, with the text that it rests on, until the server has confirmed it.
"use strict";

const desk = document.getElementById("desk");

const DeskStore = {
  place: (key) => `desk:${desk.dataset.user}:${desk.dataset.code}:${key}`,
  get(key) { try { return JSON.parse(localStorage.getItem(this.place(key))); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(this.place(key), JSON.stringify(value)); } catch { /* full or forbidden */ } },
  all() {
    const prefix = this.place("");
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), this.get(name.slice(prefix.length))]);
    } catch { return []; }
  },
  remove(key) { try { localStorage.removeItem(this.place(key)); } catch { /* forbidden */ } },
};

// Sending: an answer as {status, ...JSON}; a status of 0 where nobody answers, 401 where one is signed out.
async function deskAsk(address, body) {
  let response;
  try {
    response = await fetch(address, { method: body ? "POST" : "GET", body, headers: { "Rostrum-Fragment": "text" }, redirect: "manual" });
  } catch {
    return { status: 0 };
  }
  if (response.type === "opaqueredirect") return { status: 401 };
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  return { ...(isJson ? await response.json() : {}), status: response.status };
}
