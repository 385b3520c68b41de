/**
 * Background maps of the operator: tiles under the areas or above them. Nothing is asked of a
 * server before the reader (or the operator's default) switches its map on.
 *
 * @import { Map as LibreMap } from "maplibre-gl"
 *
 * @typedef {object} Backdrop
 * @property {string} key
 * @property {string} name
 * @property {"base" | "overlay"} role
 * @property {string} tiles
 * @property {string} attribution
 * @property {number} max_zoom
 * @property {number} opacity per cent, until the reader changes it
 */
import { escaped } from "./map-parts.js";

export const ABOVE_BASE = "areas-begin";
export const ABOVE_OVERLAYS = "marks-casing";

export class Backdrops {
  /**
   * @param {LibreMap} libre whose style is there
   * @param {Backdrop[]} known
   */
  constructor(libre, known) {
    this.libre = libre;
    this.known = known;
  }

  /** @param {{ key: string, opacity: number }[]} shown */
  show(shown) {
    for (const one of this.known) {
      const asked = shown.find(({ key }) => key === one.key);
      const id = `backdrop-${one.key}`;
      if (!asked && this.libre.getLayer(id)) this.libre.removeLayer(id);
      if (!asked) continue;
      if (!this.libre.getLayer(id)) this.add(id, one);
      this.libre.setPaintProperty(id, "raster-opacity", asked.opacity / 100);
    }
  }

  /**
   * @param {string} id
   * @param {Backdrop} one
   */
  add(id, one) {
    if (!this.libre.getSource(id)) {
      const tiles = [one.tiles.startsWith("/") ? location.origin + one.tiles : one.tiles];
      this.libre.addSource(id, { type: "raster", tiles, tileSize: 256, maxzoom: one.max_zoom, attribution: escaped(one.attribution) });
    }
    const before = one.role === "base" ? ABOVE_BASE : ABOVE_OVERLAYS;
    this.libre.addLayer({ id, type: "raster", source: id, paint: { "raster-fade-duration": 0 } }, before);
  }
}
