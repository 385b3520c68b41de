/**
 * The map of a view: which shapes it needs, how areas look, which are outlined.
 *
 * @import { Topology, GeometryCollection } from "topojson-specification"
 * @import { Mark } from "./map.js"
 * @import { View } from "./view.js"
 *
 * @typedef {{ x: number, y: number }} Place in the map's frame
 *
 * @typedef {object} Handlers
 * @property {(place: import("./overlays.js").Place | null, point: Place) => void} place
 * @property {(area: number | null, point: Place) => void} hover
 * @property {(area: number | null, adding: boolean, touched: Place | null) => void} select
 */
import { circleLegend } from "./circles.js";
import { painter } from "./classes.js";
import { byId } from "./dom.js";
import { loadShapes } from "./load.js";
import { gapsOf, looksOf } from "./looks.js";
import { AreaMap } from "./map.js";
import { numberText, toPrinted } from "./numbers.js";
import { LINE_COLORS } from "./panel-content.js";

const OUTLINE = "#0b1020";
const CIRCLE_SHADE = 6; // of a palette's nine
const [DECREASE_SHADE, INCREASE_SHADE] = [1, 7]; // as in atlas/presenters_legend.py

export class LiveMap {
  /**
   * @param {View} view
   * @param {Handlers} handlers
   */
  constructor(view, handlers) {
    this.view = view;
    const { config, pack, say } = view;
    this.map = new AreaMap({
      container: byId("map"),
      legend: byId("legend"),
      box: config.region.box,
      gaps: config.statuses,
      circles: view.hasCircles,
      attribution: (pack.card.attributions ?? [pack.card.source?.attribution ?? ""]).join("; "),
      backdrops: config.backdrops,
      say,
      onPlace: handlers.place,
      onHover: handlers.hover,
      onSelect: handlers.select,
    });
    new ResizeObserver(() => this.map.resize()).observe(byId("map"));
  }

  async start() {
    await Promise.all([loadShapes(this.url(this.view.section.boundarySet)), this.map.ready]);
    await this.fetchShown();
    this.map.show(this.view.section.boundarySet);
  }

  /** @param {string} set */
  url(set) {
    return this.view.config.shapes[set].url;
  }

  /** Whether the shapes of the shown date are there. */
  isReady() {
    return this.map.hasSet(this.view.section.boundarySet);
  }

  async fetchShown() {
    const set = this.view.section.boundarySet;
    this.add(set, await loadShapes(this.url(set)));
  }

  /** Shapes of the other boundary sets, so that no date asks for anything later. */
  async fetchOthers() {
    for (const { boundarySet } of [...this.view.pack.sections].reverse()) {
      if (!this.map.hasSet(boundarySet)) this.add(boundarySet, await loadShapes(this.url(boundarySet)));
    }
  }

  /**
   * @param {string} set
   * @param {Topology} shapes
   */
  add(set, shapes) {
    const section = this.view.pack.sections.find((one) => one.boundarySet === set);
    if (!section || this.map.hasSet(set)) return;
    const { geometries } = /** @type {GeometryCollection} */ (shapes.objects.areas);
    this.view.names.set(set, geometries.map((one) => String(/** @type {Record<string, unknown>} */ (one.properties).n)));
    const largest = section.areas.map((_, area) => Math.max(...section.series.values.map((row) => Math.abs(row[area] ?? 0))));
    const order = largest.map((_, area) => area).sort((a, b) => largest[b] - largest[a]);
    this.map.addSet(set, shapes, gapsOf(section), Object.values(section.parents)[0] ?? null, order);
  }

  /** @param {() => void} then */
  onceIdle(then) {
    this.map.libre.once("idle", then);
    this.map.libre.triggerRepaint();
  }

  paint() {
    const { section, place, state, classification, breaks, highlight, shownAreas } = this.view;
    const opacity = state.opacity / 100;
    document.documentElement.style.setProperty("--map-opacity", String(opacity));
    const circles = this.view.hasCircles ? this.circles() : null;
    this.map.show(section.boundarySet);
    const manner = { paint: painter(classification), breaks, opacity, highlight, circles, shown: shownAreas };
    this.map.paint(section.boundarySet, looksOf(section, place.row, manner));
  }

  /** Draw at once what was painted, before the rest of the page is built anew. */
  redraw() {
    this.map.libre.redraw();
  }

  circles() {
    const { circles, number, palettes, change } = this.view.config;
    const shades = palettes[this.view.state.palette].colors[9];
    return {
      largest: toPrinted(circles.largest, number.decimals),
      radius: (circles.radius / 1000) * this.map.camera.regionWidth(),
      color: shades[change ? INCREASE_SHADE : CIRCLE_SHADE],
      ...(change && { colorBelow: shades[DECREASE_SHADE] }),
    };
  }

  /**
   * The legend's circles, where numbers are drawn so; those of a change have no sign.
   * @returns {import("./legend.js").Circles | null}
   */
  circleSamples() {
    if (!this.view.hasCircles) return null;
    const { largest, radius, color, colorBelow } = this.circles();
    const number = { ...this.view.config.number, signed: false };
    const samples = circleLegend(largest, radius, number.decimals, (value) => numberText(value, number));
    return { samples, signs: colorBelow ? { increase: color, decrease: colorBelow, unchanged: "" } : null };
  }

  /** @param {number | null} hovered position in the shown section */
  mark(hovered) {
    const { state, section, areaHere } = this.view;
    /** @type {Mark[]} */
    const marks = state.areas.flatMap((code, at) => {
      const id = section.areas.indexOf(code);
      return id === -1 ? [] : [{ id, role: "compared", color: LINE_COLORS[at % LINE_COLORS.length] }];
    });
    if (areaHere !== -1) marks.push({ id: areaHere, role: "selected", color: OUTLINE });
    if (hovered !== null && hovered < section.areas.length) marks.push({ id: hovered, role: "hovered", color: OUTLINE });
    this.map.mark(marks);
  }

  /** The map as a picture, for print. */
  picture() {
    return this.map.picture();
  }
}
