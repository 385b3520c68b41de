import assert from "node:assert/strict";
import { test } from "node:test";

import { bins } from "../../static/js/bins.js";
import { layout, paths } from "../../static/js/chart-layout.js";
import { fill } from "../../static/js/texts.js";
import { folded } from "../../static/js/topics.js";

const point = (/** @type {number} */ period, /** @type {number | null} */ value) => ({ period, value, status: "A", flags: 0 });

test("a histogram holds every value once", () => {
  const found = bins([0, 1, 5, 10, null, 10], 5);
  assert.deepEqual(found, { low: 0, high: 10, width: 2, counts: [2, 0, 1, 0, 2] });
  assert.deepEqual(bins([7, 7], 5)?.counts, [2]);
  assert.equal(bins([null], 5), null);
});

test("a chart's axis covers all lines, and a gap leaves the line open", () => {
  const line = [point(0, 10), point(1, 20), point(2, null), point(3, 40)];
  const where = layout([line], 4, { width: 100, height: 100, left: 0, right: 0, top: 0, bottom: 0 });
  assert.deepEqual([where.x(0), where.x(3)], [0, 100]);
  assert.deepEqual([where.y(where.ticks[0]), where.y(where.ticks.at(-1) ?? 0)], [100, 0]);
  assert.equal(paths(line, [0, 1, 2, 3], where).length, 1);
});

test("words are filled in, in both notations; what is not given stays", () => {
  assert.equal(fill("{name}: %(value)s {x}", { name: "Nord", value: 5 }), "Nord: 5 {x}");
});

test("a search overlooks accents, capitals and ß", () => {
  assert.equal(folded("Größe ÄLTERER"), "grosse alterer");
});
