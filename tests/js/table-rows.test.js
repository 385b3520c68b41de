import assert from "node:assert/strict";
import { test } from "node:test";

import { rowsOf, sorted } from "../../static/js/table-rows.js";
import { pack } from "./fixture.js";

const rows = () => rowsOf(pack().sections[1], 0, ["Öd", "Nord", "Zell", "Ost"], [50, 70]);
const order = (/** @type {import("../../static/js/table-rows.js").Sorting} */ sorting) => sorted(rows(), sorting, "de").map((row) => row.name);

test("rows say what the map says: value, status, class", () => {
  assert.deepEqual(rows().map(({ code, value, status, legendClass }) => [code, value, status, legendClass]), [
    ["01", 60, "A", 1], ["03", 0, "A", 0], ["04", null, "L", null], ["05", 99, "A", 2],
  ]);
});

test("names are sorted as in a German register, gaps stand last either way", () => {
  assert.deepEqual(order({ key: "name", descending: false }), ["Nord", "Öd", "Ost", "Zell"]);
  assert.deepEqual(order({ key: "value", descending: false }), ["Nord", "Öd", "Ost", "Zell"]);
  assert.deepEqual(order({ key: "value", descending: true }), ["Ost", "Öd", "Nord", "Zell"]);
  assert.deepEqual(order({ key: "code", descending: true }), ["Ost", "Zell", "Nord", "Öd"]);
});
