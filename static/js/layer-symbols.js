/**
 * The signs of places: on the map as images with a white halo, in the page as drawings. Their
 * paths come from the server (atlas/symbols.py), in a box of 20 by 20.
 *
 * @import { LayerKey } from "./layers.js"
 */
import { drawn } from "./dom.js";

const BOX = 20;
const MARGIN = 3;
const DENSITY = 2;
const HALO = 4;

/**
 * @param {LayerKey} key
 * @returns {{ image: ImageData, pixelRatio: number }}
 */
export function symbolImage(key) {
  const side = (BOX + 2 * MARGIN) * DENSITY;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const shape = new Path2D(key.path);
  brush.scale(DENSITY, DENSITY);
  brush.translate(MARGIN, MARGIN);
  brush.lineJoin = "round";
  brush.lineWidth = HALO;
  brush.strokeStyle = "#ffffff";
  brush.stroke(shape);
  brush.fillStyle = key.color;
  brush.fill(shape);
  return { image: brush.getImageData(0, 0, side, side), pixelRatio: DENSITY };
}

/**
 * @param {LayerKey} key
 * @param {"point" | "line"} kind
 */
export function symbolSwatch(key, kind) {
  const frame = { class: "layer-sign", viewBox: "0 0 30 20", "aria-hidden": "true" };
  if (kind === "point") return drawn("svg", frame, drawn("path", { d: key.path, transform: "translate(5 0)", fill: key.color }));
  const dash = dashOf(key, 4).join(" ");
  return drawn("svg", frame, drawn("path", { d: "M1 10H29", stroke: key.color, "stroke-width": 4, "stroke-dasharray": dash || null }));
}

/**
 * @param {LayerKey} key
 * @param {number} width
 */
export function dashOf(key, width) {
  return key.dash.split(" ").filter(Boolean).map((part) => Number(part) * width);
}
