/**
 * The live map. Shapes come once per boundary set; a date changes only the state of areas.
 *
 * All sets' layers stay drawn: those not on show lie far outside the picture, because hiding
 * a layer would make MapLibre cut its tiles anew when it comes back.
 *
 * @import { Topology, GeometryCollection } from "topojson-specification"
 * @import { FeatureCollection, Feature } from "geojson"
 * @import { Say } from "./texts.js"
 *
 * @typedef {object} Look how one area is painted
 * @property {string} color any CSS colour, see-through where there is a gap
 * @property {string} gap status, empty for a value
 * @property {number} strength of the hatch, 0 to 1
 * @property {number} radius of the circle in pixels, 0 for none
 *
 * @typedef {{ id: number, role: "hovered" | "selected" | "compared", color: string }} Mark
 *
 * @typedef {object} MapOptions
 * @property {HTMLElement} container
 * @property {[number, number, number, number]} box west, south, east, north
 * @property {Record<string, { pattern: string }>} gaps by status
 * @property {boolean} circles whether numbers are drawn as circles
 * @property {string} attribution
 * @property {{ tiles: string[], attribution: string } | null} basemap
 * @property {Say} say
 * @property {(area: number | null, point: { x: number, y: number }) => void} onHover
 * @property {(area: number | null, adding: boolean, point: { x: number, y: number } | null) => void} onSelect null: beside all areas
 */
import { AttributionControl, Map as LibreMap, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { feature, mesh } from "topojson-client";

import { gapImage } from "./hatches.js";

const GROUND = "#eef0f4";
const BORDER = "#2b3045";
const CASING = "#ffffff";
const CIRCLE = "#1d5c9e";
/** @type {[number, number]} */
const AWAY = [100000, 0];
/** @type {[number, number]} */
const HERE = [0, 0];

export class AreaMap {
  /** @param {MapOptions} options */
  constructor(options) {
    this.options = options;
    /** @type {string | null} the boundary set on show */
    this.shown = null;
    this.isMoved = false; // by the reader: then a new size of the window does not fit the region anew
    /** @type {Map<string, { features: Feature[], looks: Look[], layers: string[] }>} */
    this.sets = new Map();
    setWorkerUrl(new URL(options.container.dataset.worker ?? "", document.baseURI).href);
    this.libre = new LibreMap({
      container: options.container,
      style: emptyStyle(options.basemap),
      bounds: options.box,
      fitBoundsOptions: { padding: this.padding() },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      boxZoom: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      maxZoom: 17,
      cooperativeGestures: matchMedia("(pointer: coarse)").matches,
      locale: words(options.say),
    });
    /** @type {any} */ (window).__map = this;
    this.libre.touchZoomRotate.disableRotation();
    this.libre.keyboard.disableRotation();
    this.addControls();
    this.listen();
    /** @type {Promise<void>} */
    this.ready = new Promise((resolve) => {
      this.libre.once("style.load", () => {
        this.prepare();
        resolve();
      });
    });
  }

  /** Pixels to leave free around the region: where there is room, the legend's corner too. */
  padding() {
    const width = this.options.container.clientWidth;
    if (width < 620) return { top: 12, bottom: 28, left: 12, right: 12 };
    return { top: 20, bottom: 28, left: Math.min(280, 0.24 * width), right: 52 };
  }

  addControls() {
    const { say, attribution } = this.options;
    this.libre.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.libre.addControl(new WholeRegion(say("whole_region"), () => this.fit()), "top-right");
    const control = new AttributionControl({ compact: false, customAttribution: escaped(attribution) });
    this.libre.addControl(control, "bottom-right");
    this.libre.addControl(new ScaleControl({ maxWidth: 90, unit: "metric" }), "bottom-right");
  }

  fit() {
    this.isMoved = false;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.libre.fitBounds(this.options.box, { padding: this.padding(), animate: !calm });
  }

  listen() {
    const { libre } = this;
    libre.on("mousemove", (event) => {
      this.hover(this.areaAt(event.point), event.point);
    });
    libre.on("movestart", (event) => {
      if (/** @type {{ originalEvent?: Event }} */ (event).originalEvent) this.isMoved = true;
    });
    libre.on("mouseout", (event) => this.hover(null, event.point));
    libre.on("click", (event) => {
      const touch = /** @type {PointerEvent} */ (event.originalEvent).pointerType !== "mouse";
      const adding = event.originalEvent.shiftKey;
      this.options.onSelect(this.areaAt(event.point), adding, touch ? event.point : null);
    });
  }

  /**
   * @param {number | null} area
   * @param {{ x: number, y: number }} point
   */
  hover(area, point) {
    this.libre.getCanvas().style.cursor = area === null ? "" : "pointer";
    this.options.onHover(area, point);
  }

  /** @param {{ x: number, y: number }} point */
  areaAt(point) {
    if (this.shown === null) return null;
    const found = this.libre.queryRenderedFeatures([point.x, point.y], {
      layers: this.options.circles ? [`${this.shown}-circles`, `${this.shown}-fill`] : [`${this.shown}-fill`],
    });
    return found.length > 0 ? Number(found[0].id) : null;
  }

  prepare() {
    for (const [status, { pattern }] of Object.entries(this.options.gaps)) {
      const { image, pixelRatio } = gapImage(pattern);
      this.libre.addImage(`gap-${status}`, image, { pixelRatio });
    }
    this.libre.addSource("marks", { type: "geojson", data: collection([]) });
    this.libre.addLayer({
      id: "marks-casing",
      type: "line",
      source: "marks",
      layout: { "line-join": "round", "line-sort-key": ["get", "rank"] },
      paint: { "line-color": CASING, "line-width": ["get", "casing"] },
    });
    this.libre.addLayer({
      id: "marks",
      type: "line",
      source: "marks",
      layout: { "line-join": "round", "line-sort-key": ["get", "rank"] },
      paint: { "line-color": ["get", "color"], "line-width": ["get", "width"] },
    });
  }

  /**
   * @param {string} set
   * @param {Topology} topology
   * @param {string[]} statuses that occur in the pack: the others need no layer
   * @param {(number | null)[] | null} parents by area, for the borders of the coarser level
   * @param {number[]} order areas from the largest number to the smallest, for circles
   */
  addSet(set, topology, statuses, parents, order) {
    const areas = /** @type {GeometryCollection} */ (topology.objects.areas);
    const { features } = /** @type {FeatureCollection} */ (feature(topology, areas));
    const blank = { color: "rgba(0,0,0,0)", gap: "", strength: 0, radius: 0 };
    const looks = features.map(() => blank);
    this.libre.addSource(`${set}-areas`, { type: "geojson", data: collection(features), tolerance: 0.2, buffer: 32 });
    /** @type {import("maplibre-gl").AddLayerObject[]} */
    const layers = [this.fillLayer(set), ...statuses.map((status) => this.gapLayer(set, status)), ...this.borderLayers(set)];
    if (parents) {
      const borders = mesh(topology, areas, (a, b) => a !== b && parents[Number(a.id)] !== parents[Number(b.id)]);
      this.libre.addSource(`${set}-parents`, { type: "geojson", data: borders });
      layers.push(this.parentLayer(set));
    }
    if (this.options.circles) {
      this.libre.addSource(`${set}-points`, { type: "geojson", data: collection(points(features, order)) });
      layers.push(this.circleLayer(set));
    }
    for (const layer of layers) this.libre.addLayer(layer, "marks-casing");
    this.sets.set(set, { features, looks, layers: layers.map((layer) => layer.id) });
    this.place(set, set === this.shown);
  }

  /** @param {string} set */
  hasSet(set) {
    return this.sets.has(set);
  }

  /** @param {string} set */
  show(set) {
    if (set === this.shown) return;
    const before = this.shown;
    this.shown = set;
    if (before) this.place(before, false);
    if (this.sets.has(set)) this.place(set, true);
  }

  /**
   * @param {string} set
   * @param {boolean} here
   */
  place(set, here) {
    for (const id of this.sets.get(set)?.layers ?? []) {
      const type = /** @type {"fill" | "line" | "circle"} */ (this.libre.getLayer(id)?.type);
      this.libre.setPaintProperty(id, `${type}-translate`, here ? HERE : AWAY, { validate: false });
    }
  }

  /**
   * @param {string} set
   * @param {Look[]} looks by area
   */
  paint(set, looks) {
    const held = this.sets.get(set);
    if (!held) return;
    looks.forEach((look, id) => {
      const last = held.looks[id];
      if (last.color !== look.color || last.gap !== look.gap || last.strength !== look.strength) {
        this.libre.setFeatureState({ source: `${set}-areas`, id }, look);
      }
      if (last.radius !== look.radius || (this.options.circles && last.strength !== look.strength)) {
        this.libre.setFeatureState({ source: `${set}-points`, id }, look);
      }
    });
    held.looks = looks;
  }

  /** @param {Mark[]} marks of the set on show, those to be on top last */
  mark(marks) {
    const held = this.shown === null ? undefined : this.sets.get(this.shown);
    const source = /** @type {import("maplibre-gl").GeoJSONSource | undefined} */ (this.libre.getSource("marks"));
    if (!source || !held) return;
    const features = marks.map((mark, rank) => {
      const width = mark.role === "hovered" ? 2 : 3;
      return { ...held.features[mark.id], properties: { color: mark.color, width, casing: width + 3, rank } };
    });
    source.setData(collection(features));
  }

  /** @param {number} area */
  nameOf(area) {
    const held = this.shown === null ? undefined : this.sets.get(this.shown);
    return String(held?.features[area]?.properties?.n ?? "");
  }

  /** How wide the region is on the screen when all of it is seen, in pixels. */
  regionWidth() {
    const [west, south, east, north] = this.options.box;
    const camera = this.libre.cameraForBounds(this.options.box, { padding: this.padding() });
    const zoom = camera?.zoom ?? this.libre.getZoom();
    const middle = ((south + north) / 2) * (Math.PI / 180);
    const tall = ((north - south) / Math.cos(middle) / 360) * 512 * 2 ** zoom;
    return Math.max(((east - west) / 360) * 512 * 2 ** zoom, tall);
  }

  resize() {
    this.libre.resize();
    if (!this.isMoved) this.libre.fitBounds(this.options.box, { padding: this.padding(), animate: false });
  }

  /** Draw at once and hand over the picture, for print. */
  picture() {
    this.libre.redraw();
    return this.libre.getCanvas().toDataURL("image/png");
  }

  /**
   * @param {string} set
   * @returns {import("maplibre-gl").FillLayerSpecification}
   */
  fillLayer(set) {
    return {
      id: `${set}-fill`,
      type: "fill",
      source: `${set}-areas`,
      paint: { "fill-color": ["coalesce", ["feature-state", "color"], "rgba(0,0,0,0)"], "fill-antialias": false },
    };
  }

  /**
   * @param {string} set
   * @param {string} status
   * @returns {import("maplibre-gl").FillLayerSpecification}
   */
  gapLayer(set, status) {
    return {
      id: `${set}-gap-${status}`,
      type: "fill",
      source: `${set}-areas`,
      paint: {
        "fill-pattern": `gap-${status}`,
        "fill-opacity": ["case", ["==", ["feature-state", "gap"], status], ["feature-state", "strength"], 0],
        "fill-antialias": false,
      },
    };
  }

  /**
   * A dark line on a light casing is seen on every class.
   * @param {string} set
   * @returns {import("maplibre-gl").LineLayerSpecification[]}
   */
  borderLayers(set) {
    const source = `${set}-areas`;
    return [
      {
        id: `${set}-border`,
        type: "line",
        source,
        layout: { "line-join": "round" },
        paint: {
          "line-color": BORDER,
          "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.35, 11, 0.7, 14, 1.2],
        },
      },
    ];
  }

  /**
   * @param {string} set
   * @returns {import("maplibre-gl").LineLayerSpecification}
   */
  parentLayer(set) {
    return {
      id: `${set}-parents`,
      type: "line",
      source: `${set}-parents`,
      layout: { "line-join": "round", "line-cap": "round" },
      paint: {
        "line-color": BORDER,
        "line-width": ["interpolate", ["linear"], ["zoom"], 8, 1, 11, 2, 14, 3.2],
      },
    };
  }

  /**
   * @param {string} set
   * @returns {import("maplibre-gl").CircleLayerSpecification}
   */
  circleLayer(set) {
    return {
      id: `${set}-circles`,
      type: "circle",
      source: `${set}-points`,
      paint: {
        "circle-radius": ["coalesce", ["feature-state", "radius"], 0],
        "circle-color": ["coalesce", ["feature-state", "color"], CIRCLE],
        "circle-opacity": ["coalesce", ["feature-state", "strength"], 0],
        "circle-stroke-color": "#ffffff",
        "circle-stroke-opacity": ["coalesce", ["feature-state", "strength"], 0],
        "circle-stroke-width": 1,
      },
    };
  }
}

/** A button that shows the whole region again. */
class WholeRegion {
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
 * @param {MapOptions["basemap"]} basemap
 * @returns {import("maplibre-gl").StyleSpecification}
 */
function emptyStyle(basemap) {
  /** @type {import("maplibre-gl").StyleSpecification} */
  const style = {
    version: 8,
    sources: {},
    layers: [{ id: "ground", type: "background", paint: { "background-color": GROUND } }],
  };
  if (basemap) {
    style.sources.basemap = { type: "raster", tiles: basemap.tiles, tileSize: 256, attribution: basemap.attribution };
    style.layers.push({ id: "basemap", type: "raster", source: "basemap" });
  }
  return style;
}

/**
 * @param {Feature[]} features
 * @returns {FeatureCollection}
 */
function collection(features) {
  return { type: "FeatureCollection", features };
}

/**
 * Inner points; the largest first, so that small circles lie on top.
 * @param {Feature[]} features
 * @param {number[]} order
 * @returns {Feature[]}
 */
function points(features, order) {
  return order.map((id) => ({
    type: "Feature",
    id,
    properties: {},
    geometry: { type: "Point", coordinates: features[id].properties?.p ?? [0, 0] },
  }));
}

/** @param {Say} say */
function words(say) {
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
function escaped(text) {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
}
