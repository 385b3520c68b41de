import assert from "node:assert/strict";
import { test } from "node:test";

import { backdropOf, backdropWord, groundParts, readGround } from "../../static/js/ground-state.js";
import { categoryOf, legendKeys, placesIn, tipOf } from "../../static/js/layers.js";
import { found } from "../../static/js/search-words.js";
import { ticksOf } from "../../static/js/ticks.js";

const nothing = { layers: [], base: "", overlays: [] };
const withDefaults = { layers: [], base: "grey", overlays: ["noise"] };

/** @param {string} search @param {typeof nothing | typeof withDefaults} defaults */
const read = (search, defaults) => readGround(new URLSearchParams(search), defaults);

test("layers and background survive their address", () => {
  const state = { layers: ["kitas", "tram"], base: "grey:60", overlays: ["noise", "air:40"] };
  assert.deepEqual(groundParts(state, nothing), { layers: "kitas,tram", base: "grey:60", overlays: "noise,air:40" });
  assert.deepEqual(read("layers=kitas,tram&base=grey:60&overlays=noise,air:40", nothing), state);
});

test("what is on by default is left out of the address, and switching it off stays in it", () => {
  assert.deepEqual(groundParts(withDefaults, withDefaults), { layers: "", base: "", overlays: "" });
  assert.deepEqual(read("", withDefaults), withDefaults);
  assert.deepEqual(groundParts(nothing, withDefaults), { layers: "", base: "none", overlays: "none" });
  assert.deepEqual(read("base=none&overlays=none", withDefaults), nothing);
});

test("a background the operator does not have is no background, and nonsense no opacity", () => {
  const known = [{ key: "grey", opacity: 80 }];
  assert.equal(backdropOf("red", known), null);
  assert.deepEqual(backdropOf("grey:x", known), { key: "grey", opacity: 80 });
  assert.deepEqual(backdropOf("grey:999", known), { key: "grey", opacity: 100 });
  assert.equal(backdropWord("grey", 80, 80), "grey");
  assert.equal(backdropWord("grey", 35, 80), "grey:35");
});

const key = (/** @type {string} */ label) => ({ label, color: "#000000", path: "M0 0Z", dash: "" });
/** @type {import("../../static/js/layers.js").Layer} */
const kitas = {
  key: "kitas", name: "Kitas", kind: "point", count: 3, url: "", page_url: "", origin: "", least_zoom: 0,
  columns: ["Plätze", "Telefon"], is_internal: false, keys: [key("städtisch"), key("kirchlich")], other: key("Sonstige"),
};
const told = (/** @type {string} */ name, category = 0, /** @type {string[]} */ areas = []) => ({
  name, category, texts: ["35", ""], areas: { now: areas },
});
const file = {
  features: [told("Kita 10", 0, ["01"]), told("Kita 9", -1, ["01"]), told("Ärger", 1, ["02"])].map((properties, id) => ({
    id, properties, geometry: /** @type {import("geojson").Point} */ ({ type: "Point", coordinates: [0, 0] }),
  })),
};

test("a place tells name, category and what is filled in", () => {
  assert.deepEqual(tipOf(kitas, told("", 1), "ohne Namen"), ["ohne Namen", "Kitas: kirchlich", "Plätze: 35"]);
  assert.equal(categoryOf({ ...kitas, keys: [key("Kitas")] }, told("x", -1)), "");
});

test("the places of an area come by name, numbers by size", () => {
  assert.deepEqual(placesIn(file, "now", "01", "de").map(({ name }) => name), ["Kita 9", "Kita 10"]);
  assert.deepEqual(placesIn(file, "before", "01", "de"), []);
});

test("the legend names others only where there are any", () => {
  assert.deepEqual(legendKeys(kitas, file).map(({ label }) => label), ["städtisch", "kirchlich", "Sonstige"]);
  assert.equal(legendKeys(kitas, { features: file.features.slice(2) }).length, 2);
  assert.equal(legendKeys(kitas, undefined).length, 2);
});

const areas = [["0101", "Altstadt"], ["0602", "Grünwinkel"], ["0503", "Gießereiviertel"], ["0204", "Am Grünen Tor"]].map(([code, name]) => ({ code, name }));

test("areas are found by parts of names and codes, with or without umlauts", () => {
  const names = (/** @type {string} */ query) => found(areas, query).map(({ name }) => name);
  assert.deepEqual(names("grun"), ["Grünwinkel", "Am Grünen Tor"]);
  assert.deepEqual(names("Gruen"), ["Grünwinkel", "Am Grünen Tor"]);
  assert.deepEqual(names("GRÜN tor"), ["Am Grünen Tor"]);
  assert.deepEqual(names("giesse"), ["Gießereiviertel"]);
  assert.deepEqual(names("05"), ["Gießereiviertel"]);
  assert.deepEqual(names("xyz"), []);
  assert.equal(names("  ").length, areas.length);
});

for (const room of [150, 260, 420, 900]) {
  test(`no two of 48 quarters' labels overlap on ${room} pixels, and both ends are told`, () => {
    const widths = Array.from({ length: 48 }, (_, at) => 92 + (at % 3));
    const ticks = ticksOf(widths, room, 10, 18);
    const boxes = ticks.flatMap(({ isShown, shift }, at) => (isShown ? [[(at / 47) * room - shift, (at / 47) * room - shift + widths[at]]] : []));
    for (const [at, [left]] of boxes.entries()) assert.ok(at === 0 || left >= boxes[at - 1][1] + 10);
    assert.ok(boxes[0][0] >= -18 && boxes[boxes.length - 1][1] <= room + 18);
    assert.ok(ticks[47].isShown);
    assert.equal(ticks[0].isShown, room > 150);
  });
}

test("all labels are shown where there is room", () => {
  assert.ok(ticksOf([30, 30, 30, 30], 400, 10, 18).every(({ isShown }) => isShown));
  assert.deepEqual(ticksOf([30], 400, 10, 18), [{ isShown: true, shift: 15 }]);
});
