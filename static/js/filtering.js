/**
 * Which areas are shown, and what they have together: atlas/filtering.py does the same.
 *
 * @import { Pack, Section } from "./pack.js"
 * @import { State } from "./state.js"
 *
 * @typedef {Pick<State, "min" | "max" | "only" | "within">} Filter
 *
 * @typedef {object} Summary printed figures of the shown areas; null where none has a value
 * @property {number} shown
 * @property {number} all
 * @property {number} gaps shown areas without a value: in none of the figures
 * @property {number | null} total
 * @property {number | null} lowest
 * @property {number | null} median
 * @property {number | null} highest
 */

/** @param {Filter} filter */
export function isFiltered({ min, max, only, within }) {
  return min !== null || max !== null || only.length > 0 || within !== null;
}

/**
 * A range leaves areas without a value as they are: nobody knows on which side they lie.
 * @param {Filter} filter
 * @param {Pack} pack
 * @param {Section} section
 * @param {number} row
 * @param {number} decimals
 * @returns {boolean[]} by area
 */
export function shownAreas(filter, pack, section, row, decimals) {
  const printed = (/** @type {number | null} */ bound) => (bound === null ? null : Math.round(bound * 10 ** decimals));
  const [least, most] = [printed(filter.min), printed(filter.max)];
  const only = new Set(filter.only);
  const lies = filter.within === null ? () => true : insider(filter.within, pack, section);
  return section.areas.map((code, area) => {
    const value = section.series.values[row][area];
    const inRange = value === null || ((least === null || value >= least) && (most === null || value <= most));
    return inRange && (only.size === 0 || only.has(code)) && lies(area);
  });
}

/**
 * @param {string} within level and code
 * @param {Pack} pack
 * @param {Section} section
 * @returns {(area: number) => boolean}
 */
function insider(within, pack, section) {
  const level = within.slice(0, within.indexOf(":"));
  const code = within.slice(within.indexOf(":") + 1);
  const parent = pack.wholes.find((whole) => whole.level === level)?.areas.indexOf(code) ?? -1;
  return (area) => parent !== -1 && section.parents[level]?.[area] === parent;
}

/**
 * The districts the areas of a section lie in; not the region as a whole.
 * @param {Pack} pack
 * @param {Section} section
 * @returns {{ level: string, districts: { key: string, name: string }[] }[]}
 */
export function districtsOf(pack, section) {
  return pack.wholes
    .filter((whole) => whole.areas.length > 1 && section.parents[whole.level])
    .map((whole) => ({
      level: whole.level,
      districts: whole.areas
        .map((code, place) => ({ key: `${whole.level}:${code}`, name: whole.names[place], place }))
        .filter(({ place }) => section.parents[whole.level].includes(place)),
    }));
}

/**
 * @param {(number | null)[]} values printed
 * @param {boolean[]} shown
 * @param {boolean} isCount only numbers of things have a sum
 * @returns {Summary}
 */
export function summaryOf(values, shown, isCount) {
  const here = values.filter((_, area) => shown[area]);
  const known = /** @type {number[]} */ (here.filter((value) => value !== null)).sort((a, b) => a - b);
  const counts = { shown: here.length, all: values.length, gaps: here.length - known.length };
  if (known.length === 0) return { ...counts, total: null, lowest: null, median: null, highest: null };
  const total = isCount ? known.reduce((sum, value) => sum + value, 0) : null;
  return { ...counts, total, lowest: known[0], median: median(known), highest: known[known.length - 1] };
}

/**
 * Of two middles their mean, printed: half away from zero.
 * @param {number[]} ordered
 */
function median(ordered) {
  const middle = Math.floor(ordered.length / 2);
  if (ordered.length % 2) return ordered[middle];
  const both = ordered[middle - 1] + ordered[middle];
  const size = Math.floor((Math.abs(both) + 1) / 2);
  return both >= 0 ? size : 0 - size;
}
