/**
 * Read a pack as releases/pack_format.py writes it: dates as differences, gaps as null.
 *
 * @typedef {object} Period
 * @property {string} key what the URL takes, "2020-12-31"
 * @property {string} kind
 * @property {string} start
 * @property {string} end
 *
 * @typedef {object} Series
 * @property {(number | null)[][]} values by period, then area: printed whole numbers, null in a gap
 * @property {Map<number, string>[]} status by period: why an area has a gap, where it is not "O"
 * @property {Map<number, number>[]} flags by period: bits, where there are any
 *
 * @typedef {object} Section the part of a pack that lies on one boundary set
 * @property {string} boundarySet
 * @property {Record<string, string>} name
 * @property {[string, string | null]} valid
 * @property {string[]} areas codes, in the order of the shapes
 * @property {number[]} periods positions in Pack.periods
 * @property {string | null} beforeSet
 * @property {(number | null)[]} before by area: the same area in the section named by beforeSet
 * @property {Record<string, (number | null)[]>} parents by level, by area: position in that Whole
 * @property {Series} series
 *
 * @typedef {object} Whole a coarser level inside the pack, over all periods
 * @property {string} level
 * @property {string[]} areas
 * @property {string[]} names
 * @property {Series} series
 *
 * @typedef {object} Pack
 * @property {Record<string, any>} card the catalogue entry as it read on release
 * @property {Period[]} periods
 * @property {Section[]} sections
 * @property {Whole[]} wholes rows of the city and of the parents: see cityOf
 */

const FORMAT = 2;

/**
 * @param {any} document parsed JSON
 * @returns {Pack}
 */
export function decode(document) {
  if (document.format !== FORMAT) throw new Error(`pack format ${document.format} is not ours`);
  return {
    card: document.indicator,
    periods: document.periods,
    sections: document.sections.map(decodeSection),
    wholes: document.wholes.map((/** @type {any} */ whole) => ({
      level: whole.level,
      areas: whole.areas,
      names: whole.names,
      series: decodeSeries(whole),
    })),
  };
}

/**
 * @param {any} section
 * @returns {Section}
 */
function decodeSection(section) {
  return {
    boundarySet: section.boundary_set,
    name: section.name,
    valid: section.valid,
    areas: codes(section.areas),
    periods: section.periods,
    beforeSet: section.before_set,
    before: places(section.before),
    parents: section.parents,
    series: decodeSeries(section),
  };
}

/**
 * @param {string[] | { width: number, steps: number[] }} coded numbers of one width come as steps from each to the next
 * @returns {string[]}
 */
export function codes(coded) {
  if (Array.isArray(coded)) return coded;
  let number = 0;
  return coded.steps.map((step) => String((number += step)).padStart(coded.width, "0"));
}

/**
 * @param {(number | null)[]} coded distances from the place after the last known
 * @returns {(number | null)[]}
 */
export function places(coded) {
  let expected = 0;
  return coded.map((distance) => {
    if (distance === null) return null;
    const place = expected + distance;
    expected = place + 1;
    return place;
  });
}

/**
 * @param {any} document
 * @returns {Series}
 */
function decodeSeries(document) {
  return {
    values: sums(document.values),
    status: document.status.map(dense),
    flags: document.flags.map(dense),
  };
}

/**
 * @param {(number | null)[][]} coded differences to each area's last known value
 * @returns {(number | null)[][]}
 */
export function sums(coded) {
  const last = new Array(coded[0]?.length ?? 0).fill(0);
  return coded.map((row) =>
    row.map((difference, area) => {
      if (difference === null) return null;
      last[area] += difference;
      return last[area];
    }),
  );
}

/**
 * @template Code
 * @param {(number | Code)[]} row area, code, area, code, …
 * @returns {Map<number, Code>}
 */
export function dense(row) {
  const cells = new Map();
  for (let at = 0; at < row.length; at += 2) cells.set(row[at], row[at + 1]);
  return cells;
}

/**
 * Why an area has no value: an SDMX code, "A" where it has one.
 * @param {Series} series
 * @param {number} period position in series.values
 * @param {number} area
 */
export function statusOf(series, period, area) {
  if (series.values[period][area] !== null) return "A";
  return series.status[period].get(area) ?? "O";
}

/**
 * Where a date of the pack lies: its section, and its row there.
 * @param {Pack} pack
 * @param {number} period position in pack.periods
 * @returns {{ section: number, row: number }}
 */
export function placeOf(pack, period) {
  for (let section = pack.sections.length - 1; section >= 0; section -= 1) {
    const row = pack.sections[section].periods.indexOf(period);
    if (row !== -1) return { section, row };
  }
  throw new Error(`period ${period} lies in no section`);
}

/**
 * The whole region: the coarser level that has one area only.
 * @param {Pack} pack
 * @returns {Whole | null}
 */
export function cityOf(pack) {
  return pack.wholes.findLast((whole) => whole.areas.length === 1) ?? null;
}

/**
 * The dates that have areas, in order of time.
 * @param {Pack} pack
 * @returns {number[]} positions in pack.periods
 */
export function shownPeriods(pack) {
  const held = new Set(pack.sections.flatMap((section) => section.periods));
  const end = (/** @type {number} */ period) => pack.periods[period].end;
  return [...held].sort((a, b) => end(a).localeCompare(end(b)) || a - b);
}
