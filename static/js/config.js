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
 * @property {{ url: string }} pack
 * @property {Record<string, { url: string }>} shapes by boundary set
 * @property {string} classes_url
 * @property {string} map_url
 * @property {string} table_url
 * @property {{ tiles: string[], attribution: string } | null} basemap
 * @property {Classification} classification
 * @property {Record<string, { name: string, kind: string, colors: Record<string, string[]> }>} palettes
 * @property {Record<string, { label: string, sign: string, pattern: string }>} statuses
 * @property {Record<string, string>} flags by bit
 * @property {Record<string, string>} periods labels by key
 * @property {{ largest: number, radius: number }} circles radius in thousandths of the map's width
 * @property {NumberFormat} number
 * @property {Record<string, string>} texts
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
  const template = /** @type {HTMLTemplateElement} */ (byId("map-texts"));
  /** @type {Record<string, string>} */
  const texts = {};
  for (const holder of template.content.querySelectorAll("[data-text]")) {
    texts[/** @type {HTMLElement} */ (holder).dataset.text ?? ""] = holder.textContent ?? "";
  }
  return { ...texts, ...config.texts };
}
