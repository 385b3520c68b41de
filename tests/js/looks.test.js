import assert from "node:assert/strict";
import { test } from "node:test";

import { gapCounts, gapsOf, looksOf, withAlpha } from "../../static/js/looks.js";
import { pack } from "./fixture.js";

const section = pack().sections[1];
const plain = { paint: () => "#0000ff", breaks: [50], opacity: 0.5, highlight: null, circles: null };

test("areas with a value are coloured, those without are hatched", () => {
  const looks = looksOf(section, 0, plain);
  assert.equal(looks[0].color, "rgba(0,0,255,0.5)");
  assert.deepEqual([looks[2].gap, looks[2].strength, looks[2].color], ["L", 1, "rgba(0,0,0,0)"]);
});

test("a highlighted class stands out, the others fade; gaps can be highlighted too", () => {
  const byClass = looksOf(section, 0, { ...plain, highlight: { legendClass: 1 } });
  assert.deepEqual(byClass.map((look) => look.strength), [1, 0.16, 0.16, 1]);
  const byGap = looksOf(section, 0, { ...plain, highlight: { gap: "L" } });
  assert.deepEqual(byGap.map((look) => look.strength), [0.16, 0.16, 1, 0.16]);
});

test("numbers become circles on white areas", () => {
  const looks = looksOf(section, 0, { ...plain, circles: { largest: 99, radius: 20, color: "#0000ff" } });
  assert.deepEqual(looks.map((look) => Math.round(look.radius)), [16, 0, 0, 20]);
  assert.equal(looks[0].color, "#ffffff");
});

test("gaps are counted by their reason, on one date and over all", () => {
  assert.deepEqual([...gapCounts(section, 0)], [["L", 1]]);
  assert.deepEqual(gapsOf(section), { statuses: ["L", "Q"], areas: new Set([2, 0]) });
});

test("opacity is put into the colour", () => {
  assert.equal(withAlpha("#102030", 0.8), "rgba(16,32,48,0.8)");
});
