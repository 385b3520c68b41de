/**
 * Parts of the live map that know nothing of dates: ground, controls, words, points.
 *
 * @import { Feature, FeatureCollection } from "geojson"
 * @import { Say } from "./texts.js"
 */

const GROUND = "#eef0f4";

/** A button that shows the whole region again. */
export class WholeRegion {
  /**
   * @param {string} label
   * @param {() => void} onClick
   */
  constructor(label, onClick) {
    this.box = document.createElement("div");
    this.box.className = "maplibregl-ctrl maplibregl-ctrl-group";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "whole-region";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", onClick);
    this.box.append(button);
  }

  onAdd() {
    return this.box;
  }

  onRemove() {
    this.box.remove();
  }
}

/**
 * The ground alone. The other layers draw nothing: they part what comes below and above.
 * @param {string[]} partings ids
 * @returns {import("maplibre-gl").StyleSpecification}
 */
export function emptyStyle(partings) {
  /** @type {import("maplibre-gl").LayerSpecification[]} */
  const unseen = partings.map((id) => ({ id, type: "background", layout: { visibility: "none" } }));
  const ground = { "background-color": GROUND };
  return { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: ground }, ...unseen] };
}

/**
 * @param {Feature[]} features
 * @returns {FeatureCollection}
 */
export function collection(features) {
  return { type: "FeatureCollection", features };
}

/**
 * Inner points; the largest first, so that small circles lie on top.
 * @param {Feature[]} features
 * @param {number[]} order
 * @returns {Feature[]}
 */
export function points(features, order) {
  return order.map((id) => ({
    type: "Feature",
    id,
    properties: {},
    geometry: { type: "Point", coordinates: features[id].properties?.p ?? [0, 0] },
  }));
}

/** @param {Say} say */
export function words(say) {
  return {
    "Map.Title": say("map_title"),
    "NavigationControl.ZoomIn": say("zoom_in"),
    "NavigationControl.ZoomOut": say("zoom_out"),
    "CooperativeGesturesHandler.WindowsHelpText": say("ctrl_zoom"),
    "CooperativeGesturesHandler.MacHelpText": say("ctrl_zoom"),
    "CooperativeGesturesHandler.MobileHelpText": say("two_fingers"),
  };
}

/**
 * MapLibre takes attributions as markup; ours is plain text.
 * @param {string} text
 */
export function escaped(text) {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
}
