/**
 * What the server tells the scripts of the map page (atlas/views.py).
 *
 * @import { Classification } from "./classes.js"
 * @import { NumberFormat } from "./numbers.js"
 * @import { State } from "./state.js"
 *
 * @typedef {object} Config
 * @property {{ key: string, name: string, box: [number, number, number, number] }} region
 * @property {string} language
 * @property {string} kind
 * @property {State} state
 * @property {State} defaults
 * @property {import("./change.js").Change | null} change what is shown instead of the figures themselves
 * @property {{ number: NumberFormat, ways: string[], periods: Record<string, string> }} plain the figures themselves
 * @property {{ url: string }} pack
 * @property {Record<string, { url: string }>} shapes by boundary set
 * @property {string} classes_url
 * @property {string | null} ranges_url null where the figures have no intervals
 * @property {string} map_url
 * @property {string} areas_url of the shown level: an area's code leads on to its profile
 * @property {string} values_url an area's code leads on to where its number comes from
 * @property {string} table_url
 * @property {import("./layers.js").Layer[]} layers of points and lines
 * @property {import("./basemap.js").Backdrop[]} backdrops the operator's background maps
 * @property {Classification} classification
 * @property {Record<string, { name: string, kind: string, colors: Record<string, string[]> }>} palettes
 * @property {Record<string, { label: string, sign: string, pattern: string }>} statuses
 * @property {Record<string, string>} flags by bit
 * @property {Record<string, string>} periods labels by key
 * @property {{ largest: number, radius: number }} circles radius in thousandths of the map's width
 * @property {NumberFormat} number
 * @property {Record<string, Openness> | null} openness by date, for staff; null where all figures are public
 * @property {Origin} origin where the figures come from
 * @property {{ key: string, name: string, url: string, source: string, is_internal: boolean }[]} others indicators of the same level
 * @property {string} compare_url
 * @property {Record<string, string>} texts
 *
 * @typedef {object} Openness
 * @property {"public" | "partly" | "internal"} state
 * @property {string[]} areas codes whose figure is internal, where only some are
 *
 * @typedef {object} Origin
 * @property {string} source
 * @property {string} released
 * @property {Record<string, string>} boundaries by boundary set
 * @property {boolean} is_internal
 */
import { byId } from "./dom.js";

/** @returns {Config} */
export function readConfig() {
  return JSON.parse(byId("map-config").textContent ?? "");
}

/**
 * @param {Config} config
 * @returns {Record<string, string>}
 */
export function readTexts(config) {
  return { ...templateTexts("map-texts"), ...templateTexts("chart-texts"), ...config.texts };
}

/**
 * @param {string} id of a template that holds words
 * @returns {Record<string, string>}
 */
export function templateTexts(id) {
  const template = /** @type {HTMLTemplateElement} */ (byId(id));
  const holders = /** @type {HTMLElement[]} */ ([...template.content.querySelectorAll("[data-text]")]);
  return Object.fromEntries(holders.map((holder) => [holder.dataset.text ?? "", holder.textContent ?? ""]));
}
