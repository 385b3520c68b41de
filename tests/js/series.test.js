import assert from "node:assert/strict";
import { test } from "node:test";

import { findArea, identities, reforms, runs, seriesOf, seriesOfWhole } from "../../static/js/series.js";
import { pack } from "./fixture.js";

const values = (/** @type {({ value: number | null } | null)[]} */ points) => points.map((point) => point && point.value);

test("an area that stayed the same runs on across the reform, from either side", () => {
  assert.deepEqual(values(seriesOf(pack(), 1, 0)), [50, 55, 60, null]);
  assert.deepEqual(values(seriesOf(pack(), 0, 0)), [50, 55, 60, null]);
  assert.deepEqual(values(seriesOf(pack(), 0, 2)), [-7, null, 0, 3]);
});

test("an area that the reform made or ended has no points beyond it", () => {
  assert.deepEqual(seriesOf(pack(), 1, 2).slice(0, 2), [null, null]);
  assert.deepEqual(seriesOf(pack(), 0, 1).slice(2), [null, null]);
  assert.deepEqual(identities(pack(), 1, 3), [null, 3]);
});

test("points carry the reason of a gap and their flags", () => {
  const points = seriesOf(pack(), 1, 0);
  assert.equal(points[3]?.status, "Q");
  assert.equal(points[1]?.flags, 1);
});

test("the city has a point on every date", () => {
  const read = pack();
  assert.deepEqual(values(seriesOfWhole(read, read.wholes[1].series, 0)), [50, 51, null, 53]);
});

test("a line breaks at a gap and where the area did not exist", () => {
  const point = (/** @type {number} */ period, /** @type {number | null} */ value) => ({ period, value, status: "A", flags: 0 });
  const found = runs([point(0, 1), point(1, 2), point(2, null), point(3, 4), null, point(5, 6)]);
  assert.deepEqual(found.map((run) => run.map((one) => one.period)), [[0, 1], [3], [5]]);
});

test("the first date on new boundaries is known", () => {
  assert.deepEqual(reforms(pack()), [{ period: 2, section: 1 }]);
});

test("a code is looked up on the shown boundaries first", () => {
  assert.deepEqual(findArea(pack(), "03", 0), { section: 0, area: 2 });
  assert.deepEqual(findArea(pack(), "05", 0), { section: 1, area: 3 });
  assert.equal(findArea(pack(), "99", 0), null);
});
