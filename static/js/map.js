/**
 * The live map. Shapes come once per boundary set; a date changes only the state of areas.
 *
 * All sets' layers stay visible; those not on show are wholly transparent, or lie far outside the
 * picture. (Hiding a layer would make MapLibre cut its tiles anew when it comes back.) Borders
 * are drawn once per shared line, and hatches know only areas that have a gap on some date:
 * a date is painted in a twentieth of a second without a graphics card.
 *
 * @import { Topology, GeometryCollection } from "topojson-specification"
 * @import { FeatureCollection, Feature } from "geojson"
 * @import { Place } from "./overlays.js"
 * @import { Say } from "./texts.js"
 *
 * @typedef {object} Look how one area is painted
 * @property {string} color any CSS colour, see-through where there is a gap
 * @property {string} gap status, empty for a value
 * @property {number} strength of the hatch, 0 to 1
 * @property {number} radius of the circle in pixels, 0 for none
 * @property {string} ring colour of the circle
 *
 * @typedef {{ id: number, role: "hovered" | "selected" | "compared", color: string }} Mark
 *
 * @typedef {object} MapOptions
 * @property {HTMLElement} container
 * @property {HTMLElement} legend that lies on the map where there is room
 * @property {[number, number, number, number]} box west, south, east, north
 * @property {Record<string, { pattern: string }>} gaps by status
 * @property {boolean} circles whether numbers are drawn as circles
 * @property {string} attribution
 * @property {import("./basemap.js").Backdrop[]} backdrops
 * @property {Say} say
 * @property {(place: Place | null, point: { x: number, y: number }) => void} onPlace something of a layer, before areas
 * @property {(area: number | null, point: { x: number, y: number }) => void} onHover
 * @property {(area: number | null, adding: boolean, point: { x: number, y: number } | null) => void} onSelect null: beside all areas
 */
import { AttributionControl, Map as LibreMap, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { feature, mesh } from "topojson-client";

import { ABOVE_BASE, ABOVE_OVERLAYS, Backdrops } from "./basemap.js";
import { RegionCamera } from "./camera.js";
import { gapImage } from "./hatches.js";
import { CLEAR, circleLayer, fillLayer, gapLayer, lineLayer, markLayers } from "./map-layers.js";
import { WholeRegion, collection, emptyStyle, escaped, points, words } from "./map-parts.js";
import { ABOVE_LINES, Overlays } from "./overlays.js";

// Tiles overlap by so many pixels; MapLibre's 128 put nearly every area into every tile.
const BUFFER = 8;
const ABOVE_AREAS = "areas-end";
/** @type {Look} */
const BLANK = { color: CLEAR, gap: "", strength: 0, radius: 0, ring: CLEAR };
const LINE_TOLERANCE = 0.375;
/** @type {[number, number][]} */
const [AWAY, HERE] = [[100000, 0], [0, 0]];

export class AreaMap {
  /** @param {MapOptions} options */
  constructor(options) {
    this.options = options;
    /** @type {string | null} the boundary set on show */
    this.shown = null;
    this.marked = "";
    /** @type {Map<string, { features: Feature[], looks: Look[], gappy: Set<number>, layers: string[] }>} */
    this.sets = new Map();
    setWorkerUrl(new URL(options.container.dataset.worker ?? "", document.baseURI).href);
    this.libre = new LibreMap({
      container: options.container,
      style: emptyStyle([ABOVE_BASE, ABOVE_AREAS, ABOVE_LINES]),
      bounds: options.box,
      fitBoundsOptions: { padding: 40 },
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
    this.libre.touchZoomRotate.disableRotation();
    this.libre.keyboard.disableRotation();
    this.camera = new RegionCamera(this.libre, options);
    this.overlays = new Overlays(this.libre);
    this.backdrops = new Backdrops(this.libre, options.backdrops);
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

  addControls() {
    const { say, attribution } = this.options;
    this.libre.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.libre.addControl(new WholeRegion(say("whole_region"), () => this.camera.fit()), "top-right");
    const control = new AttributionControl({ compact: false, customAttribution: escaped(attribution) });
    this.libre.addControl(control, "bottom-right");
    this.libre.addControl(new ScaleControl({ maxWidth: 90, unit: "metric" }), "bottom-right");
  }

  /** What the picture shows while the reader has not moved it: west, south, east, north. */
  get box() {
    return this.camera.box;
  }

  get isMoved() {
    return this.camera.isMoved;
  }

  listen() {
    const { libre } = this;
    libre.on("mousemove", (event) => {
      const place = this.placeAt(event.point, false);
      this.hover(place ? null : this.areaAt(event.point), event.point);
    });
    libre.on("mouseout", (event) => {
      this.options.onPlace(null, event.point);
      this.hover(null, event.point);
    });
    libre.on("click", (event) => {
      const touch = /** @type {PointerEvent} */ (event.originalEvent).pointerType !== "mouse";
      if (this.placeAt(event.point, touch)) return;
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

  /**
   * @param {{ x: number, y: number }} point
   * @param {boolean} isTouch
   */
  placeAt(point, isTouch) {
    const place = this.overlays.at(point, isTouch);
    this.options.onPlace(place, point);
    return place;
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
    for (const layer of markLayers(ABOVE_OVERLAYS)) this.libre.addLayer(layer, ABOVE_LINES);
  }

  /**
   * @param {string} set
   * @param {Topology} topology
   * @param {{ statuses: string[], areas: Set<number> }} gaps that occur on any date
   * @param {(number | null)[] | null} parents by area, for the borders of the coarser level
   * @param {number[]} order areas from the largest number to the smallest, for circles
   */
  addSet(set, topology, gaps, parents, order) {
    const areas = /** @type {GeometryCollection} */ (topology.objects.areas);
    const { features } = /** @type {FeatureCollection} */ (feature(topology, areas));
    this.addShapes(`${set}-areas`, collection(features));
    if (this.sets.size === 0) this.camera.frame(features);
    this.addShapes(`${set}-gaps`, collection(features.filter((_, area) => gaps.areas.has(area))));
    this.addShapes(`${set}-borders`, mesh(topology, areas), LINE_TOLERANCE);
    /** @type {import("maplibre-gl").AddLayerObject[]} */
    const layers = [
      fillLayer(set),
      ...gaps.statuses.map((status) => gapLayer(set, status)),
      lineLayer(`${set}-borders`, [0.35, 0.7, 1.2]),
    ];
    if (parents) {
      const differ = mesh(topology, areas, (a, b) => a !== b && parents[Number(a.id)] !== parents[Number(b.id)]);
      this.addShapes(`${set}-parents`, differ, LINE_TOLERANCE);
      layers.push(lineLayer(`${set}-parents`, [1, 2, 3.2]));
    }
    if (this.options.circles) {
      this.addShapes(`${set}-points`, collection(points(features, order)));
      layers.push(circleLayer(set));
    }
    for (const layer of layers) this.libre.addLayer(layer, ABOVE_AREAS);
    const looks = features.map(() => BLANK);
    this.sets.set(set, { features, looks, gappy: gaps.areas, layers: layers.map((layer) => layer.id) });
    this.place(set, set === this.shown);
  }

  /**
   * @param {string} id
   * @param {import("geojson").GeoJSON} data
   * @param {number} [tolerance] in pixels; none, where neighbours must stay joined
   */
  addShapes(id, data, tolerance = 0) {
    this.libre.addSource(id, { type: "geojson", data, tolerance, buffer: BUFFER });
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
   * Set or clear what makes MapLibre pass over a layer.
   * @param {string} set
   * @param {boolean} here
   */
  place(set, here) {
    for (const id of this.sets.get(set)?.layers ?? []) {
      const type = this.libre.getLayer(id)?.type;
      if (type === "line") this.libre.setPaintProperty(id, "line-opacity", here ? 1 : 0);
      else if (type === "circle") this.libre.setPaintProperty(id, "circle-translate", here ? HERE : AWAY);
      else if (id.endsWith("-fill")) this.libre.setPaintProperty(id, "fill-opacity", here ? 1 : 0);
      else this.libre.setPaintProperty(id, "fill-translate", here ? HERE : AWAY);
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
      if (last.color !== look.color) this.libre.setFeatureState({ source: `${set}-areas`, id }, { color: look.color });
      if (held.gappy.has(id) && (last.gap !== look.gap || last.strength !== look.strength)) {
        this.libre.setFeatureState({ source: `${set}-gaps`, id }, { gap: look.gap, strength: look.strength });
      }
      if (last.radius !== look.radius || last.ring !== look.ring) {
        this.libre.setFeatureState({ source: `${set}-points`, id }, { radius: look.radius, ring: look.ring });
      }
    });
    held.looks = looks;
  }

  /** @param {Mark[]} marks of the set on show, those to be on top last */
  mark(marks) {
    const held = this.shown === null ? undefined : this.sets.get(this.shown);
    const source = /** @type {import("maplibre-gl").GeoJSONSource | undefined} */ (this.libre.getSource("marks"));
    const wanted = this.shown + JSON.stringify(marks);
    if (!source || !held || wanted === this.marked) return;
    this.marked = wanted;
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

  /** @param {number} area to be seen with what lies around it */
  lookAt(area) {
    const held = this.shown === null ? undefined : this.sets.get(this.shown);
    if (held?.features[area]) this.camera.lookAt(held.features[area]);
  }

  resize() {
    this.camera.resize();
  }

  /** Draw at once and hand over the picture, for print. */
  picture() {
    this.libre.redraw();
    return this.libre.getCanvas().toDataURL("image/png");
  }
}
