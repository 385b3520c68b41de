import assert from "node:assert/strict";
import { test } from "node:test";

import { circleRadius, classCounts, classIndex, ownClasses, painter, printedBreaks, rampColor } from "../../static/js/classes.js";
import { say } from "./fixture.js";

const classification = {
  method: "quantile", k: 3, decimals: 1, breaks: [5, 10.1], lowest: 0, highest: 20,
  colors: ["#111111", "#222222", "#333333"], labels: ["a", "b", "c"], diverging_class: null,
  scale: null, ramp: [], goodness: null, notes: [], method_label: "", scope: "", threshold: null,
};

test("a break opens the next class, the last class is closed", () => {
  assert.deepEqual([49, 50, 100, 101, 5000].map((value) => classIndex(value, [50, 101])), [0, 1, 1, 2, 2]);
  assert.equal(classIndex(null, [50]), null);
  assert.equal(classIndex(3, []), 0);
});

test("gaps count for no class", () => {
  assert.deepEqual(classCounts([null, 1, 50, 60], [50, 101]), [1, 2, 0]);
});

test("breaks become the whole numbers they were printed from", () => {
  assert.deepEqual(printedBreaks({ ...classification, decimals: 2, breaks: [2.68, 0.29, 1.15] }), [268, 29, 115]);
});

test("the painter gives the class its colour and a gap none", () => {
  const paint = painter(classification);
  assert.deepEqual([null, 49, 50, 101].map(paint), [null, "#111111", "#222222", "#333333"]);
});

test("unclassed values take their colour from the ramp, outliers the colour of its end", () => {
  const paint = painter({ ...classification, scale: [0, 10], ramp: ["#000000", "#ffffff"] });
  assert.deepEqual([-50, 0, 50, 100, 900].map(paint), ["#000000", "#000000", "#808080", "#ffffff", "#ffffff"]);
  assert.equal(rampColor(3, 3, 3, ["#000000", "#ffffff"]), "#808080");
});

test("the area of a circle stands for the number", () => {
  assert.equal(circleRadius(100, 100, 30), 30);
  assert.equal(circleRadius(25, 100, 30), 15);
  assert.equal(circleRadius(null, 100, 30), 0);
});

test("own breaks make their classes without the server", () => {
  const colors = { 2: ["#aaaaaa", "#bbbbbb"], 3: ["#000001", "#000002", "#000003"] };
  const made = ownClasses(classification, [55, 80], colors, (value, isEnd) => value / 10 + (isEnd ? " %" : ""), say, "own");
  assert.deepEqual(made.breaks, [5.5, 8]);
  assert.deepEqual(made.labels, ["range_below 5.5 %", "range_between 5.5 8 %", "range_from 8 %"]);
  assert.deepEqual(made.colors, colors[3]);
});
