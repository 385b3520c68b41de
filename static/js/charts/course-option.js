/**
 * How a course is drawn by ECharts: the band, the lines, their names at the end. Knows no DOM.
 *
 * @import { EChartsOption } from "echarts"
 * @import { Band, Course, Line } from "./course.js"
 * @import { Manner } from "./drawing.js"
 */
import { BAND_COLOR, FONT, GRID, INK, REFORM, SOFT, TOOLTIP, ground, shortened, valueAxis } from "./drawing.js";

const DAY = 86_400_000;
const FEW = 4; // dates written below, on a phone
const MANY = 9;
const NAME_ROOM = 17; // between two names
const LETTER = 7.6;
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "arrow"];
const DASHES = [[], [8, 4], [3, 3], [10, 3, 3, 3], [14, 4], [2, 2, 8, 2]];

/**
 * @param {Course} course
 * @param {Manner} manner
 * @param {string} label
 * @returns {EChartsOption}
 */
export function courseOption(course, { number, isNarrow }, label) {
  const days = course.days.map((day) => Date.parse(day) / DAY);
  const names = isNarrow ? 96 : 170;
  return {
    ...ground(label),
    grid: [{ left: 8, right: names + 14, top: 30, bottom: 8, containLabel: true }],
    tooltip: { ...TOOLTIP, trigger: "axis", axisPointer: { type: "line", snap: true, lineStyle: { color: SOFT } }, formatter: (/** @type {any} */ found) => tooltipText(course, days, found) },
    xAxis: dateAxis(course, days, isNarrow),
    yAxis: { ...valueAxis(number, course.steps), scale: true },
    series: [bandSeries(course, days), ...course.lines.map((line, at) => lineSeries(line, at, days, at === 0 ? marksOf(course, days, isNarrow) : undefined)), nameSeries(course, days, names)],
  };
}

/**
 * @param {Course} course
 * @param {number[]} days
 * @param {boolean} isNarrow
 */
function dateAxis(course, days, isNarrow) {
  const shorts = new Map(days.map((day, at) => [day, course.labels[at].replace(/^.*?(\d{4})$/, "$1")]));
  const single = days[0] === days[days.length - 1];
  return {
    type: /** @type {const} */ ("value"),
    min: single ? days[0] - 180 : days[0],
    max: single ? days[0] + 180 : days[days.length - 1],
    axisLine: { lineStyle: { color: SOFT } },
    axisTick: { show: true, customValues: days },
    splitLine: { show: false },
    axisLabel: { customValues: everyFew(days, isNarrow ? FEW : MANY), color: SOFT, fontSize: 13, hideOverlap: true, formatter: (/** @type {number} */ day) => shorts.get(day) ?? "" },
  };
}

/**
 * The last of all and, counted back from it, so many that about `most` are left.
 * @template Item
 * @param {Item[]} all
 * @param {number} most
 * @returns {Item[]}
 */
export function everyFew(all, most) {
  const step = Math.ceil(all.length / most);
  return all.filter((_, at) => (all.length - 1 - at) % step === 0);
}

/**
 * @param {Line} line
 * @param {number} at
 * @param {number[]} days
 * @param {any} markLine
 * @returns {any}
 */
function lineSeries(line, at, days, markLine) {
  return {
    type: "line",
    name: line.name,
    data: line.values.map((value, place) => [days[place], value]),
    color: line.color,
    symbol: line.isCity ? "circle" : SYMBOLS[at % SYMBOLS.length],
    symbolSize: line.isCity ? 5 : 8,
    showAllSymbol: true,
    lineStyle: { width: 2.5, type: line.isCity ? [2, 4] : DASHES[at % DASHES.length].length > 0 ? DASHES[at % DASHES.length] : "solid" },
    triggerLineEvent: true,
    emphasis: { focus: "none", lineStyle: { width: 4.5 } },
    markLine,
  };
}

/**
 * The dates of reforms, and the date on show.
 * @param {Course} course
 * @param {number[]} days
 * @param {boolean} isNarrow
 */
function marksOf(course, days, isNarrow) {
  const reforms = course.reforms.map((at) => ({
    xAxis: (days[at] + days[at - 1]) / 2,
    lineStyle: { color: REFORM, type: "dashed" },
    label: { show: !isNarrow, formatter: course.labels[at].replace(/^.*?(\d{4})$/, "$1") + " ▸", color: REFORM, fontSize: 12, position: "end" },
  }));
  const now = course.current === undefined || days.length < 2 ? [] : [{ xAxis: days[course.current], lineStyle: { color: INK, type: "solid", opacity: 0.45 }, label: { show: false } }];
  return { silent: true, symbol: "none", animation: false, data: [...reforms, ...now] };
}

/**
 * @param {Course} course
 * @param {number[]} days
 * @returns {any}
 */
function bandSeries({ band, reforms }, days) {
  const runs = bandRuns(band, reforms);
  return {
    type: "custom",
    name: band.name,
    silent: true,
    z: 0,
    clip: true,
    encode: { x: 0, y: [1, 2] },
    dimensions: ["day", "low", "high"],
    data: runs.flatMap((run) => run.map((at) => [days[at], band.low[at], band.high[at]])),
    renderItem: (/** @type {any} */ params, /** @type {any} */ api) => bandShape(runs, params.dataIndex, (at) => [days[at], band.low[at] ?? 0, band.high[at] ?? 0], api),
  };
}

/**
 * The lines' names beside their last values, pushed apart where they would overlap.
 * @param {Course} course
 * @param {number[]} days
 * @param {number} room in pixels
 * @returns {any}
 */
function nameSeries({ lines }, days, room) {
  const ends = lines.flatMap((line) => {
    const last = line.values.findLastIndex((value) => value !== null);
    return last === -1 ? [] : [{ line, value: line.values[last] ?? 0 }];
  });
  ends.sort((a, b) => b.value - a.value);
  return {
    type: "custom",
    silent: true,
    clip: false,
    data: ends.map(({ value }) => [days[days.length - 1], value]),
    renderItem: (/** @type {any} */ { dataIndex, coordSys }, /** @type {any} */ api) => {
      const heights = spread(ends.map(({ value }) => api.coord([days[days.length - 1], value])[1]), coordSys.y + coordSys.height);
      const { line } = ends[dataIndex];
      const text = shortened(line.name, Math.floor(room / LETTER));
      return { type: "text", x: coordSys.x + coordSys.width + 12, y: heights[dataIndex], style: { text, fill: line.color, font: `600 13px ${FONT}`, verticalAlign: "middle" } };
    },
  };
}

/**
 * @param {number[]} heights from the top, ascending
 * @param {number} base the lowest there may be
 * @returns {number[]} at least a name's room apart
 */
export function spread(heights, base) {
  let above = -Infinity;
  return heights.map((height, at) => {
    const lowest = base - NAME_ROOM * (heights.length - 1 - at);
    above = Math.max(Math.min(height, lowest), above + NAME_ROOM);
    return above;
  });
}

/**
 * The first point of a run draws the run's whole surface.
 * @param {number[][]} runs
 * @param {number} index among all points
 * @param {(at: number) => number[]} pointOf day, lowest, highest
 * @param {any} api
 */
function bandShape(runs, index, pointOf, api) {
  let first = 0;
  const run = runs.find((one) => {
    const isFirst = first === index;
    first += one.length;
    return isFirst;
  });
  if (!run) return null;
  const upper = run.map((at) => api.coord([pointOf(at)[0], pointOf(at)[2]]));
  const lower = run.map((at) => api.coord([pointOf(at)[0], pointOf(at)[1]])).reverse();
  return { type: "polygon", shape: { points: [...upper, ...lower] }, style: { fill: BAND_COLOR, stroke: run.length === 1 ? GRID : BAND_COLOR, lineWidth: run.length === 1 ? 6 : 1 } };
}

/**
 * @param {Course} course
 * @param {number[]} days
 * @param {any} found
 */
function tooltipText(course, days, found) {
  const first = Array.isArray(found) ? found[0] : found;
  const at = days.indexOf(first?.axisValue);
  if (at === -1) return "";
  const lines = course.lines.map((line) => `${line.name}: ${line.texts[at]}`);
  return [course.labels[at], ...lines, `${course.band.name}: ${course.band.texts[at]}`].join("\n");
}

/**
 * Neighbouring dates where the band is known; each reform starts a new run.
 * @param {Band} band
 * @param {number[]} reforms
 * @returns {number[][]} positions
 */
export function bandRuns({ low, high }, reforms) {
  /** @type {number[][]} */
  const runs = [[]];
  low.forEach((value, at) => {
    const isKnown = value !== null && high[at] !== null;
    if (!isKnown || reforms.includes(at)) runs.push([]);
    if (isKnown) runs[runs.length - 1].push(at);
  });
  return runs.filter((run) => run.length > 0);
}
