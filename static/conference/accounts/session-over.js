// What was sent after the session of its sender had ended: before it is sent again, with the token of the new sign-in.

import { ask } from "../../shared/request.js";

const form = document.getElementById("kept");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { status, token } = await ask(form.dataset.token);
  document.getElementById("not-yet").hidden = status === 200;
  if (status !== 200) return;
  form.elements.csrfmiddlewaretoken.value = token;
  HTMLFormElement.prototype.submit.call(form); // a field may be called "submit"
});
