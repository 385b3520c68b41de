import assert from "node:assert/strict";
import { test } from "node:test";

import { cityOf, codes, decode, dense, placeOf, places, shownPeriods, statusOf, sums } from "../../static/js/pack.js";
import { fixture, pack } from "./fixture.js";

test("a pack that Python wrote reads as the numbers it was made of", () => {
  const read = pack();
  assert.deepEqual(read.sections[0].series.values, fixture.plain.alt);
  assert.deepEqual(read.sections[1].series.values, fixture.plain.neu);
  assert.deepEqual(read.wholes.map((whole) => whole.series.values), [fixture.plain.bezirk, fixture.plain.stadt]);
});

test("after a gap the next difference counts from the last known value", () => {
  assert.deepEqual(sums([[5, 1], [null, 1], [2, -2]]), [[5, 1], [null, 2], [7, 0]]);
});

test("a gap has its reason, a value and a zero have none", () => {
  const [old, young] = pack().sections;
  assert.equal(statusOf(old.series, 0, 1), "Q");
  assert.equal(statusOf(old.series, 1, 2), "O");
  assert.equal(statusOf(young.series, 0, 1), "A");
});

test("sparse codes are pairs of area and code", () => {
  assert.deepEqual([...dense([3, "Q", 7, "L"])], [[3, "Q"], [7, "L"]]);
});

test("codes come as steps where they are numbers of one width, else as they are", () => {
  assert.deepEqual(codes({ width: 4, steps: [101, 1, 99] }), ["0101", "0102", "0201"]);
  assert.deepEqual(codes(["A1", "B"]), ["A1", "B"]);
});

test("a place is told by its distance from the one after the last known", () => {
  assert.deepEqual(places([0, 0, null, 1, -4]), [0, 1, null, 3, 0]);
});

test("each date lies on its boundary set", () => {
  assert.deepEqual([0, 1, 2, 3].map((period) => placeOf(pack(), period)), [
    { section: 0, row: 0 }, { section: 0, row: 1 }, { section: 1, row: 0 }, { section: 1, row: 1 },
  ]);
  assert.throws(() => placeOf(pack(), 4), /no section/);
});

test("dates without areas are not shown, and the city is the level of one area", () => {
  const read = pack();
  read.periods.push({ key: "2030", kind: "year", start: "2030-01-01", end: "2030-12-31" });
  assert.deepEqual(shownPeriods(read), [0, 1, 2, 3]);
  assert.equal(cityOf(read)?.level, "stadt");
});

test("a pack of another format is refused", () => {
  assert.throws(() => decode({ format: 1 }), /format 1/);
});
