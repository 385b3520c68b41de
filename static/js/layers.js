/**
 * Layers of points and lines: what they say of a place. Reckons, paints nothing.
 *
 * @typedef {{ label: string, color: string, path: string, dash: string }} LayerKey
 *
 * @typedef {object} Layer as atlas/presenters_layers.py describes it
 * @property {string} key
 * @property {string} name
 * @property {"point" | "line"} kind
 * @property {number} count
 * @property {string} url
 * @property {string} page_url
 * @property {string} origin
 * @property {number} least_zoom
 * @property {string[]} columns
 * @property {boolean} is_internal
 * @property {LayerKey[]} keys
 * @property {LayerKey} other
 *
 * @typedef {object} Told properties of a feature, docs/layers.md
 * @property {string} name
 * @property {number} category -1 for none that is declared
 * @property {string[]} texts by column
 * @property {Record<string, string[]>} areas codes by boundary set
 *
 * @typedef {{ id: number, geometry: import("geojson").Geometry, properties: Told }} LayerFeature
 * @typedef {{ features: LayerFeature[] }} LayerFile
 */

/**
 * @param {Layer} layer
 * @param {Told} told
 * @returns {string} empty where the layer has no categories
 */
export function categoryOf(layer, told) {
  if (told.category === -1) return hasCategories(layer) ? layer.other.label : "";
  return hasCategories(layer) ? layer.keys[told.category].label : "";
}

/**
 * A layer without categories has one key that is called as itself.
 * @param {Layer} layer
 */
function hasCategories(layer) {
  return layer.keys.length > 1 || layer.keys[0]?.label !== layer.name;
}

/**
 * @param {Layer} layer
 * @param {Told} told
 * @returns {string[]} "Plätze: 35"
 */
export function detailsOf(layer, told) {
  return told.texts.flatMap((text, at) => (text ? [`${layer.columns[at]}: ${text}`] : []));
}

/**
 * What stands beside the pointer.
 * @param {Layer} layer
 * @param {Told} told
 * @param {string} nameless
 */
export function tipOf(layer, told, nameless) {
  const category = categoryOf(layer, told);
  return [told.name || nameless, category ? `${layer.name}: ${category}` : layer.name, ...detailsOf(layer, told)];
}

/**
 * What of a layer lies in an area, by name.
 * @param {LayerFile} file
 * @param {string} boundarySet
 * @param {string} code
 * @param {string} language
 */
export function placesIn(file, boundarySet, code, language) {
  const collator = new Intl.Collator(language, { numeric: true });
  return file.features
    .map(({ properties }) => properties)
    .filter((told) => told.areas[boundarySet]?.includes(code))
    .sort((a, b) => collator.compare(a.name, b.name));
}

/**
 * The keys of the legend; "other" only where something is drawn so.
 * @param {Layer} layer
 * @param {LayerFile | undefined} file
 */
export function legendKeys(layer, file) {
  const hasOther = hasCategories(layer) && file?.features.some(({ properties }) => properties.category === -1);
  return hasOther ? [...layer.keys, layer.other] : layer.keys;
}
