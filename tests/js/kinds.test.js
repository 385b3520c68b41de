import assert from "node:assert/strict";
import { test } from "node:test";

import { plainState } from "../../static/js/kinds.js";

const defaults = { method: "symmetric", k: 6, palette: "blue_orange" };

test("another kind of view leaves bounds, threshold and chosen classes behind, not areas and districts", () => {
  const state = {
    indicator: "exi_u15", period: "2023-12-31", method: "quantile", k: 8, palette: "green_purple", breaks: null,
    since: "2020-12-31", change: "percent", threshold: -1, min: -3, max: 4, only: ["0101"], within: "bezirk:1", area: "0101",
  };
  const view = /** @type {any} */ ({ state, config: { defaults } });
  assert.deepEqual(plainState(view), {
    ...state, ...defaults, since: null, change: null, threshold: null, min: null, max: null,
  });
});
