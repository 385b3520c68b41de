/**
 * The legend of proportional circles: three round numbers inside one another.
 */
import { circleRadius } from "./classes.js";
import { drawn } from "./dom.js";

const LINE = 16;

/**
 * @param {number} largest printed
 * @param {number} radius of the largest, in pixels
 * @param {number} decimals
 * @param {(printed: number) => string} write
 */
export function circleLegend(largest, radius, decimals, write) {
  const values = [...new Set([1, 0.3, 0.1].map((share) => roundBelow(largest * share, decimals)))];
  const sizes = values.map((value) => circleRadius(value, largest, radius));
  const tall = Math.max(sizes[0] * 2 + 14, values.length * LINE + 6);
  const middle = sizes[0] + 1;
  const base = tall - 4;
  /** @type {number[]} from the smallest circle upwards, each a line above the last */
  const written = [];
  for (let at = values.length - 1; at >= 0; at -= 1) {
    written[at] = Math.min(base - 2 * sizes[at], (written[at + 1] ?? base + LINE) - LINE);
  }
  return drawn(
    "svg",
    { class: "circles", viewBox: `0 0 210 ${tall}`, width: 210, height: tall, role: "img", "aria-label": values.map(write).join(", ") },
    ...values.flatMap((value, at) => [
      drawn("circle", { class: "circles__ring", cx: middle, cy: base - sizes[at], r: sizes[at] }),
      drawn("polyline", {
        class: "circles__lead",
        points: `${middle},${base - 2 * sizes[at]} ${middle + sizes[0] + 4},${base - 2 * sizes[at]} ${middle + sizes[0] + 18},${written[at]}`,
      }),
      drawn("text", { class: "circles__text", x: middle + sizes[0] + 23, y: written[at] + 4.5 }, write(value)),
    ]),
  );
}

/**
 * The largest of 1, 2, 5 times a power of ten that does not exceed the value.
 * @param {number} value printed
 * @param {number} decimals
 */
function roundBelow(value, decimals) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 10 ** -decimals)));
  return Math.max(...[1, 2, 5].map((step) => step * power).filter((round) => round <= value), power);
}
