import assert from "node:assert/strict";
import { test } from "node:test";

import { isQuarter, percentOf, problemsOf, sizeText } from "../../static/js/upload-rules.js";

const MEGABYTE = 1024 * 1024;
const several = { accept: [".csv", ".zip"], bytes: 100 * MEGABYTE, together: 300 * MEGABYTE, files: 3 };
const single = { ...several, files: 1, together: 100 * MEGABYTE };

/** @param {string} name @param {number} [megabytes] */
const file = (name, megabytes = 1) => ({ name, size: megabytes * MEGABYTE });
/** @param {{ name: string, size: number }[]} files @param {typeof several} limits */
const codes = (files, limits) => problemsOf(files, limits, ",").map((problem) => problem.code);

test("what fits may be sent", () => {
  assert.deepEqual(codes([file("Einwohner.CSV")], single), []);
  assert.deepEqual(codes([file("a.csv"), file("b.csv"), file("Notiz.pdf")], several), []);
});

test("nothing, a wrong kind and too many files are said before sending", () => {
  assert.deepEqual(codes([], several), ["nothing"]);
  assert.deepEqual(codes([file("a.pdf")], several), ["wrong_type"]);
  assert.deepEqual(codes([file("a.pdf"), file("b.pdf")], several), ["none_usable"]);
  assert.deepEqual(codes([file("a.csv"), file("b.csv")], single), ["only_one"]);
  assert.deepEqual(codes(["a", "b", "c", "d"].map((name) => file(`${name}.csv`)), several), ["too_many"]);
});

test("what is too large is said with its size", () => {
  const [problem] = problemsOf([file("a.csv", 100.5)], several, ",");
  assert.deepEqual(problem, { code: "too_large", parts: { name: "a.csv", size: "101 MB", most: "100 MB" } });
  assert.deepEqual(codes([file("a.csv", 100), file("b.csv", 100)], { ...several, together: 150 * MEGABYTE }), ["too_large_together"]);
});

test("sizes are written as people here write them", () => {
  assert.equal(sizeText(12, ","), "12 Byte");
  assert.equal(sizeText(2048, ","), "2 KB");
  assert.equal(sizeText(3.4 * MEGABYTE, ","), "3,4 MB");
  assert.equal(sizeText(3.4 * MEGABYTE, "."), "3.4 MB");
  assert.equal(sizeText(3 * MEGABYTE, ","), "3 MB");
});

test("100 per cent is only said of everything, and quarters are read out once", () => {
  assert.deepEqual([percentOf(0, 10), percentOf(9999, 10000), percentOf(10, 10)], [0, 99, 100]);
  assert.deepEqual([isQuarter(0, 24), isQuarter(24, 25), isQuarter(25, 49), isQuarter(49, 100)], [false, true, false, true]);
});
