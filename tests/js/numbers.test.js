import assert from "node:assert/strict";
import { test } from "node:test";

import { differenceText, figureText, numberText, parsePrinted, ticks, toPrinted } from "../../static/js/numbers.js";

const german = { decimals: 1, decimal: ",", thousands: ".", unit: "%", unit_space: "\u202f" };
const english = { decimals: 1, decimal: ".", thousands: ",", unit: "%", unit_space: "" };
const whole = { ...german, decimals: 0, unit: "", unit_space: "" };

test("numbers are written as people here write them", () => {
  assert.equal(numberText(123456, german), "12.345,6");
  assert.equal(numberText(-5, german), "-0,5");
  assert.equal(numberText(0, german), "0,0");
  assert.equal(numberText(1000000, whole), "1.000.000");
  assert.equal(numberText(123456, english), "12,345.6");
});

test("a figure has its unit behind a narrow space, or none", () => {
  assert.equal(figureText(71, german), "7,1\u202f%");
  assert.equal(figureText(71, english), "7.1%");
  assert.equal(figureText(71, whole), "71");
});

test("a difference always has a sign", () => {
  assert.equal(differenceText(21, german, "Prozentpunkte"), "+2,1\u00a0Prozentpunkte");
  assert.equal(differenceText(-21, german, ""), "-2,1");
  assert.equal(differenceText(0, german, ""), "±0,0");
});

test("what people type is understood in either notation", () => {
  assert.deepEqual(["12,5", "12.5", "1.234,5", " 7 ", "-0,5", "x", "", "1,2,3"].map((text) => parsePrinted(text, german)), [
    125, 125, 12345, 70, -5, null, null, null,
  ]);
  assert.equal(parsePrinted("1.234", whole), 1234);
  assert.equal(parsePrinted("1.234", { ...german, decimals: 3 }), 1234);
  assert.equal(parsePrinted("1,234.5", english), 12345);
});

test("values become whole numbers without binary noise", () => {
  assert.equal(toPrinted(1.15, 2), 115);
  assert.equal(toPrinted(8.7, 1), 87);
});

test("an axis has round numbers and covers the values", () => {
  assert.deepEqual(ticks(71, 99, 3), [70, 80, 90, 100]);
  assert.deepEqual(ticks(5, 5, 3), [5]);
});
