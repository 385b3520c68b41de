import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { changePack, difference, earlierPeriods, whyNotSince } from "../../static/js/change.js";
import { statusOf } from "../../static/js/pack.js";
import { pack } from "./fixture.js";

const told = JSON.parse(readFileSync(new URL("fixtures/change.json", import.meta.url), "utf-8"));

/** @param {import("../../static/js/pack.js").Series} series */
function plain(series) {
  const cells = series.values.flatMap((row, at) => row.map((_, area) => [at, area]));
  return {
    values: series.values,
    status: cells.map(([at, area]) => [at, area, statusOf(series, at, area)]),
    flags: cells.map(([at, area]) => [at, area, series.flags[at].get(area) ?? 0]),
  };
}

test("the changes of a pack are those of Python: values, gaps and remarks, the city's too", () => {
  assert.ok(told.changes.length >= 6);
  for (const { periods, areas, wholes, ...change } of told.changes) {
    const made = changePack(pack(), change);
    assert.deepEqual(made.sections.map((section) => section.periods), [periods]);
    assert.deepEqual(plain(made.sections[0].series), areas);
    for (const whole of made.wholes) assert.deepEqual(plain(whole.series), wholes[whole.level]);
  }
});

test("single differences are rounded as in Python", () => {
  for (const [earlier, later, way, expected] of told.differences) {
    assert.equal(difference(earlier, later, way), expected, `${earlier} → ${later} ${way}`);
  }
});

test("only dates of the same boundaries can be compared, and the reform is named", () => {
  assert.deepEqual([0, 1, 2, 3].map((period) => earlierPeriods(pack(), period)), told.earlier);
  assert.deepEqual([0, 1, 2, 3].map((period) => whyNotSince(pack(), period)), ["none", null, { reform: "2021" }, { reform: "2021" }]);
});
