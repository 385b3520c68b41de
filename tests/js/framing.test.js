import assert from "node:assert/strict";
import { test } from "node:test";

import { boxOf, isCovered, longerSide, positions } from "../../static/js/framing.js";

/** @type {import("geojson").Feature[]} */
const features = [
  { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [[[-1, -1], [1, -1], [1, 1], [-1, -1]]] } },
  { type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates: [[[[2, 0], [3, 0], [3, 1], [2, 0]]]] } },
];

test("the frame is the box around all outlines", () => {
  assert.deepEqual(boxOf(positions(features)), [-1, -1, 3, 1]);
});

test("a legend in the corner covers what lies under it, and only that", () => {
  const camera = { zoom: 0, center: { lng: 0, lat: 0 } };
  const frame = { width: 512, height: 512 };
  assert.equal(isCovered([[-170, -70]], camera, frame, { right: 100, top: 300 }), true);
  assert.equal(isCovered([[-170, 70]], camera, frame, { right: 100, top: 300 }), false);
  assert.equal(isCovered([[0, -70]], camera, frame, { right: 100, top: 300 }), false);
});

test("the whole world is one tile wide at zoom 0", () => {
  assert.equal(longerSide([-180, -1, 180, 1], 0), 512);
  assert.equal(longerSide([-180, -1, 180, 1], 1), 1024);
});
