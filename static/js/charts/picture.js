/**
 * A chart as a picture of its own: title above, origin beneath, no controls. Knows no DOM.
 *
 * @import { EChartsOption } from "echarts"
 * @import { Drawing, Head } from "./drawing.js"
 */
import { INK, SOFT } from "./drawing.js";

export const WIDTH = 1200;
const HEIGHT = 640;
const ABOVE = 84;
const LINE = 20;
const SIGNS = 150; // as many as fit in a line
const ROW = 22;
const LEAST = 200;

/**
 * @param {Drawing} drawing
 * @param {Head} head
 * @param {string[]} lines beneath the chart
 * @param {string} mark "intern", else ""
 * @returns {{ option: EChartsOption, height: number }}
 */
export function pictureOf(drawing, head, lines, mark) {
  const wrapped = lines.flatMap((line) => wrap(line, SIGNS));
  const below = wrapped.length * LINE + 20;
  const option = /** @type {any} */ (structuredCopy(drawing.option));
  const rows = rowsOf(option);
  const inner = rows === null ? HEIGHT - ABOVE - below : Math.max(LEAST, rows * ROW + 70);
  const height = rows === null ? HEIGHT : ABOVE + inner + below;
  option.grid = option.grid.slice(0, 1).map((/** @type {any} */ grid) => ({ ...grid, top: ABOVE + (rows === null ? 26 : 44), bottom: below + (rows === null ? 26 : 0), height: rows === null ? undefined : rows * ROW }));
  option.dataZoom = [];
  if (Array.isArray(option.series) && rows !== null) keepFirstGrid(option);
  option.title = { text: head.title, subtext: head.subtitle, left: 20, top: 14, textStyle: { color: INK, fontSize: 22, fontWeight: 600 }, subtextStyle: { color: SOFT, fontSize: 16 } };
  option.graphic = [
    { type: "text", left: 24, top: height - below + 8, style: { text: wrapped.join("\n"), fill: SOFT, fontSize: 14, lineHeight: LINE, fontFamily: "Fira Sans, Arial, sans-serif" } },
    ...(mark ? [{ type: "text", right: 24, top: 22, style: { text: mark, fill: "#a3150d", fontSize: 18, fontWeight: 700, fontFamily: "Fira Sans, Arial, sans-serif" } }] : []),
  ];
  option.backgroundColor = "#ffffff";
  return { option, height };
}

/**
 * How many bars a ranking has; null for other charts.
 * @param {any} option
 */
function rowsOf(option) {
  const axis = Array.isArray(option.yAxis) ? option.yAxis[0] : option.yAxis;
  return axis.type === "category" ? axis.data.length : null;
}

/**
 * All bars are in the picture, so none need be shown twice.
 * @param {any} option
 */
function keepFirstGrid(option) {
  option.xAxis = [{ ...option.xAxis[0], axisLabel: { ...option.xAxis[0].axisLabel, show: true } }];
  option.yAxis = option.yAxis.slice(0, 1);
  option.series = option.series.slice(0, 1);
}

/**
 * One level deep: what is replaced here must not change the chart on the screen.
 * @param {EChartsOption} option
 */
function structuredCopy(option) {
  return { ...option };
}

/**
 * @param {string} text
 * @param {number} most signs in a line
 * @returns {string[]}
 */
export function wrap(text, most) {
  /** @type {string[]} */
  const lines = [""];
  for (const word of text.split(" ").filter(Boolean)) {
    const line = lines[lines.length - 1];
    if (line && line.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines[0] ? lines : [];
}
