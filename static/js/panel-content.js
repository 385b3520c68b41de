/**
 * What the panel says of the chosen area, the city and the areas compared.
 *
 * @import { View } from "./view.js"
 * @import { Panel, Shown } from "./panel.js"
 * @import { Point } from "./series.js"
 * @import { Line } from "./chart.js"
 */
import { classIndex, painter } from "./classes.js";
import { figureText, numberText, toPrinted } from "./numbers.js";
import { statusOf } from "./pack.js";
import { findArea, seriesOf, seriesOfWhole } from "./series.js";

/** Lines of areas compared, in the order they were chosen; outlines on the map have them too. */
export const LINE_COLORS = ["#c2410c", "#0f766e", "#7e22ce", "#a16207", "#be185d"];
const OWN_COLOR = "#16357a";
const CITY_COLOR = "#5d6480";
export const MOST_COMPARED = 5;
const MOST_ON_PAGE = 4;

/**
 * @param {View} view
 * @returns {Panel}
 */
export function panelOf(view) {
  const { state, say, config } = view;
  const city = cityLine(view);
  const own = state.area ? areaLine(view, state.area, OWN_COLOR) : null;
  const compared = state.area
    ? state.areas.flatMap((code, at) => areaLine(view, code, LINE_COLORS[at % LINE_COLORS.length]) ?? [])
    : [];
  const value = own?.points[view.position]?.value ?? null;
  const cityValue = city?.points[view.position]?.value ?? null;
  const isRelative = config.kind !== "count" && config.kind !== "class";
  return {
    area: own ? shown(view, own) : null,
    profileUrl: own ? profileUrl(view, own.code) : null,
    valueUrl: own?.points[view.position] ? valueUrl(view, own.code) : null,
    range: own ? rangeText(view, own.code) : "",
    against: own ? (view.ranges?.areas[own.code]?.against ?? "") : "",
    city: city ? markedIncomplete(view, city) : null,
    ...classOf(view, value),
    difference: isRelative && value !== null && cityValue !== null ? view.difference(value - cityValue) : null,
    ends: own ? endsOf(view) : [],
    remark: own && own.points[view.position] === null ? say("not_here") : null,
    compared: compared.map((line) => shown(view, line)),
    compareUrl: compareUrl(view),
    cityIsDrawn: !(own && config.kind === "count"),
    candidates: own && compared.length < MOST_COMPARED ? candidates(view) : [],
    chart: chartOf(view, own, compared, city),
    history: own ? historyOf(view, own, compared, city) : null,
  };
}

/**
 * What stands at the pointer: name, figure, and the range of what chance may have moved.
 * @param {View} view
 * @param {number} area position in the shown section
 */
export function tipOf(view, area) {
  const code = view.section.areas[area];
  return [view.nameOf(code), view.figure(area), rangeText(view, code)].filter(Boolean);
}

/**
 * @param {View} view
 * @param {string} code
 */
function rangeText({ ranges }, code) {
  const found = ranges?.areas[code];
  return ranges && found ? [`${ranges.heading}: ${found.range}`, found.remark].filter(Boolean).join(" ") : "";
}

/**
 * Of a change: the figures of both dates, of which it is the difference.
 * @param {View} view
 * @returns {{ label: string, text: string }[]}
 */
function endsOf(view) {
  const { config, source, section, areaHere } = view;
  if (!config.change || areaHere === -1) return [];
  const plain = source.sections.find((one) => one.boundarySet === section.boundarySet);
  const since = source.periods.findIndex((period) => period.key === config.change?.since);
  if (!plain) return [];
  return [since, view.period].map((period) => {
    const row = plain.periods.indexOf(period);
    const value = plain.series.values[row][areaHere];
    const gap = view.gapWords(statusOf(plain.series, row, areaHere));
    const label = config.plain.periods[source.periods[period].key];
    return { label, text: value === null ? gap : figureText(value, config.plain.number) };
  });
}

/** @param {View} view */
function compareUrl({ state, config }) {
  const codes = [...(state.area ? [state.area] : []), ...state.areas].slice(0, MOST_ON_PAGE);
  const query = { indicator: state.indicator, level: state.level, areas: codes.map(encodeURIComponent).join(","), period: state.period };
  return `${config.compare_url}?${Object.entries(query).map(([key, text]) => `${key}=${text}`).join("&")}`;
}

/** @typedef {Line & { code: string }} AreaLine */

/**
 * @param {View} view
 * @param {string} code
 * @param {string} color
 * @returns {AreaLine | null}
 */
function areaLine(view, code, color) {
  const found = findArea(view.pack, code, view.place.section);
  if (!found) return null;
  const role = color === OWN_COLOR ? "area" : "compared";
  return { code, name: view.nameOf(code), color, role, points: seriesOf(view.pack, found.section, found.area) };
}

/**
 * @param {View} view
 * @returns {AreaLine | null}
 */
function cityLine({ city, pack, config }) {
  if (!city) return null;
  return { code: "", name: config.region.name, color: CITY_COLOR, role: "city", points: seriesOfWhole(pack, city.series, 0) };
}

/**
 * @param {View} view
 * @param {string} code
 */
function profileUrl({ config, section }, code) {
  return `${config.areas_url}${encodeURIComponent(code)}/?stand=${encodeURIComponent(section.boundarySet)}`;
}

/**
 * @param {View} view
 * @param {string} code
 */
function valueUrl({ config, section, state }, code) {
  if (config.change || state.smoothed) return null;
  const query = `period=${encodeURIComponent(state.period)}&stand=${encodeURIComponent(section.boundarySet)}`;
  return `${config.values_url}${encodeURIComponent(code)}/?${query}`;
}

/**
 * @param {View} view
 * @param {AreaLine} line
 * @returns {Shown}
 */
function shown(view, line) {
  const point = line.points[view.position];
  return {
    code: line.code,
    name: line.name,
    color: line.color,
    text: pointText(view, point),
    isGap: !point || point.value === null,
    flags: [point ? flagWords(view, point.flags) : "", internalWord(view, line.code)].filter(Boolean).join(", "),
  };
}

/**
 * @param {View} view
 * @param {AreaLine} line
 * @returns {Shown}
 */
function markedIncomplete(view, line) {
  const said = shown(view, line);
  return { ...said, text: said.text + view.incompleteMark(line.points[view.position]?.flags ?? 0) };
}

/**
 * @param {View} view
 * @param {string} code
 */
function internalWord(view, code) {
  return view.openness?.areas.includes(code) ? view.say("internal") : "";
}

/**
 * @param {View} view
 * @param {Point | null} point
 */
function pointText(view, point) {
  if (!point) return view.say("not_then");
  return point.value === null ? view.gapWords(point.status) : view.valueText(point.value);
}

/**
 * @param {View} view
 * @param {number} flags
 */
function flagWords({ config }, flags) {
  return Object.entries(config.flags)
    .filter(([bit]) => flags & Number(bit))
    .map(([, words]) => words)
    .join(", ");
}

/**
 * @param {View} view
 * @param {number | null} value
 */
function classOf({ classification, hasCircles, breaks }, value) {
  if (value === null || hasCircles) return { classLabel: null, classColor: null };
  const found = classIndex(value, breaks);
  return {
    classLabel: classification.scale ? null : classification.labels[found ?? 0],
    classColor: painter(classification)(value),
  };
}

/** @param {View} view */
function candidates(view) {
  const { state, section } = view;
  const collator = new Intl.Collator(view.config.language);
  return section.areas
    .filter((code) => code !== state.area && !state.areas.includes(code))
    .map((code) => ({ code, name: view.nameOf(code) }))
    .sort((a, b) => collator.compare(a.name, b.name));
}

/**
 * @param {View} view
 * @param {AreaLine | null} own
 * @param {AreaLine[]} compared
 * @param {AreaLine | null} city
 */
function chartOf(view, own, compared, city) {
  const isCount = view.config.kind === "count"; // a city's number would press all areas to the floor
  const lines = [...(city && !(own && isCount) ? [city] : []), ...compared, ...(own ? [own] : [])];
  const isEmpty = lines.every((line) => line.points.every((point) => (point?.value ?? null) === null));
  if (isEmpty || view.dates.length < 2) return null;
  const last = view.dates.length - 1;
  return {
    lines,
    dates: view.dates,
    current: view.position,
    reforms: view.reforms,
    dateLabel: (/** @type {number} */ at) => view.label(at).replace(/^.*(\d{4})$/, "$1"),
    write: (/** @type {number} */ value) => numberText(value, view.config.number),
    steps: view.config.kind === "class" ? classSteps(view) : null,
    label: view.say("course", { names: lines.map((line) => line.name).join(", "), start: view.label(0), end: view.label(last) }),
  };
}

/**
 * @param {View} view
 * @param {AreaLine} own
 * @param {AreaLine[]} compared
 * @param {AreaLine | null} city
 */
function historyOf(view, own, compared, city) {
  const lines = [own, ...compared, ...(city ? [city] : [])];
  return {
    caption: view.say("all_dates"),
    columns: lines.map((line) => line.name),
    rows: view.dates
      .map((_, at) => ({ label: view.label(at), cells: lines.map((line) => pointText(view, line.points[at])), isCurrent: at === view.position }))
      .reverse(),
  };
}

/**
 * The classes of an index as steps of the chart's axis.
 * @param {View} view
 */
function classSteps({ classification, config }) {
  const [first, ...breaks] = [classification.lowest ?? 0, ...classification.breaks];
  return [first, ...breaks].map((value, at) => ({ value: toPrinted(value, config.number.decimals), label: classification.labels[at] }));
}
