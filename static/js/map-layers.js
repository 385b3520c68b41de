/**
 * How the live map draws one boundary set. Colours come from the state of each area.
 */

export const BORDER = "#2b3045";
export const CLEAR = "rgba(0,0,0,0)";

/**
 * @param {string} set
 * @returns {import("maplibre-gl").FillLayerSpecification}
 */
export function fillLayer(set) {
  return {
    id: `${set}-fill`,
    type: "fill",
    source: `${set}-areas`,
    paint: { "fill-color": ["coalesce", ["feature-state", "color"], CLEAR], "fill-antialias": false },
  };
}

/**
 * @param {string} set
 * @param {string} status
 * @returns {import("maplibre-gl").FillLayerSpecification}
 */
export function gapLayer(set, status) {
  return {
    id: `${set}-gap-${status}`,
    type: "fill",
    source: `${set}-gaps`,
    paint: {
      "fill-pattern": `gap-${status}`,
      "fill-opacity": ["case", ["==", ["feature-state", "gap"], status], ["feature-state", "strength"], 0],
      "fill-antialias": false,
    },
  };
}

/**
 * @param {string} source
 * @param {[number, number, number]} widths on small, middle and large scales
 * @returns {import("maplibre-gl").LineLayerSpecification}
 */
export function lineLayer(source, widths) {
  return {
    id: source,
    type: "line",
    source,
    layout: { "line-join": "bevel" }, // thin lines need no rounded corners, which cost most
    paint: {
      "line-color": BORDER,
      "line-width": ["interpolate", ["linear"], ["zoom"], 8, widths[0], 11, widths[1], 14, widths[2]],
    },
  };
}

/**
 * @param {string} set
 * @returns {import("maplibre-gl").CircleLayerSpecification}
 */
export function circleLayer(set) {
  return {
    id: `${set}-circles`,
    type: "circle",
    source: `${set}-points`,
    paint: {
      "circle-radius": ["coalesce", ["feature-state", "radius"], 0],
      "circle-color": ["coalesce", ["feature-state", "ring"], CLEAR],
      "circle-stroke-color": "#ffffff",
      "circle-stroke-opacity": ["case", [">", ["coalesce", ["feature-state", "radius"], 0], 0], 1, 0],
      "circle-stroke-width": 1,
    },
  };
}

/**
 * Outlines of chosen and hovered areas, with a white casing.
 * @param {string} casing id of the lower layer
 * @returns {import("maplibre-gl").LineLayerSpecification[]}
 */
export function markLayers(casing) {
  /** @type {import("maplibre-gl").LineLayerSpecification["layout"]} */
  const layout = { "line-join": "round", "line-sort-key": ["get", "rank"] };
  return [
    { id: casing, type: "line", source: "marks", layout, paint: { "line-color": "#ffffff", "line-width": ["get", "casing"] } },
    { id: "marks", type: "line", source: "marks", layout, paint: { "line-color": ["get", "color"], "line-width": ["get", "width"] } },
  ];
}
