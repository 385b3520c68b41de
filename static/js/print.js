/**
 * What the printed sheet has beside the screen's content: the map as a sharp picture with its
 * scale, the boundaries on show, the address and the day. All at once, as the print waits for nothing.
 *
 * @import { LiveMap } from "./live-map.js"
 * @import { View } from "./view.js"
 */
import { byId, element, maybe } from "./dom.js";

const SHARP = 1800; // pixels of the picture's longer side
const LARGEST = 4000; // pixels of the whole map's side; MapLibre draws 4096 at most
const EDGE = 24; // around the region, in pixels of the screen
const BAR = 6;
const SHEET = 1.4; // width to height of the place on the sheet

/**
 * @param {View} view
 * @param {LiveMap} map
 */
export function preparePrint(view, map) {
  const { origin, language } = view.config;
  byId("print-boundaries").textContent = origin.boundaries[view.section.boundarySet] ?? "";
  byId("print-address").textContent = location.href;
  byId("print-date").textContent = new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date());
  const canvas = /** @type {HTMLCanvasElement} */ (maybe("print-picture") ?? element("canvas", { id: "print-picture", class: "print-picture" }));
  takePicture(map, canvas);
  byId("map").after(canvas);
}

/**
 * @param {LiveMap} live
 * @param {HTMLCanvasElement} canvas
 */
function takePicture({ map }, canvas) {
  const { libre } = map;
  const before = libre.getPixelRatio();
  const part = partOf(map);
  const { clientWidth, clientHeight } = libre.getContainer();
  const wanted = Math.max(before, SHARP / Math.max(part.width, part.height));
  const ratio = Math.min(wanted, LARGEST / Math.max(clientWidth, clientHeight));
  libre.setPixelRatio(ratio);
  libre.redraw();
  const source = libre.getCanvas();
  const scale = source.width / libre.getContainer().clientWidth; // what the map made of the wish
  canvas.width = Math.round(part.width * scale);
  canvas.height = Math.round(part.height * scale);
  const paper = canvas.getContext("2d");
  if (paper) {
    paper.drawImage(source, part.left * scale, part.top * scale, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height);
    drawScale(paper, canvas, scale);
  }
  libre.setPixelRatio(before);
  libre.redraw();
}

/**
 * The region and a little around it; all that is seen, where the reader moved the map.
 * @param {LiveMap["map"]} map
 */
function partOf({ libre, box, isMoved }) {
  const { clientWidth, clientHeight } = libre.getContainer();
  if (isMoved) return { left: 0, top: 0, width: clientWidth, height: clientHeight };
  const [west, south, east, north] = box;
  const upper = libre.project([west, north]);
  const lower = libre.project([east, south]);
  const left = Math.max(0, upper.x - EDGE);
  const top = Math.max(0, upper.y - EDGE);
  return { left, top, width: Math.min(clientWidth, lower.x + EDGE) - left, height: Math.min(clientHeight, lower.y + EDGE) - top };
}

/**
 * The scale bar of the screen, as long in the picture as the way it stands for.
 * @param {CanvasRenderingContext2D} paper
 * @param {HTMLCanvasElement} canvas
 * @param {number} ratio pixels of the picture per pixel of the screen
 */
function drawScale(paper, canvas, ratio) {
  const bar = /** @type {HTMLElement | null} */ (document.querySelector(".maplibregl-ctrl-scale"));
  if (!bar) return;
  const unit = Math.max(canvas.width, canvas.height * SHEET) / 480; // so that letters have the same size on every sheet
  const length = bar.offsetWidth * ratio;
  const right = canvas.width - 8 * unit;
  const base = canvas.height - 8 * unit;
  paper.fillStyle = "rgba(255,255,255,0.85)";
  paper.fillRect(right - length - 6 * unit, base - 26 * unit, length + 12 * unit, 32 * unit);
  paper.strokeStyle = "#14172a";
  paper.lineWidth = 1.5 * unit;
  paper.beginPath();
  paper.moveTo(right - length, base - BAR * unit);
  paper.lineTo(right - length, base);
  paper.lineTo(right, base);
  paper.lineTo(right, base - BAR * unit);
  paper.stroke();
  paper.fillStyle = "#14172a";
  paper.font = `${13 * unit}px Fira Sans, Arial, sans-serif`;
  paper.textAlign = "right";
  paper.fillText(bar.textContent ?? "", right, base - 9 * unit);
}
