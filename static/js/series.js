/**
 * The way of one area through the dates of a pack, across boundary reforms where it stayed the same.
 *
 * @import { Pack, Series } from "./pack.js"
 *
 * @typedef {object} Point
 * @property {number} period position in pack.periods
 * @property {number | null} value
 * @property {string} status "A" where there is a value
 * @property {number} flags
 */
import { placeOf, shownPeriods, statusOf } from "./pack.js";

/**
 * Where an area of one section lies in all sections: its position, or null where it did not exist
 * with the same boundary.
 * @param {Pack} pack
 * @param {number} section
 * @param {number} area
 * @returns {(number | null)[]} by section
 */
export function identities(pack, section, area) {
  /** @type {(number | null)[]} */
  const found = new Array(pack.sections.length).fill(null);
  found[section] = area;
  follow(pack, found);
  return found;
}

/**
 * Links may skip a section or lead to a later one in the list, so pass until nothing is new.
 * @param {Pack} pack
 * @param {(number | null)[]} found
 */
function follow(pack, found) {
  for (let passes = pack.sections.length; passes > 0; passes -= 1) {
    pack.sections.forEach((here, at) => {
      const earlier = pack.sections.findIndex((other) => other.boundarySet === here.beforeSet);
      if (earlier === -1) return;
      const mine = found[at];
      const theirs = found[earlier];
      if (mine !== null && theirs === null) found[earlier] = here.before[mine] ?? null;
      if (mine === null && theirs !== null) found[at] = position(here.before, theirs);
    });
  }
}

/**
 * @param {(number | null)[]} links
 * @param {number} area
 */
function position(links, area) {
  const at = links.indexOf(area);
  return at === -1 ? null : at;
}

/**
 * @param {Pack} pack
 * @param {number} section where `area` counts
 * @param {number} area
 * @returns {(Point | null)[]} by shown period; null where the area did not exist in this boundary
 */
export function seriesOf(pack, section, area) {
  const places = identities(pack, section, area);
  return shownPeriods(pack).map((period) => {
    const place = placeOf(pack, period);
    const here = places[place.section];
    return here === null ? null : point(pack.sections[place.section].series, place.row, here, period);
  });
}

/**
 * @param {Pack} pack
 * @param {Series} series of a Whole: it has a row for every period of the pack
 * @param {number} area
 * @returns {Point[]} by shown period
 */
export function seriesOfWhole(pack, series, area) {
  return shownPeriods(pack).map((period) => point(series, period, area, period));
}

/**
 * @param {Series} series
 * @param {number} row
 * @param {number} area
 * @param {number} period
 * @returns {Point}
 */
function point(series, row, area, period) {
  return {
    period,
    value: series.values[row][area],
    status: statusOf(series, row, area),
    flags: series.flags[row].get(area) ?? 0,
  };
}

/**
 * Runs of neighbouring points with a value: what one line can join without a claim.
 * @param {(Point | null)[]} points
 * @returns {Point[][]}
 */
export function runs(points) {
  /** @type {Point[][]} */
  const found = [];
  let open = false;
  for (const here of points) {
    if (here === null || here.value === null) {
      open = false;
    } else if (open) {
      found[found.length - 1].push(here);
    } else {
      found.push([here]);
      open = true;
    }
  }
  return found;
}

/**
 * Dates from which on another boundary set counts.
 * @param {Pack} pack
 * @returns {{ period: number, section: number }[]}
 */
export function reforms(pack) {
  return shownPeriods(pack)
    .map((period) => ({ period, section: placeOf(pack, period).section }))
    .filter((here, at, all) => at > 0 && all[at - 1].section !== here.section);
}

/**
 * The codes of chosen areas on another boundary set; those that did not exist there are left out.
 * @param {Pack} pack
 * @param {string} code
 * @param {number} section where the code is looked up first
 * @returns {{ section: number, area: number } | null}
 */
export function findArea(pack, code, section) {
  const here = pack.sections[section].areas.indexOf(code);
  if (here !== -1) return { section, area: here };
  for (let other = pack.sections.length - 1; other >= 0; other -= 1) {
    const area = pack.sections[other].areas.indexOf(code);
    if (area !== -1) return { section: other, area };
  }
  return null;
}
