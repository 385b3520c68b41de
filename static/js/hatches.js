/**
 * The hatches of areas without a value: on the map as images, in the legend as swatches.
 * templates/atlas/_gap_swatch.html draws the same.
 */
import { drawn } from "./dom.js";

const INK = "#666c80";
const TILE = 8; // pixels of the page; the image has twice as many
const DENSITY = 2;

/** @type {Record<string, { ground: string, class: string, d: string }>} */
const SWATCHES = {
  missing: { ground: "#ffffff", class: "hatch", d: "M-2 10 8 0M0 18 18 0M10 18 26 2M20 18l6-6" },
  suppressed: { ground: "#e4e6ec", class: "dots", d: "M5 5h0M13 5h0M21 5h0M9 9h0M17 9h0M5 13h0M13 13h0M21 13h0" },
  not_evaluated: { ground: "#f3f4f7", class: "hatch", d: "M1 6h24M1 12h24M7 1v16M13 1v16M19 1v16" },
  not_applicable: { ground: "#f3f4f7", class: "hatch", d: "m3 7 4 4m0-4-4 4m8-4 4 4m0-4-4 4m8-4 4 4m0-4-4 4" },
};

/** @param {string} pattern */
export function gapSwatch(pattern) {
  const { ground, ...hatch } = SWATCHES[pattern] ?? SWATCHES.missing;
  return drawn(
    "svg",
    { class: "swatch", viewBox: "0 0 26 18", "aria-hidden": "true" },
    drawn("rect", { x: 0.5, y: 0.5, width: 25, height: 17, fill: ground }),
    drawn("path", hatch),
  );
}

/**
 * @param {string} pattern
 * @returns {{ image: ImageData, pixelRatio: number }} a tile that repeats without a seam
 */
export function gapImage(pattern) {
  const size = TILE * DENSITY;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  brush.fillStyle = (SWATCHES[pattern] ?? SWATCHES.missing).ground;
  brush.fillRect(0, 0, size, size);
  brush.strokeStyle = brush.fillStyle = INK;
  brush.lineWidth = 1.6;
  (BRUSHES[pattern] ?? BRUSHES.missing)(brush, size);
  return { image: brush.getImageData(0, 0, size, size), pixelRatio: DENSITY };
}

/** @type {Record<string, (brush: CanvasRenderingContext2D, size: number) => void>} */
const BRUSHES = {
  missing(brush, size) {
    line(brush, [-2, 2, 2, -2], [-2, size + 2, size + 2, -2], [size - 2, size + 2, size + 2, size - 2]);
  },
  suppressed(brush, size) {
    for (const [x, y] of [[0.25, 0.25], [0.75, 0.75]]) {
      brush.beginPath();
      brush.arc(x * size, y * size, 2.2, 0, 2 * Math.PI);
      brush.fill();
    }
  },
  not_evaluated(brush, size) {
    line(brush, [0, size / 2, size, size / 2], [size / 2, 0, size / 2, size]);
  },
  not_applicable(brush, size) {
    const [low, high] = [size * 0.28, size * 0.72];
    line(brush, [low, low, high, high], [low, high, high, low]);
  },
};

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {...number[]} strokes from x, y to x, y
 */
function line(brush, ...strokes) {
  brush.beginPath();
  for (const [fromX, fromY, toX, toY] of strokes) {
    brush.moveTo(fromX, fromY);
    brush.lineTo(toX, toY);
  }
  brush.stroke();
}
