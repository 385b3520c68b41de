/**
 * A line chart of areas over all dates, with the city beside them.
 *
 * @import { Point } from "./series.js"
 *
 * @typedef {object} Line
 * @property {string} name
 * @property {string} color
 * @property {"area" | "compared" | "city"} role
 * @property {(Point | null)[]} points by shown date
 *
 * @typedef {object} Chart
 * @property {Line[]} lines
 * @property {number[]} dates shown periods
 * @property {number} current position of the shown date
 * @property {{ position: number, label: string }[]} reforms
 * @property {(position: number) => string} dateLabel short, for the axis
 * @property {(value: number) => string} write
 * @property {{ value: number, label: string }[] | null} steps instead of round numbers, for classes
 * @property {string} label spoken
 */
import { layout, paths } from "./chart-layout.js";
import { drawn } from "./dom.js";

const FRAME = { width: 320, height: 168, left: 40, right: 10, top: 12, bottom: 24 }; // left grows with the axis' words
const LETTER = 6.4; // how wide a letter of the axis is

/** @param {Chart} chart */
export function chart(chart) {
  const points = chart.lines.map((line) => line.points);
  const steps = chart.steps?.map((step) => step.value);
  const write = (/** @type {number} */ value) => chart.steps?.find((step) => step.value === value)?.label ?? chart.write(value);
  const longest = Math.max(...layout(points, chart.dates.length, FRAME, steps).ticks.map((value) => write(value).length));
  const frame = { ...FRAME, left: 12 + longest * LETTER };
  const where = layout(points, chart.dates.length, frame, steps);
  const base = FRAME.height - FRAME.bottom;
  return drawn(
    "svg",
    { class: "chart", viewBox: `0 0 ${FRAME.width} ${FRAME.height}`, role: "img", "aria-label": chart.label },
    ...where.ticks.flatMap((value) => [
      drawn("line", { class: "chart__grid", x1: frame.left, x2: FRAME.width - FRAME.right, y1: where.y(value), y2: where.y(value) }),
      drawn("text", { class: "chart__tick", x: frame.left - 6, y: where.y(value) + 4, "text-anchor": "end" }, write(value)),
    ]),
    ...chart.reforms.map(({ position, label }) => {
      const x = (where.x(position) + where.x(position - 1)) / 2;
      return drawn("line", { class: "chart__reform", x1: x, x2: x, y1: FRAME.top - 6, y2: base }, drawn("title", {}, label));
    }),
    drawn("line", { class: "chart__now", x1: where.x(chart.current), x2: where.x(chart.current), y1: FRAME.top - 6, y2: base }),
    ...axisLabels(chart, where),
    ...chart.lines.flatMap((line) => drawnLine(line, chart, where)),
  );
}

/**
 * The first and last date, and the shown one where it keeps clear of them.
 * @param {Chart} chart
 * @param {import("./chart-layout.js").Layout} where
 */
function axisLabels(chart, where) {
  const last = chart.dates.length - 1;
  const clear = where.x(chart.current) - where.x(0) > 60 && where.x(last) - where.x(chart.current) > 60;
  const shown = [...new Set(clear ? [0, chart.current, last] : [0, last])];
  return shown.map((position) =>
    drawn(
      "text",
      {
        class: position === chart.current ? "chart__tick chart__tick--now" : "chart__tick",
        x: where.x(position),
        y: FRAME.height - 6,
        "text-anchor": position === 0 && last > 0 ? "start" : position === last ? "end" : "middle",
      },
      chart.dateLabel(position),
    ),
  );
}

/**
 * @param {Line} line
 * @param {Chart} chart
 * @param {import("./chart-layout.js").Layout} where
 */
function drawnLine(line, chart, where) {
  const stroke = paths(line.points, chart.dates, where).map((d) =>
    drawn("path", { class: `chart__line chart__line--${line.role}`, d, stroke: line.color }),
  );
  const dots = line.points.flatMap((point, position) => {
    if (!point || point.value === null) return [];
    const now = position === chart.current;
    const alone = line.points[position - 1]?.value == null && line.points[position + 1]?.value == null;
    if (!now && !alone) return [];
    return drawn("circle", { class: "chart__dot", cx: where.x(position), cy: where.y(point.value), r: now ? 4 : 2.5, fill: line.color });
  });
  return [...stroke, ...dots];
}
