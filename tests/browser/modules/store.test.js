// What is kept on this device: for each kind of text and each person apart.
import { Store } from "/static/shared/store.js";
import { equal, test } from "./check.js";

test("keeps what it is given, over a reload", async () => {
  const kept = new Store("gist", "1").set("/a/", { text: "نص, Ünïcode", base_version: "3" });

  equal(kept, true);
  equal(new Store("gist", "1").get("/a/"), { text: "نص, Ünïcode", base_version: "3" });
  equal(new Store("gist", "1").get("/b/"), null);
});

test("keeps the texts of each person and of each kind apart", async () => {
  new Store("gist", "1").set("/a/", "of the first");
  new Store("gist", "12").set("/a/", "of the twelfth");
  new Store("draft", "1").set("/a/", "a draft");

  equal(new Store("gist", "1").all(), [["/a/", "of the first"]]);
  equal(new Store("gist", "2").get("/a/"), null);
});

test("removes one text and leaves the others", async () => {
  const store = new Store("desk", "1", "fr");
  store.set("1", "one");
  store.set("2", "two");

  store.remove("1");

  equal(store.all(), [["2", "two"]]);
});

test("says where the browser keeps nothing, and works on", async () => {
  const store = new Store("gist", "1");
  const most = "x".repeat(6_000_000); // beyond what a browser keeps for a site

  equal(store.set("/a/", most), false);
  equal(store.get("/a/"), null);
  equal(store.set("/a/", "little"), true);
});

test("takes what is no longer readable as nothing", async () => {
  localStorage.setItem("gist:1:/a/", "{half");

  equal(new Store("gist", "1").get("/a/"), null);
});
