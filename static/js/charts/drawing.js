/**
 * What every chart hands over to be drawn, told in words and taken away as a file.
 *
 * @import { EChartsOption } from "echarts"
 * @import { NumberFormat } from "../numbers.js"
 * @import { Say } from "../texts.js"
 *
 * @typedef {object} Head what stands in every file, beside the figures
 * @property {string} title
 * @property {string} subtitle level, region, date
 * @property {string} source
 * @property {string} released the day of publication
 * @property {string} boundaries
 * @property {boolean} isInternal
 * @property {string} file name without an ending
 *
 * @typedef {object} Drawing
 * @property {EChartsOption} option for ECharts, without title
 * @property {number} height in pixels; 0: as high as there is room
 * @property {string} label spoken
 * @property {string[][]} rows the same as a table; the first row are headings
 * @property {string[]} notes sentences beneath
 * @property {Map<number, Spot[]>} spots where an area of the shown section is drawn
 *
 * @typedef {{ seriesIndex: number, dataIndex?: number }} Spot
 *
 * @typedef {object} Manner
 * @property {NumberFormat} number
 * @property {Say} say
 * @property {boolean} isNarrow for a phone
 */
import { numberText, toPrinted } from "../numbers.js";

export const INK = "#14172a";
export const SOFT = "#4b5068";
export const GRID = "#dcdfe8";
export const EDGE = "#5c6277";
export const REFORM = "#b45309";
export const CITY_COLOR = "#5d6480";
export const BAND_COLOR = "#e3e6ee";
/** Of the areas chosen, in their order; as atlas/line_chart.py has them. */
export const LINE_COLORS = ["#16357a", "#c2410c", "#0f766e", "#7e22ce", "#a16207", "#be185d"];
export const FONT = "Fira Sans, Arial, sans-serif";

/** What all charts have in common: no motion, words in our letters, tooltips drawn and not styled. */
export function ground(/** @type {string} */ label) {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, fontSize: 14, color: INK },
    aria: { enabled: true, label: { description: label } },
    stateAnimation: { duration: 0 },
  };
}

/** @type {import("echarts").TooltipComponentOption} */
export const TOOLTIP = {
  renderMode: "richText",
  confine: true,
  transitionDuration: 0,
  backgroundColor: "#ffffff",
  borderColor: EDGE,
  borderWidth: 1,
  padding: [8, 10],
  textStyle: { color: INK, fontFamily: FONT, fontSize: 14, lineHeight: 20 },
};

/**
 * An axis of the indicator's values.
 * @param {NumberFormat} number
 * @param {[number, string][]} steps words instead of numbers, for classes
 */
export function valueAxis(number, steps) {
  const words = new Map(steps);
  const classes = steps.length > 0
    ? { min: steps[0][0], max: steps[steps.length - 1][0], interval: 1 }
    : { minInterval: 10 ** -number.decimals };
  return {
    type: /** @type {const} */ ("value"),
    ...classes,
    axisLine: { show: false },
    splitLine: { lineStyle: { color: GRID } },
    axisLabel: {
      color: SOFT,
      fontSize: 13,
      formatter: (/** @type {number} */ value) => words.get(value) ?? (steps.length > 0 ? "" : axisText(value, number)),
    },
  };
}

/**
 * A round number with no more decimals than it needs.
 * @param {number} value
 * @param {NumberFormat} number
 */
export function axisText(value, number) {
  let decimals = 0;
  while (decimals < number.decimals && toPrinted(value, decimals) / 10 ** decimals !== Number(value.toFixed(9))) decimals += 1;
  const text = numberText(toPrinted(value, decimals), { ...number, decimals });
  return number.unit === "%" ? text + number.unit_space + number.unit : text;
}

/**
 * @param {string} text
 * @param {number} most signs
 */
export function shortened(text, most) {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
