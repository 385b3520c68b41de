import assert from "node:assert/strict";
import { test } from "node:test";

import { rangesUrl } from "../../static/js/ranges.js";

/** @typedef {Parameters<typeof rangesUrl>[0]} Asked */

const defaults = {
  ...{ indicator: "a", level: "block", period: "2020", method: "regional_default", k: 5, palette: "blue", breaks: null },
  ...{ areas: [], area: null, opacity: 80, since: null, change: null, smoothed: false, threshold: null, below: "x", above: "y", sides: 2 },
  ...{ min: null, max: null, only: [], within: null, panel: null, x: "", layers: [], base: "", overlays: [] },
};

/** @param {object} state @param {string | null} url */
const asked = (state, url) => /** @type {Asked} */ (/** @type {unknown} */ ({ config: { ranges_url: url, defaults }, state: { ...defaults, ...state } }));

test("ranges are asked for by figures and date, not by looks or choices", () => {
  const one = rangesUrl(asked({ period: "2021" }, "/town/ranges.json"));
  assert.equal(one, "/town/ranges.json?indicator=a&level=block&period=2021");
  assert.equal(rangesUrl(asked({ period: "2021", area: "7", palette: "green", min: 3 }, "/town/ranges.json")), one);
});

test("a change has ranges of its own", () => {
  const url = rangesUrl(asked({ period: "2021", since: "2020", change: "points" }, "/town/ranges.json"));
  assert.equal(url, "/town/ranges.json?indicator=a&level=block&period=2021&since=2020&change=points");
});

test("nothing is asked for where there are none", () => {
  assert.equal(rangesUrl(asked({ period: "2021" }, null)), null);
});
