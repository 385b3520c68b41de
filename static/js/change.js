/**
 * The change of an indicator since an earlier date, as a pack of its own: atlas/change.py reckons
 * the same. Whole printed numbers in, whole printed numbers out.
 *
 * @import { Pack, Section, Series, Whole } from "./pack.js"
 *
 * @typedef {"points" | "absolute" | "percent"} Way
 *
 * @typedef {object} Change
 * @property {string} since key of a period
 * @property {Way} way
 * @property {string} boundary_set that holds both dates
 */
import { statusOf } from "./pack.js";

const STRONGEST_FIRST = ["N", "Q", "L", "M", "O"];

/**
 * @param {number | null} earlier
 * @param {number | null} later
 * @param {Way} way
 * @returns {number | null} in per cent with one decimal (as tenths), else in the unit of both; null where there is none
 */
export function difference(earlier, later, way) {
  if (earlier === null || later === null) return null;
  if (way !== "percent") return later - earlier;
  if (earlier <= 0) return null;
  const thousandths = 1000 * (later - earlier);
  const size = Math.floor((2 * Math.abs(thousandths) + earlier) / (2 * earlier)); // half away from zero
  return thousandths >= 0 ? size : 0 - size;
}

/**
 * The pack whose figures are the changes up to each later date on that boundary set.
 * @param {Pack} pack
 * @param {Change} change
 * @returns {Pack}
 */
export function changePack(pack, { since, way, boundary_set }) {
  const start = pack.periods.findIndex((period) => period.key === since);
  const section = pack.sections.find((one) => one.boundarySet === boundary_set);
  if (start === -1 || !section) throw new Error(`no change since ${since} on ${boundary_set}`);
  const later = section.periods.filter((period) => precedes(pack, start, period));
  const rows = later.map((period) => section.periods.indexOf(period));
  const series = differences(section.series, section.periods.indexOf(start), rows, way);
  return {
    ...pack,
    sections: [{ ...section, periods: later, series, beforeSet: null, before: [] }],
    wholes: pack.wholes.map((whole) => changedWhole(whole, start, later, way)),
  };
}

/**
 * Dates before this one that lie on the same boundary set, in order of time.
 * @param {Pack} pack
 * @param {number} period
 */
export function earlierPeriods(pack, period) {
  const held = new Set(pack.sections.filter((section) => section.periods.includes(period)).flatMap((section) => section.periods));
  const end = (/** @type {number} */ one) => pack.periods[one].end;
  return [...held].filter((one) => precedes(pack, one, period)).sort((a, b) => end(a).localeCompare(end(b)) || a - b);
}

/**
 * Why earlier dates cannot be chosen.
 * @param {Pack} pack
 * @param {number} period
 * @returns {{ reform: string } | "none" | null} the year in which the boundaries changed; null where all can
 */
export function whyNotSince(pack, period) {
  const possible = earlierPeriods(pack, period);
  const starts = pack.sections.filter((section) => section.periods.includes(period)).map((section) => section.valid[0]);
  const start = starts.sort().at(-1) ?? "";
  const shut = new Set(pack.sections.flatMap((section) => section.periods));
  const isBehind = [...shut].some((one) => precedes(pack, one, period) && !possible.includes(one) && start > pack.periods[one].end);
  if (isBehind) return { reform: start.slice(0, 4) };
  return possible.length === 0 ? "none" : null;
}

/**
 * @param {Pack} pack
 * @param {number} one
 * @param {number} other
 */
function precedes(pack, one, other) {
  return pack.periods[one].end < pack.periods[other].end;
}

/**
 * @param {Series} series
 * @param {number} start row of the earlier date
 * @param {number[]} rows of the later dates
 * @param {Way} way
 * @returns {Series}
 */
function differences(series, start, rows, way) {
  const values = rows.map((row) => series.values[row].map((later, area) => difference(series.values[start][area], later, way)));
  return {
    values,
    status: rows.map((row, at) => gaps(series, start, row, values[at])),
    flags: rows.map((row) => joined(series.flags[start], series.flags[row])),
  };
}

/**
 * Why there is no change, where it is not "O".
 * @param {Series} series
 * @param {number} start
 * @param {number} row
 * @param {(number | null)[]} values
 * @returns {Map<number, string>}
 */
function gaps(series, start, row, values) {
  const found = new Map();
  values.forEach((value, area) => {
    if (value !== null) return;
    const statuses = [statusOf(series, start, area), statusOf(series, row, area)];
    const status = STRONGEST_FIRST.find((code) => statuses.includes(code)) ?? (statuses.every((code) => code === "A") ? "M" : "O");
    if (status !== "O") found.set(area, status);
  });
  return found;
}

/**
 * Remarks of either date.
 * @param {Map<number, number>} one
 * @param {Map<number, number>} other
 */
function joined(one, other) {
  const found = new Map(one);
  for (const [area, bits] of other) found.set(area, (found.get(area) ?? 0) | bits);
  return found;
}

/**
 * A whole has a row for every date; those not later are gaps.
 * @param {Whole} whole
 * @param {number} start
 * @param {number[]} later
 * @param {Way} way
 * @returns {Whole}
 */
function changedWhole(whole, start, later, way) {
  const made = differences(whole.series, start, later, way);
  const none = whole.series.values[start].map(() => null);
  const at = (/** @type {number} */ period) => later.indexOf(period);
  const periods = whole.series.values.map((_, period) => period);
  return {
    ...whole,
    series: {
      values: periods.map((period) => made.values[at(period)] ?? none),
      status: periods.map((period) => made.status[at(period)] ?? new Map()),
      flags: periods.map((period) => made.flags[at(period)] ?? new Map()),
    },
  };
}
