// HTML that comes from the server while somebody reads, writes and looks something up.
import { isTouched, morph, morphInside, parse } from "/static/shared/fragment.js";
import { equal, ok, test } from "./check.js";

const PAGE = `<section id="part"><h2>Two requests</h2>
  <ol><li id="a"><input id="field-a" name="minutes" value="2"></li>
  <li id="b"><input id="field-b" name="minutes" value="3"><details id="more-b"><summary>More</summary></details></li></ol>
  <textarea id="reason">Because</textarea><select id="kind"><option selected>one</option><option>two</option></select>
  <input id="tick" type="checkbox"><p id="words">Some words to select</p><button id="button">Press</button></section>`;
const $ = (id) => document.getElementById(id);

function show(html = PAGE) {
  document.body.innerHTML = html;
  return $("part");
}

const replace = (from, to) => morph($("part"), parse(PAGE.replace(from, to)).getElementById("part"));

test("shows what is new", async () => {
  show();

  replace("Two requests", "Three requests");
  equal(document.querySelector("h2").textContent, "Three requests");

  replace('value="3"', 'value="4"');
  equal(document.querySelector("h2").textContent, "Two requests");
  equal($("field-b").value, "4");
});

test("keeps the focus, and the selection in a field", async () => {
  show();
  $("reason").focus();
  $("reason").setSelectionRange(2, 5);

  replace("Two requests", "Three requests");

  equal([document.activeElement.id, $("reason").selectionStart, $("reason").selectionEnd], ["reason", 2, 5]);
});

test("keeps the focus on what moves in a list", async () => {
  show();
  $("field-b").focus();

  const [a, b] = [/<li id="a">.*<\/li>/.exec(PAGE)[0], /<li id="b">.*<\/li>/.exec(PAGE)[0]];
  morph($("part"), parse(PAGE.replace(a, "").replace(b, b + a)).getElementById("part"));

  equal([...document.querySelectorAll("li")].map(({ id }) => id), ["b", "a"]);
  equal(document.activeElement.id, "field-b");
});

test("keeps the words that a reader has selected", async () => {
  show();
  getSelection().setBaseAndExtent($("words").firstChild, 5, $("words").firstChild, 10);

  replace("Two requests", "Three requests");

  equal(String(getSelection()), "words");
});

test("keeps open lists open, and closed ones closed", async () => {
  show();
  $("more-b").open = true;

  replace("Two requests", "Three requests");
  ok($("more-b").open);

  $("more-b").open = false;
  replace('<details id="more-b">', '<details id="more-b" open>');
  ok(!$("more-b").open);
});

test("keeps what is typed, ticked and chosen and not sent yet", async () => {
  show();
  $("field-a").value = "2.5";
  $("reason").value = "Because of";
  $("kind").value = "two";
  $("tick").checked = true;

  replace(/value="\d"|Because/g, (found) => (found === "Because" ? "Therefore" : 'value="7"'));

  equal([$("field-a").value, $("reason").value, $("kind").value, $("tick").checked], ["2.5", "Because of", "two", true]);
  equal($("field-b").value, "7");
});

test("keeps the cursor in what is typed, whatever the server says", async () => {
  show();
  $("field-a").focus();
  $("field-a").value = "25";
  $("field-a").setSelectionRange(1, 1);

  replace('value="2"', 'value="700"');

  equal([$("field-a").value, $("field-a").selectionStart, document.activeElement.id], ["25", 1, "field-a"]);
});

test("shows what the server says of fields in which nothing was typed", async () => {
  show();

  replace("<option selected>one</option><option>", "<option>one</option><option selected>");
  equal($("kind").value, "two");

  replace("Because", "Therefore");
  equal([$("reason").value, $("kind").value], ["Therefore", "one"]);

  replace('type="checkbox"', 'type="checkbox" checked');
  equal([$("reason").value, $("tick").checked], ["Because", true]);
});

test("leaves alone what is to be kept, also where it is gone from the server's page", async () => {
  show();
  const keep = (element) => element.id === "b";

  morph($("part"), parse(PAGE.replace('value="3"', 'value="4"').replace('value="2"', 'value="5"')).getElementById("part"), { keep });
  equal([$("field-a").value, $("field-b").value], ["5", "3"]);

  morph($("part"), parse(PAGE.replace(/<li id="b">.*<\/li>/, "").replace("Two", "One")).getElementById("part"), { keep });

  equal([...document.querySelectorAll("li")].map(({ id }) => id), ["a", "b"]);
  equal(document.querySelector("h2").textContent, "One requests");
});

test("knows a field again by its form, its name and its value where it has no id", async () => {
  const line = (value) => `<li><input type="checkbox" name="key" value="${value}"></li>`;
  const list = (...values) => `<form id="part" action="/a/"><ul>${values.map(line).join("")}</ul></form>`;
  const ticked = () => [...document.querySelectorAll(":checked")].map(({ value }) => value);
  show(list("one", "two", "three"));
  document.querySelector("[value=two]").checked = true;

  morph($("part"), parse(list("two", "three")).getElementById("part")); // each stands where another was
  equal(ticked(), ["two"]);

  morph($("part"), parse(list("zero", "one", "two", "three")).getElementById("part"));
  equal(ticked(), ["two"]);

  morph($("part"), parse(list("zero", "one", "three")).getElementById("part"));
  equal(ticked(), []);
});

test("keeps what is chosen, not its place among the choices", async () => {
  const list = (...values) => `<p id="part"><select id="under">${values.map((value) => `<option value="${value}">${value}</option>`).join("")}</select></p>`;
  show(list("a", "b", "c"));
  $("under").value = "b";

  morph($("part"), parse(list("new", "a", "b", "c")).getElementById("part"));
  equal($("under").value, "b");

  $("under").value = "new"; // it happens to be the first: nobody chose another
  morph($("part"), parse(list("newer", "new", "a", "b", "c")).getElementById("part"));
  equal($("under").value, "new");

  morph($("part"), parse(list("new", "a", "c")).getElementById("part"));
  ok(["new", "a", "c"].includes($("under").value));
});

test("replaces what is inside an element, and leaves the element itself", async () => {
  show('<div id="part" data-own="1"><p id="old">old</p><textarea id="field"></textarea></div>');
  $("field").value = "typed";

  morphInside($("part"), parse('<p id="new">new</p><textarea id="field"></textarea>').body);

  equal([$("part").dataset.own, $("new").textContent, $("old"), $("field").value], ["1", "new", null, "typed"]);
});

test("keeps elements, so that what listens to them goes on", async () => {
  const button = show().querySelector("button");
  let pressed = 0;
  button.addEventListener("click", () => { pressed++; });

  replace("Press", "Press again");
  $("button").click();

  equal([$("button") === button, pressed, button.textContent], [true, 1, "Press again"]);
});

test("knows which fields were touched", async () => {
  show();

  equal([...document.querySelectorAll("input, textarea, select")].filter(isTouched).length, 0);
  $("tick").checked = true;
  $("kind").value = "two";
  equal([...document.querySelectorAll("input, textarea, select")].filter(isTouched).map(({ id }) => id), ["kind", "tick"]);
});
