/**
 * The areas of the shown date that the filter leaves, as bars, from the highest value to the lowest. Knows no DOM.
 *
 * Sorted by value and nothing more: no place is counted, no end is called good or bad.
 *
 * @import { EChartsOption } from "echarts"
 * @import { View } from "../view.js"
 * @import { Drawing, Manner, Spot } from "./drawing.js"
 *
 * @typedef {object} Bar
 * @property {number} area position in the shown section
 * @property {string} name
 * @property {string} code
 * @property {number} value in the indicator's unit
 * @property {string} text
 * @property {string} color
 * @property {string | null} mark colour of a chosen area's outline on the map
 *
 * @typedef {object} Ranking
 * @property {Bar[]} bars from high to low
 * @property {{ words: string, names: string[] }[]} gaps areas without a value, by reason
 * @property {number} hidden areas the filter leaves out
 * @property {{ name: string, value: number } | null} city
 */
import { painter } from "../classes.js";
import { ticks, toValue } from "../numbers.js";
import { statusOf } from "../pack.js";
import { CITY_COLOR, EDGE, INK, LINE_COLORS, TOOLTIP, ground, shortened, valueAxis } from "./drawing.js";

export const MOST_ROWS = 100; // more are looked at through a window
const WINDOW_ROWS = 12;
const ROW = 22;
const TOP = 30;
const COUNT_COLOR = 6; // of a palette's nine

/**
 * @param {View} view
 * @returns {Ranking}
 */
export function rankingOf(view) {
  const { section, values, config, shownAreas } = view;
  const marks = marksOf(view.state);
  const collator = new Intl.Collator(config.language);
  const paint = colorsOf(view);
  const bars = values.flatMap((printed, area) => {
    if (printed === null || !shownAreas[area]) return [];
    const code = section.areas[area];
    const value = toValue(printed, config.number.decimals);
    return { area, code, name: view.nameOf(code), value, text: view.figure(area), color: paint(printed), mark: marks.get(code) ?? null };
  });
  bars.sort((a, b) => b.value - a.value || collator.compare(a.name, b.name));
  const hidden = shownAreas.filter((isShown) => !isShown).length;
  return { bars, gaps: gapsOf(view, collator), hidden, city: cityOf(view) };
}

/**
 * How chosen areas are outlined on the map.
 * @param {import("../state.js").State} state
 * @returns {Map<string, string>} by code
 */
export function marksOf({ area, areas }) {
  const marks = new Map(areas.map((code, at) => [code, LINE_COLORS[(at + 1) % LINE_COLORS.length]]));
  return area ? marks.set(area, LINE_COLORS[0]) : marks;
}

/**
 * The colour an area has on the map.
 * @param {View} view
 * @returns {(printed: number) => string}
 */
export function colorsOf(view) {
  const opacity = view.state.opacity / 100;
  if (view.hasCircles) return () => onPaper(view.config.palettes[view.state.palette].colors[9][COUNT_COLOR], opacity);
  const paint = painter(view.classification);
  return (printed) => onPaper(paint(printed) ?? "#ffffff", opacity);
}

/**
 * A colour as it looks through the map's opacity, yet hiding what lies beneath.
 * @param {string} color "#rrggbb"
 * @param {number} opacity 0 to 1
 */
export function onPaper(color, opacity) {
  const parts = [1, 3, 5].map((at) => Math.round(255 - (255 - parseInt(color.slice(at, at + 2), 16)) * opacity));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * @param {View} view
 * @param {Intl.Collator} collator
 */
function gapsOf(view, collator) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  const { shownAreas } = view;
  view.values.forEach((value, area) => {
    if (value !== null || !shownAreas[area]) return;
    const words = view.gapWords(statusOf(view.section.series, view.place.row, area));
    found.set(words, [...(found.get(words) ?? []), view.nameOf(view.section.areas[area])]);
  });
  return [...found].map(([words, names]) => ({ words, names: names.sort(collator.compare) }));
}

/** @param {View} view */
function cityOf({ city, config, period }) {
  const printed = city?.series.values[period][0] ?? null;
  if (printed === null || config.kind === "count") return null;
  return { name: config.region.name, value: toValue(printed, config.number.decimals) };
}

/**
 * @param {Ranking} ranking
 * @param {Manner & { caption: string, cityText: string }} manner
 * @returns {Drawing}
 */
export function rankingDrawing(ranking, manner) {
  const { bars, gaps } = ranking;
  const { say } = manner;
  const isWindowed = bars.length > MOST_ROWS;
  const pinned = isWindowed ? bars.filter((bar) => bar.mark) : [];
  const rows = isWindowed ? WINDOW_ROWS : bars.length;
  const label = say("ranking_label", { count: bars.length, caption: manner.caption });
  return {
    option: rankingOption(ranking, pinned, rows, manner, label),
    height: TOP + pinnedHeight(pinned) + rows * ROW + 12,
    label,
    rows: [[say("area"), say("code"), say("value")], ...bars.map((bar) => [bar.name, bar.code, bar.text]), ...gaps.flatMap(({ words, names }) => names.map((name) => [name, "", words]))],
    notes: notesOf(ranking, say, manner.cityText),
    spots: spotsOf(bars, pinned),
  };
}

/** @param {Bar[]} pinned */
function pinnedHeight(pinned) {
  return pinned.length > 0 ? pinned.length * ROW + 18 : 0;
}

/**
 * @param {Ranking} ranking
 * @param {import("../texts.js").Say} say
 * @param {string} cityText
 */
function notesOf({ gaps, hidden, city }, say, cityText) {
  const without = gaps.map(({ words, names }) => `${words} (${names.length}): ${names.join(", ")}.`);
  return [
    ...(city ? [say("city_line", { city: city.name, value: cityText })] : []),
    say("sorted_only"),
    ...(hidden > 0 ? [say("filtered_out", { count: hidden })] : []),
    ...(without.length > 0 ? [`${say("without_value")}: ${without.join(" ")}`] : []),
  ];
}

/**
 * @param {Bar[]} bars
 * @param {Bar[]} pinned
 * @returns {Map<number, Spot[]>}
 */
function spotsOf(bars, pinned) {
  /** @type {Map<number, Spot[]>} */
  const spots = new Map(bars.map((bar, dataIndex) => [bar.area, [{ seriesIndex: 0, dataIndex }]]));
  pinned.forEach((bar, dataIndex) => spots.get(bar.area)?.push({ seriesIndex: 1, dataIndex }));
  return spots;
}

/**
 * @param {Ranking} ranking
 * @param {Bar[]} pinned shown above the window
 * @param {number} rows in the window
 * @param {Manner} manner
 * @param {string} label
 * @returns {EChartsOption}
 */
function rankingOption({ bars, city }, pinned, rows, { number, isNarrow }, label) {
  const room = isNarrow ? 118 : 210;
  const top = TOP + pinnedHeight(pinned);
  const ends = endsOf(bars, city);
  const isWindowed = rows < bars.length;
  const sides = { left: room + 14, right: isWindowed ? 112 : 84 };
  const more = pinned.length > 0;
  return {
    ...ground(label),
    tooltip: { ...TOOLTIP, trigger: "item", formatter: (/** @type {any} */ { data }) => (data?.name ? `${data.name}\n${data.text}` : "") },
    grid: [{ ...sides, top, height: rows * ROW }, ...(more ? [{ ...sides, top: TOP, height: pinned.length * ROW }] : [])],
    xAxis: [0, ...(more ? [1] : [])].map((gridIndex) => ({ ...valueAxis(number, []), ...ends, gridIndex, position: "top", ...(more && gridIndex === 0 ? { axisLabel: { show: false } } : {}) })),
    yAxis: [bars, ...(more ? [pinned] : [])].map((shown, gridIndex) => nameAxis(shown, gridIndex, room)),
    dataZoom: isWindowed ? windowOf(bars, rows) : [],
    series: [barSeries(bars, 0, city), ...(more ? [barSeries(pinned, 1, city)] : [])],
  };
}

/**
 * Bars start at zero; both grids have the same scale.
 * @param {Bar[]} bars
 * @param {{ value: number } | null} city
 */
function endsOf(bars, city) {
  const values = [0, ...bars.map((bar) => bar.value), ...(city ? [city.value] : [])];
  const marks = ticks(Math.min(...values), Math.max(...values), 4);
  return { min: marks[0], max: marks[marks.length - 1], interval: marks.length > 1 ? marks[1] - marks[0] : 1 };
}

/**
 * @param {Bar[]} shown
 * @param {number} gridIndex
 * @param {number} room
 */
function nameAxis(shown, gridIndex, room) {
  const names = new Map(shown.map((bar) => [bar.code, bar]));
  return {
    type: /** @type {const} */ ("category"),
    gridIndex,
    inverse: true,
    data: shown.map((bar) => ({ value: bar.code, textStyle: bar.mark ? { fontWeight: /** @type {const} */ ("bold"), color: bar.mark } : {} })),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: EDGE } },
    axisLabel: { interval: 0, color: INK, fontSize: 13, formatter: (/** @type {string} */ code) => (names.get(code)?.mark ? "▸ " : "") + shortened(names.get(code)?.name ?? code, Math.floor(room / 7.4)) },
  };
}

/**
 * @param {Bar[]} shown
 * @param {number} axis
 * @param {{ name: string, value: number } | null} city
 * @returns {any}
 */
function barSeries(shown, axis, city) {
  return {
    type: "bar",
    xAxisIndex: axis,
    yAxisIndex: axis,
    barWidth: 14,
    data: shown.map((bar) => ({
      value: bar.value,
      area: bar.area,
      name: bar.name,
      text: bar.text,
      itemStyle: { color: bar.color, borderColor: bar.mark ?? EDGE, borderWidth: bar.mark ? 3 : 0.5 },
    })),
    label: { show: true, position: "right", color: INK, fontSize: 13, formatter: (/** @type {any} */ { data }) => data.text },
    emphasis: { itemStyle: { borderColor: INK, borderWidth: 3 }, label: { fontWeight: "bold" } },
    markLine: city
      ? { silent: true, symbol: "none", animation: false, data: [{ xAxis: city.value }], lineStyle: { color: CITY_COLOR, width: 2, type: "dashed" }, label: { show: false } }
      : undefined,
  };
}

/**
 * A slider moves a window over the bars; it starts where the first chosen area is.
 * @param {Bar[]} bars
 * @param {number} rows
 * @returns {any[]}
 */
function windowOf(bars, rows) {
  const first = bars.findIndex((bar) => bar.mark);
  const startValue = Math.min(Math.max(0, first - Math.floor(rows / 2)), bars.length - rows);
  const place = { yAxisIndex: 0, startValue, endValue: startValue + rows - 1, minValueSpan: rows - 1, maxValueSpan: rows - 1, filterMode: "empty" };
  return [
    { type: "slider", ...place, right: 8, width: 20, showDetail: false, showDataShadow: false, brushSelect: false, handleSize: "60%", borderColor: EDGE, fillerColor: "rgba(22,53,122,0.25)" },
    { type: "inside", ...place, zoomOnMouseWheel: false, moveOnMouseMove: false, moveOnMouseWheel: true },
  ];
}
