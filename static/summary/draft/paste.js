// Pasting a text of several paragraphs: the page shows what they would become, and makes them in one act. Whoever does
// not want that has the words in the paragraph, on one line, or nothing pasted; the clipboard keeps them. Where the
// server cannot show it nothing is pasted, and the page says so: paragraphs never become one unasked.
import { morphInside, parse } from "../../shared/fragment.js";
import { post } from "../../shared/request.js";
import { Draft } from "./draft-texts.js";

const page = Draft.board;
const FIELD = ".text.paragraph .text-form textarea";
const STYLED = /<(b|strong|i|em)\b|font-(weight|style)/i;
const LONGEST = 1000000; // characters of HTML that are sent; of a longer text the words alone

page.addEventListener("paste", (event) => {
  const field = page.dataset.paste && event.target.closest?.(FIELD);
  const [plain, html] = ["text/plain", "text/html"].map((type) => event.clipboardData?.getData(type) ?? "");
  if (!field || !plain.trim() || !(plain.trim().includes("\n") || STYLED.test(html))) return;
  event.preventDefault();
  paste(field, plain, html.length > LONGEST ? "" : html);
});

const onOneLine = (text) => text.trim().replace(/\s*\n\s*/g, " ");

async function paste(field, plain, html) {
  const form = field.form;
  page.setAttribute("aria-busy", "true");
  await Draft.saveAll(); // so that the preview knows whether the paragraph is empty
  const data = new FormData();
  const sent = { plain, html, place: form.dataset.text, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value };
  for (const [name, value] of Object.entries(sent)) data.set(name, value);
  const answer = await post(page, page.dataset.paste, data, "draft");
  page.removeAttribute("aria-busy");
  if (answer.status === 200 && answer.html) return choose(answer.html, field, plain);
  const isOne = answer.status === 200 && answer.text !== undefined;
  if (isOne) insert(field, answer.text);
  page.dispatchEvent(new CustomEvent("said", { detail: answer.message || (isOne ? "" : page.dataset.notPasted) }));
}

// At the cursor, so that the browser's own undo takes it back.
function insert(field, text) {
  const there = field.isConnected ? field : page.querySelector(`form[data-text="${field.form?.dataset.text}"] textarea`);
  if (!there) return;
  there.focus();
  if (document.execCommand("insertText", false, text)) return;
  there.setRangeText(text, there.selectionStart, there.selectionEnd, "end");
  there.dispatchEvent(new Event("input", { bubbles: true }));
}

function choose(html, field, plain) {
  const dialog = document.createElement("dialog");
  dialog.className = "paste";
  dialog.setAttribute("aria-labelledby", "pasting");
  morphInside(dialog, parse(html).body);
  document.body.append(dialog);
  dialog.addEventListener("close", () => { dialog.remove(); if (field.isConnected) field.focus(); });
  dialog.addEventListener("click", ({ target }) => {
    if (target.value === "one") { dialog.close(); insert(field, onOneLine(plain)); }
    if (target.value === "cancel") dialog.close();
  });
  dialog.addEventListener("submit", (event) => { event.preventDefault(); make(dialog, event.target); });
  dialog.showModal();
  dialog.querySelector("button.action").focus();
}

async function make(dialog, form) {
  const button = form.querySelector("button.action");
  if (button.disabled) return;
  button.disabled = true;
  const answer = await post(page, form.action, new FormData(form), "draft");
  const made = form.querySelector("template.made").content;
  dialog.close();
  page.dispatchEvent(new CustomEvent("done", { detail: { ...answer, made } }));
}
