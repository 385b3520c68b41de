/**
 * Points and lines on the live map, above areas and their outlines; lines below points.
 *
 * @import { GeoJSONSource, Map as LibreMap } from "maplibre-gl"
 * @import { Layer, LayerFile, Told } from "./layers.js"
 *
 * @typedef {{ layer: Layer, told: Told }} Place something of a layer under the pointer
 */
import { dashOf, symbolImage } from "./layer-symbols.js";
import { escaped } from "./map-parts.js";

/** Lines are added before this layer of the style, points at its end. */
export const ABOVE_LINES = "places-begin";
const REACH = 4; // pixels around the pointer
const FINGER = 12;

export class Overlays {
  /** @param {LibreMap} libre whose style is there */
  constructor(libre) {
    this.libre = libre;
    /** @type {Map<string, { layer: Layer, file: LayerFile, ids: string[], isShown: boolean }>} */
    this.held = new Map();
  }

  /**
   * @param {Layer} layer
   * @param {LayerFile} file
   */
  add(layer, file) {
    if (this.held.has(layer.key)) return;
    const source = `layer-${layer.key}`;
    const features = file.features.map(({ id, geometry, properties: { category } }) => ({
      type: /** @type {const} */ ("Feature"), id, geometry, properties: { category },
    }));
    this.libre.addSource(source, {
      type: "geojson", data: { type: "FeatureCollection", features }, attribution: escaped(layer.origin),
    });
    const ids = layer.kind === "point" ? this.addPoints(layer, source) : this.addLines(layer, source);
    this.held.set(layer.key, { layer, file, ids, isShown: true });
  }

  /**
   * @param {Layer} layer
   * @param {string} source
   */
  addPoints(layer, source) {
    for (const [category, key] of [[-1, layer.keys.length > 1 ? layer.other : layer.keys[0]], ...layer.keys.entries()]) {
      const { image, pixelRatio } = symbolImage(/** @type {import("./layers.js").LayerKey} */ (key));
      this.libre.addImage(`${source}-${category}`, image, { pixelRatio });
    }
    this.libre.addLayer({
      id: source,
      type: "symbol",
      source,
      minzoom: layer.least_zoom,
      layout: {
        "icon-image": ["concat", `${source}-`, ["get", "category"]],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 9, 0.45, 11, 0.6, 13, 0.9, 15, 1.2],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    });
    return [source];
  }

  /**
   * @param {Layer} layer
   * @param {string} source
   */
  addLines(layer, source) {
    /** @type {[string, import("maplibre-gl").LineLayerSpecification["paint"], any][]} */
    const wanted = [["casing", { "line-color": "#ffffff", "line-width": 7 }, null]];
    for (const [category, key] of [[-1, layer.other], ...layer.keys.entries()]) {
      const { color } = /** @type {import("./layers.js").LayerKey} */ (key);
      const dash = dashOf(/** @type {import("./layers.js").LayerKey} */ (key), 1);
      const paint = { "line-color": color, "line-width": 4, ...(dash.length > 0 && { "line-dasharray": dash }) };
      wanted.push([String(category), paint, ["==", ["get", "category"], category]]);
    }
    return wanted.map(([name, paint, filter]) => {
      const id = `${source}-${name}`;
      this.libre.addLayer(
        { id, type: "line", source, minzoom: layer.least_zoom, layout: { "line-join": "round" }, paint, ...(filter && { filter }) },
        ABOVE_LINES,
      );
      return id;
    });
  }

  /** @param {string[]} keys of the layers to be seen */
  show(keys) {
    for (const [key, held] of this.held) {
      const isShown = keys.includes(key);
      if (isShown === held.isShown) continue;
      held.isShown = isShown;
      for (const id of held.ids) this.libre.setLayoutProperty(id, "visibility", isShown ? "visible" : "none");
    }
  }

  /**
   * What lies under the pointer, the uppermost.
   * @param {{ x: number, y: number }} point
   * @param {boolean} isTouch
   * @returns {Place | null}
   */
  at({ x, y }, isTouch) {
    const shown = [...this.held.values()].filter((held) => held.isShown);
    const layers = shown.flatMap((held) => held.ids);
    if (layers.length === 0) return null;
    const reach = isTouch ? FINGER : REACH;
    const [found] = this.libre.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers });
    const held = found && shown.find(({ ids }) => ids.includes(found.layer.id));
    return held ? { layer: held.layer, told: held.file.features[Number(found.id)].properties } : null;
  }
}
