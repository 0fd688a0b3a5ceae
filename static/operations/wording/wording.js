// Marks messages as read without loading the list again, and goes through it with the keyboard. Each key is pressed with
// Alt, as on the translators' desk, so that none is pressed by accident (WCAG 2.1.4).
import { morph, parse } from "../../shared/fragment.js";
import { post } from "../../shared/request.js";

const form = document.getElementById("marks");
const messages = () => [...document.querySelectorAll("article.wording-message")];

// The message in which the reader is: that with the focus, else the first that is in sight.
function current() {
  const focused = document.activeElement.closest("article.wording-message");
  return focused ?? messages().find((message) => message.getBoundingClientRect().bottom > innerHeight / 4);
}

function step(by) {
  const all = messages(), here = document.activeElement.closest("article.wording-message");
  const next = here ? all[all.indexOf(here) + by] : current();
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

// Returns whether the server has done it; else the browser sends the form, which then says what is wrong.
async function mark(button) {
  const body = new FormData(form);
  body.delete("shown");
  body.set(button.name, button.value);
  const answer = await post(form, form.action, body);
  if (answer.status !== 200) return false;
  const next = parse(answer.html);
  for (const part of next.querySelectorAll("#wording-progress, article.wording-message")) {
    const here = document.getElementById(part.id);
    if (here) morph(here, part);
  }
  return true;
}

async function press(button, andNext) {
  const article = button.closest("article.wording-message");
  if (!(await mark(button))) {
    button.click();
    return;
  }
  if (andNext) step(1);
  else article.focus({ preventScroll: true });
}

let isSent = false;
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[name=read], button[name=unread]");
  if (!button || isSent || !event.isTrusted) return;
  event.preventDefault();
  isSent = true;
  await press(button, false).finally(() => { isSent = false; });
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && form && !event.repeat) {
    event.preventDefault();
    const article = current();
    article?.focus();
    const button = article?.querySelector("button[name=read]");
    if (button) press(button, true);
    else step(1);
  }
});
