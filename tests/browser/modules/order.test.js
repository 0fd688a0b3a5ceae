// Which rows of a booth's list are marked as moved.
import { moved } from "/static/floor/booth/order.js";
import { equal, test } from "./check.js";

test("marks nobody when the first has got the floor and others have come behind", () => {
  equal(moved(["a", "b", "c"], ["b", "c", "d"]), []);
  equal(moved([], ["a", "b"]), []);
  equal(moved(["a"], []), []);
});

test("marks those who have changed places", () => {
  equal(moved(["a", "b", "c"], ["a", "c", "b"]), ["c", "b"]);
  equal(moved(["a", "b", "c", "d"], ["c", "b", "d"]), ["c", "b"]);
});

test("marks whoever came in between, and not those who stood there", () => {
  equal(moved(["a", "b"], ["reply", "a", "b"]), ["reply"]);
  equal(moved(["a", "b"], ["a", "reply", "b", "c"]), ["reply"]);
});
