/**
 * The rows of the table that says the same as the map.
 *
 * @import { Section } from "./pack.js"
 *
 * @typedef {object} Row
 * @property {number} area position in the section
 * @property {string} code
 * @property {string} name
 * @property {number | null} value
 * @property {string} status
 * @property {number} flags
 * @property {number | null} legendClass
 *
 * @typedef {"name" | "code" | "value"} SortKey
 * @typedef {{ key: SortKey, descending: boolean }} Sorting
 */
import { classIndex } from "./classes.js";
import { statusOf } from "./pack.js";

/**
 * @param {Section} section
 * @param {number} row the date, as a row of the section
 * @param {string[]} names by area
 * @param {number[]} breaks printed
 * @returns {Row[]}
 */
export function rowsOf(section, row, names, breaks) {
  return section.areas.map((code, area) => {
    const value = section.series.values[row][area];
    return {
      area,
      code,
      name: names[area] ?? code,
      value,
      status: statusOf(section.series, row, area),
      flags: section.series.flags[row].get(area) ?? 0,
      legendClass: classIndex(value, breaks),
    };
  });
}

/**
 * Gaps stand last, whichever way the values are sorted.
 * @param {Row[]} rows
 * @param {Sorting} sorting
 * @param {string} language
 * @returns {Row[]} a new array
 */
export function sorted(rows, sorting, language) {
  const collator = new Intl.Collator(language, { numeric: true });
  const turn = sorting.descending ? -1 : 1;
  const byName = (/** @type {Row} */ a, /** @type {Row} */ b) => collator.compare(a.name, b.name);
  return [...rows].sort((a, b) => {
    if (sorting.key === "name") return turn * byName(a, b);
    if (sorting.key === "code") return turn * collator.compare(a.code, b.code);
    if (a.value === null || b.value === null) return gapsLast(a, b) || byName(a, b);
    return turn * (a.value - b.value) || byName(a, b);
  });
}

/**
 * @param {Row} a
 * @param {Row} b
 */
function gapsLast(a, b) {
  return Number(a.value === null) - Number(b.value === null);
}

/**
 * @param {(number | null)[]} values
 * @param {number} area
 * @returns {{ rank: number, of: number } | null} 1 is the highest; equal values share the better place
 */
export function rankOf(values, area) {
  const own = values[area];
  if (own === null) return null;
  const known = values.filter((value) => value !== null);
  return { rank: 1 + known.filter((value) => value > own).length, of: known.length };
}
