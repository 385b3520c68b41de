import assert from "node:assert/strict";
import { test } from "node:test";

import { breaksFrom, breaksText, readState, writeState } from "../../static/js/state.js";

const defaults = {
  indicator: "exi_u15", level: "stadtteil", period: "2024-12-31", method: "regional_default", k: 5,
  palette: "blue", breaks: null, areas: [], area: null, opacity: 80, panel: null, x: "",
  since: null, change: null, smoothed: false, threshold: null, below: "blue", above: "orange", sides: 3, min: null, max: null, only: [], within: null,
  layers: [], base: "", overlays: [],
};

test("what goes without saying is left out of the address", () => {
  assert.equal(writeState(defaults, defaults), "?indicator=exi_u15&level=stadtteil&period=2024-12-31");
});

test("every state survives its address", () => {
  /** @type {import("../../static/js/state.js").State} */
  const state = {
    ...defaults, period: "2020/21", method: "manual", palette: "purple", breaks: [1.5, 2, 10], areas: ["0101", "ä b"],
    area: "02&03", opacity: 0, panel: "scatter", x: "dem_pop",
  };
  const address = writeState(state, defaults);
  assert.match(address, /period=2020\/21&method=manual&palette=purple&breaks=1,5;2;10/);
  assert.deepEqual(readState(address, defaults), state);
  const counted = { ...defaults, method: "quantile", k: 7 };
  assert.deepEqual(readState(writeState(counted, defaults), defaults), counted);
});

test("nonsense in the address gives way to the default", () => {
  const read = readState("?k=99&opacity=-1&breaks=a;b&areas=,,", defaults);
  assert.deepEqual(read, defaults);
});

test("own breaks are written with a comma, and read with either mark, ascending", () => {
  assert.equal(breaksText([1.5, 2]), "1,5;2");
  assert.deepEqual(breaksFrom("2 1,5;1.5"), [1.5, 2]);
  assert.equal(breaksFrom(""), null);
});

test("change, threshold and filter survive their address, and a threshold takes the method's place", () => {
  const changed = { ...defaults, since: "2015-12-31", change: "percent", min: -2.5, max: 0, only: ["01", "02"], within: "bezirk:1" };
  const address = writeState(changed, defaults);
  assert.match(address, /since=2015-12-31&change=percent&min=-2,5&max=0&only=01,02&within=bezirk:1/);
  assert.deepEqual(readState(address, defaults), changed);
  const smoothed = { ...defaults, smoothed: true };
  assert.match(writeState(smoothed, defaults), /&smoothed=1$/);
  assert.deepEqual(readState(writeState(smoothed, defaults), defaults), smoothed);
  const divided = { ...defaults, threshold: 12.5, below: "green", sides: 4 };
  assert.match(writeState({ ...divided, method: "quantile" }, defaults), /period=2024-12-31&threshold=12,5&below=green&sides=4$/);
  assert.deepEqual(readState(writeState(divided, defaults), defaults), divided);
});
