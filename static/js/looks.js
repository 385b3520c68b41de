/**
 * How every area looks on a date, and what the legend counts there.
 *
 * @import { Look } from "./map.js"
 * @import { Section } from "./pack.js"
 *
 * @typedef {{ legendClass: number } | { gap: string } | null} Highlight
 *
 * @typedef {object} Manner
 * @property {(value: number | null) => string | null} paint
 * @property {number[]} breaks printed
 * @property {number} opacity 0 to 1
 * @property {Highlight} highlight
 * @property {{ largest: number, radius: number, color: string, colorBelow?: string } | null} circles where numbers are
 *   drawn so; `colorBelow` for those below zero
 * @property {boolean[]} [shown] by area; the others are left out by a filter
 */
import { circleRadius, classIndex } from "./classes.js";
import { statusOf } from "./pack.js";

const DIMMED = 0.16;
const CLEAR = "rgba(0,0,0,0)";
const PAPER = "#ffffff";
const HIDDEN = "#eceef2"; // as in atlas/static_map.py

/**
 * @param {Section} section
 * @param {number} row
 * @param {Manner} manner
 * @returns {Look[]} by area
 */
export function looksOf(section, row, manner) {
  const tint = tinter(manner);
  return section.series.values[row].map((value, area) => {
    if (manner.shown && !manner.shown[area]) return { color: HIDDEN, gap: "", strength: 0, radius: 0, ring: CLEAR };
    const status = value === null ? statusOf(section.series, row, area) : "";
    const strength = stands(manner, value, status) ? 1 : DIMMED;
    if (value === null) return { color: CLEAR, gap: status, strength, radius: 0, ring: CLEAR };
    if (!manner.circles) return { color: tint(value, strength), gap: "", strength, radius: 0, ring: CLEAR };
    const { largest, radius, color, colorBelow } = manner.circles;
    const ring = withAlpha(value < 0 && colorBelow ? colorBelow : color, strength * manner.opacity);
    return { color: PAPER, gap: "", strength, radius: circleRadius(value, largest, radius), ring };
  });
}

/**
 * Colours with their opacity, each made once.
 * @param {Manner} manner
 * @returns {(value: number, strength: number) => string}
 */
function tinter(manner) {
  /** @type {Map<string, string>} */
  const made = new Map();
  return (value, strength) => {
    const color = manner.paint(value) ?? PAPER;
    const name = color + strength;
    let tinted = made.get(name);
    if (!tinted) made.set(name, (tinted = withAlpha(color, strength * manner.opacity)));
    return tinted;
  };
}

/**
 * @param {Manner} manner
 * @param {number | null} value
 * @param {string} status
 */
function stands({ highlight, breaks }, value, status) {
  if (!highlight) return true;
  if ("gap" in highlight) return status === highlight.gap;
  return value !== null && classIndex(value, breaks) === highlight.legendClass;
}

/**
 * @param {string} color "#rrggbb"
 * @param {number} alpha
 */
export function withAlpha(color, alpha) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return `rgba(${red},${green},${blue},${Math.round(alpha * 1000) / 1000})`;
}

/**
 * @param {Section} section
 * @param {number} row
 * @param {boolean[]} [shown] by area
 * @returns {Map<string, number>} shown areas without a value, by status
 */
export function gapCounts(section, row, shown) {
  const counts = new Map();
  section.series.values[row].forEach((value, area) => {
    if (value !== null || (shown && !shown[area])) return;
    const status = statusOf(section.series, row, area);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  });
  return counts;
}

/**
 * Which gaps a section has on any date, and where.
 * @param {Section} section
 * @returns {{ statuses: string[], areas: Set<number> }}
 */
export function gapsOf(section) {
  const statuses = new Set();
  const areas = new Set();
  section.series.values.forEach((row, at) =>
    row.forEach((value, area) => {
      if (value !== null) return;
      statuses.add(statusOf(section.series, at, area));
      areas.add(area);
    }),
  );
  return { statuses: [...statuses], areas };
}
