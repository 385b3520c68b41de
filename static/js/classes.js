/**
 * Which class and which colour a value has. Values and breaks are printed whole numbers.
 *
 * @typedef {object} Classification what the server's classes_url answers
 * @property {string} method
 * @property {number} k
 * @property {number} decimals
 * @property {number[]} breaks in the indicator's unit: what opens the second and each later class
 * @property {number | null} lowest
 * @property {number | null} highest
 * @property {string[]} colors one per class
 * @property {string[]} labels one per class
 * @property {number | null} diverging_class
 * @property {[number, number] | null} scale where the ramp starts and ends, for unclassed values
 * @property {string[]} ramp from low to high, for unclassed values
 * @property {string | number | null} goodness
 * @property {string[]} notes
 * @property {string} method_label
 * @property {string} scope for which dates the classes hold
 * @property {{ label: string, first_above: number } | null} threshold and the first class above it
 */

/**
 * @param {number | null} value null where suppressed or missing
 * @param {number[]} breaks ascending; a break opens the next class, the last class is closed
 * @returns {number | null} the legend class, from 0
 */
export function classIndex(value, breaks) {
  if (value === null) return null;
  let found = 0;
  while (found < breaks.length && value >= breaks[found]) found += 1;
  return found;
}

/**
 * @param {(number | null)[]} values
 * @param {number[]} breaks
 * @returns {number[]} areas per class
 */
export function classCounts(values, breaks) {
  const counts = new Array(breaks.length + 1).fill(0);
  for (const value of values) {
    const found = classIndex(value, breaks);
    if (found !== null) counts[found] += 1;
  }
  return counts;
}

/**
 * How areas of a value are painted under a classification.
 * @param {Classification} classification
 * @returns {(value: number | null) => string | null} null for a gap
 */
export function painter(classification) {
  const factor = 10 ** classification.decimals;
  if (classification.scale) {
    const [low, high] = classification.scale.map((end) => end * factor);
    return (value) => (value === null ? null : rampColor(value, low, high, classification.ramp));
  }
  const breaks = printedBreaks(classification);
  return (value) => {
    const found = classIndex(value, breaks);
    return found === null ? null : classification.colors[found];
  };
}

/**
 * @param {Classification} classification
 * @returns {number[]}
 */
export function printedBreaks(classification) {
  const factor = 10 ** classification.decimals;
  return classification.breaks.map((value) => Math.round(value * factor));
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 * @param {string[]} ramp "#rrggbb" from low to high; values beyond the ends take the end's colour
 * @returns {string}
 */
export function rampColor(value, low, high, ramp) {
  const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
  const place = share * (ramp.length - 1);
  const before = Math.min(Math.floor(place), ramp.length - 2);
  if (before < 0) return ramp[0];
  return mixed(ramp[before], ramp[before + 1], place - before);
}

/**
 * @param {string} from
 * @param {string} to
 * @param {number} share 0 is all `from`
 */
function mixed(from, to, share) {
  const parts = [1, 3, 5].map((at) => {
    const start = parseInt(from.slice(at, at + 2), 16);
    const end = parseInt(to.slice(at, at + 2), 16);
    return Math.round(start + (end - start) * share).toString(16).padStart(2, "0");
  });
  return `#${parts.join("")}`;
}

/**
 * Circles have areas in proportion to their values.
 * @param {number | null} value
 * @param {number} largest
 * @param {number} radius of the largest value, in pixels
 */
export function circleRadius(value, largest, radius) {
  if (value === null || value === 0 || largest <= 0) return 0;
  return Math.sqrt(Math.abs(value) / largest) * radius;
}

/**
 * Classes with breaks of the reader's own: they need no server.
 * @param {Classification} like what is not about breaks stays
 * @param {number[]} breaks printed, ascending
 * @param {Record<string, string[]>} colors of the palette, by number of classes
 * @param {(break_: number, isEnd: boolean) => string} write a break, with the unit where a range ends
 * @param {import("./texts.js").Say} say
 * @param {string} methodLabel
 * @returns {Classification}
 */
export function ownClasses(like, breaks, colors, write, say, methodLabel) {
  const factor = 10 ** like.decimals;
  const labels = [
    say("range_below", { high: write(breaks[0], true) }),
    ...breaks.slice(1).map((high, at) => say("range_between", { low: write(breaks[at], false), high: write(high, true) })),
    say("range_from", { low: write(breaks[breaks.length - 1], true) }),
  ];
  return {
    ...like,
    method: "manual",
    breaks: breaks.map((value) => value / factor),
    labels,
    colors: colors[String(labels.length)],
    scale: null,
    ramp: [],
    diverging_class: null,
    goodness: null,
    notes: [],
    method_label: methodLabel,
    threshold: null,
  };
}
