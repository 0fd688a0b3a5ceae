// What is kept on this device, for one kind of text and one person. A browser may refuse to keep anything.
export class Store {
  constructor(...names) { this.prefix = `${names.join(":")}:`; }

  get(key) {
    try { return JSON.parse(localStorage.getItem(this.prefix + key)); } catch { return null; }
  }

  // Returns whether it is kept.
  set(key, value) {
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(value));
      return true;
    } catch { return false; /* full or forbidden */ }
  }

  remove(key) {
    try { localStorage.removeItem(this.prefix + key); } catch { /* forbidden */ }
  }

  all() {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix));
      return names.map((name) => name.slice(this.prefix.length)).map((key) => [key, this.get(key)]);
    } catch { return []; }
  }
}
