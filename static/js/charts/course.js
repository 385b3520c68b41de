/**
 * Lines through time: chosen areas and the city over the band of all areas. Knows no DOM.
 *
 * A line breaks at a gap and where the area did not exist with its present boundary; the band
 * breaks wherever other boundaries come to hold.
 *
 * @import { Point } from "../series.js"
 * @import { View } from "../view.js"
 * @import { Drawing, Manner } from "./drawing.js"
 *
 * @typedef {object} Line
 * @property {string} name
 * @property {string} color
 * @property {boolean} isCity
 * @property {(number | null)[]} values by date, in the indicator's unit
 * @property {string[]} texts the same in words, gaps too
 * @property {number} [area] position in the shown section
 *
 * @typedef {object} Band lowest and highest value of all areas, by date
 * @property {string} name
 * @property {(number | null)[]} low
 * @property {(number | null)[]} high
 * @property {string[]} texts
 *
 * @typedef {object} Course as atlas/presenters_compare_course.py writes it
 * @property {string[]} days ISO dates
 * @property {string[]} labels
 * @property {Line[]} lines
 * @property {Band} band
 * @property {number[]} reforms positions of dates from which on other boundaries hold
 * @property {[number, string][]} steps the classes of an index, else empty
 * @property {number} [current] position of the shown date
 */
import { figureText, toValue } from "../numbers.js";
import { findArea, seriesOf, seriesOfWhole } from "../series.js";
import { placeOf } from "../pack.js";
import { courseOption } from "./course-option.js";
import { CITY_COLOR, LINE_COLORS } from "./drawing.js";

/**
 * @param {View} view
 * @returns {Course}
 */
export function courseOf(view) {
  const { pack, state, config, city } = view;
  const codes = [...(state.area ? [state.area] : []), ...state.areas.filter((code) => code !== state.area)];
  const lines = codes.flatMap((code, at) => areaLine(view, code, LINE_COLORS[at % LINE_COLORS.length]) ?? []);
  if (city && config.kind !== "count") {
    lines.push({ name: config.region.name, color: CITY_COLOR, isCity: true, ...pointsOf(view, seriesOfWhole(pack, city.series, 0)) });
  }
  return {
    days: view.dates.map((period) => pack.periods[period].end),
    labels: view.dates.map((_, at) => view.label(at)),
    lines,
    band: bandOf(view),
    reforms: view.reforms.map(({ position }) => position),
    steps: (pack.card.classes ?? []).map((/** @type {any} */ one) => [one.value, one.name[config.language] ?? one.name.de]),
    current: view.position,
  };
}

/**
 * @param {View} view
 * @param {string} code
 * @param {string} color
 * @returns {Line | null}
 */
function areaLine(view, code, color) {
  const found = findArea(view.pack, code, view.place.section);
  if (!found) return null;
  const here = view.section.areas.indexOf(code);
  const points = pointsOf(view, seriesOf(view.pack, found.section, found.area));
  return { name: view.nameOf(code), color, isCity: false, ...points, ...(here === -1 ? {} : { area: here }) };
}

/**
 * @param {View} view
 * @param {(Point | null)[]} points
 */
function pointsOf(view, points) {
  const { decimals } = view.config.number;
  return {
    values: points.map((point) => (point && point.value !== null ? toValue(point.value, decimals) : null)),
    texts: points.map((point) => {
      if (!point) return view.say("not_then");
      return point.value === null ? view.gapWords(point.status) : valueWords(view, point.value);
    }),
  };
}

/**
 * @param {View} view
 * @param {number} printed
 */
function valueWords({ config, pack }, printed) {
  const named = (pack.card.classes ?? []).find((/** @type {any} */ one) => one.value === printed);
  if (config.kind === "class" && named) return named.name[config.language] ?? named.name.de;
  return figureText(printed, config.number);
}

/**
 * @param {View} view
 * @returns {Band}
 */
function bandOf(view) {
  const { pack, config, say } = view;
  const spans = view.dates.map((period) => {
    const place = placeOf(pack, period);
    const known = pack.sections[place.section].series.values[place.row].filter((value) => value !== null);
    return known.length > 0 ? { low: Math.min(...known), high: Math.max(...known) } : null;
  });
  const { decimals } = config.number;
  return {
    name: say("band_of", { areas: say("level") }),
    low: spans.map((span) => span && toValue(span.low, decimals)),
    high: spans.map((span) => span && toValue(span.high, decimals)),
    texts: spans.map((span) => (span ? say("range_to", { low: valueWords(view, span.low), high: valueWords(view, span.high) }) : view.gapWords("O"))),
  };
}

/**
 * @param {Course} course
 * @param {Manner} manner
 * @returns {Drawing}
 */
export function courseDrawing(course, manner) {
  const { say } = manner;
  const label = say("course", { names: course.lines.map((line) => line.name).join(", "), start: course.labels[0], end: course.labels[course.labels.length - 1] });
  return {
    option: courseOption(course, manner, label),
    height: 0,
    label,
    rows: courseRows(course, say),
    notes: [`${course.band.name}: ${say("grey_surface")}`, ...(course.reforms.length > 0 ? [say("runs_on")] : [])],
    spots: new Map(course.lines.flatMap(({ area }, at) => (area === undefined ? [] : [[area, [{ seriesIndex: at + 1 }]]]))),
  };
}

/**
 * @param {Course} course
 * @param {import("../texts.js").Say} say
 */
function courseRows(course, say) {
  const heads = [say("date"), ...course.lines.map((line) => line.name), course.band.name];
  const rows = course.labels.map((label, at) => [label, ...course.lines.map((line) => line.texts[at]), course.band.texts[at]]);
  return [heads, ...rows.reverse()];
}
