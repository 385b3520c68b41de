/**
 * Which classes a state asks for: from the server, or from breaks of the reader's own.
 *
 * @import { Classification } from "./classes.js"
 * @import { View } from "./view.js"
 */
import { ownClasses } from "./classes.js";
import { knowClasses, loadClasses } from "./load.js";
import { figureText, numberText, toPrinted } from "./numbers.js";
import { writeState } from "./state.js";

/**
 * @param {View} view
 * @returns {Promise<Classification>}
 */
export async function classesOf(view) {
  const { state, config } = view;
  if (hasOwnBreaks(state) && state.breaks) {
    return ownBreaks(view, state.breaks.map((value) => toPrinted(value, config.number.decimals)));
  }
  return loadClasses(address(view));
}

/**
 * @param {View} view
 * @param {number[]} breaks printed, ascending
 * @returns {Classification}
 */
export function ownBreaks({ config, state, say }, breaks) {
  const { number, palettes } = config;
  const write = (/** @type {number} */ value, /** @type {boolean} */ isEnd) =>
    isEnd && number.unit === "%" ? figureText(value, number) : numberText(value, number);
  return ownClasses(config.classification, breaks, palettes[state.palette].colors, write, say, say("own_breaks"));
}

/**
 * The page came with the classes of its first state.
 * @param {View} view
 */
export function knowFirstClasses(view) {
  if (!hasOwnBreaks(view.state)) knowClasses(address(view), view.config.classification);
}

/**
 * A threshold takes the place of every method.
 * @param {View["state"]} state
 */
function hasOwnBreaks({ method, threshold }) {
  return method === "manual" && threshold === null;
}

/**
 * Whether two states differ in what makes classes and their colours.
 * @param {View["state"]} one
 * @param {View["state"]} other
 */
export function classesDiffer(one, other) {
  return classParts(one) !== classParts(other);
}

/** @param {View["state"]} state */
function classParts({ method, k, palette, breaks, threshold, below, above, sides, since, period }) {
  const pair = since && [since, period]; // a change is classed for its pair of dates
  return JSON.stringify([method, k, palette, breaks, threshold, below, above, sides, pair]);
}

/**
 * The address of the classes; what does not bear on them is left out.
 * @param {View} view
 */
function address({ state, config }) {
  const period = state.since ? state.period : "";
  const plain = { area: null, areas: [], min: null, max: null, only: [], within: null, opacity: config.defaults.opacity, panel: null, x: "" };
  const asked = { ...state, ...plain, period };
  return config.classes_url + writeState(asked, config.defaults);
}
