/**
 * Two indicators on the same level and date, one point per area. Knows no DOM.
 *
 * @import { EChartsOption } from "echarts"
 * @import { NumberFormat } from "../numbers.js"
 * @import { Pack } from "../pack.js"
 * @import { View } from "../view.js"
 * @import { Drawing, Manner } from "./drawing.js"
 *
 * @typedef {object} Pair
 * @property {number} area position in the shown section
 * @property {string} name
 * @property {number} x of the second indicator, in its unit
 * @property {number} y of the indicator on the map
 * @property {string} xText
 * @property {string} yText
 * @property {string} color
 * @property {string | null} mark colour of a chosen area's outline on the map
 *
 * @typedef {object} Scatter
 * @property {string} xName
 * @property {string} yName
 * @property {NumberFormat} xNumber
 * @property {Pair[]} pairs
 * @property {number} left shown areas of which one of the two has no value
 * @property {number} hidden areas the filter leaves out
 * @property {string | null} problem why there is nothing to show: a key of a text
 * @property {string} xPeriod key of the second indicator's date
 */
import { figureText, toValue } from "../numbers.js";
import { placeOf, shownPeriods } from "../pack.js";
import { EDGE, INK, SOFT, TOOLTIP, ground, shortened, valueAxis } from "./drawing.js";
import { colorsOf, marksOf } from "./ranking.js";

/**
 * The date of another pack that is meant by a date: the same, one that ends on the same day, else
 * the last one that ends in the same year.
 * @param {Pack} pack
 * @param {import("../pack.js").Period} wanted
 * @returns {number | null} position in pack.periods
 */
export function sameDate(pack, wanted) {
  const shown = shownPeriods(pack);
  const find = (/** @type {(period: import("../pack.js").Period) => boolean} */ fits) => shown.filter((at) => fits(pack.periods[at])).at(-1) ?? null;
  return (
    find((one) => one.key === wanted.key) ??
    find((one) => one.end === wanted.end) ??
    find((one) => one.end.slice(0, 4) === wanted.end.slice(0, 4))
  );
}

/**
 * @param {View} view
 * @param {Pack} other
 * @returns {Scatter}
 */
export function scatterOf(view, other) {
  const { config, pack } = view;
  const name = (/** @type {any} */ text) => text?.[config.language] ?? text?.de ?? "";
  const unit = name(other.card.unit);
  const xNumber = { ...config.number, signed: false, decimals: Number(other.card.decimals), unit, unit_space: unit === "%" ? (config.language === "en" ? "" : "\u202f") : "\u00a0" };
  const titled = (/** @type {any} */ card, /** @type {string} */ of) => (of ? `${name(card.name)} (${of})` : name(card.name));
  const empty = { xName: titled(other.card, unit), yName: titled(pack.card, config.number.unit), xNumber, pairs: [], left: 0, hidden: 0, xPeriod: "" };
  const at = sameDate(other, pack.periods[view.period]);
  if (at === null) return { ...empty, problem: "scatter_no_date" };
  const place = placeOf(other, at);
  const section = other.sections[place.section];
  const found = { ...empty, xPeriod: other.periods[at].key, problem: null };
  if (section.boundarySet !== view.section.boundarySet) return { ...found, problem: "scatter_other_boundaries" };
  const row = new Map(section.areas.map((code, area) => [code, section.series.values[place.row][area]]));
  const pairs = pairsOf(view, (code) => row.get(code) ?? null, xNumber);
  const shown = view.shownAreas.filter(Boolean).length;
  return { ...found, pairs, left: shown - pairs.length, hidden: view.values.length - shown };
}

/**
 * @param {View} view
 * @param {(code: string) => number | null} otherOf printed value of the second indicator
 * @param {NumberFormat} xNumber
 * @returns {Pair[]}
 */
function pairsOf(view, otherOf, xNumber) {
  const marks = marksOf(view.state);
  const paint = colorsOf(view);
  const { shownAreas } = view;
  return view.values.flatMap((printed, area) => {
    if (!shownAreas[area]) return [];
    const code = view.section.areas[area];
    const across = otherOf(code);
    if (printed === null || across === null) return [];
    return {
      area,
      name: view.nameOf(code),
      x: toValue(across, xNumber.decimals),
      y: toValue(printed, view.config.number.decimals),
      xText: figureText(across, xNumber),
      yText: view.figure(area),
      color: paint(printed),
      mark: marks.get(code) ?? null,
    };
  });
}

/**
 * @param {Scatter} scatter
 * @param {Manner} manner
 * @returns {Drawing}
 */
export function scatterDrawing(scatter, manner) {
  const { say } = manner;
  const label = say("scatter_label", { x: scatter.xName, y: scatter.yName, count: scatter.pairs.length });
  return {
    option: scatterOption(scatter, manner, label),
    height: 0,
    label,
    rows: [[say("area"), scatter.yName, scatter.xName], ...scatter.pairs.map((pair) => [pair.name, pair.yText, pair.xText])],
    notes: [
      say("scatter_count", { count: scatter.pairs.length }),
      ...(scatter.hidden > 0 ? [say("filtered_out", { count: scatter.hidden })] : []),
      ...(scatter.left > 0 ? [say("scatter_left", { count: scatter.left })] : []),
      say("not_causal"),
    ],
    spots: new Map(scatter.pairs.map((pair, dataIndex) => [pair.area, [{ seriesIndex: 0, dataIndex }]])),
  };
}

/**
 * @param {Scatter} scatter
 * @param {Manner} manner
 * @param {string} label
 * @returns {EChartsOption}
 */
function scatterOption({ xName, yName, xNumber, pairs }, { number, isNarrow }, label) {
  const most = isNarrow ? 40 : 90;
  const title = { nameTextStyle: { color: SOFT, fontSize: 13 }, scale: true };
  return {
    ...ground(label),
    grid: [{ left: 12, right: 40, top: 36, bottom: 34, containLabel: true }],
    tooltip: { ...TOOLTIP, trigger: "item", formatter: (/** @type {any} */ { data }) => `${data.name}\n${yName}: ${data.yText}\n${xName}: ${data.xText}` },
    xAxis: { ...valueAxis(xNumber, []), ...title, name: shortened(xName, most), nameLocation: "middle", nameGap: 30, axisLine: { show: true, lineStyle: { color: EDGE } } },
    yAxis: { ...valueAxis(number, []), ...title, name: shortened(yName, most), nameLocation: "end", nameTextStyle: { ...title.nameTextStyle, align: "left" }, axisLine: { show: true, lineStyle: { color: EDGE } } },
    series: [
      {
        type: "scatter",
        symbolSize: 11,
        data: pairs.map((pair) => ({
          value: [pair.x, pair.y],
          area: pair.area,
          name: pair.name,
          xText: pair.xText,
          yText: pair.yText,
          symbolSize: pair.mark ? 15 : 11,
          itemStyle: { color: pair.color, borderColor: pair.mark ?? EDGE, borderWidth: pair.mark ? 4 : 1 },
          label: { show: pair.mark !== null },
        })),
        label: { position: "top", color: INK, textBorderColor: "#ffffff", textBorderWidth: 3, fontSize: 13, fontWeight: 600, formatter: (/** @type {any} */ { data }) => data.name },
        emphasis: { scale: 1.4, label: { show: true }, itemStyle: { borderColor: INK, borderWidth: 3 } },
        labelLayout: { hideOverlap: false },
      },
    ],
  };
}
