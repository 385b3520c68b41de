/**
 * Which dates of a slider carry a label, so that no two overlap: the first, the last, and as many
 * at even steps between them as there is room for. Reckons, paints nothing.
 *
 * @typedef {object} Tick
 * @property {boolean} isShown
 * @property {number} shift pixels from the label's left to its tick; half its width but at the ends
 */

/**
 * @param {number[]} widths of the labels by position, in pixels
 * @param {number} room from the first tick to the last, in pixels
 * @param {number} gap between labels
 * @param {number} edge by which a label may stick out beyond the first and last tick
 * @returns {Tick[]} by position
 */
export function ticksOf(widths, room, gap, edge) {
  const last = widths.length - 1;
  const boxes = widths.map((width, at) => {
    const middle = last > 0 ? (at / last) * room : room / 2;
    const left = Math.max(-edge, Math.min(middle - width / 2, room + edge - width));
    return { left, right: left + width, shift: middle - left };
  });
  const shown = choices(last).find((tried) => fits(boxes.filter((_, at) => tried(at)), gap)) ?? ((at) => at === last);
  return boxes.map(({ shift }, at) => ({ isShown: shown(at), shift }));
}

/**
 * From all labels to the two ends alone. A step that ends close before the last label leaves one out.
 * @param {number} last position
 * @returns {((at: number) => boolean)[]}
 */
function choices(last) {
  const steps = Array.from({ length: Math.max(1, last) }, (_, before) => before + 1);
  return steps.map((step) => (at) => at === 0 || at === last || (at % step === 0 && last - at >= step / 2));
}

/**
 * @param {{ left: number, right: number }[]} boxes from left to right
 * @param {number} gap
 */
function fits(boxes, gap) {
  return boxes.every((box, at) => at === 0 || box.left >= boxes[at - 1].right + gap);
}
