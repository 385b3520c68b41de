/**
 * The whole state of a view, and its address.
 *
 * @typedef {object} State
 * @property {string} indicator
 * @property {string} level
 * @property {string} period key
 * @property {string} method
 * @property {number} k
 * @property {string} palette
 * @property {number[] | null} breaks manual breaks in the indicator's unit
 * @property {string[]} areas codes to compare
 * @property {string | null} area code
 * @property {number} opacity 0 to 100
 * @property {boolean} table whether the table is open beside the map
 */

/** Methods that take no number of classes, as in atlas/selection.py. */
const WITHOUT_K = ["regional_default", "manual"];

/**
 * @param {string} search "?period=2020-12-31&…"
 * @param {State} defaults
 * @returns {State}
 */
export function readState(search, defaults) {
  const given = new URLSearchParams(search);
  const text = (/** @type {string} */ name, /** @type {string} */ otherwise) => given.get(name) || otherwise;
  return {
    indicator: text("indicator", defaults.indicator),
    level: text("level", defaults.level),
    period: text("period", defaults.period),
    method: text("method", defaults.method),
    k: wholeNumber(given.get("k"), 2, 9) ?? defaults.k,
    palette: text("palette", defaults.palette),
    breaks: given.get("breaks") ? breaksFrom(text("breaks", "")) : defaults.breaks,
    areas: [...new Set(text("areas", "").split(",").filter(Boolean))],
    area: given.get("area") || null,
    opacity: wholeNumber(given.get("opacity"), 0, 100) ?? defaults.opacity,
    table: given.get("view") === "table",
  };
}

/**
 * The address' query: indicator, level and period always, the rest where it differs from the default.
 * @param {State} state
 * @param {State} defaults
 * @returns {string} starts with "?"
 */
export function writeState(state, defaults) {
  const manual = state.method === "manual" && state.breaks;
  const parts = {
    indicator: state.indicator,
    level: state.level,
    period: state.period,
    method: state.method === defaults.method ? "" : state.method,
    k: WITHOUT_K.includes(state.method) ? "" : String(state.k),
    palette: state.palette === defaults.palette ? "" : state.palette,
    breaks: manual ? breaksText(manual) : "",
    areas: state.areas.join(","),
    area: state.area ?? "",
    opacity: state.opacity === defaults.opacity ? "" : String(state.opacity),
    view: state.table ? "table" : "",
  };
  const given = Object.entries(parts).filter(([, text]) => text);
  return `?${given.map(([name, text]) => `${name}=${plain(text)}`).join("&")}`;
}

/**
 * Escaped, but for the marks that are harmless in a query and better read bare.
 * @param {string} text
 */
function plain(text) {
  return encodeURIComponent(text).replace(/%(2C|3B|3A|2F)/g, decodeURIComponent);
}

/**
 * Manual breaks as the address takes them: "1,5;2".
 * @param {number[]} breaks
 */
export function breaksText(breaks) {
  return breaks.map((value) => String(value).replace(".", ",")).join(";");
}

/**
 * @param {string} text parted by semicolons or spaces, with a comma or a point for decimals
 * @returns {number[] | null} ascending; null unless all are numbers
 */
export function breaksFrom(text) {
  const words = text.replaceAll(";", " ").split(/\s+/).filter(Boolean);
  const found = words.map((word) => Number(word.replace(",", ".")));
  if (found.length === 0 || !found.every(Number.isFinite)) return null;
  return [...new Set(found)].sort((a, b) => a - b);
}

/**
 * @param {string | null} text
 * @param {number} least
 * @param {number} most
 * @returns {number | null}
 */
function wholeNumber(text, least, most) {
  if (text === null || !/^\d+$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}
