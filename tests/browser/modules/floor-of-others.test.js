// What a delegation's phone shows of others from a state alone, in the forms of the plural of each language.
import { inWords, showClock, showOthers } from "/static/floor/delegation/floor-of-others.js";
import { equal, test } from "./check.js";

const forms = (names) => [[0, "nobody"], ...[1, 2, 3, 11, 100].map((sample, place) => [sample, names[place]])];

test("has the form of the plural that each language has for a number", () => {
  const arabic = forms(["one", "two", "# few", "# many", "# other"]);
  equal([0, 1, 2, 3, 10, 11, 99, 100, 103].map((number) => inWords(number, arabic, "ar")),
    ["nobody", "one", "two", "3 few", "10 few", "11 many", "99 many", "100 other", "103 few"]);
  const russian = forms(["# request", "# few", "# few", "# many", "# many"]);
  equal([1, 2, 5, 21, 22, 111].map((number) => inWords(number, russian, "ru")),
    ["1 request", "2 few", "5 many", "21 request", "22 few", "111 many"]);
  const english = forms(["# request", "# requests", "# requests", "# requests", "# requests"]);
  equal([0, 1, 2, 30].map((number) => inWords(number, english, "en")), ["nobody", "1 request", "2 requests", "30 requests"]);
  const chinese = forms(Array(5).fill("# 项"));
  equal([1, 40].map((number) => inWords(number, chinese, "zh-hans")), ["1 项", "40 项"]);
});

const page = { language: "fr", original: "en", sentences: forms(Array(5).fill("# en attente")) };

function section(status = "open") {
  document.body.innerHTML = `<section data-status="${status}"><p class="room" hidden><span data-room="speaking" hidden>
    <strong data-room="name"></strong></span><span data-room="waiting"></span></p></section>
    <template class="own-names"><span data-code="en" lang="en" dir="ltr">English</span></template>`;
  return document.querySelector("section");
}

const shown = (root) => ["speaking", "name", "waiting"].map((name) => {
  const element = root.querySelector(`[data-room=${name}]`);
  return element.closest("[hidden]") ? null : element.textContent.replace(/\s+/g, " ").trim();
});

test("names who speaks in the language of the page, and how many wait", () => {
  const floor = section();

  showOthers(floor, { takes_requests: true, waiting: 4, speaking: { name: { fr: "Norvège", en: "Norway" } } }, page);
  equal(shown(floor), ["Norvège", "Norvège", "4 en attente"]);
  showOthers(floor, { takes_requests: true, waiting: 0, speaking: null }, page);
  equal(shown(floor), [null, null, "nobody"]);
  showOthers(floor, { takes_requests: false, waiting: 0, speaking: null }, page);
  equal(shown(floor), [null, null, null]);
});

test("says in which language a name is that has no translation", () => {
  const floor = section();

  showOthers(floor, { takes_requests: true, waiting: 1, speaking: { name: { fr: "", en: "Norway" } } }, page);

  equal(shown(floor)[1], "Norway English");
  equal(floor.querySelector("[lang=en]").textContent, "Norway");
});

test("does not name the speaker to the delegation that speaks itself", () => {
  const floor = section("speaking");

  showOthers(floor, { takes_requests: true, waiting: 2, speaking: { name: { fr: "Norvège" } } }, page);

  equal(shown(floor), [null, null, "2 en attente"]);
});

test("pauses the own clock, and adds time to it", () => {
  document.body.innerHTML = `<section><p class="clock" data-given="1000" data-allowed="180000" data-paused="">
    <span class="paused" hidden>paused</span></p></section>`;
  const floor = document.querySelector("section"), clock = floor.querySelector(".clock");
  const speaking = { id: 7, given_at: 1000, allowed: 240000, paused_at: 5000, paused_for: 2000 };

  showClock(floor, { speaking: { ...speaking, id: 8 }, requests: [{ id: 7 }] });
  equal([clock.dataset.allowed, floor.querySelector(".paused").hidden], ["180000", true]);
  showClock(floor, { speaking, requests: [{ id: 7 }] });
  equal([clock.dataset.given, clock.dataset.allowed, clock.dataset.paused], ["1000", "242000", "5000"]);
  equal(floor.querySelector(".paused").hidden, false);
  showClock(floor, { speaking: { ...speaking, paused_at: null }, requests: [{ id: 7 }] });
  equal([clock.dataset.paused, floor.querySelector(".paused").hidden], ["", true]);
});
