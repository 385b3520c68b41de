/**
 * Where the points of a line chart stand. Reckons in the chart's own units, knows no DOM.
 *
 * @import { Point } from "./series.js"
 *
 * @typedef {object} Frame
 * @property {number} width
 * @property {number} height
 * @property {number} left
 * @property {number} right
 * @property {number} top
 * @property {number} bottom margins
 *
 * @typedef {object} Layout
 * @property {(position: number) => number} x by position among the shown dates
 * @property {(value: number) => number} y by printed value
 * @property {number[]} ticks printed values
 */
import { ticks } from "./numbers.js";
import { runs } from "./series.js";

/**
 * @param {(Point | null)[][]} lines
 * @param {number} dates
 * @param {Frame} frame
 * @param {number[]} [steps] the axis' values where they are given
 * @returns {Layout}
 */
export function layout(lines, dates, frame, steps) {
  const values = lines.flat().flatMap((point) => (point && point.value !== null ? [point.value] : []));
  const low = values.length > 0 ? Math.min(...values) : 0;
  const high = values.length > 0 ? Math.max(...values) : 1;
  const pad = high > low ? 0 : Math.max(1, Math.abs(high) * 0.1);
  const marks = steps ?? ticks(low - pad, high + pad, 3);
  const [bottom, top] = [marks[0], marks[marks.length - 1]];
  const inner = frame.width - frame.left - frame.right;
  const tall = frame.height - frame.top - frame.bottom;
  return {
    ticks: marks,
    x: (position) => frame.left + (dates > 1 ? (position / (dates - 1)) * inner : inner / 2),
    y: (value) => frame.top + (1 - (value - bottom) / (top - bottom || 1)) * tall,
  };
}

/**
 * @param {(Point | null)[]} points by shown date
 * @param {number[]} dates the shown periods
 * @param {Layout} where
 * @returns {string[]} one path per unbroken run of two dates or more
 */
export function paths(points, dates, where) {
  return runs(points)
    .filter((run) => run.length > 1)
    .map((run) =>
      run
        .map((point, at) => `${at ? "L" : "M"}${round(where.x(dates.indexOf(point.period)))} ${round(where.y(point.value ?? 0))}`)
        .join(""),
    );
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
