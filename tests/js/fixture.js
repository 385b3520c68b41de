import { readFileSync } from "node:fs";

import { decode } from "../../static/js/pack.js";

/** The pack of make_pack_fixture.py: as it goes on the wire, and its numbers in plain. */
export const fixture = JSON.parse(readFileSync(new URL("fixtures/pack.json", import.meta.url), "utf-8"));

export const pack = () => decode(structuredClone(fixture.wire));

/** Words that show which were asked for. */
export const say = (/** @type {string} */ key, /** @type {Record<string, string | number>} */ parts = {}) =>
  [key, ...Object.values(parts)].join(" ");
