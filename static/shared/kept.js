// What is typed into a form stays in this browser until the server has confirmed it: `keptFor("gist", user)` has a place
// of its own for each form of that kind and person.
"use strict";

globalThis.keptFor = (kind, user) => {
  const place = (form) => `${kind}:${user}:${form.getAttribute("action")}`;
  return {
    get(form) { try { return JSON.parse(localStorage.getItem(place(form))); } catch { return null; } },
    set(form, value) { try { localStorage.setItem(place(form), JSON.stringify(value)); } catch { /* full or forbidden */ } },
    remove(form) { try { localStorage.removeItem(place(form)); } catch { /* forbidden */ } },
  };
};
