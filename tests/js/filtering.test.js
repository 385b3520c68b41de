import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { districtsOf, isFiltered, shownAreas, summaryOf } from "../../static/js/filtering.js";
import { looksOf } from "../../static/js/looks.js";
import { pack } from "./fixture.js";

const told = JSON.parse(readFileSync(new URL("fixtures/change.json", import.meta.url), "utf-8"));
const none = { min: null, max: null, only: /** @type {string[]} */ ([]), within: /** @type {string | null} */ (null) };
const filters = {
  all: none,
  range: { ...none, min: 0.1, max: 9.9 },
  only: { ...none, only: ["03", "05", "99"] },
  within: { ...none, within: "bezirk:1" },
  nowhere: { ...none, within: "bezirk:9" },
};

test("a filter leaves the areas that Python leaves; a range leaves gaps", () => {
  for (const [name, filter] of Object.entries(filters)) {
    assert.deepEqual(shownAreas(filter, pack(), pack().sections[1], 0, 1), told.filters[name], name);
  }
  assert.deepEqual(told.filters.range, [true, false, true, true]); // 6,0 · 0,0 · gap · 9,9
  assert.deepEqual([isFiltered(none), isFiltered(filters.within)], [false, true]);
});

test("figures of the shown areas are those of Python", () => {
  for (const { row, is_count, summary } of told.summaries) {
    assert.deepEqual(summaryOf(row, row.map(() => true), is_count), summary);
  }
});

test("districts are the coarser levels that have more than one area", () => {
  assert.deepEqual(districtsOf(pack(), pack().sections[1]), [
    { level: "bezirk", districts: [{ key: "bezirk:1", name: "West", place: 0 }, { key: "bezirk:2", name: "Ost", place: 1 }] },
  ]);
});

test("a hidden area has neither its value's colour nor a gap's hatch", () => {
  const manner = { paint: () => "#0000ff", breaks: [50], opacity: 1, highlight: null, circles: null, shown: [false, true, false, true] };
  const looks = looksOf(pack().sections[1], 0, manner);
  assert.deepEqual(looks.map((look) => look.color), ["#eceef2", "rgba(0,0,255,1)", "#eceef2", "rgba(0,0,255,1)"]);
  assert.deepEqual([looks[2].gap, looks[2].strength], ["", 0]);
});

test("circles of a change have a colour for each direction, their area is the size of the change", () => {
  const circles = { largest: 100, radius: 20, color: "#aa0000", colorBelow: "#0000aa" };
  const section = pack().sections[0];
  const looks = looksOf(section, 0, { paint: () => null, breaks: [], opacity: 1, highlight: null, circles });
  assert.deepEqual([looks[0].ring, looks[2].ring], ["rgba(170,0,0,1)", "rgba(0,0,170,1)"]);
  assert.ok(Math.abs(looks[2].radius ** 2 / looks[0].radius ** 2 - 7 / 50) < 1e-12);
});
