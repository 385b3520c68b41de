/**
 * The part of a view's state that says what lies under and above the areas, and its address.
 * atlas/forms_layers.py reads the same.
 *
 * @typedef {object} GroundState
 * @property {string[]} layers keys of the shown layers of points and lines
 * @property {string} base key of the background, "key:70" with an opacity, "" for none
 * @property {string[]} overlays of the same kind, above the areas
 */

const NOTHING = "none"; // in an address: not even what is on by default

/**
 * @param {URLSearchParams} given
 * @param {GroundState} defaults
 * @returns {GroundState}
 */
export function readGround(given, defaults) {
  const list = (/** @type {string} */ name) => [...new Set((given.get(name) ?? "").split(",").filter(Boolean))];
  const backdrops = (/** @type {string} */ name, /** @type {string[]} */ usual) =>
    given.get(name) ? list(name).filter((key) => key !== NOTHING) : usual;
  return {
    layers: list("layers"),
    base: backdrops("base", defaults.base ? [defaults.base] : [])[0] ?? "",
    overlays: backdrops("overlays", defaults.overlays),
  };
}

/**
 * @param {GroundState} state
 * @param {GroundState} defaults
 */
export function groundParts(state, defaults) {
  const overlays = state.overlays.join(",");
  return {
    layers: state.layers.join(","),
    base: state.base === defaults.base ? "" : state.base || NOTHING,
    overlays: overlays === defaults.overlays.join(",") ? "" : overlays || NOTHING,
  };
}

/**
 * @param {string} word "key" or "key:opacity"
 * @param {{ key: string, opacity: number }[]} known with their usual opacity
 */
export function backdropOf(word, known) {
  const [key, opacity] = word.split(":");
  const found = known.find((one) => one.key === key);
  if (!found) return null;
  const asked = /^\d{1,3}$/.test(opacity ?? "") ? Math.min(100, Number(opacity)) : found.opacity;
  return { key, opacity: asked };
}

/**
 * @param {string} key
 * @param {number} opacity
 * @param {number} usual
 */
export function backdropWord(key, opacity, usual) {
  return opacity === usual ? key : `${key}:${opacity}`;
}
