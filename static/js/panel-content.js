/**
 * What the panel says of the chosen area, the city and the areas compared.
 *
 * @import { Page } from "./page.js"
 * @import { Panel, Shown } from "./panel.js"
 * @import { Point } from "./series.js"
 * @import { Line } from "./chart.js"
 */
import { classIndex, painter, printedBreaks } from "./classes.js";
import { numberText, toPrinted } from "./numbers.js";
import { LINE_COLORS, OWN_COLOR, differenceWords } from "./page.js";
import { findArea, seriesOf, seriesOfWhole } from "./series.js";

const CITY_COLOR = "#5d6480";
const MOST_COMPARED = 5;

/**
 * @param {Page} page
 * @returns {Panel}
 */
export function panelOf(page) {
  const { state, say, config } = page;
  const city = cityLine(page);
  const own = state.area ? areaLine(page, state.area, OWN_COLOR) : null;
  const compared = state.area
    ? state.areas.flatMap((code, at) => areaLine(page, code, LINE_COLORS[at % LINE_COLORS.length]) ?? [])
    : [];
  const value = own?.points[page.position]?.value ?? null;
  const cityValue = city?.points[page.position]?.value ?? null;
  const isRelative = config.kind !== "count" && config.kind !== "class";
  return {
    area: own ? shown(page, own) : null,
    city: city ? shown(page, city) : null,
    ...classOf(page, value),
    difference: isRelative && value !== null && cityValue !== null ? differenceWords(value - cityValue, config.number, say) : null,
    remark: own && own.points[page.position] === null ? say("not_here") : null,
    compared: compared.map((line) => shown(page, line)),
    cityIsDrawn: !(own && config.kind === "count"),
    candidates: own && compared.length < MOST_COMPARED ? candidates(page) : [],
    chart: chartOf(page, own, compared, city),
    history: own ? historyOf(page, own, compared, city) : null,
  };
}

/** @typedef {Line & { code: string }} AreaLine */

/**
 * @param {Page} page
 * @param {string} code
 * @param {string} color
 * @returns {AreaLine | null}
 */
function areaLine(page, code, color) {
  const found = findArea(page.pack, code, page.place.section);
  if (!found) return null;
  const role = color === OWN_COLOR ? "area" : "compared";
  return { code, name: page.nameOf(code), color, role, points: seriesOf(page.pack, found.section, found.area) };
}

/**
 * @param {Page} page
 * @returns {AreaLine | null}
 */
function cityLine({ city, pack, config }) {
  if (!city) return null;
  return { code: "", name: config.region.name, color: CITY_COLOR, role: "city", points: seriesOfWhole(pack, city.series, 0) };
}

/**
 * @param {Page} page
 * @param {AreaLine} line
 * @returns {Shown}
 */
function shown(page, line) {
  const point = line.points[page.position];
  return {
    code: line.code,
    name: line.name,
    color: line.color,
    text: pointText(page, point),
    isGap: !point || point.value === null,
    flags: point ? flagWords(page, point.flags) : "",
  };
}

/**
 * @param {Page} page
 * @param {Point | null} point
 */
function pointText(page, point) {
  const { config, say } = page;
  if (!point) return say("not_then");
  if (point.value === null) return config.statuses[point.status]?.label ?? "";
  return page.valueText(point.value);
}

/**
 * @param {Page} page
 * @param {number} flags
 */
function flagWords({ config }, flags) {
  return Object.entries(config.flags)
    .filter(([bit]) => flags & Number(bit))
    .map(([, words]) => words)
    .join(", ");
}

/**
 * @param {Page} page
 * @param {number | null} value
 */
function classOf({ classification, hasCircles }, value) {
  if (value === null || hasCircles) return { classLabel: null, classColor: null };
  const found = classIndex(value, printedBreaks(classification));
  return {
    classLabel: classification.scale ? null : classification.labels[found ?? 0],
    classColor: painter(classification)(value),
  };
}

/** @param {Page} page */
function candidates(page) {
  const { state, section } = page;
  const collator = new Intl.Collator(page.config.language);
  return section.areas
    .filter((code) => code !== state.area && !state.areas.includes(code))
    .map((code) => ({ code, name: page.nameOf(code) }))
    .sort((a, b) => collator.compare(a.name, b.name));
}

/**
 * @param {Page} page
 * @param {AreaLine | null} own
 * @param {AreaLine[]} compared
 * @param {AreaLine | null} city
 */
function chartOf(page, own, compared, city) {
  const isCount = page.config.kind === "count"; // a city's number would press all areas to the floor
  const lines = [...(city && !(own && isCount) ? [city] : []), ...compared, ...(own ? [own] : [])];
  if (lines.length === 0 || page.dates.length < 2) return null;
  const last = page.dates.length - 1;
  return {
    lines,
    dates: page.dates,
    current: page.position,
    reforms: page.reforms,
    dateLabel: (/** @type {number} */ at) => page.label(at).replace(/^.*(\d{4})$/, "$1"),
    write: (/** @type {number} */ value) => numberText(value, page.config.number),
    steps: page.config.kind === "class" ? classSteps(page) : null,
    label: page.say("course", { names: lines.map((line) => line.name).join(", "), start: page.label(0), end: page.label(last) }),
  };
}

/**
 * @param {Page} page
 * @param {AreaLine} own
 * @param {AreaLine[]} compared
 * @param {AreaLine | null} city
 */
function historyOf(page, own, compared, city) {
  const lines = [own, ...compared, ...(city ? [city] : [])];
  return {
    caption: page.say("all_dates"),
    columns: lines.map((line) => line.name),
    rows: page.dates
      .map((_, at) => ({ label: page.label(at), cells: lines.map((line) => pointText(page, line.points[at])), isCurrent: at === page.position }))
      .reverse(),
  };
}

/**
 * The classes of an index as steps of the chart's axis.
 * @param {Page} page
 */
function classSteps({ classification, config }) {
  const [first, ...breaks] = [classification.lowest ?? 0, ...classification.breaks];
  return [first, ...breaks].map((value, at) => ({ value: toPrinted(value, config.number.decimals), label: classification.labels[at] }));
}
