/**
 * How the live map is framed: the whole region beside the legend, or one area.
 *
 * @import { Feature } from "geojson"
 * @import { Map as LibreMap } from "maplibre-gl"
 *
 * @typedef {{ top: number, bottom: number, left: number, right: number }} Padding
 */
import { LngLat } from "maplibre-gl";

import { boxOf, isCovered, longerSide, positions } from "./framing.js";

/** Shares of the legend's width and height to leave free beside and below the region: tried together. */
const STEPS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const NEAREST = 13.5; // zoom at which an area is looked at

export class RegionCamera {
  /**
   * @param {LibreMap} libre
   * @param {{ container: HTMLElement, legend: HTMLElement, box: [number, number, number, number] }} options
   */
  constructor(libre, { container, legend, box }) {
    this.libre = libre;
    this.container = container;
    this.legend = legend;
    this.box = box;
    /** @type {[number, number][]} of the areas' outlines */
    this.corners = [];
    this.isMoved = false; // by the reader: then a new size of the window does not fit the region anew
    libre.on("movestart", (event) => {
      if (/** @type {{ originalEvent?: Event }} */ (event).originalEvent) this.isMoved = true;
    });
  }

  /**
   * Pixels to leave free around the region, so that controls and legend hide no area.
   * @returns {Padding}
   */
  padding() {
    const margins = { top: 16, bottom: 28, left: 16, right: 52 };
    const legend = this.legend.getBoundingClientRect();
    const frame = this.container.getBoundingClientRect();
    if (frame.width < 560 || legend.top > frame.bottom - 20) return { ...margins, right: 12 };
    const covered = { right: legend.right - frame.left + 8, top: legend.top - frame.top - 8 };
    const tries = STEPS.flatMap((aside) =>
      STEPS.map((above) => {
        const left = margins.left + aside * covered.right;
        const padding = { ...margins, left, bottom: margins.bottom + above * (legend.height - margins.bottom) };
        return { padding, camera: this.camera(padding) };
      }),
    ).sort((a, b) => b.camera.zoom - a.camera.zoom);
    const found = tries.find(({ camera }) => !isCovered(this.corners, camera, frame, covered));
    return (found ?? tries[0]).padding;
  }

  /**
   * @param {Padding} padding
   * @returns {import("./framing.js").Camera}
   */
  camera(padding) {
    const found = this.libre.cameraForBounds(this.box, { padding });
    const center = LngLat.convert(found?.center ?? this.libre.getCenter());
    return { zoom: found?.zoom ?? this.libre.getZoom(), center };
  }

  /** Show the whole region again. */
  fit() {
    this.isMoved = false;
    this.libre.fitBounds(this.box, { padding: this.padding(), animate: isLively() });
  }

  /** @param {Feature} area to be seen with what lies around it */
  lookAt(area) {
    this.isMoved = true;
    const { clientWidth, clientHeight } = this.container;
    const padding = Math.min(clientWidth, clientHeight) / 4;
    this.libre.fitBounds(boxOf(positions([area])), { padding, maxZoom: NEAREST, animate: isLively() });
  }

  /**
   * The region's box leaves a margin; what is to be seen is the areas.
   * @param {Feature[]} features
   */
  frame(features) {
    this.corners = positions(features).filter((_, at) => at % 3 === 0);
    if (this.corners.length === 0) return;
    this.box = boxOf(this.corners);
    if (!this.isMoved) this.libre.fitBounds(this.box, { padding: this.padding(), animate: false });
  }

  /** How large the region is on the screen when all of it is seen, in pixels. */
  regionWidth() {
    return longerSide(this.box, this.camera(this.padding()).zoom);
  }

  resize() {
    this.libre.resize();
    if (!this.isMoved) this.libre.fitBounds(this.box, { padding: this.padding(), animate: false });
  }
}

function isLively() {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
