/**
 * Fetch pack, shapes and classes; each address once.
 *
 * @import { Topology } from "topojson-specification"
 * @import { Classification } from "./classes.js"
 * @import { Pack } from "./pack.js"
 */
import { decode } from "./pack.js";

/** @type {Map<string, Promise<any>>} */
const asked = new Map();

/**
 * @param {string} url
 * @returns {Promise<any>}
 */
function json(url) {
  const before = asked.get(url);
  if (before) return before;
  const answer = fetch(url).then((response) => {
    if (!response.ok) throw new Error(`${url} answers ${response.status}`);
    return response.json();
  });
  asked.set(url, answer);
  answer.catch(() => asked.delete(url));
  return answer;
}

/**
 * @param {string} url
 * @returns {Promise<Pack>}
 */
export async function loadPack(url) {
  return decode(await json(url));
}

/**
 * @param {string} url
 * @returns {Promise<Topology>}
 */
export function loadShapes(url) {
  return json(url);
}

/**
 * @param {string} url
 * @returns {Promise<Classification>}
 */
export function loadClasses(url) {
  return json(url);
}

/**
 * @param {string} url
 * @returns {Promise<import("./layers.js").LayerFile>}
 */
export function loadLayer(url) {
  return json(url);
}

/**
 * @param {string} url
 * @returns {Promise<import("./ranges.js").Ranges>}
 */
export function loadRanges(url) {
  return json(url);
}

/**
 * An answer the page came with need not be asked for.
 * @param {string} url
 * @param {Classification} classification
 */
export function knowClasses(url, classification) {
  asked.set(url, Promise.resolve(classification));
}
