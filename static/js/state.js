/**
 * The whole state of a view, and its address.
 *
 * @typedef {FigureState & import("./ground-state.js").GroundState} State
 *
 * @typedef {object} FigureState
 * @property {string} indicator
 * @property {string} level
 * @property {string} period key
 * @property {string} method
 * @property {number} k
 * @property {string} palette
 * @property {number[] | null} breaks manual breaks in the indicator's unit
 * @property {string[]} areas codes to compare
 * @property {string | null} area code
 * @property {number} opacity 0 to 100
 * @property {string | null} since key of the date a change counts from; null where none is shown
 * @property {string | null} change how it is told: points, absolute, percent
 * @property {boolean} smoothed whether the smoothed figures are shown
 * @property {number | null} threshold in the indicator's unit
 * @property {string} below palette of the areas below it
 * @property {string} above palette of the areas from it on
 * @property {number} sides classes on each side of it
 * @property {number | null} min lowest value shown
 * @property {number | null} max highest value shown
 * @property {string[]} only codes of the areas shown, empty for all
 * @property {string | null} within level and code of the district shown: "bezirk:03"
 * @property {Panel | null} panel what is open below the map
 * @property {string} x key of the second indicator of the scatter plot, "" for the first one there is
 */

import { groundParts, readGround } from "./ground-state.js";

/** @typedef {"table" | "ranking" | "series" | "scatter"} Panel */

/** @type {Panel[]} */
export const PANELS = ["table", "ranking", "series", "scatter"];

/** Methods that take no number of classes, as in atlas/selection.py. */
const WITHOUT_K = ["regional_default", "manual"];

/**
 * @param {string} search "?period=2020-12-31&…"
 * @param {State} defaults
 * @returns {State}
 */
export function readState(search, defaults) {
  const given = new URLSearchParams(search);
  const text = (/** @type {string} */ name, /** @type {string} */ otherwise) => given.get(name) || otherwise;
  return {
    indicator: text("indicator", defaults.indicator),
    level: text("level", defaults.level),
    period: text("period", defaults.period),
    method: text("method", defaults.method),
    k: wholeNumber(given.get("k"), 2, 9) ?? defaults.k,
    palette: text("palette", defaults.palette),
    breaks: given.get("breaks") ? breaksFrom(text("breaks", "")) : defaults.breaks,
    areas: [...new Set(text("areas", "").split(",").filter(Boolean))],
    area: given.get("area") || null,
    opacity: wholeNumber(given.get("opacity"), 0, 100) ?? defaults.opacity,
    ...readViews(given, defaults),
    ...readGround(given, defaults),
    panel: panelFrom(given),
    x: text("x", ""),
  };
}

/**
 * The address' query: indicator, level and period always, the rest where it differs from the default.
 * @param {State} state
 * @param {State} defaults
 * @returns {string} starts with "?"
 */
export function writeState(state, defaults) {
  const manual = state.method === "manual" && state.breaks;
  const hasThreshold = state.threshold !== null; // it takes the method's place
  const isUsual = state.method === defaults.method && state.k === defaults.k;
  const parts = {
    indicator: state.indicator,
    level: state.level,
    period: state.period,
    method: state.method === defaults.method || hasThreshold ? "" : state.method,
    k: WITHOUT_K.includes(state.method) || hasThreshold || isUsual ? "" : String(state.k),
    palette: state.palette === defaults.palette ? "" : state.palette,
    breaks: manual && !hasThreshold ? breaksText(manual) : "",
    areas: state.areas.join(","),
    area: state.area ?? "",
    opacity: state.opacity === defaults.opacity ? "" : String(state.opacity),
    ...viewParts(state, defaults),
    ...groundParts(state, defaults),
    panel: state.panel ?? "",
    x: state.panel === "scatter" ? state.x : "",
  };
  const given = Object.entries(parts).filter(([, text]) => text);
  return `?${given.map(([name, text]) => `${name}=${plain(text)}`).join("&")}`;
}

/**
 * The planner's views: change, threshold, filter.
 * @param {URLSearchParams} given
 * @param {State} defaults
 */
function readViews(given, defaults) {
  const number = (/** @type {string} */ name) => breaksFrom(given.get(name) ?? "")?.[0] ?? null;
  return {
    since: given.get("since") || null,
    change: given.get("change") || null,
    smoothed: given.get("smoothed") === "1",
    threshold: number("threshold"),
    below: given.get("below") || defaults.below,
    above: given.get("above") || defaults.above,
    sides: wholeNumber(given.get("sides"), 2, 5) ?? defaults.sides,
    min: number("min"),
    max: number("max"),
    only: [...new Set((given.get("only") ?? "").split(",").filter(Boolean))],
    within: given.get("within") || null,
  };
}

/**
 * @param {State} state
 * @param {State} defaults
 */
function viewParts(state, defaults) {
  const text = (/** @type {number | null} */ number) => (number === null ? "" : breaksText([number]));
  const hasThreshold = state.threshold !== null;
  return {
    since: state.since ?? "",
    change: (state.since && state.change) || "",
    smoothed: state.smoothed ? "1" : "",
    threshold: text(state.threshold),
    below: hasThreshold && state.below !== defaults.below ? state.below : "",
    above: hasThreshold && state.above !== defaults.above ? state.above : "",
    sides: hasThreshold && state.sides !== defaults.sides ? String(state.sides) : "",
    min: text(state.min),
    max: text(state.max),
    only: state.only.join(","),
    within: state.within ?? "",
  };
}

/**
 * `view=table` is what addresses said before there were charts.
 * @param {URLSearchParams} given
 * @returns {Panel | null}
 */
function panelFrom(given) {
  const asked = PANELS.find((panel) => panel === given.get("panel"));
  return asked ?? (given.get("view") === "table" ? "table" : null);
}

/**
 * Escaped, but for the marks that are harmless in a query and better read bare.
 * @param {string} text
 */
function plain(text) {
  return encodeURIComponent(text).replace(/%(2C|3B|3A|2F)/g, decodeURIComponent);
}

/**
 * Manual breaks as the address takes them: "1,5;2".
 * @param {number[]} breaks
 */
export function breaksText(breaks) {
  return breaks.map((value) => String(value).replace(".", ",")).join(";");
}

/**
 * @param {string} text parted by semicolons or spaces, with a comma or a point for decimals
 * @returns {number[] | null} ascending; null unless all are numbers
 */
export function breaksFrom(text) {
  const words = text.replaceAll(";", " ").split(/\s+/).filter(Boolean);
  const found = words.map((word) => Number(word.replace(",", ".")));
  if (found.length === 0 || !found.every(Number.isFinite)) return null;
  return [...new Set(found)].sort((a, b) => a - b);
}

/**
 * @param {string | null} text
 * @param {number} least
 * @param {number} most
 * @returns {number | null}
 */
function wholeNumber(text, least, most) {
  if (text === null || !/^\d+$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}
