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
  if (state.method === "manual" && state.breaks) {
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
  if (view.state.method !== "manual") knowClasses(address(view), view.config.classification);
}

/**
 * Whether two states differ in what makes classes and their colours.
 * @param {View["state"]} one
 * @param {View["state"]} other
 */
export function classesDiffer(one, other) {
  const parts = (/** @type {View["state"]} */ { method, k, palette, breaks }) => JSON.stringify([method, k, palette, breaks]);
  return parts(one) !== parts(other);
}

/**
 * The address of the classes; what does not bear on them is left out.
 * @param {View} view
 */
function address({ state, config }) {
  const asked = { ...state, period: "", area: null, areas: [], opacity: config.defaults.opacity, table: false };
  return config.classes_url + writeState(asked, config.defaults);
}
